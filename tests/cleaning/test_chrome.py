"""What is found on a page that is not the article, and what is left alone."""

import gzip
import json
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from framing.cleaning import rules as chrome_rules
from framing.cleaning.chrome import REASONS, find_chrome
from framing.errors import CorpusError, TableError
from framing.tables import check_spans, check_table

LEDE = (
    "The gates of the dam stayed open on Monday night, although the minister had said for three weeks "
    "that they would be shut unless the arrears were paid in full."
)
SECOND = (
    "Nobody at the ministry would say why, and the engineers who had been on duty since the morning went "
    "home by bus without speaking to the reporters at the gate."
)


def make_articles(*texts, outlet=None, title=None):
    index = pd.Index([f"a{number:03}" for number in range(len(texts))], name="article_id")
    return pd.DataFrame(
        {"text": list(texts), "title": title, "outlet": outlet, "date": pd.NaT, "url": None}, index=index
    )


def reasons_of(text, **known):
    chrome = find_chrome(make_articles(text, **known))
    return dict(zip(chrome["text"].tolist(), chrome["reason"].tolist(), strict=True))


def between(line):
    return f"{LEDE}\n\n{line}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ADVERTISEMENT", "advert"),
        ("Story Continued Below", "advert"),
        ("Share this story · Copy link · Email", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("Email this article | Print this page", "share"),
        ("Follow Ada Fenwright on Twitter: @adaf", "share"),
        ("Read or Share this story: https://sluice.example/x", "share"),
        ("6 min read", "timestamp"),
        ("Updated 14:02", "timestamp"),
        ("2 hours ago", "timestamp"),
        ("By Ada Fenwright, BBC North America reporter", "byline"),
        ("Home › Investigations › Army", "navigation"),
        ("News | Sport | Weather | Follow the River", "navigation"),
        ("Back to top", "navigation"),
        ("Terms | Privacy | Contact", "navigation"),
        ("This article tagged under: Dams", "navigation"),
        ("Get the Friday letter in your inbox", "newsletter"),
        ("Your email address", "newsletter"),
        ("Sign up for our daily briefing", "newsletter"),
        ("We use cookies to improve this site.", "notice"),
        ("Become a member", "notice"),
        ("This video cannot be played. Error 4-11. Try again later.", "embed"),
        ("pic.twitter.com/a1B2c3", "embed"),
        ("iframe: gauge-widget (blocked)", "embed"),
        ("<iframe src=x></iframe>", "embed"),
        ("JUST WATCHED Gates stay open Replay More Videos ... MUST WATCH Gates stay open 01:09", "embed"),
        ("https://cdn.example/pixel.gif?ev=read&id=22", "embed"),
        ("pixel.gif?ev=read&id=22", "tracking"),
        ("[tracking] read.depth=50", "tracking"),
        ("Photo: Ivo Renn / The Sluice", "credit"),
        ("Image credit: Ivo Renn", "credit"),
        ("Ivo Renn/Getty Images", "credit"),
        ("Image copyright AFP Image caption The dam on Monday", "caption"),
        ("Alt text: a dam", "caption"),
        ("The dam on Monday. (Ivo Renn/Reuters)", "caption"),
        ("Read more: Two gates of six", "teaser"),
        ("(Also on COURIER: Two gates of six)", "teaser"),
        ("All our reporting on the dam >>", "teaser"),
        ("Inside the strange world of the dam Read more", "teaser"),
        ("CLICK HERE TO GET THE NEWS APP", "teaser"),
        ("Comments (112)", "comments"),
        ("Be the first to comment", "comments"),
        ("The Associated Press contributed to this report.", "contributor"),
        ("Copyright © 2019 The Courier, LLC. Click here for reprint permission.", "copyright"),
        ("© 2019 The Sluice Collective. All rights reserved.", "copyright"),
        ("Ivo Renn/CQ Roll Call/Getty Images|Ada Fenwright/AP Photo", "credit"),
        ("The dam seen from the lower roadCredit: Getty - Contributor", "caption"),
        ("The dam seen from the lower road (Image: GETTY )", "caption"),
        ("CLOSE The dam stood open all night, said the ministry. Video provided by Newsy Newslook", "caption"),
        ("Ten old dams Dams that have aged really well. Shares", "teaser"),
        ("More On This... Two gates of six", "teaser"),
        ("MINISTER SAYS THE GATES WILL BE SHUT BY MAY", "teaser"),
        ("Life below the dam:What the river leaves behind when it goes", "teaser"),
        ("The river that we hoped never to see: Column", "teaser"),
        ("Who was right about the dam? Vote Here!", "advert"),
        ("(Corrects spelling of Selmouth in paragraph 4)", "notice"),
        ("Written by Ada Fenwright. Video by Ivo Renn.", "contributor"),
        ("► Nov. 13: Why the river is back again", "teaser"),
        ("Do you approve or disapprove of the minister's work on the dam?", "advert"),
        ("Vote now:", "advert"),
        ("Please upgrade your browser to see the timeline of the dam.", "embed"),
    ],
)
def test_a_line_of_chrome_is_found_anywhere(line, reason):
    assert reasons_of(between(line)) == {line: reason}


