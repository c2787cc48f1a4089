"""Whether any damage to a file breaks a reader, hangs it, or loses an article in silence.

    python -m benchmarks.fuzzing [--cases 300] [--seed 7] [--only nexis] [--keep FOLDER]

Takes a small file of every kind the kit reads (``benchmarks.fuzz_samples``), damages it one to three times (bytes
turned, cut out, repeated or put in, pieces of other files put in, lines taken out, doubled or swapped; zips also
from within) and reads it as ``import_corpus`` does, then the rows it gave as ``read_corpus`` does. One row a reader:

- exceptions: anything raised but what says what is wrong with the file;
- slowest: seconds for one case; more than five is a hang;
- imbalances: the file announces more than was read and reported, rows and account differ, or a file is in no account;
- silent: words of an article stand in the damaged file and in no row, and nothing is reported that was not before.

The exit code is 1 where there is any of these. The same seed gives the same cases.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pandas as pd

from benchmarks.fuzz_samples import list_members, list_samples, pack_members
from benchmarks.machine import table
from framing.corpus.finishing import find_orders, finish_rows, set_ids, set_numbers
from framing.corpus.gathering import Gathering
from framing.corpus.opening import open_files
from framing.corpus.values import find_number_kind
from framing.errors import CorpusError
from framing.formats.files import CorpusFile
from framing.formats.harvest import REASONS
from framing.tables import check_table

SECONDS = 5.0
_GZIP = b"\x1f\x8b"
_OF_LETTERS = {"encoding guessed", "characters replaced", "count wrong"}
_OF_LETTERS |= {"title missing", "outlet missing", "date missing"}  # these say nothing of a loss
_MARK = 24  # characters of an article's text by which it is known again
_SLICE = re.compile(rf"[A-Za-z][A-Za-z ]{{{_MARK},}}")


class HangError(BaseException):
    """A case took too long; no reader may catch it as a mistake of the file."""


@dataclass(frozen=True)
class Sample:
    """A file before it is damaged: what it gave, and words of each of its articles, with those before them."""

    name: str
    data: bytes
    reader: str
    doubts: frozenset[tuple[object, ...]]
    marks: tuple[tuple[str, str], ...]


@dataclass
class Tally:
    """What happened to the cases of one reader."""

    cases: int = 0
    slowest: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="samples whose name holds this")
    parser.add_argument("--keep", type=Path, help="a folder for the files at which something failed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples = [read_sample(name, data, Path(folder)) for name, data in list_samples().items()]
        chosen = [sample for sample in samples if asked.only in sample.name]
        tallies = {sample.reader: Tally() for sample in chosen}
        for number in range(asked.cases):
            sample, chance = chosen[number % len(chosen)], random.Random(f"{asked.seed}/{number}")  # noqa: S311
            data = damage(sample.data, chance, samples)
            faults = try_case(sample, data, Path(folder), tallies[sample.reader])
            for fault in faults:
                print(f"case {number}, {sample.name}: {fault}", flush=True)
            if faults and asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{number}_{sample.name}").write_bytes(data)
    print_tallies(tallies)
    return int(any(tally.faults for tally in tallies.values()))


def read_sample(name: str, data: bytes, folder: Path) -> Sample:
    """Read a file before it is damaged."""
    found, whole = gather(name, data, folder), read_words(data)
    marks: list[tuple[str, str]] = []
    for row in list_rows(found):
        words = [piece[:_MARK] for piece in _SLICE.findall(str(row["text"]))]
        at = next((whole.index(piece) for piece in words if whole.count(piece) == 1), None)
        if at is not None:
            marks.append((whole[max(0, at - _MARK // 2) : at + _MARK], whole[at : at + _MARK]))
    layout = found.sources[0]["layout"] or found.sources[0]["reason"]
    suffix = "".join(Path(name).suffixes[-2:]).removeprefix(".")
    return Sample(name, data, f"{layout}, {suffix}", frozenset(_doubts(found)), tuple(marks))


def read_words(data: bytes) -> str:
    """Give the words that stand in a file as they stand there, also in what is packed in it."""
    try:
        packed = [gzip.decompress(data)] if data.startswith(_GZIP) else list(list_members(data).values())
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return ""  # a damaged package: what is in it cannot be known
    return " ".join(piece.decode("utf-8", "replace") for piece in (packed or [data]))


def list_rows(found: Gathering) -> list[dict[str, object]]:
    """List all rows, those of tables too."""
    tables = [frame.to_dict("records") for frame in found.frames]
    return [*found.rows, *({str(name): cell for name, cell in row.items()} for rows in tables for row in rows)]


def gather(name: str, data: bytes, folder: Path) -> Gathering:
    """Read one file as an import does."""
    path = folder / name
    path.write_bytes(data)
    return open_files([CorpusFile(path, name)], Gathering(), strict=False)


def try_case(sample: Sample, data: bytes, folder: Path, tally: Tally) -> list[str]:
    """Read a damaged file against the clock; say what went wrong."""
    tally.cases += 1
    start = time.perf_counter()
    faults: list[str] = []
    set_alarm(SECONDS)
    try:
        found = gather(sample.name, data, folder)
        finish(found)
    except HangError:
        faults.append(f"hang: over {SECONDS:.0f} s")
    except Exception:
        faults.append(f"exception: {traceback.format_exc().strip()}")
    else:
        tally.refused.update(str(source["reason"]) for source in found.sources if source["reason"])
        faults += [f"imbalance: {fault}" for fault in find_imbalances(found)]
        faults += [f"silent: {mark!r}" for mark in find_losses(sample, data, found)]
    finally:
        set_alarm(0)
    tally.slowest = max(tally.slowest, time.perf_counter() - start)
    tally.faults.update({fault.split(":")[0] for fault in faults})
    return faults


def set_alarm(seconds: float) -> None:
    """Set a timer that ends a case, where the system has one."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise HangError


