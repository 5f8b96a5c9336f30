//! A report of a mistake as an officer decides it: what is reported, what stands there with what shows
//! it and how old it is; mended, declined, or passed to the cluster, with a reason for everybody. The
//! cluster that it was passed to sees it too, without the reporter's words.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, this_cluster, whole_registry};
use registry_core::command::DecideReport;
use registry_core::deadline::working_days_after;
use registry_core::rejection::Problem as Broken;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::ReportOutcome;
use registry_events::ids::ReportId;
use registry_events::stream::StreamId;
use registry_projections::card::{Card, CurrentClaim};
use registry_projections::samples::applications::WORKING_DAYS_MAX;
use registry_projections::voice::Report;

use super::super::acts::{WHOLE, field_named, reason_field, tell, to_receipt};
use super::super::renewal::is_renewed;
use super::mending::{current, is_touched, page_of, request_of};
use crate::api::read::voice::words;
use crate::api::write::evidence::check_grant;
use crate::http::form::SignedForm;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{capital, frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::pages::shown::ValueView;
use crate::read::lens::Lens;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;
use crate::words::voice::report_outcome;

/// Where reports stand, each by its id.
pub(super) const PATH: &str = "/work/queue/reports";

/// The page.
#[derive(Template)]
#[template(path = "work/queue/report.html")]
struct ReportPage {
    frame: Frame,
    form: Form,
    queue: String,
    cluster: String,
    profile: String,
    field: String,
    reported: String,
    /// Until when it is to be decided.
    target: String,
    /// What the reporter says; none for the cluster, and where its key was erased.
    said: Option<String>,
    is_officer: bool,
    value: ValueView,
    /// Of a list with something in it: its open items.
    listed: Option<String>,
    /// «Указано 12.03.2017, 45 дней назад».
    age: Option<String>,
    /// Whether it was stated anew since it was reported.
    is_changed: bool,
    /// None where the reader can't.
    mend: Option<Mend>,
    history: String,
    decided: Option<DecidedView>,
    outcome: Choices,
    reason: Field,
}

impl Page for ReportPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What was decided.
struct DecidedView {
    outcome: String,
    on: String,
    reason: String,
}

/// A report that somebody may see.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    report: &'w Report,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        id: ReportId,
    ) -> Result<Self, Problem> {
        let unknown = || Problem::new("not-found").with("report");
        let report = reading.lens().views.voice().report(id);
        match who.caller.role {
            Role::ClusterRepresentative => {
                let passed = report.filter(|report| is_passed(report)).ok_or_else(unknown)?;
                check_grant(app, who.caller, "cluster", this_cluster(passed.cluster)).await?;
            }
            role => {
                Operation::DecideReport.check(role)?;
                check_grant(app, who.caller, "registry", whole_registry).await?;
            }
        }
        Ok(Self { app, who, reading, report: report.ok_or_else(unknown)? })
    }

    fn path(&self) -> String {
        format!("{PATH}/{}", self.report.report)
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }
}

/// Whether a cluster has to say.
pub(super) fn is_passed(report: &Report) -> bool {
    let outcome = report.decided.as_ref().map(|decided| decided.outcome);
    outcome == Some(ReportOutcome::PassedToCluster)
}

/// Where the reader mends what is reported, and how that is called.
struct Mend {
    address: String,
    words: String,
    /// Where a cluster says that it holds as it stands; none where it isn't the cluster's to say.
    renewal: Option<String>,
}

/// What a report of a whole list shows: its open items by their titles.
fn listed(card: &Card, report: &Report, speaker: &Speaker<'_>) -> Option<String> {
    if report.path.item.is_some() {
        return None;
    }
    let items = card.open_items(report.path.field.as_str());
    let titles: Vec<_> = items.map(|item| speaker.item(&item.path)).collect();
    (!titles.is_empty()).then(|| set(&titles.join("; ")))
}

/// `/work/queue/reports/{id}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ReportId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &who, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame).await?)
}

/// Decides it.
pub async fn decide(
    State(app): State<App>,
    named: Result<Path<ReportId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path(report) = named?;
    let who = &sent.signed_in;
    Operation::DecideReport.check(who.caller.role)?;
    let work = Work::of(&app, who, &reading, report).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let Some(outcome) = ReportOutcome::from_key(sent.fields.get("outcome")) else {
        form.wrong("outcome", frame.say("report-outcome-wrong"));
        return to_correct(&work.page(form, frame).await?);
    };
    let reason = sent.fields.get("reason").to_owned();
    let command = DecideReport { report, outcome, reason };
    match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link("/work/queue"))),
        Err(problem) => {
            tell(&app, problem, &mut form, &frame, place_of).await?;
            to_correct(&work.page(form, frame).await?)
        }
    }
}

fn place_of(broken: &Broken) -> String {
    let piece = field_named(broken);
    if piece == "reason" { piece } else { WHOLE.to_owned() }
}

