//! What the control samples are there to find: one account that confirms much in a few minutes, a level
//! that rises shortly before a status, an application that waits for too long.

use anyhow::{Context as _, Result, ensure};
use jiff::civil::date;
use registry_core::command::Target;
use registry_core::state::Standing;
use registry_events::level::Level;
use registry_events::value::Text;

use super::{Stories, Story};
use crate::demo::confirming::members;
use crate::demo::figures::Aim;
use crate::demo::later::opening;
use crate::demo::opening::Listed;
use crate::demo::plan::Plan;
use crate::demo::rising::strive_for_medium;
use crate::demo::stage::{Stage, right};
use crate::demo::statements::{link, status};

/// The number of the cluster that is applied for and waits; no other cluster has it.
const WAITING: usize = 401;

/// How often the officer confirms in a row: more than ten times.
const ACTS: usize = 12;

/// An officer confirms the participants of a cluster one by one, each ten seconds after the one before.
pub(super) async fn confirm_one_by_one(stage: &mut Stage<'_>, listed: &[Listed]) -> Result<()> {
    let plain = plain_clusters(stage, listed)?;
    let cluster = plain.into_iter().find(|at| has_many(stage, &listed[*at]));
    let cluster = &listed[cluster.context("a cluster has so many participants")?];
    let officer = stage.officer().await?;
    let seen = right(link(cluster.spec.number, "register-of-members"))?;
    for (item, _) in members(stage.profile(cluster.id)?).into_iter().take(ACTS) {
        let target = vec![Target::Item(item)];
        stage.confirm_having_seen(officer, cluster.id, target, seen.clone()).await?;
    }
    Ok(())
}

fn has_many(stage: &Stage<'_>, cluster: &Listed) -> bool {
    stage.profile(cluster.id).is_ok_and(|profile| members(profile).len() >= ACTS)
}

/// A cluster rises to the medium level.
pub(super) async fn rise_before_status(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut [Listed],
) -> Result<()> {
    let last = plain_clusters(stage, listed)?.pop().context("a cluster strives for nothing yet")?;
    strive_for_medium(stage, plan, &mut listed[last]).await?;
    let cluster = listed[last].id;
    let assessed = stage.cluster(cluster)?.assessment.as_ref();
    ensure!(assessed.is_some_and(|one| one.level == Level::Medium), "the level didn't rise");
    stories.risen = Some(cluster);
    Ok(())
}

/// Ten days later it has an official status.
pub(super) async fn status_after_rise(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.risen.context("a cluster rose")?;
    let granted = right(status("industrial_779", Some("ПК-401 (демо)"), date(2026, 10, 1), None))?;
    stage.state_by_officer(cluster, opening(granted)).await
}

/// An application is handed in and waits for longer than it should.
pub(super) async fn apply_and_wait(stage: &mut Stage<'_>, plan: &mut Plan) -> Result<()> {
    let mut spec = plan.story(WAITING, "RU-TUL", 12, stage.today())?;
    spec.name = Text {
        ru: Some("Кластер «Ждёт решения» (демо)".into()),
        en: Some("Cluster “Waiting for a Decision” (demo)".into()),
    };
    stage.apply(right(spec.changes(stage.today()))?).await.map(drop)
}

/// The places of those that no story tells of, that are on the register and strive for nothing beyond
/// the initial level.
fn plain_clusters(stage: &Stage<'_>, listed: &[Listed]) -> Result<Vec<usize>> {
    let mut plain = Vec::new();
    for (at, cluster) in listed.iter().enumerate().filter(|(_, one)| one.aim == Aim::Initial) {
        let is_told = Story::ALL.iter().any(|story| story.number() == cluster.spec.number);
        let record = stage.cluster(cluster.id)?;
        let level = record.assessment.as_ref().map(|assessed| assessed.level);
        let is_plain = record.standing == Standing::Listed && level == Some(Level::Initial);
        if is_plain && !is_told {
            plain.push(at);
        }
    }
    Ok(plain)
}
