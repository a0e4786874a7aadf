"""Several processes of one thread each, that train copies of a model and take the mean of their weights now and then.

On a processor the operators of a small model are too short to be shared by threads: two threads took as long for a batch
as one. Copies that each see their own batches and meet every few steps (local SGD, Stich 2018) use every core.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.distributed as distributed
import torch.multiprocessing as processes
from torch import nn

STEPS_APART = 8
"""Steps between two meetings."""


@dataclass
class Group:
    """The copies, seen from one of them."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """One copy alone prints, saves and keeps the clock."""
        return self.rank == 0

    def meets(self, step: int) -> bool:
        return self.size == 1 or step % STEPS_APART == 0

    @torch.no_grad()
    def meet(self, model: nn.Module, done: bool) -> bool:
        """Takes the mean of all copies' weights; whether the leading copy is done."""
        if self.size == 1:
            return done
        weights = [parameter.data for parameter in model.parameters() if parameter.requires_grad]
        flat = torch.cat([weight.flatten() for weight in weights] + [torch.tensor([float(done and self.leads)])])
        distributed.all_reduce(flat)
        parts = (flat[:-1] / self.size).split([weight.numel() for weight in weights])
        for weight, part in zip(weights, parts):
            weight.copy_(part.view_as(weight))
        return bool(flat[-1] > 0)


def _work(rank: int, size: int, rendezvous: str, train: Callable, options: object) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{rendezvous}", rank=rank, world_size=size)
    train(options, Group(rank, size))
    distributed.destroy_process_group()


def run(train: Callable, options: object) -> None:
    """Calls `train(options, group)` in a process for every core; in this one alone on a GPU."""
    size = 1 if torch.cuda.is_available() else len(os.sched_getaffinity(0))
    if size == 1:
        return train(options, Group())
    with tempfile.TemporaryDirectory() as folder:
        processes.spawn(_work, (size, f"{folder}/meeting", train, options), size)
