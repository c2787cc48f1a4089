"""Cutting, tidying, filling in; and what must not change."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.cleaning.chrome import find_chrome
from framing.cleaning.cutting import clean_articles
from framing.corpus.identity import hash_text
from framing.errors import TableError
from framing.tables import check_table

LEDE = (
    "The gates of the dam stayed open on Monday night, although the minister had said for three weeks "
    "that they would be shut unless the arrears were paid in full."
)
SECOND = (
    "Nobody at the ministry would say why, and the engineers who had been on duty since the morning went "
    "home by bus without speaking to the reporters at the gate."
)
PAGE = f"""The Weir
Skip to content
News | Rivers | Podcast | About us
Home › News

THE LONG READ

Nineteen People in the Control House

Ada Fenwright
By Ada Fenwright, Senior reporter
March 26, 2019 · 7 min read
Updated 4:15 p.m.

Share this page
Copy link

{LEDE}

Get our letter in your inbox
One email, every Friday.
Sign up

They went home.

You may also like
Two Gates of Six: Read the Memo
Rumour tracker: is the river cut? (No.)

{SECOND}

pixel.gif?id=2207

Comments (112)
Sort by: newest

© 2019 The Weir Press. All rights reserved.
Terms | Privacy | Contact"""

LINES = [
    *(line for line in PAGE.split("\n") if line),
    *(
        "",
        "",
        "  ",
        "What happens next?",
        "He shrugged.",
        "Photo: Ivo Renn",
        "Read more:",
        "By Ada Fenwright",
    ),
    *(
        "A line of some words and (Getty Images)",
        "March 9, 2019",
        "House furniture of ours",
        "Follow the River",
    ),
    *(
        "“So it goes.”",
        "Hal Dunmore, Dunmore & Price",
        "Menu",
        "World",
        "Email",
        "Key points",
        "Ada Fenwright",
    ),
]


def make_articles(*texts, **columns):
    index = pd.Index([f"a{number:03}" for number in range(len(texts))], name="article_id")
    base = {"text": list(texts), "title": None, "outlet": None, "date": pd.NaT, "url": None}
    return pd.DataFrame(base | columns, index=index)


def test_a_scraped_page_becomes_its_article():
    clean = clean_articles(make_articles(PAGE, outlet="The Weir"))
    row = clean.loc["a000"]
    assert row["text"] == f"{LEDE}\n\nThey went home.\n\n{SECOND}"
    assert row["title"] == "Nineteen People in the Control House"
    assert row["author"] == "Ada Fenwright"
    assert row["date"] == pd.Timestamp("2019-03-26")
    check_table("articles", clean)


def test_what_is_known_is_not_overwritten():
    known = {"title": "Known", "author": "Jo Marsh", "date": pd.Timestamp("2019-01-01")}
    row = clean_articles(make_articles(PAGE, outlet="The Weir", **known)).loc["a000"]
    assert [row["title"], row["author"], row["date"]] == list(known.values())


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 9, 2019 · 6 min read", "2019-03-09"),
        ("9 March 2019", "2019-03-09"),
        ("2019-03-09", "2019-03-09"),
        ("25/03/2019", "2019-03-25"),
        ("Published: 9 March 2019, 14:02", "2019-03-09"),
        ("Updated March 10, 2019\nPublished March 9, 2019", "2019-03-09"),
        ("1 day ago", None),
        ("03/04/2019", None),
        ("Updated March 9", None),
    ],
)
def test_only_a_complete_day_becomes_the_date(line, day):
    date = clean_articles(make_articles(f"{line}\n\n{LEDE}\n\n{SECOND}")).loc["a000", "date"]
    assert pd.isna(date) if day is None else date == pd.Timestamp(day)


def test_only_missing_dates_are_filled():
    text = f"March 9, 2019\n\n{LEDE}\n\n{SECOND}"
    dates = pd.to_datetime(pd.Series(["2018-01-01", None], index=["a000", "a001"]))
    clean = clean_articles(make_articles(text, text, date=dates.to_numpy()))
    assert clean["date"].tolist() == [pd.Timestamp("2018-01-01"), pd.Timestamp("2019-03-09")]


def test_the_spans_say_what_was_cut_and_n_chrome_counts_it():
    articles = make_articles(PAGE, LEDE, outlet="The Weir")
    chrome = find_chrome(articles)
    clean = clean_articles(articles, chrome=chrome)
    assert clean["n_chrome"].tolist() == [int((chrome["end"] - chrome["start"]).sum()), 0]
    assert clean.loc["a001", "text"] == LEDE


def test_a_corrected_table_is_obeyed():
    articles = make_articles(f"Advertisement\n\n{LEDE}\n\nEmail")
    chrome = find_chrome(articles).query("reason != 'share'")
    assert clean_articles(articles, chrome=chrome).loc["a000", "text"] == f"{LEDE}\n\nEmail"


def test_overlapping_spans_cut_once():
    articles = make_articles("one two three")
    chrome = pd.DataFrame(
        {
            "article_id": ["a000"] * 2,
            "start": [0, 4],
            "end": [7, 8],
            "reason": "by hand",
            "text": ["one two", "two "],
        }
    )
    clean = clean_articles(articles, chrome=chrome)
    assert clean.loc["a000", ["text", "n_chrome"]].tolist() == ["three", 8]


def test_blank_lines_are_tidied_and_lines_that_stood_together_still_do():
    text = f"{LEDE}  \n \n\n\nOne.\nAdvertisement\nTwo.\n\n\n"
    assert clean_articles(make_articles(text)).loc["a000", "text"] == f"{LEDE}\n\nOne.\nTwo."


def test_a_page_of_nothing_but_chrome_becomes_empty():
    assert clean_articles(make_articles("Advertisement\n\nEmail"))["text"].tolist() == [""]


def test_the_hash_is_computed_again_where_there_is_one():
    articles = make_articles(f"{LEDE}\n\nAdvertisement", text_hash="0" * 16)
    assert clean_articles(articles).loc["a000", "text_hash"] == hash_text(LEDE)
    assert "text_hash" not in clean_articles(make_articles(LEDE)).columns


def test_other_columns_and_the_order_of_rows_are_kept():
    articles = make_articles(PAGE, LEDE, SECOND, topic=["x", "y", "z"]).iloc[[2, 0, 1]]
    clean = clean_articles(articles)
    assert clean.index.tolist() == articles.index.tolist()
    assert clean["topic"].tolist() == ["z", "x", "y"]


def test_chrome_of_other_texts_is_refused():
    articles = make_articles(f"Advertisement\n\n{LEDE}")
    chrome = find_chrome(articles)
    with pytest.raises(TableError, match="find the chrome again"):
        clean_articles(make_articles(f"Intermission!\n\n{LEDE}"), chrome=chrome)
    with pytest.raises(TableError, match="not in `articles`"):
        clean_articles(articles.rename(index={"a000": "b"}).rename_axis("article_id"), chrome=chrome)
    with pytest.raises(TableError, match="past the end"):
        clean_articles(make_articles("x"), chrome=chrome)


pages = st.lists(st.sampled_from(LINES), max_size=18).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(pages, st.sampled_from([None, "The Weir"])), min_size=1, max_size=5), st.randoms())
def test_cleaning_twice_is_cleaning_once_in_any_order(rows, chance):
    articles = make_articles(*(text for text, _ in rows), outlet=[outlet for _, outlet in rows])
    before = articles.copy(deep=True)
    once = clean_articles(articles)
    pd.testing.assert_frame_equal(clean_articles(once), once)
    order = articles.index.tolist()
    chance.shuffle(order)
    pd.testing.assert_frame_equal(clean_articles(articles.loc[order]).loc[articles.index], once)
    pd.testing.assert_frame_equal(articles, before)


@settings(max_examples=150, deadline=None)
@given(pages)
def test_what_is_cut_can_be_put_back(text):
    articles = make_articles(text)
    chrome = find_chrome(articles)
    left, last = [], 0
    for row in chrome.itertuples():
        assert text[row.start : row.end] == row.text
        left.append(text[last : row.start])
        last = row.end
    left.append(text[last:])
    spans = [*chrome["text"].tolist(), ""]
    assert "".join(kept + cut for kept, cut in zip(left, spans, strict=True)) == text
    clean = clean_articles(articles, chrome=chrome).loc["a000", "text"]
    assert "".join(clean.split()) == "".join("".join(left).split())
