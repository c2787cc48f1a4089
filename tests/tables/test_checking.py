"""Every documented table is accepted as documented, and refused with the line that mends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from framing.errors import TableError
from framing.tables import TABLES, Column, check_spans, check_table

Articles = Callable[..., pd.DataFrame]

VALUES: dict[str, Any] = {"text": "x", "integer": 1, "number": 0.5, "date": pd.Timestamp("2024-05-09"), "flag": True}
OTHER_KIND: dict[str, Any] = {"text": 7, "integer": 1.5, "number": "1", "date": "2024-05-09", "flag": "yes"}
COLUMNS = [(kind, column) for kind, table in TABLES.items() for column in table.columns]
IDS = [f"{kind}.{column.name}" for kind, column in COLUMNS]


def make(kind: str) -> pd.DataFrame:
    """Make the smallest frame with all the columns of a table."""
    spec = TABLES[kind]
    table = pd.DataFrame(
        {column.name: [column.choices[0] if column.choices else VALUES[column.kind]] for column in spec.columns}
    )
    return table if spec.index is None else table.set_axis(pd.Index(["i"], name=spec.index))


def error_of(kind: str, table: pd.DataFrame) -> TableError:
    with pytest.raises(TableError) as caught:
        check_table(kind, table)
    assert caught.value.what in str(caught.value)
    assert caught.value.found
    assert caught.value.do
    return caught.value


def test_the_tables_of_the_plan_are_there() -> None:
    assert {"articles", "chrome", "segments", "quotations", "matches", "words", "estimates"} <= set(TABLES)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_as_documented_is_given_back(kind: str) -> None:
    table = make(kind).assign(a_column_of_my_own=1)
    before = table.copy()
    assert check_table(kind, table) is table
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_without_rows_is_given_back(kind: str) -> None:
    table = make(kind).iloc[:0]
    assert check_table(kind, table) is table


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=IDS)
def test_a_column_may_be_left_out_where_it_is_optional(kind: str, column: Column) -> None:
    table = make(kind).drop(columns=column.name)
    if not column.required:
        assert check_table(kind, table) is table
        return
    error = error_of(kind, table)
    assert repr(column.name) in error.what
    assert column.means in error.what
    assert ", ".join(table.columns) in error.found
    mended = table.assign(mine=make(kind)[column.name])
    check_table(kind, run(error.do.replace("<your column>", "mine"), kind, mended))


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=IDS)
def test_a_value_may_be_missing_where_the_table_says_so(kind: str, column: Column) -> None:
    table = pd.concat([make(kind), make(kind).set_axis(["j"]).rename_axis(make(kind).index.name)])
    gap = table[column.name].astype(object).where([True, False], None)
    table = table.assign(
        **{column.name: gap.convert_dtypes() if column.kind in ("integer", "flag") else gap.infer_objects()}
    )
    if column.missing:
        assert check_table(kind, table) is table
        return
    error = error_of(kind, table)
    assert f"{kind}.{column.name}" in error.what
    assert "1 of 2" in error.found
    check_table(kind, run(error.do, kind, table))


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=IDS)
def test_values_of_another_kind_are_refused(kind: str, column: Column) -> None:
    table = make(kind).assign(**{column.name: [OTHER_KIND[column.kind]]})
    error = error_of(kind, table)
    assert f"{kind}.{column.name} must hold {column.kind}s" in error.what
    if column.choices or column.kind == "flag":
        return
    check_table(kind, run(error.do, kind, table))


@pytest.mark.parametrize(
    ("kind", "column"),
    [(kind, column) for kind, column in COLUMNS if column.choices],
    ids=lambda value: str(value)[:20],
)
def test_only_the_listed_values_are_accepted(kind: str, column: Column) -> None:
    for choice in column.choices:
        check_table(kind, make(kind).assign(**{column.name: [choice]}))
    error = error_of(kind, make(kind).assign(**{column.name: ["elsewhere"]}))
    assert ", ".join(column.choices) in error.what
    assert "elsewhere" in error.found


def run(line: str, kind: str, table: pd.DataFrame) -> pd.DataFrame:
    """Do what the error says."""
    names = {kind: table.copy(), "pd": pd}
    exec(line, names)  # noqa: S102
    return names[kind]


@pytest.mark.parametrize("kind", [kind for kind, spec in TABLES.items() if spec.index])
@pytest.mark.parametrize("fault", ["unnamed", "a column", "numbers", "repeated"])
def test_the_index_is_checked(kind: str, fault: str) -> None:
    table, name = make(kind), str(TABLES[kind].index)
    wrong = {
        "unnamed": table.rename_axis(None),
        "a column": table.reset_index(),
        "numbers": table.set_axis(pd.Index([7], name=name)),
        "repeated": pd.concat([table, table]),
    }[fault]
    error = error_of(kind, wrong)
    assert name in error.what
    check_table(kind, run(error.do.split(", or")[0], kind, wrong))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (5, 4)])
@pytest.mark.parametrize("kind", [kind for kind in TABLES if "start" in TABLES[kind].required])
def test_offsets_are_in_order(kind: str, start: int, end: int) -> None:
    error = error_of(kind, make(kind).assign(start=start, end=end))
    assert "0 ≤ start ≤ end" in error.what
    assert str([start, end]) in error.found


def test_a_column_that_is_there_twice_is_refused() -> None:
    table = make("words")
    error = error_of("words", pd.concat([table, table[["voice"]]], axis=1))
    assert "more than once" in error.what
    assert "2 columns" in error.found


def test_unknown_tables_and_other_things_are_refused() -> None:
    assert "articles" in error_of("article", make("articles")).do
    assert "list" in error_of("articles", [1]).found  # type: ignore[arg-type]


def test_spans_are_checked_against_the_articles(make_articles: Articles) -> None:
    articles = make_articles("It may rain.", titles=["Rain?"])
    spans = make("matches").assign(article_id="a", part="text", start=3, end=12)
    assert check_spans("matches", spans, articles) is spans
    with pytest.raises(TableError, match=r"runs past the end of articles\.text; found: 1 spans, first in 'a'"):
        check_spans("matches", spans.assign(end=13), articles)
    with pytest.raises(TableError, match=r"runs past the end of articles\.title"):
        check_spans("matches", spans.assign(part="title"), articles)
    with pytest.raises(TableError, match="names articles that are not in `articles`; found: 1 rows, first 'z'"):
        check_spans("matches", spans.assign(article_id="z"), articles)


def test_a_missing_title_has_no_characters(make_articles: Articles) -> None:
    spans = make("matches").assign(article_id="a", part="title", start=0, end=1)
    with pytest.raises(TableError, match="runs past the end"):
        check_spans("matches", spans, make_articles("It may rain."))


def test_chrome_points_into_the_text(make_articles: Articles) -> None:
    chrome = make("chrome").assign(article_id="a", start=0, end=3)
    assert check_spans("chrome", chrome, make_articles("It may rain.")) is chrome
    with pytest.raises(TableError):
        check_spans("chrome", chrome.assign(end=99), make_articles("It may rain."))
