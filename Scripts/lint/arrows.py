"""Checks that every arrow between modules points the right way.

Reads `swift package describe --type json` on standard input. Every target has a layer; a target may depend on targets
of its own layer or of those that the table names, and nothing that serves words may reach a native engine library.
"""

import json
import sys

LAYERS = {
    "system": {"CTorchSystem", "CTorch", "CVipsSystem", "CVips", "CZlib", "COpenVINO"},
    "infrastructure": {
        "Torch", "TorchNN", "Checkpoints", "FileAccess", "Imaging", "Tokenizers", "NeuralInference", "Schedulers",
        "Workflow", "LanguageModels", "LanguageModelsTestSupport", "MetricsTestSupport", "SetUpTestSupport",
        "TorchTestSupport", "FuzzSupport", "DocumentEncoding", "CMediaKernels",
    },
    "kit": {"ServiceKit", "HTTPService"},
    "domain": {"PortraitDomain", "Mecene", "WordSafety", "JobStoreContract"},
    "live": {"Media", "FaceAnalysis", "Diffusion", "PortraitEngine", "MeceneComposer", "MeceneAuthors"},
    "apps": {"NarcisCLI", "MeceneApp"},
    "executables": {"narcis", "narcis-mecene", "narcis-bench", "mecene-bench", "media-trial"},
}  # fmt: skip
MAY_USE = {
    "system": {"system"},
    "infrastructure": {"system", "infrastructure"},
    "kit": {"infrastructure", "kit"},
    "domain": {"domain"},
    "live": {"infrastructure", "domain", "live"},
    "apps": {"domain", "kit"},
    "executables": {"infrastructure", "kit", "domain", "live", "apps"},
}
LEAVES = {"Imaging", "Workflow", "ServiceKit"}
"""What every layer above may use: pictures, the workflow, and settings and logs of whatever runs."""
NATIVE = {"CTorchSystem", "COpenVINO", "CVipsSystem"}
WITHOUT_NATIVE = {
    "narcis-mecene", "MeceneApp", "Mecene", "MeceneComposer", "MeceneAuthors", "LanguageModels", "HTTPService",
    "ServiceKit",
}  # fmt: skip


def reached(name: str, arrows: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for target in arrows.get(waiting.pop(), []):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def problems(arrows: dict[str, list[str]]) -> list[str]:
    layer = {name: key for key, names in LAYERS.items() for name in names}
    found = [f"{name} has no layer: place it in Scripts/lint/arrows.py" for name in arrows if name not in layer]
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
    for problem in found:
        print(problem, file=sys.stderr)
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
