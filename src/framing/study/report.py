"""The report of a run: one page that a newcomer can open, with every figure, table, number and warning."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from framing.study.execution import Failure
from framing.study.pages import make_page
from framing.study.plan import Plan
from framing.study.records import Records, read_records
from framing.study.showing import is_numeric, narrow_table, round_column, round_number

__all__ = ["count_warnings", "make_report"]

LONGEST = 30
"""Rows of a table that the report shows; the file has them all."""

SHORT = 24
"""Characters of a text that is not broken into lines."""

_WARNING = re.compile(r"^(?:\S.*?:\d+: )?(\w*Warning): (.*)$", re.MULTILINE)


def count_warnings(notebook: Any) -> dict[str, int]:
    """Count the warnings that an executed notebook printed, by their text."""
    counts: dict[str, int] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("output_type") == "stream" and output.get("name") == "stderr":
                for kind, text in _WARNING.findall(output["text"]):
                    said = f"{kind}: {text.strip()}"
                    counts[said] = counts.get(said, 0) + 1
    return counts


def make_report(
    plan: Plan,
    *,
    results: Path,
    manifest: dict[str, Any],
    warnings: dict[str, dict[str, int]],
    failures: dict[str, Failure],
    endings: dict[str, str],
) -> str:
    """Make ``index.html`` from what lies in a results folder.

    Parameters
    ----------
    plan
        The study.
    results
        Folder with ``records``, ``tables`` and ``figures``.
    manifest
        As ``describe_run`` gives it.
    warnings
        Per notebook that ran, the texts of its warnings and how often each was printed.
    failures
        Per notebook that stopped, where and why. Notebooks after it did not run.
    endings
        Per notebook that ended itself early, why.
    """
    records = read_records(results)
    parts = [
        f"<h1>{escape(plan.title)}</h1>",
        f"<p>{escape(plan.question)}</p>" if plan.question else "",
        *(_show_failure(name, failure) for name, failure in failures.items()),
        "<h2>Corpus</h2>",
        _show_facts(_collect_facts(results, manifest)),
        *(_show_notebook(name, results, records, warnings, endings.get(name, "")) for name in plan.notebooks),
        *_show_numbers(records),
        "<h2>How this was made</h2>",
        _show_facts(_collect_provenance(manifest)),
        '<p>Everything, by hash and version: <a href="manifest.json">manifest.json</a>; '
        'when and how long: <a href="run.json">run.json</a>.</p>',
    ]
    return make_page(plan.title, "\n".join(part for part in parts if part))


def _show_failure(name: str, failure: Failure) -> str:
    return (
        f'<div class="failure" role="alert"><strong class="alarm">This run did not finish.</strong> '
        f"{escape(name)} stopped at cell {failure.cell} (<code>{escape(failure.source)}</code>): "
        f"{escape(failure.error)}</div>"
    )


def _collect_facts(results: Path, manifest: dict[str, Any]) -> list[tuple[str, str]]:
    corpus = manifest["inputs"]["corpus"]
    facts = [("Corpus", corpus["name"]), ("Files", f"{corpus['n_files']:,} ({corpus['n_bytes']:,} bytes)")]
    path = results / "data" / "articles.parquet"
    if not path.is_file():
        return facts
    import pandas as pd

    articles = pd.read_parquet(path, engine="pyarrow", columns=["outlet", "date"])
    dates = articles["date"].dropna()
    outlets = articles["outlet"].value_counts(sort=False).sort_index()
    facts.append(("Articles", f"{len(articles):,}"))
    if len(outlets):
        facts.append(("Outlets", ", ".join(f"{name} ({count:,})" for name, count in outlets.items())))
    if len(dates):
        facts.append(("Published", f"{dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}"))
    return facts


def _collect_provenance(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    git = manifest["inputs"]["git"]
    state = {True: ", with changes that are not committed", None: ", state not known"}
    versions = manifest["versions"]
    return [
        ("Seed", str(manifest["study"]["seed"])),
        ("Corpus, sha256", manifest["inputs"]["corpus"]["sha256"]),
        ("Commit", git["commit"] + state.get(git["dirty"], "") if git else "not in a git repository"),
        ("Versions", ", ".join(f"{name} {number}" for name, number in versions.items() if number)),
        ("Outputs", f"{len(manifest['outputs'])} files"),
    ]


def _show_facts(facts: list[tuple[str, str]]) -> str:
    rows = (f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in facts)
    return f'<div class="wide"><table>{"".join(rows)}</table></div>'


def _show_notebook(name: str, results: Path, records: Records, warnings: dict[str, dict[str, int]], ending: str) -> str:
    if name not in warnings:
        return f'<h2>{escape(name)}</h2>\n<p class="soft">Not run.</p>'
    stem = Path(name).stem
    record = records.get(stem, {})
    page = f"notebooks/{quote(stem)}.html"
    return "\n".join(
        [
            f'<h2><a href="{page}">{escape(name)}</a></h2>',
            _show_warnings(warnings[name]),
            f"<p>Ended early: {escape(ending)}</p>" if ending else "",
            *(_show_figure(key, entry["caption"]) for key, entry in record.get("figures", {}).items()),
            *(_show_table(key, entry, results) for key, entry in record.get("tables", {}).items()),
        ]
    )


def _show_warnings(counts: dict[str, int]) -> str:
    if not counts:
        return ""
    items = "".join(f"<li>{escape(said)} ({count}×)</li>" for said, count in counts.items())
    total = sum(counts.values())
    heading = f"{total} warning{'s' if total > 1 else ''}"
    return f'<details><summary class="alarm">{heading}</summary><ul>{items}</ul></details>'


def _show_figure(name: str, caption: str) -> str:
    return (
        f'<figure><img src="figures/{name}.png" alt="{escape(caption)}">'
        f'<figcaption>{escape(caption)} <a href="figures/{name}.pdf">{name}.pdf</a></figcaption></figure>'
    )


def _show_table(name: str, entry: dict[str, Any], results: Path) -> str:
    """Show the first rows of a table: the columns that differ between rows, rounded; the rest in a note."""
    import pandas as pd

    table = pd.read_csv(results / "tables" / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")
    table.columns = pd.Index(["" if str(key).startswith("Unnamed:") else str(key) for key in table.columns])
    places, note = narrow_table(table)
    columns = [table.iloc[:LONGEST, place].tolist() for place in places]
    kinds = [_class(cells) for cells in columns]
    names = [escape(str(table.columns[place])) for place in places]
    top = "".join(f'<th scope="col"{kind}>{text}</th>' for kind, text in zip(kinds, names, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(kinds, row, strict=True)) + "</tr>"
        for row in zip(*map(round_column, columns), strict=True)
    )
    more = f" (the first {LONGEST} of {entry['rows']:,} rows)" if entry["rows"] > LONGEST else ""
    links = f'<a href="tables/{name}.csv">{name}.csv</a>, <a href="tables/{name}.tex">{name}.tex</a>'
    caption = f"<caption>{escape(entry['caption'])}{more} {links}</caption>"
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    shown = f"<table>{caption}<thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{shown}{below}</div>'


def _class(cells: list[str]) -> str:
    """Name the kind of a column for the page: numbers flush right, short text on one line."""
    if is_numeric(cells):
        return ' class="number"'
    return ' class="short"' if max(map(len, cells), default=0) <= SHORT else ""


def _show_numbers(records: Records) -> list[str]:
    found = {name: entry for record in records.values() for name, entry in record.get("numbers", {}).items()}
    if not found:
        return []
    facts = [(name, f"{_show_value(entry['value'])} {entry['unit']}") for name, entry in sorted(found.items())]
    return ["<h2>Numbers</h2>", _show_facts(facts)]


def _show_value(value: float | str | None) -> str:
    return "missing" if value is None else round_number(str(value))
