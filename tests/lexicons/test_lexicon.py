from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from framing.errors import LexiconError
from framing.lexicons import Lexicon


def test_terms_are_cleaned_and_kept_once() -> None:
    terms = pd.DataFrame({"term": [" a  b ", "a b", "a b"], "category": ["x ", "x", "y"], "code": ["1", "2", "3"]})
    before = terms.copy()
    lexicon = Lexicon("mine", terms)
    assert lexicon.terms.to_numpy().tolist() == [["a b", "x", "1", 1.0, False], ["a b", "y", "3", 1.0, False]]
    assert (len(lexicon), lexicon.categories) == (2, ["x", "y"])
    assert repr(lexicon) == "<Lexicon mine: 2 terms in 2 categories>"
    pd.testing.assert_frame_equal(terms, before)


def test_weights_may_be_left_out() -> None:
    weights = Lexicon("mine", pd.DataFrame({"term": ["a", "b"], "category": "x", "weight": ["-1.5", None]})).terms[
        "weight"
    ]
    assert weights.tolist() == [-1.5, 1.0]


@pytest.mark.parametrize(
    ("cased", "expected"),
    [
        (["true", " Yes", "1", "TRUE"], [True] * 4),
        (["false", "no", "0", ""], [False] * 4),
        ([True, False, None, float("nan")], [True, False, False, False]),
        ([1, 0, 1, 0], [True, False] * 2),
        ([1.0, 0.0, None, float("nan")], [True, False, False, False]),
        (pd.array([True, None, False, None], "boolean"), [True, False, False, False]),
    ],
)
def test_case_is_told_in_many_ways(cased: Any, expected: list[bool]) -> None:
    terms = Lexicon("mine", pd.DataFrame({"term": list("abcd"), "category": "x", "cased": cased})).terms
    assert terms["cased"].tolist() == expected
    assert terms["cased"].dtype == bool


def test_entries_that_differ_in_case_are_two() -> None:
    terms = pd.DataFrame({"term": ["May", "may", "MAY"], "category": "x", "cased": [True, False, True]})
    assert Lexicon("mine", terms).terms["term"].tolist() == ["May", "may", "MAY"]


@pytest.mark.parametrize("cased", [[True, False, True], [False, True, True]])
def test_of_one_entry_the_one_that_finds_more_is_kept(cased: list[bool]) -> None:
    terms = pd.DataFrame({"term": ["May", "May", "IT"], "category": "x", "cased": cased}, index=[3, 3, 1])
    kept = Lexicon("mine", terms).terms
    assert kept[["term", "cased"]].to_numpy().tolist() == [["May", False], ["IT", True]]
    assert kept.index.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"word": ["a"], "category": ["x"]}, "has no column 'term'; found: columns: word, category"),
        ({"term": ["a"]}, "has no column 'category'"),
        ({"term": [], "category": []}, "is empty"),
        ({"term": ["a", " * "], "category": ["x", "x"]}, "entries without a word; found: 1 of 2"),
        ({"term": ["a", None], "category": ["x", "x"]}, "entries without a word; found: 1 of 2"),
        ({"term": ["a", "b"], "category": ["x", None]}, "entries without a category; found: 1 of 2 entries, first 'b'"),
        ({"term": ["a"], "category": [" "]}, "entries without a category; found: 1 of 1 entries, first 'a'"),
        (
            {"term": ["a"], "category": ["x"], "weight": ["much"]},
            "weights that are not numbers; found: 1, first 'much'",
        ),
        (
            {"term": ["a", "b", "c"], "category": "x", "cased": ["maybe", "yes", "2"]},
            "'mine' has values of cased that are neither true nor false; found: 2, first 'maybe'; to mend it: write",
        ),
        ({"term": ["a"], "category": ["x"], "cased": [2]}, "neither true nor false; found: 1, first 2"),
    ],
)
def test_what_is_no_term_list_is_refused(terms: dict[str, Any], message: str) -> None:
    with pytest.raises(LexiconError, match=message.replace("*", r"\*")):
        Lexicon("mine", pd.DataFrame(terms))
