"""Which articles report the same event, and how firmly each belongs with the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.clusters.likeness import FAINT, Groups, Reports, list_pairs, read_reports
from framing.errors import CorpusError, TableError
from framing.parts import check_parts
from framing.tables import check_table
from framing.text import Tokens

__all__ = ["find_stories", "score_stories"]

Array = np.ndarray[Any, Any]

SAME_OUTLET = 0.45  # what the likeness of two articles of one outlet counts: they share its turns of phrase


def find_stories(
    articles: pd.DataFrame,
    *,
    days: int = 3,
    cut: float = 0.28,
    undated: float = 0.55,
    names: float = 0.25,
    parts: Iterable[str] = ("title", "text"),
    tokens: Tokens | None = None,
) -> pd.Series:
    """Find the event that each article reports: the same event across outlets within days.

    The likeness of two articles is the cosine of their words, each weighed log(1 + count) × log(N / articles with
    the word) × (1 + ``names`` · share of its uses inside sentences that begin with a capital): 0 to 1, more is more
    alike. A word of the headline counts three times, one of the first hundred of the text twice; words of a single
    article, or of more than half of all (and more than 50), count nothing. Articles more than ``days`` apart have
    likeness 0. Starting from single articles, the two groups with the highest *mean* likeness between their members
    are joined, as long as it is ``cut`` or more (average linkage): an article that is like one member and unlike the
    others stays outside, so that a saga of many weeks does not become one chain.

    Parameters
    ----------
    articles
        Table of articles: index ``article_id``; ``text``, ``title``, ``outlet``, ``date``, all but the text possibly
        missing. Clean them first (`clean_articles`): captions and links that articles share make them alike.
    days
        Most days between two reports that are compared.
    cut
        Lowest mean likeness at which groups are joined. Lower gives larger and more mixed stories.
    undated
        What takes the place of ``cut`` between two articles of which one has no date. It is higher, because without
        dates the episodes of one affair, or two elections, are told apart by their words alone.
    names
        How much more a word counts that always begins with a capital inside sentences.
    parts
        What is read: ("title", "text"), or one of the two.
    tokens
        Tokens of the texts, where they have been made: ``tokenise(articles["text"].tolist())``.

    Returns
    -------
    pandas.Series
        Named ``story``, indexed like the articles and in their order: the id of the story's first article (earliest
        date, then smallest id; undated last). An article alone has a story of its own, and so has one without words.

    Raises
    ------
    TableError
        ``articles`` is not the documented table, or ``parts`` are not its columns of text.
    CorpusError
        ``days`` or ``names`` is below 0, or not 0.05 < cut ≤ undated ≤ 1.
    MeasureError
        ``tokens`` belong to other texts.

    Notes
    -----
    Two articles of one outlet share its turns of phrase and its background paragraphs: their likeness counts 0.45 of
    itself. The mean is taken over all pairs of the two groups; a likeness below 0.05 is taken as 0. The order of the
    rows makes no difference.

    The values were chosen on American political news in English (BASIL 2010–2014 and AllSides). Most weights lie on a
    plateau: names at up to twice their weight, other weights of headline and opening, or the root of the count in
    place of its logarithm moved BCubed F1 on BASIL by no more than .02 at the same number of stories. `score_stories`
    shows the doubtful members; `framing validate stories` the figures.

    It cannot see that an opinion piece answers an event it does not name. Episodes of one affair within the same
    days (a hearing and the vote after it) are often one story, and much of what it gets wrong is two sides of one
    affair. The weights come from the corpus itself: in a corpus of one event the words of the event are in every
    article and tell nothing, and so in a corpus of two or three articles. Two undated articles of one outlet are not
    joined by themselves at the default, and where no article has a date few stories are found: lower ``undated`` for
    a corpus of few affairs. Copies of one text are `find_duplicates`' business.

    References
    ----------
    Allan, J. (Ed.) (2002). Topic detection and tracking: Event-based information organization. Kluwer.
    https://doi.org/10.1007/978-1-4615-0933-2

    Nicholls, T., & Bright, J. (2019). Understanding news story chains using information retrieval and network
    clustering techniques. Communication Methods and Measures, 13(1), 43–59.
    https://doi.org/10.1080/19312458.2018.1536972

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"title": ["Weir gates jam", "Jammed gates flood Ostrand", "Tram fares rise", "Fares of the tram to rise"],
    ...      "text": ["The weir at Ostrand jammed.", "The weir jammed and Ostrand was flooded.",
    ...               "A tram ticket costs four crowns.", "Four crowns for a tram ticket, says Miss Hale."],
    ...      "outlet": ["Post", "Star", "Post", "Star"], "url": None,
    ...      "date": pd.to_datetime(["2021-03-02", "2021-03-01", "2021-03-01", "2021-03-02"])},
    ...     index=pd.Index(["a", "b", "c", "d"], name="article_id"))
    >>> articles.assign(story=find_stories(articles))["story"].tolist()
    ['b', 'b', 'c', 'c']
    """
    check_table("articles", articles)
    if days < 0 or names < 0 or not FAINT < cut <= undated <= 1:
        raise CorpusError(
            "days= and names= must be 0 or more, and 0.05 < cut ≤ undated ≤ 1",
            found=f"days={days!r}, names={names!r}, cut={cut!r}, undated={undated!r}",
            do="find_stories(articles, days=3, cut=0.28, undated=0.55, names=0.25)",
        )
    reports = read_reports(articles, names=names, parts=check_parts(parts, articles), tokens=tokens)
    groups = Groups(len(articles), cut)
    for later, earlier, cosine in list_pairs(reports, days=days):
        same = (reports.outlet[later] == reports.outlet[earlier]) & (reports.outlet[later] >= 0)
        counted = cosine * np.where(same, SAME_OUTLET, 1.0) * np.where(later >= reports.n_dated, cut / undated, 1.0)
        groups.add(later, earlier, counted)
    first = np.empty(len(articles), np.int64)
    first[reports.row] = groups.join()
    keys = [reports.ids[place] for place in first.tolist()]
    return pd.Series(keys, index=articles.index, name="story", dtype="str")


def score_stories(
    articles: pd.DataFrame,
    *,
    story: str = "story",
    days: int = 3,
    names: float = 0.25,
    parts: Iterable[str] = ("title", "text"),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Score how firmly each article belongs to its story: its mean likeness to the other members.

    Likeness is the cosine that `find_stories` tells of, 0 to 1, more is firmer, here without regard to days and
    outlets. Works for any assignment, one corrected by hand included.

    Parameters
    ----------
    articles
        Table of articles with the column that ``story`` names.
    story
        Column with the key of each article's story.
    days
        Most days between an article and one of another story that it is compared with; an undated one is compared
        with all.
    names, parts, tokens
        As for `find_stories`.

    Returns
    -------
    pandas.DataFrame
        The ``clusters`` table, in the order of the articles: ``article_id``; ``kind``, "story"; ``cluster``, the key
        as given; ``role``: "original" the first report (earliest date, then smallest id), "member", "single";
        ``score``, NaN for a single, and where the article or all others have no words to compare; ``outside``, the
        highest likeness to an article of another story, and ``outside_id``, that article; missing where there is
        none of 0.05 or more. Doubtful members are those with a low ``score``; where ``outside`` is above ``score``
        the article may belong to the other story, or the two stories be one.

    Raises
    ------
    TableError
        There is no such column, or an article has no story.
    CorpusError, MeasureError
        As for `find_stories`.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"title": ["Weir gates jam", "Jammed gates flood Ostrand", "Tram fares rise"],
    ...      "text": ["The weir at Ostrand jammed.", "The weir jammed and Ostrand was flooded.",
    ...               "A tram ticket costs four crowns."],
    ...      "outlet": ["Post", "Star", "Post"], "url": None, "story": ["weir", "weir", "fares"],
    ...      "date": pd.to_datetime(["2021-03-02", "2021-03-01", "2021-03-01"])},
    ...     index=pd.Index(["a", "b", "c"], name="article_id"))
    >>> score_stories(articles)[["article_id", "cluster", "role"]].values.tolist()
    [['a', 'weir', 'member'], ['b', 'weir', 'original'], ['c', 'fares', 'single']]
    """
    check_table("articles", articles)
    keys = _read_keys(articles, story)
    if days < 0 or names < 0:
        found = f"days={days!r}, names={names!r}"
        raise CorpusError(
            "days= and names= must be 0 or more", found=found, do="score_stories(articles, days=3, names=0.25)"
        )
    reports = read_reports(articles, names=names, parts=check_parts(parts, articles), tokens=tokens)
    number = {key: place for place, key in enumerate(sorted(set(keys)))}
    code = np.array([number[keys[row]] for row in reports.row.tolist()], np.int64)
    size = np.bincount(code, minlength=len(number))[code]
    first = np.zeros(len(code), bool)
    first[np.unique(code, return_index=True)[1]] = True
    outside, nearest = _find_outside(reports, code, days)
    columns = {
        "role": np.where(size == 1, "single", np.where(first, "original", "member")),
        "score": _mean_likeness(reports, code),
        "outside": outside,
        "outside_id": np.array([reports.ids[place] if place >= 0 else None for place in nearest.tolist()], object),
    }
    back = np.argsort(reports.row)
    table = pd.DataFrame({name: values[back] for name, values in columns.items()})
    table.insert(0, "article_id", articles.index.tolist())
    table.insert(1, "kind", "story")
    table.insert(2, "cluster", keys)
    return table.astype(dict.fromkeys(("article_id", "kind", "cluster", "role", "outside_id"), "str"))


