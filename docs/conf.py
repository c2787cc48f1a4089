"""How the documentation is built: `sphinx-build -E -W -b html docs docs/_build/html`, without a network.

The tables of variables, columns and lexicons are written from the kit itself while the pages are read, so they cannot
fall behind it: the comment `<!-- codebook -->` in a page stands for one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

import framing as fr
from framing.tables import TABLES, Column, Table

project = "framing"
author = copyright = "The framing developers"  # noqa: A001  (Sphinx wants this name)
version = release = fr.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
nb_execution_mode = "off"
myst_heading_anchors = 3

language = "en_GB"
smartquotes_action = "D"  # dashes only: quotation marks in docstrings are meant as they stand
default_role = "py:obj"  # `find_hedges` in a docstring: a link where it is documented here, else code
add_module_names = False
toc_object_entries_show_parents = "hide"
python_use_unqualified_type_names = True
maximum_signature_line_length = 80
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False

html_theme = "furo"
html_title = f"framing {release}"
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}


def _write_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write rows as a Markdown table."""
    lines = [[str(cell).replace("|", "\\|") for cell in line] for line in (head, ["---"] * len(head), *rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write_codebook() -> str:
    """Write the variables, a section a measure."""
    sections = []
    for measure, variables in fr.list_variables().reset_index().groupby("measure", sort=False):
        rows = [
            (f"`{row.name}`", row.label, row.unit, _say_range(row.low, row.high), row.direction, row.undefined)
            for row in variables.itertuples(index=False)
        ]
        head = ("variable", "label", "unit", "range", "higher means", "NaN")
        sources = [source for source in variables["source"].drop_duplicates().tolist() if source]
        said = [f"Source: {'; '.join(sources)}."] if sources else []
        sections.append("\n\n".join([f"## {measure}", *said, _write_table(head, rows)]))
    return "\n\n".join(sections)


def _say_range(low: Any, high: Any) -> str:
    if pd.isna(low):
        return "any sign" if pd.isna(high) else f"up to {high:g}"
    return f"{low:g} upwards" if pd.isna(high) else f"{low:g} to {high:g}"


def _write_tables() -> str:
    """Write the documented tables, a section each."""
    return "\n\n".join(_write_documented(table) for table in TABLES.values())


def _write_documented(table: Table) -> str:
    index = f" Index: `{table.index}`, text, unique." if table.index else ""
    rows = [
        (f"`{column.name}`", column.kind, _say(column.required), _say(column.missing), _say_meaning(column))
        for column in table.columns
    ]
    head = ("column", "kind", "required", "may be missing", "meaning")
    return f"## {table.name}\n\nA row is {table.row}.{index}\n\n{_write_table(head, rows)}"


def _say(fact: bool) -> str:
    return "yes" if fact else "no"


def _say_meaning(column: Column) -> str:
    values = ", ".join(f"`{choice}`" for choice in column.choices)
    return f"{column.means}: {values}" if values else column.means


def _write_lexicons() -> str:
    """Write the lexicons that ship, a section each: what they hold, what they allow, how to cite them."""
    sections = []
    for name, row in fr.list_lexicons().iterrows():
        lexicon = fr.load_lexicon(str(name))
        counts = lexicon.terms["category"].value_counts().sort_index()
        facts = [("version", row["version"]), ("language", row["language"]), ("licence", row["licence"])]
        facts += [("terms", f"{row['terms']:,}"), ("citation", row["citation"]), ("source", lexicon.source)]
        categories = _write_table(("category", "terms"), [(f"`{key}`", f"{n:,}") for key, n in counts.items()])
        sections.append(f"## {name}\n\n{row['title']}\n\n{_write_table(('', ''), facts)}\n\n{categories}")
    return "\n\n".join(sections)


_GENERATED = {
    "<!-- codebook -->": _write_codebook,
    "<!-- tables -->": _write_tables,
    "<!-- lexicons -->": _write_lexicons,
}


def _fill_page(app: Any, page: str, source: list[str]) -> None:  # noqa: ARG001
    """Put the generated tables where a page asks for them."""
    for mark, write in _GENERATED.items():
        if mark in source[0]:
            source[0] = source[0].replace(mark, write())


def _link_home(app: Any, env: Any, node: Any, text: Any) -> Any:
    """Link a public name of the kit, as docstrings write it, to the module where it is documented."""
    home = getattr(getattr(fr, node["reftarget"], None), "__module__", None) if node.get("refdomain") == "py" else None
    if home is None or node["reftarget"] not in fr.__all__:
        return None
    python = env.get_domain("py")
    found = [name for name in python.objects if name.endswith(f".{node['reftarget']}") and name.startswith("framing.")]
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", found[0], node, text) if found else None


def setup(app: Any) -> None:
    """Tell Sphinx of the two hooks."""
    app.connect("source-read", _fill_page)
    app.connect("missing-reference", _link_home)
