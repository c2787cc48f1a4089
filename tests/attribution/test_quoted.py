from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr

Articles = Callable[..., pd.DataFrame]
Said = list[tuple[str | None, str | None, str]]


def said(make_articles: Articles, text: str) -> Said:
    """Speaker, cue and rule of each piece."""
    found = fr.find_quotations(make_articles(text))
    found = found.loc[found["kind"].isin(["direct", "partial"]), ["speaker", "cue", "rule"]].astype(object)
    return [tuple(row) for row in found.where(found.notna(), None).to_numpy().tolist()]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b c d,” Marsh said.", ("Marsh", "say", "cue after")),
        ("“A b c d?” Marsh has repeatedly asked.", ("Marsh", "ask", "cue after")),
        ("“A b c d”, Marsh said.", ("Marsh", "say", "cue after")),
        ("“A b c d,” said Ivo Marsh, a farmer.", ("Ivo Marsh", "say", "cue after, inverted")),
        ("“A b c d,” Ivo Marsh, of the harbour union, said.", ("Ivo Marsh", "say", "cue after")),
        ("“A b c d,” Ivo Marsh, who farms in Corvane, said.", ("Ivo Marsh", "say", "cue after")),
        ("“A b c d,” the union's tired old leader, Ivo Marsh, said.", ("Ivo Marsh", "say", "cue after")),
        ("“A b c d,” politician Ivo Marsh has tweeted.", ("Ivo Marsh", "tweet", "cue after")),
        ("“A b c d,” said one of them, Representative Ivo Marsh.", ("Ivo Marsh", "say", "cue after, inverted")),
        (
            "“A b c d,” wrote US farmers group Harbour Watch.",
            ("Harbour Watch", "write", "cue after, inverted"),
        ),
        ("“A b c d,” Marsh told reporters on Monday.", ("Marsh", "tell", "cue after")),
        ("“A b c d,” officials said.", ("officials", "say", "cue after")),
        ("“A b c d,” the White House said.", ("White House", "say", "cue after")),
        ("“A b c d,” a police spokesman said.", ("police spokesman", "say", "cue after")),
        ("“A b c d” in the harbour must end, Marsh said.", ("Marsh", "say", "cue after")),
        ("“Vane wants the war now,” says Marsh.", ("Marsh", "say", "cue after, inverted")),
        ("“A b c d,” according to Marsh.", ("Marsh", "according to", "according to")),
        ("Marsh said: “A b c d.”", ("Marsh", "say", "cue before")),
        ("Officials told reporters: “A b c d.”", ("officials", "tell", "cue before")),
        ("Marsh, who had been away, said “a b c d”.", ("Marsh", "say", "cue before")),
        ("In an interview on Tuesday, Marsh warned that “a b c d”.", ("Marsh", "warn", "cue before")),
        ("Marsh called the plan “dumb” on Monday.", ("Marsh", "call", "cue before")),
        ("Marsh had one answer:\n“A b c d.”", ("Marsh", None, "colon")),
        ("Marsh: ‘a b c d’\nThe text of the article is longer than that.", ("Marsh", None, "colon")),
        ("“A b c d.” — Ivo Marsh", ("Ivo Marsh", None, "name after")),
        ("“A b c d.”\n\nIvo Marsh, The Corvane Courier", ("Ivo Marsh", None, "name after")),
        ("“A b c d.” Ivo Marsh, The Corvane Courier\nOthers agree.", ("Ivo Marsh", None, "name after")),
        ("Ivo Marsh came late. “A b c d,” he rattled off.", ("Ivo Marsh", None, "verb after")),
        ("The “so-called” plan failed.", (None, None, "quotation marks")),
        ("Marsh went to see “The Long Way Home Again” with Vane.", (None, None, "quotation marks")),
        ("His claims of a “hoax” failed.", (None, "claim", "within a clause")),
    ],
)
def test_one_quotation(make_articles: Articles, text: str, expected: tuple[str | None, str | None, str]) -> None:
    assert said(make_articles, text) == [expected]


def test_one_signature_signs_all_the_quotations_above_it(make_articles: Articles) -> None:
    found = said(make_articles, "“A b c d.”\n\n“E f g h.”\n\nIvo Marsh, The Corvane Courier")
    assert found == [("Ivo Marsh", None, "name after")] * 2


def test_words_without_a_cue_are_the_last_speakers_of_the_paragraph(make_articles: Articles) -> None:
    found = said(make_articles, "“A b c d,” Ivo Marsh said. But the council “has e f g again” in vain.")
    assert found[1] == ("Ivo Marsh", None, "nearby")
    found = said(make_articles, "“A b c d,” Ivo Marsh said. But they saw “The Long Way Home” again.")
    assert found[1] == (None, None, "quotation marks")


def test_words_before_the_cue_of_their_sentence_are_its_subjects_too(make_articles: Articles) -> None:
    found = said(make_articles, "The law “is bad for all of us” and “has no e f g,” Ivo Marsh wrote.")
    assert found == [("Ivo Marsh", "write", "cue after")] * 2


def test_a_heading_whose_words_are_said_further_down_is_their_speakers(make_articles: Articles) -> None:
    text = "They met.\n\n‘Let it all go’\n\nThe council was tired. “I say let it all go now,” Ivo Marsh said."
    assert said(make_articles, text)[0] == ("Ivo Marsh", None, "echo")


