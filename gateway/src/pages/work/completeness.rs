//! «Наполнение»: profiles by sections, the emptiest first, with what changed since a day; and a
//! reminder to who speaks for the chosen ones, which an auditor reads without it.

mod filters;
mod reminders;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::LetterOperation;
use registry_events::ids::ClusterId;
use registry_events::level::Level;

use self::filters::Filters;
use self::reminders::{Reminded, remind};
use crate::api::read::completeness::{admit, profiles, query as query_of};
use crate::api::read::expected::Insider;
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::{LIMIT_MAX, Parameters};
use crate::http::form::SignedForm;
use crate::http::origin::Origin;
use crate::http::query::{pairs, parameter};
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::clusters::with_cursor;
use crate::pages::form::Form;
use crate::pages::frame::{Frame, address, localised};
use crate::pages::publications::span;
use crate::pages::shown::LevelView;
use crate::read::completeness::{
    CompletenessList, CompletenessQuery, ProfileStands, SectionStands,
};
use crate::words::typography::{self, set};

/// The page's path.
pub(in crate::pages) const PATH: &str = "/work/completeness";
/// What a reminder tells in the address of the page it leads back to.
const TOLD: [&str; 3] = ["reminded", "before", "nobody"];

/// The page.
#[derive(Template)]
#[template(path = "work/completeness.html")]
struct CompletenessPage {
    frame: Frame,
    form: Form,
    filters: Filters,
    /// What became of a reminder.
    done: Vec<String>,
    total: usize,
    span: Option<String>,
    sections: Vec<String>,
    /// Since when changes are counted.
    since: Option<String>,
    rows: Vec<RowView>,
    sums: Vec<Vec<PartView>>,
    /// Whether the reader may remind.
    reminds: bool,
    /// «Напомнить всем найденным», where more are found than are chosen at once.
    remind_all: String,
    first: Option<String>,
    next: Option<String>,
}

impl Page for CompletenessPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A profile.
struct RowView {
    id: String,
    name: String,
    address: String,
    regions: String,
    level: Option<LevelView>,
    /// «64 %».
    share: Option<String>,
    updated: String,
    reminded: Option<String>,
    is_chosen: bool,
    /// How many changes since the day asked for, and where they are told.
    changes: Option<(String, String)>,
    sections: Vec<CellView>,
}

/// A section of a profile.
struct CellView {
    label: String,
    address: Option<String>,
    parts: Vec<PartView>,
}

/// So many fields and lists that stand in one way.
struct PartView {
    key: &'static str,
    words: String,
}

/// What the page shows, found.
struct Found {
    insider: Insider,
    query: CompletenessQuery,
    list: CompletenessList,
    offset: usize,
    span: Option<String>,
}

/// `/work/completeness`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let found = Found::of(&app, &who, &reading, &uri, &frame).await?;
    let form = own_form(&app, &frame, &who.present, &here(&uri));
    rendered_privately(&found.page(form, frame, &app, &reading, &uri).await?)
}

/// Reminds those who speak for the chosen clusters.
pub async fn act(
    State(app): State<App>,
    reading: Reading,
    Origin(origin): Origin,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    LetterOperation::RemindRepresentatives.check(who.caller.role)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let found = Found::of(&app, who, &reading, &uri, &frame).await?;
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let all = sent.fields.get("act") == "all";
    let chosen: Vec<ClusterId> =
        sent.fields.all("cluster").filter_map(|id| id.parse().ok()).collect();
    if !all && chosen.is_empty() {
        let form = own_form(&app, &frame, &who.present, &here(&uri));
        let mut form = form.sent(sent.fields.clone());
        form.wrong("cluster", frame.say("completeness-choose"));
        return to_correct(&found.page(form, frame, &app, &reading, &uri).await?);
    }
    let asked = CompletenessQuery::default();
    let query = if all { &found.query } else { &asked };
    let matching = found.everything(&app, &reading, query).await?;
    let is_meant = |profile: &&ProfileStands| {
        all || chosen.iter().any(|id| id.to_string() == profile.cluster.id)
    };
    let profiles: Vec<_> = matching.items.iter().filter(is_meant).collect();
    let Reminded { sent: reminded, before, nobody } = remind(&app, &profiles, &origin).await?;
    let told = TOLD.into_iter().zip([reminded, before, nobody]);
    let told = told.map(|(name, count)| (name.to_owned(), count.to_string()));
    let kept = pairs(&uri).into_iter().filter(|(name, value)| is_kept(name, value));
    let parameters: Vec<_> = kept.chain(told).collect();
    Ok(Redirect::to(&address(&frame.plain_link(PATH), &parameters)).into_response())
}

/// The path with what is asked of the list.
fn here(uri: &Uri) -> String {
    let kept = pairs(uri).into_iter().filter(|(name, value)| is_kept(name, value));
    address(PATH, &kept.collect::<Vec<_>>())
}

fn is_kept(name: &str, value: &str) -> bool {
    !value.is_empty() && !TOLD.contains(&name)
}

/// What became of a reminder, where one was just sent.
fn done(uri: &Uri, frame: &Frame) -> Result<Vec<String>, Problem> {
    let mut done = Vec::new();
    for name in TOLD {
        let count = parameter(uri, name)?.and_then(|count| count.parse::<usize>().ok());
        // That letters left is told even of none, so that something is always said.
        let count = count.filter(|count| *count > 0 || name == TOLD[0]);
        done.extend(count.map(|count| frame.count(&format!("completeness-{name}"), count)));
    }
    Ok(done)
}

