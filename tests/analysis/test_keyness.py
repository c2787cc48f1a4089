import numpy as np
import pandas as pd
import pytest

from framing.analysis.keyness import compare_words, log_odds
from framing.errors import EstimateError, TableError
from framing.text import tokenise


def corpus(n=60, seed=0):
    rng = np.random.default_rng(seed)
    common = [f"w{letter}" for letter in "abcdefghijklmnopqrst"]
    texts = [" ".join(rng.choice(common, 40)) for _ in range(n)]
    outlets = np.resize(["Echo", "Post"], n)
    for row in range(n):
        if outlets[row] == "Post":
            texts[row] += " rumour rumour"
    for row in (1, 3, 5):  # a name that three stories of the Post repeat and no other story has
        texts[row] += " Zed" * 12
    return pd.DataFrame(
        {"text": texts, "outlet": outlets, "story": [f"s{row:02d}" for row in range(n)]},
        index=pd.Index([f"a{row:02d}" for row in range(n)], name="article_id"),
    )


ARTICLES = corpus()


def words_of(articles=ARTICLES, a="Post", b="Echo", draws=200, min_articles=1, min_clusters=1, **options):
    return compare_words(
        articles, group="outlet", a=a, b=b, draws=draws, min_articles=min_articles, min_clusters=min_clusters,
        **options,
    )  # fmt: skip


def test_worked_values_with_the_pooled_prior():
    delta, z = log_odds([10, 30, 60], [2, 58, 40], [12, 88, 100])
    assert delta == pytest.approx([0.4804, -0.3800, 0.2671], abs=5e-5)
    assert z == pytest.approx([1.405, -3.070, 2.308], abs=5e-4)


def test_worked_values_with_a_prior_of_size_ten():
    delta, z = log_odds([10, 30, 60], [2, 58, 40], np.array([12, 88, 100]) / 20)
    assert delta == pytest.approx([1.4828, -1.0581, 0.7354], abs=5e-5)
    assert z == pytest.approx([2.1425, -4.983, 3.792], abs=5e-4)


def test_a_prior_of_zero_is_an_error():
    with pytest.raises(EstimateError, match="found: 1 of 2 words with a prior of 0 or less; to mend it"):
        log_odds([1, 2], [2, 1], [0, 3])
    with pytest.raises(EstimateError, match="two words at least"):
        log_odds([1], [2], [3])


def test_the_table_agrees_with_the_pure_function():
    table = words_of().sort_values("word")
    delta, z = log_odds(table["count_a"], table["count_b"], table["count_a"] + table["count_b"])
    assert table["log_odds"].to_numpy() == pytest.approx(delta)
    assert table["z"].to_numpy() == pytest.approx(z)
    rumour = table.set_index("word").loc["rumour"]
    assert (rumour["count_a"], rumour["count_b"], rumour["n_articles"], rumour["n_clusters"]) == (
        60,
        0,
        30,
        30,
    )
    assert rumour["per_100_a"] == pytest.approx(100 * 60 / table["count_a"].sum())


def test_a_word_all_use_leads_and_a_bursty_name_does_not():
    table = words_of().set_index("word")
    assert table.index[0] == "rumour"
    assert table.loc["rumour", "q"] < 0.001
    assert table.loc["zed", "z"] > 1.5
    assert abs(table.loc["zed", "z_cluster"]) < 2.5
    assert table.loc["zed", "q"] > 0.05


def test_alike_groups_seldom_differ():
    articles = corpus(n=200).assign(text=[text.split(" rumour")[0].split(" Zed")[0] for text in corpus(200)["text"]])
    assert (words_of(articles)["q"] > 0.05).all()


def test_a_rare_word_of_one_group_is_no_finding():
    rows = np.flatnonzero(ARTICLES["outlet"] == "Post")[:6]
    texts = [text + " quark" * (row in rows) for row, text in enumerate(ARTICLES["text"].tolist())]
    quark = words_of(ARTICLES.assign(text=texts)).set_index("word").loc["quark"]
    assert abs(quark["z_cluster"]) < 3  # six of six: p = 1/32


def test_swapping_groups_flips_every_sign():
    one, other = words_of(), words_of(a="Echo", b="Post")
    assert one["word"].tolist() == other["word"].tolist()
    for column in ("log_odds", "z", "z_cluster"):
        assert one[column].tolist() == (-other[column]).tolist()
    assert one["q"].tolist() == other["q"].tolist()


def test_order_of_rows_and_given_tokens_change_nothing():
    shuffled = ARTICLES.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(words_of(), words_of(shuffled), check_exact=True)
    third = ARTICLES.assign(outlet=np.resize(["Echo", "Post", "Star"], len(ARTICLES)))
    tokens = tokenise(third["text"].tolist())
    pd.testing.assert_frame_equal(words_of(third), words_of(third, tokens=tokens), check_exact=True)


def test_words_of_few_articles_or_stories_are_not_shown():
    assert "zed" not in set(words_of(min_articles=4)["word"])
    assert "zed" in set(words_of(min_articles=3, min_clusters=3)["word"])
    same = ARTICLES.assign(story=ARTICLES["story"].where(ARTICLES.index != "a03", "s01"))
    assert "zed" not in set(words_of(same, min_articles=3, min_clusters=3)["word"])


def test_one_cluster_has_no_z_between_clusters():
    table = words_of(ARTICLES.assign(story="same"))
    assert table[["z_cluster", "q"]].isna().all(axis=None)
    assert table["z"].notna().all()


def test_background_prior_and_its_size():
    words = set(words_of()["word"])
    background = {**dict.fromkeys(words, 2.0), "elsewhere": 50.0}
    table = words_of(prior=background).set_index("word")
    drawn_in = words_of(prior=background, prior_size=1e6).set_index("word").loc[table.index]
    assert (drawn_in["log_odds"].abs() < table["log_odds"].abs()).all()
    with pytest.raises(EstimateError, match="prior of every word must be above 0"):
        words_of(prior={"wa": 3.0})
    with pytest.raises(EstimateError, match="prior_size= must be above 0"):
        words_of(prior_size=0)
    with pytest.raises(EstimateError, match="unknown prior; found: 'flat'"):
        words_of(prior="flat")


def test_errors_say_what_to_do():
    with pytest.raises(EstimateError, match="the same group"):
        words_of(a="Echo")
    with pytest.raises(EstimateError, match="no article has outlet 'Sun'; found: outlet has 'Echo', 'Post'"):
        words_of(a="Sun")
    with pytest.raises(EstimateError, match="has no words"):
        words_of(ARTICLES.assign(text=np.where(ARTICLES["outlet"] == "Post", "…", ARTICLES["text"])))
    with pytest.raises(TableError, match="tokens do not belong"):
        words_of(tokens=tokenise(["other"]))
