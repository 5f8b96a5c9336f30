//! What was sealed, as its reader sees it: what everybody did with it, and what an application says.

use std::borrow::Cow;

use registry_core::profile::CurrentClaim;
use registry_core::state::StreamState;
use registry_events::catalogue::Catalogue;
use registry_events::claim::{Evidence, Stated};
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, DisputeEvent, Event, ProposalEvent, ReportEvent};

use crate::api::write::applications::show::folded_of;
use crate::pages::frame::Frame;
use crate::pages::work::queue::said::{EvidenceView, Part, parts};
use crate::words::terms;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// What was sealed.
pub(super) struct OpenedView {
    /// Until when it stays open, and why.
    pub(super) noted: String,
    /// Whether something of it was erased.
    pub(super) is_erased: bool,
    pub(super) steps: Vec<StepView>,
    pub(super) parts: Vec<PartView>,
}

/// What somebody did.
pub(super) struct StepView {
    pub(super) heading: String,
    pub(super) on: String,
    pub(super) texts: Vec<String>,
    pub(super) evidence: Vec<EvidenceView>,
}

/// The cluster itself, or one of its items.
pub(super) struct PartView {
    pub(super) heading: String,
    pub(super) rows: Vec<ClaimView>,
}

/// A statement with what shows it.
pub(super) struct ClaimView {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) evidence: Vec<EvidenceView>,
}

impl OpenedView {
    /// What entries say, opened where their keys are there; statements by the catalogue in force.
    pub(super) fn of(
        entries: &[Recorded],
        noted: String,
        catalogue: Option<&Catalogue>,
        speaker: &Speaker<'_>,
        frame: &Frame,
    ) -> Self {
        let steps = entries.iter().filter_map(|entry| StepView::of(entry, speaker, frame));
        Self {
            noted,
            is_erased: entries.iter().any(|entry| entry.event().is_none()),
            steps: steps.collect(),
            parts: catalogue.map_or_else(Vec::new, |it| stated(entries, it, speaker, frame)),
        }
    }

    /// The same with the words that the first step was sealed with; none of them where their key was
    /// erased.
    pub(super) fn beginning_with(mut self, words: Option<String>, frame: &Frame) -> Self {
        if let Some(first) = self.steps.first_mut() {
            first.texts.push(words.map_or_else(|| frame.say("sealed-erased"), |words| set(&words)));
        }
        self
    }
}

/// What an application says; a dispute says all in its steps.
fn stated(
    entries: &[Recorded],
    catalogue: &Catalogue,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Vec<PartView> {
    let loaded = folded_of(entries);
    let StreamState::Application(state) = loaded.state.as_ref() else { return Vec::new() };
    let parts = parts(&state.profile, catalogue, speaker, frame);
    parts.into_iter().map(|part| PartView::of(part, speaker, frame)).collect()
}

impl PartView {
    fn of(part: Part<'_>, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let rows = part.claims.into_iter().map(|claim| ClaimView::of(claim, speaker, frame));
        Self { rows: rows.collect(), heading: part.heading }
    }
}

impl ClaimView {
    fn of(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let claim = &current.claim;
        let value = match &claim.stated {
            Stated::Value(value) => speaker.value(value, &claim.path),
            Stated::Absent(absence) => terms::absence(*absence).get(frame.language).to_owned(),
            Stated::Sealed(_) => frame.say("sealed-erased"),
        };
        Self {
            label: set(&speaker.label(&claim.path)),
            value: set(&value),
            evidence: EvidenceView::all(&claim.evidence, frame),
        }
    }
}

impl StepView {
    /// What somebody did.
    fn of(entry: &Recorded, speaker: &Speaker<'_>, frame: &Frame) -> Option<Self> {
        let (key, texts, evidence): (_, Vec<String>, Cow<'_, [Evidence]>) = match entry.event()? {
            Event::Application(event) => {
                (of_way(event), said_on_way(event, speaker), brought_on_way(event).into())
            }
            Event::Dispute(event) => {
                let (key, texts, evidence) = of_steps(event, speaker);
                (key, texts, evidence.into())
            }
            Event::Report(event) => {
                let (key, texts) = of_report(event, speaker);
                (key, texts, Cow::Borrowed(&[][..]))
            }
            Event::Proposal(event) => {
                let (key, texts) = of_proposal(event);
                (key, texts, Cow::Borrowed(&[][..]))
            }
            // Statements stand by themselves, and others' streams hold nothing of what is looked at.
            Event::Profile(_)
            | Event::Cluster(_)
            | Event::Account(_)
            | Event::Access(_)
            | Event::Organisation(_)
            | Event::Holding(_)
            | Event::Region(_)
            | Event::Registry(_)
            | Event::Publication(_)
            | Event::Enquiry(_)
            | Event::Expected(_) => return None,
        };
        Some(Self {
            heading: frame.say(&format!("sealed-step-{key}")),
            on: frame.day(entry.recorded_at),
            texts: texts.iter().map(|text| set(text)).collect(),
            evidence: EvidenceView::all(&evidence, frame),
        })
    }
}

/// A step of a report, without the words that it was filed with.
fn of_report(event: &ReportEvent, speaker: &Speaker<'_>) -> (&'static str, Vec<String>) {
    match event {
        ReportEvent::ReportFiled(filed) => ("reported", vec![speaker.place_of(&filed.path)]),
        ReportEvent::ReportDecided(decided) => ("decided", vec![decided.reason.clone()]),
    }
}

/// A step of a proposal, without the words that it was made with.
fn of_proposal(event: &ProposalEvent) -> (&'static str, Vec<String>) {
    match event {
        ProposalEvent::ProposalMade(_) => ("proposed", Vec::new()),
        ProposalEvent::ProposalPublished(published) => ("published", vec![published.text.clone()]),
        ProposalEvent::ProposalAnswered(answered) => ("replied", vec![answered.reason.clone()]),
    }
}

const fn of_way(event: &ApplicationEvent) -> &'static str {
    match event {
        ApplicationEvent::ApplicationStarted(_) => "started",
        ApplicationEvent::RightToSpeakStated(_) => "right",
        ApplicationEvent::ApplicationSubmitted(_) => "submitted",
        ApplicationEvent::ApplicationReturned(_) => "returned",
        ApplicationEvent::ApplicationListed(_) => "listed",
        ApplicationEvent::ApplicationWithdrawn(_) => "withdrawn",
    }
}

