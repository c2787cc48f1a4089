"""The articles that a file of codes is about, as they were published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from framing.validity.sets import find_set, read_lines

__all__ = ["read_coded_articles"]


def read_coded_articles(name: str, wanted: Iterable[str], folder: Path | None) -> pd.DataFrame:
    """Read some articles of a marked set, text alone: offsets of codes are those of the uncleaned text.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    keys = set(wanted)
    lines = [line for line in read_lines(find_set(name, folder)) if str(line["id"]) in keys]
    return pd.DataFrame(
        {"text": [line["text"] for line in lines], "title": None, "outlet": None, "date": pd.NaT, "url": None},
        index=pd.Index([str(line["id"]) for line in lines], name="article_id"),
    )
