from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.errors import LexiconError, MeasureError, TableError
from framing.lexicons import Lexicon
from framing.lexicons.inflections import count_entries, find_inflections

Articles = Callable[..., pd.DataFrame]


def lexicon(**terms: str) -> Lexicon:
    rows = [(term, category) for category, row in terms.items() for term in row.split(",")]
    return Lexicon("mine", pd.DataFrame(rows, columns=["term", "category"]))


def forms(make_articles: Articles, text: str, terms: str, **options: Any) -> list[tuple[str, str, int, str]]:
    found = find_inflections(lexicon(doubt=terms), make_articles(text), **({"min_count": 1} | options))
    return list(found[["form", "entry", "n", "how"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("form", "entry", "how"),
    [
        ("rumor", "rumour", "spelling"),
        ("rumoured", "rumored", "spelling"),
        ("neighbor", "neighbour", "spelling"),
        ("hypothesize", "hypothesise", "spelling"),
        ("analysed", "analyzed", "spelling"),
        ("signaled", "signalled", "spelling"),
        ("pretense", "pretence", "spelling"),
        ("judgment", "judgement", "spelling"),
        ("skeptical", "sceptical", "spelling"),
        ("saber-rattling", "sabre-rattling", "spelling"),
        ("sabre rattling", "sabre-rattling", "hyphen"),
        ("sabre-rattling", "sabre rattling", "hyphen"),
        ("toss-ups", "tossups", "hyphen"),
        ("tossups", "toss ups", "hyphen"),
        ("bluffs", "bluff", "inflection"),
        ("bluffing", "bluffed", "inflection"),
        ("denies", "deny", "inflection"),
        ("guessing", "guesses", "inflection"),
        ("implying", "implies", "inflection"),
        ("planned", "plan", "inflection"),
        ("speculating", "speculate", "inflection"),
        ("rumors", "rumour", "inflection"),
        ("project", "projected", "inflection"),
        ("quit", "quite", "derivation"),
        ("clear", "clearly", "derivation"),
        ("calls his bluff", "call his bluff", "inflection"),
    ],
)
def test_a_form_is_found_and_named(make_articles: Articles, form: str, entry: str, how: str) -> None:
    assert forms(make_articles, f"They spoke of {form} and {form.upper()}.", entry) == [(form, entry, 2, how)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Four for an hour.", "for,our"),  # four is no spelling of for
        ("They filed it.", "filled"),
        ("They were called.", "caled"),
        ("The rumour's end.", "rumour"),  # a possessive is found
        ("Rumours, rumoured.", "rumour*"),  # a wildcard covers
        ("Rumour has it; rumours.", "rumour,rumours"),
        ("He thought so.", "think"),  # irregular forms are not seen
        ("May be.", "maybe"),  # a closed word is not split
    ],
)
def test_what_is_covered_or_no_form_is_not_listed(make_articles: Articles, text: str, terms: str) -> None:
    assert forms(make_articles, text, terms) == []


def test_what_touches_a_hit_of_its_category_is_found_already(make_articles: Articles) -> None:
    text = "He claims that it rained. He claims. It was claimed."
    assert forms(make_articles, text, "claim,claims that,claimed") == [("claims", "claim", 1, "inflection")]
    phrases = lexicon(doubt="claim", other="claims that")
    found = find_inflections(phrases, make_articles(text), min_count=1).set_index("form")
    assert found["n"].to_dict() == {"claims": 2, "claimed": 1}
    assert found["n_elsewhere"].to_dict() == {"claims": 1, "claimed": 0}


def test_a_form_that_is_an_entry_of_another_category_is_not_missing(make_articles: Articles) -> None:
    found = find_inflections(lexicon(doubt="clearly", booster="clear"), make_articles("Clear? Clearly."), min_count=1)
    assert not len(found)


def test_cased_entries_are_not_varied(make_articles: Articles) -> None:
    names = Lexicon("names", pd.DataFrame({"term": ["Bluff"], "category": ["place"], "cased": [True]}))
    assert not len(find_inflections(names, make_articles("He bluffs."), min_count=1))


def test_the_nearest_entry_is_named(make_articles: Articles) -> None:
    assert forms(make_articles, "He bluffs.", "bluff,bluffing,bluffer") == [("bluffs", "bluff", 1, "inflection")]
    assert forms(make_articles, "A rumor.", "rumours,rumour") == [("rumor", "rumour", 1, "spelling")]


def test_rare_forms_are_left_out_and_the_surest_come_first(make_articles: Articles) -> None:
    text = "Clear, clear, clear. Rumor. Bluffs and bluffs."
    assert [row[0] for row in forms(make_articles, text, "clearly,rumour,bluff")] == ["rumor", "bluffs", "clear"]
    assert [row[0] for row in forms(make_articles, text, "clearly,rumour,bluff", min_count=2)] == ["bluffs", "clear"]


def test_title_and_text_add_up(make_articles: Articles) -> None:
    articles = make_articles("The bluffs.", "", titles=["His bluffs", "Bluffs"])
    words = lexicon(doubt="bluff")
    assert find_inflections(words, articles, min_count=1)["n"].tolist() == [1]
    assert find_inflections(words, articles, parts=("title", "text"), min_count=1)["n"].tolist() == [3]


def test_tokens_made_before_give_the_same(make_articles: Articles) -> None:
    articles = make_articles("The bluffs.", "He bluffs.")
    tokens = fr.tokenise(articles["text"].tolist())
    known = find_inflections(lexicon(doubt="bluff"), articles, min_count=1)
    pd.testing.assert_frame_equal(find_inflections(lexicon(doubt="bluff"), articles, min_count=1, tokens=tokens), known)


def test_nothing_found_is_an_empty_table(make_articles: Articles) -> None:
    for text, terms in (("", "bluff"), ("Nothing here.", "bluff*")):
        found = find_inflections(lexicon(doubt=terms), make_articles(text))
        assert found.columns.tolist() == ["form", "entry", "category", "n", "n_elsewhere", "how"]
        assert not len(found)


def test_other_languages_have_stemmers_or_are_refused(make_articles: Articles) -> None:
    terms = pd.DataFrame({"term": ["gerücht"], "category": ["doubt"]})
    articles = make_articles("Die Gerüchte.").assign(language="de")
    found = find_inflections(Lexicon("german", terms, language="de"), articles, min_count=1)
    assert found[["form", "entry"]].to_numpy().tolist() == [["gerüchte", "gerücht"]]
    with pytest.raises(LexiconError, match="no stemmer for language 'tlh'"):
        find_inflections(Lexicon("klingon", terms, language="tlh"), articles.assign(language="tlh"))
    with pytest.raises(MeasureError, match="language 'en'"):
        find_inflections(lexicon(doubt="bluff"), articles)
    with pytest.raises(LexiconError, match="min_count= must be at least 1"):
        find_inflections(lexicon(doubt="bluff"), articles, min_count=0)


def test_neither_the_order_of_entries_nor_of_articles_matters(demo: pd.DataFrame) -> None:
    terms = fr.load_lexicon("hedging").terms.iloc[::9]
    known = find_inflections(Lexicon("some", terms), demo, min_count=2)
    assert len(known)
    mixed = Lexicon("some", terms.sample(frac=1, random_state=1))
    found = find_inflections(mixed, demo.sample(frac=1, random_state=1), min_count=2)
    pd.testing.assert_frame_equal(found, known)


def test_a_form_added_to_the_list_is_found_and_no_longer_missing(demo: pd.DataFrame) -> None:
    terms = fr.load_lexicon("hedging").terms.iloc[::9][["term", "category"]]
    missing = find_inflections(Lexicon("some", terms), demo, min_count=2)
    alone = missing[~missing["form"].str.contains(" ")]
    added = pd.concat([terms, alone[["form", "category"]].rename(columns={"form": "term"})])
    again = find_inflections(Lexicon("some", added), demo, min_count=2)
    assert len(alone)
    assert not set(alone["form"]) & set(again["form"])


def test_entries_are_counted_with_those_never_found(make_articles: Articles) -> None:
    words = lexicon(doubt="may,might,perhaps,perchance", bluff="bluff")
    articles = make_articles("It may rain, it may snow, or might it? Perhaps.", "It may.", "Sun.")
    table = count_entries(words, fr.find_terms(articles, words))
    assert table[["entry", "n_hits", "n_articles"]].to_numpy().tolist() == [
        ["bluff", 0, 0],
        ["may", 3, 2],
        ["might", 1, 1],
        ["perhaps", 1, 1],
        ["perchance", 0, 0],
    ]
    doubt, bluff = table[table["category"] == "doubt"], table.iloc[0]
    assert doubt["share"].tolist() == [0.6, 0.2, 0.2, 0.0]
    assert doubt["cumulative"].tolist() == [0.6, 0.8, 1.0, 1.0]
    assert (doubt[["n_entries", "n_for_half", "n_for_90"]] == [3, 1, 3]).all(axis=None)
    assert set(doubt["n_effective"]) == {25 / 11}
    assert (bluff["n_entries"], bluff["n_for_half"], bluff["n_for_90"]) == (0, 0, 0)
    assert bluff[["share", "cumulative", "n_effective"]].isna().all()


def test_evenly_spread_hits_are_as_many_effective_entries() -> None:
    words = lexicon(doubt=",".join(f"w{number}" for number in range(10)))
    matches = pd.DataFrame({"article_id": "a", "entry": [f"w{number}" for number in range(10)], "category": "doubt"})
    row = count_entries(words, matches).iloc[0]
    assert (row["n_effective"], row["n_for_half"], row["n_for_90"]) == (10, 5, 9)


def test_hits_add_up_in_any_order(demo: pd.DataFrame) -> None:
    words = Lexicon("some", fr.load_lexicon("hedging").terms.iloc[::4])
    hits = fr.find_terms(demo, words, quotations=fr.find_quotations(demo.iloc[:0]))
    known = count_entries(words, hits)
    assert known["n_hits"].sum() == len(hits)
    assert len(known) == len(words)
    pd.testing.assert_frame_equal(count_entries(words, hits.sample(frac=1, random_state=1)), known)


def test_what_no_entry_found_is_told_apart() -> None:
    matches = pd.DataFrame({"article_id": "a", "entry": ["may", "?"], "category": "doubt", "lexicon": ["mine", "mine"]})
    table = count_entries(lexicon(doubt="may,might"), matches)
    assert table["entry"].tolist() == ["?", "may", "might"]
    assert table["listed"].tolist() == [False, True, True]
    assert table["n_hits"].tolist() == [1, 1, 0]


def test_hits_of_other_lists_are_passed_over_and_hits_of_another_list_refused() -> None:
    matches = pd.DataFrame({"article_id": "a", "entry": ["may", "war"], "category": "doubt", "lexicon": ["mine", "b"]})
    assert count_entries(lexicon(doubt="may"), matches)["n_hits"].tolist() == [1]
    assert count_entries(lexicon(doubt="may"), matches.iloc[:0])["n_hits"].tolist() == [0]
    with pytest.raises(TableError, match="no hit is of an entry of 'mine'; found: 1 hits, first of 'war'"):
        count_entries(lexicon(doubt="may"), matches.iloc[1:].drop(columns="lexicon"))
    with pytest.raises(TableError, match="no column 'entry'"):
        count_entries(lexicon(doubt="may"), matches.drop(columns="entry"))
