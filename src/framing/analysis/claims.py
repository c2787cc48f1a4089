"""The life of rumours and claims: which mentions are of one claim, and when it was doubted, denied or confirmed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.analysis.claim_likeness import (
    cut_passages,
    group_mentions,
    locate_sentences,
    order_mentions,
    read_tokens,
    weigh_contents,
)
from framing.analysis.dependence import name_clusters, name_families
from framing.errors import MeasureError, TableError
from framing.tables import POLARITIES, check_spans, check_table
from framing.text import Tokens

__all__ = ["find_claims", "summarise_claims"]

Array = np.ndarray[Any, Any]

_CARRIED = ("term", "code", "polarity", "voice", "speaker", "target", "place")
_NEEDED = ("claim", "article_id", "outlet", "date", "polarity", "copy_weight", "passage")


def find_claims(
    articles: pd.DataFrame,
    hedges: pd.DataFrame,
    *,
    story: str | None = None,
    codes: tuple[str, ...] = ("rumour", "distance"),
    likeness: float = 0.55,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find which mentions of rumours, allegations and claims within a story are of one and the same claim.

    The content of a mention is the words of its scope; where it has none, or one of fewer than five words of content,
    the words of its sentence; where these are fewer than six, those of the sentence before as well. Function words,
    words that take a stand (denied, false) and the hedging words themselves are left out; plurals count as their
    singular. A word weighs log(1 + N / n) × (1 + 0.3 · share of its uses inside sentences that begin with a capital),
    N texts and n texts with the word, copies of one text counted once. The likeness of two mentions is the cosine of
    their words × (words in common / 5, at most 1): 0 to 1, more is more alike. Within each story, starting from single
    mentions, the two groups with the highest mean likeness between their members are joined, as long as it is
    ``likeness`` or more (average linkage). Mentions of one content in copies of one text are taken as one there.

    Parameters
    ----------
    articles
        Table of articles; with ``duplicate``, where copies are to count once.
    hedges
        Table of ``find_hedges``, with ``polarity``; of ``sense``, where it is there, only "hedge" is taken.
    story
        Column of the articles within which claims are looked for. Default ``story`` where the articles have it, else
        ``duplicate``, else each article alone. A wider column (a topic, an affair) follows a claim for longer, and
        mixes more.
    codes
        Codes of the hedges that are mentions.
    likeness
        Lowest mean likeness at which groups are joined, above 0, at most 1. Lower gives fewer and more mixed claims.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        The ``claims`` table, a row a mention: ``claim`` (key: article, part and first character of its first mention
        by these), ``story``, ``article_id``, ``part``, ``start``, ``end``, ``term``, ``code``, ``outlet``, ``date``,
        ``day`` (days since the claim's first dated mention; NaN where undated), ``polarity``, ``voice``, ``speaker``,
        ``target``, ``place`` as the hedges have them, ``copy_weight`` (1 / articles of the same family of copies that
        mention the claim: each family adds up to 1 for each claim, counted by article) and ``passage`` (the sentence,
        or the part of it around the mention). Ordered by claim, then date, then place.

    Raises
    ------
    TableError
        The hedges have no ``polarity`` or one that is not known, belong to other texts, or ``story`` is no column.
    MeasureError
        ``likeness`` is not above 0 and at most 1, there are no ``codes``, or ``tokens`` belong to other texts.

    Notes
    -----
    A group is a proposal to be read, not a unit to test hypotheses on: mend the column ``claim`` by hand before you
    count. Of pairs of mentions that were grouped (American political news, one reader) about seven in ten were of one
    claim, the value of ``likeness`` chosen in view of them; of pairs kept apart about four in five were of different
    ones (``framing validate hedging``). Most mentions stay alone.

    It compares words, not meanings: a claim reworded throughout is taken for two, two claims about the same people in
    the same words for one ("the new allegation", "the earlier allegation"); a mention that only points back ("she
    rejected the claim") goes with what the sentence before says. A statement and its denial are one claim. For
    English. Time and memory grow with the square of the mentions that hang together in a story.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"text": ["Rumours that Vane sold the Ostrand mill to the bank spread.",
    ...               "Vane denied rumours that he sold the Ostrand mill to his bank."],
    ...      "title": None, "outlet": ["Echo", "Post"], "date": pd.to_datetime(["2021-03-01", "2021-03-03"]),
    ...      "url": None, "story": "mill"}, index=pd.Index(["a", "b"], name="article_id"))
    >>> hedges = pd.DataFrame(
    ...     {"article_id": ["a", "b"], "part": "text", "start": [0, 12], "end": [7, 19], "term": ["Rumours", "rumours"],
    ...      "entry": "rumours", "category": "attribution", "weight": 1.0, "lexicon": "hedging", "code": "rumour",
    ...      "polarity": ["asserted", "denied"]})
    >>> find_claims(articles, hedges)[["claim", "day", "polarity"]].values.tolist()
    [['a/text/000000', 0.0, 'asserted'], ['a/text/000000', 2.0, 'denied']]
    """
    check_table("articles", articles)
    _check_hedges(hedges, codes, likeness)
    check_spans("matches", hedges, articles)
    cluster = dict(name_clusters(articles, story)[1])
    chosen = hedges[hedges["sense"] == "hedge"] if "sense" in hedges.columns else hedges
    mentions = order_mentions(chosen[chosen["code"].isin(codes)])
    family = _number(name_families(articles), articles.index.tolist())
    read = read_tokens(articles, mentions["part"].tolist(), tokens)
    located = locate_sentences(articles, mentions, read)
    terms = sorted(set(chosen["term"].tolist()))
    vectors = weigh_contents(mentions, located, read, family=family, terms=terms)
    stories = np.array([cluster[key] for key in mentions["article_id"].tolist()], object)
    first = np.arange(len(mentions))
    for rows in mentions.groupby(stories, sort=True).indices.values():
        of_rows = family[located["row"].to_numpy()[rows]]
        first[rows] = rows[group_mentions(vectors[rows], family=of_rows, likeness=likeness)]
    return _describe(articles, mentions, located, stories=stories, first=first, family=family)


