"""The page of the certificate: what the appendix of a paper says of how its corpus came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from framing.formats.harvest import REASONS
from framing.formats.page_lines import LETTERS

__all__ = ["FIGURE", "count_noun", "sum_up", "write_page"]

FIGURE = "certificate.png"
"""The figure beside the page, shown on it where it is there."""

_ROWS = 12  # of each table on the page
_EXAMPLE = 60
_SHOWN = 8  # names in a sentence
_NOTES = 3
_LAYOUTS = {"page": "one article a file"}


def write_page(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    doubts: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    figure: bool,
) -> Iterator[str]:
    """Write the page, paragraph by paragraph, in Markdown.

    Parameters
    ----------
    articles, sources, doubts, outlets
        The documented tables of the corpus.
    figure
        Whether the figure lies beside the page.
    """
    yield "# How the corpus came in"
    yield " ".join(f"{sentence}." for sentence in sum_up(articles, sources, doubts))
    if figure:
        yield f"![Articles by layout of their files, and doubts by reason]({FIGURE})"
    if len(sources):
        yield "## Files"
        yield _table(_by_layout(sources))
    lost = doubts[~doubts["kept"]]
    yield "## Not in the corpus"
    yield _table(_by_reason(lost)) if len(lost) else "Nothing that was announced or found is missing."
    named = lost[lost["position"].notna()]
    if len(named):
        yield _table(_by_name(named))
    yield "## In the corpus, and doubtful"
    kept = doubts[doubts["kept"]]
    yield _table(_by_reason(kept)) if len(kept) else "Nothing was found doubtful."
    yield "## Dates and outlets"
    yield " ".join(_describe_dates(articles))
    yield " ".join(_describe_outlets(outlets))
    yield "## About this page"
    yield " ".join(_describe_making(articles))


def sum_up(articles: pd.DataFrame, sources: pd.DataFrame, doubts: pd.DataFrame) -> Iterator[str]:
    """Say in a few sentences how much came in, and what speaks against its being all."""
    read, refused = sources[sources["reason"].isna()], sources[sources["reason"].notna()]
    filled = int((articles["text"].str.strip() != "").sum())
    said = f"{count_noun(len(articles), 'article')}"
    said += f" from {count_noun(read['source_file'].nunique(), 'file')}" if len(sources) else ""
    said += f", {filled:,} of them with a text" if filled < len(articles) else ""
    yield said + (f"; {count_noun(len(refused), 'file')} not read" if len(refused) else "")
    told = sources[sources["announced"].notna()]
    if len(told):
        announced, found, missing = (int(told[name].sum()) for name in ("announced", "read", "missing"))
        share = f" ({found / announced:.1%})" if announced else ""
        verb = "announces" if len(told) == 1 else "announce"
        yield (
            f"{count_noun(len(told), 'file')} {verb} {count_noun(announced, 'article')}: "
            f"{found:,} read{share}, {missing:,} missing"
        )
    elif len(sources):
        yield "No file announces how many articles it holds: completeness cannot be checked"
    wrong = doubts[doubts["reason"] == "count wrong"]
    for file, note in zip(wrong["source_file"].head(_NOTES), wrong["note"].head(_NOTES), strict=True):
        yield f"{file}: {note}"
    if len(wrong) > _NOTES:
        yield f"{len(wrong) - _NOTES:,} further such differences"
    pages = _count_furnished(articles)
    if pages:
        yield f"{count_noun(pages, 'web page')} with menus and the like still in the text: clean before counting"
    for note in articles.attrs.get("reading", []):
        yield f"{note['item']}: {note['note'] or note['value']}"


def count_noun(number: int, noun: str) -> str:
    """Count things whose plural takes an s.

    Examples
    --------
    >>> count_noun(1, "file"), count_noun(1200, "file")
    ('1 file', '1,200 files')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _count_furnished(articles: pd.DataFrame) -> int:
    """Count the articles whose text still holds lines that their web page marks as not the article's."""
    if "layout" not in articles.columns:
        return 0
    marked = {letter for letter, reason in LETTERS.items() if reason}
    return sum(bool(marked.intersection(layout)) for layout in articles["layout"].dropna().tolist())


def _by_layout(sources: pd.DataFrame) -> pd.DataFrame:
    """Count files and articles by layout: those announced, and those of files that announce no number."""
    rows = []
    read = sources[sources["reason"].isna()]
    for layout, files in read.assign(layout=read["layout"].fillna("unknown")).groupby("layout", sort=True):
        told = files[files["announced"].notna()]
        sums = [f"{int(told[name].sum()):,}" if len(told) else "–" for name in ("announced", "read", "missing")]
        rest = int(files["read"].sum() - told["read"].sum())
        name = _LAYOUTS.get(str(layout), str(layout))
        rows.append((name, f"{files['source_file'].nunique():,}", *sums, f"{rest:,}" if rest else "–"))
    return pd.DataFrame(
        rows, columns=["layout", "files", "articles announced", "of these read", "missing", "read without a number"]
    )


