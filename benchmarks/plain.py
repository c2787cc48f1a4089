"""Sentences, entries and quotation marks by regular expressions: the plain means beside which the kit stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["QUOTATION", "hedge_entries", "prefix_tree", "split_sentences"]

QUOTATION = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|(?<!\w)‘[^‘’\n]*’(?!\w)")

_ABBREVIATIONS = "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col St Jr No vs U.S Jan Feb Aug Sept Oct Nov Dec".split()
_ABBREVIATED = "".join(rf"(?<!\b{re.escape(word)}\.)" for word in _ABBREVIATIONS)
_SENTENCE_END = re.compile(rf"""[.!?…\n](?:(?<=\n)|["'”’)\]]*{_ABBREVIATED}[ \t]+(?=["'“‘(\[]?[A-Z0-9]))""")


def split_sentences(text: str) -> list[str]:
    """Split a text at line breaks, and at stops before a capital or a number, save after common abbreviations."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [piece for piece in pieces if piece]


def hedge_entries() -> list[str]:
    """List the entries of the kit's hedging lexicon, each once, those with an apostrophe in both its shapes."""
    from framing.lexicons import load_lexicon

    terms = [term.lower() for term in load_lexicon("hedging").terms["term"].tolist()]
    return list(dict.fromkeys([*terms, *(term.replace("'", "’") for term in terms)]))


def prefix_tree(entries: Iterable[str]) -> re.Pattern[str]:
    """Compile entries as one expression in which common beginnings are shared; the longest entry is found."""
    tree: dict[str, Any] = {}
    for entry in entries:
        node = tree
        for letter in entry.replace("’", "'"):
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"\b{_branches(tree)}\b")


_LETTERS = {"*": r"\w*", "'": "['’]"}


def _branches(node: dict[str, Any]) -> str:
    arms = [_LETTERS.get(letter, re.escape(letter)) + _branches(rest) for letter, rest in node.items() if letter]
    if not arms:
        return ""
    joined = arms[0] if len(arms) == 1 and "" not in node else f"(?:{'|'.join(arms)})"
    return f"{joined}?" if "" in node else joined
