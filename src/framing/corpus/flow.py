"""The flow of a corpus: from the files that were found to the articles, texts and stories that are analysed."""

from __future__ import annotations

import pandas as pd

from framing.corpus.sources import list_sources
from framing.errors import TableError
from framing.tables import check_table

__all__ = ["describe_flow"]

_COLUMNS = ["stage", "n", "aside", "n_aside", "kept"]


def describe_flow(read: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Describe how many articles came in, how many are analysed, and what happened to the others.

    Counts only; the table under the flow diagram that reports of systematic reviews print (PRISMA).

    Parameters
    ----------
    read
        The articles as ``read_corpus`` gave them.
    articles
        The articles that are analysed: cleaned, some perhaps left out. Where they have the columns
        ``duplicate`` and ``copy_role`` (``assign_copies``) the flow goes on to different texts, where they have
        ``story`` to stories.

    Returns
    -------
    pandas.DataFrame
        A row a stage, or one thing that was set aside on the way to it: ``stage``; ``n`` (what is there at that
        stage); ``aside`` (what was set aside before it; "" for nothing); ``n_aside``; ``kept``: whether what
        was set aside is still among the articles, only marked or weighted. A stage with several things set aside
        has a row for each.

    Raises
    ------
    TableError
        A table is not the documented one, or ``articles`` holds articles that were never read.

    Notes
    -----
    It cannot see what never reached the folder: articles that the database left out, outlets nobody asked for.

    References
    ----------
    Page, M. J., et al. (2021). The PRISMA 2020 statement. BMJ, 372, n71. https://doi.org/10.1136/bmj.n71

    Examples
    --------
    >>> read = pd.DataFrame(
    ...     {"text": ["It rained.", "Advertisement"], "title": None, "outlet": "Post", "date": pd.NaT, "url": None},
    ...     index=pd.Index(["a", "b"], name="article_id"))
    >>> analysed = read.assign(text=["It rained.", ""], n_chrome=[0, 13])
    >>> describe_flow(read, analysed)[["stage", "n", "aside", "n_aside"]].values.tolist()[-1]
    ['articles analysed', 1, 'articles with nothing left after cleaning', 1]
    """
    check_table("articles", read)
    check_table("articles", articles)
    strangers = articles.index.difference(read.index)
    if len(strangers):
        raise TableError(
            "`articles` holds articles that are not in `read`",
            found=f"{len(strangers)}, first {strangers[0]!r}",
            do="pass the table that read_corpus gave, and what became of it",
        )
    rows = [*_files(read), *_articles(read, articles), *_texts(articles), *_stories(articles)]
    flow = pd.DataFrame(rows, columns=_COLUMNS)
    return flow.astype({"stage": "str", "n": "int64", "aside": "str", "n_aside": "int64", "kept": "bool"})


_Row = tuple[str, int, str, int, bool]


def _stage(name: str, n: int, asides: list[tuple[str, int, bool]]) -> list[_Row]:
    """Rows of one stage: what was set aside where there is any of it."""
    there = [(aside, number, kept) for aside, number, kept in asides if number]
    return [(name, n, aside, number, kept) for aside, number, kept in there or [("", 0, False)]]


def _files(read: pd.DataFrame) -> list[_Row]:
    if "source_file" not in read.columns or read["source_file"].isna().all():
        return []
    refused = list_sources(read)["reason"].dropna()
    others = int((refused == "file of another kind").sum())
    asides = [("files of other kinds", others, False), ("files that could not be read", len(refused) - others, False)]
    return _stage("files read", read["source_file"].nunique(), asides)


def _articles(read: pd.DataFrame, articles: pd.DataFrame) -> list[_Row]:
    missing = int(list_sources(read)["missing"].sum())
    empty = int((read["text"].str.strip() == "").sum())
    filled = articles["text"].str.strip() != ""
    gone = int((read.drop(articles.index)["text"].str.strip() != "").sum())
    emptied = int(((read.loc[articles.index, "text"].str.strip() != "") & ~filled).sum())
    cut = int(((articles["n_chrome"] > 0) & filled).sum()) if "n_chrome" in articles.columns else 0
    return [
        *_stage("articles read", len(read), [("articles announced and not found", missing, False)]),
        *_stage(
            "articles analysed",
            int(filled.sum()),
            [
                ("articles without a text", empty, False),
                ("articles left out by choice", gone, False),
                ("articles with nothing left after cleaning", emptied, False),
                ("articles with lines cut that were not theirs", cut, True),
            ],
        ),
    ]


def _texts(articles: pd.DataFrame) -> list[_Row]:
    if "duplicate" not in articles.columns:
        return []
    filled = articles[articles["text"].str.strip() != ""]
    copies = filled.groupby("duplicate", sort=True)["duplicate"].transform("size") > 1
    roles = (
        filled.loc[copies, "copy_role"].value_counts() if "copy_role" in filled.columns else pd.Series(dtype="int64")
    )
    names = {"same_text": "word for word", "wire_copy": "lightly edited", "derivative": "rewritten"}
    return _stage(
        "different texts",
        filled["duplicate"].nunique(),
        [(f"copies, {said}", int(roles.get(role, 0)), True) for role, said in names.items()],
    )


def _stories(articles: pd.DataFrame) -> list[_Row]:
    if "story" not in articles.columns:
        return []
    filled = articles[articles["text"].str.strip() != ""]
    outlets = filled.groupby("story", sort=True)["outlet"].nunique()
    return [
        *_stage("stories", len(outlets), []),
        *_stage(
            "stories of two outlets or more",
            int((outlets > 1).sum()),
            [("stories of one outlet", int((outlets <= 1).sum()), True)],
        ),
    ]
