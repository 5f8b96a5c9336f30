//! The form by which a cluster is noted that is known and not registered yet.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::command::NoteExpectedCluster;
use registry_events::claim::{Evidence, Source, SourceType};
use registry_events::event::{Event, ExpectedEvent};
use registry_events::stream::StreamKind;
use registry_events::value::{Code, Text, WebUrl};

use super::{PATH, admit_to_act, regions};
use crate::http::form::{Fields, SignedForm};
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::told::tell;

/// Where a cluster may be known from.
const SOURCES: [(&str, SourceType); 3] = [
    ("document", SourceType::Document),
    ("register", SourceType::Register),
    ("press", SourceType::Press),
];
/// The fields by the places in a command that they stand for.
const PLACES: [(&str, &str); 5] = [
    ("/name", "name"),
    ("/region", "region"),
    ("/source", "url"),
    ("/evidence", "evidence"),
    ("/known_since", "known_since"),
];

/// The page.
#[derive(Template)]
#[template(path = "work/expected_new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    name: Field,
    name_en: Field,
    region: Select,
    region_error: String,
    source: Choices,
    url: Field,
    evidence: Field,
    known_since: Field,
    list: String,
}

impl Page for NewPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/work/expected/new`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let insider = admit_to_act(&app, &who).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &format!("{PATH}/new"));
    let own = regions(&insider, &reading.lens(), &frame);
    rendered_privately(&NewPage::new(frame, form, own))
}

/// Notes the cluster.
pub async fn note(
    State(app): State<App>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let insider = admit_to_act(&app, who).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &format!("{PATH}/new"));
    let mut form = form.sent(sent.fields.clone());
    let own = regions(&insider, &reading.lens(), &frame);
    let Some(command) = read(&sent.fields, &mut form, &frame) else {
        return to_correct(&NewPage::new(frame, form, own));
    };
    let done = match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => done,
        Err(refused) => {
            tell(&mut form, refused, &PLACES, &app, &frame).await?;
            return to_correct(&NewPage::new(frame, form, own));
        }
    };
    let noted = done.entries.iter().find_map(|entry| match (entry.event()?, entry.stream.kind()) {
        (Event::Expected(ExpectedEvent::ExpectedClusterNoted(_)), StreamKind::Expected(id)) => {
            Some(id)
        }
        _ => None,
    });
    let noted = noted.ok_or_else(|| Problem::new("server.fault"))?;
    let page = frame.plain_link(&format!("{PATH}/{noted}"));
    Ok(Redirect::to(&format!("{page}?done=noted")).into_response())
}

/// What was typed, or what is wrong with it noted in the form.
fn read(sent: &Fields, form: &mut Form, frame: &Frame) -> Option<NoteExpectedCluster> {
    let given = |name: &str| Some(sent.get(name).trim()).filter(|text| !text.is_empty());
    let name = Text::new(given("name"), given("name_en")).ok();
    let region = Code::parse(sent.get("region")).ok();
    let source_type = SOURCES.into_iter().find(|(key, _)| *key == sent.get("source"));
    let url = given("url").map(WebUrl::parse);
    let lines = sent.get("evidence").lines().map(str::trim).filter(|line| !line.is_empty());
    let evidence: Result<Vec<_>, _> =
        lines.map(|line| WebUrl::parse(line).map(Evidence::Link)).collect();
    let known_since = sent.get("known_since").parse().ok();
    let url_is_wrong = matches!(url, Some(Err(_)));
    let missing = [
        ("name", name.is_none()),
        ("region", region.is_none()),
        ("source", source_type.is_none()),
        ("url", url_is_wrong),
        ("evidence", evidence.is_err()),
        ("known_since", known_since.is_none()),
    ];
    for (field, _) in missing.into_iter().filter(|(_, is_wrong)| *is_wrong) {
        form.wrong(field, frame.say(&format!("expected-{}-wrong", field.replace('_', "-"))));
    }
    if url_is_wrong {
        return None;
    }
    let (_, source_type) = source_type?;
    let source = Source { source_type, url: url.and_then(Result::ok), retrieved_on: None };
    let (name, region, known_since) = (name?, region?, known_since?);
    Some(NoteExpectedCluster { name, region, source, evidence: evidence.ok()?, known_since })
}

impl NewPage {
    fn new(frame: Frame, form: Form, own: Vec<(String, String)>) -> Self {
        let field = |name: &str| {
            let key = name.replace('_', "-");
            let label = frame.say(&format!("expected-{key}"));
            form.field(name, label).hint(frame.say(&format!("expected-{key}-hint")))
        };
        let sources =
            SOURCES.map(|(key, _)| (key.to_owned(), frame.say(&format!("expected-source-{key}"))));
        let url = Field { inputmode: "url", ..field("url").optional() };
        let source = form.choices("source", frame.say("expected-source"), "radio", sources);
        Self {
            name: field("name"),
            name_en: field("name_en").optional(),
            region_error: form.error_of("region"),
            region: form.select("region", frame.say("expected-region"), own),
            source: source.hint(frame.say("expected-source-hint")),
            url,
            evidence: field("evidence").lines(3).optional(),
            known_since: field("known_since").of("date").width("short"),
            list: frame.plain_link(PATH),
            form,
            frame,
        }
    }
}
