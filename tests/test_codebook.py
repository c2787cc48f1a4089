from __future__ import annotations

import pytest

import framing as fr
from framing.codebook import MEASURES, VARIABLES
from framing.variables import Variable


def test_the_codebook_lists_every_variable_once() -> None:
    table = fr.list_variables()
    assert table.index.name == "name"
    assert table.index.tolist() == list(VARIABLES)
    assert table.index.is_unique
    assert table.columns.tolist() == ["label", "unit", "low", "high", "direction", "undefined", "measure", "source"]


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=list(VARIABLES))
def test_every_variable_is_described(variable: Variable) -> None:
    for value in (variable.label, variable.unit, variable.direction, variable.undefined):
        assert value
    assert hasattr(fr, variable.measure)
    assert variable.low is None or variable.high is None or variable.low < variable.high
    assert variable.axis_label == f"{variable.label} ({variable.unit})"


def test_every_measure_is_public() -> None:
    for name, measure in MEASURES.items():
        assert getattr(fr, f"measure_{name}") is measure
