//! Documents that a form brings and that are of no cluster: a letter, a power of attorney, an extract.
//! They are kept by their bytes, and stay with the form while it is corrected.

use registry_core::access::Caller;
use registry_events::document::DocumentRef;
use registry_events::ids::Digest;

use super::evidence::{DOCUMENT, FILES, found, keep_file, key_of};
use crate::api::write::evidence::{NotKept, opens_documents};
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem};
use crate::pages::form::{Form, id_of};
use crate::pages::frame::Frame;
use crate::private::drafts::{NoRoom, Room};
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

/// A document that was brought before, by the form or by somebody else: whether it goes with it is ticked.
pub(in crate::pages) struct KeptLetter {
    pub(in crate::pages) id: String,
    pub(in crate::pages) digest: String,
    pub(in crate::pages) label: String,
    /// Where who judges it opens it.
    pub(in crate::pages) address: Option<String>,
    pub(in crate::pages) ticked: bool,
}

/// The documents of a form: those that it names, if its sender may open any document or brought them,
/// and those that came with it. What is wrong with a file is noted on the form.
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
        if may_name(app, sent.signed_in.caller, digest).await? {
            documents.extend(found(app, digest).await?);
        }
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

/// The one document of a form that asks for one: what came with it, else what was brought before.
///
/// # Errors
/// A fault when documents can't be kept.
pub(in crate::pages) async fn the_one(
    app: &App,
    sent: &SignedUpload,
    form: &mut Form,
    frame: &Frame,
) -> Result<Option<DocumentRef>, Problem> {
    if sent.files_of(FILES).count() > 1 {
        form.wrong(FILES, frame.say("letters-one"));
        return Ok(None);
    }
    Ok(brought(app, sent, form, frame).await?.pop())
}

async fn may_name(app: &App, caller: Caller, digest: Digest) -> Result<bool, Problem> {
    let is_own = app.registry.accounts().has_brought(caller.account, digest);
    Ok(opens_documents(caller.role) || is_own.await?)
}

/// The documents that came with this very form.
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
            Err(not_kept) => form.wrong(FILES, words_of(not_kept, &file.name, frame)),
        }
    }
    Ok(documents)
}

/// Why a file isn't kept. In place of a letter there can be no link.
fn words_of(not_kept: NotKept, name: &str, frame: &Frame) -> String {
    let say = |key, room: Room| {
        let (documents, mebibytes) = (room.documents.to_string(), room.mebibytes().to_string());
        let told = [("name", name), ("documents", &*documents), ("size", &*mebibytes)];
        frame.words.say_with(key, &told)
    };
    match not_kept {
        NotKept::Full(NoRoom::Today(room)) => say("letters-enough-today", room),
        NotKept::Full(NoRoom::AtAll(room)) => say("letters-too-many", room),
        NotKept::None(_) => frame.words.say_with(key_of(not_kept), &[("name", name)]),
    }
}

impl KeptLetter {
    fn new(place: usize, document: &DocumentRef, frame: &Frame, ticked: bool) -> Self {
        let way = || frame.plain_link(&format!("/evidence/{}", document.digest));
        Self {
            id: format!("{}-{place}", id_of(DOCUMENT)),
            digest: document.digest.to_string(),
            label: said_document(document, frame.language),
            address: frame.acts_as(["officer", "auditor"]).then(way),
            ticked,
        }
    }
}

impl Letters {
    /// The field with what was brought.
    pub(in crate::pages) fn new(
        form: &Form,
        frame: &Frame,
        label: &str,
        documents: &[DocumentRef],
    ) -> Self {
        let kept = documents.iter().enumerate();
        Self {
            label: frame.say(label),
            hint: frame.say(&format!("{label}-hint")),
            error: form.error_of(FILES),
            kept: kept.map(|(place, it)| KeptLetter::new(place, it, frame, true)).collect(),
            many: true,
        }
    }

    /// With documents that somebody else brought and that may go with the form too, if they are ticked.
    #[must_use]
    pub(in crate::pages) fn offering(mut self, others: &[DocumentRef], frame: &Frame) -> Self {
        for document in others {
            let digest = document.digest.to_string();
            if self.kept.iter().all(|kept| kept.digest != digest) {
                let place = self.kept.len();
                self.kept.push(KeptLetter::new(place, document, frame, false));
            }
        }
        self
    }

    /// Of which one is enough.
    #[must_use]
    pub(in crate::pages) fn only_one(self) -> Self {
        Self { many: false, ..self }
    }
}
