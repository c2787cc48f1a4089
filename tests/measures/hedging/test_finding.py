from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.lexicons import Lexicon
from framing.tables import check_table

Articles = Callable[..., pd.DataFrame]

FAMILIES = ["approximation", "attribution", "booster", "epistemic", "hypothetical", "insincerity"]


def test_hedges_are_a_table_of_matches(demo: pd.DataFrame) -> None:
    hedges = check_table("matches", fr.find_hedges(demo))
    assert hedges["family"].cat.categories.tolist() == FAMILIES
    assert set(hedges["family"]) == set(FAMILIES)
    assert (hedges["family"].astype("str") == hedges["category"]).all()
    assert set(hedges["sense"]) == {"hedge"}
    assert hedges["code"].notna().all()


def test_all_senses_hold_the_hedges(demo: pd.DataFrame) -> None:
    every = check_table("matches", fr.find_hedges(demo, senses="all"))
    assert set(every["sense"]) == {"hedge", "other", "ambiguous"}
    assert every.loc[every["sense"] != "hedge", "rule"].notna().all()
    hedges = every[every["sense"] == "hedge"].reset_index(drop=True)
    pd.testing.assert_frame_equal(hedges, fr.find_hedges(demo))


def test_planted_hard_cases_are_no_hedges(demo: pd.DataFrame) -> None:
    every = fr.find_hedges(demo, senses="all")
    rules = set(every["rule"].dropna())
    assert {
        "May as a surname",
        "month after a preposition",
        "bluffs by the water",
        "could: ability of the senses",
    } & rules
    bluffs = every[every["term"].str.lower() == "bluffs"]
    assert "other" in set(bluffs["sense"])


def test_the_longest_entry_is_taken(make_articles: Articles) -> None:
    articles = make_articles("It could not be independently verified.")
    assert fr.find_hedges(articles)["entry"].tolist() == ["could not be independently verified"]


def test_another_lexicon_takes_the_place_of_the_kits(make_articles: Articles) -> None:
    mine = Lexicon("mine", pd.DataFrame({"term": ["wobbl*", "may"], "category": ["wobble", "modal"]}))
    hedges = fr.find_hedges(make_articles("It may wobble on 5 May."), lexicon=mine)
    assert hedges[["term", "family", "code"]].to_numpy().tolist() == [
        ["may", "modal", "modal"],
        ["wobble", "wobble", "wobble"],
    ]


def test_other_senses_are_refused(make_articles: Articles) -> None:
    with pytest.raises(MeasureError, match=r"unknown senses; found: senses='other'; to mend it: use senses=\"hedge\""):
        fr.find_hedges(make_articles("x"), senses="other")  # type: ignore[arg-type]


def test_without_texts_there_are_no_hedges(make_articles: Articles) -> None:
    for articles in (make_articles(), make_articles("", "")):
        assert len(check_table("matches", fr.find_hedges(articles, senses="all"))) == 0


def test_without_details_the_same_hedges_are_found(demo: pd.DataFrame) -> None:
    whole = fr.find_hedges(demo, parts=("title", "text"), senses="all")
    bare = check_table("matches", fr.find_hedges(demo, parts=("title", "text"), senses="all", details=False))
    assert set(whole.columns) - set(bare.columns) == {
        *("polarity", "scope_start", "scope_end", "target", "chance", "echo"),
    }
    pd.testing.assert_frame_equal(bare, whole[bare.columns])
    assert "question" in set(bare["code"])
