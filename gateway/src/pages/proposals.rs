//! «Предложения по анкете и правилам»: what was proposed, how officers answered and why, and which
//! edition took it. Anyone who is signed in proposes; the words are for officers until one publishes
//! them.

pub mod act;
pub mod new;
pub mod one;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::event::{ProposalOutcome, ProposalTopic};

use super::account::capital;
use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::with_cursor;
use super::filters::{Chip, Choice, Facet, chips, chosen};
use super::frame::{Frame, address};
use super::publications::span;
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::voice::proposal_query;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::parts::ActorShown;
use crate::read::voice::{DecisionShown, ProposalShown, TakenBy, WAITING, proposals};
use crate::words::terms;
use crate::words::typography::set;

/// The list's path; pages of single proposals stand below it.
pub(super) const PATH: &str = "/proposals";
/// What the list is narrowed by.
const FILTERS: [&str; 2] = ["about", "outcome"];

/// The page.
#[derive(Template)]
#[template(path = "proposals.html")]
struct ProposalsPage {
    frame: Frame,
    filters: ProposalFilters,
    total: usize,
    span: Option<String>,
    proposals: Vec<ProposalView>,
    propose: String,
    first: Option<String>,
    next: Option<String>,
    api: String,
}

impl Page for ProposalsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The form that narrows the list, and what is chosen in it.
struct ProposalFilters {
    action: String,
    facets: Vec<Facet>,
    as_of: Option<String>,
    chips: Vec<Chip>,
    without_all: String,
}

/// A proposal.
struct ProposalView {
    address: String,
    about: String,
    datetime: String,
    made: String,
    by: String,
    /// What is proposed, once it is published.
    text: Option<String>,
    answer: Option<AnswerView>,
    taken: Vec<String>,
}

/// How a proposal was answered.
struct AnswerView {
    outcome: String,
    day: String,
    reason: String,
}

/// `/proposals`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let mut given = Parameters::of_page(&uri);
    let query = proposal_query(&mut given);
    let asked = page_of(&app, &reading, given, &format!("proposals {query:?}")).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let found = asked.cut(proposals(&query, &lens));
    let frame = Frame::new(&app, &reading, &uri, "");
    let next = found.next.as_ref().map(ToString::to_string);
    let views = found.items.iter().map(|proposal| ProposalShown::of(proposal, None, &lens));
    let page = ProposalsPage {
        filters: ProposalFilters::new(&uri, &frame),
        span: span(&asked, found.items.len(), found.total, &frame),
        total: found.total,
        proposals: views.map(|proposal| ProposalView::of(&proposal, &frame)).collect(),
        propose: frame.plain_link(&format!("{PATH}/new")),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        next: next.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        api: address(&format!("/api/v1{PATH}"), &narrowed(&uri)),
        frame,
    };
    keep(&app, &reading, shown, &uri, &page)
}

fn narrowed(uri: &Uri) -> Vec<(String, String)> {
    let narrows = |name: &str| name == "as_of" || FILTERS.contains(&name);
    stated(uri).into_iter().filter(|(name, _)| narrows(name)).collect()
}

/// What a proposal is about, by its key.
pub(super) fn about(key: &str, frame: &Frame) -> String {
    frame.say(&format!("proposals-about-{key}"))
}

fn outcome(key: &str, frame: &Frame) -> String {
    frame.say(&format!("proposals-outcome-{}", key.replace('_', "-")))
}

impl ProposalFilters {
    fn new(uri: &Uri, frame: &Frame) -> Self {
        let given = stated(uri);
        let choice = |name: &str, key: &str, label: String| Choice {
            selected: given.iter().any(|it| it.0 == name && it.1 == key),
            key: key.to_owned(),
            label,
            level: None,
            count: None,
        };
        let topics = ProposalTopic::ALL.map(ProposalTopic::key);
        let topics = topics.map(|key| choice("about", key, about(key, frame)));
        let ways = ProposalOutcome::ALL.map(ProposalOutcome::key);
        let ways = [WAITING].into_iter().chain(ways);
        let ways = ways.map(|key| choice("outcome", key, outcome(key, frame))).collect();
        let facet = |name, legend: &str, first| Facet {
            name,
            legend: frame.say(legend),
            first,
            others: Vec::new(),
            open: false,
        };
        let facets = vec![
            facet("about", "proposals-about", topics.into()),
            facet("outcome", "proposals-answer", ways),
        ];
        let action = frame.plain_link(PATH);
        Self {
            chips: chips(uri, &action, |name, value| chosen(&facets, name, value)),
            action,
            as_of: frame.as_of().map(str::to_owned),
            without_all: frame.link_as_of(PATH),
            facets,
        }
    }
}

/// Who made a proposal: an organisation where there is one, and the role.
fn by(actor: &ActorShown, frame: &Frame) -> String {
    let role = terms::role(actor.role).get(frame.language);
    let organisation = actor.organisation.as_ref();
    set(&organisation.map_or_else(
        || capital(role),
        |named| format!("{}, {role}", named.in_language(frame.language)),
    ))
}

fn taken(by: &TakenBy, frame: &Frame) -> String {
    let key = format!("proposals-taken-{}", by.kind);
    frame.words.say_with(&key, &[("edition", &by.edition)])
}

impl AnswerView {
    fn of(answer: &DecisionShown, frame: &Frame) -> Self {
        Self {
            outcome: outcome(&answer.outcome, frame),
            day: frame.day(answer.at),
            reason: set(&answer.reason),
        }
    }
}

impl ProposalView {
    fn of(proposal: &ProposalShown, frame: &Frame) -> Self {
        Self {
            address: frame.link_as_of(&format!("{PATH}/{}", proposal.proposal)),
            about: about(proposal.about, frame),
            datetime: proposal.made_at.to_string(),
            made: frame.day(proposal.made_at),
            by: by(&proposal.made_by, frame),
            text: proposal.text.as_deref().map(set),
            answer: proposal.answer.as_ref().map(|answer| AnswerView::of(answer, frame)),
            taken: proposal.taken_by.iter().map(|by| taken(by, frame)).collect(),
        }
    }
}
