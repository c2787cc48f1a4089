"""No instrument falls below the figures that were published for it."""

import json
from pathlib import Path

import pytest

from framing.errors import CorpusError
from framing.validity import INSTRUMENTS, measure_validity
from framing.validity.demonstration_quotations import MARKS
from framing.validity.instruments import FLOORS
from framing.validity.sets import SETS

NEEDED = {floor["set"] for floor in json.loads(FLOORS.read_text("utf-8"))} - {MARKS.name}
DATA = next((place for folder in Path(__file__).parents if (place := folder / "shared" / "data").is_dir()), None)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_no_figure_falls_below_its_floor(instrument):
    if DATA is None or not all((DATA / name).is_file() for name in NEEDED):
        pytest.skip("the marked sets are not on this machine")
    figures = measure_validity(instrument, folder=DATA)
    pinned = figures.dropna(subset="floor")
    assert len(pinned), f"no floor is pinned for {instrument}"
    low = pinned[pinned["value"] < pinned["floor"] - 1e-9]
    assert low.empty, low[["set", "part", "measure", "value", "floor"]].to_string()


def test_every_floor_names_a_figure_once():
    floors = json.loads(FLOORS.read_text("utf-8"))
    keys = [(floor["set"], floor["part"], floor["measure"]) for floor in floors]
    assert len(keys) == len(set(keys))
    assert all(floor["set"] in {*SETS, MARKS.name} for floor in floors)


def test_the_set_that_ships_needs_no_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path / project)
    with pytest.warns(UserWarning, match="left out: the marked set polnear"):
        figures = measure_validity("quotations")
    assert set(figures["set"]) == {MARKS.name}
    low = figures[figures["value"] < figures["floor"] - 1e-9]
    assert low.empty, low[["part", "measure", "value", "floor"]].to_string()


def test_a_folder_without_the_sets_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="is not there"):
        measure_validity("quotations", folder=tmp_path)
