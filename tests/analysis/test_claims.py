import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysis import claim_likeness
from framing.analysis.claims import find_claims, summarise_claims
from framing.errors import MeasureError, TableError
from framing.text import tokenise

MILL = "Rumours that Mayor Vane sold the old Ostrand mill to the Lindqvist bank spread."
DENIED = "Vane denied the rumours that he had sold the Ostrand mill to the Lindqvist bank, the old owner."
DOG = "There are rumours that the harbour office will close on Sundays because pilots caught influenza."
POINTED = "She rejected the claim."


def corpus(*texts, outlets=None, dates=None, stories="mill", titles=None, **more):
    ids = [chr(ord("a") + number) for number in range(len(texts))]
    days = pd.to_datetime(dates or ["2021-03-01"] * len(texts))
    table = {"text": list(texts), "title": titles, "outlet": outlets or "Echo", "date": days, "url": None}
    return pd.DataFrame(table | {"story": stories} | more, index=pd.Index(ids, name="article_id"))


def find(articles, *, words=("umours", "claim"), polarity="asserted", parts=("text",), **columns):
    """A hedge for every use of some words."""
    rows = [
        (key, part, at, at + len(word))
        for part in parts
        for key, text in articles[part].items()
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    table = pd.DataFrame(rows, columns=["article_id", "part", "start", "end"])
    table = table.assign(term="rumours", entry="rumours", category="attribution", weight=1.0, lexicon="hedging")
    return table.assign(code="rumour", polarity=polarity, **columns)


def together(claims):
    """Which articles the mentions of each claim lie in."""
    return sorted("".join(sorted(ids)) for _, ids in claims.groupby("claim")["article_id"])


def test_mentions_that_say_the_same_are_one_claim_and_others_are_not():
    articles = corpus(
        MILL, DENIED, DOG, dates=["2021-03-02", "2021-03-04", "2021-03-01"], outlets=["Post", "Echo", "X"]
    )
    hedges = find(articles, polarity=["asserted", "denied", "asserted"], voice="journalist", speaker=None)
    claims = find_claims(articles, hedges)
    assert claims["claim"].tolist() == ["a/text/000001", "a/text/000001", "c/text/000011"]
    assert claims["day"].tolist() == [0.0, 2.0, 0.0]
    assert claims["polarity"].tolist() == ["asserted", "denied", "asserted"]
    assert claims["outlet"].tolist() == ["Post", "Echo", "X"]
    assert claims["passage"].tolist() == [MILL, DENIED, DOG]
    assert claims["voice"].tolist() == ["journalist"] * 3
    assert set(claims["story"]) == {"mill"}
    for row in claims.itertuples():
        assert articles.loc[row.article_id, row.part][row.start : row.end] == "umours"


def test_claims_of_two_stories_are_never_joined_and_a_wider_column_joins_them():
    articles = corpus(MILL, DENIED, stories=["one", "two"], affair="mill")
    assert together(find_claims(articles, find(articles))) == ["a", "b"]
    assert together(find_claims(articles, find(articles), story="affair")) == ["ab"]
    alone = articles.drop(columns="story")
    assert together(find_claims(alone, find(alone))) == ["a", "b"]


def test_the_words_of_the_scope_are_what_is_claimed():
    said = "the harbour office will close on Sundays because pilots caught influenza"
    texts = [f"Mayor Vane of Ostrand, owner of the old Lindqvist mill, spread rumours that {said}.", DOG, MILL]
    articles = corpus(*texts)
    hedges = find(articles)
    start = [texts[0].index(said), DOG.index("the harbour"), MILL.index("Mayor")]
    scoped = hedges.assign(scope_start=start, scope_end=[start[0] + len(said), len(DOG) - 1, len(MILL) - 8])
    assert together(find_claims(articles, scoped)) == ["ab", "c"]
    short = scoped.assign(scope_end=scoped["scope_start"] + 12)
    short = short.astype({"scope_start": "Int64", "scope_end": "Int64"})
    assert find_claims(articles, short).equals(find_claims(articles, hedges))
    assert find_claims(articles, short.assign(scope_start=pd.NA)).equals(find_claims(articles, hedges))


def test_a_mention_that_only_points_back_goes_with_the_sentence_before():
    articles = corpus(f"{MILL} {POINTED}", DOG, f"{DOG} {POINTED}", POINTED)
    claims = find_claims(articles, find(articles))
    assert together(claims) == ["aa", "bcc", "d"]


def test_words_of_stance_and_hedging_words_tie_nothing():
    stance = "He denied the false rumours, a claim that she said was unfounded."
    articles = corpus(stance, stance.replace("He", "They"))
    assert together(find_claims(articles, find(articles, words=("umours",)))) == ["a", "b"]


def test_few_words_in_common_are_little_evidence():
    articles = corpus("Rumours about Ostrand.", "Rumours about Ostrand.")
    assert together(find_claims(articles, find(articles))) == ["a", "b"]
    assert together(find_claims(articles, find(articles), likeness=0.2)) == ["ab"]


def test_copies_are_kept_and_weigh_as_one_text():
    articles = corpus(MILL, MILL, DENIED, duplicate=["a", "a", "c"], dates=["2021-03-01"] * 3)
    claims = find_claims(articles, find(articles))
    assert together(claims) == ["abc"]
    assert dict(zip(claims["article_id"], claims["copy_weight"], strict=True)) == {"a": 0.5, "b": 0.5, "c": 1.0}
    summary = summarise_claims(claims).iloc[0]
    assert (summary["n_mentions"], summary["n_articles"], summary["n_texts"]) == (3, 3, 2)


def test_copies_do_not_change_who_is_joined():
    words = "amber basin copper dahlia ember falcon garnet harbour iris jasper kelp lantern marble nettle".split()
    texts = [f"Rumours of {' '.join(words[start : start + 9])}." for start in (0, 3, 5)]
    once = corpus(*texts, duplicate=["a", "b", "c"])
    copied = corpus(*texts, *[texts[2]] * 6, duplicate=["a", "b", "c", *"cccccc"])
    found = []
    for likeness in np.linspace(0.2, 0.8, 25):
        before, after = (find_claims(of, find(of), likeness=likeness) for of in (once, copied))
        found.append(together(before))
        assert together(after[after["article_id"].isin(once.index)]) == found[-1]
    assert ["abc"] in found
    assert ["a", "bc"] in found


def test_a_copy_counts_once_wherever_it_stands(monkeypatch):
    articles = corpus(MILL, DENIED, DOG, MILL, duplicate=["a", "b", "c", "a"])
    hedges = find(articles)
    tables = [find_claims(articles, hedges, likeness=likeness) for likeness in np.linspace(0.1, 0.9, 33)]
    monkeypatch.setattr(claim_likeness, "_BLOCK", 1)
    for table, likeness in zip(tables, np.linspace(0.1, 0.9, 33), strict=True):
        assert find_claims(articles, hedges, likeness=likeness).equals(table)
    read = claim_likeness.read_tokens(articles, ["text"], None)["text"]
    term, family = np.arange(len(read.vocabulary.norms)), np.array([0, 1, 2, 0])
    weights = claim_likeness._weigh_terms(read, term, len(term), family=family)
    pilots = read.vocabulary.norms.decode(0).index("pilots")
    assert weights[pilots] == pytest.approx(np.log1p(3 / 1))
    sold = read.vocabulary.norms.decode(0).index("sold")
    assert weights[sold] == pytest.approx(np.log1p(3 / 2))
    bank = read.vocabulary.norms.decode(0).index("lindqvist")
    assert weights[bank] == pytest.approx(np.log1p(3 / 2) * (1 + claim_likeness.NAMES))


def test_days_are_those_of_the_place_of_publication():
    articles = corpus(MILL, DENIED, dates=["2021-03-01", "2021-03-02"])
    local = articles.assign(date=articles["date"].dt.tz_localize("Europe/Berlin"))
    assert find_claims(local, find(local)).equals(find_claims(articles, find(articles)))


def test_titles_are_read_too():
    articles = corpus(DENIED, "Nothing.", titles=["", MILL])
    claims = find_claims(articles, find(articles, parts=("title", "text")))
    assert claims["claim"].tolist() == ["a/text/000017"] * 2
    assert set(claims["part"]) == {"title", "text"}


def test_undated_mentions_have_no_day_and_come_last():
    articles = corpus(MILL, DENIED, dates=[None, "2021-03-04"])
    claims = find_claims(articles, find(articles))
    assert claims["article_id"].tolist() == ["b", "a"]
    assert claims["day"].tolist()[0] == 0
    assert np.isnan(claims["day"].tolist()[1])


def test_only_hedges_of_the_codes_are_mentions():
    articles = corpus(f"{MILL} {DOG}")
    hedges = find(articles).assign(code=["rumour", "hearsay"])
    assert len(find_claims(articles, hedges)) == 1
    assert len(find_claims(articles, hedges, codes=("hearsay", "rumour"))) == 2
    other = find(articles).assign(sense=["hedge", "other"])
    assert len(find_claims(articles, other)) == 1
    none = find_claims(articles, hedges, codes=("bluff",))
    assert none.empty
    assert {"claim", "day", "copy_weight", "passage"} <= set(none.columns)
    assert summarise_claims(none).empty


def test_a_long_sentence_is_cut_around_the_mention():
    long = " ".join(["Words"] * 60) + " and rumours of it " + " ".join(["follow"] * 60) + "."
    passage = find_claims(corpus(long), find(corpus(long)))["passage"].iloc[0]
    assert "rumours" in passage
    assert passage.startswith("… Words")
    assert passage.endswith("follow …")
    assert len(passage) < 260


def test_tokens_made_before_give_the_same():
    articles = corpus(MILL, DENIED, DOG)
    hedges = find(articles)
    made = tokenise(articles["text"].tolist())
    assert find_claims(articles, hedges, tokens=made).equals(find_claims(articles, hedges))
    with pytest.raises(MeasureError, match="other texts"):
        find_claims(articles, hedges, tokens=tokenise(["other"]))


SENTENCES = [MILL, DENIED, DOG, POINTED, MILL.replace("bank", "council"), DOG.replace("Sundays", "Mondays")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=7), st.randoms(use_true_random=False), st.data())
def test_the_order_of_rows_makes_no_difference(texts, random, data):
    groups = data.draw(st.lists(st.sampled_from("pq"), min_size=len(texts), max_size=len(texts)))
    articles = corpus(*texts, stories=groups)
    hedges = find(articles)
    rows, ids = list(range(len(hedges))), list(articles.index)
    random.shuffle(rows)
    random.shuffle(ids)
    claims = find_claims(articles, hedges, likeness=0.3)
    assert claims.equals(find_claims(articles.loc[ids], hedges.iloc[rows], likeness=0.3))
    assert len(claims) == len(hedges)
    assert all(claim.split("/")[0] == min(of) for claim, of in claims.groupby("claim")["article_id"])


