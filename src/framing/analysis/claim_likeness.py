"""How alike two mentions are in what they claim, and groups of mentions that are alike on average."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.parts import part_texts, part_tokens
from framing.text import Tokens, normalise, split_words, tokenise
from framing.text.growing import expand

__all__ = ["cut_passages", "group_mentions", "locate_sentences", "order_mentions", "read_tokens", "weigh_contents"]

Array = np.ndarray[Any, Any]

NAMES = 0.3  # how much more a word counts that always begins with a capital inside sentences
BRIEF = 6  # a sentence with fewer words of content than this leans on the one before
FEWEST = 5  # a scope with fewer words of content than this does not say what is claimed
SHARED = 5  # mentions with fewer words in common than this are likened less
_DIGITS = 6
_BLOCK = 256
_PASSAGE = 240  # characters of a passage to be read

_FUNCTION_WORDS = frozenset(
    "a an the this that these those it its he him his she her hers they them their theirs we us our ours you your "
    "yours i me my mine who whom whose which what where when why how and but or nor so yet if unless whether while "
    "as after before since until although though because than then there here now once also even still just only of "
    "in on at by for from with without within under during among between through about across against over to into "
    "onto upon off out up down is are was were be been being am has have had having do does did doing done will "
    "would shall should can could may might must ought cannot not no none never nothing nobody all any some many "
    "most more much few less least each every other others another such both neither either several own same too "
    "very again ever however meanwhile instead according mr mrs ms dr one two first last get got make made take "
    "took go went come came give gave know knew think thought see saw year day week month time today yesterday "
    "tomorrow monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words that tell nothing of what is claimed."""

_STANCE_WORDS = frozenset(
    "say says said saying tell tells told add adds added ask asks asked call calls called deny denies denied denying "
    "denial denials confirm confirms confirmed confirming false falsely true untrue baseless unfounded debunk debunked "
    "dismiss dismisses dismissed reject rejects rejected rejecting proof prove proved proven evidence".split()
)
"""Words that report a claim or take a stand on it: the polarity tells of these."""


def _stem(word: str) -> str:
    """Leave the possessive and the plural of a normalised English word off.

    References
    ----------
    Harman, D. (1991). How effective is suffixing? Journal of the American Society for Information Science, 42(1), 7–15.

    Examples
    --------
    >>> [_stem(word) for word in ["rallies", "judge's", "bridges", "crisis", "press"]]
    ['rally', 'judge', 'bridge', 'crisi', 'press']
    """
    word = word.removesuffix("'s")
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("us", "ss")) and len(word) > 2:
        return word[:-1]
    return word


def order_mentions(mentions: pd.DataFrame) -> pd.DataFrame:
    """Bring mentions into an order that does not hang on that of the rows: by article, title first, by place."""
    ranked = mentions.assign(in_text=mentions["part"] == "text")
    keys = ["article_id", "in_text", "start", "end", "term"]
    return ranked.sort_values(keys, kind="stable").drop(columns="in_text").reset_index(drop=True)


def locate_sentences(articles: pd.DataFrame, mentions: pd.DataFrame, tokens: dict[str, Tokens]) -> pd.DataFrame:
    """Give the sentence of each mention: its number within its part, and its bounds in characters."""
    row = articles.index.get_indexer(pd.Index(mentions["article_id"]))
    located = pd.DataFrame({"row": row, "sentence": 0, "begin": 0, "end": 0}, index=mentions.index)
    for part, of in tokens.items():
        here = (mentions["part"] == part).to_numpy()
        begins, ends = (side.astype(np.int64) for side in of.sentence_spans)
        reach = int(begins.max(initial=0)) + 2  # each text in a range of its own, so that one search serves all
        start = np.minimum(mentions["start"].to_numpy()[here], reach - 1)
        found = np.searchsorted(of.sentence_text * reach + begins, row[here] * reach + start, "right") - 1
        located.loc[here, ["sentence", "begin", "end"]] = np.column_stack([found, begins[found], ends[found]])
    return located


