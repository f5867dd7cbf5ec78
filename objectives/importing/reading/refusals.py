"""Why a file can't be read, in words that say what to do about it."""

MAX_BYTES = 20 * 1024 * 1024

SAVE_AS = (
    "Open it in the program that made it and save it as a Word document (.docx), "
    "an Excel workbook (.xlsx) or CSV, or copy the table and paste it as text."
)
SAVE_AGAIN = "Open it in the program that made it, save it again under a new name and try that."


class UnreadableFile(Exception):
    """A file that can't be read. `code` is stable; `message` is for the user."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def too_large() -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"The file is larger than {MAX_BYTES // 1024 // 1024} MB, and a table is far "
        "smaller. Check that it is the right file, and save it without pictures.",
    )


def empty() -> UnreadableFile:
    return UnreadableFile("empty", "The file is empty. Check that it was saved with its text.")


def other_kind(kind: str) -> UnreadableFile:
    message = f"The file is {kind}, and tables are not read from that. {SAVE_AS}"
    return UnreadableFile("other_kind", message)


def binary() -> UnreadableFile:
    return UnreadableFile("binary", f"The file holds data that is not text. {SAVE_AS}")


def damaged(what: str) -> UnreadableFile:
    message = f"The file is damaged or was not copied whole: {what} can't be read. {SAVE_AGAIN}"
    return UnreadableFile("damaged", message)


def encrypted() -> UnreadableFile:
    return UnreadableFile(
        "encrypted",
        "The file is protected with a password, so nothing in it can be read. "
        "Open it with its password, save a copy without one and try that.",
    )


def unsafe(what: str) -> UnreadableFile:
    """Made to do harm, or so oddly made that it can't be told from that."""
    return UnreadableFile("unsafe", f"The file {what}, and no Office program does that. {SAVE_AS}")


def too_much_inside() -> UnreadableFile:
    return UnreadableFile(
        "too_much_inside",
        "What is packed in the file is far larger than a table is. "
        "Check that it is the right file, or copy its table alone into a new one.",
    )


def too_many(what: str, most: int) -> UnreadableFile:
    return UnreadableFile(
        f"too_many_{what}",
        f"The file has more than {most:,} {what}, more than are read at once. Check that it is "
        "the right file. If it is, copy its table alone, or a part of it, into a new one.",
    )
