"""Families of copies: who belongs, who was first, and who only looks like it."""

import math

import numpy as np
import pandas as pd
import pytest

from framing.clusters.duplicates import find_duplicates
from framing.clusters.overlaps import find_overlaps
from framing.corpus.demonstration import load_demo
from framing.errors import MeasureError, TableError
from framing.text import tokenise

WORDS = np.array(
    [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "e", "io", "ou") for c in ("n", "rel", "sk", "t")]
)


def write(n, seed):
    return " ".join(np.random.default_rng(seed).choice(WORDS, n).tolist())


def change(text, share, seed):
    random = np.random.default_rng(seed)
    return " ".join(word if random.random() >= share else str(random.choice(WORDS)) for word in text.split())


def make(texts, ids="abcdefghij", **columns):
    index = pd.Index(list(ids)[: len(texts)], name="article_id")
    base = {"text": texts, "title": None, "outlet": None, "date": pd.NaT, "url": None}
    return pd.DataFrame(base | columns, index=index)


def overlaps(*pairs):
    columns = ["article_id", "other_id", "kind", "n_shared", "n_runs", "longest", "share", "jaccard"]
    rows = [(one, other, kind, n_shared, 6, 20, 0.5, 0.5) for one, other, kind, n_shared in pairs]
    return pd.DataFrame(rows, columns=columns)


def clusters(articles, **options):
    found = find_duplicates(articles, **options)
    return dict(zip(found["article_id"], found["cluster"], strict=True))


REPORT = write(200, 1)
COPY = change(REPORT, 0.05, 2)


def test_every_article_has_a_row_in_the_order_given():
    articles = make([REPORT, write(200, 3), COPY, "", REPORT], ids="bdcae")
    found = find_duplicates(articles)
    assert found["article_id"].tolist() == list("bdcae")
    assert found["cluster"].tolist() == ["b", "d", "b", "a", "b"]
    assert found["role"].tolist() == ["original", "single", "wire_copy", "single", "same_text"]
    assert found["kind"].unique().tolist() == ["duplicate"]


def test_score_is_the_share_of_the_articles_own_words():
    found = find_duplicates(make([REPORT, REPORT + " " + write(50, 3), write(90, 4)]))["score"].tolist()
    assert found[:2] == pytest.approx([1.0, 0.8])
    assert math.isnan(found[2])


@pytest.mark.parametrize(
    ("columns", "texts", "first"),
    [
        ({}, [REPORT, COPY], "a"),
        ({}, [REPORT, COPY + " " + write(9, 3)], "b"),
        ({"date": pd.to_datetime(["2020-01-02", "2020-01-01"])}, [REPORT + " more", COPY], "b"),
        ({"date": pd.to_datetime([None, "2020-01-01"])}, [REPORT + " more", COPY], "b"),
        (
            {"outlet": ["The Sluice", "Reuters"], "date": pd.to_datetime(["2020-01-01", "2020-01-02"])},
            [REPORT, COPY],
            "b",
        ),
        ({"author": ["Ivo Renn", "The Associated Press"]}, [REPORT + " more", COPY], "b"),
        ({"author": ["Associated Press", None], "outlet": [None, "AP"]}, [REPORT + " more", COPY], "b"),
        ({}, [REPORT + " more", "LOWEN (AP) — " + COPY], "b"),
        ({}, [REPORT + " more " * 9, "LOWEN, Sept 3 (Reuters) - " + COPY], "b"),
        ({}, [REPORT + " more " * 9, COPY + " he told Reuters - again"], "a"),
    ],
)
def test_the_likely_original(columns, texts, first):
    assert set(clusters(make(texts, **columns)).values()) == {first}


def test_a_copy_of_a_copy_joins_where_what_they_share_must_meet():
    articles = make([write(200, seed) for seed in range(3)])
    table = overlaps(("a", "b", "wire_copy", 150), ("b", "c", "wire_copy", 150))
    assert clusters(articles, overlaps=table) == {"a": "a", "b": "a", "c": "a"}


def test_a_chain_of_articles_that_share_nothing_is_cut():
    first, second = write(200, 1), write(200, 2)
    found = find_duplicates(
        make(
            [first, first + " " + second, second],
            outlet=["x", "y", "z"],
            date=pd.to_datetime(["2020-01-01", "2020-01-02", "2020-01-02"]),
        )
    )
    assert found["cluster"].tolist() == ["a", "a", "c"]
    assert found["role"].tolist() == ["original", "derivative", "single"]


def test_what_holds_two_reports_is_the_original_of_neither_chain():
    articles = make([write(200, seed) for seed in range(4)], date=pd.date_range("2020-01-01", periods=4))
    table = overlaps(("a", "b", "derivative", 90), ("b", "c", "derivative", 90), ("c", "d", "wire_copy", 190))
    assert clusters(articles, overlaps=table) == {"a": "a", "b": "a", "c": "c", "d": "c"}


@pytest.mark.parametrize("kind", ["quoting", "boilerplate"])
def test_quotation_and_standing_text_join_nothing(kind):
    articles = make([REPORT, COPY])
    assert clusters(articles, overlaps=overlaps(("a", "b", kind, 150))) == {"a": "a", "b": "b"}


def test_overlaps_corrected_by_hand_are_heard():
    articles = make([REPORT, COPY])
    found = find_overlaps(articles)
    assert clusters(articles, overlaps=found) == {"a": "a", "b": "a"}
    assert clusters(articles, overlaps=found.iloc[:0]) == {"a": "a", "b": "b"}


def test_the_order_of_rows_does_not_matter():
    articles = make([REPORT, COPY, change(REPORT, 0.2, 4), write(90, 5), REPORT, ""])
    there = find_duplicates(articles).set_index("article_id")
    back = find_duplicates(articles.iloc[::-1]).set_index("article_id")
    pd.testing.assert_frame_equal(there, back.loc[there.index])


def test_a_family_of_forty_is_one():
    ids = [f"a{number:02d}" for number in range(45)]
    texts = [change(REPORT, 0.08, seed) for seed in range(40)] + [write(200, seed) for seed in range(90, 95)]
    found = find_duplicates(make(texts, ids=ids))
    assert found["cluster"].nunique() == 6


@pytest.mark.parametrize("texts", [[], [""], [REPORT]])
def test_a_corpus_of_next_to_nothing(texts):
    assert find_duplicates(make(texts))["role"].tolist() == ["single"] * len(texts)


def test_overlaps_of_other_articles_are_refused():
    with pytest.raises(TableError, match="not in `articles`"):
        find_duplicates(make([REPORT]), overlaps=overlaps(("a", "z", "quoting", 9)))


def test_nothing_is_changed_in_place():
    articles = make([REPORT, COPY])
    before = articles.copy(deep=True)
    find_duplicates(articles)
    pd.testing.assert_frame_equal(articles, before)


def test_tokens_made_before_change_nothing_and_those_of_other_texts_are_refused():
    articles = load_demo()
    tokens = tokenise(articles["text"].tolist())
    pd.testing.assert_frame_equal(find_duplicates(articles, tokens=tokens), find_duplicates(articles))
    with pytest.raises(MeasureError):
        find_duplicates(articles[::-1], tokens=tokens)
