import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats.html import PageLine, list_lines, name_lines, share_found
from framing.formats.html_metadata import is_advert, is_notice, is_pointer, letter_of, read_metadata
from framing.formats.page_lines import LETTERS

RAIN = "The river rose by a metre before noon, and the gate on the quay was shut until the evening tide had passed by."
GATE = "The keeper of the gate said that he had never seen so much water in the harbour, and that more was on its way."
TIDE = (
    "By the evening the tide had turned, the shops along the quay had opened again, and the last boats had come home."
)
HEAD = "River rises after a night of rain"


def parse(html: str):
    from lxml import html as lxml_html

    return lxml_html.document_fromstring(html)


def read(html: str, *, found: str = "", title: str | None = None) -> list[tuple[str, str]]:
    lines, places = list_lines(parse(html))
    letters = name_lines(lines, places, found=found, title=title)
    return [(letter, line.text) for letter, line in zip(letters, lines, strict=True)]


def lines_of(*texts: str) -> list[PageLine]:
    return [PageLine(text, 0, True, 0.0, "", False, re.findall(r"\w+", text.casefold())) for text in texts]


def test_a_line_a_block_in_order_and_nothing_twice() -> None:
    lines, _ = list_lines(
        parse(
            "<body>before<nav><a href=a>Home</a><a href=b>News</a></nav><h1>Rain <em>again</em></h1><p>It\n rained."
            "<br>It <b>p</b>oured.</p>after<script>x</script><ul><li>one<li>two</ul><pre>a\nb</pre></body>"
        )
    )
    texts = ["before", "Home News", "Rain again", "It rained.", "It poured.", "after", "one", "two", "a", "b"]
    assert [line.text for line in lines] == texts
    assert [line.gap for line in lines] == [False, True, True, True, False, True, True, True, True, False]
    assert [line.link > 0.9 for line in lines] == [text == "Home News" for text in texts]


def test_what_a_page_hides_is_read_too_and_said() -> None:
    lines, _ = list_lines(parse("<p>One</p><div style='display: none'><p>Two</p></div><p hidden>Three</p><p>Four</p>"))
    assert [(line.text, line.hidden) for line in lines] == [
        *(("One", False), ("Two", True), ("Three", True), ("Four", False))
    ]


@pytest.mark.parametrize(
    ("element", "letter"),
    [
        *(("<nav>x</nav>", "n"), ("<div class='site-Footer'>x</div>", "n"), ("<div role=navigation>x</div>", "n")),
        *(("<div class='articleShareBar'>x</div>", "s"), ("<div id=comments>x</div>", "o"), ("<aside>x</aside>", "x")),
        *(("<div class='ad ad--top'>x</div>", "a"), ("<div class='newsletter_box'>x</div>", "a")),
        *(("<ul class='related-stories'>x</ul>", "t"), ("<div class='more-from-us'>x</div>", "t")),
        *(("<figcaption>x</figcaption>", "c"), ("<a rel=author>x</a>", "b"), ("<span class='by byline'>x</span>", "b")),
        *(("<time>x</time>", "d"), ("<span itemprop=datePublished>x</span>", "d"), ("<p>x</p>", "")),
        *(("<div class='header-shadow'>x</div>", ""), ("<div class='readership'>x</div>", "")),
        *(("<article class='has-comments'>x</article>", ""), ("<blockquote class='social'>x</blockquote>", "")),
    ],
)
def test_the_marks_of_an_element_give_its_letter(element: str, letter: str) -> None:
    found = letter_of(parse(f"<body>{element}</body>").find("body")[0])
    assert found == letter
    assert not found or found in LETTERS


