"""The demonstration corpus that ships with the kit."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from framing.corpus.reading import read_corpus
from framing.errors import CorpusError

__all__ = ["demonstration_folder", "load_demo"]


def demonstration_folder() -> Path:
    """Folder of the demonstration corpus: inside the installed kit, or in its checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "demonstration", package.parents[1] / "corpus"):
        if (folder / "corpus.toml").is_file():
            return folder
    raise CorpusError(
        "the demonstration corpus is not there",
        found=f"neither {package.name}/demonstration nor corpus/ beside src/",
        do="install the kit again",
    )


def load_demo() -> pd.DataFrame:
    """Read the demonstration corpus: 72 articles on one invented story, as they were scraped and exported.

    Countries, people and outlets are invented and so is every sentence; `corpus/README.md` says what was planted.
    Nine articles are scraped pages with site chrome: see `find_chrome` and `clean_articles`.

    Returns
    -------
    pandas.DataFrame
        `articles`, with `story`: the key of the event.

    Examples
    --------
    >>> articles = load_demo()
    >>> len(articles), articles["outlet"].nunique()
    (72, 6)
    """
    return read_corpus(demonstration_folder())
