"""Figures of many measured pictures: per medium, per sitter, over all and over the best, and as a table."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media_measures import oklab
from media_named import Discriminant

FLAT_PRINTS = {"woodblock", "linocut", "cut-paper", "poster", "screen-print", "comic", "risograph", "cyanotype"}
"""Media of a few inks: their skin is judged apart."""
RISE, FALL = 0.05, 0.12
"""How far natural skin may be lifted or lowered, in OKLab's L."""
DARK = {"Obama", "darkest", "brown"}
"""People with dark skin: a photograph's lightness alone does not tell, since light skin may lie in shadow."""
BEST, WORST = 10, 5


@dataclass
class Measured:
    """One picture: which photograph and person, what was measured, `pixels` where another seed is compared."""

    medium: str
    person: str
    photograph: Path
    own_skin: float
    seed: int
    pixels: np.ndarray | None
    marks: np.ndarray
    values: dict


def mean(rows: list[dict], key: str) -> float | None:
    values = [row[key] for row in rows if row.get(key) is not None]
    return float(np.mean(values)) if values else None


def summary(pictures: list[Measured]) -> dict:
    rows = [picture.values for picture in pictures]
    keys = ("face", "sure", "first", "cosine", "other first", "other cosine", "light first", "light cosine")
    keys += ("palette", "other palettes", "sharpness", "named")
    row = {"pictures": len(rows)} | {key: mean(rows, key) for key in keys}
    skins = [r["skin"] for r in rows if "skin" in r]
    row |= {"skin": float(np.median(skins)), "skin highest": max(skins), "skin lowest": min(skins)} if skins else {}
    return {key: round(value, 4) for key, value in row.items() if value is not None}


def name_media(pictures: list[Measured]) -> dict:
    """Sets `named` of each picture; returns the commonest mistakes."""
    mistakes = Counter()
    for person in {picture.person for picture in pictures}:
        others = [p for p in pictures if p.person != person]
        told = Discriminant(np.stack([p.marks for p in others]), [p.medium for p in others])
        for picture in (p for p in pictures if p.person == person):
            guess = told.name(picture.marks)
            picture.values["named"] = guess == picture.medium
            mistakes[f"{picture.medium} taken for {guess}"] += guess != picture.medium
    return {key: count for key, count in mistakes.most_common(12) if count}


def seeds_differ(pictures: list[Measured], medium: str) -> float | None:
    """Mean distance in OKLab between the pictures of two seeds, pixel by pixel."""
    seeds = sorted({p.seed for p in pictures})
    if len(seeds) < 2:
        return None
    first, second = ({p.photograph: p.pixels for p in pictures if p.medium == medium and p.seed == s} for s in seeds)
    pairs = [(oklab(first[path]), oklab(second[path])) for path in first.keys() & second.keys()]
    return round(float(np.mean([np.sqrt(((a - b) ** 2).sum(-1)).mean() for a, b in pairs])), 4) if pairs else None


def skin_out_of_bounds(pictures: list[Measured]) -> dict:
    skins = np.array([p.values["skin"] for p in pictures if "skin" in p.values])
    if not len(skins):
        return {"pictures": 0}
    row = {"pictures": len(skins), "median": np.median(skins), "lifted": (skins > RISE).mean(), "lowered": (skins < -FALL).mean()}
    return {key: round(float(value), 4) for key, value in row.items()}


def skin_figures(pictures: list[Measured]) -> dict:
    rows = {"natural skin": lambda p: p.medium not in FLAT_PRINTS, "flat prints": lambda p: p.medium in FLAT_PRINTS}
    who = {"dark sitters": lambda p: p.person in DARK, "other sitters": lambda p: p.person not in DARK}
    return {
        f"{kind}, {sitters}": skin_out_of_bounds([p for p in pictures if of_kind(p) and sits(p)])
        for kind, of_kind in rows.items() for sitters, sits in who.items()
    }  # fmt: skip


def furthest(pictures: list[Measured]) -> dict:
    """The pictures whose skin lies furthest above and below the photograph's."""
    ranked = sorted((p for p in pictures if "skin" in p.values), key=lambda p: p.values["skin"])
    far = ranked[: -BEST - 1 : -1] + ranked[:BEST][::-1]
    return {f"{p.medium}, {p.photograph.stem}, seed {p.seed}": round(p.values["skin"], 3) for p in far}


def figures_of(pictures: list[Measured], people: int) -> dict:
    mistakes, media, sitters = name_media(pictures), {}, {}
    for medium in sorted({p.medium for p in pictures}):
        media[medium] = summary([p for p in pictures if p.medium == medium])
        if (differ := seeds_differ(pictures, medium)) is not None:
            media[medium]["seeds differ"] = differ
    ranked = sorted(media, key=lambda m: (media[m]["first"], media[m].get("cosine", 0)), reverse=True)
    for path in dict.fromkeys(p.photograph for p in pictures):
        own = [p for p in pictures if p.photograph == path]
        sitters[path.stem] = summary(own) | {"own skin": round(own[0].own_skin, 3)}
    missed = [f"{p.medium}, {p.photograph.stem}, seed {p.seed}" for p in pictures if not p.values["first"]]
    return {
        "people": people, "photographs drawn": len(sitters), "all": summary(pictures),
        "ten best": {"media": ranked[:BEST]} | summary([p for p in pictures if p.medium in ranked[:BEST]]),
        "worst five": {"media": ranked[: -WORST - 1 : -1]},
        "natural skin is to rise by at most": RISE, "and to fall by at most": FALL, "skin": skin_figures(pictures),
        "skin furthest away": furthest(pictures),
        "own sitter not first": missed, "taken for another medium": mistakes, "media": media, "sitters": sitters,
    }  # fmt: skip


def table(figures: dict) -> str:
    head = ["medium", "face", "first", "cosine", "by another photograph", "light alone", "sharp", "palette", "skin", "seeds"]
    lines = ["| " + " | ".join([*head, "named"]) + " |", "|---" * (len(head) + 1) + "|"]
    for name, row in {"all": figures["all"], "ten best": figures["ten best"], **figures["media"]}.items():
        cells = [f"{row['face']:.0%}", f"{row['first']:.0%}", f"{row.get('cosine', 0):.2f}"]
        cells += [f"{row.get('other first', 0):.0%} {row.get('other cosine', 0):.2f}", f"{row.get('light cosine', 0):.2f}"]
        cells += [f"{row['sharpness']:.3f}", f"{row.get('palette', 0):.0%} ({row.get('other palettes', 0):.0%})"]
        cells += [f"{row['skin']:+.2f} ({row['skin lowest']:+.2f} to {row['skin highest']:+.2f})" if "skin" in row else ""]
        cells += [f"{row['seeds differ']:.2f}" if "seeds differ" in row else "", f"{row['named']:.0%}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
