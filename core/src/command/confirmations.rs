//! Confirmation by a second party, and taking it back.
//!
//! A second party is another person *and* another organisation than the claimant's; the cluster's
//! own coordinator or management company doesn't count.

use registry_events::actor::{Actor, Role};
use registry_events::claim::{ClaimRef, Evidence, Relation};
use registry_events::event::{ClaimConfirmed, ClusterEvent, ConfirmationWithdrawn, Scope};
use registry_events::ids::{ClusterId, OrganisationId, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::Value;

use super::claims::check_standing;
use super::{check_evidence, check_reason};
use crate::access::{Caller, Party, one_of_regions, whole_registry};
use crate::decide::{Decision, Draft};
use crate::profile::reader::{CONTACTS, GOVERNING_BODIES, PARTICIPANTS, PROJECTS};
use crate::profile::{CurrentClaim, Profile};
use crate::rejection::{Problem, Rejection};
use crate::state::{ClusterState, Standing};
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

impl ConfirmClaims {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), stream.clone()])?;
        let cluster = world.cluster(self.cluster)?;
        if cluster.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        self.check_body()?;
        let (actor, relation) = self.confirmer(caller, world, cluster)?;
        check_standing(cluster.standing)?;
        let claims = self.claims(&cluster.profile)?;
        let mut draft = Draft::new(world, actor.clone());
        for (pointer, claim) in claims {
            check_entitled(&pointer, claim, &cluster.profile, &actor, relation)?;
            let confirmed = ClaimConfirmed {
                claim: claim.reference(),
                relation,
                evidence: self.evidence.clone(),
                note: self.note.clone(),
            };
            draft.record(&stream, ClusterEvent::ClaimConfirmed(confirmed))?;
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

    /// The caller as an actor, and how it stands to the cluster.
    fn confirmer(
        &self,
        caller: Caller,
        world: &World,
        cluster: &ClusterState,
    ) -> Result<(Actor, Relation), Undecided> {
        let access = world.access()?;
        let profile = &cluster.profile;
        match caller.role {
            Role::OrganisationRepresentative => {
                let actor = access.actor(caller, "organisation", |scope| {
                    matches!(scope, Scope::Organisation(id) if profile.membership_of(*id).is_some())
                })?;
                Ok((actor, Relation::Participant))
            }
            Role::RegionRepresentative => {
                let regions = profile.regions();
                let actor = access.actor(caller, "region", one_of_regions(regions))?;
                Self::check_ckr(world, &actor, profile)?;
                Ok((actor, Relation::Ckr))
            }
            Role::Officer => {
                let relation = match self.against {
                    Against::Original => Relation::Officer,
                    Against::Register => Relation::Register,
                };
                Ok((access.actor(caller, "registry", whole_registry)?, relation))
            }
            Role::ClusterRepresentative | Role::Auditor | Role::Administrator | Role::Clerk => {
                Err(Rejection::NoGrant("cluster").into())
            }
        }
    }

    /// A centre that was closed no longer speaks for its region.
    fn check_ckr(world: &World, actor: &Actor, profile: &Profile) -> Result<(), Undecided> {
        world.need(profile.regions().iter().map(StreamId::region))?;
        let open = profile.regions().iter().any(|region| {
            world.region(region).is_ok_and(|state| {
                actor.organisation.is_some_and(|organisation| state.ckr.contains(&organisation))
            })
        });
        if open { Ok(()) } else { Err(Rejection::conflict("ckr.not-open").into()) }
    }

    /// The claims that are meant, each with its place in the request.
    fn claims<'p>(
        &self,
        profile: &'p Profile,
    ) -> Result<Vec<(String, &'p CurrentClaim)>, Rejection> {
        let mut claims: Vec<(String, &CurrentClaim)> = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            let pointer = format!("/claims/{index}");
            let found: Vec<_> = match target {
                Target::Claim(reference) => vec![current(profile, reference)?],
                Target::Item(item) => profile.claims_of_open_item(item).collect(),
            };
            if found.is_empty() {
                return Err(Rejection::Invalid(vec![Problem::new(pointer, "item.not-open")]));
            }
            for claim in found {
                if !claims.iter().any(|(_, known)| known.claim.path == claim.claim.path) {
                    claims.push((pointer.clone(), claim));
                }
            }
        }
        Ok(claims)
    }
}

impl Profile {
    fn claims_of_open_item(
        &self,
        item: &ItemPath,
    ) -> impl Iterator<Item = &CurrentClaim> + use<'_> {
        let open = self.is_open(item);
        self.item_claims(item).filter(move |_| open)
    }
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

/// Whether this party may confirm this claim, and hasn't yet.
fn check_entitled(
    pointer: &str,
    claim: &CurrentClaim,
    profile: &Profile,
    actor: &Actor,
    relation: Relation,
) -> Result<(), Rejection> {
    let refuse = |code| Err(Rejection::Invalid(vec![Problem::new(pointer, code)]));
    let party = Party::of(actor);
    let same_party = claim.claimant == actor.account || claim.party == party;
    let manages = actor.organisation.is_some_and(|id| profile.is_managed_by(id));
    // Another officer is another person; both speak for the registry, which is no claimant's.
    let second_officer = party == Party::Registry && claim.claimant != actor.account;
    if (same_party && !second_officer) || manages {
        return refuse("confirmation.not-second-party");
    }
    if !is_entitled(claim, profile, actor.organisation, relation) {
        return refuse("confirmation.not-entitled");
    }
    if claim.confirmations.iter().any(|given| given.party == party) {
        return Err(Rejection::conflict("confirmation.already-given"));
    }
    Ok(())
}

/// A participant speaks of its own membership, of projects it is in and of the cluster's bodies; a
/// development centre of everything but memberships and contacts; an officer of everything.
fn is_entitled(
    claim: &CurrentClaim,
    profile: &Profile,
    organisation: Option<OrganisationId>,
    relation: Relation,
) -> bool {
    let item = claim.claim.path.item.as_ref();
    let collection = item.map(|item| item.collection.as_str());
    match relation {
        Relation::Officer | Relation::Register => true,
        Relation::Ckr => !matches!(collection, Some(PARTICIPANTS | CONTACTS)),
        Relation::Participant => {
            let membership = organisation.and_then(|id| profile.membership_of(id));
            let (Some(item), Some(membership)) = (item, membership) else { return false };
            match item.collection.as_str() {
                PARTICIPANTS => item.item == membership,
                GOVERNING_BODIES => true,
                PROJECTS => profile.item_claims(item).any(|current| {
                    matches!(current.claim.stated.value(),
                        Some(Value::Items(members)) if members.contains(&membership))
                }),
                _ => false,
            }
        }
    }
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
            reason: self.reason.trim().into(),
        };
        draft.record(&stream, ClusterEvent::ConfirmationWithdrawn(withdrawn))?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }
}
