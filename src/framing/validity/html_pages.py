"""Reading web pages: the lines called the article's, against the article a person marked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from framing.formats.files import CorpusFile
from framing.formats.pages import read_web_page
from framing.validity.plain_pages import SET, score_pages
from framing.validity.sets import find_set, read_lines

__all__ = ["measure"]

_OURS = "html"


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the reading of web pages: precision, recall and F1 of 4-word shingles, mean over pages.

    Parameters
    ----------
    folder
        Folder of the marked sets; by default the one that ``FRAMING_DATA`` names.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part`` (seen or unseen half, by host name), ``measure``, ``value``, ``low`` and
        ``high`` (95 % bootstrap over pages), ``n`` (pages). "html" is the kit's reading, its lines of letter
        ``p`` and ``h``; beside it stand trafilatura alone, with comments left out, as it is set ("html, trafilatura")
        and set to precision as the kit sets it ("html, trafilatura for precision"), and every line of the page
        ("html, all lines"). "pages under .9" is a share of the pages.

    References
    ----------
    Article Extraction Benchmark, Scrapinghub (2020), https://github.com/scrapinghub/article-extraction-benchmark
    """
    rows = read_lines(find_set(SET, folder))
    texts = [_read(row["html"]) for row in rows]
    found = [row for name in texts[0] for row in score_pages(name, [text[name] for text in texts], rows)]
    return pd.DataFrame(found, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _read(html: str) -> dict[str, str]:
    """Give the article of a page as each way of reading finds it."""
    from trafilatura import extract

    page = read_web_page(html.encode("utf-8-sig", "replace"), CorpusFile(Path("page.html"), "page.html"))
    lines = [line for line in page.text.split("\n") if line]
    ours = [line for line, letter in zip(lines, page.layout or "", strict=True) if letter in "ph"]
    return {
        _OURS: "\n".join(ours),
        f"{_OURS}, trafilatura": extract(html, include_comments=False) or "",
        f"{_OURS}, trafilatura for precision": extract(html, include_comments=False, favor_precision=True) or "",
        f"{_OURS}, all lines": "\n".join(lines),
    }
