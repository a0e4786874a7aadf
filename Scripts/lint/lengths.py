"""Checks that source files stay readable: at most 350 lines each, tables of data excepted."""

import subprocess
import sys
from pathlib import Path

LIMIT = 350
KINDS = {".swift", ".py", ".cpp", ".c", ".h", ".hpp", ".cu", ".cuh"}


def main() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    paths = [Path(name) for name in listed.split("\0") if Path(name).suffix in KINDS and Path(name).is_file()]
    long = [(len(path.read_text().splitlines()), path) for path in paths]
    long = sorted((count, path) for count, path in long if count > LIMIT)
    for count, path in long:
        print(f"{path} has {count} lines (at most {LIMIT}): give it one subject", file=sys.stderr)
    raise SystemExit(1 if long else 0)


if __name__ == "__main__":
    main()
