//! Disputes step by step: filed against a statement, admitted or declined by an officer, answered by
//! the cluster, decided. Each page shows what is contested with all that was said, and the form of the
//! step that is its reader's to take.

pub mod file;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, this_cluster};
use registry_core::command::{AdmitDispute, AnswerDispute, Command, RefuseDispute, ResolveDispute};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::{Dispute, DisputeStanding, StreamState};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::document::DocumentRef;
use registry_events::entry::Recorded;
use registry_events::event::{DisputeEvent, DisputeOutcome, Event};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use super::acts::{
    Brought, WHOLE, brought, evidence_field, field_named, reason_field, tell, to_receipt,
};
use super::letters::Letters;
use super::queue::said::EvidenceView;
use super::queue::{holds, is_officer};
use crate::api::write::disputes::show::seen;
use crate::http::form::Fields;
use crate::http::path::{Decimal, Path};
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::people::whereabouts::Whereabouts;
use crate::read::waiting::{DisputeKey, KnownDispute};
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// Where disputes stand, each below its cluster.
pub(super) const PATH: &str = "/work/disputes";

/// The page.
#[derive(Template)]
#[template(path = "work/disputes/one.html")]
struct DisputePage {
    frame: Frame,
    form: Form,
    cluster: String,
    profile: String,
    label: String,
    /// What is contested, in its words.
    words: Option<String>,
    due: Option<String>,
    steps: Vec<StepView>,
    turn: Turn,
    text: Field,
    evidence: Field,
    letters: Letters,
    reason: Field,
    outcome: Choices,
}

impl Page for DisputePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A step that was taken.
struct StepView {
    heading: String,
    on: String,
    text: Option<String>,
    evidence: Vec<EvidenceView>,
}

/// Which step is the reader's to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Admit or decline.
    Admit,
    /// Answer for the cluster.
    Answer,
    /// Decide.
    Resolve,
    /// None.
    Nothing,
}

/// A dispute that somebody may see.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    key: DisputeKey,
    steps: Vec<Recorded>,
    open: Option<Dispute>,
    /// What is contested, where it still stands.
    stands: Option<std::sync::Arc<registry_events::claim::Claim>>,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        key: DisputeKey,
        from: &Whereabouts,
    ) -> Result<Self, Problem> {
        let steps = seen(app, who.caller, key, from).await?;
        let loaded = app.registry.executor().streams().load(&StreamId::cluster(key.0)).await?;
        let (mut open, mut stands) = (None, None);
        if let StreamState::Cluster(state) = loaded.state.as_ref() {
            open = state.disputes.get(&key.1).cloned();
            let profile = state.profile.without_masked(key.0);
            let claim = contested(&steps).and_then(|it| profile.claim(&it.path));
            stands = claim.map(|current| current.claim.clone());
        }
        Ok(Self { app, who, reading, key, steps, open, stands })
    }

    fn path(&self) -> String {
        format!("{PATH}/{}/{}", self.key.0, self.key.1)
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }

    /// The step that is the reader's; nobody decides about a dispute of their own.
    async fn turn(&self) -> Result<Turn, Problem> {
        let Some(open) = &self.open else { return Ok(Turn::Nothing) };
        let is_own = open.account == self.who.caller.account;
        if is_officer(self.app, self.who).await? && !is_own {
            return Ok(self.turn_of_officer(open));
        }
        let waits =
            matches!(open.standing, DisputeStanding::Admitted | DisputeStanding::Unanswered);
        let represents = self.who.caller.role == Role::ClusterRepresentative
            && holds(self.app, self.who, this_cluster(self.key.0)).await?;
        Ok(if waits && represents { Turn::Answer } else { Turn::Nothing })
    }

    fn turn_of_officer(&self, open: &Dispute) -> Turn {
        let is_over = open.due.is_some_and(|due| due < self.app.registry.today());
        match open.standing {
            DisputeStanding::Filed => Turn::Admit,
            DisputeStanding::Answered | DisputeStanding::Unanswered => Turn::Resolve,
            DisputeStanding::Admitted if is_over => Turn::Resolve,
            DisputeStanding::Admitted | DisputeStanding::Closed => Turn::Nothing,
        }
    }
}

/// The claim that a dispute is about, as its steps name it.
fn contested(steps: &[Recorded]) -> Option<&ClaimRef> {
    steps.iter().find_map(|step| match step.event()? {
        Event::Dispute(DisputeEvent::DisputeFiled(filed)) => Some(&filed.claim),
        Event::Dispute(DisputeEvent::DisputeAdmitted(admitted)) => Some(&admitted.claim),
        _ => None,
    })
}

