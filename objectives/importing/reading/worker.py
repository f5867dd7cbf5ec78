"""Reads one file, in a process of its own: an order and the file come in, rows go out as JSON."""

import json
import resource
import sys


def main() -> int:
    order = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Only now: what is taken to read with counts too.
    from objectives.importing.reading import UnreadableFile, read_bytes
    from objectives.importing.reading.refusals import too_much_inside

    content = sys.stdin.buffer.read()
    try:
        try:
            answer = read_bytes(content, name=order["name"]).as_json()
        except (MemoryError, RecursionError) as error:
            raise too_much_inside() from error
    except UnreadableFile as refused:
        answer = {"refused": {"code": refused.code, "message": refused.message}}
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(answer):
        sys.stdout.buffer.write(piece.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
