//! Who confirmed what a level rests on: the claims behind each marker at the moment of an
//! assessment, and every confirmation that stood behind them.
//!
//! Computed by the rules when read, from the cluster's own stream folded up to that moment and the
//! rulebook that was applied. Nothing here is stored.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::facts::Facts;
use registry_core::profile::{CurrentClaim, Profile};
use registry_core::rulebook::{LevelRule, Marker, Rulebook};
use registry_core::state::{ClusterState, Loaded, StreamState};
use registry_events::actor::{Actor, Role};
use registry_events::claim::{Evidence, Relation};
use registry_events::entry::Recorded;
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{AccountId, ClusterId, Digest, Position, StreamVersion};
use registry_events::level::Level;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::{ActorShown, AuthorityShown, EvidenceShown, NamedOrganisation};
use super::right::RightShown;

/// What one marker rested on at the moment of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkerBasis {
    /// The marker.
    pub marker: String,
    /// Whether the level asked for it as a gate, be it as one of several.
    pub gate: bool,
    /// The claims it rested on.
    pub claims: Vec<ClaimBasis>,
    /// Every confirmation that counted for them: neither those of who manages the cluster nor those of
    /// fields that aren't public today.
    pub confirmations: Vec<ConfirmationBasis>,
}

/// A claim that a marker rested on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClaimBasis {
    /// The field.
    pub path: String,
    /// Where it was stated.
    pub position: u64,
    /// How well it was supported then by others than who manages the cluster.
    pub corroboration: &'static str,
}

/// A confirmation that stood behind a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConfirmationBasis {
    /// The field of the claim.
    pub path: String,
    /// Where the confirmation was recorded.
    pub position: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The organisation that confirmed, by the name it had then; null for an officer.
    pub organisation: Option<NamedOrganisation>,
    /// The account that confirmed, to tell officers apart.
    #[serde(skip)]
    pub account: AccountId,
    /// The role used.
    #[schema(value_type = String)]
    pub role: Role,
    /// How the confirmer stands to the cluster.
    pub relation: &'static str,
    /// By what right it spoke.
    pub authority: AuthorityShown,
    /// When and by whom that right was given; null where it isn't known.
    pub right: Option<RightShown>,
    /// What the confirmer saw.
    pub evidence: Vec<EvidenceShown>,
    /// The day on which it saw what it confirms, where it says one.
    #[schema(value_type = Option<String>, format = Date)]
    pub seen_on: Option<Date>,
    /// BLAKE3 of the evidence, a line per piece; null when none was named.
    pub evidence_digest: Option<String>,
}

/// A cluster's stream being folded, with the places that folded state no longer knows.
pub struct Trail {
    cluster: ClusterId,
    loaded: Loaded,
    places: Vec<(Position, Timestamp)>,
    confirmations: BTreeMap<StreamVersion, Confirmed>,
}

struct Confirmed {
    at: Timestamp,
    actor: Actor,
    relation: Relation,
    evidence: Vec<Evidence>,
    seen_on: Option<Date>,
}

impl Trail {
    /// The beginning of a cluster's stream.
    pub fn new(cluster: ClusterId) -> Self {
        Self {
            cluster,
            loaded: Loaded::empty(&StreamId::cluster(cluster)),
            places: Vec::new(),
            confirmations: BTreeMap::new(),
        }
    }

    /// Takes the next entry.
    pub fn take(&mut self, recorded: &Recorded) {
        self.loaded.evolve(recorded);
        self.places.push((recorded.position, recorded.recorded_at));
        if let (Some(Event::Cluster(ClusterEvent::ClaimConfirmed(event))), Some(actor)) =
            (recorded.event(), recorded.actor())
        {
            let confirmed = Confirmed {
                at: recorded.recorded_at,
                actor: actor.clone(),
                relation: event.relation,
                evidence: event.evidence.clone(),
                seen_on: event.seen_on,
            };
            self.confirmations.insert(recorded.version, confirmed);
        }
    }

    /// The cluster as it stands after what was taken.
    pub fn cluster(&self) -> Option<&ClusterState> {
        match self.loaded.state.as_ref() {
            StreamState::Cluster(state) => Some(state),
            StreamState::Access(_)
            | StreamState::Account(_)
            | StreamState::Application(_)
            | StreamState::Holding(_)
            | StreamState::Enquiries(_)
            | StreamState::Expected(_)
            | StreamState::Proposal(_)
            | StreamState::Report(_)
            | StreamState::Organisation(_)
            | StreamState::Region(_)
            | StreamState::Registry(_)
            | StreamState::Other => None,
        }
    }

    /// Where a version of the stream stands in the log.
    pub fn position(&self, version: StreamVersion) -> Position {
        self.place(version).map(|(position, _)| position).unwrap_or_default()
    }

