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
    assert lexicon.terms.to_numpy().tolist() == [["a b", "x", "1", 1.0], ["a b", "y", "3", 1.0]]
    assert (len(lexicon), lexicon.categories) == (2, ["x", "y"])
    assert repr(lexicon) == "<Lexicon mine: 2 terms in 2 categories>"
    pd.testing.assert_frame_equal(terms, before)


def test_weights_may_be_left_out() -> None:
    weights = Lexicon("mine", pd.DataFrame({"term": ["a", "b"], "category": "x", "weight": ["-1.5", None]})).terms[
        "weight"
    ]
    assert weights.tolist() == [-1.5, 1.0]


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
    ],
)
def test_what_is_no_term_list_is_refused(terms: dict[str, Any], message: str) -> None:
    with pytest.raises(LexiconError, match=message.replace("*", r"\*")):
        Lexicon("mine", pd.DataFrame(terms))
