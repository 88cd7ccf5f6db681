"""Texts on disk: found, decoded, and written back without ever losing one."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cleanmt.errors import FileError
from cleanmt.text import formats
from cleanmt.text.formats import Format

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Bytes of Windows-1252 that English text holds: curly quotes, dashes, the ellipsis, the euro, Latin letters.
_WINDOWS_TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xad\xae\xb0\xb7\xbb")
_BINARY_SAMPLE = 8192
_UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
# Shifts to other letters in seven bits: RFC 1468 and its kin, RFC 1843, RFC 2152.
_ISO_2022 = re.compile(rb"\x1b[$(][\x20-\x7e]")
_HZ = re.compile(rb"~\{([\x21-\x7e]+?)~\}")
_UTF_7 = re.compile(rb"\+[A-Za-z0-9/+]{3,}-")
# What people have instead of a text, by its first bytes.
_DOCUMENTS = {
    b"PK\x03\x04": "Word or another office",
    b"\xd0\xcf\x11\xe0": "Word",
    b"%PDF": "PDF",
    b"{\\rtf": "rich text",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text and what is needed to write it back as it came. Newlines stand as in the file."""

    path: Path
    text: str
    encoding: str
    bom: bytes
    raw: bytes
    is_certain: bool = True  # False: the encoding is a guess, so the file may be read but not rewritten
    given_format: Format | None = None

    @classmethod
    def of(cls, path: Path, text: str, format: Format) -> Source:
        """A text that is at hand already."""
        return cls(path, text, "utf-8", b"", text.encode("utf-8", "surrogatepass"), given_format=format)

    @property
    def format(self) -> Format:
        """As it was given, else by the file's name."""
        return self.given_format or formats.of(self.path)

    def encoded(self, text: str) -> bytes:
        return self.bom + text.encode(self.encoding)


def read(path: Path) -> Source:
    """Raises FileError when the file can't be read, or is no text."""
    try:
        raw = _piped(path) if path.is_fifo() else path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: can't be read: {error.strerror}") from None
    return decode(raw, path)


def _piped(path: Path) -> bytes:
    """What comes out of a named pipe; one that nobody writes to is at its end, and not waited for."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    with os.fdopen(handle, "rb") as pipe:
        return pipe.read()


def read_certain(path: Path) -> Source:
    """The same; raises FileError also when the encoding could only be guessed: what stands in it is to be relied on."""
    source = read(path)
    if not source.is_certain:
        raise FileError(f"{path}: is not UTF-8 (it may be {source.encoding}); save it as UTF-8")
    return source


def decode(raw: bytes, path: Path) -> Source:
    """By byte order mark, then as UTF-8, then by a guess that forbids rewriting.

    Raises FileError for bytes that are no text.
    """
    if kind := next((kind for beginning, kind in _DOCUMENTS.items() if raw.startswith(beginning)), None):
        raise FileError(f"{path}: is a {kind} document, not a text: save it as plain text (.txt, UTF-8)")
    if raw.startswith(_UTF_32):
        raise FileError(f"{path}: is UTF-32; save it as UTF-8")
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                text = raw[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise FileError(
                    f"{path}: is marked as {encoding} but byte {error.start} is not; save it as UTF-8"
                ) from None
            _ensure_text(text, path)
            return Source(path, text, encoding, bom, raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw, path)
    _ensure_text(text, path)
    if encoding := _seven_bits(raw):
        raise FileError(f"{path}: is {encoding}; save it as UTF-8")
    return Source(path, text, "utf-8", b"", raw)


def _ensure_text(text: str, path: Path) -> None:
    if "\0" in text[:_BINARY_SAMPLE]:
        raise FileError(f"{path}: is not a text (it holds NUL bytes)")


def _seven_bits(raw: bytes) -> str:
    """The encoding of bytes that are ASCII by their looks and letters of others by what they mean; "" for ASCII."""
    if _ISO_2022.search(raw):
        return "ISO-2022"
    if any(len(pairs[1]) % 2 == 0 for pairs in _HZ.finditer(raw)):
        return "HZ"
    shifted = [*_UTF_7.finditer(raw)]
    return "UTF-7" if shifted and all(_is_utf_7(found[0]) for found in shifted) else ""


def _is_utf_7(shifted: bytes) -> bool:
    try:
        text = shifted.decode("utf-7")
    except UnicodeDecodeError:
        return False
    return all(character > "\x7f" and character.isprintable() for character in text)


def _guessed(raw: bytes, path: Path) -> Source:
    if b"\0" in raw[:_BINARY_SAMPLE]:
        raise FileError(f"{path}: is not a text (it holds NUL bytes)")
    high = {byte for byte in raw if byte >= 0x80}
    if all(byte in _WINDOWS_TYPOGRAPHY or byte >= 0xC0 for byte in high):
        with suppress(UnicodeDecodeError):
            return Source(path, raw.decode("cp1252"), "cp1252", b"", raw, is_certain=False)
    from charset_normalizer import from_bytes  # 30 ms, only for files that are not UTF-8

    best = from_bytes(raw).best()
    if best is None:
        raise FileError(f"{path}: its encoding can't be told; save it as UTF-8")
    return Source(path, str(best), best.encoding, b"", raw, is_certain=False)


def is_path(text: str) -> bool:
    """Whether a file could have this path."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return "\0" not in text
