"""Checks that every arrow between targets points the right way, and that the architecture's picture shows them all.

Reads `swift package describe --type json` on standard input. Every target has a layer (layers.py); a target may depend on
targets of its own layer or of those that the table names, and nothing that serves words may reach a native engine library.
With `--draw` the picture is drawn anew instead.
"""

import json
import sys

import picture
from layers import LEAVES, MAY_USE, NATIVE, WITHOUT_NATIVE, layer_of_targets, reached


def problems(arrows: dict[str, list[str]]) -> list[str]:
    layer = layer_of_targets()
    found = [f"{name} has no layer: place it in Scripts/lint/layers.py" for name in arrows if name not in layer]
    found += [f"{name} is in Scripts/lint/layers.py and in no manifest" for name in layer if name not in arrows]
    for name, targets in arrows.items():
        for target in targets:
            if name not in layer or target not in layer or target in LEAVES:
                continue
            if layer[target] not in MAY_USE[layer[name]]:
                found.append(f"{name} ({layer[name]}) may not depend on {target} ({layer[target]})")
    for name in WITHOUT_NATIVE & arrows.keys():
        for target in sorted(reached(name, arrows) & NATIVE):
            found.append(f"{name} reaches {target}, which it must not link")
    return found


def main() -> None:
    targets = json.load(sys.stdin)["targets"]
    arrows = {t["name"]: t.get("target_dependencies") or [] for t in targets if t["type"] != "test"}
    found = problems(arrows)
    if not found:
        if "--draw" in sys.argv:
            picture.draw(arrows)
        elif not picture.is_current(arrows):
            found.append(f"{picture.PAGE} does not show the manifest's arrows: run `make picture`")
    for problem in found:
        print(problem, file=sys.stderr)
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
