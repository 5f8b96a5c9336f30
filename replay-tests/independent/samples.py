"""Draws the control samples of `docs/samples.md` again and compares them with what the registry says.

    python samples.py PUBLISHED SAVED…

PUBLISHED is a published log. SAVED is the name that `check.py` saved the answers of a moment under, in
their folder: `clusters-NAME.jsonl`, `samples-NAME.json` (how many each sample finds), `members-NAME.json`
(which, as an auditor reads it) and `moderation-NAME.json`.

Bursts, rises, waivers and late facts are drawn from the log's entries; statuses, and what confirmations
stand behind a gate, from the export. Applications are sealed: that one was handed in and how long it
waits is read in the published journal of decisions, and how many working days that is counted again.

Samples that join the log with what the registry alone knows of people can't be drawn from outside:
`NOT_FROM_OUTSIDE` names them, and any other sample that isn't drawn here is a finding.
"""

import bisect
import collections
import datetime
import json
import pathlib
import sys
import tomllib
import uuid
import zoneinfo

from cluster import COLLEGIAL, MANAGING, Profile, support
from common import Checks, read_export, title
from facts import confirmed_by_partner
from rulebook import Rulebook
from verify_log import bundle, files, framed, read_note, unpacked

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
TEN_MINUTES = datetime.timedelta(minutes=10)
BURST_MIN, RISE_DAYS_MAX, WAIVER_DAYS_MAX, WORKING_DAYS_MAX = 11, 30, 90, 5
# Mailboxes, and who opened which document, stand in the registry's private store.
NOT_FROM_OUTSIDE = ("shared_mail_domain", "evidence_unopened")
LEVELS = ("initial", "medium", "high")


class Entry:
    """An entry of the log that isn't sealed."""

    def __init__(self, raw):
        self.position, _, body = framed(raw)
        self.recorded_at = EPOCH + datetime.timedelta(microseconds=body["recorded_at"])
        self.kind, _, self.id = body["stream"].partition("/")
        # Where its commit ends.
        self.act = self.position - body["index"] + body["count"] - 1
        clear = unpacked(body["clear"], 0)[0] if "clear" in body else {}
        self.type, self.actor = clear.get("type"), clear.get("actor")
        self.payload = unpacked(clear["payload"], 0)[0] if clear else None

    @property
    def account(self):
        account = self.actor["account"]
        return str(uuid.UUID(bytes=account)) if isinstance(account, bytes) else account


def entries_of(folder):
    size = int(read_note(folder, "checkpoint").split("\n")[1])
    for index, width in files(size):
        yield from (Entry(raw) for raw in bundle(folder, index, width)[1])


class Moment:
    """A moment: what is known until a position, and the registry's day then."""

    def __init__(self, heading, entries, catalogues):
        self.zone = zoneinfo.ZoneInfo(heading["time_zone"])
        self.entries = entries[: bisect.bisect_right([one.position for one in entries], heading["position"])]
        self.today = self.day(datetime.datetime.fromisoformat(heading["as_of"]))
        # What may be shown is what the edition in force today shows.
        edition = heading["editions"]["catalogue"]
        fields = tomllib.loads((catalogues / f"{edition}.toml").read_text(encoding="utf-8"))["field"]
        self.public = {
            (field.get("collection"), field["key"]) for field in fields if field["visibility"] == "public"
        }

    def day(self, instant):
        return instant.astimezone(self.zone).date()

    def shows(self, path):
        parts = path.split("/")
        return (parts[0] if len(parts) == 3 else None, parts[-1]) in self.public

    def of(self, *types):
        return (entry for entry in self.entries if entry.type in types)


def late_facts(moment):
    for entry in moment.of("ClaimsStated", "ItemOpened"):
        recorded_on = moment.day(entry.recorded_at)
        for claim in entry.payload["claims"]:
            described_on = claim.get("described_on")
            if described_on and moment.shows(claim["path"]):
                if year_after(datetime.date.fromisoformat(described_on)) < recorded_on:
                    yield entry.id, claim["path"], entry.position


def year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def bursts(moment):
    given = collections.defaultdict(list)
    for entry in moment.of("ClaimConfirmed"):
        if moment.shows(entry.payload["claim"]["path"]):
            given[entry.account].append(entry)
    for account, confirmations in given.items():
        acts = {}
        for entry in confirmations:
            acts.setdefault(entry.act, []).append(entry)
        for burst in runs(list(acts.values())):
            claims = [entry for act in burst for entry in act]
            yield account, len(burst), len(claims), claims[-1].position


def runs(acts):
    """The longest stretches in which every act is among more than ten within ten minutes."""
    times = [act[0].recorded_at for act in acts]
    found = []
    for first, time in enumerate(times):
        end = bisect.bisect_right(times, time + TEN_MINUTES)
        if end - first < BURST_MIN:
            continue
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return [acts[first:end] for first, end in found]


