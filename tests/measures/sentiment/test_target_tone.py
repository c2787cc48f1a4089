import csv
import hashlib
import tomllib
from collections.abc import Callable
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing.measures.sentiment as room
from framing.errors import MeasureError
from framing.lexicons import Lexicon
from framing.measures.sentiment.mentions import find_targets
from framing.measures.sentiment.target_items import compile_items
from framing.measures.sentiment.target_model import fit_target_tone
from framing.measures.sentiment.target_tone import TONE_VARIABLES, measure_target_tone
from framing.voices import find_quotations

pytestmark = pytest.mark.filterwarnings("ignore:no mention of")

FOLDER = Path(room.__file__).parent
WORDS = Lexicon("w", pd.DataFrame({"term": ["nice", "grim"], "category": "x", "weight": [2.0, -2.0]}))
SPANS = ["part", "start", "end", "target"]
TARGETS = ["Ivo Marsh", "Ana Tarn"]


def tones(make_articles: Callable[..., pd.DataFrame], text: str, **settings: Any) -> dict[str, int]:
    found = measure_target_tone(make_articles(text), TARGETS, **settings)
    return dict(zip(found["target"], found["tone"].tolist(), strict=True))


def test_the_list_is_the_one_its_description_names() -> None:
    about = tomllib.loads((FOLDER / "target_items.toml").read_text("utf-8"))
    raw = (FOLDER / "target_items.csv").read_bytes()
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    assert about["sha256"] == hashlib.sha256(raw).hexdigest()
    assert f"{len(rows)} terms" in about["description"]
    assert {row["category"] for row in rows} == set(about["class"])
    assert len({row["term"] for row in rows}) == len(rows)
    assert all(row["term"] == row["term"].lower().strip() and row["lemma"] for row in rows)
    assert all(-1 <= one[side] <= 1 for one in about["class"].values() for side in ("doer", "other"))


