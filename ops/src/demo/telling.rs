//! What clusters tell beside their figures: products and technologies, offers and requests, sites,
//! shared facilities, news, links. Each cluster tells it once a year, in a month of its own, aside
//! from the numbered steps and from the dice; what it tells follows from its number.
//!
//! What a marker counts is told from 2022 on, after the edition of the rules of 2021: no level before
//! hangs on it. The stories' clusters tell only what their stories need.

mod bulletins;
mod details;
mod facilities;
mod logos;
mod network;
mod offers;
mod openness;
mod products;
mod words;

use anyhow::Result;
use jiff::Span;
use jiff::civil::Date;
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::state::Standing;
use registry_events::value::InvalidValue;

use self::bulletins::Bulletins;
use self::details::Details;
pub(super) use self::products::told_in_english;
use self::words::TradeWords;
use super::opening::Listed;
use super::plan::Plan;
use super::stage::{Stage, right};
use super::stories::Story;

type Made<T> = Result<T, InvalidValue>;

/// What was told so far, as far as the profiles don't say it themselves.
#[derive(Default)]
pub(super) struct Telling {
    details: Details,
    bulletins: Bulletins,
}

impl Telling {
    /// Plays what is told in a month.
    pub(super) async fn play_month(
        &mut self,
        stage: &mut Stage<'_>,
        plan: &Plan,
        listed: &[Listed],
    ) -> Result<()> {
        stage.aside(true);
        self.bulletins.publish(stage).await?;
        self.details.of_centres(stage, plan).await?;
        let today = stage.today();
        for cluster in listed.iter().filter(|cluster| tells(cluster.spec.number, today)) {
            if stage.cluster(cluster.id)?.standing == Standing::Listed {
                self.tell(stage, cluster, listed).await?;
            }
        }
        stage.aside(false);
        Ok(())
    }

    async fn tell(
        &mut self,
        stage: &mut Stage<'_>,
        cluster: &Listed,
        listed: &[Listed],
    ) -> Result<()> {
        let teller = Teller::of(cluster, stage.profile(cluster.id)?, stage.today());
        let changes = right(teller.changes())?;
        if changes != Changes::default() {
            logos::keep_shown(stage, cluster.spec.number, &changes).await?;
            stage.state(cluster, changes).await?;
        }
        network::link_with_another(stage, cluster, listed).await?;
        network::share_a_partner(stage, cluster, listed).await?;
        self.details.of_members(stage, cluster).await
    }
}

/// Whether a cluster tells something in the month of a day. Those of stories don't.
fn tells(number: usize, today: Date) -> bool {
    let month = i8::try_from((number * 5 + 7) % 12 + 1).unwrap_or(1);
    today.year() >= 2016 && today.month() == month && !is_of_a_story(number)
}

fn is_of_a_story(number: usize) -> bool {
    Story::ALL.iter().any(|story| story.number() == number)
}

/// A cluster in the month in which it tells.
struct Teller<'a> {
    number: usize,
    words: &'static TradeWords,
    cluster: &'a Listed,
    profile: &'a Profile,
    today: Date,
}

impl<'a> Teller<'a> {
    fn of(cluster: &'a Listed, profile: &'a Profile, today: Date) -> Self {
        let words = TradeWords::of(cluster.spec.specialisation);
        Self { number: cluster.spec.number, words, cluster, profile, today }
    }

    fn changes(&self) -> Made<Changes> {
        let mut changes = Changes::default();
        self.tell_products(&mut changes)?;
        self.tell_offers(&mut changes)?;
        self.tell_facilities(&mut changes)?;
        self.tell_news(&mut changes)?;
        self.tell_logo(&mut changes)?;
        self.tell_associations(&mut changes)?;
        Ok(changes)
    }

    /// A third of the clusters tell it in English too.
    const fn english(&self) -> bool {
        self.number.is_multiple_of(3)
    }

    /// Whether its year has come: clusters begin in so many years from `since` on.
    fn is_due(&self, since: usize, spread: usize) -> bool {
        usize::try_from(self.today.year())
            .is_ok_and(|year| year >= since + self.number / 5 % spread)
    }

    /// A day so many months from now.
    fn months_ahead(&self, months: usize) -> Date {
        self.today.saturating_add(Span::new().months(i64::try_from(months).unwrap_or(0)))
    }

    fn has_none(&self, collection: &str) -> bool {
        self.profile.items().all(|item| item.path.collection.as_str() != collection)
    }
}
