//! Memberships that don't begin anew: of organisations that ended, where the refusal names who
//! followed, and of those that said that they don't take part in the cluster.

use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::Value;

use super::Roster;
use crate::profile::Profile;
use crate::profile::changes::{Changes, Said};
use crate::profile::reader::PARTICIPANTS;
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// The field of a membership that names its organisation.
const ORGANISATION: &str = "organisation";

/// Refuses every membership that would begin with an organisation which ended, or which says that it
/// doesn't take part in this cluster. One that stands already can be stated again. Without a roster,
/// organisations that are only named aren't told yet.
pub(in crate::command) fn check_new_memberships(
    world: &World,
    cluster: Option<ClusterId>,
    profile: &Profile,
    changes: &Changes,
    roster: Option<&Roster>,
) -> Result<(), Undecided> {
    world.need(changes.organisation_ids().map(StreamId::organisation))?;
    let known = cluster.map(|cluster| world.cluster(cluster)).transpose()?;
    let mut problems = Vec::new();
    for (pointer, path, value) in said_of_memberships(changes) {
        let meant = organisation_of(roster, &value);
        if known.zip(meant).is_some_and(|(cluster, id)| cluster.is_denied_by(id)) {
            problems.push(Problem::new(pointer, "membership.denied"));
            continue;
        }
        let Some((ended, successor)) = ended(world, roster, &value)? else { continue };
        let standing = path.and_then(|path| profile.claim(path)?.claim.stated.value());
        if standing != Some(&Value::Organisation(ended)) {
            problems.push(problem(&pointer, successor));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Rejection::Invalid(problems).into()) }
}

/// The same of a whole application that is to be listed.
pub(in crate::command) fn problems_of_memberships(
    world: &World,
    profile: &Profile,
    roster: &Roster,
) -> Result<Vec<Problem>, Undecided> {
    let stated = || {
        let claims = profile.open_claims().map(|current| &current.claim);
        let claims = claims.filter(|claim| is_membership(&claim.path));
        claims.filter_map(|claim| Some((&claim.path, claim.stated.value()?)))
    };
    let known = stated().filter_map(|(_, value)| value.as_organisation());
    world.need(known.map(StreamId::organisation))?;
    let mut problems = Vec::new();
    for (path, value) in stated() {
        let ended = ended(world, Some(roster), value)?;
        problems.extend(ended.map(|(_, successor)| problem(&format!("/{path}"), successor)));
    }
    Ok(problems)
}

fn problem(pointer: &str, successor: OrganisationId) -> Problem {
    Problem::new(pointer, "membership.organisation-ended").with(successor)
}

/// The organisation a value means, where that can be told.
pub(super) fn organisation_of(roster: Option<&Roster>, value: &Value) -> Option<OrganisationId> {
    match value {
        Value::NamedOrganisation(named) => roster?.find(named).ok(),
        other => other.as_organisation(),
    }
}

/// The organisation a value means and the one that followed it, where one did.
fn ended(
    world: &World,
    roster: Option<&Roster>,
    value: &Value,
) -> Result<Option<(OrganisationId, OrganisationId)>, Undecided> {
    let Some(id) = organisation_of(roster, value) else { return Ok(None) };
    let successor = match value {
        Value::NamedOrganisation(_) => roster.and_then(|roster| roster.successor_of(id)),
        _ => world.organisation(id)?.successor,
    };
    Ok(successor.map(|next| (id, next)))
}

/// Each statement about a membership's organisation, with its place in the request and, where its
/// item is open already, its path.
fn said_of_memberships(
    changes: &Changes,
) -> impl Iterator<Item = (String, Option<&FieldPath>, Value)> {
    let stated = changes.claims.iter().enumerate().filter(|(_, claim)| is_membership(&claim.path));
    let stated = stated.filter_map(|(at, claim)| {
        Some((format!("/claims/{at}/value"), Some(&claim.path), value_of(&claim.said)?))
    });
    let opened = changes.open.iter().enumerate();
    let opened = opened.filter(|(_, open)| open.collection.as_str() == PARTICIPANTS);
    let opened = opened.flat_map(|(at, open)| {
        let claims = open.claims.iter().enumerate();
        let named = claims.filter(|(_, claim)| claim.field.as_str() == ORGANISATION);
        named.filter_map(move |(field, claim)| {
            Some((format!("/open/{at}/claims/{field}/value"), None, value_of(&claim.said)?))
        })
    });
    stated.chain(opened)
}

pub(super) fn value_of(said: &Said) -> Option<Value> {
    match said {
        Said::Value(value) => Some(value.clone()),
        Said::Organisation(named) => Some(Value::NamedOrganisation(named.clone())),
        Said::Items(_) | Said::Absent(_) => None,
    }
}

fn is_membership(path: &FieldPath) -> bool {
    let collection = path.item.as_ref().map(|item| item.collection.as_str());
    collection == Some(PARTICIPANTS) && path.field.as_str() == ORGANISATION
}
