//! The page of one field: the question, the check of the answer, and sending it. What goes wrong on
//! the way is told beside what was typed, which is never lost; where somebody else was faster, what
//! stands now is shown beside it too. What isn't sent is kept as a draft.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::profile::changes::{Changes, Said};
use registry_core::profile::{CurrentClaim, Profile};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::actor::Role;
use registry_events::catalogue::Field as Asked;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::path::FieldPath;
use registry_events::value::Code;

use super::asked::{Envelope, Question, place_of, seen, standing, statement};
use super::coach::{Served, served};
use super::control::{Control, Making};
use super::drafts::{DraftNote, take_waiting};
use super::evidence::{Brought, DocumentChoice, FILES};
use super::opened::Opened;
use super::picture::PictureView;
use super::receipt;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, Visit};
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::Form;
use crate::pages::frame::{Frame, address};
use crate::people::drafts::{Draft, Saved};
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The question.
#[derive(Template)]
#[template(path = "work/field.html")]
struct FieldPage {
    frame: Frame,
    subject: Above,
    form: Form,
    question: Question,
    envelope: Envelope,
    /// What stands; none where nothing does.
    stands: Option<String>,
    /// The version that stands, which the answer replaces.
    seen: String,
    /// What somebody else stated meanwhile.
    meanwhile: Option<String>,
    /// The picture that is the answer.
    picture: Option<PictureView>,
    /// Documents that go with the answer.
    documents: Vec<DocumentChoice>,
    /// What is wrong with a file that was brought.
    files_error: String,
    /// That a draft is shown.
    draft: Option<DraftNote>,
    /// That what was typed is kept.
    kept: bool,
    /// The markers that the answer serves.
    served: Vec<Served>,
}

impl Page for FieldPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The check before an answer is sent.
#[derive(Template)]
#[template(path = "work/check.html")]
struct CheckPage {
    frame: Frame,
    subject: Above,
    form: Form,
    label: String,
    before: Option<String>,
    after: String,
    /// What else is said: name and value.
    rows: Vec<(String, String)>,
    /// What was typed, to be sent once more.
    typed: Vec<(String, String)>,
}

impl Page for CheckPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What a page stands under.
pub(super) struct Above {
    /// Whose profile it is.
    pub(super) name: String,
    /// Its list of tasks.
    pub(super) tasks: String,
    /// The section.
    pub(super) section: String,
    /// The section's page.
    pub(super) section_page: String,
}

/// Everything that a page of a field is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    opened: &'w Opened,
    field: &'w Asked,
    path: FieldPath,
    speaker: Speaker<'w>,
    reading: &'w Reading,
}

/// `/work/clusters/{id}/fields/{field}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, key)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let work = Work::new(&app, &who, &opened, &key, &reading)?;
    take_waiting(&app, &visit, &opened, &who).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let draft = app.registry.accounts().draft(who.caller.account, &work.address()).await?;
    let (fields, meanwhile) = work.begun(draft.as_ref());
    let brought = Brought::named(&app, &opened, &work.path, fields).await?;
    let form = work.form(&frame).sent(brought.fields.clone());
    let note = draft.map(|draft| DraftNote::of(&draft, &app, reading.language));
    let page = work.question(form, frame, work.version(), meanwhile, &brought);
    rendered_privately(&FieldPage { draft: note, ..page })
}

/// What a form of the page asks for.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path((id, key)) = named?;
    let opened = Opened::of(&app, &sent.signed_in, id).await?;
    let work = Work::new(&app, &sent.signed_in, &opened, &key, &reading)?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let brought = Brought::of(&app, &opened, &work.path, &sent).await?;
    let mut form = work.form(&frame).sent(brought.fields.clone());
    for (key, name) in &brought.refused {
        form.wrong(FILES, frame.words.say_with(key, &[("name", name)]));
    }
    if let Some((key, name)) = &brought.refused_picture {
        form.wrong(work.field.key.as_str(), frame.words.say_with(key, &[("name", name)]));
    }
    match sent.fields.get("act") {
        "send" => work.send(form, frame, &sent.request, &brought).await,
        "check" => work.check(form, frame, &brought).await,
        "draft" => work.save(form, frame, &brought).await,
        "discard" => work.discard(&frame).await,
        _ => {
            let seen = seen(&brought.fields);
            rendered_privately(&work.question(form, frame, seen, None, &brought))
        }
    }
}

