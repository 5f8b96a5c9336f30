//! A search of the register as an Atom feed: its clusters, the last changed first, each with what
//! changed last in words.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::ClusterId;
use registry_projections::card::ListingStatus;
use registry_projections::history::{HistoryFilter, HistoryLine};
use registry_projections::search::{Query, Sort};

use super::CLUSTERS;
use crate::api::read::filters::{FILTERS, cluster_query, query_name};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::{asked_register, card_at};
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::pages::feed::{self, Heading, List, answer, id};
use crate::pages::frame::{Frame, address};
use crate::read::clusters;
use crate::read::cursor::Page as PageAsked;
use crate::read::history::{found, lens_at};
use crate::read::lens::Lens;
use crate::read::row::RowShown;
use crate::words::history::describe;
use crate::words::terms;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The feed's path.
const PATH: &str = "/clusters.atom";
/// So many lines of the last change are told; the history has all.
const LINES_MAX: usize = 5;

/// So many letters of a line are told.
const LETTERS_MAX: usize = 200;

/// The feed.
#[derive(Template)]
#[template(path = "clusters/feed.xml")]
struct Feed {
    frame: Frame,
    heading: Heading,
    entries: Vec<Entry>,
}

/// A cluster.
struct Entry {
    id: String,
    name: String,
    only_in: Option<&'static str>,
    updated: Timestamp,
    address: String,
    status: &'static str,
    status_label: &'static str,
    /// What changed last, in words.
    changes: Vec<String>,
    /// How many lines aren't told.
    more: usize,
}

/// The feed of a list that these parameters ask for.
pub(super) fn of(parameters: Vec<(String, String)>, frame: &Frame) -> String {
    address(&frame.plain_link(PATH), &narrowed(parameters))
}

/// The parameters that say what is in the list and of which moment, in the order given.
fn narrowed(parameters: Vec<(String, String)>) -> Vec<(String, String)> {
    let narrows = |name: &str| name == "as_of" || (FILTERS.contains(&name) && name != "sort");
    parameters.into_iter().filter(|(name, _)| narrows(name)).collect()
}

/// `/clusters.atom`.
pub async fn feed(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of_page(&uri);
    let query = Query { sort: Sort::Updated, ..cluster_query(&mut given, &reading) };
    let asked = page_of(&app, &reading, given, &query_name(&query, &reading)).await?;
    let tag = reading.tag(shown(&reading, asked.at));
    let of_feed = feed::Asked { reading: &reading, tag: &tag, uri: &uri };
    if let Some(kept) = of_feed.kept(&app) {
        return Ok(kept);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let register = asked_register(&app, &reading, asked.at, &query).await?;
    let list = clusters::list(&query, &asked, &register, &lens);
    let frame = Frame::new(&app, &reading, &uri, CLUSTERS);
    let mut entries = Vec::with_capacity(list.items.len());
    for row in &list.items {
        entries.push(Entry::of(row, &app, &reading, &asked, &frame).await?);
    }
    let heading = List {
        title: "section-register",
        feed: PATH,
        page: CLUSTERS,
        narrowed: &narrowed(stated(&uri)),
        next: list.next_cursor,
    };
    let newest = entries.iter().map(|entry| entry.updated).max();
    let heading = Heading::of(heading, newest, asked.at, &reading, &frame);
    answer(&Feed { frame, heading, entries }, &app, of_feed)
}

impl Entry {
    async fn of(
        row: &RowShown,
        app: &App,
        reading: &Reading,
        asked: &PageAsked,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let language = frame.language;
        let cluster = row.id.parse().map_err(|_| Problem::new("not-found").with("cluster"))?;
        let (changes, more) = changes(cluster, app, reading, asked, frame).await?;
        let name = row.name.as_ref();
        let status = ListingStatus::from_key(row.status);
        Ok(Self {
            id: id(reading, &format!("cluster {}", row.id)),
            name: set(name.map_or(row.id.as_str(), |name| name.in_language(language))),
            only_in: name.and_then(|name| name.only_in(language)),
            updated: row.updated_at,
            address: frame.link(&format!("/clusters/{}", row.id)),
            status: row.status,
            status_label: status.map_or(row.status, |one| terms::status(one).get(language)),
            changes,
            more,
        })
    }
}

/// What was recorded last of a cluster, in words, and how many lines of it aren't told.
async fn changes(
    cluster: ClusterId,
    app: &App,
    reading: &Reading,
    asked: &PageAsked,
    frame: &Frame,
) -> Result<(Vec<String>, usize), Problem> {
    let lens = Lens::new(&reading.views, asked.at);
    let card = card_at(app, reading, cluster, asked.at).await?;
    let newest = PageAsked { offset: 0, ..*asked };
    let lines = found(&card, &HistoryFilter::default(), &newest, &lens).lines;
    let commit = |line: &HistoryLine| reading.views.times().commit_of(line.place.position);
    let last = lines.first().map(|line| commit(line));
    let together: Vec<_> = lines.iter().take_while(|line| Some(commit(line)) == last).collect();
    let words = together.iter().take(LINES_MAX).map(|line| {
        let lens = lens_at(line.place.position, &lens);
        let speaker = Speaker { lens, card: Some(&card), language: frame.language };
        shortened(&describe(line, &speaker))
    });
    Ok((words.collect(), together.len().saturating_sub(LINES_MAX)))
}

/// A line up to a word that is still short enough.
fn shortened(words: &str) -> String {
    let Some((end, _)) = words.char_indices().nth(LETTERS_MAX) else { return words.to_owned() };
    let end = words[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &words[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_ends_after_a_whole_word() {
        assert_eq!(shortened("Год создания: 2012"), "Год создания: 2012");
        let long = shortened(&"слово ".repeat(100));
        assert!(long.ends_with("слово…") && long.chars().count() <= LETTERS_MAX + 1, "{long}");
    }
}
