//! Facts: a flat, versioned document per cluster that the rulebook's predicates speak of.
//!
//! Typed integers, flags and codes; no null, no list, no float, no date: time reaches rules only as
//! recorded lapses. A decimal stands in thousandths. `0` and `""` mean «not stated» where a field
//! can't be so in truth. Facts follow from the cluster's own stream alone, so anyone can recompute
//! them from the export. What each one means stands in [`TABLE`], printed in `docs/facts.md`.

mod cooperation;
mod governance;
mod identity;
mod openness;
mod participants;
mod projects;
mod served;
mod strategy;
mod sum;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use registry_events::claim::{Absence, Corroboration, Stated};
use registry_events::ids::Digest;
use registry_events::path::FieldPath;
use registry_events::value::Value;

use crate::access::Party;
use crate::profile::reader::{GOVERNING_BODIES, ItemReader, OpenItems, is_managing};
use crate::profile::{CurrentClaim, Profile};

pub use served::fields_of;
pub(crate) use sum::Sum;
pub(crate) use table::definition;
pub use table::{Definition, FACTS_VERSION, TABLE, Unit};

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
    /// None when nobody asked for it.
    basis: Option<BTreeMap<&'static str, Vec<FieldPath>>>,
    /// Parties that manage the cluster now: their word doesn't count, whenever it was given.
    managers: BTreeSet<Party>,
}

type Claims<'a> = Vec<&'a CurrentClaim>;
/// The claims that make one thing count, its title first: a body is its type and its organisation.
type Made<'a> = Claims<'a>;

impl Facts {
    /// The facts of a profile.
    pub fn of(profile: &Profile) -> Self {
        Self::taken(profile, Some(BTreeMap::new()))
    }

    /// The same without the claims that each rests on, which a level doesn't ask for: then what the
    /// long lists add is known from before, but for the pages that changed.
    pub fn without_basis(profile: &Profile) -> Self {
        Self::taken(profile, None)
    }

    fn taken(profile: &Profile, basis: Option<BTreeMap<&'static str, Vec<FieldPath>>>) -> Self {
        let items = OpenItems::of(profile);
        let managing = items.collection(GOVERNING_BODIES).filter(is_managing);
        let managers = managing.filter_map(|body| body.organisation()).map(Party::Organisation);
        let managers = managers.collect();
        let values = TABLE.into_iter().map(|fact| (fact.name, fact.nothing)).collect();
        let mut facts = Self { values, basis, managers };
        facts.take_identity(profile);
        facts.take_contacts(items);
        facts.take_priorities(profile);
        facts.take_goals(items);
        facts.take_infrastructure(profile, items);
        facts.take_brand(profile);
        facts.take_reports(items);
        let gates: [Vec<Made<'_>>; 4] = [
            facts.take_bodies(items),
            facts.take_strategies(items),
            facts.take_network(items),
            facts.take_site(profile),
        ];
        facts.take_long_lists(profile, &gates.concat());
        facts
    }

