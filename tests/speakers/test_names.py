from __future__ import annotations

import pandas as pd
import pytest

from framing.reading.articles import Reading, read_articles
from framing.reading.marks import pair_marks
from framing.reading.phrases import phrase_after, phrase_before
from framing.speakers.names import GROUP, ORGANISATION, OTHER, PERSON, Names
from framing.text import tokenise


def read(text: str) -> Reading:
    articles = pd.DataFrame({"text": [text], "title": [None]}, index=pd.Index(["a"], name="article_id"))
    tokens = tokenise([text])
    return next(iter(read_articles(articles, "text", tokens, pair_marks(tokens))))


def name(phrase: str, rest: str = "It rained.") -> tuple[str, str]:
    """Name the phrase with which a text begins."""
    reading = read(f"{phrase} spoke. {rest} “Yes.”")
    after = reading.words.index("spoke")
    names = Names(reading)
    return names.canonical(0, after), names.sort(0, after)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Ivo Marsh", ("Ivo Marsh", PERSON)),
        ("Mr. Marsh", ("Marsh", PERSON)),
        ("President Ivo Marsh", ("Ivo Marsh", PERSON)),
        ("Senate Majority Leader Ivo Marsh", ("Ivo Marsh", PERSON)),
        ("Corvane Gov. Ivo Marsh", ("Ivo Marsh", PERSON)),
        ("Secretary of State Ivo Marsh", ("Ivo Marsh", PERSON)),
        ("The harbour union's leader Ivo Marsh", ("Ivo Marsh", PERSON)),
        ("Ivo J. Marsh Jr.", ("Ivo J. Marsh Jr", PERSON)),
        ("Ivo van Marsh", ("Ivo van Marsh", PERSON)),
        ("Ivo Marsh of the harbour union", ("Ivo Marsh", PERSON)),
        ("The White House", ("White House", ORGANISATION)),
        ("The Ministry of Defence", ("Ministry of Defence", ORGANISATION)),
        ("A report", ("report", ORGANISATION)),
        ("Officials", ("officials", GROUP)),
        ("Two officials in the room", ("officials", GROUP)),
        ("A police spokesman", ("police spokesman", OTHER)),
        ("Marsh and Vane", ("Marsh and Vane", GROUP)),
    ],
)
def test_names(phrase: str, expected: tuple[str, str]) -> None:
    assert name(phrase) == expected


def test_a_surname_stands_for_the_fuller_name_of_the_article() -> None:
    assert name("Marsh", "Later Ivo Marsh left.")[0] == "Ivo Marsh"
    assert name("Mr. Marsh", "Later President Ivo Marsh left.")[0] == "Ivo Marsh"
    assert name("Vane", "Later Ivo Marsh left.")[0] == "Vane"
    assert name("Ivo Marsh", "Later Ivo J. Marsh left.")[0] == "Ivo Marsh"


def test_of_two_with_one_surname_the_first_named_is_meant() -> None:
    reading = read("Ivo Marsh came. Ana Marsh left. Then Marsh spoke. “Yes.”")
    at = reading.words.index("spoke")
    assert Names(reading).canonical(at - 1, at) == "Ivo Marsh"


def test_a_title_tells_which_of_two_is_meant() -> None:
    reading = read("First lady Ana Marsh came. Mr. Ivo Marsh left. Then Mr. Marsh spoke. “Yes.”")
    at = reading.words.index("spoke")
    assert Names(reading).canonical(at - 3, at) == "Ivo Marsh"
    reading = read("First lady Ana Marsh came. Then Mr. Marsh spoke. “Yes.”")
    at = reading.words.index("spoke")
    assert Names(reading).canonical(at - 3, at) == "Marsh"


def test_a_place_and_a_bare_title_are_not_whom_he_stands_for() -> None:
    reading = read("Iran and Judge agreed. Then Marsh went to see Marsh. “Yes.”")
    names = Names(reading)
    assert [names.is_sure(place, place + 1) for place in (0, 2, reading.words.index("Marsh"))] == [False, False, True]


def test_what_ends_a_noun_phrase() -> None:
    reading = read("Ivo Marsh of the harbour union in Corvane and others spoke. “Yes.”")
    found = phrase_after(reading, 0, len(reading))
    assert found is not None
    assert reading.words[slice(*found)] == ["Ivo", "Marsh", "of", "the", "harbour", "union"]
    reading = read("He left when the old harbour master spoke. “Yes.”")
    found = phrase_before(reading, reading.words.index("spoke"), 0)
    assert found is not None
    assert reading.words[slice(*found)] == ["the", "old", "harbour", "master"]
