//! «Сообщить об ошибке»: anybody says what is wrong with a field of a profile; officers decide.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::command::{FileReport, REASON_CHARACTERS_MAX};
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;
use registry_events::value::Language;

use super::letters::{bring_link, content_of, letter};
use super::{ClusterNamed, EMAIL, check_known, email_of, framed, name_of, text_of};
use crate::http::form::{AnonymousForm, Visit};
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::signed_in::Reader;
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, localised};
use crate::people::asked::MistakeFound;
use crate::people::links::Purpose;
use crate::people::lockout::Tried;
use crate::people::whereabouts::Whereabouts;
use crate::read::lens::Lens;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page of the form.
#[derive(Template)]
#[template(path = "contact/report.html")]
struct ReportPage {
    frame: Frame,
    form: Form,
    cluster: ClusterNamed,
    /// What the field is called.
    field: String,
    /// What stands there.
    stands: Option<String>,
    text: Field,
    email: Field,
}

impl Page for ReportPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The name of the text in the form.
const TEXT: &str = "mistake";
/// The name of the field's path.
const FIELD: &str = "field";

/// What a field of a cluster is called: «Участники · ООО „Пример“ · Тип».
pub(super) fn field_words(
    app: &App,
    cluster: ClusterId,
    path: &FieldPath,
    language: Language,
) -> String {
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let speaker = Speaker { lens, card: views.card(cluster).map(AsRef::as_ref), language };
    set(&speaker.place_of(path))
}

fn stands(app: &App, cluster: ClusterId, path: &FieldPath, language: Language) -> Option<String> {
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let card = views.card(cluster)?;
    let speaker = Speaker { lens, card: Some(card), language };
    let claim = match &path.item {
        None => card.fields().get(path.field.as_str()),
        Some(item) => card.item(item)?.claims.get(path.field.as_str()),
    };
    Some(set(&speaker.claim(&claim?.claim)))
}

fn field_of(given: &str) -> Result<FieldPath, Problem> {
    given.parse().map_err(|_| Problem::new("path.unknown").with(given))
}

/// Refuses a field that nobody sees, or a cluster that isn't there, before anything is written.
async fn rehearse(app: &App, cluster: ClusterId, path: &FieldPath) -> Result<(), Problem> {
    check_known(app, cluster)?;
    let (path, text) = (path.clone(), "…".into());
    let command = FileReport { cluster, path, text }.into();
    Ok(app.registry.executor().rehearse(Caller::PROGRAM, &command).await?)
}

fn form(app: &App, frame: &Frame, csrf: &str, cluster: ClusterId, path: &FieldPath) -> Form {
    let request = app.registry.accounts().random_text();
    let action = frame.plain_link(&format!("/clusters/{cluster}/report"));
    Form::new(action, csrf, request).with(FIELD, path.to_string())
}

impl ReportPage {
    fn new(app: &App, frame: Frame, form: Form, cluster: ClusterId, path: &FieldPath) -> Self {
        let field = |name: &str| {
            let label = frame.say(&format!("contact-{name}"));
            form.field(name, label).hint(frame.say(&format!("contact-{name}-hint")))
        };
        let email = Field { autocomplete: "email", ..field(EMAIL).email() };
        let email = email.hint(frame.say("report-email-hint"));
        let own = frame.reader.as_ref().map(|reader| reader.person.email.clone());
        Self {
            text: field(TEXT).lines(6),
            email: email.value(own.unwrap_or_default()),
            field: field_words(app, cluster, path, frame.language),
            stands: stands(app, cluster, path, frame.language),
            cluster: ClusterNamed::of(app, cluster, &frame),
            form,
            frame,
        }
    }
}

/// `/clusters/{id}/report`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    named: Result<Path<ClusterId>, Problem>,
    reader: Reader,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let id = named?.0;
    let path = field_of(&parameter(&uri, FIELD)?.unwrap_or_default())?;
    rehearse(&app, id, &path).await?;
    let frame = framed(&app, language, reader, &headers, &uri);
    let form = form(&app, &frame, &visit.csrf, id, &path);
    Ok(visit.keep(rendered_privately(&ReportPage::new(&app, frame, form, id, &path))?))
}

/// A mistake that was reported: a letter goes to who found it, and nothing is filed yet.
pub async fn send(
    State(app): State<App>,
    language: Language,
    named: Result<Path<ClusterId>, Problem>,
    (Origin(origin), from): (Origin, Whereabouts),
    reader: Reader,
    (headers, uri): (HeaderMap, Uri),
    sent: AnonymousForm,
) -> Result<Response, Problem> {
    let id = named?.0;
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let path = field_of(sent.fields.get(FIELD))?;
    rehearse(&app, id, &path).await?;
    let frame = framed(&app, language, reader, &headers, &uri);
    let mut form = form(&app, &frame, &sent.visit.csrf, id, &path).sent(sent.fields.clone());
    let text = text_of(&mut form, TEXT, REASON_CHARACTERS_MAX, &frame);
    let mailbox = email_of(&mut form, &frame).filter(|_| !form.is_wrong());
    if let Some(to) = mailbox {
        let mailbox = to.text().to_owned();
        let (path, language) = (path.clone(), frame.language);
        let found = MistakeFound { cluster: id, path, text, mailbox, language };
        let sent = (origin.as_str(), sent.request.as_str());
        ask_finder(&app, &found, &mut form, &frame, sent, &from).await?;
    }
    if form.is_wrong() {
        return to_correct(&ReportPage::new(&app, frame, form, id, &path));
    }
    let next = frame.plain_link(&format!("/clusters/{id}/letter-sent"));
    Ok(Redirect::to(&next).into_response())
}

/// Sends the link that files the report.
async fn ask_finder(
    app: &App,
    found: &MistakeFound,
    form: &mut Form,
    frame: &Frame,
    (origin, request): (&str, &str),
    from: &Whereabouts,
) -> Result<(), Problem> {
    let Some(to) = email_of(form, frame) else { return Ok(()) };
    let links = app.registry.accounts().links();
    let request = format!("{request} {}", content_of(found));
    let link = links.drawn_for(&request, Purpose::Report, to.text(), found);
    let address = format!("{origin}{}", localised(found.language, &link.path));
    let name = name_of(&app.views(), found.cluster);
    let field = field_words(app, found.cluster, &found.path, found.language);
    let cluster = name.in_language_or_other(found.language);
    let parts = [("cluster", cluster), ("field", &field), ("address", &address)];
    let mail = letter(to, "report", found.language, &parts);
    bring_link(app, Tried::Report, (link, mail), from, form, frame).await
}
