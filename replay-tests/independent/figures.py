"""Counts the figures of the statistics document again from an export.

    python statistics.py EXPORT.jsonl STATISTICS.json [EXPORT STATISTICS]…

The figures follow the words of the document's own contract. Figures of the document that aren't
counted here are named, so that none is taken for checked.
"""

import collections
import datetime
import decimal
import json
import pathlib
import sys
import zoneinfo

from cluster import MANAGING
from common import Checks, read_export, title

SUPPORTS = ("pilot_itc", "ckr", "independent")
MARKS = ("high", "medium", "low", "absent")
LEVELS = ("initial", "medium", "high")
AGES = (("0_2", 2), ("3_5", 5), ("6_10", 10), ("11_plus", None))
FEES_OR_SERVICES = {"member_fees", "own_services"}
BUDGETS = {"municipal_budget", "federal_budget", "regional_budget"}
LEADERS = 8


class Fields:
    """What the claims of a cluster or item say that neither lapsed nor are disputed; `zero` says 0,
    and of a list that it is empty."""

    def __init__(self, claims, closed=None):
        self.closed = closed
        self.claims = {claim["path"].split("/")[-1]: claim for claim in claims}

    @property
    def number(self):
        """The number of an item."""
        return int(next(iter(self.claims.values()))["path"].split("/")[1])

    def counts(self, field):
        """Whether nothing speaks against what is said of a field, even if nothing is said."""
        claim = self.claims.get(field)
        return not claim or not (claim["lapsed"] or claim["disputed"])

    def value(self, field):
        claim = self.claims.get(field)
        return claim["value"] if claim and self.counts(field) else None

    def whatever(self, field):
        """What is said, also when it doesn't count any more."""
        return self.claims[field]["value"] if field in self.claims else None

    def amount(self, field):
        return 0 if self.is_zero(field) else self.value(field)

    def codes(self, field):
        """Codes; of shares the terms that have a part of the whole."""
        if self.is_zero(field):
            return []
        codes = self.value(field)
        return codes if codes is None else [code_of(one) for one in codes if has_part(one)]

    def is_zero(self, field):
        claim = self.claims.get(field)
        return bool(claim) and claim["absence"] == "zero" and self.counts(field)


def code_of(one):
    return one["code"] if isinstance(one, dict) else one


def has_part(one):
    return not isinstance(one, dict) or one["percent"] is None or one["percent"] != 0


class Cluster:
    """A listed cluster as figures see it."""

    def __init__(self, line):
        self.id = line["id"]
        self.name = line["name"]
        self.level = line["level"]["key"] if line["level"] else None
        self.fields = Fields(line["claims"])
        self.sizes = {one["item"]: one["own"]["key"] for one in line["type_conflicts"]}
        self.items = {
            key: [Fields(item["claims"], item["closed"]) for item in items]
            for key, items in line["items"].items()
        }

    def all(self, collection, told_by=None):
        """The open items of a list, without those whose telling claim doesn't count."""
        items = [item for item in self.items.get(collection, []) if item.closed is None]
        return [item for item in items if told_by is None or item.counts(told_by)]

    @property
    def participants(self):
        return self.all("participants", "organisation")

    def type_of(self, member):
        """What the cluster says, or the size its organisation states, where they differ."""
        return self.sizes.get(member.number, member.whatever("participant_type"))

    @property
    def projects(self):
        return self.all("projects", "title")

    @property
    def partners(self):
        return self.all("partners", "organisation")

    @property
    def managing(self):
        return [one for one in self.all("governing_bodies") if one.value("type") in MANAGING]

    @property
    def regions(self):
        return self.fields.value("regions") or []

    def statuses(self, status_type, day):
        """The official statuses of a type that it held on a day."""
        known = self.items.get("official_statuses", [])
        return [one for one in known if one.whatever("type") == status_type and held(one, day)]

    def support(self, centres, day):
        """A pilot before one that an open development centre supports before an independent one."""
        if self.statuses("pilot_itc", day):
            return "pilot_itc"
        for status in self.statuses("ckr_supported", day):
            issuer = organisation(status.whatever("issuer"))
            centre = issuer if centres.known(issuer) else organisation(self.fields.value("ckr"))
            if centres.is_open(centre, day):
                return "ckr"
        return "independent"


