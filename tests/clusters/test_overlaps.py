"""Pairs that share text: copies told from quotation and standing text, whatever the order and the size."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clusters.overlaps import find_overlaps
from framing.errors import CorpusError, MeasureError, TableError
from framing.text import tokenise

WORDS = np.array(
    [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "e", "io", "ou") for c in ("n", "rel", "sk", "t")]
)


def write(n, seed, line=25):
    """An invented article of n words in paragraphs."""
    drawn = np.random.default_rng(seed).choice(WORDS, n).tolist()
    return "\n".join(" ".join(drawn[at : at + line]).capitalize() + "." for at in range(0, n, line))


def change(text, share, seed):
    random = np.random.default_rng(seed)
    return " ".join(word if random.random() >= share else str(random.choice(WORDS)) for word in text.split())


def make(texts, **columns):
    index = pd.Index([f"a{number:04d}" for number in range(len(texts))], name="article_id")
    base = {"text": texts, "title": None, "outlet": None, "date": pd.NaT, "url": None}
    return pd.DataFrame(base | columns, index=index)


def kinds(texts, **columns):
    found = find_overlaps(make(texts, **columns))
    return dict(zip(zip(found["article_id"], found["other_id"], strict=True), found["kind"], strict=True))


PAIR = ("a0000", "a0001")


def test_texts_that_share_nothing_are_not_listed():
    assert kinds([write(300, 1), write(300, 2)]) == {}


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (write(400, 1), "same_text"),
        (write(400, 1).upper().replace("\n", "\n\n"), "same_text"),
        (change(write(400, 1), 0.05, 2), "wire_copy"),
        (change(write(400, 1), 0.25, 2), "derivative"),
        (write(80, 3) + "\n" + change(write(400, 1), 0.1, 2), "derivative"),
        (write(400, 3) + "\n" + " ".join(write(400, 1).split()[:60]), "quoting"),
    ],
)
def test_kind_follows_from_how_much_is_shared(copy, kind):
    assert kinds([write(400, 1), copy]) == {PAIR: kind}


def test_half_the_text_inside_quotation_marks_is_quoting_and_outside_them_a_copy():
    """One speech in many pieces, between words of two newsrooms."""

    def report(seed, mark):
        speech = write(300, 1, line=30).split("\n")
        own = write(200, seed, line=20).split("\n")
        return "\n".join(f"{mark[0]}{said}{mark[1]}\n{told}" for said, told in zip(speech, own, strict=True))

    assert kinds([report(2, "“”"), report(3, "“”")]) == {PAIR: "quoting"}
    assert kinds([report(2, '""'), report(3, '""')]) == {PAIR: "quoting"}
    assert kinds([report(2, "  "), report(3, "  ")]) == {PAIR: "derivative"}


def test_lines_in_many_articles_are_boilerplate():
    footer = "\n" + write(60, 9)
    found = kinds([write(100, seed) + footer for seed in range(20)])
    assert len(found) > 100
    assert set(found.values()) == {"boilerplate"}


def test_three_articles_of_one_outlet_make_standing_text_and_their_copies_stay_copies():
    box = "\n" + write(400, 9)
    reports = [write(150, seed) + box for seed in range(3)]
    found = kinds([*reports, change(reports[0], 0.02, 5)], outlet=["The Sluice"] * 3 + ["The Weir"])
    assert found["a0000", "a0001"] == found["a0001", "a0003"] == "boilerplate"
    assert found["a0000", "a0003"] == "wire_copy"


def test_a_report_with_many_copies_does_not_become_standing_text():
    report = write(200, 1)
    found = kinds([change(report, 0.05, seed) for seed in range(40)], outlet="The Sluice")
    assert set(found.values()) <= {"wire_copy", "derivative"}


def test_a_gallery_beside_two_stories_of_one_outlet_is_no_copy_and_an_agencys_tail_is():
    gallery = "\n" + write(500, 9)
    texts = [write(200, 1) + gallery, write(200, 2) + gallery]
    assert kinds(texts, outlet="The Sluice") == {PAIR: "boilerplate"}
    assert kinds(texts, outlet=["The Sluice", "The Weir"]) == {PAIR: "derivative"}


def test_what_is_rewritten_months_later_is_background():
    shared = change(write(300, 1), 0.1, 2)
    texts = [write(300, 1) + "\n" + write(200, 3), shared + "\n" + write(200, 4)]
    days = pd.to_datetime(["2020-01-01", "2020-01-02", "2020-06-01"])
    assert kinds(texts, date=days[[0, 1]]) == {PAIR: "derivative"}
    assert kinds(texts, date=days[[0, 2]]) == {PAIR: "quoting"}


def test_the_counts_are_those_of_the_shorter_article():
    first, second = write(20, 1, line=20), write(10, 2, line=10)
    found = find_overlaps(make([first + "\n" + write(50, 3) + "\n" + second, first + " zzz " + second])).iloc[0]
    assert found[["n_shared", "n_runs", "longest", "n_words", "other_words"]].tolist() == [30, 2, 20, 80, 31]
    assert found["share"] == pytest.approx(30 / 31)
    assert found["jaccard"] == pytest.approx((16 + 6) / (76 + 27 - 22))
    assert found["other_reach"] == 1.0
    assert found["reach"] == pytest.approx(30 / 80)


def test_seven_words_are_no_run_and_eight_are():
    shared = "the gate at lowen was shut all night".split()
    texts = [[*"abcdefgh", *shared[:n], *"ijkl"] for n in (7, 8)]
    other = " ".join([*"mnop", *shared, *"qrst"])
    assert kinds([" ".join(texts[0]), other]) == {}
    assert len(kinds([" ".join(texts[1]), other])) == 1


@given(st.permutations(range(7)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(order):
    report = write(120, 1)
    texts = [report, report, change(report, 0.1, 2), write(90, 3), report + write(60, 4), "", write(90, 3)]
    articles = make(texts, outlet=["x", "y", "x", "y", "z", "z", "z"])
    pd.testing.assert_frame_equal(find_overlaps(articles), find_overlaps(articles.iloc[order]))


def test_identical_texts_are_joined_with_the_first_only():
    report = write(100, 1)
    found = find_overlaps(make([report] * 2000 + [change(report, 0.05, 2)]))
    assert len(found) == 2000
    assert set(found["article_id"]) == {"a0000"}


def test_one_line_in_all_articles_costs_no_square():
    footer = "\n" + write(20, 9)
    found = find_overlaps(make([write(60, seed) + footer for seed in range(400)]))
    assert len(found) <= 2 * 400


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one lone word"], ["…", "—"], [write(300, 1)]])
def test_little_text_gives_an_empty_table(texts):
    found = find_overlaps(make(texts))
    assert len(found) == 0
    assert "jaccard" in found.columns


def test_short_texts_are_copies_when_their_words_are_the_same():
    assert kinds(["Gates open.", "gates OPEN", "Gates shut."]) == {PAIR: "same_text"}


def test_tokens_may_be_given_and_must_be_of_the_texts():
    articles = make([write(100, 1), change(write(100, 1), 0.05, 2)])
    tokens = tokenise(articles["text"].tolist())
    pd.testing.assert_frame_equal(find_overlaps(articles, tokens=tokens), find_overlaps(articles))
    with pytest.raises(MeasureError, match="other texts"):
        find_overlaps(articles, tokens=tokenise(["another"]))


@pytest.mark.parametrize("min_share", [0, -1, 1.5])
def test_min_share_must_be_a_share(min_share):
    with pytest.raises(CorpusError, match="min_share"):
        find_overlaps(make(["a"]), min_share=min_share)


def test_min_share_leaves_out_pairs_below():
    texts = [write(200, 1), write(180, 2) + "\n" + " ".join(write(200, 1).split()[:20])]
    assert len(find_overlaps(make(texts), min_share=0.05)) == 1
    assert len(find_overlaps(make(texts), min_share=0.2)) == 0


def test_articles_must_be_the_table():
    with pytest.raises(TableError, match="article_id"):
        find_overlaps(pd.DataFrame({"text": ["a"]}))
