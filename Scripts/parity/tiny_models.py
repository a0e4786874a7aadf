"""Random small models of SDXL's and PhotoMaker's form, every size drawn, written as the published files are."""

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    UNet2DConditionModel,
)
from fixtures import draw, half_weights, randomize, save, save_json
from photomaker import IDEncoder, Sizes
from tokenizer_fixtures import MARKS, learn_merges, published, vocabulary, write_tokenizer
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

SOLVERS = {"euler": EulerDiscreteScheduler, "dpm": DPMSolverMultistepScheduler, "ddim": DDIMScheduler}
ADAPTATION_NAMES = {
    "processor": lambda path, part: f"unet.{path}.processor.{part.removesuffix('.0')}_lora.{{}}.weight",
    "layer": lambda path, part: f"unet.{path}.{part}.lora.{{}}.weight",
    "peft": lambda path, part: f"unet.{path}.{part}.lora_{{}}.weight",
    "peft_named": lambda path, part: f"base_model.model.{path}.{part}.lora_{{}}.photomaker.weight",
    "kohya": lambda path, part: f"lora_unet_{path.replace('.', '_')}_{part.replace('.', '_')}.lora_{{}}.weight",
}


@dataclass
class Shapes:
    """The sizes that are drawn."""

    merges: list
    widths: list[int]
    pooled: int
    text_layers: list[int]
    groups: int
    levels: list[int]
    layers: int
    vae: list[int]
    vae_groups: int
    vision: int
    vision_layers: int
    depth: int
    image: int

    @staticmethod
    def drawn(choice: random.Random) -> "Shapes":
        return Shapes(
            merges=published(), widths=[choice.choice([32, 48, 64]), choice.choice([32, 64, 80])],
            pooled=choice.choice([32, 80]), text_layers=[choice.randint(2, 4), choice.randint(2, 4)],
            groups=choice.choice([4, 8, 32]), levels=choice.choice([[32, 64, 64], [32, 32, 64], [64, 32, 96]]),
            layers=choice.choice([1, 2]), vae=choice.choice([[32] * 4, [16, 32, 32, 64]]),
            vae_groups=choice.choice([8, 16]), vision=choice.choice([32, 64]), vision_layers=choice.randint(1, 3),
            depth=choice.randint(1, 4), image=choice.choice([28, 56, 224]),
        )  # fmt: skip

    @staticmethod
    def small() -> "Shapes":
        """Small enough to be committed; the vocabulary is learned from the tokenizers' own sample texts."""
        return Shapes(
            merges=learn_merges(300), widths=[16, 16], pooled=16, text_layers=[2, 2], groups=4, levels=[8, 16, 16],
            layers=1, vae=[8, 8, 8, 8], vae_groups=4, vision=16, vision_layers=1, depth=1, image=28,
        )  # fmt: skip


