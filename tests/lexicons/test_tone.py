"""The own lists of tone and events, and the forms in which published polarity lists come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import framing as fr
from framing.errors import LexiconError
from framing.text import TermMatcher, tokenise

SIDES = {"tone": ("positive", "negative"), "events": ("conflict", "loss")}


@pytest.mark.parametrize("name", sorted(SIDES))
def test_the_list_is_what_its_description_says(name: str) -> None:
    lexicon = fr.load_lexicon(name)
    assert lexicon.categories == sorted([*SIDES[name], "neutral"])
    counts = lexicon.terms["category"].value_counts()
    said = set(re.findall(r"\d+", lexicon.about["description"]))
    assert {str(count) for count in counts.tolist()} <= said
    weights = lexicon.terms.groupby("category")["weight"].agg(["min", "max"])
    assert weights.loc["neutral"].tolist() == [0, 0]
    assert set(weights.drop("neutral").to_numpy().ravel().tolist()) == {1.0}
    assert (lexicon.licence, lexicon.language) == ("MIT", "en")


@pytest.mark.parametrize("name", sorted(SIDES))
def test_every_entry_is_literal_and_stands_in_one_category(name: str) -> None:
    terms = fr.load_lexicon(name).terms
    assert not terms["term"].duplicated().any()
    strange = [term for term in terms["term"] if not re.fullmatch(r"[a-z0-9é.,' -]+", term)]
    assert strange == []


@pytest.mark.parametrize("name", sorted(SIDES))
def test_every_entry_finds_itself(name: str) -> None:
    terms = fr.load_lexicon(name).terms["term"].tolist()
    entry, first, last = TermMatcher(terms).find(tokenise(terms), overlaps="all")
    tokens = tokenise(terms)
    found = {
        text for number, text in zip(entry.tolist(), tokens.pick(first).text.tolist(), strict=True) if number == text
    }
    assert [terms[number] for number in range(len(terms)) if number not in found] == []
    assert len(first) == len(last)


def test_the_lists_share_no_word_that_counts() -> None:
    tone, events = (fr.load_lexicon(name).terms for name in ("tone", "events"))
    counted = [set(table.loc[table["category"] != "neutral", "term"]) for table in (tone, events)]
    assert counted[0] & counted[1] == set()


@pytest.mark.parametrize("word", "war attack death strike loss flood arrest layoffs killed".split())
def test_events_are_not_tone(word: str) -> None:
    assert word not in set(fr.load_lexicon("tone").terms["term"])


@pytest.mark.parametrize("word", "support ally leader kind like well pretty novel party win lose".split())
def test_words_of_many_senses_are_left_out(word: str) -> None:
    assert word not in set(fr.load_lexicon("tone").terms["term"])


@pytest.mark.parametrize(
    "paradigm",
    [
        "praise praises praised praising",
        "criticise criticises criticised criticize criticized",
        "honour honor",
        "ugly uglier ugliest",
    ],
)
def test_whole_paradigms_in_both_spellings(paradigm: str) -> None:
    assert set(paradigm.split()) <= set(fr.load_lexicon("tone").terms["term"])


QUANTEDA = (
    'positive:\n  - "glad*"\n  - brave\nnegative:\n  - a sham\nneg_positive:\n  - not glad*\nneg_negative: no sham\n'
)
LEXICODER = "+positive\nglad*\nbrave\n\n+negative\na sham\n+neg_positive\nnot glad*\n+NEG_NEGATIVE\nno sham\n"
FOUR = [
    ["glad*", "positive"],
    ["brave", "positive"],
    ["a sham", "negative"],
    ["not glad*", "neg_positive"],
    ["no sham", "neg_negative"],
]


@pytest.mark.parametrize(("name", "content"), [("l.yml", QUANTEDA), ("l.lc3", LEXICODER), ("L.LC3", LEXICODER)])
def test_reads_lsd2015_in_its_own_forms(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert fr.read_lexicon(tmp_path / name).terms[["term", "category"]].to_numpy().tolist() == FOUR


TRIPLES = "glad\tpositive\t1\nglad\tnegative\t0\nnull\tnegative\t1\nnull\tfear\t1\n"
WIDE = "English Word\tpositive\tnegative\tfear\tGerman Word\nglad\t1\t0\t0\tfroh\nnull\t0\t1\t1\tnull\n"


@pytest.mark.parametrize(("name", "content"), [("e.txt", TRIPLES), ("e.txt", WIDE), ("e.tsv", WIDE)])
def test_reads_emolex_long_and_wide(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    rows = sorted(fr.read_lexicon(tmp_path / name).terms[["term", "category"]].to_numpy().tolist())
    assert rows == [["glad", "positive"], ["null", "fear"], ["null", "negative"]]


def test_reads_the_years_of_loughran_and_mcdonald(tmp_path: Path) -> None:
    file = tmp_path / "LM.csv"
    file.write_text(
        "Word,Seq_num,Word Count,Negative,Positive,Uncertainty,Strong_Modal,Syllables,Source\n"
        "GLADNESS,1,9,0,2009,0,0,2,x\nSHAM,2,9,2009,0,2012,0,1,x\nWAS,3,9,-2020,0,0,0,1,x\nNULL,4,9,2011,0,0,0,1,x\n",
        encoding="utf-8",
    )
    terms = fr.read_lexicon(file).terms
    assert terms[["term", "category", "weight"]].to_numpy().tolist() == [
        ["sham", "negative", 1.0],
        ["null", "negative", 1.0],
        ["gladness", "positive", 1.0],
        ["sham", "uncertainty", 1.0],
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("e.txt", "glad positive 1\n", "parted by tabs; found: first other line"),
        ("e.txt", "glad\tpositive\t0.4\n", "and 0 or 1 in each line"),
        ("e.txt", "\n", "found: no line"),
        ("l.lc3", "glad\n+positive\n", "must begin with a category; found: first line 'glad'"),
        ("m.csv", "Word,Negative\nSHAM,yes\n", "neither a year nor 0 or 1; found: 'yes' at the word 'SHAM'"),
        ("m.csv", "Word,Colour\nSHAM,red\n", "no column 'term'"),
    ],
)
def test_damaged_lists_are_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(message)):
        fr.read_lexicon(tmp_path / name)
