//! The roles that stand, as the stream `access` has them.

use std::collections::BTreeMap;

use registry_events::event::{AccessEvent, Event, RoleGranted, Scope};
use registry_events::ids::StreamVersion;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::stream::StreamId;

use crate::failure::Failure;

/// Standing grants by the version that gave them.
pub(in crate::commands) type Grants = BTreeMap<StreamVersion, RoleGranted>;

pub(in crate::commands) async fn standing(log: &dyn EventLog) -> Result<Grants, Failure> {
    let (access, mut version) = (StreamId::access(), StreamVersion::EMPTY);
    let mut grants = Grants::new();
    loop {
        let entries = log.read_stream(&access, version, READ_ENTRIES_MAX).await?;
        if entries.is_empty() {
            return Ok(grants);
        }
        for entry in entries {
            let recorded = entry.decode().map_err(|error| Failure::cannot_run(&error))?;
            version = recorded.version;
            match recorded.event() {
                Some(Event::Access(AccessEvent::RoleGranted(granted))) => {
                    grants.insert(version, granted.clone());
                }
                Some(Event::Access(AccessEvent::RoleRevoked(revoked))) => {
                    grants.remove(&revoked.grant);
                }
                _ => {}
            }
        }
    }
}

/// A scope as one word, as the options of `token issue` name it.
pub(in crate::commands) fn word(scope: &Scope) -> String {
    match scope {
        Scope::Registry => "registry".into(),
        Scope::Cluster(id) => format!("cluster={id}"),
        Scope::Organisation(id) => format!("organisation={id}"),
        Scope::Region { region, organisation } => format!("region={region},{organisation}"),
    }
}
