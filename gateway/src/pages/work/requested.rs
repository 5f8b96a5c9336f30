//! A change that only an officer makes (of the official name, of the regions, of a status) asked for by
//! who speaks for the cluster: what it should say, and why. It goes to officers as a report about that
//! field does, and they answer it with a reason.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::FileReport;
use registry_events::actor::Role;
use registry_events::catalogue::{Field as Asked, Visibility};
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;
use registry_events::value::{Code, ValueType};
use registry_projections::voice::Report;

use super::acts::{WHOLE, tell, to_receipt};
use super::control::{Control, Making};
use super::field::{Above, above, is_asked};
use super::opened::Opened;
use super::typed::{filled, lacks_main, typed};
use crate::api::write::changes::OfForm;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::voice_bound::check_reports;
use crate::http::{App, Problem, Reading, SignedIn, execute_for, json_value};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, id_of};
use crate::pages::frame::Frame;
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::read::lens::Lens;
use crate::words::typography::set;
use crate::words::value::Speaker;
use crate::words::voice::report_outcome;
use registry_core::profile::changes::Said;
use serde_json::json;

/// The name of the reason.
const REASON: &str = "reason";

/// The page.
#[derive(Template)]
#[template(path = "work/requested.html")]
struct RequestPage {
    frame: Frame,
    subject: Above,
    form: Form,
    id: String,
    label: String,
    hint: String,
    error: String,
    /// What stands.
    stands: Option<String>,
    /// What it should say.
    controls: Vec<Control>,
    reason: Field,
    /// What was asked before and waits: since when.
    waiting: Vec<String>,
    /// What was answered last.
    answered: Option<String>,
}

impl Page for RequestPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Everything that the page is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    opened: &'w Opened,
    field: &'w Asked,
    path: FieldPath,
    speaker: Speaker<'w>,
}

/// Whether a change of a field is asked of an officer: it is seen by everybody, and its cluster can't
/// make it.
pub(super) fn is_requested(field: &Asked, role: Role) -> bool {
    let is_officers = field.value_type != ValueType::File && !is_asked(field, role);
    let by_cluster = field.is_a_list() && !field.by_officer;
    role == Role::ClusterRepresentative
        && is_officers
        && !by_cluster
        && field.visibility == Visibility::Public
}

/// The page on which a change of a field is asked for.
pub(super) fn path_of(opened: &Opened, field: &Code) -> String {
    format!("{}/requests/{field}", opened.path())
}

/// The requests about a field of a cluster that no officer has answered.
pub(super) fn waiting<'v>(
    lens: &Lens<'v>,
    cluster: ClusterId,
    path: &'v FieldPath,
) -> impl Iterator<Item = &'v Report> {
    let at = lens.at;
    let reports = lens.views.voice().reports(at);
    let reports = reports.filter(move |report| is_about(report, cluster, path));
    reports.filter(move |report| report.decided_at(at).is_none())
}

fn is_about(report: &Report, cluster: ClusterId, path: &FieldPath) -> bool {
    let by_cluster = report.filed.actor.role == Role::ClusterRepresentative;
    report.cluster == cluster && report.path == *path && by_cluster
}

/// `/work/clusters/{id}/requests/{field}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, key)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let work = Work::new(&app, &who, &opened, &key, &reading)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame).sent(work.standing());
    rendered_privately(&work.shown(form, frame))
}

/// Sends the request.
pub async fn send(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path((id, key)), who) = (named?, &sent.signed_in);
    let opened = Opened::of(&app, who, id).await?;
    let work = Work::new(&app, who, &opened, &key, &reading)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let text = work.read(&sent.fields, &mut form, &frame).await?;
    if form.is_wrong() {
        return to_correct(&work.shown(form, frame));
    }
    check_reports(&app, who.caller)?;
    let command = FileReport { cluster: id, path: work.path.clone(), text };
    match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => {
            let section = above(&opened, work.field, &work.speaker, &frame).section_page;
            Ok(to_receipt(&frame, &done, &section))
        }
        Err(problem) => {
            let place = |broken: &registry_core::rejection::Problem| {
                if broken.pointer == "/text" { REASON } else { WHOLE }.to_owned()
            };
            tell(&app, problem, &mut form, &frame, place).await?;
            to_correct(&work.shown(form, frame))
        }
    }
}

/// Words without what a page is set with: they are recorded as if they had been typed.
fn as_typed(words: &str) -> String {
    words.replace('\u{ad}', "").replace(['\u{a0}', '\u{202f}'], " ")
}

