import pandas as pd
import pytest

from framing.corpus.languages import find_languages, main_language, read_code, stated_languages

TEXTS = {
    "de": "Der Bürgermeister von Unterau sagte am Montag, die Brücke werde bis zum Frühjahr gesperrt bleiben.",
    "en": "The mayor of Upton said on Monday that the bridge would stay closed until the spring of next year.",
    "es": "El alcalde de Villalba dijo el lunes que el puente seguirá cerrado hasta la primavera del próximo año.",
    "fr": "Le maire de Valmont a déclaré lundi que le pont resterait fermé jusqu'au printemps de l'année prochaine.",
    "it": "Il sindaco di Montalto ha detto lunedì che il ponte resterà chiuso fino alla primavera del prossimo anno.",
    "nl": "De burgemeester van Oosterdam zei maandag dat de brug tot het voorjaar van volgend jaar gesloten blijft.",
    "pt": "O presidente da câmara de Vila Seca disse na segunda-feira que a ponte ficará fechada até à primavera.",
}


def languages(*texts: str) -> list[str]:
    return find_languages(pd.DataFrame({"text": texts})).fillna("").tolist()


def test_each_language_is_found() -> None:
    assert languages(*TEXTS.values()) == list(TEXTS)


@pytest.mark.parametrize("code", [code for code in TEXTS if code != "en"])
def test_the_larger_part_of_a_mixed_text_decides(code: str) -> None:
    assert languages(f"{TEXTS[code]} {TEXTS[code]} {TEXTS[code]} {TEXTS['en']}") == [code]
    assert languages(TEXTS[code] + " " + (TEXTS["en"] + " ") * 5) == ["en"]


def test_what_is_short_or_not_a_language_stays_missing() -> None:
    assert languages("", "The mayor said no.", "12 345 67 8.90 12:30 23-45 88 99 10 " * 5) == ["", "", ""]
    tables = "Müller 3 Schmidt 2 Meyer 1 Rossi 0 Silva 4 Bakker 2 Dupont 1 García 7"
    assert languages(tables) == [""]


def test_only_the_beginning_is_read_and_rows_keep_their_index() -> None:
    long = TEXTS["en"] * 20 + TEXTS["de"] * 100
    found = find_languages(pd.DataFrame({"text": [long, TEXTS["de"]]}, index=["x", "y"]))
    assert found.to_dict() == {"x": "en", "y": "de"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("ENGLISH; ENGLISCH", "en"),
        ("Anglais", "en"),
        ("Deutsch", "de"),
        ("German", "de"),
        ("Français", "fr"),
        ("Nederlands", "nl"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_what_files_say_is_read_as_a_code(said: str, code: str | None) -> None:
    assert read_code(said) == code


def test_stated_languages_are_missing_where_nothing_is_said() -> None:
    assert stated_languages(pd.DataFrame({"text": ["a"]})).isna().all()
    assert stated_languages(pd.DataFrame({"language": ["French", None]})).fillna("").tolist() == ["fr", ""]


def test_the_main_language_is_the_most_frequent() -> None:
    assert main_language(pd.Series(["fr", "de", "fr", None])) == "fr"
    assert main_language(pd.Series(["fr", "de"])) == "de"
    assert main_language(pd.Series([None], dtype="str")) is None
