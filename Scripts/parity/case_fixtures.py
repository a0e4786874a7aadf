#!/usr/bin/env python3
"""Writes Tests/ParityCheckTests/Fixtures: six recorded cases on one small random model, for `CaseChecker`'s tests.

Usage: case_fixtures.py     (versions: engine.txt)
"""

import shutil

from cases import CaseSet
from fixtures import TESTS, quiet
from tiny_models import Shapes

OUT = TESTS / "ParityCheckTests/Fixtures"


def main():
    quiet()
    shutil.rmtree(OUT, ignore_errors=True)
    cases = CaseSet(OUT, 0, 7, Shapes.small())
    cases.differential()
    cases.parts()
    cases.photomaker(0, photographs=2, sizes=[(60, 80), (90, 60)], merge=0)


if __name__ == "__main__":
    main()