def test_a_heading_in_marks_does_not_go_on_what_stands_before_it(make_articles: Articles) -> None:
    text = "“A b c d,” Ivo Marsh said on Monday.\n\n‘Let it all go now’\n\nFour months earlier the council met here."
    assert said(make_articles, text)[1] == (None, None, "quotation marks")


def test_a_cue_in_the_middle_serves_both_pieces(make_articles: Articles) -> None:
    assert said(make_articles, "“A b c d,” said Marsh, “and e f g.”") == [
        ("Marsh", "say", "cue after, inverted"),
        ("Marsh", "say", "cue between"),
    ]


def test_two_quotations_behind_one_cue(make_articles: Articles) -> None:
    text = "Marsh said “one” and “two three four five”."
    assert said(make_articles, text) == [("Marsh", "say", "cue before")] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivo Marsh was elected in May. “A b c d,” he said.", "Ivo Marsh"),
        ("Ana Vane was elected in May. “A b c d,” she said.", "Ana Vane"),
        ("Ivo Marsh saw the White House. “A b c d,” he said.", "Ivo Marsh"),
        ("Officials met Ivo Marsh. “A b c d,” they said.", "officials"),
        ("The White House has a plan. Marsh knows. “A b c d,” it said.", "White House"),
        ("It rained. “A b c d,” he said.", None),
        ("“Ivo Marsh is here again.” It rained. “A b c d,” he said.", None),
    ],
)
def test_pronouns(make_articles: Articles, text: str, expected: str | None) -> None:
    speaker, _, rule = said(make_articles, text)[-1]
    assert (speaker, rule) == (expected, "pronoun, cue after")


def test_a_quotation_without_a_cue_goes_on_with_the_last_speaker(make_articles: Articles) -> None:
    for text in (
        "Ivo Marsh believes in it. Vane does not.\n“A b c d e.”",
        "“A b c d,” Ivo Marsh said. “E f g h.”",
        "Ivo Marsh said it would rain.\n“A b c d e.”",
        "“A b c d,” Ivo Marsh said.\n\nIt rained.\n\n“E f g h.”",
    ):
        assert said(make_articles, text)[-1] == ("Ivo Marsh", None, "continuation")


def test_it_does_not_go_on_past_a_barrier(make_articles: Articles) -> None:
    begin, end = "“A b c d,” Ivo Marsh said.", "“E f g h.”"
    for between in ("It rained.\n\nIt was cold.", "The second day"):
        assert said(make_articles, f"{begin}\n\n{between}\n\n{end} It rained on and on.")[-1][0] is None


def test_a_quotation_over_paragraphs_has_one_speaker(make_articles: Articles) -> None:
    text = "“One two three four.\n“Five six seven eight,” Ivo Marsh said."
    assert said(make_articles, text) == [("Ivo Marsh", "say", "cue after")] * 2


def test_the_words_that_say_so_are_pointed_at(make_articles: Articles) -> None:
    text = "Ivo Marsh came. “A b c d,” he then pointed out."
    row = fr.find_quotations(make_articles(text)).iloc[0]
    assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker_text"] == "he"
    assert text[row["cue_start"] : row["cue_end"]] == "pointed out"
    assert (row["cue"], row["cue_class"]) == ("point out", "neutral")


def test_a_title_has_speakers_too(make_articles: Articles) -> None:
    articles = make_articles("It rained.", titles=["Marsh: ‘a b c d’"])
    assert fr.find_quotations(articles, parts=("title",))["speaker"].tolist() == ["Marsh"]


STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def test_straight_and_curly_marks_give_the_same_speakers(make_articles: Articles) -> None:
    text = "“A b c don’t,” Marsh said. “E f,” said Vane. Ivo Rook’s answer: “A b c d.”"
    assert said(make_articles, text) == said(make_articles, text.translate(STRAIGHT))


PARAGRAPH = st.lists(
    st.sampled_from(
        ["“Yes,”", "he", "said", "Marsh", "“No never again.”", "Vane", "told", ",", "officials", "The", ":"]
    ),
    min_size=1,
    max_size=8,
).map(lambda words: " ".join(["Marsh", *words, "said."]))


@given(st.lists(PARAGRAPH, min_size=3, max_size=5), st.sampled_from(["“", '"', "”", "‘", "'"]), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_odd_mark_changes_no_speaker_in_other_paragraphs(
    make_articles: Articles, paragraphs: list[str], mark: str, data: st.DataObject
) -> None:
    odd = data.draw(st.integers(0, len(paragraphs) - 1))
    paragraphs = [f"{line} odd" if number == odd else line for number, line in enumerate(paragraphs)]
    changed = [line.replace(" odd", f" {mark}odd") for line in paragraphs]
    before, after = speakers(make_articles, paragraphs), speakers(make_articles, changed)
    del before[odd], after[odd]
    assert before == after


def speakers(make_articles: Articles, paragraphs: list[str]) -> list[list[tuple[str, str]]]:
    """Speaker and rule of the quotations of each paragraph."""
    found = fr.find_quotations(make_articles("\n".join(paragraphs))).fillna({"speaker": "-"})
    result, begin = [], 0
    for line in paragraphs:
        own = found[found["start"].between(begin, begin + len(line) - 1)]
        result.append(list(zip(own["speaker"].tolist(), own["rule"].tolist(), strict=True)))
        begin += len(line) + 1
    return result
