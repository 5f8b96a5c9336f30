//! Whom it concerns that a subject of the federation is no more: clusters, development centres (ЦКР)
//! and organisations' branches.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::editions::InForce;
use registry_events::dictionary::{REGIONS_KEY, Regions};
use registry_events::value::{Code, Language};
use registry_projections::card::{Card, ListingStatus};
use registry_projections::organisations::Organisation;
use registry_projections::views::Views;

use super::super::changes::listed;
use super::{claims, codes, name};

/// What an edition makes of a code that is in use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate<'e> {
    Stays,
    Becomes(&'e [Code]),
    Vanishes,
}

impl<'e> Fate<'e> {
    fn of(code: &str, edition: &'e Regions) -> Self {
        let former = || edition.former.get(code).map(|former| former.successors.as_slice());
        match edition.region(code) {
            Some(_) => Self::Stays,
            None => former().map_or(Self::Vanishes, Self::Becomes),
        }
    }

    fn words(self) -> String {
        match self {
            Self::Stays => "stays".into(),
            Self::Becomes([only]) => format!("would be read at {only}"),
            Self::Becomes(parts) => {
                format!("would keep it until one of {} is stated", listed(parts))
            }
            Self::Vanishes => "would be nowhere, for it vanishes".into(),
        }
    }
}

/// Everything on record at subjects of which the new edition makes something else.
pub(in super::super) fn of<'v>(
    views: &'v Views,
    now: InForce<'v>,
    new: &'v Regions,
) -> Vec<String> {
    let mut lines = Vec::new();
    let users = users(views, now);
    for (code, fate) in concerned(now.regions, new) {
        let words = fate.words();
        let cards = users.get(code).into_iter().flatten();
        lines.extend(cards.map(|card| line(code, card, &words)));
        if !views.regions().centres(code.as_str()).is_empty() {
            let has = "has a cluster development centre on record, which";
            lines.push(format!("region {code}: {has} {words}"));
        }
        let branches = views.organisations().iter().filter(|one| has_branch(one, code));
        lines.extend(branches.map(|one| {
            format!(
                "region {code}: organisation {} ({}) has a branch, which {words}",
                one.id,
                called(one)
            )
        }));
    }
    lines
}

/// The clusters on the register that would be nowhere.
pub(in super::super) fn lost<'v>(views: &'v Views, now: InForce<'v>, new: &Regions) -> Vec<String> {
    let users = users(views, now);
    let gone = users.iter().filter(|(code, _)| Fate::of(code.as_str(), new) == Fate::Vanishes);
    let cards = gone.flat_map(|(code, cards)| cards.iter().map(move |card| (*code, *card)));
    let ended = |card: &Card| {
        matches!(card.standing.status, ListingStatus::Merged | ListingStatus::Withdrawn)
    };
    let living = cards.filter(|(_, card)| !ended(card));
    living.map(|(code, card)| line(code, card, &Fate::Vanishes.words())).collect()
}

fn line(code: &Code, card: &Card, words: &str) -> String {
    format!("region {code}: cluster {} ({}) uses it, and {words}", card.cluster, name(card))
}

/// The codes of which the new edition makes something else than the one in force.
fn concerned<'e>(now: &'e Regions, new: &'e Regions) -> Vec<(&'e Code, Fate<'e>)> {
    let codes = now.regions.keys().chain(now.former.keys());
    let fates = codes.map(|code| (code, Fate::of(code.as_str(), new)));
    fates.filter(|(code, fate)| *fate != Fate::of(code.as_str(), now)).collect()
}

/// The clusters that state each subject, by their ids.
fn users<'v>(views: &'v Views, now: InForce<'v>) -> BTreeMap<&'v Code, Vec<&'v Card>> {
    let mut users: BTreeMap<&Code, Vec<&Card>> = BTreeMap::new();
    for (card, claim) in claims(views) {
        let Some(field) = now.catalogue.field(&claim.claim.path) else { continue };
        let codes: BTreeSet<_> = codes(field, claim);
        for (_, code) in codes.into_iter().filter(|(dictionary, _)| *dictionary == REGIONS_KEY) {
            let cards = users.entry(code).or_default();
            if cards.last().is_none_or(|last| last.cluster != card.cluster) {
                cards.push(card);
            }
        }
    }
    users
}

fn has_branch(organisation: &Organisation, code: &Code) -> bool {
    organisation.branches.values().any(|branch| branch.closed.is_none() && branch.region == *code)
}

fn called(organisation: &Organisation) -> &str {
    let last = organisation.names.iter().next_back();
    last.map_or("", |(_, name)| name.name.text.in_language_or_other(Language::Ru))
}
