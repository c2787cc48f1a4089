from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from framing.measures.topics.quality import exclusivity, npmi, pair_npmi


@pytest.mark.parametrize(
    ("first", "second", "both", "value"),
    [
        (4, 5, 3, 0.3368),
        (4, 5, 0, -1),
        (10, 10, 10, 1),
        (5, 4, 2, 0),
        (3, 3, 3, 1),
    ],
)
def test_npmi_of_two_words_in_ten_articles(first: int, second: int, both: int, value: float) -> None:
    assert round(pair_npmi(first, second, both, 10), 4) == value


def test_npmi_of_a_topic_is_the_mean_of_its_pairs() -> None:
    together = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1]])
    (value,) = npmi(csr_array(together * 3), np.array([[3.0, 2.0, 1.0]]))
    assert value == pytest.approx((1 - 1 - 1) / 3)


def test_exclusivity() -> None:
    apart = np.kron(np.eye(2), np.ones(10))
    assert exclusivity(apart) == [1.0, 1.0]
    assert exclusivity(np.ones((4, 10))) == pytest.approx([0.25] * 4)
