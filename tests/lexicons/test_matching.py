from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import framing as fr
from framing.lexicons import Lexicon, match_part
from framing.lexicons.matching import matcher_of

Articles = Callable[..., pd.DataFrame]


def entries(make_articles: Articles, lexicon: Lexicon, text: str, overlaps: str = "longest") -> list[tuple[str, str]]:
    tokens = fr.tokenise([text])
    found, _, _ = match_part(make_articles(text), lexicon, part="text", tokens=tokens, overlaps=overlaps)  # type: ignore[arg-type]
    return list(zip(found["term"].tolist(), found["entry"].tolist(), strict=True))


def lexicon(**terms: str) -> Lexicon:
    rows = [(term, category) for category, row in terms.items() for term in row.split(",")]
    return Lexicon("mine", pd.DataFrame(rows, columns=["term", "category"]))


def test_entries_of_one_category_for_the_same_words_count_once(make_articles: Articles) -> None:
    war = lexicon(a="attack*,Attack,attack")
    assert entries(make_articles, war, "An attack.") == [("attack", "Attack")]
    assert entries(make_articles, war, "Attacks and attack's.") == [("Attacks", "attack*"), ("attack's", "Attack")]
    assert len(entries(make_articles, war, "An attack.", "all")) == 3


def test_entries_of_two_categories_count_twice(make_articles: Articles) -> None:
    war = lexicon(a="attack*", b="attack")
    assert entries(make_articles, war, "An attack.") == [("attack", "attack"), ("attack", "attack*")] or entries(
        make_articles, war, "An attack."
    ) == [("attack", "attack*"), ("attack", "attack")]


def test_the_longest_term_is_taken(make_articles: Articles) -> None:
    war = lexicon(a="said,is said to,said to go")
    assert entries(make_articles, war, "He is said to go.") == [("is said to", "is said to")]
    assert [term for term, _ in entries(make_articles, war, "He is said to go.", "all")] == [
        "is said to",
        "said to go",
        "said",
    ]


def test_the_matcher_is_compiled_once() -> None:
    assert matcher_of(lexicon(a="x,y")) is matcher_of(lexicon(b="x,y"))
