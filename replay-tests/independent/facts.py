"""Computes every fact of `docs/facts.md` again from the claims and confirmations of exports.

    python facts.py EXPORT.jsonl…

Follows the words of that page, line by line, and shares no code with the registry.
"""

import sys

from cluster import COLLEGIAL, MANAGING, Profile, parties, support
from common import Checks, read_export, title
from plain_blake3 import blake3


def best(claims):
    return max((claim.degree for claim in claims), default=0)


def best_supported(things):
    return max((support(claims) for claims in things), default=0)


def identity(profile):
    name, summary = profile.claim("official_name").says, profile.claim("summary").says or {}
    employees = profile.claim("employees_total")
    dated = employees.stands and employees.says is not None and employees.exported["described_on"]
    return {
        "official_name_stated": name is not None,
        "official_name_en_stated": bool(name and name["en"]),
        "regions": len(profile.claim("regions").says or []),
        "specialisation": profile.claim("specialisation_key").says or "",
        "year_created": profile.claim("year_created").says or 0,
        "summary_ru_characters": len(summary.get("ru") or ""),
        "summary_en_characters": len(summary.get("en") or ""),
        "products_en": sum(bool(text["en"]) for text in profile.claim("products").says or []),
        "location_stated": profile.claim("location").stands,
        "location_of_region": bool(profile.claim("regions").says)
        and profile.claim("location").exported["states"] != "value",
        "employees_total": employees.says if dated else 0,
        "employees_total_withheld": employees.withheld,
        "contact_emails": sum(
            contact.says("email") is not None for contact in profile.open_items("contacts")
        ),
    }


def participants(profile):
    members = profile.open_items("participants", "organisation")
    types = {member.says("participant_type") for member in members} - {None}
    return {
        "participants": len(members),
        "participant_types": len(types),
        "participants_confirmed": sum(member.claim("organisation").degree >= 2 for member in members),
    }


def governance(profile):
    """The facts, and by thing the claims behind gates of the high level."""
    bodies = profile.open_items("governing_bodies", "type")
    managing = [
        body for body in bodies if body.says("type") in MANAGING and body.stands("organisation")
    ]
    collegial = [body for body in bodies if body.says("type") in COLLEGIAL]
    managers = [body.made_of("type", "organisation") for body in managing]
    boards = [body.made_of("type", "organisation") for body in collegial]
    years = [
        body
        for body in managing
        if body.stands("year_organisation_created") and body.stands("year_selected")
    ]
    stated = [body.claim("staff_fte") for body in bodies if body.says("staff_fte") is not None]
    largest = sorted(stated, key=lambda claim: (claim.says, claim.degree))[-1:]
    withheld = [body.claim("staff_fte") for body in bodies if body.claim("staff_fte").withheld]
    facts = {
        "managing_bodies": len(managing),
        "managing_body_corroboration": best_supported(managers),
        "managing_bodies_with_years": len(years),
        "collegial_bodies": len(collegial),
        "collegial_body_corroboration": best_supported(boards),
        "management_staff_milli": int(largest[0].says * 1000) if largest else 0,
        "management_staff_withheld": bool(withheld),
        "management_staff_corroboration": best(largest + withheld),
        "bodies_with_funding_sources": sum(body.stands("funding_sources") for body in bodies),
    }
    return facts, managers + boards + [[claim] for claim in largest + withheld]


def strategy(profile):
    standing = profile.open_items("strategies", "title", "approved_on", "period_to")
    made = [one.made_of("title", "approved_on", "period_to") for one in standing]
    degrees = [
        (max(support(claims), 1 if one.stands("url") else 0), claims)
        for one, claims in zip(standing, made)
    ]
    seen = [(degree, claims) for degree, claims in degrees if degree >= 1]
    facts = {
        "strategies": len(seen),
        "strategy_corroboration": max((degree for degree, _ in seen), default=0),
    }
    return facts, [claims for _, claims in seen]


def aims(profile):
    priorities = profile.claim("priorities")
    return {
        "priorities_rated": len(priorities.says or {}),
        "priorities_corroboration": priorities.degree if priorities.says is not None else 0,
        "goals_with_target_year": len(
            profile.open_items("goals", "indicator", "target", "target_year")
        ),
    }


