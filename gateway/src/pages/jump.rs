//! Words that name one thing lead straight to it: a number to its organisation, an id to its cluster.

use registry_events::ids::ClusterId;
use registry_projections::search::Query;

use crate::read::lens::Lens;

/// The page that the words of a query name.
pub(super) fn target(query: &Query, lens: &Lens<'_>) -> Option<String> {
    let asked = query.q.as_deref()?.trim();
    organisation(asked, lens).or_else(|| cluster(asked, lens))
}

fn organisation(number: &str, lens: &Lens<'_>) -> Option<String> {
    let known = lens.views.organisations().by_number(number)?;
    let then = known.registered.position <= lens.at;
    then.then(|| format!("/organisations/{}", known.id))
}

fn cluster(id: &str, lens: &Lens<'_>) -> Option<String> {
    let id: ClusterId = id.parse().ok()?;
    lens.views.register().row(id, lens.at).map(|_| format!("/clusters/{id}"))
}
