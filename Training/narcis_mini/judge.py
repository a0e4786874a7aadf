"""A term of the denoiser's loss: is the face in the guessed picture the sitter's?

Of what a pixel-wise loss weighs, the features that tell people apart are a small part. Identity terms on the guessed
clean picture are known from face synthesis (PortraitBooth, Peng et al. 2023); here the reader sees latents.
"""

from dataclasses import dataclass
from pathlib import Path

import torch

from .dataset import Batch, sitters
from .face_reader import FaceReader
from .presets import Preset
from .runtime import cleaned, load


@dataclass
class Judge:
    reader: FaceReader
    vectors: torch.Tensor
    """Face vectors of all people [n, 128]."""

    @staticmethod
    def at(work: Path, preset: Preset, where: torch.device) -> "Judge | None":
        """None where no face reader was trained."""
        state = load(work / "face_reader" / "state.pt")
        if state is None:
            return None
        reader = FaceReader(preset.latent_channels, preset.face_vector).to(where).requires_grad_(False)
        reader.load_state_dict(state["model"])
        # Its dropout stays on: a judge that differs each time is not so easily told what it likes to hear.
        return Judge(reader.train(), sitters(work).to(where))

    def __call__(
        self, given: torch.Tensor, velocity: torch.Tensor, alphas: torch.Tensor, batch: Batch
    ) -> torch.Tensor:
        """The sum of 1 - cosine over rows with a sitter, divided by the number of all rows.

        Guesses out of pure noise count as much as others: soft as they are, the reader tells sitters apart in them, and
        there the sitter is known from the photograph alone.
        """
        shown = batch.is_shown
        alpha = alphas.view(-1, 1, 1, 1)[shown]
        guessed = cleaned(given[shown], velocity[shown], alpha)
        found = self.reader(guessed + 0.1 * torch.randn_like(guessed))
        return (1 - (found * self.vectors[batch.who[shown]]).sum(-1)).sum() / len(alphas)
