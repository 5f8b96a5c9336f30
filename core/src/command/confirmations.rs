//! Confirmation by a second party, and taking it back.
//!
//! A second party is another person *and* another organisation than the claimant's; the cluster's
//! own coordinator or management company doesn't count.

use std::collections::BTreeSet;

use registry_events::actor::{Actor, Role};
use registry_events::claim::{ClaimRef, Evidence, Relation};
use registry_events::event::{ClaimConfirmed, ClusterEvent, ConfirmationWithdrawn, Scope};
use registry_events::ids::{ClusterId, ItemId, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;

use super::claims::check_standing;
use super::{as_said, check_evidence, check_reason};
use crate::access::{Caller, Grant, Party, one_of_regions, whole_registry};
use crate::decide::{Decision, Draft};
use crate::profile::reader::{CONTACTS, GOVERNING_BODIES, ItemReader, PARTICIPANTS, PROJECTS};
use crate::profile::{CurrentClaim, Profile};
use crate::rejection::{Problem, Rejection};
use crate::state::Standing;
use crate::world::{Undecided, World};

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
    /// What the confirmer saw.
    pub evidence: Vec<Evidence>,
    /// A remark fit to publish.
    pub note: Option<String>,
}

/// The most targets of one request.
const TARGETS_MAX: usize = 1_000;

/// Who confirms: an actor as it stands to the cluster.
struct Confirmer {
    actor: Actor,
    relation: Relation,
    /// The open membership of the organisation it speaks for.
    membership: Option<ItemId>,
    /// Whether that organisation manages the cluster.
    manages: bool,
}

impl ConfirmClaims {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), stream.clone()])?;
        let cluster = world.cluster(self.cluster)?;
        if cluster.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        self.check_body()?;
        let confirmers = self.confirmers(caller, world, &cluster.profile)?;
        check_standing(cluster.standing)?;
        let (confirmer, claims) = self.meant(&confirmers, &cluster.profile)?;
        let mut draft = Draft::new(world, confirmer.actor.clone());
        for claim in claims {
            let event = ClaimConfirmed {
                claim: claim.reference(),
                relation: confirmer.relation,
                evidence: self.evidence.clone(),
                note: self.note.as_deref().map(as_said),
            };
            draft.record(&stream, ClusterEvent::ClaimConfirmed(event))?;
        }
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }

    fn check_body(&self) -> Result<(), Rejection> {
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

    /// The caller as each actor that its grants make of it here, at least one.
    fn confirmers(
        &self,
        caller: Caller,
        world: &World,
        profile: &Profile,
    ) -> Result<Vec<Confirmer>, Undecided> {
        let access = world.access()?;
        let (about, relation, grants) = match caller.role {
            Role::OrganisationRepresentative => {
                let member = |scope: &Scope| matches!(scope, Scope::Organisation(id) if profile.membership_of(*id).is_some());
                let grants: Vec<_> = access.grants_for(caller, member).collect();
                ("organisation", Relation::Participant, grants)
            }
            Role::RegionRepresentative => {
                let here = one_of_regions(profile.regions());
                let grants: Vec<_> = access.grants_for(caller, here).collect();
                ("region", Relation::Ckr, with_open_ckr(world, grants)?)
            }
            Role::Officer => {
                let grants = access.grants_for(caller, whole_registry).collect();
                ("registry", self.against.relation(), grants)
            }
            Role::ClusterRepresentative | Role::Auditor | Role::Administrator | Role::Clerk => {
                return Err(Rejection::NoGrant("cluster").into());
            }
        };
        if grants.is_empty() {
            return Err(Rejection::NoGrant(about).into());
        }
        let confirmer = |grant: &Grant| Confirmer::of(grant.actor(), relation, profile);
        Ok(grants.into_iter().map(confirmer).collect())
    }

    /// The first of the caller's actors that may confirm all that is meant, and the claims meant.
    fn meant<'c, 'p>(
        &self,
        confirmers: &'c [Confirmer],
        profile: &'p Profile,
    ) -> Result<(&'c Confirmer, Vec<&'p CurrentClaim>), Rejection> {
        let mut tried =
            confirmers.iter().map(|confirmer| Ok((confirmer, self.claims(confirmer, profile)?)));
        let first = tried.next().unwrap_or(Err(Rejection::NoGrant("cluster")));
        first.or_else(|refusal| tried.find_map(Result::ok).ok_or(refusal))
    }

    /// The claims that are meant, each once.
    fn claims<'p>(
        &self,
        confirmer: &Confirmer,
        profile: &'p Profile,
    ) -> Result<Vec<&'p CurrentClaim>, Rejection> {
        let mut seen = BTreeSet::new();
        let mut claims = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            let found = confirmer.claims_of(target, &format!("/claims/{index}"), profile)?;
            claims.extend(found.into_iter().filter(|claim| seen.insert(&claim.claim.path)));
        }
        Ok(claims)
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

