//! Журнал рассмотрения: applications, reports of mistakes and disputes, each with when it came, what was
//! decided and when.
//!
//! Applications are sealed: this fold takes entries that somebody with the keys has opened, and keeps
//! of each application only that it was handed in, when and how that was decided, and which fields and
//! requirements a return names; of what stayed sealed it keeps nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use registry_events::entry::{Content, Recorded};
use registry_events::event::{
    ApplicationEvent, DisputeEvent, DisputeOutcome, Event, RegistryEvent, ReportEvent,
    ReportOutcome, UnmetRequirement,
};
use registry_events::ids::{ApplicationId, ClusterId, Position, ReportId, StreamVersion};
use registry_events::path::FieldPath;
use registry_events::seal::KeyId;
use registry_events::stream::StreamKind;
use registry_events::value::Code;

/// What a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// An application that was handed in; handed in again it is another case.
    Application,
    /// A report of a mistake.
    Report,
    /// A dispute that was admitted.
    Dispute,
}

/// How a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseOutcome {
    /// Nothing is decided yet.
    Waiting,
    /// The cluster was listed.
    Listed,
    /// The application was given back.
    Returned,
    /// The applicant took it back.
    Withdrawn,
    /// The mistake is mended.
    Corrected,
    /// It is no mistake.
    Declined,
    /// The cluster has to say.
    PassedToCluster,
    /// What was contested doesn't stand.
    Upheld,
    /// It stands.
    Rejected,
}

/// Where and when something was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Where.
    pub position: Position,
    /// When.
    pub at: Timestamp,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it is.
    pub matter: Matter,
    /// When it came.
    pub received: Moment,
    /// Since when it may be told: an admission, for a dispute.
    pub told_since: Position,
    /// The cluster it is about; of an application the one that was listed.
    pub cluster: Option<ClusterId>,
    /// The field it is about.
    pub path: Option<FieldPath>,
    /// The report.
    pub report: Option<ReportId>,
    /// The dispute, by its number in the cluster's stream.
    pub dispute: Option<StreamVersion>,
    /// What was decided.
    pub decision: Option<CaseDecision>,
    application: Option<ApplicationId>,
}

/// What was decided in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDecision {
    /// When.
    pub made: Moment,
    /// How.
    pub outcome: CaseOutcome,
    /// Why, in words that were meant for everybody.
    pub reason: Option<String>,
    /// The fields that a return names, each by its collection and key.
    pub fields: BTreeSet<(Option<Code>, Code)>,
    /// The requirements that a return says aren't met.
    pub unmet: BTreeSet<UnmetKind>,
}

/// A requirement that isn't met, without what would tell of the application: of an entry that is in the
/// registry already it isn't told which.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnmetKind {
    /// The key of its kind.
    pub key: &'static str,
    /// The minimum requirement it is about.
    pub marker: Option<Code>,
}

/// Every case, in the order in which they are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moderation {
    next: Position,
    cases: Vec<Case>,
    applications: BTreeMap<ApplicationId, usize>,
    reports: BTreeMap<ReportId, usize>,
    disputes: BTreeMap<(ClusterId, StreamVersion), usize>,
    sealed: BTreeMap<(ClusterId, StreamVersion), Moment>,
}

impl Matter {
    /// All of them, in the order of filters.
    pub const ALL: [Self; 3] = [Self::Application, Self::Report, Self::Dispute];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Report => "report",
            Self::Dispute => "dispute",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.key() == key)
    }
}

impl CaseOutcome {
    /// All of them, in the order of filters.
    pub const ALL: [Self; 9] = [
        Self::Waiting,
        Self::Listed,
        Self::Returned,
        Self::Withdrawn,
        Self::Corrected,
        Self::Declined,
        Self::PassedToCluster,
        Self::Upheld,
        Self::Rejected,
    ];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Listed => "listed",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Corrected => "corrected",
            Self::Declined => "declined",
            Self::PassedToCluster => "passed_to_cluster",
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }
}

