//! Where an organisation takes part, and how its own word on that stands: given, waited for, or that
//! it takes no part; and the projects it is named in.

use registry_core::profile::reader::PARTICIPANTS;
use registry_events::ids::{ClusterId, ItemId, OrganisationId};
use registry_events::path::ItemPath;
use registry_events::value::Value;
use registry_projections::card::{Card, Item, ListingStatus};
use registry_projections::organisations::Membership;

use super::super::confirmations;
use crate::http::Reading;
use crate::pages::frame::Frame;
use crate::read::lens::{Lens, Seen};
use crate::read::organisations::memberships;
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The further lists that name organisations, and the field that names one.
const PARTNERS: &str = "partners";
const PROJECTS: &str = "projects";
const ORGANISATION: &str = "organisation";

/// A cluster that names the organisation.
pub(super) struct TakingPart {
    pub(super) cluster: String,
    pub(super) address: String,
    /// As what, where it isn't a participant; how the cluster stands, where it isn't simply listed.
    pub(super) notes: Vec<String>,
    pub(super) stand: &'static str,
    pub(super) words: String,
    /// What is to be done about it, and where.
    pub(super) act: Option<(String, String)>,
}

/// A project that names the organisation.
pub(super) struct ProjectView {
    pub(super) title: String,
    pub(super) cluster: String,
    pub(super) address: String,
    pub(super) stage: Option<String>,
    pub(super) words: String,
    pub(super) stand: &'static str,
}

/// How an organisation's word on its part in a cluster stands.
enum Word {
    /// Given on a day.
    Given(String),
    /// Waited for.
    Awaited,
    /// That it takes no part, said on a day.
    Denied(String),
    /// Its part ended.
    Over(Option<String>),
}

/// Where it takes part, and where it did or said that it doesn't: by the cluster's name.
pub(super) fn of(
    own: OrganisationId,
    reading: &Reading,
    is_own: bool,
    frame: &Frame,
) -> (Vec<TakingPart>, Vec<TakingPart>) {
    let lens = reading.lens();
    let members = memberships(own, &lens).filter_map(|membership: &Membership| {
        let card = lens.views.card(membership.cluster)?;
        let item = card.item_of(PARTICIPANTS, membership.item)?;
        Some((card.as_ref(), item))
    });
    let cards = lens.views.cards();
    let partners = cards.flat_map(|card| {
        let open = card.open_items(PARTNERS);
        let own = open.filter(|item| names(item, own, &lens));
        own.map(move |item| (card.as_ref(), item))
    });
    let views = members.chain(partners).map(|(card, item)| {
        let word = Word::of(own, item, frame);
        let is_now = matches!(word, Word::Given(_) | Word::Awaited);
        (is_now && has_not_left(card), TakingPart::of(card, item, &word, is_own, &lens, frame))
    });
    let mut views: Vec<_> = views.collect();
    views.sort_by(|one, other| one.1.cluster.cmp(&other.1.cluster));
    let (current, former): (Vec<_>, Vec<_>) = views.into_iter().partition(|(is_now, _)| *is_now);
    let plain = |views: Vec<(bool, TakingPart)>| views.into_iter().map(|(_, view)| view).collect();
    (plain(current), plain(former))
}

/// The projects that name it among their participants.
pub(super) fn projects(own: OrganisationId, reading: &Reading, frame: &Frame) -> Vec<ProjectView> {
    let lens = reading.lens();
    let held = memberships(own, &lens).filter(|membership| membership.holds_at(lens.at));
    let found = held.filter_map(|membership| {
        let card = lens.views.card(membership.cluster).filter(|card| has_not_left(card))?;
        Some((card.as_ref(), membership.item))
    });
    let of_card = |(card, member): (&Card, ItemId)| -> Vec<ProjectView> {
        let named = card.open_items(PROJECTS).filter(|item| has_member(item, member, &lens));
        named.map(|item| ProjectView::of(own, card, item, &lens, frame)).collect()
    };
    found.flat_map(of_card).collect()
}

const fn has_not_left(card: &Card) -> bool {
    !matches!(card.standing.status, ListingStatus::Withdrawn | ListingStatus::Merged)
}

fn names(item: &Item, own: OrganisationId, lens: &Lens<'_>) -> bool {
    let said = item.claims.get(ORGANISATION).map(|claim| lens.seen(&claim.claim));
    matches!(said, Some(Seen::Value(Value::Organisation(id))) if *id == own)
}

