//! The years after: clusters join, go through their profiles, rise, fall, and some leave.

use anyhow::{Context as _, Result};
use jiff::Span;
use jiff::civil::{Date, date};
use registry_core::command::{
    ResumeCluster, SuspendCluster, WithdrawCluster, WithdrawConfirmation,
};
use registry_core::profile::changes::{Changes, CloseInput, ItemInput, OpenInput};
use registry_core::profile::reader::{GOVERNING_BODIES, OpenItems, PARTICIPANTS, PROJECTS};
use registry_core::state::Standing;
use registry_events::ids::{ItemId, StreamVersion};
use registry_events::path::ItemPath;

use super::confirming::{confirm_as, members, nth_open};
use super::figures::Aim;
use super::names::trade_of;
use super::opening::{Listed, list};
use super::plan::Plan;
use super::publications::Publications;
use super::renewal::renew;
use super::rising::{strive_for_high, strive_for_medium};
use super::stage::{Stage, right};
use super::stories::Stories;
use super::telling::Telling;
use super::voice::Voice;

/// The day on which the demonstration's clock stands.
pub const DEMONSTRATION_DATE: Date = date(2026, 10, 15);

/// How many clusters are applied for in all, those of the stories aside.
const CLUSTERS: usize = 200;

/// Plays month after month from December 2015 to the demonstration date.
pub(super) async fn play(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut Vec<Listed>,
) -> Result<Stories> {
    let mut stories = Stories::default();
    let mut publications = Publications::default();
    let mut month = date(2015, 12, 7);
    let mut applied = listed.len();
    let mut telling = Telling::default();
    let mut voice = Voice::default();
    while month < DEMONSTRATION_DATE {
        stories.play_until(stage, plan, listed, month).await?;
        stage.begin_day(month).await?;
        stories.renew(stage, plan).await?;
        play_month(stage, plan, listed, &mut applied).await?;
        publications.play_due(stage).await?;
        voice.play_due(stage, listed).await?;
        telling.play_month(stage, plan, listed).await?;
        month = month.checked_add(Span::new().months(1))?;
    }
    stories.play_until(stage, plan, listed, DEMONSTRATION_DATE).await?;
    stage.begin_day(DEMONSTRATION_DATE).await?;
    Ok(stories)
}

async fn play_month(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut Vec<Listed>,
    applied: &mut usize,
) -> Result<()> {
    if *applied < CLUSTERS && plan.dice().chance(95) {
        let spec = plan.later(*applied, stage.today())?;
        listed.push(list(stage, spec, Aim::Initial).await?);
        *applied += 1;
    }
    renew_those_due(stage, plan, listed).await?;
    for _ in 0..6 {
        let place = plan.dice().below(listed.len());
        develop(stage, plan, &listed[place]).await?;
    }
    if plan.dice().chance(55) {
        let place = plan.dice().below(listed.len());
        rise(stage, plan, &mut listed[place]).await?;
    }
    let risen: Vec<_> = (4..listed.len()).filter(|at| listed[*at].aim != Aim::Initial).collect();
    if plan.dice().chance(24) && !risen.is_empty() {
        let place = *plan.dice().pick(&risen);
        tire(stage, plan, &mut listed[place]).await?;
    }
    if plan.dice().chance(9) && listed.len() > 100 {
        let place = 30 + plan.dice().below(listed.len() - 30);
        leave(stage, plan, listed, place).await?;
    }
    Ok(())
}

/// Each cluster goes through its profile in a month of its own. Now and then one forgets it: then
/// its figures lapse, and the record rests until it is looked after again.
async fn renew_those_due(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut [Listed],
) -> Result<()> {
    let month = usize::try_from(stage.today().month())?;
    for cluster in listed.iter_mut().filter(|cluster| cluster.spec.number % 12 + 1 == month) {
        let forgets = cluster.aim == Aim::Initial && plan.dice().chance(4);
        if !forgets {
            renew(stage, plan, cluster).await?;
        }
    }
    Ok(())
}

/// A cluster strives for the next level.
async fn rise(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    match cluster.aim {
        Aim::Initial => strive_for_medium(stage, plan, cluster).await,
        Aim::Medium => strive_for_high(stage, plan, cluster).await,
        Aim::High => Ok(()),
    }
}

/// A cluster no longer keeps up what it strove for: a body ends, confirmations are taken back, or
/// nothing is renewed and what was stated lapses.
async fn tire(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    cluster.aim = match cluster.aim {
        Aim::High => Aim::Medium,
        Aim::Medium | Aim::Initial => Aim::Initial,
    };
    match plan.dice().below(3) {
        0 => dissolve_body(stage, cluster).await,
        1 => take_back(stage, plan, cluster).await,
        _ => Ok(()),
    }
}

/// The first body that still stands ends.
async fn dissolve_body(stage: &mut Stage<'_>, cluster: &Listed) -> Result<()> {
    let body = nth_open(stage.profile(cluster.id)?, GOVERNING_BODIES, 0);
    let Some(body) = body else { return Ok(()) };
    close(stage, cluster, body, "Полномочия органа закончились (демо)").await
}