@pytest.mark.parametrize(
    "line",
    [
        "“Share the water,” she said.",
        "Share prices fell.",
        "By Friday the river had risen.",
        "By the numbers",
        "Home was never the same again.",
        "Comments by the minister angered farmers.",
        "Photo finish",
        "He signed up for the army.",
        "Follow the water",
        "The copyright belongs to nobody.",
        "(c) no lorries were seen",
        "What happens next?",
        "Sign of the times",
        "More than 40 lorries",
        "Related trades suffered too.",
        "A beacon of hope",
        "Two hours ago the gates were shut.",
        "Topics of conversation were few.",
        "Read my lips",
        "Image is everything in Tarn Orla.",
        "The video could not be verified, she said.",
        "He said.",
        "If.",
        "He gave them credit: Ada Fenwright had been right.",
        "The minister owns 40 shares",
        "► Each gate weighs nine tonnes.",
        "CLOSE TO THE DAM",
        "Do you approve?",
    ],
)
def test_a_line_of_the_article_is_left_alone(line):
    assert reasons_of(between(line)) == {}


def test_prose_is_found_only_by_wording_that_no_article_begins_with():
    words = "the ministry of water and works in the capital of the upstream republic which has run the dam"
    assert reasons_of(between(f"Share this story with {words} for half a century, or do not share it at all.")) == {}
    newsletter = f"Sign up for our newsletter from {words} for half a century, and read it or do not read it at all."
    assert reasons_of(between(newsletter)) == {newsletter: "newsletter"}


def test_a_picture_gallery_is_found_however_long_it_is():
    gallery = "Photos: The dam Photos: The dam " + "A gate. Hide Caption 1 of 9 Photos: The dam " * 40
    assert reasons_of(between(gallery)) == {gallery.strip(): "caption"}
    assert reasons_of(between("Readers may hide caption and credit. " * 40)) == {}


def test_a_whole_article_in_one_line_is_never_chrome():
    text = "Copyright © 2019 The Courier. " + " ".join([LEDE, SECOND] * 4)
    assert reasons_of(text) == {}


def test_teasers_below_a_heading_are_found_up_to_the_next_prose():
    headlines = ["Two Gates of Six", "Was it a bluff?", "River falls overnight as farmers wait below"]
    block = "\n\n".join(["You may also like", *headlines])
    found = reasons_of(between(block))
    assert set(found.values()) == {"teaser"}
    assert len(found) == 4


def test_a_subhead_after_teasers_is_left_alone():
    found = reasons_of(between("Read more:\n\nTwo Gates of Six and the People Who Knew\n\nThe long night"))
    assert "The long night" not in found
    assert found["Two Gates of Six and the People Who Knew"] == "teaser"


def test_a_box_takes_the_lines_that_stand_with_it():
    box = "Get the Sluice briefing in your inbox\nOne email, every Friday. No spam, no sponsors.\nYes, please"
    text = f"{LEDE}\n\n{box}\n\n{SECOND}\n\nShe shrugged."
    assert list(reasons_of(text).values()) == ["newsletter"] * 3


def test_without_blank_lines_a_box_takes_only_its_own_line():
    text = f"{LEDE}\nGet the Sluice briefing in your inbox\nShe shrugged.\n{SECOND}"
    assert list(reasons_of(text)) == ["Get the Sluice briefing in your inbox"]


def test_the_line_under_a_credit_is_its_caption():
    text = f"{LEDE}\n\nPhoto: Ivo Renn\nThe lower road on Friday.\n\n{SECOND}\n\nShe shrugged."
    assert reasons_of(text) == {"Photo: Ivo Renn": "credit", "The lower road on Friday.": "caption"}


def test_a_credit_at_the_end_of_a_paragraph_is_cut_off_it():
    articles = make_articles(f"{LEDE} (Ivo Renn/Getty Images)\n\n{SECOND}")
    chrome = find_chrome(articles)
    assert chrome[["text", "reason"]].to_numpy().tolist() == [["(Ivo Renn/Getty Images)", "credit"]]
    assert find_chrome(articles, strictness="strict")["reason"].tolist() == ["caption"]


def test_a_headline_needs_a_byline_or_a_menu_unless_the_title_is_known():
    top = "The Night Nothing Happened at the Dam"
    assert reasons_of(f"{top}\n\n{LEDE}\n\n{SECOND}") == {}
    assert reasons_of(f"{top}\n\n{LEDE}\n\n{SECOND}", title=top.upper()) == {top: "headline"}
    assert reasons_of(f"{top}\n\nBy Ada Fenwright\n\n{LEDE}\n\n{SECOND}")[top] == "headline"
    assert reasons_of(f"Skip to content\n\n{top}\n\n{LEDE}\n\n{SECOND}")[top] == "headline"


