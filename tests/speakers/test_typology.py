"""Speakers are described by the words of their article, and by no words of others."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.attribution.speech import Speaker, find_speeches
from framing.reading.articles import read_articles
from framing.reading.marks import pair_marks
from framing.speakers.names import Names
from framing.speakers.typology import Description, describe_speaker


def describe(text: str, which: int = -1) -> Description:
    """Describe the speaker of one of the acts of speech, the last where none is chosen."""
    articles = pd.DataFrame(
        {"text": [text], "title": [None], "outlet": ["X"], "date": [pd.NaT], "url": [None]},
        index=pd.Index(["a"], name="article_id"),
    )
    tokens = fr.tokenise([text])
    reading = next(iter(read_articles(articles, "text", tokens, pair_marks(tokens))))
    names = Names(reading)
    speakers = [speech.speaker for speech in find_speeches(reading, names) if speech.speaker is not None]
    return describe_speaker(reading, names, speakers[which])


@pytest.mark.parametrize(
    ("text", "role", "kind"),
    [
        ("“A b c d,” Senator Ivo Marsh said.", "Senator", "politics"),
        ("“A b c d,” Sen. Ivo Marsh said.", "Sen", "politics"),
        ("“A b c d,” Secretary of State Ivo Marsh said.", "Secretary of State", "government"),
        ("“A b c d,” said police spokeswoman Ivo Marsh.", "police spokeswoman", "security"),
        ("“A b c d,” said BBC’s Ivo Marsh.", "BBC’s", "media"),
        ("“A b c d,” said Ivo Marsh of the harbour union.", "union", "civil_society"),
        ("“A b c d,” said Ivo Marsh, a farmer.", "farmer", "citizen"),
        ("“A b c d,” said Ivo Marsh, a former state legislator and lawyer.", "legislator", "politics"),
        ("“A b c d,” said Ivo Marsh, who is a professor at Corvane.", "professor", "expert"),
        ("“A b c d,” said Ivo Marsh, who runs the harbour union.", "union", "civil_society"),
        ("“A b c d,” said Ivo Marsh, 54, of Corvane, a nurse.", "nurse", "expert"),
        ("“A b c d,” said Ivo Marsh (D-Mass.).", "D-Mass", "politics"),
        ("“A b c d,” Ivo Marsh, D-Mass., said.", "D-Mass", "politics"),
        ("“A b c d,” Ivo Marsh, of the harbour union, said.", "union", "civil_society"),
        ("“A b c d,” the union's tired old leader, Ivo Marsh, said.", "union's tired old leader", "civil_society"),
        ("“A b c d,” said Ivo Marsh, a spokesman for the company.", "spokesman for the company", "business"),
        ("“A b c d,” said Ivo Marsh, one of the plaintiffs.", "plaintiffs", "citizen"),
        ("“A b c d,” said Ivo Marsh, a spokesman.", "spokesman", None),
        ("“A b c d,” said Ivo Marsh.", None, None),
        ("“A b c d,” said Stephen King.", None, None),
    ],
)
def test_words_beside_the_name(text: str, role: str | None, kind: str | None) -> None:
    assert describe(text) == Description(role, kind, False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mayor Ivo Marsh came.\n“A b c d,” Marsh said.", "government"),
        ("Marsh spoke.\nIvo Marsh, a farmer, came.\n“A b c d,” Marsh said.", "citizen"),
        ("Ivo Marsh was a professor at Corvane.\n“A b c d,” Marsh said.", "expert"),
        ("Professor Ivo Marsh came. Marsh smiled.\n“A b c d,” he said.", "expert"),
        ("Ivo Marsh came.\nThe Marsh campaign grew.\n“A b c d,” Ivo Marsh said.", "politics"),
        ("Senator Ivo Marsh came. Ivo Marsh, a farmer, went.\n“A b c d,” Marsh said.", "politics"),
        ("Ivo Marsh, a friend, came.\nSenator Ivo Marsh went.\n“A b c d,” Marsh said.", "politics"),
        ("Senator Ana Marsh came. Ivo Marsh went.\n“A b c d,” Ivo Marsh said.", None),
        ("“Senator Ivo Marsh is here,” she said. “A b c d,” Ivo Marsh said.", None),
        ("Vane met Ivo Marsh, Senator Ana Petrov and others.\n“A b c d,” Ivo Marsh said.", None),
        ("Ivo Marsh, the president said, had left.\n“A b c d,” Ivo Marsh said.", None),
        ("Ivo Marsh, with huge support from a crowd, left.\n“A b c d,” Ivo Marsh said.", None),
        ("It was Senator Vane. Ivo Marsh smiled.\n“A b c d,” Ivo Marsh said.", None),
    ],
)
def test_other_mentions(text: str, kind: str | None) -> None:
    assert describe(text).type == kind


@pytest.mark.parametrize(
    ("text", "role", "kind", "anonymous"),
    [
        ("“A b c d,” officials said.", "officials", "government", True),
        ("“A b c d,” a police spokesman said.", "police spokesman", "security", True),
        ("“A b c d,” said a spokesman for the company.", "spokesman for the company", "business", True),
        ("“A b c d,” critics said.", "critics", None, True),
        ("“A b c d,” some say.", None, None, True),
        ("“A b c d,” said one resident.", "resident", "citizen", True),
        ("“A b c d,” a senator said.", "senator", "politics", True),
        ("“A b c d,” the president said.", "president", "government", False),
        ("“A b c d,” the White House said.", "White House", "government", False),
        ("“A b c d,” police said.", "police", "security", False),
        ("“A b c d,” the ministry said.", "ministry", "government", False),
        ("“A b c d,” the report said.", "report", "document", False),
        ("“A b c d,” Republicans said.", "Republicans", "politics", True),
    ],
)
def test_speakers_without_a_name_of_their_own(text: str, role: str | None, kind: str | None, anonymous: bool) -> None:
    assert describe(text) == Description(role, kind, anonymous)


def test_nobody_is_not_described() -> None:
    assert describe("“A b c d,” he said.") == Description(None, None, None)


def test_a_pronoun_is_described_by_its_name() -> None:
    text = "“A b c d,” said Senator Ivo Marsh.\n“E f g h,” he said."
    assert describe(text, 0) == describe(text, 1) == Description("Senator", "politics", False)


def test_two_articles_are_kept_apart() -> None:
    first, second = "“A b c d,” said Senator Ivo Marsh.", "“A b c d,” said Ivo Marsh, a farmer."
    assert [describe(text).type for text in (first, second, first)] == ["politics", "citizen", "politics"]


def test_the_order_of_asking_changes_nothing() -> None:
    text = "Mayor Ivo Marsh came.\n“A b c d,” Marsh said.\n“E f g h,” said Ana Petrov, a nurse."
    articles = pd.DataFrame(
        {"text": [text], "title": [None], "outlet": ["X"], "date": [pd.NaT], "url": [None]},
        index=pd.Index(["a"], name="article_id"),
    )
    tokens = fr.tokenise([text])
    found = []
    for backwards in (False, True):
        reading = next(iter(read_articles(articles, "text", tokens, pair_marks(tokens))))
        names = Names(reading)
        speakers: list[Speaker] = [one.speaker for one in find_speeches(reading, names) if one.speaker is not None]
        asked = speakers[::-1] if backwards else speakers
        described = [describe_speaker(reading, names, one) for one in asked]
        found.append(described[::-1] if backwards else described)
    assert found[0] == found[1]
    assert [one.type for one in found[0]] == ["government", "expert"]
