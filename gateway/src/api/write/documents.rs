//! A document as requests name it: the object that the answer to its upload held.

use registry_core::rejection::Problem as Broken;
use registry_events::document::{DocumentRef, Sha256};
use registry_events::ids::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::http::body::escaped;
use crate::http::{App, Problem};

/// A document by what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentBody {
    /// BLAKE3 of its bytes, 64 hexadecimal digits; by this it is kept and asked for.
    pub digest: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// `application/pdf`, `image/png` or `image/jpeg`.
    pub media_type: String,
    /// As the answer to the upload has it; nobody looks at it here.
    #[serde(default, skip_serializing)]
    #[schema(write_only)]
    pub demonstration: Option<bool>,
}

impl From<&DocumentRef> for DocumentBody {
    fn from(document: &DocumentRef) -> Self {
        Self {
            digest: document.digest.to_string(),
            sha256: document.sha256.to_string(),
            bytes: document.bytes,
            media_type: document.media_type.as_str().into(),
            demonstration: None,
        }
    }
}

/// Reads a document; whether it is kept is looked up later.
pub(super) fn read(given: &Json, pointer: &str) -> Result<DocumentRef, Broken> {
    let body = DocumentBody::deserialize(given);
    body.map_err(|_| Broken::new(pointer, "document.malformed"))?.read(pointer)
}

impl DocumentBody {
    /// The document that is named.
    pub(super) fn read(&self, pointer: &str) -> Result<DocumentRef, Broken> {
        let malformed = || Broken::new(pointer, "document.malformed");
        let digest: Digest = self.digest.parse().map_err(|_| malformed())?;
        let sha256: Digest = self.sha256.parse().map_err(|_| malformed())?;
        let media_type = self.media_type.parse().map_err(|_| malformed())?;
        Ok(DocumentRef { digest, sha256: Sha256(sha256.0), bytes: self.bytes, media_type })
    }
}

/// Refuses a body that names a document which isn't kept, wherever in it that stands.
pub(super) async fn check_kept(app: &App, body: &[u8]) -> Result<(), Problem> {
    let mut named = Vec::new();
    // A body that isn't JSON is refused by who reads it.
    if let Ok(body) = serde_json::from_slice(body) {
        collect(&body, String::new(), &mut named);
    }
    let mut unknown = Vec::new();
    for (pointer, document) in named {
        let held = app.registry.documents().holds(&document).await;
        if !held.map_err(|error| Problem::fault(&error))? {
            unknown.push(Broken::new(pointer, "document.unknown"));
        }
    }
    if unknown.is_empty() { Ok(()) } else { Err(unknown.into()) }
}

/// Every document that a body names, with its place. Nothing else has an object of these members.
fn collect(body: &Json, pointer: String, named: &mut Vec<(String, DocumentRef)>) {
    match body {
        Json::Array(list) => {
            for (index, member) in list.iter().enumerate() {
                collect(member, format!("{pointer}/{index}"), named);
            }
        }
        Json::Object(object) => {
            if let Ok(document) = read(body, &pointer) {
                named.push((pointer, document));
                return;
            }
            for (key, member) in object {
                collect(member, format!("{pointer}/{}", escaped(key)), named);
            }
        }
        _ => {}
    }
}
