//! Clusters that can't be compared as they were picked: one, too many, or some that weren't in the
//! register by the date asked for. The page lists them, says what to do, and offers what can be done:
//! beside one alone, those like it.

use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use registry_events::ids::ClusterId;

use super::with;
use crate::api::read::compare::{CLUSTERS_MAX, CLUSTERS_MIN};
use crate::http::query::stated;
use crate::http::signed_in::Reader;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_plain};
use crate::pages::cluster::similar::{self, SimilarView};
use crate::pages::frame::{Frame, localised};
use crate::pages::shown::only_in;
use crate::read::lens::Lens;
use crate::words::transliteration;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "compare/choice.html")]
struct ChoicePage {
    frame: Frame,
    lead: String,
    picked: Vec<Named>,
    /// Those like the only one.
    similar: Vec<SimilarView>,
    /// The comparison with all of these.
    with_similar: Option<String>,
    /// Whether there are some to tick or to untick.
    can_be_ticked: bool,
    /// Those that weren't in the register by the date asked for.
    later: Vec<Named>,
    /// The comparison of the others.
    without: Option<String>,
    /// The comparison of all as they are now.
    now: Option<String>,
    /// The register, where these stay picked.
    register: String,
}

impl Page for ChoicePage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A cluster.
struct Named {
    id: String,
    name: String,
    only_in: Option<&'static str>,
    latin: Option<String>,
    address: String,
}

/// Whether some of these came to the register after the date asked for, and all are in it now.
pub(super) fn is_later(ids: &[ClusterId], reading: &Reading) -> bool {
    let all_known = ids.iter().all(|id| reading.views.card(*id).is_some());
    all_known && !ids.iter().all(|id| is_then(*id, reading))
}

fn is_then(id: ClusterId, reading: &Reading) -> bool {
    let at = reading.at.unwrap_or_default();
    reading.views.card(id).is_some_and(|card| card.listed.position <= at)
}

/// The page of clusters that can't be compared so.
pub(super) fn page(
    ids: &[ClusterId],
    app: &App,
    reading: &Reading,
    uri: &Uri,
) -> Result<Response, Problem> {
    let known: Vec<_> =
        ids.iter().copied().filter(|id| reading.views.card(*id).is_some()).collect();
    let (then, later): (Vec<_>, Vec<_>) = known.iter().partition(|id| is_then(**id, reading));
    let reader = Reader(reading.reader.clone());
    let frame = Frame::new(app, reading, uri, "/clusters");
    let path = localised(frame.language, uri.path());
    let of_moment = |name: &str| ["as_of", "on"].contains(&name);
    let others: Vec<_> = stated(uri).into_iter().filter(|(name, _)| of_moment(name)).collect();
    let fits = |ids: &[ClusterId]| (CLUSTERS_MIN..=CLUSTERS_MAX).contains(&ids.len());
    let similar = like_the_only(&then, reading, &frame);
    let one_alone = matches!(then[..], [_]) && later.is_empty();
    let with_similar = |id: &ClusterId| similar::comparison(*id, &similar, &frame);
    let page = ChoicePage {
        lead: lead(known.len(), later.len(), !similar.is_empty(), &frame),
        can_be_ticked: then.len() > CLUSTERS_MIN || !similar.is_empty(),
        with_similar: then.first().filter(|_| !similar.is_empty()).map(with_similar),
        similar,
        without: (!later.is_empty() && fits(&then)).then(|| with(&path, &then, &others)),
        now: (!later.is_empty() && fits(&known)).then(|| with(&path, &known, &[])),
        register: with(&localised(frame.language, "/clusters"), &then, &others),
        picked: then.iter().map(|id| Named::of(*id, reading, &frame)).collect(),
        later: later.iter().map(|id| Named::of(*id, reading, &frame)).collect(),
        frame,
    };
    let status = match (one_alone, later.len()) {
        (true, _) => StatusCode::OK,
        (false, 0) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, _) => StatusCode::NOT_FOUND,
    };
    Ok((status, rendered_plain(&page, &reader)?).into_response())
}

/// Those like the only one picked: a comparison that has just begun.
fn like_the_only(then: &[ClusterId], reading: &Reading, frame: &Frame) -> Vec<SimilarView> {
    let [only] = then else { return Vec::new() };
    let lens = reading.lens();
    let speaker = Speaker { lens, card: None, language: reading.language };
    let row = lens.views.register().row(*only, lens.at);
    row.map(|row| similar::to(&row, &speaker, frame)).unwrap_or_default()
}

/// What to do.
fn lead(picked: usize, later: usize, has_similar: bool, frame: &Frame) -> String {
    if later > 0 {
        return frame.count("compare-later", later);
    }
    if has_similar {
        return frame.say("compare-begun");
    }
    let key = if picked < CLUSTERS_MIN { "compare-too-few" } else { "compare-too-many" };
    frame.count(key, picked)
}

impl Named {
    fn of(id: ClusterId, reading: &Reading, frame: &Frame) -> Self {
        let now = Lens::new(&reading.views, reading.views.position().unwrap_or_default());
        let is_then = is_then(id, reading);
        let lens = if is_then { reading.lens() } else { now };
        let path = format!("/clusters/{id}");
        let name = lens.cluster(id);
        let only_in = only_in(&name, frame.language);
        let said = name.in_language_or_other(frame.language);
        Self {
            id: id.to_string(),
            name: set(said),
            only_in,
            latin: transliteration::of(said, only_in),
            address: if is_then { frame.link(&path) } else { frame.plain_link(&path) },
        }
    }
}
