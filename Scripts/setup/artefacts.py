"""The table of artefacts: which archives set-up fetches and what of each goes where in the cache."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

TABLE = Path(__file__).with_name("artefacts.tsv")
COLUMNS = 8
ACTIONS = ("", "link", "convert_sface", "convert_person_mask")


class SetupError(Exception):
    """What is wrong and what to do about it, in one line."""


@dataclass(frozen=True)
class Member:
    """One file or folder (trailing slash) of an archive and its place in the cache.

    `action` is empty, "link" (`source` is what a symbolic link points to) or the script that converts the file.
    """

    action: str
    source: str
    destination: str

    @staticmethod
    def parse(cell, destination):
        action, _, source = cell.rpartition(":")
        if action not in ACTIONS:
            raise SetupError(f"{TABLE.name} asks for '{action}', which is not known: mend the table.")
        return Member(action, source, destination)

    @property
    def place(self):
        """The path that exists once this member is in the cache."""
        if self.destination.endswith("/") and not self.source.endswith("/"):
            return self.destination + self.source.rsplit("/", 1)[-1]
        return self.destination


@dataclass
class Artefact:
    part: str
    package: str
    version: str
    file: str
    sha256: str
    megabytes: int
    members: list = field(default_factory=list)

    @property
    def title(self):
        return f"{self.package} {self.version}"

    @property
    def is_wheel(self):
        return self.file.endswith(".whl")

    @property
    def stamp(self):
        """A name that changes when anything in the artefact's rows changes."""
        rows = repr((self.file, self.sha256, self.members))
        return f"{self.package}-{self.version}-{hashlib.sha256(rows.encode()).hexdigest()[:12]}"


def read_table(path=TABLE):
    """Reads the table; a malformed row is an error that names its line."""
    artefacts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != COLUMNS or (not cells[0] and not artefacts):
            raise SetupError(f"{path.name} line {number} does not have {COLUMNS} columns: mend the table.")
        if cells[0]:
            if len(cells[4]) != 64 or not cells[5].isdigit():
                raise SetupError(f"{path.name} line {number} has no SHA-256 or no size: mend the table.")
            artefacts.append(Artefact(*cells[:5], megabytes=int(cells[5])))
        artefacts[-1].members.append(Member.parse(cells[6], cells[7]))
    return artefacts
