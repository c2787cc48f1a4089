"""Certainty of sentences at two levels, certain and uncertain: an option beside the hedges."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.hedging.cue_model import load_cue_model
from framing.measures.hedging.finding import find_hedges
from framing.parts import check_language, check_parts, part_tokens
from framing.segments import segment_articles
from framing.tables import VOICES, check_table
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import assign_voices, find_quotations

__all__ = ["VARIABLES", "measure_certainty"]

Array = np.ndarray[Any, Any]

_SOURCE = "cue model learnt from the Szeged Uncertainty Corpus, Szarvas et al. 2012"
VARIABLES = (
    Variable(
        name="p_uncertain",
        label="Probability that a sentence is uncertain",
        unit="probability",
        low=0,
        high=1,
        direction="a word of the sentence is more likely to mark uncertainty",
        undefined="never: a sentence without a word that the model knows as a cue has 0",
        measure="measure_certainty",
        source=_SOURCE,
    ),
    Variable(
        name="share_uncertain",
        label="Uncertain sentences",
        unit="share of sentences",
        low=0,
        high=1,
        direction="more of what is said is marked as uncertain",
        undefined="the article, or the voice in it, has no sentences",
        measure="measure_certainty",
        source=_SOURCE,
    ),
)


def measure_certainty(
    articles: pd.DataFrame,
    *,
    by: Literal["sentence", "article", "voice"] = "sentence",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure which sentences are marked as uncertain, by a model learnt from sentences that people marked.

    p = 1 / (1 + e^−z), where z is the highest log-odds of any word of the sentence to be a cue of uncertainty: from 0
    to 1, higher where the sentence is more likely to be uncertain, 0 where the model knows none of its words as a cue.
    Uncertain is a sentence with p at or above the model's threshold, which was set once, on documents left out of
    learning. Share = uncertain sentences / sentences, of an article or of one voice in it: 0 to 1, higher where more
    is marked as uncertain, NaN without sentences.

    Uncertain means, after Szarvas et al. 2012, that by the sentence alone nobody can tell whether something is true: it
    may be (epistemic: may, probably), somebody believes it (doxastic: believe, is considered, allegedly), it is being
    found out (investigation: whether), or it depends on something else (condition: if, would).

    Parameters
    ----------
    articles
        The `articles` table.
    by
        "sentence": a row a sentence. "article": shares of articles. "voice": shares of journalist and sources apart;
        a sentence has the voice in which it begins.
    quotations
        The `quotations` table; found where it is not given and voices are asked for.
    parts
        Parts to measure: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        By sentence: index `segment_id`; `article_id`, `part`, `place`, `start`, `end`, `voice`, `speaker`, `depth`,
        `p_uncertain`, `uncertain`, `n_hedges` (hedges of the family epistemic or of the code condition that begin in
        the sentence, by the rules of `find_hedges`) and `hedged` (whether there are any). By article or voice: index
        `article_id`, or `article_id` and `voice`; `share_uncertain`, `n_sentences`.

    Raises
    ------
    MeasureError
        For an unknown `by`, articles in another language, or tokens of other texts.

    Notes
    -----
    What it is not. It is not how sure a reader would find the sentence: hedges explain that in part only (Pei & Jurgens
    2021). It has learnt from an encyclopaedia and from biomedical papers, not from news, and of words that stand in
    neither it knows nothing: set `hedged`, which rests on the kit's lexicon, beside `uncertain`. What is reported
    counts as certain there: "he said the bridge had fallen" is, and so are most rumours and all bluffs. It does not say
    who doubts: a number that counts reads whose voice it is, by="voice".

    References
    ----------
    Szarvas, G., Vincze, V., Farkas, R., Móra, G., & Gurevych, I. (2012). Cross-genre and cross-domain detection of
    semantic uncertainty. Computational Linguistics, 38(2), 335–367. https://doi.org/10.1162/COLI_a_00098

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["The ice may melt. The ice melted.", ""], "title": [None, None],
    ...     "outlet": ["X", "X"], "date": [pd.NaT, pd.NaT], "url": [None, None]}, index=["a", "b"])
    >>> articles = articles.rename_axis("article_id")
    >>> measure_certainty(articles)[["uncertain", "hedged"]].values.tolist()
    [[True, True], [False, False]]
    >>> measure_certainty(articles, by="article")["share_uncertain"].tolist()
    [0.5, nan]
    """
    if by not in ("sentence", "article", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="sentence", by="article" or by="voice"')
    check_table("articles", articles)
    check_language(articles, "en", of="the model of certainty")
    chosen = check_parts(parts, articles)
    if tokens is None and "text" in chosen:
        tokens = part_tokens(articles, "text")  # once, for all that follows
    sentences = _judge_sentences(articles, chosen, tokens)
    if by == "article":
        return _share(sentences, ["article_id"], articles.index)
    if quotations is None:
        quotations = find_quotations(articles, parts=chosen, tokens=tokens)
    sentences = assign_voices(sentences, articles=articles, quotations=quotations, tokens=tokens)
    if by == "voice":
        return _share(sentences, ["article_id", "voice"], _voices_of(articles, sentences))
    hedges = find_hedges(articles, quotations=quotations, parts=chosen, details=False, tokens=tokens)
    n_hedges = _count_hedges(sentences, hedges)
    judged = ["p_uncertain", "uncertain"]
    kept = ["article_id", "part", "place", "start", "end", "voice", "speaker", "depth", *judged]
    return sentences[kept].assign(n_hedges=n_hedges, hedged=n_hedges > 0)


def _judge_sentences(articles: pd.DataFrame, parts: tuple[str, ...], tokens: Tokens | None) -> pd.DataFrame:
    """Split into sentences, and give each its probability."""
    model, sentences = load_cue_model(), segment_articles(articles, parts=parts, tokens=tokens)
    p_uncertain, part_of = np.zeros(len(sentences)), sentences["part"].to_numpy()
    for part in parts:
        own = part_tokens(articles, part, parts=parts, tokens=tokens)
        p_uncertain[np.flatnonzero(part_of == part)] = model.judge_sentences(own)
    return sentences.assign(p_uncertain=p_uncertain, uncertain=p_uncertain >= model.threshold)


def _count_hedges(sentences: pd.DataFrame, hedges: pd.DataFrame) -> Array:
    """Count the hedges of doubt and of condition that begin in each sentence."""
    doubting = hedges[((hedges["family"] == "epistemic") | (hedges["code"] == "condition")).to_numpy()]
    counts = np.zeros(len(sentences), np.int64)
    if not len(doubting):
        return counts
    texts, text = np.unique(
        sentences["part"].to_numpy() + "/" + sentences["article_id"].to_numpy(), return_inverse=True
    )
    width = int(max(sentences["end"].max(), doubting["end"].max())) + 1
    begins = text * width + sentences["start"].to_numpy()
    order = np.argsort(begins)
    of = np.searchsorted(texts, doubting["part"].to_numpy() + "/" + doubting["article_id"].to_numpy())
    place = np.searchsorted(begins[order], of * width + doubting["start"].to_numpy(), "right") - 1
    np.add.at(counts, order[place], 1)
    return counts


def _voices_of(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.MultiIndex:
    heard = {"journalist", "source_direct", *sentences["voice"].tolist()}
    voices = [voice for voice in VOICES if voice in heard]
    return pd.MultiIndex.from_product([articles.index, voices], names=["article_id", "voice"])


def _share(sentences: pd.DataFrame, keys: list[str], units: pd.Index) -> pd.DataFrame:
    """Share of the sentences of each unit that are uncertain."""
    found = sentences.groupby(keys, sort=True)["uncertain"].agg(["mean", "size"]).reindex(units)
    n_sentences = found["size"].fillna(0).astype(np.int64)
    return pd.DataFrame({"share_uncertain": found["mean"].astype(float), "n_sentences": n_sentences}, index=units)
