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
    /// It became part of this one, however many steps that took.
    Joins(&'e Code),
    /// It is read here until one of the parts is stated.
    Splits(&'e Code, &'e [Code]),
    Vanishes,
}

impl<'e> Fate<'e> {
    fn of(code: &'e Code, edition: &'e Regions) -> Self {
        let read_at = edition.resolve(code);
        match (edition.region(read_at.as_str()), edition.former.get(read_at)) {
            (Some(_), _) if read_at == code => Self::Stays,
            (Some(_), _) => Self::Joins(read_at),
            (None, Some(former)) => Self::Splits(read_at, &former.successors),
            (None, None) => Self::Vanishes,
        }
    }

    fn words(self, code: &Code) -> String {
        match self {
            Self::Stays => "stays".into(),
            Self::Joins(other) => format!("would be read at {other}"),
            Self::Splits(read_at, parts) if read_at == code => {
                format!("would keep it until one of {} is stated", listed(parts))
            }
            Self::Splits(read_at, parts) => {
                format!("would be read at {read_at} until one of {} is stated", listed(parts))
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
        let words = fate.words(code);
        let cards = users.get(code).into_iter().flatten();
        lines.extend(cards.map(|card| line(code, card, &words)));
        if !views.regions().centres(code.as_str()).is_empty() {
            lines.push(centre_line(code, &words));
        }
        lines.extend(branch_lines(views, code, &words));
    }
    lines
}

/// The clusters on the register, the open centres and the branches that would be nowhere.
pub(in super::super) fn lost<'v>(views: &'v Views, now: InForce<'v>, new: &Regions) -> Vec<String> {
    let users = users(views, now);
    let known = now.regions.regions.keys().chain(now.regions.former.keys());
    let used: BTreeSet<&Code> = known.chain(users.keys().copied()).collect();
    let gone = used.into_iter().filter(|code| Fate::of(code, new) == Fate::Vanishes);
    let lines = gone.flat_map(|code| {
        let words = Fate::Vanishes.words(code);
        let cards = users.get(code).into_iter().flatten().filter(|card| is_living(card));
        let mut lines: Vec<_> = cards.map(|card| line(code, card, &words)).collect();
        let centres = views.regions().centres(code.as_str());
        if centres.iter().any(|centre| centre.closed.is_none()) {
            lines.push(centre_line(code, &words));
        }
        lines.extend(branch_lines(views, code, &words));
        lines
    });
    lines.collect()
}

pub(super) fn is_living(card: &Card) -> bool {
    !matches!(card.standing.status, ListingStatus::Merged | ListingStatus::Withdrawn)
}

fn centre_line(code: &Code, words: &str) -> String {
    format!("region {code}: has a cluster development centre on record, which {words}")
}

fn branch_lines(views: &Views, code: &Code, words: &str) -> Vec<String> {
    let with_branch = views.organisations().iter().filter(|one| has_branch(one, code));
    let lines = with_branch.map(|one| {
        format!(
            "region {code}: organisation {} ({}) has a branch, which {words}",
            one.id,
            called(one)
        )
    });
    lines.collect()
}

fn line(code: &Code, card: &Card, words: &str) -> String {
    format!("region {code}: cluster {} ({}) uses it, and {words}", card.cluster, name(card))
}

/// The codes of which the new edition makes something else than the one in force.
fn concerned<'e>(now: &'e Regions, new: &'e Regions) -> Vec<(&'e Code, Fate<'e>)> {
    let codes = now.regions.keys().chain(now.former.keys());
    let fates = codes.map(|code| (code, Fate::of(code, new)));
    fates.filter(|(code, fate)| *fate != Fate::of(code, now)).collect()
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
