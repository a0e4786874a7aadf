"""Starts llama.cpp's server with SmolLM2 and the service before it, asks for ideas, and counts what came of them."""

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PAIRS = """corporate confidence; quiet storm; golden library; desert wanderer; neon solitude; winter garden; jazz midnight;
ocean memory; stoic gardener; velvet rebellion; morning ritual; iron patience; autumn scholar; electric calm;
mountain silence; paper lanterns; gentle pride; copper sunrise; northern light; forgotten theatre"""
CATEGORIES = {"themes", "colors", "styles", "mediums", "subjects", "emotions", "time", "places"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"error: {process.args[0]} ended with status {process.returncode}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).read()
            return
        time.sleep(0.2)
    raise SystemExit(f"error: nothing answers at {url}")


@contextlib.contextmanager
def running(command: list[str], log: Path, **environment: str):
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **environment})
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def model_command(port: int) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("model_server.py")), "--port", str(port)]


def problems(idea: dict) -> list[str]:
    found = []
    words = len(idea["idea"].split())
    if not 40 <= words <= 60:
        found.append(f"{words} words")
    if set(idea["keywords"]) != CATEGORIES or not all(2 <= len(k) <= 6 for k in idea["keywords"].values()):
        found.append("categories")
    keywords = [keyword for group in idea["keywords"].values() for keyword in group]
    if len(set(keywords)) != len(keywords):
        found.append("repeated keyword")
    if len(idea["chosen"]) != 15 or len(set(idea["chosen"])) != 15 or not set(idea["chosen"]) <= set(keywords):
        found.append("choice")
    if " img" not in idea["prompt"]:
        found.append("trigger word")
    if not idea["source"].startswith("openai:") or "," in idea["source"]:
        found.append(f"fallback ({idea['source']})")
    return found


def ask(base: str, words: str, seed: int) -> dict:
    body = json.dumps({"words": words, "seed": seed}).encode()
    request = urllib.request.Request(f"{base}/v1/ideas", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=1200) as answer:
        return json.load(answer)["ideas"][0]


def run(base: str, pairs: list[str], model: subprocess.Popen) -> int:
    valid = mended = repairs = retries = fallbacks = 0
    for index, words in enumerate(pairs):
        start = time.monotonic()
        if model.poll() is not None:
            print(f"error: the model's server ended with status {model.returncode}", flush=True)
            return 1
        try:
            idea = ask(base, words, seed=index)
        except urllib.error.HTTPError as error:
            print(f"{words}: {error.code} {error.read().decode()}", flush=True)
            continue
        found = problems(idea)
        valid += not found
        mended += bool(idea["repairs"])
        repairs += len(idea["repairs"])
        retries += idea["retries"]
        fallbacks += any(p.startswith("fallback") for p in found)
        print(
            f"{words}: {'valid' if not found else '; '.join(found)}, {len(idea['repairs'])} repairs, "
            f"{idea['retries']} retries, {time.monotonic() - start:.0f} s\n    {idea['idea']}\n    {idea['prompt']}",
            flush=True,
        )
    print(
        f"{valid} of {len(pairs)} valid; {mended} with repairs ({repairs} in all), {retries} stages tried again, "
        f"{fallbacks} fell back to the composer"
    )
    metrics = urllib.request.urlopen(f"{base}/metrics", timeout=10).read().decode()
    print("\n".join(line for line in metrics.splitlines() if line.startswith("mecene_model_")))
    return 0 if valid == len(pairs) else 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--service", required=True)
    parser.add_argument("--pairs", type=int, default=20)
    arguments = parser.parse_args()
    pairs = [pair.strip() for pair in PAIRS.replace("\n", " ").split(";")][: arguments.pairs]
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        model_port, port = free_port(), free_port()
        base = f"http://127.0.0.1:{port}"
        settings = {
            "MECENE_HTTP_PORT": str(port), "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "smollm2",
            "MECENE_MODEL_URL": f"http://127.0.0.1:{model_port}/v1", "MECENE_MODEL_TIMEOUT_FIRST_BYTE": "10m",
            "MECENE_MODEL_TIMEOUT_TOTAL": "15m", "MECENE_LIMIT_TIMEOUT": "20m",
            "MECENE_MODEL_EXTRA": '{"repeat_penalty": 1.1}',
        }  # fmt: skip
        with running(model_command(model_port), logs / "model.log") as model:
            wait_for(f"http://127.0.0.1:{model_port}/v1/models", model, 120)
            with running([arguments.service], logs / "service.log", **settings) as service:
                wait_for(f"{base}/ready", service, 60)
                status = run(base, pairs, model)
        if status:
            print((logs / "model.log").read_text()[-2000:], file=sys.stderr)
            print((logs / "service.log").read_text()[-4000:], file=sys.stderr)
    raise SystemExit(status)


if __name__ == "__main__":
    main()
