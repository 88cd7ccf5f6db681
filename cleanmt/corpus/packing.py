"""Files of lines, plain or packed; what is packed apart may stand one after the other in one file."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from cleanmt.corpus.inputs import Packing
from cleanmt.errors import FileError, MissingLibraryError

_GZIP_LEVEL = 6  # gzip's own


class Stream(NamedTuple):
    """The lines of a file, and the file itself, whose position says how much of it was read."""

    lines: BinaryIO
    file: BinaryIO


@contextmanager
def opened(path: Path, packing: Packing) -> Iterator[Stream]:
    """A file to read. Raises FileError, and MissingLibraryError where pyarrow is wanted for zstandard."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileError(f"{path}: can't be read: {error.strerror}") from None
    with file, _unpacked(file, packing) as lines:
        yield Stream(lines, file)


def _unpacked(file: BinaryIO, packing: Packing) -> BinaryIO:
    if packing == "gz":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if packing == "zst":
        return cast("BinaryIO", io.BufferedReader(arrow().CompressedInputStream(file, "zstd"), 1 << 16))
    return file


def packed(data: bytes, packing: Packing) -> bytes:
    """The same bytes packed, which depend on nothing else."""
    if packing == "gz":
        return gzip.compress(data, _GZIP_LEVEL, mtime=0)
    if packing == "zst":
        return cast("bytes", arrow().compress(data, codec="zstd", asbytes=True))
    return data


def arrow() -> Any:
    """The library pyarrow. Raises MissingLibraryError."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingLibraryError("Parquet and .zst need pyarrow: pip install pyarrow") from None
    return pa
