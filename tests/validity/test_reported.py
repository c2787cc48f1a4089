"""The rules by which reported speech outside quotation marks is scored, on invented articles and made-up tables."""

import math

import pandas as pd
import pytest

from framing.validity import quotations, reported
from framing.validity.quotations import summarise
from framing.validity.reported_scoring import score_attributions, score_tokens
from framing.validity.spans import find_marks

TEXT = (
    "Ivo Marsh said that the gates would stay shut “for the whole night” and that nobody slept. "
    "Rumours of a strike went round.\n\n"
    "“We were never asked about it,” Ada Penn said. She feared the tide. The harbour is small."
)


def span(part, *, text=TEXT):
    assert text.count(part) == 1
    start = text.index(part)
    return [start, start + len(part), part]


def mark(content, source=None, cue=None, **more):
    sides = {"source": source, "cue": cue}
    return {side: [span(part)] if part else [] for side, part in sides.items()} | {"content": [span(content)]} | more


GATES = "that the gates would stay shut “for the whole night” and that nobody slept"
MARSH = mark(GATES, "Ivo Marsh", "said that")
STRIKE = mark("of a strike", None, "Rumours")
PENN = mark("“We were never asked about it,”", "Ada Penn", "Penn said")
TIDE = mark("the tide", "She", "feared")
ARTICLE = {"id": "a", "text": TEXT, "attributions": [MARSH, STRIKE, PENN, TIDE]}


def row(content, number, **more):
    start, end, _ = span(content)
    unknown = dict.fromkeys(["speaker", "speaker_text", "cue_start", "cue_end"])
    return unknown | {
        "quotation_id": f"a/{number}",
        "article_id": "a",
        "part": "text",
        "start": start,
        "end": end,
        "kind": "indirect",
        "rule": "clause",
        **more,
    }


def cue(part):
    start, end, _ = span(part)
    return {"cue_start": start, "cue_end": end}


def score(*rows, article=ARTICLE):
    table = pd.DataFrame(list(rows), columns=list(row("the tide", 0)))
    return {name: found[0] for name, found in reported.score([article], table).items()}


def test_words_outside_marks_are_compared():
    figures = score(row("nobody slept. Rumours", 1), row("the tide", 2, kind="nominal", rule="noun"))
    # marked outside marks: 6 + 4 of Marsh, 3 of the strike, 2 of the tide
    assert figures["token_recall"] == (4, 15)
    assert figures["token_precision"] == (4, 5)
    assert figures["token_recall, with a source"] == (4, 12)
    assert figures["token_recall, without a source"] == (0, 3)
    assert figures["token_precision, kind indirect"] == (2, 3)
    assert figures["token_precision, rule noun"] == (2, 2)
    assert figures["token_recall, cue in the sentence"] == (4, 15)


def test_the_constant_baseline_takes_all_words_outside_marks():
    figures = score()
    assert figures["token_baseline_recall"] == (15, 15)
    assert figures["token_baseline_precision"] == (15, 30)
    assert figures["token_precision"] == (0, 0)


def test_marks_that_are_given_are_not_scanned():
    words = {name: of for name, _, of in score_tokens(TEXT, [], [], marks=[(0, len(TEXT))])}
    assert words["baseline_precision"] == 0
    scanned = {name: of for name, _, of in score_tokens(TEXT, [], [], marks=find_marks(TEXT))}
    assert scanned == {name: of for name, _, of in score_tokens(TEXT, [], [])}


def test_attributions_are_matched_by_all_their_rows():
    found = [
        row(GATES, 1, speaker="Ivo Marsh", **cue("said that")),
        row("for the whole night", 1, kind="direct", rule="cue before", speaker="Ada Penn"),
        row("The harbour is small", 2, rule="topic"),
    ]
    figures = score(*found)
    assert figures["attribution_recall"] == (1, 3)  # that of Penn is direct
    assert figures["attribution_precision"] == (1, 2)
    assert figures["attribution_precision, rule clause"] == (1, 1)
    assert figures["attribution_precision, rule topic"] == (0, 1)
    assert figures["attribution_recall, with a source"] == (1, 2)
    assert figures["attribution_recall, without a source"] == (0, 1)
    assert figures["attribution_cue_recall"] == (1, 3)
    assert figures["attribution_source_accuracy, kind indirect"] == (1, 1)
    assert figures["attribution_source_accuracy, rule clause"] == (1, 1)
    assert figures["attribution_source_recall"] == (1, 2)


def test_the_order_of_rows_changes_nothing():
    found = [
        row("for the whole night", 1, kind="direct", rule="cue before"),
        row(GATES, 1, speaker="Ivo Marsh"),
        row("the tide", 2, speaker="Ada Penn"),
    ]
    assert score(*found) == score(*reversed(found))


