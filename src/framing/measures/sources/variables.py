"""What the scores of sources mean: unit, range, direction, and when each is undefined."""

from __future__ import annotations

from framing.variables import Variable

__all__ = ["VARIABLES"]


def _variable(
    name: str,
    label: str,
    unit: str,
    high: float | None,
    direction: str,
    undefined: str,
    source: str = "",
    low: float = 0,
) -> Variable:
    return Variable(name, label, unit, low, high, direction, undefined, "measure_sources", source)


_NONE = "no quotation"
_NOBODY = "no quotation with a known source"
_HILL = "inverse Herfindahl index (Hill 1973)"
_SHANNON = "Shannon H over its largest value, ln k"
VARIABLES = (
    _variable("n_quotations", "Quotations", "count", None, "more is attributed to sources", "never: 0 where none"),
    _variable("n_speakers", "Sources with a name", "count", None, "more sources speak", "never: 0 where none"),
    _variable("source_share", "Sources' words", "share of words", 1, "sources say more of it", "no words"),
    _variable("source_known", "Source known", "share of quotations", 1, "more sources were found", _NONE),
    _variable("source_typed", "Type of source known", "share of quotations", 1, "more sources were typed", _NONE),
    _variable("source_direct_count", "Direct speech", "share of quotations", 1, "more is quoted verbatim", _NONE),
    _variable("source_direct_words", "Direct speech", "share of sources' words", 1, "more is quoted verbatim", _NONE),
    _variable(
        "source_effective_count",
        "Effective number of sources",
        "equally often quoted sources",
        None,
        "quotations fall on more sources",
        _NOBODY,
        _HILL,
    ),
    _variable(
        "source_effective_words",
        "Effective number of sources",
        "sources of equally many words",
        None,
        "words fall on more sources",
        _NOBODY,
        _HILL,
    ),
    _variable(
        "source_evenness_count",
        "Evenness of sources, by quotations",
        "0 to 1",
        1,
        "sources are quoted more alike",
        "fewer than two known sources",
        _SHANNON,
    ),
    _variable(
        "source_evenness_words",
        "Evenness of sources, by words",
        "0 to 1",
        1,
        "sources have more nearly as many words",
        "fewer than two known sources",
        _SHANNON,
    ),
    _variable(
        "source_anonymous",
        "Anonymous sources",
        "share of quotations",
        1,
        "more is said by people without a name",
        "no quotation of which it is known",
    ),
    _variable(
        "source_official_count",
        "Official sources",
        "share of quotations with a known type",
        1,
        "officials are quoted more",
        "no quotation with a known type",
    ),
    _variable(
        "source_official_words",
        "Official sources",
        "share of the words of known types",
        1,
        "officials say more",
        "no quotation with a known type",
    ),
    _variable(
        "source_claimed",
        "Claimed, not said",
        "share of distancing among distancing and neutral cues",
        1,
        "more is handed on at a distance",
        "no quotation with a distancing or neutral cue",
    ),
    _variable("source_first", "Place of the first source", "share of words before it", 1, "sources come later", _NONE),
)
