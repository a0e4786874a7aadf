"""The reference's half of the benchmark: loads a component, then runs it once for every line on standard input.

Prints one JSON object a line: {"ready": true}, {"seconds": …} per run, {"peak": bytes} at the end.
"""

import json
import sys
import time

part, folder, kind, threads, size = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])

import torch  # noqa: E402  (start-up is part of what is measured)

torch.set_num_threads(threads)
dtype = getattr(torch, kind)


def unet():
    from diffusers import UNet2DConditionModel

    model = UNet2DConditionModel.from_pretrained(folder, subfolder="unet", torch_dtype=dtype).eval()
    config = model.config
    channels, side = config.in_channels, size // 8
    pooled = config.projection_class_embeddings_input_dim - 6 * config.addition_time_embed_dim
    latents = torch.randn(2, channels, side, side, generator=torch.Generator().manual_seed(1)).to(dtype)
    context = torch.randn(2, 77, config.cross_attention_dim, generator=torch.Generator().manual_seed(2)).to(dtype)
    added = {"text_embeds": torch.randn(2, pooled, generator=torch.Generator().manual_seed(3)).to(dtype),
             "time_ids": torch.tensor([[size, size, 0, 0, size, size]] * 2, dtype=dtype)}
    return lambda: guided(model(latents, 500, encoder_hidden_states=context, added_cond_kwargs=added).sample)


def guided(both):
    negative, positive = both.float().chunk(2)
    return negative + 5 * (positive - negative)


def text():
    from transformers import CLIPTextModel, CLIPTextModelWithProjection

    first = CLIPTextModel.from_pretrained(folder, subfolder="text_encoder", torch_dtype=dtype).eval()
    second = CLIPTextModelWithProjection.from_pretrained(folder, subfolder="text_encoder_2", torch_dtype=dtype).eval()
    ids = torch.arange(77).remainder(40000).reshape(1, 77)
    return lambda: (first(ids, output_hidden_states=True).hidden_states[-2],
                    second(ids, output_hidden_states=True).hidden_states[-2])


def vae():
    from diffusers import AutoencoderKL

    model = AutoencoderKL.from_pretrained(folder, subfolder="vae", torch_dtype=dtype).eval()
    latents = torch.randn(1, 4, size // 8, size // 8, generator=torch.Generator().manual_seed(1)).to(dtype)
    return lambda: model.decode(latents / 0.13025).sample.float()


def peak():
    with open("/proc/self/status") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))


with torch.inference_mode():
    run = {"unet": unet, "text": text, "vae": vae}[part]()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        run()
        print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - used}), flush=True)
print(json.dumps({"peak": peak()}), flush=True)
