"""Reads a user's text file whatever its encoding, within a size limit; it does not know what the text means."""

import codecs
from pathlib import Path

from playground.data.errors import DataError

MOST_BYTES = 64 * 1024 * 1024
SAMPLE_BYTES = 65_536  # guessing an encoding takes 0.1 s a megabyte

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's mark, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> str:
    """The text of a file; DataError when it cannot be read, is larger than 64 MB or is not text."""
    content = _read_bytes(path)
    encoding = _encoding(content)
    if encoding is None:
        raise DataError(f"{path.name}: found binary data, expected text with comma-separated values")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: found bytes that are not {encoding}, expected text") from error


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise DataError(f"{path.name}: found a folder or device, expected a file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DataError(f"{path.name}: cannot be read ({reason}), expected a readable file") from error
    if len(content) > MOST_BYTES:
        raise DataError(f"{path.name}: found more than {MOST_BYTES:,} bytes, expected at most that")
    return content


def _encoding(content: bytes) -> str | None:
    """The byte-order mark's encoding, else UTF-8 where it fits, else a guess; None for binary data."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\0" not in content and _is_utf8(content):
        return "utf-8"
    return _guess(content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(content: bytes) -> str | None:
    """The likeliest encoding of the beginning; Windows' Western one where others are just as likely."""
    from charset_normalizer import from_bytes  # takes 60 ms to import and is rarely needed

    matches = list(from_bytes(_beginning(content)))
    if not matches:
        return None
    best = matches[0]
    equal = [match.encoding for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    return "cp1252" if "cp1252" in equal else best.encoding


def _beginning(content: bytes) -> bytes:
    """Whole lines of at most SAMPLE_BYTES; UTF-16 is cut at an even place instead."""
    sample = content[:SAMPLE_BYTES]
    if len(content) <= SAMPLE_BYTES or b"\0" in sample:
        return sample
    return sample[: sample.rfind(b"\n") + 1] or sample
