//! A region's cluster development centres (ЦКР) with the clusters that name them.

use registry_events::dictionary::Region;
use registry_events::ids::OrganisationId;
use registry_events::value::Text;
use registry_projections::card::ListingStatus;
use registry_projections::regions::Ckr;

use super::Ground;
use crate::pages::frame::Frame;
use crate::pages::shown::only_in;
use crate::read::lens::Lens;
use crate::read::organisations::DetailsShown;
use crate::read::parts::EvidenceShown;
use crate::words::transliteration;
use crate::words::typography::{self, set};

/// The field in which a cluster names the centre that supports it.
const CKR: &str = "ckr";

/// A centre.
pub(super) struct CentreView {
    /// The organisation.
    pub(super) organisation: Named,
    /// Its site, where the organisation stated it.
    pub(super) site: Option<String>,
    /// The day it was opened.
    pub(super) opened: String,
    /// The day since which it is no more.
    pub(super) closed: Option<String>,
    /// Why.
    pub(super) reason: Option<String>,
    /// Addresses of the documents on it.
    pub(super) documents: Vec<String>,
    /// The listed clusters that name it; none where that isn't public.
    pub(super) supported: Option<Vec<Named>>,
}

/// Something with a page.
pub(super) struct Named {
    /// What it is called.
    pub(super) name: String,
    /// The language of the name, where it has none in the page's.
    pub(super) only_in: Option<&'static str>,
    /// The name in Latin letters, where it has none in the page's language.
    pub(super) latin: Option<String>,
    /// Its page.
    pub(super) address: String,
}

/// The centres of a region, those that are open first.
pub(super) fn of(region: &Region, ground: &Ground<'_>, frame: &Frame) -> Vec<CentreView> {
    let lens = &ground.lens;
    let known = lens.centres(&region.code);
    let begun = known.filter(|centre| ground.reading.on.is_none_or(|on| centre.opened_on <= on));
    let mut views: Vec<_> = begun.map(|centre| CentreView::of(centre, ground, frame)).collect();
    views.sort_by_key(|view| view.closed.is_some());
    views
}

/// Whether a region has an open centre on the day shown.
pub(super) fn has_open(region: &Region, ground: &Ground<'_>) -> bool {
    let at = ground.lens.at;
    let mut centres = ground.lens.centres(&region.code);
    centres.any(|centre| match ground.reading.on {
        Some(on) => centre.is_open_on(on, at),
        None => centre.is_open_at(at),
    })
}

impl CentreView {
    fn of(centre: &Ckr, ground: &Ground<'_>, frame: &Frame) -> Self {
        let known = centre.closed.as_ref().filter(|end| end.place.position <= ground.lens.at);
        let end = known.filter(|end| ground.reading.on.is_none_or(|on| end.on <= on));
        let day = |day| typography::date(day, frame.language);
        let documents = EvidenceShown::all(&centre.evidence).into_iter();
        Self {
            organisation: Named::organisation(centre.organisation, ground, frame),
            site: site(centre.organisation, &ground.lens),
            opened: day(centre.opened_on),
            closed: end.map(|end| day(end.on)),
            reason: end.map(|end| set(&end.reason)),
            documents: documents.filter_map(|document| document.url).collect(),
            supported: supported(centre.organisation, ground, frame),
        }
    }
}

/// The site that an organisation stated last.
fn site(id: OrganisationId, lens: &Lens<'_>) -> Option<String> {
    let organisation = lens.views.organisations().get(id)?;
    DetailsShown::of(organisation, lens).site.map(|site| site.value)
}

/// The listed clusters that name a centre, by name.
fn supported(centre: OrganisationId, ground: &Ground<'_>, frame: &Frame) -> Option<Vec<Named>> {
    let lens = &ground.lens;
    let rows = lens.views.register().rows_at(lens.at);
    let own = rows.filter(|row| row.ckr == Some(centre) && row.status == ListingStatus::Listed);
    let mut named: Vec<_> = own
        .map(|row| {
            let address = frame.link(&format!("/clusters/{}", row.cluster));
            Named::of(&lens.cluster(row.cluster), address, frame)
        })
        .collect();
    named.sort_by(|one, other| one.name.cmp(&other.name));
    lens.shows_field(CKR).then_some(named)
}

impl Named {
    fn organisation(id: OrganisationId, ground: &Ground<'_>, frame: &Frame) -> Self {
        let address = frame.link(&format!("/organisations/{id}"));
        Self::of(&ground.lens.organisation(id), address, frame)
    }

    fn of(name: &Text, address: String, frame: &Frame) -> Self {
        let said = name.in_language_or_other(frame.language);
        let only_in = only_in(name, frame.language);
        Self { latin: transliteration::of(said, only_in), only_in, name: set(said), address }
    }
}
