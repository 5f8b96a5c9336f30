//! The records that one control sample finds.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::level::Level;
use registry_projections::samples::Sample;

use super::{PagesView, WhoView, case};
use crate::api::read::desk::admit;
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::api::read::samples::{named, one_page};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::{Frame, escaped};
use crate::read::lens::Lens;
use crate::read::samples::SampleRow;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;
use crate::words::{samples as words, terms};

/// The page.
#[derive(Template)]
#[template(path = "desk/sample.html")]
struct SamplePage {
    frame: Frame,
    label: &'static str,
    rule: &'static str,
    total: usize,
    rows: Vec<RowView>,
    case: Option<String>,
    pages: PagesView,
}

impl Page for SamplePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A record.
struct RowView {
    subject: String,
    address: String,
    what: String,
    day: Option<String>,
    days: Option<String>,
    at: String,
    datetime: String,
    who: Option<WhoView>,
    position: String,
}

/// `/desk/samples/{key}`.
pub async fn page(
    State(app): State<App>,
    caller: Option<Caller>,
    key: Result<Path<String>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadSample).await?;
    let (Path(key), reading) = (key?, reading?);
    let sample = named(&key)?;
    let given = Parameters::of_page(&uri);
    let asked = page_of(&app, &reading, given, &format!("sample {key}")).await?;
    let found = one_page(&app, &reading, sample, &asked).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let lens = Lens::new(&reading.views, asked.at);
    let view = |found: &SampleRow| Row { sample, found, frame: &frame, lens }.view(&app);
    let rows = found.items.iter().map(view).collect();
    rendered_privately(&SamplePage {
        label: words::label(sample).get(frame.language),
        rule: words::rule(sample).get(frame.language),
        total: found.total,
        rows,
        case: case(&app, &uri, &format!("/api/v1/samples/{key}"), &[]),
        pages: PagesView::of(&uri, asked.offset, found.next_cursor, &frame),
        frame,
    })
}

struct Row<'r> {
    sample: Sample,
    found: &'r SampleRow,
    frame: &'r Frame,
    lens: Lens<'r>,
}

impl Row<'_> {
    fn view(&self, app: &App) -> RowView {
        let (row, language) = (self.found, self.frame.language);
        let (subject, address) = self.subject();
        RowView {
            subject: set(&subject),
            address,
            what: set(&self.what(app)),
            day: row.on.map(|day| typography::date(day, language)),
            days: row.days.map(typography::integer),
            at: typography::minute(row.recorded_at, app.registry.zone(), language),
            datetime: row.recorded_at.to_string(),
            who: row.actor.as_ref().map(|actor| WhoView::of(actor, self.frame)),
            position: typography::integer(row.position),
        }
    }

    /// What it is of, and where on the desk that is looked at.
    fn subject(&self) -> (String, String) {
        let row = self.found;
        if let Some(account) = row.account.filter(|_| self.sample == Sample::Bursts) {
            let since = row.first_at.unwrap_or(row.recorded_at);
            let query = format!("type=ClaimConfirmed&since={since}&until={}", row.recorded_at);
            let at = format!("/desk/accounts/{account}?{query}");
            return (self.frame.say("desk-account"), self.frame.plain_link(&at));
        }
        if let Some(cluster) = &row.cluster {
            let name = cluster.name.in_language(self.frame.language).to_owned();
            return (name, self.frame.plain_link(&self.time_line(&cluster.id)));
        }
        let id = row.application.as_deref().unwrap_or_default();
        let at = format!("/desk/journal?stream={}", escaped(&format!("application/{id}")));
        (format!("{} {id}", self.frame.say("desk-application")), self.frame.plain_link(&at))
    }

    /// A cluster's time line, narrowed to what the sample looks at.
    fn time_line(&self, cluster: &str) -> String {
        let narrowed = match (self.sample, &self.found.path) {
            (Sample::LateFacts | Sample::EvidenceUnopened, Some(path)) => {
                format!("?path={}", escaped(path))
            }
            (Sample::GatesByOneOrganisation | Sample::SharedMailDomain, _) => {
                "?category=confirmation".to_owned()
            }
            _ => "?category=level".to_owned(),
        };
        format!("/desk/clusters/{cluster}{narrowed}")
    }

    /// What was found, in a few words.
    fn what(&self, app: &App) -> String {
        let (row, frame) = (self.found, self.frame);
        let word = |level: Level| terms::level(level).get(frame.language);
        match self.sample {
            Sample::GatesByOneOrganisation => {
                let organisation = row.organisation.as_ref();
                let name = organisation.map_or("", |named| named.in_language(frame.language));
                let marker = row.marker.as_deref().unwrap_or_default();
                let level = row.level.map_or("", |level| word(level.after));
                let count = row.count.map(|count| frame.count("desk-confirmations", count));
                format!("{marker}, {level}: {name}, {}", count.unwrap_or_default())
            }
            Sample::Bursts => {
                let acts = row.count.map(|count| frame.count("desk-acts-of-confirming", count));
                let claims = row.claims.map(|count| frame.count("desk-confirmations", count));
                let zone = app.registry.zone();
                let first = row.first_at.map(|at| typography::minute(at, zone, frame.language));
                [acts, claims, first].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
            Sample::RiseBeforeSupport => {
                let before = row.level.and_then(|level| level.before).map_or("", word);
                let after = row.level.map_or("", |level| word(level.after));
                let centre = row.organisation.as_ref();
                let centre = centre.map(|named| named.in_language(frame.language));
                let began = centre.map_or_else(
                    || frame.say("desk-status"),
                    |name| frame.words.say_with("desk-centre", &[("name", name)]),
                );
                format!("{before} → {after}; {began}")
            }
            Sample::WaiversOverdue => row.marker.clone().unwrap_or_default(),
            Sample::ApplicationsOverdue => frame.say("desk-waits"),
            Sample::LateFacts | Sample::EvidenceUnopened => self.field(),
            Sample::SharedMailDomain => {
                let count = row.count.map(|count| frame.count("desk-confirmations", count));
                count.unwrap_or_default()
            }
        }
    }

    fn field(&self) -> String {
        let Some(path) = self.found.path.as_ref().and_then(|path| path.parse().ok()) else {
            return String::new();
        };
        let cluster = self.found.cluster.as_ref().and_then(|named| named.id.parse().ok());
        let card = cluster.and_then(|id| self.lens.views.card(id)).map(AsRef::as_ref);
        let speaker = Speaker { lens: self.lens, card, language: self.frame.language };
        speaker.place_of(&path)
    }
}
