"""Brings one archive here: from a folder of wheels, or from the package index that pip is set to use.

The index is asked through pip's own session, so that its address, credentials, certificates and proxy are those
of the machine, an interrupted download goes on where it stopped, and nothing of a source archive is executed
(`pip download` runs a package's build script). Should pip's internals have changed, `pip download` does it.
"""

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from artefacts import SetupError

CHUNK = 1 << 20
ATTEMPTS = 4


def obtain(artefact, downloads, wheels):
    """Returns the path of the verified archive. `wheels` is a folder to look in first, or None."""
    if wheels is not None and (wheels / artefact.file).is_file():
        archive = wheels / artefact.file
        verify(artefact, archive, f"Remove it from {wheels} or put the right file there.")
        return archive
    archive = downloads / artefact.file
    if archive.is_file() and sha256(archive) == artefact.sha256:
        return archive
    partial = downloads / (artefact.file + ".part")
    try:
        fetch(artefact, partial)
    except (ImportError, AttributeError, TypeError):
        fetch_with_pip_download(artefact, partial)
    try:
        verify(artefact, partial, "Run the command again; if it repeats, ask who runs the package index or proxy.")
    except SetupError:
        partial.unlink()
        raise
    os.replace(partial, archive)
    return archive


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(CHUNK), b""):
            digest.update(block)
    return digest.hexdigest()


def verify(artefact, path, advice):
    found = sha256(path)
    if found != artefact.sha256:
        raise SetupError(
            f"{artefact.file} has the SHA-256 {found[:16]}… and not {artefact.sha256[:16]}…, so it was not used. {advice}")


def unreachable(artefact, reason):
    reason = f" ({reason})" if reason else ""
    return SetupError(
        f"{artefact.title} could not be downloaded{reason}. Check the network and pip's index-url and proxy settings, "
        "then run the command again; or name a folder that holds the file with NARCIS_WHEELS=FOLDER.")


def fetch(artefact, partial):
    """Downloads through pip's session, going on after what `partial` already holds."""
    from pip._internal.commands import create_command
    from pip._internal.exceptions import PipError
    from pip._internal.network.utils import HEADERS, response_chunks
    from pip._vendor.requests.exceptions import RequestException
    from pip._vendor.urllib3.exceptions import HTTPError

    log = LastWarning()
    command = create_command("download")
    options, _ = command.parse_args(pip_options(artefact))
    with command.main_context():
        session = command.get_default_session(options)
        link = find_link(command, options, session, artefact)
        if link is None:
            raise unreachable(artefact, log.reason or "the package index does not offer it")
        reason = ""
        for _ in range(ATTEMPTS):
            start = partial.stat().st_size if partial.is_file() else 0
            headers = dict(HEADERS, Range=f"bytes={start}-") if start else dict(HEADERS)
            try:
                response = session.get(link.url_without_fragment, headers=headers, stream=True)
                if response.status_code == 416:  # Nothing is left to ask for: the checksum decides.
                    return
                response.raise_for_status()
                start = start if response.status_code == 206 else 0
                save(artefact, response, response_chunks(response, CHUNK), partial, start)
                return
            except (RequestException, HTTPError, PipError, ConnectionError, TimeoutError) as error:
                reason = type(error).__name__
        raise unreachable(artefact, reason)


def pip_options(artefact):
    """Options under which pip offers this file, whatever machine and Python it runs on."""
    if not artefact.is_wheel:
        return ["--no-deps", "--no-binary", ":all:", artefact.package]
    platform = artefact.file[: -len(".whl")].rsplit("-", 1)[-1].split(".")[0]
    choice = [] if platform == "any" else ["--platform", platform, "--implementation", "cp"]
    return ["--no-deps", "--only-binary", ":all:", "--python-version", "3.11", *choice, artefact.package]


def find_link(command, options, session, artefact):
    from pip._internal.cli.cmdoptions import make_target_python

    finder = command._build_package_finder(
        options=options, session=session, target_python=make_target_python(options), ignore_requires_python=True)
    links = [candidate.link for candidate in finder.find_all_candidates(artefact.package)]
    return next((link for link in links if link.filename == artefact.file), None)


def save(artefact, response, chunks, partial, start):
    total = start + int(response.headers.get("Content-Length", 0))
    progress = Progress(artefact.title, total)
    with open(partial, "ab" if start else "wb") as file:
        for block in chunks:
            file.write(block)
            start += len(block)
            progress.show(start)
    progress.clear()
    if total and start < total:
        raise ConnectionError("the download stopped early")


def fetch_with_pip_download(artefact, partial):
    with tempfile.TemporaryDirectory(dir=partial.parent) as folder:
        requirement = Path(folder) / "requirement.txt"
        requirement.write_text(f"{artefact.package}=={artefact.version} --hash=sha256:{artefact.sha256}\n")
        options = pip_options(artefact)[:-1]
        result = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir", "--require-hashes", *options,
             "--dest", folder, "--requirement", str(requirement)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        found = Path(folder) / artefact.file
        if result.returncode != 0 or not found.is_file():
            reasons = [line for line in result.stderr.splitlines() if line.startswith("ERROR: ")]
            raise unreachable(artefact, reasons[-1][len("ERROR: "):].rstrip(".") if reasons else "")
        os.replace(found, partial)


class LastWarning(logging.Handler):
    """Keeps pip's log off the terminal and remembers the last reason why an index page could not be read."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.reason = ""
        logger = logging.getLogger("pip")
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.handlers = [self]

    def emit(self, record):
        message = record.getMessage()
        if "Could not fetch URL" in message or "connection error" in message or "Max retries" in message:
            self.reason = "the package index cannot be reached"


class Progress:
    """One line that is rewritten while a terminal watches."""

    def __init__(self, title, total):
        self.title, self.total, self.started, self.shown = title, total, time.monotonic(), 0.0

    def show(self, done):
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self.shown < 0.2:
            return
        self.shown = now
        of = f" of {self.total / 1e6:.0f}" if self.total else ""
        print(f"\r\033[K  {self.title}: {done / 1e6:.0f}{of} MB", end="", file=sys.stderr, flush=True)

    def clear(self):
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
