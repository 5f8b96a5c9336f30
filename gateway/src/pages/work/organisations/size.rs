//! How large an organisation is: a dated statement that every cluster it is in shows.

use askama::Template;
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use registry_events::value::Code;
use serde_json::Value as Json;

use super::Work;
use super::matter::{Asked, Matter};
use crate::api::write::organisations::size::{SizeBody, read};
use crate::http::Problem;
use crate::http::form::Fields;
use crate::pages::answer::{CachePolicy, Page};
use crate::pages::form::{Choices, Form};
use crate::pages::frame::Frame;
use crate::pages::told::Places;
use crate::pages::work::asked::{Envelope, enveloped};
use crate::pages::work::letters::Letters;
use crate::read::organisations::PARTICIPANT_TYPE;
use crate::words::typography::{capitalised, set};

/// The sizes that are chosen from.
const SIZES: [&str; 3] = ["large", "medium", "small"];
/// The fields by the places of the body that they stand for.
const PLACES: &Places<'static> = &[
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
pub(in crate::pages) struct SizePage {
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

/// How large it is.
pub(in crate::pages) struct Size;

impl Matter for Size {
    const KEY: &'static str = "size";
    type Shown = SizePage;

    fn shown(work: &Work<'_>, form: Form, frame: Frame, documents: &[DocumentRef]) -> SizePage {
        work.size(form, frame, documents)
    }

    fn asked(
        organisation: OrganisationId,
        sent: &Fields,
        documents: &[DocumentRef],
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Asked, Problem> {
        if sent.get("size").is_empty() {
            form.wrong("size", frame.say("organisation-size-wrong"));
        }
        let asked = asked(sent, documents).and_then(|body| read(organisation, &body));
        Ok(Asked::of(asked.map(Into::into), PLACES))
    }
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
