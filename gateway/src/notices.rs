//! Who speaks for a cluster or an organisation, or handed in an application, is told what others did
//! with it, and what runs out soon; officers what waits for their decision; who speaks for a region what
//! moves its clusters; who proposed something what became of it.
//!
//! A follower reads the log from where it stopped: how far it came stands beside the notices and is
//! written with them, so none is lost and none is told twice. Acts of one's own aren't told. At the
//! very first start only the last month is told.

mod letters;
mod officers;
mod proposals;
mod regions;
mod soon;
mod speakers;
pub mod told;

use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::Date;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::entry::{Content, Recorded};
use registry_events::event::{ApplicationEvent, Event};
use registry_events::ids::{AccountId, ApplicationId, ClusterId, OrganisationId, Position};
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::stream::{StreamId, StreamKind};
use registry_projections::history::{Detail, HistoryLine};
use registry_projections::views::Views;
use tokio::task::JoinHandle;
use tracing::error;

use self::speakers::Speakers;
use self::told::Subject;
use crate::http::{App, Problem};
use crate::private::notices::NewNotice;

/// How often it is looked whether a letter is due or a day began.
const ROUND: Duration = Duration::from_secs(30);
/// How long ago something may have happened that is told at the very first start.
const AT_FIRST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A follower who remembers the day for which it told what runs out soon.
#[derive(Debug, Default)]
pub struct Follower {
    soon: Option<Date>,
}

impl Follower {
    /// Tells what is new, and sends what is due by mail.
    ///
    /// # Errors
    /// A fault when the log or the private store can't be read; what was told before it stays told.
    pub async fn round(&mut self, app: &App) -> Result<(), Problem> {
        while follow(app).await? {}
        let today = app.registry.today();
        if self.soon != Some(today) {
            soon::tell(app, today).await?;
            self.soon = Some(today);
        }
        letters::send(app).await
    }
}

/// Starts to tell; the task ends when its handle is aborted.
pub fn start(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut follower = Follower::default();
        loop {
            if let Err(problem) = follower.round(&app).await {
                error!(code = problem.code(), "notices can't be told: {}", problem.code());
            }
            let next = app.views().position().map_or(Position(0), Position::next);
            let woken = app.registry.log().wait_past(next);
            let _woken_or_late = tokio::time::timeout(ROUND, woken).await;
            // What was just written is told a moment later, with what follows it.
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    })
}

/// Reads a part of the log; whether there was any.
async fn follow(app: &App) -> Result<bool, Problem> {
    let accounts = app.registry.accounts();
    let views = app.views();
    let next = Position(accounts.notices_followed().await?.unwrap_or_default());
    if views.position().is_none_or(|folded| folded < next) {
        return Ok(false);
    }
    let is_first = next == Position(0);
    let since = is_first.then(|| app.registry.now() - AT_FIRST);
    let from = since.map_or(next, |since| first_since(&views, since));
    let entries = app.registry.log().read(from, READ_ENTRIES_MAX).await;
    let entries = entries.map_err(|error| Problem::fault(&error))?;
    let speakers = Speakers::of(app).await?;
    let mut notices = Vec::new();
    let mut read = from;
    for entry in entries {
        let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
        // Words come from the views, which mustn't be behind.
        if views.position().is_none_or(|folded| folded < recorded.position) {
            break;
        }
        read = recorded.position.next();
        notices.extend(of_entry(app, &views, &speakers, recorded).await?);
    }
    accounts.add_notices(notices, Some(read.0.max(1))).await?;
    Ok(read > from)
}

/// The first position that was recorded at an instant or later.
fn first_since(views: &Views, since: jiff::Timestamp) -> Position {
    let head = views.position().map_or(0, |folded| folded.next().0);
    let recorded = |position: u64| views.times().recorded_at(Position(position));
    let (mut low, mut high) = (0, head);
    while low < high {
        let middle = low.midpoint(high);
        if recorded(middle).is_some_and(|at| at < since) { low = middle + 1 } else { high = middle }
    }
    Position(low)
}

