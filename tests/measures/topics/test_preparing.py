from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.topics import count_topic_terms


def test_rows_are_the_different_texts_and_every_article_knows_its_own(planted: pd.DataFrame) -> None:
    again = planted.iloc[[3, 3]].set_axis(["x", "y"]).rename_axis("article_id")
    empty = planted.iloc[[0]].assign(text=" \n").set_axis(["z"]).rename_axis("article_id")
    terms = count_topic_terms(pd.concat([again, planted, empty]).iloc[::-1])
    assert terms.articles.tolist() == [*planted.index, "x", "y", "z"]
    assert terms.counts.counts.shape == (180, terms.settings["n_terms"])
    row = dict(zip(terms.articles.tolist(), terms.row.tolist(), strict=True))
    assert row["x"] == row["y"] == row[planted.index[3]]
    assert row["z"] == -1
    words = pd.Series(planted.iloc[3]["text"].split()).value_counts()
    counted = terms.texts.take([row["x"]]).counts.toarray()[0]
    assert {terms.texts.terms[at]: counted[at] for at in np.flatnonzero(counted)} == {
        word: n for word, n in words.items() if word in terms.texts.terms
    }


def test_of_a_family_the_first_by_date_enters(planted: pd.DataFrame) -> None:
    dates = pd.to_datetime(["2024-05-09", "", "2024-05-08", "2024-05-08"])
    family = planted.iloc[:4].assign(date=dates, duplicate="f")
    alone = planted.iloc[4:].assign(duplicate=planted.index[4:].where(planted.index[4:] != planted.index[9], None))
    terms = count_topic_terms(pd.concat([family, alone]).sample(frac=1, random_state=3))
    assert len(terms.entered) == 177
    assert terms.texts.counts.shape[0] == 180
    entered = set(terms.entered.tolist())
    assert [row in entered for row in terms.row[:4].tolist()] == [False, False, True, False]
    pd.testing.assert_frame_equal(
        pd.DataFrame(terms.texts.take(terms.entered).counts.toarray()), pd.DataFrame(terms.counts.counts.toarray())
    )


def test_terms_stand_in_five_texts_or_as_asked(planted: pd.DataFrame) -> None:
    assert count_topic_terms(planted).settings["min_articles"] == 5
    more = count_topic_terms(planted, min_articles=12)
    assert (more.counts.counts > 0).sum(axis=0).min() >= 12
    with pytest.raises(MeasureError, match="topics need at least 200 terms"):
        count_topic_terms(planted, min_articles=170)


@pytest.mark.parametrize("wrong", [{"max_share": 0.0}, {"max_share": 1.1}, {"min_articles": 0}])
def test_thresholds_out_of_range_are_refused(planted: pd.DataFrame, wrong: dict[str, float]) -> None:
    with pytest.raises(MeasureError, match="number and the share of the texts"):
        count_topic_terms(planted, **wrong)  # type: ignore[arg-type]


def test_names_of_outlets_are_no_terms_under_any_spelling(planted: pd.DataFrame) -> None:
    articles = planted.assign(outlet="Sluice Post", outlet_raw="sluicepost.example")
    articles["text"] = articles["text"].where(articles["truth"] != 0, articles["text"] + " sluice sluicepost keeper")
    terms = count_topic_terms(articles).counts.terms
    assert "keeper" in terms
    assert not {"sluice", "sluicepost", "post"} & set(terms)


def test_settings_say_what_was_chosen(planted: pd.DataFrame) -> None:
    terms = count_topic_terms(planted, stops=("Dam", "Gate"), phrases=False, mask_names=True)
    chosen = {"phrases": False, "mask_names": True, "stops": ["Dam", "Gate"], "max_share": 0.5, "n_articles": 180}
    assert chosen.items() <= terms.settings.items()
    assert terms.warnings == ()


def test_stop_words_of_any_iterable_are_used_and_told(planted: pd.DataFrame) -> None:
    words = ["xbaram", "xberam"]
    terms = count_topic_terms(planted, stops=(word for word in words))
    assert terms.settings["stops"] == words
    assert not set(words) & set(terms.counts.terms)


def test_settings_are_plain(planted: pd.DataFrame) -> None:
    options = {"min_articles": np.int64(6), "max_share": np.float32(0.5), "phrases": np.bool_(True)}
    settings = count_topic_terms(planted, **options).settings  # type: ignore[arg-type]
    assert [type(settings[name]) for name in options] == [int, float, bool]


def test_words_of_every_article_are_counted(planted: pd.DataFrame) -> None:
    articles = planted.assign(text=["", "One -- two.", *planted["text"].iloc[2:]])
    assert count_topic_terms(articles).n_words[:4].tolist() == [0, 2, 60, 60]
