//! A cluster that an officer enters from a source, without an application: the matters of an application on
//! one page, each statement with that source. Clusters that may be the same are shown before it is done;
//! one that was expected is marked as registered by the same form.

mod judged;
mod source;

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{EnterCluster, RegisterExpectedCluster};
use registry_core::profile::Profile;
use registry_core::state::Loaded;
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, ExpectedId};
use registry_events::stream::StreamKind;

use self::judged::Judged;
use self::source::SourceFields;
use super::super::acts::{WHOLE, tell, to_receipt};
use super::super::control::Control;
use super::super::expected::Opened;
use super::super::plain::admit;
use super::super::report::RowView;
use super::matters::{self, Matter};
use super::members::Types;
use super::question::{self, Question};
use super::{AlikeView, alike_clusters};
use crate::api::read::streams::registry;
use crate::execute::Done;
use crate::http::form::{Fields, SignedForm};
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn, execute_for, was_done};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form, id_of};
use crate::pages::frame::{Frame, address};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page's path.
pub(in crate::pages) const PATH: &str = "/work/clusters/new";
/// The field that names the cluster that was expected.
const EXPECTED: &str = "expected";
/// The field that says that a cluster is none of those like it.
const OTHER: &str = "other";
/// The field that names the clusters of which that is said.
const LIKE: &str = "like";

/// The page.
#[derive(Template)]
#[template(path = "work/applications/entry.html")]
struct EntryPage {
    frame: Frame,
    form: Form,
    /// The cluster that was expected: its name and its page.
    expected: Option<(String, String)>,
    source: SourceFields,
    matters: Vec<MatterView>,
    /// What the rows of participants would do.
    report_rows: Vec<RowView>,
    alike: Vec<AlikeView>,
    /// Names the clusters that are shown as alike: that it is another one is said of these.
    like: String,
    other: Choices,
}

impl Page for EntryPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A matter of the page.
struct MatterView {
    place: String,
    label: String,
    lead: Option<String>,
    questions: Vec<Question>,
    members: Option<Field>,
}

/// Everything that the page is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    registry: Loaded,
    speaker: Speaker<'w>,
    types: Types,
    expected: Option<Opened>,
}

/// The page's address with what is known of a cluster that is expected.
pub(in crate::pages::work) fn path_of(expected: ExpectedId, frame: &Frame) -> String {
    address(&frame.plain_link(PATH), &[(EXPECTED.to_owned(), expected.to_string())])
}

/// `/work/clusters/new`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let work = Work::of(&app, &who, &reading, parameter(&uri, EXPECTED)?).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let known = source::known(work.expected.as_ref(), &work);
    let form = work.form(&frame).sent(Fields::from(known));
    rendered_privately(&work.page(form, frame, &Profile::default())?)
}

