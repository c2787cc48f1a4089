"""Docstrings say what a stranger needs, and their examples run."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

import framing as fr

MODULES = sorted(module.name for module in pkgutil.walk_packages(fr.__path__, "framing."))
PUBLIC = [name for name in fr.__all__ if name != "__version__"]


def sections(name: str) -> set[str]:
    doc = inspect.getdoc(getattr(fr, name)) or ""
    return set(re.findall(r"^(\w+)\n-{3,}$", doc, re.MULTILINE))


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_documented(name: str) -> None:
    doc = inspect.getdoc(getattr(fr, name)) or ""
    assert doc.split("\n", 1)[0].endswith(".")
    signature = inspect.signature(getattr(fr, name))
    wanted = {"Examples"}
    fields = "Attributes" if inspect.isclass(getattr(fr, name)) else "Parameters"
    wanted |= {fields} if signature.parameters else set()
    wanted |= {"Returns"} if signature.return_annotation not in (None, "None") else set()
    assert wanted <= sections(name)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_parameter_is_documented_and_given_by_name(name: str) -> None:
    doc = inspect.getdoc(getattr(fr, name)) or ""
    for parameter in inspect.signature(getattr(fr, name)).parameters.values():
        assert re.search(rf"^(\w+, )*{parameter.name}(, \w+)*( :.*)?$", doc, re.MULTILINE), parameter.name
        assert parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)


@pytest.mark.parametrize("module", ["framing", *MODULES])
def test_examples_run(module: str) -> None:
    results = doctest.testmod(importlib.import_module(module))
    assert results.failed == 0
