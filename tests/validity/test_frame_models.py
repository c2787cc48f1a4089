"""The protocol keeps groups apart: codes by chance that belong to a group cannot be learnt from the rest of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.validity import frame_models
from framing.validity.halves import part_of

FRAMES = ("conflict", "economic", "human_interest", "moral", "resolution")


def draw_words(rng: np.random.Generator, n: int) -> list[str]:
    return ["".join(rng.choice(list("abcdefghijklmnoprstuvw"), 6)) for _ in range(n)]


def make_climate(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Twenty outlets of five articles: each outlet has words and codes of its own."""
    marked = []
    for outlet in range(20):
        words, codes = draw_words(rng, 12), rng.integers(0, 2, len(FRAMES)).tolist()
        for number in range(5):
            text = " ".join(rng.choice(words, 10)) + f" n{outlet}x{number}."
            about = {"id": f"c{outlet}-{number}", "outlet": f"Paper {'abcdefghijklmnopqrst'[outlet]}", "text": text}
            marked.append(about | dict(zip(FRAMES, codes, strict=True)))
    return marked


def make_guns(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Thirty headlines, each in four versions that differ in one word of twelve."""
    marked = []
    for event in range(30):
        words, frame = draw_words(rng, 11), str(rng.choice(["laws", "grief"]))
        for number, last in enumerate(draw_words(rng, 4)):
            text = " ".join([*words, last])
            marked.append({"id": f"g{event}-{number}", "text": text, "frame": frame, "relevant": True})
    again = {"id": "g-again", "text": f" {marked[0]['text'].upper()}", "frame": "laws", "relevant": True}
    return [*marked, again, {"id": "g-off", "text": "Rain today", "frame": "laws", "relevant": False}]


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    rng = np.random.Generator(np.random.PCG64(6))
    sets = {"narrative_frames.jsonl": make_climate(rng), "gvfc_headlines.jsonl": make_guns(rng)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame_models, "find_set", lambda name, *_: Path(name))
        patch.setattr(frame_models, "read_lines", lambda path: sets[path.name])
        return frame_models.measure().set_index(["set", "part", "measure"])


def test_an_outlet_tells_nothing_of_itself(figures: pd.DataFrame) -> None:
    areas = [figures.loc[("narrative_frames.jsonl", "cross-validated", f"auc, {frame}"), "value"] for frame in FRAMES]
    assert np.mean(areas) < 0.65


def test_a_near_copy_tells_nothing_of_the_other(figures: pd.DataFrame) -> None:
    assert figures.loc[("gvfc_headlines.jsonl", "cross-validated", "accuracy"), "value"] < 0.7


def test_without_the_groups_both_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same protocol with every article its own group: what the two tests above would let through."""
    marked = make_guns(np.random.Generator(np.random.PCG64(6)))
    monkeypatch.setattr(frame_models, "find_set", lambda name, *_: Path(name))
    monkeypatch.setattr(frame_models, "read_lines", lambda *_: marked)
    monkeypatch.setattr(frame_models, "_join_copies", lambda articles: articles.index.tolist())
    rows = {row[1:3]: row[3] for row in frame_models._measure_guns(None)}
    assert rows["cross-validated", "accuracy"] > 0.9


def test_each_half_is_reported_with_its_articles(figures: pd.DataFrame) -> None:
    names = [f"g{event}-{number}" for event in range(30) for number in range(4)]
    n_seen = sum(part_of(name) == "seen" for name in names)
    n = figures["n"].xs("accuracy", level="measure").droplevel("set")
    assert n.to_dict() == {"seen": n_seen, "unseen": 120 - n_seen, "cross-validated": 120}
    accuracy = figures.xs("accuracy", level="measure").droplevel("set")["value"]
    parts = accuracy["seen"] * n_seen + accuracy["unseen"] * (120 - n_seen)
    assert parts / 120 == pytest.approx(accuracy["cross-validated"])
    between = figures.dropna(subset="low")
    assert ((between["low"] <= between["value"]) & (between["value"] <= between["high"])).all()
