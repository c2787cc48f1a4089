"""Where sentences begin in real news, marked by hand: floors that may rise and are never lowered quietly.

The text is not part of the project: the test looks for the set beside the checkout, and skips without it.
"""

import gzip
import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest

from framing.text import tokenise

HERE = Path(__file__).resolve()
CODED = json.loads(HERE.with_name("sentences.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def coded(find_set):
    """Each marked line with its text."""
    path = find_set(CODED)
    wanted = {item["row"] for item in CODED["items"]}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = {number: json.loads(line) for number, line in enumerate(file) if number in wanted}
    assert all(rows[item["row"]]["id"] == item["id"] for item in CODED["items"])
    return [(item, rows[item["row"]]["text"][item["start"] : item["end"]]) for item in CODED["items"]]


def test_the_lines_are_those_that_were_marked(coded):
    hashes = [hashlib.sha1(line.encode(), usedforsecurity=False).hexdigest()[:8] for _, line in coded]
    assert hashes == [item["sha1"] for item, _ in coded]


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_sentences_begin_where_the_coders_marked_them(coded, half):
    chosen = [(item, line) for item, line in coded if item["half"] == half]
    tokens = tokenise([line for _, line in chosen])
    begins = list(zip(tokens.sentence_text.tolist(), tokens.sentence_spans[0].tolist(), strict=True))
    found = {pair for before, pair in pairwise(begins) if before[0] == pair[0]}
    marked = {(text, start) for text, (item, _) in enumerate(chosen) for start in item["boundaries"]}
    assert 2 * len(found & marked) / (len(found) + len(marked)) >= CODED["floors"][f"{half}_f1"]


def test_the_agreement_of_the_coders_is_firm():
    assert CODED["alpha"] >= 0.8
