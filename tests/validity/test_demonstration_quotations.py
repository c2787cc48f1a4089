"""The marks of the demonstration corpus fit its texts, and are measured without any other set."""

import itertools
import json

import pandas as pd
import pytest

from framing.corpus.demonstration import load_demo
from framing.errors import CorpusError
from framing.validity import demonstration_quotations as marks
from framing.validity.demonstration_quotations import MARKS, measure, read_marks

CODED = json.loads(MARKS.read_text("utf-8"))
TEXTS = load_demo()["text"]
ATTRIBUTIONS = [(one["id"], mark) for one in CODED["articles"] for mark in one["attributions"]]


def test_forty_articles_of_all_outlets_are_marked():
    ids = [one["id"] for one in CODED["articles"]]
    assert len(set(ids)) == len(ids) == 40
    assert load_demo().loc[ids, "outlet"].nunique() == 6
    assert not any("copy" in article for article in ids)


def test_every_span_holds_words_and_ends_with_them():
    for article, mark in ATTRIBUTIONS:
        text = TEXTS[article]
        for start, end in [*mark["content"], *(mark[side] for side in ("source", "cue") if mark[side])]:
            words = text[start:end]
            assert words
            assert words == words.strip(), (article, words)
            assert not text[start - 1 : start].isalnum() or start == 0, (article, words)
            assert not text[end : end + 1].isalnum(), (article, words)


def test_pieces_follow_each_other_and_neither_source_nor_cue_lies_in_them():
    for article, mark in ATTRIBUTIONS:
        pieces = mark["content"]
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(pieces))
        for side in ("source", "cue"):
            if mark[side]:
                start, end = mark[side]
                assert all(end <= first or last <= start for first, last in pieces), (article, mark)
        assert (mark["name"] is None) == (mark["source"] is None)


def test_names_stand_in_their_article():
    for article, mark in ATTRIBUTIONS:
        if mark["name"]:
            assert mark["name"].split()[-1].casefold() in TEXTS[article].casefold(), (article, mark["name"])


def test_kinds_agree_with_the_marks_of_quotation():
    marked = {one["id"]: one["marks"] for one in CODED["articles"]}
    for article, mark in ATTRIBUTIONS:
        inside = [
            any(first <= start and end <= last for first, last in marked[article]) for start, end in mark["content"]
        ]
        if mark["kind"] in ("indirect", "nominal") and mark["depth"] == 1:
            assert not any(inside), (article, mark)
        if mark["kind"] == "partial":
            assert mark["depth"] > 1 or any(
                first <= mark["content"][0][1] and mark["content"][0][0] <= last for first, last in marked[article]
            )
    kinds = {mark["kind"] for _, mark in ATTRIBUTIONS}
    assert kinds == {"direct", "partial", "mixed", "indirect", "nominal"}


def test_it_is_measured_without_a_folder():
    figures = measure()
    assert list(figures.columns) == ["set", "part", "measure", "value", "low", "high", "n"]
    assert set(figures["part"]) == {"seen", "unseen"}
    assert not figures.duplicated(["set", "part", "measure"]).any()
    values = figures.set_index(["part", "measure"])["value"]
    for part in ("seen", "unseen"):
        assert values[part, "piece_f1"] > values[part, "piece_baseline_f1"]
        assert values[part, "piece_source_accuracy"] > values[part, "piece_baseline_source_accuracy"]
        assert values[part, "piece_name_accuracy"] <= values[part, "piece_source_accuracy"]
        assert values[part, "token_baseline_recall"] == 1.0
    pd.testing.assert_frame_equal(figures, measure())


def test_a_pronoun_is_never_a_name_and_a_printed_name_counts_too():
    names = {tuple(source[2] for source in mark["source"]) for one in read_marks() for mark in one["attributions"]}
    assert ("Winnie May", "Mrs. Winnie May") in names
    assert ("Maren Oduya",) in names
    strict = read_marks(names_only=True)
    assert all(len(mark["source"]) <= 1 for one in strict for mark in one["attributions"])


def test_a_changed_text_is_noticed(monkeypatch):
    changed = load_demo()
    changed.loc["beacon-05", "text"] += " One word more."
    monkeypatch.setattr(marks, "load_demo", lambda: changed)
    with pytest.raises(CorpusError, match="the article beacon-05 of the demonstration corpus is not the one"):
        read_marks()
