//! What waits for its reader, the oldest first: of officers, applications, reports of mistakes, disputes,
//! documents to hold statements against and proposals; of a cluster, what was returned or passed to it and disputes
//! to answer; of other parties, what they are asked to confirm.

pub mod application;
mod mending;
pub mod report;
mod returns;
pub(in crate::pages) mod said;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use registry_core::access::{this_cluster, whole_registry};
use registry_core::editions::RegistryState;
use registry_core::state::{ApplicationStanding, Dispute, DisputeStanding, StreamState};
use registry_events::actor::Role;
use registry_events::ids::ApplicationId;
use registry_events::stream::StreamId;
use registry_projections::samples::applications::{WORKING_DAYS_MAX, working_days_between};
use registry_projections::voice::{Proposal, Report};

use super::applications::{self, Requirements};
use super::confirmations;
use super::disputes;
use crate::api::read::streams::{registry, rules_of};
use crate::api::read::voice::proposal_shown;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::pages::proposals;
use crate::read::waiting::{DisputeKey, KnownApplication, KnownDispute};
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The page's path.
pub(super) const PATH: &str = "/work/queue";

/// So many letters of a proposal stand in the list.
const PROPOSAL_LETTERS_MAX: usize = 120;

/// The page.
#[derive(Template)]
#[template(path = "work/queue/index.html")]
struct QueuePage {
    frame: Frame,
    groups: Vec<Group>,
}

impl Page for QueuePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What waits in one way.
struct Group {
    key: &'static str,
    heading: String,
    /// The target, where there is one.
    lead: Option<String>,
    rows: Vec<Row>,
}

/// Something that waits.
struct Row {
    label: String,
    address: String,
    note: String,
    since: String,
    is_late: bool,
    at: Timestamp,
}

/// How much waits in one way, and how long.
pub(super) struct Waiting {
    pub(super) key: &'static str,
    pub(super) heading: String,
    /// The target, where there is one.
    pub(super) lead: Option<String>,
    pub(super) count: usize,
    pub(super) late: usize,
    /// Since when the oldest of it does.
    pub(super) since: Option<Timestamp>,
}

impl Waiting {
    fn of(group: Group) -> Self {
        Self {
            count: group.rows.len(),
            late: group.rows.iter().filter(|row| row.is_late).count(),
            since: group.rows.iter().map(|row| row.at).min(),
            key: group.key,
            heading: group.heading,
            lead: group.lead,
        }
    }
}

/// How much waits for an officer, in each way that something can.
pub(super) async fn of_officer(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
    frame: &Frame,
) -> Result<Vec<Waiting>, Problem> {
    let groups = Making { app, who, reading, frame }.of_officer().await?;
    Ok(groups.into_iter().map(Waiting::of).collect())
}

/// Everything that the groups are made from.
struct Making<'m> {
    app: &'m App,
    who: &'m SignedIn,
    reading: &'m Reading,
    frame: &'m Frame,
}

/// `/work/queue`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let making = Making { app: &app, who: &who, reading: &reading, frame: &frame };
    let mut groups = match who.caller.role {
        Role::Officer => making.of_officer().await?,
        Role::ClusterRepresentative => making.of_cluster().await?,
        Role::OrganisationRepresentative | Role::RegionRepresentative => {
            vec![making.confirmations().await?]
        }
        Role::Auditor | Role::Administrator | Role::Clerk => Vec::new(),
    };
    groups.retain(|group| !group.rows.is_empty());
    for group in &mut groups {
        group.rows.sort_by_key(|row| row.at);
    }
    rendered_privately(&QueuePage { frame, groups })
}