def test_direct_quotations_alone_are_not_reported_speech():
    figures = score(row("We were never asked about it,", 1, kind="direct", speaker="Ada Penn"))
    assert "attribution_precision" not in figures
    assert figures["attribution_recall"] == (0, 3)


def test_what_is_handed_on_between_marks_counts_apart():
    figures = score(row("We were never asked about it", 1), row("the tide", 2))
    assert figures["attribution_precision, between marks"] == (1, 1)
    assert figures["attribution_precision"] == figures["attribution_precision, kind indirect"] == (1, 1)
    assert score(row("for the whole night", 1))["attribution_precision, between marks"] == (0, 1)


def test_a_pronoun_is_right_by_itself_or_by_the_name_before():
    for speaker, surface, right in [("Ada Penn", None, 1), ("Ivo Marsh", "She", 1), ("Ivo Marsh", "Marsh", 0)]:
        figures = score(row("the tide", 1, speaker=speaker, speaker_text=surface))
        assert figures["attribution_source_accuracy"] == (right, 1)


def test_of_a_source_that_is_not_marked_no_speaker_is_wanted():
    assert score(row("of a strike", 1))["attribution_share_unnamed, without a source"] == (1, 1)
    named = score(row("of a strike", 1, speaker="Ivo Marsh"))
    assert named["attribution_share_unnamed, without a source"] == (0, 1)


@pytest.mark.parametrize(("end", "found"), [("that nobody", 1), ("the gates would", 0)])
def test_half_of_the_longer_must_be_shared(end, found):
    part = GATES[: GATES.rindex(end) + len(end)]
    assert score(row(part, 1))["attribution_recall"] == (found, 3)


def test_the_closest_of_several_matches_gives_the_speaker():
    found = [row(GATES[:60], 1, speaker="Ada Penn"), row(GATES, 2, speaker="Ivo Marsh")]
    assert score(*found)["attribution_source_accuracy"] == (1, 1)
    assert score(*found[::-1])["attribution_source_accuracy"] == (1, 1)


def test_the_cue_of_any_overlapping_row_counts():
    assert score(row("the tide", 1, **cue("She feared")))["attribution_cue_recall"] == (1, 3)
    assert score(row("The harbour", 1, **cue("She feared")))["attribution_cue_recall"] == (0, 3)


def test_recall_by_the_kind_that_was_marked():
    article = ARTICLE | {"attributions": [MARSH | {"kind": "mixed"}, STRIKE | {"kind": "nominal"}]}
    figures = score(row(GATES, 1), article=article)
    assert figures["attribution_recall, marked mixed"] == (1, 1)
    assert figures["attribution_recall, marked nominal"] == (0, 1)
    assert not any("marked" in name for name in score(row(GATES, 1)))


def test_what_stands_between_marks_that_are_given_is_direct():
    names = [name for name, *_ in score_attributions(TEXT, [TIDE], [], marks=[tuple(span("the tide")[:2])])]
    assert names == []


def test_of_no_words_there_is_no_precision():
    figures = summarise({"token_precision": [(0.0, 0.0)] * 3, "token_recall": [(0.0, 2.0), (0.0, 1.0), (0.0, 0.0)]})
    assert all(math.isnan(value) for value in figures["token_precision"][:3])
    assert figures["token_recall"] == (0.0, 0.0, 0.0, 3)
    assert figures["token_f1"][0] == 0.0


def test_every_precision_with_a_recall_has_an_f1():
    rows = [(1.0, 2.0)]
    figures = summarise({"token_precision, with a source": rows, "token_recall, with a source": [(1.0, 4.0)]})
    assert figures["token_f1, with a source"][0] == pytest.approx(1 / 3)
    assert "token_f1, kind nominal" not in summarise({"token_precision, kind nominal": rows})


def test_the_set_is_measured_in_two_halves(monkeypatch):
    articles = [
        ARTICLE | {"id": f"a{number}", "title": "Gates", "outlet": "X", "date": "2026-01-01"} for number in range(8)
    ]
    monkeypatch.setattr(quotations, "find_set", lambda name, _: name)
    monkeypatch.setattr(quotations, "read_lines", lambda _: articles)
    figures = reported.measure(None)
    assert list(figures.columns) == ["set", "part", "measure", "value", "low", "high", "n"]
    assert not figures.duplicated(["set", "part", "measure"]).any()
    values = figures.set_index(["part", "measure"])["value"]
    for part in ("seen", "unseen"):
        assert values[part, "token_baseline_precision"] == 0.5
        assert 0 <= values[part, "attribution_recall"] <= 1
