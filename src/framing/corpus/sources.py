"""The account of the sources: every file of a corpus, what it announced and what was read from it."""

from __future__ import annotations

import pandas as pd

from framing.tables import check_table

__all__ = ["Records", "list_sources"]

_KINDS = {
    **dict.fromkeys(("source_file", "format", "layout", "encoding"), "str"),
    **dict.fromkeys(("announced", "read", "missing"), "Int64"),
    **dict.fromkeys(("reason", "note"), "str"),
    "bytes": "Int64",
    "sha256": "str",
}


class Records(list[dict[str, object]]):
    """Rows of an account in ``attrs``, which pandas copies deeply at every step: these are shared, not copied."""

    def __deepcopy__(self, memo: object) -> Records:
        return self


def list_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """List the files a corpus was read from: what each announces, what was read, and why one was not.

    ``missing`` = ``announced`` − ``read``: each of these articles has a row in ``find_doubts(articles)``.

    Parameters
    ----------
    articles
        The table ``articles`` as `read_corpus` gave it, or made of it.

    Returns
    -------
    pandas.DataFrame
        The table ``sources``, a row a file or member of an archive, in the order they were read: ``source_file``;
        ``format`` (docx, html, csv …); ``layout`` (Nexis Uni, Factiva, page, table …); ``encoding``; ``announced`` (the
        number of articles the file itself gives, missing where it gives none); ``read``; ``missing``; ``reason`` (why
        it was not read, a key of ``framing.formats.harvest.REASONS``; missing where it was); ``note``; ``bytes``;
        ``sha256``. It is the account of the import: articles left out since do not change it. No row where the articles
        came from a DataFrame, or lost their account on the way (CSV holds none).

    Raises
    ------
    TableError
        Where ``articles`` is not that table.

    Notes
    -----
    A file without an announcement cannot be reconciled: most pages and tables announce nothing. The account is kept in
    ``articles.attrs`` and in Parquet files.

    Examples
    --------
    >>> import framing as fr
    >>> sources = list_sources(fr.load_demo())
    >>> int(sources["read"].sum()), int(sources["missing"].sum())
    (72, 0)
    """
    check_table("articles", articles)
    rows = pd.DataFrame(articles.attrs.get("sources", []), columns=[name for name in _KINDS if name != "missing"])
    sources = rows.astype({name: kind for name, kind in _KINDS.items() if name != "missing"})
    announced = sources["announced"]
    return check_table("sources", sources.assign(missing=announced - sources["read"])[list(_KINDS)])
