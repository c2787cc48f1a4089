"""The language of each article: as its text says, and as its file says."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

__all__ = ["CERTAIN", "find_languages", "main_language", "read_code", "stated_languages"]

CERTAIN = 0.9
"""Probability from which a language is taken.

In the first 600 characters, all of 3,000 US news articles were taken for English. Of 2,000, none was taken for another
language at any threshold; of their stretches of 100 characters 3 were at 0, none from .5 on, and at .9 92 % are still
decided.
"""

_FIRST = 600  # characters
_FEWEST_LETTERS = 40
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*")
_NO_LANGUAGE = "zxx"


def find_languages(articles: pd.DataFrame) -> pd.Series:
    """Find the language of each article in the first 600 characters of its text.

    Parameters
    ----------
    articles
        The table ``articles``; only ``text`` is read.

    Returns
    -------
    pandas.Series
        ISO 639-1 codes under the index of ``articles``; missing where the text has fewer than 40 letters or no
        language reaches a probability of ``CERTAIN``.

    Notes
    -----
    py3langid (Lui and Baldwin 2012) knows 97 languages. A text in two languages is given the one of its larger part,
    if any is sure. About half a millisecond an article.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["The mayor said on Monday that the bridge would stay closed until spring.",
    ...          "Der Bürgermeister sagte am Montag, die Brücke bleibe bis zum Frühjahr gesperrt.", "Ok."]
    >>> find_languages(pd.DataFrame({"text": texts})).fillna("").tolist()
    ['en', 'de', '']
    """
    identifier = _identifier()
    found: dict[str, str | None] = {}
    codes = []
    for text in articles["text"].tolist():
        start = text[:_FIRST]
        if start not in found:
            found[start] = _find(start, identifier)
        codes.append(found[start])
    return pd.Series(codes, index=articles.index, dtype="str", name="language")


def stated_languages(articles: pd.DataFrame) -> pd.Series:
    """Give the languages that ``articles.language`` states, as codes; missing where it says nothing that is known.

    Examples
    --------
    >>> import pandas as pd
    >>> stated_languages(pd.DataFrame({"language": ["English", "de-AT", None]})).fillna("").tolist()
    ['en', 'de', '']
    """
    if "language" not in articles.columns:
        return pd.Series([None] * len(articles), index=articles.index, dtype="str", name="language")
    stated = articles["language"].astype(object).where(articles["language"].notna(), None)
    codes = {value: read_code(str(value)) for value in dict.fromkeys(stated.tolist()) if value is not None}
    return pd.Series(
        [codes.get(value) for value in stated.tolist()], index=articles.index, dtype="str", name="language"
    )


def main_language(languages: pd.Series) -> str | None:
    """Give the most frequent language; of several, the first in the alphabet; None where none is known.

    Examples
    --------
    >>> import pandas as pd
    >>> main_language(pd.Series(["de", "en", "en", None]))
    'en'
    """
    counts = Counter(languages.dropna().tolist())
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None


def read_code(text: str) -> str | None:
    """Read the code of a language from a code, a name, or names as databases print them.

    Examples
    --------
    >>> read_code("en-GB"), read_code("ENGLISH; ENGLISCH"), read_code("Klingon")
    ('en', 'en', None)
    """
    names = _names()
    for part in re.split(r"[;,/()]", text.casefold()):
        part = part.strip()
        if part in names:
            return names[part]
        if code := _CODE.fullmatch(part):
            return code[1]
    return None


@cache
def _names() -> dict[str, str]:
    with resources.files("framing.corpus").joinpath("languages.csv").open(encoding="utf-8") as file:
        return {name: row["code"] for row in csv.DictReader(file) for name in row["names"].split("|")}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _find(text: str, identifier: Any) -> str | None:
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return None
    code, probability = identifier.classify(text)
    return str(code) if probability >= CERTAIN and code != _NO_LANGUAGE else None
