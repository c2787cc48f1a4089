"""The list of reporting cues is whole, its forms are English, and it agrees with the hedging lexicon."""

import csv
import hashlib
import tomllib
from importlib import resources

import pytest

from framing.errors import LexiconError
from framing.lexicons import load_lexicon
from framing.reading import cues as module
from framing.reading.cues import CLASSES, Cue, inflect, read_cue_phrases, read_cues

ROOM = resources.files("framing.reading")


def all_forms(verb, tense):
    return {form for form, when in inflect(verb) if when == tense}


@pytest.mark.parametrize(
    ("form", "cue", "tense"),
    [
        ("say", "say", "base"),
        ("says", "say", "present"),
        ("said", "say", "past"),
        ("saying", "say", "ing"),
        ("told", "tell", "past"),
        ("wrote", "write", "past"),
        ("written", "write", "participle"),
        ("thought", "think", "past"),
        ("put", "put", "past"),
        ("read", "read", "past"),
        ("replies", "reply", "present"),
        ("denied", "deny", "past"),
        ("conveyed", "convey", "past"),
        ("arguing", "argue", "ing"),
        ("agreeing", "agree", "ing"),
        ("agreed", "agree", "past"),
        ("lying", "lie", "ing"),
        ("stresses", "stress", "present"),
        ("quipped", "quip", "past"),
        ("admitting", "admit", "ing"),
        ("answered", "answer", "past"),
        ("vowed", "vow", "past"),
        ("joked", "joke", "past"),
        ("bragging", "brag", "ing"),
        ("tweeted", "tweet", "past"),
        ("e-mailed", "email", "past"),
        ("live-tweeting", "live-tweet", "ing"),
        ("sworn", "swear", "participle"),
    ],
)
def test_forms_of_verbs(form, cue, tense):
    assert read_cues()[form][::4] == (cue, tense)


@pytest.mark.parametrize(
    ("british", "american"),
    [("emphasised", "emphasized"), ("counselled", "counseled"), ("criticises", "criticizes"), ("enquired", "inquired")],
)
def test_both_spellings_are_one_cue(british, american):
    assert read_cues()[british] == read_cues()[american]


@pytest.mark.parametrize(
    "wrong",
    ["advize", "praized", "promized", "suggestted", "answerred", "vowwed", "telled", "writed", "claimd", "quiped"],
)
def test_no_form_that_is_not_english(wrong):
    assert wrong not in read_cues()


def test_all_forms_of_a_verb_that_is_not_listed():
    assert inflect("jog") == [("jogged", "past"), ("jogs", "present"), ("jog", "base"), ("jogging", "ing")]
    assert all_forms("forecast", "past") == {"forecast", "forecasted"}
    assert all_forms("put", "base") == set()


@pytest.mark.parametrize(
    ("words", "cue", "form", "inverts"),
    [
        (("according", "to"), "according to", "phrase", True),
        (("quoted", "as", "saying"), "quoted as saying", "phrase", False),
        (("points", "out"), "point out", "verb", True),
        (("went", "on"), "go on", "verb", True),
        (("puts", "it"), "put it", "verb", False),
        (("made", "it", "clear"), "make it clear", "verb", False),
        (("has", "this", "to", "say"), "have this to say", "verb", False),
    ],
)
def test_cues_of_several_words(words, cue, form, inverts):
    found = read_cue_phrases()[words]
    assert (found.cue, found.form, found.inverts) == (cue, form, inverts)


def test_words_of_longer_cues_are_no_cues_of_their_own():
    assert not {"according", "went", "points", "made", "to"} & read_cues().keys()


@pytest.mark.parametrize(
    ("cue_class", "forms"),
    [
        ("neutral", "said told added wrote asked explained tweeted posted"),
        ("strong", "announced declared vowed warned promised denied"),
        ("distancing", "claimed alleged argued insisted accused"),
        ("soft", "suggested hinted implied recommended"),
        ("evaluative", "boasted admitted joked complained shouted slammed"),
        ("cognitive", "believed thought feared predicted"),
    ],
)
def test_classes(cue_class, forms):
    assert {read_cues()[form].cue_class for form in forms.split()} == {cue_class}


def test_verbs_that_name_the_hearer_do_not_invert():
    assert not any(read_cues()[form].inverts for form in ("told", "informed", "reminded", "assured", "accused"))
    assert all(read_cues()[form].inverts for form in ("said", "wrote", "warned", "insisted", "believes", "tweeted"))


@pytest.mark.parametrize(("code", "cue_class"), [("distance", "distancing"), ("doxastic", "cognitive")])
def test_classes_agree_with_the_hedging_lexicon(code, cue_class):
    terms = load_lexicon("hedging").terms
    known = {term for term in terms.loc[terms["code"] == code, "term"].tolist() if term in read_cues()}
    known.discard("supposed")  # there an adjective: his supposed friends
    known -= {"opine", "opines", "opined", "opining"}  # a distance, and a judgement too: evaluative
    assert len(known) > 20
    assert {term for term in known if read_cues()[term].cue_class != cue_class} == set()


def test_the_list_is_whole_and_described():
    raw = ROOM.joinpath("cues.csv").read_bytes()
    about = tomllib.loads(ROOM.joinpath("cues.toml").read_text("utf-8"))
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    names = [row["cue"] for row in rows]
    assert len(names) == len(set(names))
    assert all(name == name.strip().lower() for name in names)
    assert about["sha256"] == hashlib.sha256(raw).hexdigest()
    assert set(about["classes"]) == set(CLASSES) == {row["class"] for row in rows}
    assert about["language"] == "en"
    assert about["licence"] == "MIT"
    assert f" {len(rows)} cues" in about["changes"]


def test_every_verb_has_its_forms_and_is_read_once():
    tenses = {}
    for cue in (*read_cues().values(), *read_cue_phrases().values()):
        tenses.setdefault((cue.cue, cue.form), set()).add(cue.tense)
    assert all({"past", "present", "ing"} <= found for (_, form), found in tenses.items() if form == "verb")
    assert all(found == {""} for (_, form), found in tenses.items() if form == "phrase")
    assert read_cues() is read_cues()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("say,loud,verb,yes,,", "no class that is known"),
        ("say,neutral,noun,yes,,", "no form that is known"),
        ("say,neutral,verb,maybe,,", "no inverts that is known"),
        ("say,neutral,verb,yes,verse,", "takes what is not known"),
        ("say,neutral,verb,yes,,\nsaid,neutral,phrase,no,,", "belongs to two reporting cues"),
    ],
)
def test_a_damaged_list_is_refused(rows, message, tmp_path, monkeypatch):
    (tmp_path / "cues.csv").write_text(f"cue,class,form,inverts,takes,notes\n{rows}\n", "utf-8")
    monkeypatch.setattr(module.resources, "files", lambda _: tmp_path)
    module._read_forms.cache_clear()
    with pytest.raises(LexiconError, match=message):
        module._read_forms()
    module._read_forms.cache_clear()


def test_a_cue_is_a_plain_tuple():
    assert read_cues()["claimed"] == Cue("claim", "distancing", "verb", True, "past", frozenset(("clause", "to")))