fn said_on_way(event: &ApplicationEvent, speaker: &Speaker<'_>) -> Vec<String> {
    match event {
        ApplicationEvent::ApplicationStarted(started) => vec![started.right_to_speak.clone()],
        ApplicationEvent::RightToSpeakStated(stated) => vec![stated.right_to_speak.clone()],
        ApplicationEvent::ApplicationReturned(returned) => {
            let reasons = returned.reasons.iter().map(|named| match &named.path {
                Some(path) => format!("{}: {}", speaker.place_of(path), named.reason),
                None => named.reason.clone(),
            });
            reasons.collect()
        }
        ApplicationEvent::ApplicationWithdrawn(withdrawn) => {
            withdrawn.reason.clone().into_iter().collect()
        }
        ApplicationEvent::ApplicationSubmitted(_) | ApplicationEvent::ApplicationListed(_) => {
            Vec::new()
        }
    }
}

/// The letter that shows the right to speak.
fn brought_on_way(event: &ApplicationEvent) -> Vec<Evidence> {
    match event {
        ApplicationEvent::RightToSpeakStated(stated) => {
            stated.letter.map(Evidence::Document).into_iter().collect()
        }
        ApplicationEvent::ApplicationStarted(_)
        | ApplicationEvent::ApplicationSubmitted(_)
        | ApplicationEvent::ApplicationReturned(_)
        | ApplicationEvent::ApplicationListed(_)
        | ApplicationEvent::ApplicationWithdrawn(_) => Vec::new(),
    }
}

fn of_steps<'e>(
    event: &'e DisputeEvent,
    speaker: &Speaker<'_>,
) -> (&'static str, Vec<String>, &'e [Evidence]) {
    match event {
        DisputeEvent::DisputeFiled(it) => {
            let contested = speaker.place_of(&it.claim.path);
            ("filed", vec![contested, it.grounds.clone()], &it.evidence)
        }
        DisputeEvent::DisputeRefused(it) => ("refused", vec![it.reason.clone()], &[]),
        DisputeEvent::DisputeAdmitted(it) => ("admitted", vec![it.text.clone()], &it.evidence),
        DisputeEvent::DisputeAnswered(it) => ("answered", vec![it.text.clone()], &it.evidence),
        DisputeEvent::DisputeDeadlineMissed(_) => ("missed", Vec::new(), &[]),
        DisputeEvent::DisputeResolved(it) => ("resolved", vec![it.reason.clone()], &it.evidence),
        DisputeEvent::DisputeLifted(_) => ("lifted", Vec::new(), &[]),
    }
}
