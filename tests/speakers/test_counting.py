"""The table of speakers: what it counts, and how a corrected one is given back."""

from __future__ import annotations

import math
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import TableError
from framing.speakers.counting import assign_speaker_types, count_speakers
from framing.tables import SPEAKER_TYPES, check_table

COLUMNS = ["quotation_id", "article_id", "speaker", "speaker_type", "speaker_role", "anonymous"]
ROWS = [
    ("a1", "a", "Ivo Marsh", "politics", "senator", False),
    ("a1", "a", "Ivo Marsh", "politics", "senator", False),
    ("a2", "a", "Ivo Marsh", "politics", "Sen", False),
    ("b1", "b", "Ivo Marsh", "business", "owner", False),
    ("c1", "c", "Ivo Marsh", None, None, False),
    ("b2", "b", "officials", "government", "officials", True),
    ("c2", "c", "officials", "government", "officials", True),
    ("c3", "c", "Ana Petrov", None, None, False),
    ("c4", "c", None, None, None, None),
]


def make_quotations(rows=ROWS):
    table = pd.DataFrame(rows, columns=COLUMNS).assign(part="text", start=0, end=9, kind="direct", rule="cue after")
    text = ["quotation_id", "article_id", "speaker", "speaker_type", "speaker_role"]
    return table.astype(dict.fromkeys(text, "str") | {"anonymous": "boolean"})


def test_a_row_a_speaker():
    speakers = count_speakers(make_quotations())
    assert list(speakers.columns) == [
        *("speaker", "speaker_type", "speaker_role", "anonymous", "n_articles", "n_quotations", "agreement")
    ]
    assert speakers["speaker"].tolist() == ["Ivo Marsh", "officials", "Ana Petrov"]
    assert speakers["n_quotations"].tolist() == [4, 2, 1]
    assert speakers["n_articles"].tolist() == [3, 2, 1]
    assert speakers["anonymous"].tolist() == [False, True, False]


def test_ties_go_by_the_order_of_types_and_of_the_alphabet():
    marsh = count_speakers(make_quotations()).iloc[0]
    assert SPEAKER_TYPES.index("politics") < SPEAKER_TYPES.index("business")
    assert (marsh["speaker_type"], marsh["speaker_role"]) == ("politics", "Sen")


def test_agreement_is_the_share_of_the_articles_with_a_type():
    speakers = count_speakers(make_quotations()).set_index("speaker")["agreement"]
    assert speakers["Ivo Marsh"] == 0.5
    assert speakers["officials"] == 1
    assert math.isnan(speakers["Ana Petrov"])


def test_an_unknown_type_stays_missing():
    speakers = count_speakers(make_quotations()).set_index("speaker")
    assert pd.isna(speakers.loc["Ana Petrov", "speaker_type"])
    assert pd.isna(speakers.loc["Ana Petrov", "speaker_role"])


def test_no_speakers_no_rows():
    none = count_speakers(make_quotations(ROWS[-1:]))
    assert none.empty
    assert count_speakers(make_quotations([])).columns.tolist() == none.columns.tolist()


@settings(max_examples=20, deadline=None)
@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_nothing(rows):
    pd.testing.assert_frame_equal(count_speakers(make_quotations(rows)), count_speakers(make_quotations()))


def test_a_corrected_table_is_given_back():
    quotations = make_quotations()
    speakers = pd.DataFrame({"speaker": ["Ivo Marsh", "Ana Petrov"], "speaker_type": ["expert", "citizen"]})
    assigned = assign_speaker_types(quotations, speakers)
    assert assigned["speaker_type"].tolist()[:8] == ["expert"] * 5 + ["government"] * 2 + ["citizen"]
    assert pd.isna(assigned["speaker_type"].iloc[8])
    pd.testing.assert_series_equal(assigned["anonymous"], quotations["anonymous"])
    pd.testing.assert_frame_equal(quotations, make_quotations())
    check_table("quotations", assigned)


def test_the_table_survives_a_spreadsheet():
    quotations = make_quotations()
    csv = count_speakers(quotations).assign(anonymous=["no", "TRUE", ""]).to_csv(index=False)
    for keep in (True, False):
        assigned = assign_speaker_types(quotations, pd.read_csv(StringIO(csv), keep_default_na=keep))
        assert assigned["speaker_type"].tolist()[:7] == ["politics"] * 5 + ["government"] * 2
        assert pd.isna(assigned["speaker_type"].iloc[7])
        assert assigned["anonymous"].tolist()[:7] == [False] * 5 + [True] * 2
        assert assigned["anonymous"].isna().tolist()[7:] == [True, True]


def test_quotations_without_a_type_get_one():
    bare = make_quotations().drop(columns=["speaker_type", "speaker_role", "anonymous"])
    speakers = pd.DataFrame({"speaker": ["officials"], "speaker_type": ["security"], "anonymous": [True]})
    assigned = assign_speaker_types(bare, speakers)
    assert assigned["speaker_type"].notna().tolist() == (bare["speaker"] == "officials").tolist()
    assert assigned["anonymous"].sum() == 2


@pytest.mark.parametrize(
    ("speakers", "message"),
    [
        ({"speaker": ["A"], "speaker_type": ["church"]}, "unknown; found: 'church'; .*one of government, politics"),
        ({"speaker": ["A"]}, "no column 'speaker_type'; found: columns: speaker"),
        ({"name": ["A"]}, "no column 'speaker', 'speaker_type'"),
        ({"speaker": ["A", "A"], "speaker_type": ["expert", "media"]}, "twice; found: 'A'"),
        ({"speaker": ["A", None], "speaker_type": ["expert", "media"]}, "names nobody; found: 1 rows"),
        ({"speaker": ["A"], "speaker_type": ["expert"], "anonymous": ["perhaps"]}, "yes or no; found: 'perhaps'"),
    ],
)
def test_a_wrong_table_is_refused(speakers, message):
    with pytest.raises(TableError, match=message):
        assign_speaker_types(make_quotations(), pd.DataFrame(speakers))


def test_no_table_is_refused():
    with pytest.raises(TableError, match="must be a DataFrame; found: dict"):
        assign_speaker_types(make_quotations(), {"Ivo Marsh": "expert"})


def test_quotations_that_describe_nobody_are_refused():
    with pytest.raises(TableError, match="no column 'speaker_role', 'anonymous'"):
        count_speakers(make_quotations().drop(columns=["speaker_role", "anonymous"]))
