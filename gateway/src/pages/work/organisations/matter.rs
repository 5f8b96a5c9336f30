//! The story that all pages have in common on which an organisation states something of itself: who may is
//! let in, the form is shown, what was sent is done once and leads to its receipt, or is shown again with
//! what is wrong. What is asked, and how it is read, each of them says itself.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::command::Command;
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;

use super::Work;
use crate::http::form::Fields;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{Page, rendered_privately, to_correct};
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::pages::work::letters::brought;

/// Something that an organisation states of itself.
pub(in crate::pages) trait Matter: Send + 'static {
    /// The last part of its page's path.
    const KEY: &'static str;
    /// Its page.
    type Shown: Page + Send;

    /// The page with what stands and what was typed.
    fn shown(work: &Work<'_>, form: Form, frame: Frame, documents: &[DocumentRef]) -> Self::Shown;

    /// What a form asks for; what is missing in it is noted there.
    ///
    /// # Errors
    /// What isn't a form of this page.
    fn asked(
        organisation: OrganisationId,
        sent: &Fields,
        documents: &[DocumentRef],
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Asked, Problem>;
}

/// What a form asks for.
pub(in crate::pages) struct Asked {
    /// The command, or why what was typed is none.
    pub(super) command: Result<Command, Problem>,
    /// The places in a command with the fields that stand for them.
    pub(super) places: Vec<(&'static str, String)>,
}

impl Asked {
    /// What is asked, with the fields of a form that always has the same.
    pub(super) fn of(command: Result<Command, Problem>, places: &[(&'static str, &str)]) -> Self {
        let places = places.iter().map(|(place, field)| (*place, (*field).to_owned()));
        Self { command, places: places.collect() }
    }
}

/// `/work/organisations/{id}/…`.
pub(in crate::pages) async fn page<M: Matter>(
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
    let form = work.form(&frame, M::KEY);
    rendered_privately(&M::shown(&work, form, frame, &[]))
}

/// Records what was sent.
pub(in crate::pages) async fn act<M: Matter>(
    State(app): State<App>,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let who = &sent.signed_in;
    let work = Work::of(&app, who, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame, M::KEY).sent(sent.fields.clone());
    let documents = brought(&app, &sent, &mut form, &frame).await?;
    let asked = M::asked(id, &sent.fields, &documents, &mut form, &frame)?;
    match work.perform(&mut form, &sent.request, asked, &frame).await? {
        Some(receipt) => Ok(receipt),
        None => to_correct(&M::shown(&work, form, frame, &documents)),
    }
}
