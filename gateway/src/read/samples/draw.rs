//! What the samples found, cluster by cluster, so that another position is reached by looking anew only
//! at what was recorded since: at the clusters whose streams went on, at applications, and at the
//! accounts that confirmed something.
//!
//! A draw is cheap to clone. One that was broken off is gone on with, since each cluster's part is whole
//! or stands among those that wait.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use registry_core::state::Loaded;
use registry_events::entry::Recorded;
use registry_events::ids::{AccountId, ClusterId, Position};
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::stream::{StreamId, StreamKind};
use registry_projections::history::HistoryLine;
use registry_projections::samples::applications::Applications;
use registry_projections::samples::bursts::{Burst, Given, bursts_of, given_in};
use registry_projections::samples::late::{LateFact, late_facts_of};
use registry_projections::samples::rises::{Rise, rises_of};
use registry_projections::samples::vouching::{Documented, VouchedBy, documented_in, vouched_in};
use registry_projections::samples::waivers::{OpenWaiver, open_waivers_of};

use super::gather::{Found, GateFound, Sources, gates_of, stream_until};
use super::people::{Domains, unopened};
use crate::api::write::evidence::opens_documents;
use crate::read::confirmers;
use crate::read::journal::JournalError;
use crate::read::lens::Lens;

/// What changes what is found in clusters whose streams stood still: what may be shown, and which
/// development centres there are.
type Epoch = (Option<Position>, Option<Position>);

/// A draw up to a position.
#[derive(Debug, Clone)]
pub(super) struct Draw {
    epoch: Option<Epoch>,
    /// The first position that wasn't looked at.
    next: Position,
    /// The registry's own stream, for the editions.
    rules: Loaded,
    /// Clusters to be looked at.
    waiting: BTreeSet<ClusterId>,
    parts: OrdMap<ClusterId, Arc<Part>>,
    /// Up to where the confirmations of a cluster were taken.
    taken: OrdMap<ClusterId, Position>,
    given: OrdMap<AccountId, Arc<Vec<Given>>>,
    /// Accounts that confirmed something since their bursts were told.
    stirred: BTreeSet<AccountId>,
    bursts: OrdMap<AccountId, Arc<Vec<Burst>>>,
    applications: Applications,
    /// What was found on a day, while so many people were known.
    found: Option<(Date, i64, Arc<Found>)>,
}

/// What is found in one cluster.
#[derive(Debug, Default)]
struct Part {
    gates: Vec<GateFound>,
    rises: Vec<Rise>,
    waivers: Vec<OpenWaiver>,
    late: Vec<LateFact>,
    vouched: VouchedBy,
    unopened: Vec<Documented>,
}

impl Default for Draw {
    fn default() -> Self {
        Self {
            epoch: None,
            next: Position(0),
            rules: Loaded::empty(&StreamId::registry()),
            waiting: BTreeSet::new(),
            parts: OrdMap::new(),
            taken: OrdMap::new(),
            given: OrdMap::new(),
            stirred: BTreeSet::new(),
            bursts: OrdMap::new(),
            applications: Applications::default(),
            found: None,
        }
    }
}

impl Draw {
    /// The first position that wasn't looked at.
    pub(super) const fn next(&self) -> Position {
        self.next
    }

    /// What was found, where the draw is finished and nobody was entered since.
    pub(super) fn found_on(&self, day: Date, domains: &Domains) -> Option<&Arc<Found>> {
        let (found_on, last, found) = self.found.as_ref()?;
        (*found_on == day && *last == domains.last()).then_some(found)
    }

    /// Whether it was finished for some day.
    pub(super) const fn is_finished(&self) -> bool {
        self.found.is_some()
    }

    /// Goes on to the position of the sources, which isn't before the draw's own.
    ///
    /// # Errors
    /// The log can't be read.
    pub(super) async fn advance(&mut self, sources: Sources<'_>) -> Result<(), JournalError> {
        self.found = None;
        let lens = sources.lens;
        let epoch = (lens.views.visibility_since(), lens.views.regions().changed_until(lens.at));
        if self.epoch != Some(epoch) {
            *self = Self::begun(&sources).await?;
            self.epoch = Some(epoch);
        }
        self.take_entries(&sources).await?;
        while let Some(cluster) = self.waiting.first().copied() {
            let part = part(cluster, &self.rules, &sources).await?;
            self.put(cluster, part, &lens);
            tokio::task::yield_now().await;
        }
        for account in std::mem::take(&mut self.stirred) {
            let given = Arc::make_mut(self.given.entry(account).or_default());
            // By cluster they came, and in the log they stand among each other.
            given.sort_unstable();
            self.bursts.insert(account, Arc::new(bursts_of(account, given)));
        }
        Ok(())
    }

    /// A draw that has the registry's stream and applications up to the position, and all clusters
    /// before it.
    async fn begun(sources: &Sources<'_>) -> Result<Self, JournalError> {
        let Sources { log, lens, .. } = *sources;
        let mut draw = Self { next: lens.at.next(), ..Self::default() };
        for recorded in stream_until(log, &StreamId::registry(), lens.at).await? {
            draw.rules.evolve(&recorded);
        }
        for stream in streams_of_applications(sources).await? {
            for recorded in stream_until(log, &stream, lens.at).await? {
                draw.applications.apply(&opened(recorded, sources).await);
            }
        }
        draw.waiting = lens.views.cards().map(|card| card.cluster).collect();
        Ok(draw)
    }

