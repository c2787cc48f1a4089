"""Finding hedges: one row a cue, with its family, code, sense, polarity, scope, voice and place."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.lexicons import Lexicon, load_lexicon, match_part
from framing.measures.hedging.borders import keep_to_voices
from framing.measures.hedging.details import describe_hedges
from framing.measures.hedging.echoes import name_echoes
from framing.measures.hedging.questions import find_questions
from framing.measures.hedging.senses import SENSES, decide_senses, load_rules
from framing.text import Tokens
from framing.voices import find_quotations, find_with_voices

__all__ = ["find_hedges"]

Array = np.ndarray[Any, Any]


def find_hedges(
    articles: pd.DataFrame,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    senses: Literal["hedge", "all"] = "hedge",
    details: bool = True,
    lexicon: Lexicon | None = None,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find the words by which a text marks doubt, hearsay, condition, insincerity, approximation or certainty.

    Six families, never to be added up: `epistemic` (may, unclear, no evidence), `attribution` (according to,
    allegedly, rumours), `hypothetical` (if, would, a heading that asks), `insincerity` (bluff, ploy: doubt about an
    actor's intention, often asserted flatly), `approximation` (about 90) and, on the other side, `booster` (certainly).
    The longest entry is taken at each place; rules on the neighbouring words tell the hedge from other uses (*May 9*,
    *claimed 12 lives*, *Council Bluffs*).

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to look at: title, text or both.
    senses
        "hedge": only the hedges. "all": also other and ambiguous uses, told apart by `sense`; `rule` says which rule
        decided.
    details
        Whether to add polarity, scope, target, chance and echo. Without them it is faster: enough to count.
    lexicon
        Another lexicon in place of the kit's; its categories are then the families.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `matches`: `article_id`, `part`, `start`, `end`, `term`, `entry`, `category`, `weight`, `lexicon`, `family`,
        `code`, `level`, `sense`, `rule`, and

        - `polarity`: what is said of the rumour, claim or bluff: asserted, questioned, doubted, denied, confirmed
          ("denied the rumours", "no bluff"); missing for families other than attribution and insincerity;
        - `scope_start`, `scope_end`: the words that are doubted, supposed or handed on; missing where they cannot be
          told, and for bluffs and adaptors, which have none;
        - `target`: whose bluff it is, whom or what the rumour is about, as printed; "I" and "we" of a source are that
          source; missing where nobody is named;
        - `chance`: the chance of a numeric hedge, 0 to 1 ("one in four": .25); NaN where there is no number;
        - `place`, `voice`, `speaker`, `depth`: whose words the hedge is, see `assign_voices`;
        - `echo`: the quotation whose word a title or heading takes up without its marks.

    Raises
    ------
    MeasureError
        For an unknown `senses`, articles in another language, or tokens of other texts.

    Notes
    -----
    It sees words, not claims: a hedge is counted where it stands, whatever it is about. Negated hedges ("not possible")
    are not counted. Scope is a rule and not a parse: from the clause's beginning for *may* and *reportedly*, behind the
    word for *believe that* and *rumours of*, up to the comma for *if*; it never leaves the quotation the hedge is in.
    Polarity looks at the words of the sentence and, for denials and doubts, some way into the next: what a fact implies
    ("he is alive") it does not see. A passive without an agent ("is
    expected to") is the journalist's hedge, though what follows it counts as reported. A heading that asks is a row of
    its own, with the code question; one that opens with *what* or *how* asks for more and is sense other. Families:
    Prince et al. 1982, Hyland 1998, Rubin 2006, Szarvas et al. 2012; hedges explain certainty only in part (Pei &
    Jurgens 2021). ``framing validate hedging`` prints how good each part is.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["On 5 May she said: “It may be a bluff.”"], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> hedges = find_hedges(articles)
    >>> hedges[["term", "family", "voice"]].values.tolist()
    [['may', 'epistemic', 'source_direct'], ['bluff', 'insincerity', 'source_direct']]
    >>> hedges[["polarity", "target"]].values.tolist()[1]
    ['questioned', 'It']
    """
    if senses not in ("hedge", "all"):
        raise MeasureError("unknown senses", found=f"senses={senses!r}", do='use senses="hedge" or senses="all"')
    lexicon = load_lexicon("hedging") if lexicon is None else lexicon
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens)

    def find_in_part(part: str, part_of: Tokens) -> tuple[pd.DataFrame, Array]:
        return _find_in_part(articles, quotations, lexicon, part, part_of, senses, details)

    hedges = find_with_voices(
        articles,
        find_in_part,
        language=lexicon.language,
        of=f"the lexicon {lexicon.name!r}",
        quotations=quotations,
        parts=parts,
        tokens=tokens,
    )
    if not details:
        return hedges
    hedges = keep_to_voices(hedges, articles, quotations)
    return hedges.assign(echo=name_echoes(hedges, quotations, lexicon))


def _find_in_part(
    articles: pd.DataFrame,
    quotations: pd.DataFrame,
    lexicon: Lexicon,
    part: str,
    tokens: Tokens,
    senses: str,
    details: bool,
) -> tuple[pd.DataFrame, Array]:
    matches, first, last = match_part(articles, lexicon, part=part, tokens=tokens)
    entry = pd.MultiIndex.from_frame(lexicon.terms[["term", "category"]]).get_indexer(
        pd.MultiIndex.from_frame(matches[["entry", "category"]])
    )
    rules = load_rules()
    sense, rule = decide_senses(rules, lexicon, tokens, entry=entry, first=first, last=last)
    keep = np.flatnonzero(sense == SENSES.index("hedge")) if senses == "hedge" else np.arange(len(matches))
    names = np.array([*(rule.name for rule in rules), None], object)
    matches = matches.iloc[keep].reset_index(drop=True)
    hedges = matches.assign(
        code=matches["code"] if "code" in matches.columns else matches["category"].astype("str"),
        level=matches["level"] if "level" in matches.columns else "",
        sense=pd.Series(np.array(SENSES)[sense[keep]], matches.index, "str"),
        rule=pd.Series(names[rule[keep]], matches.index, "str"),
    )
    entry, first, last = entry[keep], first[keep], last[keep]
    if details:
        hedges = describe_hedges(
            hedges,
            articles=articles,
            quotations=quotations,
            lexicon=lexicon,
            tokens=tokens,
            places=(entry, first, last),
        )
    if lexicon.name == "hedging" and "hypothetical" in lexicon.categories:  # the kit's own: headings ask too
        hedges, first = _merge(hedges, first, *find_questions(articles, tokens, part, senses=senses))
    return hedges.assign(family=pd.Categorical(hedges["category"], lexicon.categories)), first


def _merge(hedges: pd.DataFrame, first: Array, questions: pd.DataFrame, asked: Array) -> tuple[pd.DataFrame, Array]:
    """Put the headings that ask among the hedges, in the order of the text."""
    if questions.empty:
        return hedges, first
    categories = hedges["category"].cat.categories
    questions = questions.assign(category=pd.Categorical(questions["category"], categories))
    both = pd.concat([hedges, questions[hedges.columns]])
    token = np.concatenate([first, asked])
    order = np.argsort(token, kind="stable")
    return both.iloc[order].reset_index(drop=True), token[order]