def weigh_contents(
    mentions: pd.DataFrame,
    located: pd.DataFrame,
    tokens: dict[str, Tokens],
    *,
    family: Array,
    terms: list[str],
) -> Any:
    """Give the content of each mention as a vector of length 1, sparse, mentions × words.

    Parameters
    ----------
    located
        From `locate_sentences`.
    tokens
        Tokens of each part, of one vocabulary; those of the text are always there.
    family
        Number of the family of copies of each article.
    terms
        Hedging words, which are no content.
    """
    from scipy import sparse

    body = tokens["text"]
    names = body.vocabulary.norms.decode(0)
    stems = [_stem(name) for name in names]
    place = {name: number for number, name in enumerate(sorted(set(stems)))}
    term = np.fromiter((place[name] for name in stems), np.int64, len(stems))
    empty = {_stem(normalise(word)) for entry in terms for word in split_words(entry)}
    empty |= {_stem(word) for word in _FUNCTION_WORDS | _STANCE_WORDS}
    content = np.array([_is_content(name, own, empty) for name, own in zip(names, stems, strict=True)], bool)
    weight = _weigh_terms(body, term, len(place), family=family)
    cells: list[Array] = [np.zeros(0, np.int64)]
    for part, of in tokens.items():
        here = np.flatnonzero((mentions["part"] == part).to_numpy())
        mention, norm = _read_words(of, mentions.iloc[here], located.iloc[here], content)
        cells.append(here[mention] * len(place) + term[norm])
    at = np.divmod(np.unique(np.concatenate(cells)), max(len(place), 1))
    vectors = sparse.csr_array((weight[at[1]], at), shape=(len(mentions), len(place)))
    vectors.sort_indices()
    rows = np.repeat(np.arange(len(mentions)), np.diff(vectors.indptr))
    vectors.data /= np.sqrt(np.bincount(rows, vectors.data**2, len(mentions)))[rows]
    return vectors


def _is_content(name: str, own: str, empty: set[str]) -> bool:
    """Tell whether a normalised word can say what is claimed."""
    contracted = "'" in name and not name.endswith("'s")
    return len(own) > 1 and not contracted and own not in empty


def _read_words(tokens: Tokens, mentions: pd.DataFrame, located: pd.DataFrame, content: Array) -> tuple[Array, Array]:
    """List the words that say what each mention claims, and whose they are.

    The words of its scope; where those are few, of its sentence; where those are few, of the sentence before as well.
    """
    sentence, begin, end = (located[name].to_numpy() for name in ("sentence", "begin", "end"))
    scoped = {"scope_start", "scope_end"} <= set(mentions.columns)
    first, last = (
        mentions[name].to_numpy(dtype=float, na_value=np.nan) if scoped else np.full(len(mentions), np.nan)
        for name in ("scope_start", "scope_end")
    )
    owner, norm = _pick_words(tokens, sentence, first, last, content)
    enough = np.bincount(owner, minlength=len(mentions)) >= FEWEST
    of_scope = owner[enough[owner]], norm[enough[owner]]
    rest = np.flatnonzero(~enough)
    owner, norm = _pick_words(tokens, sentence[rest], begin[rest], end[rest], content)
    of_sentence = rest[owner], norm
    rest = rest[np.bincount(owner, minlength=len(rest)) < BRIEF]
    text = tokens.sentence_text
    rest = rest[(sentence[rest] > 0) & (text[sentence[rest] - 1] == text[sentence[rest]])]
    owner, norm = _pick_words(tokens, sentence[rest] - 1, np.zeros(len(rest)), np.full(len(rest), np.inf), content)
    found = (of_scope, of_sentence, (rest[owner], norm))
    return np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found])


def _pick_words(tokens: Tokens, sentence: Array, begin: Array, end: Array, content: Array) -> tuple[Array, Array]:
    """Give the words of content between two characters of each sentence, and whose they are."""
    first = tokens.sentence_form[sentence].astype(np.int64)
    owner, form = expand(first, tokens.sentence_form[sentence + 1] - first)
    picked = tokens.pick_forms(form)
    owner = np.repeat(owner, np.diff(tokens.form_token)[form])
    kept = picked.is_word & (picked.start >= begin[owner]) & (picked.end <= end[owner])
    norm = picked.norm
    kept &= content[norm]
    return owner[kept], norm[kept]


def _weigh_terms(body: Tokens, term: Array, n_terms: int, *, family: Array) -> Array:
    """Weigh each word: log(1 + families of copies / those with the word) × (1 + NAMES · share of capitals)."""
    cells: list[Array] = [np.zeros(0, np.int64)]
    uses = np.zeros((2, n_terms), np.int64)
    capital = body.vocabulary.fact(_is_capitalised, bool)
    for begin in range(0, body.n_texts, _BLOCK):
        end = min(begin + _BLOCK, body.n_texts)
        picked = body.pick_forms(np.arange(body.text_form[begin], body.text_form[end]))
        picked = picked.keep(picked.is_word)
        of, inside = term[picked.norm], np.diff(picked.sentence, prepend=-1) == 0
        cells.append(np.unique(family[picked.text] * n_terms + of))
        uses += [np.bincount(of[which], minlength=n_terms) for which in (inside, inside & capital[picked.type])]
    n_with = np.bincount(np.unique(np.concatenate(cells)) % n_terms, minlength=n_terms) if n_terms else uses[0]
    rarity = np.log1p(len(np.unique(family)) / np.maximum(n_with, 1))
    weights: Array = rarity * (1 + NAMES * uses[1] / np.maximum(uses[0], 1))
    return weights


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper()


