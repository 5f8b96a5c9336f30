//! «Ожидаются на Карте» for everybody: clusters that are known and not registered yet, where that is
//! known from, and how far each of them is. None of them is an entry of the registry.
//!
//! That one applied is nobody's to read here, whoever asks: the page is the same for all.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_projections::expected::Expected;

use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::with_cursor;
use super::filters::{Chip, Choice, Facet, chips, chosen};
use super::frame::{Frame, address};
use super::publications::span;
use crate::api::read::expected::query as query_of;
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::cursor::Page as PageAsked;
use crate::read::expected::{ExpectedQuery, ExpectedShown, Standing};
use crate::read::lens::Lens;
use crate::words::transliteration;
use crate::words::typography::{self, set};

/// The page's path.
pub(super) const PATH: &str = "/expected";
const API: &str = "/api/v1/expected";
/// The stages that everybody may know of.
const STAGES: [Standing; 4] =
    [Standing::Known, Standing::Invited, Standing::Registered, Standing::Removed];
/// The parameters that narrow the list.
const FILTERS: [&str; 3] = ["region", "standing", "as_of"];

/// The page.
#[derive(Template)]
#[template(path = "expected.html")]
struct ExpectedPage {
    frame: Frame,
    filters: ExpectedFilters,
    total: usize,
    span: Option<String>,
    rows: Vec<RowView>,
    first: Option<String>,
    next: Option<String>,
    api: String,
}

impl Page for ExpectedPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The form that narrows the list, and what is chosen in it.
struct ExpectedFilters {
    action: String,
    facets: Vec<Facet>,
    as_of: Option<String>,
    chips: Vec<Chip>,
    without_all: String,
}

/// A cluster of the list.
struct RowView {
    id: String,
    name: String,
    only_in: Option<&'static str>,
    latin: Option<String>,
    region: String,
    region_address: String,
    source: String,
    url: Option<String>,
    documents: Vec<String>,
    known_since: String,
    standing: &'static str,
    standing_words: String,
    /// When it was invited last.
    invited: Option<String>,
    /// Its profile, once it is in the register.
    profile: Option<String>,
    removed_for: Option<String>,
}

/// `/expected`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let mut given = Parameters::of_page(&uri);
    let query = query_of(&mut given);
    let asked = page_of(&app, &reading, given, &format!("expected {query:?}")).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let frame = Frame::new(&app, &reading, &uri, PATH);
    let lens = Lens::new(&reading.views, asked.at);
    keep(&app, &reading, shown, &uri, &made(&query, &asked, &lens, &uri, frame))
}

fn made(
    query: &ExpectedQuery,
    asked: &PageAsked,
    lens: &Lens<'_>,
    uri: &Uri,
    frame: Frame,
) -> ExpectedPage {
    let known = lens.views.expected().at(lens.at);
    let mut found: Vec<_> = known.filter(|one| query.admits(one, false, lens)).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.noted.position));
    let found = asked.cut(found);
    let row = |one: &Expected| RowView::of(&ExpectedShown::of(one, None, lens), &frame);
    let rows: Vec<_> = found.items.iter().map(|one| row(one)).collect();
    let next = found.next.as_ref().map(ToString::to_string);
    let narrowed = stated(uri).into_iter().filter(|(name, _)| FILTERS.contains(&name.as_str()));
    ExpectedPage {
        filters: ExpectedFilters::new(lens, uri, &frame),
        span: span(asked, rows.len(), found.total, &frame),
        total: found.total,
        rows,
        first: (asked.offset > 0).then(|| with_cursor(uri, None, &frame)),
        next: next.map(|cursor| with_cursor(uri, Some(cursor), &frame)),
        api: address(API, &narrowed.collect::<Vec<_>>()),
        frame,
    }
}

