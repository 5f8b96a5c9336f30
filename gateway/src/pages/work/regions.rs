//! A region as those look after it who speak for it, and officers: its clusters with what each lacks
//! and what of it waits, what is on its way to the register, its cluster development centres.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::ReadOperation;
use registry_core::rejection::Rejection;
use registry_events::dictionary::Region;
use registry_events::ids::ClusterId;
use registry_events::level::Level;
use registry_projections::expected::Expected;
use registry_projections::regions::Ckr;

use super::confirmations::{self, waiting};
use super::expected::standing_words;
use super::{completeness, expected};
use crate::api::read::completeness::profiles;
use crate::api::read::expected::{Insider, applications};
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::clusters::with_cursor;
use crate::pages::frame::Frame;
use crate::pages::publications::span;
use crate::pages::shown::LevelView;
use crate::read::completeness::{CompletenessQuery, ProfileStands};
use crate::read::cursor::Page as PageAsked;
use crate::read::expected::{ExpectedQuery, ExpectedShown, Standing};
use crate::read::lens::Lens;
use crate::words::typography::{self, set};

/// The path below which regions are looked after.
pub(super) const PATH: &str = "/work/regions";
/// The most expected clusters that are named here; the whole list has a page of its own.
const EXPECTED_MAX: usize = 20;
/// Where something that is expected waits for somebody still.
const ON_THE_WAY: [Standing; 3] = [Standing::Known, Standing::Invited, Standing::Applied];

/// The page.
#[derive(Template)]
#[template(path = "work/region.html")]
struct RegionPage {
    frame: Frame,
    name: String,
    public: String,
    span: Option<String>,
    rows: Vec<RowView>,
    first: Option<String>,
    next: Option<String>,
    /// Its profiles section by section.
    completeness: String,
    applied: Vec<ExpectedView>,
    expected: Vec<ExpectedView>,
    expected_total: usize,
    all_expected: String,
    /// Where an expected cluster is noted, for who may.
    add: Option<String>,
    centres: Vec<CentreView>,
}

impl Page for RegionPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A cluster of the region.
struct RowView {
    name: String,
    address: String,
    level: Option<LevelView>,
    share: Option<String>,
    /// What of it wants something: so many fields and lists in each way.
    wanting: Vec<(&'static str, String)>,
    /// What waits for the reader's confirmation, and where it is given.
    waiting: Option<(String, String)>,
}

/// A cluster that is expected.
struct ExpectedView {
    name: String,
    address: String,
    standing: &'static str,
    words: String,
}

/// A cluster development centre.
struct CentreView {
    name: String,
    address: String,
    since: String,
    until: Option<String>,
}

/// A region, and who looks after it.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    insider: Insider,
    region: &'w Region,
}

/// `/work/regions/{code}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    Path(code): Path<String>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let work = Work::of(&app, &who, &reading, &code).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let given = Parameters::of_page(&uri);
    let asked = page_of(&app, &reading, given, &format!("work region {code}")).await?;
    rendered_privately(&work.page(&asked, &uri, frame).await?)
}

