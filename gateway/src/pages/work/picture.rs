//! A picture as the answer to a question: brought with the form, kept while it is corrected, replaced by
//! another one or taken away by saying that there is none.
//!
//! What a form names is held against what stands and what was brought for this cluster, so that the
//! digest of a document, which everybody sees, makes nobody else's document a picture.

use registry_events::catalogue::Field as Asked;
use registry_events::document::DocumentRef;
use registry_events::ids::Digest;
use registry_events::path::FieldPath;
use registry_events::value::{Value, ValueType};
use serde_json::Value as Json;

use super::evidence::{found, keep_file, key_of};
use super::opened::Opened;
use super::typed::part;
use crate::documents::picture::{fits, size_of};
use crate::http::json_value;
use crate::http::upload::{SentFile, SignedUpload};
use crate::http::{App, Problem};
use crate::pages::frame::Frame;
use crate::private::drafts::BroughtDocument;
use crate::read::logo::{is_picture, is_shown};
use crate::words::value::said_document;

/// The part of a question in which its file is sent.
pub(super) const FILE: &str = "file";

/// A picture that goes with an answer.
pub(super) struct PictureView {
    /// The field that names it, and how.
    pub(super) name: String,
    pub(super) value: String,
    /// «знак.png: PNG, 12 КБ».
    pub(super) label: String,
    /// Where it can be opened, if it was brought on pages.
    pub(super) address: Option<String>,
}

/// Takes in the picture of a form: its fields then name it in place of the one before. Else why it
/// isn't kept, with the name of its file.
pub(super) async fn taken_in(
    app: &App,
    opened: &Opened,
    field: &Asked,
    sent: &SignedUpload,
    fields: &mut Vec<(String, String)>,
) -> Result<Option<(&'static str, String)>, Problem> {
    let name_of_file = part(field, FILE);
    let Some(file) = sent.files_of(&name_of_file).last() else { return Ok(None) };
    if let Some(key) = problem_of(file) {
        return Ok(Some((key, file.name.clone())));
    }
    let caller = sent.signed_in.caller;
    match keep_file(app, caller, Some(opened.cluster), file).await? {
        Ok(document) => {
            name(field, document, fields);
            Ok(None)
        }
        Err(not_kept) => Ok(Some((key_of(not_kept), file.name.clone()))),
    }
}

/// Why a file is no picture that pages show: told before it is kept.
fn problem_of(file: &SentFile) -> Option<&'static str> {
    let Some(bytes) = &file.bytes else { return Some("picture-too-large") };
    match DocumentRef::of(bytes) {
        Ok(document) if is_shown(&document) => match size_of(document.media_type, bytes) {
            Some(size) if fits(size) => None,
            Some(_) => Some("picture-too-many-pixels"),
            None => Some("picture-broken"),
        },
        Ok(document) if is_picture(document.media_type) => Some("picture-too-large"),
        Ok(_) | Err(_) => Some("picture-type"),
    }
}

/// What is sent names a picture by what it holds, as the API does.
fn name(field: &Asked, document: DocumentRef, fields: &mut Vec<(String, String)>) {
    let name = part(field, "value");
    fields.retain(|(known, _)| *known != name);
    fields.push((name, json_value::natural(&Value::File(document)).to_string()));
}

/// Lets the fields of a form name a picture only that stands, or that was brought for this cluster.
pub(super) async fn checked(
    app: &App,
    opened: &Opened,
    path: &FieldPath,
    brought: &[BroughtDocument],
    fields: &mut Vec<(String, String)>,
) -> Result<Option<DocumentRef>, Problem> {
    let field = opened.in_force()?.catalogue.field(path);
    let Some(field) = field.filter(|field| field.value_type == ValueType::File) else {
        return Ok(None);
    };
    let own = part(field, "value");
    let named = fields.iter().find(|(known, _)| *known == own);
    let digest = named.and_then(|(_, value)| digest_of(value));
    let document = match digest {
        Some(digest) => known(app, opened, path, brought, digest).await?,
        None => None,
    };
    fields.retain(|(known, _)| *known != own);
    if let Some(document) = document {
        name(field, document, fields);
    }
    Ok(document)
}

async fn known(
    app: &App,
    opened: &Opened,
    path: &FieldPath,
    brought: &[BroughtDocument],
    digest: Digest,
) -> Result<Option<DocumentRef>, Problem> {
    let stands = opened.profile().claim(path).and_then(|it| it.claim.stated.value());
    match stands {
        Some(Value::File(document)) if document.digest == digest => Ok(Some(*document)),
        _ if brought.iter().any(|own| own.digest == digest) => found(app, digest).await,
        _ => Ok(None),
    }
}

fn digest_of(value: &str) -> Option<Digest> {
    let value: Json = serde_json::from_str(value).ok()?;
    value.get("digest")?.as_str()?.parse().ok()
}

impl PictureView {
    /// The picture of a form, with the name under which it was brought.
    pub(super) fn of(
        field: &Asked,
        document: DocumentRef,
        brought_as: Option<&str>,
        opened: &Opened,
        frame: &Frame,
    ) -> Self {
        let kind = said_document(&document, frame.language);
        let address = format!("{}/evidence/{}", opened.path(), document.digest);
        Self {
            name: part(field, "value"),
            value: json_value::natural(&Value::File(document)).to_string(),
            label: match brought_as {
                Some(name) if !name.is_empty() => format!("{name}: {kind}"),
                _ => kind,
            },
            address: brought_as.map(|_| frame.plain_link(&address)),
        }
    }
}