/// Whether a field is asked: a list has its table, and what only an officer states or changes isn't for a
/// representative.
pub(super) fn is_asked(field: &Asked, role: Role) -> bool {
    let reviewed = ["official_name", "display_name", "regions"].contains(&field.key.as_str());
    let by_officer = field.by_officer || reviewed;
    !field.is_a_list() && (role == Role::Officer || !by_officer)
}

impl<'w> Work<'w> {
    fn new(
        app: &'w App,
        who: &'w SignedIn,
        opened: &'w Opened,
        key: &str,
        reading: &'w Reading,
    ) -> Result<Self, Problem> {
        let unknown = || Problem::new("path.unknown").with(key);
        let path = FieldPath::of_cluster(Code::parse(key).map_err(|_| unknown())?);
        let field = opened.in_force()?.catalogue.field(&path).ok_or_else(unknown)?;
        if !is_asked(field, who.caller.role) {
            return Err(unknown());
        }
        let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
        Ok(Self { app, who, opened, field, path, speaker, reading })
    }

    fn profile(&self) -> &'w Profile {
        self.opened.profile()
    }

    fn current(&self) -> Option<&'w CurrentClaim> {
        self.profile().claim(&self.path)
    }

    fn version(&self) -> Option<StreamVersion> {
        self.current().map(|current| current.version)
    }

    /// The address of the page, in no language.
    fn address(&self) -> String {
        format!("{}/fields/{}", self.opened.path(), self.field.key)
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.address())
    }

    /// What the form begins with: the draft, beside what somebody else stated meanwhile, or what
    /// stands.
    fn begun(&self, draft: Option<&Draft>) -> (Fields, Option<String>) {
        let Some(draft) = draft else { return (standing(self.field, self.current()).into(), None) };
        let fields = Fields::from(draft.fields.clone());
        let meanwhile = if seen(&fields) == self.version() { None } else { self.meanwhile() };
        (fields, meanwhile)
    }

    /// What stands, in words.
    fn stands(&self) -> Option<String> {
        self.current().map(|current| set(&self.speaker.claim(&current.claim)))
    }

    fn question(
        &self,
        form: Form,
        frame: Frame,
        seen: Option<StreamVersion>,
        meanwhile: Option<String>,
        brought: &Brought,
    ) -> FieldPage {
        let (field, speaker, profile) = (self.field, &self.speaker, self.profile());
        let making = Making { field, form: &form, frame: &frame, speaker, profile };
        FieldPage {
            question: Question::new(making),
            envelope: Envelope::new(&form, seen.is_some(), field.dated, &frame),
            stands: self.stands().filter(|_| seen.is_some()),
            seen: seen.map(|version| version.0.to_string()).unwrap_or_default(),
            subject: above(self.opened, self.field, &self.speaker, &frame),
            meanwhile,
            picture: brought.picture(field, self.opened, &frame),
            documents: brought.choices(self.opened, &frame),
            files_error: form.error_of(FILES),
            draft: None,
            kept: false,
            served: served(self.opened, self.field, speaker, &frame),
            form,
            frame,
        }
    }

    /// What the form says, where it can be read and the rules would take it; else the form with what
    /// is wrong.
    async fn read(&self, form: &mut Form, sent: &Brought, frame: &Frame) -> Answered {
        let body = match statement(self.field, &self.path, &sent.fields, &sent.documents) {
            Ok(body) => body,
            Err(key) => {
                form.wrong(self.field.key.as_str(), frame.say(key));
                return Ok(None);
            }
        };
        let read = OfForm::read(&body, self.app).await?;
        self.tell(form, &read.problems, frame).await;
        Ok(Some(read).filter(|_| !form.is_wrong()))
    }

    async fn tell(&self, form: &mut Form, problems: &[Broken], frame: &Frame) {
        if problems.is_empty() {
            return;
        }
        let labels = LabelsInForce::load(self.app).await;
        for problem in problems {
            let words = sentence_on_page(problem.code, &problem.details, frame.language, &labels);
            form.wrong(&place_of(problem, self.field), set(&words));
        }
    }

    async fn check(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &Brought,
    ) -> Result<Response, Problem> {
        let Some(read) = self.read(&mut form, sent, &frame).await? else {
            return self.to_correct(form, frame, sent).await;
        };
        match self.opened.rehearse(self.app, self.who, &read.changes).await {
            Ok(()) => rendered_privately(&self.checked(form, frame, &sent.fields, &read.changes)),
            Err(refused) => self.refused(form, frame, sent, &read, refused).await,
        }
    }

    async fn send(
        &self,
        mut form: Form,
        frame: Frame,
        request: &str,
        sent: &Brought,
    ) -> Result<Response, Problem> {
        let Some(read) = self.read(&mut form, sent, &frame).await? else {
            return self.to_correct(form, frame, sent).await;
        };
        match self.opened.send(self.app, self.who, request, &read.changes).await {
            Ok(done) => {
                self.forget().await?;
                let key = self.field.key.to_string();
                let done = [("done".to_owned(), key), receipt::mark(&done.receipt)];
                let page = above(self.opened, self.field, &self.speaker, &frame).section_page;
                Ok(Redirect::to(&address(&page, &done)).into_response())
            }
            Err(refused) => self.refused(form, frame, sent, &read, refused).await,
        }
    }

    async fn to_correct(
        &self,
        form: Form,
        frame: Frame,
        sent: &Brought,
    ) -> Result<Response, Problem> {
        let kept = self.keep(sent).await? == Saved::Kept;
        let page = self.question(form, frame, seen(&sent.fields), None, sent);
        to_correct(&FieldPage { kept, ..page })
    }

    /// Keeps what was typed as a draft.
    async fn keep(&self, sent: &Brought) -> Result<Saved, Problem> {
        let (accounts, account) = (self.app.registry.accounts(), self.who.caller.account);
        Ok(accounts.save_draft(account, &self.address(), sent.fields.pairs()).await?)
    }

    async fn forget(&self) -> Result<(), Problem> {
        let (accounts, account) = (self.app.registry.accounts(), self.who.caller.account);
        Ok(accounts.discard_draft(account, &self.address()).await?)
    }

    async fn save(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &Brought,
    ) -> Result<Response, Problem> {
        let too = match self.keep(sent).await? {
            Saved::Kept if !form.is_wrong() => {
                let saved = [("draft".to_owned(), self.field.key.to_string())];
                let tasks = frame.plain_link(&self.opened.path());
                return Ok(Redirect::to(&address(&tasks, &saved)).into_response());
            }
            Saved::Kept => None,
            Saved::TooMany => Some("draft-too-many"),
            Saved::TooLarge => Some("draft-too-large"),
        };
        if let Some(key) = too {
            form.wrong(self.field.key.as_str(), frame.say(key));
        }
        self.to_correct(form, frame, sent).await
    }

    async fn discard(&self, frame: &Frame) -> Result<Response, Problem> {
        self.forget().await?;
        Ok(Redirect::to(&frame.plain_link(&self.address())).into_response())
    }

    /// The form once more with what the rules refuse, or with what somebody else stated meanwhile; the
    /// answer then replaces that.
    async fn refused(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &Brought,
        read: &OfForm,
        refused: ExecuteError,
    ) -> Result<Response, Problem> {
        match refused {
            ExecuteError::Rejected(Rejection::Invalid(problems)) => {
                self.tell(&mut form, &read.translate(problems), &frame).await;
                self.to_correct(form, frame, sent).await
            }
            ExecuteError::Rejected(Rejection::ClaimReplaced { .. }) => {
                let now = Opened::of(self.app, self.who, self.opened.cluster).await?;
                let work = Work { opened: &now, path: self.path.clone(), ..*self };
                let kept = self.keep(sent).await? == Saved::Kept;
                let (version, meanwhile) = (work.version(), work.meanwhile());
                let page = work.question(form, frame, version, meanwhile, sent);
                let mut response = rendered_privately(&FieldPage { kept, ..page })?;
                *response.status_mut() = StatusCode::CONFLICT;
                Ok(response)
            }
            refused => Err(refused.into()),
        }
    }

    /// What stands now, who stated it and when.
    fn meanwhile(&self) -> Option<String> {
        let stands = self.stands()?;
        let views = self.app.views();
        let card = views.card(self.opened.cluster);
        let claim = card.and_then(|card| card.fields().get(self.field.key.as_str()));
        let Some(place) = claim.map(|claim| &claim.place) else { return Some(stands) };
        let role = terms::role(place.actor.role).get(self.reading.language);
        let zone = self.app.registry.zone();
        let minute = typography::minute(place.recorded_at, zone, self.reading.language);
        Some(format!("{stands} ({role}, {minute})"))
    }

    fn checked(&self, form: Form, frame: Frame, sent: &Fields, changes: &Changes) -> CheckPage {
        let ours = ["csrf", "request", "act"];
        let typed = sent.pairs().iter().filter(|(name, _)| !ours.contains(&name.as_str()));
        let claim = changes.claims.first();
        CheckPage {
            label: set(&self.speaker.label(&self.path)),
            before: self.stands(),
            after: claim.map(|claim| self.said(&claim.said)).unwrap_or_default(),
            rows: rows(changes, &frame),
            typed: typed.cloned().collect(),
            subject: above(self.opened, self.field, &self.speaker, &frame),
            form,
            frame,
        }
    }

    fn said(&self, said: &Said) -> String {
        match said {
            Said::Value(value) => set(&self.speaker.value(value, &self.path)),
            Said::Organisation(named) => set(self.speaker.text(&named.name)),
            Said::Items(items) => items.len().to_string(),
            Said::Absent(absence) => terms::absence(*absence).get(self.reading.language).into(),
        }
    }
}

