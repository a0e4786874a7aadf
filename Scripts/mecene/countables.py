"""Writes the list of nouns for moments, feelings and ideas that stand behind "a" or "an".

WordNet does not say which nouns can be counted, but its definitions and examples show it: "a storm", but "patience".

    python3 Scripts/mecene/countables.py > Sources/MeceneComposer/Resources/Lexicon/countables.txt
"""

import re
from collections import Counter
from pathlib import Path

FOLDER = Path("/usr/share/wordnet")
# The lexicographer's files whose nouns the composer takes for feelings and moments.
ABSTRACT = {4, 7, 9, 10, 11, 12, 16, 19, 21, 22, 23, 24, 26, 28}
DETERMINERS = set("the this that these those his her its their my your our some any no each every another one s".split())


def lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="latin-1")
    return [line for line in text.splitlines() if not line.startswith(" ")]


def nouns() -> dict[str, int]:
    """Single words with the lexicographer's file of their first meaning."""
    files = {line[:8]: int(line[9:11]) for line in lines("data.noun")}
    found = {}
    for line in lines("index.noun"):
        fields = line.split()
        if fields[0].isalpha():
            found[fields[0]] = files[fields[-int(fields[2])]]
    return found


def main() -> None:
    known = nouns()
    adjectives = {line.split()[0] for line in lines("index.adj")} - {"a", "an"}
    counted: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for name in ("data.noun", "data.verb", "data.adj", "data.adv"):
        for line in lines(name):
            words = re.findall(r"[a-z]+|[^a-z ]", line.split("|", 1)[1].lower())
            for index, word in enumerate(words):
                # In "storm cloud" it is the cloud that is counted.
                if word not in known or (index + 1 < len(words) and words[index + 1] in known):
                    continue
                before = index - 1
                while before >= max(0, index - 2) and words[before] in adjectives:
                    before -= 1
                leading = words[before] if before >= 0 else ""
                if leading in ("a", "an"):
                    counted[word] += 1
                elif leading not in DETERMINERS:
                    bare[word] += 1
    print("# Nouns for moments, feelings and ideas that can be counted; Scripts/mecene/countables.py writes this list.")
    for word, file in sorted(known.items()):
        if file in ABSTRACT and counted[word] >= 1 and 2 * counted[word] >= bare[word]:
            print(word)


if __name__ == "__main__":
    main()
