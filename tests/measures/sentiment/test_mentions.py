from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.sentiment.mentions import find_targets
from framing.measures.sentiment.target_names import read_targets

pytestmark = pytest.mark.filterwarnings("ignore:no mention of")

MARSH = {"Ivo Marsh": ["the water minister"]}


def rows(found: pd.DataFrame, *columns: str) -> list[Any]:
    return found[list(columns)].to_numpy(object).tolist()


def test_names_aliases_and_surnames_are_found_where_they_stand(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("Ivo Marsh spoke. The water minister left. Marsh came back.", "Marsh is a wet place.")
    found = find_targets(articles, MARSH)
    assert rows(found, "article_id", "term", "link") == [
        ["a", "Ivo Marsh", "name"],
        ["a", "The water minister", "alias"],
        ["a", "Marsh", "surname"],
    ]
    spans = zip(found["article_id"], found["start"].tolist(), found["end"].tolist(), strict=True)
    assert [articles["text"][key][start:end] for key, start, end in spans] == found["term"].tolist()


def test_a_surname_is_that_of_the_last_full_name_and_ambiguous_where_two_bear_it(
    make_articles: Callable[..., pd.DataFrame],
) -> None:
    articles = make_articles("Ivo Marsh spoke. Marsh sat. Then Ana Marsh rose. Marsh smiled.")
    found = find_targets(articles, ["Ivo Marsh", "Ana Marsh"])
    assert rows(found, "term", "target", "ambiguous") == [
        ["Ivo Marsh", "Ivo Marsh", False],
        ["Marsh", "Ivo Marsh", True],
        ["Ana Marsh", "Ana Marsh", False],
        ["Marsh", "Ana Marsh", True],
    ]
    alone = find_targets(articles, ["Ivo Marsh"])
    assert rows(alone, "term", "ambiguous") == [["Ivo Marsh", False], ["Marsh", True]]


def test_a_title_tells_whose_the_surname_is(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("Mr Ivo Marsh spoke. Ms Ana Marsh rose. Mr Marsh smiled.")
    found = find_targets(articles, ["Ivo Marsh", "Ana Marsh"])
    assert rows(found, "term", "target", "ambiguous")[-1] == ["Marsh", "Ivo Marsh", False]


def test_a_title_may_use_the_surname_before_the_text_gives_the_name(
    make_articles: Callable[..., pd.DataFrame],
) -> None:
    found = find_targets(make_articles("Ivo Marsh lost.", titles=["Marsh loses"]), ["Ivo Marsh"])
    assert rows(found, "part", "place", "term") == [["title", "title", "Marsh"], ["text", "body", "Ivo Marsh"]]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Marsh Jr spoke.",  # another person
        "Ivo Marshall spoke.",
        "The ivo marsh is wet.",
        "Ana Marsh spoke. Marsh left.",
        "Marsh spoke.",  # nobody's
    ],
)
def test_no_mention_of_somebody_else(make_articles: Callable[..., pd.DataFrame], text: str) -> None:
    assert find_targets(make_articles(text), ["Ivo Marsh"]).empty


