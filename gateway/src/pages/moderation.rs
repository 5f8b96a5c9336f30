//! «Журнал рассмотрения»: each application, report and dispute with when it came, about what, how it
//! was decided, why, and how many working days that took.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_projections::moderation::{CaseOutcome, Matter};

use super::answer::{CachePolicy, Page, keep, kept, rendered_once};
use super::clusters::with_cursor;
use super::filters::{Chip, Choice, Facet, chips, chosen};
use super::frame::{Frame, address};
use super::publications::span;
use super::unmet;
use crate::api::read::moderation::{ASKED, Folding, cases_at_once, query as query_of};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::transparency::proof;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::moderation::{CaseShown, ModerationList, UnmetShown};
use crate::words::typography::{self, set};
use registry_events::ids::Position;

/// The page.
#[derive(Template)]
#[template(path = "moderation.html")]
struct ModerationPage {
    frame: Frame,
    filters: CaseFilters,
    /// «Собрано то, что записано до 01.02.2016», where some isn't yet.
    folded: Option<String>,
    total: usize,
    /// How long a decision usually takes, where there are decisions.
    usual: Option<String>,
    span: Option<String>,
    cases: Vec<CaseView>,
    first: Option<String>,
    next: Option<String>,
    api: String,
}

impl Page for ModerationPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The form that narrows the list, and what is chosen in it.
struct CaseFilters {
    action: String,
    facets: Vec<Facet>,
    since: String,
    until: String,
    /// Clusters whose cases are asked for, which the form keeps.
    clusters: Vec<String>,
    as_of: Option<String>,
    chips: Vec<Chip>,
    without_all: String,
}

/// A case.
struct CaseView {
    datetime: String,
    received: String,
    kind: String,
    cluster: Option<ClusterLink>,
    field: Option<Words>,
    outcome: String,
    is_waiting: bool,
    decided: Option<String>,
    reason: Option<String>,
    /// What a returned application lacks.
    lacks: Vec<Words>,
    /// The requirements it doesn't meet.
    unmet: Vec<String>,
    days: String,
    /// Where the record of the decision, or of the receipt, is proved; none where nothing is signed.
    proof: Option<String>,
}

struct ClusterLink {
    address: String,
    name: Words,
}

/// A text with the language it stands in, where that isn't the page's.
struct Words {
    text: String,
    only_in: Option<&'static str>,
}

/// The page's path.
const PATH: &str = "/moderation";

/// `/moderation`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of_page(&uri);
    let query = query_of(&mut given, &app);
    let asked = page_of(&app, &reading, given, &format!("moderation {query:?}")).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let (list, folding) = cases_at_once(&app, &reading, &query, &asked).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let signed = app.registry.provable().is_some();
    let page = ModerationPage {
        filters: CaseFilters::new(&uri, &frame),
        folded: folding.map(|folding| folded(&folding, &frame)),
        usual: usual(&list, &frame),
        span: span(&asked, list.items.len(), list.total, &frame),
        total: list.total,
        cases: list.items.iter().map(|case| CaseView::of(case, signed, &frame)).collect(),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        next: list.next_cursor.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        api: address(&format!("/api/v1{PATH}"), &narrowed(&uri)),
        frame,
    };
    if page.folded.is_some() {
        return rendered_once(&page);
    }
    keep(&app, &reading, shown, &uri, &page)
}

/// «Журнал ещё собирается: показано то, что записано до 01.02.2016».
fn folded(folding: &Folding, frame: &Frame) -> String {
    match folding.until {
        Some(at) => frame.words.say_with("moderation-folded", &[("day", &frame.day(at))]),
        None => frame.say("moderation-folding"),
    }
}

/// «Половина решений принята не позже чем за 3 рабочих дня».
fn usual(list: &ModerationList, frame: &Frame) -> Option<String> {
    let days = list.median_working_days?;
    let decided = frame.count("moderation-decided", list.decided);
    let numbers = [("days", days)];
    let median = frame.words.say_about("moderation-median", &numbers, &[]);
    Some(format!("{decided} {median}"))
}

