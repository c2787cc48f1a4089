"""The rules by which found quotations are scored against marked ones, on invented articles."""

import pandas as pd
import pytest

from framing.validity import quotations
from framing.validity.quotation_scoring import Item, find_gold, is_right, score_articles, split_pieces


def span(text, part):
    start = text.index(part)
    return [start, start + len(part), part]


def mark(text, source=(), cue=(), content=()):
    sides = {"source": source, "cue": cue, "content": content}
    return {side: [span(text, part) for part in parts] for side, parts in sides.items()}


def words(text, items):
    return [" | ".join(text[start:end] for start, end in item.pieces) for item in items]


TEXT = (
    "Ivo Marsh, of the harbour union, said the gates were “shut for the whole of the night.”\n\n"
    "“The boats were kept outside,” Ada Penn said. “Nobody asked us about that. He told me the tide was late.”\n\n"
    "He called it a “bad day” for the port."
)
MARSH = mark(
    TEXT, ["Ivo Marsh, of the harbour union,"], ["said"], ["the gates were “shut for the whole of the night.”"]
)
PENN = mark(
    TEXT,
    ["Ada Penn"],
    ["said."],
    ["“The boats were kept outside,”", "“Nobody asked us about that. He told me the tide was late.”"],
)
TIDE = mark(TEXT, ["He"], ["told me"], ["the tide was late"])
BAD = mark(TEXT, ["He"], ["called it"], ["a “bad day” for the port"])
ALL = [MARSH, PENN, TIDE, BAD]


def test_direct_are_attributions_half_of_which_is_between_marks():
    assert words(TEXT, find_gold(TEXT, ALL, by="quotation")) == [
        "the gates were “shut for the whole of the night.",
        "The boats were kept outside, | Nobody asked us about that. He told me the tide was late.",
    ]


def test_pieces_are_what_stands_between_marks_whatever_the_rest():
    mixed = "Ada Penn said that nobody at the port had ever once been told and that “it was a scandal” to all."
    marked = mark(mixed, ["Ada Penn"], ["said"], [mixed[14:]])
    assert find_gold(mixed, [marked], by="quotation") == []
    assert words(mixed, find_gold(mixed, [marked], by="piece")) == ["it was a scandal"]
    assert words(TEXT, find_gold(TEXT, ALL, by="piece")) == [
        "shut for the whole of the night.",
        "The boats were kept outside,",
        "Nobody asked us about that. He told me the tide was late.",
    ]


@pytest.mark.parametrize("by", ["quotation", "piece"])
def test_of_a_source_that_quotes_a_source_the_one_that_fits_the_marks_counts(by):
    text = "Ada Penn said the mayor told her “the gates will open again tonight”."
    outer = mark(text, ["Ada Penn"], ["said"], ["the mayor told her “the gates will open again tonight”"])
    inner = mark(text, ["the mayor"], ["told"], ["“the gates will open again tonight”"])
    for marked in ([outer, inner], [inner, outer]):
        assert [item.names for item in find_gold(text, marked, by=by)] == [("the mayor",)]


def test_fewer_than_four_words_and_no_marks_are_not_direct():
    assert find_gold(TEXT, [BAD], by="piece") == []
    plain = "Ada Penn said the gates would open again."
    assert find_gold(plain, [mark(plain, ["Ada Penn"], ["said"], ["the gates would open again"])], by="quotation") == []


def test_a_mark_left_open_ends_with_its_paragraph():
    text = '"The gates stay shut tonight, she said.\n\nNobody came to the harbour.'
    marked = [mark(text, [], [], ["The gates stay shut tonight"]), mark(text, [], [], ["Nobody came to the harbour"])]
    assert words(text, find_gold(text, marked, by="piece")) == ["The gates stay shut tonight"]


@pytest.mark.parametrize("marks", ["“”", '""', '“"', ("''", "''"), ("``", "''")])
def test_all_double_marks_are_read_and_two_single_ones_are_one(marks):
    text = f"{marks[0]}The gates don't open tonight,{marks[1]} she said."
    marked = mark(text, ["she"], ["said"], [text[: text.index(" she")]])
    for by in ("quotation", "piece"):
        assert words(text, find_gold(text, [marked], by=by)) == ["The gates don't open tonight,"]


