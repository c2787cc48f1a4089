import numpy as np
import pandas as pd
import pytest
from scipy.stats import permutation_test

from framing.analysis.groups import adjust_p
from framing.analysis.scores import summarise_scores
from framing.analysis.stories import compare_stories, compare_story_scores
from framing.errors import EstimateError, TableError
from framing.tables import check_table

OUTLETS = ["Echo", "Post", "Star"]


def corpus(n=16, seed=0, missing=()):
    """A handful of articles on each of n stories by three outlets, Star with more hits within each story."""
    rng = np.random.default_rng(seed)
    rows = [(outlet, f"s{story:02d}") for story in range(n) for outlet in OUTLETS for _ in range(rng.integers(1, 4))]
    rows = [row for row in rows if row not in missing]
    ids = [f"a{number:03d}" for number in range(len(rows))]
    articles = pd.DataFrame(rows, columns=["outlet", "story"], index=pd.Index(ids, name="article_id"))
    articles["share"] = rng.random(len(ids))
    words = pd.DataFrame({"article_id": ids, "n_words": rng.integers(200, 800, len(ids)), "n_sentences": 9})
    event = dict(zip(sorted(set(articles["story"])), rng.gamma(1.0, 2.0, n), strict=True))
    rate = articles["story"].map(event) + np.where(articles["outlet"] == "Star", 2.0, 0.0)
    matches = pd.DataFrame({"article_id": np.repeat(ids, rng.poisson(words["n_words"] / 100 * rate.to_numpy()))})
    matches["family"] = rng.choice(["booster", "epistemic"], len(matches))
    return matches, words, articles


MATCHES, WORDS, ARTICLES = corpus(missing={("Post", "s03"), ("Echo", "s05"), ("Echo", "s07"), ("Post", "s07")})
SCORES = pd.DataFrame(
    {
        "tone": np.random.default_rng(1).normal(size=len(ARTICLES)) + (ARTICLES["outlet"] == "Star"),
        "doubt": np.random.default_rng(2).normal(size=len(ARTICLES)),
        "n_words": 10,
    },
    index=ARTICLES.index,
)


def contrasts_of(matches=MATCHES, words=WORDS, articles=ARTICLES, reference="Echo", draws=400, **options):
    return compare_stories(
        matches, words, articles=articles, group="outlet", reference=reference, draws=draws, **options
    )


def scores_of(scores=SCORES, articles=ARTICLES, reference="Echo", draws=400, **options):
    return compare_story_scores(scores, articles=articles, group="outlet", reference=reference, draws=draws, **options)


def story_differences(outlet, kind, weight=None):
    """The same differences by hand."""
    factor = 1.0 if weight is None else ARTICLES[weight]
    hits = MATCHES[MATCHES["family"] == kind]["article_id"].value_counts().reindex(ARTICLES.index, fill_value=0)
    sums = pd.DataFrame({"hits": hits * factor, "words": WORDS.set_index("article_id")["n_words"] * factor})
    sums = sums.groupby([ARTICLES["outlet"], ARTICLES["story"]]).sum()
    rate = 100 * sums["hits"] / sums["words"]
    return (rate[outlet] - rate["Echo"]).dropna()


@pytest.mark.parametrize("weight", [None, "share"])
def test_mean_of_the_differences_of_shared_stories(weight):
    table = check_table("estimates", contrasts_of(weight=weight))
    assert table[["family", "outlet"]].drop_duplicates().shape == (4, 2)
    assert set(table["weight"]) == {weight or "none"}
    for row in table.to_dict("records"):
        differences = story_differences(row["outlet"], row["family"], weight)
        assert row["estimate"] == pytest.approx(differences.mean())
        assert row["n_clusters"] == len(differences) == (13 if row["outlet"] == "Post" else 14)
        assert row["n_stories_left_out"] == 2  # Post: s03 and s05; Star: s05 and s07
        shared = ARTICLES[ARTICLES["outlet"].isin([row["outlet"], "Echo"]) & ARTICLES["story"].isin(differences.index)]
        assert row["n_units"] == len(shared)
        assert row["n_words"] == WORDS.set_index("article_id").loc[shared.index, "n_words"].sum()
        assert row["std_error"] == pytest.approx(differences.std(ddof=0) / np.sqrt(len(differences)), rel=0.2)
        assert row["low"] < row["estimate"] < row["high"]


def test_few_stories_have_all_flips_and_the_p_of_scipy():
    few = ARTICLES[ARTICLES["story"].isin([f"s{number:02d}" for number in range(8, 16)])]
    matches, words = (table[table["article_id"].isin(few.index)] for table in (MATCHES, WORDS))
    table = contrasts_of(matches, words, few)
    assert table["method"].str.endswith("; p from all 256 sign flips").all()
    for row in table.to_dict("records"):
        differences = story_differences(row["outlet"], row["family"]).loc["s08":]
        expected = permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf)
        assert row["p"] == pytest.approx(expected.pvalue)
    assert table["q"].tolist() == adjust_p(table["p"]).tolist()


