//! All views as one value: cheap to clone, so that readers keep a snapshot while it folds on.

mod fold;

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use imbl::OrdMap;
use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::claim::Stated;
use registry_events::ids::{ClusterId, Digest, OrganisationId, Position};
use registry_events::value::Code;

use crate::bulletins::Bulletins;
use crate::card::Card;
use crate::digest;
use crate::documents::NamedDocuments;
use crate::editions::Editions;
use crate::enquiries::Enquiries;
use crate::estimates::Estimates;
use crate::expected::ExpectedClusters;
use crate::forgotten::{Erasure, Forgotten};
use crate::history::History;
use crate::levels::Levels;
use crate::masked::{Mask, MaskedValues};
use crate::organisations::{Membership, Organisations};
use crate::place::Place;
use crate::publications::Publications;
use crate::regions::{Ckr, Regions};
use crate::register::{Register, RegisterRow, RowField, ShownRegister, Touched};
use crate::rights::Rights;
use crate::support::{SUPPORT_FIELDS, Support, support_at};
use crate::time_index::TimeIndex;
use crate::voice::Voice;

/// Everything pages and the API show, folded from the log up to a position.
///
/// Rows, memberships and times move at the end of a commit only; publish a clone where
/// [`Views::at_commit_end`] says so, and readers never see half a commit.
#[derive(Debug, Clone, Default)]
pub struct Views {
    position: Option<Position>,
    recorded_at: Option<Timestamp>,
    within_commit: bool,
    touched: Vec<(ClusterId, Touched)>,
    last_actor: Option<Arc<Actor>>,
    cards: OrdMap<ClusterId, Arc<Card>>,
    histories: OrdMap<ClusterId, Arc<History>>,
    levels: OrdMap<ClusterId, Arc<Levels>>,
    register: Register,
    organisations: Organisations,
    regions: Regions,
    editions: Editions,
    bulletins: Bulletins,
    estimates: Estimates,
    publications: Publications,
    enquiries: Enquiries,
    voice: Voice,
    expected: ExpectedClusters,
    masked: MaskedValues,
    forgotten: Forgotten,
    /// Of no digest: it tells by what right others acted, and nothing that they don't.
    rights: Rights,
    /// Of no digest: it only finds again what histories tell.
    documents: NamedDocuments,
    times: TimeIndex,
}

/// Names what views an event log folds into: raised whenever the same entries give another digest.
/// Two programs of one version can be compared by their digests, whatever else they are; a test holds
/// the number to what stories fold into.
pub const FOLDS_VERSION: u32 = 1;

/// Why nobody can read a value any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden<'v> {
    /// Its key was erased.
    Erased(&'v Erasure),
    /// It is hidden by law.
    Masked(&'v Mask),
}

impl Hidden<'_> {
    /// Where that was recorded.
    pub const fn place(&self) -> &Place {
        match self {
            Self::Erased(erasure) => &erasure.place,
            Self::Masked(mask) => &mask.place,
        }
    }
}

impl Views {
    /// The last position folded; none before the first event.
    pub const fn position(&self) -> Option<Position> {
        self.position
    }

    /// When the last event folded was recorded.
    pub const fn recorded_at(&self) -> Option<Timestamp> {
        self.recorded_at
    }

    /// Whether the last event folded is the last of its commit; so it is before the first event.
    pub const fn at_commit_end(&self) -> bool {
        !self.within_commit
    }

    /// The card of a cluster that was ever listed, without what is hidden by law.
    pub fn card(&self, cluster: ClusterId) -> Option<&Arc<Card>> {
        self.masked.card(cluster).or_else(|| self.cards.get(&cluster))
    }

    /// The cards of all clusters that were ever listed, in the order of their ids.
    pub fn cards(&self) -> impl Iterator<Item = &Arc<Card>> {
        self.cards.iter().map(|(cluster, card)| self.masked.card(*cluster).unwrap_or(card))
    }

