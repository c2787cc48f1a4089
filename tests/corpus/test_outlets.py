import csv
import hashlib
import tomllib
from importlib import resources

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.outlet_names import key_of, read_register, read_spelling
from framing.corpus.outlets import RULES, list_outlets, unify_outlets
from framing.errors import CorpusError


def corpus(*outlets: str | None, dates: list[str] | None = None) -> pd.DataFrame:
    index = pd.Index([f"a{number}" for number in range(len(outlets))], name="article_id")
    given: list[str | None] = [*dates] if dates else [None] * len(outlets)
    days = pd.Series(np.array(given, dtype="datetime64[us]"), index=index)
    frame = pd.DataFrame({"text": "It rained.", "title": "Rain", "date": days, "url": "-"}, index=index)
    return frame.assign(outlet=pd.Series(outlets, index=index, dtype="str"))


def proposed(*outlets: str) -> dict[str, tuple[str, str]]:
    table = list_outlets(corpus(*outlets))
    assert set(table["rule"]) <= RULES.keys()
    return {raw: (name, rule) for raw, name, rule in table[["outlet_raw", "outlet", "rule"]].itertuples(index=False)}


def test_the_register_is_the_file_that_its_description_names() -> None:
    room = resources.files("framing.corpus")
    about = tomllib.loads(room.joinpath("outlets.toml").read_text(encoding="utf-8"))
    raw = room.joinpath("outlets.csv").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == about["sha256"]
    assert len(list(csv.DictReader(raw.decode("utf-8").splitlines()))) == about["count"] >= 250
    assert about["licence"] == "CC0-1.0"


def test_the_register_names_each_outlet_once_and_no_alias_for_two() -> None:
    outlets = read_register().outlets
    names = [key_of(outlet.outlet) for outlet in outlets]
    assert len(set(names)) == len(names)
    domains = [domain for outlet in outlets for domain in outlet.domains]
    assert len(set(domains)) == len(domains)
    assert all(domain == domain.lower() and "/" not in domain and "." in domain for domain in domains)
    owner: dict[str, str] = {}
    for outlet in outlets:
        for name in (outlet.outlet, *outlet.aliases):
            assert owner.setdefault(key_of(name), outlet.outlet) == outlet.outlet
        assert outlet.since is None or 1600 < outlet.since <= 2026
        assert outlet.language in ("en", "de", "fr", "es", "nl", "it", "pt")
        assert len(outlet.country) == 2


def test_spellings_that_the_register_does_not_know_are_joined_by_rule() -> None:
    found = proposed(
        "The Upton Gazette", "The Upton Gazette", "upton-gazette", "Upton Gazette (Online)", "www.uptongazette.example"
    )
    name = "The Upton Gazette"
    assert found == {
        "The Upton Gazette": (name, "as printed"),
        "upton-gazette": (name, "spelling"),
        "Upton Gazette (Online)": (name, "edition"),
        "www.uptongazette.example": (name, "domain"),
    }
    assert proposed("Upton Gazette (Upton, England)", "Upton Gazette") == {
        "Upton Gazette": ("Upton Gazette", "as printed"),
        "Upton Gazette (Upton, England)": ("Upton Gazette", "place in brackets"),
    }
    assert {name for name, _ in proposed("Upton Wire - News", "Upton Wire - Opinion").values()} == {"Upton Wire"}
    assert {name for name, _ in proposed("La Gaceta de Ríoalto", "la gaceta de rioalto").values()} == {
        "La Gaceta de Ríoalto"
    }
    assert proposed("theuptonblaze", "Upton Blaze")["theuptonblaze"] == ("Upton Blaze", "spelling")


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("nyt", "The New York Times"),
        ("New York Times - Opinion", "The New York Times"),
        ("The Guardian (London)", "The Guardian"),
        ("The Daily Telegraph (Sydney, Australia)", "The Daily Telegraph (Australia)"),
        ("The Daily Telegraph (London)", "The Daily Telegraph"),
        ("The Times (London, England)", "The Times"),
        ("https://www.theguardian.com/world", "The Guardian"),
        ("edition.cnn.com", "CNN"),
        ("SZ", "Süddeutsche Zeitung"),
        ("Sueddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("Le Monde (site web)", "Le Monde"),
        ("Le Figaro, no. 24123", "Le Figaro"),
        ("El Pais", "El País"),
        ("FOLHA DE SÃO PAULO", "Folha de S.Paulo"),
    ],
)
def test_the_register_gives_a_known_outlet_its_name(spelling: str, name: str) -> None:
    found, rule = proposed(spelling)[spelling]
    assert found == name
    assert rule not in ("as printed", "alike: check")


