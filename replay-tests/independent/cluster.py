"""A cluster of an export, read as `docs/facts.md` speaks of it: claims, degrees, parties."""

MANAGING = {"coordinator", "management_company"}
COLLEGIAL = {"board", "supervisory_board", "council"}
DECISIVE = {"officer", "register"}


class Claim:
    """A claim with its envelope."""

    def __init__(self, exported, managers):
        self.exported = exported
        self.value = exported["value"]
        self.counts = not exported["lapsed"] and not exported["disputed"]
        self.own = others(exported["confirmations"], managers)
        self.kept = others(exported["kept_confirmations"], managers)

    @property
    def standing_confirmations(self):
        """Its confirmations and those it keeps, but for those of the cluster's managers."""
        return self.own + self.kept

    @property
    def says(self):
        """What it says, where it counts and says a value in the clear; else None."""
        return self.value if self.counts else None

    @property
    def stands(self):
        """Whether it counts and says a value, or one that is withheld and was seen."""
        return self.counts and (self.exported["states"] == "value" or self.seen)

    @property
    def withheld(self):
        """Whether it stands without a value."""
        return self.stands and self.exported["states"] != "value"

    @property
    def seen(self):
        """Whether the value is withheld or sealed and its evidence was seen."""
        hidden = self.exported["states"] == "sealed" or self.exported["absence"] == "withheld"
        return hidden and any(given["evidence"] for given in self.standing_confirmations)

    @property
    def degree(self):
        """How well it is supported, 0 to 3."""
        return max(self.degree_by(self.own), self.degree_by(self.kept))

    def degree_by(self, confirmations):
        relations = {given["relation"] for given in confirmations}
        if relations & DECISIVE or len(relations) > 1:
            return 3
        if relations:
            return 2
        return 1 if self.exported["evidence"] else 0


def support(claims):
    """How well a thing is supported: as the weakest of the claims that make it, its title first."""
    titled = claims[0].exported if claims and claims[0].exported["evidence"] else None

    def degree(claim):
        if not claim.stands:
            return 0
        by_title = titled is not None and claim.exported["version"] <= titled["version"]
        return max(claim.degree, 1 if by_title else 0)

    return min((degree(claim) for claim in claims), default=0)


def parties(claims):
    """The parties that confirmed each of some claims."""
    of_each = [{given["party"] for given in claim.standing_confirmations} for claim in claims]
    return set.intersection(*of_each) if of_each else set()


def others(confirmations, managers):
    return [given for given in confirmations if given["party"] not in managers]


NOTHING = Claim(
    {
        "value": None,
        "states": "absence",
        "absence": "not_provided",
        "lapsed": False,
        "disputed": False,
        "evidence": [],
        "confirmations": [],
        "kept_confirmations": [],
        "described_on": None,
    },
    set(),
)


class Profile:
    """The cluster's own claims and those of its open items."""

    def __init__(self, line):
        self.managers = managers(line)
        self.own = self.by_field(line["claims"])
        self.items = {
            collection: {item["item"]: self.by_field(item["claims"]) for item in items if item["open"]}
            for collection, items in line["items"].items()
        }

    def by_field(self, claims):
        return {claim["path"].split("/")[-1]: Claim(claim, self.managers) for claim in claims}

    def claim(self, field):
        """A claim of the cluster itself."""
        return self.own.get(field, NOTHING)

    def open_items(self, collection, *standing):
        """The open items of a list on which claims on these fields stand."""
        items = [Item(number, claims) for number, claims in self.items.get(collection, {}).items()]
        return [item for item in items if all(item.claim(field).stands for field in standing)]


class Item:
    """An open item."""

    def __init__(self, number, claims):
        self.number = number
        self.claims = claims

    def claim(self, field):
        return self.claims.get(field, NOTHING)

    def says(self, field):
        return self.claim(field).says

    def stands(self, field):
        return self.claim(field).stands

    def made_of(self, *fields):
        """The claims on these fields that say something."""
        claims = [self.claims[field] for field in fields if field in self.claims]
        nothing = ("not_provided", "not_applicable")
        return [claim for claim in claims if claim.exported["absence"] not in nothing]


def managers(line):
    """The organisations of bodies that manage the cluster now, whatever became of these claims."""
    found = set()
    for body in line["items"].get("governing_bodies", []):
        values = {claim["path"].split("/")[-1]: claim["value"] for claim in body["claims"]}
        organisation = values.get("organisation")
        if body["open"] and values.get("type") in MANAGING and organisation and "id" in organisation:
            found.add(organisation["id"])
    return found
