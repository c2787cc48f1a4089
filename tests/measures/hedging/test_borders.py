"""Hedges at the borders of quotations: scopes are cut, and "I" is who speaks."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.measures.hedging.borders import keep_to_voices

Articles = Callable[..., pd.DataFrame]

TEXT = "The town “may flood” soon, Anna Vane said."


def _hedges(articles: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """One hedge of the first article, with what stands in the columns."""
    row = {"article_id": "a", "part": "text", "start": 10, "end": 13, "target": None, "voice": "source_direct"}
    row |= {"speaker": "Anna Vane", "scope_start": 10, "scope_end": 19} | columns
    table = pd.DataFrame([row])
    return table.astype({"scope_start": "Int64", "scope_end": "Int64", "target": "str", "speaker": "str"})


def _kept(make_articles: Articles, text: str = TEXT, **columns: object) -> pd.Series:
    articles = make_articles(text)
    return keep_to_voices(_hedges(articles, **columns), articles, fr.find_quotations(articles)).iloc[0]


@pytest.mark.parametrize(
    ("scope", "kept"),
    [((10, 19), (10, 19)), ((0, 19), (10, 19)), ((10, 41), (10, 19)), ((0, 41), (10, 19)), ((14, 17), (14, 17))],
)
def test_a_scope_is_cut_at_the_marks(make_articles: Articles, scope: tuple[int, int], kept: tuple[int, int]) -> None:
    row = _kept(make_articles, scope_start=scope[0], scope_end=scope[1])
    assert (row["scope_start"], row["scope_end"]) == kept


def test_a_scope_beyond_the_quotation_is_none(make_articles: Articles) -> None:
    row = _kept(make_articles, scope_start=21, scope_end=25)
    assert row[["scope_start", "scope_end"]].isna().all()
    assert _kept(make_articles, scope_start=pd.NA, scope_end=pd.NA)[["scope_start", "scope_end"]].isna().all()


def test_a_hedge_outside_keeps_its_scope(make_articles: Articles) -> None:
    row = _kept(make_articles, start=21, end=25, scope_start=0, scope_end=25)
    assert (row["scope_start"], row["scope_end"]) == (0, 25)


@pytest.mark.parametrize("word", ["I", "we", "We", "I'm", "I’m", "my", "our", "we're"])
def test_the_speaker_stands_for_the_first_person(make_articles: Articles, word: str) -> None:
    assert _kept(make_articles, target=word)["target"] == "Anna Vane"
    assert _kept(make_articles, target=word, voice="journalist")["target"] == word
    assert _kept(make_articles, target=word, speaker=None)["target"] == word


@pytest.mark.parametrize("word", ["he", "They", "Vane", "wed", None])
def test_others_are_not_the_speaker(make_articles: Articles, word: str | None) -> None:
    target = _kept(make_articles, target=word)["target"]
    assert target == word if word else pd.isna(target)


def test_scopes_are_cut_in_each_part(make_articles: Articles) -> None:
    articles = make_articles("“It may rain,” Anna Vane said. It may snow.", titles=["“It may rain” and snow"])
    hedges = fr.find_hedges(articles, parts=("title", "text"))
    bounds = zip(hedges["part"], hedges["scope_start"], hedges["scope_end"], strict=True)
    scopes = [articles[part].tolist()[0][start:end] for part, start, end in bounds]
    assert scopes == ["It may rain", "It may rain", "It may snow"]


def test_without_hedges_there_is_nothing_to_cut(make_articles: Articles) -> None:
    articles = make_articles(TEXT)
    assert len(keep_to_voices(_hedges(articles).iloc[:0], articles, fr.find_quotations(articles))) == 0
