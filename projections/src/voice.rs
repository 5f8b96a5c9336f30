//! What people from outside said: reports of mistakes and proposals, each with what came of it.
//!
//! The words of a report, and of a proposal before it is published, are sealed: this fold has none of
//! them.

use std::sync::Arc;

use imbl::OrdMap;
use registry_events::event::{
    ProposalEvent, ProposalOutcome, ProposalTopic, ReportEvent, ReportOutcome,
};
use registry_events::ids::{ClusterId, Position, ProposalId, ReportId, StreamVersion};
use registry_events::path::FieldPath;
use serde::Serialize;

use crate::place::Place;

/// A report of a mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Which.
    pub report: ReportId,
    /// The cluster.
    pub cluster: ClusterId,
    /// The field.
    pub path: FieldPath,
    /// The version of the claim that was current.
    pub version: Option<StreamVersion>,
    /// Where it was recorded.
    pub filed: Place,
    /// What came of it.
    pub decided: Option<Decided<ReportOutcome>>,
}

/// What an officer decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided<O> {
    /// Where that was recorded, and by whom.
    pub place: Place,
    /// How.
    pub outcome: O,
    /// Why.
    pub reason: String,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Which.
    pub proposal: ProposalId,
    /// About what.
    pub about: ProposalTopic,
    /// Where it was recorded, and by whom.
    pub made: Place,
    /// What is proposed, once an officer published it.
    pub published: Option<(Place, String)>,
    /// How it was answered.
    pub answered: Option<Decided<ProposalOutcome>>,
}

impl<O> Decided<O> {
    fn by(this: Option<&Self>, at: Position) -> Option<&Self> {
        this.filter(|decided| decided.place.position <= at)
    }
}

impl Report {
    /// What had come of it by a position.
    pub fn decided_at(&self, at: Position) -> Option<&Decided<ReportOutcome>> {
        Decided::by(self.decided.as_ref(), at)
    }
}

impl Proposal {
    /// What was published of it by a position.
    pub fn published_at(&self, at: Position) -> Option<&(Place, String)> {
        self.published.as_ref().filter(|(place, _)| place.position <= at)
    }

    /// How it had been answered by a position.
    pub fn answered_at(&self, at: Position) -> Option<&Decided<ProposalOutcome>> {
        Decided::by(self.answered.as_ref(), at)
    }
}

/// Every report and every proposal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voice {
    reports: OrdMap<ReportId, Arc<Report>>,
    proposals: OrdMap<ProposalId, Arc<Proposal>>,
}

impl Voice {
    /// The reports that were recorded by a position, in the order of their ids.
    pub fn reports(&self, at: Position) -> impl Iterator<Item = &Report> {
        let all = self.reports.values().map(AsRef::as_ref);
        all.filter(move |report: &&Report| report.filed.position <= at)
    }

    /// One report.
    pub fn report(&self, id: ReportId) -> Option<&Report> {
        self.reports.get(&id).map(AsRef::as_ref)
    }

    /// The proposals that were recorded by a position, in the order of their ids.
    pub fn proposals(&self, at: Position) -> impl Iterator<Item = &Proposal> {
        let all = self.proposals.values().map(AsRef::as_ref);
        all.filter(move |proposal: &&Proposal| proposal.made.position <= at)
    }

    /// One proposal.
    pub fn proposal(&self, id: ProposalId) -> Option<&Proposal> {
        self.proposals.get(&id).map(AsRef::as_ref)
    }

    /// The reports in a fixed order, for their digest.
    pub(crate) fn reports_content(&self) -> impl Iterator<Item = impl Serialize> {
        self.reports.values()
    }

    /// The proposals in a fixed order, for their digest.
    pub(crate) fn proposals_content(&self) -> impl Iterator<Item = impl Serialize> {
        self.proposals.values()
    }

    pub(crate) fn apply_report(&mut self, id: ReportId, place: &Place, event: &ReportEvent) {
        match event {
            ReportEvent::ReportFiled(filed) => {
                let report = Report {
                    report: id,
                    cluster: filed.cluster,
                    path: filed.path.clone(),
                    version: filed.version,
                    filed: place.clone(),
                    decided: None,
                };
                self.reports.entry(id).or_insert_with(|| Arc::new(report));
            }
            ReportEvent::ReportDecided(decided) => {
                let (outcome, reason) = (decided.outcome, decided.reason.clone());
                let decided = Decided { place: place.clone(), outcome, reason };
                if let Some(report) = self.reports.get_mut(&id).map(Arc::make_mut) {
                    report.decided.get_or_insert(decided);
                }
            }
        }
    }

    pub(crate) fn apply_proposal(&mut self, id: ProposalId, place: &Place, event: &ProposalEvent) {
        if let ProposalEvent::ProposalMade(made) = event {
            let proposal = Proposal {
                proposal: id,
                about: made.about,
                made: place.clone(),
                published: None,
                answered: None,
            };
            self.proposals.entry(id).or_insert_with(|| Arc::new(proposal));
        }
        let Some(proposal) = self.proposals.get_mut(&id).map(Arc::make_mut) else { return };
        match event {
            ProposalEvent::ProposalMade(_) => {}
            ProposalEvent::ProposalPublished(published) => {
                let published = (place.clone(), published.text.clone());
                proposal.published.get_or_insert(published);
            }
            ProposalEvent::ProposalAnswered(answered) => {
                let (outcome, reason) = (answered.outcome, answered.reason.clone());
                let answered = Decided { place: place.clone(), outcome, reason };
                proposal.answered.get_or_insert(answered);
            }
        }
    }
}
