"""The score of a mention: what the words of its sentence say of the target or do to it, the near ones most."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from framing.measures.sentiment.target_clauses import TargetClauses
from framing.measures.sentiment.target_items import TargetItems, read_scoring
from framing.reading import wording as w
from framing.text import is_negated
from framing.text.growing import expand

__all__ = ["ToneWords", "decide_tone", "find_tone_words", "score_mentions"]

Array = np.ndarray[Any, Any]

_CONTENT = 4  # letters of a word that a headline writes with a capital
_HEADLINE = 0.6  # share of them with a capital from which on a sentence is a headline
_OPENING = frozenset(('"', "“", "‘", "'", ":", ".", "—", "–", "("))


class ToneWords(NamedTuple):
    """The words of some texts that tell tone, in their order.

    Attributes
    ----------
    first, last
        First and last token of each.
    before, behind
        Effect on a target that stands before the word, and behind it; negation and the passive are in it.
    agent
        Effect on a target behind the word that "by" makes the doer.
    """

    first: Array
    last: Array
    before: Array
    behind: Array
    agent: Array


def find_tone_words(clauses: TargetClauses, items: TargetItems) -> ToneWords:
    """Find the words that tell tone, and what each does to a target on either side of it.

    Where the list and the dictionaries have entries for the same words, the first of them counts. Parts of names
    (Justice Department) do not count; in a headline, where most words have capitals, they do.
    """
    tokens = clauses.tokens
    entry, first, last = items.matcher.find(tokens)
    function = (items.rank[entry] > 0) & (first == last) & (clauses.kind[first] & w.FUNCTION != 0)
    kept = np.flatnonzero(_are_first(items.rank[entry], first, last) & ~function & ~_is_named(clauses, first))
    entry, first, last = entry[kept], first[kept], last[kept]
    doer, other = items.doer[entry], items.other[entry]
    turned = items.verb[entry] & items.participle[entry] & clauses.is_passive(first)
    agent = np.where(items.verb[entry], doer * read_scoring()["agent"], other)
    negated = is_negated(tokens, first)
    before, behind = np.where(turned, other, doer), np.where(turned, doer, other)
    return ToneWords(first, last, *(_negate(effect, negated) for effect in (before, behind, agent)))


def _are_first(rank: Array, first: Array, last: Array) -> Array:
    """Tell of matches whether none of a lower rank has any of their words."""
    kept, size = rank == 0, int(last.max(initial=0)) + 2
    for level in range(1, int(rank.max(initial=0)) + 1):
        change = np.bincount(first[kept], minlength=size) - np.bincount(last[kept] + 1, minlength=size)
        before = np.concatenate([[0], np.cumsum(np.cumsum(change) > 0)])
        own = np.flatnonzero(rank == level)
        kept[own] = before[last[own] + 1] == before[first[own]]
    return kept


def _negate(effect: Array, negated: Array) -> Array:
    scoring = read_scoring()
    factor = np.where(effect > 0, scoring["negated_good"], scoring["negated_bad"])
    return np.where(negated, effect * factor, effect)


def _is_named(clauses: TargetClauses, first: Array) -> Array:
    """Tell of words whether their capital makes them part of a name: not at a beginning, nor in a headline."""
    tokens, sentence = clauses.tokens, clauses.sentence
    if not len(first):
        return np.zeros(0, bool)
    capital = tokens.vocabulary.fact(_is_capital, np.bool_)[tokens.type]
    content = tokens.vocabulary.fact(_is_content, np.bool_)[tokens.type]
    n_content = np.bincount(sentence[content], minlength=tokens.n_sentences)
    n_capital = np.bincount(sentence[content & capital], minlength=tokens.n_sentences)
    headline = n_capital > _HEADLINE * n_content
    behind = np.maximum(first - 1, 0)
    opens = tokens.vocabulary.fact(_is_opening, np.bool_)[tokens.type[behind]]
    begins = (first == 0) | (sentence[behind] != sentence[first]) | opens
    named: Array = capital[first] & ~begins & ~headline[sentence[first]]
    return named


def score_mentions(clauses: TargetClauses, words: ToneWords, first: Array, last: Array) -> tuple[Array, Array]:
    """Score some mentions, given their first and last tokens.

    Returns
    -------
    (score, n_hits)
        Sum over the words of the sentence outside the mention of effect × border^borders / √distance, and the number
        of these words whose effect is not 0.
    """
    sentence = clauses.sentence
    of_word = sentence[words.first]
    begin = np.searchsorted(of_word, sentence[first])
    mention, word = expand(begin, np.searchsorted(of_word, sentence[first], "right") - begin)
    outside = (words.last[word] < first[mention]) | (words.first[word] > last[mention])
    mention, word = mention[outside], word[outside]
    leads = words.first[word] > last[mention]  # the target stands before the word
    by = clauses.follows_by(first)[mention]
    behind = np.where(by, words.agent[word], words.behind[word])
    effect = np.where(leads, words.before[word], behind)
    effect *= _report(clauses, words, effect, first, last, mention, word)
    left = np.where(leads, last[mention], words.last[word])
    right = np.where(leads, words.first[word], first[mention])
    borders = clauses.count_between(left + 1, right)
    share = effect * read_scoring()["border"] ** borders / np.sqrt(right - left)
    score = np.bincount(mention, share, len(first))
    return score, np.bincount(mention[effect != 0], minlength=len(first)).astype(np.int64)


def _report(
    clauses: TargetClauses, words: ToneWords, effect: Array, first: Array, last: Array, mention: Array, word: Array
) -> Array:
    """What is left of each effect where the target itself is reported to say the word."""
    scoring = read_scoring()
    after, before = clauses.cue_after(last)[mention], clauses.cue_before(first)[mention]
    said = ((after >= 0) & (words.first[word] > after)) | ((before >= 0) & (words.last[word] < before))
    left = np.where(effect < 0, scoring["reported_bad"], scoring["reported_good"])
    return np.where(said, left, 1.0)


def decide_tone(score: Array) -> Array:
    """Tone of each score: 1, 0 or −1."""
    scoring = read_scoring()
    return (score >= scoring["positive"]).astype(np.int64) - (score <= scoring["negative"]).astype(np.int64)


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _is_content(word: str) -> bool:
    return len(word) >= _CONTENT and word[0].isalpha()


def _is_opening(word: str) -> bool:
    return word[0] in _OPENING
