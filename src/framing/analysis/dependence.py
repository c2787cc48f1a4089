"""What is not independent of what: clusters of articles that are drawn together, families of copies."""

from __future__ import annotations

import pandas as pd

from framing.errors import TableError

__all__ = ["name_clusters", "name_families"]


def name_clusters(articles: pd.DataFrame, cluster: str | None) -> tuple[str, dict[str, str]]:
    """Say what is resampled, and name the cluster of every article.

    Default ``story`` where the articles have it, else ``duplicate``, else ``article_id``: copies of one text
    are never independent. An article whose cluster is missing stands with its copies where ``duplicate`` names
    them, else alone. Copies that were given different stories stay apart; ``cluster="duplicate"`` joins them.

    Raises
    ------
    TableError
        The named column is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"story": ["flood", None, None], "duplicate": ["a", "b", "b"]},
    ...                         index=pd.Index(["a", "b", "c"], name="article_id"))
    >>> name_clusters(articles, None)
    ('story', {'a': 'cluster flood', 'b': 'copies b', 'c': 'copies b'})
    """
    known = [column for column in ("story", "duplicate") if column in articles.columns]
    chosen = cluster or (known[0] if known else "article_id")
    ids = articles.index.tolist()
    if chosen == "article_id":
        return chosen, {key: f"article {key}" for key in ids}
    if chosen not in articles.columns:
        raise TableError(
            f"`articles` has no column {chosen!r} to cluster by",
            found=f"columns: {', '.join(map(str, articles.columns))}",
            do='cluster="article_id", or add a column that names the event of each article',
        )
    values, families = articles[chosen], name_families(articles)
    named = zip(ids, values.tolist(), values.isna().tolist(), strict=True)
    return chosen, {key: families[key] if missing else f"cluster {value}" for key, value, missing in named}


def name_families(articles: pd.DataFrame) -> dict[str, str]:
    """Name the family of copies of every article: its ``duplicate`` where there, else a family of its own.

    Examples
    --------
    >>> import pandas as pd
    >>> name_families(pd.DataFrame({"duplicate": ["a", "a", None]}, index=["a", "b", "c"]))
    {'a': 'copies a', 'b': 'copies a', 'c': 'article c'}
    """
    ids = articles.index.tolist()
    if "duplicate" not in articles.columns:
        return {key: f"article {key}" for key in ids}
    values = articles["duplicate"]
    named = zip(ids, values.tolist(), values.isna().tolist(), strict=True)
    return {key: f"article {key}" if missing else f"copies {value}" for key, value, missing in named}
