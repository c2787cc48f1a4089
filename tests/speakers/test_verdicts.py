"""A noun phrase is judged by its head, or by the body its head belongs to."""

import pytest

from framing.reading.wording import classify
from framing.speakers.verdicts import NOTHING, judge_phrase, weightier


def judge(text):
    words = text.split()
    return judge_phrase(words, [classify(word) for word in words])


@pytest.mark.parametrize(
    ("text", "role", "kind", "weight"),
    [
        ("the Secretary of State", "Secretary of State", "government", 2),
        ("a spokesman for the company", "spokesman for the company", "business", 2),
        ("the company's spokesman", "company's spokesman", "business", 2),
        ("a spokesman", "spokesman", None, 0),
        ("police chief", "police chief", "security", 2),
        ("the Marsh campaign manager", "campaign manager", "politics", 2),
        ("Fed officials", "Fed officials", "government", 2),
        ("a senior official", "official", "government", 1),
        ("officials at Corvane Works", "officials", None, 0),
        ("a hospital official", "hospital official", "expert", 2),
        ("head of the police union", "head of the police union", "civil_society", 2),
        ("the advocacy group's spokesman", "advocacy group's spokesman", "civil_society", 2),
        ("the group's leader", "group's leader", None, 0),
        ("a group of rebels", "group of rebels", "combatant", 2),
        ("a professor of police studies", "professor", "expert", 2),
        ("a lawyer for the ministry", "lawyer", "justice", 2),
        ("a former aide and columnist", "columnist", "media", 2),
        ("president and chief executive of Corvane Works", "chief executive", "business", 2),
        ("one of the plaintiffs", "plaintiffs", "citizen", 1),
        ("a friend", "friend", "citizen", 1),
        ("President", "President", "government", 2),
        ("Corvane President", "President", None, 0),
        ("former Vice President", "Vice President", "government", 2),
        ("president of Corvane Works", "president", None, 0),
        ("president of France", "president of France", "government", 2),
        ("a spokesman for Iran", "spokesman for Iran", "government", 2),
        ("Iran", "Iran", "government", 2),
        ("Washington director", "director", None, 0),
        ("director of American Dawn Works", "director", None, 0),
        ("a U.S. commander", "commander", "security", 1),
        ("a letter from the ministry", "letter", "document", 2),
        ("of the harbour union", "union", "civil_society", 2),
        ("walking through the university", None, None, 0),
        ("head of the watchdog group Taxpayers for Sense", "head of the watchdog group Taxpayers", "civil_society", 2),
        ("the old table", None, None, 0),
    ],
)
def test_one_phrase(text, role, kind, weight):
    assert judge(text)[:3] == (role, kind, weight)


def test_a_phrase_that_names_somebody_says_so():
    assert judge("President Marsh").named
    assert not judge("the president of Corvane").named


def test_plural_heads():
    assert judge("senior officials").many
    assert judge("two policemen").many
    assert not judge("the press").many
    assert not judge("the ministry’s").many


def test_the_weightiest_counts_and_of_equals_the_first():
    firm, weak = judge("the mayor"), judge("an official")
    assert weightier(NOTHING, weak, firm) is firm
    assert weightier(firm, judge("a professor")) is firm
    assert weightier(NOTHING, judge("a spokesman")).role == "spokesman"
