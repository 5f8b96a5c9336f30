//! Documents that a form brings and that are of no cluster: a letter, a power of attorney, an extract.
//! They are kept by their bytes, and stay with the form while it is corrected.

use registry_events::document::DocumentRef;
use registry_events::ids::Digest;

use super::evidence::{DOCUMENT, FILES, found, keep_file};
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem};
use crate::pages::form::{Form, id_of};
use crate::pages::frame::Frame;
use crate::words::value::said_document;

/// The field of documents, with those that were brought before.
pub(in crate::pages) struct Letters {
    pub(in crate::pages) label: String,
    pub(in crate::pages) hint: String,
    pub(in crate::pages) error: String,
    pub(in crate::pages) kept: Vec<KeptLetter>,
    /// Whether more than one may be brought.
    pub(in crate::pages) many: bool,
}

/// A document that was brought before: whether it stays is ticked.
pub(in crate::pages) struct KeptLetter {
    pub(in crate::pages) id: String,
    pub(in crate::pages) digest: String,
    pub(in crate::pages) label: String,
    pub(in crate::pages) address: String,
}

/// The documents of a form of somebody who may open any document; what is wrong with a file is noted on
/// the form.
///
/// # Errors
/// A fault when documents can't be kept.
pub(in crate::pages) async fn brought(
    app: &App,
    sent: &SignedUpload,
    form: &mut Form,
    frame: &Frame,
) -> Result<Vec<DocumentRef>, Problem> {
    let mut documents = Vec::new();
    let named = sent.fields.all(DOCUMENT).filter_map(|digest| digest.parse::<Digest>().ok());
    for digest in named {
        documents.extend(found(app, digest).await?);
    }
    documents.extend(fresh(app, sent, form, frame).await?);
    let mut each = Vec::new();
    for document in documents {
        if !each.contains(&document) {
            each.push(document);
        }
    }
    Ok(each)
}

/// The documents that came with this very form, of whoever may not name others.
///
/// # Errors
/// A fault when documents can't be kept.
pub(in crate::pages) async fn fresh(
    app: &App,
    sent: &SignedUpload,
    form: &mut Form,
    frame: &Frame,
) -> Result<Vec<DocumentRef>, Problem> {
    let mut documents = Vec::new();
    for file in sent.files_of(FILES) {
        match keep_file(app, sent.signed_in.caller, None, file).await? {
            Ok(document) => documents.push(document),
            Err(key) => form.wrong(FILES, frame.words.say_with(key, &[("name", &file.name)])),
        }
    }
    Ok(documents)
}

impl Letters {
    /// The field with what was brought.
    pub(in crate::pages) fn new(
        form: &Form,
        frame: &Frame,
        label: &str,
        documents: &[DocumentRef],
    ) -> Self {
        let kept = |(place, document): (usize, &DocumentRef)| KeptLetter {
            id: format!("{}-{place}", id_of(DOCUMENT)),
            digest: document.digest.to_string(),
            label: said_document(document, frame.language),
            address: frame.plain_link(&format!("/evidence/{}", document.digest)),
        };
        Self {
            label: frame.say(label),
            hint: frame.say(&format!("{label}-hint")),
            error: form.error_of(FILES),
            kept: documents.iter().enumerate().map(kept).collect(),
            many: true,
        }
    }

    /// Of which one is enough.
    #[must_use]
    pub(in crate::pages) fn only_one(self) -> Self {
        Self { many: false, ..self }
    }
}
