from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing.measures.frames as frames
from framing.errors import MeasureError
from framing.measures.frames.indicators import matcher_of
from framing.tables import check_table
from framing.text import tokenise

Articles = Callable[..., pd.DataFrame]

DESCRIPTION = """
[frames.war.items.attack]
question = "Is there an attack?"
[frames.war.items.losses]
question = "Are there losses?"
[frames.peace.items.talks]
question = "Are there talks?"
"""
ENTRIES = """frame,item,term,kind
war,attack,attack*,term
war,attack,attack at dawn,term
war,attack,{army} ...2 {march},pattern
war,attack,{army} {march} on,pattern
war,attack,heart attack,exception
war,losses,{sum},pattern
war,losses,{figure} ...1 dead,pattern
war,losses,{age} ...2 lost,pattern
war,losses,attack*,term
peace,talks,{name} ...3 met,pattern
peace,talks,May,cased
,army,troops,class
,army,the troops,class
,march,march*,class
,march,attack,class
"""


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> frames.Scheme:
    folder = tmp_path_factory.mktemp("scheme")
    (folder / "war.toml").write_text(DESCRIPTION, encoding="utf-8")
    (folder / "war.csv").write_text(ENTRIES, encoding="utf-8")
    return frames.read_scheme(Path(folder / "war.toml"))


def spot(scheme: frames.Scheme, text: str) -> list[tuple[str, str]]:
    """List the item and the words of every hit."""
    row, first, last = matcher_of(scheme).find(tokens := tokenise([text]))
    items = scheme.entries["item"].to_numpy()[row].tolist()
    spans = zip(tokens.start[first].tolist(), tokens.end[last].tolist(), strict=True)
    return [(item.partition("_")[2], text[start:end]) for item, (start, end) in zip(items, spans, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops will march.", [("attack", "Troops will march")]),
        ("Troops did not yet go and march.", []),  # four words between
        ("Troops rest. Marching is for others.", []),  # another sentence
        ("Troops, he said, marched.", [("attack", "Troops, he said, marched")]),  # marks may stand in a gap
        ("The troops march on.", [("attack", "troops march on")]),  # the longest of two at one place
        ("Troops saw troops march.", [("attack", "troops march")]),  # the shortest stretch of a pattern
        ("An attack at dawn.", [("losses", "attack"), ("attack", "attack at dawn")]),  # for two items
        ("A heart attack.", [("losses", "attack")]),  # hidden for its own item only
        ("Troops had a heart attack.", [("losses", "attack")]),  # and for patterns of that item
        ("It cost $3 million.", [("losses", "$3 million")]),
        ("It cost £5m, 40 cents and 2 billion euros.", [("losses", "£5m"), ("losses", "40 cents"),
                                                       ("losses", "2 billion euros")]),
        ("It cost $ and 12 days.", []),
        ("With 12 men dead.", [("losses", "12 men dead")]),
        ("Olga Berg, 34, is lost.", [("losses", "34, is lost")]),
        ("In the town, 34, it seems, lost.", []),  # an age stands after a name
        ("Olga Berg, 340, is lost.", []),  # nor is it longer than a life
        ("Olga Berg had 34, all lost.", []),
        ("In May they may go.", [("talks", "May")]),
        ("Yesterday Olga Berg met him.", [("talks", "Berg met")]),
        ("Women met him.", []),  # a capital that opens the sentence is no name
        ("“Women met him.”", []),
    ],
)  # fmt: skip
def test_entries_find_what_they_say(scheme: frames.Scheme, text: str, expected: list[tuple[str, str]]) -> None:
    assert spot(scheme, text) == expected


def test_matches_are_the_documented_table(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("“Attack!” he cried. It cost $3.", "", titles=["Attack at dawn", None])
    found = frames.find_frames(articles, scheme=scheme, parts=("title", "text"))
    check_table("matches", found)
    assert found[["part", "term", "category", "item", "place", "voice"]].to_numpy().tolist() == [
        ["title", "Attack", "war", "war_losses", "title", "journalist"],
        ["title", "Attack at dawn", "war", "war_attack", "title", "journalist"],
        ["text", "Attack", "war", "war_attack", "body", "source_direct"],
        ["text", "Attack", "war", "war_losses", "body", "source_direct"],
        ["text", "$3", "war", "war_losses", "body", "journalist"],
    ]
    assert found["category"].cat.categories.tolist() == ["war", "peace"]
    assert found["item"].cat.categories.tolist() == ["war_attack", "war_losses", "peace_talks"]
    for row in found.itertuples():
        assert articles.loc[row.article_id, row.part][row.start : row.end] == row.term


def test_tokens_made_before_give_the_same(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("Troops march.", "They met. An attack.")
    tokens = tokenise(articles["text"].tolist())
    pd.testing.assert_frame_equal(
        frames.find_frames(articles, scheme=scheme), frames.find_frames(articles, scheme=scheme, tokens=tokens)
    )


WORDS = ["troops", "the", "march", "attack", "heart", "at", "dawn", "rest", "$3", "12", "dead", "Olga", "met", ".", ","]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=4))
def test_hits_do_not_depend_on_the_neighbours_and_share_no_word(
    scheme: frames.Scheme, sentences: list[list[str]]
) -> None:
    texts = [" ".join(words) for words in sentences]
    row, first, last = matcher_of(scheme).find(tokens := tokenise(texts))
    together = [[] for _ in texts]  # type: list[list[tuple[int, str]]]
    for entry, begin, end in zip(row.tolist(), first.tolist(), last.tolist(), strict=True):
        text = int(tokens.text[begin])
        together[text].append((entry, texts[text][tokens.start[begin] : tokens.end[end]]))
    for text, hits in zip(texts, together, strict=True):
        alone_row, alone_first, alone_last = matcher_of(scheme).find(alone := tokenise([text]))
        spans = zip(alone.start[alone_first], alone.end[alone_last], strict=True)
        assert hits == list(zip(alone_row.tolist(), [text[start:end] for start, end in spans], strict=True))
    for item in set(scheme.entries["item"]):
        own = (scheme.entries["item"].to_numpy()[row] == item).nonzero()[0]
        assert (first[own][1:] > last[own][:-1]).all()


def test_what_is_no_scheme_and_other_languages_are_refused(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("Troops march.")
    with pytest.raises(MeasureError, match="scheme= must be a scheme of frames; found: str"):
        frames.find_frames(articles, scheme="generic")  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="the scheme 'war' is made for language 'en'"):
        frames.find_frames(articles.assign(language="de"), scheme=scheme)