def _check_hedges(hedges: pd.DataFrame, codes: tuple[str, ...], likeness: float) -> None:
    """Refuse hedges without polarity, and values that make no sense."""
    check_table("matches", hedges)
    for name in ("code", "polarity"):
        if name not in hedges.columns:
            raise TableError(
                f"`hedges` has no column {name!r}",
                found=f"columns: {', '.join(map(str, hedges.columns))}",
                do="hedges = fr.find_hedges(articles)",
            )
    if isinstance(codes, str) or not codes:
        raise MeasureError("codes= must name codes of hedges", found=repr(codes), do='codes=("rumour", "distance")')
    if not 0 < likeness <= 1:
        raise MeasureError("not 0 < likeness ≤ 1", found=f"likeness={likeness!r}", do="likeness=0.55")


def _check_polarity(name: str, table: pd.DataFrame) -> None:
    strangers = sorted(set(map(str, table["polarity"].dropna().tolist())) - set(POLARITIES))
    if strangers:
        raise TableError(
            f"{name}.polarity must be one of {', '.join(POLARITIES)}",
            found=f"{strangers[:3]}",
            do=f"recode {name}.polarity, or leave it missing",
        )


def _number(names: dict[str, str], ids: list[str]) -> Array:
    """Number of what each article belongs to, counted in the order of the names."""
    place = {name: number for number, name in enumerate(sorted(set(names.values())))}
    return np.fromiter((place[names[key]] for key in ids), np.int64, len(ids))


def _describe(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    located: pd.DataFrame,
    *,
    stories: Array,
    first: Array,
    family: Array,
) -> pd.DataFrame:
    """Lay out the table of claims."""
    row = located["row"].to_numpy()
    named = zip(*(mentions[name].tolist() for name in ("article_id", "part", "start")), strict=True)
    keys = np.array([f"{article}/{part}/{start:06d}" for article, part, start in named], object)
    dates = pd.to_datetime(articles["date"])
    dates = dates if dates.dt.tz is None else dates.dt.tz_localize(None)
    claims = pd.DataFrame(
        {
            "claim": pd.Series(keys[first], dtype="str"),
            "story": pd.Series([name.split(" ", 1)[1] for name in stories.tolist()], dtype="str"),
            **{name: mentions[name] for name in ("article_id", "part", "start", "end")},
            **{name: mentions[name] for name in _CARRIED if name in mentions.columns},
            "outlet": articles["outlet"].to_numpy()[row],
            "date": dates.to_numpy("datetime64[s]")[row],
        }
    )
    begun = claims.groupby("claim")["date"].transform("min")
    claims["day"] = (claims["date"].dt.normalize() - begun.dt.normalize()) / pd.Timedelta(days=1)
    of_family = [claims["claim"], pd.Series(family[row], name="family")]
    claims["copy_weight"] = 1.0 / claims.groupby(of_family)["article_id"].transform("nunique")
    claims["passage"] = cut_passages(articles, mentions, located)
    number, days = np.unique(claims["claim"].to_numpy(), return_inverse=True)[1], claims["date"].to_numpy()
    ranked = np.lexsort([np.arange(len(claims)), days, np.isnat(days), number])
    return claims.iloc[ranked].reset_index(drop=True)


