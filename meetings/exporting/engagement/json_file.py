"""The engagement log as JSON: lists are lists, what nobody knows is null."""

import json

AT_ONCE = 500


def json_pieces(activities, *, on):
    head = json.dumps({"format": "engagement log", "version": 1, "exported_on": on.isoformat()})
    piece = [head[:-1], ', "engagement": [']
    for number, activity in enumerate(activities):
        piece.append(",\n" if number else "\n")
        piece.append(json.dumps(activity, ensure_ascii=False, default=str))
        if number % AT_ONCE == AT_ONCE - 1:
            yield "".join(piece).encode()
            piece = []
    yield "".join([*piece, "\n]}\n"]).encode()
