//! Clusters side by side: a table for each section of the catalogue, with the register's median.
//!
//! The catalogue doesn't say of which numbers more is better, so none is marked as the best.

mod cells;
mod choice;
mod rows;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::ids::ClusterId;
use registry_projections::card::ListingStatus;

use self::rows::SectionView;
use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::{Frame, address, localised};
use crate::api::read::compare::{CLUSTERS_MIN, Picked, compared, picked};
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::compare::ClusterCompared;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    clusters: Vec<Column>,
    sections: Vec<SectionView>,
    only_differences: bool,
    switch: String,
    permanent: String,
    files: Vec<(&'static str, String)>,
}

impl Page for ComparePage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A cluster that is compared.
struct Column {
    name: String,
    only_in: Option<&'static str>,
    latin: Option<String>,
    address: String,
    /// How it stands, where it isn't simply listed.
    status: Option<&'static str>,
    /// The same comparison without it; none where too few would be left.
    without: Option<String>,
}

/// The parameter that leaves only what differs.
const DIFFERENCES: &str = "differences";

/// `/compare`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let ids = match picked(&uri)? {
        Picked::Fitting(ids) => ids,
        Picked::Others(ids) => return choice::page(&ids, &app, &reading, &uri),
    };
    if choice::is_later(&ids, &reading) {
        return choice::page(&ids, &app, &reading, &uri);
    }
    let asked = Asked { ids: &ids, uri: &uri };
    if asked.is_of_a_form() {
        let path = localised(reading.language, uri.path());
        return Ok(Redirect::to(&with(&path, &ids, &asked.others())).into_response());
    }
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let (reading, comparison) = compared(&app, reading, &ids).await?;
    let only_differences = asked.only_differences();
    let clusters = comparison.clusters.iter().zip(&ids);
    let page = ComparePage {
        clusters: clusters.map(|(one, id)| Column::of(one, *id, &asked, &frame)).collect(),
        sections: rows::sections(&comparison, &reading.lens(), &frame, only_differences),
        only_differences,
        switch: asked.switched(&frame),
        permanent: asked.permanent(&reading, &frame),
        files: asked.files(&frame),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// What an address asks for.
struct Asked<'a> {
    ids: &'a [ClusterId],
    uri: &'a Uri,
}

type Parameter = (String, String);

impl Asked<'_> {
    /// Whether a form names each cluster apart; the permanent address names them together.
    fn is_of_a_form(&self) -> bool {
        stated(self.uri).iter().filter(|(name, _)| name == "ids").count() > 1
    }

    fn only_differences(&self) -> bool {
        stated(self.uri).iter().any(|(name, value)| name == DIFFERENCES && value == "1")
    }

    /// The parameters beside the clusters.
    fn others(&self) -> Vec<Parameter> {
        stated(self.uri).into_iter().filter(|(name, _)| name != "ids").collect()
    }

    fn without(&self, id: ClusterId, frame: &Frame) -> Option<String> {
        let left: Vec<_> = self.ids.iter().copied().filter(|other| *other != id).collect();
        let path = localised(frame.language, self.uri.path());
        (left.len() >= CLUSTERS_MIN).then(|| with(&path, &left, &self.others()))
    }

    /// The same with all rows, or with those that differ.
    fn switched(&self, frame: &Frame) -> String {
        let others = self.others().into_iter().filter(|(name, _)| name != DIFFERENCES);
        let on = (!self.only_differences()).then(|| (DIFFERENCES.to_owned(), "1".to_owned()));
        let path = localised(frame.language, self.uri.path());
        with(&path, self.ids, &others.chain(on).collect::<Vec<_>>())
    }

    /// The same as it stands now, whatever is recorded later.
    fn permanent(&self, reading: &Reading, frame: &Frame) -> String {
        let at = reading.at.filter(|_| frame.as_of().is_none());
        let at = at.map(|at| ("as_of".to_owned(), format!("position:{at}")));
        let path = localised(frame.language, self.uri.path());
        with(&path, self.ids, &self.others().into_iter().chain(at).collect::<Vec<_>>())
    }

    /// The same as data.
    fn files(&self, frame: &Frame) -> Vec<(&'static str, String)> {
        let of_data = |(name, _): &Parameter| ["as_of", "on"].contains(&name.as_str());
        let moment = self.others().into_iter().filter(of_data);
        let language = ("lang".to_owned(), frame.code().to_owned());
        let others: Vec<_> = moment.chain([language]).collect();
        let file =
            |(name, ending)| (name, with(&format!("/api/v1/compare{ending}"), self.ids, &others));
        [("CSV", ".csv"), ("XLSX", ".xlsx"), ("JSON", "")].map(file).into()
    }
}

/// An address with its clusters named together.
fn with(path: &str, ids: &[ClusterId], others: &[Parameter]) -> String {
    let ids: Vec<_> = ids.iter().map(ClusterId::to_string).collect();
    let others = address("", others).replacen('?', "&", 1);
    format!("{path}?ids={}{others}", ids.join(","))
}

impl Column {
    fn of(cluster: &ClusterCompared, id: ClusterId, asked: &Asked<'_>, frame: &Frame) -> Self {
        let language = frame.language;
        let name = cluster.name.as_ref();
        let status = ListingStatus::from_key(cluster.status);
        let unusual = status.filter(|status| *status != ListingStatus::Listed);
        let only_in = name.and_then(|name| name.only_in(language));
        let said = name.map_or(cluster.id.as_str(), |name| name.in_language(language));
        Self {
            name: set(said),
            latin: transliteration::of(said, only_in),
            only_in,
            address: frame.link(&format!("/clusters/{}", cluster.id)),
            status: unusual.map(|status| terms::status(status).get(language)),
            without: asked.without(id, frame),
        }
    }
}