def organisation(value):
    return value["id"] if value and "id" in value else None


def held(status, day):
    """Whether a status held on a day; one that ended on the day of its granting never held."""
    if not (status.counts("type") and status.counts("granted_on")):
        return False
    granted, last = status.whatever("granted_on"), status.whatever("valid_until")
    ended = status.closed and (status.closed["on"] or status.closed["recorded_at"][:10])
    day = day.isoformat()
    return bool(granted) and granted <= day <= (last or day) and not (ended and ended <= day)


class Centres:
    """The development centres that were known."""

    def __init__(self, heading):
        self.all = heading["centres"]

    def known(self, organisation):
        return any(one["organisation"] == organisation for one in self.all)

    def is_open(self, organisation, day):
        return any(one["organisation"] == organisation for one in self.open_on(day))

    def open_on(self, day):
        day = day.isoformat()
        return [
            one
            for one in self.all
            if one["opened_on"] <= day and not (one["closed_on"] and one["closed_on"] <= day)
        ]


def by_level(clusters):
    counted = collections.Counter(cluster.level for cluster in clusters)
    return {level: counted[level] for level in LEVELS}


def base(clusters, stated):
    return {"clusters": len(clusters), "stated": sum(bool(stated(one)) for one in clusters)}


def bases(clusters):
    """Of figures that have none of their own."""
    return {
        "levels": base(clusters, lambda cluster: cluster.level),
        "support": base(clusters, lambda cluster: True),
        "ages": base(clusters, lambda one: one.fields.value("year_created") is not None),
        "specialisations": base(clusters, lambda one: one.fields.value("specialisation_key")),
        "regions": base(clusters, lambda cluster: cluster.regions),
        "employees": base(clusters, lambda one: one.fields.amount("employees_total") is not None),
    }


def cluster_figures(clusters, centres, day):
    ages = {years: [] for years, _ in AGES}
    supports = {support: [] for support in SUPPORTS}
    for cluster in clusters:
        supports[cluster.support(centres, day)].append(cluster)
        created = cluster.fields.value("year_created")
        if created is not None:
            ages[age(day.year - created)].append(cluster)
    return {
        "total": len(clusters),
        "by_level": by_level(clusters),
        "by_support": {support: len(having) for support, having in supports.items()},
        "pilot_programmes": pilot_programmes(clusters, day),
        "level_by_support": {support: by_level(having) for support, having in supports.items()},
        "level_by_age": [{"years": years} | by_level(of_age) for years, of_age in ages.items()],
    }


def pilot_programmes(clusters, day):
    """Several profiles may share a programme; a status without a number is one by itself."""
    pilots = [status for cluster in clusters for status in cluster.statuses("pilot_itc", day)]
    numbers = [status.whatever("number") for status in pilots]
    numbers = [number and (number["ru"] or number["en"]).strip() for number in numbers]
    return len({number for number in numbers if number}) + sum(not number for number in numbers)


def age(years):
    return next(name for name, most in AGES if most is None or years <= most)


def participant_figures(clusters):
    members = [member for cluster in clusters for member in cluster.participants]
    organisations = {organisation(member.whatever("organisation")) for member in members}
    employees = [cluster.fields.amount("employees_total") for cluster in clusters]
    employees = [number for number in employees if number is not None]
    leaders = [cluster for cluster in clusters if cluster.participants]
    leaders.sort(key=lambda cluster: (-len(cluster.participants), cluster.id))
    return {
        "base": base(clusters, lambda cluster: cluster.participants),
        "total": len(members),
        "organisations": len(organisations - {None}),
        "employees": sum(employees) if employees else None,
        "by_type": types(clusters),
        "leaders": [
            {
                "cluster": leader.id,
                "name": leader.name,
                "total": len(leader.participants),
                "by_type": types([leader]),
            }
            for leader in leaders[:LEADERS]
        ],
    }