impl Making<'_> {
    async fn of_officer(&self) -> Result<Vec<Group>, Problem> {
        let mut to_admit = self.group("disputes-to-admit", None);
        let mut to_resolve = self.group("disputes-to-resolve", None);
        for (key, known, dispute) in self.disputes().await? {
            if dispute.account == self.who.caller.account {
                continue;
            }
            let row = self.dispute(key, known, &dispute);
            match dispute.standing {
                DisputeStanding::Filed => to_admit.rows.push(row),
                DisputeStanding::Answered | DisputeStanding::Unanswered => {
                    to_resolve.rows.push(row);
                }
                DisputeStanding::Admitted if self.is_over(&dispute) => to_resolve.rows.push(row),
                DisputeStanding::Admitted | DisputeStanding::Closed => {}
            }
        }
        let (applications, reports) = (self.applications().await?, self.reports());
        let (confirmations, proposals) = (self.confirmations().await?, self.proposals().await?);
        Ok(vec![applications, reports, to_admit, to_resolve, confirmations, proposals])
    }

    async fn of_cluster(&self) -> Result<Vec<Group>, Problem> {
        let account = self.who.caller.account;
        let mut returned = self.group("returned", None);
        let is_own = |known: &KnownApplication| {
            known.applicant == account && known.standing == ApplicationStanding::Returned
        };
        for (id, known) in applications::known(self.app, is_own).await? {
            let path = format!("{}/{id}", applications::PATH);
            let label = applications::name(self.app, id, self.frame).await?;
            returned.rows.push(self.row(label, &path, String::new(), known.since, false));
        }
        let mut to_answer = self.group("disputes-to-answer", None);
        for (key, known, dispute) in self.disputes().await? {
            let waits =
                matches!(dispute.standing, DisputeStanding::Admitted | DisputeStanding::Unanswered);
            if waits && self.speaks_for(key).await? {
                to_answer.rows.push(self.dispute(key, known, &dispute));
            }
        }
        Ok(vec![returned, to_answer, self.passed().await?, self.confirmations().await?])
    }

    /// The applications that wait for an officer, with the days they have waited.
    async fn applications(&self) -> Result<Group, Problem> {
        let target = WORKING_DAYS_MAX.to_string();
        let lead = self.frame.words.say_with("queue-target", &[("days", target.as_str())]);
        let mut group = self.group("applications", Some(lead));
        let submitted = |known: &KnownApplication| known.standing == ApplicationStanding::Submitted;
        for (id, known) in applications::known(self.app, submitted).await? {
            let (days, is_late) = self.waited(known.since);
            let label = applications::name(self.app, id, self.frame).await?;
            let waiver = self.is_waived(id).await?.then(|| self.frame.say("queue-waived"));
            let note = [Some(days), waiver].into_iter().flatten();
            let note = note.collect::<Vec<_>>().join(" · ");
            let path = format!("/work/queue/applications/{id}");
            group.rows.push(self.row(label, &path, note, known.since, is_late));
        }
        Ok(group)
    }

    /// Whether a cluster would be listed with requirements that wait for the sake of its status.
    async fn is_waived(&self, id: ApplicationId) -> Result<bool, Problem> {
        let streams = self.app.registry.executor().streams();
        let loaded = streams.load(&StreamId::application(id)).await?;
        let registry = registry(self.app).await?;
        let in_force = rules_of(&registry).and_then(RegistryState::in_force);
        let (StreamState::Application(state), Some(in_force)) = (loaded.state.as_ref(), in_force)
        else {
            return Ok(false);
        };
        let (lens, language) = (self.reading.lens(), self.frame.language);
        let (today, speaker) = (self.app.registry.today(), Speaker { lens, card: None, language });
        Ok(Requirements::of(&state.profile, in_force.rulebook, today, &speaker).waiver.is_some())
    }

    /// The reports that wait for a decision; nobody decides one of their own.
    fn reports(&self) -> Group {
        let target = WORKING_DAYS_MAX.to_string();
        let lead = self.frame.words.say_with("queue-target", &[("days", target.as_str())]);
        let mut group = self.group("reports", Some(lead));
        let (lens, own) = (self.reading.lens(), self.who.caller.account);
        let waits = |report: &&Report| {
            report.decided_at(lens.at).is_none() && report.filed.actor.account != own
        };
        for report in lens.views.voice().reports(lens.at).filter(waits) {
            let (waited, is_late) = self.waited(report.filed.recorded_at);
            group.rows.push(self.report(report, waited, report.filed.recorded_at, is_late));
        }
        group
    }

    /// The reports that were passed to clusters the reader represents, until these had their say.
    async fn passed(&self) -> Result<Group, Problem> {
        let mut group = self.group("reports-passed", None);
        let lens = self.reading.lens();
        let streams = self.app.registry.executor().streams();
        let access = streams.load(&StreamId::access()).await?;
        let StreamState::Access(access) = access.state.as_ref() else { return Ok(group) };
        let is_own = |report: &&Report| access.represents(self.who.caller.account, report.cluster);
        let passed = lens.views.voice().reports(lens.at).filter(|it| report::is_passed(it));
        for report in passed.filter(is_own) {
            let Some(decided) = report.decided_at(lens.at) else { continue };
            if !mending::is_answered(report, decided.place.position, &lens, access) {
                let passed = decided.place.recorded_at;
                group.rows.push(self.report(report, String::new(), passed, false));
            }
        }
        Ok(group)
    }

    fn report(&self, report: &Report, note: String, at: Timestamp, is_late: bool) -> Row {
        let (lens, language) = (self.reading.lens(), self.frame.language);
        let card = lens.views.card(report.cluster).map(AsRef::as_ref);
        let speaker = Speaker { lens, card, language };
        let (name, field) = (lens.cluster(report.cluster), speaker.place_of(&report.path));
        let label = set(&format!("{} — {field}", name.in_language_or_other(language)));
        self.row(label, &format!("{}/{}", report::PATH, report.report), note, at, is_late)
    }

    /// «Ждёт 3 рабочих дня», and whether that is longer than the target.
    fn waited(&self, since: Timestamp) -> (String, bool) {
        let days = working_days_between(self.frame.date(since), self.app.registry.today());
        let count = usize::try_from(days).unwrap_or(usize::MAX);
        (self.frame.count("queue-waited", count), days > WORKING_DAYS_MAX)
    }

    async fn confirmations(&self) -> Result<Group, Problem> {
        let mut group = self.group("confirmations", None);
        for waiting in confirmations::waiting(self.app, self.who, self.reading).await? {
            let label = set(self
                .reading
                .lens()
                .cluster(waiting.cluster)
                .in_language_or_other(self.frame.language));
            let note = self.frame.count("queue-statements", waiting.count);
            let path = format!("{}/{}", confirmations::PATH, waiting.cluster);
            group.rows.push(self.row(label, &path, note, waiting.since, false));
        }
        Ok(group)
    }

    /// The proposals that wait for an answer; nobody answers one of their own.
    async fn proposals(&self) -> Result<Group, Problem> {
        let mut group = self.group("proposals", None);
        let (lens, caller) = (self.reading.lens(), self.who.caller);
        let opens = is_officer(self.app, self.who).await?;
        let waits = |it: &&Proposal| {
            it.answered_at(lens.at).is_none() && it.made.actor.account != caller.account
        };
        for proposal in lens.views.voice().proposals(lens.at).filter(waits) {
            let shown = proposal_shown(self.app, proposal, (opens, Some(caller)), &lens).await?;
            let about = proposals::about(shown.about, self.frame);
            let words = shown.text.as_deref().or(shown.own_words.as_deref());
            let label = match words {
                Some(words) => set(&format!("{about}: {}", beginning(words))),
                None => about,
            };
            let unpublished = shown.text.is_none().then(|| self.frame.say("queue-unpublished"));
            let path = format!("{}/{}", proposals::PATH, proposal.proposal);
            let note = unpublished.unwrap_or_default();
            group.rows.push(self.row(label, &path, note, shown.made_at, false));
        }
        Ok(group)
    }

    /// The disputes that aren't closed, as their clusters have them.
    async fn disputes(&self) -> Result<Vec<(DisputeKey, KnownDispute, Dispute)>, Problem> {
        let mut found = Vec::new();
        for (key, known) in disputes::known(self.app).await? {
            let stream = StreamId::cluster(key.0);
            let loaded = self.app.registry.executor().streams().load(&stream).await?;
            if let StreamState::Cluster(cluster) = loaded.state.as_ref()
                && let Some(dispute) = cluster.disputes.get(&key.1)
            {
                found.push((key, known, dispute.clone()));
            }
        }
        Ok(found)
    }

    fn dispute(
        &self,
        (cluster, number): DisputeKey,
        known: KnownDispute,
        dispute: &Dispute,
    ) -> Row {
        let (lens, language) = (self.reading.lens(), self.frame.language);
        let card = lens.views.card(cluster).map(AsRef::as_ref);
        let speaker = Speaker { lens, card, language };
        let name = lens.cluster(cluster);
        let field = speaker.place_of(&dispute.claim.path);
        let label = set(&format!("{} — {field}", name.in_language_or_other(language)));
        let due = dispute.due.map(|day| typography::date(day, language));
        let due = due.map(|day| self.frame.words.say_with("queue-until", &[("day", day.as_str())]));
        let path = format!("{}/{cluster}/{number}", disputes::PATH);
        self.row(label, &path, due.unwrap_or_default(), known.since, self.is_over(dispute))
    }

    fn is_over(&self, dispute: &Dispute) -> bool {
        dispute.due.is_some_and(|due| due < self.app.registry.today())
    }

    /// Whether the reader represents the cluster of a dispute.
    async fn speaks_for(&self, (cluster, _): DisputeKey) -> Result<bool, Problem> {
        holds(self.app, self.who, this_cluster(cluster)).await
    }

    fn group(&self, key: &'static str, lead: Option<String>) -> Group {
        Group { key, heading: self.frame.say(&format!("queue-{key}")), lead, rows: Vec::new() }
    }

    fn row(&self, label: String, path: &str, note: String, at: Timestamp, is_late: bool) -> Row {
        let (address, since) = (self.frame.plain_link(path), self.frame.day(at));
        Row { label, address, note, since, is_late, at }
    }
}

/// How a text begins, on one line.
fn beginning(text: &str) -> String {
    let mut letters = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = letters.char_indices().nth(PROPOSAL_LETTERS_MAX) {
        letters.truncate(end);
        letters.push('…');
    }
    letters
}

/// Whether somebody holds a grant of the role they act in that fits.
pub(super) async fn holds(
    app: &App,
    who: &SignedIn,
    fits: impl Fn(&registry_events::event::Scope) -> bool,
) -> Result<bool, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(false) };
    Ok(access.grants_for(who.caller, fits).next().is_some())
}

/// Whether somebody acts as an officer of the registry.
pub(super) async fn is_officer(app: &App, who: &SignedIn) -> Result<bool, Problem> {
    Ok(who.caller.role == Role::Officer && holds(app, who, whole_registry).await?)
}
