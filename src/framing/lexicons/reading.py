"""Reading a user's own term list: CSV, TSV, TOML, YAML, LIWC .dic, and published lists in the form they come in."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from framing.errors import LexiconError
from framing.lexicons.lexicon import Lexicon

__all__ = ["read_lexicon"]

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_READERS = ".csv, .tsv, .toml, .yaml, .yml, .dic, .lc3 or .txt"
_WORDS = ("word", "english word", "english (en)")  # what published lists call their first column
_KINDS = (
    "negative positive uncertainty litigious strong_modal weak_modal constraining complexity "
    "anger anticipation disgust fear joy sadness surprise trust"
).split()


def read_lexicon(
    path: str | Path,
    *,
    name: str | None = None,
    language: str = "en",
    citation: str = "",
    licence: str = "",
    encoding: str = "utf-8-sig",
) -> Lexicon:
    r"""Read a term list of your own.

    Parameters
    ----------
    path
        - CSV or TSV with the columns `term`, `category` and, if wanted, `weight` and `cased` (true, yes or 1 for an
          entry found in its own case only, as "May" or "IT"; false, no, 0 or nothing for the others);
        - TOML or YAML: categories with lists of terms, nested as deep as wanted (a quanteda dictionary), or terms with
          weights (``{bluff: -1}``); in a list an entry may say all of itself
          (``{term = "IT", cased = true, weight = 2}`` in TOML, ``{term: IT, cased: true}`` in YAML);
        - LIWC .dic: categories between two ``%`` lines, then a term and its category numbers in each line; no case;
        - published lists as they come: LSD2015 as quanteda's YAML or Lexicoder's .lc3 (``+category`` lines, its terms
          below), NRC EmoLex as .txt (word, emotion and 0 or 1, parted by tabs), and tables with a column for the word
          and one for each category: the Loughran–McDonald master dictionary (a year above 0 says that the word belongs,
          0 and below that it does not, or no longer) and the wide form of EmoLex.
    name
        Name of the lexicon; the file's where none is given.
    language, citation, licence
        What is known of the list.
    encoding
        Encoding of the file.

    Returns
    -------
    Lexicon
        Entries are literal words, spaces and `*`, never regular expressions; case makes no difference but in those
        marked `cased`. Nested categories are joined by a point.

    Raises
    ------
    LexiconError
        Where the file is missing, empty, damaged or of another kind, or a weight or `cased` cannot be read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "war.csv"
    >>> _ = file.write_text("term,category\nattack*,conflict\npeace,calm\n")
    >>> read_lexicon(file)
    <Lexicon war: 2 terms in 2 categories>
    """
    file = Path(path)
    reader = _reader(file)
    text = _read_text(file, encoding)
    try:
        terms = reader(text)
    except LexiconError:
        raise
    except Exception as error:
        raise LexiconError(
            f"cannot read the term list {file.name}",
            found=str(error).splitlines()[0] if str(error) else type(error).__name__,
            do=f"check that it is what its ending says ({file.suffix})",
        ) from error
    return Lexicon(name or file.stem, terms, language=language, citation=citation, licence=licence, source=file.name)


def _reader(file: Path) -> Callable[[str], pd.DataFrame]:
    readers: dict[str, Callable[[str], pd.DataFrame]] = {
        ".csv": lambda text: _read_table(text, ","),
        ".tsv": lambda text: _read_table(text, "\t"),
        ".toml": lambda text: _from_mapping(tomllib.loads(text)),
        ".yaml": _read_yaml,
        ".yml": _read_yaml,
        ".dic": _read_liwc,
        ".lc3": _read_lexicoder,
        ".txt": _read_triples,
    }
    if file.suffix.lower() not in readers:
        raise LexiconError(
            f"cannot tell what kind of term list {file.name} is", found=f"ending {file.suffix!r}", do=f"use {_READERS}"
        )
    return readers[file.suffix.lower()]


def _read_text(file: Path, encoding: str) -> str:
    if not file.is_file():
        raise LexiconError("no such term list", found=str(file), do="check the path")
    try:
        return file.read_bytes().decode(encoding)
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{file.name} is not {encoding}",
            found=f"byte {error.object[error.start]:#04x} at {error.start}",
            do='pass its encoding, such as encoding="cp1252"',
        ) from error


def _read_table(text: str, separator: str) -> pd.DataFrame:
    first = text.lstrip().split("\n", 1)[0]
    if separator == "," and ";" in first and "," not in first:  # as spreadsheets write it in many countries
        separator = ";"
    table = pd.read_csv(io.StringIO(text), sep=separator, keep_default_na=False, dtype=str)
    table.columns = [str(column).strip().lower() for column in table.columns]
    if not isinstance(table.index, pd.RangeIndex):
        raise LexiconError(
            "rows of the term list have more fields than its first line",
            found=f"first {[table.index[0], *table.iloc[0].tolist()]}",
            do="put terms that hold the separator between quotation marks",
        )
    if "weight" in table.columns:
        table["weight"] = [weight.strip() or None for weight in table["weight"].tolist()]
    return table if "term" in table.columns else _lengthen(table)


def _lengthen(table: pd.DataFrame) -> pd.DataFrame:
    """Make terms of a published table of words with a column a category; another table stays as it is."""
    word = next((column for column in table.columns if column in _WORDS), None)
    kinds = [column for column in table.columns if column in _KINDS]
    if word is None or not kinds:
        return table
    long = table.melt(id_vars=[word], value_vars=kinds, var_name="category", value_name="said")
    said = pd.to_numeric(long["said"], errors="coerce")
    if said.isna().any():
        found = f"{long.loc[said.isna(), 'said'].iloc[0]!r} at the word {long.loc[said.isna(), word].iloc[0]!r}"
        raise LexiconError("a category of the table is neither a year nor 0 or 1", found=found, do="mend that cell")
    own = long[said > 0]
    return pd.DataFrame({"term": own[word].str.lower(), "category": own["category"]}).reset_index(drop=True)


def _read_triples(text: str) -> pd.DataFrame:
    """Read lines of a word, a category and 0 or 1, parted by tabs; or a table with a column a category."""
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    if lines and lines[0][0].strip().lower() in _WORDS and len(lines[0]) > 3:
        return _read_table(text, "\t")
    wrong = [line for line in lines if len(line) != 3 or line[2].strip() not in ("0", "1")]
    if wrong or not lines:
        raise LexiconError(
            "a .txt term list gives a word, a category and 0 or 1 in each line, parted by tabs",
            found=f"first other line {wrong[0]}" if wrong else "no line",
            do="save another list as CSV with the columns term, category and weight",
        )
    rows = [(word.strip(), category.strip()) for word, category, said in lines if said.strip() == "1"]
    return pd.DataFrame(rows, columns=["term", "category"])


def _read_lexicoder(text: str) -> pd.DataFrame:
    """Read a Lexicoder dictionary: a line with + names a category, the lines below are its terms."""
    category, rows = "", []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("+"):
            category = line.strip("+ ").lower()
        elif line and not category:
            found = f"first line {line!r}"
            raise LexiconError("a .lc3 file must begin with a category", found=found, do="write +positive above it")
        elif line:
            rows.append((line, category))
    return pd.DataFrame(rows, columns=["term", "category"])


def _read_yaml(text: str) -> pd.DataFrame:
    import yaml

    # The plainest loader: all is text, so that the words no, on and yes stay words.
    return _from_mapping(_read_numbers(yaml.load(text, Loader=yaml.BaseLoader)))  # noqa: S506


def _read_numbers(tree: Any) -> Any:
    """Make numbers of the weights in a tree of text."""
    if isinstance(tree, list):
        return [branch if _is_entry(branch) else _read_numbers(branch) for branch in tree]
    if not isinstance(tree, Mapping):
        return tree or None
    return {
        key: float(branch) if isinstance(branch, str) and _NUMBER.fullmatch(branch) else _read_numbers(branch)
        for key, branch in tree.items()
    }


def _from_mapping(tree: Any) -> pd.DataFrame:
    if not isinstance(tree, Mapping):
        raise LexiconError(
            "a YAML or TOML term list must map categories to terms",
            found=type(tree).__name__,
            do="write `category: [term, term]`",
        )
    return pd.DataFrame(list(_leaves(tree, ())), columns=["term", "category", "weight", "cased"])


def _leaves(tree: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str, Any, Any]]:
    """Walk a tree of categories; the leaves are terms, terms with a number, or entries that say all of themselves."""
    if isinstance(tree, Mapping):
        for key, branch in tree.items():
            if isinstance(branch, int | float) and not isinstance(branch, bool):
                yield str(key), ".".join(path), float(branch), False
            else:
                yield from _leaves(branch, (*path, str(key)))
    elif isinstance(tree, list):
        for branch in tree:
            if _is_entry(branch):
                yield _read_entry(branch, ".".join(path))
            else:
                yield from _leaves(branch, path)
    elif tree is not None:
        yield str(tree), ".".join(path), 1.0, False


def _is_entry(branch: Any) -> bool:
    """Tell an entry that says all of itself from a category: a term, and `cased` or `weight` beside it."""
    said = isinstance(branch, Mapping) and "term" in branch and ("cased" in branch or "weight" in branch)
    return said and not isinstance(branch["term"], Mapping | list)


def _read_entry(entry: Mapping[str, Any], category: str) -> tuple[str, str, Any, Any]:
    strange = [key for key in entry if key not in ("term", "cased", "weight") or isinstance(entry[key], Mapping | list)]
    if strange:
        raise LexiconError(
            "an entry of a term list says its term, cased and weight, each once",
            found=f"{strange[0]!r} at the term {entry['term']!r}",
            do='write {term = "IT", cased = true, weight = 2} in TOML, {term: IT, cased: true, weight: 2} in YAML',
        )
    return str(entry["term"]), category, entry.get("weight", 1.0), entry.get("cased", False)


def _read_liwc(text: str) -> pd.DataFrame:
    fences = [number for number, line in enumerate(text.splitlines()) if line.strip() == "%"]
    if len(fences) < 2:
        raise LexiconError(
            "a .dic file must list its categories between two lines of %",
            found=f"{len(fences)} such lines",
            do="check that it is a LIWC dictionary",
        )
    lines = text.splitlines()
    names = dict(line.split(maxsplit=1) for line in lines[fences[0] + 1 : fences[1]] if line.strip())
    entries = [
        (term.strip(), number)
        for line in lines[fences[1] + 1 :]
        if line.strip()
        for term, *numbers in [line.split("\t") if "\t" in line else line.split()]
        for number in " ".join(numbers).split() or [""]
    ]
    strangers = [(term, number) for term, number in entries if number not in names]
    if strangers:
        raise LexiconError(
            "a .dic file must give each term numbers of its categories",
            found=f"{strangers[0][1]!r} at the term {strangers[0][0]!r}; categories: {', '.join(names)}",
            do="list the category between the lines of %; part a term of several words from its numbers by a tab",
        )
    rows = [(term, names[number].strip(), 1.0) for term, number in entries]
    return pd.DataFrame(rows, columns=["term", "category", "weight"])
