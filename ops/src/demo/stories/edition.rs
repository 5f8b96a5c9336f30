//! A new edition of the rules of levels: three neighbours rise by it, two other clusters fall.
//!
//! The edition belongs to the demonstration and doesn't ship; it is adopted by the commands that
//! `clustermap rulebook adopt` gives.

use anyhow::Result;
use jiff::Span;
use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, Reassess};
use registry_core::profile::changes::Changes;
use registry_events::edition::EditionKind;
use registry_events::value::Code;

use super::{Stories, Story};
use crate::demo::figures::Aim;
use crate::demo::names::trade_of;
use crate::demo::opening::{Listed, link};
use crate::demo::plan::{Plan, collegial};
use crate::demo::rising::MARKS;
use crate::demo::stage::{Stage, right};
use crate::demo::statements::{goal, infrastructure, news, partner, priorities, services};

/// The text that is adopted.
pub(super) const RULEBOOK_1_1: &str = include_str!("../editions/rulebook-1.1.toml");

/// The clusters that work with each other and have no joint project.
pub(super) const NEIGHBOURS: [Story; 3] =
    [Story::FirstNeighbour, Story::SecondNeighbour, Story::ThirdNeighbour];

/// The neighbours tell all that the medium level asks for but a joint project, and that they work
/// with each other.
pub(super) async fn work_together(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
) -> Result<()> {
    for story in NEIGHBOURS {
        let cluster = stories.of_mut(story)?;
        cluster.aim = Aim::Medium;
        let changes = without_a_project(stage, plan, cluster)?;
        stage.state(cluster, changes).await?;
    }
    for pair in NEIGHBOURS.windows(2) {
        link(stage, stories.of(pair[0])?, stories.of(pair[1])?).await?;
    }
    Ok(())
}

fn without_a_project(stage: &Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<Changes> {
    let (number, today) = (cluster.spec.number, stage.today());
    let year = i64::from(today.year());
    let body = plan.later_body(year)?;
    let named = plan.organisation(trade_of(cluster.spec.specialisation), "large")?;
    let days_ago = |days| today.saturating_sub(Span::new().days(days));
    let subject = ("Поставки и общие испытания (демо)", "Supplies and joint tests (demo)");
    let open = vec![
        right(body.open(true, number, today))?,
        right(collegial("council", year).open(true, number, today))?,
        right(partner(named, "RU", subject, today))?,
        right(goal(number, year + 3))?,
        right(goal(number + 1, year + 4))?,
        right(infrastructure(number))?,
        right(news(number, days_ago(10)))?,
        right(news(number + 1, days_ago(30)))?,
    ];
    let claims = vec![right(priorities(&MARKS, Some(number)))?, right(services(4))?];
    Ok(Changes { claims, open, ..Changes::default() })
}

/// The edition comes into force, and every cluster on the register is assessed under it.
pub(super) async fn adopt(stage: &mut Stage<'_>) -> Result<()> {
    let adopt = AdoptEdition {
        kind: EditionKind::Rulebook,
        edition: right(Code::parse("1.1"))?,
        text: RULEBOOK_1_1.into(),
        proposals: Vec::new(),
    };
    stage.play(Caller::PROGRAM, adopt.into()).await?;
    for cluster in stage.living_clusters() {
        stage.play(Caller::PROGRAM, Reassess { cluster }.into()).await?;
    }
    Ok(())
}
