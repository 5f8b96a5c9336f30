//! The logo of a cluster, as far as everybody may see it: a picture that its card names by digest.
//!
//! Only what stands counts: nothing withheld, hidden by today's catalogue, disputed or lapsed, and
//! no file but a small PNG or JPEG.

use registry_events::document::{DocumentRef, MediaType};
use registry_events::ids::Position;
use registry_events::value::{Text, Value};
use registry_projections::card::{Card, CurrentClaim};

use super::lens::{Lens, Seen};

/// The most bytes of a file that is shown as a logo.
pub const LOGO_BYTES_MAX: u64 = 1024 * 1024;

const LOGO: &str = "logo";
const LOGO_ALT: &str = "logo_alt";

/// The logo of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logo<'c> {
    /// The picture.
    pub document: DocumentRef,
    /// What it shows, in words.
    pub alt: Option<&'c Text>,
    /// Where it was stated.
    pub stated: Position,
}

impl<'c> Logo<'c> {
    /// The logo of a card; none where none stands or the file is no picture that pages show.
    pub fn of(card: &'c Card, lens: &Lens<'_>) -> Option<Self> {
        let claim = card.fields().get(LOGO)?;
        let Value::File(document) = standing(claim, lens)? else { return None };
        let alt = card.fields().get(LOGO_ALT).and_then(|claim| standing(claim, lens)?.as_text());
        let logo = Self { document: *document, alt, stated: claim.place.position };
        is_shown(document).then_some(logo)
    }

    /// Where this very picture is found for good, whatever is stated later.
    pub fn permanent_address(&self, card: &Card) -> String {
        format!("/clusters/{}/logo?as_of=position:{}", card.cluster, self.stated)
    }
}

/// Whether a file is a picture that pages show.
pub const fn is_shown(document: &DocumentRef) -> bool {
    is_picture(document.media_type) && document.bytes <= LOGO_BYTES_MAX
}

/// Whether a file of a type is a picture.
pub const fn is_picture(media_type: MediaType) -> bool {
    match media_type {
        MediaType::Png | MediaType::Jpeg => true,
        MediaType::Pdf => false,
    }
}

fn standing<'c>(claim: &'c CurrentClaim, lens: &Lens<'_>) -> Option<&'c Value> {
    match lens.seen(&claim.claim) {
        Seen::Value(value) if claim.counts() => Some(value),
        _ => None,
    }
}
