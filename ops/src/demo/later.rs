//! The years after: clusters join, fill their profiles in, rise, fall, and some leave.

use anyhow::Result;
use jiff::civil::{Date, date};
use registry_core::command::{
    ResumeCluster, SuspendCluster, WithdrawCluster, WithdrawConfirmation,
};
use registry_core::profile::changes::{Changes, CloseInput, ItemInput, OpenInput};
use registry_events::ids::StreamVersion;
use registry_events::path::ItemPath;
use registry_events::value::{Code, Value};

use super::names::trade_of;
use super::opening::{
    Listed, Member, Witnessed, confirm_by_participants, confirm_item, confirm_membership, list,
    representative_of, state,
};
use super::plan::{Plan, collegial};
use super::spec::claim;
use super::stage::{Stage, right};

/// The day on which the demonstration's clock stands.
pub const DEMONSTRATION_DATE: Date = date(2026, 10, 15);

/// How many clusters are applied for in all.
const CLUSTERS: usize = 206;

/// Sources of funding that bodies founded later live on.
const FUNDING: [&[&str]; 4] = [
    &["member_fees", "own_services"],
    &["regional_budget"],
    &["member_fees", "federal_budget"],
    &["own_services", "other"],
];

/// Plays month after month from December 2015 to the demonstration date.
pub(super) async fn play(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut Vec<Listed>,
) -> Result<()> {
    let mut month = date(2015, 12, 7);
    while month < DEMONSTRATION_DATE {
        stage.begin_day(month);
        play_month(stage, plan, listed).await?;
        month = month.checked_add(jiff::Span::new().months(1))?;
    }
    Ok(())
}

async fn play_month(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    listed: &mut Vec<Listed>,
) -> Result<()> {
    if listed.len() < CLUSTERS && plan.dice().chance(95) {
        let spec = plan.later(listed.len(), stage.today())?;
        listed.push(list(stage, spec).await?);
    }
    // The latest joiners stay as they are for a while; the rest take their turn.
    for _ in 0..9 {
        let place = plan.dice().below(listed.len());
        develop(stage, plan, &mut listed[place]).await?;
    }
    if plan.dice().chance(22) {
        let place = plan.dice().below(listed.len());
        strive(stage, plan, &mut listed[place]).await?;
    }
    let organised: Vec<_> =
        (0..listed.len()).filter(|place| is_organised(&listed[*place])).collect();
    if plan.dice().chance(30) && !organised.is_empty() {
        let place = *plan.dice().pick(&organised);
        stumble(stage, plan, &mut listed[place]).await?;
    }
    if plan.dice().chance(9) && listed.len() > 100 {
        let place = 20 + plan.dice().below(listed.len() - 20);
        leave(stage, plan, listed, place).await?;
    }
    Ok(())
}

/// A cluster does what the high level asks for: a body, a council, projects, and confirmations.
async fn strive(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    found_body(stage, plan, cluster).await?;
    found_body(stage, plan, cluster).await?;
    wait(stage, 6)?;
    begin_project(stage, plan, cluster).await?;
    begin_project(stage, plan, cluster).await?;
    wait(stage, 6)?;
    confirm_by_participants(stage, cluster, 55).await
}

/// Lets days pass, but never beyond the demonstration date.
fn wait(stage: &mut Stage<'_>, days: i32) -> Result<()> {
    let later = stage.today().checked_add(jiff::Span::new().days(days))?;
    stage.begin_day(later.min(DEMONSTRATION_DATE));
    Ok(())
}

/// Whether a cluster has a governing body and a joint project, and so something to lose.
fn is_organised(cluster: &Listed) -> bool {
    let stands = |item: &&Witnessed| !item.ended;
    let (projects, bodies): (Vec<_>, Vec<_>) =
        cluster.items.iter().filter(stands).partition(|item| item.members.is_some());
    !projects.is_empty() && !bodies.is_empty()
}

/// A cluster loses its managing body, or several participants take their word back.
async fn stumble(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    if plan.dice().chance(50) {
        return dissolve_body(stage, cluster).await;
    }
    for _ in 0..cluster.given.len() / 3 {
        take_back(stage, plan, cluster).await?;
    }
    Ok(())
}

/// The first body that still stands ends.
async fn dissolve_body(stage: &mut Stage<'_>, cluster: &mut Listed) -> Result<()> {
    let stands = |item: &&mut Witnessed| !item.ended && item.members.is_none();
    let Some(body) = cluster.items.iter_mut().find(stands) else { return Ok(()) };
    body.ended = true;
    let close = CloseInput {
        item: body.path.clone(),
        closed_on: Some(stage.today()),
        reason: Some("Полномочия органа закончились (демо)".into()),
    };
    cluster.spec.bodies.remove(0);
    state(stage, cluster, Changes { close: vec![close], ..Changes::default() }).await
}

/// One step of a cluster's life.
async fn develop(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    match plan.dice().below(12) {
        0..4 => renew_employees(stage, plan, cluster).await,
        4..6 => join(stage, plan, cluster).await,
        6 => quit(stage, plan, cluster).await,
        7 => found_body(stage, plan, cluster).await,
        8 | 9 => begin_project(stage, plan, cluster).await,
        10 => confirm_some(stage, plan, cluster).await,
        _ => take_back(stage, plan, cluster).await,
    }
}