def test_words_are_found_whether_lines_are_joined_split_or_repeated() -> None:
    page = lines_of("Menu", HEAD, RAIN, GATE, "Share", TIDE, HEAD)
    joined = f"{RAIN} {GATE[:40]}\n{GATE[40:]} {TIDE}"
    assert [round(share) for share in share_found(page, joined)] == [0, 0, 1, 1, 0, 1, 0]
    assert [round(share) for share in share_found(page, f"{HEAD}\n{RAIN}")] == [0, 1, 1, 0, 0, 0, 0]
    assert [round(share) for share in share_found(page, f"{TIDE}\n{RAIN}")] == [0, 0, 1, 0, 0, 1, 0]  # out of order
    assert share_found(page, "") == [0.0] * 7
    assert share_found([], RAIN) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["rain", "sun", "gate", "tide"]), min_size=4, max_size=9), max_size=8))
def test_a_page_found_in_itself_is_found_whole(words: list[list[str]]) -> None:
    texts = [" ".join(line) for line in words]
    assert share_found(lines_of(*texts), "\n".join(texts)) == [1.0] * len(texts)


def test_one_word_a_hundred_thousand_times_takes_no_time() -> None:
    assert share_found(lines_of("rain " * 100_000), "rain " * 100_000) == [1.0]


def test_a_paragraph_lost_between_two_comes_back_a_box_does_not() -> None:
    page = (
        f"<div class=body><p>{RAIN}</p><p>It was not the first time.</p><h2>The gate</h2>"
        f"<div class=newsletter><p>Our best news, every morning.</p></div><p>{GATE}</p>"
        f"<p><a href=x>A link alone</a></p><p>{TIDE}</p></div>"
    )
    letters = {text: letter for letter, text in read(page, found=f"{RAIN}\n{GATE}\n{TIDE}")}
    assert [letters[text] for text in (RAIN, GATE, TIDE, "It was not the first time.")] == ["p"] * 4
    assert letters["The gate"] == "h"
    assert letters["Our best news, every morning."] == "a"
    assert letters["A link alone"] == "x"


def test_prose_goes_on_in_blocks_of_the_same_make_but_not_in_the_next_article() -> None:
    page = (
        f"<div class=chunk><p>{RAIN}</p></div><div class=ad>Buy a boat</div><div class=chunk><p>{GATE}</p></div>"
        f"<h1>Another story</h1><div class=chunk><p>{TIDE}</p></div>"
    )
    assert [letter for letter, _ in read(page, found=RAIN)] == ["p", "a", "p", "x", "x"]


def test_found_lines_in_a_menu_or_a_share_box_are_not_the_article() -> None:
    page = f"<div class=share>Tell all your friends today</div><p>{RAIN}</p><p>{GATE}</p>"
    assert [a for a, _ in read(page, found=f"Tell all your friends today {RAIN} {GATE}")] == ["s", "p", "p"]


def test_a_class_on_the_block_that_holds_the_article_says_nothing() -> None:
    page = f"<div class='share-page'><div class=ad>Buy a boat</div><p>{RAIN}</p><p>{GATE}</p></div>"
    assert [letter for letter, _ in read(page, found=f"{RAIN} {GATE}")] == ["a", "p", "p"]


def test_the_headline_is_no_part_of_the_text_and_a_later_h1_is_a_heading() -> None:
    page = f"<h2>{HEAD}</h2><h1>Rain</h1><p>{RAIN}</p><h1>The gate</h1><p>{GATE}</p>"
    letters = [a for a, _ in read(page, found=f"{HEAD} Rain {RAIN} The gate {GATE}", title=HEAD)]
    assert letters == ["H", "H", "p", "h", "p"]


def test_pointers_adverts_and_closing_notices_go() -> None:
    box = "<p>DON'T MISS</p><p><a href=x>The mayor and the boat nobody wanted</a></p>"
    page = (
        f"<p>{RAIN}</p><p>Read more: <a href=x>The gate that would not shut</a></p><p>{GATE}</p><p>Advertisement</p>"
        f"{box}<p>{TIDE}</p><p>Sign up for our weekly letter about rivers.</p>"
    )
    found = "\n".join(line.text for line in list_lines(parse(page))[0])
    assert "".join(letter for letter, _ in read(page, found=found)) == "ptpattpa"


