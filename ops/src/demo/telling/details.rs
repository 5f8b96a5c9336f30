//! Details of organisations: an officer states where the development centres are found, and some
//! participants tell their own site, place and activity.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use registry_core::access::Caller;
use registry_core::command::StateOrganisationDetails;
use registry_events::claim::{ClaimKind, Source};
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Point, WebUrl};

use super::facilities::near;
use super::words::TradeWords;
use crate::demo::confirming::members;
use crate::demo::opening::Listed;
use crate::demo::plan::Plan;
use crate::demo::stage::{Stage, right};

/// The organisations of which something was told.
#[derive(Default)]
pub(super) struct Details(BTreeSet<OrganisationId>);

/// Where an organisation is found and what it does.
struct Detail {
    site: String,
    point: Point,
    okved: &'static str,
}

impl Details {
    /// In March 2022 an officer states the details of every centre.
    pub(super) async fn of_centres(&mut self, stage: &mut Stage<'_>, plan: &Plan) -> Result<()> {
        if (stage.today().year(), stage.today().month()) != (2022, 3) {
            return Ok(());
        }
        let officer = stage.officer().await?;
        for (region, centre) in stage.all_centres() {
            let place = region.strip_prefix("RU-").unwrap_or(&region).to_lowercase();
            let detail = Detail {
                site: format!("https://ckr-{place}.example/"),
                point: plan.region_point(&region).context("a region's point")?,
                okved: "70.22",
            };
            self.state(stage, officer, centre, detail).await?;
        }
        Ok(())
    }

    /// Two participants of a cluster in three that spoke before, beside its university.
    pub(super) async fn of_members(
        &mut self,
        stage: &mut Stage<'_>,
        cluster: &Listed,
    ) -> Result<()> {
        let number = cluster.spec.number;
        if number % 3 != 1 || stage.today().year() < 2022 {
            return Ok(());
        }
        let members = members(stage.profile(cluster.id)?).into_iter().skip(1);
        let spoke = members.filter_map(|(path, of)| Some((path, of, stage.known_speaker(of)?)));
        let new = spoke.filter(|(_, organisation, _)| !self.0.contains(organisation));
        for (path, organisation, speaker) in new.take(2).collect::<Vec<_>>() {
            let place = path.item.0;
            let detail = Detail {
                site: format!("https://member-{number:03}-{place}.example/"),
                point: near(cluster.spec.point, number + usize::try_from(place)?),
                okved: TradeWords::of(cluster.spec.specialisation).okved[0],
            };
            self.state(stage, speaker, organisation, detail).await?;
        }
        Ok(())
    }

    async fn state(
        &mut self,
        stage: &mut Stage<'_>,
        caller: Caller,
        organisation: OrganisationId,
        detail: Detail,
    ) -> Result<()> {
        let told = StateOrganisationDetails {
            organisation,
            site: Some(right(WebUrl::parse(&detail.site))?),
            point: Some(detail.point),
            okved: Some(right(Code::parse(detail.okved))?),
            described_on: stage.today(),
            kind: ClaimKind::Change,
            source: Source::OWN,
            evidence: Vec::new(),
        };
        self.0.insert(organisation);
        stage.play(caller, told.into()).await.map(drop)
    }
}
