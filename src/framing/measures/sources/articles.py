"""Source scores: how much of each article is sources' speech, how evenly shared, how reported, and whose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.errors import MeasureError
from framing.measures.sources.concentration import measure_concentration
from framing.measures.sources.counting import DIRECT, choose_speech, count_pieces, prepare_quotations
from framing.measures.sources.variables import VARIABLES
from framing.parts import check_parts
from framing.tables import SPEAKER_TYPES
from framing.text import Tokens
from framing.voices import count_words

__all__ = ["measure_sources"]

Floats = npt.NDArray[np.float64]
Array = np.ndarray[Any, Any]


def measure_sources(
    articles: pd.DataFrame,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    official: Sequence[str] = ("government", "security", "justice"),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure who gets to speak in each article: how much, how many, how evenly, how reported and whether official.

    What a quotation and its words are is said in `count_quotations`: attributions at depth 1, direct and indirect,
    pieces of one counted once, without scare quotes and titles. Shares by count and by words differ: a source with
    one long quotation has one of five quotations and perhaps half of the words.

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to measure: title, text or both.
    official
        Types of speakers (`tables.SPEAKER_TYPES`) that count as official.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`. Counts, 0 and more: `n_quotations`; `n_speakers`, different known sources;
        `n_words`, of the article. Shares, 0 to 1, each NaN where its denominator is 0:

        - `source_share` = words of sources / words of the article; 0 where nobody is quoted;
        - `source_known` = quotations with a known `speaker` / quotations; `source_typed`, with a known
          `speaker_type`, likewise;
        - `source_direct_count` = quotations mostly in quotation marks (direct, partial) / quotations;
          `source_direct_words` = words in quotation marks / words of sources (the rest: indirect, nominal);
        - `source_anonymous` = quotations of anonymous sources / quotations of which `anonymous` is known;
        - `source_official_count`, `source_official_words` = quotations, words of official types / those of all known
          types;
        - `source_claimed` = distancing / (distancing + neutral), quotations by `cue_class`: "claimed" over
          "claimed" and "said". Other classes and quotations without a cue are in neither;
        - `source_first` = words before the first quoted word / words of the article.

        Over the known sources, s being the share of one of them in their quotations or words and k their number:
        `source_effective_count`, `source_effective_words` = 1 / Σ s² (from 1 to k; NaN without one);
        `source_evenness_count`, `source_evenness_words` = −Σ s ln s / ln k (0 to 1; NaN with fewer than two).

    Raises
    ------
    MeasureError
        For an unknown type in `official`, tokens of other texts, or articles whose language the cues are not of.
    TableError
        Where the quotations do not belong to these articles.

    Notes
    -----
    A quotation without a known source is in `n_quotations` and in all shares of quotations and words; the effective
    number and the evenness leave it out. Read them beside `source_known`: where half of the speakers are unknown, the
    effective number is that of the other half. Two people taken for one, or one for two, change it too. Words within
    a source's speech that it hands on from another are counted as its own. For outlets pool the quotations with
    `summarise_shares`; the mean of these shares weighs an article with one quotation like one with twenty.

    References
    ----------
    Hill, M. O. (1973). Diversity and evenness: a unifying notation and its consequences. Ecology, 54(2), 427–432.
    https://doi.org/10.2307/1934352

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“It may well rain,” said Ida Holm. “It never will,” claimed Rolf Lund.", ""],
    ...     "title": [None, None], "outlet": ["X", "X"], "date": [pd.NaT, pd.NaT], "url": [None, None]},
    ...     index=pd.Index(["a", "b"], name="article_id"))
    >>> scores = measure_sources(articles)
    >>> scores[["n_quotations", "source_share", "source_effective_words", "source_claimed"]].round(2).values.tolist()
    [[2.0, 0.54, 1.96, 0.5], [0.0, nan, nan, nan]]
    """
    unknown = sorted(set(official) - set(SPEAKER_TYPES)) if not isinstance(official, str) else [official]
    if unknown:
        raise MeasureError(
            "official= must list types of speakers",
            found=f"official={official!r}",
            do=f"take them from {', '.join(SPEAKER_TYPES)}",
        )
    quotations, tokens = prepare_quotations(articles, quotations, parts, tokens)
    said = choose_speech(articles, quotations, parts)
    pieces = count_pieces(articles, said, parts, tokens)
    n_words, n_before = _count_before(articles, said, pieces, parts, tokens)
    sums = _Sums(pieces, articles.index)
    scores = {
        "n_quotations": sums.quotations(),
        "source_share": _share(sums.words(), n_words),
        "source_first": np.where(sums.quotations() > 0, _share(n_before, n_words), np.nan),
        **_shares(pieces, sums, official),
        **_shares_out(pieces, sums),
        "n_words": n_words,
    }
    scores = {name: scores[name] for name in (*(variable.name for variable in VARIABLES), "n_words")}
    counts = {name: scores[name].astype(np.int64) for name in scores if name.startswith("n_")}
    return pd.DataFrame(scores | counts, index=articles.index)


