"""What a hedge is about: from where to where the words reach that it puts in doubt, under a condition, or hands on."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import LexiconError
from framing.lexicons import Lexicon
from framing.measures.hedging.clauses import Clauses
from framing.reading import wording as w
from framing.text import Tokens

__all__ = ["REACHES", "find_scopes", "reaches_of"]

Array = np.ndarray[Any, Any]

REACHES = ("none", "clause", "after", "complement", "comma", "number", "noun", "reported")
_NONE, _CLAUSE, _AFTER, _COMPLEMENT, _COMMA, _NUMBER, _NOUN, _REPORTED = range(len(REACHES))
_INTRODUCE = ("that", "of", "about", "over", "on", "against", "regarding", "concerning", "surrounding", "whether", "to")
_CLAUSAL = ("that", "whether", "to")
_LATER = ("that", "whether")
_ASKING = ("whether", "if", "how", "who", "what", "when", "where", "why")
_NEAR = 5  # words between a noun and the "that" that belongs to it
_LONGEST_NUMBER = 6
_COUNTING = frozenset(
    "a an the one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion half dozen "
    "dozens of per another".split()
)


def find_scopes(
    tokens: Tokens, reach: Array, quotations: pd.DataFrame, articles: pd.DataFrame, *, first: Array, last: Array
) -> tuple[Array, Array]:
    """First character of the scope of each match and one past its last; −1 and −1 where nothing can be named.

    Parameters
    ----------
    tokens
        Tokens of the part in which the matches were found.
    reach
        Reach of each match, a number into `REACHES`.
    quotations
        Quotations of that part.
    articles
        The `articles` table.
    first, last
        First and last token of each match.
    """
    begin, end = _find_reported(quotations, articles, tokens, reach, first, last)
    clauses = Clauses(tokens)
    sentence = tokens.pick(first).sentence
    wanted = np.where((reach == _REPORTED) & (begin < 0), _COMPLEMENT, reach)
    for kind, find in _FINDERS.items():
        rows = np.flatnonzero(wanted == kind)
        opens, closes = find(clauses, first[rows], last[rows], sentence[rows])
        held = np.flatnonzero((opens >= 0) & (closes > opens))
        begin[rows[held]] = tokens.pick(opens[held]).start
        end[rows[held]] = tokens.pick(closes[held] - 1).end
    return begin, end


@lru_cache(maxsize=16)
def reaches_of(lexicon: Lexicon) -> Array:
    """Reach of each entry of a lexicon, a number into `REACHES`."""
    terms = lexicon.terms
    codes = terms["code"] if "code" in terms.columns else terms["category"]
    by_term, by_code = _load_reaches()
    pairs = zip(terms["term"].tolist(), codes.tolist(), strict=True)
    orders = [min(by_term.get(term, (99, _NONE)), by_code.get(code, (99, _NONE))) for term, code in pairs]
    return np.array([reach for _, reach in orders], np.int8)


@cache
def _load_reaches() -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """From term, and from code, to the place of the entry that names it and its reach."""
    text = resources.files(__package__).joinpath("scopes.toml").read_text(encoding="utf-8")
    by_term: dict[str, tuple[int, int]] = {}
    by_code: dict[str, tuple[int, int]] = {}
    for order, scope in enumerate(tomllib.loads(text)["scope"]):
        if scope.get("reach") not in REACHES or set(scope) - {"reach", "terms", "codes"}:
            raise LexiconError(
                "an entry of scopes.toml cannot be read",
                found=f"reach {scope.get('reach')!r}, keys {sorted(scope)}",
                do=f"give it reach ({', '.join(REACHES)}) and terms or codes",
            )
        for known, names in ((by_term, scope.get("terms", ())), (by_code, scope.get("codes", ()))):
            for name in names:
                known.setdefault(name, (order, REACHES.index(scope["reach"])))
    return by_term, by_code


def _find_reported(
    quotations: pd.DataFrame, articles: pd.DataFrame, tokens: Tokens, reach: Array, first: Array, last: Array
) -> tuple[Array, Array]:
    """What the attribution reports whose cue lies in the match; of several pieces the first."""
    begin, end = np.full(len(first), -1, np.int64), np.full(len(first), -1, np.int64)
    rows = np.flatnonzero(reach == _REPORTED)
    if "cue_start" not in quotations.columns or not len(rows):
        return begin, end
    with_cue = quotations[quotations["cue_start"].notna()]
    owner = articles.index.get_indexer(pd.Index(with_cue["article_id"]))
    cue, opens, closes = (with_cue[name].to_numpy(np.int64) for name in ("cue_start", "start", "end"))
    order = np.lexsort((opens, cue, owner))
    owner, cue, opens, closes = owner[order], cue[order], opens[order], closes[order]
    one, other = tokens.pick(first[rows]), tokens.pick(last[rows])
    width = int(max(cue.max(initial=0), other.end.max(initial=0))) + 1
    key = np.append(owner * width + cue, np.iinfo(np.int64).max)
    place = np.searchsorted(key, one.text * np.int64(width) + one.start)
    held = np.flatnonzero(key[place] < one.text * np.int64(width) + other.end)
    begin[rows[held]], end[rows[held]] = opens[place[held]], closes[place[held]]
    return begin, end


def _whole(clauses: Clauses, first: Array, last: Array, sentence: Array) -> tuple[Array, Array]:
    return clauses.begin(first, sentence), clauses.end(last + 1, sentence)


def _after(clauses: Clauses, _first: Array, last: Array, sentence: Array) -> tuple[Array, Array]:
    begin = last + 1
    _, norm = clauses.look(begin, sentence)
    begin = begin + np.isin(norm, clauses.tokens.vocabulary.norms.find("that"))
    return begin, clauses.end(begin, sentence, has_verb=False)


def _comma(clauses: Clauses, _first: Array, last: Array, sentence: Array) -> tuple[Array, Array]:
    return last + 1, clauses.end(last + 1, sentence, at_comma=True)


def _complement(clauses: Clauses, first: Array, last: Array, sentence: Array) -> tuple[Array, Array]:
    """Behind the match's own "of" or "that", the next word's, or a "that" a few words on.

    A clause reaches to its end, what follows a preposition up to the next verb.
    """
    find = clauses.tokens.vocabulary.norms.find
    introduce, clausal = find(*_INTRODUCE), find(*_CLAUSAL)
    begin, is_clause = np.full(len(last), -1, np.int64), np.zeros(len(last), bool)
    own = clauses.tokens.pick(last).norm
    within = np.isin(own, introduce) & (last > first)
    begin[within], is_clause[within] = last[within] + 1, np.isin(own, clausal)[within]
    open_ = ~within
    for step in range(1, _NEAR + 1):
        kind, norm = clauses.look(last + step, sentence)
        opens = open_ & np.isin(norm, introduce if step == 1 else find(*_LATER))
        begin[opens], is_clause[opens] = (last + step + 1)[opens], np.isin(norm, clausal)[opens]
        if step == 1:
            linked = open_ & ~opens & clauses.ends_in_ing(last + 1)  # no evidence linking him to it
            begin[linked], is_clause[linked], opens = (last + 1)[linked], True, opens | linked
        open_ &= ~opens & (kind & w.MARK == 0)
    is_clause |= (begin >= 0) & np.isin(clauses.look(begin, sentence)[1], find(*_ASKING))
    end = np.full(len(last), -1, np.int64)
    whole, phrase = np.flatnonzero(is_clause), np.flatnonzero((begin >= 0) & ~is_clause)
    end[whole] = clauses.end(begin[whole], sentence[whole], has_verb=False)
    end[phrase] = clauses.end(begin[phrase], sentence[phrase], at_comma=True, at_verb=True)
    return begin, end


def _noun(clauses: Clauses, first: Array, last: Array, sentence: Array) -> tuple[Array, Array]:
    """The noun that the match stands before, with what belongs to it; elsewhere the clause."""
    begin, end = _whole(clauses, first, last, sentence)
    kind, _ = clauses.look(last + 1, sentence)
    rows = np.flatnonzero(kind & (w.FUNCTION | w.MARK | w.VERB) == 0)
    begin[rows] = end[rows] = last[rows] + 1
    for _ in range(_LONGEST_NUMBER):
        kind, _ = clauses.look(end[rows], sentence[rows])
        acts = clauses.ends_in_ed(end[rows]) & (end[rows] > begin[rows])  # the alleged spy escaped
        rows = rows[(kind & (w.FUNCTION | w.MARK | w.VERB) == 0) & ~acts]
        end[rows] += 1
    return begin, end


def _number(clauses: Clauses, _first: Array, last: Array, sentence: Array) -> tuple[Array, Array]:
    """The number behind the match, and the words after it that say of what; after money there are none."""
    begin = last + 1
    end = np.array(begin)
    open_, is_money = np.ones(len(begin), bool), np.zeros(len(begin), bool)
    vocabulary = clauses.tokens.vocabulary
    for _ in range(_LONGEST_NUMBER):
        kind, _ = clauses.look(end, sentence)
        at = clauses.tokens.pick(np.clip(end, 0, max(len(clauses.tokens) - 1, 0))).type
        counts = vocabulary.fact_at(_counts, at)
        open_ &= kind & w.MARK == 0
        open_ &= counts | ((kind & (w.FUNCTION | w.VERB) == 0) & ~is_money)
        is_money |= open_ & vocabulary.fact_at(_is_money, at)
        end += open_
    return begin, end


def _counts(word: str) -> bool:
    return any(character.isdigit() for character in word) or word.lower() in _COUNTING or word in "$£€%"


def _is_money(word: str) -> bool:
    return any(sign in word for sign in "$£€¥")


_FINDERS = {
    _CLAUSE: _whole,
    _AFTER: _after,
    _COMPLEMENT: _complement,
    _COMMA: _comma,
    _NUMBER: _number,
    _NOUN: _noun,
}
