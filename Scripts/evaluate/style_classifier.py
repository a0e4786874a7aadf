"""A classifier that learns to tell the styles apart from real style pictures: paintings by the style networks."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from narcis_mini.people import generator, variations
from narcis_mini.pictures import PAINT_SCALE, STYLES, StyleTransfer, framed, painted

SIZE, PEOPLE, TEST_PEOPLE, SEED = 96, 36, 8, 30_001
NAMES = list(STYLES)


def style_pictures() -> tuple[torch.Tensor, torch.Tensor]:
    """Every style of every person, in both framings by turns: [people, styles, 3, s, s] in 0…1, labels [people, styles]."""
    random, transfer = torch.Generator().manual_seed(SEED), StyleTransfer()
    faces = variations(generator(), PEOPLE + TEST_PEOPLE, 1, 0.26, random)[:, 0]
    rows = []
    for number, face in enumerate(faces):
        photo = framed(face, ("base", "face")[number % 2], int(SIZE * PAINT_SCALE), random)
        rows.append(torch.stack([painted(transfer, photo, style, SIZE) for style in NAMES]))
    return torch.stack(rows), torch.arange(len(NAMES)).expand(len(faces), -1)


class StyleClassifier(nn.Module):
    """Convolutions whose means and spreads over the picture tell strokes and colors, not who is shown."""

    def __init__(self):
        super().__init__()
        widths, layers = [3, 24, 48, 64], []
        for source, target in zip(widths, widths[1:]):
            layers += [nn.Conv2d(source, target, 5, 2, 2), nn.BatchNorm2d(target), nn.ReLU()]
        self.layers, self.out = nn.Sequential(*layers), nn.Linear(2 * widths[-1], len(NAMES))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.layers(x * 4 - 2)
        return self.out(torch.cat([x.mean((2, 3)), x.std((2, 3))], 1))

    @torch.no_grad()
    def name(self, picture: np.ndarray) -> str:
        """A picture [h, w, 3] of bytes → the name of its style."""
        x = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
        return NAMES[int(self(F.interpolate(x, (SIZE, SIZE), mode="area")).argmax())]


def trained(folder: Path) -> tuple[StyleClassifier, float]:
    """The classifier, and the share of paintings of other people that it names right. It is kept in `folder`."""
    path = folder / "style_classifier.pt"
    if path.exists():
        saved, model = torch.load(path, weights_only=True), StyleClassifier()
        model.load_state_dict(saved["weights"])
        return model.eval(), saved["right"]
    torch.manual_seed(SEED)
    pictures, labels = style_pictures()
    x, y = pictures[:PEOPLE].flatten(0, 1), labels[:PEOPLE].flatten()
    model = StyleClassifier()
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3, weight_decay=0.05)
    epochs = 12
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 6e-3, total_steps=epochs * (len(x) // 32))
    for _ in range(epochs):
        for rows in torch.randperm(len(x))[: len(x) // 32 * 32].split(32):
            part = x[rows] if torch.rand(()) < 0.5 else x[rows].flip(-1)
            loss = F.cross_entropy(model(softened(part)), y[rows], label_smoothing=0.1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    model.eval()
    with torch.no_grad():
        right = model(pictures[PEOPLE:].flatten(0, 1)).argmax(1) == labels[PEOPLE:].flatten()
    share = float(right.float().mean())
    torch.save({"weights": model.state_dict(), "right": share}, path)
    return model, share


def softened(pictures: torch.Tensor) -> torch.Tensor:
    """Half of the batches blurred by up to a half of their size, so that a soft picture of a style still counts."""
    if torch.rand(()) < 0.5:
        return pictures
    side = int(torch.randint(SIZE // 2, SIZE, ()))
    small = F.interpolate(pictures, (side, side), mode="area")
    return F.interpolate(small, (SIZE, SIZE), mode="bilinear", align_corners=False)
