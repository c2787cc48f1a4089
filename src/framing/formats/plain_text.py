"""Plain text as lines: which encoding its bytes are in, and what had to be replaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from framing.errors import CorpusError
from framing.formats.decoding import find_mark, is_utf8
from framing.formats.documents import Document, split_lines
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.mending import mend_characters
from framing.formats.typography import find_typographic_encoding

__all__ = ["decode_text", "read_text"]

_LATIN = ("cp1252", "iso8859_15", "cp1250", "iso8859_2", "cp1254", "cp1257")
_ENCODINGS = [
    *_LATIN,
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "mac_roman", "cp850"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
"""What an export of news can be in; anything else must be named."""

_LETTERS: Mapping[str, tuple[str, ...]] = {
    "cp1252": (
        *("àâçéèêëîïôœùûü", "äöüß", "áéíóúñü", "àèéìíòóù", "áâãàçéêíóôõúü", "àçèéíïòóúü", "éëïöüè"),
        *("åäöé", "æøåéöä", "áðéíóúýþæö"),
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâî",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
"""For each encoding of Latin letters the letters beyond a to z of the languages that are written in it."""

_FAMILY = {"iso8859_15": "cp1252", "iso8859_2": "cp1250"}
_SAMPLE = 2**18  # bytes of lines that are not plain ASCII from which an encoding is guessed
_MOSTLY = 4  # times as many sound UTF-8 letters as broken ones: a damaged UTF-8 file
_NOT_TEXT = 0.02  # share of control characters from which a file is no text
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f]")
_JAPANESE = re.compile(rb"\x1b\$[@B]")


def read_text(data: bytes, encoding: str | None) -> Document:
    r"""Read a text file as lines.

    Parameters
    ----------
    data
        The bytes of the file.
    encoding
        Its encoding, where the user knows it.

    Returns
    -------
    Document
        Its lines, blank ones too, ``wrapped``, with the encoding used and the doubts of ``decode_text``.

    Raises
    ------
    Unreadable
        ``file empty`` where it holds no letter, ``file damaged`` where it is no text.
    CorpusError
        Where ``encoding`` is no encoding.

    Examples
    --------
    >>> document = read_text("The café shut.\n".encode("utf-8"), None)
    >>> document.lines[0].text, document.encoding
    ('The café shut.', 'utf-8')
    """
    text, used, doubts = decode_text(data, encoding)
    if not text.strip("\ufffd \t\r\n\x0c\xa0\ufeff"):
        raise Unreadable("file empty", f"{len(data):,} bytes and no letter" if data else "0 bytes")
    if len(_CONTROL.findall(text)) > _NOT_TEXT * len(text):
        raise Unreadable("file damaged", f"it is no text: its first bytes are {data[:10]!r}")
    return Document(split_lines(text), wrapped=True, encoding=used, doubts=doubts)


def decode_text(data: bytes, encoding: str | None) -> tuple[str, str, list[Doubt]]:
    """Turn bytes into text.

    In this order: a byte order mark, the encoding given (unless all is UTF-8), UTF-16 as its NULs show it, UTF-8 (also
    where a few bytes of it are damaged), a western encoding by its typography (`framing.formats.typography`), and the
    best guess of charset-normalizer among the encodings of news exports, corrected among those of Latin letters by
    which language's letters it would give.

    Parameters
    ----------
    data
        The bytes.
    encoding
        The encoding, where the user knows it; bytes with a mark, and letters beyond ASCII that are all UTF-8, are read
        as what they are.

    Returns
    -------
    text, encoding, doubts
        The text without a byte order mark, line ends as they are; the encoding used; "encoding guessed" with its name,
        and "characters replaced" with their number: NULs, halves of surrogate pairs, and bytes that fit no letter,
        each U+FFFD in the text.

    Raises
    ------
    CorpusError
        Where ``encoding`` is no encoding.

    Notes
    -----
    A guess is right for a paragraph or more of running text in most languages of Europe and East Asia; cp1252 and
    ISO 8859-1 give the same text. In a few words of Latin letters, encodings can often not be told apart.

    Examples
    --------
    >>> text, used, doubts = decode_text("Der Bürgermeister fand die Straße naß.".encode("cp1252"), None)
    >>> text, used, [doubt.reason for doubt in doubts]
    ('Der Bürgermeister fand die Straße naß.', 'cp1252', ['encoding guessed'])
    """
    used, guessed = _find_encoding(data, encoding)
    try:
        text = data.decode(used, "replace")
    except (LookupError, UnicodeError, ValueError) as error:
        do = 'use a name Python knows, such as "cp1252" or "utf-16"'
        raise CorpusError("unknown encoding", found=repr(encoding), do=do) from error
    before = text.count("\ufffd") - data.count("\ufffd".encode()) * (used in ("utf-8", "utf-8-sig"))
    text, mended = mend_characters(text.removeprefix("\ufeff"))
    doubts = [Doubt("encoding guessed", note=f"read as {used}")] if guessed else []
    if before + mended:
        doubts.append(Doubt("characters replaced", note=f"{before + mended} characters, now U+FFFD"))
    return text, used, doubts


def _find_encoding(data: bytes, given: str | None) -> tuple[str, bool]:
    """Give the encoding, and whether it is a guess."""
    if marked := find_mark(data):
        return marked, False
    if given:
        return ("utf-8" if is_utf8(data) else given), False
    wide = _find_wide(data)
    if wide:
        return wide, True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ("utf-8", True) if _is_damaged_utf8(data) else (_guess(data), True)
    return ("iso2022_jp", True) if _JAPANESE.search(data) else ("utf-8", False)


def _find_wide(data: bytes) -> str:
    """Say whether NULs stand where those of UTF-16 stand: at even or at odd places, among few other values."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if even + odd < max(4, len(data) / 40) or max(even, odd) < 0.95 * (even + odd):
        return ""
    high = data[1 if odd > even else 0 :: 2]
    commonest = Counter(high).most_common(2)
    if sum(count for _, count in commonest) < 0.6 * len(high):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - broken - sum(map(len, re.findall(r"[\x00-\x7f]+", text)))
    return sound >= _MOSTLY * broken