impl From<ReportOutcome> for CaseOutcome {
    fn from(outcome: ReportOutcome) -> Self {
        match outcome {
            ReportOutcome::Corrected => Self::Corrected,
            ReportOutcome::Declined => Self::Declined,
            ReportOutcome::PassedToCluster => Self::PassedToCluster,
        }
    }
}

impl From<DisputeOutcome> for CaseOutcome {
    fn from(outcome: DisputeOutcome) -> Self {
        match outcome {
            DisputeOutcome::Upheld => Self::Upheld,
            DisputeOutcome::Rejected => Self::Rejected,
        }
    }
}

impl Case {
    /// What was decided by a position.
    pub fn decision_at(&self, at: Position) -> Option<&CaseDecision> {
        self.decision.as_ref().filter(|decision| decision.made.position <= at)
    }

    /// How it stood at a position.
    pub fn outcome_at(&self, at: Position) -> CaseOutcome {
        self.decision_at(at).map_or(CaseOutcome::Waiting, |decision| decision.outcome)
    }

    /// The cluster it is about, as far as that was known at a position.
    pub fn cluster_at(&self, at: Position) -> Option<ClusterId> {
        let known = self.matter != Matter::Application || self.decision_at(at).is_some();
        self.cluster.filter(|_| known)
    }
}

impl Moderation {
    /// The position of the entry it takes next.
    pub const fn next(&self) -> Position {
        self.next
    }

