"""A paper's values as JSON and back."""

import dataclasses
import json
import types
import typing
from datetime import date, datetime

from .blocks import BLOCK_KINDS, Block


def text_of(data) -> str:
    """What `encode` gave, as the text that its checksum is of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode(value):
    """Plain JSON values; a block says in `kind` which of the block classes it is."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    data = {name: encode(getattr(value, name)) for name in _hints(type(value))}
    kind = type(value).__name__.lower()
    return {"kind": kind, **data} if kind in BLOCK_KINDS else data


def decode(hint, data):
    if hint == Block:
        return decode(BLOCK_KINDS[data["kind"]], data)
    if isinstance(hint, types.UnionType):  # "date | None", "Clearance | None"
        return None if data is None else decode(typing.get_args(hint)[0], data)
    if typing.get_origin(hint) is tuple:
        return tuple(decode(typing.get_args(hint)[0], item) for item in data)
    if dataclasses.is_dataclass(hint):
        return hint(**{n: decode(h, data[n]) for n, h in _hints(hint).items() if n in data})
    if hint in (date, datetime):
        return hint.fromisoformat(data)
    return data


_HINTS: dict[type, dict[str, object]] = {}


def _hints(kind):
    # Reading the annotations costs more than reading a cell, and a paper has thousands of cells.
    if kind not in _HINTS:
        _HINTS[kind] = typing.get_type_hints(kind)
    return _HINTS[kind]
