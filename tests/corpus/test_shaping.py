"""Shaping: which cells become which columns, and what they hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.shaping import OWN, list_texts, shape_rows, shape_sheet
from framing.errors import CorpusError
from framing.formats.files import CorpusFile
from framing.formats.mending import Note
from framing.formats.sheets import Sheet

CELLS = st.none() | st.text(max_size=5) | st.integers(-9, 9) | st.floats(allow_nan=False) | st.booleans()


def sheet(cells: dict[str, list[object]], *, typed: bool = True, **of_file: object) -> Sheet:
    file = CorpusFile(Path("a.csv"), "in/a.csv", **of_file)  # type: ignore[arg-type]
    return Sheet("in/a.csv", dict(cells), file, typed)


def shape(cells: dict[str, list[object]], **more: object) -> pd.DataFrame:
    return shape_sheet(sheet(cells, **more), None, [])  # type: ignore[arg-type]


def test_usual_names_become_those_of_articles_and_the_rest_stays() -> None:
    frame = shape({"Body": ["It rained.", None], "Headline": [" Rain ", ""], "id": [7.0, "b"], "n": [1, 2]})
    assert frame["text"].tolist() == ["It rained.", ""]
    assert frame["title"].fillna("-").tolist() == ["Rain", "-"]
    assert frame["article_id"].tolist() == ["7", "b"]
    assert frame["n"].tolist() == [1, 2]
    assert frame[[*OWN, "source_file"]].to_numpy().tolist() == [["in/a.csv"] * 3] * 2
    assert frame[["outlet", "date", "url"]].isna().all(axis=None)


def test_a_mapping_of_the_file_goes_before_that_for_all() -> None:
    columns: dict[str, list[object]] = {"lead": ["It rained."], "story": ["It poured."]}
    own = shape_sheet(sheet(columns, columns={"lead": "text"}), {"story": "text"}, [])
    assert own["text"].tolist() == ["It rained."]
    everywhere = shape_sheet(sheet(columns), {"story": "text"}, [])
    assert everywhere["text"].tolist() == ["It poured."]


def test_the_outlet_of_the_file_fills_what_is_missing() -> None:
    assert shape({"text": ["a", "b"], "outlet": ["Post", None]}, outlet="Gazette")["outlet"].tolist() == [
        "Post",
        "Gazette",
    ]


def test_a_table_of_a_table_keeps_its_own_files() -> None:
    frame = shape({"text": ["a", "b"], "source_file": ["x.txt", None]})
    assert frame["source_file"].fillna("-").tolist() == ["x.txt", "-"]


def test_dates_stay_as_written_and_codes_keep_their_noughts() -> None:
    columns: dict[str, list[object]] = {
        "text": ["a", "b"],
        "date": ["03/04/2019", pd.Timestamp("2019-03-04")],
        "database_id": ["007", "08"],
    }
    frame = shape(columns, typed=False)
    assert frame["date"].tolist()[0] == "03/04/2019"
    assert frame["date"].tolist()[1].startswith("2019-03-04")
    assert frame["database_id"].tolist() == ["007", "08"]


def test_only_columns_of_files_without_types_may_turn_into_numbers() -> None:
    columns: dict[str, list[object]] = {"text": ["a"], "n": ["7"], "title": ["8"]}
    assert shape(columns, typed=False).attrs["untyped"] == ["n"]
    assert shape(columns).attrs["untyped"] == []
    assert "n" in list_texts(shape(columns))
    assert "n" not in list_texts(shape(columns, typed=False))
    assert "m" not in list_texts(shape({"text": ["a"], "m": [7]}))
    assert "m" not in list_texts(shape({"text": ["a", "b"], "m": [True, None]}))
    assert shape({"text": ["a"], "m": [None]}).attrs["untyped"] == ["m"]  # what it holds, other files say


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ({"url": ["u"], "title": ["Rain"]}, "list of addresses"),
        ({"lead": ["It rained."]}, r"no column holds the text.*lead.*rename it to text"),
        ({"text": ["a"], "date": ["1"], "published": ["2"], "pubdate": ["3"]}, r"more than one column could be 'date'"),
        ({"text": [b"It rained."]}, "holds bytes"),
        ({"text": [{"p": "It rained."}]}, "must be text"),
    ],
)
def test_a_table_that_is_none_of_articles_is_refused(columns: dict[str, list[object]], match: str) -> None:
    with pytest.raises(CorpusError, match=match):
        shape(columns)


def test_rows_of_exports_lie_under_one_another_whatever_they_know() -> None:
    rows: list[dict[str, object]] = [
        {"text": "It rained.", "position": 1, "subjects": "Rain", "_file": "a", "_group": "a"},
        {"text": "It snowed.", "outlet": "Post", "_file": "b", "_group": "b"},
    ]
    frame = shape_rows(rows, [])
    assert frame["text"].tolist() == ["It rained.", "It snowed."]
    assert frame["subjects"].fillna("-").tolist() == ["Rain", "-"]
    assert frame["position"].fillna(0).tolist() == [1, 0]
    assert frame["_file"].tolist() == ["a", "b"]


def test_characters_that_no_text_can_hold_are_replaced_and_counted() -> None:
    notes: list[Note] = []
    frame = shape_rows([{"text": "a\x00\ud800b", "note": "c\x00"}], notes)
    assert frame["text"].tolist() == ["a\ufffd\ufffdb"]
    assert frame["note"].tolist() == ["c\ufffd"]
    assert [note["value"] for note in notes] == [2]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(["text", "title", "date", "n", "_file"]), CELLS, min_size=1), min_size=1)
)
def test_no_row_is_lost_and_text_is_text(rows: list[dict[str, object]]) -> None:
    frame = shape_rows(rows, [])
    assert len(frame) == len(rows)
    assert all(isinstance(text, str) for text in frame["text"])
    for name in ("title", "outlet", "date", "url", "source_file"):
        assert isinstance(frame[name].dtype, pd.StringDtype)
    for row, n in zip(rows, frame["n"] if "n" in frame.columns else [None] * len(rows), strict=True):
        expected = row.get("n")
        missing = expected is None and (n is None or bool(np.isnan(n)))
        assert missing or n == expected or str(n) == str(expected).replace("\x00", "\ufffd")