/// Whom an entry is told to.
async fn of_entry(
    app: &App,
    views: &Views,
    speakers: &Speakers,
    recorded: Recorded,
) -> Result<Vec<NewNotice>, Problem> {
    let kind = recorded.stream.kind();
    // What is sealed as a whole is read by the program alone, which tells no more than that it came.
    let sealed = matches!(recorded.content, Content::Sealed(_));
    let opens = matches!(
        kind,
        StreamKind::Application(_) | StreamKind::Cluster(_) | StreamKind::Expected(_)
    );
    let recorded =
        if sealed && opens { app.registry.keys().open(recorded).await } else { recorded };
    let mut notices = match kind {
        StreamKind::Cluster(cluster) => {
            let mut notices = of_cluster(views, speakers, cluster, &recorded);
            notices.extend(regions::of_cluster(views, speakers, cluster, &recorded));
            notices.extend(officers::of_dispute(app, speakers, cluster, &recorded).await?);
            notices
        }
        StreamKind::Organisation(organisation) => {
            of_organisation(speakers, organisation, &recorded)
        }
        StreamKind::Application(application) => {
            let mut notices = of_application(app, application, &recorded).await?;
            let of_region = regions::of_application(app, views, speakers, application, &recorded);
            notices.extend(of_region.await?);
            notices
        }
        StreamKind::Proposal(proposal) => proposals::of_proposal(views, proposal, &recorded),
        StreamKind::Registry => proposals::of_edition(views, &recorded),
        StreamKind::Expected(expected) => {
            regions::of_expected(views, speakers, expected, &recorded)
        }
        _ => Vec::new(),
    };
    notices.extend(officers::of_entry(speakers, kind, &recorded));
    // Somebody who is told in two ways is told once.
    notices.sort_by(|one, other| (one.account, &one.subject).cmp(&(other.account, &other.subject)));
    notices.dedup_by(|one, other| one.account == other.account && one.subject == other.subject);
    Ok(notices)
}

fn of_cluster(
    views: &Views,
    speakers: &Speakers,
    cluster: ClusterId,
    recorded: &Recorded,
) -> Vec<NewNotice> {
    let Some(history) = views.history(cluster) else { return Vec::new() };
    let lines: Vec<_> = history.of_event(recorded.version).collect();
    let Some(first) = lines.first().filter(|line| is_news(line)) else { return Vec::new() };
    let subject = Subject::Cluster(cluster);
    let notice = |account| notice(account, &subject, first.event_type, recorded);
    let own = first.place.actor.account;
    let mut readers = speakers.of_cluster(cluster).collect::<Vec<_>>();
    for organisation in lines.iter().flat_map(|line| told::organisations(line)) {
        readers.extend(speakers.of_organisation(organisation));
    }
    readers.sort_unstable();
    readers.dedup();
    readers.into_iter().filter(|account| *account != own).map(notice).collect()
}

/// Whether a line is news to who speaks for its cluster: what they fill in themselves isn't, nor an
/// assessment that moved no level.
fn is_news(line: &HistoryLine) -> bool {
    match &line.detail {
        Detail::Stated | Detail::ItemOpened(_) | Detail::ItemClosed(_) => {
            line.place.actor.role != Role::ClusterRepresentative
                || told::organisations(line).next().is_some()
        }
        Detail::Assessed(assessed) => assessed.before != Some(assessed.after),
        _ => true,
    }
}

fn of_organisation(
    speakers: &Speakers,
    organisation: OrganisationId,
    recorded: &Recorded,
) -> Vec<NewNotice> {
    let readers = speakers.of_organisation(organisation);
    to_others(readers, &Subject::Organisation(organisation), recorded)
}

/// An applicant is told that the application came back or was listed.
async fn of_application(
    app: &App,
    application: ApplicationId,
    recorded: &Recorded,
) -> Result<Vec<NewNotice>, Problem> {
    let decided = matches!(
        recorded.event(),
        Some(Event::Application(
            ApplicationEvent::ApplicationReturned(_) | ApplicationEvent::ApplicationListed(_)
        ))
    );
    if !decided {
        return Ok(Vec::new());
    }
    let stream = StreamId::application(application);
    let loaded = app.registry.executor().streams().load(&stream).await?;
    let StreamState::Application(state) = loaded.state.as_ref() else { return Ok(Vec::new()) };
    let applicant = state.applicant.as_ref().map(|applicant| applicant.account);
    Ok(to_others(applicant, &Subject::Application(application), recorded))
}

/// A notice of an entry to each of some people but who recorded it.
fn to_others(
    readers: impl IntoIterator<Item = AccountId>,
    subject: &Subject,
    recorded: &Recorded,
) -> Vec<NewNotice> {
    let Some(event) = recorded.event() else { return Vec::new() };
    let (kind, _) = event.type_and_schema();
    let own = recorded.actor().map(|actor| actor.account);
    let others = readers.into_iter().filter(|account| Some(*account) != own);
    others.map(|account| notice(account, subject, kind, recorded)).collect()
}

fn notice(account: AccountId, subject: &Subject, kind: &str, recorded: &Recorded) -> NewNotice {
    NewNotice {
        account,
        subject: subject.to_string(),
        kind: kind.to_owned(),
        key: recorded.position.to_string(),
        at: recorded.recorded_at,
    }
}
