"""Where sentences begin: what is cut, what is not, and what the rules cannot see."""

from __future__ import annotations

import pytest

from framing.text import tokenise


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in zip(*tokenise([text]).sentence_spans, strict=True)]


def check(marked: str) -> None:
    """Check a text in which ‖ marks each place where a sentence begins."""
    parts = [part.strip() for part in marked.split("‖")]
    assert sentences(marked.replace("‖ ", "")) == parts


@pytest.mark.parametrize(
    "marked",
    [
        "It rained. ‖ They left.",
        "Did it rain? ‖ It did! ‖ They left… ‖ Nobody came.",
        "They sat. ‖ He fell ill. ‖ She said no. ‖ Vane stayed in the sun. ‖ That was hard to miss. ‖ Go.",
        "Is it true? ‖ No. ‖ We’re sure. ‖ No. ‖ The talks go on.",
        "He said: “It rained.” ‖ “It did not,” she said.",
        "He said so (it rained.) ‖ They left.",
        "It rained. ‖ “They left.”",
        "It rained.’ ‖ ‘They left.’",
        "It rained. ‖ (They left.)",
        "It rained. ‖ 24 people left.",
        "Who? ‖ What?! ‖ Where?",
        "It was Plan B. ‖ The talks failed.",
        "It was I. ‖ Vane knew.",
        "They trust U.S. forces. ‖ They left.",
        "Ölpreise fallen. ‖ Ärzte streiken.",
    ],
)
def test_a_stop_before_a_capital_or_a_number_ends_a_sentence(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Vane met Dr. No and Sen. Mara Quill at St. Anne’s.",
        "The No. 5 bus and No. 10 Downing Street.",
        "Roe v. Wade and Vane vs. Quill.",
        "It fell by 3.5 million to 1,000.5 points.",
        "On Jan. 6 and Sept. 11 they met at 5 p.m. Monday.",
        "J. R. Vane and Mara T. Quill left.",
        "The U.S. Senate and the U.N. General Assembly met.",
        "Vane Inc. Chairman Quill and Martin Luther King Jr. Avenue.",
        "It is well... known, etc. and so on.",
        "He paused ... Then he left.",
        "He paused … Then he left.",
        "They met at example.org. and left.",
        "The Yahoo! deal failed.",
    ],
)
def test_a_stop_that_belongs_to_a_word_does_not(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "He lives in the U.S. ‖ The others left.",
        "They met at 5 p.m. ‖ It rained.",
        "It was sold to Vane Inc. ‖ “He’s glad,” she said.",
        "She lives in Tampa, Fla. ‖ In March she left.",
        "Vane wrote to The Sun. ‖ “We know,” he said.",
        "It came in Nov. ‖ They left.",
    ],
)
def test_an_abbreviation_may_end_a_sentence_before_a_word_that_opens_one(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "“Who knows?” Vane said. ‖ He left.",
        "“Who knows?” Mara Quill asked. ‖ “Nobody!” Vane shouted back.",
        "“Never!” President Mara Quill wrote. ‖ She left.",
        "“Who knows?” ‖ Vane left the room. ‖ He said nothing.",
        "“Who knows?” ‖ “Nobody?” Vane asked.",
        "Who knows? ‖ Vane said nothing.",
        "“It rained.” ‖ Vane said so.",
    ],
)
def test_a_quoted_question_runs_on_into_its_reporting_clause(marked: str) -> None:
    check(marked)


def test_the_reporting_clause_is_looked_for_in_the_same_line_only() -> None:
    assert sentences("“Who knows?” Vane\nsaid the headline") == ["“Who knows?”", "Vane", "said the headline"]


def test_a_line_break_always_begins_a_sentence() -> None:
    text = "Talks fail\nBy Mara Quill\n\nthe talks failed,\r\nvane said.\u2028It rained. They left."
    assert sentences(text) == [
        "Talks fail", "By Mara Quill", "the talks failed,", "vane said.", "It rained.", "They left.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "It ended.The next began.",  # no space after the stop
        "It ended. iPhone sales rose.",  # a lower-case opening
        "“Who knows?” The woman said nothing.",  # taken for a reporting clause
        "It ended. “ The next began. ”",  # quotation marks that stand alone
        "He lives in the U.S. Vane knows.",  # a name after an abbreviation
    ],
)
def test_known_limits_two_sentences_are_taken_for_one(text: str) -> None:
    assert sentences(text) == [text]


def test_known_limits_one_sentence_is_taken_for_two() -> None:
    check("The Yahoo! ‖ Finance page.")
    check("1. ‖ Introduction")
