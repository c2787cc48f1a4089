from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr

Articles = Callable[..., pd.DataFrame]


def test_a_source_who_quotes_a_source_is_one_step_deeper(make_articles: Articles) -> None:
    text = "Marsh said the minister had claimed the plan was dead."
    found = fr.find_quotations(make_articles(text))
    assert found["speaker"].tolist() == ["Marsh", "minister"]
    assert found["depth"].tolist() == [1, 2]


def test_what_a_quoted_source_hands_on_is_found_within_the_marks(make_articles: Articles) -> None:
    text = "“The minister says the plan is dead,” said Marsh."
    found = fr.find_quotations(make_articles(text))
    assert found["kind"].tolist() == ["direct", "indirect"]
    assert found["speaker"].tolist() == ["Marsh", "minister"]
    assert found["depth"].tolist() == [1, 2]
    assert found.loc[1, "rule"] == "clause, in marks"
    voices = fr.assign_voices(found, articles=make_articles(text), quotations=found)
    assert voices["voice"].tolist() == ["source_direct"] * 2  # within the marks all is verbatim


def test_what_a_source_says_of_itself_is_no_deeper(make_articles: Articles) -> None:
    found = fr.find_quotations(make_articles("“I think the plan is dead,” said Marsh."))
    assert found["depth"].tolist() == [1]
    found = fr.find_quotations(make_articles("Marsh said he believed the plan was dead."))
    assert found["depth"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("text", "flag", "voice"),
    [
        ("The “palace” is old.", "scare quote", "journalist"),
        ("They showed “The Long Way Home Again” to all.", "title", "journalist"),
        ("Marsh called it a “palace”.", None, "source_direct"),
    ],
)
def test_marks_without_a_source_are_the_journalists(
    make_articles: Articles, text: str, flag: str | None, voice: str
) -> None:
    articles = make_articles(text)
    found = fr.find_quotations(articles)
    marked = found[found["kind"] != "indirect"]
    assert marked["flag"].fillna("-").tolist() == [flag or "-"]
    assert fr.assign_voices(marked, articles=articles, quotations=found)["voice"].tolist() == [voice]


def test_the_pieces_of_one_attribution_share_a_number(make_articles: Articles) -> None:
    found = fr.find_quotations(make_articles("“It is over,” Marsh said, “and done with.” Vane said: “No, it is not.”"))
    assert found["quotation_id"].str[-5:].tolist() == ["q0000", "q0000", "q0001"]
    found = fr.find_quotations(
        make_articles("“It is over now,” Marsh said. “It is done with.”\n\n“Go home, all of you.”")
    )
    assert found["quotation_id"].str[-5:].tolist() == ["q0000", "q0000", "q0001"]


def test_one_person_is_one_name_titles_stripped(make_articles: Articles) -> None:
    text = "President Ivo Marsh came. Marsh said it was over. The president warned that it was late. He said he knew."
    found = fr.find_quotations(make_articles(text))
    assert set(found["speaker"]) == {"Ivo Marsh"}
