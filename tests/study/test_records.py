import json
from pathlib import Path

import pytest

from framing.errors import StudyError
from framing.study.records import add_record, check_free, check_name, read_records, write_numbers


@pytest.mark.parametrize("name", ["", "Rates", "a_b", "a b", "../a", "a.csv", "ä", None, "a\n"])
def test_a_name_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(StudyError, match="small letters, digits and hyphens"):
        check_name(name)
    assert check_name("rates-2019") == "rates-2019"


def _free(results: Path, notebook: str, kind: str, name: str) -> None:
    check_free(results, notebook=notebook, others=["01-a", "02-b"], kind=kind, name=name)


def test_a_name_belongs_to_one_notebook(tmp_path: Path) -> None:
    add_record(tmp_path, notebook="01-a", kind="tables", name="rates", entry={"caption": "C"})
    _free(tmp_path, "01-a", "tables", "rates")
    _free(tmp_path, "02-b", "figures", "rates")
    with pytest.raises(StudyError, match=r"01-a\.ipynb has already saved tables of the name 'rates'"):
        _free(tmp_path, "02-b", "tables", "rates")


def test_a_notebook_that_left_the_study_blocks_no_name(tmp_path: Path) -> None:
    add_record(tmp_path, notebook="09-gone", kind="tables", name="rates", entry={})
    _free(tmp_path, "02-b", "tables", "rates")


@pytest.mark.parametrize("content", ["{broken", "[1]", '{"data": 3}'])
def test_a_damaged_record_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "01-a.json").write_text(content)
    with pytest.raises(StudyError, match=r"damaged; found: records/01-a\.json"):
        read_records(tmp_path)


def test_records_keep_the_order_of_saving(tmp_path: Path) -> None:
    for name in ("z", "a", "z"):
        add_record(tmp_path, notebook="01-a", kind="figures", name=name, entry={"caption": name})
    assert list(read_records(tmp_path)["01-a"]["figures"]) == ["z", "a"]
    assert read_records(tmp_path / "nowhere") == {}


def test_numbers_of_all_notebooks_go_into_one_file(tmp_path: Path) -> None:
    add_record(tmp_path, notebook="02-b", kind="numbers", name="rate", entry={"value": 0.12345, "unit": "per 100"})
    add_record(tmp_path, notebook="01-a", kind="numbers", name="n", entry={"value": 2, "unit": ""})
    write_numbers(tmp_path)
    assert json.loads((tmp_path / "numbers.json").read_text())["rate"]["value"] == 0.12345
    assert (tmp_path / "numbers.tex").read_text().splitlines() == [
        r"\newcommand{\studyN}{2}",
        r"\newcommand{\studyRate}{0.123} % per 100",
    ]


def test_two_numbers_cannot_make_one_command(tmp_path: Path) -> None:
    add_record(tmp_path, notebook="01-a", kind="numbers", name="a1", entry={"value": 2, "unit": ""})
    _free(tmp_path, "01-a", "numbers", "a1")
    with pytest.raises(StudyError, match=r"same LaTeX command \\studyAOne; found: a1 and a-one"):
        _free(tmp_path, "01-a", "numbers", "a-one")
