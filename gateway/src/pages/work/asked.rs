//! One question about a field: what is asked, why, what stands; and what was answered as a statement
//! of the API's shape.

use registry_core::profile::CurrentClaim;
use registry_core::rejection::Problem as Broken;
use registry_events::catalogue::{Field as Asked, LevelMark, Visibility};
use registry_events::claim::{Absence, ClaimKind, Evidence, SourceType, Stated};
use registry_events::document::DocumentRef;
use registry_events::ids::StreamVersion;
use registry_events::path::FieldPath;
use registry_events::value::Value;
use serde_json::{Map, Value as Json, json};

use super::control::{Control, Making};
use super::evidence::DOCUMENT;
use super::typed::{day, filled, lacks_main, part, typed, url};
use crate::http::form::Fields;
use crate::http::json_value;
use crate::pages::form::{Choices, Field, Form, id_of};
use crate::pages::frame::Frame;
use crate::read::value::source_key;
use crate::words::terms;
use crate::words::typography::{capitalised, set};

/// Why there may be no value; a choice of its own, never an empty field.
const ABSENCES: [Absence; 4] =
    [Absence::NotProvided, Absence::NotApplicable, Absence::Withheld, Absence::Zero];
/// That there is one.
const VALUE: &str = "value";

/// A question about one field.
pub(super) struct Question {
    /// Its place on the page.
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) example: String,
    pub(super) why: String,
    /// At which level it is expected.
    pub(super) mark: String,
    /// Who sees the answer, where not everybody does.
    pub(super) seen_by: Option<String>,
    pub(super) controls: Vec<Control>,
    /// A value, or why there is none.
    pub(super) said: Choices,
    pub(super) error: String,
}

impl Question {
    pub(super) fn new(making: Making<'_>) -> Self {
        let Making { field, form, frame, speaker, .. } = making;
        let words = |text| set(speaker.text(text));
        let name = part(field, "said");
        let answers = std::iter::once((VALUE.to_owned(), frame.say("work-said-value")));
        let absent = |absence: Absence| {
            let key = absence.key();
            (key.to_owned(), frame.say(&format!("work-said-{}", key.replace('_', "-"))))
        };
        let answers = answers.chain(ABSENCES.map(absent));
        Self {
            id: id_of(field.key.as_str()),
            label: words(&field.label),
            hint: words(&field.hint),
            example: words(&field.example),
            why: words(&field.why),
            mark: frame.say(mark(field.mark)),
            seen_by: seen_by(field.visibility).map(|key| frame.say(key)),
            controls: making.controls(),
            said: form.choices(&name, frame.say("work-said"), "radio", answers).chosen(VALUE),
            error: form.error_of(field.key.as_str()),
        }
    }
}

pub(super) const fn mark(mark: LevelMark) -> &'static str {
    match mark {
        LevelMark::Required => "work-mark-required",
        LevelMark::Medium => "work-mark-medium",
        LevelMark::High => "work-mark-high",
        LevelMark::Optional => "work-mark-optional",
    }
}

pub(super) const fn seen_by(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Public => None,
        Visibility::Registered => Some("work-seen-registered"),
        Visibility::Officer => Some("work-seen-officer"),
    }
}

/// What is asked of a statement beside its value: whether it changed or was wrong, its day, where it
/// comes from, what shows it.
pub(super) struct Envelope {
    /// None where nothing stood before.
    pub(super) kind: Option<Choices>,
    pub(super) described_on: Field,
    pub(super) source: Choices,
    pub(super) source_url: Field,
    pub(super) evidence: Field,
}

impl Envelope {
    pub(super) fn new(form: &Form, stood: bool, dated: bool, frame: &Frame) -> Self {
        let words = |said: crate::words::Said| capitalised(said.get(frame.language));
        let kinds = [("change", ClaimKind::Change), ("correction", ClaimKind::Correction)];
        let kinds = kinds.map(|(key, kind)| (key.to_owned(), words(terms::kind(kind))));
        let kind = form.choices("kind", frame.say("work-kind"), "radio", kinds);
        let sources = [
            ("self", SourceType::Own),
            ("document", SourceType::Document),
            ("register", SourceType::Register),
            ("press", SourceType::Press),
        ];
        let sources = sources.map(|(key, source)| (key.to_owned(), words(terms::source(source))));
        let source = form.choices("source", frame.say("work-source"), "radio", sources);
        let optional = |name: &str, label: &str| form.field(name, frame.say(label)).optional();
        let described_on = optional("described_on", "work-described-on");
        let described_on = Field { required: dated, ..described_on.of("date").width("short") };
        let evidence = optional("evidence", "work-evidence").lines(3);
        Self {
            kind: stood.then(|| kind.hint(frame.say("work-kind-hint")).chosen("change")),
            described_on: described_on.hint(frame.say("work-described-on-hint")),
            source: source.chosen("self"),
            source_url: optional("source_url", "work-source-url"),
            evidence: evidence.hint(frame.say("work-evidence-hint")),
        }
    }
}

