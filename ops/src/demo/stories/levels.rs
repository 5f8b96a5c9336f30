//! How levels rise and fall: by what is added, by what ends, by who says that it takes no part.

use anyhow::Result;
use jiff::civil::date;
use registry_core::command::{DenyMembership, Target};
use registry_core::profile::changes::Changes;
use registry_core::profile::reader::PARTICIPANTS;
use registry_events::claim::Evidence;

use super::{Stories, Story};
use crate::demo::confirming::{confirm_memberships, confirm_what_is_asked, members};
use crate::demo::figures::Aim;
use crate::demo::later::opening;
use crate::demo::names::trade_of;
use crate::demo::opening::Listed;
use crate::demo::plan::Plan;
use crate::demo::rising::{strive_for_high, strive_for_medium};
use crate::demo::stage::{Stage, right};
use crate::demo::statements::{page, strategy};

/// First the medium level with a strategy until 2020, then the high one.
pub(super) async fn rise_by_steps(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
) -> Result<()> {
    let cluster = stories.of_mut(Story::FiveSteps)?;
    if cluster.aim == Aim::Initial {
        strive_for_medium(stage, plan, cluster).await?;
        let until_2020 = right(strategy(cluster.spec.number, 2016, 2020))?;
        return stage.state(cluster, opening(until_2020)).await;
    }
    strive_for_high(stage, plan, cluster).await?;
    // Its strategy is to end without another one, which the high aim would see to.
    cluster.aim = Aim::Medium;
    Ok(())
}

/// A new strategy is approved and confirmed.
pub(super) async fn new_strategy(stories: &mut Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of(Story::FiveSteps)?;
    let next = right(strategy(cluster.spec.number, 2022, 2027))?;
    stage.state(cluster, opening(next)).await?;
    confirm_what_is_asked(stage, cluster, 60).await
}

/// A cluster rises to the medium level, and its participants confirm that they take part.
pub(super) async fn rise(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    story: Story,
) -> Result<()> {
    let cluster = stories.of_mut(story)?;
    strive_for_medium(stage, plan, cluster).await?;
    confirm_memberships(stage, cluster, 60).await
}

/// The place of the participant that says so.
const LEAVER: usize = 4;

/// A participant says that it takes no part, and with that its membership ends.
pub(super) async fn a_participant_is_none(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
) -> Result<()> {
    let cluster = stories.of(Story::NotOurs)?.id;
    let (item, organisation) = members(stage.profile(cluster)?).swap_remove(LEAVER);
    let speaker = stage.organisation_speaker(organisation).await?;
    let deny = DenyMembership {
        cluster,
        item,
        since: Some(date(2018, 5, 14)),
        reason: "Мы не участвуем в кластере (демо)".into(),
        expected: None,
    };
    stage.play(speaker, deny.into()).await.map(drop)
}

/// A new participant takes the tenth place.
pub(super) async fn a_participant_joins(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
) -> Result<()> {
    let cluster = stories.of(Story::NotOurs)?;
    add_participants(stage, plan, cluster, 1).await
}

/// The four participants that were missing join on day 84.
pub(super) async fn meet_the_waived(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
) -> Result<()> {
    add_participants(stage, plan, stories.of(Story::WaiverClosed)?, 4).await
}

async fn add_participants(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    cluster: &Listed,
    count: usize,
) -> Result<()> {
    let trade = trade_of(cluster.spec.specialisation);
    let mut changes = Changes::default();
    for _ in 0..count {
        changes.open.push(right(plan.newcomer(trade, stage.today())?.open(None))?);
    }
    stage.state(cluster, changes).await
}

/// An officer saw the list of participants that isn't disclosed.
pub(super) async fn officer_sees_participants(
    stage: &mut Stage<'_>,
    cluster: &Listed,
) -> Result<()> {
    let officer = stage.officer().await?;
    let members = stage.profile(cluster.id)?.open_items(PARTICIPANTS);
    let waiting =
        members.filter(|member| member.claims().any(|c| c.support.confirmations.is_empty()));
    let targets: Vec<_> = waiting.map(|member| Target::Item(member.path.clone())).collect();
    if targets.is_empty() {
        return Ok(());
    }
    let seen = right(page(cluster.spec.number, "closed-list"))?;
    stage.confirm_having_seen(officer, cluster.id, targets, vec![Evidence::Link(seen)]).await
}