def test_verbs_of_the_list_have_all_their_forms() -> None:
    rows = list(csv.DictReader((FOLDER / "target_items.csv").read_text("utf-8").splitlines()))
    forms = {row["term"] for row in rows}
    for verb in ("accuse", "praise", "charge", "undermine", "violate"):
        assert {verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"} <= forms
    assert {"criticise", "criticize", "criticised", "criticized", "stole", "stolen", "shot", "won"} <= forms


@pytest.mark.parametrize(
    ("text", "marsh"),
    [
        ("Voters praised Ivo Marsh.", 1),
        ("Voters accused Ivo Marsh of fraud.", -1),
        ("Ivo Marsh was accused of fraud.", -1),
        ("Ivo Marsh won.", 1),
        ("Ivo Marsh was not honest.", -1),
        ("Ivo Marsh was not guilty.", 0),
        ("Ivo Marsh went to the Justice Department.", 0),
        ("Ivo Marsh spoke of the war.", 0),
        ("Ivo Marsh came home.", 0),
        ("Critics of Ivo Marsh spoke.", -1),
        ("A case against Ivo Marsh was heard.", -1),
    ],
)
def test_what_is_said_of_a_target_or_done_to_it(
    make_articles: Callable[..., pd.DataFrame], text: str, marsh: int
) -> None:
    assert tones(make_articles, text) == {"Ivo Marsh": marsh}


def test_each_target_has_its_own_side_of_but(make_articles: Callable[..., pd.DataFrame]) -> None:
    text = "Ivo Marsh was admired by all who met him, but Ana Tarn proved a corrupt liar."
    assert tones(make_articles, text) == {"Ivo Marsh": 1, "Ana Tarn": -1}


def test_the_score_by_hand(make_articles: Callable[..., pd.DataFrame]) -> None:
    """Effect × .6 for each border / √distance: a positive word of mean weight behind the target counts .35."""
    found = measure_target_tone(make_articles("Ivo Marsh, they say, is nice."), ["Ivo Marsh"], lexicon=WORDS)
    assert found["score"].tolist() == pytest.approx([0.35 * 0.6**2 / sqrt(6)])
    assert found["n_hits"].tolist() == [1]
    found = measure_target_tone(make_articles("It is grim for Ivo Marsh."), ["Ivo Marsh"], lexicon=WORDS)
    assert found["score"].tolist() == pytest.approx([-0.5 / sqrt(2)])


def test_the_passive_turns_doer_and_other_round(make_articles: Callable[..., pd.DataFrame]) -> None:
    active = measure_target_tone(make_articles("Ivo Marsh accused Ana Tarn."), TARGETS, lexicon=WORDS)
    passive = measure_target_tone(make_articles("Ana Tarn was accused by Ivo Marsh."), TARGETS, lexicon=WORDS)
    assert dict(zip(active["target"], active["score"], strict=True)) == pytest.approx(
        {"Ivo Marsh": -0.6, "Ana Tarn": -1.0}
    )
    assert dict(zip(passive["target"], passive["score"], strict=True)) == pytest.approx(
        {"Ivo Marsh": -0.3 / sqrt(2), "Ana Tarn": -1 / sqrt(2)}
    )


def test_what_the_target_itself_says_counts_less(make_articles: Callable[..., pd.DataFrame]) -> None:
    said = measure_target_tone(make_articles("Ivo Marsh said it is grim."), ["Ivo Marsh"], lexicon=WORDS)
    thought = measure_target_tone(make_articles("Ivo Marsh here it is grim."), ["Ivo Marsh"], lexicon=WORDS)
    assert said["score"].to_numpy() == pytest.approx(0.3 * thought["score"].to_numpy())


def test_a_quotation_is_its_speakers(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = measure_target_tone(make_articles("“Ivo Marsh is a corrupt liar,” Ana Tarn said."), ["Ivo Marsh"])
    assert found[["voice", "speaker", "tone"]].to_numpy(object).tolist() == [["source_direct", "Ana Tarn", -1]]


def test_two_targets_in_one_clause_are_ambiguous(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = measure_target_tone(make_articles("Ivo Marsh met Ana Tarn. Ana Tarn left, but Ivo Marsh stayed."), TARGETS)
    assert found["ambiguous"].tolist() == [True, True, False, False]


def test_the_clause_lies_in_the_text(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("They came, but Ivo Marsh left; she stayed.")
    found = measure_target_tone(articles, ["Ivo Marsh"])
    assert articles["text"]["a"][found["clause_start"][0] : found["clause_end"][0]] == "Ivo Marsh left"


def test_headlines_keep_their_capitals(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("Ivo Marsh spoke.", titles=["Voters Accuse Ivo Marsh Of Fraud"])
    found = measure_target_tone(articles, ["Ivo Marsh"])
    assert found[["part", "tone"]].to_numpy(object).tolist() == [["title", -1], ["text", 0]]


def test_another_name_changes_nothing(make_articles: Callable[..., pd.DataFrame]) -> None:
    text = "Voters accused {} of fraud, but praised the plan of {}."
    one = measure_target_tone(make_articles(text.format("Ivo Marsh", "Ana Tarn")), TARGETS)
    other = measure_target_tone(make_articles(text.format("Ana Tarn", "Ivo Marsh")), TARGETS)
    assert one["score"].tolist() == other["score"].tolist()


def test_spans_of_ones_own_and_found_mentions_score_alike(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("Voters accused Ivo Marsh.", "Ana Tarn won. Ivo Marsh lost.", "")
    found = find_targets(articles, TARGETS)
    direct = measure_target_tone(articles, TARGETS)
    pd.testing.assert_frame_equal(measure_target_tone(articles, found), direct)
    bare = measure_target_tone(articles, found[["article_id", "part", "start", "end", "target"]])
    assert bare["score"].tolist() == direct["score"].tolist()
    assert bare["voice"].tolist() == direct["voice"].tolist()
    assert set(bare["link"]) == {"given"}


def test_no_mention_gives_an_empty_table(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = measure_target_tone(make_articles("Nobody spoke.", ""), TARGETS)
    assert found.empty
    assert {"score", "tone", "n_hits", "clause_start", "clause_end"} <= set(found.columns)


WORD = st.sampled_from(["Ivo Marsh", "accused", "not", "great", ",", "but", "was", "“", ".", "by", "said"])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(WORD), min_size=1, max_size=20))
def test_any_words_give_a_score(texts: list[list[str]]) -> None:
    names = pd.Index([f"a{number:02d}" for number in range(len(texts))], name="article_id")
    articles = pd.DataFrame({"text": [" ".join(words) for words in texts]}, index=names)
    articles = articles.assign(title="", outlet="X", date=pd.Series(pd.NaT, names), url="-")
    found = measure_target_tone(articles, ["Ivo Marsh"], quotations=find_quotations(articles.iloc[:0]))
    named = [name for name, words in zip(names, texts, strict=True) if "Ivo Marsh" in words]
    assert sorted(set(found["article_id"])) == named
    assert np.isfinite(found["score"]).all()
    assert set(found["tone"]) <= {-1, 0, 1}
    assert (found["clause_start"] <= found["start"]).all()
    assert (found["clause_end"] >= found["end"]).all()


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (("a", "text", 3, 3), "holds no word"),
        (("a", "text", 90, 99), "holds no word"),
        (("b", "text", 0, 4), "outside the articles and parts"),
        (("a", "body", 0, 4), "outside the articles and parts"),
    ],
)
def test_a_mention_that_is_not_in_the_texts_is_refused(
    make_articles: Callable[..., pd.DataFrame], span: tuple[str, str, int, int], message: str
) -> None:
    mentions = pd.DataFrame([(*span, "x")], columns=["article_id", "part", "start", "end", "target"])
    with pytest.raises(MeasureError, match=message):
        measure_target_tone(make_articles("Ivo Marsh won."), mentions)


def test_a_lexicon_without_signs_is_refused() -> None:
    one = Lexicon("war", pd.DataFrame({"term": ["attack"], "category": ["conflict"]}))
    with pytest.raises(MeasureError, match="says nothing of polarity; found: categories conflict"):
        compile_items((one,))


def test_categories_give_the_signs() -> None:
    signed = Lexicon("s", pd.DataFrame({"term": ["nice", "grim"], "category": ["positive", "negative"]}))
    items, weighed = compile_items((signed,)), compile_items((WORDS,))
    assert items.doer.tolist() == weighed.doer.tolist()
    assert items.other.tolist() == weighed.other.tolist()


def test_a_dictionary_is_read_as_measure_polarity_reads_it() -> None:
    rows = [("nice", "Tone.Positive"), ("grim", "NEGATIVE"), ("well", "neutral")]
    plain = Lexicon("p", pd.DataFrame(rows, columns=["term", "category"]))
    items = compile_items((plain,))
    assert items.doer[-3:].tolist() == [0.35, -0.5, 0]
    assert items.other[-3:].tolist() == [0.15, -0.5, 0]
    rows = [("nice", "positive"), ("grim", "negative"), ("not nice", "neg_positive"), ("not grim", "neg_negative")]
    negated = compile_items((Lexicon("n", pd.DataFrame(rows, columns=["term", "category"])),))
    assert negated.doer[-4:] == pytest.approx([0.35, -0.5, -0.7 * 0.35, 0])  # as "not" before them has it


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("start", float("nan"), "no whole number for its start; found: 1 mentions, first 'a' in row 1"),
        ("end", None, "no whole number for its end"),
        ("start", 0.5, "no whole number for its start"),
        ("end", "far", "no whole number for its end"),
        ("target", None, "has no target"),
        ("article_id", None, "outside the articles and parts"),
        ("part", float("nan"), "outside the articles and parts"),
    ],
)
def test_a_mention_with_a_hole_is_refused(
    make_articles: Callable[..., pd.DataFrame], column: str, value: Any, message: str
) -> None:
    mentions = pd.DataFrame([("a", "text", 0, 9, "Ivo Marsh")] * 2, columns=["article_id", *SPANS])
    mentions[column] = pd.Series([mentions[column][0], value], dtype=object)
    for measure in (measure_target_tone, lambda *given: fit_target_tone(*given, [1, 0])):
        with pytest.raises(MeasureError, match=message):
            measure(make_articles("Ivo Marsh won."), mentions)


def test_whole_numbers_of_any_kind_are_places(make_articles: Callable[..., pd.DataFrame]) -> None:
    articles = make_articles("Voters accused Ivo Marsh.")
    for kind in ("float64", "Int64", "object"):
        mentions = pd.DataFrame([("a", "text", 15, 24, "Ivo Marsh")], columns=["article_id", *SPANS])
        found = measure_target_tone(articles, mentions.astype({"start": kind, "end": kind}))
        assert found[["term", "tone"]].to_numpy(object).tolist() == [["Ivo Marsh", -1]]


def test_the_codebook_knows_the_columns(make_articles: Callable[..., pd.DataFrame]) -> None:
    found = measure_target_tone(make_articles("Ivo Marsh won."), ["Ivo Marsh"])
    assert {one.name for one in TONE_VARIABLES} <= set(found.columns)
