from __future__ import annotations

import numpy as np
import pytest

import framing as fr
from framing.measures.topics.terms import TermCounts, choose_terms, count_terms, stop_words


def count(
    texts: list[str],
    *,
    phrases: bool = False,
    mask_names: bool = False,
    min_articles: int = 1,
    max_share: float = 1.0,
) -> dict[str, list[int]]:
    tokens = fr.tokenise(texts)
    chosen = choose_terms(
        tokens, stops=stop_words(["Norden Wire", None], ("Aurel",)), phrases=phrases, mask_names=mask_names,
        min_articles=min_articles, max_share=max_share,
    )  # fmt: skip
    return as_columns(count_terms(tokens, chosen))


def as_columns(terms: TermCounts) -> dict[str, list[int]]:
    assert terms.terms == sorted(terms.terms)
    return dict(zip(terms.terms, np.asarray(terms.counts.todense()).T.astype(int).tolist(), strict=True))


def test_terms_are_words_with_content() -> None:
    text = "The dam’s gates and the Dam, said Norden Wire on Monday: 12 ox by the Aurel. Sabre-rattling!"
    assert count([text, "Gates"]) == {"dam": [2, 0], "gates": [1, 1], "sabre-rattling": [1, 0]}


@pytest.mark.parametrize(
    "words",
    [
        "The which whom between although should",
        "don’t they’re isn't I’d who's",
        "says said saying claims claimed claiming vows vowed told reported reporting",
        "Monday Tuesdays January sept yesterday",
        "Norden Wire Norden Wire's Aurel",
    ],
)
def test_words_that_say_nothing_of_a_topic_are_left_out(words: str) -> None:
    assert count([f"dam {words}"]) == {"dam": [1]}


def test_the_stop_list_holds_the_function_words_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    nouns_and_the_like = {
        *("amoungst", "bill", "bottom", "con", "cry", "de", "detail", "empty", "fill", "fire", "front", "interest"),
        *("mill", "please", "sincere", "system", "thick", "thin", "un"),
    }
    stops = stop_words([], ())
    assert ENGLISH_STOP_WORDS - stops == nouns_and_the_like
    assert not stops & {"rights", "women", "states", "facebook", "house", "war", "party", "police"}


def test_terms_of_too_few_or_too_many_articles_are_left_out() -> None:
    texts = ["dam gate", "dam wall", "dam gate", "dam"]
    assert count(texts, min_articles=2) == {"dam": [1, 1, 1, 1], "gate": [1, 0, 1, 0]}
    assert count(texts, max_share=0.5) == {"gate": [1, 0, 1, 0], "wall": [0, 1, 0, 0]}


def test_phrases_stand_ten_times_and_together() -> None:
    filler = [f"river{chr(97 + number)} flood{chr(97 + number)}" for number in range(20)]
    ten, nine = (["Kellmark Dam, " + text for text in filler[:n]] + filler[n:] for n in (10, 9))
    assert count(ten, phrases=True)["kellmark dam"] == [1] * 10 + [0] * 10
    assert "kellmark" not in count(ten, phrases=True)
    assert "kellmark dam" not in count(nine, phrases=True)
    assert "kellmark dam" not in count(ten)
    apart = [text.replace("Kellmark Dam", "Kellmark. Dam") for text in ten]
    assert "kellmark dam" not in count(apart, phrases=True)


def test_overlapping_phrases_take_every_other_pair() -> None:
    texts = ["alpha beta gamma"] * 12 + ["delta epsilon zeta eta theta iota"] * 12
    counts = count(texts, phrases=True)
    assert counts["alpha beta"][0] == 1
    assert counts["gamma"][0] == 1
    assert "beta gamma" not in {term for term, column in counts.items() if column[0]}


def test_names_are_left_out_where_the_texts_write_them_with_a_capital() -> None:
    texts = [
        "The mayor met Torvald at the Dam House near the sluice.",
        "For a while nobody saw Torvald at the Dam House or the dam.",
        "Then the old house and the dam were shown to Torvald.",
        "Voters trust torvaldian sluice keepers. Sluice keepers trust a house.",
        "SLUICE OPENS AGAIN TODAY. It was the Dam House that a house near a dam burnt.",
    ]
    kept = count(texts * 3, mask_names=True)
    assert "torvald" not in kept
    assert {"sluice", "house", "dam", "mayor", "voters"} <= set(kept)
    assert {"torvald", "dam house"} <= set(count(texts * 4, phrases=True))
    phrased = set(count(texts * 4, mask_names=True, phrases=True))
    assert "dam house" not in phrased
    assert {"house", "dam"} <= phrased


def test_other_texts_are_counted_the_same_way() -> None:
    texts = ["Kellmark Dam burst"] * 12 + ["a dam held"] * 12
    chosen = choose_terms(fr.tokenise(texts), stops=stop_words([], ()), min_articles=2)
    other = as_columns(count_terms(fr.tokenise(["The dam's Kellmark Dam, unknown", ""]), chosen))
    assert other == {"burst": [0, 0], "dam": [1, 0], "kellmark dam": [1, 0]}


def test_texts_can_be_taken_out() -> None:
    tokens = fr.tokenise(["dam gate", "dam wall", "gate gate"])
    terms = count_terms(tokens, choose_terms(tokens, stops=frozenset(), min_articles=1, max_share=1))
    assert as_columns(terms.take(np.array([2, 0]))) == {"dam": [0, 1], "gate": [2, 1], "wall": [0, 0]}
