"""The coded passages that ship: whole, of the sets they name, and without text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.validity import frame_passages, links, scopes, senses, talk
from framing.validity.sets import SETS

FILES = [frame_passages.CODED, links.CODED, scopes.CODED, senses.CODED, talk.CODED]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_codes_name_their_set_and_hold_no_text(path: Path) -> None:
    coded = json.loads(path.read_text("utf-8"))
    assert coded["sha256"] == SETS[coded["data"]]
    assert "language-model" in coded["coding"]
    values = [value for item in coded["items"] for value in item]
    assert all(not isinstance(value, str) or (" " not in value and len(value) <= 16) for value in values)
    assert all(len(item) == len(coded["columns"]) for item in coded["items"])


def test_all_bluffs_and_four_hundred_contexts_are_coded() -> None:
    items = json.loads(talk.CODED.read_text("utf-8"))["items"]
    assert len(items) == len({item[0] for item in items}) >= 400


def test_the_agreement_of_the_coders_is_firm() -> None:
    assert all(sample["alpha"] >= 0.8 for sample in json.loads(senses.CODED.read_text("utf-8"))["samples"])
    agreed = {name: alpha for name, alpha, _ in talk.agree(json.loads(talk.CODED.read_text("utf-8")))}
    assert agreed == {"sense": pytest.approx(0.9925, abs=1e-4), "polarity": pytest.approx(0.9086, abs=1e-4)}
