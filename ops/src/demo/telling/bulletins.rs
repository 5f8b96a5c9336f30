//! Bulletins: the statistics of three days, published as `clustermap bulletin` publishes them.

use anyhow::{Context as _, Result, ensure};
use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::PublishStatistics;
use registry_events::log::READ_ENTRIES_MAX;
use registry_projections::follower::Follower;

use crate::commands::bulletin::count_in;
use crate::demo::stage::Stage;

/// The days of which there are bulletins.
const DAYS: [Date; 3] = [date(2016, 12, 31), date(2020, 12, 31), date(2025, 12, 31)];

/// The figures as far as they were counted for a bulletin.
#[derive(Default)]
pub(super) struct Bulletins {
    published: usize,
    follower: Follower,
}

impl Bulletins {
    /// Publishes the bulletin of a day that is over.
    pub(super) async fn publish(&mut self, stage: &mut Stage<'_>) -> Result<()> {
        let Some(day) = DAYS.get(self.published).filter(|day| **day < stage.today()) else {
            return Ok(());
        };
        self.published += 1;
        self.catch_up(stage).await?;
        let counted = count_in(self.follower.views(), stage.registry().zone(), *day);
        let (position, digest) = counted.context("something was recorded")?;
        let publish = PublishStatistics { date: *day, position, digest };
        stage.play(Caller::PROGRAM, publish.into()).await.map(drop)
    }

    async fn catch_up(&mut self, stage: &Stage<'_>) -> Result<()> {
        let log = stage.registry().log();
        let head = log.head().await?.next;
        while self.follower.next() < head {
            let entries = log.read(self.follower.next(), READ_ENTRIES_MAX).await?;
            ensure!(!entries.is_empty(), "the log ends before {head}");
            self.follower.step(&entries)?;
        }
        Ok(())
    }
}
