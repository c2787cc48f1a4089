"""Pages: HTML that opens from a folder, loads nothing else, runs no script, follows light and dark."""

from __future__ import annotations

import copy
from html import escape
from importlib.resources import files
from typing import Any

__all__ = ["make_notebook_page", "make_page"]

POLICY = "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'"
"""Content security policy: a browser refuses scripts and anything remote, whatever an output holds."""

_REPLACED = ("application/javascript", "application/vnd.jupyter.widget-view+json")


def make_page(title: str, body: str) -> str:
    """Wrap the body of a page; ``title`` is escaped, ``body`` is HTML.

    Examples
    --------
    >>> "<title>A &amp; B</title>" in make_page("A & B", "<p>text</p>")
    True
    """
    style = files("framing.study").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def make_notebook_page(notebook: Any, *, name: str, study: str) -> str:
    """Turn an executed notebook into a page; formulae stay in LaTeX, widgets show their plain twin."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic", exclude_anchor_links=True)
    exporter.log.setLevel("ERROR")
    cells, _ = exporter.from_notebook_node(_without_scripts(notebook))
    back = f'<p class="soft"><a href="../index.html">{escape(study)}</a> · {escape(name)}</p>'
    return make_page(f"{name} · {study}", f"{back}\n<main>\n{cells}\n</main>")


def _without_scripts(notebook: Any) -> Any:
    """Copy a notebook without the outputs that only a script could show."""
    plain = copy.deepcopy(notebook)
    for cell in plain.cells:
        for output in cell.get("outputs", []):
            for kind in _REPLACED:
                output.get("data", {}).pop(kind, None)
    return plain
