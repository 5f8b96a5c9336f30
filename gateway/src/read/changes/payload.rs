//! The payload of an event as JSON, without what isn't public.

use registry_events::claim::{Absence, Claim, Stated};
use registry_events::event::{
    AccessEvent, ApplicationEvent, ClaimsStated, ClusterEvent, DisputeEvent, Event, HoldingEvent,
    ItemOpened, LevelAssessed, OrganisationEvent, OrganisationRegistered, ProfileEvent,
    RegionEvent, RegistryEvent,
};
use registry_events::value::Value;
use serde::Serialize;
use serde_json::Value as Json;

use crate::read::lens::{Lens, Seen};
use crate::read::parts::is_public;

/// The payload; none for one that JSON can't hold, which none of ours is.
pub(super) fn of(event: &Event, lens: &Lens<'_>) -> Option<Json> {
    match event {
        Event::Profile(event) => profile(event, lens),
        Event::Cluster(event) => cluster(event, lens),
        Event::Dispute(event) => dispute(event),
        // An account's stream is sealed; an event of it in the clear would be a fault.
        Event::Account(_) => None,
        Event::Application(event) => application(event),
        Event::Access(event) => access(event),
        Event::Organisation(event) => organisation(event),
        Event::Holding(event) => holding(event),
        Event::Region(event) => region(event),
        Event::Registry(event) => registry(event),
    }
}

fn json<T: Serialize>(payload: &T) -> Option<Json> {
    serde_json::to_value(payload).ok()
}

fn profile(event: &ProfileEvent, lens: &Lens<'_>) -> Option<Json> {
    let shown = |claims: &[Claim]| claims.iter().map(|claim| shown(claim, lens)).collect();
    match event {
        ProfileEvent::ClaimsStated(stated) => json(&ClaimsStated { claims: shown(&stated.claims) }),
        ProfileEvent::ItemOpened(opened) => {
            json(&ItemOpened { item: opened.item.clone(), claims: shown(&opened.claims) })
        }
        ProfileEvent::ItemClosed(closed) => json(closed),
    }
}

/// A claim without a value that everybody mustn't see; of a field that isn't public also without
/// what shows it.
fn shown(claim: &Claim, lens: &Lens<'_>) -> Claim {
    let stated = match lens.seen(claim) {
        Seen::Absent(Absence::Withheld) => Stated::Absent(Absence::Withheld),
        Seen::Value(Value::NamedOrganisation(named)) => {
            let mut named = named.clone();
            named.identifiers.retain(is_public);
            Stated::Value(Value::NamedOrganisation(named))
        }
        Seen::Value(_) | Seen::Absent(_) => claim.stated.clone(),
    };
    let mut shown = Claim { stated, ..claim.clone() };
    if !lens.is_public(&claim.path) {
        shown.evidence.clear();
        shown.source.url = None;
    }
    shown
}

fn cluster(event: &ClusterEvent, lens: &Lens<'_>) -> Option<Json> {
    match event {
        ClusterEvent::ClusterListed(event) => json(event),
        ClusterEvent::ClaimConfirmed(event) => json(event),
        ClusterEvent::ConfirmationWithdrawn(event) => json(event),
        ClusterEvent::MembershipDenied(event) => json(event),
        ClusterEvent::MembershipDenialWithdrawn(event) => json(event),
        ClusterEvent::LevelAssessed(event) => json(&in_order(event, lens)),
        ClusterEvent::AssessmentCorrected(event) => json(event),
        ClusterEvent::ClusterSuspended(event) => json(event),
        ClusterEvent::ClusterResumed(event) => json(event),
        ClusterEvent::ClusterWithdrawn(event) => json(event),
        ClusterEvent::ClaimLapsed(event) => json(event),
        ClusterEvent::RequirementOpened(event) => json(event),
        ClusterEvent::RequirementClosed(event) => json(event),
        ClusterEvent::ClusterDeactivated(event) => json(event),
        ClusterEvent::ClusterReactivated(event) => json(event),
        ClusterEvent::ClusterMerged(event) => json(event),
        ClusterEvent::ClusterAbsorbed(event) => json(event),
    }
}

