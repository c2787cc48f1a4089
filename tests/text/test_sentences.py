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
    "marked",
    [
        "It ended. ‖ $5 million was lost. ‖ #Floods followed. ‖ @mara_quill said so.",
        "It ended. ‖ iPhone sales rose. ‖ ¿Who knows?",
        "It ended. ‖ https://example.org/a.b?c=D",
        "It ended! ‖ pic.twitter.com/AbC1 and www.example.org",
        "It ended. ‖ …The next began. ‖ ...Then it rained.",
        "It ended. still, nobody left.",
        "It ended? $ was lost.",
    ],
)
def test_sums_tags_addresses_and_names_with_a_small_letter_open_a_sentence(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "It ended. ‖ “ The next began. ” ‖ They left.",
        "He asked: “ Who knows? ” ‖ Nobody did.",
        "“ Who knows? ” Vane asked. ‖ Nobody did.",
        "It ended . '' ‖ They left .",
        "He said “ yes ” The rest left.",
        "It ended. ‖ ( The rest left. ) ‖ They knew.",
        "It ended. ‖ — Mara Quill (@mara_quill) March 3, 2014",
        "It ended! ‖ | Vane Photo",
        "It ended. ‖ • The next began.",
        "TAMPA, Fla. — The talks failed.",
        "It ended — The Sun said so.",
        "It ended. — and then it did not.",
    ],
)
def test_a_mark_that_stands_alone_takes_after_its_neighbour(marked: str) -> None:
    check(marked)


def test_a_mark_that_stands_alone_takes_nothing_from_another_line() -> None:
    assert sentences("It ended.\n” The rest\n“\nThe end") == ["It ended.", "” The rest", "“", "The end"]
    assert sentences("It ended. “") == ["It ended. “"]
    assert sentences("It ended. —\nThe end") == ["It ended. —", "The end"]


@pytest.mark.parametrize(
    "marked",
    [
        "He paused ... ‖ Then he left.",
        "He paused … ‖ It rained.",
        "He paused . . . ‖ The others left.",
        "He thanked ... Mara Quill . . . Vane too.",
        "It ended. … ‖ Vane left.",
        "It ended. . . . ‖ Vane left.",
        "He paused . . . and left.",
        "It ended . ‖ Vane left .",
    ],
)
def test_an_ellipsis_that_stands_alone_ends_only_before_a_word_that_opens_sentences(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "1. Introduction",
        "Points: 1. Save. ‖ 2. Spend. ‖ 3. The rest.",
        "“Who won?” ‖ They won by 24. ‖ Vane left.",
        "It was Plan 9. ‖ Vane left.",
        "2014. ‖ Vane left.",
    ],
)
def test_the_number_of_a_point_belongs_to_it(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The Yahoo! Finance page, and Jeopardy! Champion Vane.",
        "He works at Yahoo! ‖ The others left.",
        "He shouted it! ‖ Finance was hard.",
    ],
)
def test_names_with_an_exclamation_mark_go_on(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The ex-Rep. Vane and Sen. Mara Quill (D-Calif.) Left with Reps. Vale and Quill.",
        "G.K. Vane met J.R.R. Quill over H.R. 1 in N.Y. City.",
        "They trust J. A. Vane and T. I. ‖ The rest left.",
        "She lives near D-Calif. ‖ They left.",
        "It was a win-win. ‖ Vane left with a yes-no. ‖ Quill stayed.",
        "It was “made in the U.S.” ‖ Vane left.",
        "John “J.R.” Vane and the Sen. (D-Fla.) Quill.",
        "He works on Wall St. ‖ The others left St. Anne’s.",
        "She came at 5 p.m. ‖ Mr. Vane left the U.S. ‖ Under the plan they stayed.",
    ],
)
def test_abbreviations_after_a_hyphen_plurals_and_initials(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "“Who knows?” House Majority Leader Mara Vane Quill said.",
        "“Who knows?” North Vale Democratic Rep. G.K. Vane, D-Mass., asked.",
        "“Who knows?” ‖ Vane said that he left.",
        "“Who knows?” ‖ The small house on the hill was sold, he said.",
        "“Who knows?” Vane asked",
        "“Who knows?” ‖ Vane",
    ],
)
def test_the_subject_of_a_reporting_clause_may_be_a_long_name(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "It ended. sales rose.",  # a lower-case opening
        "He paused ... Nobody left.",  # a word not among those that open sentences
        "“Who knows?” The woman said nothing.",  # taken for a reporting clause
        "He lives in the U.S. Vane knows.",  # a name after an abbreviation
    ],
)
def test_known_limits_two_sentences_are_taken_for_one(text: str) -> None:
    assert sentences(text) == [text]


def test_known_limits_one_sentence_is_taken_for_two() -> None:
    check("The Oklahoma! ‖ Singers left.")  # a name that is not listed
    check("Had he read “Well done!” ‖ Vane would have left.")  # a cited exclamation
    check('It ended . ‖ " They left .')  # a straight quotation mark that closes is taken for one that opens


@pytest.mark.parametrize(
    "marked",
    [
        "It ended.‖The next began.",
        "“So it ended.”‖Then rain fell.",
        'She said it ended."‖No, it'.replace('"‖', '‖"'),
        "Who asked?‖Nobody knows!‖Everybody left.",
        "It ended…‖Then it began.",
        "It ended.‖Then it began.‖Nobody‖knew?".replace("‖knew", " knew"),
        "“Who asked?”‖Vane said it.",  # cut between two forms, so it always is a border
    ],
)
def test_a_sentence_may_follow_without_a_space(marked: str) -> None:
    assert sentences(marked.replace("‖", "")) == marked.split("‖")


@pytest.mark.parametrize(
    "text",
    ["He is from the U.S.The end.", "See Amazon.Com now.", "See www.Rain.Fell/here.The now.", "It is 3.Five.",
     "Ask Sen.Vane now.", "Write to rain@fell.Here now.", "NodeJS.It is.", "It ended.the next."],
)  # fmt: skip
def test_nor_is_every_stop_without_a_space_the_end_of_one(text: str) -> None:
    assert sentences(text) == [text]


def test_an_abbreviation_does_not_hide_what_follows() -> None:
    assert sentences("Ask Prof.Vane.Then leave.") == ["Ask Prof.Vane.", "Then leave."]


def test_a_sentence_cut_from_another_keeps_its_words_and_places() -> None:
    text = "é ended.The “next” began?Nobody knew."
    tokens = tokenise(["", text])
    assert [text[s:e] for s, e in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)] == [
        "é", "ended", ".", "The", "“", "next", "”", "began", "?", "Nobody", "knew", ".",
    ]  # fmt: skip
    assert tokens.form_broken.sum() == 1
