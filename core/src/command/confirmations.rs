//! Confirmation by a second party; taking it back stands in [`withdrawal`].
//!
//! A second party is another person *and* another organisation than the claimant's; the cluster's
//! own coordinator or management company doesn't count. Each speaks of what it knows: a participant
//! of its membership and the projects it is in, a partner of its partnership, a cluster of a link
//! that leads to it, a region and the development centre that supports the cluster of what they see
//! of it (`docs/adr/0014-who-confirms-what.md`), an officer of all that can be held against a
//! register or an original.

mod confirmer;
mod entitled;
mod withdrawal;

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use registry_events::catalogue::Catalogue;
use registry_events::claim::{ClaimRef, Evidence, Relation};
use registry_events::event::{ClaimConfirmed, ClusterEvent, DisputeEvent, DisputeLifted};
use registry_events::ids::{ClusterId, ItemId};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;

use super::claims::check_standing;
use super::{as_said, check_evidence, check_reason};
use crate::access::{Caller, Party};
use crate::day::{accept, happened};
use crate::decide::{Decision, Draft};
use crate::profile::reader::{CLUSTER_LINKS, ItemReader, PROJECTS};
use crate::profile::{Confirmation, Contested, CurrentClaim, Profile};
use crate::rejection::{Problem, Rejection};
use crate::state::Standing;
use crate::world::{Undecided, World};

use confirmer::{Confirmer, linked_to};

pub(super) use confirmer::centre_at;
pub use entitled::relations_entitled;
pub use withdrawal::WithdrawConfirmation;

/// What is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One claim.
    Claim(ClaimRef),
    /// Everything that is said of an item now.
    Item(ItemPath),
}

/// What an officer held the claim against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Against {
    /// The original of a document.
    #[default]
    Original,
    /// A public register.
    Register,
}

/// Confirm claims of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmClaims {
    /// The cluster.
    pub cluster: ClusterId,
    /// At least one.
    pub targets: Vec<Target>,
    /// What an officer held them against; others state nothing here.
    pub against: Against,
    /// What the confirmer saw; an officer names at least one piece.
    pub evidence: Vec<Evidence>,
    /// A remark fit to publish.
    pub note: Option<String>,
    /// The day on which the confirmer saw what it confirms; today where it says none.
    pub seen_on: Option<Date>,
}

/// The most targets of one request.
pub const TARGETS_MAX: usize = 1_000;

impl ConfirmClaims {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        let cluster = world.cluster(self.cluster)?;
        if cluster.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        self.check_body(world.today())?;
        let catalogue = world.in_force()?.catalogue;
        self.check_fields(catalogue)?;
        let confirmers = self.confirmers(caller, world, &cluster.profile)?;
        check_standing(cluster.standing)?;
        let seen = Seen { on: self.seen_on.unwrap_or(world.today()), catalogue };
        let (confirmer, claims) = self.meant(&confirmers, &cluster.profile, seen)?;
        seen.check_recent(&claims, world.today())?;
        self.check_seen(confirmer.relation)?;
        let mut draft = Draft::new(world, confirmer.actor.clone());
        for claim in claims {
            let event = self.event(claim, confirmer.relation, seen);
            draft.record(&stream, ClusterEvent::ClaimConfirmed(event))?;
            let officer = is_officers(confirmer.relation);
            for lifted in lifted(claim, &cluster.profile).filter(|_| officer) {
                draft.record(&stream, DisputeEvent::DisputeLifted(lifted))?;
            }
        }
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }

    fn event(&self, claim: &CurrentClaim, relation: Relation, seen: Seen<'_>) -> ClaimConfirmed {
        ClaimConfirmed {
            claim: claim.reference(),
            relation,
            evidence: self.evidence.clone(),
            note: self.note.as_deref().map(as_said),
            seen_on: self.seen_on,
            holds_until: seen.holds_until(claim),
        }
    }

    fn check_body(&self, today: Date) -> Result<(), Rejection> {
        accept(self.seen_on.and_then(|day| happened("/seen_on", day, today)))?;
        check_evidence("/evidence", &self.evidence)?;
        if let Some(note) = &self.note {
            check_reason("/note", note)?;
        }
        let problem = match self.targets.len() {
            0 => Problem::new("/claims", "request.empty"),
            1..=TARGETS_MAX => return Ok(()),
            _ => Problem::new("/claims", "request.too-many-statements").with(TARGETS_MAX),
        };
        Err(Rejection::Invalid(vec![problem]))
    }

    /// An officer names what the claims were held against; others may confirm on their word.
    fn check_seen(&self, relation: Relation) -> Result<(), Rejection> {
        if is_officers(relation) && self.evidence.is_empty() {
            return Err(invalid("/evidence", "confirmation.evidence-needed"));
        }
        Ok(())
    }

    /// A claim is of a field that the catalogue knows.
    fn check_fields(&self, catalogue: &Catalogue) -> Result<(), Rejection> {
        let unknown = self.targets.iter().enumerate().filter_map(|(index, target)| match target {
            Target::Claim(claim) if catalogue.field(&claim.path).is_none() => {
                let at = format!("/claims/{index}/path");
                Some(Problem::new(at, "field.unknown").with(&claim.path))
            }
            Target::Claim(_) | Target::Item(_) => None,
        });
        let unknown: Vec<_> = unknown.collect();
        if unknown.is_empty() { Ok(()) } else { Err(Rejection::Invalid(unknown)) }
    }

    /// The first of the caller's actors that may confirm all that is meant, and the claims meant.
    fn meant<'c, 'p>(
        &self,
        confirmers: &'c [Confirmer],
        profile: &'p Profile,
        seen: Seen<'_>,
    ) -> Result<(&'c Confirmer, Vec<&'p CurrentClaim>), Rejection> {
        let mut tried = confirmers
            .iter()
            .map(|confirmer| Ok((confirmer, self.claims(confirmer, profile, seen)?)));
        let first = tried.next().unwrap_or(Err(Rejection::NoGrant("cluster")));
        first.or_else(|refusal| tried.find_map(Result::ok).ok_or(refusal))
    }

    /// The claims that are meant, each once.
    fn claims<'p>(
        &self,
        confirmer: &Confirmer,
        profile: &'p Profile,
        seen: Seen<'_>,
    ) -> Result<Vec<&'p CurrentClaim>, Rejection> {
        let mut known = BTreeSet::new();
        let mut claims = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            let found = confirmer.claims_of(target, &format!("/claims/{index}"), profile, seen)?;
            claims.extend(found.into_iter().filter(|claim| known.insert(&claim.claim.path)));
        }
        Ok(claims)
    }
}

