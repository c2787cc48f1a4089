"""The register says everything a user must know of every set."""

from __future__ import annotations

import re

import pytest

from framing.datasets.entries import Entry, find_entry, read_register
from framing.errors import CorpusError

ENTRIES = list(read_register().values())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_set_is_described_in_full(entry: Entry) -> None:
    texts = (entry.unit, entry.what, entry.licence, entry.rights, entry.citation, entry.damage)
    assert all(text and text == text.strip() and "\n" not in text for text in texts)
    assert entry.file.removesuffix(".gz") in (f"{entry.name}.jsonl", f"{entry.name}.csv")
    assert re.fullmatch("[0-9a-f]{64}", entry.sha256)
    assert entry.rows > 0
    assert entry.n_bytes > 0
    assert entry.table in ("articles", "own")
    assert re.fullmatch("[a-z]{2}|mul", entry.language)
    assert re.search(r"@[0-9a-f]{8}$|^collected for this project", entry.origin)
    assert entry.address == "" or entry.address.startswith("https://")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_citation_names_a_year_and_where_to_find_it(entry: Entry) -> None:
    assert re.search(r"\((19|20)\d\d\)", entry.citation)
    assert re.search(r"https://(doi\.org/10\.\d{4,}/|aclanthology\.org/|github\.com/)\S+", entry.citation)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_licence_is_an_spdx_name_or_says_what_is_wrong(entry: Entry) -> None:
    spdx = {"Apache-2.0", "MIT", "AGPL-3.0-only", "CC-BY-SA-4.0", "GPL-2.0-or-later", "GPL-3.0-only"}
    assert entry.licence in {*spdx, "not stated", "CC BY-SA (version not stated)", "mixed: column licence"}


def test_names_files_and_hashes_are_given_once() -> None:
    assert len({entry.file for entry in ENTRIES}) == len({entry.sha256 for entry in ENTRIES}) == len(ENTRIES) == 21
    assert [entry.name for entry in ENTRIES] == sorted(entry.name for entry in ENTRIES)


def test_an_unknown_name_shows_the_nearest_or_all() -> None:
    with pytest.raises(CorpusError, match="did you mean 'newsmtsc'"):
        find_entry("NewsMTSC".lower()[:-1])
    with pytest.raises(CorpusError, match=r"allsides, babe, basil.*list_datasets"):
        find_entry("zzzz")
