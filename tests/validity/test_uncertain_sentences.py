import numpy as np

from framing.measures.hedging.cue_model import DOMAINS
from framing.validity.quotations import summarise
from framing.validity.uncertain_sentences import (
    CODES,
    Found,
    find_all_hedges,
    judge_by_model,
    judge_by_rules,
    score,
    score_all,
)


def sentence(number, text, *cues, doc="a"):
    """Make a marked sentence; a cue is its words and its type."""
    spans = [{"start": text.index(word), "end": text.index(word) + len(word), "type": kind} for word, kind in cues]
    return {"id": f"{doc}{number}", "doc": doc, "text": text, "uncertain": bool(cues), "cues": spans}


MARKED = [
    sentence(1, "It may rain.", ("may", "epistemic")),
    sentence(2, "It is believed to rain.", ("believed", "doxastic")),
    sentence(3, "It may rain, if she goes, reportedly.", ("may", "epistemic"), ("if", "condition"), doc="b"),
    sentence(4, "It rained for about 12 days.", doc="b"),
]


def test_sentences_are_counted_by_document():
    found = Found(np.array([True, False, True, True]), [])
    assert score(MARKED, found) == {
        "sentence_precision": [(1, 1), (1, 2)],
        "sentence_recall": [(1, 2), (1, 1)],
    }


def test_cues_meet_where_they_share_a_character():
    cues = [[(3, 9)], [(0, 6)], [(3, 6), (26, 36)], [(14, 19)]]  # may ra; It is, which ends before the cue
    figures = score(MARKED, Found(np.ones(4, bool), cues))
    assert figures["cue_precision"] == [(1, 2), (1, 3)]
    assert figures["cue_recall"] == [(1, 2), (1, 2)]
    assert figures["cue_recall, epistemic"] == [(1, 1), (1, 1)]
    assert figures["cue_recall, doxastic"] == [(0, 1), (0, 0)]
    assert figures["cue_recall, condition"] == [(0, 0), (0, 1)]


def test_hedges_that_do_not_count_make_no_sentence_uncertain():
    hedges = find_all_hedges(MARKED)
    counted = hedges[hedges["code"].isin([code for codes in CODES.values() for code in codes])]
    assert {"about", "reportedly"} <= set(hedges["entry"])
    assert judge_by_rules(MARKED, counted).uncertain.tolist() == [True, True, True, False]


def test_the_model_judges_words_and_sentences():
    found = judge_by_model(MARKED, DOMAINS[0])
    assert found.uncertain.tolist() == [True, True, True, False]
    assert found.cues[0] == [(3, 6)]


def test_every_instrument_and_baseline_has_its_figures():
    figures = summarise(score_all(MARKED, MARKED * 2, DOMAINS[1]))
    for by in ("rules", "list", "model", "tfidf", "model_as_encyclopaedia"):
        assert 0 <= figures[f"{by}_sentence_f1"][0] <= 1
    assert figures["rules_cue_precision, code modal"][0] == 1
    assert figures["rules_cue_precision, family approximation"][0] == 0
    assert "tfidf_cue_f1" not in figures
