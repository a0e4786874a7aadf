"""What `run` shows: table.py machine DEVICE RESULTS, or table.py table FOLDER."""

import json
import os
import sys
from pathlib import Path


def machine(device, results):
    import torch

    name = torch.cuda.get_device_name(0) if device == "cuda" else "processor"
    total = torch.cuda.get_device_properties(0).total_memory / 1e9 if device == "cuda" else 0
    facts = {
        "gpu": name, "gpu_gb": round(total, 1), "torch": torch.__version__, "cores": os.cpu_count(),
        "python": sys.version.split()[0],
    }  # fmt: skip
    print(", ".join(f"{key} {value}" for key, value in facts.items()))
    with open(results, "a") as file:
        file.write(json.dumps({"part": "machine", **facts}) + "\n")


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def table(folder):
    rows = lines(folder / "results.jsonl")
    plain = {row["name"]: row["value"] for row in lines(folder / "plain.jsonl")}
    for row in rows:
        if row["part"] == "machine":
            print(f"{row['gpu']} ({row['gpu_gb']} GB), PyTorch {row['torch']}, Python {row['python']}, {row['cores']} cores\n")
    checks = [row for row in rows if row.get("holds") is not None]
    wrong = [row for row in checks if not row["holds"]]
    print(f"{len(checks)} checks, {len(wrong)} do not hold")
    for row in wrong:
        print(f"- {row['part']}, {row['precision']}: {row['name']} ({row['value']} {row['unit']})")

    def column(part):
        return {row["name"]: row["value"] for row in rows if row["part"] == part}

    own, peer, compiled = column("speed"), column("peer"), column("peer-compiled")
    names = list(own) + [name for name in {**peer, **compiled} if name not in own]
    print("\n| | Narcis | without its kernels | diffusers | compiled | diffusers / Narcis | compiled / Narcis |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name in names:
        values = [own.get(name), plain.get(name), peer.get(name), compiled.get(name)]
        ratios = [value / own[name] if value and own.get(name) else None for value in values[2:]]
        cells = [f"{v:.3f}" if v is not None else "" for v in values] + [f"{r:.2f}×" if r else "" for r in ratios]
        print(f"| {name} | " + " | ".join(cells) + " |")
    for part in ("start", "parity", "shortage"):
        print(f"\n{part}")
        for row in rows:
            if row["part"] == part:
                print(f"- {row['precision']} {row['name'].strip()}: {row['value']} {row['unit']}".rstrip())


if sys.argv[1] == "machine":
    machine(sys.argv[2], sys.argv[3])
else:
    table(Path(sys.argv[2]))