@pytest.mark.parametrize(
    ("change", "options", "error", "said"),
    [
        (lambda hedges: hedges.drop(columns="polarity"), {}, TableError, "no column 'polarity'"),
        (lambda hedges: hedges.assign(polarity="mocked"), {}, TableError, "polarity must be one of"),
        (lambda hedges: hedges.drop(columns="code"), {}, TableError, "no column 'code'"),
        (lambda hedges: hedges.assign(end=10_000), {}, TableError, "runs past the end"),
        (lambda hedges: hedges, {"story": "affair"}, TableError, "no column 'affair'"),
        (lambda hedges: hedges, {"codes": "rumour"}, MeasureError, "must name codes"),
        (lambda hedges: hedges, {"codes": ()}, MeasureError, "must name codes"),
        (lambda hedges: hedges, {"likeness": 0}, MeasureError, "0 < likeness"),
        (lambda hedges: hedges, {"likeness": 1.1}, MeasureError, "0 < likeness"),
    ],
)
def test_mistakes_are_refused(change, options, error, said):
    articles = corpus(MILL, DENIED)
    with pytest.raises(error, match=said):
        find_claims(articles, change(find(articles)), **options)


def life(*mentions):
    """Mentions of one claim: day in March (None: undated), polarity, outlet."""
    table = pd.DataFrame(mentions, columns=["day_of", "polarity", "outlet"])
    dates = [pd.NaT if day is None or np.isnan(day) else pd.Timestamp(2021, 3, int(day)) for day in table["day_of"]]
    ids = [f"a{number}" for number in range(len(table))]
    table = table.assign(claim="a0/text/000001", article_id=ids, copy_weight=1.0, part="text", start=1)
    return table.assign(date=pd.to_datetime(dates), passage=[f"Passage {key}." for key in ids])


