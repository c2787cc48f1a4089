"""Where a sentence begins.

A line break always begins one. Within a line, one begins after a form that can end a sentence, before a
form that can open one. What a form can do is decided once for each distinct form; what its neighbours
make of it, at the few places where that matters.

A sentence that follows without a space (`ended.The`) begins a form of its own: `find_glued` says where to cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from framing.text.vocabulary import Vocabulary

__all__ = ["begins_sentence", "find_glued"]

Array = np.ndarray[Any, Any]

# What a form can do, by itself. STARTS: it opens one even after an abbreviation. EXCLAIMS: its stop is not a
# full stop; CLOSED: a quotation mark or bracket follows the stop. COUNTS: the number of a point. Of marks that
# stand alone: LEADS, a dash or bullet; QUOTES, an opening mark; CLOSES, a closing mark; PAUSES, an ellipsis;
# DOTS, a full stop.
ENDS, MAY_END, OPENS, STARTS, EXCLAIMS, CLOSED, REPORTS, THAT = (1 << bit for bit in range(8))
COUNTS, COLON, LEADS, QUOTES, CLOSES, PAUSES, DOTS = (1 << bit for bit in range(8, 15))
ALONE = LEADS | QUOTES | CLOSES | PAUSES | DOTS

_DASHES = "–—-|*•·●▪■►"
_OPENING = "\"'“‘«„‚‹([{¿¡`" + _DASHES
_CLOSING = "\"'”’»›)]}*"
_OPENING_STOPS = _OPENING + ".…"  # … and so on
_QUOTED = "\"'”’»›"
_STOPS = ".!?…。"
# A stop after these belongs to the word.
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx mme mlle messrs dr drs prof profs sen sens rep reps gov govs gen gens lt col sgt capt cpl "
    "cmdr adm maj brig pvt pfc spc ste hon rev fr pres amb atty cllr supt insp vs v viz cf ca approx vol ch "
    "pp art fig".split()
)
# These end a sentence before a word that opens sentences (He lives in Calif. The …), never before a name or
# number (No. 5). So do initials (U.S., p.m., J. K.).
_MAY_END = frozenset(
    "u.s u.k u.n e.u d.c a.m p.m ph.d inc corp co ltd plc bros jr sr st ft mt etc al ave blvd rd dept est no "
    "nos jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala "
    "ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore "
    "pa penn tenn tex va vt wash wis wyo".split()
)
_MARKED_NAMES = frozenset("yahoo jeopardy jeb yum wham".split())  # printed with an exclamation mark
# In lower case these are words like any other (she sat. He fell ill.).
_ORDINARY = frozenset("art ill mass miss no ore sat sun wash wed".split())
_STARTERS = frozenset(
    "the a an this that these those it its he she they we you i his her their our your my in on at by for "
    "from with without within under during among between through about across against over to and "
    "but or nor so yet if unless whether when while as after before since until although though because "
    "despite however meanwhile instead then there here now once also even still just only perhaps maybe "
    "according last what who whose which how why where not no some many most more all any one each "
    "every few other others another such both neither either several mr mrs ms".split()
)
_REPORTING = frozenset(
    "say says said tell tells told add adds added ask asks asked argue argues argued claim claims "
    "claimed note notes noted write writes wrote explain explains explained insist insists insisted "
    "warn warns warned state states stated tweet tweets tweeted reply replies replied shout shouts "
    "shouted cry cries cried joke jokes joked wonder wonders wondered demand demands demanded "
    "declare declares declared recall recalls recalled respond responds responded quip quips quipped "
    "exclaim exclaims exclaimed yell yells yelled scream screams screamed remark remarks remarked inquire "
    "inquires inquired lament laments lamented muse muses mused retort retorts retorted".split()
)
_NAMED = _ABBREVIATIONS | _MAY_END | _MARKED_NAMES | _ORDINARY | _STARTERS | _REPORTING | {"that"}
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")  # U.S, p.m, J
_OPENS_SMALL = re.compile(r"[$£€¥#@]\w|[a-z][A-Z]|(?:https?://|www\.|pic\.twitter\.com/)\w")  # $5, #tag, iPhone
_LETTERS = re.compile(r"[^\W\d_]+")


# Two lower-case letters and a stop, and a word with a capital: no initials, no numbers, no Amazon.Com. A straight
# quotation mark goes with what follows: he said."We …
_GLUED = re.compile(
    r"(?<=[^\W\d_A-Z]{2})[.?!…]+[”’»)\]]*+(?=[\"'“‘«(\[]*[A-Z][^\W\d_A-Z])(?!(?:Com|Org|Net|Gov|Edu|Uk)(?:[^\w]|$))"
)


def find_glued(form: str) -> list[int]:
    """List the bytes after which a form is to be cut, as a sentence ends there without a space.

    Examples
    --------
    >>> find_glued("ended.The"), find_glued("U.S.-led"), find_glued("www.Example.Org/a.The")
    ([6], [], [])
    """
    if "." not in form[1:-1] and "?" not in form and "!" not in form and "…" not in form:
        return []
    if "/" in form or "@" in form or form.startswith("www."):
        return []
    cuts, begin, size = [], 0, 0
    for found in _GLUED.finditer(form):
        left = form[begin : found.end()]
        if _sentence_flags(left) & ENDS:
            begin, size = found.end(), size + len(left.encode("utf-8", "surrogatepass"))
            cuts.append(size)
    return cuts


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
    flags = vocabulary.fact(_sentence_flags, np.uint16, level="form", alike=_likeness)[row]
    places = np.flatnonzero(flags[:-1] & (ENDS | MAY_END | ALONE))
    _read_marks_alone(flags, broken, places)
    before, after = flags[places], flags[places + 1]
    inside = (before & ENDS != 0) & (after & OPENS != 0)
    inside |= (before & MAY_END != 0) & (after & STARTS != 0)
    begins = broken.copy()
    begins[places[inside] + 1] = True
    asked = places[inside & (before & EXCLAIMS != 0) & (before & CLOSED != 0)]
    number = places[inside & (before & COUNTS != 0)]
    begins[asked[_goes_on_after_question(flags, broken, asked)] + 1] = False
    begins[number[begins[number] | (flags[np.maximum(number - 1, 0)] & COLON != 0)] + 1] = False
    return begins | broken


def _read_marks_alone(flags: Array, broken: Array, places: Array) -> None:
    """Give marks that stand alone what their neighbours in the line can do."""
    alone = places[flags[places] & ALONE != 0]
    kind = flags[alone]
    follows = alone[(kind & (CLOSES | PAUSES | DOTS) != 0) & ~broken[alone]]
    dots = follows[(flags[follows] & DOTS != 0) & (flags[follows - 1] & DOTS != 0)]
    flags[np.union1d(dots, dots - 1)] = MAY_END | PAUSES  # . . . is an ellipsis
    passed_on = np.where(flags[follows] & CLOSES, ENDS | MAY_END | EXCLAIMS, ENDS).astype(np.uint16)
    for _ in range(4):  # along a row of marks
        flags[follows] |= flags[follows - 1] & passed_on
    leads = alone[(kind & (LEADS | QUOTES) != 0) & ~broken[alone + 1]]
    passed_back = np.where(flags[leads] & QUOTES, OPENS | STARTS, OPENS).astype(np.uint16)
    flags[leads] |= flags[leads + 1] & passed_back


def _goes_on_after_question(flags: Array, broken: Array, asked: Array) -> Array:
    """“Who knows?” Vane said: a quoted question or exclamation before its reporting clause.

    The verb is one of the next four forms, or follows a longer name. “Who knows?” Vane said that … does not go on.
    """
    last = len(flags) - 1
    goes_on = np.zeros(len(asked), bool)
    open_ = np.arange(len(asked))
    for step in range(1, 13):
        open_ = open_[asked[open_] + step <= last]
        here = asked[open_] + step
        word = flags[here]
        in_line = ~broken[here]
        reports = in_line & (word & REPORTS != 0)
        goes_on[open_[reports & (flags[np.minimum(here + 1, last)] & THAT == 0)]] = True
        unread = in_line & ~reports & (word & ENDS == 0)
        if step >= 4:
            unread &= word & OPENS != 0
        open_ = open_[unread]
    return goes_on


def _likeness(word: str) -> int:
    """Give 0 for an ordinary word in lower case, 1 for one with a capital or digit first, −1 where rules name it."""
    if word.isalpha() and word.islower() and len(word) > 2:
        return -1 if word in _NAMED else 0
    last = word.rpartition("-")[2]
    if len(last) <= 2 or last.lower() in _NAMED or (word[0].islower() and word[1].isupper()):
        return -1
    first = _LETTERS.match(word) if not word.isalpha() else None
    if first and first[0].lower() in _NAMED:
        return -1
    return 0 if word[0].islower() else 1


def _sentence_flags(form: str) -> int:
    if form.isalpha():
        return _opening(form, form, stopped=False)
    core = form.rstrip(_CLOSING)
    stem = core.rstrip(_STOPS)
    word = stem.lstrip(_OPENING_STOPS)
    stops = core[len(stem) :]
    if not word:
        return _mark_alone(form, stops)
    flags = _opening(form.lstrip(_OPENING_STOPS), word, stopped=stops != "")
    if stops:
        flags |= _ending(word, stops, form[len(core) :]) | _ending_marks(form, stops)
    elif form[-1] == ":":
        flags |= COLON
    return flags


def _mark_alone(form: str, stops: str) -> int:
    """What a form without a letter or digit can do."""
    if stops == ".":
        return ENDS | DOTS
    if stops:
        if not stops.strip(".…"):
            return MAY_END | PAUSES
        return ENDS | _ending_marks(form, stops)
    if not form.strip(_DASHES):
        return LEADS
    if not form.strip(_OPENING) and form != "''":
        return QUOTES
    return 0 if form.strip(_CLOSING) else CLOSES | CLOSED


def _ending_marks(form: str, stops: str) -> int:
    return (EXCLAIMS if stops[-1] in "!?…" else 0) | (CLOSED if form[-1] not in _STOPS else 0)


def _ending(word: str, stops: str, closing: str) -> int:
    """Whether the stops at the end of a form end a sentence, may end one, or belong to the word."""
    if stops == "!" and word.lower() in _MARKED_NAMES:
        return MAY_END
    if stops != "." or word in _ORDINARY:
        return ENDS
    word = word.rpartition("-")[2]  # D-Calif., ex-Rep.
    if word in _ORDINARY or word == "I":
        return ENDS
    low = word.lower()
    if low in _MAY_END:
        return ENDS if closing and closing[0] in _QUOTED else MAY_END
    if _INITIALS.fullmatch(word) and (len(word) > 1 or word.isupper()):
        return MAY_END
    if word.isdigit() and len(word) <= 2:
        return ENDS | COUNTS
    return 0 if low in _ABBREVIATIONS else ENDS


def _opening(form: str, word: str, *, stopped: bool) -> int:
    """Whether a form, without the marks before it, can open a sentence, and whether it reports speech."""
    if not word.isalpha():
        first = _LETTERS.match(word)
        word = first[0] if first else ""  # he’s: he
    low = word.lower()
    flags = REPORTS if low in _REPORTING else 0
    if form[0].isupper() or form[0].isdigit():
        starts = low in _STARTERS and (len(low) > 1 or not stopped)  # not the initial A.
        return flags | (OPENS | STARTS if starts else OPENS)
    if low == "that":
        return flags | THAT
    return flags | OPENS if _OPENS_SMALL.match(form) else flags