/// When the confirmer saw what it confirms, and the catalogue that says of which fields that ages.
#[derive(Clone, Copy)]
struct Seen<'w> {
    on: Date,
    catalogue: &'w Catalogue,
}

impl Seen<'_> {
    /// Until when a confirmation of a claim holds, where it ages.
    fn holds_until(self, claim: &CurrentClaim) -> Option<Date> {
        let months = self.catalogue.field(&claim.claim.path)?.seen_months?;
        self.on.checked_add(Span::new().months(i64::from(months))).ok()
    }

    /// What was seen so long ago that it says nothing of today confirms nothing, nor does what was seen
    /// before the day that a claim describes.
    fn check_recent(self, claims: &[&CurrentClaim], today: Date) -> Result<(), Rejection> {
        let over = |claim: &&CurrentClaim| self.holds_until(claim).is_some_and(|day| day < today);
        let problem = |code| Problem::new("/seen_on", code);
        if let Some(claim) = claims.iter().find(|claim| over(claim)) {
            let path = &claim.claim.path;
            let months = self.catalogue.field(path).and_then(|field| field.seen_months);
            let problem = problem("confirmation.seen-too-long-ago").with(path);
            return Err(Rejection::Invalid(vec![problem.with(months.unwrap_or_default())]));
        }
        let before =
            |claim: &&&CurrentClaim| claim.claim.described_on.is_some_and(|day| day > self.on);
        if let Some(claim) = claims.iter().find(before) {
            let problem = problem("confirmation.seen-before-described").with(&claim.claim.path);
            let described_on = claim.claim.described_on.map(|day| day.to_string());
            let problem = problem.with(described_on.unwrap_or_default());
            return Err(Rejection::Invalid(vec![problem]));
        }
        Ok(())
    }

    /// Whether a party that has confirmed a claim has seen it again since, where that matters.
    fn is_later_than(self, given: &Confirmation, claim: &CurrentClaim) -> bool {
        given.holds_until.is_some() && given.holds_until < self.holds_until(claim)
    }
}

impl Against {
    const fn relation(self) -> Relation {
        match self {
            Self::Original => Relation::Officer,
            Self::Register => Relation::Register,
        }
    }
}

