"""The list of role words is whole, its forms are English, and the longest role counts."""

import csv
import hashlib
import tomllib
from importlib import resources

import pytest

from framing.errors import LexiconError
from framing.speakers import roles as module
from framing.speakers.roles import FORMS, bare, find_roles, read_roles
from framing.tables import SPEAKER_TYPES

ROOM = resources.files("framing.speakers")


def types_of(text):
    return [one.role.type for one in find_roles(text.split())]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("the Secretary of State", ["government"]),
        ("secretaries of state", ["government"]),
        ("attorneys general", ["justice"]),
        ("policemen", ["security"]),
        ("policewomen", ["security"]),
        ("ministries", ["government"]),
        ("witnesses", ["citizen"]),
        ("MPs", ["politics"]),
        ("Republicans", ["politics"]),
        ("the defense ministry", ["security"]),
        ("the defence ministry", ["security"]),
        ("neighbors", ["citizen"]),
        ("a labor organizer", ["civil_society"]),
        ("the sheriff's office", ["security"]),
        ("the sheriff’s office", ["security"]),
        ("the U.N.", ["international"]),
        ("an ex-minister", ["government"]),
        ("then-senator", ["politics"]),
        ("mayor-elect", ["government"]),
        ("house rules", ["document"]),
        ("the House", ["politics"]),
        ("the White House", ["government"]),
        ("who said", []),
        ("the WHO said", ["international"]),
        ("it was ice", []),
        ("ICE", ["security"]),
        ("Labour", ["politics"]),
        ("labour leader", ["civil_society"]),
        ("Labour leader", ["politics"]),
        ("union leader", ["civil_society"]),
        ("a table", []),
    ],
)
def test_words_and_their_types(text, kinds):
    assert types_of(text) == kinds


def test_the_longest_role_counts_and_none_overlaps():
    found = find_roles("the White House press secretary and the police chief".split())
    assert [(one.first, one.after) for one in found] == [(1, 3), (3, 5), (7, 9)]


def test_a_part_of_a_compound_that_is_no_person_says_nothing():
    assert types_of("a post-report world") == []
    assert types_of("a report-elect") == []


@pytest.mark.parametrize(("word", "plain"), [("Marsh’s", "Marsh"), ("Banks'", "Banks"), ("Marsh", "Marsh")])
def test_possessive_endings(word, plain):
    assert bare(word) == plain


def test_the_list_is_whole_and_described():
    raw = ROOM.joinpath("roles.csv").read_bytes()
    about = tomllib.loads(ROOM.joinpath("roles.toml").read_text("utf-8"))
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    names = [row["role"] for row in rows]
    assert len(names) == len(set(names))
    assert names == sorted(names, key=lambda name: (name.casefold(), name))
    assert all(name == " ".join(name.split()) for name in names)
    assert about["sha256"] == hashlib.sha256(raw).hexdigest()
    assert set(about["types"]) == set(SPEAKER_TYPES) == {row["type"] for row in rows} - {""}
    assert {row["form"] for row in rows} == set(FORMS)
    assert about["language"] == "en"
    assert about["licence"] == "MIT"
    assert f" {len(rows)} roles" in about["changes"]


def test_what_decides_alone_has_a_type():
    assert all(role.type for roles in read_roles().values() for role in roles if role.alone != "no")


def test_every_type_has_people_and_is_read_once():
    people = {role.type for roles in read_roles().values() for role in roles if role.form == "person"}
    assert set(SPEAKER_TYPES) - {"document"} <= people
    assert read_roles() is read_roles()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("minister,church,person,yes,", "no type that is known"),
        ("minister,government,animal,yes,", "no form that is known"),
        ("minister,government,person,maybe,", "no alone that is known"),
        ("minister,government,person,yes,\nminister,politics,person,yes,", "listed twice"),
    ],
)
def test_a_damaged_list_is_refused(rows, message, tmp_path, monkeypatch):
    (tmp_path / "roles.csv").write_text(f"role,type,form,alone,notes\n{rows}\n", "utf-8")
    monkeypatch.setattr(module.resources, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=message):
        module._read_list()