def _by_reason(doubts: pd.DataFrame) -> pd.DataFrame:
    """Count articles and whole files by reason; what does not fit on the page is named all the same."""
    rows = []
    whole = doubts["position"].isna() & doubts["article_id"].isna()
    for reason, found in doubts.groupby("reason", sort=True):
        names = [name for name in found["name"].fillna("").tolist() if name.strip()]
        example = _shorten((names or found["source_file"].dropna().tolist() or [""])[0])
        files = int(whole[found.index].sum())
        rows.append((reason, len(found) - files, files, REASONS.get(str(reason), ""), example))
    rows.sort(key=lambda row: (-row[1] - row[2], row[0]))
    shown = [(reason, _number(n), _number(files), means, example) for reason, n, files, means, example in rows[:_ROWS]]
    if len(rows) > _ROWS:
        rest = ", ".join(f"{reason} {n + files:,}" for reason, n, files, _, _ in rows[_ROWS:])
        shown.append(("others", "", "", rest, ""))
    return pd.DataFrame(shown, columns=["reason", "articles", "files", "what it means", "first example"])


def _by_name(lost: pd.DataFrame) -> pd.DataFrame:
    """Name the articles that a file announces or holds and that are not in the corpus, as far as the page goes."""
    named = lost.head(_ROWS)[["source_file", "position", "name", "reason"]].itertuples(index=False, name=None)
    rows = [(file, f"{position:,}", _shorten(name), reason) for file, position, name, reason in named]
    if len(lost) > _ROWS:
        rows.append((f"and {len(lost) - _ROWS:,} more, in doubts.csv", "", "", ""))
    return pd.DataFrame(rows, columns=["file", "number in it", "title", "reason"])


def _describe_dates(articles: pd.DataFrame) -> Iterator[str]:
    dates = articles["date"]
    if dates.notna().any():
        yield f"The articles are dated {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d};"
        yield f"{int(dates.isna().sum()):,} of {len(dates):,} have no day."
    else:
        yield "No article has a day."
    undated = dates.isna().groupby(articles["outlet"].to_numpy()).agg(["sum", "size"])
    whole = undated[undated["sum"] == undated["size"]]
    if len(whole) and dates.notna().any():
        yield f"Outlets without a single date, which drop out of every trend: {_listed(whole.index.tolist())}."


def _describe_outlets(outlets: pd.DataFrame) -> Iterator[str]:
    names = outlets["outlet"].nunique()
    if not names:
        yield "No article names its outlet."
        return
    yield f"{count_noun(names, 'outlet')} under {count_noun(len(outlets), 'spelling')}."
    unsure = outlets[outlets["rule"] == "alike: check"]
    if len(unsure):
        pairs = zip(unsure["outlet_raw"].tolist(), unsure["alike"].tolist(), strict=True)
        yield f"Left apart, though alike: {_listed([f'{name} ({alike})' for name, alike in pairs])}."


def _describe_making(articles: pd.DataFrame) -> Iterator[str]:
    try:
        made = version("framing")
    except PackageNotFoundError:
        made = "(version not known)"
    texts = hashlib.sha256("\n".join(sorted(articles["text_hash"].dropna())).encode()).hexdigest()[:16]
    yield f"Made with framing {made}; fingerprint of all texts {texts}."
    yield (
        "`sources.csv`, `doubts.csv` and `outlets.csv` beside this page hold every file with its sha256, every doubt "
        "and every spelling. What the databases left out, or the search did not ask for, no import can see."
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(sorted(names)[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"


def _number(number: int) -> str:
    return f"{number:,}" if number else ""


def _shorten(name: object) -> str:
    said = " ".join(name.split()) if isinstance(name, str) else ""
    return said if len(said) <= _EXAMPLE else f"{said[: _EXAMPLE - 1].rstrip()}…"


def _table(rows: pd.DataFrame) -> str:
    """Write a frame of text as a Markdown table."""
    cells = [list(rows.columns), ["---"] * rows.shape[1], *rows.to_numpy().tolist()]
    return "\n".join("| " + " | ".join(_escape(cell) for cell in row) + " |" for row in cells)


def _escape(cell: object) -> str:
    return " ".join(str(cell).split()).replace("\\", "\\\\").replace("|", "\\|")