/// The grants whose organisation is the region's open development centre; one that was closed no
/// longer speaks for its region.
fn with_open_ckr<'g>(world: &World, grants: Vec<&'g Grant>) -> Result<Vec<&'g Grant>, Undecided> {
    let mut open = Vec::new();
    let any = !grants.is_empty();
    for grant in grants {
        if let Scope::Region { region, organisation } = &grant.scope
            && world.region(region)?.ckr.contains_key(organisation)
        {
            open.push(grant);
        }
    }
    if any && open.is_empty() { Err(Rejection::conflict("ckr.not-open").into()) } else { Ok(open) }
}

impl Confirmer {
    fn of(actor: Actor, relation: Relation, profile: &Profile) -> Self {
        let membership = actor.organisation.and_then(|id| profile.membership_of(id));
        let manages = actor.organisation.is_some_and(|id| profile.is_managed_by(id));
        Self { actor, relation, membership, manages }
    }

    /// The claims that a target means. Of an item, those this party may confirm and hasn't yet: a
    /// field stated anew is confirmed by confirming the item again.
    fn claims_of<'p>(
        &self,
        target: &Target,
        pointer: &str,
        profile: &'p Profile,
    ) -> Result<Vec<&'p CurrentClaim>, Rejection> {
        let not_open = || invalid(pointer, "item.not-open");
        match target {
            Target::Claim(reference) => {
                let claim = current(profile, reference)?;
                if !reference.path.item.as_ref().is_none_or(|item| profile.is_open(item)) {
                    return Err(not_open());
                }
                self.check(claim, pointer, profile)?;
                Ok(vec![claim])
            }
            Target::Item(path) => {
                let item = profile.item(path).filter(|item| item.is_open()).ok_or_else(not_open)?;
                let check = |claim| self.check(claim, pointer, profile).map(|()| claim);
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
    ) -> Result<(), Rejection> {
        let party = Party::of(&self.actor);
        if !self.is_second_party(claim, party) {
            return Err(invalid(pointer, "confirmation.not-second-party"));
        }
        if !self.is_entitled(claim, profile) {
            return Err(invalid(pointer, "confirmation.not-entitled"));
        }
        if claim.confirmations.iter().any(|given| given.party == party) {
            return Err(Rejection::conflict("confirmation.already-given"));
        }
        Ok(())
    }

    /// Another person and another organisation than the claimant's, and none that manages the
    /// cluster. What one officer entered no other confirms: both speak for the registry.
    fn is_second_party(&self, claim: &CurrentClaim, party: Party) -> bool {
        claim.claimant != self.actor.account && claim.party != party && !self.manages
    }

    /// A participant speaks of its own membership, of projects it is in and of the cluster's bodies;
    /// a development centre of everything but memberships and contacts; an officer of everything.
    fn is_entitled(&self, claim: &CurrentClaim, profile: &Profile) -> bool {
        let item = claim.claim.path.item.as_ref();
        let collection = item.map(|item| item.collection.as_str());
        match self.relation {
            Relation::Officer | Relation::Register => true,
            Relation::Ckr | Relation::Region => {
                !matches!(collection, Some(PARTICIPANTS | CONTACTS))
            }
            Relation::Partner => false,
            Relation::Participant => {
                let (Some(item), Some(membership)) = (item, self.membership) else { return false };
                match item.collection.as_str() {
                    PARTICIPANTS => item.item == membership,
                    GOVERNING_BODIES => true,
                    PROJECTS => is_in_project(profile, item, membership),
                    _ => false,
                }
            }
        }
    }
}

fn is_in_project(profile: &Profile, project: &ItemPath, membership: ItemId) -> bool {
    let project = profile.item(project).map(ItemReader::of);
    project.is_some_and(|project| project.items("participants").contains(&membership))
}

fn invalid(pointer: &str, code: &'static str) -> Rejection {
    Rejection::Invalid(vec![Problem::new(pointer, code)])
}

fn current<'p>(profile: &'p Profile, reference: &ClaimRef) -> Result<&'p CurrentClaim, Rejection> {
    let current = profile.claim(&reference.path).ok_or(Rejection::NotFound("claim"))?;
    if current.version == reference.version {
        return Ok(current);
    }
    Err(Rejection::ClaimReplaced {
        path: reference.path.clone(),
        expected: Some(reference.version),
        actual: Some(current.version),
        current: Some(Box::new(current.claim.stated.clone())),
        proposed: None,
    })
}

/// Take a confirmation back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawConfirmation {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of the `ClaimConfirmed`.
    pub confirmation: StreamVersion,
    /// Why.
    pub reason: String,
}

impl WithdrawConfirmation {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), stream.clone()])?;
        let cluster = world.cluster(self.cluster)?;
        let given = cluster
            .confirmations
            .get(&self.confirmation)
            .ok_or(Rejection::NotFound("confirmation"))?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "confirmation", |scope| match scope {
            Scope::Organisation(id) | Scope::Region { organisation: id, .. } => {
                given.organisation == Some(*id)
            }
            Scope::Registry => given.account == caller.account,
            Scope::Cluster(_) => false,
        })?;
        let mut draft = Draft::new(world, actor);
        let withdrawn = ConfirmationWithdrawn {
            confirmation: self.confirmation,
            reason: as_said(&self.reason),
        };
        draft.record(&stream, ClusterEvent::ConfirmationWithdrawn(withdrawn))?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }
}
