"""Evaluates the test vectors that are published beside a rulebook.

    python vectors.py [EDITION]
"""

import json
import sys

from common import Checks
from rulebook import FOLDER, Rulebook


def main():
    edition = sys.argv[1] if len(sys.argv) > 1 else "1.0"
    rulebook = Rulebook(edition)
    path = FOLDER / f"{edition}.vectors.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    differences = []
    for vector in document["vectors"]:
        level, met = rulebook.assess(vector["facts"])
        if level != vector["level"]:
            differences.append(f"{vector['name']}: {level}, the vector says {vector['level']}")
        if met != vector["met"]:
            named = sorted(set(met) ^ set(vector["met"]))
            differences.append(f"{vector['name']}: markers differ in {', '.join(named) or 'order'}")
    checks = Checks()
    checks.done(f"vectors of rulebook {edition}", differences, len(document["vectors"]))
    checks.exit()


main()
