"""Ours beside diffusers on the same random SDXL weights, in one run: `make bench`.

Ours and the reference take turns (ours, reference, ours, …) so that whatever else the machine does falls on both;
medians are compared. Processor seconds, summed over threads, are printed too: on a busy machine they are the steadier
figure.
"""

import argparse
import functools
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import company
import models

HERE = Path(__file__).parent


class Worker:
    """One half of a comparison: a process that runs a component once per line."""

    def __init__(self, name, command):
        self.name, self.runs, self.cpu = name, [], []
        self.start = time.perf_counter()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"error: {self.name} stopped with status {self.process.wait()}")
        return json.loads(line)

    def first(self):
        """Seconds from the start of the process to the end of its first run."""
        self.read()
        self.run(keeps=False)
        return time.perf_counter() - self.start

    def run(self, keeps=True):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        result = self.read()
        if keeps:
            self.runs.append(result["seconds"])
            self.cpu.append(result["cpu"])

    def end(self):
        self.process.stdin.close()
        peak = self.read()["peak"]
        self.process.wait()
        return peak


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, ours, peer, goal=None, reaches=None, form="{:.2f} s"):
        ratio = f"{ours / peer:.2f}" if peer else ""
        verdict = "" if goal is None else goal + (" · met" if reaches else " · NOT met")
        shown = form.format(peer) if peer else ""
        row = (what, form.format(ours), shown, ratio, verdict)
        self.rows.append(row)
        print("  ".join(row), flush=True)

    def print(self):
        head = ("", "narcis", "diffusers", "ratio", "goal")
        widths = [max(len(row[i]) for row in [head, *self.rows]) for i in range(5)]
        for row in [head, *self.rows]:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


@functools.cache
def flops(size):
    """Floating-point operations of one guided step, and those of its convolutions, counted by the reference on shapes
    alone. Convolutions count as direct ones, whatever they are computed by."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    with torch.device("meta"):
        unet = models.make("unet")
        added = {"text_embeds": torch.zeros(2, 1280), "time_ids": torch.zeros(2, 6)}
        latents, context = torch.zeros(2, 4, size // 8, size // 8), torch.zeros(2, 77, 2048)
        time_step = torch.zeros(2)
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            unet(latents, time_step, encoder_hidden_states=context, added_cond_kwargs=added)
    return counter.get_total_flops(), counter.get_flop_counts()["Global"][torch.ops.aten.convolution]


def read_once(folder, part):
    """Brings the weights into the system's cache: whoever starts first would pay for the disk, the other would not."""
    for file in folder.glob(f"{part}*/*.safetensors"):
        with file.open("rb") as weights:
            while weights.read(1 << 24):
                pass


def compare(options, part, folder, rounds, size):
    arguments = [part, str(folder), options.type, str(options.threads), str(size)]
    read_once(folder, part)
    ours = Worker("narcis", [options.binary, *arguments])
    first = ours.first()
    peer = Worker("diffusers", [sys.executable, str(HERE / "peer.py"), *arguments])
    peer_first = peer.first()
    for _ in range(rounds):
        ours.run()
        peer.run()
    return ours, peer, first, peer_first


def main():
    parser = argparse.ArgumentParser()
    for name in ("binary", "narcis", "cache", "root"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    options.threads = int(os.environ.get("BENCH_THREADS", os.cpu_count() or 1))
    options.size = int(os.environ.get("BENCH_SIZE", 512))
    rounds = int(os.environ.get("BENCH_ROUNDS", 5))
    parts = os.environ.get("BENCH_PARTS", "floor unet text vae mini portrait company").split()
    options.type = os.environ.get("BENCH_TYPE") or subprocess.run(
        [options.binary, "type"], capture_output=True, text=True, check=True).stdout.strip()

    folder = Path(options.cache) / f"bench-sdxl-{options.type}"
    print(f"Random SDXL weights in {folder}", flush=True)
    sizes = models.write(folder, options.type)
    print(f"{options.threads} threads, {options.type}, {options.size}×{options.size}, {rounds} rounds\n", flush=True)
    table, floor = Table(), None

    if "floor" in parts:
        arguments = ["floor", str(folder), options.type, str(options.threads), str(options.size)]
        worker = Worker("narcis", [options.binary, *arguments])
        worker.read()
        best = {}
        for _ in range(rounds):
            worker.process.stdin.write("run\n")
            worker.process.stdin.flush()
            for name, rate in worker.read()["rates"].items():
                best[name] = max(rate, best.get(name, 0))
        worker.end()
        total, convolutions = flops(options.size)
        linear, convolution = (next(rate for name, rate in best.items() if kind in name)
                               for kind in ("linear", "convolution"))
        floor = ((total - convolutions) / linear + convolutions / convolution) / 1e9
        for name, rate in best.items():
            print(f"{name}: {rate:.0f} GFLOPS")
        print(f"one guided step is {total / 1e12:.2f} TFLOP, {convolutions / 1e12:.2f} of them convolutions: "
              f"at these rates {floor:.2f} s\n")

    for part, title, goal in (("unet", "guided UNet step", 0.8), ("text", "both text encoders, one prompt", None),
                              ("vae", "VAE decode", None)):
        if part not in parts:
            continue
        ours, peer, first, peer_first = compare(options, part, folder, rounds, options.size)
        a, b = statistics.median(ours.runs), statistics.median(peer.runs)
        table.add(title, a, b, goal and f"≤ {goal}", goal and a <= goal * b)
        a, b = statistics.median(ours.cpu), statistics.median(peer.cpu)
        table.add(f"  processor time of it", a, b)
        if part == "unet":
            work = flops(options.size)[0] / 1e9
            table.add("  achieved", work / statistics.median(ours.runs), work / statistics.median(peer.runs),
                      form="{:.0f} GFLOPS")
            table.add("process start to first step", first, peer_first, "≤ 0.20", first <= 0.2 * peer_first)
        weights = sum(sizes[name] for name in sizes if name.startswith({"text": "text_encoder"}.get(part, part)))
        peak, peer_peak = ours.end(), peer.end()
        table.add(f"  peak memory ({weights / 1e9:.2f} GB of weights)", peak / 1e9, peer_peak / 1e9,
                  "≤ weights + 25 %" if part == "unet" else None, peak <= 1.25 * weights, form="{:.2f} GB")

    mini = Path(options.root) / "Models/narcis-mini/model_index.json"
    if "mini" in parts and mini.exists():
        ours, peer, first, peer_first = compare(options, "unet", mini.parent, rounds, 128)
        a, b = statistics.median(ours.runs), statistics.median(peer.runs)
        table.add("guided UNet step, embedded model", 1e3 * a, 1e3 * b, form="{:.1f} ms")
        table.add("  process start to its first step", first, peer_first, "≤ 0.20", first <= 0.2 * peer_first)
        for worker in (ours, peer):
            worker.end()
    if "portrait" in parts and mini.exists() and Path(options.narcis).exists():
        photograph = Path(options.cache) / "photographs/astronaut.png"
        seconds = []
        for _ in range(min(rounds, 3)):
            start = time.perf_counter()
            subprocess.run([options.narcis, "portrait", str(photograph), "corporate confidence", "--force", "--output",
                            str(Path(options.cache) / "bench-portrait.png")], check=True, capture_output=True)
            seconds.append(time.perf_counter() - start)
        best = statistics.median(seconds)
        table.add("whole portrait, embedded model", best, None, "≤ 10 s", best <= 10)
    print()
    table.print()
    if "company" in parts and Path(options.narcis).exists():
        print()
        company.measure(options.narcis, options.cache, rounds)


main()
