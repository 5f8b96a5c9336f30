//! All regions by federal district with how many clusters each has.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::dictionary::Region;
use registry_events::value::Code;

use super::tally::Tally;
use super::{Ground, PlaceView, REGIONS_FIELD, centres, named};
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::frame::Frame;
use crate::read::row::DISTRICT;

/// The page.
#[derive(Template)]
#[template(path = "places/regions.html")]
struct RegionsPage {
    frame: Frame,
    are_public: bool,
    districts: Vec<DistrictView>,
    api: String,
}

impl Page for RegionsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A district with its regions.
struct DistrictView {
    key: String,
    name: String,
    regions: Vec<RegionView>,
}

/// A region.
struct RegionView {
    place: PlaceView,
    has_centre: bool,
}

/// `/regions`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let ground = Ground::new(&app, &reading).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let rows = ground.rows(None, None).unwrap_or_default();
    let tallies = Tally::by_region(&rows);
    let page = RegionsPage {
        are_public: ground.lens.shows_field(REGIONS_FIELD),
        districts: districts(&tallies, &ground, &frame),
        api: frame.link("/api/v1/regions"),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

fn districts(
    tallies: &BTreeMap<&str, Tally>,
    ground: &Ground<'_>,
    frame: &Frame,
) -> Vec<DistrictView> {
    let all = ground.lens.regions().into_iter().flat_map(|all| all.regions.values());
    let split = ground.lens.split_regions();
    let split = split.filter(|region| tallies.contains_key(region.code.as_str()));
    let all: Vec<&Region> = all.chain(split).collect();
    let view = |district: Code| DistrictView {
        name: named(&ground.lens.term(DISTRICT, &district), frame.language),
        regions: regions(all.iter().filter(|one| one.district == district), tallies, ground, frame),
        key: district.to_string(),
    };
    ground.lens.terms(DISTRICT).into_iter().map(view).collect()
}

/// The regions of a district by name.
fn regions<'r>(
    of_district: impl Iterator<Item = &'r &'r Region>,
    tallies: &BTreeMap<&str, Tally>,
    ground: &Ground<'_>,
    frame: &Frame,
) -> Vec<RegionView> {
    let view = |region: &&Region| {
        let path = format!("/regions/{}", region.code);
        let tally = tallies.get(region.code.as_str());
        RegionView {
            place: PlaceView::new(&region.name, &path, tally, frame),
            has_centre: centres::has_open(region, ground),
        }
    };
    let mut views: Vec<_> = of_district.map(view).collect();
    views.sort_by(|one, other| one.place.name.cmp(&other.place.name));
    views
}
