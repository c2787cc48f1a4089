from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

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
    assert matcher_of([lexicon(a="x,y")]) is matcher_of(lexicon(b="x,y"))
    assert matcher_of([lexicon(a="x"), lexicon(a="y")]) is not matcher_of(lexicon(a="x,y"))
    assert matcher_of(cased(a="X,y")) is not matcher_of(lexicon(a="X,y"))


def cased(**terms: str) -> Lexicon:
    plain = lexicon(**terms)
    return Lexicon("cased", plain.terms.assign(cased=[term != term.lower() for term in plain.terms["term"].tolist()]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May may go, MAY said; May’s aide.", ["May", "May’s"]),
        ("IT staff use it. It broke; U.S. aid to us, AT&T.", ["IT", "U.S.", "AT&T"]),
        ("The White House, a white house, the WHITE HOUSE.", ["White House"]),
        ("McKay and Mckay; Pre-War and pre-war songs, pre-War too.", ["McKay", "Pre-War"]),
    ],
)
def test_a_cased_entry_is_found_in_its_own_case_only(make_articles: Articles, text: str, expected: list[str]) -> None:
    names = cased(a="May,IT,U.S.,AT&T,White House,McK*,Pre-W*")
    for overlaps in ("longest", "all"):
        assert [term for term, _ in entries(make_articles, names, text, overlaps)] == expected


def test_of_a_cased_entry_and_another_for_the_same_words_the_cased_counts(make_articles: Articles) -> None:
    names = cased(a="may,May,ma*")
    assert entries(make_articles, names, "May may, MAY. Mayor.") == [
        ("May", "May"), ("may", "may"), ("MAY", "may"), ("Mayor", "ma*"),
    ]  # fmt: skip


def test_a_cased_entry_that_does_not_fit_takes_no_words(make_articles: Articles) -> None:
    names = cased(a="White House,house")
    assert entries(make_articles, names, "A white house, the White House.") == [
        ("house", "house"), ("White House", "White House"),
    ]  # fmt: skip


def test_lexicons_do_not_compete_for_words(make_articles: Articles) -> None:
    text = "He is said to go."
    several = [lexicon(a="said"), lexicon(a="is said to,said"), lexicon(b="said to go,said to")]
    found, first, last = match_part(make_articles(text), several, part="text", tokens=fr.tokenise([text]))
    assert found["term"].tolist() == ["is said to", "said", "said to go"]
    assert (first.tolist(), last.tolist()) == ([1, 2, 2], [3, 2, 4])
    assert found["category"].cat.categories.tolist() == ["a", "b"]


def test_what_only_one_lexicon_says_is_missing_in_the_others(make_articles: Articles) -> None:
    coded = Lexicon("coded", pd.DataFrame({"term": ["b"], "category": ["x"], "code": ["B1"], "level": ["low"]}))
    found, _, _ = match_part(make_articles("a b"), [lexicon(x="a"), coded], part="text", tokens=fr.tokenise(["a b"]))
    assert found[["lexicon", "code", "level"]].fillna("-").to_numpy().tolist() == [
        ["mine", "-", "-"], ["coded", "B1", "low"],
    ]  # fmt: skip