def test_the_life_of_a_claim_by_hand():
    summary = summarise_claims(
        life(
            (9, "denied", "Wire"),
            (4, "asserted", "Post"),
            (2, "asserted", "Echo"),
            (None, "confirmed", "Wire"),
            (7, "doubted", "Post"),
            (9, "denied", "Post"),
            (9, "asserted", "Echo"),
            (5, None, "Echo"),
        )
    )
    row = summary.iloc[0]
    assert len(summary) == 1
    assert (row["first_date"], row["last_date"]) == (pd.Timestamp("2021-03-02"), pd.Timestamp("2021-03-09"))
    assert (row["first_article"], row["first_outlet"], row["passage"]) == ("a2", "Echo", "Passage a2.")
    assert (row["n_mentions"], row["n_articles"], row["n_outlets"], row["n_undated"]) == (8, 8, 3, 1)
    counts = {kind: row[f"n_{kind}"] for kind in ("asserted", "questioned", "doubted", "denied", "confirmed")}
    assert counts == {"asserted": 3, "questioned": 0, "doubted": 1, "denied": 2, "confirmed": 1}
    assert row["first_doubted"] == pd.Timestamp("2021-03-07")
    assert (row["days_to_doubted"], row["days_to_denied"]) == (5.0, 7.0)
    assert np.isnan(row["days_to_confirmed"])
    assert np.isnan(row["days_to_questioned"])
    assert row["state"] == "denied"