def test_many_stories_have_drawn_flips():
    table = contrasts_of(draws=99).set_index("outlet")
    assert table["method"].str.endswith("; p from 99 drawn sign flips").all()
    assert table.loc["Star", "p"].min() == 0.01  # the +1 rule: never 0
    assert (table.loc["Star", "q"] < 0.05).all()
    assert (table.loc["Star", "low"] > 0).all()


def test_agenda_alone_is_no_difference():
    matches, words, articles = corpus(n=30)
    quiet = articles["story"].map(matches["article_id"].map(articles["story"]).value_counts()).fillna(0)
    keep = (articles["outlet"] != "Post") | (quiet < quiet.median())  # Post leaves out the loud stories
    articles = articles[keep & (articles["outlet"] != "Star")]
    matches, words = (table[table["article_id"].isin(articles.index)] for table in (matches, words))
    assert (contrasts_of(matches, words, articles)["p"] > 0.05).all()


def test_swapping_the_reference_flips_the_sign():
    two = ARTICLES[ARTICLES["outlet"] != "Star"]
    matches, words = (table[table["article_id"].isin(two.index)] for table in (MATCHES, WORDS))
    one, other = contrasts_of(matches, words, two), contrasts_of(matches, words, two, reference="Post")
    assert one["estimate"].to_numpy() == pytest.approx(-other["estimate"].to_numpy())
    assert one["low"].to_numpy() == pytest.approx(-other["high"].to_numpy())
    for column in ("p", "q", "n_reports", "n_clusters", "n_stories_left_out"):
        assert one[column].tolist() == other[column].tolist()


def test_a_row_does_not_depend_on_the_other_groups():
    two = ARTICLES[ARTICLES["outlet"] != "Post"]
    matches, words = (table[table["article_id"].isin(two.index)] for table in (MATCHES, WORDS))
    alone = contrasts_of(matches, words, two)
    among = contrasts_of().query("outlet == 'Star'").reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns="q"), among.drop(columns="q"), rtol=1e-12)
    both, tone = scores_of(), scores_of(variables="tone")
    both = both[both["variable"] == "tone"].reset_index(drop=True)
    pd.testing.assert_frame_equal(both.drop(columns="q"), tone.drop(columns="q"), rtol=1e-12)


