//! Adopts an edition, then assesses every cluster under what is in force.

use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, Reassess};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::ids::{ClusterId, Digest};
use registry_gateway::execute::ExecuteError;
use registry_gateway::follow::fold_all;
use registry_gateway::registry::Registry;

use super::{Read, not_the_registry, state};
use crate::failure::Failure;
use crate::output::{columns, data, say};

/// Adopts it; one that is in force already, because a run before this one was cut short, is only
/// followed by the assessments.
pub(super) async fn run(read: Read, registry: &Registry) -> Result<(), Failure> {
    let (kind, edition) = (read.kind.key(), read.edition.to_string());
    if is_in_force(&read, registry).await? {
        say("this edition is in force already; what is missing of its assessments follows");
    } else {
        let Read { kind, edition, text } = read;
        let command = AdoptEdition { kind, edition, text };
        registry.execute(Caller::PROGRAM, &registry.random_key(), b"", command.into()).await?;
    }
    let changed = reassess(registry).await?;
    data(&columns([(kind, edition), ("outcomes changed", changed.to_string())]))
}

async fn is_in_force(read: &Read, registry: &Registry) -> Result<bool, Failure> {
    let state = state(registry).await?;
    let StreamState::Registry(known) = state.as_ref() else { return Err(not_the_registry()) };
    let digest = Digest::of(read.text.as_bytes());
    let in_force = known.editions().in_force(read.kind);
    Ok(in_force.is_some_and(|known| known.edition == read.edition && known.digest == digest))
}

/// Assesses each cluster that was ever listed; answers with how many outcomes changed.
async fn reassess(registry: &Registry) -> Result<u64, Failure> {
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    let mut changed = 0;
    for cluster in views.cards().map(|card| card.cluster) {
        changed += u64::from(reassess_one(registry, cluster).await?);
    }
    Ok(changed)
}

async fn reassess_one(registry: &Registry, cluster: ClusterId) -> Result<bool, Failure> {
    let command = Reassess { cluster };
    let key = registry.random_key();
    match registry.execute(Caller::PROGRAM, &key, b"", command.into()).await {
        Ok(_) => Ok(true),
        Err(ExecuteError::Rejected(Rejection::Conflict { code: "assessment.unchanged" })) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}
