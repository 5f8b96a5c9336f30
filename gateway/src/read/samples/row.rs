//! A record that a sample found, the same shape for all samples: what doesn't belong to one is null.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::ids::{AccountId, ClusterId, Position};
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_projections::samples::Sample;
use registry_projections::samples::applications::OverdueApplication;
use registry_projections::samples::bursts::Burst;
use registry_projections::samples::late::LateFact;
use registry_projections::samples::rises::Rise;
use registry_projections::samples::vouching::Documented;
use registry_projections::samples::waivers::OverdueWaiver;
use serde::Serialize;
use utoipa::ToSchema;

use super::gather::{Found, GateFound};
use super::people::SharedDomain;
use crate::read::confirmers;
use crate::read::lens::Lens;
use crate::read::parts::{ActorShown, NamedCluster, NamedOrganisation};

/// A record that a sample found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SampleRow {
    /// The cluster it is of.
    pub cluster: Option<NamedCluster>,
    /// The application it is.
    pub application: Option<String>,
    /// The account that confirmed, where a sample is about accounts.
    #[schema(value_type = Option<String>)]
    pub account: Option<AccountId>,
    /// The account that had stated what another one confirmed.
    #[schema(value_type = Option<String>)]
    pub claimant: Option<AccountId>,
    /// Who recorded it; null where that isn't told.
    pub actor: Option<ActorShown>,
    /// The organisation that confirmed a gate alone, or the centre that support began with.
    pub organisation: Option<NamedOrganisation>,
    /// The field or item it is about.
    pub path: Option<String>,
    /// The marker it is about.
    pub marker: Option<String>,
    /// The place of its entry in the log; of several the last.
    pub position: u64,
    /// When that was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// When the first of several was recorded.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_at: Option<Timestamp>,
    /// The day in the world: of a fact, of a status, until when a waiver or an application had time.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// Days between what the rule compares; of an application working days.
    pub days: Option<i64>,
    /// How many confirmations; of a burst how many acts of confirming.
    pub count: Option<usize>,
    /// How many claims the acts of a burst confirmed; its address lists them.
    pub claims: Option<usize>,
    /// The levels.
    pub level: Option<LevelChange>,
    /// Where it is looked at: an address of this interface.
    pub url: String,
}

/// A level before and after; of a gate the level that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelChange {
    /// Before.
    #[schema(value_type = Option<String>)]
    pub before: Option<Level>,
    /// After.
    #[schema(value_type = String)]
    pub after: Level,
}

/// The records of a sample between two numbers.
pub fn rows(
    sample: Sample,
    found: &Found,
    lens: &Lens<'_>,
    (from, limit): (usize, usize),
) -> Vec<SampleRow> {
    fn cut<T>(
        all: &[T],
        (from, limit): (usize, usize),
        row: impl Fn(&T) -> SampleRow,
    ) -> Vec<SampleRow> {
        all.iter().skip(from).take(limit).map(row).collect()
    }
    let page = (from, limit);
    match sample {
        Sample::GatesByOneOrganisation => cut(&found.gates, page, |gate| of_gate(gate, lens)),
        Sample::Bursts => cut(&found.bursts, page, |burst| of_burst(burst, lens)),
        Sample::RiseBeforeSupport => cut(&found.rises, page, |rise| of_rise(rise, lens)),
        Sample::WaiversOverdue => cut(&found.waivers, page, |waiver| of_waiver(waiver, lens)),
        Sample::ApplicationsOverdue => cut(&found.applications, page, of_application),
        Sample::LateFacts => cut(&found.late, page, |fact| of_fact(fact, lens)),
        Sample::SharedMailDomain => cut(&found.shared, page, |shared| of_shared(shared, lens)),
        Sample::EvidenceUnopened => cut(&found.unopened, page, |one| of_unopened(one, lens)),
    }
}

impl SampleRow {
    fn blank(position: Position, recorded_at: Timestamp, url: String) -> Self {
        Self {
            cluster: None,
            application: None,
            account: None,
            claimant: None,
            actor: None,
            organisation: None,
            path: None,
            marker: None,
            position: position.0,
            recorded_at,
            first_at: None,
            on: None,
            days: None,
            count: None,
            claims: None,
            level: None,
            url,
        }
    }
}

fn of_gate(gate: &GateFound, lens: &Lens<'_>) -> SampleRow {
    SampleRow {
        cluster: Some(NamedCluster::of(gate.cluster, lens)),
        organisation: Some(NamedOrganisation::of(gate.organisation, lens)),
        marker: Some(gate.marker.clone()),
        count: Some(gate.count),
        level: Some(LevelChange { before: None, after: gate.level }),
        ..SampleRow::blank(gate.last, gate.at, format!("/api/v1/clusters/{}/level", gate.cluster))
    }
}

