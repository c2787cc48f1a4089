"""Rules of context: how they are read, refused, and asked one after the other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import LexiconError
from framing.lexicons import Lexicon, match_part
from framing.measures.hedging.context import Condition
from framing.measures.hedging.rules import decide, parse_rules, read_rules

VERDICTS = ("red", "blue")
RULE = '[[rule]]\nname = "a"\nterms = ["may"]\ncolour = "red"\n'
LEXICON = Lexicon(
    "mine",
    pd.DataFrame(
        {"term": ["may", "might", "bluff"], "category": ["modal", "modal", "talk"], "code": ["low", "high", "low"]}
    ),
)


def _decided(text: str, *sentences: str, lexicon: Lexicon = LEXICON) -> list[int]:
    """Number of the rule that decides for each match of the sentences, in the order of the text."""
    rules = parse_rules(text, about="colour", verdicts=VERDICTS)
    articles = pd.DataFrame({"text": sentences}, index=pd.Index(range(len(sentences)), name="article_id").astype(str))
    tokens = fr.tokenise(list(sentences))
    matches, first, last = match_part(articles, lexicon, part="text", tokens=tokens)
    entry = pd.Index(lexicon.terms["term"]).get_indexer(pd.Index(matches["entry"]))
    found = decide(rules, lexicon, tokens, entry=entry, first=first, last=last)
    back = np.arange(len(entry))[::-1]
    again = decide(rules, lexicon, tokens, entry=entry[back], first=first[back], last=last[back])
    assert again[back].tolist() == found.tolist()
    return found.tolist()


def test_a_rule_is_read() -> None:
    (rule,) = parse_rules(
        RULE + 'when = [{ at = [1, -2], is = ["Don’t", "NUMBER"] }]\nunless = [{ at = 0, text = "lower" }]',
        about="colour",
        verdicts=VERDICTS,
    )
    assert (rule.name, rule.verdict, sorted(rule.terms)) == ("a", "red", ["may"])
    assert not rule.codes | rule.families
    assert rule.when == (Condition((1, -2), frozenset({"don't"}), ("NUMBER",)),)
    assert rule.unless == (Condition((0,), text="lower"),)


def test_no_rules_are_no_rules() -> None:
    assert parse_rules("", about="colour", verdicts=VERDICTS) == ()
    assert _decided("", "It may rain.") == [-1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RULE.replace('name = "a"', ""), "a rule of colour needs a name"),
        (RULE.replace('colour = "red"', 'colour = "green"'), r"needs a name.*a colour \(red, blue\).*'green'"),
        (RULE.replace('colour = "red"', ""), "found: 'a' with colour None"),
        (RULE.replace("terms =", "words ="), r"\['words'\]"),
        (RULE.replace('terms = ["may"]', ""), "terms, codes or families"),
        (RULE.replace('["may"]', "[]"), "terms, codes or families"),
        (RULE.replace("colour", "sense"), r"colour None and \['sense'\]"),
        (RULE + RULE, r"each with a name of its own; found: repeated names \['a'\]"),
        (RULE.replace("[[rule]]", "[[rules]]"), r"strange tables \['rules'\]"),
        (RULE + 'when = [{ at = 1, is = ["VERB"] }]', "rule 'a' has a condition that cannot be read"),
        (RULE + 'unless = [{ at = 1, is = ["VERB"] }]', "rule 'a' has a condition that cannot be read"),
    ],
)
def test_other_rules_are_refused(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse_rules(text, about="colour", verdicts=VERDICTS)


@pytest.mark.parametrize(
    ("aim", "decided"),
    [
        ('terms = ["may"]', [0, -1, -1]),
        ('codes = ["low"]', [0, -1, 0]),
        ('families = ["modal"]', [0, 0, -1]),
        ('terms = ["bluff"]\ncodes = ["high"]', [-1, 0, 0]),
        ('families = ["low"]', [-1, -1, -1]),
    ],
)
def test_a_rule_is_for_terms_codes_or_families(aim: str, decided: list[int]) -> None:
    assert _decided(RULE.replace('terms = ["may"]', aim), "It may, it might bluff.") == decided


def test_without_codes_the_category_is_the_code() -> None:
    plain = Lexicon("plain", LEXICON.terms[["term", "category"]])
    assert _decided(RULE.replace('terms = ["may"]', 'codes = ["talk"]'), "It may bluff.", lexicon=plain) == [-1, 0]


def test_every_when_and_no_unless_must_hold() -> None:
    text = (
        RULE
        + 'when = [{ at = -1, is = ["it"] }, { at = 1, is = ["rain", "snow"] }]\n'
        + 'unless = [{ at = 2, is = ["now"] }, { at = 3, is = ["then"] }]'
    )
    sentences = [
        "It may rain.",
        "It may snow.",
        "He may rain.",
        "It may go.",
        "It may rain now.",
        "It may rain or then.",
    ]
    assert _decided(text, *sentences) == [0, 0, -1, -1, -1, -1]


def test_the_first_rule_that_holds_decides() -> None:
    one = RULE + 'when = [{ at = 1, is = ["rain"] }]\n'
    other = RULE.replace('"a"', '"b"').replace("red", "blue")
    assert _decided(one + other, "It may rain.", "It may snow.") == [0, 1]
    assert _decided(other + one, "It may rain.", "It may snow.") == [0, 0]


def test_a_lexicon_of_other_terms_is_looked_up_anew() -> None:
    rules = parse_rules(RULE, about="colour", verdicts=VERDICTS)
    tokens, none = fr.tokenise(["bluff may"]), np.zeros(0, np.int64)
    turned = Lexicon("turned", LEXICON.terms.iloc[::-1].reset_index(drop=True))
    at = np.array([0, 1])
    assert decide(rules, LEXICON, tokens, entry=np.array([2, 0]), first=at, last=at).tolist() == [-1, 0]
    assert decide(rules, turned, tokens, entry=np.array([0, 2]), first=at, last=at).tolist() == [-1, 0]
    assert decide(rules, LEXICON, tokens, entry=none, first=none, last=none).tolist() == []


def test_the_rules_that_ship_are_read_once() -> None:
    verdicts = ("hedge", "other", "ambiguous")
    rules = read_rules("senses.toml", about="sense", verdicts=verdicts)
    assert rules is read_rules("senses.toml", about="sense", verdicts=verdicts)
    assert len({rule.name for rule in rules}) == len(rules) > 20
