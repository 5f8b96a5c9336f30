//! Publications as an officer keeps them: one is recorded; what is said of it is corrected, all of it
//! anew, or it is withdrawn, as the officer saw it.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{Command, CorrectPublication, RecordPublication, WithdrawPublication};
use registry_core::state::{KnownPublication, StreamState};
use registry_events::claim::Evidence;
use registry_events::document::DocumentRef;
use registry_events::event::{Publication, PublicationKind};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Text, WebUrl};

use super::letters::{Letters, the_one};
use super::plain::{Asked, FormView, Part, PlainPage, admit, day_of};
use super::typed::url;
use crate::http::form::Fields;
use crate::http::path::{Decimal, Path};
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{capital, frame, own_form};
use crate::pages::answer::{rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::picker;
use crate::pages::publications::PUBLICATIONS;
use crate::pages::told::Places;
use crate::read::lens::Lens;
use crate::read::row::SPECIALISATION;
use crate::words::terms;
use crate::words::typography::{date, set};

/// Where one is recorded; each stands below the list.
pub(in crate::pages) const NEW: &str = "/work/publications/new";
/// The fields by the places in a command that they stand for.
const PLACES: &Places<'_> = &[
    ("/title", "title"),
    ("/summary", "summary"),
    ("/published_on", "published_on"),
    ("/found_at", "url"),
    ("/regions", "regions"),
    ("/specialisations", "specialisations"),
];
const OF_CORRECTION: &Places<'_> = &[
    ("/says/title", "title"),
    ("/says/summary", "summary"),
    ("/says/published_on", "published_on"),
    ("/says/found_at", "url"),
    ("/says/regions", "regions"),
    ("/says/specialisations", "specialisations"),
    ("/reason", "reason"),
];
const OF_WITHDRAWAL: &Places<'_> = &[("", "withdrawal_reason")];

/// Where a publication is kept.
pub(in crate::pages) fn path(number: u64) -> String {
    format!("/work/publications/{number}")
}

/// `/work/publications/new`.
pub async fn new(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &who, Operation::RecordPublication).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, NEW);
    rendered_privately(&to_record(form, None, &reading, frame))
}

/// Records a publication.
pub async fn record(
    State(app): State<App>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    admit(&app, who, Operation::RecordPublication).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = own_form(&app, &frame, &who.present, NEW).sent(sent.fields.clone());
    let document = the_one(&app, &sent, &mut form, &frame).await?;
    let says = read(document, &mut form, &frame);
    let command = says.map(|says| RecordPublication { says }.into());
    let next = frame.plain_link(PUBLICATIONS);
    let asked = Asked { who, request: &sent.request, places: PLACES, next: &next };
    match asked.perform(command, &mut form, &app, &frame).await? {
        Some(receipt) => Ok(receipt),
        None => to_correct(&to_record(form, document, &reading, frame)),
    }
}

/// `/work/publications/{number}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<Decimal>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(Decimal(number)) = named?;
    admit(&app, &who, Operation::CorrectPublication).await?;
    let known = known(&app, number).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &path(number)).sent(filled(&known.says));
    let form = form.with("version", known.version.to_string());
    let document = match known.says.found_at {
        Some(Evidence::Document(document)) => Some(document),
        Some(Evidence::Link(_)) | None => None,
    };
    rendered_privately(&to_keep(form, document, &reading, frame))
}

/// Corrects a publication or withdraws it.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<Decimal>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(Decimal(number)) = named?;
    let who = &sent.signed_in;
    admit(&app, who, Operation::CorrectPublication).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &path(number)).sent(sent.fields.clone());
    let mut form = form;
    let seen = sent.fields.get("version").parse().map_err(|_| Problem::new("form.malformed"))?;
    let (publication, expected) = (StreamVersion(number), Some(StreamVersion(seen)));
    let document = the_one(&app, &sent, &mut form, &frame).await?;
    let (command, places): (Option<Command>, _) = match sent.fields.get("act") {
        "correct" => {
            let reason = sent.fields.get("reason").to_owned();
            let says = read(document, &mut form, &frame);
            let corrected =
                says.map(|says| CorrectPublication { publication, says, reason, expected });
            (corrected.map(Into::into), OF_CORRECTION)
        }
        "withdraw" => {
            let reason = sent.fields.get("withdrawal_reason").to_owned();
            (Some(WithdrawPublication { publication, reason, expected }.into()), OF_WITHDRAWAL)
        }
        _ => return Err(Problem::new("form.malformed")),
    };
    let next = frame.plain_link(PUBLICATIONS);
    let asked = Asked { who, request: &sent.request, places, next: &next };
    if let Some(receipt) = asked.perform(command, &mut form, &app, &frame).await? {
        return Ok(receipt);
    }
    let now = known(&app, number).await?;
    let form = if sent.fields.get("act") == "withdraw" {
        form.sent(beside(&now.says, &sent.fields))
    } else {
        form
    };
    let told = meanwhile(&now, seen, &form, &reading.lens(), &frame);
    // The next try begins from what stands now.
    let form = form.with("version", now.version.to_string());
    to_correct(&PlainPage { told, ..to_keep(form, document, &reading, frame) })
}

