#!/usr/bin/env python3
"""Writes Tests/SchedulersTests/Fixtures/schedulers.json: tables and runs of every solver × spacing × step count.

Usage: scheduler_fixtures.py [--seed N] [--out FOLDER]     (versions: engine.txt)

`timesteps`, `sigmas` and `samples` come from the formulas of the papers in numpy, float64: Euler (Karras et al. 2022),
DPM-Solver++ 2M (Lu et al. 2022), DDIM (Song et al. 2021), Align Your Steps (Sabour et al. 2024). `diffusers` holds what
diffusers gives, in its float32, wherever it has the case.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler
from fixtures import TESTS, quiet, save_json

# diffusers' class and options of each solver.
SOLVERS = {
    "euler": (EulerDiscreteScheduler, {}),
    "dpm++2m": (DPMSolverMultistepScheduler, {"solver_order": 2}),
    "ddim": (DDIMScheduler, {"clip_sample": False}),
}
SPACINGS = ["leading", "trailing", "linspace", "ays-timesteps", "ays-sigmas", "custom"]
COUNTS = [1, 2, 3, 5, 7, 10, 20, 30, 150]
AYS_TIMESTEPS = [999, 845, 730, 587, 443, 310, 193, 116, 53, 13]
AYS_SIGMAS = [
    14.6146412293, 6.3184485287, 3.7681790315, 2.1811480769, 1.3405244945, 0.8620721141, 0.5550693289, 0.3798540708,
    0.2332364134, 0.1114188177, 0.0291671582,
]  # fmt: skip
CUSTOM = [981.5, 700.25, 420.0, 151.75, 12.5]

BETAS = np.linspace(0.00085**0.5, 0.012**0.5, 1000, dtype=np.float64) ** 2
ALPHAS = np.cumprod(1 - BETAS)
SIGMAS = np.sqrt((1 - ALPHAS) / ALPHAS)


def log_linear(values, count):
    """The published interpolation: reversed, linear in the logarithm, reversed again."""
    logarithms = np.log(np.array(values, np.float64)[::-1])
    places = np.linspace(0, 1, len(values))
    return np.exp(np.interp(np.linspace(0, 1, count), places, logarithms))[::-1]


def timesteps(solver, spacing, count):
    whole = solver != "euler"
    skipped = int(solver == "dpm++2m")
    if spacing == "leading":
        found = np.arange(count + skipped)[::-1][:count] * (1000 // (count + skipped))
        return found.astype(np.float64) + 1
    if spacing == "trailing":
        return np.array([np.round(1000 - i * 1000 / count) - 1 for i in range(count)])
    if spacing == "linspace":
        if count == 1:
            return np.array([999.0])
        found = np.linspace(0, 999, count + skipped)[::-1][:count]
        return np.round(found) if whole else found
    if spacing == "custom":
        return np.trunc(CUSTOM) if whole else np.array(CUSTOM)
    if count == 1:
        return np.array([999.0])
    found = log_linear(AYS_TIMESTEPS, count)
    # 845 must not become 844 by way of a logarithm.
    return np.trunc(found + 1e-9) if whole else found


def tables(solver, spacing, count):
    if spacing == "ays-sigmas":
        sigmas = log_linear(AYS_SIGMAS, count + 1)
        inside = np.interp(np.log(sigmas[:-1]), np.log(SIGMAS), np.arange(1000))
        sigmas[-1] = 0
        return (inside if solver == "euler" else np.round(inside)), sigmas
    steps = timesteps(solver, spacing, count)
    return steps, np.append(np.interp(steps, np.arange(1000), SIGMAS), 0)


def prediction(x, t):
    """Stands for a model: smooth, nonlinear, different at every timestep."""
    return 0.6 * np.sin(1.3 * x + t / 250) + 0.3 * x


def run(solver, steps, sigmas, start):
    x = start.copy()
    samples, previous = [], None
    for i, t in enumerate(steps):
        sigma, after = sigmas[i], sigmas[i + 1]
        a, b = 1 / np.sqrt(1 + sigma**2), 1 / np.sqrt(1 + after**2)
        if solver == "euler":
            x = x + (after - sigma) * prediction(x * a, t)
        elif solver == "ddim":
            noise = prediction(x, t)
            original = (x - sigma * a * noise) / a
            x = b * original + after * b * noise
        else:
            original = (x - sigma * a * prediction(x, t)) / a
            if i in (0, len(steps) - 1):
                direction = original
            else:
                h, h_before = np.log(sigma / after), np.log(sigmas[i - 1] / sigma)
                direction = original + (original - previous) * h / h_before / 2
            x = (after * b) / (sigma * a) * x + b * (1 - after / sigma) * direction
            previous = original
        samples.append(x)
    return samples


def with_diffusers(solver, spacing, count, start):
    """What diffusers gives, or None where it does not have the case or means something else by it."""
    plain = spacing in ("leading", "trailing", "linspace")
    if not plain and solver == "ddim":
        return None  # refuses lists
    if solver == "ddim" and (spacing == "linspace" or spacing == "trailing" and 1000 % count):
        return None  # walks on by whole strides instead of the list's own successors
    if spacing == "linspace" and count == 1 or spacing == "ays-timesteps" and count == 1:
        return None  # would start without noise
    if spacing == "ays-sigmas" and solver != "euler":
        return None
    kind, options = SOLVERS[solver]
    scheduler = kind(
        beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, steps_offset=1,
        timestep_spacing=spacing if plain else "leading", **options,
    )  # fmt: skip
    if plain:
        scheduler.set_timesteps(count)
    elif spacing == "ays-sigmas":
        scheduler.set_timesteps(sigmas=list(log_linear(AYS_SIGMAS, count + 1)[:-1]) + [0.0])
    else:
        scheduler.set_timesteps(timesteps=list(timesteps(solver, spacing, count)))
    x = torch.tensor(start, dtype=torch.float32) * scheduler.init_noise_sigma
    samples = []
    for t in scheduler.timesteps:
        scaled = scheduler.scale_model_input(x, t)
        noise = torch.tensor(prediction(scaled.double().numpy(), float(t)), dtype=torch.float32)
        x = scheduler.step(noise, t, x).prev_sample
        samples.append(x.double().numpy())
    found = {
        "timesteps": scheduler.timesteps.double().tolist(), "initial_noise_scale": float(scheduler.init_noise_sigma),
        "samples": samples[-1].tolist(),
    }  # fmt: skip
    if solver != "ddim":
        found["sigmas"] = scheduler.sigmas.double().tolist()
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=TESTS / "SchedulersTests/Fixtures")
    arguments = parser.parse_args()
    quiet()
    start = np.random.default_rng(arguments.seed).normal(size=3)
    cases = []
    for solver in SOLVERS:
        for spacing in SPACINGS:
            for count in COUNTS if spacing != "custom" else [len(CUSTOM)]:
                if count == 150 and spacing == "linspace" and solver != "euler":
                    continue
                steps, sigmas = tables(solver, spacing, count)
                pure = spacing in ("trailing", "linspace")
                scale = 1 if solver != "euler" else sigmas[0] if pure else np.sqrt(sigmas[0] ** 2 + 1)
                samples = run(solver, steps, sigmas, start * scale)
                cases.append({
                    "solver": solver, "spacing": spacing, "steps": count, "initial_noise_scale": float(scale),
                    "timesteps": steps.tolist(), "sigmas": sigmas.tolist(),
                    "samples": np.array(samples if count <= 20 else samples[-1:]).tolist(),
                    "diffusers": with_diffusers(solver, spacing, count, start),
                })  # fmt: skip
    save_json(arguments.out / "schedulers.json", {"start": start.tolist(), "custom": CUSTOM, "cases": cases}, compact=True)


if __name__ == "__main__":
    main()
