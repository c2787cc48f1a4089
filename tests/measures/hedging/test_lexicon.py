"""The hedging lexicon: its shape, and whether the inflections of its verbs are there."""

from __future__ import annotations

import tomllib
from importlib import resources

import pandas as pd
import pytest

import framing as fr

VERBS = [
    "allege",
    "anticipate",
    "appear",
    "argue",
    "assert",
    "assume",
    "believe",
    "claim",
    "contend",
    "doubt",
    "estimate",
    "expect",
    "hint",
    "imply",
    "indicate",
    "insinuate",
    "insist",
    "investigate",
    "maintain",
    "predict",
    "presume",
    "probe",
    "profess",
    "purport",
    "reckon",
    "speculate",
    "suggest",
    "suspect",
    "think",
    "wonder",
    "conjecture",
    "consider",
    "deem",
    "disbelieve",
    "envisage",
    "envision",
    "hypothesise",
    "hypothesize",
    "infer",
    "opine",
    "posit",
    "postulate",
    "presuppose",
    "surmise",
    "theorise",
    "theorize",
    "bluff",
    "fake",
    "hoax",
    "feign",
    "deceive",
    "pretend",
]
IRREGULAR = {"think": ["thinks", "thinking", "thought"], "infer": ["infers", "inferred", "inferring"]}
SPELLINGS = [
    ("rumour", "rumor"),
    ("hypothesise", "hypothesize"),
    ("hypothesising", "hypothesizing"),
    ("theorise", "theorize"),
    ("theorising", "theorizing"),
    ("authorised", "authorized"),
    ("sabre", "saber"),
    ("pretence", "pretense"),
    ("sceptic", "skeptic"),
    ("theatre", "theater"),
    ("signalling", "signaling"),
    ("neighbourhood", "neighborhood"),
]


@pytest.fixture(scope="module")
def terms() -> pd.DataFrame:
    return fr.load_lexicon("hedging").terms


def inflect(verb: str) -> list[str]:
    if verb in IRREGULAR:
        return [verb, *IRREGULAR[verb]]
    stem = verb.removesuffix("e")
    past = verb[:-1] + "ied" if verb.endswith("y") else stem + "ed"
    third = verb[:-1] + "ies" if verb.endswith("y") else verb + ("es" if verb.endswith(("ss", "x")) else "s")
    return [verb, third, past, stem + "ing"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_inflection_of_a_verb_is_there(verb: str, terms: pd.DataFrame) -> None:
    from nltk.stem.snowball import SnowballStemmer

    stem = SnowballStemmer("english").stem
    known = set(terms["term"])
    forms = inflect(verb)
    stems = {stem(form).replace("ff", "f") for form in forms} - {"thought"}
    assert len(stems) == 1, "the table of inflections is wrong"
    assert [form for form in forms if form not in known] == []
    families = set(terms.loc[[term in forms for term in terms["term"].tolist()], "category"])
    assert len(families) == 1


@pytest.mark.parametrize(("british", "american"), SPELLINGS)
def test_a_term_is_there_in_both_spellings(british: str, american: str, terms: pd.DataFrame) -> None:
    known = set(terms["term"])
    here = {term for term in known if british in term}
    assert here
    assert {term.replace(british, american) for term in here} == {
        term for term in known if american in term and term not in here
    }


@pytest.mark.parametrize(
    ("full", "short"), [("cannot be ", "can't be "), ("could not ", "couldn't "), ("it is ", "it's ")]
)
def test_a_term_is_there_in_its_short_form(full: str, short: str, terms: pd.DataFrame) -> None:
    known = set(terms["term"]) - {"it is not clear", "it is understood"}
    assert [term for term in known if term.startswith(full) and term.replace(full, short) not in known] == []


@pytest.mark.parametrize(
    "participle", ["assumed", "believed", "expected", "estimated", "predicted", "presumed", "thought"]
)
def test_a_passive_is_there_in_every_tense(participle: str, terms: pd.DataFrame) -> None:
    code = terms.set_index("term")["code"]
    forms = [f"{be} {participle} to" for be in ("is", "are", "was", "were", "been")]
    assert set(code.reindex([*forms, f"it is {participle}", f"it was {participle}"])) == {"expect_passive"}


def test_the_list_is_sorted(terms: pd.DataFrame) -> None:
    columns = ["category", "code", "lemma", "term"]
    rows = terms[columns].astype("str").to_numpy().tolist()
    assert rows == sorted(rows)


def test_the_list_is_lower_case_without_wildcards_and_names_known_codes(terms: pd.DataFrame) -> None:
    about = tomllib.loads(resources.files("framing.lexicons").joinpath("hedging.toml").read_text(encoding="utf-8"))
    assert set(terms["category"]) == set(about["families"])
    assert set(terms["code"]) == set(about["codes"])
    assert not [term for term in terms["term"].tolist() if term != term.lower() or "*" in term or "’" in term]
    assert terms["term"].is_unique
    assert set(terms["weight"]) == {1.0}
    assert f"{len(terms)} terms" in about["changes"]
    assert not terms[["code", "category"]].drop_duplicates()["code"].duplicated().any()


def test_every_term_is_found_in_its_own_words(terms: pd.DataFrame) -> None:
    names = terms["term"].tolist()
    index = pd.Index([f"{number:04d}" for number in range(len(names))], name="article_id")
    articles = pd.DataFrame({"text": [f"x {name} x" for name in names]}, index=index)
    found = fr.find_hedges(articles.assign(title="", outlet="X", date=pd.NaT, url="-"), senses="all")
    assert found["entry"].tolist() == names