fn has_member(project: &Item, member: ItemId, lens: &Lens<'_>) -> bool {
    let said = project.claims.get("participants").map(|claim| lens.seen(&claim.claim));
    matches!(said, Some(Seen::Value(Value::Items(items))) if items.contains(&member))
}

/// The day on which it confirmed something of an item.
fn given_on(
    own: OrganisationId,
    item: &Item,
    field: Option<&str>,
    frame: &Frame,
) -> Option<String> {
    let claims = item.claims.iter();
    let of_field = claims.filter(|it| field.is_none_or(|key| it.claim.path.field.as_str() == key));
    let given = of_field.flat_map(|claim| &claim.support.confirmations);
    let own = given.filter(|given| given.place.actor.organisation == Some(own));
    own.map(|given| given.place.recorded_at).max().map(|at| frame.day(at))
}

impl Word {
    fn of(own: OrganisationId, item: &Item, frame: &Frame) -> Self {
        if let Some(closed) = &item.closed {
            let stands = closed.denied && closed.denial_withdrawn.is_none();
            let on = closed.on.map(|day| typography::date(day, frame.language));
            return if stands {
                Self::Denied(frame.day(closed.place.recorded_at))
            } else {
                Self::Over(on)
            };
        }
        given_on(own, item, Some(ORGANISATION), frame).map_or(Self::Awaited, Self::Given)
    }

    const fn stand(&self) -> &'static str {
        match self {
            Self::Given(_) => "stand-filled",
            Self::Awaited => "stand-awaiting",
            Self::Denied(_) => "stand-disputed",
            Self::Over(_) => "stand-not-applicable",
        }
    }

    fn words(&self, frame: &Frame) -> String {
        let on = |key: &str, day: &str| frame.words.say_with(key, &[("day", day)]);
        match self {
            Self::Given(day) => on("part-given", day),
            Self::Awaited => frame.say("part-awaited"),
            Self::Denied(day) => on("part-denied", day),
            Self::Over(Some(day)) => on("part-over-on", day),
            Self::Over(None) => frame.say("part-over"),
        }
    }
}

impl TakingPart {
    fn of(
        card: &Card,
        item: &Item,
        word: &Word,
        is_own: bool,
        lens: &Lens<'_>,
        frame: &Frame,
    ) -> Self {
        let status = card.standing.status;
        let is_partner = item.path.collection.as_str() == PARTNERS;
        let standing = (status != ListingStatus::Listed)
            .then(|| terms::status(status).get(frame.language).to_owned());
        let as_what = is_partner.then(|| frame.say("part-partner"));
        let act = act(word, card.cluster, &item.path, frame);
        Self {
            cluster: set(lens.cluster(card.cluster).in_language_or_other(frame.language)),
            address: frame.plain_link(&format!("/clusters/{}", card.cluster)),
            notes: as_what.into_iter().chain(standing).collect(),
            stand: word.stand(),
            words: word.words(frame),
            act: act.filter(|_| is_own && status == ListingStatus::Listed),
        }
    }
}

/// What an organisation may do about its part: give the word that waits, or take back that it has none.
fn act(
    word: &Word,
    cluster: ClusterId,
    item: &ItemPath,
    frame: &Frame,
) -> Option<(String, String)> {
    let page = format!("{}/{cluster}", confirmations::PATH);
    let (path, key) = match word {
        Word::Awaited => (page, "part-answer"),
        Word::Given(_) => (page, "part-look"),
        Word::Denied(_) => (format!("{page}/denials/{}/withdrawal", item.item), "denial-withdraw"),
        Word::Over(_) => return None,
    };
    Some((frame.plain_link(&path), frame.say(key)))
}

impl ProjectView {
    fn of(own: OrganisationId, card: &Card, item: &Item, lens: &Lens<'_>, frame: &Frame) -> Self {
        let speaker = Speaker { lens: *lens, card: Some(card), language: frame.language };
        let stage = item.claims.get("stage").map(|claim| set(&speaker.claim(&claim.claim)));
        let given = given_on(own, item, None, frame);
        let word = given.map_or(Word::Awaited, Word::Given);
        Self {
            title: set(&speaker.item(&item.path)),
            cluster: set(lens.cluster(card.cluster).in_language_or_other(frame.language)),
            address: frame.plain_link(&format!("/clusters/{}", card.cluster)),
            stage,
            words: word.words(frame),
            stand: word.stand(),
        }
    }
}
