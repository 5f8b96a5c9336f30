//! Support over time: independent, then by a development centre, then a pilot; and a centre's end.

use anyhow::{Context as _, Result};
use jiff::civil::date;
use registry_core::command::CloseCkr;
use registry_events::value::Code;

use super::{Stories, Story};
use crate::demo::later::opening;
use crate::demo::plan::Plan;
use crate::demo::stage::{Stage, right};
use crate::demo::statements::status;

/// The region whose development centre is closed.
pub(super) const CLOSING: &str = "RU-KHM";

/// An officer states that the region's centre supports the cluster.
pub(super) async fn by_centre(stories: &Stories, stage: &mut Stage<'_>, plan: &Plan) -> Result<()> {
    let cluster = stories.of(Story::Support)?;
    let centre = plan.centre(CLOSING).context("a centre")?;
    let supported = right(status("ckr_supported", None, date(2017, 4, 3), Some(centre)))?;
    stage.state_by_officer(cluster.id, opening(supported)).await
}

/// An officer states that the cluster is a pilot.
pub(super) async fn becomes_pilot(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of(Story::Support)?;
    let pilot = right(status("pilot_itc", Some("ИТК-21 (демо)"), date(2019, 7, 1), None))?;
    stage.state_by_officer(cluster.id, opening(pilot)).await
}

/// The centre is closed; it no longer supports or speaks for anybody.
pub(super) async fn close_centre(stage: &mut Stage<'_>, plan: &mut Plan) -> Result<()> {
    plan.close_centre(CLOSING);
    let organisation = stage.forget_centre(CLOSING).context("a centre")?;
    let close = CloseCkr {
        region: right(Code::parse(CLOSING))?,
        organisation,
        closed_on: date(2022, 12, 15),
        reason: "Центр присоединён к другой организации региона (демо)".into(),
    };
    let officer = stage.officer().await?;
    stage.play(officer, close.into()).await.map(drop)
}
