"""How often the speaker that was found for a direct quotation is the speaker, as read by hand.

python -m benchmarks.speakers draw PATH/TO/corpus.jsonl.gz --n 200 --seed 7 --out SHEET.csv
python -m benchmarks.speakers record SHEET.csv PATH/TO/corpus.jsonl.gz --coder NAME
python -m benchmarks.speakers score

``draw`` takes direct quotations of four words and more at random, each by its first row: half of them with a cue, half
without. The sheet holds passages of the corpus and is kept outside the project; in its last column the coder writes
right, wrong, none (there is no speaker: a title, a scare quote, a slogan) or ? (cannot be told from the passage).
``record`` keeps offsets, rules and verdicts and no text. ``score`` prints shares with Wilson intervals: right out
of those that could be told; where there is no speaker, right is to have given none.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

import framing as fr

PROJECT = Path(__file__).resolve().parents[1]
CODED = PROJECT / "tests" / "validity" / "quotation_speakers.json"
VERDICTS = ("right", "wrong", "none", "?")
CONTEXT = 1500
_KEYS = ["article_id", "part", "start", "end"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw")
    draw.add_argument("corpus")
    draw.add_argument("--n", type=int, default=200)
    draw.add_argument("--seed", type=int, default=7)
    draw.add_argument("--out", type=Path, required=True)
    record = commands.add_parser("record")
    record.add_argument("sheet", type=Path)
    record.add_argument("corpus", type=Path)
    record.add_argument("--coder", required=True)
    commands.add_parser("score")
    chosen = arguments.parse_args()
    if chosen.command == "draw":
        _write_sheet(chosen)
    elif chosen.command == "record":
        _write_codes(chosen)
    elif not CODED.is_file():
        sys.exit(f"nothing was coded yet: {CODED.name} is not there")
    else:
        coded = json.loads(CODED.read_text("utf-8"))
        print(coded["coding"])
        print(score_codes(coded["items"]).to_string(index=False))


def _write_sheet(chosen: argparse.Namespace) -> None:
    if chosen.out.resolve().is_relative_to(PROJECT):
        sys.exit("the sheet holds passages of the corpus: write it outside the project")
    articles = fr.read_corpus(chosen.corpus)
    articles = fr.clean_articles(articles, chrome=fr.find_chrome(articles))
    sheet = draw_quotations(articles, fr.find_quotations(articles), n=chosen.n, seed=chosen.seed)
    sheet.to_csv(chosen.out, index=False)
    print(f"{len(sheet)} quotations, {(sheet['group'] == 'cued').sum()} of them cued, in {chosen.out}")


def draw_quotations(articles: pd.DataFrame, quotations: pd.DataFrame, *, n: int, seed: int) -> pd.DataFrame:
    """Draw direct quotations, half of them with a cue, in random order and with the passage they stand in."""
    direct = quotations[quotations["kind"] == "direct"].sort_values([*_KEYS], kind="stable")
    direct = direct.drop_duplicates("quotation_id").reset_index(drop=True)
    rng = np.random.Generator(np.random.PCG64(seed))
    cued = direct["cue"].notna().to_numpy()
    picked = []
    for group, size in ((cued, n - n // 2), (~cued, n // 2)):
        members = np.flatnonzero(group)
        picked.append(rng.permutation(members)[:size])
    drawn = direct.iloc[rng.permutation(np.concatenate(picked))].reset_index(drop=True)
    columns = drawn[[*_KEYS, "speaker", "cue", "rule"]]
    return (
        columns.assign(
            group=np.where(drawn["cue"].notna(), "cued", "uncued"),
            passage=[_passage(articles, row) for row in drawn.to_dict("records")],
            verdict="",
        )
        .rename_axis("item")
        .reset_index()
    )


def _passage(articles: pd.DataFrame, row: dict[Any, Any]) -> str:
    text = str(articles.loc[row["article_id"], row["part"]])
    start, end = int(row["start"]), int(row["end"])
    return f"{text[max(0, start - CONTEXT) : start]}>>>{text[start:end]}<<<{text[end : end + CONTEXT]}"


def _write_codes(chosen: argparse.Namespace) -> None:
    """Add a coder's verdicts to the file of codes."""
    sheet = pd.read_csv(chosen.sheet, dtype={"article_id": str, "verdict": str})
    coded: dict[str, Any] = json.loads(CODED.read_text("utf-8")) if CODED.is_file() else {"coding": "", "items": []}
    coded |= {"data": chosen.corpus.name, "sha256": hashlib.sha256(chosen.corpus.read_bytes()).hexdigest()}
    coded["items"] = add_codes(coded["items"], sheet, coder=chosen.coder)
    lines = ",\n".join(f"  {json.dumps(item)}" for item in coded.pop("items"))
    head = json.dumps(coded, indent=1)[:-2]
    CODED.write_text(f'{head},\n "items": [\n{lines}\n ]\n}}\n', "utf-8")


def add_codes(items: list[dict[str, Any]], sheet: pd.DataFrame, *, coder: str) -> list[dict[str, Any]]:
    """Add the verdicts of a filled sheet to those of other coders, without a word of text."""
    known = {tuple(item[key] for key in _KEYS): item for item in items}
    for row in sheet.to_dict("records"):
        if row["verdict"] not in VERDICTS:
            sys.exit(f"item {row['item']}: the verdict is {row['verdict']!r}, and not one of {', '.join(VERDICTS)}")
        place = (str(row["article_id"]), str(row["part"]), int(row["start"]), int(row["end"]))
        item = dict(zip(_KEYS, place, strict=True))
        item |= {"rule": row["rule"], "cued": row["group"] == "cued", "named": bool(pd.notna(row["speaker"]))}
        known.setdefault(place, item | {"verdicts": {}})["verdicts"][coder] = row["verdict"]
    return [known[place] for place in sorted(known)]


def score_codes(items: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Share of right speakers by coder, by whether there is a cue, and by rule."""
    counted: dict[tuple[str, str], list[int]] = {}
    for item in items:
        for coder, verdict in item["verdicts"].items():
            right = verdict == "right" or (verdict == "none" and not item["named"])
            group = "cued" if item["cued"] else "uncued"
            for name in (group, f"{group}: {item['rule']}"):
                tally = counted.setdefault((coder, name), [0, 0, 0])
                if verdict == "?":
                    tally[2] += 1
                else:
                    tally[0] += right
                    tally[1] += 1
    rows = []
    for (coder, name), (right, told, untold) in sorted(counted.items()):
        low, high = proportion_confint(right, told, method="wilson") if told else (float("nan"),) * 2
        share = right / told if told else float("nan")
        rows.append((coder, name, round(share, 3), round(low, 3), round(high, 3), right, told, untold))
    columns = ["coder", "group", "share", "low", "high", "right", "told", "cannot_be_told"]
    return pd.DataFrame(rows, columns=columns)


if __name__ == "__main__":
    main()
