"""The demonstration corpus is the one its register names, and holds what was planted."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import pytest

import framing as fr
from framing.corpus import demonstration
from framing.corpus.demonstration import demonstration_folder
from framing.errors import CorpusError
from framing.tables import check_table

ROW = re.compile(r"^\| ([^|]+?) \|.*\| ([0-9a-f]{64}) \|$", re.MULTILINE)


def register() -> dict[str, str]:
    return dict(ROW.findall((demonstration_folder() / "README.md").read_text(encoding="utf-8")))


def test_the_register_names_every_file_and_its_hash() -> None:
    folder = demonstration_folder()
    files = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "README.md"
    }
    assert register() == files


def test_it_holds_72_articles_of_six_outlets(demo: pd.DataFrame) -> None:
    check_table("articles", demo)
    assert demo["outlet"].value_counts().to_dict() == {
        "Daily Beacon": 14,
        "The Corvane Courier": 14,
        "Meresh Tribune": 13,
        "The Ledger of Trade": 11,
        "Norden Wire": 11,
        "The Sluice": 9,
    }
    assert set(demo["source_file"]) <= set(register())
    dates = demo["date"].dropna()
    assert (dates.min(), dates.max()) == (pd.Timestamp("2019-03-04"), pd.Timestamp("2019-04-02"))
    pd.testing.assert_frame_equal(fr.load_demo(), demo)


def test_every_story_has_a_key(demo: pd.DataFrame) -> None:
    counts = demo.groupby("story")["outlet"].nunique()
    assert (counts >= 2).sum() >= 14


def test_the_scraped_pages_clean_to_the_article(demo: pd.DataFrame) -> None:
    cleaned = fr.clean_articles(demo, chrome=fr.find_chrome(demo))
    pages = cleaned["outlet"] == "The Sluice"
    assert pages.sum() == 9
    chrome = re.compile(
        r"Skip to content|Share this story|Copy link|min read|newsletter|Log in|©|Photo:|cannot be played|"
        r"Most read|Home ›",
        re.IGNORECASE,
    )
    for key in cleaned.index[pages]:
        assert chrome.search(demo.loc[key, "text"])
        assert not chrome.search(cleaned.loc[key, "text"])
        lines = cleaned.loc[key, "text"].split("\n\n")
        assert len(lines) >= 5
        assert all(line in demo.loc[key, "text"] for line in lines)
        assert len(fr.tokenise([cleaned.loc[key, "text"]]).text) > 150
    assert (cleaned.loc[~pages, "text"] == demo.loc[~pages, "text"]).all()


def test_wire_copies_are_near_copies(demo: pd.DataFrame) -> None:
    copies = demo[["copy" in str(file) for file in demo["source_file"].tolist()]]
    wire = [set(text.split()) for text in demo.loc[demo["outlet"] == "Norden Wire", "text"]]
    assert len(copies) == 2
    for text in copies["text"].tolist():
        words = set(text.split())
        assert max(len(words & other) / len(words | other) for other in wire) > 0.6


def test_quotation_marks_of_every_kind(demo: pd.DataFrame) -> None:
    quotations = fr.find_quotations(demo, speakers=False)
    outlet = demo["outlet"].loc[quotations["article_id"]].to_numpy()
    opening = [demo.loc[row.article_id, "text"][row.start - 1] for row in quotations.itertuples()]
    main = pd.Series(opening).groupby(outlet).agg(lambda marks: marks.mode()[0]).to_dict()
    assert main == {
        "Daily Beacon": '"',
        "The Ledger of Trade": '"',
        "Meresh Tribune": "‘",
        "The Corvane Courier": "“",
        "Norden Wire": "“",
        "The Sluice": "“",
    }
    assert quotations["quotation_id"].duplicated().any()  # one over two paragraphs


def test_a_kit_without_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(demonstration, "__file__", f"{tmp_path}/framing/corpus/demonstration.py")
    with pytest.raises(CorpusError, match=r"the demonstration corpus is not there; found: .*; to mend it: install"):
        demonstration_folder()