class _Sums:
    """Sums of quotations and words by article, over all pieces or some of them."""

    def __init__(self, pieces: pd.DataFrame, articles: pd.Index) -> None:
        self.n_articles = len(articles)
        self.article = articles.get_indexer(pd.Index(pieces["article_id"]))
        self._pieces = pieces

    def quotations(self, of: pd.Series | None = None) -> Floats:
        """Count the quotations of each article."""
        return self._sum("n_quotations", of)

    def words(self, of: pd.Series | None = None) -> Floats:
        """Count the words of sources in each article."""
        return self._sum("n_words", of)

    def _sum(self, name: str, of: pd.Series | None) -> Floats:
        amount = self._pieces[name].to_numpy(np.float64)
        amount = amount if of is None else amount * of.to_numpy(np.float64)
        return np.bincount(self.article, amount, self.n_articles).astype(np.float64)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _shares(pieces: pd.DataFrame, sums: _Sums, official: Sequence[str]) -> dict[str, Floats]:
    """Shares of the quotations or words of each article that are of a kind."""
    direct, typed = pieces["kind"].isin(DIRECT), pieces["speaker_type"].notna()
    of_officials = pieces["speaker_type"].isin(list(official))
    anonymous, told = pieces["anonymous"].fillna(False).astype(bool), pieces["anonymous"].notna()
    claimed, said = (pieces["cue_class"] == name for name in ("distancing", "neutral"))
    quotations, words = sums.quotations(), sums.words()
    return {
        "source_known": _share(sums.quotations(pieces["speaker"].notna()), quotations),
        "source_typed": _share(sums.quotations(typed), quotations),
        "source_direct_count": _share(sums.quotations(direct), quotations),
        "source_direct_words": _share(sums.words(direct), words),
        "source_anonymous": _share(sums.quotations(anonymous), sums.quotations(told)),
        "source_official_count": _share(sums.quotations(of_officials), sums.quotations(typed)),
        "source_official_words": _share(sums.words(of_officials), sums.words(typed)),
        "source_claimed": _share(sums.quotations(claimed), sums.quotations(claimed | said)),
    }


def _shares_out(pieces: pd.DataFrame, sums: _Sums) -> dict[str, Floats]:
    """How evenly the known sources of each article share its quotations and its words."""
    known = pieces.assign(article=sums.article)[pieces["speaker"].notna()]
    speakers = (
        known.groupby(["article", "speaker"], sort=True)[["n_quotations", "n_words"]].sum().reset_index("article")
    )
    scores: dict[str, Floats] = {}
    for column, name in (("n_quotations", "count"), ("n_words", "words")):
        concentration = measure_concentration(speakers[column], speakers["article"], n_units=sums.n_articles)
        scores[f"source_effective_{name}"] = concentration["effective"].to_numpy()
        scores[f"source_evenness_{name}"] = concentration["evenness"].to_numpy()
    scores["n_speakers"] = np.bincount(speakers["article"], minlength=sums.n_articles).astype(np.float64)
    return scores


def _count_before(
    articles: pd.DataFrame, said: pd.DataFrame, pieces: pd.DataFrame, parts: tuple[str, ...], tokens: Tokens | None
) -> tuple[Floats, Floats]:
    """Count the words of each article, and those that come before its first quotation.

    The text before the first quotation is laid out as if it were one quotation itself, so that its words are counted
    as all others are.
    """
    spoken = said[said["quotation_id"].isin(pieces["quotation_id"])]
    first = spoken.drop_duplicates("article_id")[["article_id", "part", "start"]]
    before = first.rename(columns={"start": "end"}).assign(start=0)
    if len(check_parts(parts, articles)) > 1:
        titles = first.loc[first["part"] == "text", ["article_id"]].assign(part="title", start=0)
        before = pd.concat([before, titles.assign(end=articles["title"].str.len().reindex(titles["article_id"]).array)])
    before = before.assign(
        end=before["end"].fillna(0).astype(np.int64),
        quotation_id=before["article_id"],
        kind="direct",
        speaker=pd.Series(pd.NA, before.index, "str"),
        rule="before the first quotation",
    )
    words = count_words(articles, quotations=before.reset_index(drop=True), parts=parts, tokens=tokens)
    article = articles.index.get_indexer(pd.Index(words["article_id"]))
    counted, early = words["n_words"].to_numpy(np.float64), (words["voice"] == "source_direct").to_numpy(np.float64)
    sums = (np.bincount(article, amount, len(articles)) for amount in (counted, counted * early))
    n_words, n_before = (amount.astype(np.float64) for amount in sums)
    return n_words, n_before
