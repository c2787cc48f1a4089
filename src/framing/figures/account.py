"""The account of an import as bars: what the files announced and what was read, and what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.errors import EstimateError
from framing.figures.theme import COLOURS, INK, clean, count, theme
from framing.tables import check_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.figures.sheet import Legend

__all__ = ["plot_account"]

_READ, _UNCHECKED, _LOST = COLOURS[0], COLOURS[4], COLOURS[1]
_NAMES = {
    _READ: "read",
    _UNCHECKED: "read, from files that announce no number",
    _LOST: "not in the corpus",
}
_DOUBTS = 14
_ROW = 0.19  # inches


def plot_account(sources: pd.DataFrame, doubts: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw how a corpus came in: articles by the layout of their files, and doubts by reason.

    Unit: articles on the left; on the right doubts, of which an article may have several. What the files announce
    and was not found is marked; files that could not be read are counted below the figure.

    Parameters
    ----------
    sources
        The table of ``list_sources``.
    doubts
        The table of ``find_doubts``.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        As in ``plot_rates``. The fourteen most frequent reasons are shown, those that cost an article first.

    Raises
    ------
    TableError
        A table is not the documented one.
    EstimateError
        ``sources`` has no rows.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.load_demo()
    >>> figure = plot_account(fr.list_sources(articles), fr.find_doubts(articles))
    >>> [axes.get_xlabel() for axes in figure.axes]
    ['Articles', 'Doubts']
    """
    check_table("sources", sources)
    check_table("doubts", doubts)
    if sources.empty:
        do = "read the corpus from its files: articles that came from a DataFrame have no account"
        raise EstimateError("there is no account to draw", found="no row in sources", do=do)
    layouts, reasons = _by_layout(sources), _by_reason(doubts)
    with theme():
        from framing.figures.sheet import open_sheet

        sheet, (left, right) = open_sheet(
            height=_ROW * max(len(layouts), len(reasons), 3) + 0.55,
            columns=2,
            title=title,
            caption=_describe(sources, doubts, len(reasons)),
            legend=_make_legend(layouts, reasons),
        )
        _draw_bars(left, layouts, label="Articles")
        _draw_bars(right, reasons, label="Doubts")
        sheet.settle()
    return sheet


def _by_layout(sources: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each layout: read and announced, read from files that announce nothing, missing."""
    sources = sources[sources["reason"].isna()]
    told = sources["announced"].notna()
    rows = pd.DataFrame(
        {
            "name": sources["layout"].fillna("unknown"),
            _READ: sources["read"].where(told, 0),
            _UNCHECKED: sources["read"].where(~told, 0),
            _LOST: sources["missing"].fillna(0),
        }
    )
    return rows.groupby("name", sort=True).sum().astype("int64")


def _by_reason(doubts: pd.DataFrame) -> pd.DataFrame:
    """Count the doubts of each reason, those that cost an article first."""
    counts = doubts.assign(lost=~doubts["kept"].astype(bool)).groupby("reason", sort=True)["kept"].agg(["size", "sum"])
    rows = pd.DataFrame({_READ: counts["sum"], _UNCHECKED: 0, _LOST: counts["size"] - counts["sum"]}, dtype="int64")
    rows = rows.assign(total=rows.sum(axis=1)).sort_index(kind="stable")
    rows = rows.sort_values([_LOST, "total"], ascending=False, kind="stable")
    return rows.drop(columns="total").head(_DOUBTS)


def _draw_bars(axes: Axes, rows: pd.DataFrame, *, label: str) -> None:
    places = range(len(rows))
    left = [0] * len(rows)
    for colour in (_READ, _UNCHECKED, _LOST):
        widths = rows[colour].tolist()
        axes.barh(places, widths, left=left, color=colour, height=0.62, hatch="////" if colour == _LOST else None)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    most = max(left, default=1) or 1
    for place, total, lost in zip(places, left, rows[_LOST].tolist(), strict=True):
        said = f"{total - lost:,} of {total:,}" if 0 < lost < total else f"{total:,}"
        axes.text(total + most * 0.015, place, said, va="center", color=INK, size=7)
    axes.set(xlabel=label, xlim=(0, most * 1.25), ylim=(len(rows) - 0.4, -0.6))
    axes.set_yticks(list(places), [clean(str(name)) for name in rows.index])
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.locator_params(axis="x", nbins=4, integer=True)


def _make_legend(layouts: pd.DataFrame, reasons: pd.DataFrame) -> Legend:
    from matplotlib.patches import Patch

    from framing.figures.sheet import Legend

    shown = [colour for colour in _NAMES if layouts[colour].sum() + reasons[colour].sum()]
    hatches = {_LOST: "////"}
    handles = [Patch(facecolor=c, edgecolor="white", hatch=hatches.get(c), label=_NAMES[c]) for c in shown]
    return Legend("Articles", list(handles))


def _describe(sources: pd.DataFrame, doubts: pd.DataFrame, n_reasons: int) -> str:
    told = sources[sources["announced"].notna()]
    said = f"{count(int(sources['read'].sum()), 'article')} from {count(int(sources['reason'].isna().sum()), 'file')}."
    if len(told):
        announced, missing = int(told["announced"].sum()), int(told["missing"].sum())
        said += f" {count(len(told), 'file')} announced {announced:,}, of which {missing:,} were not found."
    else:
        said += " No file announces how many articles it holds."
    refused = int(sources["reason"].notna().sum())
    said += f" {count(refused, 'file')} not read." if refused else ""
    rest = doubts["reason"].nunique() - n_reasons
    return said + (f" {count(rest, 'further reason')} with fewer doubts not shown." if rest > 0 else "")
