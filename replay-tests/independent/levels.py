"""Evaluates the rulebook over the facts of every cluster of exports.

    python levels.py EXPORT.jsonl…

The level and the markers must be those that the registry recorded. Each cluster is assessed by the
edition of its last assessment: a file in the folder `rulebooks` beside the export, else the one that
ships.
"""

import collections
import pathlib
import sys

from common import Checks, read_export, title
from rulebook import Rulebook


def main():
    checks, rulebooks = Checks(), {}
    for path in sys.argv[1:]:
        heading, clusters = read_export(path)
        differences, by_level = [], collections.Counter()
        for line in clusters:
            edition = line["edition"]
            if edition not in rulebooks:
                rulebooks[edition] = Rulebook(edition, pathlib.Path(path).parent / "rulebooks")
            level, met = rulebooks[edition].assess(line["facts"])
            by_level[level] += 1
            differences += differing(line, level, met)
        counts = ", ".join(f"{level} {by_level[level]}" for level in ("high", "medium", "initial"))
        checks.done(f"levels of {title(path, heading)}: {counts}", differences, len(clusters))
    checks.exit()


def differing(line, level, met):
    recorded = line["level"]["key"] if line["level"] else None
    if level != recorded:
        yield f"{line['id']}: {level} by edition {line['edition']}, recorded is {recorded}"
    if set(met) != set(line["markers_met"]):
        more = sorted(set(met) - set(line["markers_met"]))
        less = sorted(set(line["markers_met"]) - set(met))
        yield f"{line['id']}: met and not recorded {more}, recorded and not met {less}"


main()
