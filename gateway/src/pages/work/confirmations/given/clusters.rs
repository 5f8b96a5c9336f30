//! The clusters where confirmations of the reader's party stand, the latest given first, a page at a
//! time: of a page's clusters the rules are asked, of the others their cards tell.

use std::cmp::Reverse;

use axum::http::Uri;
use jiff::Timestamp;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_projections::card::{Card, Confirmation};

use super::super::{ClusterView, PATH, is_officers, scopes, state};
use super::standing;
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::clusters::with_cursor;
use crate::pages::frame::Frame;
use crate::words::typography::set;

/// A page of the list.
pub(in super::super) struct GivenIn {
    pub(in super::super) clusters: Vec<ClusterView>,
    /// Where the first page is, on another one.
    pub(in super::super) first: Option<String>,
    /// Where those are that were given earlier.
    pub(in super::super) older: Option<String>,
}

impl GivenIn {
    /// # Errors
    /// Parameters that aren't those of a page; a fault when the log can't be read.
    pub(in super::super) async fn of(
        app: &App,
        who: &SignedIn,
        reading: &Reading,
        uri: &Uri,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let asked = page_of(app, reading, Parameters::of_page(uri), "work given").await?;
        let scopes = scopes(app, who).await?;
        let holds = |card: &Card| Some((last_given(card, who, &scopes)?, card.cluster));
        let mut found: Vec<_> = reading.views.cards().filter_map(|card| holds(card)).collect();
        found.sort_by_key(|(last, cluster)| (Reverse(*last), *cluster));
        let page = asked.cut(found);
        let mut clusters = Vec::new();
        for (_, cluster) in page.items {
            clusters.extend(view(app, who, reading, &scopes, cluster, frame).await?);
        }
        let way = |cursor| format!("{}#given", with_cursor(uri, cursor, frame));
        Ok(Self {
            clusters,
            first: (asked.offset > 0).then(|| way(None)),
            older: page.next.map(|next| way(Some(next.to_string()))),
        })
    }
}

async fn view(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
    scopes: &[Scope],
    cluster: ClusterId,
    frame: &Frame,
) -> Result<Option<ClusterView>, Problem> {
    let Some(state) = state(app, cluster).await? else { return Ok(None) };
    let own = standing(&state, who, scopes);
    let at = own.iter().filter_map(|(version, _)| given_at(cluster, *version, reading));
    Ok(at.max().map(|last| ClusterView {
        name: set(reading.lens().cluster(cluster).in_language_or_other(frame.language)),
        address: format!("{}#given", frame.plain_link(&format!("{PATH}/{cluster}"))),
        count: frame.count("queue-statements", own.len()),
        since: frame.day(last),
    }))
}

fn given_at(cluster: ClusterId, version: StreamVersion, reading: &Reading) -> Option<Timestamp> {
    let line = reading.views.history(cluster)?.event(version)?;
    Some(line.place.recorded_at)
}

/// When the reader's party last confirmed something of a cluster that can stand, as its card tells it:
/// of a whole register the rules can't be asked each time that a list is shown.
fn last_given(card: &Card, who: &SignedIn, scopes: &[Scope]) -> Option<Timestamp> {
    let is_own = |given: &&Confirmation| {
        let actor = &given.place.actor;
        let for_one = scopes.iter().any(|scope| match scope {
            Scope::Organisation(id) | Scope::Region { organisation: id, .. } => {
                actor.organisation == Some(*id)
            }
            Scope::Cluster(_) => actor.organisation.is_none() && !is_officers(given.relation),
            Scope::Registry => false,
        });
        actor.account == who.caller.account || for_one
    };
    let own = card.claims().flat_map(|claim| claim.support.standing()).filter(is_own);
    own.map(|given| given.place.recorded_at).max()
}
