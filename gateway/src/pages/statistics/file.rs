//! A chart by an address of its own: the drawing as SVG, the figures as CSV.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;

use super::sheet::Sheet;
use super::{PATH, charts, growth};
use crate::api::read::files::{File, mark_demonstration};
use crate::api::read::parameters::Parameters;
use crate::api::read::statistics::shown;
use crate::api::read::streams::in_background;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::frame::Frame;
use crate::pages::statistics::chart::{Chart, Citing};
use crate::read::statistics::{StatisticsShown, table, tables};

const SVG: &str = "image/svg+xml";
/// The drawing has its own style in it, and loads nothing.
const SVG_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
);

/// `/statistics/{key}.svg` and `/statistics/{key}.csv`.
pub async fn file(
    State(app): State<App>,
    Path(name): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let reading = reading.of_day();
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    in_background(move || {
        let document = shown(&app, &reading);
        let made = match name.rsplit_once('.') {
            Some((key, "svg")) => svg(key, &app, &reading, &document, &uri)?,
            Some((key, "csv")) => csv(key, &app, &reading, &document)?,
            _ => None,
        };
        made.ok_or_else(|| unknown(&name))
    })
    .await
}

fn unknown(name: &str) -> Problem {
    Problem::new("path.unknown").with(format!("{PATH}/{name}"))
}

fn svg(
    key: &str,
    app: &App,
    reading: &Reading,
    document: &StatisticsShown,
    uri: &Uri,
) -> Result<Option<Response>, Problem> {
    let frame = Frame::new(app, reading, uri, PATH);
    let mut charts = charts(app, reading, document, &frame);
    let Some(at) = charts.iter().position(|chart| chart.key == key) else { return Ok(None) };
    let chart: Chart = charts.swap_remove(at);
    if !chart.is_drawn() {
        let nothing = reading.at.is_none().then(|| Problem::new("chart.nothing-recorded"));
        return nothing.map_or(Ok(None), |nothing| Err(nothing.with(format!("{PATH}/{key}.svg"))));
    }
    let source = Citing::new(app, reading, document).source(&frame);
    let drawing = Sheet::of(&chart, source, &frame).drawing()?;
    let mut response = reading.bytes(&reading.tag(reading.at), SVG, Bytes::from(drawing));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, SVG_POLICY);
    mark_demonstration(&mut response, reading);
    Ok(Some(response))
}

fn csv(
    key: &str,
    app: &App,
    reading: &Reading,
    document: &StatisticsShown,
) -> Result<Option<Response>, Problem> {
    let file = |name| File { reading, shown: reading.at, name };
    if key == growth::KEY {
        let points = growth::points(app, reading, &document.figures);
        return file(growth::KEY).csv(&growth::table(&points, key)).map(Some);
    }
    let tables = tables(&document.figures, &reading.lens(), reading.language);
    let Some(found) = tables.into_iter().find(|table| table.key == key) else { return Ok(None) };
    file(found.key).csv(&table(&[found], reading.language)).map(Some)
}