class TinyModels:
    """Draws and writes `base/` and PhotoMaker's file into `folder`; keeps the models for computing."""

    def __init__(
        self, folder: Path, choice: random.Random, rng: torch.Generator, solver: str, spacing: str, shapes: Shapes
    ):
        self.folder, self.choice, self.rng, self.shapes = folder, choice, rng, shapes
        self.widths, self.pooled = shapes.widths, shapes.pooled
        base = folder / "base"
        for name, pad in (("tokenizer", MARKS[1]), ("tokenizer_2", "!")):
            write_tokenizer(base / name, shapes.merges, pad)
        self.first = self._text(base / "text_encoder", CLIPTextModel, 0)
        self.second = self._text(base / "text_encoder_2", CLIPTextModelWithProjection, 1)
        self.unet = self._unet(base / "unet")
        self.vae = self._vae(base / "vae")
        options = {} if solver != "ddim" else {"clip_sample": False}
        self.scheduler = SOLVERS[solver](
            beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, steps_offset=1,
            timestep_spacing=spacing, **options,
        )  # fmt: skip
        self.scheduler.save_pretrained(base / "scheduler")
        save_json(base / "model_index.json", {"_class_name": "StableDiffusionXLPipeline"})

    def _text(self, folder: Path, kind, which: int):
        width = self.widths[which]
        config = CLIPTextConfig(
            vocab_size=len(vocabulary(self.shapes.merges)), hidden_size=width, intermediate_size=2 * width,
            max_position_embeddings=77, num_hidden_layers=self.shapes.text_layers[which],
            num_attention_heads=self.choice.choice([2, 4]),
            hidden_act="quick_gelu" if kind is CLIPTextModel else "gelu", projection_dim=self.pooled,
            bos_token_id=0, eos_token_id=2, pad_token_id=1,
        )  # fmt: skip
        model = randomize(kind(config), self.rng)
        save(folder / "model.safetensors", half_weights(model))
        save_json(folder / "config.json", config.to_dict() | {"architectures": [kind.__name__]})
        return model

    def _unet(self, folder: Path):
        model = UNet2DConditionModel(
            sample_size=16, in_channels=4, out_channels=4, block_out_channels=self.shapes.levels,
            norm_num_groups=self.shapes.groups, layers_per_block=self.shapes.layers, cross_attention_dim=sum(self.widths),
            down_block_types=["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
            up_block_types=["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
            transformer_layers_per_block=[1, 1, self.choice.choice([1, 2])],
            attention_head_dim=[2, self.choice.choice([2, 4]), 4], use_linear_projection=True,
            addition_embed_type="text_time", addition_time_embed_dim=8,
            projection_class_embeddings_input_dim=self.pooled + 48,
        )  # fmt: skip
        randomize(model, self.rng)
        save(folder / "diffusion_pytorch_model.safetensors", half_weights(model))
        model.save_config(folder)
        return model

    def _vae(self, folder: Path):
        model = AutoencoderKL(
            block_out_channels=self.shapes.vae, latent_channels=4, layers_per_block=self.shapes.layers,
            norm_num_groups=self.shapes.vae_groups,
            scaling_factor=0.13025, down_block_types=["DownEncoderBlock2D"] * 4,
            up_block_types=["UpDecoderBlock2D"] * 4,
        )  # fmt: skip
        randomize(model, self.rng)
        save(folder / "diffusion_pytorch_model.safetensors", half_weights(model))
        model.save_config(folder)
        return model

    def photomaker(self, naming: str, container: str) -> IDEncoder:
        """Writes the ID encoder and an adaptation, and fuses the latter into the UNet."""
        shapes = self.shapes
        encoder = IDEncoder(
            Sizes(
                token=sum(self.widths), face_hidden=2 * shapes.vision, depth=shapes.depth, heads=1,
                vision_width=shapes.vision, vision_hidden=96, vision_layers=shapes.vision_layers, vision_heads=4,
                image=shapes.image,
            )
        )  # fmt: skip
        randomize(encoder, self.rng)
        weights = {name: value.clone() for name, value in half_weights(encoder).items()}
        adaptation = self._adapt(naming)
        if container == "bin":
            torch.save({"id_encoder": weights, "lora_weights": adaptation}, self.folder / "photomaker.bin")
        else:
            bare = container == "bare"
            named = {name if bare else f"id_encoder.{name}": value for name, value in weights.items()}
            named |= {name if bare else f"lora_weights.{name}": value for name, value in adaptation.items()}
            save(self.folder / "photomaker.safetensors", named)
        return encoder

    def _adapt(self, naming: str) -> dict[str, torch.Tensor]:
        rank, found = self.choice.choice([2, 4, 8]), {}
        down, up = ("A", "B") if naming.startswith("peft") else ("down", "up")
        for path, module in self.unet.named_modules():
            if not path.endswith(("attn1", "attn2")):
                continue
            for part in ("to_q", "to_k", "to_v", "to_out.0"):
                linear = module.get_submodule(part)
                low = draw(self.rng, rank, linear.in_features, scale=linear.in_features**-0.5)
                high = draw(self.rng, linear.out_features, rank, scale=0.2)
                name = ADAPTATION_NAMES[naming](path, part)
                found |= {name.format(down): low.half(), name.format(up): high.half()}
                linear.weight += high @ low
        return found
