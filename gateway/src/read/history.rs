//! The history of a cluster: each line with its values, its actor and a sentence in both languages.

use std::sync::Arc;

use jiff::Timestamp;
use registry_events::claim::Claim;
use registry_events::ids::Position;
use registry_projections::card::Card;
use registry_projections::history::{Detail, HistoryFilter, HistoryLine, HistoryPage};
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use super::claim;
use super::confirmers;
use super::cursor::{Cursor, Page};
use super::hidden::HiddenShown;
use super::lens::Lens;
use super::parts::{ActorShown, Bilingual, EvidenceShown};
use super::right::RightShown;
use crate::api::transparency::proof;
use crate::words::history::describe;
use crate::words::in_both;
use crate::words::value::Speaker;

/// A page of a cluster's history, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HistoryList {
    /// The lines of this page.
    pub items: Vec<LineShown>,
    /// How many lines the filter lets pass.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// One line: a claim of an event, or an event that states none.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LineShown {
    /// The event's place in the log.
    pub position: u64,
    /// The event's number in the cluster's stream.
    pub version: u64,
    /// The claim's number within its event.
    pub index: u32,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// The event's type.
    #[serde(rename = "type")]
    pub event_type: &'static str,
    /// What the line is about.
    pub category: &'static str,
    /// The field, when it is about one.
    pub path: Option<String>,
    /// What was in force before.
    pub old: Option<StatedShown>,
    /// What is in force after.
    pub new: Option<StatedShown>,
    /// Who acted; null where it confirmed a field that isn't public.
    pub actor: Option<ActorShown>,
    /// When and by whom the right was given by which somebody confirmed; null of anything else.
    pub right: Option<RightShown>,
    /// What shows it.
    pub on_evidence: Vec<EvidenceShown>,
    /// The line as a sentence without grammatical cases.
    pub description: Bilingual,
    /// Where the proof of the entry is; null where the log isn't signed.
    pub proof_url: Option<String>,
}

/// What a claim said: a value or why there was none.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StatedShown {
    /// The value as natural JSON.
    pub value: Option<Json>,
    /// Why there is none.
    pub absence: Option<&'static str>,
    /// Since when nobody can read it, and by which law; null where it can be read.
    pub hidden: Option<HiddenShown>,
}

/// A page of the lines a filter lets pass; the card names the items that lines speak of, and `prove`
/// says whether there are proofs.
pub fn list(
    card: &Card,
    filter: &HistoryFilter,
    page: &Page,
    lens: &Lens<'_>,
    prove: bool,
) -> HistoryList {
    let HistoryPage { lines, total } = found(card, filter, page, lens);
    HistoryList {
        items: lines.iter().map(|line| LineShown::of(line, card, lens, prove)).collect(),
        total,
        next_cursor: page.next(total).as_ref().map(Cursor::to_string),
    }
}

/// The lines of a page as the view has them.
pub fn found(card: &Card, filter: &HistoryFilter, page: &Page, lens: &Lens<'_>) -> HistoryPage {
    let filter = HistoryFilter { at: Some(page.at), ..filter.clone() };
    lines_between(card, &filter, lens, (page.offset, page.limit))
}

/// Every line that a filter lets pass by the lens's position, newest first.
pub fn every(card: &Card, filter: &HistoryFilter, lens: &Lens<'_>) -> Vec<Arc<HistoryLine>> {
    let filter = HistoryFilter { at: Some(lens.at), ..filter.clone() };
    lines_between(card, &filter, lens, (0, usize::MAX)).lines
}

fn lines_between(
    card: &Card,
    filter: &HistoryFilter,
    lens: &Lens<'_>,
    (offset, limit): (usize, usize),
) -> HistoryPage {
    let history = lens.views.history(card.cluster);
    history.map_or(HistoryPage { lines: Vec::new(), total: 0 }, |history| {
        // To be found by an actor would tell it.
        let told = |line: &HistoryLine| {
            filter.account.is_none() || confirmers::are_told(line, card.cluster, lens)
        };
        history.page_where(filter, told, offset, limit)
    })
}

impl LineShown {
    /// A line as everybody sees it.
    pub fn of(line: &HistoryLine, card: &Card, lens: &Lens<'_>, prove: bool) -> Self {
        Self {
            position: line.place.position.0,
            version: line.place.version.0,
            index: line.index_in_event,
            recorded_at: line.place.recorded_at,
            event_type: line.event_type,
            category: line.category.key(),
            path: line.path().map(ToString::to_string),
            old: StatedShown::of(line.old.as_deref(), lens),
            new: StatedShown::of(confirmed_or_new(line), lens),
            actor: confirmers::are_told(line, card.cluster, lens)
                .then(|| ActorShown::of(&line.place.actor, &lens_at(line.place.position, lens))),
            right: right(line, card, lens),
            on_evidence: EvidenceShown::all(lens.evidence(line.path(), line.evidence())),
            description: in_both(|language| {
                let lens = lens_at(line.place.position, lens);
                describe(line, &Speaker { lens, card: Some(card), language })
            })
            .into(),
            proof_url: prove.then(|| proof::address(line.place.position)),
        }
    }
}

/// By what right a confirmation was given, where everybody may see who gave it.
pub fn right(line: &HistoryLine, card: &Card, lens: &Lens<'_>) -> Option<RightShown> {
    let is_told = matches!(line.detail, Detail::Confirmed(_))
        && confirmers::are_told(line, card.cluster, lens);
    let place = &line.place;
    is_told.then(|| RightShown::of(&place.actor, place.position, lens.views)).flatten()
}

/// A line speaks with the words of its own time.
pub fn lens_at<'v>(position: Position, lens: &Lens<'v>) -> Lens<'v> {
    Lens::new(lens.views, position)
}

/// The claim that a line leaves in force: the one stated, or the one confirmed.
pub fn confirmed_or_new(line: &HistoryLine) -> Option<&Claim> {
    match &line.detail {
        Detail::Confirmed(given) => given.claim.as_deref(),
        Detail::Stated
        | Detail::Listed { .. }
        | Detail::ItemOpened(_)
        | Detail::ItemClosed(_)
        | Detail::ConfirmationWithdrawn(_)
        | Detail::MembershipDenied(_)
        | Detail::DenialWithdrawn { .. }
        | Detail::Assessed(_)
        | Detail::AssessmentCorrected { .. }
        | Detail::Standing { .. }
        | Detail::Lapsed { .. }
        | Detail::RequirementOpened { .. }
        | Detail::RequirementClosed { .. }
        | Detail::Deactivated { .. }
        | Detail::Reactivated
        | Detail::Merged { .. }
        | Detail::Absorbed { .. }
        | Detail::Masked { .. }
        | Detail::MaskLifted { .. }
        | Detail::Dispute(_) => line.new.as_deref(),
    }
}

impl StatedShown {
    /// What everybody sees of a claim, when there is one.
    pub fn of(claim: Option<&Claim>, lens: &Lens<'_>) -> Option<Self> {
        let (value, absence) = claim::value_or_absence(lens.seen(claim?), lens);
        let hidden = HiddenShown::of(&claim?.stated, lens);
        Some(Self { value: value.map(|value| json!(value)), absence, hidden })
    }
}
