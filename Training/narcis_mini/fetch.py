"""Third-party material, by the mechanism and in the cache of the project's set-up.

Nothing of it is committed: archives are fetched by name, checked by SHA-256 and unpacked below the cache folder
(`NARCIS_CACHE`). Set-up has its own table; what only training needs is in `Training/artefacts.tsv`.
"""

import os
import sys
from functools import cache
from pathlib import Path

TRAINING = Path(__file__).resolve().parents[1]
SETUP = TRAINING.parent / "Scripts" / "setup"
sys.path.insert(0, str(SETUP))

from artefacts import SetupError, read_table  # noqa: E402
from download import obtain  # noqa: E402
from fetch import exclusive, is_installed  # noqa: E402
from unpack import unpack  # noqa: E402


def cache_folder() -> Path:
    named = os.environ.get("NARCIS_CACHE")
    general = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else general / "narcis"


@cache
def artefacts() -> list:
    return [*read_table(), *read_table(TRAINING / "artefacts.tsv")]


def fetch(place: str) -> Path:
    """The file at `place` in the cache, for example "faces/scrfd.onnx", fetched with its archive if need be."""
    folder = cache_folder()
    try:
        artefact = next(a for a in artefacts() if any(m.place == place for m in a.members))
        if not is_installed(artefact, folder):
            for name in ("stamps", "downloads"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            wheels = os.environ.get("NARCIS_WHEELS")
            with exclusive(folder / "lock"):
                archive = obtain(artefact, folder / "downloads", Path(wheels) if wheels else None)
                unpack(artefact, archive, folder)
                (folder / "stamps" / artefact.stamp).touch()
                if archive.parent == folder / "downloads":
                    archive.unlink()
    except SetupError as error:
        raise SystemExit(f"error: {error}") from None
    return folder / place
