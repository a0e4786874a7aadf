"""Filters of G'MIC and of OpenCV that come nearest to a medium, on the same photograph at the same size.

G'MIC's filters run with the settings that its plug-in begins with, and count without the program's start and without
reading and writing files; so do OpenCV's.
"""

import os
import resource
import shutil
import subprocess
import time
from pathlib import Path

import cv2

LIMIT = 120
"""Processor seconds after which a filter is given up."""

# Title, command and settings.
GMIC = {
    "brushify": ("Brushify", "fx_brushify", "7,0.25,4,64,25,12,0,2,4,0.2,0.5,30,1,1,1,5,0,0.2"),
    "charcoal": ("Charcoal", "fx_charcoal", "65,70,170,0,1,0,50,70,255,255,255,0,0,0,0"),
    "cubism": ("Cubism", "fx_cubism", "2,50,10,90,0.7,0"),
    "cutout": ("Cutout", "fx_cutout", "4,0.5,4,1"),
    "engrave": ("Engrave", "fx_engrave", "0.5,50,0,8,40,0,0,0,10,1,0,0,0,1"),
    "feltpen": ("Felt Pen", "fx_feltpen", "300,50,1,0.1,20,5"),
    "halftone": ("Halftone", "fx_halftone", "0,0,0,0,5,8,8,5,0.1"),
    "kuwahara": ("Kuwahara", "fx_kuwahara", "2,5,0,0"),
    "lylejk": ("Lylejk's Painting", "fx_lylejk_painting", "10,2,4,10"),
    "mosaic": ("Mosaic", "fx_mosaic", "50,1"),
    "painting": ("Painting", "fx_painting", "5,2.5,1.5,50,1"),
    "pen-drawing": ("Pen Drawing", "fx_pen_drawing", "10"),
    "pencil": ("Pencil", "fx_pencilbw", "0.3,60,0,0"),
    "pencil-portrait": ("Pencil Portrait", "fx_pencil_portraitbw", "30,120,1,0.5,144,79,21"),
    "polygonize": ("Polygonize", "fx_polygonize", "300,10,10,10,10,0,0,0,255"),
    "poster-edges": ("Poster Edges", "fx_poster_edges", "20,60,5,0,10,0,0"),
    "posterize": ("Posterize", "fx_posterize", "150,30,1,12,0,0,0"),
    "poster-hope": ("Hope Poster", "fx_poster_hope", "0,3"),
    "stained-glass": ("Stained Glass", "fx_stained_glass", "40,0.1,0,1,1,0,0,0"),
    "stencil": ("B&W Stencil", "fx_stencilbw", "10,10,0,0"),
    "vector": ("Vector Painting", "fx_vector_painting", "9"),
}
OPENCV = {
    "cv-oil": ("xphoto.oilPainting", lambda photograph: cv2.xphoto.oilPainting(photograph, 7, 1)),
    "cv-pencil": ("pencilSketch", lambda photograph: cv2.pencilSketch(photograph, shade_factor=0.02)[0]),
    "cv-stylization": ("stylization", lambda photograph: cv2.stylization(photograph)),
}

NEAREST = {
    "oil": ("brushify", "cv-oil"), "expressionist": ("painting",), "palette-knife": ("vector",),
    "dabs": ("lylejk",), "pastel": ("feltpen",), "gouache": ("kuwahara", "cv-oil"),
    "watercolour": ("cv-stylization",), "pen-and-watercolour": ("pen-drawing",),
    "graphite": ("pencil", "cv-pencil"), "charcoal": ("charcoal", "cv-pencil"), "chalks": ("pencil-portrait",),
    "engraving": ("engrave",), "etching": ("pencil-portrait", "cv-pencil"), "woodblock": ("cutout",),
    "linocut": ("stencil",), "cut-paper": ("posterize",), "poster": ("poster-hope",), "screen-print": ("halftone",),
    "comic": ("poster-edges", "cv-stylization"), "risograph": ("halftone",), "stained-glass": ("stained-glass",),
    "mosaic": ("mosaic",), "prism": ("polygonize", "cubism"),
}  # fmt: skip
"""The nearest first. Media that are not named have no peer that comes near."""


def title(peer):
    return f"OpenCV {OPENCV[peer][0]}" if peer in OPENCV else f"G'MIC {GMIC[peer][0]}"


class Peers:
    """Runs each filter once and remembers what it cost: seconds, processor seconds, peak bytes."""

    def __init__(self, photograph: Path, folder: Path):
        self.photograph, self.folder, self.costs, self.missing = photograph, folder, {}, {}
        self.pixels = cv2.imread(str(photograph))
        self.has_gmic = shutil.which("gmic") is not None
        if self.has_gmic:
            self.empty = self.run_gmic([], "empty")
        else:
            print("G'MIC is left out: there is no program `gmic` (Debian: apt-get install gmic).", flush=True)

    def picture(self, peer):
        return self.folder / f"peer-{peer}.png"

    def cost(self, peer):
        """None where the filter cannot be run."""
        if peer not in self.costs and peer not in self.missing:
            self.measure(peer)
        return self.costs.get(peer)

    def measure(self, peer):
        try:
            if peer in OPENCV:
                self.costs[peer] = self.run_opencv(peer)
            elif self.has_gmic:
                cost, (_, command, settings) = self.run_gmic(GMIC[peer][1:], peer), GMIC[peer]
                self.costs[peer] = {
                    "seconds": max(cost["seconds"] - self.empty["seconds"], 0),
                    "cpu": max(cost["cpu"] - self.empty["cpu"], 0),
                    "peak": cost["peak"],
                }
        except (RuntimeError, cv2.error) as error:
            self.missing[peer] = str(error).strip().splitlines()[-1]
            print(f"{title(peer)} is left out: {self.missing[peer]}", flush=True)

    def run_gmic(self, command, name):
        start = time.perf_counter()
        with open(self.folder / "gmic.log", "wb") as log:
            process = subprocess.Popen(
                ["gmic", self.photograph, *command, "output", self.picture(name)],
                stdout=log, stderr=log, env={**os.environ, "HOME": str(self.folder)},
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT)))
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode < 0:
            raise RuntimeError(f"it takes more than {LIMIT} processor seconds")
        if process.returncode:
            raise RuntimeError(f"this version does not take its settings (status {process.returncode})")
        return {
            "seconds": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime,
            "peak": 1024 * usage.ru_maxrss,
        }  # fmt: skip

    def run_opencv(self, peer):
        start, cpu = time.perf_counter(), time.process_time()
        picture = OPENCV[peer][1](self.pixels)
        cost = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
        cv2.imwrite(str(self.picture(peer)), picture)
        return cost
