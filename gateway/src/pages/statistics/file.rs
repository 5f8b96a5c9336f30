//! A chart by an address of its own: the drawing as SVG, the figures as CSV.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;

use super::sheet::Sheet;
use super::{PATH, charts, growth};
use crate::api::read::files::{File, mark_demonstration};
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
    let reading = reading.of_day();
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    in_background(move || {
        let document = shown(&app, &reading);
        match name.rsplit_once('.') {
            Some((key, "svg")) => svg(key, &app, &reading, &document, &uri),
            Some((key, "csv")) => csv(key, &app, &reading, &document),
            _ => Err(unknown(&name)),
        }
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
) -> Result<Response, Problem> {
    let frame = Frame::new(app, reading, uri, PATH);
    let mut charts = charts(app, reading, document, &frame);
    let at = charts.iter().position(|chart| chart.key == key && chart.is_drawn());
    let chart: Chart = at.map(|at| charts.swap_remove(at)).ok_or_else(|| unknown(key))?;
    let source = Citing::new(app, reading, document).source(&frame);
    let drawing = Sheet::of(&chart, source, &frame).drawing()?;
    let mut response = reading.bytes(&reading.tag(reading.at), SVG, Bytes::from(drawing));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, SVG_POLICY);
    mark_demonstration(&mut response, reading);
    Ok(response)
}

fn csv(
    key: &str,
    app: &App,
    reading: &Reading,
    document: &StatisticsShown,
) -> Result<Response, Problem> {
    let file = |name| File { reading, shown: reading.at, name };
    if key == growth::KEY {
        let points = growth::points(app, reading, &document.figures);
        return file(growth::KEY).csv(&growth::table(&points, key));
    }
    let tables = tables(&document.figures, &reading.lens(), reading.language);
    let found = tables.into_iter().find(|table| table.key == key).ok_or_else(|| unknown(key))?;
    file(found.key).csv(&table(&[found], reading.language))
}