def test_what_a_line_says_of_itself() -> None:
    assert is_pointer("You may also like")
    assert not is_pointer("Readers may also write.")
    assert is_notice("Follow us on Twitter")
    assert not is_notice("The mayor asked them to sign.")
    assert is_advert("ADVERTISEMENT:")
    assert not is_advert("Advertisements fell.")


def page_with(head: str, body: str = "<p>It rained.</p>", lang: str = "") -> dict[str, str | None]:
    return read_metadata(parse(f"<html{lang}><head>{head}</head><body>{body}</body></html>"))


def linked(**record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


def test_json_ld_says_most() -> None:
    record = linked(
        **{"@graph": [{"@type": "WebSite", "name": "x"}, {
            "@type": ["NewsArticle"], "headline": "Rain &amp; sun", "datePublished": "2019-03-04T23:30:00-05:00",
            "author": [{"@type": "Person", "name": "By Ann Miller"}, "https://example.org/ann", "Bo Ek"],
            "publisher": {"name": "The Gazette"}}]}
    )  # fmt: skip
    said = page_with(record + '<link rel=canonical href="https://www.example.org/rain">', lang=' lang="en-GB"')
    assert said == {
        **{"title": "Rain & sun", "author": "Ann Miller; Bo Ek", "date": "2019-03-04", "date_raw": None},
        **{"outlet": "The Gazette", "url": "https://www.example.org/rain", "language": "en"},
    }


def test_meta_and_time_say_it_too() -> None:
    said = page_with(
        '<meta property="og:title" content="Rain again | The Gazette"><meta name=author content="Ann Miller">'
        '<meta property="og:url" content="https://www.example.org/a"><meta property="og:site_name" content="@Gazette">',
        '<h1>Rain again today</h1><p>It rained.</p><time itemprop="datePublished" datetime="2019-03-04">Monday</time>',
    )
    assert (said["title"], said["author"], said["date"]) == ("Rain again | The Gazette", "Ann Miller", "2019-03-04")
    assert (said["outlet"], said["language"]) == ("Gazette", None)


def test_the_sites_name_is_cut_from_a_title_that_the_page_has_as_a_heading() -> None:
    head = f'<meta property="og:title" content="{HEAD} - The Gazette">'
    assert page_with(head, f"<h1>{HEAD}</h1>")["title"] == HEAD


def test_where_nothing_names_the_site_the_outlet_is_the_host_and_a_day_in_the_address_counts() -> None:
    said = page_with('<link rel="canonical" href="https://www.example.org/2019/03/04/rain.html">' + linked(a="b"))
    assert (said["outlet"], said["date"]) == ("example.org", "2019-03-04")


@pytest.mark.parametrize(
    ("value", "date", "raw"),
    [
        *(("2019-03-04T10:00:00Z", "2019-03-04", None), ("03/04/2019", None, "03/04/2019"), ("1219-03-04", None, None)),
        *(("2999-01-01", None, None), ("soon", None, "soon"), ("March 2019", None, "March 2019")),
    ],
)
def test_a_day_is_certain_or_missing(value: str, date: str | None, raw: str | None) -> None:
    said = page_with(f'<meta property="article:published_time" content="{value}">')
    assert (said["date"], said["date_raw"]) == (date, raw)


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        linked(**{"@type": "Article", "author": 7, "publisher": [], "headline": ["x"], "datePublished": {}}),
        '<link rel=canonical href="http://[::1/x"><meta property="og:url" content="//example.org">',
        '<meta name="date" content=" "><meta content="x"><meta name="">',
    ],
)
def test_nonsense_is_passed_over(head: str) -> None:
    said = page_with(head)
    assert (said["date"], said["outlet"], said["url"]) == (None, None, None)
