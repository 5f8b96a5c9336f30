"""Evaluates the rulebook over the facts of every cluster of exports.

    python levels.py EXPORT.jsonl…

The level and the markers must be those that the registry recorded. A cluster on the register is
assessed by the edition in force on the export's date, one that left it by the edition of its last
assessment: a file in the folder `rulebooks` beside the export, else the one that ships.
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
            edition = edition_for(line, heading)
            if edition not in rulebooks:
                rulebooks[edition] = Rulebook.of(edition, pathlib.Path(path).parent / "rulebooks")
            level, met = rulebooks[edition].assess(line["facts"])
            by_level[level] += 1
            differences += differing(line, edition, level, met)
        counts = ", ".join(f"{level} {by_level[level]}" for level in ("high", "medium", "initial"))
        what = f"levels of {title(path, heading)}, edition {heading['editions']['rulebook']}: {counts}"
        checks.done(what, differences, len(clusters))
    checks.exit()


def edition_for(line, heading):
    """Who left the register isn't assessed any more, whatever is adopted."""
    gone = line["status"] in ("withdrawn", "merged")
    return line["edition"] if gone else heading["editions"]["rulebook"]


def differing(line, edition, level, met):
    recorded = line["level"]["key"] if line["level"] else None
    if line["edition"] != edition:
        yield f"{line['id']}: was assessed by edition {line['edition']}, {edition} is in force"
    if level != recorded:
        yield f"{line['id']}: {level} by edition {edition}, recorded is {recorded}"
    if set(met) != set(line["markers_met"]):
        more = sorted(set(met) - set(line["markers_met"]))
        less = sorted(set(line["markers_met"]) - set(met))
        yield f"{line['id']}: met and not recorded {more}, recorded and not met {less}"


main()