@pytest.mark.parametrize(
    "pair",
    [
        ("The Sun", "The Sun (Harare)"),
        ("The Herald (Upton)", "The Herald (Norton)"),
        ("Daily Star", "Daily Star (Beirut, Lebanon)"),
        ("Northern Gazette (Upton)", "Northern Gazette (Weston)"),
        ("Upton Tribune", "Upton Tribunes"),
        ("Upton Wire", "Upton Wire Sport"),
        ("The Guardian", "guardian.ng"),
    ],
)
def test_an_unsure_join_is_shown_and_not_proposed(pair: tuple[str, str]) -> None:
    table = list_outlets(corpus(*pair)).set_index("outlet_raw")
    assert table["outlet"].tolist() == table.index.tolist()
    assert "alike: check" in table["rule"].tolist()
    assert (table["alike"] != "").tolist() == (table["rule"] == "alike: check").tolist()


def test_known_neighbours_are_left_in_peace() -> None:
    names = (
        "The Times",
        "The Sunday Times",
        "The New York Times",
        "The Irish Times",
        "Daily Mail",
        "Die Zeit",
        "CBS News",
        "NBC News",
    )
    assert {rule for _, rule in proposed(*names).values()} == {"as printed"}


def test_names_that_differ_in_a_number_are_left_in_peace() -> None:
    assert {rule for _, rule in proposed("Upton Channel 4", "Upton Channel 5").values()} == {"as printed"}


def test_rows_say_how_many_articles_and_when() -> None:
    frame = corpus(
        "Reuters", "REUTERS", "Reuters", None, dates=["2020-01-02", "2019-01-01", "2021-01-01", "2022-01-01"]
    )
    table = list_outlets(frame).set_index("outlet_raw")
    assert table.index.tolist() == ["REUTERS", "Reuters"]
    assert table[["n_articles", "since"]].to_numpy().tolist() == [[1, 1851], [2, 1851]]
    days = table[["first", "last"]].astype("str").to_numpy().tolist()
    assert days == [["2019-01-01", "2019-01-01"], ["2020-01-02", "2021-01-01"]]
    assert list_outlets(corpus(None)).empty


def test_a_unified_corpus_keeps_what_was_printed() -> None:
    frame = corpus("nyt", "New York Times", None)
    unified = unify_outlets(frame)
    assert unified["outlet"].fillna("").tolist() == ["The New York Times", "The New York Times", ""]
    assert unified["outlet_raw"].fillna("").tolist() == ["nyt", "New York Times", ""]
    assert "outlet_raw" not in frame.columns
    pd.testing.assert_frame_equal(unify_outlets(unified), unified)


def test_the_word_of_the_user_goes_before_the_proposal() -> None:
    frame = corpus("nyt", "New York Times")
    edited = list_outlets(frame).assign(outlet=["Mine", "Yours"])
    again = unify_outlets(unify_outlets(frame, edited), edited)
    assert again["outlet"].tolist() == ["Yours", "Mine"]  # the rows are in order of spelling


def test_a_damaged_table_of_outlets_is_refused() -> None:
    frame = corpus("A", "B")
    table = list_outlets(frame)
    with pytest.raises(CorpusError, match=r"lacks a spelling.*\['B'\]"):
        unify_outlets(frame, table[table["outlet_raw"] != "B"])
    with pytest.raises(CorpusError, match="one spelling has two names"):
        unify_outlets(frame, pd.concat([table, table.head(1).assign(outlet="C")]))
    with pytest.raises(CorpusError, match="a spelling has no name"):
        unify_outlets(frame, table.assign(outlet=["A", " "]))
    with pytest.raises(CorpusError, match="no column 'outlet_raw'"):
        unify_outlets(frame, table.drop(columns="outlet_raw"))


NAMES = st.text(alphabet=st.sampled_from("aB1 .-()[]:,é/TheOnline"), min_size=1, max_size=25)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES.filter(str.strip), min_size=1, max_size=8))
def test_any_spellings_are_listed_once_and_in_whatever_order(outlets: list[str]) -> None:
    table = list_outlets(corpus(*outlets))
    assert table["outlet_raw"].tolist() == sorted(set(outlets))
    assert table["n_articles"].sum() == len(outlets)
    assert (table["outlet"].str.strip() != "").all()
    pd.testing.assert_frame_equal(list_outlets(corpus(*outlets[::-1])), table)
    unify_outlets(corpus(*outlets))


@given(st.text(max_size=300))
def test_any_spelling_can_be_taken_apart(raw: str) -> None:
    assert read_spelling(raw).raw == raw
