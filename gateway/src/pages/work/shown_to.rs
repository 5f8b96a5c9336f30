//! To whom a document is shown who judges none: who brought it, the cluster about which somebody says
//! something by it, who filed the dispute that the cluster answers with it, and who is asked to confirm
//! the very statement that it shows.

use registry_core::access::Caller;
use registry_core::state::StreamState;
use registry_events::actor::{Actor, Role};
use registry_events::claim::Evidence;
use registry_events::entry::Recorded;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, Digest, StreamVersion};
use registry_events::stream::StreamId;
use registry_projections::history::{Detail, HistoryLine};
use registry_projections::place::Place;
use registry_projections::views::Views;

use super::confirmations::documents::shows_what_is_asked;
use crate::api::write::disputes::show::of_step;
use crate::api::write::evidence::opens_documents;
use crate::http::{App, Problem, SignedIn};

/// Whether somebody who judges no documents may open one, put where it stands by who had it: naming a
/// document by its digest, which is public, opens it to nobody.
///
/// # Errors
/// A fault when the private store or the log can't be read.
pub(super) async fn is_shown_to(
    app: &App,
    who: &SignedIn,
    digest: Digest,
) -> Result<bool, Problem> {
    Ok(app.registry.accounts().has_brought(who.caller.account, digest).await?
        || is_shown_to_cluster(app, who.caller, digest).await?
        || is_shown_to_filer(app, who.caller, digest).await?
        || shows_what_is_asked(app, who, digest).await?)
}

/// Whether a document stands with a confirmation or in a dispute of a cluster that somebody represents.
async fn is_shown_to_cluster(app: &App, caller: Caller, digest: Digest) -> Result<bool, Problem> {
    let own = represented(app, caller).await?;
    let views = app.views();
    let shown =
        |line: &&HistoryLine| matches!(line.detail, Detail::Confirmed(_) | Detail::Dispute(_));
    for (_, line) in naming(&views, digest).filter(|(cluster, _)| own.contains(cluster)) {
        if shown(&line) && had(app, &line.place.actor, digest).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a document stands in an admitted dispute that somebody filed: what an officer admitted it by,
/// what the cluster answers with, and what it was decided on.
async fn is_shown_to_filer(app: &App, caller: Caller, digest: Digest) -> Result<bool, Problem> {
    let views = app.views();
    let in_dispute = |line: &HistoryLine| matches!(line.detail, Detail::Dispute(_));
    for (cluster, line) in naming(&views, digest).filter(|(_, line)| in_dispute(line)) {
        let Place { version, actor, .. } = &line.place;
        if is_filer(app, caller, cluster, *version).await? && had(app, actor, digest).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What histories tell of a document, with the cluster of each.
fn naming(views: &Views, digest: Digest) -> impl Iterator<Item = (ClusterId, &HistoryLine)> {
    let events = views.documents().of(digest).iter();
    let told = events
        .filter_map(|(cluster, version)| Some((*cluster, views.history(*cluster)?, *version)));
    let lines = told.flat_map(|(cluster, history, version)| {
        history.of_event(version).map(move |line| (cluster, line))
    });
    lines.filter(move |(_, line)| names(line.evidence(), digest))
}

/// Whether somebody filed the dispute that a step belongs to.
async fn is_filer(
    app: &App,
    caller: Caller,
    cluster: ClusterId,
    step: StreamVersion,
) -> Result<bool, Problem> {
    let steps = of_step(app, cluster, step).await?;
    let filer = steps.first().and_then(Recorded::actor);
    Ok(filer.is_some_and(|filer| filer.account == caller.account))
}

/// Whether who showed a document had it.
async fn had(app: &App, actor: &Actor, digest: Digest) -> Result<bool, Problem> {
    let accounts = app.registry.accounts();
    Ok(opens_documents(actor.role) || accounts.has_brought(actor.account, digest).await?)
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

/// Whether a document is among what shows something.
pub(super) fn names(evidence: &[Evidence], digest: Digest) -> bool {
    evidence.iter().any(|piece| matches!(piece, Evidence::Document(it) if it.digest == digest))
}
