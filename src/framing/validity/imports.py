"""How well an import tells languages, encodings, versions and outlets: real articles, some damaged on purpose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from framing.corpus.characters import repair_text
from framing.corpus.endings import find_cut_texts
from framing.corpus.languages import find_languages
from framing.corpus.outlets import list_outlets, unify_outlets
from framing.corpus.versions import find_versions
from framing.formats.plain_text import decode_text
from framing.validity.scoring import exact_interval
from framing.validity.sets import find_set, read_lines

__all__ = ["OUTLETS", "measure"]

OUTLETS = Path(__file__).with_name("outlet_codes.json")
"""Which spellings of two sets are one outlet, by one reader: names of outlets, no text."""

_SET = "allsides.jsonl.gz"
_ARTICLES = 500
_ENCODINGS = ("cp1252", "mac-roman", "utf-16-le")
_KEPT = 0.8  # of its characters: what is left of an article in its planted version
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_NAN = float("nan")
_Row = tuple[Any, ...]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure what the doubts of an import rest on.

    Five hundred articles of AllSides that were not looked at while the rules were written (ids whose sha256 ends in an
    odd digit), all English news of one outlet and time each. ``language_right``: the language found is English, among
    those that are given one; ``whole_text_kept``: not called cut off, though nothing was cut. Damage is planted:
    ``encoding_…`` is the share of texts with a letter beyond ASCII that come back whole from bytes in that encoding,
    which nobody names; ``repaired`` the share that come back from UTF-8 read as Windows-1252; ``version_found`` the
    share whose copy without its last fifth and with a new first line is called a version of it, ``version_right`` the
    share of all versions called that are planted ones. For outlets, pairs of spellings that are one outlet by one
    reader's judgement: precision and recall of the pairs that ``list_outlets`` proposes. That reader wrote the register
    with these names in view.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high`` (exact intervals), ``n`` units.

    Raises
    ------
    CorpusError
        A marked set is missing or another file.
    """
    articles = _read_articles(find_set(_SET, folder))
    texts = articles["text"].tolist()
    rows = [
        *_score_languages(articles),
        _share("whole_text_kept", len(texts) - len(find_cut_texts(articles)), len(texts)),
        *_score_encodings(texts),
        _score_repair(texts),
        *_score_versions(articles),
        *(row for name in ("allsides.jsonl.gz", "narrative_frames.jsonl") for row in _score_outlets(name, folder)),
    ]
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _read_articles(path: Path) -> pd.DataFrame:
    """Read the unseen articles, the first five hundred in the order of their hashes."""
    rows = read_lines(path)
    hashes = {row["id"]: hashlib.sha256(str(row["id"]).encode()).hexdigest() for row in rows}
    unseen = sorted((row for row in rows if int(hashes[row["id"]][-1], 16) % 2), key=lambda row: hashes[row["id"]])
    table = pd.DataFrame(unseen[:_ARTICLES]).set_index("id").rename_axis("article_id")
    return table.assign(date=pd.to_datetime(table["date"]))[["title", "text", "outlet", "date", "url"]]


def _share(measure: str, n_right: int, n: int, *, part: str = "unseen", name: str = _SET) -> _Row:
    low, high = exact_interval(n_right, n) if n else (_NAN, _NAN)
    return name, part, measure, n_right / n if n else _NAN, low, high, n


def _score_languages(articles: pd.DataFrame) -> Iterator[_Row]:
    found = find_languages(articles)
    yield _share("language_given", int(found.notna().sum()), len(found))
    yield _share("language_right", int((found == "en").sum()), int(found.notna().sum()))


def _score_encodings(texts: list[str]) -> Iterator[_Row]:
    """Write each text in an encoding that has all its letters, and let the kit guess it."""
    for encoding in _ENCODINGS:
        fitting = [text for text in texts if not text.isascii() and _fits(text, encoding)]
        right = sum(decode_text(text.encode(encoding), None)[0] == text for text in fitting)
        yield _share(f"encoding_{encoding}", right, len(fitting))


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _score_repair(texts: list[str]) -> _Row:
    """Garble each text as a wrong import does, and turn it back."""
    fitting = [text for text in texts if not text.isascii()]
    garbled = [text.encode("utf-8").decode("latin-1").translate(_WINDOWS) for text in fitting]
    right = sum(repair_text(wrong)[0] == text for wrong, text in zip(garbled, fitting, strict=True))
    return _share("repaired", right, len(fitting))


def _score_versions(articles: pd.DataFrame) -> Iterator[_Row]:
    """Plant a version of every fourth article beside it, a day later."""
    planted = articles.iloc[::4]
    cut = [f"This report was corrected.\n\n{text[: int(len(text) * _KEPT)]}" for text in planted["text"].tolist()]
    later = planted.assign(text=cut, date=planted["date"] + pd.Timedelta(days=1))
    later.index = pd.Index([f"{key}-later" for key in later.index], dtype="str", name="article_id")
    found = find_versions(unify_outlets(pd.concat([articles, later])))
    pairs = {(str(key), str(first)) for key, first in found.dropna().items()}
    right = {(key, first) for key, first in pairs if f"{first}-later" == key or f"{key}-later" == first}
    yield _share("version_found", len(right), len(later))
    yield _share("version_right", len(right), len(pairs))


def _score_outlets(name: str, folder: Path | None) -> Iterator[_Row]:
    codes: dict[str, str] = json.loads(OUTLETS.read_text("utf-8"))[name]
    printed = [str(row["outlet"]) for row in read_lines(find_set(name, folder))]
    index = pd.Index([str(number) for number in range(len(printed))], dtype="str", name="article_id")
    articles = pd.DataFrame(
        {"text": "", "title": "", "outlet": pd.Series(printed, index=index, dtype="str"), "date": pd.NaT, "url": ""},
        index=index,
    )
    outlets = list_outlets(articles.astype({"date": "datetime64[us]"}))
    proposed = _pairs(dict(zip(outlets["outlet_raw"], outlets["outlet"], strict=True)))
    true = _pairs({spelling: codes.get(spelling, spelling) for spelling in outlets["outlet_raw"]})
    yield _share("outlet_pairs_precision", len(proposed & true), len(proposed), part="seen", name=name)
    yield _share("outlet_pairs_recall", len(proposed & true), len(true), part="seen", name=name)


def _pairs(names: dict[str, str]) -> set[tuple[str, str]]:
    """Give the pairs of spellings that have one name."""
    return {(one, other) for one, other in combinations(sorted(names), 2) if names[one] == names[other]}
