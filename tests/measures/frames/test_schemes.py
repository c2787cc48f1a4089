from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import framing.measures.frames as frames
from framing.errors import MeasureError
from framing.measures.frames.sequences import Sequence, parse_sequence

DESCRIPTION = """
title = "War and peace"
citation = "A. Author (2020)."
short = 50
long = 500
[frames.war]
title = "War"
definition = "There is fighting."
[frames.war.items.attack]
question = "Is there an attack?"
hits = 2
[frames.peace.items.talks]
question = "Are there talks?"
"""
ENTRIES = """frame,item,term,kind,notes
war,attack,attack*,term,
war,attack,{army} ... {march},pattern,
war,attack,heart attack,exception,
peace,talks,Camp David,cased,
,army,troops,class,
,army,soldiers,class,
,march,march*,class,
"""


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write a scheme and give the path of its description."""

    def write_scheme(description: str = DESCRIPTION, entries: str = ENTRIES) -> Path:
        (tmp_path / "own.csv").write_text(entries, encoding="utf-8")
        (tmp_path / "own.toml").write_text(description, encoding="utf-8")
        return tmp_path / "own.toml"

    return write_scheme


def test_a_scheme_of_ones_own_has_what_its_files_say(write) -> None:  # type: ignore[no-untyped-def]
    scheme = frames.read_scheme(write())
    assert repr(scheme) == "<Scheme own: 2 frames, 2 items, 4 entries>"
    assert scheme.frames.loc["war"].tolist() == ["War", "There is fighting."]
    assert scheme.frames.loc["peace", "title"] == "peace"  # its name, where it has no title
    assert scheme.items["hits"].to_dict() == {"war_attack": 2, "peace_talks": 1}
    assert scheme.classes == {"army": ("troops", "soldiers"), "march": ("march*",)}
    assert (scheme.short, scheme.long, scheme.language, scheme.citation) == (50, 500, "en", "A. Author (2020).")


def test_the_generic_frames_are_those_of_semetko_and_valkenburg() -> None:
    scheme = frames.load_scheme()
    counts = scheme.items["frame"].value_counts().to_dict()
    # Semetko & Valkenburg (2000), appendix: 5, 5, 4, 3, 3 items; the one on pictures is left out.
    assert counts == {"responsibility": 5, "human_interest": 4, "conflict": 4, "morality": 3, "economic": 3}
    assert all(question.endswith("?") for question in scheme.items["question"])
    assert "10.1111/j.1460-2466.2000.tb02843.x" in scheme.citation
    assert scheme.entries.groupby("item").size().min() >= 60
    assert frames.list_schemes().loc["generic", ["frames", "items"]].tolist() == [5, 19]


def test_variables_are_described() -> None:
    described = {one.name: one for one in frames.describe_frames()}
    assert described["frame_economic"].high == 1
    assert described["frame_economic_rate"].unit == "per 100 words"
    assert described["item_economic_costs"].label.endswith("?")


@pytest.mark.parametrize(
    ("description", "entries", "message"),
    [
        ("x = [", ENTRIES, "not TOML"),
        ("title = 'x'", ENTRIES, "describes no frames"),
        (DESCRIPTION + "[frames.law]\n", ENTRIES, "a frame without items; found: 'law'"),
        (DESCRIPTION.replace("hits = 2", "hits = 0"), ENTRIES, "not a question"),
        (DESCRIPTION, ENTRIES.replace("kind", "sort"), "without a column 'kind'"),
        (DESCRIPTION, ENTRIES.replace("cased", "exact"), r"'exact' in line 5 of its CSV"),
        (DESCRIPTION, ENTRIES.replace("attack*,", ","), "a term that says nothing"),
        (DESCRIPTION, ENTRIES + "war,siege,siege,term,\n", "an entry of no item.*'siege'"),
        (DESCRIPTION, ENTRIES.replace("peace,talks,Camp David,cased,\n", ""), "without entries; found: peace_talks"),
        (DESCRIPTION, ENTRIES.replace("{army} ...", "{navy} ..."), "no class 'navy'; there are army, march"),
        (DESCRIPTION, ENTRIES + ",sum,gold,class,\n", "a class without a name of its own; found: 'sum'"),
        (f"count = 9\n{DESCRIPTION}", ENTRIES, r"other entries than described \(count\); found: 7, not 9"),
        (f"sha256 = 'abc'\n{DESCRIPTION}", ENTRIES, r"other entries than described \(sha256\)"),
    ],
)
def test_what_cannot_be_meant_is_refused(write, description: str, entries: str, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MeasureError, match=message):
        frames.read_scheme(write(description, entries))


def test_a_hash_that_fits_is_taken(write) -> None:  # type: ignore[no-untyped-def]
    digest = hashlib.sha256(ENTRIES.encode()).hexdigest()
    assert len(frames.read_scheme(write(f"sha256 = '{digest}'\ncount = 7\n{DESCRIPTION}"))) == 4


def test_missing_files_and_unknown_names_are_said(tmp_path: Path) -> None:
    (tmp_path / "alone.toml").write_text(DESCRIPTION, encoding="utf-8")
    with pytest.raises(MeasureError, match=r"two files of one name.*alone\.csv"):
        frames.read_scheme(tmp_path / "alone.toml")
    with pytest.raises(MeasureError, match="no scheme 'policy' ships with the kit; found: those that do: generic"):
        frames.load_scheme("policy")


def test_patterns_are_read() -> None:
    assert parse_sequence("{a} ... must act {b}", classes=("a", "b")) == Sequence(("{a}", "must act", "{b}"), (5, 0))
    assert parse_sequence("hold* ...12 {a}", classes=("a",)) == Sequence(("hold*", "{a}"), (12,))


@pytest.mark.parametrize("pattern", ["... {a}", "{a} ...", "{a} ... ... {a}", "{a} ...50 {a}", "{a}..{a}", "{b} x"])
def test_patterns_that_say_nothing_are_refused(pattern: str) -> None:
    with pytest.raises(MeasureError, match="a pattern of frames cannot be read"):
        parse_sequence(pattern, classes=("a",))
