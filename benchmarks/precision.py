"""How often a hedge that was found is a hedge, as read by hand: share right of those read, with Wilson intervals.

python -m benchmarks.precision
"""

from __future__ import annotations

import json
from pathlib import Path

from statsmodels.stats.proportion import proportion_confint

_CODED = Path(__file__).resolve().parents[1] / "tests" / "validity" / "hedging_senses.json"


def main() -> None:
    coded = json.loads(_CODED.read_text("utf-8"))
    print(coded["coding"])
    for sample in coded["samples"]:
        about = f"{sample['items']} passages, alpha {sample['alpha']:.2f}; {sample['role']}"
        print(f"\nSample {sample['sample']}: {about}")
        for family, (right, read) in sample["right_of_read"].items():
            low, high = proportion_confint(right, read, method="wilson")
            print(f"  {family:14} {right / read:.2f}  [{low:.2f}, {high:.2f}]  {right} of {read}")


if __name__ == "__main__":
    main()
