//! To whom a document is shown who judges none: who brought it, and the cluster about which somebody
//! says something by it.

use std::sync::Arc;

use registry_core::access::Caller;
use registry_core::state::StreamState;
use registry_events::actor::{Actor, Role};
use registry_events::claim::Evidence;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, Digest};
use registry_events::stream::StreamId;
use registry_projections::history::{Detail, History, HistoryLine};

use crate::api::write::evidence::opens_documents;
use crate::http::{App, Problem};

/// Whether somebody who judges no documents may open one: they brought it, or represent a cluster of
/// which it stands with a confirmation or in a dispute, put there by who had it: naming a document by
/// its digest, which is public, opens it to nobody.
///
/// # Errors
/// A fault when the private store can't be read.
pub(super) async fn is_shown_to(
    app: &App,
    caller: Caller,
    digest: Digest,
) -> Result<bool, Problem> {
    let accounts = app.registry.accounts();
    if accounts.has_brought(caller.account, digest).await? {
        return Ok(true);
    }
    let views = app.views();
    for cluster in represented(app, caller).await? {
        for actor in views.history(cluster).into_iter().flat_map(|all| shown_by(all, digest)) {
            let had = opens_documents(actor.role);
            if had || accounts.has_brought(actor.account, digest).await? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The clusters that somebody represents.
async fn represented(app: &App, caller: Caller) -> Result<Vec<ClusterId>, Problem> {
    if caller.role != Role::ClusterRepresentative {
        return Ok(Vec::new());
    }
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(Vec::new()) };
    let clusters = access.grants_for(caller, |_| true).filter_map(|grant| match &grant.scope {
        Scope::Cluster(id) => Some(*id),
        Scope::Registry | Scope::Organisation(_) | Scope::Region { .. } => None,
    });
    Ok(clusters.collect())
}

/// Who showed a document with a confirmation or in a dispute, each once.
fn shown_by(history: &History, digest: Digest) -> Vec<&Actor> {
    let names = |line: &&Arc<HistoryLine>| {
        let shown = matches!(line.detail, Detail::Confirmed(_) | Detail::Dispute(_));
        let mut evidence = line.evidence().iter();
        shown
            && evidence.any(|piece| matches!(piece, Evidence::Document(it) if it.digest == digest))
    };
    let mut actors: Vec<&Actor> = Vec::new();
    for line in history.lines().filter(names) {
        let actor: &Actor = &line.place.actor;
        if !actors.contains(&actor) {
            actors.push(actor);
        }
    }
    actors
}
