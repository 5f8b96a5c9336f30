"""The rules of levels, read from the rulebook file and evaluated by cel-python.

Written after the heading of the rulebook file and chapter 3 of the domain's description; it shares
no code with the registry.
"""

import pathlib
import tomllib

import celpy
from celpy import celtypes

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "core" / "rulebook"


class Rulebook:
    """An edition, read from a file that must say it is the one; its predicates are compiled once."""

    @classmethod
    def of(cls, edition, *folders):
        """From the first of the folders that has it, else the one that ships."""
        paths = [folder / f"{edition}.toml" for folder in (*folders, FOLDER)]
        return cls(next((path for path in paths if path.exists()), paths[-1]), edition)

    def __init__(self, path, edition):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data["edition"] != edition:
            raise ValueError(f"{path.name} says that it is {data['edition']}")
        self.parameters = data["parameters"]
        self.markers = data["marker"]
        self.levels = data["level"]
        self.environment = celpy.Environment()
        self.programs = {}
        self.degrees = {marker["id"]: marker.get("corroboration") for marker in self.markers}

    def holds(self, when, given):
        """Whether a predicate holds."""
        if when not in self.programs:
            self.programs[when] = self.environment.program(self.environment.compile(when))
        answer = self.programs[when].evaluate(given)
        if not isinstance(answer, (bool, celtypes.BoolType)):
            raise ValueError(f"`{when}` gives {answer!r}")
        return bool(answer)

    def assess(self, facts):
        """The level and the ids of the markers met, in the order of the rulebook."""
        given = {name: in_cel(value) for name, value in (self.parameters | facts).items()}
        met = [marker["id"] for marker in self.markers if self.holds(marker["when"], given)]
        level = "initial"
        for rule in self.levels:
            if not self.reached(rule, set(met), facts, given):
                break
            level = rule["level"]
        return level, met

    def reached(self, rule, met, facts, given):
        minimum = [marker["id"] for marker in self.markers if marker.get("minimum")]
        beyond = [marker["id"] for marker in self.markers if not marker.get("minimum")]

        def passed(gate):
            degree = facts[self.degrees[gate]] if self.degrees[gate] else 0
            return gate in met and degree >= rule["corroboration_min"]

        return (
            all(marker in met for marker in minimum)
            and sum(marker in met for marker in beyond) >= rule["markers_min"]
            and all(passed(gate) for gate in rule["gates"])
            and all(any(passed(gate) for gate in group) for group in rule.get("one_of", []))
            and all(self.holds(one["when"], given) for one in rule.get("conditions", []))
        )


def in_cel(value):
    """A fact as CEL has it."""
    if isinstance(value, bool):
        return celtypes.BoolType(value)
    if isinstance(value, int):
        return celtypes.IntType(value)
    return celtypes.StringType(value)