def test_a_standfirst_is_left_alone():
    text = f"The Night Nothing Happened\n\nNineteen people watched.\n\nBy Ada Fenwright\n\n{LEDE}\n\n{SECOND}"
    assert set(reasons_of(text)) == {"The Night Nothing Happened", "By Ada Fenwright"}


def test_a_date_is_chrome_at_the_top_and_a_subhead_further_down():
    date = "March 9, 2019"
    assert reasons_of(f"{date}\n\n{LEDE}\n\n{SECOND}") == {date: "dateline"}
    assert reasons_of(f"{LEDE}\n\n{SECOND}\n\n{date}\n\nShe shrugged.\n\n{LEDE[:-10]} there and then.") == {}


def test_a_repeated_line_needs_three_articles_of_the_outlet():
    texts = [f"{LEDE[: 40 + number]} number {number}.\n\nHouse furniture of ours" for number in range(3)]
    assert len(find_chrome(make_articles(*texts, outlet="Courier"))) == 3
    assert len(find_chrome(make_articles(*texts[:2], outlet="Courier"))) == 0


def test_a_line_that_the_page_prints_twice_goes_once():
    articles = make_articles(f"{LEDE}\n\n{SECOND}\n\n{LEDE}")
    assert find_chrome(articles)[["start", "reason"]].to_numpy().tolist() == [[len(LEDE) + len(SECOND) + 4, "repeated"]]
    refrain = "\n".join(["The river is high and the night is long,"] * 2)
    assert find_chrome(make_articles(f"{LEDE}\n\n{refrain}\n\n{SECOND}")).empty


def test_the_captions_of_a_gallery_are_printed_twice_and_both_go():
    captions = [f"Engineers at gate {word} look down on the river on Monday night." for word in ("one", "two", "six")]
    twice = "\n\n".join(f"{caption}\n\n{caption}" for caption in captions)
    assert reasons_of(between(twice)) == dict.fromkeys(captions, "caption")
    assert len(find_chrome(make_articles(between(twice)))) == 6
    two = make_articles(between("\n\n".join(f"{caption}\n\n{caption}" for caption in captions[:2])))
    assert find_chrome(two)["reason"].tolist() == ["repeated"] * 2


def test_a_text_in_capitals_is_left_alone():
    verse = "\n".join(
        ["O GATES OF IRON THAT STAND BY THE WATER", "WHO SHALL COME HOME FROM THE DAM TONIGHT", LEDE.upper()]
    )
    again = f"{verse[:-1]} AND AGAIN."
    assert find_chrome(make_articles(f"{verse}\n{again}")).empty


def test_subheads_in_capitals_are_left_alone():
    heads = [f"GATE {number} AND THE PEOPLE WHO KEPT IT" for number in ("ONE", "TWO", "SIX", "NINE")]
    links = reasons_of("\n\n".join(f"{LEDE} {head.title()}.\n\n{head}" for head in heads))
    assert set(links.values()) == {"teaser"}
    more = [*heads, *(head.replace("GATE", "WEIR") for head in heads)]
    assert reasons_of("\n\n".join(f"{LEDE} {head.title()}.\n\n{head}" for head in more)) == {}
    assert reasons_of(between("5. THE PEOPLE WHO KEPT THE LAST GATE")) == {}


def test_the_outlet_is_known_with_and_without_its_article():
    assert reasons_of(f"{LEDE}\n\n{SECOND}\n\nThe Weir", outlet="Weir") == {"The Weir": "navigation"}


def test_a_rubric_above_its_own_text_may_be_repeated():
    texts = [f"{LEDE}\n\nFrom the Left\n\n{SECOND[:-1]}, day {word}." for word in ("one", "two", "three", "four")]
    found = find_chrome(make_articles(*texts, outlet="Courier"))
    assert "From the Left" not in found["text"].tolist()
    strict = find_chrome(make_articles(*texts, outlet="Courier"), strictness="strict")
    assert "From the Left" in strict["text"].tolist()


def test_a_text_in_a_script_without_spaces_is_no_menu():
    text = "\n".join(
        f"門は月曜の夜も開いたままで、大臣は三週間前から閉めると言っていた。{number}" for number in "一二三四五六七八九"
    )
    assert find_chrome(make_articles(f"{text}\nCopyright 2019 The Weir")).shape[0] == 1


