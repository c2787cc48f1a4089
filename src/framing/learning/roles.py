"""What sort of source the words of a text name: senator and lawmaker are both politics, police and army security."""

from __future__ import annotations

from functools import lru_cache

from framing.speakers.roles import read_roles
from framing.text import TermMatcher, Tokens

__all__ = ["list_role_types"]


def list_role_types(tokens: Tokens) -> list[list[str]]:
    """List, for each text, the type of each role word in it: one of `framing.tables.SPEAKER_TYPES`.

    Role words are those of the kit's own list of English ones, in every form they take; names are found as they are
    printed only. Of role words that share a word the longest counts.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> list_role_types(tokenise(["Senators blame the police chief.", "It rains."]))
    [['politics', 'security'], []]
    """
    matcher, types = _compile()
    entry, first, _ = matcher.find(tokens)
    found: list[list[str]] = [[] for _ in range(tokens.n_texts)]
    for text, number in zip(tokens.pick(first).text.tolist(), entry.tolist(), strict=True):
        found[text].append(types[number])
    return found


@lru_cache(maxsize=1)
def _compile() -> tuple[TermMatcher, list[str]]:
    type_of: dict[tuple[str, bool], str] = {}
    for words, roles in read_roles().items():
        for role in roles:
            entry = (" ".join(words), False) if role.role.islower() else (role.role, True)
            if role.type:
                type_of.setdefault(entry, role.type)
    entries, cased = zip(*type_of, strict=True)
    return TermMatcher(entries, cased=cased), list(type_of.values())
