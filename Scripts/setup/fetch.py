"""Fills the cache with what artefacts.tsv lists: fetch, verify, unpack, stamp. Run by `prepare`."""

import argparse
import fcntl
import os
import shutil
import sys
import time
from pathlib import Path

from artefacts import SetupError, read_table
from download import obtain
from unpack import unpack


def main():
    arguments = parse_arguments()
    cache = arguments.cache
    try:
        for folder in ("stamps", "downloads"):
            (cache / folder).mkdir(parents=True, exist_ok=True)
        with exclusive(cache / "lock"):
            install(cache, arguments)
    except SetupError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("interrupted. Run the command again to go on where it stopped.", 130)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        return fail(f"{error.strerror or error}{where}. Make room or set NARCIS_CACHE to a folder that can be written.")
    return 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--wheels", type=Path, help="folder with archives to use instead of the package index")
    parser.add_argument("--without", action="append", default=[], metavar="PART", help="part that is not needed")
    parser.add_argument("--stamp", required=True, help="name of the stamp that says all is done")
    return parser.parse_args()


def install(cache, arguments):
    artefacts = [artefact for artefact in read_table() if artefact.part not in arguments.without]
    missing = [artefact for artefact in artefacts if not is_installed(artefact, cache)]
    check_space(missing, cache)
    for number, artefact in enumerate(missing, 1):
        started = time.monotonic()
        archive = obtain(artefact, cache / "downloads", arguments.wheels)
        megabytes = archive.stat().st_size / 1e6
        unpack(artefact, archive, cache)
        (cache / "stamps" / artefact.stamp).touch()
        if archive.parent == cache / "downloads":
            archive.unlink()
        seconds = time.monotonic() - started
        print(f"  [{number}/{len(missing)}] {artefact.title:<30} {megabytes:6.1f} MB {seconds:6.1f} s", flush=True)
    places = [member.place for artefact in artefacts for member in artefact.members]
    write_whole(cache / "stamps" / arguments.stamp, "".join(place + "\n" for place in places))


def is_installed(artefact, cache):
    stamped = (cache / "stamps" / artefact.stamp).is_file()
    return stamped and all((cache / member.place).exists() for member in artefact.members)


def check_space(missing, cache):
    needed = sum(artefact.megabytes for artefact in missing)
    free = shutil.disk_usage(cache).free // 1_000_000
    if free < needed:
        raise SetupError(
            f"set-up needs {needed} MB below {cache} and {free} MB are free. "
            "Make room, or set NARCIS_CACHE to a folder on a larger disk.")


def write_whole(path, text):
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


class exclusive:
    """Holds a lock file, so that two set-ups at the same time do not do the work twice."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.file = open(self.path, "w", encoding="utf-8")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is running; waiting for it.", flush=True)
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *details):
        self.file.close()


def fail(message, code=1):
    print(f"error: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
