"""The life of claims over days: which mention asserted, questioned, doubted, denied or confirmed them, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import list_values, need_columns
from framing.figures.dates import choose_dates
from framing.figures.theme import BAND, LINE, clean, count, cut, style_values, theme, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.figures.sheet import Legend

__all__ = ["plot_claims"]

_NEEDED = ("claim", "article_id", "outlet", "date", "polarity", "passage")
_STEP = 0.12  # inches between two polarities of one day
_AREA = (26.0, 90.0)  # points²: a single mention, the most on one day
_LABEL = (44, 3)  # characters and lines of a row's name
_SPARE = {"P": 1.5, "^": 1.35, "D": 0.85}  # shapes that look smaller or larger than a circle of their area
_SMALL = 7  # points: the type of a passage


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is drawn: dated mentions with their row, the names of the rows, and what the caption says."""

    mentions: pd.DataFrame
    names: list[str]
    kinds: list[str]
    said: list[str]

    @property
    def pitch(self) -> float:
        """Inches from one row to the next."""
        lines = max(name.count("\n") + 1 for name in self.names)
        crowd = int(self.mentions.groupby(["row", "day"])["polarity"].nunique().max())
        return max(0.125 * lines + 0.1, _STEP * crowd + 0.12)


def plot_claims(claims: pd.DataFrame, *, claim: str | None = None, most: int = 10, title: str = "") -> Figure:
    """Draw mentions of claims over time, told apart by what each does with the claim.

    One row a claim, or, for one claim, one row an outlet. Unit: mentions a day. The area of a mark grows with their
    number; marks of one day with different polarities stand below one another.

    Parameters
    ----------
    claims
        Table of ``find_claims``.
    claim
        Key of the claim to be drawn outlet by outlet; also where the table holds but one.
    most
        How many claims are drawn, or outlets of one claim: those in most articles, then with most mentions.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Shown by a notebook, saved by ``figure.savefig``. Claims are named by the passage of their first mention and
        ordered by its date. Mentions without a date or a polarity are not drawn; the caption counts them.

    Raises
    ------
    EstimateError
        The table has no rows or not the columns of ``find_claims``, no mention is dated, ``claim`` is not among the
        claims, or ``most`` is below 1.

    Notes
    -----
    It shows what was found in these texts: an empty stretch is a time without mentions here, not a time without doubt.

    Examples
    --------
    >>> import pandas as pd
    >>> claims = pd.DataFrame({"claim": "a", "article_id": ["a", "b"], "outlet": ["Echo", "Post"],
    ...     "date": pd.to_datetime(["2021-03-01", "2021-03-03"]), "polarity": ["asserted", "denied"],
    ...     "passage": ["Rumours spread.", "He denied them."]})
    >>> [label.get_text() for label in plot_claims(claims).axes[0].get_yticklabels()]
    ['Echo (1 mention)', 'Post (1 mention)']
    """
    need_columns(claims, _NEEDED)
    rows = _choose_rows(claims, claim=claim, most=most)
    with theme():
        from framing.figures.sheet import open_sheet

        height = rows.pitch * len(rows.names) + 0.55
        legend = _make_legend(rows.kinds)
        sheet, (axes,) = open_sheet(height=height, title=title, caption=" ".join(rows.said), legend=legend)
        _draw_mentions(axes, rows)
        _set_axes(axes, rows)
        sheet.settle()
    return sheet


def _choose_rows(claims: pd.DataFrame, *, claim: str | None, most: int) -> _Rows:
    """Choose the claims, or the outlets of one, that are drawn, and say what is left out."""
    known = sorted(set(claims["claim"].tolist()))
    if most < 1 or (claim is not None and claim not in known):
        raise EstimateError(
            "there is no such claim" if most >= 1 else "most= must be 1 or more",
            found=f"claim={claim!r}, most={most!r}, {count(len(known), 'claim')}",
            do='choose a key of the column "claim", such as summarise_claims(claims)["claim"].iloc[0]',
        )
    single = claim is not None or len(known) == 1
    chosen = claims[claims["claim"] == claim] if claim is not None else claims
    dated = chosen[chosen["date"].notna() & chosen["polarity"].notna()]
    if dated.empty:
        raise EstimateError(
            "there is nothing to draw",
            found=f"{count(len(chosen), 'mention')}, none with date and polarity",
            do="look at the columns date and polarity",
        )
    by = dated["outlet"].map(clean) if single else dated["claim"]
    keys = _rank(dated, by)
    dated = dated.assign(key=by)[by.isin(keys[:most])]
    dated = dated.assign(day=pd.to_datetime(dated["date"]).dt.normalize())
    first = dated.sort_values(["day", "article_id"], kind="stable").drop_duplicates("key")["key"].tolist()
    dated = dated.assign(row=dated["key"].map({key: place for place, key in enumerate(first)}))
    names = [_name_row(dated[dated["key"] == key], single=single) for key in first]
    everyone = chosen["outlet"].map(clean) if single else chosen["claim"]
    said = _say(chosen[everyone.isin(first)], dated, single=single, hidden=everyone.nunique() - len(first))
    return _Rows(dated, names, [str(kind) for kind in list_values(dated["polarity"])], said)