def types(clusters):
    return counts(cluster.type_of(member) for cluster in clusters for member in cluster.participants)


def counts(codes):
    return dict(collections.Counter(code for code in codes if code is not None))


def specialisation_figures(clusters):
    having = collections.defaultdict(list)
    for cluster in clusters:
        key = cluster.fields.value("specialisation_key")
        if key is not None:
            having[key].append(cluster)
    return [
        {"key": key, "total": len(of_key), "by_level": by_level(of_key)}
        for key, of_key in having.items()
    ]


def project_figures(clusters):
    projects = [project for cluster in clusters for project in cluster.projects]
    stages = [{one.value("stage") for one in cluster.projects} for cluster in clusters]
    stated = base(clusters, lambda cluster: cluster.projects)
    return {
        "base": stated,
        "total": len(projects),
        "by_stage": counts(project.value("stage") for project in projects),
        "by_sphere": counts(code for one in projects for code in one.codes("spheres") or []),
        "clusters_by_stage": counts(stage for of_cluster in stages for stage in of_cluster),
        "clusters_not_provided": stated["clusters"] - stated["stated"],
    }


def body_figures(clusters):
    bodies = [body for cluster in clusters for body in cluster.all("governing_bodies")]
    managing = [body for cluster in clusters for body in cluster.managing]
    staff = [body.amount("staff_fte") for body in managing]
    staff = [decimal.Decimal(number) for number in staff if number is not None]
    lags = {"coordinator": [], "management_company": []}
    for body in managing:
        created, chosen = body.value("year_organisation_created"), body.value("year_selected")
        if created is not None and chosen is not None:
            lags[body.value("type")].append(chosen - created)
    return {
        "base": base(clusters, lambda cluster: cluster.managing),
        "by_type": counts(body.value("type") for body in bodies),
        "average_staff": mean(staff),
        "staff_stated": len(staff),
        "chosen_after_creation": {key: by_lag(years) for key, years in lags.items()},
    }


def mean(numbers):
    if not numbers:
        return None
    tenth, half_up = decimal.Decimal("0.1"), decimal.ROUND_HALF_UP
    return (sum(numbers) / len(numbers)).quantize(tenth, rounding=half_up)


def by_lag(lags):
    return {
        "0_1": sum(0 <= lag <= 1 for lag in lags),
        "2_4": sum(2 <= lag <= 4 for lag in lags),
        "5_plus": sum(lag >= 5 for lag in lags),
    }


def financing_figures(clusters):
    managing = [body for cluster in clusters for body in cluster.managing]
    sources = [body.codes("funding_sources") for body in managing]
    stated = [set(one) for one in sources if one is not None]
    return {
        "base": {"bodies": len(managing), "stated": len(stated)},
        "by_source": counts(source for one in stated for source in one),
        "fees_or_services_only": sum(bool(one) and one <= FEES_OR_SERVICES for one in stated),
        "budget_only": sum(bool(one) and one <= BUDGETS for one in stated),
    }


def region_figures(clusters, centres, day):
    with_clusters = {region for cluster in clusters for region in cluster.regions}
    with_ckr = {one["region"] for one in centres.open_on(day)}
    having = {region: sum(region in one.regions for one in clusters) for region in with_ckr}
    leaders = sorted((-number, region) for region, number in having.items() if number)
    return {
        "with_clusters": len(with_clusters),
        "with_ckr": len(with_ckr),
        "with_ckr_and_clusters": len(with_ckr & with_clusters),
        "with_ckr_without_clusters": sorted(with_ckr - with_clusters),
        "ckr_leaders": [
            {"region": region, "clusters": -number} for number, region in leaders[:LEADERS]
        ],
    }


def priority_figures(clusters):
    rated = [cluster.fields.value("priorities") or {} for cluster in clusters]
    keys = sorted({key for ratings in rated for key in ratings})
    return {
        "base": base(clusters, lambda cluster: cluster.fields.value("priorities")),
        "by_priority": [
            {"key": key} | {mark: sum(one.get(key) == mark for one in rated) for mark in MARKS}
            for key in keys
        ],
    }


