//! Clusters of the register that an application may be a second entry of: of the same name, or with the
//! same participants.

use std::sync::Arc;

use registry_core::likeness::{Likeness, Marks, Told, names};
use registry_core::name::normalise;
use registry_core::profile::Profile;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::value::{NamedOrganisation, Value};
use registry_projections::card::Card;
use registry_projections::views::Views;

use crate::pages::form::last_piece;
use crate::pages::frame::Frame;
use crate::read::completeness::is_living;
use crate::read::lens::Lens;
use crate::words::terms;
use crate::words::typography::set;

/// How many are named at most.
const NAMED_MAX: usize = 5;

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

/// A cluster of the register with what it shares with an application.
type Alike = (ClusterId, Likeness);

/// A card, as it is held against an application.
struct OnCard<'c>(&'c Card);

impl Told for OnCard<'_> {
    fn value(&self, field: &str) -> Option<&Value> {
        self.0.fields().get(field)?.claim.stated.value()
    }

    fn items(&self, list: &str, fields: [&str; 2]) -> Vec<[Option<&Value>; 2]> {
        let items = self.0.open_items(list);
        items.map(|item| fields.map(|field| item.claims.get(field)?.claim.stated.value())).collect()
    }
}

/// The clusters that may be the same, the likeliest first.
pub(in crate::pages::work) fn alike_clusters(
    profile: &Profile,
    lens: &Lens<'_>,
    frame: &Frame,
) -> Vec<AlikeView> {
    let mut found = found(profile, lens);
    let rank = |like: &Likeness| (like.name && like.region, like.organisations, like.name);
    found.sort_by_key(|(_, likeness)| std::cmp::Reverse(rank(likeness)));
    found.truncate(NAMED_MAX);
    found.iter().filter_map(|one| view(one, lens, frame)).collect()
}

fn found(profile: &Profile, lens: &Lens<'_>) -> Vec<Alike> {
    let marks = Marks::of(profile, |named| known(named, lens.views));
    let living = lens.views.cards().filter(|card| is_living(card));
    let all = living.map(|card| (card.cluster, marks.likeness(&OnCard(card))));
    all.filter(|(_, likeness)| likeness.is_striking()).collect()
}

/// The clusters of the register that may be meant by a name, a number or an address.
pub(in crate::pages::work) fn meant(typed: &str, views: &Views) -> Vec<ClusterId> {
    let number: Option<ClusterId> = last_piece(typed).parse().ok();
    if let Some(id) = number.filter(|id| views.card(*id).is_some()) {
        return vec![id];
    }
    let wanted = normalise(typed);
    let is_called = |card: &&Arc<Card>| names(&OnCard(card)).contains(&wanted);
    let called = views.cards().filter(|card| is_living(card)).filter(is_called);
    let called: Vec<_> = called.map(|card| card.cluster).collect();
    // A number that nobody has is told as one; a name may look like a number.
    if called.is_empty() { number.into_iter().collect() } else { called }
}

/// An organisation that is named by its numbers, where the registry knows it.
pub(in crate::pages::work) fn known(
    named: &NamedOrganisation,
    views: &Views,
) -> Option<OrganisationId> {
    let mut numbers = named.identifiers.iter();
    numbers.find_map(|number| views.organisations().by_identifier(number)).map(|one| one.id)
}

fn view(one: &Alike, lens: &Lens<'_>, frame: &Frame) -> Option<AlikeView> {
    let (cluster, like) = *one;
    let card = lens.views.card(cluster)?;
    let common = like.organisations;
    let common = (common > 0).then(|| frame.count("alike-common", common));
    let why = [
        like.name.then(|| frame.say("alike-name")),
        like.region.then(|| frame.say("alike-region")),
        common,
    ];
    Some(AlikeView {
        id: cluster,
        write: frame.plain_link(&format!("/clusters/{cluster}/write")),
        tell: frame.plain_link(&format!("/clusters/{cluster}/report?field=official_name")),
        name: set(lens.cluster(cluster).in_language_or_other(frame.language)),
        address: frame.plain_link(&format!("/clusters/{cluster}")),
        status: terms::status(card.standing.status).get(frame.language),
        why: why.into_iter().flatten().collect(),
    })
}
