import numpy as np
import pandas as pd
import pytest

from framing.analysis.scores import summarise_scores
from framing.errors import EstimateError, TableError
from framing.tables import check_table

IDS = pd.Index([f"a{number}" for number in range(8)], name="article_id")
ARTICLES = pd.DataFrame({"outlet": ["Echo", "Post"] * 4, "size": [1.0, 2.0] * 4}, index=IDS)
SENTENCES = pd.DataFrame(
    {
        "article_id": np.repeat(IDS.to_numpy(), [1, 2, 3, 4, 1, 2, 3, 4]),
        "tone": np.random.default_rng(0).normal(size=20),
        "n_words": 10,
        "start": 5,
    },
    index=pd.Index([f"g{number}" for number in range(20)], name="segment_id"),
)


def means_of(scores=SENTENCES, articles=ARTICLES, by="outlet", draws=200, **options):
    return summarise_scores(scores, articles=articles, by=by, draws=draws, **options)


def test_articles_count_once_or_sentences_do():
    group = SENTENCES["article_id"].map(ARTICLES["outlet"])
    articles, sentences = means_of(), means_of(unit="sentence")
    by_article = SENTENCES.groupby("article_id")["tone"].mean().groupby(ARTICLES["outlet"]).mean()
    assert articles["estimate"].to_numpy() == pytest.approx(by_article.to_numpy())
    assert sentences["estimate"].to_numpy() == pytest.approx(SENTENCES["tone"].groupby(group).mean().to_numpy())
    assert articles["n_units"].tolist() == [4, 4]
    assert sentences["n_units"].tolist() == [8, 12]
    assert sentences["n_words"].tolist() == [80, 120]
    assert articles["variable"].tolist() == ["tone", "tone"]  # not start, not n_words
    check_table("estimates", articles)


def test_four_clusters_of_ten_have_the_error_of_four():
    ids = pd.Index([f"a{number:02d}" for number in range(40)], name="article_id")
    articles = pd.DataFrame({"outlet": "Post", "story": np.repeat(list("stuv"), 10)}, index=ids)
    scores = pd.DataFrame({"tone": np.repeat([1, 0, 1, 0], 10)}, index=ids)
    whole = means_of(scores, articles, draws=4000)
    alone = means_of(scores, articles, draws=4000, cluster="article_id")
    assert whole["std_error"][0] == pytest.approx(0.25, abs=0.01)
    assert alone["std_error"][0] == pytest.approx(0.079, abs=0.003)


def test_missing_scores_are_excluded_and_counted():
    scores = SENTENCES.assign(tone=SENTENCES["tone"].where(SENTENCES["article_id"] != "a0"))
    row = means_of(scores).iloc[0]
    assert (row["n_units"], row["n_missing"], row["n_clusters"]) == (3, 1, 3)
    nothing = means_of(SENTENCES.assign(tone=np.nan))
    assert nothing["estimate"].isna().all()
    assert nothing["n_units"].tolist() == [0, 0]


def test_index_of_article_and_voice_and_by_a_column_of_scores():
    index = pd.MultiIndex.from_product([IDS, ["journalist", "source_direct"]], names=["article_id", "voice"])
    scores = pd.DataFrame({"tone": np.arange(16.0)}, index=index)
    table = means_of(scores, by=["outlet", "voice"])
    assert table[["outlet", "voice", "estimate"]].to_numpy().tolist() == [
        ["Echo", "journalist", 6.0],
        ["Echo", "source_direct", 7.0],
        ["Post", "journalist", 8.0],
        ["Post", "source_direct", 9.0],
    ]


def test_weights_and_left_out():
    scores = pd.DataFrame({"tone": np.arange(8.0)}, index=IDS)
    articles = ARTICLES.assign(size=[3.0, 1, 1, 1, 1, 1, 0, 1], outlet=ARTICLES["outlet"].where(IDS != "a1"))
    table = means_of(scores, articles, weight="size")
    assert table["estimate"].tolist() == pytest.approx([(0 * 3 + 2 + 4) / 5, 5.0])
    assert table["n_left_out"].tolist() == [1, 1]
    assert "weighted by size" in table["estimand"][0]


def test_reports_are_those_of_articles_with_a_value():
    articles = ARTICLES.assign(duplicate=["w", "a1", "w", "a3", "w", "a5", "a6", "a7"], size=1 / 3)
    for unit in ("article", "sentence"):  # Echo: three copies and another
        table = means_of(articles=articles, unit=unit)
        assert table["n_reports"].tolist() == [pytest.approx(16 / (9 + 1)), 4]
        assert table["cluster"].tolist() == ["duplicate"] * 2
    gone = SENTENCES.assign(tone=SENTENCES["tone"].where(SENTENCES["article_id"] != "a0"))
    assert means_of(gone, articles)["n_reports"].tolist() == [pytest.approx(9 / (4 + 1)), 4]
    assert means_of(gone, articles, weight="size")["n_reports"].tolist() == pytest.approx([9 / (4 + 1), 4])
    assert means_of(SENTENCES.assign(tone=np.nan), articles)["n_reports"].tolist() == [0, 0]


def test_order_of_rows_changes_no_bit():
    scores, articles = SENTENCES.sample(frac=1, random_state=1), ARTICLES.sample(frac=1, random_state=2)
    for unit in ("article", "sentence"):
        one, other = means_of(unit=unit, weight="size"), means_of(scores, articles, unit=unit, weight="size")
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_errors_say_what_to_do():
    with pytest.raises(EstimateError, match="unknown unit; found: unit='word'"):
        means_of(unit="word")
    with pytest.raises(TableError, match="which article a row belongs to"):
        means_of(SENTENCES.drop(columns="article_id"))
    with pytest.raises(TableError, match="no column 'joy'"):
        means_of(variables="joy")
    with pytest.raises(TableError, match="a mean needs numbers"):
        means_of(SENTENCES.assign(word="x"), variables="word")
    with pytest.raises(EstimateError, match="no column of numbers"):
        means_of(SENTENCES.drop(columns="tone"))
    with pytest.raises(EstimateError, match="nothing to average"):
        means_of(SENTENCES.iloc[:0])
