"""What was gathered from the files of a corpus: raw rows, and an account of every file and every loss."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from framing.corpus.characters import repair_text
from framing.corpus.refusing import tell_kind
from framing.corpus.shaping import OWN, list_texts, shape_rows, shape_sheet
from framing.formats.columns import ORDER, resolve_columns, show_names
from framing.formats.dates import counts_since_1970
from framing.formats.files import CorpusFile, file_kind
from framing.formats.harvest import Doubt, Harvest, reconcile
from framing.formats.mending import Note
from framing.formats.metadata import Metadata
from framing.formats.pages import Page, take_title
from framing.formats.sheets import Sheet

__all__ = ["Gathering"]


@dataclass(slots=True)
class Gathering:
    """Everything that some files gave, in plain lists, so that one process can hand it to another.

    Attributes
    ----------
    columns, metadata, repair
        What the user says about names and about files, and whether garbled characters are turned back.
    frames
        Raw rows, a frame a table, under the names of ``articles``; dates as written.
    rows
        Raw rows of pages and exports.
    sources
        The account: a row a file, or member of an archive, as in the table ``sources``.
    doubts
        What is missing or doubtful, as in the table ``doubts``.
    taken
        Every page that a table about files was asked for, and the label of its row.
    names
        Every column name that was met.
    order
        The files, in order.
    """

    columns: Mapping[str, str] | None = None
    metadata: Metadata | None = None
    repair: bool = False
    frames: list[pd.DataFrame] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    sources: list[dict[str, object]] = field(default_factory=list)
    doubts: list[dict[str, object]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    taken: list[tuple[str, str | None]] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    order: dict[str, None] = field(default_factory=dict)

    def add_table(
        self, sheet: Sheet, file: CorpusFile, data: bytes, *, encoding: str = "", doubts: Sequence[Doubt] = ()
    ) -> None:
        """Take the rows of a table in a file, and what is doubtful about it."""
        n_rows = self.add_frame(sheet)
        doubts = [*doubts, *_find_unused(self.frames[-1])]
        dates = self.frames[-1]["date"]
        if counts_since_1970(dates.tolist()):
            note = "seconds or milliseconds since 1970: the day is that of UTC"
            self.notes.append({"item": "dates counted since 1970", "value": int(dates.notna().sum()), "note": note})
        if not sheet.account:  # a corpus the kit has written brings the account of its own sources
            self._account(file, data, layout="table", encoding=encoding, read=n_rows, doubts=doubts)

    def add_frame(self, sheet: Sheet) -> int:
        """Take the rows of a table; say how many there are."""
        self.names |= dict.fromkeys(sheet.columns)
        self.order[sheet.name] = None
        frame = shape_sheet(sheet, self.columns, self.notes)
        self.frames.append(frame)
        self.notes += [*sheet.notes, *sheet.account.get("reading", [])]
        self.sources += sheet.account.get("sources", [])
        self.doubts += sheet.account.get("doubts", [])
        return len(frame)

    def add_page(self, page: Page, file: CorpusFile, data: bytes) -> None:
        """Take the one article of a page or document, and what a table about files says of it."""
        row = self._row_of_page(page, file)
        if self.metadata is not None:
            key, cells = self.metadata.take(file.name)
            self.taken.append((file.name, key))
            row |= cells
        if row.get("title") is None and page.layout is None:
            row["title"], row["text"] = take_title(page.text)
        row["outlet"] = row.get("outlet") or file.outlet
        self.rows.append(row)
        self._account(file, data, layout="page", encoding=page.encoding, read=1, doubts=page.doubts)

    def add_captures(
        self, pages: list[tuple[Page, dict[str, object]]], harvest: Harvest, file: CorpusFile, source: bytes | Path
    ) -> None:
        """Take the pages of a web archive, each with what the archive says of it, and the account of the archive."""
        for page, said in pages:
            row = self._row_of_page(page, file) | said
            row["outlet"] = row.get("outlet") or file.outlet
            self.rows.append(row)
            doubts = [
                Doubt(d.reason, int(str(said["position"])), str(row.get("title") or ""), d.note) for d in page.doubts
            ]
            harvest.doubts += doubts
        self.report(harvest.doubts, file)
        size, digest = _fingerprint(source)
        known = {"layout": harvest.layout, "announced": harvest.announced, "read": len(pages)}
        self._list(file, known | {"sha256": digest, "bytes": size})

    def add_harvest(self, harvest: Harvest, file: CorpusFile, data: bytes, *, encoding: str = "") -> None:
        """Take the articles of an export or a feed; every one it announces is read or reported."""
        reconcile(harvest)
        for article in harvest.articles:
            row = {"source_file": file.name, "_file": file.name, "_group": file.name, **article}
            row["outlet"] = row.get("outlet") or file.outlet
            self.rows.append(row)
        self._account(
            file,
            data,
            layout=harvest.layout,
            encoding=encoding,
            announced=harvest.announced,
            read=len(harvest.articles),
            doubts=harvest.doubts,
        )

    def refuse(self, file: CorpusFile, reason: str, note: str, *, data: bytes = b"") -> None:
        """Account for a file that is not read."""
        self._account(file, data, reason=reason, note=note, doubts=[Doubt(reason, note=note, kept=False)])

    def leave_out(self, names: Sequence[str]) -> None:
        """Account for files of kinds that are not read, with what to do where something can be done."""
        for name in names:
            self.refuse(CorpusFile(Path(name), name), "file of another kind", tell_kind(name))

    def merge(self, other: Gathering) -> None:
        """Add what another process gathered from the files that follow."""
        self.frames += other.frames
        self.rows += other.rows
        self.sources += other.sources
        self.doubts += other.doubts
        self.notes += other.notes
        self.taken += other.taken
        self.names |= other.names
        self.order |= other.order

    def take_frame(self) -> pd.DataFrame | None:
        """Give all raw rows as one frame, in the order of the files; None where there is none."""
        frames = [*self.frames, *([shape_rows(self.rows, self.notes)] if self.rows else [])]
        if not frames:
            return None
        untyped = {name for frame in frames for name in frame.attrs["untyped"]}
        untyped -= {name for frame in frames for name in list_texts(frame)}
        for frame in frames:
            frame.attrs = {}
        whole = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True, sort=False)
        places = {name: place for place, name in enumerate(self.order)}
        order = whole["_file"].map(places).argsort(kind="stable")
        whole = whole.iloc[order].reset_index(drop=True)
        if self.repair:
            whole = self._repaired(whole)
        whole.attrs = {"untyped": sorted(untyped)}
        return whole

    def _repaired(self, raw: pd.DataFrame) -> pd.DataFrame:
        """Turn garbled characters back, and note for each file how many."""
        mended = {name: [repair_text(text) for text in raw[name].fillna("").tolist()] for name in ("title", "text")}
        counts = pd.Series([sum(n for _, n in pair) for pair in zip(*mended.values(), strict=True)])
        for name, of_file in counts[counts > 0].groupby(raw["_file"], sort=True):
            note = f"{int(of_file.sum()):,} characters of {len(of_file):,} articles"
            doubt = Doubt("characters repaired", note=note)
            self.report([doubt], CorpusFile(Path(str(name)), str(name)))
        texts = {name: pd.Series([text for text, _ in cells], dtype="str") for name, cells in mended.items()}
        return raw.assign(text=texts["text"], title=texts["title"].where(raw["title"].notna()))

    def _row_of_page(self, page: Page, file: CorpusFile) -> dict[str, object]:
        self.names |= dict.fromkeys([*page.header, "text"])
        names = resolve_columns(list(page.header), columns={**(self.columns or {}), **file.columns}, where=file.name)
        row: dict[str, object] = {"text": page.text, "source_file": file.name}
        row |= {names.get(key, key): value or None for key, value in page.header.items() if names.get(key) != "text"}
        row |= {"_file": file.name, "_group": file.name.rpartition("/")[0] + "/"}
        if page.layout is not None:
            row |= {"layout": page.layout} | ({"outlet": file.outlet} if file.outlet else {})
        return row

    def _account(
        self,
        file: CorpusFile,
        data: bytes,
        *,
        layout: str | None = None,
        encoding: str = "",
        announced: int | None = None,
        read: int = 0,
        reason: str | None = None,
        note: str = "",
        doubts: Sequence[Doubt] = (),
    ) -> None:
        """Write a file into the account: what came of it, and what is doubtful about it."""
        self.report(doubts, file)
        known = {"layout": layout, "encoding": encoding or None, "announced": announced, "read": read}
        size = len(data) if data or reason == "file empty" else None  # else it was never opened
        digest = hashlib.sha256(data).hexdigest() if data else None
        self._list(file, known | {"reason": reason, "note": note or None, "sha256": digest, "bytes": size})

    def report(self, doubts: Sequence[Doubt], file: CorpusFile) -> None:
        """Take what is doubtful about a file."""
        for doubt in doubts:
            self.doubts.append(
                {
                    "source_file": file.name,
                    "position": doubt.position,
                    "name": doubt.name,
                    "reason": doubt.reason,
                    "note": doubt.note,
                    "kept": doubt.kept,
                }
            )

    def _list(self, file: CorpusFile, known: Mapping[str, object]) -> None:
        self.order[file.name] = None
        last = self.sources[-1] if self.sources else {}
        if last.get("source_file") == file.name and last["layout"] == known["layout"] == "table":
            last["read"] = int(str(last["read"])) + int(str(known["read"]))  # another sheet of the same workbook
            return
        source: dict[str, object] = {"source_file": file.name, "format": file_kind(file.path).removeprefix(".")}
        self.sources.append({**source, "encoding": None, "reason": None, "note": None, **known})


def _find_unused(frame: pd.DataFrame) -> list[Doubt]:
    """Say which columns of a table are not known, where it has no title, outlet or date."""
    lacking = [name for name in ("title", "outlet", "date") if name not in frame.columns or frame[name].isna().all()]
    unused = [name for name in frame.columns if name not in (*ORDER, *OWN, "article_id")]
    if not lacking or not unused:
        return []
    do = f"if one of them is it: --columns {unused[0]}={lacking[0]}"
    return [Doubt("columns not used", note=f"no {' or '.join(lacking)}; not used: {show_names(unused)}; {do}")]


def _fingerprint(source: bytes | Path) -> tuple[int, str]:
    """Give size and sha256 of a file without reading it whole."""
    if isinstance(source, bytes):
        return len(source), hashlib.sha256(source).hexdigest()
    with source.open("rb") as stream:
        return source.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest()
