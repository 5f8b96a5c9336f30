//! Which clusters use what an edition would take away or refuse, and which lack what it would ask for.

mod lacking;
pub(super) mod namesakes;
pub(super) mod regions;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registry_core::editions::InForce;
use registry_core::profile::refusal_of;
use registry_events::catalogue::{Catalogue, Field};
use registry_events::claim::Stated;
use registry_events::dictionary::{Dictionaries, REGIONS_KEY};
use registry_events::path::FieldPath;
use registry_events::value::{Code, Language, Value};
use registry_projections::card::{Card, CurrentClaim};
use registry_projections::views::Views;

/// Clusters that state a field which the new catalogue doesn't have, states otherwise or shows to
/// others, and those that lack what it would ask for.
pub(super) fn of_fields(
    views: &Views,
    now: InForce<'_>,
    new: &Catalogue,
    today: Date,
) -> Vec<String> {
    let mut lines = refused(views, now, InForce { catalogue: new, ..now }, today);
    lines.extend(shown_otherwise(views, now.catalogue, new));
    lines.extend(lacking::of(views, now.catalogue, new));
    lines
}

/// Clusters with a claim that stands and couldn't be stated so any more, by field and reason.
fn refused(views: &Views, now: InForce<'_>, then: InForce<'_>, today: Date) -> Vec<String> {
    let mut users: BTreeMap<&'static str, Users<'_>> = BTreeMap::new();
    for (card, claim) in claims(views) {
        let refusal = |in_force| refusal_of(&claim.claim, in_force, today);
        if let Some(refusal) = refusal(then).filter(|_| refusal(now).is_none()) {
            users.entry(refusal.code).or_default().add(key_of(&claim.claim.path), card);
        }
    }
    let lines = users.into_iter().flat_map(|(code, users)| match code {
        "field.unknown" => users.lines("field", "states it"),
        code => users.lines("field", &format!("states what would be refused ({code})")),
    });
    lines.collect()
}

fn shown_otherwise(views: &Views, now: &Catalogue, new: &Catalogue) -> Vec<String> {
    let mut users = Users::default();
    for (card, claim) in claims(views) {
        let path = &claim.claim.path;
        let seen = |catalogue: &Catalogue| catalogue.field(path).map(|field| field.visibility);
        if seen(new).is_some_and(|then| seen(now).is_some_and(|now| now != then)) {
            users.add(key_of(path), card);
        }
    }
    users.lines("field", "states it, and others would see it")
}

/// Codes in use that the new dictionaries don't have, and what they would have refused otherwise.
pub(super) fn of_terms(
    views: &Views,
    now: InForce<'_>,
    new: &Dictionaries,
    today: Date,
) -> Vec<String> {
    let mut users = Users::default();
    for (card, claim) in claims(views) {
        let Some(field) = now.catalogue.field(&claim.claim.path) else { continue };
        for (dictionary, code) in codes(field, claim) {
            if dictionary != REGIONS_KEY && new.term(dictionary, code.as_str()).is_none() {
                users.add(format!("{dictionary}/{code}"), card);
            }
        }
    }
    let refused = refused(views, now, InForce { dictionaries: new, ..now }, today);
    let otherwise = refused.into_iter().filter(|line| !line.ends_with("(code.unknown)"));
    users.lines("term", "uses it, and it would vanish").into_iter().chain(otherwise).collect()
}

/// Clusters by what they use.
#[derive(Default)]
struct Users<'v>(BTreeMap<String, BTreeMap<String, &'v Card>>);

impl<'v> Users<'v> {
    fn add(&mut self, what: String, card: &'v Card) {
        self.0.entry(what).or_default().insert(card.cluster.to_string(), card);
    }

    fn lines(&self, what: &str, says: &str) -> Vec<String> {
        let lines = self.0.iter().flat_map(|(key, cards)| {
            cards.values().map(move |card| {
                format!("{what} {key}: cluster {} ({}) {says}", card.cluster, name(card))
            })
        });
        lines.collect()
    }
}

/// The claims in force of every cluster.
fn claims(views: &Views) -> impl Iterator<Item = (&Card, &CurrentClaim)> {
    let cards = views.cards().map(AsRef::as_ref);
    cards.flat_map(|card: &Card| card.claims().map(move |claim| (card, claim)))
}

/// A field's place in the catalogue, as lines name it.
pub(super) fn path_of(field: &Field) -> String {
    match &field.collection {
        Some(collection) => format!("{collection}/{}", field.key),
        None => field.key.to_string(),
    }
}

fn key_of(path: &FieldPath) -> String {
    match &path.item {
        Some(item) => format!("{}/{}", item.collection, path.field),
        None => path.field.to_string(),
    }
}

/// The codes a claim states, each with the dictionary it is of.
fn codes<'a>(field: &'a Field, claim: &'a CurrentClaim) -> BTreeSet<(&'a str, &'a Code)> {
    let Stated::Value(value) = &claim.claim.stated else { return BTreeSet::new() };
    let Some(dictionary) = field.dictionary.as_ref().map(Code::as_str) else {
        return BTreeSet::new();
    };
    let scale = field.scale.as_ref().map_or(dictionary, Code::as_str);
    match value {
        Value::Code(code) => BTreeSet::from([(dictionary, code)]),
        Value::Codes(codes) => codes.iter().map(|code| (dictionary, code)).collect(),
        Value::Shares(shares) => shares.iter().map(|share| (dictionary, &share.code)).collect(),
        Value::Ratings(ratings) => {
            ratings.iter().flat_map(|(code, mark)| [(dictionary, code), (scale, mark)]).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// What a cluster is called, as far as that is stated in the clear.
pub(super) fn name(card: &Card) -> String {
    let fields = ["display_name", "official_name"].into_iter();
    let mut names = fields.filter_map(|field| {
        card.fields()
            .get(field)?
            .claim
            .stated
            .value()?
            .as_text()
            .map(|text| text.in_language_or_other(Language::Ru).to_owned())
    });
    names.next().unwrap_or_else(|| "without a name".into())
}
