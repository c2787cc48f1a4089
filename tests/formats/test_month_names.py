import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.formats.dates import read_dates
from framing.formats.month_names import to_english


@pytest.mark.parametrize(
    "written",
    [
        "lundi 4 mars 2019",
        "4 mars 2019",
        "le lundi 4 mars 2019",
        "lundi 4 mars 2019 à 10h30",
        "Lundi 4 mars 2019 - 06:00:00",
        "LUNDI 4 MARS 2019",
        "Montag, 4. März 2019",
        "Montag, den 4. März 2019, 10:30 Uhr",
        "4. Maerz 2019".replace("ae", "ä"),
        "4. Ma\u0308rz 2019",
        "lunes, 4 de marzo de 2019",
        "4 marzo 2019",
        "Marzo 4, 2019",
        "lunedì 4 marzo 2019",
        "maandag 4 maart 2019",
        "4 mrt. 2019",
        "segunda-feira, 4 de março de 2019",
        "4-mars-2019",
    ],
)
def test_a_date_in_another_language_is_read_to_the_day(written: str) -> None:
    assert str(read_dates([to_english(written)]).days[0])[:10] == "2019-03-04"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er août 2019", "2019-08-01"),
        ("3 déc. 2018", "2018-12-03"),
        ("31 dez 2018", "2018-12-31"),
        ("2 ago 2020", "2020-08-02"),
        ("12 juil. 2020", "2020-07-12"),
        ("9 gennaio 2020", "2020-01-09"),
        ("9 de outubro de 2020", "2020-10-09"),
        ("Samstag, 9. Mai 2020", "2020-05-09"),
    ],
)
def test_every_form_of_a_month_is_known(written: str, day: str) -> None:
    assert str(read_dates([to_english(written)]).days[0])[:10] == day


def test_a_month_without_a_day_stays_one() -> None:
    assert to_english("février 2019") == "February 2019"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2019-03-04",
        "March 4, 2019",
        "2 days ago",
        "Le 4 mars 2019, il pleuvait.",
        "mars",
        "99 mars 20199",
    ],
)
def test_what_is_no_such_date_stays_as_it_is(written: str) -> None:
    assert to_english(written) == written


@given(st.text(max_size=90))
def test_no_text_breaks_it_and_twice_is_as_once(text: str) -> None:
    once = to_english(text)
    assert to_english(once) == once


@given(
    st.dates().filter(lambda day: day.year >= 1000),
    st.sampled_from(["{0} {1} {2}", "{0}. {1} {2}", "{0} de {1} de {2}"]),
)
def test_the_day_is_kept(day: object, pattern: str) -> None:
    names = [
        "janvier",
        "febrero",
        "März",
        "avril",
        "maggio",
        "junho",
        "juli",
        "août",
        "septiembre",
        "ottobre",
        "nov.",
        "dez.",
    ]
    written = pattern.format(day.day, names[day.month - 1], day.year)  # type: ignore[attr-defined]
    assert read_dates([to_english(written)]).days[0] == np.datetime64(day)  # type: ignore[call-overload]
