"""What the learnt model takes, from which pages, and what it leaves alone."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.cleaning import line_model
from framing.cleaning.chrome import find_chrome
from framing.cleaning.cutting import clean_articles
from framing.cleaning.layout import split_lines
from framing.cleaning.line_features import OWN, describe_line, describe_lines
from framing.cleaning.line_model import judge_lines

PROSE = [
    f"On day {word} the gates of the dam stayed open, although the minister had said for three weeks that they would "
    f"be shut unless the arrears were paid in full, and nobody at the ministry in {place} would say why."
    for word, place in zip(
        ["one", "two", "three", "four", "five", "six"],
        ["Selmouth", "Tarn Orla", "Weirby", "Fenholm", "Lockton", "Dunmere"],
        strict=True,
    )
]
MENU = ["Menu", "Log in", "Subscribe", "Rivers & Lakes", "Dams", "Weirs", "Opinion", "Our Films", "The Weir Shop"]
OTHERS = [
    "The otter that came back to Lockton",
    "Who owns the upper lake",
    "Five walks along the old canal",
    "Ten boats we loved",
]
FOOT = [
    *OTHERS, "Share this story", "Comments (12)", "Terms | Privacy | Contact", "Careers",
    "© 2019 The Weir Press. All rights reserved.",
]  # fmt: skip
PAGE = "\n\n".join([*MENU, *PROSE[:3], "They went home.", *PROSE[3:], *FOOT])


def make_articles(*texts, **columns):
    index = pd.Index([f"a{number:03}" for number in range(len(texts))], name="article_id")
    base = {"text": list(texts), "title": None, "outlet": None, "date": pd.NaT, "url": None}
    return pd.DataFrame(base | columns, index=index)


def cut_from(text, strictness="lenient"):
    articles = make_articles(text)
    chrome = find_chrome(articles, strictness=strictness)
    return chrome[chrome["reason"] == "unlike"]["text"].tolist()


@pytest.mark.parametrize(
    ("strictness", "more"), [("lenient", set()), ("strict", {"The Weir Shop", "Ten boats we loved"})]
)
def test_on_a_whole_page_lines_unlike_the_article_go(strictness, more):
    cut = cut_from(PAGE, strictness)
    assert {"Dams", "Weirs", "Our Films"} | more <= set(cut)
    assert not {*PROSE, "They went home."} & set(cut)
    articles = make_articles(PAGE)
    clean = clean_articles(articles, chrome=find_chrome(articles, strictness=strictness))
    assert all(line in clean.loc["a000", "text"] for line in PROSE)


def test_a_page_without_menus_is_not_judged():
    assert cut_from("\n\n".join([*PROSE, *OTHERS])) == []
    assert cut_from("\n\n".join([*PROSE, *OTHERS]), "strict") == []


@pytest.mark.parametrize("strictness", ["lenient", "strict"])
@pytest.mark.parametrize(
    "lines",
    [
        [f"{word} of the gates was open" for word in ("One", "Two", "Three", "Four", "Five", "Six", "None")] * 3,
        [f"{name}: {said}" for name in ("INSKEEP", "VALE") for said in ("Why?", "I do not know.", "Go on.", "No.")] * 2,
        [f"{hour}.15 p.m." if odd else f"The river stands at {hour} feet" for hour in range(1, 10) for odd in (1, 0)],
        [f"• Lockton {number}: {number}4,420" for number in range(1, 30)],
        [" ".join(PROSE)],
        ["Only one line"],
        [],
    ],
    ids=["verse", "interview", "live blog", "list", "one paragraph", "one line", "nothing"],
)
def test_a_text_of_short_lines_is_left_alone(lines, strictness):
    assert cut_from("\n".join(lines), strictness) == []
    assert cut_from("\n\n".join([*PROSE[:2], *lines, *PROSE[2:]]), strictness) == []


def test_lenient_never_takes_prose_and_neither_takes_a_whole_article_in_one_line():
    comment = (
        "I love that otter and I said so to my wife and to you all, and if you do not, then please do go away now!"
    )
    page = f"{PAGE}\n\n{comment}\n\n{comment.replace('otter', 'heron')}"
    assert not [line for line in cut_from(page) if len(line.split()) >= 25 and line.endswith((".", "!"))]
    whole = "Menu Log in Search Subscribe " * 60
    assert cut_from(f"{PAGE}\n\n{whole}", "strict").count(whole.strip()) == 0


@pytest.mark.parametrize("strictness", ["lenient", "strict"])
def test_a_cleaned_page_has_nothing_more_to_cut(strictness):
    articles = make_articles(PAGE, "\n\n".join([*PROSE, *OTHERS]), "\n\n".join([*MENU, *FOOT]))
    clean = clean_articles(articles, chrome=find_chrome(articles, strictness=strictness))
    assert find_chrome(clean, strictness=strictness).empty


def test_no_page_changes_the_odds_of_another():
    pages = [split_lines(text) for text in (PAGE, "", "\n".join(PROSE), "\n".join(MENU))]
    together = judge_lines(pages)
    assert [len(odds) for odds in together] == [len(page) for page in pages]
    for page, odds in zip(pages, together, strict=True):
        np.testing.assert_array_equal(judge_lines([page])[0], odds)
    for page, odds in zip(reversed(pages), judge_lines(pages[::-1]), strict=True):
        np.testing.assert_array_equal(judge_lines([page])[0], odds)
    assert judge_lines([]) == []


def test_the_model_says_where_it_comes_from_and_weighs_every_number():
    model = json.loads(Path(line_model.__file__).with_suffix(".json").read_text("utf-8"))
    assert {"credit", "learnt from", "recipe"} <= set(model)
    assert "MIT" in model["credit"]
    lines = split_lines(PAGE)
    own = np.array([describe_line(line) for line in lines])
    assert own.shape == (len(lines), len(OWN))
    described = describe_lines(own, np.array([line.n_words for line in lines]), [len(lines)])
    assert list(described) == list(model["weights"])
    assert all(np.isfinite(numbers).all() and numbers.shape == (len(lines),) for numbers in described.values())


def test_the_block_of_sentences_is_found():
    lines = split_lines(PAGE)
    own = np.array([describe_line(line) for line in lines])
    described = describe_lines(own, np.array([line.n_words for line in lines]), [len(lines)])
    inside = [line.text for line, flag in zip(lines, described["block 6: inside"], strict=True) if flag]
    assert inside == [*PROSE[:3], "They went home.", *PROSE[3:]]


def test_the_letters_of_a_web_page_decide():
    lines = ["Two Gates of Six", "By Ada Fenwright", PROSE[0], OTHERS[0], "Why now", PROSE[1], "Boats", "Advertisement"]
    articles = make_articles("\n\n".join(lines), layout="Hbpthpxp")
    for strictness in ("lenient", "strict"):
        found = find_chrome(articles, strictness=strictness)
        assert dict(zip(found["text"], found["reason"], strict=True)) == {
            lines[0]: "headline",
            lines[1]: "byline",
            OTHERS[0]: "teaser",
            "Boats": "outside",
            "Advertisement": "advert",
        }
    clean = clean_articles(articles)
    assert clean.loc["a000", ["title", "author", "layout"]].tolist() == ["Two Gates of Six", "Ada Fenwright", "php"]
    assert clean.loc["a000", "text"].split("\n\n") == [PROSE[0], "Why now", PROSE[1]]
    pd.testing.assert_frame_equal(clean_articles(clean), clean)


def test_with_letters_the_model_is_not_asked_and_the_rules_are_lenient():
    page = f"{PAGE}\n\nAda Fenwright is a senior reporter at the Courier."
    letters = "p" * len(split_lines(page))
    reasons = set(find_chrome(make_articles(page, layout=letters), strictness="strict")["reason"])
    assert not {"unlike", "biography"} & reasons
    assert {"unlike", "biography"} <= set(find_chrome(make_articles(page), strictness="strict")["reason"])


@pytest.mark.parametrize("layout", ["p", "pp?", None, ""])
def test_letters_that_do_not_fit_are_passed_over(layout):
    articles = make_articles(f"{PROSE[0]}\n\nBoats\n\nEmail", layout=layout)
    assert find_chrome(articles)["text"].tolist() == ["Email"]
    kept = clean_articles(articles)["layout"].tolist()[0]
    assert kept == layout or (pd.isna(kept) and layout is None)


def test_the_letters_still_fit_when_parts_of_lines_are_cut():
    text = "One two\n\nthree four\nfive\nsix"
    articles = make_articles(text, layout="hppt")
    spans = [(text.index("two"), text.index(" four")), (text.index("five"), text.index("five") + 4)]
    chrome = pd.DataFrame(
        {
            "article_id": "a000",
            "start": [start for start, _ in spans],
            "end": [end for _, end in spans],
            "reason": "by hand",
            "text": [text[start:end] for start, end in spans],
        }
    )
    clean = clean_articles(articles, chrome=chrome)
    assert clean.loc["a000", ["text", "layout"]].tolist() == ["One  four\nsix", "ht"]
