"""The thirty media: seconds per megapixel, whole portraits, prints, and filters of G'MIC and OpenCV beside them.

A medium's seconds run from the moment when the sitter is laid out on the page to the end of the program, with the
picture written; the model's come before. Processor seconds, summed over threads, are the steadier figure where the
machine has other work, so ratios are theirs. Nothing here is asserted.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from PIL import Image

import media_peers
import peers_sheet

PAGE = (1024, 1280)
WORDS, SEED = "quiet joy", 5
GOALS = {"whole": 5, "print": 60, "peak": 1.5e9}
"""Seconds of a whole portrait, seconds of a print, bytes of a print."""
FACE, ABOVE = 0.42, 0.17
"""Height of the face, and room above it, in heights of the page: where the media place a head."""
TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(process):
    """Of a process that still runs."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def portrait(narcis, photograph, medium, page, output):
    """Seconds and processor seconds of a portrait and of its medium alone; peak bytes."""
    start, begun, begun_cpu = time.perf_counter(), None, None
    process = subprocess.Popen(
        [narcis, "portrait", photograph, WORDS, "--seed", str(SEED), "--medium", medium, "--page", page, "--force", "--output",
         output], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines = []
    try:
        for line in process.stderr:
            if begun is None and line.startswith("Studying the sitter"):
                begun, begun_cpu = time.perf_counter(), processor_seconds(process)
            lines.append(line)
        _, status, usage = os.wait4(process.pid, 0)
    except KeyboardInterrupt:
        process.kill()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or begun is None:
        sys.exit(f"error: narcis stopped with status {process.returncode}: {''.join(lines)[-300:]}")
    end, cpu = time.perf_counter(), usage.ru_utime + usage.ru_stime
    return {
        "seconds": end - start, "cpu": cpu, "mediumSeconds": end - begun, "mediumCpu": cpu - begun_cpu,
        "peak": 1024 * usage.ru_maxrss,
    }  # fmt: skip


def least(runs):
    """Of every figure the least: other work on the machine only adds. Of the peak the most."""
    figures = {name: min(run[name] for run in runs) for name in runs[0]}
    return {**figures, "peak": max(run["peak"] for run in runs)}


def cropped(narcis, photograph, output):
    """The photograph as the media frame it, at the page's size: what the peers are given."""
    done = subprocess.run([narcis, "faces", photograph, "--json"], check=True, capture_output=True, text=True)
    box = max((face["box"] for face in json.loads(done.stdout)["faces"]), key=lambda box: box["height"])
    with Image.open(photograph) as picture:
        height = min(box["height"] / FACE, picture.height, picture.width * PAGE[1] / PAGE[0])
        width = height * PAGE[0] / PAGE[1]
        left = min(max(box["x"] + box["width"] / 2 - width / 2, 0), picture.width - width)
        top = min(max(box["y"] - ABOVE * height, 0), picture.height - height)
        area = (left, top, left + width, top + height)
        picture.convert("RGB").resize(PAGE, Image.LANCZOS, box=area).save(output)


def measured(options, folder, peers):
    """Rows that fill as the bench goes on: portraits and peers of all media first, prints last, for they take longest.

    Who interrupts it sees what was measured until then.
    """
    rows = []
    try:
        for medium in options.media:
            picture = folder / f"{medium}.png"
            runs = [
                portrait(options.narcis, options.photograph, medium, f"{PAGE[0]}x{PAGE[1]}", picture)
                for _ in range(options.rounds)
            ]  # fmt: skip
            near = {peer: peers.cost(peer) for peer in media_peers.NEAREST.get(medium, ())}
            near = {peer: cost for peer, cost in near.items() if cost}
            rows.append({"medium": medium, "whole": least(runs), "print": None, "peers": near})
            told(medium, rows[-1]["whole"])
        for row in rows if options.page != "none" else ():
            row["print"] = portrait(
                options.narcis, options.photograph, row["medium"], options.page, folder / "print.png")
            told(f"{row['medium']}, {options.page}", row["print"])
    except KeyboardInterrupt:
        print("Interrupted; this was measured until then:", flush=True)
    return rows


def told(what, run):
    print(f"{what}: {run['seconds']:.1f} s, {run['cpu']:.1f} processor seconds", file=sys.stderr, flush=True)


def megapixels():
    return PAGE[0] * PAGE[1] / 1e6


def lines(row):
    """The rows of the table that belong to a medium: one, and one more for each further peer."""
    whole, paper = row["whole"], row["print"]
    cells = [
        row["medium"], f"{whole['mediumSeconds'] / megapixels():.2f}", f"{whole['mediumCpu'] / megapixels():.2f}",
        f"{whole['seconds']:.1f}", f"{whole['cpu']:.1f}", *(
            (f"{paper['seconds']:.1f}", f"{paper['cpu']:.1f}", f"{paper['peak'] / 1e6:.0f}") if paper else [""] * 3),
    ]  # fmt: skip
    for peer, cost in row["peers"].items():
        ratio = whole["mediumCpu"] / max(cost["cpu"], 0.01)
        yield [*cells, media_peers.title(peer), f"{cost['cpu'] / megapixels():.2f}", f"{ratio:.2f}"]
        cells = [""] * len(cells)
    if not row["peers"]:
        yield [*cells, "–", "", ""]


def print_table(rows, page):
    head = ["medium", "s/MP", "cpu/MP", "whole s", "cpu", f"{page} s", "cpu", "MB", "nearest peer", "its cpu/MP",
            "ratio"]  # fmt: skip
    table = [head, *(line for row in rows for line in lines(row))]
    widths = [max(len(line[column]) for line in table) for column in range(len(head))]
    for line in table:
        cells = [cell.ljust(width) if column in (0, 8) else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(line, widths))]  # fmt: skip
        print("  ".join(cells).rstrip())
    print("\ns: seconds; cpu: processor seconds; MP: megapixel; ratio: of processor seconds, the medium's to the peer's.")


