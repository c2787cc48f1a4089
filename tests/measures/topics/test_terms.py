from __future__ import annotations

import numpy as np

import framing as fr
from framing.measures.topics.terms import count_topic_terms, stop_words


def count(
    texts: list[str], *, phrases: bool = False, min_articles: int = 1, max_share: float = 1.0
) -> dict[str, list[int]]:
    terms = count_topic_terms(
        fr.tokenise(texts), stops=stop_words(["Norden Wire", None], ("Aurel",)), phrases=phrases,
        min_articles=min_articles, max_share=max_share,
    )  # fmt: skip
    columns = np.asarray(terms.counts.todense()).T.astype(int).tolist()
    assert terms.terms == sorted(terms.terms)
    return dict(zip(terms.terms, columns, strict=True))


def test_terms_are_words_with_content() -> None:
    text = "The dam’s gates and the Dam, said Norden Wire on Monday: 12 ox by the Aurel. Sabre-rattling!"
    assert count([text, "Gates"]) == {"dam": [2, 0], "gates": [1, 1], "sabre-rattling": [1, 0]}


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
