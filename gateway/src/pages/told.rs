//! What the rules refuse, told in the form that asked for it: each broken rule beside its field, and
//! what concerns the whole beside the first.

use axum::http::StatusCode;

use super::form::Form;
use super::frame::Frame;
use crate::http::{App, Problem};
use crate::problems::LabelsInForce;
use crate::words::typography::set;

/// Places in a request with the fields of a form that stand for them; what is below a place is meant
/// too.
pub(super) type Places<'p> = [(&'p str, &'p str)];

/// Notes in a form what was refused.
///
/// # Errors
/// The problem itself where correcting the form is no help: it isn't this person's to do, or it is a
/// fault.
pub(super) async fn tell(
    form: &mut Form,
    refused: Problem,
    places: &Places<'_>,
    app: &App,
    frame: &Frame,
) -> Result<(), Problem> {
    let helps = [
        StatusCode::NOT_FOUND,
        StatusCode::CONFLICT,
        StatusCode::PRECONDITION_FAILED,
        StatusCode::UNPROCESSABLE_ENTITY,
    ];
    if !helps.contains(&refused.status()) {
        return Err(refused);
    }
    let first = places.first().map_or("", |(_, field)| field);
    let labels = LabelsInForce::load(app).await;
    let explained = refused.explain_on_page(frame.language, &labels, "", false);
    for error in &explained.errors {
        let place = places.iter().find(|(place, _)| error.pointer.starts_with(place));
        form.wrong(place.map_or(first, |(_, field)| field), set(&error.detail));
    }
    if explained.errors.is_empty() {
        form.wrong(first, set(&explained.detail));
    }
    Ok(())
}