def finish(found: Gathering) -> None:
    """Make the rows that were gathered into the table ``articles``; ids given twice are the file's own mistake."""
    raw = found.take_frame()
    if raw is None:
        return
    rows = finish_rows(raw, orders=find_orders(raw), retrieved=None)
    kinds = {name: find_number_kind([raw[name]]) for name in raw.attrs["untyped"]}
    try:
        articles = set_ids(set_numbers(rows, kinds))
    except CorpusError:
        return
    check_table("articles", articles)


def find_imbalances(found: Gathering) -> Iterator[str]:
    """Say where the account of a file does not agree with itself or with the rows."""
    if not found.sources:
        yield "the file is in no account"
    doubts = pd.DataFrame(found.doubts, columns=["source_file", "position", "reason", "kept"])
    yield from (f"unknown reason {reason}" for reason in sorted(set(doubts["reason"]) - set(REASONS)))
    lost = doubts[~doubts["kept"].astype(bool)]
    for source in found.sources:
        own = lost[lost["source_file"] == source["source_file"]]
        of_articles = own[own["position"].notna() | (own["reason"] == "article missing")]
        if source["announced"] is not None and source["announced"] != int(str(source["read"])) + len(of_articles):
            yield f"announced {source['announced']}, read {source['read']}, reported {len(of_articles)}"
        if source["reason"] and source["reason"] not in set(own["reason"]):
            yield f"refused as {source['reason']} without a row among the doubts"
    read = Counter(str(row["_file"]) for row in list_rows(found))
    said = Counter({str(source["source_file"]): 0 for source in found.sources})
    for source in found.sources:
        said[str(source["source_file"])] += int(str(source["read"]))
    if {file: count for file, count in said.items() if count} != dict(read):
        yield f"rows {dict(read)}, in the account {dict(said)}"


def find_losses(sample: Sample, data: bytes, found: Gathering) -> list[str]:
    """Find articles whose words stand in the file, but in no row, while nothing new is reported."""
    if not sample.marks or {reason for reason, _, _ in set(_doubts(found)) - sample.doubts} - _OF_LETTERS:
        return []
    cells = [*(cell for row in list_rows(found) for cell in row.values()), *(doubt["note"] for doubt in found.doubts)]
    kept, whole = " ".join(" ".join(map(str, cells)).split()), read_words(data)
    return [mark for place, mark in sample.marks if place in whole and mark not in kept]


def _doubts(found: Gathering) -> list[tuple[object, ...]]:
    return [(doubt["reason"], doubt["position"], doubt["note"]) for doubt in found.doubts]


def damage(data: bytes, chance: random.Random, others: Sequence[Sample]) -> bytes:
    """Damage a file one to three times, a zip in half of the cases from within."""
    members = list_members(data)
    if members and chance.random() < 0.7:
        name = chance.choice(sorted(members))
        if "word/document.xml" in members and chance.random() < 0.7:
            name = "word/document.xml"
        return pack_members(members | {name: damage(members[name], chance, others)})
    if data.startswith(_GZIP) and chance.random() < 0.7:
        return gzip.compress(damage(gzip.decompress(data), chance, others), mtime=0)
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_CHANGES)(data, chance, others)
    return data


def turn_bytes(data: bytes, chance: random.Random, _others: Sequence[Sample]) -> bytes:
    turned = bytearray(data)
    for _ in range(chance.randint(1, 8) if turned else 0):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)


def cut_out(data: bytes, chance: random.Random, _: Sequence[Sample]) -> bytes:
    start, stop = _span(data, chance)
    return data[:start] if chance.random() < 0.4 else data[:start] + data[stop:]


def repeat_piece(data: bytes, chance: random.Random, _: Sequence[Sample]) -> bytes:
    start, stop = _span(data, chance)
    return data[:stop] + data[start:stop] * chance.choice((1, 1, 1, 40)) + data[stop:]


def put_in(data: bytes, chance: random.Random, others: Sequence[Sample]) -> bytes:
    at = chance.randint(0, len(data))
    other = chance.choice(others).data
    start, stop = _span(other, chance)
    odd = chance.choice(
        (chance.randbytes(chance.randint(1, 40)), b"\0", b"\x1a", b"\xff\xfe", b"<![CDATA[", b"{" * 3000)
    )
    return data[:at] + (other[start:stop] if chance.random() < 0.6 else odd) + data[at:]


def change_lines(data: bytes, chance: random.Random, _: Sequence[Sample]) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    start = chance.randrange(len(lines))
    stop = min(len(lines), start + chance.randint(1, 12))
    piece = lines[start:stop]
    changed = chance.choice(([], piece * 2, piece[::-1], [line for own in piece for line in (own, b"\n")]))
    return b"".join([*lines[:start], *changed, *lines[stop:]])


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 10, 100, 1000, 10_000)))


_CHANGES = (turn_bytes, cut_out, repeat_piece, put_in, change_lines, change_lines)


def print_tallies(tallies: dict[str, Tally]) -> None:
    kinds = ("exception", "hang", "imbalance", "silent")
    rows = []
    for reader, tally in sorted(tallies.items()):
        refused = ", ".join(f"{reason} {count}" for reason, count in tally.refused.most_common())
        counts = [str(count) for count in (tally.cases, *(tally.faults[kind] for kind in kinds))]
        rows.append([reader, *counts, f"{tally.slowest:.2f}", refused])
    print(
        table(["reader", "cases", "exceptions", "hangs", "imbalances", "silent", "slowest, s", "files refused"], rows)
    )


if __name__ == "__main__":
    sys.exit(main())