def item(*pieces, name=None, surface=None, cues=(), before=None):
    return Item(pieces, (name,) if name else (), surface, cues, "rule", before)


@pytest.mark.parametrize(
    ("gold", "speaker", "right"),
    [
        ("Ivo Marsh", "Ivo Marsh", True),
        ("Mr. Marsh", "Ivo Marsh", True),
        ("MARSH’S", "Ivo Marsh", True),
        ("Ivo Marsh, a spokesman for the harbour union,", "Ivo Marsh", True),
        ("harbour chief Ivo Marsh, 61,", "Marsh", True),
        ("a spokesman, Ivo Marsh,", "Ivo Marsh", True),
        ("Penn and Marsh", "Ada Penn", True),
        ("Ivo Marsh Jr.", "Marsh", True),
        ("one official familiar with the talks", "one official", True),
        ("a spokesman for Marsh", "Ivo Marsh", False),
        ("the union of Ada Penn", "Ada Penn", False),
        ("Ada Penn", "Ivo Marsh", False),
    ],
)
def test_a_source_is_right_when_it_shares_its_head(gold, speaker, right):
    assert is_right(item(name=speaker), item(name=gold)) is right


def test_the_printed_speaker_counts_as_well_but_not_without_a_name():
    gold = item(name="the minister")
    assert is_right(item(name="Ada Penn", surface="the minister"), gold)
    assert not is_right(item(surface="the minister"), gold)


@pytest.mark.parametrize(
    ("name", "surface", "right"),
    [
        ("Ada Penn", "he", True),
        ("Ada Penn", "him", True),
        ("Ada Penn", "she", False),
        ("Ivo Marsh", "she", True),
        ("Ivo Marsh", "Marsh", True),
        (None, "he", False),
    ],
)
def test_a_marked_pronoun_asks_for_the_same_pronoun_or_the_nearest_earlier_name(name, surface, right):
    for pronoun in ("he", "He", "he’s"):
        assert is_right(item(name=name, surface=surface), item(name=pronoun, before="Ivo Marsh")) is right


def test_the_nearest_earlier_name_is_a_name():
    text = "Ivo Marsh said so. The union said so. They said so. “We will all stay here tonight,” he said."
    marked = [
        mark(text, [source], ["said"], [])
        | {"content": [span(text, content)] if content else [span(text, "so")], "source": [span(text, source)]}
        for source, content in (
            ("Ivo Marsh", None),
            ("The union", None),
            ("They", None),
            ("he ", "“We will all stay here tonight,”"),
        )
    ]
    marked[3]["source"] = [[text.rindex("he said"), text.rindex("he said") + 2, "he"]]
    gold = find_gold(text, marked, by="quotation")
    assert [(one.names, one.before) for one in gold] == [(("he",), "Ivo Marsh")]


def test_the_figures_of_an_article():
    gold = find_gold(TEXT, ALL, by="piece")
    cue = tuple(PENN["cue"][0][:2])
    found = [
        gold[0]._replace(names=("Ivo Marsh",), surface="Ivo Marsh", cues=()),
        gold[1]._replace(names=("Ivo Marsh",), surface="Marsh", cues=(cue,), rule="a"),
        Item((tuple(span(TEXT, "bad day")[:2]),)),
    ]
    figures = score_articles([TEXT], [gold], [found], [[(0, 1)]])
    values = {name: rows[0] for name, rows in figures.items()}
    assert values["precision"] == (2, 3)
    assert values["recall"] == (2, 3)
    assert values["source_accuracy"] == (1, 2)
    assert values["source_accuracy, rule a"] == (0, 1)
    assert values["cue_recall"] == (1, 3)
    assert values["share_gold, cue in the sentence"] == (3, 3)
    assert values["share_within"] == (0, 3)
    assert values["baseline_recall"] == (3, 3)
    assert values["baseline_precision"] == (3, 3)
    assert values["baseline_source_accuracy"] == (1, 2)


