//! Clusters of the register that an application may be a second entry of: of the same name, or with the
//! same participants.

use std::collections::BTreeMap;

use registry_core::name::normalise;
use registry_core::profile::Profile;
use registry_core::profile::reader::PARTICIPANTS;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::value::{Language, Value};
use registry_projections::card::Card;
use registry_projections::views::Views;

use crate::pages::frame::Frame;
use crate::read::lens::Lens;
use crate::words::terms;
use crate::words::typography::set;

/// From how many common participants on a cluster is named.
const COMMON_MIN: usize = 3;
/// How many are named at most.
const NAMED_MAX: usize = 5;
/// The shortest name that is looked for inside of others.
const NAME_CHARACTERS_MIN: usize = 6;

/// A cluster that may be the same.
pub(in crate::pages::work) struct AlikeView {
    pub(in crate::pages::work) id: ClusterId,
    /// Where its mailbox is written to, and where an officer is told.
    pub(in crate::pages::work) write: String,
    pub(in crate::pages::work) tell: String,
    pub(in crate::pages::work) name: String,
    pub(in crate::pages::work) address: String,
    /// How it stands on the register.
    pub(in crate::pages::work) status: &'static str,
    /// In what it is alike, each as a sentence.
    pub(in crate::pages::work) why: Vec<String>,
}

struct Alike {
    cluster: ClusterId,
    name: bool,
    region: bool,
    common: usize,
}

/// The clusters that may be the same, the likeliest first.
pub(in crate::pages::work) fn alike_clusters(
    profile: &Profile,
    lens: &Lens<'_>,
    frame: &Frame,
) -> Vec<AlikeView> {
    let mut found = found(profile, lens);
    found.sort_by_key(|one| std::cmp::Reverse((one.name && one.region, one.common, one.name)));
    found.truncate(NAMED_MAX);
    found.iter().filter_map(|one| view(one, lens, frame)).collect()
}

fn found(profile: &Profile, lens: &Lens<'_>) -> Vec<Alike> {
    let own = profile.shown_name().map(|name| normalise(name.in_language_or_other(Language::Ru)));
    let common = in_common(profile, lens.views);
    let one = |card: &Card| {
        let name = lens.cluster(card.cluster);
        let name = normalise(name.in_language_or_other(Language::Ru));
        Alike {
            cluster: card.cluster,
            name: own.as_ref().is_some_and(|own| is_alike(own, &name)),
            region: shares_region(profile, card),
            common: common.get(&card.cluster).copied().unwrap_or_default(),
        }
    };
    let all = lens.views.cards().map(|card| one(card));
    all.filter(|one| one.name || one.common >= COMMON_MIN).collect()
}

/// Whether two names, folded, are one or one holds the other.
fn is_alike(one: &str, other: &str) -> bool {
    let holds = |long: &str, short: &str| {
        short.chars().count() >= NAME_CHARACTERS_MIN && long.contains(short)
    };
    one == other || holds(one, other) || holds(other, one)
}

fn shares_region(profile: &Profile, card: &Card) -> bool {
    let claim = card.fields().get("regions").and_then(|claim| claim.claim.stated.value());
    let Some(Value::Codes(regions)) = claim else { return false };
    profile.regions().iter().any(|region| regions.contains(region))
}

/// How many participants of a profile each cluster has, too.
fn in_common(profile: &Profile, views: &Views) -> BTreeMap<ClusterId, usize> {
    let mut common = BTreeMap::new();
    for organisation in participants(profile, views) {
        let mut clusters: Vec<_> =
            views.organisations().memberships(organisation).iter().map(|it| it.cluster).collect();
        clusters.dedup();
        for cluster in clusters {
            *common.entry(cluster).or_default() += 1;
        }
    }
    common
}

/// The participants that the registry knows, by their numbers.
fn participants<'p>(
    profile: &'p Profile,
    views: &'p Views,
) -> impl Iterator<Item = OrganisationId> + 'p {
    let items = profile.open_items(PARTICIPANTS);
    let stated = items.filter_map(|item| item.claim("organisation")?.claim.stated.value().cloned());
    stated.filter_map(|value| match value {
        Value::Organisation(id) => Some(id),
        Value::NamedOrganisation(named) => {
            let mut known = named
                .identifiers
                .iter()
                .filter_map(|number| views.organisations().by_identifier(number));
            known.next().map(|organisation| organisation.id)
        }
        _ => None,
    })
}

fn view(one: &Alike, lens: &Lens<'_>, frame: &Frame) -> Option<AlikeView> {
    let card = lens.views.card(one.cluster)?;
    let common = (one.common > 0).then(|| frame.count("alike-common", one.common));
    let why = [
        one.name.then(|| frame.say("alike-name")),
        one.region.then(|| frame.say("alike-region")),
        common,
    ];
    Some(AlikeView {
        id: one.cluster,
        write: frame.plain_link(&format!("/clusters/{}/write", one.cluster)),
        tell: frame.plain_link(&format!("/clusters/{}/report?field=official_name", one.cluster)),
        name: set(lens.cluster(one.cluster).in_language_or_other(frame.language)),
        address: frame.plain_link(&format!("/clusters/{}", one.cluster)),
        status: terms::status(card.standing.status).get(frame.language),
        why: why.into_iter().flatten().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_alike_when_it_holds_the_other_and_isnt_too_short_for_that() {
        assert!(is_alike("белая сосна", "белая сосна"));
        assert!(is_alike("кластер белая сосна", "белая сосна"));
        assert!(!is_alike("сосновый бор", "бор"));
    }
}