    /// The history of a cluster, without what is hidden by law.
    pub fn history(&self, cluster: ClusterId) -> Option<&Arc<History>> {
        self.masked.history(cluster).or_else(|| self.histories.get(&cluster))
    }

    /// What is hidden by law.
    pub const fn masked(&self) -> &MaskedValues {
        &self.masked
    }

    /// Keys that were erased for good.
    pub const fn forgotten(&self) -> &Forgotten {
        &self.forgotten
    }

    /// Why nobody can read what a claim says any more: it was erased, or is hidden by law.
    pub fn why_hidden(&self, stated: &Stated) -> Option<Hidden<'_>> {
        let Stated::Sealed(sealed) = stated else { return None };
        let masked = self.masked.by_key(&sealed.key).map(Hidden::Masked);
        masked.or_else(|| self.forgotten.get(&sealed.key).map(Hidden::Erased))
    }

    /// Since which position what may be shown hasn't changed: by a catalogue, a mask or an erasure.
    pub fn visibility_since(&self) -> Option<Position> {
        let all = [self.editions.catalogue_since(), self.masked.last(), self.forgotten.last()];
        all.into_iter().flatten().max()
    }

    /// The histories of all clusters that were ever listed, in the order of their ids.
    pub fn histories(&self) -> impl Iterator<Item = (ClusterId, &History)> {
        self.histories.iter().map(|(cluster, history)| (*cluster, history.as_ref()))
    }

    /// The history of a cluster as it was recorded, what is hidden by law included.
    pub fn recorded_history(&self, cluster: ClusterId) -> Option<&History> {
        self.histories.get(&cluster).map(AsRef::as_ref)
    }

    /// The status history of a cluster's level; none before its first assessment.
    pub fn levels(&self, cluster: ClusterId) -> Option<&Arc<Levels>> {
        self.levels.get(&cluster)
    }

    /// The rows of all clusters over recorded time, as everybody may see them today.
    pub const fn register(&self) -> ShownRegister<'_> {
        ShownRegister::new(&self.register, &self.editions, &self.masked)
    }

    /// The rows as they were recorded, to compare replays by; not to be shown.
    pub const fn recorded_register(&self) -> &Register {
        &self.register
    }

    /// How the cluster of a row was supported on a day, as the registry knew it at a position; none
    /// where what it follows from may not be shown today.
    pub fn support(&self, row: &RegisterRow, on: Date, as_of: Position) -> Option<Support> {
        self.shows_support(as_of).then(|| support_at(row, &self.regions, on, as_of))
    }

    /// Whether what a cluster's support follows from may be shown today.
    pub(crate) fn shows_support(&self, at: Position) -> bool {
        self.editions.shown_fields(at).have(&SUPPORT_FIELDS)
    }

    /// The memberships of an organisation that the registry knew of at a position; none where it
    /// may not be shown today who is a participant.
    pub fn memberships(
        &self,
        id: OrganisationId,
        at: Position,
    ) -> impl Iterator<Item = &Membership> {
        let shown = self.editions.shown_fields(at).has(RowField::Organisation);
        let all = self.organisations.memberships(id).iter();
        all.filter(move |membership| shown && membership.since <= at && self.tells(membership))
    }

    /// Whether everybody may see which organisation a participant is.
    fn tells(&self, membership: &Membership) -> bool {
        let row = self.register().row(membership.cluster, membership.since);
        let member = row.as_ref().and_then(|row| row.participants.member(membership.item));
        member.is_some_and(|member| member.organisation.is_some())
    }

    /// Organisations and the clusters they are in.
    pub const fn organisations(&self) -> &Organisations {
        &self.organisations
    }

    /// The regions with an open development centre on a day, as the registry knew it at a position
    /// and as the edition of that time has them.
    pub fn with_centre_on(&self, on: Date, at: Position) -> BTreeSet<&Code> {
        let all = self.editions.regions_at(at);
        let codes = self.regions.with_centre_on(on, at).into_iter();
        codes.map(|code| all.map_or(code, |all| all.resolve(code))).collect()
    }

    /// The development centres that a region ever had, and those of regions that became part of it,
    /// as the edition of a position has them.
    pub fn centres(&self, region: &Code, at: Position) -> impl Iterator<Item = &Ckr> {
        let former = self.editions.regions_at(at).into_iter();
        let former = former.flat_map(|all| all.former.keys().map(move |code| (all, code)));
        let joined = former.filter(|(all, code)| *code != region && all.resolve(code) == region);
        let joined: Vec<&Ckr> =
            joined.flat_map(|(_, code)| self.regions.centres(code.as_str())).collect();
        self.regions.centres(region.as_str()).iter().chain(joined)
    }

    /// Cluster development centres by region.
    pub const fn regions(&self) -> &Regions {
        &self.regions
    }

    /// The registry's opening and its editions.
    pub const fn editions(&self) -> &Editions {
        &self.editions
    }

    /// Statistics that were published.
    pub const fn bulletins(&self) -> &Bulletins {
        &self.bulletins
    }

    /// Estimates of how many clusters the country has.
    pub const fn estimates(&self) -> &Estimates {
        &self.estimates
    }

    /// Reports, reviews, ratings and announcements that officers keep.
    pub const fn publications(&self) -> &Publications {
        &self.publications
    }

    /// Enquiries to clusters, as far as the log tells of them.
    pub const fn enquiries(&self) -> &Enquiries {
        &self.enquiries
    }

    /// Reports of mistakes, and proposals on the questionnaire and the rules.
    pub const fn voice(&self) -> &Voice {
        &self.voice
    }

    /// Clusters that are known and not registered yet.
    pub const fn expected(&self) -> &ExpectedClusters {
        &self.expected
    }

    /// The rights by which people act.
    pub const fn rights(&self) -> &Rights {
        &self.rights
    }

    /// Where documents are named.
    pub const fn documents(&self) -> &NamedDocuments {
        &self.documents
    }

    /// From instants to positions.
    pub const fn times(&self) -> &TimeIndex {
        &self.times
    }

    /// A digest of each view; two replays of one log agree on all of them.
    ///
    /// Histories are half of the work, so they are digested beside all the rest.
    pub fn digests(&self) -> Vec<(&'static str, Digest)> {
        let histories = || ("histories", digest::of_items(self.histories.iter()));
        let (histories, mut all) = beside(histories, || self.digests_but_histories());
        all.insert(1, histories);
        all
    }

    fn digests_but_histories(&self) -> Vec<(&'static str, Digest)> {
        vec![
            ("cards", digest::of_items(self.cards.values())),
            ("levels", digest::of_items(self.levels.iter())),
            ("register", self.register.digest()),
            ("organisations", digest::of_items(self.organisations.content())),
            ("regions", digest::of_items(self.regions.content())),
            ("editions", digest::of_items(self.editions.content())),
            ("bulletins", digest::of_items(self.bulletins.content())),
            ("estimates", digest::of_items(self.estimates.content())),
            ("publications", digest::of_items(self.publications.content())),
            ("enquiries", digest::of_items(self.enquiries.content())),
            ("reports", digest::of_items(self.voice.reports_content())),
            ("proposals", digest::of_items(self.voice.proposals_content())),
            ("expected", digest::of_items(self.expected.content())),
            ("masked", digest::of_items(self.masked.content())),
            ("forgotten", digest::of_items(self.forgotten.content())),
            ("times", digest::of_items(self.times.commits())),
        ]
    }

    /// One digest over the position and every view.
    pub fn digest(&self) -> Digest {
        self.digest_over(&self.digests())
    }

    /// The same from the digests of the views, which are costly.
    pub fn digest_over(&self, digests: &[(&'static str, Digest)]) -> Digest {
        digest::of_items([(self.position, digests)])
    }
}

/// What two functions give that work at once.
fn beside<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panicked| resume_unwind(panicked)), other)
    })
}
