"""The text of some bytes: UTF-8, UTF-16 and UTF-32 with their mark, windows-1256.

The other old encodings of Arabic and French are told apart by how known their words are,
and refused by name: read as windows-1256 they would be letters without sense.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kg.errors import InputError
from kg.text.language import ARABIC_LETTER, LETTER, common_words

LONGEST_LINE = 10_000_000
"""Characters; a longer line is no article but a broken file."""
LONGEST_ARTICLE = 1_000_000
"""Characters; reading takes time in proportion, and this many take minutes."""

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_READ = "windows-1256"
_OLD = {
    **dict.fromkeys((_READ, "iso-8859-6", "mac-arabic", "cp864", "cp720"), ("ar",)),
    **dict.fromkeys(("windows-1252", "cp850", "mac-roman"), ("fr", "de", "es")),
    **dict.fromkeys(("windows-1251", "koi8-r"), ("ru", "uk", "bg")),
    "windows-1254": ("tr",),
}
"""Encodings of old, likelier first, and the languages that wrote them."""
_KNOWN = 0.35
"""The share of a text that must be words somebody uses; wrongly decoded it has hardly any."""
_ALIKE = re.compile(r"[A-Za-z\u0621-\u064a\u0400-\u04ff\s]")
_WORDS = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HALF = re.compile("[\ud800-\udfff]")
_LOOKED_AT = 20_000
"""Bytes from which an old encoding is told; a few hundred words are plenty."""
_PACKED = ((b"PK\x03\x04", "a ZIP, .docx or .xlsx"), (b"%PDF", "a PDF"), (b"\x1f\x8b", "gzip"))
_PACKED_OLD = ((b"\xd0\xcf\x11\xe0", "a Word .doc"), (b"{\\rtf", "RTF"))


def decode(data: bytes) -> str:
    """The text of some bytes, unchanged but for a mark at its beginning.

    Raises InputError for an empty file, for binary data and for another encoding.
    """
    if not data.strip():
        raise InputError("the file is empty; remove it or put the article into it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    for sign, what in (*_PACKED, *_PACKED_OLD):
        if data.startswith(sign):
            raise InputError(f"the file is {what}, not text; save it as UTF-8 text")
    if b"\x00" in data:
        raise InputError(_with_nul(data))
    try:
        return sound(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _old(data, error)


def whole(text: str) -> str:
    """A text without halves of surrogate pairs: U+FFFD stands for each."""
    return _HALF.sub("\ufffd", text)


def sound(text: str) -> str:
    """The text, if it may be an article; raises InputError."""
    longest = max((len(line) for line in text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        raise InputError(f"a line of {longest:,} characters is no article; split the file")
    if len(text) > LONGEST_ARTICLE:
        raise InputError(f"a text of {len(text):,} characters is no article; split the file")
    if not LETTER.search(text):
        raise InputError("the file holds no letters; it is no article")
    return text


def _marked(data: bytes, encoding: str) -> str:
    try:
        return sound(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise InputError(f"the file claims to be {encoding} but is not ({error.reason})") from error


def _with_nul(data: bytes) -> str:
    """What to say of bytes with NUL: UTF-16 or UTF-32 without a mark, or no text at all."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_ALIKE.findall(text)) > len(text) / 2:
            return _unsupported(encoding, "has no byte order mark")
    return "the file is binary, not text; convert it to UTF-8 text"


def _unsupported(encoding: str, why: str = "is not read") -> str:
    name = encoding.upper() if encoding.startswith(("utf", "iso")) else encoding
    return f"the file looks like {name}, which {why}; convert it to UTF-8"


def _old(data: bytes, error: UnicodeDecodeError) -> str:
    """The text of windows-1256 bytes; raises InputError that names another encoding."""
    part = data[:_LOOKED_AT]
    ranked = [(_sense(part, name), -rank, name) for rank, name in enumerate(_OLD)]
    sense, _, name = max(ranked)
    if sense >= _KNOWN and name != _READ:
        raise InputError(_unsupported(name)) from error
    text = data.decode(_READ, errors="replace")
    if (sense >= _KNOWN or _arabic_alone(text)) and "\ufffd" not in text:
        return sound(text)
    raise InputError(
        f"the file is neither UTF-8 (byte {error.start}) nor windows-1256; convert it to UTF-8"
    ) from error


def _arabic_alone(text: str) -> bool:
    """Whether words are Arabic or not, none half of one script: names that nobody lists."""
    words = _WORDS.findall(text)
    arabic = [word for word in words if ARABIC_LETTER.search(word)]
    mixed = [word for word in arabic if _LATIN.search(word)]
    return len(arabic) * 2 > len(words) and not mixed


def _sense(data: bytes, encoding: str) -> float:
    """The share of letters in words beyond ASCII that its languages know."""
    try:
        text = unicodedata.normalize("NFKC", data.decode(encoding))
    except (LookupError, UnicodeDecodeError):
        return 0.0
    words = [word for word in _WORDS.findall(text.casefold()) if _ACCENTED.search(word)]
    words = [word if len(word) > 1 else "\ufffd" for word in words]  # one letter tells nothing
    known = _used(_OLD[encoding])
    letters = sum(map(len, words))
    return sum(len(word) for word in words if word in known) / letters if letters else 0.0


@cache
def _used(languages: tuple[str, ...]) -> frozenset[str]:
    """The words of the frequency lists of some languages."""
    return frozenset().union(*(common_words(language) for language in languages))