/// How many clusters of a region are expected at the moment shown, and the list of them; none where
/// there are none.
pub(super) fn of_region(code: &str, lens: &Lens<'_>, frame: &Frame) -> Option<(String, String)> {
    let here = |one: &&Expected| lens.region_code(&one.says.region).as_str() == code;
    let waiting = lens.views.expected().at(lens.at).filter(|one| one.end_at(lens.at).is_none());
    let count = waiting.filter(here).count();
    let list = waiting_list(Some(code), frame);
    (count > 0).then(|| (frame.count("region-expected", count), list))
}

/// The list of those that are neither registered nor removed, of a region or of all.
pub(super) fn waiting_list(region: Option<&str>, frame: &Frame) -> String {
    let waiting = [Standing::Known, Standing::Invited];
    let standings = waiting.map(|standing| ("standing".to_owned(), standing.key().to_owned()));
    let region = region.map(|code| ("region".to_owned(), code.to_owned()));
    let pairs: Vec<_> = region.into_iter().chain(standings).collect();
    frame.link_as_of(&address(PATH, &pairs))
}

impl ExpectedFilters {
    fn new(lens: &Lens<'_>, uri: &Uri, frame: &Frame) -> Self {
        let given = stated(uri);
        let choice = |name: &str, key: &str, label: String| Choice {
            selected: given.iter().any(|it| it.0 == name && it.1 == key),
            key: key.to_owned(),
            label,
            level: None,
            count: None,
        };
        let stage = |stage: Standing| {
            let key = stage.key();
            choice("standing", key, frame.say(&format!("expected-{key}")))
        };
        let regions = regions(lens, frame).into_iter();
        let regions = regions.map(|(code, name)| choice("region", &code, name)).collect();
        let facet = |name, legend: &str, first, others: Vec<Choice>| {
            let open = others.iter().any(|choice| choice.selected);
            Facet { name, legend: frame.say(legend), first, others, open }
        };
        let facets = [
            facet("standing", "expected-standing", STAGES.map(stage).into(), Vec::new()),
            facet("region", "filter-region", Vec::new(), regions),
        ];
        let action = frame.plain_link(PATH);
        Self {
            chips: chips(uri, &action, |name, value| chosen(&facets, name, value)),
            action,
            as_of: frame.as_of().map(str::to_owned),
            without_all: frame.link_as_of(PATH),
            facets: facets.into(),
        }
    }
}

/// The regions of which a cluster is or was expected: code and name, by name.
fn regions(lens: &Lens<'_>, frame: &Frame) -> Vec<(String, String)> {
    let known = lens.views.expected().at(lens.at);
    let codes: std::collections::BTreeSet<_> =
        known.map(|one| lens.region_code(&one.says.region)).collect();
    let named = codes.into_iter().filter_map(|code| {
        let region = lens.region(code.as_str())?;
        Some((code.to_string(), set(region.name.in_language_or_other(frame.language))))
    });
    let mut named: Vec<_> = named.collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    named
}

impl RowView {
    fn of(one: &ExpectedShown, frame: &Frame) -> Self {
        let language = frame.language;
        let (name, only_in) = (one.name.in_language(language), one.name.only_in(language));
        let invited = one.invited_on.last().map(|day| typography::date(*day, language));
        Self {
            id: one.expected.clone(),
            latin: transliteration::of(name, only_in),
            name: set(name),
            only_in,
            region: set(one.region.label.in_language(language)),
            region_address: frame.link_as_of(&format!("/regions/{}", one.region.key)),
            source: frame.say(&format!("expected-source-{}", one.source)),
            url: one.url.clone(),
            documents: one.evidence.iter().filter_map(|piece| piece.url.clone()).collect(),
            known_since: typography::date(one.known_since, language),
            standing: one.standing,
            standing_words: frame.say(&format!("expected-{}", one.standing)),
            invited: invited.filter(|_| one.standing == Standing::Invited.key()),
            profile: one.cluster.as_ref().map(|it| frame.link(&format!("/clusters/{}", it.id))),
            removed_for: one.removed_for.as_deref().map(set),
        }
    }
}
