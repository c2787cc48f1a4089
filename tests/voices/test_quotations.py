from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.reading import marks
from framing.tables import check_table

Articles = Callable[..., pd.DataFrame]
Found = list[tuple[str, str]]


def find(make_articles: Articles, text: str) -> Found:
    quotations = check_table("quotations", fr.find_quotations(make_articles(text)))
    quotations = quotations[quotations["kind"].isin(["direct", "partial"])]
    spans = zip(quotations["start"].tolist(), quotations["end"].tolist(), quotations["kind"].tolist(), strict=True)
    return [(text[start:end], kind) for start, end, kind in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“A b c d,” X said.", [("A b c d,", "direct")]),
        ("X said: “A b c d.”", [("A b c d.", "direct")]),
        ("X said “one” and “two three four five”.", [("one", "partial"), ("two three four five", "direct")]),
        ("(“A b c d,” X said.)", [("A b c d,", "direct")]),
        ("« A b c d », X said.", [("A b c d", "direct")]),
        ("„A b c d“, X said.", [("A b c d", "direct")]),
        ("„A b c d”, X said.", [("A b c d", "direct")]),
        ("``A b c d,'' X said.", [("A b c d,", "direct")]),
        ("‘A b c d,’ X said.", [("A b c d,", "direct")]),
        ("‘They said “never again” to me,’ X said.", [("They said “never again” to me,", "direct")]),
        ("“They said ‘never again’ to me,” X said.", [("They said ‘never again’ to me,", "direct")]),
        ("‘The farmers’ land is wet,’ X said.", [("The farmers’ land is wet,", "direct")]),
        ("‘The boys’ turn.’ Then ‘no’.", [("The boys’ turn.", "partial"), ("no", "partial")]),
        ("X's ‘bark’ and cats’ ‘meow’", [("bark", "partial"), ("meow", "partial")]),
        ('“” "" ‘’', []),
        ("", []),
    ],
)
def test_what_stands_between_marks(make_articles: Articles, text: str, found: Found) -> None:
    assert find(make_articles, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "I don’t know what the farmers’ union did in the ’90s of rock ’n’ roll, or ’twas ’em.",
        "It’s the boys’ and the girls’ turn.",
        "The 5’ wall of the O’Neills’ house.",
        "‘No closing mark here.",
        "‘90s music and ’80s music’s end, the Joneses’.",
    ],
)
def test_apostrophes_open_nothing(make_articles: Articles, text: str) -> None:
    assert find(make_articles, text) == []
    assert find(make_articles, text.replace("’", "'").replace("‘", "'")) == []


STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@pytest.mark.parametrize(
    "text",
    [
        "“A b c d,” X said. “E f,” she said.",
        "‘A b c don’t,’ X said. ‘E f,’ she said.",
        "‘They said “never again” to me,’ X said.",
        "“One two three four.\n\n“Five six,” X said.\n\nIt was “over”.",
        "“One two three four.\n\nFive six, X said.",
        "(“Yes,” X said) — “no”.",
    ],
)
def test_straight_and_curly_marks_give_the_same(make_articles: Articles, text: str) -> None:
    curly, straight = (fr.find_quotations(make_articles(marked)) for marked in (text, text.translate(STRAIGHT)))
    assert len(curly)
    pd.testing.assert_frame_equal(curly, straight)


def test_a_quotation_over_paragraphs_is_one(make_articles: Articles) -> None:
    found = fr.find_quotations(make_articles("“One two.\n“Three.\n“Four,” X said. “Five.”\n“Six.”"))
    assert [key[-5:] for key in found["quotation_id"]] == ["q0000", "q0000", "q0000", "q0000", "q0001"]
    assert found["kind"].tolist() == ["direct"] * 3 + ["partial"] * 2
    assert found["flag"].isna().all()


@pytest.mark.parametrize("text", ["“One two.\nThree, X said.", "“One two.", "“One two.\n\nIt was “over”."])
def test_a_quotation_left_open_ends_with_its_paragraph(make_articles: Articles, text: str) -> None:
    found = fr.find_quotations(make_articles(text))
    assert text[found.loc[0, "start"] : found.loc[0, "end"]] == "One two."
    assert found.loc[0, "flag"] == "unclosed"
    assert (found["flag"] == "unclosed").sum() == 1
    assert found["quotation_id"].is_unique