def test_a_denial_before_the_assertion_is_told_by_its_sign():
    row = summarise_claims(life((3, "denied", "Post"), (8, "asserted", "Echo"))).iloc[0]
    assert row["days_to_denied"] == -5.0
    assert row["state"] == "asserted"


def test_the_state_is_mixed_where_two_are_even_and_missing_without_dates():
    even = life((3, "denied", "Post"), (3, "asserted", "Echo"))
    assert summarise_claims(even)["state"].tolist() == ["mixed"]
    copies = even.assign(copy_weight=[0.5, 1.0])
    assert summarise_claims(copies)["state"].tolist() == ["asserted"]
    undated = summarise_claims(life((None, "denied", "Post")))
    assert undated["state"].isna().all()
    assert undated["first_date"].isna().all()
    assert undated["first_article"].tolist() == ["a0"]


def test_the_state_does_not_hang_on_mentions_without_polarity():
    assert summarise_claims(life((3, "denied", "Post"), (8, None, "Echo")))["state"].tolist() == ["denied"]


def test_claims_in_most_articles_come_first_whatever_the_order_of_rows():
    few = life((3, "denied", "Post")).assign(claim="a")
    many = life((3, "denied", "Post"), (4, "asserted", "Echo")).assign(claim="b")
    claims = pd.concat([few, many], ignore_index=True)
    assert summarise_claims(claims)["claim"].tolist() == ["b", "a"]
    assert summarise_claims(claims.iloc[::-1]).equals(summarise_claims(claims))


def test_a_summary_needs_the_table_of_claims():
    claims = life((3, "denied", "Post"))
    with pytest.raises(TableError, match="no column 'passage'"):
        summarise_claims(claims.drop(columns="passage"))
    with pytest.raises(TableError, match="polarity must be one of"):
        summarise_claims(claims.assign(polarity="mocked"))
