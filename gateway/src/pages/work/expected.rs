//! «Ожидаются на Карте»: clusters that are known and not registered yet, as officers and the
//! development centres of regions keep them and auditors read them.

pub mod act;
mod candidates;
pub mod new;
pub mod one;

pub(in crate::pages::work) use self::one::Opened;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, ReadOperation};
use registry_projections::expected::Expected;

use crate::api::read::expected::{Insider, applications, query as query_of};
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::http::query::{parameter, stated};
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::clusters::with_cursor;
use crate::pages::filters::{Choice, Facet};
use crate::pages::frame::Frame;
use crate::pages::publications::span;
use crate::read::expected::{ExpectedShown, Standing};
use crate::read::lens::Lens;
use crate::words::typography::{self, set};

/// The list's path; pages of single clusters stand below it.
pub(in crate::pages) const PATH: &str = "/work/expected";

/// The page.
#[derive(Template)]
#[template(path = "work/expected.html")]
struct ExpectedPage {
    frame: Frame,
    filters: Filters,
    /// Whether one isn't expected any more, just now.
    is_done: bool,
    total: usize,
    span: Option<String>,
    rows: Vec<RowView>,
    /// Where one more is noted, for who may.
    add: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl Page for ExpectedPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The form that narrows the list.
struct Filters {
    action: String,
    facets: Vec<Facet>,
}

/// A cluster of the list.
struct RowView {
    name: String,
    address: String,
    region: String,
    source: String,
    url: Option<String>,
    known_since: String,
    standing: &'static str,
    standing_words: String,
    /// When it was invited last.
    invited: Option<String>,
}

/// `/work/expected`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let insider = admit(&app, &who).await?;
    let mut given = Parameters::of_page(&uri);
    let query = query_of(&mut given);
    let asked = page_of(&app, &reading, given, &format!("work expected {query:?}")).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let lens = Lens::new(&reading.views, asked.at);
    let theirs = || theirs(&insider, &lens);
    let applications = applications(&app, &insider, theirs(), &lens).await?;
    let applied = |one: &Expected| applications.contains_key(&one.expected);
    let mut found: Vec<_> = theirs().filter(|one| query.admits(one, applied(one), &lens)).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.noted.position));
    let found = asked.cut(found);
    let shown =
        |one: &Expected| ExpectedShown::of(one, applications.get(&one.expected).cloned(), &lens);
    let rows: Vec<_> = found.items.iter().map(|one| RowView::of(&shown(one), &frame)).collect();
    let next = found.next.as_ref().map(ToString::to_string);
    rendered_privately(&ExpectedPage {
        filters: Filters::new(&insider, &lens, &uri, &frame),
        is_done: parameter(&uri, "done")?.is_some(),
        span: span(&asked, rows.len(), found.total, &frame),
        total: found.total,
        rows,
        add: insider.acts().then(|| frame.plain_link(&format!("{PATH}/new"))),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        next: next.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        frame,
    })
}

/// Lets in officers and development centres, and auditors to read.
///
/// # Errors
/// 403 for everybody else.
pub(super) async fn admit(app: &App, who: &SignedIn) -> Result<Insider, Problem> {
    ReadOperation::ReadExpected.check(who.caller.role)?;
    Insider::of(app, Some(who.caller)).await?.admitted()
}

/// Lets in officers and development centres, who do something with it.
///
/// # Errors
/// 403 for everybody else.
pub(super) async fn admit_to_act(app: &App, who: &SignedIn) -> Result<Insider, Problem> {
    Operation::NoteExpectedCluster.check(who.caller.role)?;
    admit(app, who).await
}

/// The clusters that somebody looks after.
fn theirs<'v>(insider: &'v Insider, lens: &'v Lens<'v>) -> impl Iterator<Item = &'v Expected> {
    let known = lens.views.expected().at(lens.at);
    known.filter(|one| insider.looks_after(&one.says.region, lens))
}

/// The regions that somebody looks after: code and name, by name.
pub(super) fn regions(insider: &Insider, lens: &Lens<'_>, frame: &Frame) -> Vec<(String, String)> {
    let all = lens.regions().into_iter().flat_map(|all| &all.regions);
    let own = all.filter(|(code, _)| insider.looks_after(code, lens));
    let named = own.map(|(code, region)| {
        (code.to_string(), set(region.name.in_language_or_other(frame.language)))
    });
    let mut named: Vec<_> = named.collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    named
}

/// How a standing is called.
pub(super) fn standing_words(key: &str, frame: &Frame) -> String {
    frame.say(&format!("expected-{key}"))
}

impl Filters {
    fn new(insider: &Insider, lens: &Lens<'_>, uri: &Uri, frame: &Frame) -> Self {
        let given = stated(uri);
        let is_chosen = |name: &str, key: &str| given.iter().any(|it| it.0 == name && it.1 == key);
        let choice = |name: &str, key: &str, label: String| Choice {
            selected: is_chosen(name, key),
            key: key.to_owned(),
            label,
            level: None,
            count: None,
        };
        let standing = |standing: Standing| {
            let key = standing.key();
            choice("standing", key, standing_words(key, frame))
        };
        let regions = regions(insider, lens, frame);
        let regions = regions.into_iter().map(|(code, name)| choice("region", &code, name));
        let regions: Vec<_> = regions.collect();
        let facet = |name, legend: &str, first, others: Vec<Choice>| {
            let open = others.iter().any(|choice| choice.selected);
            Facet { name, legend: frame.say(legend), first, others, open }
        };
        let standings = Standing::ALL.map(standing).into();
        let mut facets = vec![facet("standing", "expected-standing", standings, Vec::new())];
        if regions.len() > 1 {
            facets.push(facet("region", "filter-region", Vec::new(), regions));
        }
        Self { action: frame.plain_link(PATH), facets }
    }
}

impl RowView {
    fn of(one: &ExpectedShown, frame: &Frame) -> Self {
        let language = frame.language;
        let invited = one.invited_on.last().map(|day| typography::date(*day, language));
        Self {
            name: set(one.name.in_language(language)),
            address: frame.plain_link(&format!("{PATH}/{}", one.expected)),
            region: set(one.region.label.in_language(language)),
            source: frame.say(&format!("expected-source-{}", one.source)),
            url: one.url.clone(),
            known_since: typography::date(one.known_since, language),
            standing: one.standing,
            standing_words: standing_words(one.standing, frame),
            invited: invited.filter(|_| one.standing == Standing::Invited.key()),
        }
    }
}