impl<'w> Work<'w> {
    fn new(
        app: &'w App,
        who: &'w SignedIn,
        opened: &'w Opened,
        key: &str,
        reading: &'w Reading,
    ) -> Result<Self, Problem> {
        Operation::FileReport.check(who.caller.role)?;
        let unknown = || Problem::new("path.unknown").with(key);
        let path = FieldPath::of_cluster(Code::parse(key).map_err(|_| unknown())?);
        let field = opened.in_force()?.catalogue.field(&path).ok_or_else(unknown)?;
        if !is_requested(field, who.caller.role) {
            return Err(unknown());
        }
        let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
        Ok(Self { app, who, opened, field, path, speaker })
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &path_of(self.opened, &self.field.key))
    }

    /// What stands, as the fields of the form show it.
    fn standing(&self) -> Fields {
        let current = self.opened.profile().claim(&self.path);
        let value = current.and_then(|current| current.claim.stated.value());
        let stands = value.map(|value| filled(self.field, &json_value::natural(value)));
        stands.unwrap_or_default().into()
    }

    fn stands(&self) -> Option<String> {
        if self.field.is_a_list() {
            let items = self.opened.profile().open_items(self.field.key.as_str());
            let titles = items.map(|item| super::control::title(&self.speaker, item));
            let titles: Vec<_> = titles.collect();
            return (!titles.is_empty()).then(|| set(&titles.join("; ")));
        }
        let current = self.opened.profile().claim(&self.path)?;
        Some(set(&self.speaker.claim(&current.claim)))
    }

    /// The words of the request; what is wrong with it is told on the form.
    async fn read(&self, sent: &Fields, form: &mut Form, frame: &Frame) -> Result<String, Problem> {
        let wanted = self.wanted(sent, form, frame).await?;
        let reason = sent.get(REASON).trim();
        if reason.is_empty() {
            form.wrong(REASON, frame.say("request-reason-needed"));
        }
        let wanted = wanted.map(|wanted| {
            let stands = self.stands().unwrap_or_else(|| frame.say("stand-not-provided"));
            let parts = [("stands", stands.as_str()), ("wanted", &wanted)];
            as_typed(&frame.words.say_with("request-text", &parts))
        });
        let lines = [wanted, Some(reason.to_owned())];
        Ok(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
    }

    /// What the field should say, in words; none of a list, of which that is told in the reason.
    async fn wanted(
        &self,
        sent: &Fields,
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Option<String>, Problem> {
        if self.field.is_a_list() {
            return Ok(None);
        }
        let key = self.field.key.as_str();
        if lacks_main(self.field, sent) {
            form.wrong(key, frame.say("work-region-main-wrong"));
            return Ok(None);
        }
        let stands: Fields = self.standing();
        let value = typed(self.field, sent)
            .filter(|value| typed(self.field, &stands).as_ref() != Some(value));
        let Some(value) = value else {
            form.wrong(key, frame.say("request-same"));
            return Ok(None);
        };
        let body = json!({ "claims": [{ "path": key, "value": value }] });
        let read = OfForm::read(&body, self.app).await?;
        let labels = LabelsInForce::load(self.app).await;
        for problem in &read.problems {
            let words = sentence_on_page(problem.code, &problem.details, frame.language, &labels);
            form.wrong(key, set(&words));
        }
        Ok(read.changes.claims.first().and_then(|claim| match &claim.said {
            Said::Value(value) => Some(self.speaker.value(value, &self.path)),
            Said::Organisation(named) => Some(self.speaker.text(&named.name).to_owned()),
            Said::Items(_) | Said::Absent(_) => None,
        }))
    }

    /// The last answer of an officer: the day, what was decided, and why.
    fn answered(&self, frame: &Frame) -> Option<String> {
        let lens = &self.speaker.lens;
        let reports = lens.views.voice().reports(lens.at);
        let own = reports.filter(|report| is_about(report, self.opened.cluster, &self.path));
        let decided = own.filter_map(|report| report.decided_at(lens.at));
        let last = decided.max_by_key(|decided| decided.place.position)?;
        let day = frame.day(last.place.recorded_at);
        let outcome = report_outcome(last.outcome).get(frame.language);
        Some(set(&format!("{day}, {outcome}: {}", last.reason)))
    }

    fn shown(&self, form: Form, frame: Frame) -> RequestPage {
        let (field, speaker, profile) = (self.field, &self.speaker, self.opened.profile());
        let controls = if field.is_a_list() {
            Vec::new()
        } else {
            Making { field, form: &form, frame: &frame, speaker, profile }.controls()
        };
        let waiting = waiting(&speaker.lens, self.opened.cluster, &self.path);
        let waiting = waiting.map(|report| frame.day(report.filed.recorded_at)).collect();
        let reason = form.field(REASON, frame.say("request-reason")).lines(4);
        RequestPage {
            subject: above(self.opened, field, speaker, &frame),
            id: id_of(field.key.as_str()),
            label: set(speaker.text(&field.label)),
            hint: if field.is_a_list() { String::new() } else { set(speaker.text(&field.hint)) },
            error: form.error_of(field.key.as_str()),
            stands: self.stands(),
            controls,
            reason: reason.hint(frame.say("request-reason-hint")),
            waiting,
            answered: self.answered(&frame),
            form,
            frame,
        }
    }
}
