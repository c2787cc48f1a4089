from __future__ import annotations

from pathlib import Path

import pytest

import framing as fr
from framing.errors import LexiconError

Row = list[object]
WAR: list[Row] = [["attack*", "conflict", 1.0], ["null", "conflict", 1.0], ["cease fire", "calm", 1.0]]


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [
        ("a.csv", "term,category\nattack*,conflict\nnull,conflict\ncease fire,calm\n", WAR),
        ("a.CSV", "term,category\r\nattack*,conflict\r\nnull,conflict\r\ncease fire,calm\r\n", WAR),
        ("a.csv", "\ufeffterm,category,weight\na,x,-2\nb,x,\n", [["a", "x", -2.0], ["b", "x", 1.0]]),
        ("a.csv", 'term,category\n"a, b",x\n', [["a, b", "x", 1.0]]),
        ("a.tsv", "term\tcategory\nattack*\tconflict\nnull\tconflict\ncease fire\tcalm\n", WAR),
        ("a.toml", "conflict = ['attack*', 'null']\ncalm = ['cease fire']\n", WAR),
        ("a.toml", "[tone.bad]\nbluff = -1\nruse = -0.5\n", [["bluff", "tone.bad", -1.0], ["ruse", "tone.bad", -0.5]]),
        ("a.yaml", "conflict: [attack*, 'null']\ncalm:\n- cease fire\n", WAR),
        (
            "a.yml",
            "tone:\n  bad: {bluff: -1}\n  good: [fine]\n",
            [["bluff", "tone.bad", -1.0], ["fine", "tone.good", 1.0]],
        ),
        (
            "a.yaml",
            "deny: [no, null, 12:30, 1984]\n",
            [[term, "deny", 1.0] for term in ("no", "null", "12:30", "1984")],
        ),
        ("a.yaml", "no: {yes: 2, off: 1.5}\nempty:\n", [["yes", "no", 2.0], ["off", "no", 1.5]]),
        ("a.yaml", "x: {a: .5, b: -2., c: 1e-1}\n", [["a", "x", 0.5], ["b", "x", -2.0], ["c", "x", 0.1]]),
        (
            "quanteda.yml",
            "POLICY:\n  tax: tax*\n  law:\n    - law\n",
            [["tax*", "POLICY.tax", 1.0], ["law", "POLICY.law", 1.0]],
        ),
        (
            "a.dic",
            "%\n1\tposemo\n2\tnegemo\n%\nhappy*\t1\nkind of\t1\t2\n",
            [
                ["happy*", "posemo", 1.0],
                ["kind of", "posemo", 1.0],
                ["kind of", "negemo", 1.0],
            ],
        ),
        (
            "a.dic",
            "%\n1 posemo\n2 negemo\n%\nhappy 1\nodd 2 1\n\n",
            [
                ["happy", "posemo", 1.0],
                ["odd", "negemo", 1.0],
                ["odd", "posemo", 1.0],
            ],
        ),
    ],
)
def test_reads(tmp_path: Path, name: str, content: str, rows: list[Row]) -> None:
    (tmp_path / name).write_bytes(content.encode())
    lexicon = fr.read_lexicon(tmp_path / name)
    assert lexicon.terms[["term", "category", "weight"]].to_numpy().tolist() == rows
    assert lexicon.name == name.partition(".")[0]
    assert (lexicon.language, lexicon.source) == ("en", name)


