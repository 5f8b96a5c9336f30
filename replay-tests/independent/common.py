"""What the checks share: reading an export, and telling what agrees and what doesn't."""

import decimal
import json
import pathlib
import sys

DIFFERENCES_SHOWN = 20


class Checks:
    """Prints a line per check; remembers whether one failed."""

    def __init__(self):
        self.failed = 0

    def done(self, what, differences, of=None):
        """A check is over: its name, what differs, and of how many things."""
        count = "" if of is None else f" ({of})"
        print(f"{'FAILED' if differences else 'ok'}: {what}{count}")
        for difference in differences[:DIFFERENCES_SHOWN]:
            print(f"    {difference}")
        if len(differences) > DIFFERENCES_SHOWN:
            print(f"    and {len(differences) - DIFFERENCES_SHOWN} more")
        self.failed += bool(differences)

    def exit(self):
        sys.exit(1 if self.failed else 0)


def lines(path):
    """The lines of an export, one at a time; the heading first."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line, parse_float=decimal.Decimal)


def read_export(path):
    """The heading, and the lines of clusters."""
    all_lines = lines(path)
    heading = next(all_lines)
    if heading.get("line") != "heading":
        sys.exit(f"{path}: the first line isn't a heading")
    clusters = list(all_lines)
    if len(clusters) != heading["clusters"]:
        sys.exit(f"{path}: {heading['clusters']} clusters were announced, {len(clusters)} are there")
    return heading, clusters


def title(path, heading):
    """What the checks of an export are headed by."""
    return f"{pathlib.Path(path).name} as of {heading['as_of']}, position {heading['position']}"
