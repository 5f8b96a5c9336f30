"""Evaluates the test vectors that are published beside a rulebook.

    python vectors.py [RULEBOOK.toml…]

Without arguments: beside the one that ships, and beside the one that the demonstration adopts.
"""

import json
import pathlib
import sys

from common import Checks
from rulebook import FOLDER, Rulebook

OF_THE_DEMONSTRATION = FOLDER.parents[1] / "ops" / "src" / "demo" / "editions" / "rulebook-1.1.toml"
PUBLISHED = FOLDER / "1.0.toml", OF_THE_DEMONSTRATION


def main():
    checks = Checks()
    for path in map(pathlib.Path, sys.argv[1:] or PUBLISHED):
        check(path, checks)
    checks.exit()

# What an edition means that doesn't say: chapter 3.5 of the domain's description.
USUAL = {
    "requirement_days": 90,
    "grace_days": 90,
    "kept_confirmation_days": 90,
    "dispute_admission_working_days": 5,
    "dispute_answer_working_days": 10,
    "open_disputes_max": 5,
}


def check(path, checks):
    document = json.loads(path.with_suffix(".vectors.json").read_text(encoding="utf-8"))
    rulebook = Rulebook(path, document["edition"])
    differences = []
    for vector in document["vectors"]:
        level, met = rulebook.assess(vector["facts"])
        if level != vector["level"]:
            differences.append(f"{vector['name']}: {level}, the vector says {vector['level']}")
        if met != vector["met"]:
            named = sorted(set(met) ^ set(vector["met"]))
            differences.append(f"{vector['name']}: markers differ in {', '.join(named) or 'order'}")
    for name, days in document["limits"].items():
        stated = rulebook.parameters.get(name, USUAL[name])
        if days != stated:
            differences.append(f"{name}: {stated}, the file says {days}")
    checks.done(f"vectors of {path.name}", differences, len(document["vectors"]))


main()