def _read_keys(articles: pd.DataFrame, story: str) -> Sequence[str]:
    """List the story of each article, as text."""
    if story not in articles.columns:
        raise TableError(
            f"`articles` has no column {story!r}",
            found=f"columns: {', '.join(map(str, articles.columns))}",
            do="articles = articles.assign(story=find_stories(articles))",
        )
    missing = int(articles[story].isna().sum())
    if missing:
        raise TableError(
            "every article needs a story, if only its own",
            found=f"{missing} of {len(articles)} missing in {story!r}",
            do=f'articles["{story}"] = articles["{story}"].fillna(articles.index.to_series())',
        )
    return [str(key) for key in articles[story].tolist()]


def _mean_likeness(reports: Reports, code: Array) -> Array:
    """Mean cosine of each article to the other members of its story that have words."""
    from scipy import sparse

    vectors, n = reports.vectors, len(code)
    member = sparse.csr_array((np.ones(n), (code, np.arange(n))), shape=(int(code.max(initial=-1)) + 1, n))
    others = np.bincount(code, reports.has_words)[code] - 1 if n else np.zeros(0)
    total = (vectors * (member @ vectors)[code]).sum(axis=1) - 1
    score = np.clip(np.round(total / np.maximum(others, 1), 6), 0, 1)
    return np.where(reports.has_words & (others > 0), score, np.nan)


def _find_outside(reports: Reports, code: Array, days: int) -> tuple[Array, Array]:
    """Find for each article the most alike one of another story; of several the first."""
    likeness, nearest = np.full(len(code), np.nan), np.full(len(code), -1, np.int64)
    pairs = [
        tuple(column[code[later] != code[earlier]] for column in (later, earlier, cosine))
        for later, earlier, cosine in list_pairs(reports, days=days)
    ]
    if pairs:
        later, earlier, cosine = (np.concatenate(column) for column in zip(*pairs, strict=True))
        here, there = np.concatenate([later, earlier]), np.concatenate([earlier, later])
        cosine = np.concatenate([cosine, cosine])
        order = np.lexsort((there, -cosine, here))
        row, at = np.unique(here[order], return_index=True)
        likeness[row], nearest[row] = cosine[order][at], there[order][at]
    return likeness, nearest
