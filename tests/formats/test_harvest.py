"""The account of a file: whatever a reader found, what is announced is read or reported."""

import copy
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.formats.harvest import REASONS, Doubt, Harvest, Unreadable, reconcile

POSITIONS = st.integers(1, 12)
DOUBTS = st.builds(Doubt, st.just("article without text"), st.none() | POSITIONS, kept=st.booleans())
HARVESTS = st.builds(
    Harvest,
    st.just("Nexis Uni"),
    st.lists(POSITIONS.map(lambda position: {"position": position, "text": "It rained."}), max_size=9),
    st.none() | st.integers(0, 15),
    st.lists(DOUBTS, max_size=6),
)


def lost(harvest: Harvest) -> set[int]:
    return {doubt.position for doubt in harvest.doubts if not doubt.kept and doubt.position is not None}


def reasons(harvest: Harvest) -> list[tuple[str, int | None, str]]:
    return [(doubt.reason, doubt.position, doubt.name) for doubt in harvest.doubts]


def harvest(*positions: int, announced: int | None, doubts: tuple[Doubt, ...] = ()) -> Harvest:
    return Harvest("Factiva", [{"position": position} for position in positions], announced, list(doubts))


@given(HARVESTS)
def test_what_is_announced_is_read_or_reported(found: Harvest) -> None:
    before = copy.deepcopy(found)
    after = reconcile(found)
    assert after.articles == before.articles
    assert after.doubts[: len(before.doubts)] == before.doubts
    if before.announced is None:
        assert after == before
        return
    assert after.announced == len(after.articles) + len(lost(after))
    assert after.announced >= before.announced
    assert ("count wrong" in {doubt.reason for doubt in after.doubts}) == (after.announced > before.announced)


@given(HARVESTS)
def test_only_what_is_not_accounted_for_is_missing_and_each_once(found: Harvest) -> None:
    accounted = {article["position"] for article in found.articles} | lost(found)
    new = [doubt for doubt in reconcile(found).doubts if doubt.reason == "article missing"]
    places = [doubt.position for doubt in new]
    assert places == sorted({place for place in places if place})
    assert not accounted.intersection(places)
    assert not any(doubt.kept for doubt in new)


@given(HARVESTS)
def test_reconciling_twice_changes_nothing(found: Harvest) -> None:
    once = copy.deepcopy(reconcile(found))
    assert reconcile(found) == once


def test_a_missing_article_is_called_by_the_name_on_the_cover() -> None:
    found = reconcile(harvest(1, 3, announced=4), titles=[(2, "Rain again"), (3, "Sun")])
    assert reasons(found) == [("article missing", 2, "Rain again"), ("article missing", 4, "")]


def test_more_than_announced_is_said_and_counted() -> None:
    found = reconcile(harvest(1, 2, 2, announced=2))
    assert found.announced == 3
    assert [(doubt.reason, doubt.note, doubt.kept) for doubt in found.doubts] == [
        ("count wrong", "it announces 2 articles and holds 3", True)
    ]


def test_an_article_that_is_lost_for_a_reason_is_not_missing_too() -> None:
    photo = Doubt("record not an article", 2, "A picture", kept=False)
    again = Doubt("article without text", 2, kept=False)
    assert reasons(reconcile(harvest(1, announced=2, doubts=(photo, again)))) == reasons(
        harvest(1, announced=2, doubts=(photo, again))
    )


def test_an_unreadable_file_says_why_in_another_process_too() -> None:
    trouble = copy.copy(Unreadable("file damaged", "it is cut off"))  # as pickle does it
    assert (trouble.reason, trouble.note, str(trouble)) == (
        "file damaged",
        "it is cut off",
        "file damaged: it is cut off",
    )


def test_the_list_of_reasons_is_closed_and_each_is_used() -> None:
    paths = [path for path in Path(framing.__file__).parent.rglob("*.py") if path.name != "harvest.py"]
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    named = set(re.findall(r"\b(?:Doubt|Unreadable)\(\s*\"([^\"]+)\"", whole))
    assert len(named) > 20
    assert named <= REASONS.keys()
    assert all(f'"{reason}"' in whole for reason in REASONS)