def read_tokens(articles: pd.DataFrame, parts: list[str], tokens: Tokens | None) -> dict[str, Tokens]:
    """Tokens of the texts and, where mentions lie there, of the titles, of one vocabulary."""
    body = part_tokens(articles, "text", tokens=tokens)
    read = {"text": body}
    if "title" in parts:
        read["title"] = tokenise(part_texts(articles, "title"), vocabulary=body.vocabulary)
    return read


def cut_passages(articles: pd.DataFrame, mentions: pd.DataFrame, located: pd.DataFrame) -> pd.Series:
    """Cut the sentence of each mention out, on one line; of a long one what lies around the mention."""
    texts = {part: articles[part].tolist() for part in set(mentions["part"].tolist())}
    columns = (mentions["part"], mentions["start"], located["row"], located["begin"], located["end"])
    passages = [
        _shorten(texts[part][row], start, begin, end)
        for part, start, row, begin, end in zip(*(column.tolist() for column in columns), strict=True)
    ]
    return pd.Series(passages, index=mentions.index, dtype="str")


def _shorten(text: str, start: int, begin: int, end: int) -> str:
    """Cut a sentence to a passage around a place, at spaces, with … where words were left out."""
    if end - begin <= _PASSAGE:
        return " ".join(text[begin:end].split())
    first = max(begin, min(start - _PASSAGE // 2, end - _PASSAGE))
    last = min(end, first + _PASSAGE)
    if first > begin:
        first = text.find(" ", first, start) + 1 or start
    if last < end:
        last = max(text.rfind(" ", start, last), start) if " " in text[start:last] else last
    kept = " ".join(text[first:last].split())
    return f"{'… ' if first > begin else ''}{kept}{' …' if last < end else ''}"


def group_mentions(vectors: Any, *, family: Array, likeness: float) -> Array:
    """Join mentions until no two groups are alike enough on average; give the first mention of each one's group.

    Mentions of one family of copies with the same content are taken as one, so that copies do not pull a mean.
    """
    from scipy import sparse

    keys = [
        (int(family[row]), *vectors.indices[begin:end].tolist(), *np.round(vectors.data[begin:end], _DIGITS).tolist())
        for row, (begin, end) in enumerate(zip(vectors.indptr[:-1], vectors.indptr[1:], strict=True))
    ]
    order: dict[tuple[float, ...], int] = {}
    item = np.array([order.setdefault(key if len(key) > 1 else (-1, row), len(order)) for row, key in enumerate(keys)])
    first = np.unique(item, return_index=True)[1]
    alike = _compare(vectors[first]).tocoo()
    near = alike.data >= likeness
    graph = sparse.coo_array((alike.data[near], (alike.row[near], alike.col[near])), shape=alike.shape)
    region = sparse.csgraph.connected_components(graph, directed=False)[1]
    group = np.arange(len(first))
    for members in np.split(np.argsort(region, kind="stable"), np.cumsum(np.bincount(region))[:-1]):
        if len(members) > 1:
            group[members] = _join(vectors[first[members]], likeness, members)
    joined: Array = first[group][item]
    return joined


def _compare(vectors: Any) -> Any:
    """Give the likeness of every two: cosine × (words in common / SHARED, at most 1), sparse."""
    has = vectors.copy()
    has.data = np.ones_like(has.data)
    common = (has @ has.T).tocsr()
    common.data = np.minimum(common.data / SHARED, 1.0)
    alike = (vectors @ vectors.T).multiply(common).tocsr()
    alike.data = np.round(alike.data, _DIGITS)
    return alike


def _join(vectors: Any, likeness: float, members: Array) -> Array:
    """Average linkage of a few mentions; the first member of each one's group."""
    from scipy.cluster.hierarchy import fcluster, linkage

    apart = 1.0 - _compare(vectors).toarray()[np.triu_indices(len(members), 1)]
    label = fcluster(linkage(np.maximum(apart, 0.0), "average"), 1.0 - likeness + 1e-9, "distance")
    _, first, group = np.unique(label, return_index=True, return_inverse=True)
    return members[first[group]]
