from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import framing as fr
from framing.measures.hedging.rates import VARIABLES

Articles = Callable[..., pd.DataFrame]


def test_rates_are_hedges_per_100_words(demo: pd.DataFrame) -> None:
    scores = fr.measure_hedging(demo)
    hedges = fr.find_hedges(demo)
    for variable in VARIABLES:
        family = variable.name.removeprefix("hedging_")
        if not family.endswith("_upper"):
            hits = (scores[variable.name] * scores["n_words"] / 100).sum()
            assert round(hits, 6) == (hedges["family"] == family).sum() > 0


def test_the_upper_rate_counts_what_no_rule_could_tell(demo: pd.DataFrame) -> None:
    scores = fr.measure_hedging(demo)
    uses = fr.find_hedges(demo, senses="all")
    counted = uses[uses["sense"] != "other"].groupby("family", observed=False).size()
    for family, n in counted.items():
        upper = scores[f"hedging_{family}_upper"]
        assert (upper >= scores[f"hedging_{family}"]).all()
        assert round((upper * scores["n_words"] / 100).sum(), 6) == n


def test_voices_add_up_to_the_article(demo: pd.DataFrame) -> None:
    whole, by_voice = fr.measure_hedging(demo), fr.measure_hedging(demo, by="voice")
    assert by_voice["n_words"].groupby("article_id").sum().loc[demo.index].tolist() == whole["n_words"].tolist()
    hits = (by_voice["hedging_epistemic"] * by_voice["n_words"]).groupby("article_id").sum().loc[demo.index]
    pd.testing.assert_series_equal(hits, whole["hedging_epistemic"] * whole["n_words"], check_names=False)


def test_families_are_kept_apart(make_articles: Articles) -> None:
    scores = fr.measure_hedging(make_articles("It may be a bluff, certainly.")).iloc[0]
    headline = scores[[name for name in scores.index if name.startswith("hedging_") and not name.endswith("_upper")]]
    assert headline.round(4).to_dict() == {
        "hedging_epistemic": 16.6667, "hedging_attribution": 0.0, "hedging_hypothetical": 0.0,
        "hedging_insincerity": 16.6667, "hedging_approximation": 0.0, "hedging_booster": 16.6667,
    }  # fmt: skip


def test_the_habits_planted_in_the_demonstration_corpus_are_found(demo: pd.DataFrame) -> None:
    cleaned = fr.clean_articles(demo, chrome=fr.find_chrome(demo))
    scores = fr.measure_hedging(cleaned).groupby(cleaned["outlet"]).mean()
    assert scores["hedging_booster"].idxmax() == "Daily Beacon"
    assert scores["hedging_attribution"].idxmax() in ("The Sluice", "Norden Wire")
    assert scores["hedging_approximation"].idxmax() == "The Ledger of Trade"