impl<'w> Work<'w> {
    /// Lets in officers, auditors, and who speaks for this very region. What isn't theirs is refused before it
    /// is looked for.
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        code: &str,
    ) -> Result<Self, Problem> {
        ReadOperation::ReadCompleteness.check(who.caller.role)?;
        let insider = Insider::of(app, Some(who.caller)).await?;
        let lens = reading.lens();
        let Some(region) = lens.region(code) else {
            return Err(Problem::new("not-found").with("region"));
        };
        if insider.looks_after(&region.code, &lens) {
            Ok(Self { app, who, reading, insider, region })
        } else {
            Err(Rejection::NoGrant("region").into())
        }
    }

    async fn page(
        &self,
        asked: &PageAsked,
        uri: &Uri,
        frame: Frame,
    ) -> Result<RegionPage, Problem> {
        let (app, reading, code) = (self.app, self.reading, &self.region.code);
        let query = CompletenessQuery { regions: vec![code.clone()], ..Default::default() };
        let list = profiles(app, reading, &self.insider, &query, asked).await?;
        let waits = self.waits(&frame).await?;
        let rows = list.items.iter().map(|one| RowView::of(one, &waits, &frame));
        let rows: Vec<_> = rows.collect();
        let (applied, expected) = self.expected(&frame).await?;
        let link = |path: &str| frame.plain_link(path);
        Ok(RegionPage {
            name: set(self.region.name.in_language_or_other(frame.language)),
            public: link(&format!("/regions/{code}")),
            span: span(asked, rows.len(), list.total, &frame),
            rows,
            first: (asked.offset > 0).then(|| with_cursor(uri, None, &frame)),
            next: list.next_cursor.map(|next| with_cursor(uri, Some(next), &frame)),
            completeness: link(&format!("{}?region={code}", completeness::PATH)),
            applied,
            expected_total: expected.len(),
            expected: expected.into_iter().take(EXPECTED_MAX).collect(),
            all_expected: link(&format!("{}?region={code}", expected::PATH)),
            add: self.insider.acts().then(|| link(&format!("{}/new", expected::PATH))),
            centres: self.centres(&frame),
            frame,
        })
    }

    /// By cluster what waits for the reader's confirmation.
    async fn waits(&self, frame: &Frame) -> Result<BTreeMap<ClusterId, String>, Problem> {
        let found = waiting(self.app, self.who, self.reading).await?.into_iter();
        Ok(found.map(|it| (it.cluster, frame.count("queue-statements", it.count))).collect())
    }

    /// Clusters of the region on their way to the register: with an application, and without one.
    async fn expected(
        &self,
        frame: &Frame,
    ) -> Result<(Vec<ExpectedView>, Vec<ExpectedView>), Problem> {
        let lens = self.reading.lens();
        let query =
            ExpectedQuery { regions: vec![self.region.code.clone()], standings: ON_THE_WAY.into() };
        let known = || lens.views.expected().at(lens.at);
        let applied = applications(self.app, &self.insider, known(), &lens).await?;
        let has_applied = |one: &Expected| applied.contains_key(&one.expected);
        let theirs = known().filter(|one| query.admits(one, has_applied(one), &lens));
        let mut theirs: Vec<_> = theirs.collect();
        theirs.sort_by_key(|one| std::cmp::Reverse(one.noted.position));
        let (applied, others): (Vec<_>, Vec<_>) = theirs
            .into_iter()
            .map(|one| ExpectedShown::of(one, applied.get(&one.expected).cloned(), &lens))
            .partition(|one| one.standing == Standing::Applied.key());
        let views = |all: Vec<ExpectedShown>| -> Vec<_> {
            all.iter().map(|one| ExpectedView::of(one, frame)).collect()
        };
        Ok((views(applied), views(others)))
    }

    fn centres(&self, frame: &Frame) -> Vec<CentreView> {
        let lens = self.reading.lens();
        let mut all: Vec<_> = lens.centres(&self.region.code).collect();
        all.sort_by_key(|centre| centre.closed.is_some());
        all.into_iter().map(|centre| CentreView::of(centre, &lens, frame)).collect()
    }
}

impl RowView {
    fn of(profile: &ProfileStands, waits: &BTreeMap<ClusterId, String>, frame: &Frame) -> Self {
        let (id, language) = (&profile.cluster.id, frame.language);
        let waiting = id.parse().ok().and_then(|id: ClusterId| waits.get(&id)).map(|count| {
            (count.clone(), frame.plain_link(&format!("{}/{id}", confirmations::PATH)))
        });
        let level = profile.level.and_then(Level::from_key);
        let share = profile.completeness.per_mille;
        Self {
            name: set(profile.cluster.name.in_language(language)),
            address: frame.plain_link(&format!("/clusters/{id}")),
            level: level.map(|level| LevelView::of(level, language)),
            share: share.map(|share| typography::per_cent(share, language)),
            wanting: wanting(profile, frame),
            waiting,
        }
    }
}

/// So many fields and lists in each way that wants something.
fn wanting(profile: &ProfileStands, frame: &Frame) -> Vec<(&'static str, String)> {
    let of = |key: &str| profile.wanting.iter().filter(|one| one.state == key).count();
    let counts = [
        ("stale", of("stale")),
        ("disputed", of("disputed")),
        ("not-provided", of("not_provided")),
    ];
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| {
        let count = typography::integer(count as u64);
        (key, frame.words.say_with(&format!("completeness-{key}"), &[("count", &count)]))
    })
    .collect()
}

impl ExpectedView {
    fn of(one: &ExpectedShown, frame: &Frame) -> Self {
        Self {
            name: set(one.name.in_language(frame.language)),
            address: frame.plain_link(&format!("{}/{}", expected::PATH, one.expected)),
            standing: one.standing,
            words: standing_words(one.standing, frame),
        }
    }
}

impl CentreView {
    fn of(centre: &Ckr, lens: &Lens<'_>, frame: &Frame) -> Self {
        let day = |day| typography::date(day, frame.language);
        let until = centre.closed.as_ref().map(|end| day(end.on));
        let name = lens.organisation(centre.organisation);
        Self {
            name: set(name.in_language_or_other(frame.language)),
            address: frame.plain_link(&format!("/organisations/{}", centre.organisation)),
            since: frame.words.say_with("region-centre-since", &[("day", &day(centre.opened_on))]),
            until: until.map(|day| frame.words.say_with("region-centre-until", &[("day", &day)])),
        }
    }
}