def test_a_quotation_left_open_does_not_reach_the_next_article(make_articles: Articles) -> None:
    found = fr.find_quotations(make_articles("“One two.", "“Three,” X said."))
    assert found["flag"].isna().tolist() == [False, True]
    assert found["quotation_id"].tolist() == ["a/text/q0000", "b/text/q0000"]


PARAGRAPH = st.lists(
    st.sampled_from(["“Yes,”", "he", "said", "“no”.", "‘so’", "farmers’", '"It', 'is,"', "don't", "'90s"]),
    min_size=1,
    max_size=6,
).map(lambda words: " ".join(["She", *words, "said."]))


@given(st.lists(PARAGRAPH, min_size=3, max_size=5), st.sampled_from(["“", '"', "”", "‘", "'"]), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_odd_mark_changes_nothing_in_other_paragraphs(
    make_articles: Articles, paragraphs: list[str], mark: str, data: st.DataObject
) -> None:
    # Every paragraph begins with a word, so that no quotation goes on in the next.
    odd = data.draw(st.integers(0, len(paragraphs) - 1))
    changed = [f"{line} {mark}odd" if number == odd else line for number, line in enumerate(paragraphs)]
    before, after = quoted(make_articles, paragraphs), quoted(make_articles, changed)
    del before[odd], after[odd]
    assert before == after


def quoted(make_articles: Articles, paragraphs: list[str]) -> list[list[tuple[int, int]]]:
    """Spans of the quotations of each paragraph, from its beginning."""
    found = fr.find_quotations(make_articles("\n".join(paragraphs)))
    spans = list(zip(found["start"].tolist(), found["end"].tolist(), strict=True))
    result, begin = [], 0
    for line in paragraphs:
        end = begin + len(line)
        result.append([(first - begin, last - begin) for first, last in spans if begin <= first < end])
        begin = end + 1
    return result


SPANS = ["article_id", "part", "start", "end", "kind"]


def test_looking_for_speakers_changes_no_span(make_articles: Articles, demo: pd.DataFrame) -> None:
    found, bare = fr.find_quotations(demo), fr.find_quotations(demo, speakers=False)
    marked = found[found["kind"].isin(["direct", "partial"]) & (found["rule"] != "turn")].reset_index(drop=True)
    pd.testing.assert_frame_equal(marked[SPANS], bare[SPANS])
    assert (marked["flag"] == "unclosed").tolist() == (bare["flag"] == "unclosed").tolist()
    assert found["speaker"].notna().mean() > 0.5
    assert bare[["speaker", "speaker_text", "speaker_start", "cue", "cue_start", "cue_class"]].isna().all().all()
    assert set(bare["rule"]) == {"quotation marks"}
    pd.testing.assert_series_equal(found.dtypes, bare.dtypes)
    pd.testing.assert_series_equal(found.dtypes, fr.find_quotations(make_articles("No.")).dtypes)


def test_titles(make_articles: Articles) -> None:
    articles = make_articles("“Yes,” he said.", titles=["‘Bluff’ or not"])
    assert fr.find_quotations(articles)["part"].tolist() == ["text"]
    found = fr.find_quotations(articles, parts=("title", "text"))
    assert found[["part", "start", "end"]].to_numpy().tolist() == [["title", 1, 6], ["text", 1, 5]]
    assert found["quotation_id"].tolist() == ["a/title/q0000", "a/text/q0000"]


def test_a_title_that_the_text_repeats_is_quoted_once(make_articles: Articles) -> None:
    articles = make_articles("‘Bluff’ or not\nNobody knows.", titles=["‘Bluff’ or not"])
    assert fr.find_quotations(articles, parts=("title", "text"))["part"].tolist() == ["text"]


def test_a_mark_that_nothing_closes_is_looked_for_once(
    make_articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    closing = marks._closing

    def look(opening: Any, *rest: Any) -> int | None:
        looked.append(opening.sign)
        return closing(opening, *rest)

    monkeypatch.setattr(marks, "_closing", look)
    assert find(make_articles, "‘one 'two ‘three 'four “five” ‘six 'seven") == [("five", "partial")]
    assert looked == ["‘", "'", "“"]