/// The documents that a dispute was filed with, as its steps name them.
fn filed_with(steps: &[Recorded]) -> Vec<DocumentRef> {
    let filed = steps.iter().find_map(|step| match step.event()? {
        Event::Dispute(DisputeEvent::DisputeFiled(filed)) => Some(&filed.evidence),
        _ => None,
    });
    let document = |piece: &Evidence| match piece {
        Evidence::Document(document) => Some(*document),
        Evidence::Link(_) => None,
    };
    filed.into_iter().flatten().filter_map(document).collect()
}

/// `/work/disputes/{cluster}/{version}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, Decimal)>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((cluster, Decimal(number))) = named?;
    let key = (cluster, StreamVersion(number));
    let work = Work::of(&app, &who, &reading, key, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame, &[]).await?)
}

/// A step.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ClusterId, Decimal)>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path((cluster, Decimal(number))) = named?;
    let (key, who) = ((cluster, StreamVersion(number)), &sent.signed_in);
    check_steps(who.caller.role)?;
    let mut work = Work::of(&app, who, &reading, key, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let Brought { evidence, documents } = brought(&app, &sent, &mut form, &frame).await?;
    let command = command(key, &sent.fields, evidence);
    if command.is_none() {
        form.wrong("outcome", frame.say("dispute-outcome-wrong"));
    }
    if let Some(command) = command.filter(|_| !form.is_wrong()) {
        match execute_for(&app, who.caller, &sent.request, command).await {
            Ok(done) => return Ok(to_receipt(&frame, &done, &frame.plain_link("/work/queue"))),
            Err(problem) => {
                work = Work::of(&app, who, &reading, key, &from).await?;
                match work.meanwhile(&problem, &frame) {
                    Some(words) => form.wrong(WHOLE, words),
                    None => tell(&app, problem, &mut form, &frame, place_of).await?,
                }
            }
        }
    }
    to_correct(&work.page(form, frame, &documents).await?)
}

/// Refuses a role that takes no step of disputes, before it learns whether there is this one.
fn check_steps(role: Role) -> Result<(), Rejection> {
    Operation::AdmitDispute.check(role).or_else(|_| Operation::AnswerDispute.check(role))
}

/// The step that a form asks for; none while the outcome of a decision isn't chosen.
fn command(key: DisputeKey, sent: &Fields, evidence: Vec<Evidence>) -> Option<Command> {
    let (cluster, dispute) = key;
    let text = || sent.get("text").to_owned();
    let reason = || sent.get("reason").to_owned();
    Some(match sent.get("act") {
        "admit" => AdmitDispute { cluster, dispute, text: text(), evidence }.into(),
        "refuse" => RefuseDispute { cluster, dispute, reason: reason() }.into(),
        "answer" => AnswerDispute { cluster, dispute, text: text(), evidence }.into(),
        _ => {
            let outcome = match sent.get("outcome") {
                "upheld" => DisputeOutcome::Upheld,
                "rejected" => DisputeOutcome::Rejected,
                _ => return None,
            };
            ResolveDispute { cluster, dispute, outcome, reason: reason(), evidence }.into()
        }
    })
}

fn place_of(broken: &Broken) -> String {
    let piece = field_named(broken);
    if ["text", "reason", "evidence"].contains(&piece.as_str()) { piece } else { WHOLE.to_owned() }
}

impl Work<'_> {
    async fn page(
        &self,
        form: Form,
        frame: Frame,
        documents: &[DocumentRef],
    ) -> Result<DisputePage, Problem> {
        let (cluster, lens, language) = (self.key.0, self.reading.lens(), frame.language);
        let card = lens.views.card(cluster).map(AsRef::as_ref);
        let speaker = Speaker { lens, card, language };
        let claim = contested(&self.steps);
        let outcomes = [("upheld", "dispute-upheld"), ("rejected", "dispute-rejected")];
        let outcomes = outcomes.map(|(key, words)| (key.to_owned(), frame.say(words)));
        let turn = self.turn().await?;
        let text = match turn {
            Turn::Answer => form.field("text", frame.say("dispute-answer-text")),
            _ => form.field("text", frame.say("dispute-admit-text")),
        };
        let due = self.open.as_ref().and_then(|open| open.due);
        let mut steps = Vec::new();
        for step in &self.steps {
            steps.extend(self.step(step, &frame).await?);
        }
        Ok(DisputePage {
            cluster: set(lens.cluster(cluster).in_language_or_other(language)),
            profile: frame.plain_link(&format!("/clusters/{cluster}")),
            label: claim.map(|claim| set(&speaker.place_of(&claim.path))).unwrap_or_default(),
            words: self.stands.as_ref().map(|claim| set(&speaker.claim(claim))),
            due: due.map(|day| typography::date(day, language)),
            steps,
            text: text.lines(5).hint(frame.say("acts-reason-hint")),
            evidence: evidence_field(&form, &frame, turn == Turn::Admit),
            letters: self.letters(turn, &form, &frame, documents),
            reason: reason_field(&form, &frame, "dispute-reason"),
            outcome: form.choices("outcome", frame.say("dispute-outcome"), "radio", outcomes),
            turn,
            form,
            frame,
        })
    }
}