def _guess(data: bytes) -> str:
    """Guess an encoding from the lines that are not plain ASCII."""
    from charset_normalizer import from_bytes

    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
        if size > _SAMPLE:
            break
    sample = b"".join(lines)[: 2 * _SAMPLE]
    if western := find_typographic_encoding(sample):
        return western
    best = from_bytes(sample, cp_isolation=_ENCODINGS, enable_fallback=False).best()
    found = best.encoding if best is not None else ""
    return _choose_latin(sample) if not found or found in _LATIN else str(found)


def _choose_latin(sample: bytes) -> str:
    """Choose among the encodings of Latin letters by how many letters are of one language; cp1252 where none leads."""
    shares = {
        name: _share_of_language(sample.decode(name, "replace"), _LETTERS[_FAMILY.get(name, name)]) for name in _LATIN
    }
    best = max(shares.values())
    leaders = [name for name in _LATIN if shares[name] > best - 0.02]
    low = any(0x80 <= byte <= 0x9F for byte in sample)  # letters and quotation marks in Windows, nothing in ISO 8859
    suited = [name for name in leaders if low != name.startswith("iso")]
    chosen = (suited or leaders)[0]
    return _settle_western(sample) if _FAMILY.get(chosen, chosen) == "cp1252" else chosen


def _share_of_language(text: str, alphabets: Sequence[str]) -> float:
    """Give the share of the letters beyond a to z that one language has, for the language that has most."""
    letters = [sign for sign in text.lower() if sign.isalpha() and not sign.isascii()]
    return max(sum(map(alphabet.__contains__, letters)) for alphabet in alphabets) / len(letters) if letters else 0.0


def _settle_western(sample: bytes) -> str:
    """Take ISO 8859-15 where the euro sign or œ stands at its place there, which in cp1252 is ¤ or ½ in a word."""
    text = sample.decode("cp1252", "replace")
    low = any(0x80 <= byte <= 0x9F for byte in sample)
    return "iso8859_15" if not low and re.search(r"¤|[^\W\d_]½[^\W\d_]", text) else "cp1252"
