import pytest

from framing.errors import CorpusError
from framing.formats.columns import USUAL_NAMES, check_mapping, check_targets, resolve_columns


@pytest.mark.parametrize(("target", "name"), [(t, n) for t, names in USUAL_NAMES.items() for n in names])
def test_every_usual_name_is_known_however_it_is_written(target: str, name: str) -> None:
    for written in (name, name.upper(), name.replace(" ", "_"), name.title().replace(" ", "-")):
        assert resolve_columns([written], columns=None, where="x")[written] == target


def test_no_usual_name_means_two_things() -> None:
    names = [name for names in USUAL_NAMES.values() for name in names]
    assert len(names) == len(set(names))
    assert not set(names) & set(USUAL_NAMES)


def test_unknown_columns_are_left_alone() -> None:
    assert resolve_columns(["bias", "topic"], columns=None, where="x") == {}


@pytest.mark.parametrize("names", [["headline", "Title"], ["text", "body"], ["source", "domain"]])
def test_two_candidates_are_an_error_that_shows_both(names: list[str]) -> None:
    with pytest.raises(CorpusError, match=f"'{names[0]}' and '{names[1]}' in news.csv.*columns="):
        resolve_columns(names, columns=None, where="news.csv")


def test_a_mapping_settles_two_candidates() -> None:
    assert resolve_columns(["source", "domain"], columns={"Domain": "outlet"}, where="x") == {"domain": "outlet"}


def test_a_table_of_our_own_is_taken_by_its_own_names() -> None:
    names = ["article_id", "text", "body", "text_hash"]
    assert "body" not in resolve_columns(names, columns=None, where="x")


def test_a_mapping_must_not_meet_a_column_of_that_name() -> None:
    with pytest.raises(CorpusError, match="there is one of that name"):
        resolve_columns(["lead", "text"], columns={"lead": "text"}, where="x")
    both = {"lead": "text", "text": "rest"}
    assert resolve_columns(["lead", "text"], columns=both, where="x") == both


def test_a_mapping_of_strangers_suggests_what_is_near() -> None:
    with pytest.raises(CorpusError, match=r"'bodi'.*found: columns: body, id.*did you mean 'body'"):
        check_mapping({"bodi": "text"}, ["body", "id"])
    check_mapping({"BODY": "text"}, ["body"])
    check_mapping(None, [])


def test_a_mapping_must_be_one_and_give_each_name_once() -> None:
    with pytest.raises(CorpusError, match=r"one name to two columns.*'a' and 'b' → 'text'"):
        check_targets({"a": "text", "b": "text"})
    for wrong in (["text"], {"a": 1}):
        with pytest.raises(CorpusError, match="must map names to names"):
            check_targets(wrong)
    check_targets(None)
    check_targets({"a": "text"})