fn of_burst(burst: &Burst, lens: &Lens<'_>) -> SampleRow {
    let (first, last) = (burst.given.first(), burst.given.last());
    let (first_at, last_at) = (first.map(|one| one.recorded_at), last.map(|one| one.recorded_at));
    let position = last.map(|one| one.position).unwrap_or_default();
    let clusters: std::collections::BTreeSet<_> =
        burst.given.iter().map(|one| one.cluster).collect();
    let only = clusters.first().filter(|_| clusters.len() == 1);
    let since = first_at.unwrap_or_default();
    let until = last_at.unwrap_or_default();
    let url = format!(
        "/api/v1/accounts/{}/acts?type=ClaimConfirmed&since={since}&until={until}",
        burst.account
    );
    SampleRow {
        cluster: only.map(|cluster| NamedCluster::of(*cluster, lens)),
        account: Some(burst.account),
        first_at,
        count: Some(burst.acts),
        claims: Some(burst.given.len()),
        ..SampleRow::blank(position, until, url)
    }
}

fn of_rise(rise: &Rise, lens: &Lens<'_>) -> SampleRow {
    let place = &rise.assessment.place;
    let url = history(rise.cluster, "category=level");
    SampleRow {
        cluster: Some(NamedCluster::of(rise.cluster, lens)),
        organisation: rise.began.centre.map(|centre| NamedOrganisation::of(centre, lens)),
        path: Some(format!("official_statuses/{}", rise.began.status)),
        on: Some(rise.began.on),
        days: Some(rise.days().into()),
        level: Some(LevelChange { before: rise.assessment.before, after: rise.assessment.after }),
        ..SampleRow::blank(place.position, place.recorded_at, url)
    }
}

fn of_waiver(waiver: &OverdueWaiver, lens: &Lens<'_>) -> SampleRow {
    let place = &waiver.place;
    SampleRow {
        cluster: Some(NamedCluster::of(waiver.cluster, lens)),
        actor: actor(place, waiver.cluster, lens),
        marker: Some(waiver.marker.to_string()),
        on: Some(waiver.until),
        days: Some(waiver.days.into()),
        ..SampleRow::blank(
            place.position,
            place.recorded_at,
            history(waiver.cluster, "type=RequirementOpened"),
        )
    }
}

fn of_application(overdue: &OverdueApplication) -> SampleRow {
    let stream = StreamId::application(overdue.application);
    SampleRow {
        application: Some(overdue.application.to_string()),
        on: Some(overdue.due_on),
        days: Some(overdue.working_days.into()),
        ..SampleRow::blank(
            overdue.position,
            overdue.submitted_at,
            format!("/api/v1/journal?stream={stream}"),
        )
    }
}

fn of_fact(fact: &LateFact, lens: &Lens<'_>) -> SampleRow {
    let days = fact.described_on.until(fact.recorded_on).map_or(0, |span| span.get_days());
    SampleRow {
        cluster: Some(NamedCluster::of(fact.cluster, lens)),
        actor: actor(&fact.place, fact.cluster, lens),
        path: Some(fact.path.to_string()),
        on: Some(fact.described_on),
        days: Some(days.into()),
        ..SampleRow::blank(
            fact.place.position,
            fact.place.recorded_at,
            history(fact.cluster, &format!("path={}", fact.path)),
        )
    }
}

fn of_shared(shared: &SharedDomain, lens: &Lens<'_>) -> SampleRow {
    let place = &shared.vouched.last;
    let (account, url) = (place.actor.account, history(shared.cluster, "category=confirmation"));
    SampleRow {
        cluster: Some(NamedCluster::of(shared.cluster, lens)),
        account: Some(account),
        claimant: Some(shared.claimant),
        actor: actor(place, shared.cluster, lens),
        count: Some(shared.vouched.claims),
        ..SampleRow::blank(place.position, place.recorded_at, url)
    }
}

fn of_unopened(confirmed: &Documented, lens: &Lens<'_>) -> SampleRow {
    let place = &confirmed.place;
    let url = history(confirmed.cluster, &format!("path={}", confirmed.path));
    SampleRow {
        cluster: Some(NamedCluster::of(confirmed.cluster, lens)),
        account: Some(place.actor.account),
        actor: actor(place, confirmed.cluster, lens),
        path: Some(confirmed.path.to_string()),
        ..SampleRow::blank(place.position, place.recorded_at, url)
    }
}

fn history(cluster: ClusterId, query: &str) -> String {
    format!("/api/v1/clusters/{cluster}/history?{query}")
}

fn actor(
    place: &registry_projections::place::Place,
    cluster: ClusterId,
    lens: &Lens<'_>,
) -> Option<ActorShown> {
    let then = Lens::new(lens.views, place.position);
    confirmers::are_told_at(place, cluster, lens).then(|| ActorShown::of(&place.actor, &then))
}