def test_keeps_what_is_said_of_it(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("term,category\ncafé,ort\n".encode("cp1252"))
    lexicon = fr.read_lexicon(file, name="orte", language="de", citation="X 2020", licence="CC0-1.0", encoding="cp1252")
    assert lexicon.terms["term"].tolist() == ["café"]
    assert (lexicon.name, lexicon.language, lexicon.citation, lexicon.licence) == ("orte", "de", "X 2020", "CC0-1.0")
    with pytest.raises(LexiconError, match=r'is not utf-8-sig; found: byte 0xe9 at 17; .*encoding="cp1252"'):
        fr.read_lexicon(file)


NAMES: list[Row] = [["WHO", "a", 1.0, True], ["who", "a", 2.0, False], ["1984", "b.c", -1.5, True]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "term,category,weight,cased\nWHO,a,1,yes\nwho,a,2,\n1984,b.c,-1.5,1\n"),
        ("a.csv", "Term;Category;Weight;Cased\nWHO;a;;TRUE\nwho;a;2;FALSE\n1984;b.c;-1.5;TRUE\n"),
        ("a.tsv", "term\tcased\tcategory\tweight\nWHO\ttrue\ta\t\nwho\tfalse\ta\t2\n1984\tyes\tb.c\t-1.5\n"),
        (
            "a.toml",
            "a = [{term = 'WHO', cased = true}, {term = 'who', weight = 2}]\n"
            "[b]\nc = [{term = 1984, cased = 'yes', weight = -1.5}]\n",
        ),
        (
            "a.yaml",
            "a:\n- {term: WHO, cased: true}\n- {term: who, weight: 2, cased: }\n"
            "b:\n  c:\n  - {term: 1984, cased: 1, weight: -1.5}\n",
        ),
    ],
)
def test_reads_which_entries_are_cased(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    terms = fr.read_lexicon(tmp_path / name).terms
    assert terms[["term", "category", "weight", "cased"]].to_numpy().tolist() == NAMES


def test_a_category_may_be_called_as_a_column_is(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: {term: -1, cased: 2}\nb: [{term: word}, {term: [x], cased: [y]}]\n", encoding="utf-8")
    assert fr.read_lexicon(file).terms[["term", "category", "weight"]].to_numpy().tolist() == [
        ["term", "a", -1.0],
        ["cased", "a", 2.0],
        ["word", "b.term", 1.0],
        ["x", "b.term", 1.0],
        ["y", "b.cased", 1.0],
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.md", "x", "cannot tell what kind of term list a.md is; found: ending '.md'; to mend it: use .csv, .tsv"),
        ("a.csv", "", "cannot read the term list a.csv"),
        ("a.csv", "term|category\na|x\n", "no column 'term'"),
        ("a.csv", "term,category\n", "is empty"),
        ("a.csv", "term,category\na,b,x\n", "more fields than its first line"),
        ("a.csv", "term,category,weight\na,x,much\n", "weights that are not numbers; found: 1, first 'much'"),
        (
            "a.csv",
            "term,category,cased\na,x,often\n",
            "neither true nor false; found: 1, first 'often'; to mend it: write",
        ),
        ("a.yaml", "a: [{term: b, cased: often}]", "neither true nor false; found: 1, first 'often'"),
        ("a.yaml", "a: [{term: b, weight: much}]", "weights that are not numbers; found: 1, first 'much'"),
        ("a.yaml", "a: [{term: , cased: true}]", "entries without a word"),
        (
            "a.toml",
            "a = [{term = 'b', cased = true, note = 'c'}]",
            "found: 'note' at the term 'b'; to mend it: write {term",
        ),
        ("a.toml", "a = [{term = 'b', cased = [true]}]", "says its term, cased and weight, each once; found: 'cased'"),
        ("a.toml", "a = [", "cannot read the term list a.toml"),
        ("a.yaml", "a: [b", "cannot read the term list a.yaml"),
        ("a.yaml", "- a\n- b\n", "must map categories to terms; found: list"),
        ("a.yaml", "", "must map categories to terms; found: NoneType"),
        ("a.yaml", "{bluff: -1}", "entries without a category"),
        ("a.dic", "happy 1\n", "between two lines of %; found: 0 such lines"),
        (
            "a.dic",
            "%\n1 posemo\n%\nhappy 9\n",
            "numbers of its categories; found: '9' at the term 'happy'; categories: 1",
        ),
        ("a.dic", "%\n1 posemo\n%\nhappy 1\nsad\n", "numbers of its categories; found: '' at the term 'sad'"),
    ],
)
def test_refuses(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        fr.read_lexicon(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"no such term list; found: .*nowhere.csv"):
        fr.read_lexicon(tmp_path / "nowhere.csv")


def test_a_tag_in_yaml_runs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"a: !!python/object/apply:pathlib.Path.touch ['{tmp_path / 'made'}']\n", encoding="utf-8")
    fr.read_lexicon(file)
    assert not (tmp_path / "made").exists()


def test_a_spreadsheets_semicolons_and_capitals_are_read(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("Term;Category\nferry, late;river\n", encoding="utf-8")
    assert fr.read_lexicon(file).terms[["term", "category"]].to_numpy().tolist() == [["ferry, late", "river"]]