def projects(profile):
    members = {member.number for member in profile.open_items("participants", "organisation")}
    joint = [
        project
        for project in profile.open_items("projects", "title")
        if project.says("cost_sharing") is True
        and len(members.intersection(project.says("participants") or [])) >= 3
    ]
    shared = ["participants", "cost_sharing"]
    begun = [
        project.made_of("title", "stage", *shared)
        for project in joint
        if project.says("stage") is not None and project.says("stage") != "planned"
    ]
    details = ["budget", "results", "start", "end"]
    facts = {
        "joint_projects": len(joint),
        "joint_project_corroboration": best_supported(
            [project.made_of("title", *shared) for project in joint]
        ),
        "projects_begun": len(begun),
        "project_begun_corroboration": best_supported(begun),
        "project_spheres": len({sphere for one in joint for sphere in one.says("spheres") or []}),
        "projects_detailed": sum(any(one.stands(field) for field in details) for one in joint),
    }
    return facts, begun


def partners(profile):
    standing = profile.open_items("partners", "organisation")
    located = [(one.says("country"), one.made_of("organisation", "country")) for one in standing]
    russian = [claims for country, claims in located if country == "RU"]
    foreign = [claims for country, claims in located if country not in (None, "RU")]
    facts = {
        "russian_partners": len(russian),
        "russian_partner_corroboration": best_supported(russian),
        "foreign_partners": len(foreign),
        "foreign_partner_corroboration": best_supported(foreign),
    }
    return facts, russian + foreign


def network(profile):
    links = []
    for link in profile.open_items("cluster_links", "type"):
        sides = [link.claim(side) for side in ("cluster", "foreign_cluster") if link.stands(side)]
        links += [side for side in sides if confirmed_by_partner(side)][:1]
    memberships = profile.open_items("association_memberships", "association")
    associations = [membership.claim("association") for membership in memberships]
    facts = {
        "cluster_links_confirmed": len(links),
        "association_memberships": len(associations),
        "network_corroboration": best(links + associations),
    }
    return facts, [[claim] for claim in links + associations]


def confirmed_by_partner(claim):
    return any(given["relation"] == "partner" for given in claim.standing_confirmations)


def services(profile):
    objects = profile.open_items("infrastructure", "name")
    return {
        "shared_infrastructure": sum(one.says("shared") is True for one in objects),
        "member_services": len(profile.claim("services").says or []),
    }


def site(profile):
    both = [profile.claim("website"), profile.claim("last_content_update")]
    standing = [claim for claim in both if claim.stands]
    facts = {
        "website_stated": both[0].stands,
        "site_update_stated": both[1].stands,
        "site_corroboration": min(claim.degree for claim in both) if len(standing) == 2 else 0,
    }
    return facts, [[claim] for claim in standing]


def openness(profile):
    return {
        "logo_stated": profile.claim("logo").stands,
        "brand_stated": profile.claim("brand").stands,
        "news": len(profile.open_items("news", "title", "date")),
        "annual_reports": len(profile.open_items("annual_reports", "year", "url")),
    }


def facts_of(line):
    """Every fact of a cluster."""
    profile = Profile(line)
    facts, gates = {}, []
    for plain in (identity, participants, aims, services, openness):
        facts |= plain(profile)
    for gated in (governance, strategy, projects, partners, network, site):
        more, things = gated(profile)
        facts |= more
        gates += things
    confirming = set().union(*(parties(claims) for claims in gates))
    return facts | {"gate_confirming_parties": len(confirming)}


def digest(facts, version):
    """The digest of an assessment, as the page tells it."""

    def written(value):
        return str(value).lower() if isinstance(value, bool) else str(value)

    lines = [f"facts_version={version}"]
    lines += [f"{name}={written(facts[name])}" for name in sorted(facts)]
    return blake3("".join(f"{line}\n" for line in lines).encode())


def differing(line):
    facts, exported = facts_of(line), line["facts"]
    for name in sorted(facts.keys() | exported.keys()):
        here, there = facts.get(name, "not there"), exported.get(name, "not there")
        if here != there or isinstance(here, bool) != isinstance(there, bool):
            yield f"{line['id']}: {name} is {here!r}, exported is {there!r}"
    if digest(facts, line["facts_version"]) != line["facts_digest"]:
        yield f"{line['id']}: the digest of the facts isn't {line['facts_digest']}"


def main():
    checks = Checks()
    for path in sys.argv[1:]:
        heading, clusters = read_export(path)
        differences = [found for line in clusters for found in differing(line)]
        checks.done(f"facts of {title(path, heading)}", differences, len(clusters))
    checks.exit()


if __name__ == "__main__":
    main()