/// One step of a cluster's life.
async fn develop(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<()> {
    match plan.dice().below(10) {
        0..3 => join(stage, plan, cluster).await,
        3 | 4 => quit(stage, plan, cluster).await,
        5 | 6 => begin_project(stage, plan, cluster).await,
        7 | 8 => confirm_some(stage, plan, cluster).await,
        _ => take_back(stage, plan, cluster).await,
    }
}

/// A new participant; sometimes it confirms its membership at once.
async fn join(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<()> {
    let participant = plan.newcomer(trade_of(cluster.spec.specialisation), stage.today())?;
    stage.state(cluster, opening(right(participant.open(None))?)).await?;
    if plan.dice().chance(50) {
        let latest = members(stage.profile(cluster.id)?).pop();
        let (path, organisation) = latest.context("a participant joined")?;
        confirm_as(stage, cluster, organisation, path).await?;
    }
    Ok(())
}

/// A participant that is in no project leaves, where there are more than are needed.
async fn quit(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<()> {
    let profile = stage.profile(cluster.id)?;
    let projects = OpenItems::of(profile).collection(PROJECTS);
    let busy: Vec<ItemId> =
        projects.flat_map(|project| project.items("participants")).copied().collect();
    let all: Vec<_> = profile.open_items(PARTICIPANTS).map(|member| member.path.clone()).collect();
    let free: Vec<_> = all.iter().skip(3).filter(|path| !busy.contains(&path.item)).collect();
    if free.is_empty() || all.len() <= 11 {
        return Ok(());
    }
    let path = (*plan.dice().pick(&free)).clone();
    close(stage, cluster, path, "Организация вышла из кластера (демо)").await
}

/// An item ends today.
async fn close(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    item: ItemPath,
    reason: &str,
) -> Result<()> {
    let close = CloseInput { item, closed_on: Some(stage.today()), reason: Some(reason.into()) };
    stage.state(cluster, Changes { close: vec![close], ..Changes::default() }).await
}

async fn begin_project(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<()> {
    let project = plan.later_project(stage.today());
    let members = stage.profile(cluster.id)?.open_items(PARTICIPANTS).take(3);
    let members = members.map(|member| ItemInput::Number(member.path.item)).collect();
    let documented = cluster.aim != Aim::Initial;
    let open = project.open_with(members, documented, cluster.spec.number);
    stage.state(cluster, opening(right(open)?)).await
}

/// Changes that open one item.
pub(super) fn opening(open: OpenInput) -> Changes {
    Changes { open: vec![open], ..Changes::default() }
}

/// Some participants confirm their membership.
async fn confirm_some(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<()> {
    let members = members(stage.profile(cluster.id)?);
    let count = plan.dice().between(2, 6).min(members.len());
    for (path, organisation) in plan.dice().pick_some(&members, count) {
        confirm_as(stage, cluster, organisation, path).await?;
    }
    Ok(())
}

/// A participant takes a confirmation of its membership back.
async fn take_back(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<()> {
    let given = &stage.cluster(cluster.id)?.confirmations;
    let of_members =
        given.iter().filter(|(_, given)| given.claim.path.field.as_str() == "organisation");
    let given: Vec<_> = of_members
        .filter(|(_, given)| {
            given.claim.path.item.as_ref().is_some_and(|i| i.collection.as_str() == PARTICIPANTS)
        })
        .filter_map(|(version, given)| Some((*version, given.organisation?)))
        .collect();
    if given.is_empty() {
        return confirm_some(stage, plan, cluster).await;
    }
    let (confirmation, organisation) = *plan.dice().pick(&given);
    let speaker = stage.organisation_speaker(organisation).await?;
    let reason = "Сведение устарело (демо)";
    stage.play(speaker, withdrawal(cluster, confirmation, reason).into()).await.map(drop)
}

/// The taking back of a confirmation.
fn withdrawal(cluster: &Listed, confirmation: StreamVersion, reason: &str) -> WithdrawConfirmation {
    WithdrawConfirmation { cluster: cluster.id, confirmation, reason: reason.into() }
}

/// A cluster is suspended and comes back, or leaves the register for good.
async fn leave(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut Vec<Listed>,
    place: usize,
) -> Result<()> {
    if plan.dice().chance(50) {
        return suspend_and_resume(stage, &listed[place]).await;
    }
    let cluster = listed.remove(place);
    withdraw(stage, &cluster, "Кластер завершил работу (демо)").await
}

/// A cluster leaves the register at its own request.
pub(super) async fn withdraw(stage: &mut Stage<'_>, cluster: &Listed, reason: &str) -> Result<()> {
    let command = WithdrawCluster { cluster: cluster.id, reason: reason.into(), expected: None };
    stage.play(cluster.representative, command.into()).await.map(drop)
}

async fn suspend_and_resume(stage: &mut Stage<'_>, cluster: &Listed) -> Result<()> {
    if stage.cluster(cluster.id)?.standing != Standing::Listed {
        return Ok(());
    }
    let officer = stage.officer().await?;
    let reason = "Контакты не отвечают (демо)".into();
    let suspend = SuspendCluster { cluster: cluster.id, reason, expected: None };
    stage.play(officer, suspend.into()).await?;
    let later = stage.today().checked_add(Span::new().days(8))?;
    stage.begin_day(later.min(DEMONSTRATION_DATE)).await?;
    let reason = "Контакты обновлены (демо)".into();
    let resume = ResumeCluster { cluster: cluster.id, reason, expected: None };
    stage.play(officer, resume.into()).await.map(drop)
}