    /// Takes the entries up to the position; clusters that they are of are looked at again.
    async fn take_entries(&mut self, sources: &Sources<'_>) -> Result<(), JournalError> {
        let Sources { log, lens, .. } = *sources;
        while self.next <= lens.at {
            let entries = log.read(self.next, READ_ENTRIES_MAX).await?;
            let known: Vec<_> =
                entries.iter().take_while(|entry| entry.position <= lens.at).collect();
            if known.is_empty() {
                break;
            }
            for entry in known {
                let recorded = entry.decode()?;
                let recorded = match recorded.stream.kind() {
                    StreamKind::Application(_) => opened(recorded, sources).await,
                    _ => recorded,
                };
                self.take(&recorded);
            }
        }
        Ok(())
    }

    fn take(&mut self, recorded: &Recorded) {
        match recorded.stream.kind() {
            StreamKind::Registry => self.rules.evolve(recorded),
            StreamKind::Cluster(cluster) => {
                self.waiting.insert(cluster);
            }
            StreamKind::Application(_) => self.applications.apply(recorded),
            _ => {}
        }
        self.next = recorded.position.next();
    }

    /// What was found in a cluster takes the place of what was found before.
    fn put(&mut self, cluster: ClusterId, part: Part, lens: &Lens<'_>) {
        if part.is_empty() {
            self.parts.remove(&cluster);
        } else {
            self.parts.insert(cluster, Arc::new(part));
        }
        if let Some(history) = lens.views.recorded_history(cluster) {
            let from = self.taken.get(&cluster).map_or(Position(0), |taken| taken.next());
            let told = |line: &HistoryLine| confirmers::are_told(line, cluster, lens);
            for (account, given) in given_in(lens.views, cluster, history, (from, lens.at), told) {
                Arc::make_mut(self.given.entry(account).or_default()).push(given);
                self.stirred.insert(account);
            }
        }
        self.taken.insert(cluster, lens.at);
        self.waiting.remove(&cluster);
    }

    /// What every sample finds, told once for a day.
    pub(super) fn tell(&mut self, sources: &Sources<'_>, domains: &Domains) -> Arc<Found> {
        let found = Arc::new(self.found(sources, domains));
        self.found = Some((sources.today, domains.last(), Arc::clone(&found)));
        found
    }

    /// What every sample finds, each in its order.
    pub(super) fn found(&self, sources: &Sources<'_>, domains: &Domains) -> Found {
        let day = |instant| sources.lens.day(instant);
        let parts = || self.parts.values();
        let mut bursts: Vec<_> = self.bursts.values().flat_map(|all| all.iter().cloned()).collect();
        let mut rises: Vec<_> = parts().flat_map(|part| part.rises.iter().cloned()).collect();
        let waivers = parts().flat_map(|part| &part.waivers);
        let mut waivers: Vec<_> =
            waivers.filter_map(|waiver| waiver.overdue(sources.today, day)).collect();
        let mut late: Vec<_> = parts().flat_map(|part| part.late.iter().cloned()).collect();
        let vouched = self.parts.iter().map(|(cluster, part)| (*cluster, &part.vouched));
        let mut unopened: Vec<_> = parts().flat_map(|part| part.unopened.iter().cloned()).collect();
        unopened.sort_by_key(|one| std::cmp::Reverse(one.place.position));
        bursts.sort_by_key(Burst::order);
        rises.sort_by_key(Rise::order);
        waivers.sort_by_key(|waiver| waiver.place.position);
        late.sort_by_key(LateFact::order);
        Found {
            gates: parts().flat_map(|part| part.gates.iter().cloned()).collect(),
            bursts,
            rises,
            waivers,
            applications: self.applications.overdue(sources.today, day),
            late,
            shared: domains.sharing(vouched, &sources.lens),
            unopened,
        }
    }
}

impl Part {
    fn is_empty(&self) -> bool {
        let Self { gates, rises, waivers, late, vouched, unopened } = self;
        let told_by_log = gates.is_empty() && rises.is_empty() && waivers.is_empty();
        told_by_log && late.is_empty() && vouched.is_empty() && unopened.is_empty()
    }
}

/// What is found in a cluster; in one that wasn't listed yet nothing.
async fn part(
    cluster: ClusterId,
    rules: &Loaded,
    sources: &Sources<'_>,
) -> Result<Part, JournalError> {
    let (views, at) = (sources.lens.views, sources.lens.at);
    let Some(row) = views.register().row(cluster, at) else { return Ok(Part::default()) };
    let Some(history) = views.recorded_history(cluster) else { return Ok(Part::default()) };
    let (lens, day) = (&sources.lens, |instant| sources.lens.day(instant));
    let told = |line: &HistoryLine| confirmers::are_told(line, cluster, lens);
    let documented = documented_in(cluster, history, at, opens_documents, told);
    Ok(Part {
        gates: gates_of(&row, rules, sources).await?,
        rises: rises_of(&row, views, at, day),
        waivers: open_waivers_of(&row, views, at),
        late: late_facts_of(cluster, history, at, day, |path| lens.is_public(path)),
        vouched: vouched_in(history, at, told),
        unopened: unopened(documented, sources.accounts).await?,
    })
}

/// An entry, opened where its key is there.
async fn opened(recorded: Recorded, sources: &Sources<'_>) -> Recorded {
    match sources.keys {
        Some(keys) => keys.open(recorded).await,
        None => recorded,
    }
}

async fn streams_of_applications(sources: &Sources<'_>) -> Result<Vec<StreamId>, JournalError> {
    let Sources { log, journal, lens, .. } = *sources;
    if sources.keys.is_none() {
        return Ok(Vec::new());
    }
    let journal = journal.until(lens.at, log).await?;
    let streams = journal.streams_until(lens.at).into_iter();
    let own = streams.filter(|stream| matches!(stream.kind(), StreamKind::Application(_)));
    Ok(own.cloned().collect())
}
