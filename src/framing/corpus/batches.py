"""Reading a corpus that is larger than memory, some articles at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from framing.errors import CorpusError
from framing.tables import check_table

__all__ = ["can_batch", "read_batches"]

_MEASURED = ("article_id", "text", "title", "outlet", "date", "url", "language")
_BATCH = 125  # articles: about one megabyte of news


def can_batch(path: str | os.PathLike[str]) -> bool:
    """Tell whether a corpus can be read some articles at a time: a Parquet file that `write_corpus` wrote.

    Other files have to be read whole, for their ids and dates are known only when all is read.

    Examples
    --------
    >>> can_batch("corpus.csv")
    False
    """
    if Path(path).suffix.lower() != ".parquet" or not Path(path).is_file():
        return False
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        return False
    return set(_MEASURED) - {"language"} <= set(schema.names) and pa.types.is_timestamp(schema.field("date").type)


def read_batches(path: str | os.PathLike[str], *, share: int = 0, shares: int = 1) -> Iterator[pd.DataFrame]:
    """Read the columns that measures need, 125 articles at a time.

    Parameters
    ----------
    path
        A Parquet file that `write_corpus` wrote: see `can_batch`.
    share, shares
        Which batches to give, counted from 0: every one whose number leaves the rest `share` when divided by `shares`.

    Yields
    ------
    pandas.DataFrame
        `articles` with the columns `text`, `title`, `outlet`, `date`, `url`, and `language` where the file has it.

    Raises
    ------
    CorpusError
        Where the file does not hold the table it promises.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = fr.write_corpus(fr.load_demo(), f"{folder}/demo.parquet")
    ...     [len(articles) for articles in read_batches(path)]
    [72]
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as file:
        columns = [name for name in _MEASURED if name in file.schema_arrow.names]
        try:
            for number, batch in enumerate(file.iter_batches(_BATCH, columns=columns, use_threads=False)):
                if number % shares == share:
                    yield check_table("articles", _as_articles(batch.to_pandas()))
        except (pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0][:160]
            raise CorpusError(
                "the Parquet file cannot be read", found=f"{Path(path).name!r}: {reason}", do="write it again"
            ) from error


def _as_articles(frame: pd.DataFrame) -> pd.DataFrame:
    articles = frame if frame.index.name == "article_id" else frame.set_index("article_id")
    return articles.assign(text=articles["text"].fillna(""))
