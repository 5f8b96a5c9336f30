//! Control samples for everybody: each with its rule and how many records it finds.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use registry_projections::samples::Sample;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use crate::api::read::parameters::Parameters;
use crate::api::read::samples::found_for_anybody;
use crate::http::{App, Problem, Reading};
use crate::read::samples::Found;
use crate::words::samples as words;
use crate::words::typography;

/// The page.
#[derive(Template)]
#[template(path = "samples.html")]
struct SamplesPage {
    frame: Frame,
    samples: Vec<CountView>,
    api: String,
}

impl Page for SamplesPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A sample with its count.
pub struct CountView {
    /// What it is called.
    pub label: &'static str,
    /// By which rule it finds.
    pub rule: &'static str,
    /// How many it finds.
    pub count: String,
    /// Where its records are; none where they are closed.
    pub address: Option<String>,
}

/// Every sample with its count; its records stand under an address, where one is named.
pub fn counts(found: &Found, frame: &Frame, under: Option<&str>) -> Vec<CountView> {
    let view = |sample: Sample| CountView {
        label: words::label(sample).get(frame.language),
        rule: words::rule(sample).get(frame.language),
        count: typography::integer(found.count(sample) as u64),
        address: under.map(|under| frame.link_as_of(&format!("{under}/{}", sample.key()))),
    };
    Sample::ALL.into_iter().map(view).collect()
}

/// `/samples`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day().by_day(&app)?;
    Parameters::of_page(&uri).finish()?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let found = found_for_anybody(&app, &reading).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let page = SamplesPage {
        samples: counts(&found, &frame, None),
        api: frame.link_as_of("/api/v1/samples"),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}