def rises(moment, heading, clusters):
    rose, levels = collections.defaultdict(list), {}
    for entry in moment.of("LevelAssessed"):
        before, after = levels.get(entry.id), entry.payload["after"]
        if before is not None and LEVELS.index(before) < LEVELS.index(after):
            rose[entry.id].append(entry)
        levels[entry.id] = after
    for line in clusters:
        for began_on in beginnings(line, heading):
            for entry in rose[line["id"]]:
                if 0 <= (began_on - moment.day(entry.recorded_at)).days <= RISE_DAYS_MAX:
                    yield line["id"], entry.position, str(began_on)


def beginnings(line, heading):
    """When the statuses of a cluster were granted, and its support by a centre that was opened later."""
    of_cluster = {claim["path"]: claim["value"] for claim in line["claims"]}
    opened = collections.defaultdict(list)
    for centre in heading["centres"]:
        opened[centre["organisation"]].append(datetime.date.fromisoformat(centre["opened_on"]))
    for status in line["items"].get("official_statuses", []):
        claims = {claim["path"].split("/")[-1]: claim for claim in status["claims"]}
        told = [claims[field] for field in ("type", "granted_on") if field in claims]
        if any(claim["lapsed"] or claim["disputed"] for claim in told):
            continue
        says = {field: claim["value"] for field, claim in claims.items()}
        if not says.get("granted_on"):
            continue
        granted_on = datetime.date.fromisoformat(says["granted_on"])
        yield granted_on
        if says.get("type") == "ckr_supported":
            issuer, own = (organisation(value) for value in (says.get("issuer"), of_cluster.get("ckr")))
            centre = issuer if issuer in opened else own
            if centre in opened and min(opened[centre]) > granted_on:
                yield min(opened[centre])


def organisation(value):
    return value["id"] if value else None


def waivers(moment):
    opened, gone = {}, set()
    for entry in moment.entries:
        if entry.type == "RequirementOpened":
            opened.pop((entry.id, entry.payload["marker"]), None)
            if entry.payload.get("waived_for") is not None:
                opened[entry.id, entry.payload["marker"]] = entry
        elif entry.type == "RequirementClosed":
            opened.pop((entry.id, entry.payload["marker"]), None)
        elif entry.type in ("ClusterMerged", "ClusterWithdrawn"):
            gone.add(entry.id)
    for (cluster, marker), entry in opened.items():
        if cluster not in gone and (moment.today - moment.day(entry.recorded_at)).days > WAIVER_DAYS_MAX:
            yield cluster, marker, entry.position


def applications(moment, cases):
    for case in cases:
        if case["kind"] == "application" and case["outcome"] == "waiting":
            received_on = moment.day(datetime.datetime.fromisoformat(case["received_at"]))
            days = working_days(received_on, moment.today)
            if days > WORKING_DAYS_MAX:
                yield case["received_position"], days


def working_days(received_on, today):
    all_days = range(1, (today - received_on).days + 1)
    return sum((received_on + datetime.timedelta(days=days)).weekday() < 5 for days in all_days)


class Rulebooks:
    """Editions, read once each."""

    def __init__(self, folder):
        self.folder, self.read = folder, {}

    def of(self, edition):
        if edition not in self.read:
            self.read[edition] = Rulebook.of(edition, self.folder)
        return self.read[edition]


def gates(clusters, rulebooks):
    for line in clusters:
        if line["status"] != "listed" or not line["level"]:
            continue
        rules = rulebooks.of(line["edition"])
        rule = next((one for one in rules.levels if one["level"] == line["level"]["key"]), None)
        if rule is None:
            continue
        wanted = {*rule["gates"], *(gate for group in rule.get("one_of", []) for gate in group)}
        # One of several stands behind the level only where it is met.
        wanted = {gate for gate in wanted if gate in rule["gates"] or gate in line["markers_met"]}
        behind = resting(Profile(line))
        for marker in rules.markers:
            if marker["id"] not in wanted:
                continue
            claims = {claim.exported["path"]: claim for fact in marker["basis"] for claim in behind[fact]}
            given = [one for claim in claims.values() for one in claim.standing_confirmations]
            if len({one["party"] for one in given}) == 1 and given[0]["party"] not in ("registry", "cluster"):
                last = max(one["position"] for one in given)
                yield line["id"], marker["id"], given[0]["party"], len(given), last


