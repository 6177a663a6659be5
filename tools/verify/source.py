"""Files as read-only maps, so that memory does not grow with their size."""
from __future__ import annotations

import mmap
import os
from contextlib import contextmanager
from typing import Iterator, Union


@contextmanager
def opened(path: str) -> Iterator[Union[bytes, mmap.mmap]]:
    """The bytes of a file. Raises OSError."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data


def read_range(path: str, start: int, end: int) -> bytes:
    """A part of a file, read again. Raises OSError."""
    with open(path, "rb") as file:
        file.seek(start)
        return file.read(end - start)