/// A dispute from its admission on; what comes before is sealed, and stays unshown.
fn dispute(event: &DisputeEvent) -> Option<Json> {
    match event {
        sealed if sealed.is_sealed() => None,
        DisputeEvent::DisputeFiled(_) | DisputeEvent::DisputeRefused(_) => None,
        DisputeEvent::DisputeDeadlineMissed(event) => json(event),
        DisputeEvent::DisputeAdmitted(event) => json(event),
        DisputeEvent::DisputeAnswered(event) => json(event),
        DisputeEvent::DisputeResolved(event) => json(event),
    }
}

/// An assessment with its markers in the rulebook's order, as every answer lists them.
fn in_order(event: &LevelAssessed, lens: &Lens<'_>) -> LevelAssessed {
    let mut event = event.clone();
    let editions = lens.views.editions();
    editions.put_in_order(&event.edition, &mut event.gained);
    editions.put_in_order(&event.edition, &mut event.lost);
    event
}

/// An application's events are sealed; one in the clear would be a fault, and stays unshown.
const fn application(event: &ApplicationEvent) -> Option<Json> {
    match event {
        ApplicationEvent::ApplicationStarted(_)
        | ApplicationEvent::ApplicationSubmitted(_)
        | ApplicationEvent::ApplicationReturned(_)
        | ApplicationEvent::ApplicationListed(_)
        | ApplicationEvent::ApplicationWithdrawn(_) => None,
    }
}

fn access(event: &AccessEvent) -> Option<Json> {
    match event {
        AccessEvent::AccountOpened(event) => json(event),
        AccessEvent::RoleGranted(event) => json(event),
        AccessEvent::RoleRevoked(event) => json(event),
    }
}

fn organisation(event: &OrganisationEvent) -> Option<Json> {
    match event {
        OrganisationEvent::OrganisationRegistered(event) => {
            let identifiers =
                event.identifiers.iter().filter(|one| is_public(one)).cloned().collect();
            json(&OrganisationRegistered { name: event.name.clone(), identifiers })
        }
        OrganisationEvent::OrganisationRenamed(event) => json(event),
        OrganisationEvent::IdentifierRecorded(event) if !is_public(&event.identifier) => None,
        OrganisationEvent::IdentifierRetired(event) if !is_public(&event.identifier) => None,
        OrganisationEvent::IdentifierRecorded(event) => json(event),
        OrganisationEvent::IdentifierRetired(event) => json(event),
        OrganisationEvent::BranchOpened(event) => json(event),
        OrganisationEvent::BranchClosed(event) => json(event),
        OrganisationEvent::OrganisationSizeStated(event) => json(event),
        OrganisationEvent::OrganisationSucceeded(event) => json(event),
        OrganisationEvent::PredecessorRecorded(event) => json(event),
    }
}

fn holding(event: &HoldingEvent) -> Option<Json> {
    match event {
        HoldingEvent::NameHeld(event) => json(event),
        HoldingEvent::NameReleased(event) => json(event),
        HoldingEvent::IdentifierTaken(event) => json(event),
        HoldingEvent::IdentifierReleased(event) => json(event),
    }
}

fn region(event: &RegionEvent) -> Option<Json> {
    match event {
        RegionEvent::CkrOpened(event) => json(event),
        RegionEvent::CkrClosed(event) => json(event),
    }
}

fn registry(event: &RegistryEvent) -> Option<Json> {
    match event {
        RegistryEvent::RegistryOpened(event) => json(event),
        RegistryEvent::EditionTextRecorded(event) => json(event),
        RegistryEvent::EditionAdopted(event) => json(event),
        RegistryEvent::StatisticsPublished(event) => json(event),
    }
}
