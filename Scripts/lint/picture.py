"""Draws the targets and their arrows into the architecture page, as a Mermaid flow chart.

An arrow that others imply is left out: A → C where A → B → C. So is everything that is there for tests alone.
"""

import re
from pathlib import Path

from layers import LAYERS, reached

PAGE = "Documentation/architecture.md"
TITLES = {"live": "live implementations"}
BLOCK = re.compile(r"```mermaid\nflowchart TB\n.*?```\n", re.DOTALL)


def identifier(name: str) -> str:
    return name.replace("-", "_")


def without_implied(arrows: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [t for t in targets if not any(t in reached(other, arrows) for other in targets if other != t)]
        for name, targets in arrows.items()
    }


def chart(arrows: dict[str, list[str]]) -> str:
    shown = {name for names in LAYERS.values() for name in names}
    arrows = {name: sorted(shown & set(targets)) for name, targets in sorted(arrows.items()) if name in shown}
    lines = ["```mermaid", "flowchart TB"]
    for layer in ("executables", "apps", "kit", "live", "domain", "infrastructure", "system"):
        lines.append(f'    subgraph {layer}["{TITLES.get(layer, layer)}"]')
        lines += [f'        {identifier(name)}["{name}<br/>{text}"]' for name, text in sorted(LAYERS[layer].items())]
        lines.append("    end")
    for name, targets in without_implied(arrows).items():
        if targets:
            lines.append(f"    {identifier(name)} --> {' & '.join(map(identifier, targets))}")
    return "\n".join([*lines, "```", ""])


def is_current(arrows: dict[str, list[str]]) -> bool:
    return chart(arrows) in Path(PAGE).read_text()


def draw(arrows: dict[str, list[str]]) -> None:
    page = Path(PAGE)
    page.write_text(BLOCK.sub(lambda _: chart(arrows), page.read_text(), count=1))
