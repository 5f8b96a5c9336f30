//! Adopts an edition, then assesses every cluster under what is in force.

use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, Reassess};
use registry_core::rejection::Rejection;
use registry_core::rulebook::{Rulebook, RulebookError};
use registry_core::state::StreamState;
use registry_events::dictionary::{DictionaryError, Regions};
use registry_events::edition::EditionKind;
use registry_events::entry::Recorded;
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, Digest};
use registry_gateway::execute::ExecuteError;
use registry_gateway::follow::fold_all;
use registry_gateway::registry::Registry;

use super::{Read, levels, not_the_registry, state, usage};
use crate::failure::Failure;
use crate::output::{columns, data, say};

/// Adopts it; one that is in force already, because a run before this one was cut short, is only
/// followed by the assessments.
pub(super) async fn run(read: Read, registry: &Registry) -> Result<(), Failure> {
    let (kind, edition) = (read.kind.key(), read.edition.to_string());
    if is_in_force(&read, registry).await? {
        say("this edition is in force already; what is missing of its assessments follows");
    } else {
        refuse_incomputable(&read, registry).await?;
        refuse_loss_of_place(&read, registry).await?;
        let Read { kind, edition, text, proposals } = read;
        let command = AdoptEdition { kind, edition, text, proposals };
        registry.execute(Caller::PROGRAM, &registry.random_key(), b"", command.into()).await?;
    }
    let Assessed { clusters, levels_changed } = reassess(registry).await?;
    data(&columns([
        (kind, edition),
        ("clusters assessed", clusters.to_string()),
        ("levels changed", levels_changed.to_string()),
    ]))
}

/// Refuses a rulebook that can't be computed for every cluster there is.
async fn refuse_incomputable(read: &Read, registry: &Registry) -> Result<(), Failure> {
    if read.kind != EditionKind::Rulebook {
        return Ok(());
    }
    let wrong = |error: RulebookError| Failure::found_wrong(error.to_string());
    let rulebook = Rulebook::parse(&read.text).map_err(wrong)?;
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    levels::under(&rulebook, &views, registry).await.map(drop)
}

/// Refuses subjects among which a cluster on the register, an open centre or a branch has none: the
/// edition has to say what became of it. Clusters of one name that it brings together are named.
async fn refuse_loss_of_place(read: &Read, registry: &Registry) -> Result<(), Failure> {
    if read.kind != EditionKind::Regions {
        return Ok(());
    }
    let wrong = |error: DictionaryError| Failure::found_wrong(error.to_string());
    let new = Regions::parse(&read.text).map_err(wrong)?;
    let state = state(registry).await?;
    let StreamState::Registry(known) = state.as_ref() else { return Err(not_the_registry()) };
    let now = known.in_force().ok_or_else(not_the_registry)?;
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    let lost = usage::regions::lost(&views, now, &new);
    if !lost.is_empty() {
        let lost = lost.join("\n");
        let sentence = format!("it isn't adopted: subjects that are in use would vanish\n{lost}");
        return Err(Failure::found_wrong(sentence)
            .hint("keep their rows, and say in the column `successors` what became of each"));
    }
    for line in usage::namesakes::of(&views, now.regions, &new) {
        say(&line);
    }
    Ok(())
}

async fn is_in_force(read: &Read, registry: &Registry) -> Result<bool, Failure> {
    let state = state(registry).await?;
    let StreamState::Registry(known) = state.as_ref() else { return Err(not_the_registry()) };
    let digest = Digest::of(read.text.as_bytes());
    let in_force = known.editions().in_force(read.kind);
    Ok(in_force.is_some_and(|known| known.edition == read.edition && known.digest == digest))
}

/// What was recorded.
#[derive(Default)]
struct Assessed {
    /// An assessment under the edition in force was due.
    clusters: u64,
    /// Of them, the level is another one.
    levels_changed: u64,
}

/// Assesses each cluster that was ever listed.
async fn reassess(registry: &Registry) -> Result<Assessed, Failure> {
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    let mut assessed = Assessed::default();
    for cluster in views.cards().map(|card| card.cluster) {
        if let Some(level_changed) = reassess_one(registry, cluster).await? {
            assessed.clusters += 1;
            assessed.levels_changed += u64::from(level_changed);
        }
    }
    Ok(assessed)
}

/// Whether the level is another one; none when nothing had to be recorded.
async fn reassess_one(registry: &Registry, cluster: ClusterId) -> Result<Option<bool>, Failure> {
    let command = Reassess { cluster };
    let key = registry.random_key();
    match registry.execute(Caller::PROGRAM, &key, b"", command.into()).await {
        Ok(done) => Ok(Some(done.entries.iter().any(changes_the_level))),
        Err(ExecuteError::Rejected(Rejection::Conflict { code: "assessment.unchanged" })) => {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn changes_the_level(recorded: &Recorded) -> bool {
    let Some(Event::Cluster(ClusterEvent::LevelAssessed(assessed))) = recorded.event() else {
        return false;
    };
    assessed.before != Some(assessed.after)
}
