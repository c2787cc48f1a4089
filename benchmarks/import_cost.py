"""What `import framing` costs beyond pandas, in a fresh process each time.

python -m benchmarks.import_cost
"""

from __future__ import annotations

import statistics
import subprocess
import sys

_ROUNDS = 9
_TIMED = "import time; import pandas; t = time.perf_counter(); import framing; print(time.perf_counter() - t)"


def main() -> None:
    seconds = [
        float(subprocess.run([sys.executable, "-c", _TIMED], capture_output=True, text=True, check=True).stdout)
        for _ in range(_ROUNDS)
    ]
    print(f"import framing beyond pandas: median {statistics.median(seconds):.4f} s, largest {max(seconds):.4f} s")


if __name__ == "__main__":
    main()
