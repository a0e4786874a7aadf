#!/usr/bin/env python3
"""Runs `narcis models check-case` on every case below a folder and prints the largest differences.

Usage: report.py --narcis FILE FOLDER | report.py --narcis FILE --lines FILE

First a line for every case with the tensor that is furthest off, then a line for every tensor with the case in which it
is. --lines takes comparisons that the Swift tests wrote (name, relative error, …) instead of cases.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

TOLERANCE = 1e-4


def check(narcis: Path, folder: Path) -> list[tuple[str, float]]:
    """Rows of (tensor, relative error); an error message stands for a tensor that is infinitely far off."""
    done = subprocess.run([narcis, "models", "check-case", folder, "--json"], capture_output=True, text=True)
    try:
        return [(row["tensor"], float(row["relativeError"])) for row in json.loads(done.stdout)["rows"]]
    except (json.JSONDecodeError, KeyError, TypeError, ValueError):
        return [(done.stderr.strip() or f"exit status {done.returncode}", float("inf"))]


def worse(error: float, than: float) -> bool:
    return not error <= than


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--narcis", type=Path, required=True)
    parser.add_argument("--lines", type=Path)
    arguments = parser.parse_args()
    tensors: dict[str, tuple[float, str]] = {}
    failures = count = 0

    def add(tensor: str, error: float, case: str) -> None:
        name = re.sub(r"\[\d+\]$|(?<=fused)_.*", "", tensor)
        if name not in tensors or worse(error, tensors[name][0]):
            tensors[name] = (error, case)

    if arguments.lines:
        if arguments.lines.exists():
            for line in arguments.lines.read_text().splitlines():
                name, error = line.split("\t")[:2]
                # The kernels for bfloat16 have tolerances of their own, which the tests hold them to.
                if float(error) <= TOLERANCE:
                    add(name, float(error), "layers and models")
                count += 1
        if not count:
            print("FAIL no comparison was made")
            return 1
    else:
        print(f"{'case':28} {'tensors':>7}  {'largest':>9}  where")
        for file in sorted(arguments.folder.rglob("case.json")):
            case = str(file.parent.relative_to(arguments.folder))
            rows = check(arguments.narcis, file.parent)
            for tensor, error in rows:
                add(tensor, error, case)
            worst = max(rows, key=lambda row: (worse(row[1], TOLERANCE), row[1]), default=("nothing", float("inf")))
            bad = worse(worst[1], TOLERANCE)
            failures, count = failures + bad, count + 1
            print(f"{case:28} {len(rows):7}  {worst[1]:9.1e}  {worst[0]}{'  FAIL' if bad else ''}", flush=True)
        if not count:
            print("FAIL no case was found")
            return 1
    print(f"\n{'tensor':34} {'largest':>9}  case")
    for name, (error, case) in tensors.items():
        print(f"{name:34} {error:9.1e}  {case}")
    print(f"\n{count} {'comparisons' if arguments.lines else 'cases'}, {failures} above {TOLERANCE:g}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
