"""A portrait alone and in company: two at once, three at once, and beside as many busy loops as there are processors.

Nothing here needs the reference. The ways take turns, so that whatever else the machine does falls on all of them, and
medians are compared. The goals say what a service needs: time shared fairly, nothing lost to threads that wait.
"""

import argparse
import contextlib
import functools
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 120
"""Seconds after which a run is given up and counts as that long."""
# Ends with the bench, however that ends.
BUSY_LOOP = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"


@contextlib.contextmanager
def busy_loops(count):
    loops = [subprocess.Popen([sys.executable, "-c", BUSY_LOOP]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def portraits(count, narcis, cache):
    """Seconds until the last of so many portraits, started together, is there."""
    photograph = str(Path(cache) / "photographs/astronaut.png")
    start = time.perf_counter()
    processes = [
        subprocess.Popen(
            [narcis, "portrait", photograph, "corporate confidence", "--seed", "7", "--force", "--output",
             str(Path(cache) / f"bench-portrait-{number}.png")],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for number in range(count)
    ]
    try:
        for process in processes:
            _, error = process.communicate(timeout=max(1, LIMIT - (time.perf_counter() - start)))
            if process.returncode:
                sys.exit(f"error: narcis stopped with status {process.returncode}: {error[-300:]}")
    except subprocess.TimeoutExpired:
        pass
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    return time.perf_counter() - start


def beside_loops(narcis, cache):
    with busy_loops(os.cpu_count() or 1):
        return portraits(1, narcis, cache)


WAYS = (
    ("alone", functools.partial(portraits, 1), None),
    ("two at once", functools.partial(portraits, 2), None),
    ("three at once", functools.partial(portraits, 3), 4),
    ("beside a busy loop on every processor", beside_loops, 3),
)


def measure(narcis, cache, rounds):
    """Prints seconds and ratios to the portrait that is painted alone, with the goals beside them."""
    seconds = {name: [] for name, _, _ in WAYS}
    for _ in range(rounds):
        for name, run, _ in WAYS:
            seconds[name].append(run(narcis, cache))
    alone = statistics.median(seconds["alone"])
    print(f"{'whole portrait, embedded model':40}{'least':>9}{'median':>9}{'ratio':>7}  goal")
    for name, _, goal in WAYS:
        median = statistics.median(seconds[name])
        verdict = "" if goal is None else f"≤ {goal}" + (" · met" if median <= goal * alone else " · NOT met")
        print(f"  {name:38}{min(seconds[name]):7.2f} s{median:7.2f} s{median / alone:7.2f}  {verdict}".rstrip())


def main():
    parser = argparse.ArgumentParser()
    for name in ("narcis", "cache"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    measure(options.narcis, options.cache, int(os.environ.get("BENCH_ROUNDS", 5)))


if __name__ == "__main__":
    main()
