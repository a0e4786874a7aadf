"""Writes the lists of nouns by their number: which stand behind "a", which cannot, which are plurals as they are.

WordNet does not say which nouns can be counted, but its definitions and examples show it: "a storm", but "patience" and
"furniture". What they show too seldom or wrongly is written down here.

    python3 Scripts/mecene/countables.py Sources/MeceneComposer/Resources/Lexicon
"""

import re
import sys
from collections import Counter
from pathlib import Path

FOLDER = Path("/usr/share/wordnet")
# The lexicographer's files whose nouns the composer takes for feelings and moments.
ABSTRACT = {4, 7, 9, 10, 11, 12, 16, 19, 21, 22, 23, 24, 26, 28}
# Those of artefacts, bodies, food, plants, groups, animals: things among which some cannot be counted.
CONCRETE = {5, 6, 8, 13, 14, 20}
DETERMINERS = set("the this that these those his her its their my your our some any no each every another one s".split())

# Read as masses, though the definitions have them in the singular without an article for other reasons.
COUNTED = set(
    """
    alga amphibia andromeda aspirin basil biprism bugbane businessmen cambridge can candida cargo cassia central
    cervix clusia columbine costa delphinium derby dice dope drumfish duplication elect felt following gerardia gilt
    goldenrod governed graphic grouse gut ham hamlet harvard hawthorn hind horseback human john knit laurel lineage
    lipstick loading lobelia masdevallia membership mesquite microorganism mower mullein oncidium overlapping
    overlay percoid phonograph pogonia pry pyrola rape rectum reindeer rhododendron rum sable salmon salmonella sam
    sanicle saurischian saxifrage seizing servomechanism shad sill snorkel spawn spleen spruce steeper still
    stopping tear teleost thyroid tiptoe traverse trout union violet viverrine warmer whisk york
    """.split()
)
# Masses that the definitions count now and then, or hardly have.
MASSES = set(
    """
    aluminum armour art_deco art_nouveau artwork baggage bamboo barbecue beadwork bedding body_art bracken brass
    brocade broccoli bronze brushwork bunting camouflage candy cardboard carpentry cash chalk charcoal cheese chess
    china chrome clay cloth clothing coal cotton cream crockery cut_glass deep_space denim dirt driftwood dust
    dynamite embroidery enamel filigree finery firewood flooring fog folk_art folklore fruit fur furniture garb
    gauze glass gold graffiti granite grass gravel greenery hair hardware headgear heather ink iron ivory jade jazz
    jewellery kale kelp knitting lace lamplight lava lead leather lettuce lichen lightning linen litter loungewear
    lumber marble marquetry meat memorabilia menswear metalwork millwork mist money moss mud neon nightwear nylon
    outer_space outerwear paint paper parchment patina plaster plywood pop_art porcelain pottery rain rainwear
    red_tape regalia rice roofing rust sand satin scaffolding seaweed silk silver silverware smoke snow soap soil
    soot spaghetti sportswear stained_glass starlight stationery steel stoneware straw street_art stucco stuff suede
    swimwear tar terracotta thatch timber tin toast trash turf tweed underbrush veneer waste water weather wildlife
    yarn
    """.split()
)
# Plurals in their dictionary form. Of other nouns in -s with a singular beside them it is found.
PLURALS = set(
    """
    alms alps annals backwoods bacteria badlands banns bedclothes bifocals bikers billiard_balls binoculars
    boondocks bowels britches castanets cattle children churidars clothes confines crossbones crosshairs crudites
    data doldrums dregs drygoods earnings eaves entrails environs feet folk footlights forceps fungi geese genitals
    goggles grounds heartstrings houselights innards jammies jeans jodhpurs kinfolk knickers knucklebones lice
    losings men mice nightclothes nuptials odds oxen paratroops people police proceeds remains scablands scissors
    secateurs smithereens soapsuds subtropics suds sundries surroundings sweatpants teeth thanks tidings tights
    tinsnips tongs townsfolk trews underclothes underpants vermin viscera vitals washables withers women
    """.split()
)
# With a singular beside them, and singular nonetheless: games, illnesses, sciences and what only ends so.
SINGULARS = set(
    """
    acres ambages amnios anus barrels basics bellows bends blues boxers candlepins charades checkers clappers
    cobblers corps cos cows craps crossroads customs darts das dominoes dominos doubles draughts duckpins fives
    funds gas gens genus glassworks gobs hives hooks hops horseshoes indris innings ironworks jacks jackstraws
    jitters kos kurus lancers majors marbles mas means megrims metalworks mews minors mods monas mores ninepins os
    pains pas pes pyrites quoits rounders sens sevens shambles shingles silversides singles skittles sops sos
    species spillikins staggers statics stocks tabis taxis tenpins teras thrips trembles vas velours vespers
    workings works
    """.split()
)
# Mountains and islands: "the Himalayas".
RANGES = re.compile(r"\b(mountain range|range of mountains|mountains|archipelago|group of islands|islands)\b")


def lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="latin-1")
    return [line for line in text.splitlines() if not line.startswith(" ")]


def nouns() -> dict[str, tuple[int, list[str], str]]:
    """Nouns with their first meaning: the lexicographer's file, its words as written, its definition."""
    meanings = {}
    for line in lines("data.noun"):
        fields, definition = line.split(" "), line.split("|", 1)[1]
        count = int(fields[3], 16)
        meanings[fields[0]] = (int(fields[1]), fields[4 : 4 + 2 * count : 2], definition)
    found = {}
    for line in lines("index.noun"):
        fields = line.split()
        found[fields[0]] = meanings[fields[-int(fields[2])]]
    return found


def singular(word: str, known: dict) -> str | None:
    for ending, replacement in (
        ("ies", "y"), ("ves", "f"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ses", "s"), ("oes", "o"), ("s", "")
    ):  # fmt: skip
        if word.endswith(ending) and word.removesuffix(ending) + replacement in known:
            return word.removesuffix(ending) + replacement
    return None


def shown(known: dict) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often the definitions have single nouns behind "a", without anything, and in the plural."""
    adjectives = {line.split()[0] for line in lines("index.adj")} - {"a", "an"}
    counted: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    plural: Counter[str] = Counter()
    for name in ("data.noun", "data.verb", "data.adj", "data.adv"):
        for line in lines(name):
            words = re.findall(r"[a-z]+|[^a-z ]", line.split("|", 1)[1].lower())
            for index, word in enumerate(words):
                if word not in known:
                    plural[singular(word, known) or ""] += 1
                    continue
                # In "storm cloud" it is the cloud that is counted.
                if index + 1 < len(words) and words[index + 1] in known:
                    continue
                before = index - 1
                while before >= max(0, index - 2) and words[before] in adjectives:
                    before -= 1
                leading = words[before] if before >= 0 else ""
                if leading in ("a", "an"):
                    counted[word] += 1
                elif leading not in DETERMINERS:
                    bare[word] += 1
    return counted, bare, plural


def is_plural(word: str, known: dict) -> bool:
    file, words, definition = known[word]
    if not word.endswith("s") or word in SINGULARS or word.endswith(("ss", "us", "is", "ics")):
        return False
    if word not in words:
        return file in (15, 17) and bool(RANGES.search(definition)) and word.capitalize() in words
    # Families and genera of living things end in -s too.
    return singular(word, known) is not None and not (file in (5, 20) and re.search("family|genus", definition))


def write(folder: Path, name: str, about: str, words: set[str]) -> None:
    heading = f"# {about}; Scripts/mecene/countables.py writes this list.\n"
    (folder / name).write_text(heading + "".join(word.replace("_", " ") + "\n" for word in sorted(words)))


def main(folder: Path) -> None:
    all_nouns = nouns()
    known = {word: meaning for word, meaning in all_nouns.items() if word.isalpha()}
    counted, bare, plural = shown(known)
    countable = {
        word
        for word, (file, _, _) in known.items()
        if file in ABSTRACT and counted[word] >= 1 and 2 * counted[word] >= bare[word]
    }
    others = {line.split()[0] for name in ("index.adj", "verb.exc") for line in lines(name)}
    masses = {
        word
        for word, (file, words, _) in known.items()
        if file in CONCRETE
        and word in words
        and word not in others
        and not word.endswith(("s", "ae", "ing"))
        and (bare[word] >= 4 and max(counted[word], plural[word]) <= 0.08 * bare[word] or word.endswith("ism"))
    }
    plurals = {word for word in known if is_plural(word, known)} | PLURALS
    masses = (masses | MASSES) - COUNTED - plurals
    write(folder, "countables.txt", "Nouns for moments, feelings and ideas that can be counted", countable)
    write(folder, "masses.txt", "Nouns for things that cannot be counted", masses)
    write(folder, "plurals.txt", "Nouns that are plurals in their dictionary form", plurals)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