def summarise_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Count how often, where and when each claim was asserted, questioned, doubted, denied and confirmed.

    These are counts of what was found in the texts at hand, without intervals: they hold of this corpus, and are no
    estimates for others. Unit: mentions, articles, outlets; days.

    Parameters
    ----------
    claims
        Table of ``find_claims``, perhaps with claims joined or parted by hand.

    Returns
    -------
    pandas.DataFrame
        A row a claim, those with most articles first: ``claim``; ``first_date``, ``last_date``; ``first_article`` and
        ``first_outlet``, of the first mention (earliest date, then by article and place; undated last);
        ``n_mentions``, ``n_articles``, ``n_texts`` (articles, copies of one text counted once), ``n_outlets``,
        ``n_undated`` (mentions without a date); for each polarity its mentions (``n_asserted`` …) and their first date
        (``first_asserted`` …; missing where none is dated); ``days_to_questioned``, ``days_to_doubted``,
        ``days_to_denied``, ``days_to_confirmed``: days from the first assertion to the first of these, NaN where
        either is missing, below 0 where the corpus has the denial before the assertion; ``state``; ``passage``, the
        first mention's.

        ``state`` is the polarity most frequent among the mentions of the last day with a polarity, copies weighted by
        ``copy_weight``; "mixed" where two are equally frequent, missing where no mention is dated.

    Raises
    ------
    TableError
        A column of ``find_claims`` is missing, or a polarity is not known.

    Notes
    -----
    A claim is often repeated in the words "the allegation" while it is being denied: those mentions are asserted, and
    ``state`` may be "asserted" on the day of a denial. Read the mentions.

    Examples
    --------
    >>> import pandas as pd
    >>> claims = pd.DataFrame({"claim": "a", "article_id": ["a", "b"], "outlet": ["Echo", "Post"], "copy_weight": 1.0,
    ...     "date": pd.to_datetime(["2021-03-01", "2021-03-03"]), "polarity": ["asserted", "denied"],
    ...     "passage": ["Rumours spread.", "He denied them."]})
    >>> summarise_claims(claims)[["n_mentions", "days_to_denied", "state"]].values.tolist()
    [[2, 2.0, 'denied']]
    """
    for name in _NEEDED:
        if name not in claims.columns:
            found = f"columns: {', '.join(map(str, claims.columns))}"
            raise TableError(
                f"`claims` has no column {name!r}", found=found, do="claims = find_claims(articles, hedges)"
            )
    _check_polarity("claims", claims)
    placed = [name for name in ("part", "start") if name in claims.columns]
    ranked = claims.assign(date=pd.to_datetime(claims["date"]))
    if "part" in placed:
        ranked = ranked.assign(part=ranked["part"] == "text")
    ranked = ranked.sort_values(["claim", "date", "article_id", *placed], kind="stable", na_position="last")
    summary = _count_mentions(ranked)
    for polarity in POLARITIES:
        of_kind = ranked[ranked["polarity"] == polarity].groupby("claim")["date"]
        summary[f"n_{polarity}"] = of_kind.size().reindex(summary.index, fill_value=0)
        summary[f"first_{polarity}"] = of_kind.min().reindex(summary.index)
    for polarity in POLARITIES[1:]:
        passed = summary[f"first_{polarity}"].dt.normalize() - summary["first_asserted"].dt.normalize()
        summary[f"days_to_{polarity}"] = passed / pd.Timedelta(days=1)
    summary["state"] = _find_states(ranked).reindex(summary.index)
    summary["passage"] = ranked.drop_duplicates("claim").set_index("claim")["passage"]
    summary = summary.reset_index()
    order = np.lexsort([np.arange(len(summary)), -summary["n_mentions"].to_numpy(), -summary["n_articles"].to_numpy()])
    return summary.iloc[order].reset_index(drop=True)


def _count_mentions(ranked: pd.DataFrame) -> pd.DataFrame:
    """Dates, first report and counts of each claim."""
    first = ranked.drop_duplicates("claim").set_index("claim")
    claims = ranked.groupby("claim", sort=True)
    reports = ranked.drop_duplicates(["claim", "article_id"]).groupby("claim", sort=True)
    return pd.DataFrame(
        {
            "first_date": claims["date"].min(),
            "last_date": claims["date"].max(),
            "first_article": first["article_id"],
            "first_outlet": first["outlet"],
            "n_mentions": claims.size(),
            "n_articles": reports.size(),
            "n_texts": reports["copy_weight"].sum().round().astype(np.int64),
            "n_outlets": claims["outlet"].nunique(),
            "n_undated": claims["date"].agg(lambda dates: int(dates.isna().sum())),
        }
    )


def _find_states(ranked: pd.DataFrame) -> pd.Series:
    """Give the polarity of the last dated day, the most frequent one; "mixed" where two are."""
    known = ranked[ranked["date"].notna() & ranked["polarity"].notna()]
    day = known["date"].dt.normalize()
    last = known[day == day.groupby(known["claim"]).transform("max")]
    weights = last.groupby(["claim", "polarity"], observed=True)["copy_weight"].sum().round(9).reset_index()
    heaviest = weights[weights["copy_weight"] == weights.groupby("claim")["copy_weight"].transform("max")]
    named = heaviest.drop_duplicates("claim").set_index("claim")["polarity"].astype("str")
    return named.where(heaviest.groupby("claim").size() == 1, "mixed")