/// What somebody else corrected while the form was open: what the publication says now where that isn't
/// what the form says.
fn meanwhile(
    now: &KnownPublication,
    seen: u64,
    form: &Form,
    lens: &Lens<'_>,
    frame: &Frame,
) -> Vec<(String, Option<String>)> {
    if now.version == StreamVersion(seen) {
        return Vec::new();
    }
    let (says, language) = (filled(&now.says), frame.language);
    let kind = terms::publication(now.says.kind).get(language).to_owned();
    let published_on = date(now.says.published_on, language);
    let regions = named(&says, "regions", picker::regions(lens, frame));
    let specialisations = named(&says, "specialisations", specialisations(lens, frame));
    let fields = [
        ("kind", "publications-kind", kind),
        ("title", "publication-title", says.get("title").to_owned()),
        ("title_en", "publication-title-en", says.get("title_en").to_owned()),
        ("summary", "publication-summary", says.get("summary").to_owned()),
        ("summary_en", "publication-summary-en", says.get("summary_en").to_owned()),
        ("published_on", "publication-published-on", published_on),
        ("url", "publication-url", says.get("url").to_owned()),
        ("regions", "publications-region", regions),
        ("specialisations", "publications-specialisation", specialisations),
    ];
    let said = |it: &&str| !it.is_empty();
    let differs = |name: &str| !says.all(name).filter(said).eq(form.typed_all(name).filter(said));
    let told = fields.into_iter().filter(|(name, ..)| differs(name)).map(|(_, label, value)| {
        let value =
            if value.is_empty() { frame.say("publication-now-nothing") } else { set(&value) };
        let parts = [("field", frame.say(label)), ("value", value)];
        let parts = parts.each_ref().map(|(name, words)| (*name, words.as_str()));
        (frame.words.say_with("publication-now", &parts), None)
    });
    told.collect()
}

/// What is said of a publication now, beside the reason for which it is withdrawn: that form sends nothing
/// of the other one.
fn beside(says: &Publication, sent: &Fields) -> Fields {
    filled(says).pairs().iter().chain(sent.pairs()).cloned().collect::<Vec<_>>().into()
}

/// The names of what is chosen.
fn named(says: &Fields, name: &str, known: Vec<(String, String)>) -> String {
    let chosen = known.into_iter().filter(|(code, _)| says.all(name).any(|it| it == code));
    chosen.map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}

/// One that stands.
async fn known(app: &App, number: u64) -> Result<KnownPublication, Problem> {
    let loaded = app.registry.executor().streams().load(&StreamId::registry()).await?;
    let StreamState::Registry(state) = loaded.state.as_ref() else {
        return Err(Problem::new("server.fault"));
    };
    let known = state.publications().get(StreamVersion(number)).filter(|known| !known.withdrawn);
    known.cloned().ok_or_else(|| Problem::new("not-found").with("publication"))
}

/// What is said of a publication as the fields of its form.
fn filled(says: &Publication) -> Fields {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let summary = says.summary.as_ref();
    let url = match &says.found_at {
        Some(Evidence::Link(link)) => link.to_string(),
        Some(Evidence::Document(_)) | None => String::new(),
    };
    let fields = [
        ("kind", says.kind.key().to_owned()),
        ("title", text(says.title.ru.as_ref())),
        ("title_en", text(says.title.en.as_ref())),
        ("summary", text(summary.and_then(|it| it.ru.as_ref()))),
        ("summary_en", text(summary.and_then(|it| it.en.as_ref()))),
        ("published_on", says.published_on.to_string()),
        ("url", url),
    ];
    let codes = |name: &'static str, codes: &[Code]| {
        codes.iter().map(|code| (name.to_owned(), code.to_string())).collect::<Vec<_>>()
    };
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    let about = codes("regions", &says.regions).into_iter();
    fields
        .chain(about)
        .chain(codes("specialisations", &says.specialisations))
        .collect::<Vec<_>>()
        .into()
}