/// Enters the cluster.
pub async fn act(
    State(app): State<App>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let expected = Some(sent.fields.get(EXPECTED).to_owned()).filter(|id| !id.is_empty());
    let work = Work::of(&app, &sent.signed_in, &reading, expected).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let judged = work.judge(&sent.fields, &mut form, &frame).await?;
    if let Some(command) = work.entered_before(&sent, &judged).await? {
        return work.enter(&sent, command, &frame).await;
    }
    let report_rows = work.tell(&mut form, &judged, &frame).await?;
    let alike = alike_clusters(&judged.profile, &work.speaker.lens, &frame);
    let like = named(&alike);
    let is_other = !form.typed(OTHER).is_empty() && form.typed(LIKE) == like;
    if !alike.is_empty() && !is_other {
        form.wrong(OTHER, frame.say("entry-other-wrong"));
    }
    if let Some(command) = judged.command.as_ref().filter(|_| !form.is_wrong()) {
        match work.enter(&sent, command, &frame).await {
            Ok(receipt) => return Ok(receipt),
            Err(refused) => {
                let place = |broken: &_| judged.filled.place(broken).0;
                tell(&app, refused, &mut form, &frame, place).await?;
            }
        }
    }
    // Another press of the same form may have been faster, and is what this one is like.
    if let Some(command) = work.entered_before(&sent, &judged).await? {
        return work.enter(&sent, command, &frame).await;
    }
    let page = work.page(form, frame, &judged.profile)?;
    to_correct(&EntryPage { report_rows, alike, like, ..page })
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        expected: Option<String>,
    ) -> Result<Self, Problem> {
        admit(app, who, Operation::EnterCluster).await?;
        let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
        let expected = match expected {
            None => None,
            Some(id) => {
                let unknown = || Problem::new("not-found").with("expected");
                let id = id.parse().map_err(|_| unknown())?;
                Some(Opened::of(app, who, id, reading).await?)
            }
        };
        let registry = registry(app).await?;
        Ok(Self { app, who, registry, types: Types::of(&speaker.lens), speaker, expected })
    }

    fn form(&self, frame: &Frame) -> Form {
        let form = own_form(self.app, frame, &self.who.present, PATH);
        match &self.expected {
            Some(opened) => form.with(EXPECTED, opened.id().to_string()),
            None => form,
        }
    }

    /// What a press of this very form entered before.
    async fn entered_before<'j>(
        &self,
        sent: &SignedForm,
        judged: &'j Judged,
    ) -> Result<Option<&'j EnterCluster>, Problem> {
        let Some(command) = &judged.command else { return Ok(None) };
        let asked = command.clone().into();
        let done = was_done(self.app, self.who.caller, &sent.request, &asked).await?;
        Ok(done.then_some(command))
    }

    /// Enters the cluster, and marks the one that was expected: a form that is sent twice does it once.
    async fn enter(
        &self,
        sent: &SignedForm,
        command: &EnterCluster,
        frame: &Frame,
    ) -> Result<Response, Problem> {
        let (app, caller) = (self.app, self.who.caller);
        let done = execute_for(app, caller, &sent.request, command.clone().into()).await?;
        let cluster = listed(&done).ok_or_else(|| Problem::new("server.fault"))?;
        let next = match &self.expected {
            None => format!("/work/clusters/{cluster}"),
            Some(opened) => {
                let marks = RegisterExpectedCluster { expected: opened.id(), cluster };
                let is_marked = match execute_for(app, caller, &sent.request, marks.into()).await {
                    Ok(_) => "?done=registration",
                    // The cluster stands; the same form sent again marks it.
                    Err(fault) if fault.status().is_server_error() => return Err(fault),
                    // Somebody was faster with the list: the cluster stands beside what they said.
                    Err(_) => "?done=unmarked",
                };
                format!("{}{is_marked}", opened.path())
            }
        };
        Ok(to_receipt(frame, &done, &frame.plain_link(&next)))
    }

    fn page(&self, form: Form, frame: Frame, profile: &Profile) -> Result<EntryPage, Problem> {
        let all = matters::all(self.in_force()?.catalogue);
        let matters = all.iter().map(|matter| self.matter(matter, profile, &form, &frame));
        let matters = matters.collect::<Result<_, _>>()?;
        let other = [("yes".to_owned(), frame.say("entry-other"))];
        let expected = self.expected.as_ref().map(|opened| {
            let name = set(opened.shown.name.in_language(frame.language));
            (name, frame.plain_link(&opened.path()))
        });
        Ok(EntryPage {
            expected,
            source: SourceFields::new(&form, &frame),
            matters,
            report_rows: Vec::new(),
            alike: Vec::new(),
            like: String::new(),
            other: form.choices(OTHER, frame.say("entry-alike-answer"), "checkbox", other),
            form,
            frame,
        })
    }

    fn matter(
        &self,
        matter: &Matter<'_>,
        profile: &Profile,
        form: &Form,
        frame: &Frame,
    ) -> Result<MatterView, Problem> {
        let rulebook = self.in_force()?.rulebook;
        let mut questions = question::questions(matter, profile, &self.speaker, form, frame);
        for question in &mut questions {
            question.is_heading = false;
        }
        let is_members = matches!(matter, Matter::Members(_));
        Ok(MatterView {
            place: id_of(matter.key()),
            label: set(self.speaker.text(matter.label())),
            lead: question::lead(matter, rulebook, &self.speaker, frame),
            questions,
            members: is_members.then(|| question::members(&self.types, form, frame)),
        })
    }

    /// Why one that isn't expected any more isn't marked by this form.
    fn tell_expected(&self, form: &mut Form, frame: &Frame) {
        if self.expected.as_ref().is_some_and(|opened| !opened.is_waiting()) {
            form.wrong(WHOLE, frame.say("entry-expected-over"));
        }
    }
}

/// Clusters that are shown as alike, as a form names them.
fn named(alike: &[AlikeView]) -> String {
    let ids: BTreeSet<_> = alike.iter().map(|one| one.id.to_string()).collect();
    ids.into_iter().collect::<Vec<_>>().join(" ")
}

fn listed(done: &Done) -> Option<ClusterId> {
    let mut entries = done.entries.iter();
    entries.find_map(|entry| match (entry.stream.kind(), entry.event()?) {
        (StreamKind::Cluster(id), Event::Cluster(ClusterEvent::ClusterListed(_))) => Some(id),
        _ => None,
    })
}