def test_a_place_named_after_him_is_no_mention(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = find_targets(make_articles("Ivo Marsh opened the Marsh Bridge."), ["Ivo Marsh"])
    assert found["term"].tolist() == ["Ivo Marsh"]


def test_a_middle_name_and_capitals_are_the_same_person(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = find_targets(make_articles("Ivo Karl Marsh spoke. IVO MARSH won."), ["Ivo Marsh"])
    assert rows(found, "term", "link") == [["Ivo Karl Marsh", "name"], ["IVO MARSH", "name"]]


def test_possessives_are_kept_and_marked(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = find_targets(
        make_articles("Ivo Marsh’s plan failed. Eva Ames' plan, too. Ivo Marsh left."), ["Ivo Marsh", "Eva Ames"]
    )
    assert rows(found, "term", "possessive") == [["Ivo Marsh", True], ["Eva Ames", True], ["Ivo Marsh", False]]


def test_voice_and_speaker_of_a_mention(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = find_targets(make_articles("“Ivo Marsh is a liar,” Ana Tarn said. Ivo Marsh left."), ["Ivo Marsh"])
    assert rows(found, "voice") == [["source_direct"], ["journalist"]]
    assert found["speaker"].tolist()[0] == "Ana Tarn"


def test_nothing_found_is_a_table_of_the_same_columns(make_articles: Callable[..., pd.DataFrame]) -> None:
    some = find_targets(make_articles("Ivo Marsh spoke."), MARSH)
    none = find_targets(make_articles("Nobody spoke.", ""), MARSH)
    assert none.empty
    assert list(none.columns) == list(some.columns)
    assert none.dtypes.astype(str).to_dict() == some.dtypes.astype(str).to_dict()


def test_the_order_of_articles_and_targets_changes_no_row(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("Ivo Marsh met Ana Tarn. Tarn left.", "Ana Tarn won.", "Marsh is wet.")
    there = find_targets(articles, ["Ivo Marsh", "Ana Tarn"])
    back = find_targets(articles.iloc[::-1], ["Ana Tarn", "Ivo Marsh"])
    keys = ["article_id", "part", "start"]
    pd.testing.assert_frame_equal(there.sort_values(keys, ignore_index=True), back.sort_values(keys, ignore_index=True))


def test_targets_as_mapping_list_and_table_are_alike() -> None:
    table = pd.DataFrame({"target": ["Ivo Marsh", "Tarn"], "alias": ["the water minister", None]})
    assert read_targets(table) == read_targets(MARSH | {"Tarn": []}) == read_targets({**MARSH, "Tarn": "Tarn"})
    assert [one.name for one in read_targets("Ivo  Marsh")] == ["Ivo Marsh"]


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        ({}, "no target to look for"),
        ({" ": "x"}, "a target has no name"),
        ({"Ivo Marsh": "Marsh", "Ana Marsh": "Marsh"}, "two targets share the name 'Marsh'"),
        (pd.DataFrame({"name": ["Ivo"]}), "must have the columns target and alias; found: columns: name"),
    ],
)
def test_a_mistake_in_the_targets_is_said(targets: Any, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        read_targets(targets)


def test_articles_in_another_language_are_refused(make_articles: Callable[..., pd.DataFrame]) -> None:
    with pytest.raises(MeasureError, match="made for language 'en'"):
        find_targets(make_articles("Ivo Marsh sprach.").assign(language="de"), MARSH)


@pytest.mark.parametrize("none", [None, float("nan"), pd.NA, [], ""])
def test_no_alias_may_be_said_in_any_way(none: Any) -> None:
    assert [(one.name, one.aliases) for one in read_targets({"Ivo Marsh": none})] == [("Ivo Marsh", ())]


@pytest.mark.parametrize(
    "targets",
    [
        [None],
        ["Ivo Marsh", float("nan")],
        {None: ["the minister"]},
        {"Ivo Marsh": ["Marsh", None]},
        {"Ivo Marsh": 7},
        pd.DataFrame({"target": ["Ivo Marsh", None], "alias": ["Marsh", "nan"]}),
        pd.Series(["Ivo Marsh", None]),
        7,
    ],
)
def test_a_name_that_is_no_text_is_refused(targets: Any) -> None:
    with pytest.raises(MeasureError, match="names and aliases of targets must be text"):
        read_targets(targets)


def test_a_target_that_is_nowhere_mentioned_is_named() -> None:
    index = pd.Index(["a"], name="article_id")
    articles = pd.DataFrame({"text": ["Ivo Marsh spoke."], "title": None, "outlet": "X"}, index=index)
    articles = articles.assign(date=pd.NaT, url=None)
    with pytest.warns(UserWarning, match="no mention of 'Ivo Mrash': is it spelt"):
        find_targets(articles, ["Ivo Marsh", "Ivo Mrash"])