def test_a_piece_in_another_sentence_than_its_cue_is_a_continuation():
    text = "“The gates stay shut,” said Ada Penn. “Nobody was asked. None of us knew.”\n\n“We all stay here tonight.”"
    quoted = ["“The gates stay shut,”", "“Nobody was asked. None of us knew.”", "“We all stay here tonight.”"]
    gold = find_gold(text, [mark(text, ["Ada Penn"], ["said"], quoted)], by="piece")
    shares = score_articles([text], [gold], [[]], [[]])
    places = {name: rows[0] for name, rows in shares.items() if name.startswith("share_gold, cue")}
    assert places == {
        "share_gold, cue in the sentence": (1, 3),
        "share_gold, cue in the paragraph": (1, 3),
        "share_gold, cue in another paragraph or none": (1, 3),
    }


def test_the_stop_of_a_title_ends_no_sentence():
    text = "“The gates stay shut,” Mr. J. Marsh said."
    gold = find_gold(text, [mark(text, ["Mr. J. Marsh"], ["said"], ["“The gates stay shut,”"])], by="piece")
    assert score_articles([text], [gold], [[]], [[]])["share_gold, cue in the sentence"] == [(1, 1)]


@pytest.mark.parametrize(("n", "found"), [(10, True), (9, False)])
def test_half_of_the_longer_must_be_shared(n, found):
    text = "one two three four five six seven eight nine ten"
    figures = score_articles([text], [[item((0, 20))]], [[item((0, n))]], [[]])
    assert figures["recall"][0] == (found, 1)
    assert score_articles([text], [[item((0, n))]], [[item((0, 20))]], [[]])["recall"][0] == (found, 1)


def test_pieces_are_cut_at_the_ends_of_paragraphs_and_short_ones_left_out():
    text = "“The gates stay shut tonight.\n\n“Nobody was asked about it. Yes,” she said. “No.”"
    found = [item((1, text.index("Yes,") + 4), (text.index("No.”"), len(text) - 1))]
    assert words(text, split_pieces(text, found)) == ["The gates stay shut tonight.", "Nobody was asked about it. Yes,"]


def invented(number):
    return {
        "id": f"a{number}",
        "title": "Gates",
        "text": TEXT,
        "outlet": "X",
        "date": "2026-01-01",
        "attributions": ALL,
    }


def test_the_set_is_measured_in_two_halves(monkeypatch):
    monkeypatch.setattr(quotations, "find_set", lambda name, _: name)
    monkeypatch.setattr(quotations, "read_lines", lambda _: [invented(number) for number in range(8)])
    figures = quotations.measure(None)
    assert list(figures.columns) == ["set", "part", "measure", "value", "low", "high", "n"]
    assert set(figures["part"]) == {"seen", "unseen"}
    assert not figures.duplicated(["set", "part", "measure"]).any()
    values = figures.set_index(["part", "measure"])["value"]
    assert values["seen", "piece_f1"] == values["unseen", "piece_recall"] == 1.0
    assert values["seen", "quotation_f1"] <= 1.0
    assert figures["value"].between(0, 1).all()
    assert ((figures["low"] <= figures["value"]) & (figures["value"] <= figures["high"])).all()


def test_columns_that_are_not_there_count_as_missing():
    table = pd.DataFrame(
        {"quotation_id": ["q", "q", "r"], "article_id": ["a"] * 3, "start": [9, 1, 20], "end": [12, 5, 22]}
    ).assign(kind=["direct", "direct", "partial"])
    assert quotations.find_items(table) == {"a": [Item(((1, 5), (9, 12)), kind="direct")]}


def test_pieces_of_one_quotation_share_what_any_of_them_knows():
    table = pd.DataFrame(
        {
            "quotation_id": ["q", "q"],
            "article_id": ["a", "a"],
            "kind": ["direct", "direct"],
            "start": [1, 9],
            "end": [5, 12],
            "speaker": [None, "Ada Penn"],
            "speaker_text": [None, "she"],
            "cue_start": pd.array([6, None], "Int64"),
            "cue_end": pd.array([8, None], "Int64"),
            "rule": ["cue between", "continuation"],
        }
    )
    assert quotations.find_items(table)["a"] == [
        Item(((1, 5), (9, 12)), ("Ada Penn",), "she", ((6, 8),), "cue between", kind="direct")
    ]
