#!/usr/bin/env python3
"""Writes layers.safetensors: one case for every kind of layer, computed by torch, diffusers and transformers.

Usage: layer_fixtures.py [--seed N] [--out FOLDER]     (versions: engine.txt)

Names are CASE.weights.…, CASE.input…, CASE.output…; the shapes and head counts stand in the tests.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers.models.attention import BasicTransformerBlock
from diffusers.models.attention_processor import Attention
from diffusers.models.downsampling import Downsample2D
from diffusers.models.embeddings import TimestepEmbedding, get_timestep_embedding
from diffusers.models.resnet import ResnetBlock2D
from diffusers.models.transformers.transformer_2d import Transformer2DModel
from diffusers.models.upsampling import Upsample2D
from fixtures import ENGINE, draw, generator, half_weights, quiet, randomize, save


class Cases:
    """Cases in the making; every one draws from a generator of its own, so that adding one changes no other."""

    def __init__(self, seed: int):
        self.seed = seed
        self.tensors: dict[str, torch.Tensor] = {}

    def rng(self, name: str) -> torch.Generator:
        return generator(self.seed * 1_000_003 + sum(ord(c) * 31**i for i, c in enumerate(name)) % 2**31)

    def add(self, name, module, inputs, call=None):
        """Randomizes `module`, calls it on `inputs` (name → tensor) and keeps everything."""
        randomize(module, self.rng(name))
        output = (call or module)(*inputs.values())
        self.tensors.update(half_weights(module, f"{name}.weights."))
        self.keep(name, inputs, output)

    def keep(self, name, inputs, output):
        for key, value in inputs.items():
            self.tensors[f"{name}.{key}"] = value
        self.tensors[f"{name}.output"] = output


def plain_layers(cases: Cases):
    rng = cases.rng("plain")
    rows = {"input": draw(rng, 3, 12)}
    cases.add("linear", torch.nn.Linear(12, 20), rows)
    cases.add("linear_without_bias", torch.nn.Linear(12, 20, bias=False), rows)
    picture = {"input": draw(rng, 2, 6, 11, 7)}
    cases.add("conv_3x3", torch.nn.Conv2d(6, 10, 3, padding=1), picture)
    cases.add("conv_1x1", torch.nn.Conv2d(6, 10, 1), picture)
    cases.add("conv_strided", torch.nn.Conv2d(6, 10, 3, stride=2, padding=1), picture)
    cases.add("conv_patches", torch.nn.Conv2d(6, 10, 4, stride=4, bias=False), {"input": draw(rng, 2, 6, 8, 12)})
    cases.add("group_norm", torch.nn.GroupNorm(4, 16, eps=1e-6), {"input": draw(rng, 2, 16, 5, 3)})
    cases.add("layer_norm", torch.nn.LayerNorm(24), {"input": draw(rng, 2, 5, 24)})


def activations(cases: Cases):
    rng = cases.rng("activations")
    x = draw(rng, 4, 30, scale=2)
    cases.keep("silu", {"input": x}, F.silu(x))
    cases.keep("gelu", {"input": x}, F.gelu(x))
    cases.keep("quick_gelu", {"input": x}, x * torch.sigmoid(1.702 * x))
    value, gate = x.chunk(2, dim=-1)
    cases.keep("geglu", {"input": x}, value * F.gelu(gate))
    cases.keep("softmax", {"input": x}, torch.softmax(x, dim=-1))
    q, k, v = draw(rng, 2, 3, 9, 8), draw(rng, 2, 3, 9, 8), draw(rng, 2, 3, 9, 8)
    keep = {"queries": q, "keys": k, "values": v}
    weights = torch.softmax(q @ k.transpose(-2, -1) * 8**-0.5, dim=-1)
    cases.keep("attention", keep, weights @ v)
    future = torch.ones(9, 9, dtype=torch.bool).triu(1)
    causal = (q @ k.transpose(-2, -1) * 8**-0.5).masked_fill(future, float("-inf"))
    cases.keep("attention_causal", keep, torch.softmax(causal, dim=-1) @ v)
    picture = draw(rng, 2, 3, 9, 13)
    cases.keep("bilinear", {"input": picture}, F.interpolate(picture, size=(4, 5), mode="bilinear"))
    cases.keep("nearest", {"input": picture}, F.interpolate(picture, size=(17, 26), mode="nearest"))


def attentions(cases: Cases):
    rng = cases.rng("attentions")
    x, context = draw(rng, 2, 35, 32), draw(rng, 2, 11, 20)
    cases.add("self_attention", Attention(32, heads=4, dim_head=8), {"input": x})
    cases.add(
        "cross_attention", Attention(32, cross_attention_dim=20, heads=4, dim_head=8), {"input": x, "context": context}
    )
    block = BasicTransformerBlock(32, 4, 8, cross_attention_dim=20)
    cases.add(
        "transformer_block", block, {"input": x, "context": context},
        lambda x, context: block(x, encoder_hidden_states=context),
    )
    stack = Transformer2DModel(
        4, 8, 32, num_layers=2, cross_attention_dim=20, norm_num_groups=8, use_linear_projection=True
    )
    cases.add(
        "transformer", stack, {"input": draw(rng, 2, 32, 5, 7), "context": context},
        lambda x, context: stack(x, encoder_hidden_states=context).sample,
    )


def blocks(cases: Cases):
    rng = cases.rng("blocks")
    picture, time = draw(rng, 2, 16, 9, 7), draw(rng, 2, 24)
    wider = ResnetBlock2D(in_channels=16, out_channels=24, temb_channels=24, groups=8, eps=1e-5)
    cases.add("resnet", wider, {"input": picture, "time": time})
    same = ResnetBlock2D(in_channels=16, out_channels=16, temb_channels=None, groups=8, eps=1e-6)
    cases.add("resnet_without_time", same, {"input": picture}, lambda x: same(x, None))
    cases.add("downsample", Downsample2D(16, use_conv=True, padding=1, name="op"), {"input": picture})
    cases.add("downsample_right_bottom", Downsample2D(16, use_conv=True, padding=0, name="op"), {"input": picture})
    cases.add("upsample", Upsample2D(16, use_conv=True), {"input": picture})
    given = Upsample2D(16, use_conv=True)
    cases.add("upsample_to_size", given, {"input": picture}, lambda x: given(x, output_size=(17, 13)))
    cases.add("time_embedding", TimestepEmbedding(32, 64), {"input": draw(rng, 2, 32)})
    steps = torch.tensor([999.0, 922.836, 13.0, 0.0, 1024.0])
    for name, cosine_first, shift in [("sinusoid", True, 0), ("sinusoid_sine_first", False, 1)]:
        output = get_timestep_embedding(steps, 32, flip_sin_to_cos=cosine_first, downscale_freq_shift=shift)
        cases.keep(name, {"input": steps}, output)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ENGINE)
    arguments = parser.parse_args()
    quiet()
    cases = Cases(arguments.seed)
    for part in (plain_layers, activations, attentions, blocks):
        part(cases)
    save(arguments.out / "layers.safetensors", cases.tensors)


if __name__ == "__main__":
    main()
