"""Where a sentence begins.

A line break always begins one. Within a line, one begins after a form that can end a sentence, before a
form that can open one. What a form can do is decided once for each distinct form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from framing.text.vocabulary import Vocabulary

__all__ = ["begins_sentence"]

Array = np.ndarray[Any, Any]

ENDS, MAY_END, OPENS, STARTS, EXCLAIMS, REPORTS = 1, 2, 4, 8, 16, 32

_OPENING = "\"'“‘«„‚([{*–—-"
_CLOSING = "\"'”’»)]}*"
_STOPS = ".!?…。"
# A stop after these belongs to the word.
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof sen rep gov gen lt col sgt capt cmdr adm maj pvt st ste hon rev messrs mt "
    "ft supt insp vs v viz cf ca approx vol ch pp art fig".split()
)
# These end a sentence before a word that opens sentences (He lives in the U.S. The …), never before a name
# or number (No. 5).
_MAY_END = frozenset(
    "u.s u.k u.n e.u d.c a.m p.m e.g i.e n.y n.j n.c s.c n.h n.m s.d n.d r.i ph.d b.a m.a j.d m.d "
    "inc corp co ltd plc bros jr sr etc al ave blvd rd dept est no nos jan feb mar apr jun jul aug "
    "sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn "
    "del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt "
    "wash wis wyo".split()
)
# In lower case these are words like any other (she sat. He fell ill.).
_ORDINARY = frozenset("art ill mass miss no ore sat sun wash wed".split())
_STARTERS = frozenset(
    "the a an this that these those it its he she they we you i his her their our my in on at by for "
    "from with but and or so yet if when while as after before since although though because however "
    "meanwhile then there here what who how why where not no some many most all one another both "
    "neither several".split()
)
_REPORTING = frozenset(
    "say says said tell tells told add adds added ask asks asked argue argues argued claim claims "
    "claimed note notes noted write writes wrote explain explains explained insist insists insisted "
    "warn warns warned state states stated tweet tweets tweeted reply replies replied shout shouts "
    "shouted cry cries cried joke jokes joked wonder wonders wondered demand demands demanded "
    "declare declares declared recall recalls recalled".split()
)


def begins_sentence(vocabulary: Vocabulary, row: Array, broken: Array) -> Array:
    """Tell for each form whether a sentence begins with it.

    Parameters
    ----------
    vocabulary
        Holds the forms.
    row
        Row of each form in the vocabulary.
    broken
        Whether a line break, or the start of a text, stands before the form.
    """
    flags = vocabulary.fact(_sentence_flags, np.uint8, level="form")[row]
    before, after = flags[:-1], flags[1:]
    inside = (before & ENDS != 0) & (after & OPENS != 0)
    inside |= (before & MAY_END != 0) & (after & STARTS != 0)
    begins = broken.copy()
    begins[1:] |= inside & ~_goes_on_after_question(flags, broken)
    return begins


def _goes_on_after_question(flags: Array, broken: Array) -> Array:
    """“Who knows?” Vane said: a quoted question or exclamation before its reporting clause."""
    padded = np.append(flags, np.zeros(4, np.uint8))
    begins_line = np.append(broken, np.ones(4, bool))
    goes_on = np.zeros(len(flags), bool)
    asked = np.flatnonzero(flags & EXCLAIMS)
    open_ = np.ones(len(asked), bool)
    for step in (1, 2, 3, 4):
        word = padded[asked + step]
        open_ &= ~begins_line[asked + step]
        goes_on[asked[open_ & (word & REPORTS != 0)]] = True
        open_ &= word & (ENDS | EXCLAIMS) == 0
    return goes_on[:-1]


def _sentence_flags(form: str) -> int:
    core = form.rstrip(_CLOSING)
    stem = core.rstrip(_STOPS)
    stops = core[len(stem) :]
    flags = _ending(stem, stops)
    if flags & ENDS and stops[-1] in "!?…" and core != form:
        flags |= EXCLAIMS
    opening = form.lstrip(_OPENING)
    if opening[:1].isupper() or opening[:1].isdigit():
        flags |= OPENS
    word = stem.lstrip(_OPENING).rstrip(",;:").replace("’", "'").partition("'")[0].lower()  # he’s: he
    if flags & OPENS and word in _STARTERS:
        flags |= STARTS
    if word in _REPORTING:
        flags |= REPORTS
    return flags


def _ending(stem: str, stops: str) -> int:
    """Whether the stops at the end of a form end a sentence, may end one, or belong to the word."""
    if not stops:
        return 0
    word = stem.lstrip(_OPENING)
    if stops != "." or not word:
        return ENDS if word or stops not in {"...", "…"} else 0
    if word in _ORDINARY:
        return ENDS
    if word.lower() in _MAY_END or (len(word) == 1 and word.isupper() and word != "I"):
        return MAY_END
    return 0 if word.lower() in _ABBREVIATIONS else ENDS
