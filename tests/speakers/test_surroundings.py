"""What stands around a name is read as far as it describes that name."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.reading.articles import Reading, read_articles
from framing.reading.marks import pair_marks
from framing.speakers.surroundings import PARTY, Surroundings


def read(text: str) -> Reading:
    articles = pd.DataFrame(
        {"text": [text], "title": [None], "outlet": ["X"], "date": [pd.NaT], "url": [None]},
        index=pd.Index(["a"], name="article_id"),
    )
    tokens = fr.tokenise([text])
    return next(iter(read_articles(articles, "text", tokens, pair_marks(tokens))))


def look(text: str, last: str = "Marsh", n_parts: int = 2) -> tuple[str | None, str | None]:
    """Role and type that the place says of the name that ends in a word."""
    reading = read(text + "\n“A b.”")
    near = Surroundings(reading)
    place = reading.words.index(last)
    verdict = near.mention(near.begin_of_name(place, frozenset(("Ivo", last))), place + 1, n_parts)
    return verdict.role, verdict.type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor Ivo Marsh came.", "government"),
        ("Professors Ivo Marsh and Ana Petrov came.", "expert"),
        ("Vane asked doctors Ivo Marsh saw.", None),
        ("Vane is mayor; Ivo Marsh is not.", None),
        ("The wife of Senator Ivo Marsh came.", "politics"),
        ("It was Mayor Ana Marsh.", None),
        ("Mayor Vane met Ana Marsh.", None),
        ("Ivo Marsh – a priest – came.", "civil_society"),
        ("Ivo Marsh (Lab) came.", "politics"),
        ("Ivo Marsh, President Vane and others came.", None),
        ("Ivo Marsh, a report said, left.", None),
        ("Ivo Marsh, accused by the government, left.", None),
        ("Ivo Marsh was a report.", None),
        ("Ivo Marsh became the president's lawyer.", "justice"),
        ("Ivo Marsh was with the police.", None),
        ("Ivo Marsh, who served as mayor, came.", "government"),
        ("Ivo Marsh with the harbour union came.", "civil_society"),
    ],
)
def test_one_place(text: str, kind: str | None) -> None:
    assert look(text)[1] == kind


def test_a_name_that_took_its_title_in() -> None:
    assert look("Former Registrar Ivo Marsh came.", n_parts=3)[1] == "government"


def test_initials_of_somebody_else_are_no_part_of_a_name() -> None:
    assert look("It was President George W. Marsh.")[1] is None


def test_what_is_called_by_a_name() -> None:
    reading = read("The Marsh administration and the Marsh table.\n“A b.”")
    near = Surroundings(reading)
    places = [place for place, word in enumerate(reading.words) if word == "Marsh"]
    assert [near.owned(place + 1).type for place in places] == ["government", None]
    assert near.owned(len(reading)).type is None


@pytest.mark.parametrize(("word", "held"), [("R-Texas", True), ("D-Mass.", True), ("R-rated", False), ("X-Ray", False)])
def test_party_and_state(word: str, held: bool) -> None:
    assert bool(PARTY.match(word)) == held
