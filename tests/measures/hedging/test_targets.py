"""Whose bluff it is, and whom a rumour is about; and where nobody is named."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

import framing as fr

Articles = Callable[..., pd.DataFrame]

# sentence and its targets: of the bluffs, pretences and rumours in it ("" where nobody is named)
OWNERS = [
    ("His bluff failed.", "His"),
    ("It was her biggest bluff.", "her"),
    ("She called his bluff.", "his"),
    ("The minister's bluff failed.", "The minister"),
    ("The minister’s latest bluff failed.", "The minister"),
    ("Anna Vane's bluff failed.", "Anna Vane"),
    ("They called the union's bluff.", "the union"),
    ("The workers' bluff failed.", "The workers"),
    ("The workers’ bluff failed.", "The workers"),
]
DOERS = [
    ("Vane is bluffing.", "Vane"),
    ("Anna Vane was only bluffing.", "Anna Vane"),
    ("Mr. Vane may be bluffing.", "Vane"),
    ("Vane did not bluff.", "Vane"),
    ("They can't bluff.", "They"),
    ("The minister is bluffing.", "The minister"),
    ("The minister bluffed.", "The minister"),
    ("The minister for trade is bluffing.", "The minister for trade"),
    ("The head of the biggest union is bluffing.", "The head of the biggest union"),
    ("The leader of the U.S. is bluffing.", "The leader of the U.S."),
    ("In the town the minister was bluffing.", "the minister"),
    ("The army feinted to the north.", "The army"),
    ("They say that Vane is bluffing.", "Vane"),
    ("If he is bluffing, she wins.", "he"),
    ("Is Vane bluffing?", "Vane"),
]
SUBJECTS = [
    ("The threat is a bluff.", "The threat"),
    ("The threat was nothing but a bluff.", "The threat"),
    ("The vote was a sham.", "The vote"),
    ("Orsk's threat was a bluff.", "Orsk"),
    ("The minister's loud threat was a bluff.", "The minister"),
    ("His threat was a bluff.", "His"),
]
AGENTS = [
    ("It was a bluff by the union.", "the union"),
    ("It was a bluff by Anna Vane to win votes.", "Anna Vane"),
    ("The visit was a ploy by the mayor to win votes.", "the mayor"),
    ("It was a bluff from the old king.", "It"),
    ("They fell for a ploy devised by the old king.", "the old king"),
    ("The mayor knowingly deceived the town.", "The mayor"),
]
SPEAKERS = [
    ("“I am not bluffing,” said Anna Vane.", "Anna Vane"),
    ("“We are not bluffing,” Anna Vane said.", "Anna Vane"),
    ("Anna Vane said: “I’m not bluffing.”", "Anna Vane"),
    ("“He is bluffing,” said Anna Vane.", "He"),
    ("I am bluffing.", "I"),
]
ABOUT = [
    ("There were rumours about the king.", "the king"),
    ("There were rumours of a coup.", "a coup"),
    ("There were rumours against the mayor and his aides.", "the mayor"),
    ("There were rumours surrounding Anna Vane, she said.", "Anna Vane"),
    ("Rumours about Vane spread.", "Vane"),
    ("Rumours of war and of peace spread.", "war"),
    ("There was talk of a strike.", "a strike"),
    ("There was speculation over the future of the plant.", "the future"),
    ("Allegations against the bank grew.", "the bank"),
    ("There were rumours that Anna Vane had fled.", "Anna Vane"),
    ("There were rumours that the old king had fled.", "the old king"),
    ("There were rumours that he had fled.", "he"),
    ("Rumours spread that the king had fled.", "the king"),
    ("The claim that Vane lied was old.", "Vane"),
    ("Fears about the spread of the flood grew.", "the spread"),
    ("He resigned over sexual misconduct allegations.", "sexual misconduct"),
    ("The Vane rumours were back.", "Vane"),
    ("Coup rumours were back.", ""),
]
NOBODY = [
    ("There was a bluff.", ""),
    ("A bluff can fail.", ""),
    ("Bluffing is an art.", ""),
    ("There were rumours.", ""),
    ("Rumours were rife, the king said.", ""),
    ("There were rumours that prices would rise.", ""),
    ("There was speculation about whether to go.", ""),
    ("The rumour mill turned.", ""),
    ("Let’s quit the charade.", ""),
    ("That’s the ruse.", ""),
    ("Such disingenuousness is rare.", ""),
    ("Obviously there was deception.", ""),
    ("They dismissed unconfirmed rumours.", ""),
    ("They dismissed wild rumours.", ""),
    ("Unconfirmed rumours were rife.", ""),
    ("It may rain in Orsk, the king said.", None),
]
ROWS = [*OWNERS, *DOERS, *SUBJECTS, *AGENTS, *SPEAKERS, *ABOUT, *NOBODY]


@cache
def _targets(make_articles: Articles) -> dict[str, list[str]]:
    sentences = [sentence for sentence, _ in ROWS]
    articles = make_articles(*sentences)
    articles.index = pd.Index([f"{number:03}" for number in range(len(sentences))], name="article_id")
    hedges = fr.find_hedges(articles, senses="all")
    assert hedges.loc[~hedges["code"].isin(["bluff", "deception", "rumour"]), "target"].isna().all()
    targets: dict[str, list[str]] = {sentence: [] for sentence in sentences}
    named = hedges[hedges["code"].isin(["bluff", "deception", "rumour"])]
    for article, target in zip(named["article_id"], named["target"], strict=True):
        targets[sentences[int(article)]].append("" if pd.isna(target) else target)
    return targets


@pytest.mark.parametrize(("sentence", "target"), ROWS)
def test_a_target_is_the_words_that_name_it(make_articles: Articles, sentence: str, target: str | None) -> None:
    assert _targets(make_articles)[sentence] == ([] if target is None else [target])


def test_the_sentences_are_all_different() -> None:
    assert len({sentence for sentence, _ in ROWS}) == len(ROWS)


def test_a_target_does_not_come_from_another_sentence(make_articles: Articles) -> None:
    articles = make_articles("Vane spoke. Bluffing is an art. His aides left.", "Rumours. About Vane we know little.")
    hedges = fr.find_hedges(articles, senses="all")
    assert hedges.loc[hedges["code"].isin(["bluff", "rumour"]), "target"].isna().tolist() == [True, True]


def test_the_last_word_of_all_is_looked_at(make_articles: Articles) -> None:
    hedges = fr.find_hedges(make_articles("bluff", "rumours about Vane", "Vane's bluff"))
    assert ["" if pd.isna(target) else target for target in hedges["target"]] == ["", "Vane", "Vane"]