def resting(profile):
    """The claims that the facts behind gates rest on, by the words of `docs/facts.md`."""
    bodies = profile.open_items("governing_bodies", "type")
    managing = [one for one in bodies if one.says("type") in MANAGING and one.stands("organisation")]
    stated = [one.claim("staff_fte") for one in bodies if one.says("staff_fte") is not None]
    members = {member.number for member in profile.open_items("participants", "organisation")}
    strategies = [
        one for one in profile.open_items("strategies", "title", "approved_on", "period_to")
        if one.stands("url") or support(one.made_of("title", "approved_on", "period_to")) >= 1
    ]
    joint = [
        one for one in profile.open_items("projects", "title")
        if one.says("cost_sharing") is True and len(members.intersection(one.says("participants") or [])) >= 3
    ]
    begun = [one for one in joint if one.says("stage") not in (None, "planned")]
    partners = [one for one in profile.open_items("partners", "organisation") if one.says("country") is not None]
    links = [
        [link.claim(side) for side in ("cluster", "foreign_cluster") if link.stands(side)]
        for link in profile.open_items("cluster_links", "type")
    ]
    priorities, shared = profile.claim("priorities"), ("participants", "cost_sharing")

    def made(things, *fields):
        return [claim for one in things for claim in one.made_of(*fields)]

    return {
        "managing_bodies": made(managing, "type", "organisation"),
        "collegial_bodies": made([b for b in bodies if b.says("type") in COLLEGIAL], "type", "organisation"),
        "management_staff_milli": sorted(stated, key=lambda claim: (claim.says, claim.degree))[-1:],
        "management_staff_withheld": [b.claim("staff_fte") for b in bodies if b.claim("staff_fte").withheld][:1],
        "strategies": made(strategies, "title", "approved_on", "period_to"),
        "priorities_rated": [priorities] if priorities.says is not None else [],
        "joint_projects": made(joint, "title", *shared),
        "projects_begun": made(begun, "title", "stage", *shared),
        "russian_partners": made([p for p in partners if p.says("country") == "RU"], "organisation", "country"),
        "foreign_partners": made([p for p in partners if p.says("country") != "RU"], "organisation", "country"),
        "cluster_links_confirmed": [c for link in links for c in [c for c in link if confirmed_by_partner(c)][:1]],
        "association_memberships": [
            one.claim("association") for one in profile.open_items("association_memberships", "association")
        ],
        "website_stated": [claim for claim in [profile.claim("website")] if claim.stands],
        "site_update_stated": [claim for claim in [profile.claim("last_content_update")] if claim.stands],
    }


def cluster_of(row):
    return row["cluster"]["id"]


# What of a row of the registry's says which record it is.
SAID = {
    "gates_by_one_organisation": lambda row: (
        cluster_of(row), row["marker"], row["organisation"]["id"], row["count"], row["position"]),
    "bursts": lambda row: (row["account"], row["count"], row["claims"], row["position"]),
    "rise_before_support": lambda row: (cluster_of(row), row["position"], row["on"]),
    "waivers_overdue": lambda row: (cluster_of(row), row["marker"], row["position"]),
    "applications_overdue": lambda row: (row["position"], row["days"]),
    "late_facts": lambda row: (cluster_of(row), row["path"], row["position"]),
}


def drawn(moment, heading, clusters, cases, rulebooks):
    return {
        "gates_by_one_organisation": gates(clusters, rulebooks),
        "bursts": bursts(moment),
        "rise_before_support": rises(moment, heading, clusters),
        "waivers_overdue": waivers(moment),
        "applications_overdue": applications(moment, cases),
        "late_facts": late_facts(moment),
    }


def differing(key, here, count, rows):
    here, there = collections.Counter(here), collections.Counter(SAID[key](row) for row in rows)
    if here.total() != count:
        yield f"{here.total()} are found, the registry says {count}"
    yield from (f"{record} is found, and not by the registry" for record in here - there)
    yield from (f"{record} is found by the registry alone" for record in there - here)


def main():
    published, *saved = sys.argv[1:]
    entries, checks = list(entries_of(pathlib.Path(published))), Checks()
    for path in map(pathlib.Path, saved):
        folder, name = path.parent, path.name

        def answer(what):
            return json.loads((folder / f"{what}-{name}.json").read_text(encoding="utf-8"))

        heading, clusters = read_export(folder / f"clusters-{name}.jsonl")
        if not entries or entries[-1].position < heading["position"]:
            sys.exit(f"{published} ends before position {heading['position']}")
        moment = Moment(heading, entries, pathlib.Path(__file__).resolve().parents[2] / "core" / "catalogue")
        counts = {item["key"]: item["count"] for item in answer("samples")["items"]}
        members = answer("members")
        rulebooks = Rulebooks(folder / "rulebooks")
        again = drawn(moment, heading, clusters, answer("moderation"), rulebooks)
        strange = sorted(set(counts) ^ {*again, *NOT_FROM_OUTSIDE})
        checks.done(f"which samples {title(folder / name, heading)} has", strange, len(counts))
        print(f"not drawn again, for want of what the registry alone knows: {', '.join(NOT_FROM_OUTSIDE)}")
        for key, here in again.items():
            found = list(here)
            what = f"sample {key} of {title(folder / name, heading)}"
            checks.done(what, list(differing(key, found, counts[key], members[key])), len(found))
    checks.exit()


main()