    /// Facts as a document states them; those it doesn't name say that nothing is stated. None when
    /// it names one that isn't there, or one of another kind.
    pub fn stated<'n>(values: impl IntoIterator<Item = (&'n str, Fact)>) -> Option<Self> {
        let mut facts = Self::without_basis(&Profile::default());
        for (name, fact) in values {
            let known = definition(name, FACTS_VERSION)?;
            if std::mem::discriminant(&known.nothing) != std::mem::discriminant(&fact) {
                return None;
            }
            facts.values.insert(known.name, fact);
        }
        Some(facts)
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
        self.basis.as_ref().and_then(|basis| basis.get(name)).map_or(&[], Vec::as_slice)
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

    /// The parties that confirmed each of some claims, but for the cluster's managers.
    fn parties_of(&self, made: &Made<'_>) -> BTreeSet<Party> {
        let of_claim = |claim: &&CurrentClaim| -> BTreeSet<Party> {
            let given = claim.support.standing().map(|given| given.party);
            given.filter(|party| self.counts_word_of(party)).collect()
        };
        let all = made.iter().map(of_claim).reduce(|one, other| &one & &other);
        all.unwrap_or_default()
    }

    fn set(&mut self, name: &'static str, fact: Fact, basis: &Claims<'_>) {
        debug_assert!(self.values.contains_key(name), "{name} stands in the table of facts");
        self.values.insert(name, fact);
        if let Some(kept) = &mut self.basis {
            kept.insert(name, basis.iter().map(|current| current.claim.path.clone()).collect());
        }
    }

    fn flag(&mut self, name: &'static str, claim: Option<&CurrentClaim>) {
        if let Some(claim) = claim {
            self.set(name, Fact::Flag(true), &vec![claim]);
        }
    }

    fn count(&mut self, name: &'static str, claims: &Claims<'_>) {
        self.count_as(name, claims.len(), claims);
    }

    fn count_as(&mut self, name: &'static str, count: usize, basis: &Claims<'_>) {
        self.set(name, Fact::Integer(i64::try_from(count).unwrap_or(i64::MAX)), basis);
    }

    /// How many things there are, resting on all the claims that make them.
    fn count_made(&mut self, name: &'static str, things: &[Made<'_>]) {
        self.count_as(name, things.len(), &things.concat());
    }

    /// The best degree among some things.
    fn degree_made(&mut self, name: &'static str, things: &[Made<'_>]) {
        let best = things.iter().map(|made| self.support(made)).max().unwrap_or_default();
        self.degree_as(name, best, &things.concat());
    }

    /// How well a thing is supported: as its weakest claim. What documents its title documents what
    /// was said of it until then.
    fn support(&self, made: &Made<'_>) -> Corroboration {
        let documented = made.first().filter(|title| !title.claim.evidence.is_empty());
        let degree = |claim: &&CurrentClaim| {
            let by_title = documented.filter(|title| claim.version <= title.version);
            let by_title = by_title.map(|_| Corroboration::Documented).unwrap_or_default();
            let own = self.stands(claim).then(|| self.corroboration(claim).max(by_title));
            own.unwrap_or_default()
        };
        made.iter().map(degree).min().unwrap_or_default()
    }

    /// The best degree among some claims.
    fn degree(&mut self, name: &'static str, claims: &Claims<'_>) {
        let best = claims.iter().map(|claim| self.corroboration(claim)).max().unwrap_or_default();
        self.degree_as(name, best, claims);
    }

    fn degree_as(&mut self, name: &'static str, degree: Corroboration, basis: &Claims<'_>) {
        self.set(name, Fact::Integer(degree.degree()), basis);
    }

    /// Whether a party's confirmations count: those of who manages the cluster don't.
    pub fn counts_word_of(&self, party: &Party) -> bool {
        !self.managers.contains(party)
    }

    /// How well a claim is supported by others than those who manage the cluster.
    pub fn corroboration(&self, claim: &CurrentClaim) -> Corroboration {
        claim.corroboration_by(|given| self.counts_word_of(&given.party))
    }

    /// Whether a claim counts and says something: a value, or one that only some may see and of
    /// which an entitled second party has seen the evidence.
    fn stands(&self, claim: &CurrentClaim) -> bool {
        claim.counts()
            && match &claim.claim.stated {
                Stated::Value(_) => true,
                Stated::Sealed(_) | Stated::Absent(Absence::Withheld) => self.evidence_seen(claim),
                Stated::Absent(_) => false,
            }
    }

    /// Whether a value is withheld and its evidence was seen.
    fn withheld(&self, claim: &CurrentClaim) -> bool {
        claim.claim.stated.value().is_none() && self.stands(claim)
    }

    fn evidence_seen(&self, claim: &CurrentClaim) -> bool {
        let mut given = claim.support.standing();
        given.any(|given| given.evidence_seen && self.counts_word_of(&given.party))
    }

    /// A field of the cluster itself, when its claim stands.
    fn standing<'a>(&self, profile: &'a Profile, field: &str) -> Option<&'a CurrentClaim> {
        profile.cluster_claim(field).filter(|claim| self.stands(claim))
    }

    /// A field of an item, when its claim stands.
    fn standing_of<'a>(&self, item: &ItemReader<'a>, field: &str) -> Option<&'a CurrentClaim> {
        item.claim(field).filter(|claim| self.stands(claim))
    }

    /// The open items of a list whose claim on a field stands, with that claim.
    fn items<'a>(
        &self,
        items: OpenItems<'a>,
        collection: &str,
        field: &str,
    ) -> Vec<(ItemReader<'a>, &'a CurrentClaim)> {
        let all = items.collection(collection);
        all.filter_map(|item| Some((item, self.standing_of(&item, field)?))).collect()
    }
}

/// The claims of an item on these fields that say something.
fn made_of<'a>(item: &ItemReader<'a>, fields: &[&str]) -> Made<'a> {
    let nothing = [Absence::NotProvided, Absence::NotApplicable].map(Stated::Absent);
    let claims = fields.iter().filter_map(|field| item.claim(field));
    claims.filter(|claim| !nothing.contains(&claim.claim.stated)).collect()
}

/// A claim that counts, with the value it says in the clear.
fn with_value(current: &CurrentClaim) -> Option<(&CurrentClaim, &Value)> {
    let value = current.claim.stated.value().filter(|_| current.counts())?;
    Some((current, value))
}

/// What a field of an item says, when that counts.
fn told<'a>(item: &ItemReader<'a>, field: &str) -> Option<(&'a CurrentClaim, &'a Value)> {
    item.claim(field).and_then(with_value)
}