    /// When a version of the stream was recorded.
    pub fn recorded_at(&self, version: StreamVersion) -> Timestamp {
        self.place(version).map(|(_, recorded_at)| recorded_at).unwrap_or_default()
    }

    fn place(&self, version: StreamVersion) -> Option<(Position, Timestamp)> {
        let index = usize::try_from(version.0).unwrap_or(usize::MAX).checked_sub(1);
        index.and_then(|index| self.places.get(index)).copied()
    }

    /// For each gate of the level and each marker met now: its claims and their confirmations.
    pub fn basis(&self, rulebook: &Rulebook, level: Level, lens: &Lens<'_>) -> Vec<MarkerBasis> {
        let Some(state) = self.cluster() else { return Vec::new() };
        let facts = Facts::of(&state.profile);
        let met = state.assessment.as_ref().map(|assessment| &assessment.met);
        let rule = rulebook.levels.iter().find(|rule| rule.level == level);
        let is_met = |marker: &Marker| met.is_some_and(|met| met.contains(&marker.id));
        let needed = |marker: &Marker| rule.is_some_and(|rule| rule.gates.contains(&marker.id));
        let wanted = |marker: &&Marker| is_met(marker) || needed(marker);
        let basis = rulebook.markers.iter().filter(wanted).map(|marker| {
            let claims = claims_of(marker, &facts, &state.profile);
            let public = claims.iter().filter(|current| lens.is_public(&current.claim.path));
            MarkerBasis {
                marker: marker.id.to_string(),
                gate: is_gate(rule, marker),
                claims: claims.iter().map(|claim| self.claim(claim, &facts)).collect(),
                confirmations: public
                    .flat_map(|claim| self.confirmations_of(claim, &facts, lens))
                    .collect(),
            }
        });
        basis.collect()
    }

    fn claim(&self, current: &CurrentClaim, facts: &Facts) -> ClaimBasis {
        ClaimBasis {
            path: current.claim.path.to_string(),
            position: self.position(current.version).0,
            corroboration: facts.corroboration(current).key(),
        }
    }

    fn confirmations_of(
        &self,
        current: &CurrentClaim,
        facts: &Facts,
        lens: &Lens<'_>,
    ) -> Vec<ConfirmationBasis> {
        let standing = current.support.standing();
        let standing = standing.filter(|given| facts.counts_word_of(&given.party));
        let known = standing.filter_map(|given| {
            self.confirmations.get(&given.version).map(|confirmed| (given.version, confirmed))
        });
        let claim = (&current.claim.path, current.version);
        let masked = lens.views.masked();
        let known = known.filter(|(_, confirmed)| {
            masked.tell_confirmer(self.cluster, claim, confirmed.actor.organisation)
        });
        let path = &current.claim.path;
        known.map(|(version, given)| self.confirmation(path, version, given, lens)).collect()
    }

    fn confirmation(
        &self,
        path: &FieldPath,
        version: StreamVersion,
        confirmed: &Confirmed,
        lens: &Lens<'_>,
    ) -> ConfirmationBasis {
        let (actor, at) = (ActorShown::of(&confirmed.actor, lens), self.position(version));
        ConfirmationBasis {
            path: path.to_string(),
            position: at.0,
            at: confirmed.at,
            organisation: actor.organisation,
            account: actor.account,
            role: actor.role,
            relation: confirmed.relation.key(),
            authority: actor.authority,
            right: RightShown::of(&confirmed.actor, at, lens.views),
            evidence: EvidenceShown::all(&confirmed.evidence),
            seen_on: confirmed.seen_on,
            evidence_digest: digest(&confirmed.evidence).map(|digest| digest.to_string()),
        }
    }
}

/// Whether a level asks for a marker, be it as one of several.
fn is_gate(rule: Option<&LevelRule>, marker: &Marker) -> bool {
    let gates = |rule: &LevelRule| {
        rule.gates.iter().chain(rule.one_of.iter().flatten()).any(|gate| *gate == marker.id)
    };
    rule.is_some_and(gates)
}

/// The claims that a marker rests on, each once, in the order of its facts.
pub fn claims_of<'p>(
    marker: &Marker,
    facts: &Facts,
    profile: &'p Profile,
) -> Vec<&'p CurrentClaim> {
    let mut seen: BTreeSet<&FieldPath> = BTreeSet::new();
    let paths = marker.basis.iter().flat_map(|fact| facts.basis(fact));
    let once: Vec<_> = paths.filter(|path| seen.insert(path)).collect();
    once.into_iter().filter_map(|path| profile.claim(path)).collect()
}

fn digest(evidence: &[Evidence]) -> Option<Digest> {
    if evidence.is_empty() {
        return None;
    }
    let lines: Vec<_> = evidence
        .iter()
        .map(|piece| match piece {
            Evidence::Link(url) => url.to_string(),
            Evidence::Document(document) => document.digest.to_string(),
        })
        .collect();
    Some(Digest::of(lines.join("\n").as_bytes()))
}
