"""The coded contexts of rumours and bluffs: settle what two blind coders wrote down.

    python -m benchmarks.talk SET FIRST SECOND OUT

SET is kwic_bluff_rumour_allsides.csv; FIRST and SECOND are the tables of the coders (row, sense, polarity); OUT is
the JSON file of codes that the validity of hedging is measured on. The rules of coding and of settling are those of
tests/validity/talk_coding_rules.md. No text is written.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import pandas as pd

_ORDER = ("confirmed", "denied", "doubted", "questioned", "asserted")
_SHOWN_BY = {
    "confirmed": r"confirm|\btrue|\bprove|\bright|\bb(ear|ore|orne)\b.{0,9}\bout|turn\w* out|expos|admit|reveal",
    "denied": r"\bden(y|ie)|reject|dismiss|refut|dispel|quash|debunk|squash|squelch|rebut|\btamp|\bsh(oot|ot)\b|knock|"
    r"\bput|\blay|\blaid|\brest\b|\bfalse|baseless|unfounded|untrue|groundless|\bfake|\bnot\b|n['’]t\b|\bno\b|never|nothing",
    "doubted": r"doubt|trust|believ|s[ck]eptic|misinformation|disinformation|conspirac",
    "questioned": r"\?|\b(whether|if|may|might|could|would|perhaps|possibly|maybe|likely)\b|\bseem|\bappear",
}
_END = re.compile(r"[.?!;:\n]")
_ADJECTIVE = re.compile(
    r"(?i)\b(un\w+ed|un\w+|dubious|wild|\w+less|far-fetched|ridiculous|absurd|crazy|scurrilous)\W+$"
)


def settle(sense: tuple[str, str], polarity: tuple[str, str], sentence: str, before: str) -> tuple[str, str]:
    """Settle one item by the written rule; sense "open" where both coders were definite and differ."""
    definite = {one for one in sense if one != "unclear"}
    if len(definite) != 1:
        return ("open", "-") if definite else ("unclear", "-")
    if definite == {"other"}:
        return "other", "-"
    codes = sorted({one for one in polarity if one != "-"}, key=_ORDER.index)
    if len(codes) < 2:
        return "hedge", codes[0]
    shown = re.search(_SHOWN_BY[codes[0]], sentence, re.IGNORECASE)
    by_adjective = codes[0] == "doubted" and _ADJECTIVE.search(before)
    return "hedge", codes[0] if shown or by_adjective else codes[1]


def sentence_of(left: str, mark: str, right: str) -> str:
    """The stretch between the nearest marks that end a sentence, the last of them included."""
    end = _END.search(right)
    return _END.split(left)[-1] + mark + (right[: end.end()] if end else right)


def write_codes(path: Path, first: Path, second: Path, out: Path) -> None:
    """Settle all items and write rows, codes and nothing else."""
    contexts = pd.read_csv(path, keep_default_na=False)
    one, other = (pd.read_csv(coder).set_index("row").sort_index() for coder in (first, second))
    items = []
    for row in one.index.tolist():
        context = contexts.loc[row]
        senses, polarities = ((one.loc[row, name], other.loc[row, name]) for name in ("sense", "polarity"))
        sentence = sentence_of(context["left"], context["match"], context["right"])
        items.append([row, *senses, *polarities, *settle(senses, polarities, sentence, context["left"])])
    codes = {
        "what": "Sense and polarity of rumours and bluffs in the contexts of the set: all forms of bluff, and a random "
        "sample of the forms of rumour.",
        "data": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "coding": "Author coding by two language-model readers, no human coder: blind to each other, with the written "
        "rules in talk_coding_rules.md. Rows count from 0; no text is kept.",
        "halves": "by the last hexadecimal digit of the sha256 of article_id: even seen while rules were written, odd "
        "not",
        "columns": ["row", "sense_1", "sense_2", "polarity_1", "polarity_2", "sense", "polarity"],
    }
    lines = ",\n  ".join(json.dumps(item) for item in items)
    body = json.dumps(codes, indent=1, ensure_ascii=False)[:-2] + f',\n "items": [\n  {lines}\n ]\n}}\n'
    out.write_text(body, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    write_codes(*map(Path, sys.argv[1:]))
