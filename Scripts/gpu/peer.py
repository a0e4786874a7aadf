"""diffusers in the same call: peer.py MODEL SIZE DEVICE RESULTS [--compile]. Times a guided step, the decoding and 30
guided steps with the conditional-only end left out, which diffusers does not have."""

import json
import statistics
import sys
import time

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, UNet2DConditionModel

model, size, device, results = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
compiled = "--compile" in sys.argv
dtype = torch.float16 if device == "cuda" else torch.float32
part = "peer-compiled" if compiled else "peer"


def say(name, value, unit):
    print(f"{name:44} {value:12.4f} {unit}", flush=True)
    line = {"part": part, "device": device, "precision": str(dtype).removeprefix("torch."), "name": name,
            "unit": unit, "value": value}
    with open(results, "a") as file:
        file.write(json.dumps(line) + "\n")


def wait():
    if device == "cuda":
        torch.cuda.synchronize()


def median(work, rounds=5):
    for _ in range(2):
        work()
    times = []
    for _ in range(rounds):
        wait()
        start = time.perf_counter()
        work()
        wait()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def load(kind, folder):
    loaded = kind.from_pretrained(model, subfolder=folder, torch_dtype=dtype).to(device).eval()
    return loaded.to(memory_format=torch.channels_last)


start = time.perf_counter()
unet, vae = load(UNet2DConditionModel, "unet"), load(AutoencoderKL, "vae")
wait()
say("load", time.perf_counter() - start, "s")
if compiled:
    unet = torch.compile(unet, mode="max-autotune-no-cudagraphs" if device == "cpu" else "reduce-overhead")
    vae.decode = torch.compile(vae.decode)

config = unet.config
pooled = config.projection_class_embeddings_input_dim - 6 * config.addition_time_embed_dim
factor = 2 ** (len(vae.config.block_out_channels) - 1)
side = size // factor


def prompt(rows):
    return {
        "encoder_hidden_states": torch.randn(rows, 77, config.cross_attention_dim, device=device, dtype=dtype),
        "added_cond_kwargs": {
            "text_embeds": torch.randn(rows, pooled, device=device, dtype=dtype),
            "time_ids": torch.tensor([[size, size, 0, 0, size, size]] * rows, device=device, dtype=dtype),
        },
    }


def latents(rows):
    return torch.randn(rows, config.in_channels, side, side, device=device, dtype=dtype)


@torch.inference_mode()
def measure():
    for batch in (1,) if compiled else (1, 2, 4):
        x, words, t = latents(2 * batch), prompt(2 * batch), torch.tensor(500.0, device=device)
        start = time.perf_counter()
        unet(x, t, **words)
        wait()
        if compiled:
            say("compilation of a step", time.perf_counter() - start, "s")
        say(f"a guided step of {batch}", median(lambda: unet(x, t, **words)), "s")

    scheduler = DPMSolverMultistepScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012)
    words = prompt(2)

    def run():
        scheduler.set_timesteps(30, device=device)
        x = latents(1)
        for t in scheduler.timesteps:
            both = unet(torch.cat([x, x]), t, **words).sample
            negative, positive = both.chunk(2)
            x = scheduler.step(negative + 5 * (positive - negative), t, x).prev_sample

    say("30 steps, guided throughout", median(run, 3), "s")
    x = latents(1)
    if dtype != torch.float16 or not vae.config.force_upcast:
        say("autoencoder, decoding", median(lambda: vae.decode(x)), "s")
    if device == "cuda":
        say("most that tensors took", torch.cuda.max_memory_allocated() / 1e9, "GB")


measure()
