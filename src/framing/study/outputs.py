"""Outputs: tables, figures, data and numbers as files whose bytes depend on nothing but their content."""

from __future__ import annotations

import math
import numbers
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import StudyError
from framing.study.files import replacing, write_text
from framing.study.typesetting import typeset_table

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = [
    "check_caption",
    "check_frame",
    "check_number",
    "find_figure",
    "write_data",
    "write_figure",
    "write_table",
]

RESOLUTION = 200
"""Dots per inch of a figure's PNG."""


def check_frame(table: Any, *, name: str) -> pd.DataFrame:
    """Check that an output meant as a table is one."""
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        do = "pass a DataFrame; a Series becomes one with .to_frame()"
        raise StudyError(f"{name!r} must be a DataFrame", found=type(table).__name__, do=do)
    if not table.shape[1]:
        raise StudyError(f"{name!r} has no columns", found=f"{len(table)} rows", do="save a table with a column")
    return table


def write_data(table: pd.DataFrame, path: Path) -> None:
    """Write a frame as Parquet, with its index.

    Raises
    ------
    StudyError
        Where a column holds what Parquet cannot: values of several kinds, or Python objects.
    """
    import pyarrow as pa

    try:
        with replacing(path) as part:
            table.to_parquet(part, engine="pyarrow", compression="zstd", index=True)
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise StudyError(
            f"the table for {path.name} cannot be written as Parquet",
            found=" ".join(str(error).split())[:200],
            do="give every column one kind of value, and text as its name",
        ) from None


def write_table(table: pd.DataFrame, path: Path, *, caption: str, decimals: int = 3) -> None:
    """Write a frame as ``<path>.csv`` with every digit, and as ``<path>.tex`` rounded and narrowed for print.

    The index is written if it has a name or is not just 0, 1, 2 ….
    """
    import pandas as pd

    named = any(level is not None for level in table.index.names)
    plain = isinstance(table.index, pd.RangeIndex) and not named
    with replacing(path.with_suffix(".csv")) as part:
        table.to_csv(part, index=not plain, lineterminator="\n", encoding="utf-8")
    shown = table if plain else _index_as_columns(table)
    text = typeset_table(shown, name=path.name, caption=caption, decimals=decimals)
    write_text(path.with_suffix(".tex"), text)


def _index_as_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Put the index before the columns, even where a column has the same name."""
    import pandas as pd

    names = ["" if name is None else name for name in table.index.names]
    levels = [pd.Series(table.index.get_level_values(i), name=name) for i, name in enumerate(names)]
    flat = table.reset_index(drop=True)
    if flat.columns.nlevels > 1:
        flat.columns = pd.Index([" ".join(map(str, column)).strip() for column in flat.columns.tolist()])
    return pd.concat([*levels, flat], axis=1)


def check_caption(caption: Any) -> str:
    """Check that a table or figure says what it shows."""
    if not isinstance(caption, str) or not caption.strip():
        raise StudyError("a caption must say what is shown", found=repr(caption), do='pass caption="…"')
    return " ".join(caption.split())


def find_figure(drawn: Any) -> Figure:
    """Find the matplotlib figure: itself, or the one that axes or a seaborn grid are drawn on."""
    from matplotlib.figure import Figure

    figure = drawn if isinstance(drawn, Figure) else getattr(drawn, "figure", None)
    if not isinstance(figure, Figure):
        do = "pass a matplotlib figure, its axes, or a seaborn grid"
        raise StudyError("what is to be saved is not a figure", found=type(drawn).__name__, do=do)
    return figure


def write_figure(figure: Figure, path: Path) -> None:
    """Write a figure as ``<path>.png`` (200 dots per inch) and ``<path>.pdf``, without dates or versions.

    Fonts in the PDF are TrueType (type 42), as publishers ask.
    """
    import matplotlib as mpl

    with mpl.rc_context({"pdf.fonttype": 42}):
        with replacing(path.with_suffix(".png")) as part:
            figure.savefig(part, dpi=RESOLUTION, bbox_inches="tight", metadata={"Software": None})
        with replacing(path.with_suffix(".pdf")) as part:
            nameless = {"CreationDate": None, "Creator": None, "Producer": None}
            figure.savefig(part, bbox_inches="tight", metadata=nameless)


def check_number(name: str, value: Any) -> int | float | str | None:
    """Check a number for the text of a paper, and turn numpy's kinds into Python's; NaN becomes null.

    Raises
    ------
    StudyError
        Where the value is neither a number nor text, or is infinite.
    """
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real) and not math.isinf(float(value)):
        return None if math.isnan(float(value)) else float(value)
    raise StudyError(
        f"the number {name!r} must be one finite number or a piece of text",
        found=f"{type(value).__name__} {str(value)[:60]}",
        do="save a table with save_table, or take one value out of it",
    )
