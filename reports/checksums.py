"""The checksums kept beside a paper's files and its frozen document."""

import hashlib

from .document import text_of


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sha256_of_document(data) -> str:
    """Of its JSON: the same however a database orders the keys that it gives back."""
    return sha256_of(text_of(data).encode())