impl Work<'_> {
    /// What was recorded of the dispute before, where that is why a step is refused: somebody was faster.
    fn meanwhile(&self, refused: &Problem, frame: &Frame) -> Option<String> {
        let last = self.steps.last().filter(|_| OVERTAKEN.contains(&refused.code()))?;
        let Some(Event::Dispute(event)) = last.event() else { return None };
        let step = frame.say(&format!("dispute-step-{}", heading(event)));
        let day = frame.day(last.recorded_at);
        let who = last.actor().map(|actor| terms::role(actor.role).get(frame.language));
        let parts = [("step", step.as_str()), ("day", &day), ("who", who.unwrap_or_default())];
        Some(set(&frame.words.say_with("dispute-meanwhile", &parts)))
    }

    /// The documents of a step; an officer may show the cluster those that the dispute was filed with.
    fn letters(
        &self,
        turn: Turn,
        form: &Form,
        frame: &Frame,
        documents: &[DocumentRef],
    ) -> Letters {
        match turn {
            Turn::Admit => Letters::new(form, frame, "dispute-admit-files", documents)
                .offering(&filed_with(&self.steps), frame),
            _ => Letters::new(form, frame, "dispute-answer-files", documents),
        }
    }

    /// A step in words, with the ways to documents that the reader may open.
    async fn step(&self, entry: &Recorded, frame: &Frame) -> Result<Option<StepView>, Problem> {
        let Some(Event::Dispute(event)) = entry.event() else { return Ok(None) };
        let (text, evidence): (_, &[Evidence]) = match event {
            DisputeEvent::DisputeFiled(it) => (Some(&it.grounds), &it.evidence),
            DisputeEvent::DisputeRefused(it) => (Some(&it.reason), &[]),
            DisputeEvent::DisputeAdmitted(it) => (Some(&it.text), &it.evidence),
            DisputeEvent::DisputeAnswered(it) => (Some(&it.text), &it.evidence),
            DisputeEvent::DisputeResolved(it) => (Some(&it.reason), &it.evidence),
            DisputeEvent::DisputeDeadlineMissed(_) | DisputeEvent::DisputeLifted(_) => (None, &[]),
        };
        Ok(Some(StepView {
            heading: frame.say(&format!("dispute-step-{}", heading(event))),
            on: frame.day(entry.recorded_at),
            text: text.map(|text| set(text)),
            evidence: EvidenceView::for_reader(self.app, self.who, evidence, frame).await?,
        }))
    }
}

/// Why a step is refused that somebody else took before, or that another step came before.
const OVERTAKEN: [&str; 4] =
    ["dispute.admitted", "dispute.answered", "dispute.closed", "dispute.unanswered"];

/// What a step is called.
const fn heading(event: &DisputeEvent) -> &'static str {
    match event {
        DisputeEvent::DisputeFiled(_) => "filed",
        DisputeEvent::DisputeRefused(_) => "refused",
        DisputeEvent::DisputeAdmitted(_) => "admitted",
        DisputeEvent::DisputeAnswered(_) => "answered",
        DisputeEvent::DisputeDeadlineMissed(_) => "missed",
        DisputeEvent::DisputeResolved(it) => it.outcome.key(),
        DisputeEvent::DisputeLifted(_) => "lifted",
    }
}

/// The disputes that aren't closed.
pub(super) async fn known(app: &App) -> Result<Vec<(DisputeKey, KnownDispute)>, Problem> {
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    let Some(last) = head.last() else { return Ok(Vec::new()) };
    let (log, keys) = (&**app.registry.log(), &**app.registry.keys());
    let waiting = app.waiting.until(last, log, keys).await;
    let waiting = waiting.map_err(|error| Problem::fault(&error))?;
    Ok(waiting.disputes().map(|(key, known)| (key, *known)).collect())
}
