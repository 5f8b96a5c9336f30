//! A chart by an address of its own: the drawing as SVG and as PNG, the figures as CSV.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;

use super::sheet::Sheet;
use super::{PATH, charts, growth, picture};
use crate::api::read::files::{File, mark_demonstration};
use crate::api::read::parameters::Parameters;
use crate::api::read::statistics::shown;
use crate::api::read::streams::in_background;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::frame::Frame;
use crate::pages::statistics::chart::Citing;
use crate::read::statistics::{table, tables};

const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";
/// The drawing has its own style in it, and loads nothing.
const DRAWN_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
);

/// `/statistics/{key}.svg`, `/statistics/{key}.png` and `/statistics/{key}.csv`.
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
    let asked = Asked { app, reading, name, uri };
    if asked.name.rsplit_once('.').is_some_and(|(_, form)| form == "png") {
        return asked.png().await;
    }
    in_background(move || asked.drawing_or_figures()).await
}

/// A file that is asked for.
struct Asked {
    app: App,
    reading: Reading,
    name: String,
    uri: Uri,
}

impl Asked {
    fn unknown(&self) -> Problem {
        Problem::new("path.unknown").with(format!("{PATH}/{}", self.name))
    }

    fn drawing_or_figures(&self) -> Result<Response, Problem> {
        match self.name.rsplit_once('.') {
            Some((key, "svg")) => Ok(self.drawn(SVG, Bytes::from(self.drawing(key)?))),
            Some((key, "csv")) => csv(key, &self.app, &self.reading)?.ok_or_else(|| self.unknown()),
            _ => Err(self.unknown()),
        }
    }

    /// The picture that was drawn for this very address and moment, else one that is drawn when its
    /// turn comes.
    async fn png(self) -> Result<Response, Problem> {
        if let Some(bytes) = self.kept() {
            return Ok(self.drawn(PNG, bytes));
        }
        let turn = picture::turn().await?;
        in_background(move || {
            let bytes = self.kept().map_or_else(|| self.picture(), Ok);
            // Held by the work itself: a reader who goes away doesn't end it.
            drop(turn);
            Ok(self.drawn(PNG, bytes?))
        })
        .await
    }

    fn kept(&self) -> Option<Bytes> {
        self.app.kept.get(&self.resource(), &self.reading.tag(self.reading.at), PNG)
    }

    fn picture(&self) -> Result<Bytes, Problem> {
        let key = self.name.strip_suffix(".png").unwrap_or(&self.name);
        let bytes = Bytes::from(picture::png(&self.drawing(key)?)?);
        let tag = self.reading.tag(self.reading.at);
        self.app.kept.put(&self.resource(), &tag, PNG, bytes.clone());
        Ok(bytes)
    }

    /// What a picture is kept under; its language stands in the tag.
    fn resource(&self) -> String {
        format!("picture {}", self.uri)
    }

    fn drawing(&self, key: &str) -> Result<String, Problem> {
        let (app, reading) = (&self.app, &self.reading);
        let document = shown(app, reading);
        let frame = Frame::new(app, reading, &self.uri, PATH);
        let charts = charts(app, reading, &document, &frame);
        let chart = charts.iter().find(|chart| chart.key == key).ok_or_else(|| self.unknown())?;
        if !chart.is_drawn() {
            return Err(self.not_drawn());
        }
        let source = Citing::new(app, reading, &document).source(&frame);
        Sheet::of(chart, source, &frame).drawing()
    }

    fn not_drawn(&self) -> Problem {
        let nothing = Problem::new("chart.nothing-recorded").with(format!("{PATH}/{}", self.name));
        if self.reading.at.is_none() { nothing } else { self.unknown() }
    }

    fn drawn(&self, media_type: &'static str, bytes: Bytes) -> Response {
        let tag = self.reading.tag(self.reading.at);
        let mut response = self.reading.bytes(&tag, media_type, bytes);
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, DRAWN_POLICY);
        mark_demonstration(&mut response, &self.reading);
        response
    }
}

fn csv(key: &str, app: &App, reading: &Reading) -> Result<Option<Response>, Problem> {
    let document = shown(app, reading);
    let file = |name| File { reading, shown: reading.at, name };
    if key == growth::KEY {
        let points = growth::points(app, reading, &document.figures);
        return file(growth::KEY).csv(&growth::table(&points, key)).map(Some);
    }
    let tables = tables(&document.figures, &reading.lens(), reading.language);
    let Some(found) = tables.into_iter().find(|table| table.key == key) else { return Ok(None) };
    file(found.key).csv(&table(&[found], reading.language)).map(Some)
}
