//! Where an organisation is found and what it does. What is left empty stays as it was stated; what is
//! typed is read as a body of the API is.

use askama::Template;
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use registry_events::value::PointPrecision;
use serde_json::{Map, Value as Json, json};

use super::Work;
use super::matter::{Asked, Matter};
use crate::api::write::organisations::details::{DetailsBody, read};
use crate::http::Problem;
use crate::http::form::Fields;
use crate::pages::answer::{CachePolicy, Page};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::pages::told::Places;
use crate::pages::work::asked::{Envelope, enveloped};
use crate::pages::work::letters::Letters;
use crate::pages::work::typed::{decimal, url};
use crate::words::terms;
use crate::words::typography::capitalised;
use crate::words::value::said_point;

/// The fields by the places of the body that they stand for.
const PLACES: &Places<'static> = &[
    ("/site", "site"),
    ("/okved", "okved"),
    ("/point/lng", "lng"),
    ("/point/precision", "precision"),
    ("/point", "lat"),
    ("/described_on", "described_on"),
    ("/kind", "kind"),
    ("/source/url", "source_url"),
    ("/source", "source"),
    ("/evidence", "evidence"),
    ("", "site"),
];

/// The page.
#[derive(Template)]
#[template(path = "work/organisations/details.html")]
pub(in crate::pages) struct DetailsPage {
    frame: Frame,
    form: Form,
    name: String,
    back: String,
    site: Field,
    okved: Field,
    lat: Field,
    lng: Field,
    precision: Choices,
    envelope: Envelope,
    letters: Letters,
}

impl Page for DetailsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Where it is found and what it does.
pub(in crate::pages) struct Details;

impl Matter for Details {
    const KEY: &'static str = "details";
    type Shown = DetailsPage;

    fn shown(work: &Work<'_>, form: Form, frame: Frame, documents: &[DocumentRef]) -> DetailsPage {
        work.details(form, frame, documents)
    }

    fn asked(
        organisation: OrganisationId,
        sent: &Fields,
        documents: &[DocumentRef],
        _form: &mut Form,
        _frame: &Frame,
    ) -> Result<Asked, Problem> {
        let asked = asked(sent, documents).and_then(|body| read(organisation, &body));
        Ok(Asked::of(asked.map(Into::into), PLACES))
    }
}

/// What was typed, as the API's body.
fn asked(sent: &Fields, documents: &[DocumentRef]) -> Result<DetailsBody, Problem> {
    let some = |name: &str| Some(sent.get(name).trim()).filter(|text| !text.is_empty());
    let mut body: Map<String, Json> = enveloped(sent, documents);
    body.entry("described_on").or_insert_with(|| "".into());
    body.extend(some("site").map(|site| ("site".to_owned(), url(site).into())));
    body.extend(some("okved").map(|code| ("okved".to_owned(), code.into())));
    let degrees = |name| some(name).map(decimal);
    if some("lat").is_some() || some("lng").is_some() {
        let (lat, lng, precision) = (degrees("lat"), degrees("lng"), some("precision"));
        body.insert("point".into(), json!({ "lat": lat, "lng": lng, "precision": precision }));
    }
    serde_json::from_value(Json::Object(body)).map_err(|_| Problem::new("form.malformed"))
}

impl Work<'_> {
    fn details(&self, form: Form, frame: Frame, documents: &[DocumentRef]) -> DetailsPage {
        let field = |name: &str, stands: Option<String>| {
            let label = frame.say(&format!("organisation-{name}"));
            let hint = frame.say(&format!("organisation-{name}-hint"));
            form.field(name, label).optional().hint(with_standing(&hint, stands, &frame))
        };
        let own = self.organisation;
        let at = self.reading.lens().at;
        let site = own.detail_at(at, |stated| stated.site.as_ref().map(ToString::to_string));
        let okved = own.detail_at(at, |stated| stated.okved.as_ref().map(ToString::to_string));
        let point = own.detail_at(at, |stated| stated.point);
        let point = point.map(|(point, _)| said_point(&point, frame.language));
        let stood = !own.details.is_empty();
        let degrees = |name: &str| form.field(name, frame.say(&format!("work-{name}"))).optional();
        DetailsPage {
            name: self.name(&frame),
            back: frame.plain_link(&self.path()),
            site: Field { inputmode: "url", ..field("site", site.map(|(site, _)| site)) },
            okved: field("okved", okved.map(|(okved, _)| okved)).width("short"),
            lat: degrees("lat").width("short").hint(with_standing(
                &frame.say("organisation-lat-hint"),
                point,
                &frame,
            )),
            lng: degrees("lng").width("short"),
            precision: precision(&form, &frame),
            envelope: Envelope::new(&form, stood, true, &frame),
            letters: Letters::new(&form, &frame, "organisation-files", documents),
            form,
            frame,
        }
    }
}

/// What helps to fill a field in, with what stands.
fn with_standing(hint: &str, stands: Option<String>, frame: &Frame) -> String {
    let Some(stands) = stands else { return hint.to_owned() };
    let stands = frame.words.say_with("organisation-stands", &[("value", &stands)]);
    format!("{hint} {stands}")
}

fn precision(form: &Form, frame: &Frame) -> Choices {
    let precise = [
        ("exact", PointPrecision::Exact),
        ("locality", PointPrecision::Locality),
        ("region_centroid", PointPrecision::RegionCentroid),
    ];
    let answers = precise.map(|(key, precision)| {
        let word = terms::precision(precision).get(frame.language);
        (key.to_owned(), capitalised(word))
    });
    form.choices("precision", frame.say("work-precision"), "radio", answers).chosen("exact")
}
