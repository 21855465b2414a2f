"""Bytes to text: byte order marks, UTF-8, Windows-1252 where plausible, and a clear word about anything else."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # UTF-32's little-endian mark begins with UTF-16's, so it stands first.

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_HTML = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)\b", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_MAX_HIGH_SHARE = 0.15


def decode(data: bytes) -> str:
    r"""The text of a file's bytes, without its byte order mark; line ends and all else stay as they are.

    Windows-1252 is assumed only where the bytes look like it: few high bytes, no control characters, and nothing
    that is already UTF-8.

    >>> decode("\ufeffcafé\r\n".encode())
    'café\r\n'
    >>> decode("the café".encode("cp1252"))
    'the café'

    Raises:
        InputError: the bytes are not text, or text in no encoding known here (naming the first bad byte).
    """
    _refuse_other_formats(data)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding in ("utf-8", "utf-8-sig") and b"\x00" in data:
        raise InputError(f"is not text: byte {data.index(0)} is NUL; give a text file")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and _looks_like_cp1252(data):
            return data.decode("cp1252")
        name = "UTF-8" if encoding.startswith("utf-8") else encoding.upper()
        raise InputError(
            f"cannot be decoded: byte {error.start} (0x{data[error.start]:02x}) is not {name}; convert it to UTF-8"
        ) from error


def _refuse_other_formats(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is {name}, not text; give its text instead")
    if _HTML.match(data):
        raise InputError("is an HTML page, not text; give the article's text instead")


def _looks_like_cp1252(data: bytes) -> bool:
    # A file with valid multi-byte sequences is damaged UTF-8, and reading it as cp1252 would give mojibake.
    if _MULTIBYTE.search(data) or _CONTROLS.search(data):
        return False
    if len(_HIGH.findall(data)) > _MAX_HIGH_SHARE * len(data):
        return False
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
