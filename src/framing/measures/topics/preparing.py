"""Preparing articles for topics: which texts enter the fit, which terms are counted, and what casts doubt on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import index as as_whole
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.doubts import doubt_articles
from framing.measures.topics.terms import TermCounts, TermList, choose_terms, count_terms, stop_words
from framing.parts import check_language, part_texts
from framing.tables import check_table
from framing.text import tokenise

__all__ = ["TopicTerms", "check_terms", "count_topic_terms", "read_whole"]

Array = np.ndarray[Any, Any]

_MIN_ARTICLES, _MIN_TERMS = 30, 200


@dataclass(frozen=True, eq=False)
class TopicTerms:
    """Articles as counts of terms, ready to be fitted.

    Attributes
    ----------
    counts : TermCounts
        The different texts that enter the fit, × terms.
    articles : Index
        All article_ids, sorted.
    texts : TermCounts
        All different texts, near copies included, × the same terms.
    row : ndarray
        For each of `articles` its row in `texts`; −1 where the text is empty.
    entered : ndarray
        Rows of `texts` that enter the fit, in the order of `counts`.
    chosen : TermList
        The terms, and the pairs of words read as one: what counts other articles the same way.
    n_words : ndarray
        Words of each of `articles`.
    marks : ndarray
        A hash of the text of each of `articles`, by which other texts are told.
    settings : dict
        What was chosen and found.
    warnings : tuple of str
        What casts doubt on topics of these articles.
    """

    counts: TermCounts
    articles: pd.Index
    texts: TermCounts
    row: Array
    entered: Array
    chosen: TermList
    n_words: Array
    marks: Array
    settings: dict[str, Any]
    warnings: tuple[str, ...] = ()


def count_topic_terms(
    articles: pd.DataFrame,
    *,
    phrases: bool = True,
    mask_names: bool = False,
    min_articles: int | None = None,
    max_share: float = 0.5,
    stops: Iterable[str] = (),
) -> TopicTerms:
    """Count the words and phrases that topics are made of, and find what casts doubt on topics of these articles.

    Words of three letters or more without stop words: function words, contractions, reporting verbs in all their forms,
    days and months, words of web pages (``stopwords.toml``) and the names of the outlets. A final *'s* is cut off;
    there is no stemming. Only ``text`` is read. Empty texts and repeats do not enter the fit. Where the articles have
    the column ``duplicate`` only one text of each family of copies does: the first by date, then by id. All get shares.

    Parameters
    ----------
    articles
        The `articles` table, in English. ``duplicate`` comes from ``assign_copies``. Without the column ``language`` a
        sample of 300 texts is looked at, and others than English are a warning.
    phrases
        Whether two words count as one that follow one another ten times or more with NPMI above .3.
    mask_names
        Whether names are left out, so that topics are about what and not about who: words, and then phrases, that these
        texts write with a capital in nine of ten telling places. A place tells that follows directly on another word in
        a sentence of which no more than half of the words have a capital; there must be three. *American* is a name by
        this rule; a name that is also a plain word is not.
    min_articles
        A term must stand in so many of the texts that enter the fit; by default in 5, or in half a per cent if that
        is more.
    max_share
        And in no more than this share of them, above 0 to 1.
    stops
        Further words to leave out.

    Returns
    -------
    TopicTerms
        Counts and what is needed to fit, to compare numbers of topics and to place all articles: pass it as ``terms=``.

    Raises
    ------
    MeasureError
        For fewer than 30 different texts or 200 terms, another language, a threshold out of its range.

    Notes
    -----
    Which words are left out shapes the topics (Denny & Spirling 2018): report the settings, and run the study without
    phrases and with masked names as well. Near copies that were not looked for are counted roughly and are a warning.

    References
    ----------
    Denny & Spirling 2018, Political Analysis 26(2), doi:10.1017/pan.2017.44. Bouma 2009 (NPMI of phrases).

    Examples
    --------
    >>> import framing as fr
    >>> terms = count_topic_terms(fr.load_demo())
    >>> terms.counts.counts.shape == (terms.settings["n_articles"], terms.settings["n_terms"])
    True
    """
    check_table("articles", articles)
    check_language(articles, "en", of="the list of stop words")
    _check_thresholds(min_articles, max_share)
    ordered = articles.sort_index()
    texts = part_texts(ordered, "text")
    stops = (stops,) if isinstance(stops, str) else tuple(stops)
    number: dict[str, int] = {}
    row = np.array([number.setdefault(text, len(number)) if text.strip() else -1 for text in texts], np.int64)
    different = list(number)
    entered = _find_entered(ordered, row)
    _check_articles(len(entered))
    floor = max(5, round(0.005 * len(entered))) if min_articles is None else read_whole("min_articles", min_articles)
    left_out = stop_words(_outlets(ordered), stops)
    tokens = tokenise(different)
    chosen = choose_terms(
        tokens if len(entered) == len(different) else tokenise([different[text] for text in entered.tolist()]),
        stops=left_out, phrases=phrases, mask_names=mask_names, min_articles=floor, max_share=max_share,
    )  # fmt: skip
    _check_terms(len(entered), len(chosen.terms), floor)
    counts = count_terms(tokens, chosen)
    warnings = doubt_articles(ordered, counts, row)
    settings = {
        "phrases": bool(phrases),
        "mask_names": bool(mask_names),
        "min_articles": floor,
        "max_share": float(max_share),
        "stops": sorted(set(stops)),
        "n_articles": len(entered),
        "n_terms": len(chosen.terms),
    }
    return TopicTerms(
        counts.take(entered), ordered.index, counts, row, entered, chosen,
        n_words=np.where(row < 0, 0, tokens.count_words()[row]), marks=_mark(texts),
        settings=settings, warnings=warnings,
    )  # fmt: skip


def check_terms(terms: TopicTerms, articles: pd.DataFrame) -> None:
    """Refuse terms that were counted in other articles, or in other texts of these.

    Raises
    ------
    MeasureError
        They were; it says how many texts differ.
    """
    ordered = articles.sort_index()
    do = "count them again: terms = count_topic_terms(articles)"
    if not ordered.index.equals(terms.articles):
        found = f"terms of {len(terms.articles)} articles, {len(articles)} articles"
        raise MeasureError("terms= were counted in other articles than these", found=found, do=do)
    n_other = int((_mark(part_texts(ordered, "text")) != terms.marks).sum())
    if n_other:
        found = f"{n_other} of {len(articles)} articles have another text than the one counted"
        raise MeasureError("terms= were counted in other texts than these", found=found, do=do)


def read_whole(name: str, value: object) -> int:
    """Read an option as a plain whole number, whichever package it comes from.

    Raises
    ------
    MeasureError
        It is no whole number.

    Examples
    --------
    >>> read_whole("n_topics", np.int64(8))
    8
    """
    try:
        return as_whole(value)  # type: ignore[arg-type]
    except TypeError:
        raise MeasureError(
            f"{name}= is a whole number", found=repr(value), do=f"write it without a point: {name}=8"
        ) from None


def _mark(texts: Sequence[str]) -> Array:
    """Hash each text."""
    hashes = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(hashes), np.uint64)


def _check_thresholds(min_articles: int | None, max_share: float) -> None:
    if not 0 < max_share <= 1 or (min_articles is not None and min_articles < 1):
        raise MeasureError(
            "terms are kept by the number and the share of the texts that have them",
            found=f"min_articles={min_articles}, max_share={max_share}",
            do="min_articles=5, max_share=0.5",
        )


def _outlets(articles: pd.DataFrame) -> list[Any]:
    columns = [name for name in ("outlet", "outlet_raw") if name in articles.columns]
    return [outlet for name in columns for outlet in articles[name].dropna().unique().tolist()]


def _find_entered(ordered: pd.DataFrame, row: Array) -> Array:
    """Rows of the texts that enter the fit: of each family of copies the first by date, then by id."""
    with_text = np.flatnonzero(row >= 0)
    if "duplicate" not in ordered.columns:
        return np.unique(row[with_text])
    some = ordered.iloc[with_text]
    family = some["duplicate"].astype(object).where(some["duplicate"].notna(), some.index).to_numpy()
    date = some["date"].rank(method="dense", na_option="bottom").to_numpy()
    first = pd.DataFrame({"family": family, "date": date}).sort_values("date", kind="stable").drop_duplicates("family")
    return np.unique(row[with_text[first.index.to_numpy()]])


def _check_articles(n_texts: int) -> None:
    if n_texts < _MIN_ARTICLES:
        raise MeasureError(
            f"topics need at least {_MIN_ARTICLES} different articles with text",
            found=f"{n_texts}",
            do="read the articles; of a few, topics say nothing",
        )


def _check_terms(n_texts: int, n_terms: int, floor: int) -> None:
    if n_terms < _MIN_TERMS:
        raise MeasureError(
            f"topics need at least {_MIN_TERMS} terms that several articles share",
            found=f"{n_terms} in {n_texts} articles",
            do="add articles: of so few texts topics say little" + ("" if floor <= 2 else ", or lower min_articles"),
        )