/// What stands as the fields of its question show it: the value, why there is none, the source. What
/// only some may see is typed anew.
pub(super) fn standing(field: &Asked, current: Option<&CurrentClaim>) -> Vec<(String, String)> {
    let Some(current) = current else { return Vec::new() };
    let claim = &current.claim;
    let mut fields = match &claim.stated {
        Stated::Value(value) => filled(field, &json_value::natural(value)),
        Stated::Absent(absence) => vec![(part(field, "said"), absence.key().to_owned())],
        Stated::Sealed(_) => Vec::new(),
    };
    let mut add = |name: &str, value: Option<String>| {
        fields.extend(value.map(|value| (name.to_owned(), value)));
    };
    add("described_on", claim.described_on.map(|day| day.to_string()));
    add("source_url", claim.source.url.as_ref().map(ToString::to_string));
    let links = claim.evidence.iter().filter_map(|piece| match piece {
        Evidence::Link(link) => Some(link.to_string()),
        Evidence::Document(_) => None,
    });
    add("evidence", Some(links.collect::<Vec<_>>().join("\n")));
    let documents = claim.evidence.iter().filter_map(|piece| match piece {
        Evidence::Link(_) => None,
        Evidence::Document(document) => Some(document.digest.to_string()),
    });
    documents.for_each(|digest| add(DOCUMENT, Some(digest)));
    add("source", Some(source_key(claim.source.source_type).to_owned()));
    fields
}

/// The version that a form showed of a field; none where nothing stood.
pub(super) fn seen(sent: &Fields) -> Option<StreamVersion> {
    sent.get("seen").parse().ok().map(StreamVersion)
}

/// What was answered, as a body of the API; or the place that waits for an answer.
///
/// Its evidence are the links that were typed, and these documents.
pub(super) fn statement(
    field: &Asked,
    path: &FieldPath,
    sent: &Fields,
    documents: &[DocumentRef],
) -> Result<Json, &'static str> {
    let mut claim = Map::new();
    claim.insert("path".into(), path.to_string().into());
    match sent.get(&part(field, "said")) {
        "" => return Err("work-said-wrong"),
        VALUE if lacks_main(field, sent) => return Err("work-region-main-wrong"),
        VALUE => {
            let value = typed(field, sent).ok_or("work-value-wrong")?;
            claim.insert("value".into(), value);
        }
        absence => {
            claim.insert("absence".into(), absence.into());
        }
    }
    claim.extend(enveloped(sent, documents));
    claim.extend(seen(sent).map(|version| ("replaces".to_owned(), version.0.into())));
    Ok(json!({ "claims": [claim] }))
}

/// What was answered beside the value, as a body of the API says it: the day, whether it changed or was
/// wrong, where it comes from, and what shows it.
pub(super) fn enveloped(sent: &Fields, documents: &[DocumentRef]) -> Map<String, Json> {
    let some = |name: &str| Some(sent.get(name).trim()).filter(|text| !text.is_empty());
    let source = |source: &str| json!({ "type": source, "url": some("source_url").map(url) });
    let members = [
        ("described_on", some("described_on").map(|text| day(text).into())),
        ("kind", some("kind").map(Json::from)),
        ("source", some("source").map(source)),
        ("evidence", Some(evidence(sent, documents))),
    ];
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn evidence(sent: &Fields, documents: &[DocumentRef]) -> Json {
    let given = sent.get("evidence").lines().map(str::trim).filter(|line| !line.is_empty());
    let links = given.map(|line| Json::from(url(line)));
    let documents = documents.iter().map(|document| json_value::natural(&Value::File(*document)));
    links.chain(documents).collect()
}

/// The field of the form that a problem of the body is about.
pub(super) fn place_of(problem: &Broken, field: &Asked) -> String {
    let within = problem.pointer.splitn(4, '/').nth(3).unwrap_or_default();
    match within.split('/').collect::<Vec<_>>()[..] {
        ["described_on"] => "described_on".into(),
        ["kind"] => "kind".into(),
        ["source", "url", ..] => "source_url".into(),
        ["source", ..] => "source".into(),
        ["evidence", ..] => "evidence".into(),
        _ => field.key.to_string(),
    }
}