/// What else is said, where it is.
fn rows(changes: &Changes, frame: &Frame) -> Vec<(String, String)> {
    let Some(claim) = changes.claims.first() else { return Vec::new() };
    let kind = claim.replaces.map(|_| terms::kind(claim.kind).get(frame.language).to_owned());
    let day = claim.described_on.map(|day| typography::date(day, frame.language));
    let source = terms::source(claim.source.source_type).get(frame.language);
    let source = [Some(source.to_owned()), claim.source.url.as_ref().map(ToString::to_string)];
    let evidence = (!claim.evidence.is_empty()).then(|| claim.evidence.len().to_string());
    let rows = [
        ("work-kind-short", kind),
        ("work-described-on-short", day),
        ("work-source", Some(source.into_iter().flatten().collect::<Vec<_>>().join(", "))),
        ("work-evidence-short", evidence),
    ];
    rows.into_iter().filter_map(|(key, value)| Some((frame.say(key), value?))).collect()
}

type Answered = Result<Option<OfForm>, Problem>;

/// What a page of a field stands under.
pub(super) fn above(opened: &Opened, field: &Asked, speaker: &Speaker<'_>, frame: &Frame) -> Above {
    let key = field.section.as_ref().map(Code::as_str).unwrap_or_default();
    beneath(opened, key, speaker, frame)
}

/// What a page of a section stands under.
pub(super) fn beneath(opened: &Opened, key: &str, speaker: &Speaker<'_>, frame: &Frame) -> Above {
    let sections = speaker.lens.catalogue().map(|catalogue| &catalogue.sections[..]);
    let section = sections.unwrap_or_default().iter().find(|known| known.key.as_str() == key);
    let path = opened.path();
    Above {
        name: name_of(opened, speaker),
        section: section.map(|known| set(speaker.text(&known.label))).unwrap_or_default(),
        section_page: frame.plain_link(&format!("{path}/sections/{key}")),
        tasks: frame.plain_link(&path),
    }
}

/// What the cluster is called.
pub(super) fn name_of(opened: &Opened, speaker: &Speaker<'_>) -> String {
    let name = opened.profile().shown_name();
    name.map(|name| set(speaker.text(name))).unwrap_or_default()
}