/// What was typed, or what is wrong with it noted in the form.
fn read(document: Option<DocumentRef>, form: &mut Form, frame: &Frame) -> Option<Publication> {
    let given = |form: &Form, name: &str| {
        Some(form.typed(name).trim().to_owned()).filter(|typed| !typed.is_empty())
    };
    let kind = PublicationKind::from_key(form.typed("kind"));
    if kind.is_none() {
        form.wrong("kind", frame.say("publication-kind-wrong"));
    }
    let text = |form: &Form, name: &str| {
        let (ru, en) = (given(form, name), given(form, &format!("{name}_en")));
        Text::new(ru.as_deref(), en.as_deref()).ok()
    };
    let (title, summary) = (text(form, "title"), text(form, "summary"));
    if title.is_none() {
        form.wrong("title", frame.say("publication-title-wrong"));
    }
    let published_on = day_of("published_on", form, frame);
    let found_at = found_at(given(form, "url").as_deref(), document);
    if let Err(wrong) = &found_at {
        form.wrong("url", frame.say(wrong));
    }
    let codes =
        |name: &str| form.typed_all(name).filter_map(|code| Code::parse(code).ok()).collect();
    let (regions, specialisations) = (codes("regions"), codes("specialisations"));
    Some(Publication {
        kind: kind?,
        title: title?,
        summary,
        published_on: published_on?,
        found_at: found_at.ok()?,
        regions,
        specialisations,
    })
}

/// Where it can be read, at an address or as a document; else the message of what is wrong with it.
fn found_at(
    typed: Option<&str>,
    document: Option<DocumentRef>,
) -> Result<Option<Evidence>, &'static str> {
    match (typed, document) {
        (Some(_), Some(_)) => Err("publication-url-both"),
        (None, document) => Ok(document.map(Evidence::Document)),
        (Some(typed), None) => {
            let link = WebUrl::parse(&url(typed)).map_err(|_| "publication-url-wrong")?;
            Ok(Some(Evidence::Link(link)))
        }
    }
}

fn to_record(
    form: Form,
    document: Option<DocumentRef>,
    reading: &Reading,
    frame: Frame,
) -> PlainPage {
    let parts = parts(&form, document, &reading.lens(), &frame);
    let forms = vec![FormView::new("record", "publication-record", parts, &frame)];
    shown("publication-new", forms, form, frame)
}

fn to_keep(
    form: Form,
    document: Option<DocumentRef>,
    reading: &Reading,
    frame: Frame,
) -> PlainPage {
    let reason = |name: &str, label: &str| {
        let field = form.field(name, frame.say(label)).lines(3);
        Part::Field(field.hint(frame.say("acts-reason-hint")))
    };
    let mut says = parts(&form, document, &reading.lens(), &frame);
    says.push(reason("reason", "publication-reason"));
    let why = vec![reason("withdrawal_reason", "publication-withdrawal-reason")];
    let withdrawal = FormView::new("withdraw", "publication-withdraw", why, &frame);
    let forms = vec![
        FormView::new("correct", "publication-correct", says, &frame),
        withdrawal.lead(frame.say("publication-withdraw-lead")),
    ];
    shown("publication-keep", forms, form, frame)
}

fn shown(words: &str, forms: Vec<FormView>, form: Form, frame: Frame) -> PlainPage {
    PlainPage {
        back: (frame.plain_link(PUBLICATIONS), frame.say("section-publications")),
        title: frame.say(words),
        lead: frame.say(&format!("{words}-lead")),
        told: Vec::new(),
        forms,
        form,
        frame,
    }
}

/// The questions about a publication.
fn parts(form: &Form, document: Option<DocumentRef>, lens: &Lens<'_>, frame: &Frame) -> Vec<Part> {
    let its = |key: &str| frame.say(&format!("publication-{key}"));
    let field = |name: &str| form.field(name, its(&name.replace('_', "-")));
    let kinds = PublicationKind::ALL
        .map(|kind| (kind.key().to_owned(), capital(terms::publication(kind).get(frame.language))));
    let kind = form.choices("kind", frame.say("publications-kind"), "radio", kinds);
    let url = Field { inputmode: "url", ..field("url").optional() };
    let about = |name: &str, legend: &str, answers| {
        let asked = form.choices(name, frame.say(legend), "checkbox", answers);
        Part::Folded(asked.hint(its(&format!("{name}-hint"))))
    };
    vec![
        Part::Choices(kind),
        Part::Field(field("title")),
        Part::Field(field("title_en").optional()),
        Part::Field(field("summary").lines(4).optional()),
        Part::Field(field("summary_en").lines(4).optional()),
        Part::Field(field("published_on").of("date").width("short")),
        Part::Field(url.hint(its("url-hint"))),
        Part::Letters(
            Letters::new(form, frame, "publication-files", document.as_slice()).only_one(),
        ),
        about("regions", "publications-region", picker::regions(lens, frame)),
        about("specialisations", "publications-specialisation", specialisations(lens, frame)),
    ]
}

fn specialisations(lens: &Lens<'_>, frame: &Frame) -> Vec<(String, String)> {
    let named = |code: Code| {
        let name = lens.term(SPECIALISATION, &code);
        (code.to_string(), set(name.in_language_or_other(frame.language)))
    };
    lens.terms(SPECIALISATION).into_iter().map(named).collect()
}
