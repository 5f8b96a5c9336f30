//! A registry over a data folder as tests use one: opened, with an officer, asked by commands.

use std::sync::Arc;

use registry_core::access::Caller;
use registry_core::command::{Command, GrantRole, OpenAccount};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::entry::Recorded;
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::ClusterId;
use registry_events::stream::StreamKind;
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::registry::Registry;

pub(crate) async fn open(folder: &DataFolder) -> Registry {
    let parts = folder.open(Arc::new(SystemClock), Arc::new(SystemEntropy), |_| {});
    Registry::assemble(parts.expect("it opens")).await.expect("a registry")
}

pub(crate) async fn execute(
    registry: &Registry,
    caller: Caller,
    command: impl Into<Command>,
) -> Vec<Recorded> {
    let key = registry.random_key();
    let done = registry.execute(caller, &key, b"", command.into()).await;
    done.expect("done").entries
}

pub(crate) async fn officer(registry: &Registry) -> Caller {
    speaker(registry, Role::Officer, Scope::Registry).await
}

pub(crate) async fn speaker(registry: &Registry, role: Role, scope: Scope) -> Caller {
    let label = "Участник реестра (демо)".into();
    let opened = execute(registry, Caller::PROGRAM, OpenAccount { label }).await;
    let account = opened.iter().find_map(|entry| match entry.event() {
        Some(Event::Access(AccessEvent::AccountOpened(opened))) => Some(opened.account),
        _ => None,
    });
    let account = account.expect("an account");
    let authority = Authority { basis: Basis::Office, document: None };
    execute(registry, Caller::PROGRAM, GrantRole { account, role, scope, authority }).await;
    Caller::of(account, role)
}

pub(crate) fn cluster_of(entry: &Recorded) -> Option<ClusterId> {
    if let StreamKind::Cluster(cluster) = entry.stream.kind() { Some(cluster) } else { None }
}
