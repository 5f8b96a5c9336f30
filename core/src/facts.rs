//! Facts: a flat, versioned document per cluster that the rulebook's predicates speak of.
//!
//! Typed integers, flags and codes; no null, no list, no float, no date: time reaches rules only as
//! recorded lapses. A decimal stands in thousandths. `0` and `""` mean «not stated» where a field
//! can't be so in truth. Facts follow from the cluster's own stream alone, so anyone can recompute
//! them from the export.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use registry_events::claim::{Corroboration, Stated};
use registry_events::ids::Digest;
use registry_events::path::FieldPath;
use registry_events::value::{Code, Decimal, Value};

use crate::access::Party;
use crate::profile::reader::{
    CONTACTS, GOVERNING_BODIES, ItemReader, OpenItems, PARTICIPANTS, PROJECTS, is_collegial,
    is_managing,
};
use crate::profile::{CurrentClaim, Profile};

/// The version of the facts document that [`Facts::of`] makes.
pub const FACTS_VERSION: u32 = 1;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A code, or `""`.
    Code(String),
}

/// The facts of one cluster, with the claims that each rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    values: BTreeMap<&'static str, Fact>,
    basis: BTreeMap<&'static str, Vec<FieldPath>>,
    /// Parties that manage the cluster now: their word doesn't count, whenever it was given.
    managers: BTreeSet<Party>,
}

/// The names of version 1 with the values that mean «nothing stated».
pub const NOTHING_STATED: [(&str, Fact); 26] = [
    ("official_name_stated", Fact::Flag(false)),
    ("regions", Fact::Integer(0)),
    ("specialisation", Fact::Code(String::new())),
    ("year_created", Fact::Integer(0)),
    ("summary_ru_characters", Fact::Integer(0)),
    ("location_stated", Fact::Flag(false)),
    ("employees_total", Fact::Integer(0)),
    ("contact_emails", Fact::Integer(0)),
    ("participants", Fact::Integer(0)),
    ("participant_types", Fact::Integer(0)),
    ("participants_confirmed", Fact::Integer(0)),
    ("managing_bodies", Fact::Integer(0)),
    ("managing_body_corroboration", Fact::Integer(0)),
    ("managing_bodies_with_years", Fact::Integer(0)),
    ("collegial_bodies", Fact::Integer(0)),
    ("collegial_body_corroboration", Fact::Integer(0)),
    ("management_staff_milli", Fact::Integer(0)),
    ("management_staff_corroboration", Fact::Integer(0)),
    ("bodies_with_funding_sources", Fact::Integer(0)),
    ("joint_projects", Fact::Integer(0)),
    ("joint_project_corroboration", Fact::Integer(0)),
    ("projects_begun", Fact::Integer(0)),
    ("project_begun_corroboration", Fact::Integer(0)),
    ("project_spheres", Fact::Integer(0)),
    ("projects_detailed", Fact::Integer(0)),
    ("gate_confirming_parties", Fact::Integer(0)),
];

type Claims<'a> = Vec<&'a CurrentClaim>;

impl Facts {
    /// The facts of a profile.
    pub fn of(profile: &Profile) -> Self {
        let items = OpenItems::of(profile);
        let values = NOTHING_STATED.into_iter().collect();
        let managing = items.collection(GOVERNING_BODIES).filter(is_managing);
        let managers = managing.filter_map(|body| body.organisation()).map(Party::Organisation);
        let mut facts = Self { values, basis: BTreeMap::new(), managers: managers.collect() };
        facts.take_identity(profile);
        facts.take_contacts(items);
        facts.take_participants(items);
        let bodies = facts.take_bodies(items);
        let projects = facts.take_projects(items);
        facts.take_confirming_parties(bodies.iter().chain(&projects));
        facts
    }

