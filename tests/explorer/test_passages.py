"""Passages: what is shown, that nothing in it is obeyed, and that only the page is made."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import TableError
from framing.explorer import passages as module
from framing.explorer import show_passages
from framing.explorer.rendering import neutralise

ATTACK = "<script>alert('x')</script>"


def make_articles(**texts: str) -> pd.DataFrame:
    ids = pd.Index(list(texts), name="article_id")
    frame = {"text": list(texts.values()), "title": "A title", "outlet": "Post", "url": None}
    return pd.DataFrame({**frame, "date": pd.Timestamp("2024-05-02")}, index=ids)


def make_matches(rows: list[tuple[str, str, int, int]], **more: object) -> pd.DataFrame:
    spans = pd.DataFrame(rows, columns=["article_id", "part", "start", "end"])
    return spans.assign(**{"term": "t", "entry": "e", "category": "c", "weight": 1.0, "lexicon": "l"} | more)


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def test_a_passage_shows_the_match_its_words_and_what_it_was_counted_as():
    articles = make_articles(a="The bank may sell.")
    matches = make_matches([("a", "text", 9, 12)], family="epistemic", code="modal", voice="journalist", place="body")
    shown = show_passages(articles, matches)
    assert "The bank <mark" in shown._repr_html_()
    assert "The bank [may] sell." in str(shown)
    for text in (plain(shown._repr_html_()), str(shown)):
        for said in ("A title", "Post", "2024-05-02", "family epistemic", "code modal", "voice journalist"):
            assert said in text
        assert "category" not in text


def test_what_a_match_was_not_counted_as_is_not_shown():
    articles = make_articles(a="The bank may sell.")
    rows = [("a", "text", 9, 12), ("a", "text", 4, 8)]
    shown = show_passages(articles, make_matches(rows, level=["low", ""], voice=["journalist", None]))
    first, second = str(shown).split("\n2. ")
    assert "category c · level low · voice journalist" in first
    assert second.endswith("category c")
    assert shown._repr_html_().count("level") == 1


@pytest.mark.parametrize("where", ["title", "text", "match", "outlet", "code"])
def test_markup_is_shown_never_obeyed(where):
    text = f"Before {ATTACK} after" if where in ("text", "match") else "Before it after"
    span = (7, 7 + len(ATTACK)) if where == "match" else (0, 6)
    articles = make_articles(a=text)
    if where in ("title", "outlet"):
        articles = articles.assign(**{where: ATTACK})
    matches = make_matches([("a", "text", *span)], code=ATTACK if where == "code" else "x")
    markup = show_passages(articles, matches)._repr_html_()
    assert "<script" not in markup
    assert html.escape(ATTACK) in markup
    assert ATTACK in str(show_passages(articles, matches))


def test_money_is_not_read_as_a_formula():
    articles = make_articles(a=r"It rose to $5m from $3m and \(x\) may fall.").assign(title="A $2 or $3 fare")
    markup = show_passages(articles, make_matches([("a", "text", 11, 14)]))._repr_html_()
    pieces = re.split(r"<[^>]+>", markup)  # a formula is looked for within one piece only
    assert not any(("$" in piece or "\\" in piece) and len(piece) > 1 for piece in pieces)
    assert r"It rose to $5m from $3m and \(x\) may fall." in plain(markup)


def test_marks_of_direction_and_control_characters_are_made_visible():
    articles = make_articles(a="one \u202eevil\u202c \x07 two")
    shown = show_passages(articles, make_matches([("a", "text", 0, 3)]))
    for text in (shown._repr_html_(), str(shown)):
        assert "\u202e" not in text
        assert "\x07" not in text
        assert text.encode()
        assert "�evil�" in text
    assert "\u202e" in shown.to_frame()["after"].iloc[0]


def test_joined_emoji_are_kept_and_offsets_are_code_points():
    text = "👩‍👩‍👧 𝒳 may 😀 sell"
    start = text.index("may")
    shown = show_passages(make_articles(a=text), make_matches([("a", "text", start, start + 3)]))
    assert shown.to_frame()["match"].tolist() == ["may"]
    assert "👩‍👩‍👧 𝒳 [may] 😀 sell" in str(shown)


def test_overlapping_matches_have_a_row_each_in_the_order_given():
    rows = [("a", "text", 4, 12), ("a", "text", 0, 8), ("a", "title", 2, 7)]
    shown = show_passages(make_articles(a="The bank may sell."), make_matches(rows))
    assert shown.to_frame()["match"].tolist() == ["bank may", "The bank", "title"]


def test_both_twins_and_the_frame_hold_the_same_rows():
    articles = make_articles(a="alpha beta gamma", b="delta < epsilon")
    matches = make_matches([("b", "text", 6, 7), ("a", "text", 6, 10), ("b", "text", 8, 15)])
    shown = show_passages(articles, matches)
    marked = [html.unescape(piece) for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", shown._repr_html_())]
    bracketed = re.findall(r"\[(.*?)\]", str(shown))
    assert marked == bracketed == shown.to_frame()["match"].tolist() == ["<", "beta", "epsilon"]
    assert shown.to_frame().index.tolist() == [1, 2, 3]


def test_only_the_page_is_made(monkeypatch):
    made = []
    monkeypatch.setattr(module, "Row", lambda **row: made.append(row) or row)
    matches = make_matches([("a", "text", 0, 3)] * 10_000)
    show_passages(make_articles(a="The bank"), matches, page=3, per_page=20)
    assert [row["number"] for row in made] == list(range(41, 61))


def test_a_page_renders_as_many_rows_as_it_has_and_says_how_to_go_on():
    articles, matches = make_articles(a="The bank"), make_matches([("a", "text", 0, 3)] * 1_054)
    first, last = show_passages(articles, matches), show_passages(articles, matches, page=53)
    assert first._repr_html_().count("<mark") == 20
    assert first.caption == "Passages 1–20 of 1,054; page 1 of 53 – next: show_passages(…, page=2)"
    assert last._repr_html_().count("<mark") == 14
    assert last.caption == "Passages 1,041–1,054 of 1,054; page 53 of 53"
    assert f">{html.escape(first.caption)}</caption>" in first._repr_html_()


def test_one_passage_is_said_in_the_singular():
    articles, matches = make_articles(a="The bank"), make_matches([("a", "text", 0, 3)] * 3)
    assert show_passages(articles, matches, page=2, per_page=2).caption == "Passage 3 of 3; page 2 of 2"
    with pytest.raises(TableError, match="found: 1 match on 1 page of 20;"):
        show_passages(articles, matches.head(1), page=2)


def test_a_page_that_is_not_there_is_refused_with_the_last_one():
    with pytest.raises(TableError, match=r"no page 4; found: 3 matches on 2 pages of 2; to mend it: page=2 is the"):
        show_passages(make_articles(a="The bank"), make_matches([("a", "text", 0, 3)] * 3), page=4, per_page=2)


@pytest.mark.parametrize("wrong", [{"page": 0}, {"per_page": 0}, {"context": -1}, {"page": 1.5}, {"page": True}])
def test_numbers_that_make_no_page_are_refused(wrong):
    with pytest.raises(TableError, match=f"{next(iter(wrong))}= must be a whole number"):
        show_passages(make_articles(a="The bank"), make_matches([("a", "text", 0, 3)]), **wrong)


def test_matches_of_another_text_are_refused():
    with pytest.raises(TableError, match=r"runs past the end of articles\.text"):
        show_passages(make_articles(a="The bank"), make_matches([("a", "text", 4, 99)]))
    with pytest.raises(TableError, match="not in `articles`"):
        show_passages(make_articles(a="The bank"), make_matches([("z", "text", 0, 3)]))
    with pytest.raises(TableError, match="no column 'term'"):
        show_passages(make_articles(a="The bank"), make_matches([("a", "text", 0, 3)]).drop(columns="term"))
    with pytest.raises(TableError, match="must be a DataFrame"):
        show_passages(make_articles(a="The bank"), [1])


def test_no_matches_is_said():
    shown = show_passages(make_articles(a="The bank"), make_matches([("a", "text", 0, 3)]).iloc[:0])
    assert str(shown) == "No passages: the table of matches is empty"
    assert "<mark" not in shown._repr_html_()
    assert len(shown.to_frame()) == 0


def test_quotations_segments_and_chrome_can_be_read_too():
    articles = make_articles(a="The bank may sell.")
    span = pd.DataFrame({"article_id": ["a"], "part": "text", "start": 4, "end": 8})
    quotations = span.assign(quotation_id="q", kind="direct", rule="marks")
    segments = span.assign(place="body", kind="sentence").rename_axis("segment_id")
    chrome = span.drop(columns="part").assign(reason="footer", text="bank")
    for table in (quotations, segments.set_axis(pd.Index(["s"], name="segment_id")), chrome):
        assert show_passages(articles, table).to_frame()["match"].tolist() == ["bank"]


def test_the_table_stands_without_style_sheets_scripts_or_fixed_text_colour():
    markup = show_passages(make_articles(a="The bank"), make_matches([("a", "text", 0, 3)]))._repr_html_()
    assert not re.search(r"<(style|svg|script|div|button)|aria-|class=|id=", markup)
    for style in re.findall(r'style="([^"]*)"', markup):
        names = [entry.split(":")[0].strip() for entry in style.split(";")]
        assert ("color" in names) == ("background-color" in names)


def test_nothing_given_is_changed():
    articles, matches = make_articles(a="The bank"), make_matches([("a", "text", 0, 3)])
    kept = articles.copy(), matches.copy()
    show_passages(articles, matches).to_frame()
    pd.testing.assert_frame_equal(articles, kept[0])
    pd.testing.assert_frame_equal(matches, kept[1])


def test_writing_without_spaces_keeps_its_context():
    shown = show_passages(make_articles(a="銀行" * 50), make_matches([("a", "text", 40, 42)]), context=10)
    assert shown.to_frame()[["before", "after"]].iloc[0].tolist() == ["銀行" * 5, "銀行" * 5]


@given(st.text(alphabet="ab \n😀<é", min_size=1, max_size=60), st.data())
def test_a_passage_is_a_piece_of_the_text_cut_between_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    context = data.draw(st.integers(0, 20))
    row = show_passages(make_articles(a=text), make_matches([("a", "text", start, end)]), context=context).rows[0]
    assert text[start - len(row.before) : end + len(row.after)] == row.before + text[start:end] + row.after
    assert len(row.before) <= context
    assert len(row.after) <= context
    assert row.cut_after == (end + len(row.after) < len(text)) or not text[end + len(row.after) :].strip()
    if row.cut_after and " " in row.after[1:]:
        assert text[end + len(row.after)].isspace() or row.after[-1:].isspace()


@given(st.text())
def test_neutral_text_is_one_line_that_can_be_written(text):
    made = neutralise(text)
    assert "\n" not in made
    assert made.encode().decode() == made
