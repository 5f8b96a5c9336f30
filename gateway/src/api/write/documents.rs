//! A document as requests name it: the object that the answer to its upload held.

use registry_core::rejection::Problem as Broken;
use registry_events::document::{DocumentRef, Sha256};
use registry_events::ids::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

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
}

impl From<&DocumentRef> for DocumentBody {
    fn from(document: &DocumentRef) -> Self {
        Self {
            digest: document.digest.to_string(),
            sha256: document.sha256.to_string(),
            bytes: document.bytes,
            media_type: document.media_type.as_str().into(),
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
