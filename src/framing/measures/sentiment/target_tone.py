"""Tone toward named targets: what the words around each mention say of the target or do to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.lexicons import Lexicon
from framing.measures.sentiment.mentions import find_targets
from framing.measures.sentiment.target_model import TargetModel
from framing.measures.sentiment.target_scores import SPAN, complete_mentions, score_table
from framing.parts import check_language, check_parts
from framing.tables import check_table
from framing.text import Tokens
from framing.variables import Variable

__all__ = ["TONE_VARIABLES", "measure_target_tone"]

_SOURCE = "framing, target_items 1; tone toward a target as in NewsMTSC (Hamborg & Donnay 2021)"

TONE_VARIABLES: tuple[Variable, ...] = (
    Variable(
        "score", "Score toward the target", "Σ effect of words, by nearness", None, None, "more said or done in favour",
        "never: 0 where no word tells", "measure_target_tone", _SOURCE,
    ),
    Variable(
        "tone", "Tone toward the target", "class of a mention", -1, 1, "1 in favour, 0 neither, −1 against",
        "never", "measure_target_tone", _SOURCE,
    ),
    Variable(
        "n_hits", "Words that tell tone", "count in the sentence", 0, None, "more words that tell",
        "never", "measure_target_tone", _SOURCE,
    ),
)  # fmt: skip


def measure_target_tone(
    articles: pd.DataFrame,
    targets: Any,
    *,
    quotations: pd.DataFrame | None = None,
    lexicon: Lexicon | Sequence[Lexicon] | None = None,
    model: TargetModel | None = None,
    parts: tuple[str, ...] = ("title", "text"),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure the tone toward named targets: one row a mention.

    Formula: ``score = Σ effect × .6^b / √d`` over the words of the sentence that tell tone, outside the mention; d is
    the distance in words and b the number of borders of clauses (a mark, but, while, who, …) between word and target.
    ``tone`` is 1 from .05, −1 from −.1 down, else 0. Range of the score: open, mostly −1…1; higher is more in favour.
    0 where no word tells (`n_hits` 0), which is silence and not balance.

    An effect depends on where the target stands. *X accused Y* is bad for Y, and less so for X; *X was accused* is bad
    for X; *critics of X*, *against X* are bad for X, *X won* is good. The words, their classes and the effects are in
    ``target_items.csv`` and ``.toml``; dictionaries of feelings count for the words that they do not have. Within
    three words of a negation good turns bad (× −.7) and bad counts 0. What the target itself is reported to say counts
    less. Words with a capital within a sentence are names and do not count, but in headlines.

    Parameters
    ----------
    articles
        The `articles` table, in English.
    targets
        As for `find_targets`; or a table of mentions: its result, or spans of your own with `article_id`, `part`,
        `start`, `end`, `target`.
    quotations
        The `quotations` table; found, in the articles with a mention, where it is not given.
    lexicon
        Dictionary of feelings, with weights of both signs or the categories positive and negative, or several, of which
        the first that has a word counts; the kit's tone list and VADER where none is given.
    model
        From `fit_target_tone`: the tone is then its most probable class; `score` and `n_hits` stay.
    parts
        Parts to look at; a title that the text repeats counts once.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        The mentions, with `clause_start`, `clause_end` (the stretch between the borders next to it), `score`, `tone`,
        `n_hits`; by a model also `p_negative`, `p_neutral`, `p_positive`. `ambiguous` is true too where another target
        stands in the same clause. `voice` and `speaker` say who holds it.

    Raises
    ------
    MeasureError
        As `find_targets`; a lexicon without signs; spans that are not in the texts.

    Notes
    -----
    What it measures is what the sentence says of the target or does to it, whoever holds it: in *“Marsh lies,” said
    Tarn* the tone toward Marsh is a source's, −1. A victim, too, is one bad things are done to: tone is no sympathy,
    and a role in a conflict is no feeling. It reads no irony, no pronoun, nothing across sentences.

    Measured on sentences of US news (NewsMTSC; ``framing validate sentiment``), the macro-F1 of three classes is
    .62, where one class for all has .18. On the test parts of that set VADER of the clause has .51 to .54, and a
    fine-tuned language model .83 (Hamborg & Donnay 2021): sum over many mentions, read samples, and code some by
    hand before a difference is believed.

    References
    ----------
    Hamborg, F. & Donnay, K. (2021). NewsMTSC: A dataset for (multi-)target-dependent sentiment classification in
    political news articles. EACL, 1663-1675. https://doi.org/10.18653/v1/2021.eacl-main.142

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Critics accused Ivo Marsh of fraud.", "Ana Tarn won praise, but Ivo Marsh was not honest."]
    >>> articles = pd.DataFrame({"text": texts, "title": [None, None], "outlet": ["X", "X"], "date": [pd.NaT, pd.NaT],
    ...     "url": [None, None]}, index=pd.Index(["a", "b"], name="article_id"))
    >>> tone = measure_target_tone(articles, ["Ivo Marsh", "Ana Tarn"])
    >>> tone[["article_id", "target", "tone", "n_hits"]].values.tolist()
    [['a', 'Ivo Marsh', -1, 3], ['b', 'Ana Tarn', 1, 3], ['b', 'Ivo Marsh', -1, 3]]
    """
    check_table("articles", articles)
    check_language(articles, "en", of="measure_target_tone")
    chosen = check_parts(parts, articles)
    if model is not None and lexicon is not None:
        raise MeasureError(
            "a model goes with the dictionaries that it was trained with",
            found="model= and lexicon=",
            do="leave lexicon= out",
        )
    if isinstance(targets, pd.DataFrame) and {*SPAN, "target"} <= set(targets.columns):
        mentions = complete_mentions(targets, articles, quotations, chosen, tokens)
    else:
        mentions = find_targets(articles, targets, quotations=quotations, parts=chosen, tokens=tokens)
    rows = np.unique(articles.index.get_indexer(pd.Index(mentions["article_id"])))
    scored = score_table(articles.iloc[rows], mentions, lexicon=lexicon, parts=chosen)
    return scored if model is None else model.classify(articles.iloc[rows], scored)
