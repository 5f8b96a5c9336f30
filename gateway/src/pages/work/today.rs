//! What a day begins with for those who look after the whole registry: how much waits and how much of it
//! is late, and what came, was decided and changed since yesterday.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::actor::Role;
use registry_projections::place::Place;

use super::{completeness, queue};
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::frame::Frame;
use crate::words::typography;

/// Where decisions are told to everybody.
const DECISIONS: &str = "/moderation";

/// What the day begins with.
pub(super) struct Today {
    /// What waits for the reader; nothing waits for those who decide nothing.
    pub(super) queues: Vec<QueueView>,
    /// «Со вчерашнего дня, 25.11.2026».
    pub(super) heading: String,
    pub(super) changed: Vec<ChangedView>,
}

/// How much waits in one way.
pub(super) struct QueueView {
    pub(super) heading: String,
    /// Where it stands; none where nothing waits.
    pub(super) address: Option<String>,
    pub(super) count: String,
    /// «Срок прошёл: 2».
    pub(super) late: Option<String>,
    /// Since when the oldest waits, and the target where there is one.
    pub(super) notes: Vec<String>,
}

/// So many since yesterday.
pub(super) struct ChangedView {
    pub(super) label: String,
    pub(super) count: String,
    /// Where they are listed.
    pub(super) address: Option<String>,
}

impl Today {
    /// What the day of a role begins with; none where it looks after less than the whole registry, or
    /// keeps accounts and nothing else.
    pub(super) async fn of(
        app: &App,
        who: &SignedIn,
        reading: &Reading,
        frame: &Frame,
    ) -> Result<Option<Self>, Problem> {
        let waiting = match who.caller.role {
            Role::Officer => queue::of_officer(app, who, reading, frame).await?,
            Role::Auditor => Vec::new(),
            Role::ClusterRepresentative
            | Role::OrganisationRepresentative
            | Role::RegionRepresentative
            | Role::Administrator
            | Role::Clerk => return Ok(None),
        };
        let today = app.registry.today();
        let yesterday = today.yesterday().unwrap_or(today);
        let day = typography::date(yesterday, frame.language);
        Ok(Some(Self {
            queues: waiting.into_iter().map(|one| QueueView::of(one, frame)).collect(),
            heading: frame.words.say_with("today-since", &[("day", day.as_str())]),
            changed: changed(app, reading, yesterday, frame).await?,
        }))
    }
}

impl QueueView {
    fn of(waiting: queue::Waiting, frame: &Frame) -> Self {
        let queue::Waiting { key, heading, lead, count, late, since } = waiting;
        let place = format!("{}#queue-{key}", frame.plain_link(queue::PATH));
        let late_words =
            frame.words.say_with("today-late", &[("count", late.to_string().as_str())]);
        let oldest = since.map(|since| {
            frame.words.say_with("today-oldest", &[("day", frame.day(since).as_str())])
        });
        Self {
            heading,
            address: (count > 0).then_some(place),
            count: typography::integer(count as u64),
            late: (late > 0).then_some(late_words),
            notes: oldest.into_iter().chain(lead.filter(|_| count > 0)).collect(),
        }
    }
}

/// What came, was decided and changed since a day began.
async fn changed(
    app: &App,
    reading: &Reading,
    day: Date,
    frame: &Frame,
) -> Result<Vec<ChangedView>, Problem> {
    let since = frame.midnight(day).unwrap_or_default();
    let (received, decided) = cases(app, reading, since).await?;
    let after = |place: &Place| place.recorded_at >= since;
    let cards = || reading.views.cards();
    let listed = cards().filter(|card| after(&card.listed)).count();
    let updated = cards().filter(|card| after(&card.updated)).count();
    let came = format!("{DECISIONS}?since={day}");
    let profiles = format!("{}?since={day}&changed=true", completeness::PATH);
    let counts = [
        ("today-received", received, Some(came)),
        ("today-decided", decided, None),
        ("today-listed", listed, None),
        ("today-updated", updated, Some(profiles)),
    ];
    let view = |(key, count, path): (&str, usize, Option<String>)| ChangedView {
        label: frame.say(key),
        count: typography::integer(count as u64),
        address: path.filter(|_| count > 0).map(|path| frame.plain_link(&path)),
    };
    Ok(counts.into_iter().map(view).collect())
}

/// How many applications, reports and disputes came since a moment, and how many were decided, of those
/// that «Журнал рассмотрения» tells.
async fn cases(app: &App, reading: &Reading, since: Timestamp) -> Result<(usize, usize), Problem> {
    let lens = reading.lens();
    let (log, keys) = (&**app.registry.log(), &**app.registry.keys());
    let cases = app.moderation.within(app.settings.folded_within, lens.at, log, keys).await;
    let cases = cases.map_err(|error| Problem::fault(&error))?;
    let received = cases.at(lens.at).filter(|case| case.received.at >= since).count();
    let decisions = cases.at(lens.at).filter_map(|case| case.decision_at(lens.at));
    Ok((received, decisions.filter(|decision| decision.made.at >= since).count()))
}