def _rank(dated: pd.DataFrame, by: pd.Series) -> list[str]:
    """Order claims or outlets by how many articles, then how many mentions they have, then by name."""
    grouped = dated.groupby(by.to_numpy())["article_id"].agg(["nunique", "size"]).rename_axis("key").reset_index()
    return grouped.sort_values(["nunique", "size", "key"], ascending=[False, False, True])["key"].tolist()


def _name_row(mentions: pd.DataFrame, *, single: bool) -> str:
    """Name a row: the outlet, or the passage of a claim's first mention; and how many mentions it has."""
    number = count(len(mentions), "mention")
    width, lines = _LABEL
    if single:
        return wrap(f"{cut(clean(mentions['outlet'].iloc[0]), 60)} ({number})", width, lines=lines)
    passage = _take_first(mentions)
    said = f"{number} in {count(mentions['article_id'].nunique(), 'article')}"
    return f"{wrap(passage, width, lines=lines)}\n({said})"


def _take_first(mentions: pd.DataFrame) -> str:
    """Passage of the first mention: by date, then article, then place."""
    known = [name for name in ("date", "article_id", "start", "passage") if name in mentions.columns]
    return clean(mentions.sort_values(known, kind="stable")["passage"].iloc[0])


def _say(chosen: pd.DataFrame, dated: pd.DataFrame, *, single: bool, hidden: int) -> list[str]:
    """Say in the caption what a mark is and what is not shown."""
    largest = int(dated.groupby(["row", "day", "polarity"]).size().max())
    area = f"; its area grows with their number, here from 1 to {largest}" if largest > 1 else ""
    said = [f"A mark: the mentions of one day and kind{area}."]
    if single:
        passage = wrap(_take_first(chosen), 160, lines=1)
        said.append(f"The claim as first mentioned: “{passage}”")
    else:
        said.append("Claims are named by their first mention. Counts, without intervals.")
    undated = int(chosen["date"].isna().sum())
    unknown = int((chosen["date"].notna() & chosen["polarity"].isna()).sum())
    kind = "outlet" if single else "claim"
    left = [
        (undated, count(undated, "undated mention")),
        (unknown, f"{count(unknown, 'mention')} whose polarity is not given"),
        (hidden, count(hidden, f"further {kind}")),
    ]
    if any(number for number, _ in left):
        said.append(f"Not shown: {', '.join(text for number, text in left if number)}.")
    return said


def _make_legend(kinds: list[str]) -> Legend:
    """Colour and shape of each polarity."""
    from matplotlib.lines import Line2D

    from framing.figures.sheet import Legend

    handles = [
        Line2D([], [], color=colour, marker=marker, markersize=5, linestyle="none", label=kind)
        for kind, (colour, marker) in style_values(kinds).items()
    ]
    return Legend(title="polarity", handles=list(handles))


def _draw_mentions(axes: Axes, rows: _Rows) -> None:
    """Draw a line from first to last mention of each row, and a mark a day and polarity."""
    marks = rows.mentions.groupby(["row", "day", "polarity"], as_index=False).size()
    marks["place"] = pd.Categorical(marks["polarity"], rows.kinds).codes
    marks = marks.sort_values(["row", "day", "place"])
    together = marks.groupby(["row", "day"])["place"]
    shift = together.cumcount() - (together.transform("size") - 1) / 2
    marks["at"] = marks["row"] + shift * _STEP / rows.pitch
    for row in range(len(rows.names)):
        days = marks.loc[marks["row"] == row, "day"].to_numpy()
        axes.plot(days, np.full(len(days), row), color=LINE, linewidth=0.9, zorder=1)
    low, high = _AREA
    marks["area"] = low + (high - low) * (marks["size"] - 1) / max(int(marks["size"].max()) - 1, 1)
    for kind, (colour, marker) in style_values(rows.kinds).items():
        of_kind = marks[marks["polarity"] == kind]
        axes.scatter(
            of_kind["day"].to_numpy(),
            of_kind["at"].to_numpy(),
            s=of_kind["area"].to_numpy() * _SPARE.get(marker, 1.0),
            marker=marker,
            facecolors=colour,
            edgecolors="white",
            linewidths=0.4,
            clip_on=False,
            zorder=3,
        )


def _set_axes(axes: Axes, rows: _Rows) -> None:
    """Name rows and dates; bands lead the eye from a name to its marks."""
    from matplotlib.dates import date2num

    days = rows.mentions["day"]
    ticks, names = choose_dates(days, period=pd.Timedelta(days=1))
    axes.set_xticks([date2num(day) for day in ticks], names)  # type: ignore[no-untyped-call]
    begin, end = (float(date2num(day)) for day in (days.min(), days.max()))  # type: ignore[no-untyped-call]
    room = max(0.03 * (end - begin), 0.5)
    axes.set_xlim(begin - room, end + room)
    low, high = -0.5, len(rows.names) - 0.5
    axes.set_ylim(high, low)
    axes.set_yticks(np.arange(len(rows.names)), rows.names, fontsize=_SMALL)
    axes.tick_params(axis="y", length=0)
    for row in range(1, len(rows.names), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=BAND, linewidth=0, zorder=0)
    axes.grid(visible=True, axis="x")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