async fn renew_employees(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    cluster: &mut Listed,
) -> Result<()> {
    let percent = i64::try_from(plan.dice().between(92, 112))?;
    cluster.spec.employees = (cluster.spec.employees * percent / 100).max(100);
    let employees = Value::Integer(cluster.spec.employees);
    let claim = right(claim("employees_total", employees, Some(stage.today())))?;
    state(stage, cluster, Changes { claims: vec![claim], ..Changes::default() }).await
}

/// A new participant; sometimes it confirms its membership at once.
async fn join(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    let participant = plan.newcomer(trade_of(cluster.spec.specialisation), stage.today())?;
    state(stage, cluster, opening(right(participant.open(None))?)).await?;
    if plan.dice().chance(50) {
        let place = cluster.members.len() - 1;
        confirm_membership(stage, cluster, place).await?;
    }
    Ok(())
}

/// A participant that is in no project leaves.
async fn quit(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    let may = |member: &Member| !member.left && !member.in_project;
    let free: Vec<_> = (3..cluster.members.len()).filter(|p| may(&cluster.members[*p])).collect();
    if free.is_empty() {
        return Ok(());
    }
    let place = *plan.dice().pick(&free);
    cluster.members[place].left = true;
    let collection = right(Code::parse("participants"))?;
    let close = CloseInput {
        item: ItemPath { collection, item: cluster.members[place].item },
        closed_on: Some(stage.today()),
        reason: Some("Организация вышла из кластера (демо)".into()),
    };
    state(stage, cluster, Changes { close: vec![close], ..Changes::default() }).await
}

/// A managing body where there is none, else a council where there is none.
async fn found_body(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    let year = i64::from(stage.today().year());
    let managed = cluster.spec.bodies.iter().any(|body| body.organisation.is_some());
    let body = match cluster.spec.bodies.len() {
        _ if !managed => {
            let is_company = plan.dice().chance(40);
            let lag = i64::try_from(plan.dice().below(8))?;
            let staff = i64::try_from(plan.dice().between(5, 140))?;
            let funding = *plan.dice().pick(&FUNDING);
            plan.managing_body(is_company, year, lag, Some(staff), funding)?
        }
        1 => collegial("council", year),
        _ => return Ok(()),
    };
    let open = right(body.open(true, cluster.spec.number, stage.today()))?;
    cluster.spec.bodies.push(body);
    state(stage, cluster, opening(open)).await
}

async fn begin_project(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    let project = plan.later_project(stage.today());
    let staying = cluster.members.iter().filter(|member| !member.left).take(3);
    let members = staying.map(|member| ItemInput::Number(member.item)).collect();
    let open = project.open_with(members, true, cluster.spec.number);
    state(stage, cluster, opening(right(open)?)).await
}

fn opening(open: OpenInput) -> Changes {
    Changes { open: vec![open], ..Changes::default() }
}

/// Some participants confirm their membership, and what they may of bodies and projects.
async fn confirm_some(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    let standing: Vec<_> = (0..cluster.members.len())
        .filter(|place| !cluster.members[*place].left)
        .filter(|place| !cluster.members[*place].confirmed)
        .collect();
    let count = plan.dice().between(3, 9).min(standing.len());
    for place in plan.dice().pick_some(&standing, count) {
        confirm_membership(stage, cluster, place).await?;
    }
    for index in 0..cluster.items.len() {
        let any: Vec<_> =
            (0..cluster.members.len()).filter(|p| !cluster.members[*p].left).collect();
        let may = cluster.items[index].members.clone().unwrap_or(any);
        if plan.dice().chance(50) {
            let place = *plan.dice().pick(&may);
            confirm_item(stage, cluster, index, place).await?;
        }
    }
    Ok(())
}

/// A participant takes a confirmation back.
async fn take_back(stage: &mut Stage<'_>, plan: &mut Plan, cluster: &mut Listed) -> Result<()> {
    if cluster.given.is_empty() {
        return confirm_some(stage, plan, cluster).await;
    }
    let chosen = plan.dice().below(cluster.given.len());
    let (place, confirmation): (usize, StreamVersion) = cluster.given.remove(chosen);
    let representative = representative_of(stage, cluster, place).await?;
    let command = WithdrawConfirmation {
        cluster: cluster.id,
        confirmation,
        reason: "Сведение устарело (демо)".into(),
    };
    stage.play(representative, command.into()).await.map(drop)
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
    let command = WithdrawCluster {
        cluster: cluster.id,
        reason: "Кластер завершил работу (демо)".into(),
        expected: None,
    };
    stage.play(cluster.representative, command.into()).await.map(drop)
}

async fn suspend_and_resume(stage: &mut Stage<'_>, cluster: &Listed) -> Result<()> {
    let officer = stage.officer().await?;
    let suspend = SuspendCluster {
        cluster: cluster.id,
        reason: "Контакты не отвечают (демо)".into(),
        expected: None,
    };
    stage.play(officer, suspend.into()).await?;
    wait(stage, 8)?;
    let resume = ResumeCluster {
        cluster: cluster.id,
        reason: "Контакты обновлены (демо)".into(),
        expected: None,
    };
    stage.play(officer, resume.into()).await.map(drop)
}
