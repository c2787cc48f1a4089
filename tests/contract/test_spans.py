"""The invariant of the kit: articles.loc[article_id, part][start:end] is the text of every span.

For any texts and titles; and the order of the rows is irrelevant, the articles unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.lexicons import Lexicon
from framing.tables import check_spans

PIECES = [
    "It", "may", "be", "a", "bluff", "“", "”", '"', "‘", "’", "'", "«", "»", "``", "''", "„", "said", ".", "?", "!",
    "…", ",", "\n", "\n\n", " ", "don’t", "farmers’", "’90s", "U.S.", "about", "90", "May", "(", "—", "could", "not",
    "Mr.", "rumours", "\u00ad", "\u2028", "é", "😀",
]  # fmt: skip
SPACED = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map(" ".join)
GLUED = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
TEXT = (SPACED | GLUED).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))
ROWS = st.lists(st.tuples(TEXT, TEXT | st.sampled_from([None, "the text"])), max_size=3)

WAR = Lexicon("war", pd.DataFrame({"term": ["bluff", "may be", "*o*", "u.s."], "category": ["a", "b", "a", "b"]}))
BOTH = ("title", "text")
Finder = Callable[[pd.DataFrame], pd.DataFrame]
FINDERS: dict[str, tuple[str, Finder]] = {
    "sentences": ("segments", lambda articles: fr.segment_articles(articles, parts=BOTH, with_text=True)),
    "paragraphs": (
        "segments",
        lambda articles: fr.segment_articles(articles, by="paragraph", parts=BOTH, with_text=True),
    ),
    "quotations": ("quotations", lambda articles: fr.find_quotations(articles, parts=BOTH)),
    "hedges": ("matches", lambda articles: fr.find_hedges(articles, parts=BOTH, senses="all")),
    "terms": ("matches", lambda articles: fr.find_terms(articles, WAR, parts=BOTH)),
    "all terms": ("matches", lambda articles: fr.find_terms(articles, WAR, parts=BOTH, overlaps="all")),
}
relaxed = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def make(rows: list[tuple[str, str | None]]) -> pd.DataFrame:
    """Make articles; the title "the text" stands for one that the text repeats."""
    titles = [text.strip().split("\n")[0] if title == "the text" else title for text, title in rows]
    index = pd.Index([f"id-{number}" for number in range(len(rows))], name="article_id", dtype="str")
    articles = pd.DataFrame({"text": pd.Series([text for text, _ in rows], index=index, dtype="str")})
    return articles.assign(title=pd.Series(titles, index=index, dtype="str"), outlet="X", date=pd.NaT, url=None)


def printed(articles: pd.DataFrame, spans: pd.DataFrame) -> Iterator[str]:
    for row in spans.itertuples():
        text = articles.loc[row.article_id, row.part]
        assert 0 <= row.start < row.end <= len(text)
        yield text[row.start : row.end]


@pytest.mark.parametrize("name", FINDERS)
@given(rows=ROWS)
@relaxed
def test_every_span_is_the_text_it_points_at(name: str, rows: list[tuple[str, str | None]]) -> None:
    kind, find = FINDERS[name]
    articles = make(rows)
    before = articles.copy()
    spans = check_spans(kind, find(articles), articles)
    pd.testing.assert_frame_equal(articles, before)
    texts = list(printed(articles, spans))
    assert all(text == text.strip() for text in texts)
    if kind == "matches":
        assert spans["term"].tolist() == texts
    if kind == "segments":
        assert spans["text"].tolist() == texts
    if name in ("sentences", "paragraphs", "quotations", "hedges"):
        for _, of_part in spans.groupby(["article_id", "part"]):
            start, end = of_part["start"].to_numpy(), of_part["end"].to_numpy()
            within = (end[1:] <= end[:-1]) & (name == "quotations")  # quoted words in a reported clause
            assert of_part["start"].is_monotonic_increasing
            assert ((start[1:] >= end[:-1]) | within).all()


@pytest.mark.parametrize("name", FINDERS)
@given(rows=ROWS)
@relaxed
def test_the_order_of_the_articles_is_irrelevant(name: str, rows: list[tuple[str, str | None]]) -> None:
    _, find = FINDERS[name]
    articles = make(rows)
    spans, turned = find(articles), find(articles.iloc[::-1])
    for key in articles.index:
        one, other, alone = (table[table["article_id"] == key] for table in (spans, turned, find(articles.loc[[key]])))
        drop = spans.index.name is None
        pd.testing.assert_frame_equal(one.reset_index(drop=drop), other.reset_index(drop=drop))
        pd.testing.assert_frame_equal(one.reset_index(drop=drop), alone.reset_index(drop=drop))


@given(rows=ROWS)
@relaxed
def test_sentences_hold_every_word(rows: list[tuple[str, str | None]]) -> None:
    articles = make(rows)
    sentences = fr.segment_articles(articles, with_text=True)
    words = fr.tokenise(sentences["text"].tolist()).count_words().sum()
    assert words == fr.tokenise(articles["text"].tolist()).count_words().sum()


@pytest.mark.parametrize("name", FINDERS)
def test_on_the_demonstration_corpus(name: str, demo: pd.DataFrame) -> None:
    kind, find = FINDERS[name]
    spans = check_spans(kind, find(demo), demo)
    texts = list(printed(demo, spans))
    assert len(texts) > 100
    if kind != "quotations":
        assert spans["term" if kind == "matches" else "text"].tolist() == texts
