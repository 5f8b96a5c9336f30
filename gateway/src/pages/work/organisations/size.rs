//! How large an organisation is: a dated statement that every cluster it is in shows.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use registry_events::value::Code;
use serde_json::Value as Json;

use super::Work;
use crate::api::write::organisations::size::{SizeBody, read};
use crate::http::form::Fields;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Form};
use crate::pages::frame::Frame;
use crate::pages::told::Places;
use crate::pages::work::asked::{Envelope, enveloped};
use crate::pages::work::letters::{Letters, brought};
use crate::read::organisations::PARTICIPANT_TYPE;
use crate::words::typography::{capitalised, set};

/// The sizes that are chosen from.
const SIZES: [&str; 3] = ["large", "medium", "small"];
/// The fields by the places of the body that they stand for.
const PLACES: &Places<'_> = &[
    ("/size", "size"),
    ("/described_on", "described_on"),
    ("/kind", "kind"),
    ("/source/url", "source_url"),
    ("/source", "source"),
    ("/evidence", "evidence"),
    ("", "size"),
];

/// The page.
#[derive(Template)]
#[template(path = "work/organisations/size.html")]
struct SizePage {
    frame: Frame,
    form: Form,
    name: String,
    back: String,
    size: Choices,
    envelope: Envelope,
    letters: Letters,
}

impl Page for SizePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/work/organisations/{id}/size`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &who, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame, "size");
    rendered_privately(&work.size(form, frame, &[]))
}

/// States what was chosen.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &sent.signed_in, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let mut form = work.form(&frame, "size").sent(sent.fields.clone());
    let documents = brought(&app, &sent, &mut form, &frame).await?;
    if sent.fields.get("size").is_empty() {
        form.wrong("size", frame.say("organisation-size-wrong"));
    }
    let asked = asked(&sent.fields, &documents).and_then(|body| read(id, &body));
    let asked = asked.map(Into::into);
    if let Some(done) = work.perform(&mut form, &sent.request, asked, PLACES, &frame).await? {
        return Ok(done);
    }
    to_correct(&work.size(form, frame, &documents))
}

/// What was chosen, as the API's body.
fn asked(sent: &Fields, documents: &[DocumentRef]) -> Result<SizeBody, Problem> {
    let mut body = enveloped(sent, documents);
    body.entry("described_on").or_insert_with(|| "".into());
    body.insert("size".into(), sent.get("size").into());
    serde_json::from_value(Json::Object(body)).map_err(|_| Problem::new("form.malformed"))
}

impl Work<'_> {
    fn size(&self, form: Form, frame: Frame, documents: &[DocumentRef]) -> SizePage {
        let lens = self.reading.lens();
        let answer = |key: &'static str| {
            let term = lens.term(PARTICIPANT_TYPE, &Code::literal(key));
            (key.to_owned(), set(&capitalised(term.in_language_or_other(frame.language))))
        };
        let stands = self.organisation.size_at(lens.at);
        let legend = frame.say("organisation-size");
        let size = form.choices("size", legend, "radio", SIZES.map(answer));
        SizePage {
            name: self.name(&frame),
            back: frame.plain_link(&self.path()),
            size: size
                .hint(frame.say("organisation-size-hint"))
                .chosen(stands.map_or("", |stands| stands.stated.size.as_str())),
            envelope: Envelope::new(&form, stands.is_some(), true, &frame),
            letters: Letters::new(&form, &frame, "organisation-files", documents),
            form,
            frame,
        }
    }
}
