"""How often two mentions that are grouped are of one claim, and two that are kept apart are not: read by hand.

The text is not part of the project: the test looks for the set beside the checkout, and skips without it.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.analysis.claims import find_claims

CODED = json.loads(Path(__file__).resolve().with_name("claim_pairs.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def pairs(find_set):
    """Pairs of mentions that are still found, whether they are grouped today, and whether they are the same claim."""
    articles = fr.read_corpus(find_set(CODED))
    articles = articles[articles["date"].between(*map(pd.Timestamp, CODED["articles"]))]
    articles = articles.assign(story=fr.find_stories(articles))
    coded = pd.DataFrame(CODED["items"], columns=CODED["columns"])
    read = articles.loc[sorted({*coded["first_article"], *coded["second_article"]})]
    of_stories = articles[articles["story"].isin(read["story"])]
    claims = find_claims(articles, fr.find_hedges(of_stories)).set_index(["article_id", "start"])["claim"]
    for side in ("first", "second"):
        places = pd.MultiIndex.from_frame(coded[[f"{side}_article", f"{side}_start"]])
        coded[f"{side}_claim"] = claims.reindex(places).array
    return coded.assign(grouped=coded["first_claim"] == coded["second_claim"])


def test_the_coded_mentions_are_still_found(pairs):
    assert pairs[["first_claim", "second_claim"]].notna().all(axis=1).mean() >= 0.95


def test_mentions_that_are_grouped_are_of_one_claim(pairs):
    grouped = pairs[pairs["grouped"]]
    assert len(grouped) >= CODED["floors"]["least"]
    assert grouped["same"].mean() >= CODED["floors"]["together"]


def test_mentions_that_are_kept_apart_are_of_different_claims(pairs):
    apart = pairs[~pairs["grouped"] & (pairs["drawn_as"] != "together")]
    assert 1 - apart["same"].mean() >= CODED["floors"]["apart"]
