//! Organisations over time: a university with a branch, and a firm that another one followed.

use anyhow::{Context as _, Result};
use jiff::civil::date;
use registry_core::command::{OpenBranch, SucceedOrganisation, Successor};
use registry_core::profile::changes::Changes;
use registry_events::event::{Event, OrganisationEvent};
use registry_events::value::{Code, Kpp, Text, Value};

use super::{Stories, Story};
use crate::demo::confirming::members;
use crate::demo::names::trade_of;
use crate::demo::plan::Plan;
use crate::demo::renewal::of_item;
use crate::demo::stage::{Stage, right};

/// The branch of the university that takes part in one of its five clusters.
pub(super) const BRANCH_KPP: &str = "000043001";

/// An officer records the university's branch.
pub(super) async fn open_branch(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let first = stories.of(Story::FiveSteps)?;
    let (_, university) = members(stage.profile(first.id)?).swap_remove(0);
    let open = OpenBranch {
        organisation: university,
        name: Text::ru("Волжский филиал Демонстрационного университета пяти кластеров"),
        kpp: right(Kpp::parse(BRANCH_KPP))?,
        region: right(Code::parse("RU-VGG"))?,
    };
    let officer = stage.officer().await?;
    stage.play(officer, open.into()).await.map(drop)
}

/// The place of the firm among the participants.
const FIRM: usize = 5;

/// A firm was reorganised: another one follows it, with numbers of its own.
pub(super) async fn succeed(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
) -> Result<()> {
    let cluster = stories.of(Story::Disputes)?;
    let (_, predecessor) = members(stage.profile(cluster.id)?).swap_remove(FIRM);
    let successor = plan.organisation(trade_of(cluster.spec.specialisation), "large")?;
    let succeed = SucceedOrganisation {
        predecessor,
        successor: Successor::Named(successor),
        form: right(Code::parse("accession"))?,
        on: date(2020, 9, 10),
        evidence: Vec::new(),
        passing: Vec::new(),
    };
    let officer = stage.officer().await?;
    let done = stage.play(officer, succeed.into()).await?;
    stories.followed_by = done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Organisation(OrganisationEvent::OrganisationSucceeded(told)) => Some(told.successor),
        _ => None,
    });
    Ok(())
}

/// The cluster states that the successor takes part now.
pub(super) async fn state_successor(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of(Story::Disputes)?;
    let (path, _) = members(stage.profile(cluster.id)?).swap_remove(FIRM);
    let successor = stories.followed_by.context("a successor")?;
    let stated = right(of_item(&path, "organisation", Value::Organisation(successor)))?;
    stage.state(cluster, Changes { claims: vec![stated], ..Changes::default() }).await
}