/// The parameters that say what is in the list and of which moment.
fn narrowed(uri: &Uri) -> Vec<(String, String)> {
    let of_a_page = ["limit", "cursor"];
    let narrows =
        |name: &str| name == "as_of" || (ASKED.contains(&name) && !of_a_page.contains(&name));
    stated(uri).into_iter().filter(|(name, _)| narrows(name)).collect()
}

impl CaseFilters {
    fn new(uri: &Uri, frame: &Frame) -> Self {
        let given = stated(uri);
        let of = |name: &str| -> Vec<String> {
            let named = given.iter().filter(|(known, _)| known == name);
            named.map(|(_, value)| value.clone()).collect()
        };
        let facet = |name: &'static str, keys: &[&'static str]| {
            let selected = of(name);
            let choice = |key: &&str| Choice {
                key: (*key).to_owned(),
                label: frame.say(&format!("moderation-{name}-{key}")),
                level: None,
                count: None,
                selected: selected.iter().any(|chosen| chosen == key),
            };
            let first = keys.iter().map(choice).collect();
            let legend = frame.say(&format!("moderation-{name}"));
            Facet { name, legend, first, others: Vec::new(), open: false }
        };
        let facets = vec![
            facet("kind", &Matter::ALL.map(Matter::key)),
            facet("outcome", &CaseOutcome::ALL.map(CaseOutcome::key)),
        ];
        let day = |name: &str| of(name).into_iter().next().unwrap_or_default();
        let action = frame.plain_link(PATH);
        let label = |name: &str, value: &str| match name {
            "since" | "until" | "cluster" => {
                let key = format!("moderation-chip-{name}");
                Some(frame.words.say_with(&key, &[("value", &written(value, frame))]))
            }
            _ => chosen(&facets, name, value),
        };
        Self {
            chips: chips(uri, &action, label),
            action,
            since: day("since"),
            until: day("until"),
            clusters: of("cluster"),
            as_of: frame.as_of().map(str::to_owned),
            without_all: frame.link_as_of(PATH),
            facets,
        }
    }
}

/// A day as dates are written; anything else as it is.
fn written(value: &str, frame: &Frame) -> String {
    let day = value.parse().map(|day| typography::date(day, frame.language));
    day.unwrap_or_else(|_| value.to_owned())
}

impl Words {
    fn of(text: &crate::read::parts::Bilingual, frame: &Frame) -> Self {
        let (text, only_in) = (text.in_language(frame.language), text.only_in(frame.language));
        Self { text: set(text), only_in }
    }
}

fn requirement(unmet: &UnmetShown, frame: &Frame) -> String {
    let label = unmet.label.as_ref().map(|label| label.in_language(frame.language));
    unmet::said(unmet.kind, unmet.marker.as_deref(), label.unwrap_or_default(), frame)
}

impl CaseView {
    fn of(case: &CaseShown, signed: bool, frame: &Frame) -> Self {
        let link = |named: &crate::read::parts::NamedCluster| ClusterLink {
            address: frame.link(&format!("/clusters/{}", named.id)),
            name: Words::of(&named.name, frame),
        };
        let recorded = Position(case.decided_position.unwrap_or(case.received_position));
        Self {
            datetime: case.received_at.to_string(),
            received: frame.day(case.received_at),
            kind: frame.say(&format!("moderation-kind-{}", case.kind)),
            cluster: case.cluster.as_ref().map(link),
            field: case.field.as_ref().map(|field| Words::of(field, frame)),
            outcome: frame.say(&format!("moderation-outcome-{}", case.outcome)),
            is_waiting: case.decided_at.is_none(),
            decided: case.decided_at.map(|at| frame.day(at)),
            reason: case.reason.as_deref().map(set),
            lacks: case.returned_for.iter().map(|field| Words::of(field, frame)).collect(),
            unmet: case.unmet.iter().map(|unmet| requirement(unmet, frame)).collect(),
            days: typography::integer(case.working_days),
            proof: signed.then(|| proof::address(recorded)),
        }
    }
}
