"""From forms to items, and the lexicon that ships."""

import csv
import hashlib
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentiText

from framing.measures.sentiment import items

ROOM = resources.files("framing") / "lexicons"


def read(name):
    return list(csv.reader((ROOM / name).read_text(encoding="utf-8").splitlines()))


def test_lexicon_file_is_the_originals(original):
    header, *rows = read("vader.csv")
    assert header == ["term", "category", "weight", "notes"]
    assert {term: float(weight) for term, _, weight, _ in rows} == original.lexicon
    assert len(rows) == len(original.lexicon) == 7506
    assert {category for _, category, _, _ in rows} == {"valence"}


def test_emoji_file_is_the_originals(original):
    header, *rows = read("vader_emoji.csv")
    assert header == ["emoji", "description"]
    assert dict(rows) == original.emojis
    assert len(rows) == len(original.emojis)


def test_description_names_both_files_and_the_licence():
    about = tomllib.loads((ROOM / "vader.toml").read_text(encoding="utf-8"))
    for key, name in (("sha256", "vader.csv"), ("sha256_emoji", "vader_emoji.csv")):
        assert hashlib.sha256((ROOM / name).read_bytes()).hexdigest() == about[key]
    assert (about["licence"], about["version"], about["language"]) == ("MIT", "3.3.2", "en")
    assert "Copyright (c) 2016 C.J. Hutto" in (ROOM / about["licence_file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("war", ["war"]),
        ("(war),", ["war"]),
        (":)", [":)"]),
        ("no!", ["no!"]),
        ("“war”", ["“war”"]),
        ("😁", ["beaming", "face", "with", "smiling", "eyes"]),
        ("a😁b", ["a", "beaming", "face", "with", "smiling", "eyesb"]),
        ("🔛", ["ON!", "arrow"]),
    ],
)
def test_split_items(form, found):
    assert items.split_items(form) == found


@given(st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1))
def test_split_items_as_the_original_does(form):
    if form.isascii():
        assert items.split_items(form) == SentiText(form).words_and_emoticons


def test_codes_hold_the_word_and_the_capitals():
    row = items.rule_words().row
    assert items.items_as_printed("war,") == [2 * row["war"]]
    assert items.items_as_printed("WAR,") == [2 * row["war"] + 1]


def test_unlisted_contractions_negate_and_other_words_do_not():
    words = items.rule_words()
    (unlisted,), (other,) = items.items_as_printed("mayn't"), items.items_as_printed("river")
    assert words.negates[unlisted >> 1]
    assert not words.negates[other >> 1]


def test_normalising_touches_apostrophes_and_quotation_marks_only():
    assert items.items_normalised("“don’t”") == items.items_as_printed('"don\'t"')
    assert items.items_normalised("donʼt") == items.items_as_printed("don't")
    assert items.items_normalised("«war»") == items.items_as_printed("war")
    assert items.items_normalised("war…") == items.items_as_printed("war…")
    assert items.items_as_printed("don’t") != items.items_as_printed("don't")


def test_marks_are_counted_with_the_emoji_spelt_out():
    assert items.count_exclamations("what!?!") == 2
    assert items.count_questions("what!?!") == 1
    assert items.count_exclamations("🔛") == 1
