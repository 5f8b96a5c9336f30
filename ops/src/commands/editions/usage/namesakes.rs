//! Clusters of one name that a merger of subjects brings together in one region.
//!
//! Neither did anything wrong, so nothing is refused; but nobody could give a third one that name, and
//! whoever of the two states its name anew has to choose another.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::name::normalise;
use registry_events::dictionary::Regions;
use registry_events::value::{Code, Text, Value};
use registry_projections::card::Card;
use registry_projections::views::Views;

use super::name;
use super::regions::is_living;

/// A line for each name that clusters would share in a region and don't share in one today.
pub(in super::super) fn of(views: &Views, now: &Regions, new: &Regions) -> Vec<String> {
    let known: BTreeSet<_> =
        together(views, now).into_iter().map(|(_, cards)| ids(&cards)).collect();
    let then = together(views, new).into_iter();
    let new = then.filter(|(_, cards)| !known.contains(&ids(cards)));
    new.map(|(region, cards)| line(region, &cards)).collect()
}

/// The living clusters that share a name in a region as an edition has it.
fn together<'v>(views: &'v Views, all: &'v Regions) -> Vec<(&'v Code, Vec<&'v Card>)> {
    let mut named: BTreeMap<(&Code, String), Vec<&Card>> = BTreeMap::new();
    for card in views.cards().map(AsRef::as_ref).filter(|card| is_living(card)) {
        let regions: BTreeSet<_> = regions_of(card).iter().map(|code| all.resolve(code)).collect();
        for name in names_of(card) {
            for region in &regions {
                named.entry((region, name.clone())).or_default().push(card);
            }
        }
    }
    let shared = named.into_iter().filter(|(_, cards)| cards.len() > 1);
    shared.map(|((region, _), cards)| (region, cards)).collect()
}

fn ids(cards: &[&Card]) -> BTreeSet<String> {
    cards.iter().map(|card| card.cluster.to_string()).collect()
}

fn line(region: &Code, cards: &[&Card]) -> String {
    let named = cards.iter().map(|card| format!("{} ({})", card.cluster, name(card)));
    let named = named.collect::<Vec<_>>().join(" and ");
    format!("region {region}: clusters {named} would stand in it with the same name")
}

fn regions_of(card: &Card) -> &[Code] {
    match value(card, "regions") {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    }
}

/// The name it is shown by, in each language, as names are compared.
fn names_of(card: &Card) -> BTreeSet<String> {
    let mut names =
        ["display_name", "official_name"].into_iter().filter_map(|field| text(card, field));
    let shown = names.next().into_iter().flat_map(|text| [&text.ru, &text.en]);
    shown.flatten().map(|name| normalise(name)).collect()
}

fn text<'v>(card: &'v Card, field: &str) -> Option<&'v Text> {
    value(card, field)?.as_text()
}

fn value<'v>(card: &'v Card, field: &str) -> Option<&'v Value> {
    card.fields().get(field)?.claim.stated.value()
}