impl Work<'_> {
    async fn page(&self, form: Form, frame: Frame) -> Result<ReportPage, Problem> {
        let (report, lens, language) = (self.report, self.reading.lens(), frame.language);
        let card = lens.views.card(report.cluster).map(AsRef::as_ref);
        let speaker = Speaker { lens, card, language };
        let current = card.and_then(|card| current(card, &report.path));
        let filed = report.filed.position;
        let is_officer = self.who.caller.role == Role::Officer;
        let said = if is_officer {
            words(self.app, &StreamId::report(report.report)).await?
        } else {
            None
        };
        let target = working_days_after(frame.date(report.filed.recorded_at), WORKING_DAYS_MAX);
        let history = format!("/clusters/{}/history?path={}", report.cluster, report.path);
        Ok(ReportPage {
            queue: frame.plain_link("/work/queue"),
            cluster: set(lens.cluster(report.cluster).in_language_or_other(language)),
            profile: frame.plain_link(&format!("/clusters/{}", report.cluster)),
            field: set(&speaker.place_of(&report.path)),
            reported: frame.day(report.filed.recorded_at),
            target: typography::date(target, language),
            said: said.as_deref().map(set),
            is_officer,
            value: current.map_or_else(
                || ValueView::not_provided(language),
                |current| ValueView::of(current, &speaker, &frame),
            ),
            age: current.map(|current| self.age(current, &frame)),
            listed: card.and_then(|card| listed(card, report, &speaker)),
            is_changed: card.is_some_and(|card| is_touched(card, &report.path, filed)),
            mend: self.mend(card, current, &frame),
            history: frame.plain_link(&history),
            decided: DecidedView::of(report, &frame, &lens),
            outcome: outcomes(&form, &frame, self.is_of_the_cluster().await?),
            reason: reason_field(&form, &frame, "report-reason"),
            form,
            frame,
        })
    }

    fn mend(
        &self,
        card: Option<&Card>,
        current: Option<&CurrentClaim>,
        frame: &Frame,
    ) -> Option<Mend> {
        let (path, role) = (&self.report.path, self.who.caller.role);
        let catalogue = self.reading.lens().catalogue()?;
        let below = page_of(path, card, catalogue, role)?;
        let cluster = format!("/work/clusters/{}", self.report.cluster);
        let is_asked = request_of(path, catalogue, role).is_some();
        let is_own = role == Role::ClusterRepresentative && !is_asked;
        let is_ticked = |current: &CurrentClaim| {
            is_renewed(&current.claim, current.disputed.is_some(), catalogue)
        };
        Some(Mend {
            address: frame.plain_link(&format!("{cluster}/{below}")),
            words: frame.say(if is_asked { "request-ask" } else { "report-mend" }),
            renewal: (is_own && current.is_some_and(is_ticked))
                .then(|| frame.plain_link(&format!("{cluster}/renewal"))),
        })
    }

    /// Whether who reported it speaks for the cluster, which then isn't the one to pass it to.
    async fn is_of_the_cluster(&self) -> Result<bool, Problem> {
        let access = self.app.registry.executor().streams().load(&StreamId::access()).await?;
        let StreamState::Access(access) = access.state.as_ref() else { return Ok(false) };
        Ok(access.represents(self.report.filed.actor.account, self.report.cluster))
    }

    fn age(&self, current: &CurrentClaim, frame: &Frame) -> String {
        let stated = frame.date(current.place.recorded_at);
        let days = stated.until(self.app.registry.today()).map(|span| span.get_days());
        let days = days.ok().and_then(|days| usize::try_from(days).ok()).unwrap_or_default();
        let day = typography::date(stated, frame.language);
        let ago = frame.count("report-days-ago", days);
        frame.words.say_with("report-stated", &[("day", &day), ("ago", &ago)])
    }
}

fn outcomes(form: &Form, frame: &Frame, is_of_the_cluster: bool) -> Choices {
    let offered = move |outcome: &ReportOutcome| {
        !is_of_the_cluster || *outcome != ReportOutcome::PassedToCluster
    };
    let keys = ReportOutcome::ALL.into_iter().filter(offered).map(ReportOutcome::key);
    let words = keys.map(|key| (key.to_owned(), frame.say(&format!("report-outcome-{key}"))));
    let mut outcomes = form.choices("outcome", frame.say("report-outcome"), "radio", words);
    for choice in &mut outcomes.choices {
        choice.hint = frame.say(&format!("report-outcome-{}-hint", choice.value));
    }
    outcomes
}

impl DecidedView {
    fn of(report: &Report, frame: &Frame, lens: &Lens<'_>) -> Option<Self> {
        let decided = report.decided_at(lens.at)?;
        Some(Self {
            outcome: capital(report_outcome(decided.outcome).get(frame.language)),
            on: frame.day(decided.place.recorded_at),
            reason: set(&decided.reason),
        })
    }
}
