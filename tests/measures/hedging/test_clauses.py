"""How far a clause reaches: both sides of each boundary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.measures.hedging.clauses import Clauses
from framing.reading import wording as w

# sentence, with a star before the word, and the clause around it
CLAUSES = [
    ("The mayor *may resign.", "The mayor may resign"),
    ("The mayor *may resign, but the council stays.", "The mayor may resign"),
    ("The mayor *may resign but the council stays.", "The mayor may resign"),
    ("Critics moan, but it *may pass.", "it may pass"),
    ("The mayor *may resign, and he will leave.", "The mayor may resign"),
    ("The mayor *may resign, and the town will pay.", "The mayor may resign"),
    ("The mayor *may resign and leave.", "The mayor may resign and leave"),
    ("The mayor *may resign and, in May, leave.", "The mayor may resign and, in May, leave"),
    ("It *may rain, and that is all.", "It may rain"),
    ("The mayor *may sell pots, pans and bread.", "The mayor may sell pots, pans and bread"),
    ("The mayor *may resign, she said.", "The mayor may resign"),
    ("The mayor *may resign, said Anna Vane.", "The mayor may resign"),
    ("The mayor *may resign, according to aides.", "The mayor may resign"),
    ("The mayor *may resign, which is odd.", "The mayor may resign"),
    ("The bridge, which *may close, is old.", "may close"),
    ("Aides hope that the man *may resign.", "the man may resign"),
    ("The town is dry while the river *may rise.", "the river may rise"),
    ("The river *may rise while the town is dry.", "The river may rise"),
    ("The river *may rise because it rained.", "The river may rise"),
    ("The river *may rise, although it is dry.", "The river may rise"),
    ("The plan *may pass; the town will pay.", "The plan may pass"),
    ("The town will pay; the plan *may pass.", "the plan may pass"),
    ("The plan *may pass: the town will pay.", "The plan may pass"),
    ("The plan *may pass – the town will pay.", "The plan may pass"),
    ("The well-known plan *may pass.", "The well-known plan may pass"),
    ("The plan *may pass (the town will pay).", "The plan may pass"),
    ("The town (which *may flood) is old.", "may flood"),
    ("She said “it *may rain” and left.", "it may rain"),
    ("She *may say “rain” and leave.", "She may say"),
    ('"It *may rain," she said.', "It may rain"),
    ("She said 'it *may rain' and left.", "it may rain"),
    ("'It *may rain for days' in Orsk, she wrote.", "It may rain for days"),
    ("'It *may rain' towns in Orsk wrote.", "It may rain"),
    ("The workers' plan *may pass.", "The workers' plan may pass"),
    ("The workers’ plan *may pass.", "The workers’ plan may pass"),
    ("Mr. Vane *may come to the U.S. in spring. It rains.", "Mr. Vane may come to the U.S. in spring"),
    ("The U.S. *may leave.", "The U.S. may leave"),
    ("Dr. Vane of Orsk Inc. *may leave.", "Dr. Vane of Orsk Inc. may leave"),
    ("It rains. It *may snow. It is cold.", "It may snow"),
    ("It *may snow! It is cold.", "It may snow"),
    ("*May it snow?", "May it snow"),
    ("They wish and it *may be so.", "it may be so"),
    ("*Perhaps.", "Perhaps"),
]


def _clause(marked: str) -> str:
    at, text = marked.index("*"), marked.replace("*", "")
    tokens = fr.tokenise([text])
    first = np.flatnonzero(tokens.start == at)
    assert len(first) == 1
    clauses, sentence = Clauses(tokens), tokens.pick(first).sentence
    begin, end = clauses.begin(first, sentence), clauses.end(first + 1, sentence)
    return text[int(tokens.start[begin[0]]) : int(tokens.end[end[0] - 1])]


@pytest.mark.parametrize(("marked", "clause"), CLAUSES)
def test_a_clause_ends_at_its_borders(marked: str, clause: str) -> None:
    assert _clause(marked) == clause


def test_a_comma_and_a_verb_end_a_clause_where_that_is_asked_for() -> None:
    tokens = fr.tokenise(["a coup in the old, dark town was near"])
    clauses, begin = Clauses(tokens), np.array([0])
    ends = [
        int(clauses.end(begin, np.array([0]), at_comma=comma, at_verb=verb)[0])
        for comma, verb in ((False, False), (True, False), (False, True))
    ]
    words = "a coup in the old , dark town was near".split()
    assert [words[end - 1] for end in ends] == ["near", "old", "town"]


def test_beyond_the_sentence_there_is_a_full_stop() -> None:
    tokens = fr.tokenise(["It rains. It snows.", ""])
    kind, norm = Clauses(tokens).look(np.array([-1, 0, 3, 99]), np.array([0, 0, 0, 0]))
    assert (kind == w.STOP).tolist() == [True, False, True, True]
    assert (norm > 0).tolist() == [False, True, False, False]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*"may he the town's workers' and or but , . ; “ ” ' ( ) – that which U.S.".split()])))
def test_a_clause_holds_its_word_and_stays_in_its_sentence(words: list[str]) -> None:
    tokens = fr.tokenise([" ".join(words)])
    token = np.arange(len(tokens))
    sentence = tokens.sentence[token] if len(token) else token
    clauses = Clauses(tokens)
    begin, end = clauses.begin(token, sentence), clauses.end(token + 1, sentence)
    assert ((begin >= 0) & (begin <= token) & (end > token) & (end <= len(tokens))).all()
    assert (tokens.sentence[begin] == sentence).all() if len(token) else True
    assert (tokens.sentence[end - 1] == sentence).all() if len(token) else True