def partner_figures(clusters):
    countries = [{one.value("country") for one in cluster.partners} for cluster in clusters]
    return {
        "base": base(clusters, lambda cluster: cluster.partners),
        "clusters_with_foreign": sum(bool(one - {None, "RU"}) for one in countries),
        "clusters_with_russian": sum("RU" in one for one in countries),
    }


def count(heading, lines):
    """Every figure that is counted here."""
    instant = datetime.datetime.fromisoformat(heading["as_of"])
    day = instant.astimezone(zoneinfo.ZoneInfo(heading["time_zone"])).date()
    clusters = [Cluster(line) for line in lines if line["status"] == "listed"]
    centres = Centres(heading)
    return {
        "bases": bases(clusters),
        "clusters": cluster_figures(clusters, centres, day),
        "participants": participant_figures(clusters),
        "specialisations": specialisation_figures(clusters),
        "projects": project_figures(clusters),
        "priorities": priority_figures(clusters),
        "partners": partner_figures(clusters),
        "governing_bodies": body_figures(clusters),
        "financing": financing_figures(clusters),
        "regions": region_figures(clusters, centres, day),
        "coverage": {
            "registered": len(clusters),
            "expected": waiting(heading["expected"]),
            "estimate": heading["estimate"],
        },
    }


def waiting(expected):
    """How many clusters are known and not registered; None while no list of them was kept."""
    return None if expected is None else sum(1 for one in expected if one["waiting"])


def figures(document, path=""):
    """Every figure by its path; rows of a list go by their key."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from figures(value, f"{path}.{key}" if path else key)
    elif isinstance(document, list) and document and isinstance(document[0], dict):
        for number, row in enumerate(document):
            name = row.get("key", row.get("years", number))
            yield from figures(row, f"{path}.{name}")
    else:
        yield path, document


def compared(counted, published):
    """The paths that were compared, what differs in them, and the paths that nothing counted."""
    ours, theirs = dict(figures(counted)), dict(figures(published))
    ours = {path: value for path, value in ours.items() if value != [] or path in theirs}
    differences = [
        f"{path} is {value}, the document doesn't have it"
        for path, value in ours.items()
        if path not in theirs
    ]
    known = [path for path in theirs if path in ours or path.startswith(COUNTED)]
    for path in known:
        here = ours.get(path, uncounted(path, theirs[path]))
        if here != theirs[path]:
            differences.append(f"{path} is {here}, the document has {theirs[path]}")
    return known, differences, [path for path in theirs if path not in known]


# A term that nobody has is a zero in the document and isn't counted here.
BY_TERM = (
    "participants.by_type.", "projects.by_stage.", "projects.by_sphere.", "specialisations.",
    "projects.clusters_by_stage.", "governing_bodies.by_type.", "financing.by_source.",
    "priorities.by_priority.",
)
COUNTED = (*BY_TERM, "participants.leaders.", "regions.ckr_leaders.")


def uncounted(path, value):
    """What a figure must be that nothing was counted for."""
    if path.startswith(BY_TERM):
        return value if path.endswith(".key") else 0
    return 0 if ".by_type." in path else None


def main():
    checks, pairs = Checks(), sys.argv[1:]
    for export, statistics in zip(pairs[::2], pairs[1::2]):
        heading, lines = read_export(export)
        with open(statistics, encoding="utf-8") as file:
            published = json.load(file, parse_float=decimal.Decimal)
        around = {name: published.pop(name) for name in ("as_of", "position", "demonstration")}
        other = [f"{name} is {value}, the export's is {heading[name]}"
                 for name, value in around.items() if value != heading[name]]
        checks.done(f"instant and position of {pathlib.Path(statistics).name}", other)
        paths, differences, unknown = compared(count(heading, lines), published)
        checks.done(f"statistics of {title(export, heading)}", differences, len(paths))
        for block in sorted({".".join(path.split(".")[:2]) for path in unknown}):
            print(f"not counted here: {block}")
    checks.exit()


main()
