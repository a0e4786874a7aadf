"""The layers of the package: every target, what it holds, and what a layer may use."""

LAYERS = {
    "system": {
        "CTorchSystem": "libtorch", "CVipsSystem": "libvips", "COpenVINO": "OpenVINO", "CZlib": "zlib",
    },
    "infrastructure": {
        "CTorch": "C interface, processor kernels", "Torch": "tensors", "TorchNN": "layers, loading of weights",
        "CVips": "C interface", "CMediaKernels": "loops over pixels", "Checkpoints": "safetensors, pickles",
        "FileAccess": "bounded and mapped files", "Imaging": "pictures and their files", "Tokenizers": "byte pairs",
        "NeuralInference": "ONNX networks", "Schedulers": "noise levels and steps", "Workflow": "typed graphs",
        "LanguageModels": "providers, streams", "JSON": "values, bounded reading", "DocumentEncoding": "deflate, checksums",
        "Support": "limits, memos, time, text",
    },
    "kit": {"HTTPService": "problems, limits, streams, server", "ServiceKit": "settings, log, metrics, start"},
    "domain": {
        "PortraitDomain": "requests, results, jobs, interfaces", "Mecene": "stages, rules, workflow",
        "WordSafety": "names, minors, sexual words",
    },
    "live": {
        "Media": "pages, media, palettes, words", "FaceAnalysis": "detection, vectors, landmarks",
        "Diffusion": "SDXL's models, denoising", "PhotoMaker": "ID encoder, adaptation",
        "PortraitEngine": "stages, face stage, media",
        "ParityCheck": "recorded runs, step by step",
        "MeceneComposer": "WordNet, art lexicon", "MeceneAuthors": "prompts for language models, set-up",
    },
    "apps": {"NarcisCLI": "commands, progress, files", "MeceneApp": "routes, bodies, cache"},
    "executables": {"narcis": "the command", "narcis-mecene": "the service of ideas"},
}  # fmt: skip
TOOLS = {
    "infrastructure": {
        "LanguageModelsTestSupport", "MetricsTestSupport", "TestSupport", "TorchTestSupport",
    },
    "domain": {"JobStoreContract"},
    "executables": {"narcis-bench", "narcis-gpu-check", "mecene-bench", "media-trial"},
}  # fmt: skip
"""Targets for tests and measurements, which the picture leaves out."""
MAY_USE = {
    "system": {"system"},
    "infrastructure": {"system", "infrastructure"},
    "kit": {"infrastructure", "kit"},
    "domain": {"domain"},
    "live": {"infrastructure", "domain", "live"},
    "apps": {"domain", "kit"},
    "executables": {"infrastructure", "kit", "domain", "live", "apps"},
}
LEAVES = {"Imaging", "JSON", "Schedulers", "Support", "Workflow", "ServiceKit"}
"""What every layer above may use: pictures, JSON, schedules as numbers, limits and text, the workflow, and settings and
logs of whatever runs."""
NATIVE = {"CTorchSystem", "COpenVINO", "CVipsSystem"}
WITHOUT_NATIVE = {
    "narcis-mecene", "MeceneApp", "Mecene", "MeceneComposer", "MeceneAuthors", "LanguageModels", "HTTPService",
    "ServiceKit",
}  # fmt: skip


def layer_of_targets() -> dict[str, str]:
    return {name: layer for table in (LAYERS, TOOLS) for layer, names in table.items() for name in names}


def reached(name: str, arrows: dict[str, list[str]]) -> set[str]:
    """All targets that a target depends on, directly or by others."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for target in arrows.get(waiting.pop(), []):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen
