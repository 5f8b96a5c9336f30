//! What is hidden by law of a cluster: an officer hides what is stated of a field, with the law and the
//! reason, as they saw the cluster; and shows it again. The value itself never stands here.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{Command, LiftMask, MaskValue};
use registry_core::state::{Loaded, StreamState};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::masks::Masked;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;

use super::acts::WHOLE;
use super::meanwhile::meanwhile;
use super::plain::{Asked, FormView, Part, PlainPage, admit};
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn, caught_up};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{rendered_privately, to_correct};
use crate::pages::form::Form;
use crate::pages::frame::{Frame, address};
use crate::pages::told::Places;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The fields by the places in a command that they stand for.
const PLACES: &Places<'_> = &[("/law", "law"), ("/reason", "reason")];
/// That every statement of a field is meant, later ones too; else the one that was looked at.
const ALWAYS: &str = "always";

/// Where what is hidden of a cluster is kept.
pub(in crate::pages) fn path(cluster: ClusterId) -> String {
    format!("/work/clusters/{cluster}/masks")
}

/// Where what was stated of a field is hidden.
pub(in crate::pages) fn of_statement(
    cluster: ClusterId,
    field: &FieldPath,
    version: StreamVersion,
) -> String {
    let asked = [("path", field.to_string()), ("version", version.to_string())];
    address(&path(cluster), &asked.map(|(name, value)| (name.to_owned(), value)))
}

/// A cluster of which something is hidden or shown.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    cluster: ClusterId,
    loaded: Loaded,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        cluster: ClusterId,
    ) -> Result<Self, Problem> {
        admit(app, who, Operation::MaskValue).await?;
        if reading.views.card(cluster).is_none() {
            return Err(Problem::new("not-found").with("cluster"));
        }
        let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
        Ok(Self { app, who, reading, cluster, loaded })
    }

    /// What is hidden now.
    fn masks(&self) -> Vec<(StreamVersion, &Masked)> {
        match self.loaded.state.as_ref() {
            StreamState::Cluster(state) => state.profile.masks().iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether somebody else showed again already what a form asks to show.
    fn is_lifted(&self, form: &Form) -> bool {
        let is_there = |mask| self.masks().iter().any(|(known, _)| *known == mask);
        form.typed("act") == "lift" && version_of(form, "mask").is_ok_and(|mask| !is_there(mask))
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &path(self.cluster))
    }
}

/// `/work/clusters/{id}/masks`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let work = Work::of(&app, &who, &reading, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let (asked, version) = (parameter(&uri, "path")?, parameter(&uri, "version")?);
    let form = work.form(&frame).with("path", asked.unwrap_or_default());
    let form = form.with("version", version.unwrap_or_default());
    let form = form.with("seen", work.loaded.version.to_string());
    rendered_privately(&work.page(form, frame))
}

/// Hides or shows again.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let work = Work::of(&app, who, &reading, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    for name in ["path", "version"] {
        form = form.with(name, sent.fields.get(name));
    }
    let lifted = reason_of(sent.fields.get("mask"));
    let of_lifting = [("", lifted.as_str())];
    let (command, places) = match sent.fields.get("act") {
        "mask" => (work.masked(&mut form, &frame)?, PLACES),
        "lift" => (Some(work.lifted(&form, &lifted)?), &of_lifting[..]),
        _ => return Err(Problem::new("form.malformed")),
    };
    let next = frame.plain_link(&path(work.cluster));
    let asked = Asked { who, request: &sent.request, places, next: &next };
    if let Some(receipt) = asked.perform(command, &mut form, &app, &frame).await? {
        return Ok(receipt);
    }
    // What somebody else did meanwhile is told, and the next try begins from there.
    let work = Work::of(&app, who, &reading, work.cluster).await?;
    caught_up(&app).await?;
    if work.is_lifted(&form) {
        form = work.form(&frame).sent(seen_of(&sent.fields));
        form.wrong(WHOLE, frame.say("masks-lifted"));
    }
    let form = form.with("seen", work.loaded.version.to_string());
    to_correct(&work.page(form, frame))
}

/// What a form had seen, without what was typed into it.
fn seen_of(sent: &Fields) -> Fields {
    vec![("seen".to_owned(), sent.get("seen").to_owned())].into()
}

fn reason_of(mask: &str) -> String {
    format!("reason.{mask}")
}

fn version_of(form: &Form, name: &str) -> Result<StreamVersion, Problem> {
    form.typed(name).parse().map(StreamVersion).map_err(|_| Problem::new("form.malformed"))
}

impl Work<'_> {
    fn masked(&self, form: &mut Form, frame: &Frame) -> Result<Option<Command>, Problem> {
        let field = form.typed("path").parse().map_err(|_| Problem::new("form.malformed"))?;
        let version = match form.typed("which") {
            ALWAYS => None,
            "one" => Some(version_of(form, "version")?),
            _ => {
                form.wrong("which", frame.say("masks-which-wrong"));
                return Ok(None);
            }
        };
        let command = MaskValue {
            cluster: self.cluster,
            path: field,
            version,
            law: form.typed("law").to_owned(),
            reason: form.typed("reason").to_owned(),
            expected: Some(version_of(form, "seen")?),
        };
        Ok(Some(command.into()))
    }

    fn lifted(&self, form: &Form, reason: &str) -> Result<Command, Problem> {
        let (mask, expected) = (version_of(form, "mask")?, Some(version_of(form, "seen")?));
        let reason = form.typed(reason).to_owned();
        Ok(LiftMask { cluster: self.cluster, mask, reason, expected }.into())
    }

    fn page(&self, form: Form, frame: Frame) -> PlainPage {
        let name = self.reading.lens().cluster(self.cluster);
        let name = set(name.in_language_or_other(frame.language));
        let asked = form.hidden.iter().find(|(name, _)| *name == "path");
        let asked = asked.and_then(|(_, path)| path.parse::<FieldPath>().ok());
        let asked = asked.map(|field| self.mask(&field, &form, &frame));
        let masks = self.masks();
        let lifting = masks.iter().map(|(mask, masked)| self.lift(*mask, masked, &form, &frame));
        let history = frame.plain_link(&format!("/clusters/{}/history", self.cluster));
        let seen = version_of(&form, "seen").ok().filter(|_| form.is_wrong());
        let meanwhile = seen.map(|seen| meanwhile(self.app, self.cluster, seen, &frame));
        let told = meanwhile.into_iter().flatten().map(|words| (words, None));
        let from_history = (frame.say("masks-from-history"), Some(history));
        PlainPage {
            back: (frame.plain_link(&format!("/clusters/{}", self.cluster)), name),
            title: frame.say("masks"),
            lead: frame.say("masks-lead"),
            told: told.chain([from_history]).collect(),
            forms: asked.into_iter().chain(lifting).collect(),
            form,
            frame,
        }
    }

    fn mask(&self, field: &FieldPath, form: &Form, frame: &Frame) -> FormView {
        let which = [("one", "masks-one"), (ALWAYS, "masks-always")];
        let which = which.map(|(key, words)| (key.to_owned(), frame.say(words)));
        let reason = form.field("reason", frame.say("grant-reason")).lines(3);
        let law = form.field("law", frame.say("masks-law")).hint(frame.say("masks-law-hint"));
        let parts = vec![
            Part::Choices(form.choices("which", frame.say("masks-which"), "radio", which)),
            Part::Field(law),
            Part::Field(reason.hint(frame.say("acts-reason-hint"))),
        ];
        FormView::new("mask", "masks-hide", parts, frame).about(&self.called(field, frame))
    }

    fn lift(&self, mask: StreamVersion, masked: &Masked, form: &Form, frame: &Frame) -> FormView {
        let reason = form.field(&reason_of(&mask.to_string()), frame.say("grant-reason")).lines(3);
        let parts = vec![Part::Field(reason.hint(frame.say("acts-reason-hint")))];
        let view = FormView::new("lift", "masks-show", parts, frame);
        let view = view.about(&self.called(&masked.path, frame)).with("mask", mask.to_string());
        let extent = if masked.version.is_some() { "masks-one" } else { "masks-always" };
        view.lead(frame.say(extent))
    }

    /// What a field is called.
    fn called(&self, field: &FieldPath, frame: &Frame) -> String {
        let (lens, card) = (self.reading.lens(), self.reading.views.card(self.cluster));
        let speaker = Speaker { lens, card: card.map(AsRef::as_ref), language: frame.language };
        set(&speaker.place_of(field))
    }
}
