"""The figure of an import: what stands on it is what the two tables say."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from framing.errors import EstimateError, TableError
from framing.figures.account import plot_account


def make_sources(*files: dict[str, object]) -> pd.DataFrame:
    usual: dict[str, object] = dict.fromkeys(("layout", "encoding", "announced", "reason", "note", "sha256"))
    rows = [
        usual | {"source_file": f"{n}.txt", "format": "txt", "read": 1, "bytes": 9} | f for n, f in enumerate(files)
    ]
    table = pd.DataFrame(rows).astype({"announced": "Int64", "read": "Int64", "bytes": "Int64", "source_file": "str"})
    texts = ("layout", "encoding", "reason", "note", "sha256")
    return table.astype(dict.fromkeys(texts, "str")).assign(missing=table["announced"] - table["read"])


def make_doubts(counts: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """Make doubts: of each reason so many that are kept, and so many that are not."""
    rows = [
        (reason, kept) for reason, numbers in counts.items() for kept in (True, False) for _ in range(numbers[not kept])
    ]
    table = pd.DataFrame(rows, columns=["reason", "kept"]).astype({"reason": "str", "kept": "bool"})
    blank = dict.fromkeys(("article_id", "source_file", "name", "note"), pd.Series([None] * len(table), dtype="str"))
    return table.assign(**blank, position=pd.Series([None] * len(table), dtype="Int64"))


SOURCES = make_sources(
    {"layout": "Nexis Uni", "announced": 1200, "read": 1190},
    {"layout": "page", "read": 1},
    {"layout": "page", "read": 1},
    {"layout": "RSS", "announced": 0, "read": 0},
    {"read": 0, "reason": "file empty"},
)
DOUBTS = make_doubts({"short text": (7, 0), "article missing": (0, 3), "end marker missing": (2, 1)})


def texts(figure: Figure) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text) if text.get_text()]


def rows(axes: Axes) -> dict[str, str]:
    """Read the names on the axis, and what is written at the end of their bars."""
    names = [label.get_text() for label in axes.get_yticklabels()]
    return dict(zip(names, [text.get_text() for text in axes.texts], strict=True))


def widths(axes: Axes) -> list[float]:
    return [float(bar.get_width()) for bar in axes.findobj(Rectangle) if bar is not axes.patch]


def caption(figure: Figure) -> str:
    return max(texts(figure), key=len)


def test_bars_are_named_and_counted() -> None:
    figure = plot_account(SOURCES, DOUBTS, title="How it came in")
    left, right = figure.axes
    assert rows(left) == {"Nexis Uni": "1,190 of 1,200", "RSS": "0", "page": "2"}
    assert rows(right) == {"article missing": "3", "end marker missing": "2 of 3", "short text": "7"}
    assert (left.get_xlabel(), right.get_xlabel()) == ("Articles", "Doubts")
    assert sum(widths(left)) == 1190 + 10 + 2
    assert sum(widths(right)) == len(DOUBTS)
    assert "How it came in" in texts(figure)
    assert left.get_ylim()[0] > left.get_ylim()[1]  # the first on top


def test_the_caption_says_what_no_bar_can() -> None:
    said = caption(plot_account(SOURCES, DOUBTS))
    assert "1,192 articles from 4 files." in said
    assert "2 files announced 1,200, of which 10 were not found." in said
    assert "1 file not read." in said
    assert "not shown" not in said


def test_the_legend_names_only_what_is_drawn() -> None:
    def shown(sources: pd.DataFrame, doubts: pd.DataFrame) -> set[str]:
        names = {"read", "read, from files that announce no number", "not in the corpus"}
        return names & set(texts(plot_account(sources, doubts)))

    assert len(shown(SOURCES, DOUBTS)) == 3
    assert shown(make_sources({"layout": "page"}), make_doubts({})) == {"read, from files that announce no number"}


def test_without_a_doubt_or_a_refused_file_there_is_a_figure() -> None:
    figure = plot_account(make_sources({"layout": "page"}, {"layout": None}), make_doubts({}))
    left, right = figure.axes
    assert rows(left) == {"page": "1", "unknown": "1"}
    assert rows(right) == {}
    said = caption(figure)
    assert "No file announces how many articles it holds." in said
    assert "not read" not in said


def test_where_nothing_could_be_read_the_reasons_remain() -> None:
    figure = plot_account(make_sources({"read": 0, "reason": "file empty"}), make_doubts({"file empty": (0, 1)}))
    assert rows(figure.axes[0]) == {}
    assert rows(figure.axes[1]) == {"file empty": "1"}
    assert "0 articles from 0 files." in caption(figure)


def test_the_most_frequent_reasons_are_shown_and_the_others_counted() -> None:
    counts = {f"reason {'abcdefghijklmnopq'[n]}": (n + 1, 0) for n in range(16)} | {"article missing": (0, 1)}
    figure = plot_account(SOURCES, make_doubts(counts))
    shown = list(rows(figure.axes[1]))
    assert shown[:3] == ["article missing", "reason p", "reason o"]
    assert len(shown) == 14
    assert "3 further reasons with fewer doubts not shown." in caption(figure)


def test_the_order_of_rows_does_not_matter_and_the_same_tables_give_the_same_bytes() -> None:
    def save(figure: Figure) -> bytes:
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=40, metadata={"Software": None})
        return file.getvalue()

    first = save(plot_account(SOURCES, DOUBTS))
    assert save(plot_account(SOURCES.iloc[::-1], DOUBTS.iloc[::-1])) == first


@pytest.mark.parametrize(
    ("tables", "error", "match"),
    [
        ((SOURCES.head(0), DOUBTS), EstimateError, "read the corpus from its files"),
        ((SOURCES.drop(columns="read"), DOUBTS), TableError, "read"),
        ((SOURCES, DOUBTS.drop(columns="kept")), TableError, "kept"),
    ],
)
def test_what_cannot_be_drawn_is_refused(tables: tuple[Any, Any], error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        plot_account(*tables)
