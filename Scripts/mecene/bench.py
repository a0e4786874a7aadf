"""Asks the service for ideas one after another and prints latency, memory and processor time."""

import argparse
import contextlib
import http.client
import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

FIRST = "quiet golden iron velvet neon winter paper copper northern forgotten gentle electric stoic desert".split()
SECOND = "storm library patience rebellion solitude garden lanterns sunrise light theatre pride calm".split()


def memory(pid: int, field: str) -> float:
    """Megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field + ":")) / 1024


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def linked_libraries(service: str) -> list[str]:
    listed = subprocess.run(["ldd", service], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listed.splitlines() if "=>" in line]


def wait_until_ready(port: int, process: subprocess.Popen) -> float:
    start = time.monotonic()
    while time.monotonic() < start + 60:
        if process.poll() is not None:
            raise SystemExit(f"error: the service ended with status {process.returncode}")
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return time.monotonic() - start
        time.sleep(0.01)
    raise SystemExit("error: the service did not become ready")


def measure(port: int, pid: int, count: int) -> None:
    print(f"ready: {memory(pid, 'VmRSS'):.1f} MB resident")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    latencies = []
    before = processor_seconds(pid)
    for index in range(count):
        words = f"{FIRST[index % len(FIRST)]} {SECOND[index // len(FIRST) % len(SECOND)]}"
        start = time.perf_counter()
        connection.request("GET", f"/v1/ideas?words={quote(words)}&seed={index}")
        answer = connection.getresponse()
        body = answer.read()
        latencies.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise SystemExit(f"error: {words}: {answer.status} {body.decode()}")
    used = (processor_seconds(pid) - before) / count * 1000
    latencies.sort()
    quantiles = ", ".join(f"p{q:g} {latencies[min(int(count * q / 100), count - 1)]:.2f}" for q in (50, 90, 99, 99.9))
    print(f"{count} ideas one after another: {quantiles} ms; {used:.2f} ms of processor time each")
    print(f"after them: {memory(pid, 'VmRSS'):.1f} MB resident, at most {memory(pid, 'VmHWM'):.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--service", required=True)
    parser.add_argument("--count", type=int, default=2000)
    arguments = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MECENE_")}
    environment |= {"MECENE_HTTP_PORT": str(port), "MECENE_LOG_LEVEL": "warning"}
    process = subprocess.Popen([arguments.service], env=environment)
    try:
        seconds = wait_until_ready(port, process)
        print(f"{Path(arguments.service).resolve().stat().st_size / 1e6:.1f} MB program, ready after {seconds:.2f} s")
        measure(port, process.pid, arguments.count)
        libraries = linked_libraries(arguments.service)
        engine = [name for name in libraries if "torch" in name or "c10" in name or "openvino" in name or "vips" in name]
        print(f"{len(libraries)} libraries linked, of the engine's: {', '.join(engine) or 'none'}")
    finally:
        process.terminate()
        status = process.wait(timeout=60)
    print(f"stopped on SIGTERM with status {status}")


if __name__ == "__main__":
    main()
