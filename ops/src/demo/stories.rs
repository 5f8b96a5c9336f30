//! Stories at fixed addresses: invented clusters whose profiles show what the registry is for.
//!
//! Each story is a few acts on days of its own; between them its cluster goes through its profile
//! once a year like any other. Acts stand on days from the seventeenth to the sixth, since what
//! happens to other clusters happens on the seventh and a week after it.

mod acts;
mod cooperation;
mod disputes;
mod edition;
mod levels;
mod organisations;
mod profiles;
mod story;
mod support;
mod told;
mod watched;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use jiff::civil::Date;
use registry_core::access::Caller;
use registry_events::ids::{ApplicationId, ClusterId, OrganisationId};
use registry_events::value::{NamedOrganisation, Text};

use super::confirming::confirm_what_is_asked;
use super::figures::Aim;
use super::opening::{Listed, list};
use super::plan::Plan;
use super::renewal::renew;
use super::spec::ClusterSpec;
use super::stage::Stage;

pub use story::Story;
pub use told::{TOLD, Told, stories};

/// The clusters of the stories, as far as they are told.
#[derive(Default)]
pub(super) struct Stories {
    told: BTreeMap<Story, Listed>,
    acts_played: usize,
    university: Option<NamedOrganisation>,
    followed_by: Option<OrganisationId>,
    application: Option<(ApplicationId, Caller, ClusterSpec)>,
    /// The cluster whose level rose shortly before it was granted a status.
    risen: Option<ClusterId>,
}

impl Stories {
    /// Plays the acts up to a day.
    pub(super) async fn play_until(
        &mut self,
        stage: &mut Stage<'_>,
        plan: &mut Plan,
        listed: &mut Vec<Listed>,
        day: Date,
    ) -> Result<()> {
        while let Some((on, act)) = acts::ACTS.get(self.acts_played).filter(|(on, _)| *on <= day) {
            stage.begin_day(*on).await?;
            self.acts_played += 1;
            self.play(*act, stage, plan, listed).await.with_context(|| format!("{act:?}"))?;
        }
        Ok(())
    }

    /// The yearly renewals of a month, each as its story wants it.
    pub(super) async fn renew(&mut self, stage: &mut Stage<'_>, plan: &mut Plan) -> Result<()> {
        let today = stage.today();
        let due: Vec<_> = self.told.keys().filter(|story| story.renews(today)).copied().collect();
        for story in due {
            let cluster = self.told.get_mut(&story).context("a story's cluster")?;
            renew(stage, plan, cluster).await?;
            match story {
                Story::FiveSteps => confirm_what_is_asked(stage, cluster, 60).await?,
                Story::NotDisclosed => levels::officer_sees_participants(stage, cluster).await?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The cluster of a story.
    fn of(&self, story: Story) -> Result<&Listed> {
        self.told.get(&story).with_context(|| format!("{story:?} has begun"))
    }

    fn of_mut(&mut self, story: Story) -> Result<&mut Listed> {
        self.told.get_mut(&story).with_context(|| format!("{story:?} has begun"))
    }

    /// Lists the cluster of a story.
    async fn begin(
        &mut self,
        stage: &mut Stage<'_>,
        story: Story,
        spec: ClusterSpec,
    ) -> Result<()> {
        let cluster = list(stage, spec, Aim::Initial).await?;
        self.told.insert(story, cluster);
        Ok(())
    }

    /// What the cluster of a story applies with: so many participants, and nothing beyond the minimum.
    fn spec(
        &mut self,
        stage: &Stage<'_>,
        plan: &mut Plan,
        story: Story,
        participants: usize,
    ) -> Result<ClusterSpec> {
        let (ru, en) = story.name();
        let name = Text {
            ru: Some(format!("Кластер «{ru}» (демо)")),
            en: Some(format!("Cluster “{en}” (demo)")),
        };
        let mut spec = plan.story(story.number(), story.region(), participants, stage.today())?;
        spec.name = name;
        if story.has_the_university() {
            if self.university.is_none() {
                self.university = Some(plan.university_of_five()?);
            }
            let university = self.university.clone().context("a university")?;
            spec.participants[0].organisation = university;
        }
        Ok(spec)
    }

    /// Every story stands at its address; some of its clusters came to it like any other.
    pub(super) fn check_addresses(&self, listed: &[Listed]) -> Result<()> {
        let plain = |story: Story| listed.iter().find(|one| one.spec.number == story.number());
        let mut elsewhere = Vec::new();
        for story in Story::ALL {
            let cluster = self.told.get(&story).or_else(|| plain(story));
            let stands = cluster.with_context(|| format!("{story:?} has begun"))?.id.to_string();
            if stands != story.address() {
                elsewhere.push(format!("{story:?} stands at {stands}"));
            }
        }
        ensure!(elsewhere.is_empty(), "{}", elsewhere.join(", "));
        Ok(())
    }
}
