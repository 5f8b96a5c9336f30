//! The first autumn: from the registry's opening to 2015-12-01.

use anyhow::Result;
use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::profile::changes::Changes;
use registry_events::ids::ClusterId;

use super::confirming::{confirm_links, confirm_memberships, confirm_what_is_asked};
use super::figures::{self, Aim};
use super::plan::Plan;
use super::spec::ClusterSpec;
use super::stage::{Stage, right};
use super::statements::cluster_link;

/// The day the registry opens.
pub(super) const OPENED_ON: Date = date(2015, 9, 1);

/// A cluster that is on the register, as the stage knows it.
pub(super) struct Listed {
    pub(super) id: ClusterId,
    pub(super) representative: Caller,
    pub(super) spec: ClusterSpec,
    /// What it strives for: so much of its profile it keeps fresh.
    pub(super) aim: Aim,
}

/// Opens the development centres and lists the first 82 clusters.
pub(super) async fn play(stage: &mut Stage<'_>, plan: &mut Plan) -> Result<Vec<Listed>> {
    for region in figures::WITH_CKR.iter().chain(&figures::WITH_CKR_ONLY) {
        stage.open_ckr(region, plan.ckr(region)?, date(2011, 4, 1)).await?;
    }
    stage.state_estimate().await?;
    let mut listed = Vec::new();
    for cluster in 0..figures::CLUSTERS {
        stage.begin_day(listing_day(cluster)?).await?;
        let spec = plan.opening(cluster)?;
        listed.push(list(stage, spec, figures::aim(cluster)).await?);
    }
    stage.begin_day(date(2015, 11, 26)).await?;
    link(stage, &listed[2], &listed[3]).await?;
    for cluster in &listed {
        match cluster.aim {
            Aim::High => confirm_what_is_asked(stage, cluster, 60).await?,
            Aim::Medium => confirm_memberships(stage, cluster, 15).await?,
            Aim::Initial => {}
        }
    }
    Ok(listed)
}

/// Listings are spread over eleven weeks.
fn listing_day(cluster: usize) -> Result<Date> {
    Ok(OPENED_ON.checked_add(jiff::Span::new().days(i64::try_from(cluster)? + 2))?)
}

/// Lists a cluster as its specification says.
pub(super) async fn list(stage: &mut Stage<'_>, spec: ClusterSpec, aim: Aim) -> Result<Listed> {
    let changes = right(spec.changes(stage.today()))?;
    let (id, representative) = stage.list(spec.number, changes).await?;
    Ok(Listed { id, representative, spec, aim })
}

/// Two clusters state a link with each other and confirm it.
pub(super) async fn link(stage: &mut Stage<'_>, one: &Listed, other: &Listed) -> Result<()> {
    link_by(stage, one, other, "agreement").await
}

/// The same with a link of some type.
pub(super) async fn link_by(
    stage: &mut Stage<'_>,
    one: &Listed,
    other: &Listed,
    link_type: &str,
) -> Result<()> {
    for (from, to) in [(one, other), (other, one)] {
        let link = right(cluster_link(to.id, link_type, stage.today()))?;
        stage.state(from, Changes { open: vec![link], ..Changes::default() }).await?;
    }
    confirm_links(stage, one, other).await?;
    confirm_links(stage, other, one).await
}