@pytest.mark.parametrize("line", ["He did not elaborate.", "What happens next?", "In other news:", "SELMOUTH", "***"])
def test_short_sentences_and_subheads_may_be_repeated(line):
    texts = [f"{LEDE[: 40 + number]} number {number}.\n\n{line}" for number in range(4)]
    assert find_chrome(make_articles(*texts, outlet="Courier")).empty


def test_the_source_below_a_quotation_may_be_repeated():
    texts = [f"“Day {word} was a long one.”\n\nHal Dunmore, Dunmore & Price" for word in ("one", "two", "three")]
    assert find_chrome(make_articles(*texts, outlet="Courier")).empty


def test_a_name_above_the_outlet_is_a_byline():
    text = f"Ada Fenwright\n\nThe Weir\n\n{LEDE}\n\n{SECOND}"
    assert reasons_of(text, outlet="The Weir") == {"Ada Fenwright": "byline", "The Weir": "navigation"}
    assert reasons_of(text) == {}


def test_a_lone_read_more_is_a_button_and_takes_no_headlines():
    assert reasons_of(between("Read more\n\nA town that waits for its river")) == {"Read more": "navigation"}


def test_strict_finds_more_than_lenient():
    text = between("She shrugged.") + "\n\nAda Fenwright is a senior reporter at the Courier."
    articles = make_articles(text)
    assert find_chrome(articles).empty
    assert find_chrome(articles, strictness="strict")["reason"].tolist() == ["biography"]


def test_the_table_is_documented_exact_and_without_overlap():
    text = "  Skip to content \n\n\tHome › News\r\n\nFour Gates Out of Six\n\nBy Ada Fenwright\n\n" + between(
        "Advertisement"
    )
    articles = make_articles(text, "", "Advertisement")
    chrome = check_spans("chrome", check_table("chrome", find_chrome(articles)), articles)
    assert set(chrome["reason"]) <= set(REASONS)
    for row in chrome.itertuples():
        assert articles.loc[row.article_id, "text"][row.start : row.end] == row.text == row.text.strip()
    for _, spans in chrome.groupby("article_id"):
        assert (spans["start"].to_numpy()[1:] >= spans["end"].to_numpy()[:-1]).all()


def test_the_order_of_rows_does_not_matter():
    texts = [f"{LEDE[: 40 + number]} number {number}.\n\nHouse furniture of ours\n\nEmail" for number in range(5)]
    articles = make_articles(*texts, outlet="Courier")
    pd.testing.assert_frame_equal(find_chrome(articles), find_chrome(articles.iloc[::-1]))


def test_the_articles_are_not_changed():
    articles = make_articles(between("Advertisement"))
    before = articles.copy(deep=True)
    find_chrome(articles)
    pd.testing.assert_frame_equal(articles, before)


def test_errors_say_what_to_do():
    with pytest.raises(CorpusError, match='"lenient" or "strict"'):
        find_chrome(make_articles("x"), strictness="loose")
    with pytest.raises(TableError, match="article_id"):
        find_chrome(pd.DataFrame({"text": ["x"]}))


def test_every_rule_is_well_formed():
    rules = tomllib.loads(Path(chrome_rules.__file__).with_name("rules.toml").read_text("utf-8"))["rule"]
    for rule in rules:
        assert set(rule) <= {"reason", "pattern", "where", "takes", "level", "prose", "case", "needs"}
        assert rule["reason"] in REASONS
        assert rule.get("where", "anywhere") in {"anywhere", "top", "bottom", "amid", "tail", "gallery"}
        assert rule.get("takes", "line") in {"line", "box", "run"}
        assert rule.get("level", "lenient") in {"lenient", "strict"}
        assert "(?P<" not in rule["pattern"]
        re.compile(re.sub(r"\{[A-Z]+\}", "x", rule["pattern"]))


@pytest.mark.parametrize(
    "line", ["a " * 59, "A. " * 59, "(" * 5000, "By " + "Ada " * 40, "1 | " * 59, "x› " * 59, "May 1, " * 40]
)
def test_a_hostile_line_does_not_stop_the_clock(line):
    find_chrome(make_articles(between(line)))  # a pattern that backtracks would take hours


def _real_articles():
    folders = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents]
    return next((path for folder in folders if (path := folder / "allsides.jsonl.gz").exists()), None)


def test_little_of_real_news_is_lost():
    path = _real_articles()
    if path is None:
        pytest.skip("the real articles are not on this machine")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(600), strict=False)]
    articles = make_articles(*(row["text"] for row in rows)).assign(
        outlet=[row["outlet"] for row in rows], title=[row["title"].strip() for row in rows]
    )
    chrome = find_chrome(articles)
    share = chrome["text"].map(len).sum() / articles["text"].map(len).sum()
    assert 0.005 < share < 0.07  # the captions of galleries alone are a hundredth
    times = chrome[chrome["text"].str.startswith("Copyright © 2019 The Washington Times", na=False)]
    assert set(times["reason"]) == {"copyright"}
