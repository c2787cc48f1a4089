"""Sides: which actors an article names, which of them it lets speak, and which it does not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.lexicons import Lexicon, match_part
from framing.measures.sources.counting import choose_speech, count_pieces, prepare_quotations
from framing.parts import check_language, check_parts, part_tokens
from framing.text import Tokens, tokenise

__all__ = ["count_sides"]

_NAMING = ("speaker", "speaker_text", "speaker_role")  # the first that names a side decides


def count_sides(
    articles: pd.DataFrame,
    sides: Lexicon,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Count how often each side is named and how much it gets to say, in every article.

    A side is a category of `sides`; its terms are names, aliases and role words of its actors ("harbour union",
    "Ivo Marsh", "dockers' spokes*"). A source belongs to the side of which a term is found in its canonical name, else
    in the words that name it, else in those that say what it is, in any of its quotations in the article. A source in
    which terms of two sides are found in the same place belongs to neither.

    Parameters
    ----------
    articles
        The `articles` table.
    sides
        The terms of each side: `Lexicon("sides", pd.DataFrame({"term": …, "category": …}))`.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to look at: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        A row an article and side, all sides for every article, in the order of the articles, then by name:
        `article_id`, `side`; `n_mentions` (places where a term of the side is found, whoever speaks, the source's own
        name among them); `n_quotations` and `n_words` of its sources, as in `count_quotations`; `share_words` (its
        words / words of all sources of the article, known or not: 0 to 1; NaN where nobody is quoted); `n_disputed`
        (quotations of sources whom another side names as well: counted for neither); `standing`:

        - "quoted": a source of the side speaks;
        - "unclear": none surely does, but there is a disputed one;
        - "no voice": written about, and nobody of it speaks;
        - "absent": not named.

    Raises
    ------
    MeasureError
        Where articles are in another language than `sides`, or tokens belong to other texts.
    TableError
        Where the quotations do not belong to these articles.

    Notes
    -----
    It knows a side by the words of the list alone: a source named only by a pronoun, or by a role that the list does
    not have, is nobody's, and "no voice" then says too much. So read the passages of these articles, and mend the
    list. A term that two sides share is a mention of both.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“The port stays open,” said Ida Holm. The dockers stayed away."],
    ...     "title": [None], "outlet": ["X"], "date": [pd.NaT], "url": [None]},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> sides = Lexicon("sides", pd.DataFrame({"term": ["Ida Holm", "docker*"], "category": ["port", "dockers"]}))
    >>> count_sides(articles, sides)[["side", "n_mentions", "n_words", "standing"]].values.tolist()
    [['dockers', 1, 0, 'no voice'], ['port', 1, 4, 'quoted']]
    """
    check_language(articles, sides.language, of=f"the lexicon {sides.name!r}")
    quotations, tokens = prepare_quotations(articles, quotations, parts, tokens)
    pieces = count_pieces(articles, choose_speech(articles, quotations, parts), parts, tokens)
    cells = pd.MultiIndex.from_product([articles.index, sides.categories], names=["article_id", "side"])
    claimed = _claim_quotations(pieces, sides)
    own, disputed = claimed[~claimed["disputed"]], claimed[claimed["disputed"]]
    counts = pd.DataFrame(
        {
            "n_mentions": _count_mentions(articles, sides, parts, tokens),
            "n_quotations": own.groupby(["article_id", "side"])["n_quotations"].sum(),
            "n_words": own.groupby(["article_id", "side"])["n_words"].sum(),
            "n_disputed": disputed.groupby(["article_id", "side"])["n_quotations"].sum(),
        }
    )
    table = counts.reindex(cells).fillna(0).astype(np.int64).reset_index()
    spoken = pieces.groupby("article_id")["n_words"].sum().reindex(table["article_id"]).to_numpy(np.float64)
    standing = np.select(
        [table["n_quotations"] > 0, table["n_disputed"] > 0, table["n_mentions"] > 0],
        ["quoted", "unclear", "no voice"],
        "absent",
    )
    table = table.assign(share_words=table["n_words"] / spoken, standing=pd.Series(standing, table.index, "str"))
    order = ("article_id", "side", "n_mentions", "n_quotations", "n_words", "share_words", "n_disputed", "standing")
    return table[list(order)]


def _count_mentions(articles: pd.DataFrame, sides: Lexicon, parts: tuple[str, ...], tokens: Tokens | None) -> pd.Series:
    """Count the places where each side is named, by article and side."""
    chosen = check_parts(parts, articles)
    found = [
        match_part(articles, sides, part=part, tokens=part_tokens(articles, part, parts=chosen, tokens=tokens))[0]
        for part in chosen
    ]
    mentions = pd.concat([table[["article_id", "category"]].astype("str") for table in found])
    return mentions.rename(columns={"category": "side"}).groupby(["article_id", "side"]).size()


def _claim_quotations(pieces: pd.DataFrame, sides: Lexicon) -> pd.DataFrame:
    """Set beside the pieces the sides that name their sources: a row a piece and side, and whether it is disputed."""
    by_quotation = pieces["speaker"].isna()  # nobody knows whether two of them are of one source
    source = np.where(by_quotation, "quotation " + pieces["quotation_id"], "speaker " + pieces["speaker"])
    pieces = pieces.assign(source=source)
    names = pieces.melt(["article_id", "source"], list(_NAMING), "field", "name").dropna().drop_duplicates()
    strings = pd.Index(sorted(set(names["name"].tolist())), dtype="str")
    listed = pd.DataFrame({"text": strings}, index=strings)
    matches = match_part(listed, sides, part="text", tokens=tokenise(strings.tolist()))[0]
    matches = matches[["article_id", "category"]].astype("str").drop_duplicates()
    named = names.merge(matches.rename(columns={"article_id": "name", "category": "side"}), on="name")
    rank = named["field"].map(_NAMING.index).astype(np.int64)
    keys = ["article_id", "source"]
    named = named[rank == rank.groupby([named[key] for key in keys]).transform("min")]
    named = named[[*keys, "side"]].drop_duplicates()
    named = named.assign(disputed=named.groupby(keys)["side"].transform("size") > 1)
    return pieces.merge(named, on=keys)
