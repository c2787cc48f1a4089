"""Stories: what is joined, what is kept apart, and what must make no difference."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clusters.likeness import FAINT, Groups
from framing.clusters.stories import find_stories, score_stories
from framing.errors import CorpusError, MeasureError, TableError
from framing.tables import check_table
from framing.text import tokenise

WORDS = ["".join(three) for three in itertools.product("ka lor min te vas ru ned o pil sha".split(), repeat=3)]
DAY = pd.Timestamp("2021-03-01")


def report(event, number, *, words=16, **facts):
    """Invent an article: most words of its event, and some of its own."""
    chance = np.random.Generator(np.random.PCG64(number))
    own = [f"{WORDS[-number - 1]}{ending}" for ending in "bdgz"]
    chosen = chance.permutation([*chance.choice(WORDS[event * 24 : event * 24 + 24], words, replace=False), *own])
    return {"text": f"The {' '.join(chosen)}.", "title": None, "outlet": f"outlet {number % 5}", "date": DAY} | facts


def table(*rows, ids=None):
    index = pd.Index(ids or [f"a{number:02}" for number in range(len(rows))], name="article_id", dtype="str")
    columns = ["text", "title", "outlet", "date", "url"]
    articles = pd.DataFrame(list(rows), columns=columns, index=index)
    return articles.assign(date=pd.to_datetime(articles["date"]))


@pytest.fixture
def articles():  # six events of three outlets each, on the same day, in turn
    return table(*(report(number % 6, number) for number in range(18)))


def members(stories):
    return sorted(sorted(ids) for ids in stories.groupby(stories).groups.values())


def test_reports_of_one_event_are_one_story(articles):
    stories = find_stories(articles)
    assert members(stories) == [[f"a{n:02}" for n in (e, e + 6, e + 12)] for e in range(6)]
    assert (stories.name, stories.index.tolist()) == ("story", articles.index.tolist())
    assert check_table("articles", articles.assign(story=stories)) is not None


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_makes_no_difference(articles, seed):
    articles.loc[["a03", "a07", "a12"], "date"] = pd.NaT
    shuffled = articles.sample(frac=1, random_state=seed)
    assert find_stories(shuffled).to_dict() == find_stories(articles).to_dict()
    scored = [score_stories(t.assign(story=find_stories(t))).set_index("article_id") for t in (articles, shuffled)]
    pd.testing.assert_frame_equal(scored[0], scored[1].loc[articles.index], check_exact=True)


def test_the_key_is_the_first_report(articles):
    articles.loc["a12", "date"] = DAY - pd.Timedelta(days=1)
    articles.loc["a01", "date"] = pd.NaT
    stories = find_stories(articles, undated=0.28)
    assert stories[["a00", "a06", "a12"]].tolist() == ["a12"] * 3
    assert stories[["a01", "a07", "a13"]].tolist() == ["a07"] * 3
    assert stories["a02"] == "a02"


def test_days_bound_a_story(articles):
    articles.loc["a06", "date"] = DAY + pd.Timedelta(days=3)
    articles.loc["a07", "date"] = DAY + pd.Timedelta(days=4)
    stories = find_stories(articles)
    assert stories["a06"] == "a00"
    assert stories["a07"] == "a07"
    assert find_stories(articles, days=4)["a07"] == "a01"
    assert find_stories(articles, days=0)["a06"] == "a06"


def test_the_hour_and_the_zone_of_a_date_count_for_nothing(articles):
    expected = find_stories(articles, days=0).tolist()
    late = articles["date"] + pd.to_timedelta(np.arange(18), unit="h")
    assert find_stories(articles.assign(date=late), days=0).tolist() == expected
    assert find_stories(articles.assign(date=late.dt.tz_localize("UTC")), days=0).tolist() == expected


def test_an_undated_article_joins_only_at_a_higher_likeness(articles):
    likeness = score_stories(articles.assign(story=find_stories(articles))).set_index("article_id")["score"]["a06"]
    articles.loc["a06", "date"] = pd.NaT
    assert find_stories(articles, undated=likeness - 0.05)["a06"] == "a00"
    assert find_stories(articles, undated=likeness + 0.05)["a06"] == "a06"


def test_without_any_date_the_same_stories_are_found_at_the_same_cut(articles):
    expected = members(find_stories(articles))
    assert members(find_stories(articles.assign(date=pd.NaT), undated=0.28)) == expected
    assert members(find_stories(articles.assign(date=None), undated=0.28)) == expected


def test_two_articles_of_one_outlet_must_be_more_alike(articles):
    articles = articles.drop(index="a12").assign(outlet=[f"outlet {number}" for number in range(17)])
    likeness = score_stories(articles.assign(story=find_stories(articles))).set_index("article_id")["score"]["a00"]
    cut = 0.8 * likeness
    assert find_stories(articles, cut=cut, undated=1)["a06"] == "a00"
    articles.loc["a06", "outlet"] = articles.loc["a00", "outlet"]
    assert find_stories(articles, cut=cut, undated=1)["a06"] == "a06"
    assert find_stories(articles.assign(outlet=None), cut=cut, undated=1)["a06"] == "a00"


def test_what_is_like_one_member_only_is_not_chained(articles):
    bridge = " ".join(WORDS[:9] + WORDS[24:33])
    articles = pd.concat([articles, table({**report(9, 40), "text": f"The {bridge}."}, ids=["b"])])
    stories = find_stories(articles)
    assert stories["a00"] != stories["a01"]


@pytest.mark.parametrize("text", ["", " \n ", "— … !"])
def test_texts_without_words_stay_alone(articles, text):
    articles.loc[["a00", "a01"], "text"] = text
    stories = find_stories(articles)
    assert stories[["a00", "a01"]].tolist() == ["a00", "a01"]
    scored = score_stories(articles.assign(story=stories.replace({"a00": "x", "a01": "x"}))).set_index("article_id")
    assert scored["score"][["a00", "a01"]].isna().all()


def test_a_wordless_member_does_not_lower_the_score_of_the_others(articles):
    stories = find_stories(articles)
    before = score_stories(articles.assign(story=stories)).set_index("article_id")["score"]
    extra = pd.concat([articles, table({**report(0, 40), "text": ""}, ids=["z"])])
    after = score_stories(extra.assign(story=[*stories, "a00"])).set_index("article_id")["score"]
    assert np.isnan(after["z"])
    assert after["a06"] == before["a06"]


def test_one_article_and_none():
    one = table(report(0, 0))
    assert find_stories(one).tolist() == ["a00"]
    assert score_stories(one.assign(story="a00"))["role"].tolist() == ["single"]
    none = one.iloc[:0]
    assert find_stories(none).empty
    assert check_table("clusters", score_stories(none.assign(story=find_stories(none)))).empty


def test_titles_are_read_and_may_be_missing(articles):
    titled = articles.assign(text="Nothing.", title=articles["text"])
    titled.loc["a03", "title"] = None
    stories = find_stories(titled)
    assert stories["a00"] == stories["a06"] == "a00"
    assert stories["a03"] == "a03"
    assert find_stories(titled, parts=("text",)).tolist() == titled.index.tolist()
    assert find_stories(titled, parts="title").tolist() == stories.tolist()


def test_the_possessive_is_the_word():
    names = ["Kalor", "Kamin", "Kate", "Kavas"]
    texts = [f"The {' '.join(n + end for n in names)}." for end in ("", "’s")]
    rows = [{**report(9, number), "text": text} for number, text in enumerate(texts)]
    rows += [report(event, 20 + event) for event in range(2, 8)]
    assert find_stories(table(*rows))["a01"] == "a00"


def test_names_may_count_more(articles):
    named = articles.assign(text=[text.replace(" kaka", " Kaka") for text in articles["text"]])
    stories = find_stories(named)
    plain, more = (score_stories(named.assign(story=stories), names=names)["score"][0] for names in (0, 4))
    assert more > plain
    assert find_stories(articles, names=4).tolist() == find_stories(articles, names=0).tolist()


def test_tokens_may_be_shared(articles):
    tokens = tokenise(articles["text"].tolist())
    plain = find_stories(articles)
    assert find_stories(articles, tokens=tokens).tolist() == plain.tolist()
    titled = articles.assign(title="The weir at Ostrand", story=plain)
    pd.testing.assert_frame_equal(score_stories(titled, tokens=tokens), score_stories(titled), check_exact=True)
    with pytest.raises(MeasureError, match="other texts"):
        find_stories(articles.iloc[1:], tokens=tokens)


def test_more_articles_than_a_block_holds():
    rows = [report(number % 8, number, date=DAY + pd.Timedelta(days=number % 8 * 10)) for number in range(320)]
    stories = find_stories(table(*rows, ids=[f"a{number:03}" for number in range(320)]))
    assert stories.value_counts().tolist() == [40] * 8
    undated = find_stories(table(*({**row, "date": None} for row in rows), ids=stories.index.tolist()), undated=0.28)
    assert undated.tolist() == stories.tolist()


def test_an_event_may_be_a_third_of_the_corpus():
    rows = [report(number % 3, number, words=20, outlet=f"outlet {number}") for number in range(240)]
    stories = find_stories(table(*rows, ids=[f"a{number:03}" for number in range(240)]))
    assert stories.value_counts().tolist() == [80] * 3


@pytest.mark.parametrize(
    "wrong", [{"days": -1}, {"cut": 0.01}, {"cut": 0.6}, {"undated": 1.5}, {"names": -1}, {"cut": float("nan")}]
)
def test_values_out_of_range_are_refused(articles, wrong):
    with pytest.raises(CorpusError, match="cut ≤ undated"):
        find_stories(articles, **wrong)


@pytest.mark.parametrize("wrong", [{"days": -1}, {"names": -0.5}])
def test_values_out_of_range_are_refused_by_the_score(articles, wrong):
    with pytest.raises(CorpusError, match="0 or more"):
        score_stories(articles.assign(story="x"), **wrong)


def test_tables_of_another_shape_are_refused(articles):
    with pytest.raises(TableError, match="parts="):
        find_stories(articles, parts=("lead",))
    with pytest.raises(TableError, match="no column 'date'"):
        find_stories(articles.drop(columns="date"))
    with pytest.raises(TableError, match="find_stories"):
        score_stories(articles)
    with pytest.raises(TableError, match="1 of 18 missing"):
        score_stories(articles.assign(event=["a", None, *"b" * 16]), story="event")


def test_scores_tell_role_and_firmness(articles):
    stories = find_stories(articles)
    scored = check_table("clusters", score_stories(articles.assign(story=stories))).set_index("article_id")
    assert scored.index.tolist() == articles.index.tolist()
    assert scored["role"][["a00", "a06", "a12"]].tolist() == ["original", "member", "member"]
    assert scored["score"].between(0.28, 1).all()
    assert (scored["score"] > scored["outside"].fillna(0)).all()


def test_a_member_put_there_by_hand_is_seen_to_be_doubtful(articles):
    wrong = find_stories(articles).replace("a00", "my own key")
    wrong["a07"] = "my own key"
    scored = score_stories(articles.assign(event=wrong), story="event").set_index("article_id")
    assert scored.loc["a07", "cluster"] == "my own key"
    assert scored.loc["a07", "score"] < FAINT < scored.loc["a07", "outside"]
    assert scored.loc["a07", "outside_id"] in {"a01", "a13"}
    assert scored["score"].drop(["a00", "a06", "a07", "a12"]).min() > 0.28


def test_a_score_is_the_mean_of_the_cosines_to_the_others(articles):
    def score(*ids):
        scored = score_stories(articles.assign(story=[str(key in ids) for key in articles.index]))
        return scored.set_index("article_id")["score"]["a00"]

    assert score("a00", "a06", "a12") == pytest.approx((score("a00", "a06") + score("a00", "a12")) / 2, abs=1e-6)


def test_the_outside_is_looked_for_within_days(articles):
    alone = articles.assign(story=articles.index)
    late = alone.copy()
    late.loc["a06", "date"] = DAY + pd.Timedelta(days=9)
    assert score_stories(alone).set_index("article_id").loc["a06", "outside_id"] in {"a00", "a12"}
    assert score_stories(late).set_index("article_id").loc["a06", "outside_id"] not in {"a00", "a12"}
    assert score_stories(late, days=9).set_index("article_id").loc["a06", "outside_id"] in {"a00", "a12"}


LIKENESS = st.integers(2, 9).flatmap(
    lambda n: st.lists(st.integers(0, 40), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2).map(lambda v: (n, v))
)


@settings(max_examples=150, deadline=None)
@given(LIKENESS)
def test_groups_are_those_of_average_linkage(drawn):
    n, values = drawn
    one, other = np.tril_indices(n, -1)
    odd = np.random.default_rng(1).random(len(values))
    likeness = np.array(values) / 40 + odd * 1e-4  # no two alike, nor their means: one solution
    likeness[np.array(values) / 40 < FAINT] = 0
    groups = Groups(n, 0.3)
    groups.add(one, other, likeness)
    full = np.zeros((n, n))
    full[one, other] = full[other, one] = likeness
    assert groups.join().tolist() == join_plainly(full, 0.3)


def join_plainly(likeness, cut):
    """Average linkage, written the long way."""
    groups = [[item] for item in range(len(likeness))]
    while len(groups) > 1:
        means = [(likeness[np.ix_(a, b)].mean(), a, b) for a, b in itertools.combinations(groups, 2)]
        mean, a, b = max(means, key=lambda pair: pair[0])
        if mean < cut:
            break
        groups = [group for group in groups if group not in (a, b)] + [a + b]
    return [min(next(group for group in groups if item in group)) for item in range(len(likeness))]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_table_gives_keys_that_are_first_members(data):
    words = st.lists(st.sampled_from(WORDS[:25]), max_size=12).map(" ".join)
    day = st.none() | st.integers(0, 6).map(lambda n: DAY + pd.Timedelta(days=n))
    row = st.fixed_dictionaries(
        {"text": words, "title": st.none() | words, "outlet": st.none() | st.just("x"), "date": day}
    )
    articles = table(*data.draw(st.lists(row, min_size=1, max_size=14)))
    stories = find_stories(articles, cut=0.1, undated=0.2)
    order = articles.sort_values("date", kind="stable", na_position="last").index.tolist()
    for key, ids in stories.groupby(stories).groups.items():
        assert key == min(ids, key=order.index)
    shuffled = articles.sample(frac=1, random_state=data.draw(st.integers(0, 99)))
    assert find_stories(shuffled, cut=0.1, undated=0.2).to_dict() == stories.to_dict()
