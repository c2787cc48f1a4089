from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError, TableError
from framing.measures.sources import count_quotations

Make = Callable[..., pd.DataFrame]

MIXED = "Ida Holm said the port was “a mess” and would close. “We warned them for years,” she added. A “truce” held."


@pytest.fixture
def articles(make_articles: Make) -> pd.DataFrame:
    return make_articles(MIXED, "", "Rain fell on the harbour.")


@pytest.fixture
def quotations(articles: pd.DataFrame, mark: Make) -> pd.DataFrame:
    holm = {"speaker": "Ida Holm", "speaker_type": "government", "depth": 1}
    return mark(
        articles,
        ("a", "q0", "indirect", "the port was “a mess” and would close", holm | {"cue": "say", "cue_class": "neutral"}),
        ("a", "q0", "partial", "a mess", holm),
        ("a", "q1", "direct", "We warned them for years,", holm | {"cue": "add", "speaker_text": "she"}),
        ("a", "q2", "partial", "truce", {"flag": "scare quote"}),
    )


def test_each_word_is_counted_once_and_each_quotation_once(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    counted = count_quotations(articles, quotations=quotations)
    assert counted[["kind", "voice", "n_quotations", "n_words"]].to_numpy().tolist() == [
        ["indirect", "source_indirect", 1, 6],
        ["partial", "source_direct", 0, 2],
        ["direct", "source_direct", 1, 5],
    ]
    assert counted["cue"].tolist()[:2] == ["say", "say"]  # of the quotation, though the piece has none of its own


def test_scare_quotes_and_titles_are_nobodys(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    assert "a/q2" not in set(count_quotations(articles, quotations=quotations)["quotation_id"])
    titled = quotations.assign(flag="title")
    assert len(count_quotations(articles, quotations=titled)) == 0
    assert len(count_quotations(articles, quotations=quotations.drop(columns="flag"))) == 4


def test_what_a_source_hands_on_is_its_own(make_articles: Make, mark: Make) -> None:
    articles = make_articles("Ida Holm said that Rolf Lund had claimed the bridge was safe.")
    outer = ("a", "q0", "indirect", "Rolf Lund had claimed the bridge was safe", {"speaker": "Ida Holm", "depth": 1})
    inner = ("a", "q1", "indirect", "the bridge was safe", {"speaker": "Rolf Lund", "depth": 2})
    counted = count_quotations(articles, quotations=mark(articles, outer, inner))
    assert counted[["speaker", "n_quotations", "n_words"]].to_numpy().tolist() == [["Ida Holm", 1, 8]]
    no_depth = mark(articles, outer, inner).drop(columns="depth")
    assert count_quotations(articles, quotations=no_depth)["n_words"].tolist() == [4, 4]


def test_what_lies_within_the_words_of_the_same_source_is_part_of_them(make_articles: Make, mark: Make) -> None:
    articles = make_articles("Ida Holm said she feared that the “old” bridge would not hold. It did.")
    outer = (
        "a",
        "q0",
        "indirect",
        "she feared that the “old” bridge would not hold",
        {"speaker": "Ida Holm", "cue": "say"},
    )
    same = ("a", "q1", "indirect", "the “old” bridge would not hold", {"speaker": "Ida Holm", "cue": "fear"})
    nobody = ("a", "q2", "partial", "old", {"speaker_type": "citizen", "anonymous": True})
    apart = ("a", "q3", "partial", "It", {"speaker": "Ida Holm", "cue": "add"})
    counted = count_quotations(articles, quotations=mark(articles, apart, nobody, same, outer))
    assert counted[["quotation_id", "speaker", "cue", "kind", "n_quotations", "n_words"]].to_numpy().tolist() == [
        ["a/q0", "Ida Holm", "say", "indirect", 1, 8],
        ["a/q0", "Ida Holm", "say", "partial", 0, 1],
        ["a/q3", "Ida Holm", "add", "partial", 1, 1],
    ]
    assert counted[["speaker_type", "anonymous"]].isna().all(axis=None)  # of its own pieces, not of what lies within
    across = ("a", "q1", "partial", "It did", {"speaker": "Ida Holm"})  # one piece within, one without
    assert count_quotations(articles, quotations=mark(articles, outer, same, across))["n_quotations"].sum() == 2


def test_a_quotation_without_a_word_is_none(make_articles: Make, mark: Make) -> None:
    articles = make_articles("“…,” she said. “Well,” she said.")
    made = mark(articles, ("a", "q0", "partial", "…,", {}), ("a", "q1", "partial", "Well,", {}))
    assert count_quotations(articles, quotations=made)["quotation_id"].tolist() == ["a/q1"]


def test_the_order_of_rows_changes_nothing(demo: pd.DataFrame) -> None:
    quotations = fr.find_quotations(demo)
    counted = count_quotations(demo, quotations=quotations)
    shuffled = count_quotations(demo, quotations=quotations.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(shuffled, counted, check_exact=True)
    assert list(dict.fromkeys(counted["article_id"])) == [
        key for key in demo.index if key in set(counted["article_id"])
    ]


def test_two_spans_on_the_same_words_are_counted_once(make_articles: Make, mark: Make) -> None:
    articles = make_articles("He said “we shall never sell it”.")
    rows = [("a", "q0", kind, "we shall never sell it", {}) for kind in ("direct", "indirect")]
    for order in (rows, rows[::-1]):
        counted = count_quotations(articles, quotations=mark(articles, *order))
        assert counted[["kind", "n_quotations", "n_words"]].to_numpy().tolist() == [["direct", 1, 5]]


def test_words_agree_with_those_by_voice(demo: pd.DataFrame) -> None:
    quotations = fr.find_quotations(demo)
    plain = quotations[~quotations["flag"].isin(["scare quote", "title"])]
    words = fr.count_words(demo, quotations=plain).groupby("voice")["n_words"].sum().drop("journalist")
    counted = count_quotations(demo, quotations=quotations)
    assert counted["n_words"].sum() == words.sum() > 0
    assert counted["n_quotations"].sum() == counted["quotation_id"].nunique()
    assert (counted.groupby("quotation_id")["n_quotations"].sum() == 1).all()


def test_titles_count_where_they_are_asked_for(make_articles: Make, mark: Make) -> None:
    articles = make_articles("“It is over,” she said.", titles=["Mayor: ‘We won’"])
    made = mark(
        articles,
        ("a", "q1", "partial", "It is over,", {}),
        ("a", "q0", "partial", "We won", {"part": "title"}),
    )
    assert count_quotations(articles, quotations=made)["n_words"].tolist() == [3]
    assert count_quotations(articles, quotations=made, parts=("title", "text"))["n_words"].tolist() == [2, 3]


def test_a_table_without_what_was_not_looked_for_is_enough(articles: pd.DataFrame, quotations: pd.DataFrame) -> None:
    bare = quotations[["quotation_id", "article_id", "part", "start", "end", "kind", "rule", "speaker"]]
    counted = count_quotations(articles, quotations=bare)
    assert counted[["speaker_type", "anonymous", "cue_class"]].isna().all(axis=None)


def test_mistakes_are_told(articles: pd.DataFrame, quotations: pd.DataFrame, make_articles: Make) -> None:
    twice = pd.concat([quotations, quotations.assign(article_id="c", start=0, end=4)])
    with pytest.raises(TableError, match="a quotation lies in one article"):
        count_quotations(articles, quotations=twice)
    with pytest.raises(TableError, match="not in `articles`"):
        count_quotations(articles.loc[["c"]], quotations=quotations)
    with pytest.raises(MeasureError, match="articles in 'de'"):
        count_quotations(articles.assign(language="de"))
    assert len(count_quotations(articles.assign(language="de"), quotations=quotations)) == 3
