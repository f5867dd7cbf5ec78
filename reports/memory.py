"""What a large paper took is given back to the machine: a worker lives for weeks."""

import ctypes
import gc
from contextlib import suppress


def give_back():
    """Trees of XML hold on to themselves until they are collected; then the C library keeps the
    room for later, unless it is told otherwise. Other C libraries than glibc have no such call.
    """
    gc.collect()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
