"""A term list that knows where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from framing.errors import LexiconError

__all__ = ["Lexicon"]

_REQUIRED = ("term", "category")
_FLAGS = {"true": True, "yes": True, "1": True, "1.0": True, "false": False, "no": False, "0": False, "0.0": False}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Terms with their categories and weights, and the provenance of the list.

    Attributes
    ----------
    name
        Short name; it is written beside every match.
    terms
        One row an entry: `term` (literal words and `*`), `category`, `weight`, `cased`; further columns
        (`code`, `level`, `lemma`, `notes`) are kept. `cased` (true or false, yes or no, 1 or 0; false where empty or
        not given): the entry is found only where it is printed in its own case ("May", "IT"). An entry without a
        letter or a digit, such as an emoticon, is kept but found nowhere. Of rows of the same term and category the
        first is kept, and one that is not cased before one that is: it finds all that the other does.
    language
        Language of the terms, as a two-letter code.
    citation, licence, source
        Where the list comes from and what one may do with it; empty for a list made on the spot.
    about
        Anything else that is known of the list, by name.

    Examples
    --------
    >>> import pandas as pd
    >>> Lexicon("weather", pd.DataFrame({"term": ["storm*"], "category": ["bad"]})).categories
    ['bad']
    >>> names = pd.DataFrame({"term": ["May", "may"], "category": ["people", "doubt"], "cased": ["yes", ""]})
    >>> Lexicon("names", names).terms["cased"].tolist()
    [True, False]
    """

    name: str
    terms: pd.DataFrame
    language: str = "en"
    citation: str = ""
    licence: str = ""
    source: str = ""
    about: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", _check_terms(self.name, self.terms))

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        return f"<Lexicon {self.name}: {len(self)} terms in {len(self.categories)} categories>"

    @property
    def categories(self) -> list[str]:
        """Names of the categories, in alphabetical order."""
        return sorted(set(self.terms["category"].tolist()))


def _check_terms(name: str, terms: pd.DataFrame) -> pd.DataFrame:
    """Give the terms in the documented shape: clean strings, weights, case, no entry twice."""
    absent = [column for column in _REQUIRED if column not in terms.columns]
    if absent:
        raise LexiconError(
            f"lexicon {name!r} has no column {absent[0]!r}",
            found=f"columns: {', '.join(map(str, terms.columns))}",
            do="give it the columns term and category (weight may follow)",
        )
    clean = terms.assign(
        term=[" ".join(str(term).split()) for term in terms["term"].astype(object).fillna("").tolist()],
        category=[str(category).strip() for category in terms["category"].astype(object).fillna("").tolist()],
        weight=_weights(name, terms),
        cased=_cases(name, terms),
    ).reset_index(drop=True)
    empty = [not term.strip("* ") for term in clean["term"].tolist()]
    if any(empty) or not len(clean):
        raise LexiconError(
            f"lexicon {name!r} has entries without a word" if len(clean) else f"lexicon {name!r} is empty",
            found=f"{sum(empty)} of {len(clean)} entries",
            do="give every entry at least one word",
        )
    homeless = clean.loc[clean["category"] == "", "term"].tolist()
    if homeless:
        raise LexiconError(
            f"lexicon {name!r} has entries without a category",
            found=f"{len(homeless)} of {len(clean)} entries, first {homeless[0]!r}",
            do="give every entry a category; one for all is enough",
        )
    widest_first = clean.iloc[np.argsort(clean["cased"].to_numpy(), kind="stable")]
    return widest_first.drop_duplicates(["term", "category"]).sort_index().reset_index(drop=True)


def _weights(name: str, terms: pd.DataFrame) -> list[float]:
    if "weight" not in terms.columns:
        return [1.0] * len(terms)
    weights = pd.to_numeric(terms["weight"], errors="coerce")
    wrong = weights.isna() & terms["weight"].notna()
    if wrong.any():
        raise LexiconError(
            f"lexicon {name!r} has weights that are not numbers",
            found=f"{int(wrong.sum())}, first {terms.loc[wrong, 'weight'].iloc[0]!r}",
            do="mend the weight column, or drop it to weigh all terms alike",
        )
    return [float(weight) for weight in weights.fillna(1.0).tolist()]


def _cases(name: str, terms: pd.DataFrame) -> list[bool]:
    """Tell of each entry whether it is found in its own case only."""
    if "cased" not in terms.columns:
        return [False] * len(terms)
    given = terms["cased"].astype(object)
    written = ["" if absent else str(value).strip().lower() for value, absent in zip(given, given.isna(), strict=True)]
    wrong = [value for value, text in zip(given, written, strict=True) if text and text not in _FLAGS]
    if wrong:
        raise LexiconError(
            f"lexicon {name!r} has values of cased that are neither true nor false",
            found=f"{len(wrong)}, first {wrong[0]!r}",
            do="write true or false, yes or no, 1 or 0; leave it empty where case makes no difference",
        )
    return [_FLAGS.get(text, False) for text in written]
