import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.measures.hedging.cue_model import DOMAINS, Candidates, CueModel, find_contexts, load_cue_model, stem_of
from framing.text import tokenise
from framing.validity.sets import SETS

TREE = {"intercept": -2.0, "threshold": 0.5, "words": ["may", "hint"], "stems": ["hint"]}
WORDS = "may if the ice melt suggests could , . perhaps whether not 12 “ ” Considered May".split()


def model(**weights):
    return CueModel({**TREE, "weights": weights})


def odds_of(text, *, of, **options):
    token, odds = of.judge_words(tokenise([text]), **options)
    return dict(zip(token.tolist(), odds.tolist(), strict=True))


def test_the_model_that_ships_names_its_set_credit_licence_and_recipe():
    path = resources.files("framing.measures.hedging").joinpath("cue_model.json")
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert tree["sha256"] == SETS["hedge_szeged.jsonl.gz"]
    assert "Szarvas" in tree["authors"]
    assert "CC BY-SA" in tree["licence"]
    assert "github.com/meyersbs/uncertainty" in tree["origin"]
    assert "even" in tree["split"]
    assert tree["recipe"] == "python -m benchmarks.cue_model FOLDER"
    assert len(path.read_bytes()) < 600_000


def test_log_odds_are_the_sum_of_the_weights_of_what_stands_there():
    of = model(may={"word": {"may": 9.0, "": 1.0}, "1": {"rain": 0.5}, "-1": {"it": 0.25}, "form": {"lower": 0.125}})
    assert odds_of("It may rain.", of=of) == {1: -2.0 + 1.0 + 0.5 + 0.25 + 0.125}
    assert odds_of("It may not.", of=of) == {1: -2.0 + 1.0 + 0.25 + 0.125}
    assert odds_of("It MAY rain.", of=of) == {1: -2.0 + 1.0 + 0.5 + 0.25}


def test_other_forms_of_a_stem_are_candidates_and_share_its_weights():
    of = model(**{"~hint": {"word": {"": 3.0}}, "hint": {"word": {"": 0.5}}})
    assert odds_of("They hinted, a hint is hinting.", of=of) == {1: 1.0, 4: 1.5, 6: 1.0}
    assert odds_of("A hinterland.", of=of) == {}


def test_weights_of_any_candidate_hold_for_all():
    of = model(**{"": {"-1": {"to": 4.0}, "-1 shape": {"other": 1.0}}})
    assert odds_of("to hint", of=of) == {1: 3.0}


def test_a_neighbour_beyond_the_sentence_is_its_end():
    of = model(may={"1": {"": 4.0, "go": 8.0}})
    assert odds_of("If so, they may\nGo home.", of=of) == {4: 2.0}


def test_the_domain_is_a_context():
    of = model(may={"domain": {DOMAINS[0]: 1.0, DOMAINS[1]: -1.0}})
    assert odds_of("may", of=of) == {0: -1.0}
    assert odds_of("may", of=of, domain=DOMAINS[1]) == {0: -3.0}


def test_a_sentence_is_as_uncertain_as_its_likeliest_cue():
    of = model(may={"word": {"": 2.0}}, hint={"word": {"": 4.0}})
    p = of.judge_sentences(tokenise(["It may be a hint. It may be. It is."]))
    assert p.tolist() == [round(1 / (1 + np.exp(-2.0)), 6), 0.5, 0.0]


def test_shapes_of_neighbours():
    names = ["", "number", "mark", "-ing", "-ed", "other"]
    tokens = tokenise(["ended 12 may , raining"])
    seen = {
        slot: names[name[0]]
        for slot, name in find_contexts(tokens, np.array([2]), names, DOMAINS[0])
        if slot in (5, 6, 7, 8)
    }
    assert list(seen.values()) == ["-ed", "number", "mark", "-ing"]


def test_words_of_no_use_are_no_candidates():
    token, keys = Candidates(["may"], ["hint"]).find(tokenise(["May hints at mayhem."]))
    assert token.tolist() == [0, 1]
    assert keys.tolist() == [[0, 1, -1], [0, -1, 2]]


@pytest.mark.parametrize(("word", "stem"), [("suggested", "suggest"), ("seems", "seem"), ("used", "used"), ("may", "")])
def test_stems(word, stem):
    assert stem_of(word) == stem


@pytest.mark.parametrize(
    ("uncertain", "certain"),
    [
        ("The bridge may have been built earlier.", "The bridge was built in May 1911."),
        ("It is unclear whether the dam will hold.", "It is a dam of stone."),
        ("It appears to be a copy.", "It appeared in 1911."),
        ("Perhaps the ferry sank.", "The ferry sank."),
    ],
)
def test_the_model_that_ships_tells_plain_cases_apart(uncertain, certain):
    of = load_cue_model()
    p = of.judge_sentences(tokenise([uncertain, certain]))
    assert p[0] >= of.threshold > p[1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=8), st.randoms())
def test_probabilities_lie_between_0_and_1_and_owe_nothing_to_the_other_texts(texts, random):
    of = load_cue_model()
    tokens = tokenise(texts)
    p = of.judge_sentences(tokens)
    assert ((p >= 0) & (p <= 1)).all()
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = tokenise([texts[place] for place in order])
    again = of.judge_sentences(shuffled)
    for place, source in enumerate(order):
        assert again[shuffled.sentence_text == place].tolist() == p[tokens.sentence_text == source].tolist()