def print_goals(rows):
    """Which media are over a goal, on this machine as busy as it was."""
    for what, kind, figure, goal, form in (
        (f"whole portrait at {PAGE[0]} × {PAGE[1]}", "whole", "seconds", GOALS["whole"], "{:.1f} s"),
        ("print", "print", "seconds", GOALS["print"], "{:.1f} s"),
        ("print", "print", "peak", GOALS["peak"], "{:.2e} bytes"),
    ):
        values = [(row[kind][figure], row["medium"]) for row in rows if row[kind]]
        if not values:
            continue
        over = [f"{name} ({form.format(value)})" for value, name in sorted(values, reverse=True) if value > goal]
        verdict = f"NOT met by {', '.join(over)}" if over else "met"
        print(f"{what}: ≤ {form.format(goal)} · {verdict}; the most is {form.format(max(values)[0])}")


def processor_name():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def rounded(value):
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def write_figures(path, options, rows, loads, peers):
    figures = {
        "page": {"width": PAGE[0], "height": PAGE[1]}, "print": options.page, "words": WORDS, "seed": SEED,
        "photograph": Path(options.photograph).name, "rounds": options.rounds,
        "machine": {"processor": processor_name(), "threads": os.cpu_count(), "loadBefore": loads[0],
                    "loadAfter": loads[1]},
        "media": {row["medium"]: rounded({name: row[name] for name in ("whole", "print", "peers")}) for row in rows},
        "peersLeftOut": peers.missing,
    }  # fmt: skip
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    print(f"Figures: {path}")


def media_of(narcis):
    done = subprocess.run([narcis, "media", "--json"], check=True, capture_output=True, text=True)
    return [medium["name"] for medium in json.loads(done.stdout)["media"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("narcis", "cache", "out"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    options.photograph = str(Path(options.cache) / "photographs/obama.jpg")
    options.rounds = int(os.environ.get("BENCH_MEDIA_ROUNDS", 1))
    options.page = os.environ.get("BENCH_MEDIA_PRINT", "A3")
    everything = media_of(options.narcis)
    options.media = os.environ.get("BENCH_MEDIA", "").split() or everything
    folder = Path(options.cache) / "bench-media"
    folder.mkdir(parents=True, exist_ok=True)
    loads = [os.getloadavg()[0]]
    print(f"{len(options.media)} media, {PAGE[0]}×{PAGE[1]} and {options.page}, {options.rounds} rounds, "
          f"{os.cpu_count()} processors, load {loads[0]:.1f}\n", flush=True)
    cropped(options.narcis, options.photograph, folder / "photograph.png")
    peers = media_peers.Peers(folder / "photograph.png", folder)
    rows = measured(options, folder, peers)
    loads.append(os.getloadavg()[0])
    print()
    print_table(rows, options.page)
    print(f"Load of the machine: {loads[0]:.1f} before, {loads[1]:.1f} after.")
    if max(loads) > 2 * (os.cpu_count() or 1):
        print("It had more to do than it has processors for: processor seconds tell more than seconds.")
    print_goals(rows)
    if [row["medium"] for row in rows] == everything:
        write_figures(Path(options.out) / "media-speed.json", options, rows, loads, peers)
        peers_sheet.draw(folder, peers, Path(options.out) / "images/media-peers.jpg", PAGE)


if __name__ == "__main__":
    main()
