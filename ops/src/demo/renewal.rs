//! A cluster goes through its profile once a year and states anew what would grow too old before
//! the next time. How thorough it is follows from what it strives for.

use anyhow::Result;
use jiff::Span;
use jiff::civil::Date;
use registry_core::profile::changes::{Changes, ClaimInput, Said};
use registry_core::profile::reader::{
    ANNUAL_REPORTS, GOVERNING_BODIES, ItemReader, NEWS, OpenItems, PARTICIPANTS, PROJECTS,
    STRATEGIES,
};
use registry_core::profile::{CurrentClaim, Item, Profile};
use registry_events::claim::{Absence, ClaimKind, Source, Stated};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, InvalidValue, Value};

use super::confirming::confirm_what_is_asked;
use super::figures::Aim;
use super::opening::Listed;
use super::plan::Plan;
use super::spec::{accepted, claim};
use super::stage::{Stage, right};
use super::statements::{link, news, strategy};

type Made<T> = Result<T, InvalidValue>;

/// Plays the yearly renewal of a cluster.
pub(super) async fn renew(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    cluster: &mut Listed,
) -> Result<()> {
    let percent = i64::try_from(plan.dice().between(94, 108))?;
    cluster.spec.employees = (cluster.spec.employees * percent / 100).max(100);
    let thorough = cluster.aim != Aim::Initial || plan.dice().chance(50);
    let year = Renewal { profile: stage.profile(cluster.id)?, cluster, today: stage.today() };
    let changes = right(year.changes(thorough))?;
    // Of what was listed a month ago nothing ages yet.
    if changes != Changes::default() {
        stage.state(cluster, changes).await?;
    }
    if cluster.aim == Aim::High {
        confirm_what_is_asked(stage, cluster, 55).await?;
    }
    Ok(())
}

/// One year's renewal of one cluster.
struct Renewal<'a> {
    profile: &'a Profile,
    cluster: &'a Listed,
    today: Date,
}

impl Renewal<'_> {
    fn changes(&self, thorough: bool) -> Made<Changes> {
        let mut changes = Changes::default();
        for current in self.ageing() {
            let item = current.claim.path.item.as_ref();
            let list = item.map(|item| item.collection.as_str());
            let is_membership = list == Some(PARTICIPANTS);
            let field = current.claim.path.field.as_str();
            match (list, field) {
                (None, "employees_total") => changes.claims.push(self.employees()?),
                // What is dated by itself isn't stated again: new items take its place.
                (Some(NEWS | ANNUAL_REPORTS | STRATEGIES), _) => {}
                (None, "last_content_update") if thorough => {
                    let updated = Value::Date(self.today.saturating_sub(Span::new().days(9)));
                    changes.claims.push(claim("last_content_update", updated, None)?);
                }
                (Some(PROJECTS), "stage") if thorough => {
                    changes.claims.extend(self.later_stage(current)?);
                }
                _ if is_membership || thorough => changes.claims.push(self.again(current)?),
                _ => {}
            }
        }
        if thorough {
            changes.claims.extend(begun(self.profile, self.today)?);
        }
        if self.cluster.aim != Aim::Initial {
            self.publish(&mut changes)?;
        }
        Ok(changes)
    }

    /// Claims that would lapse before the next renewal is due.
    fn ageing(&self) -> impl Iterator<Item = &CurrentClaim> {
        let next = self.today.saturating_add(Span::new().months(12));
        let items = self.profile.items().filter(|item| item.is_open());
        let claims = self.profile.cluster_claims().chain(items.flat_map(Item::claims));
        claims.filter(move |claim| claim.claim.holds_until.is_some_and(|until| until < next))
    }

    fn employees(&self) -> Made<ClaimInput> {
        claim("employees_total", Value::Integer(self.cluster.spec.employees), Some(self.today))
    }

    /// The same once more, of today; what a gate rests on with a document.
    fn again(&self, current: &CurrentClaim) -> Made<ClaimInput> {
        let mut again = restated(current);
        again.described_on = current.claim.described_on.map(|_| self.today);
        let field = current.claim.path.field.as_str();
        let item = current.claim.path.item.as_ref().map(|item| item.collection.as_str());
        let is_gate =
            matches!((item, field), (Some(GOVERNING_BODIES), "type") | (None, "priorities"));
        if is_gate && self.cluster.aim != Aim::Initial && again.evidence.is_empty() {
            again.evidence = link(self.cluster.spec.number, field)?;
        }
        Ok(again)
    }

    /// A project goes on, or after three years it is implemented.
    fn later_stage(&self, current: &CurrentClaim) -> Made<Vec<ClaimInput>> {
        let Some(path) = &current.claim.path.item else { return Ok(Vec::new()) };
        let project = self.profile.item(path).map(ItemReader::of);
        let start = project.and_then(|project| date_of(&project, "start"));
        let old =
            start.is_some_and(|start| start.saturating_add(Span::new().years(4)) < self.today);
        if !old {
            return Ok(vec![self.again(current)?]);
        }
        let result = accepted();
        let implemented = Value::Code(Code::parse("implemented")?);
        Ok(vec![
            of_item(path, "stage", implemented)?,
            of_item(path, "results", Value::Texts(vec![result]))?,
        ])
    }

    /// News of the year, and a new strategy where the one in force ends within the year.
    fn publish(&self, changes: &mut Changes) -> Made<()> {
        let number = self.cluster.spec.number;
        for (nth, days) in [12, 52].into_iter().enumerate() {
            let day = self.today.saturating_sub(Span::new().days(days));
            changes.open.push(news(number + nth, day)?);
        }
        let next = self.today.saturating_add(Span::new().months(12));
        let strategies = OpenItems::of(self.profile).collection(STRATEGIES);
        let last = strategies.filter_map(|strategy| date_of(&strategy, "period_to")).max();
        if self.cluster.aim == Aim::High && last.is_none_or(|last| last < next) {
            let year = self.today.year();
            changes.open.push(strategy(number, year, year + 4)?);
        }
        Ok(())
    }
}

/// Planned projects whose time has come are in progress.
pub(super) fn begun(profile: &Profile, today: Date) -> Made<Vec<ClaimInput>> {
    let projects = OpenItems::of(profile).collection(PROJECTS);
    let planned = projects.filter(|p| p.code("stage").is_some_and(|s| s.as_str() == "planned"));
    let begun = planned.filter(|p| date_of(p, "start").is_some_and(|day| day <= today));
    begun.map(|p| of_item(p.path, "stage", Value::Code(Code::parse("in_progress")?))).collect()
}

/// A statement that says what a claim says.
pub(super) fn restated(current: &CurrentClaim) -> ClaimInput {
    let said = match &current.claim.stated {
        Stated::Value(value) => Said::Value(value.clone()),
        Stated::Absent(absence) => Said::Absent(*absence),
        Stated::Sealed(_) => Said::Absent(Absence::Withheld),
    };
    ClaimInput {
        path: current.claim.path.clone(),
        said,
        described_on: current.claim.described_on,
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: current.claim.evidence.clone(),
        replaces: None,
    }
}

/// A statement about a field of an item that is open.
pub(super) fn of_item(item: &ItemPath, field: &str, value: Value) -> Made<ClaimInput> {
    let path = FieldPath { item: Some(item.clone()), field: Code::parse(field)? };
    Ok(ClaimInput { path, ..claim(field, value, None)? })
}

fn date_of(item: &ItemReader<'_>, field: &str) -> Option<Date> {
    if let Some(Value::Date(day)) = item.value(field) { Some(*day) } else { None }
}