impl Found {
    async fn of(
        app: &App,
        who: &SignedIn,
        reading: &Reading,
        uri: &Uri,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let insider = admit(app, who.caller).await?;
        let mut given = Parameters::of_page(uri);
        let query = query_of(&mut given, app, reading);
        let asked = page_of(app, reading, given, &format!("work completeness {query:?}")).await?;
        let list = profiles(app, reading, &insider, &query, &asked).await?;
        let span = span(&asked, list.items.len(), list.total, frame);
        Ok(Self { insider, query, list, offset: asked.offset, span })
    }

    /// Every profile that matches, up to as many as a list may have.
    async fn everything(
        &self,
        app: &App,
        reading: &Reading,
        query: &CompletenessQuery,
    ) -> Result<CompletenessList, Problem> {
        let bare = Parameters::of_page(&Uri::from_static(PATH));
        let asked = page_of(app, reading, bare, "").await?;
        let whole = crate::read::cursor::Page { limit: LIMIT_MAX, ..asked };
        profiles(app, reading, &self.insider, query, &whole).await
    }

    async fn page(
        self,
        form: Form,
        frame: Frame,
        app: &App,
        reading: &Reading,
        uri: &Uri,
    ) -> Result<CompletenessPage, Problem> {
        let reminded = app.registry.accounts().post().last_letters(reminders::KIND).await?;
        let language = frame.language;
        let view = |profile: &ProfileStands| {
            let last = reminded.get(&profile.cluster.id).map(|at| frame.day(*at));
            let is_chosen = form.typed_all("cluster").any(|id| id == profile.cluster.id);
            self.row(profile, last, is_chosen, &frame, uri)
        };
        let cursor = |cursor| with_cursor(uri, cursor, &frame);
        let sections = self.list.sections.iter();
        Ok(CompletenessPage {
            filters: Filters::new(&self.insider, &reading.lens(), uri, &frame),
            done: done(uri, &frame)?,
            total: self.list.total,
            rows: self.list.items.iter().map(view).collect(),
            sections: sections.map(|it| set(it.section.label.in_language(language))).collect(),
            sums: self.list.sections.iter().map(|sum| parts(sum, &frame)).collect(),
            since: self.query.since.map(|since| frame.day(since)),
            reminds: self.insider.acts(),
            remind_all: frame.count("completeness-remind-all", self.list.total),
            first: (self.offset > 0).then(|| cursor(None)),
            next: self.list.next_cursor.clone().map(|next| cursor(Some(next))),
            span: self.span.clone(),
            form,
            frame,
        })
    }

    fn row(
        &self,
        profile: &ProfileStands,
        reminded: Option<String>,
        is_chosen: bool,
        frame: &Frame,
        uri: &Uri,
    ) -> RowView {
        let language = frame.language;
        let id = &profile.cluster.id;
        let edits = matches!(self.insider, Insider::Officer);
        let work = format!("/work/clusters/{id}");
        let address = if edits { work.clone() } else { format!("/clusters/{id}") };
        let regions = profile.regions.iter().map(|it| set(it.label.in_language(language)));
        let level = profile.level.and_then(Level::from_key);
        let since = parameter(uri, "since").ok().flatten().unwrap_or_default();
        let history = format!("/clusters/{id}/history");
        let history = address_of(frame, &history, "since", &since);
        let changes = profile.changes.map(|count| (typography::integer(count as u64), history));
        let cell = |section: &SectionStands| CellView {
            label: set(section.section.label.in_language(language)),
            address: edits
                .then(|| frame.plain_link(&format!("{work}/sections/{}", section.section.key))),
            parts: parts(section, frame),
        };
        RowView {
            id: id.clone(),
            name: set(profile.cluster.name.in_language(language)),
            address: frame.plain_link(&address),
            regions: regions.collect::<Vec<_>>().join(", "),
            level: level.map(|level| LevelView::of(level, language)),
            share: profile
                .completeness
                .per_mille
                .map(|share| typography::per_cent(share, language)),
            updated: frame.day(profile.updated_at),
            reminded: reminded
                .map(|day| frame.words.say_with("completeness-last", &[("day", &day)])),
            is_chosen,
            changes,
            sections: profile.sections.iter().map(cell).collect(),
        }
    }
}

fn address_of(frame: &Frame, path: &str, name: &str, value: &str) -> String {
    let pair = (name.to_owned(), value.to_owned());
    address(&localised(frame.language, path), &[pair])
}

/// How a section stands: what there is none of isn't told.
fn parts(section: &SectionStands, frame: &Frame) -> Vec<PartView> {
    let apply = section.filled + section.stale + section.disputed + section.not_provided;
    if apply == 0 {
        let words = frame.say("completeness-not-applicable");
        return vec![PartView { key: "not-applicable", words }];
    }
    let (filled, of) = (section.filled.to_string(), apply.to_string());
    let filled = frame.words.say_with("completeness-filled", &[("filled", &filled), ("of", &of)]);
    let others = [
        ("stale", section.stale),
        ("disputed", section.disputed),
        ("not-provided", section.not_provided),
    ];
    let others = others.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| PartView {
        key,
        words: frame
            .words
            .say_with(&format!("completeness-{key}"), &[("count", &typography::integer(count))]),
    });
    std::iter::once(PartView { key: "filled", words: filled }).chain(others).collect()
}