    /// The cases that may be told at a position.
    pub fn at(&self, at: Position) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(move |case| case.told_since <= at)
    }

    /// Takes the next entry of the log, opened where it can be; one that isn't the next is passed
    /// over.
    pub fn apply(&mut self, recorded: &Recorded) {
        if recorded.position != self.next {
            return;
        }
        self.next = self.next.next();
        let moment = Moment { position: recorded.position, at: recorded.recorded_at };
        match (recorded.stream.kind(), &recorded.content) {
            (StreamKind::Cluster(cluster), Content::Sealed(_)) => {
                self.sealed.insert((cluster, recorded.version), moment);
            }
            (StreamKind::Application(id), Content::Clear(clear)) => {
                if let Event::Application(event) = &clear.event {
                    self.take_application(id, moment, event);
                }
            }
            (StreamKind::Report(id), Content::Clear(clear)) => {
                if let Event::Report(event) = &clear.event {
                    self.take_report(id, moment, event);
                }
            }
            (StreamKind::Cluster(cluster), Content::Clear(clear)) => {
                if let Event::Dispute(event) = &clear.event {
                    self.take_dispute((cluster, event.dispute(recorded.version)), moment, event);
                }
            }
            (StreamKind::Registry, Content::Clear(clear)) => {
                if let Event::Registry(RegistryEvent::SubjectForgotten(forgotten)) = &clear.event {
                    self.forget(&forgotten.keys);
                }
            }
            _ => {}
        }
    }

    /// Of an application whose key was erased nothing is told any more, as after a start without it.
    fn forget(&mut self, keys: &[KeyId]) {
        let id = |key: &KeyId| key.0.strip_prefix("application/")?.parse().ok();
        let forgotten: BTreeSet<ApplicationId> = keys.iter().filter_map(id).collect();
        for case in &mut self.cases {
            if case.application.is_some_and(|application| forgotten.contains(&application)) {
                (case.told_since, case.decision) = (Position(u64::MAX), None);
            }
        }
    }

    fn open(&mut self, matter: Matter, received: Moment) -> &mut Case {
        self.cases.push(Case {
            matter,
            received,
            told_since: received.position,
            cluster: None,
            path: None,
            report: None,
            dispute: None,
            decision: None,
            application: None,
        });
        let last = self.cases.len() - 1;
        &mut self.cases[last]
    }

    fn take_application(&mut self, id: ApplicationId, moment: Moment, event: &ApplicationEvent) {
        let mut decision = CaseDecision::new(moment, CaseOutcome::Returned);
        match event {
            ApplicationEvent::ApplicationStarted(_) | ApplicationEvent::RightToSpeakStated(_) => {
                return;
            }
            ApplicationEvent::ApplicationSubmitted(_) => {
                self.applications.insert(id, self.cases.len());
                self.open(Matter::Application, moment).application = Some(id);
                return;
            }
            ApplicationEvent::ApplicationReturned(returned) => {
                let paths = returned.reasons.iter().filter_map(|reason| reason.path.as_ref());
                decision.fields = paths.map(kind_of).collect();
                let unmet = returned.reasons.iter().filter_map(|reason| reason.unmet.as_ref());
                decision.unmet = unmet.map(UnmetKind::of).collect();
            }
            ApplicationEvent::ApplicationListed(_) => decision.outcome = CaseOutcome::Listed,
            ApplicationEvent::ApplicationWithdrawn(_) => decision.outcome = CaseOutcome::Withdrawn,
        }
        let Some(case) = self.applications.get(&id).map(|index| &mut self.cases[*index]) else {
            return;
        };
        if let ApplicationEvent::ApplicationListed(listed) = event {
            case.cluster = Some(listed.cluster);
        }
        case.decision.get_or_insert(decision);
    }

    fn take_report(&mut self, id: ReportId, moment: Moment, event: &ReportEvent) {
        match event {
            ReportEvent::ReportFiled(filed) => {
                self.reports.insert(id, self.cases.len());
                let case = self.open(Matter::Report, moment);
                (case.report, case.cluster) = (Some(id), Some(filed.cluster));
                case.path = Some(filed.path.clone());
            }
            ReportEvent::ReportDecided(decided) => {
                let case = self.reports.get(&id).map(|index| &mut self.cases[*index]);
                let Some(case) = case else { return };
                let outcome = decided.outcome.into();
                case.decision.get_or_insert(said(moment, outcome, &decided.reason));
            }
        }
    }

    fn take_dispute(
        &mut self,
        number: (ClusterId, StreamVersion),
        moment: Moment,
        event: &DisputeEvent,
    ) {
        match event {
            DisputeEvent::DisputeAdmitted(admitted) => {
                let received = self.sealed.remove(&number).unwrap_or(moment);
                self.disputes.insert(number, self.cases.len());
                let case = self.open(Matter::Dispute, received);
                case.told_since = moment.position;
                (case.cluster, case.dispute) = (Some(number.0), Some(number.1));
                case.path = Some(admitted.claim.path.clone());
            }
            DisputeEvent::DisputeResolved(resolved) => {
                let case = self.disputes.get(&number).map(|index| &mut self.cases[*index]);
                let Some(case) = case else { return };
                let outcome = resolved.outcome.into();
                case.decision.get_or_insert(said(moment, outcome, &resolved.reason));
            }
            DisputeEvent::DisputeFiled(_)
            | DisputeEvent::DisputeRefused(_)
            | DisputeEvent::DisputeAnswered(_)
            | DisputeEvent::DisputeDeadlineMissed(_)
            | DisputeEvent::DisputeLifted(_) => {}
        }
    }
}

fn said(made: Moment, outcome: CaseOutcome, reason: &str) -> CaseDecision {
    CaseDecision { reason: Some(reason.into()), ..CaseDecision::new(made, outcome) }
}

impl CaseDecision {
    const fn new(made: Moment, outcome: CaseOutcome) -> Self {
        Self { made, outcome, reason: None, fields: BTreeSet::new(), unmet: BTreeSet::new() }
    }
}

impl UnmetKind {
    fn of(unmet: &UnmetRequirement) -> Self {
        Self { key: unmet.key(), marker: unmet.marker().cloned() }
    }
}

/// A field without the number of its item: which of an application's items is meant isn't told.
fn kind_of(path: &FieldPath) -> (Option<Code>, Code) {
    (path.item.as_ref().map(|item| item.collection.clone()), path.field.clone())
}
