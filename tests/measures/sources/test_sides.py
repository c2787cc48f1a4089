from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.lexicons import Lexicon
from framing.measures.sources import count_sides

Make = Callable[..., pd.DataFrame]

SIDES = Lexicon(
    "sides",
    pd.DataFrame(
        {
            "term": ["dockers", "Ida Holm", "dockers' union", "port authority", "Rolf Lund", "shipowner*"],
            "category": ["dockers", "dockers", "dockers", "port", "port", "owners"],
        }
    ),
)
TEXT = (
    "“We will walk out,” said Ida Holm. “Then we will sue,” said Rolf Lund. “It is late,” she added. "
    "The shipowners kept quiet. “Nobody asked us at all,” said a man."
)


@pytest.fixture
def articles(make_articles: Make) -> pd.DataFrame:
    return make_articles(TEXT, "Rain fell.", "")


@pytest.fixture
def quotations(articles: pd.DataFrame, mark: Make) -> pd.DataFrame:
    return mark(
        articles,
        ("a", "q0", "direct", "We will walk out,", {"speaker": "Ida Holm", "speaker_text": "Ida Holm"}),
        ("a", "q1", "direct", "Then we will sue,", {"speaker": "Lund", "speaker_text": "Rolf Lund"}),
        ("a", "q2", "direct", "It is late,", {"speaker": "Ida Holm", "speaker_text": "she"}),
        ("a", "q3", "direct", "Nobody asked us at all,", {}),
    )


def standings(table: pd.DataFrame, article: str = "a") -> dict[str, str]:
    own = table[table["article_id"] == article]
    return dict(zip(own["side"], own["standing"], strict=True))


def test_sides_that_speak_and_sides_that_are_only_named(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    table = count_sides(articles, SIDES, quotations=quotations)
    assert table[["article_id", "side"]].to_numpy().tolist() == [[a, s] for a in "abc" for s in SIDES.categories]
    own = table.set_index(["article_id", "side"]).loc["a"]
    assert own["n_quotations"].to_dict() == {"dockers": 2, "owners": 0, "port": 1}
    assert own["n_words"].to_dict() == {"dockers": 7, "owners": 0, "port": 4}
    assert own["n_mentions"].to_dict() == {"dockers": 1, "owners": 1, "port": 1}
    assert own["share_words"].tolist() == [7 / 16, 0, 4 / 16]  # of all sources' words, the nameless man's too
    assert standings(table) == {"dockers": "quoted", "owners": "no voice", "port": "quoted"}


def test_an_article_without_sources_has_all_sides_and_no_shares(
    articles: pd.DataFrame, quotations: pd.DataFrame
) -> None:
    rest = count_sides(articles, SIDES, quotations=quotations).query("article_id != 'a'")
    assert set(rest["standing"]) == {"absent"}
    assert rest["share_words"].isna().all()
    assert (rest[["n_mentions", "n_quotations", "n_words", "n_disputed"]] == 0).all(axis=None)


def test_the_name_decides_before_the_role(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    told = quotations.assign(speaker_role="who met the port authority")
    assert standings(count_sides(articles, SIDES, quotations=told))["dockers"] == "quoted"
    only_role = quotations.assign(
        speaker="X", speaker_text="she", speaker_role=[None, None, "of the dockers' union", None]
    )
    own = count_sides(articles, SIDES, quotations=only_role).set_index(["article_id", "side"]).loc["a"]
    assert own["n_quotations"].to_dict() == {"dockers": 4, "owners": 0, "port": 0}  # told once, it holds for all


def test_a_source_of_two_sides_is_of_neither(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    torn = quotations.iloc[:1].assign(speaker="Ida Holm of the port authority")
    table = count_sides(articles, SIDES, quotations=torn)
    own = table.set_index(["article_id", "side"]).loc["a"]
    assert own["n_disputed"].to_dict() == {"dockers": 1, "owners": 0, "port": 1}
    assert (own["n_quotations"] == 0).all()
    assert standings(table) == {"dockers": "unclear", "owners": "no voice", "port": "unclear"}


def test_nameless_sources_are_not_taken_for_one(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    nameless = quotations.assign(speaker=pd.Series([None] * 4, dtype="str"))
    own = count_sides(articles, SIDES, quotations=nameless).set_index(["article_id", "side"]).loc["a"]
    assert own["n_quotations"].to_dict() == {"dockers": 1, "owners": 0, "port": 1}


def test_the_order_of_rows_changes_nothing(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    table = count_sides(articles, SIDES, quotations=quotations)
    pd.testing.assert_frame_equal(count_sides(articles, SIDES, quotations=quotations.iloc[::-1]), table)


def test_titles_are_mentions_where_they_are_asked_for(make_articles: Make, mark: Make) -> None:
    articles = make_articles("Rain fell.", titles=["Shipowners silent"])
    none = mark(articles)
    assert standings(count_sides(articles, SIDES, quotations=none))["owners"] == "absent"
    both = count_sides(articles, SIDES, quotations=none, parts=("title", "text"))
    assert standings(both)["owners"] == "no voice"


def test_a_list_in_another_language_is_refused(articles: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="articles in 'de'"):
        count_sides(articles.assign(language="de"), SIDES)


def test_quotations_are_found_where_they_are_not_given(demo: pd.DataFrame) -> None:
    sides = Lexicon("sides", pd.DataFrame({"term": ["Ilka Torvald", "Torvald", "Oduya"], "category": ["t", "t", "o"]}))
    table = count_sides(demo, sides)
    assert len(table) == 2 * len(demo)
    assert {"quoted", "no voice", "absent"} <= set(table["standing"])
    assert np.isfinite(table["share_words"].dropna()).all()
