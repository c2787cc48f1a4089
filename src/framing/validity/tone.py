"""How tone goes with the feeling that readers find in sentences: news rated for valence, headlines for sentiment."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.sentiment.polarity import measure_polarity
from framing.measures.sentiment.vader import score_sentences
from framing.text import Tokens, tokenise
from framing.validity.halves import part_of
from framing.validity.sets import find_set, read_lines

__all__ = ["measure"]

Array = np.ndarray[Any, Any]

_DRAWS = 2000


class _Rated(NamedTuple):
    """A set of rated texts: its file, what its rating is called, which rows, and what tells texts of one origin."""

    file: str
    rating: str
    category: str | None
    origin: str


_SETS = {
    "headlines": _Rated("emobank_news.jsonl", "valence", "SemEval", "id"),
    "newspaper": _Rated("emobank_news.jsonl", "valence", "newspaper", "document"),
    "financial": _Rated("semeval2017_headlines.jsonl", "sentiment", None, "id"),
}


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure how far tone, by the own list and by VADER, goes with the ratings of readers.

    Three kinds of sentences: headlines and newspaper sentences of EmoBank, rated for valence, and financial headlines
    of SemEval-2017, rated for the company they name. Half of them, by the sha256 of the text's id (of a newspaper
    sentence, its article's), was seen while the list was mended; it was written before, from definitions, and never
    fitted to ratings. VADER was made without any of them.

    ``pearson`` is the correlation of polarity, or VADER's compound, with the rating, −1 to 1; ``coverage`` the share
    of texts with a hit; ``pearson_hit`` the correlation among these. Intervals draw articles, or headlines, anew.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part`` (seen, unseen), ``measure`` (kind of sentence, dictionary and figure),
        ``value``, ``low``, ``high``, ``n`` texts.

    Raises
    ------
    CorpusError
        A set is missing or another file.

    References
    ----------
    Buechel, S., & Hahn, U. (2017). EmoBank: Studying the impact of annotation perspective and representation format on
    dimensional emotion analysis. Proceedings of EACL 2017, 578–585. https://doi.org/10.18653/v1/E17-2092

    Cortis, K., Freitas, A., Daudert, T., et al. (2017). SemEval-2017 Task 5: Fine-grained sentiment analysis on
    financial microblogs and news. Proceedings of SemEval-2017, 519–535. https://doi.org/10.18653/v1/S17-2089
    """
    rows: list[tuple[str, str, str, float, float, float, int]] = []
    for kind, rated in _SETS.items():
        marked = sorted(read_lines(find_set(rated.file, folder)), key=lambda one: str(one["id"]))
        marked = [one for one in marked if rated.category in (None, one.get("category"))]
        half = np.array([part_of(str(one[rated.origin])) == "seen" for one in marked])
        for part, held in (("seen", half), ("unseen", ~half)):
            own = [one for one, chosen in zip(marked, held.tolist(), strict=True) if chosen]
            figures = _correlate_ratings(own, rated)
            rows += [(rated.file, part, f"{kind}_{name}", *values, len(own)) for name, values in figures.items()]
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _correlate_ratings(marked: list[dict[str, Any]], rated: _Rated) -> dict[str, tuple[float, float, float]]:
    """Correlate both dictionaries with the rating; name the figures."""
    rating = np.array([one[rated.rating] for one in marked], float)
    origin = np.unique([str(one[rated.origin]) for one in marked], return_inverse=True)[1]
    tokens = tokenise([one["text"] for one in marked])
    figures: dict[str, tuple[float, float, float]] = {}
    for name, (tone, hit) in {"tone": _score_tone(marked, tokens), "vader": _score_vader(tokens)}.items():
        figures[f"{name}_pearson"] = _correlate(tone, rating, origin, np.ones(len(rating), bool))
        figures[f"{name}_pearson_hit"] = _correlate(tone, rating, origin, hit)
        figures[f"{name}_coverage"] = (float(hit.mean()), float("nan"), float("nan"))
    return figures


def _score_tone(marked: list[dict[str, Any]], tokens: Tokens) -> tuple[Array, Array]:
    """Polarity of each text, and whether it has a hit."""
    names = pd.Index([str(number) for number in range(len(marked))], name="article_id")
    articles = pd.DataFrame({"text": [one["text"] for one in marked]}, index=names)
    articles = articles.assign(title="", outlet="-", date=pd.Series(pd.NaT, names), url="-")
    scores = measure_polarity(articles, tokens=tokens).fillna(0.0)
    return scores["polarity"].to_numpy(), scores["polarity_coverage"].to_numpy() > 0


def _score_vader(tokens: Tokens) -> tuple[Array, Array]:
    """Mean compound of each text's sentences, and whether it has a hit."""
    scores, text = score_sentences(tokens), tokens.sentence_text
    worded = tokens.count_sentence_words() > 0
    n_sentences = np.bincount(text[worded], minlength=tokens.n_texts)
    total = np.bincount(text[worded], scores.compound[worded], tokens.n_texts)
    return total / np.maximum(n_sentences, 1), np.bincount(text, scores.hits, tokens.n_texts) > 0


def _correlate(tone: Array, rating: Array, origin: Array, chosen: Array) -> tuple[float, float, float]:
    """Pearson's correlation over the texts chosen, with the interval from drawing origins anew."""
    n_origins = int(origin.max()) + 1
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, n_origins, (_DRAWS, n_origins))
    counts = np.stack([np.bincount(row, minlength=n_origins) for row in drawn])
    own = np.flatnonzero(chosen)
    x, y, of = tone[own], rating[own], origin[own]
    products = np.stack([np.ones(len(own)), x, y, x * x, y * y, x * y])
    by_origin = np.stack([np.bincount(of, product, n_origins) for product in products], axis=1)
    values = _pearson(np.vstack([by_origin.sum(axis=0), counts @ by_origin]))
    low, high = np.nanquantile(values[1:], [0.025, 0.975])
    return float(values[0]), float(low), float(high)


def _pearson(sums: Array) -> Array:
    """Pearson's correlation from n, Σx, Σy, Σx², Σy² and Σxy, row by row."""
    n, x, y, xx, yy, xy = sums.T
    spread = np.sqrt(np.maximum((n * xx - x * x) * (n * yy - y * y), 0))
    return np.asarray(np.divide(n * xy - x * y, spread, out=np.full(len(n), np.nan), where=spread > 0))