    /// A fact by its name.
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.values.get(name)
    }

    /// Every fact, in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Fact)> {
        self.values.iter().map(|(name, fact)| (*name, fact))
    }

    /// The paths of the claims a fact rests on.
    pub fn basis(&self, name: &str) -> &[FieldPath] {
        self.basis.get(name).map_or(&[], Vec::as_slice)
    }

    /// A line `name=value` per fact in the order of names, behind the version; what is digested.
    pub fn canonical(&self) -> String {
        let mut text = format!("facts_version={FACTS_VERSION}\n");
        for (name, fact) in self.iter() {
            // Writing to a string can't fail.
            let _ = match fact {
                Fact::Integer(number) => writeln!(text, "{name}={number}"),
                Fact::Flag(flag) => writeln!(text, "{name}={flag}"),
                Fact::Code(code) => writeln!(text, "{name}={code}"),
            };
        }
        text
    }

    /// BLAKE3 of the canonical form.
    pub fn digest(&self) -> Digest {
        Digest::of(self.canonical().as_bytes())
    }

    fn take_identity(&mut self, profile: &Profile) {
        let value = |field| profile.cluster_claim(field).and_then(with_value);
        if let Some((claim, _)) = value("official_name") {
            self.set("official_name_stated", Fact::Flag(true), &vec![claim]);
        }
        if let Some((claim, value)) = value("regions") {
            self.count_as("regions", value.as_codes().len(), &vec![claim]);
        }
        if let Some((claim, Value::Code(code))) = value("specialisation_key") {
            self.set("specialisation", Fact::Code(code.to_string()), &vec![claim]);
        }
        if let Some((claim, Value::Year(year))) = value("year_created") {
            self.set("year_created", Fact::Integer(i64::from(year.get())), &vec![claim]);
        }
        if let Some((claim, Value::Text(text))) = value("summary") {
            let characters = text.ru.as_deref().unwrap_or_default().chars().count();
            self.count_as("summary_ru_characters", characters, &vec![claim]);
        }
        if let Some((claim, _)) = value("location") {
            self.set("location_stated", Fact::Flag(true), &vec![claim]);
        }
        if let Some((claim, Value::Integer(number))) = value("employees_total")
            && claim.claim.described_on.is_some()
        {
            self.set("employees_total", Fact::Integer(*number), &vec![claim]);
        }
    }

    fn take_contacts(&mut self, items: OpenItems<'_>) {
        let emails = items.collection(CONTACTS).filter_map(|item| item.claim("email"));
        self.count("contact_emails", &emails.filter(|c| with_value(c).is_some()).collect());
    }

    fn take_participants(&mut self, items: OpenItems<'_>) {
        let memberships: Claims<'_> =
            items.collection(PARTICIPANTS).filter_map(|item| item.claim("organisation")).collect();
        self.count("participants", &memberships);
        let mut confirmed = memberships;
        confirmed.retain(|claim| self.corroboration(claim) >= Corroboration::PartiallyCorroborated);
        self.count("participants_confirmed", &confirmed);

        let mut one_of_each: BTreeMap<&Code, &CurrentClaim> = BTreeMap::new();
        for item in items.collection(PARTICIPANTS) {
            if let (Some(code), Some(claim)) =
                (item.code("participant_type"), item.claim("participant_type"))
            {
                one_of_each.entry(code).or_insert(claim);
            }
        }
        self.count("participant_types", &one_of_each.into_values().collect());
    }

    /// Takes the facts of governing bodies; returns the claims that gates of the high level rest on.
    fn take_bodies<'a>(&mut self, items: OpenItems<'a>) -> Claims<'a> {
        let of = |wanted: fn(&ItemReader<'_>) -> bool, field: &str| -> Claims<'a> {
            let bodies = items.collection(GOVERNING_BODIES).filter(wanted);
            bodies
                .filter_map(|body| body.claim(field))
                .filter(|c| with_value(c).is_some())
                .collect()
        };
        let managing = of(is_managing, "type");
        let collegial = of(is_collegial, "type");
        self.count("managing_bodies", &managing);
        self.degree("managing_body_corroboration", &managing);
        self.count("collegial_bodies", &collegial);
        self.degree("collegial_body_corroboration", &collegial);
        self.count("managing_bodies_with_years", &of(has_both_years, "year_selected"));
        self.count("bodies_with_funding_sources", &of(|_| true, "funding_sources"));
        let staff = self.take_staff(items);
        managing.into_iter().chain(collegial).chain(staff).collect()
    }

    /// Takes the facts of the body with the largest staff; of equals the best corroborated.
    fn take_staff<'a>(&mut self, items: OpenItems<'a>) -> Option<&'a CurrentClaim> {
        let stated = items
            .collection(GOVERNING_BODIES)
            .filter_map(|body| Some((body.decimal("staff_fte")?, body.claim("staff_fte")?)));
        let (fte, claim) = stated.max_by_key(|(fte, claim)| (*fte, self.corroboration(claim)))?;
        let staff = vec![claim];
        self.set("management_staff_milli", Fact::Integer(milli(fte)), &staff);
        self.degree("management_staff_corroboration", &staff);
        Some(claim)
    }

    /// Takes the facts of joint projects; returns the claims that gates of the high level rest on.
    fn take_projects<'a>(&mut self, items: OpenItems<'a>) -> Claims<'a> {
        let projects = || items.collection(PROJECTS);
        let titles: Claims<'a> = projects().filter_map(|p| p.claim("title")).collect();
        let begun: Claims<'a> = projects()
            .filter(|project| project.code("stage").is_some_and(|s| s.as_str() != "planned"))
            .filter_map(|project| project.claim("stage"))
            .collect();
        self.count("joint_projects", &titles);
        self.degree("joint_project_corroboration", &titles);
        self.count("projects_begun", &begun);
        self.degree("project_begun_corroboration", &begun);
        self.count("projects_detailed", &projects().filter_map(|p| detail(&p)).collect());

        let spheres: BTreeSet<_> = projects().flat_map(|p| p.codes("spheres")).collect();
        let basis = projects().filter_map(|p| p.claim("spheres")).collect();
        self.count_as("project_spheres", spheres.len(), &basis);
        begun
    }

    fn take_confirming_parties<'a>(&mut self, claims: impl Iterator<Item = &'a &'a CurrentClaim>) {
        let confirmed: Claims<'a> =
            claims.copied().filter(|c| !c.confirmations.is_empty()).collect();
        let given = confirmed.iter().flat_map(|claim| &claim.confirmations);
        let parties: BTreeSet<Party> =
            given.map(|given| given.party).filter(|party| !self.managers.contains(party)).collect();
        self.count_as("gate_confirming_parties", parties.len(), &confirmed);
    }

    fn set(&mut self, name: &'static str, fact: Fact, basis: &Claims<'_>) {
        debug_assert!(self.values.contains_key(name), "{name} is a fact of version 1");
        self.values.insert(name, fact);
        self.basis.insert(name, basis.iter().map(|current| current.claim.path.clone()).collect());
    }

    fn count(&mut self, name: &'static str, claims: &Claims<'_>) {
        self.count_as(name, claims.len(), claims);
    }

    fn count_as(&mut self, name: &'static str, count: usize, basis: &Claims<'_>) {
        self.set(name, Fact::Integer(i64::try_from(count).unwrap_or(i64::MAX)), basis);
    }

    fn degree(&mut self, name: &'static str, claims: &Claims<'_>) {
        let best = claims.iter().map(|claim| self.corroboration(claim)).max().unwrap_or_default();
        self.set(name, Fact::Integer(best.degree()), claims);
    }

    fn corroboration(&self, claim: &CurrentClaim) -> Corroboration {
        claim.corroboration_by(|given| !self.managers.contains(&given.party))
    }
}

fn with_value(current: &CurrentClaim) -> Option<(&CurrentClaim, &Value)> {
    match &current.claim.stated {
        Stated::Value(value) => Some((current, value)),
        Stated::Absent(_) | Stated::Sealed(_) => None,
    }
}

fn has_both_years(body: &ItemReader<'_>) -> bool {
    is_managing(body)
        && body.value("year_organisation_created").is_some()
        && body.value("year_selected").is_some()
}

/// The first claim that tells more of a project than its title: budget, a date or a result.
fn detail<'a>(project: &ItemReader<'a>) -> Option<&'a CurrentClaim> {
    let told = ["budget", "results", "start", "end"].into_iter();
    told.filter(|field| project.value(field).is_some()).find_map(|field| project.claim(field))
}

fn milli(number: Decimal) -> i64 {
    let thousandths = number.checked_mul(Decimal::from(1_000));
    thousandths.and_then(|number| i64::try_from(number.trunc()).ok()).unwrap_or(i64::MAX)
}