impl Confirmer {
    /// The claims that a target means. Of an item, those this party may confirm and hasn't yet: a
    /// field stated anew is confirmed by confirming the item again.
    fn claims_of<'p>(
        &self,
        target: &Target,
        pointer: &str,
        profile: &'p Profile,
        seen: Seen<'_>,
    ) -> Result<Vec<&'p CurrentClaim>, Rejection> {
        let not_open = || invalid(pointer, "item.not-open");
        match target {
            Target::Claim(reference) => {
                let claim = current(profile, reference)?;
                if !reference.path.item.as_ref().is_none_or(|item| profile.is_open(item)) {
                    return Err(not_open());
                }
                self.check(claim, pointer, profile, seen)?;
                Ok(vec![claim])
            }
            Target::Item(path) => {
                let item = profile.item(path).filter(|item| item.is_open()).ok_or_else(not_open)?;
                let check = |claim| self.check(claim, pointer, profile, seen).map(|()| claim);
                let (may, may_not): (Vec<_>, Vec<_>) =
                    item.claims().map(check).partition(Result::is_ok);
                match may_not.into_iter().find_map(Result::err) {
                    Some(refusal) if may.is_empty() => Err(refusal),
                    _ => Ok(may.into_iter().flatten().collect()),
                }
            }
        }
    }

    /// Whether this party may confirm this claim, and hasn't yet.
    fn check(
        &self,
        claim: &CurrentClaim,
        pointer: &str,
        profile: &Profile,
        seen: Seen<'_>,
    ) -> Result<(), Rejection> {
        let party = Party::of(&self.actor);
        if !self.is_second_party(claim, party) {
            return Err(invalid(pointer, "confirmation.not-second-party"));
        }
        if !self.is_entitled(claim, profile) {
            return Err(invalid(pointer, "confirmation.not-entitled"));
        }
        let said = |given: &&Confirmation| given.party == party && !is_past(given, claim, profile);
        let mut own = claim.support.confirmations.iter().filter(said);
        if own.any(|given| !seen.is_later_than(given, claim)) {
            return Err(Rejection::conflict("confirmation.already-given"));
        }
        Ok(())
    }

    /// Another person and another party than the claimant's, and none that is of the cluster itself.
    /// What one officer entered no other confirms: both speak for the registry.
    fn is_second_party(&self, claim: &CurrentClaim, party: Party) -> bool {
        let another_party = claim.party != party || self.cluster.is_some();
        claim.claimant != self.actor.account && another_party && !self.inside
    }

    /// A participant speaks of its own membership and of projects it is in, a partner of its own
    /// partnership, another cluster of a link to it; the others of whatever is theirs to confirm.
    fn is_entitled(&self, claim: &CurrentClaim, profile: &Profile) -> bool {
        if !relations_entitled(&claim.claim.path).contains(&self.relation) {
            return false;
        }
        let Some(item) = &claim.claim.path.item else { return true };
        match (self.relation, item.collection.as_str()) {
            (Relation::Partner, CLUSTER_LINKS) => {
                self.cluster.is_some() && self.cluster == leads_to(profile, item)
            }
            (Relation::Participant, PROJECTS) => {
                self.own.is_some_and(|own| is_in_project(profile, item, own))
            }
            (Relation::Partner | Relation::Participant, _) => self.own == Some(item.item),
            (Relation::Officer | Relation::Register | Relation::Ckr | Relation::Region, _) => true,
        }
    }
}

/// Whether a relation is an officer's, who held the claim against something.
const fn is_officers(relation: Relation) -> bool {
    matches!(relation, Relation::Officer | Relation::Register)
}

/// Disputes that an officer's word lifts: what they found not to stand was stated anew after the
/// decision.
fn lifted(claim: &CurrentClaim, profile: &Profile) -> impl Iterator<Item = DisputeLifted> {
    let anew = |it: &&Contested| it.upheld.is_some_and(|upheld| upheld < claim.version);
    let contested = profile.contested_of(claim).filter(anew);
    contested.map(|it| DisputeLifted { dispute: it.dispute, claim: claim.reference() })
}

/// Whether a confirmation was given before a claim that was found not to stand was stated anew: it
/// says nothing of what has become true since.
fn is_past(given: &Confirmation, claim: &CurrentClaim, profile: &Profile) -> bool {
    given.version < claim.version && lifted(claim, profile).next().is_some()
}

fn leads_to(profile: &Profile, link: &ItemPath) -> Option<ClusterId> {
    profile.item(link).map(ItemReader::of).as_ref().and_then(linked_to)
}

fn is_in_project(profile: &Profile, project: &ItemPath, membership: ItemId) -> bool {
    let project = profile.item(project).map(ItemReader::of);
    project.is_some_and(|project| project.items("participants").contains(&membership))
}

fn invalid(pointer: &str, code: &'static str) -> Rejection {
    Rejection::Invalid(vec![Problem::new(pointer, code)])
}

pub(super) fn current<'p>(
    profile: &'p Profile,
    reference: &ClaimRef,
) -> Result<&'p CurrentClaim, Rejection> {
    let current = profile.claim(&reference.path).ok_or(Rejection::NotFound("claim"))?;
    if current.version == reference.version {
        return Ok(current);
    }
    Err(Rejection::ClaimReplaced {
        path: reference.path.clone(),
        expected: Some(reference.version),
        actual: Some(current.version),
        current: Some(Box::new(profile.told(current))),
        proposed: None,
    })
}