def test_order_of_rows_changes_no_bit():
    shuffled = [table.sample(frac=1, random_state=3) for table in (MATCHES, WORDS, ARTICLES)]
    for weight in (None, "share"):
        one, other = contrasts_of(weight=weight), contrasts_of(*shuffled, weight=weight)
        pd.testing.assert_frame_equal(one, other, check_exact=True)
        one, other = scores_of(weight=weight), scores_of(SCORES.sample(frac=1), shuffled[2], weight=weight)
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_inputs_are_left_alone():
    before = [table.copy() for table in (MATCHES, WORDS, ARTICLES, SCORES)]
    contrasts_of()
    scores_of()
    for table, copy in zip((MATCHES, WORDS, ARTICLES, SCORES), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize(("n_shared", "reason"), [(0, "no story"), (1, "one story"), (2, "fewer than three stories")])
def test_too_few_shared_stories_have_a_reason(n_shared, reason):
    shared = [f"s{number:02d}" for number in (8, 9, 10)][:n_shared]
    few = ARTICLES[(ARTICLES["outlet"] == "Echo") | ARTICLES["story"].isin(shared)]
    few = few[(few["outlet"] != "Echo") | few["story"].isin(["s00", *shared])]
    if not n_shared:
        few = ARTICLES[(ARTICLES["outlet"] == "Echo") == (ARTICLES["story"] == "s00")]
    matches, words = (table[table["article_id"].isin(few.index)] for table in (MATCHES, WORDS))
    table = contrasts_of(matches, words, few)
    assert table["method"].str.contains(reason).all()
    assert table[["std_error", "low", "high", "p", "q"]].isna().all(axis=None)
    assert set(table["n_clusters"]) == {n_shared}
    assert table["estimate"].notna().all() == (n_shared > 0)
    if not n_shared:
        assert table[["n_units", "n_words", "n_reports"]].eq(0).all(axis=None)


def test_articles_without_story_or_outlet_are_left_out_and_counted():
    articles = ARTICLES.assign(
        story=ARTICLES["story"].where(ARTICLES["story"] != "s00"),
        outlet=ARTICLES["outlet"].where(ARTICLES.index != ARTICLES.index[-1]),
    )
    table = contrasts_of(articles=articles)
    n_left = (ARTICLES["story"] == "s00").sum() + 1
    assert set(table["n_left_out"]) == {n_left}
    assert table.set_index("outlet")["n_clusters"].to_dict() == {"Post": 12, "Star": 13}


def test_silence_is_not_a_report():
    first = ARTICLES.index[(ARTICLES["outlet"] == "Post") & (ARTICLES["story"] == "s00")]
    silent = WORDS.assign(n_words=WORDS["n_words"].where(~WORDS["article_id"].isin(first), 0))
    hits = MATCHES[~MATCHES["article_id"].isin(first)]
    post = contrasts_of(hits, silent).query("outlet == 'Post'")
    assert set(post["n_clusters"]) == {12}
    assert set(post["n_stories_left_out"]) == {3}
    weighed = contrasts_of(
        articles=ARTICLES.assign(share=np.where(ARTICLES.index.isin(first), 0.0, 1.0)), weight="share"
    )
    assert set(weighed.query("outlet == 'Post'")["n_clusters"]) == {12}


def test_copies_lower_the_number_of_reports():
    alone = contrasts_of().set_index(["family", "outlet"])["n_reports"]
    n_echo = ((ARTICLES["outlet"] == "Echo") & ~ARTICLES["story"].isin(["s03"])).sum()
    n_post = ((ARTICLES["outlet"] == "Post") & ~ARTICLES["story"].isin(["s05"])).sum()
    assert alone["booster", "Post"] == min(n_echo, n_post)
    is_copy = (ARTICLES["outlet"] == "Star") & (ARTICLES["story"] != "s15")
    copies = ARTICLES.assign(duplicate=np.where(is_copy, "wire", ARTICLES.index))
    n_copies = (is_copy & ~ARTICLES["story"].isin(["s05", "s07"])).sum()
    n_others = ((ARTICLES["outlet"] == "Star") & (ARTICLES["story"] == "s15")).sum()
    expected = (n_copies + n_others) ** 2 / (n_copies**2 + n_others)
    found = contrasts_of(articles=copies).set_index(["family", "outlet"])["n_reports"]
    assert found["booster", "Star"] == pytest.approx(expected)
    assert found["booster", "Post"] == alone["booster", "Post"]


def test_no_hits_at_all_are_no_test():
    matches = MATCHES.assign(family=pd.Categorical(MATCHES["family"], ["booster", "epistemic", "never"]))
    never = contrasts_of(matches).query("family == 'never'")
    assert never["estimate"].tolist() == [0, 0]
    assert set(never["method"]) == {"no interval: the stories do not differ"}
    assert never[["p", "q"]].isna().all(axis=None)


def test_scores_within_stories():
    table = check_table("estimates", scores_of())
    assert table[["variable", "outlet"]].to_numpy().tolist() == [
        ["tone", "Post"],
        ["tone", "Star"],
        ["doubt", "Post"],
        ["doubt", "Star"],
    ]
    means = summarise_scores(SCORES, articles=ARTICLES, by=["outlet", "story"], variables="tone", draws=9)
    means = means.set_index(["outlet", "story"])["estimate"]
    star = table.query("variable == 'tone' and outlet == 'Star'").iloc[0]
    assert star["estimate"] == pytest.approx((means["Star"] - means["Echo"]).mean())
    assert (star["low"] > 0, star["n_clusters"], star["unit"]) == (True, 14, "article")
    assert star["n_words"] == 10 * star["n_units"]


def test_a_story_without_a_score_is_not_shared_for_that_variable_only():
    gone = SCORES["tone"].where(ARTICLES["story"] != "s00")
    table = scores_of(SCORES.assign(tone=gone)).set_index(["variable", "outlet"])
    assert table["n_clusters"].to_dict() == {
        ("tone", "Post"): 12,
        ("tone", "Star"): 13,
        ("doubt", "Post"): 13,
        ("doubt", "Star"): 14,
    }
    assert (table.loc["tone", "n_reports"] < table.loc["doubt", "n_reports"]).all()
    pd.testing.assert_frame_equal(
        table.loc[["doubt"]].drop(columns="q"),
        scores_of().set_index(["variable", "outlet"]).loc[["doubt"]].drop(columns="q"),
    )


def test_errors_say_what_to_do():
    with pytest.raises(TableError, match="no column 'event' that names the event of each article; found: columns: out"):
        contrasts_of(story="event")
    with pytest.raises(EstimateError, match="stories cannot be the groups too"):
        scores_of(story="outlet")
    with pytest.raises(EstimateError, match="found: 'Sun'; to mend it: use one of Echo, Post, Star"):
        contrasts_of(reference="Sun")
    with pytest.raises(EstimateError, match="two groups of 'outlet' at least; found: Echo"):
        contrasts_of(articles=ARTICLES.assign(outlet="Echo"))
    with pytest.raises(EstimateError, match="nothing to compare"):
        contrasts_of(MATCHES.iloc[:0])
    with pytest.raises(EstimateError, match="level="):
        scores_of(level=95)
