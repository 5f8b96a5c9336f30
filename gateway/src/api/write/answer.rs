//! The answer to a write: a function of the commit's entries, so that a repeat gets the same one.

use std::cmp::Reverse;

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use registry_events::entry::Recorded;
use registry_events::event::{
    ApplicationEvent, ClusterEvent, DisputeEvent, EnquiryEvent, Event, ExpectedEvent,
    OrganisationEvent, ProfileEvent, ProposalEvent, PublicationEvent, RegionEvent, ReportEvent,
};
use registry_events::stream::{StreamId, StreamKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::transparency::proof;
use crate::execute::Done;
use crate::http::App;
use crate::http::body::Json;

/// What was recorded.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct Written {
    /// The position of the commit's last event; `?at_least=` of a read takes it.
    #[schema(example = 1234)]
    position: u64,
    /// The version, after the commit, of the cluster, else of the application, region, organisation
    /// or publication; `If-Match` takes it.
    #[schema(example = 17)]
    version: u64,
    /// When it was recorded.
    #[schema(format = DateTime, example = "2015-12-01T10:00:00Z")]
    recorded_at: String,
    /// Whether everything in this registry is invented.
    demonstration: bool,
    /// The application it is about.
    #[schema(required)]
    application: Option<String>,
    /// The cluster it is about.
    #[schema(required, example = "3z5k0a7c41")]
    cluster: Option<String>,
    /// The region it is about.
    #[schema(required)]
    region: Option<String>,
    /// The organisation it is about.
    #[schema(required)]
    organisation: Option<String>,
    /// Items that were opened, in the order of `open`.
    #[schema(example = json!(["participants/17"]))]
    opened: Vec<String>,
    /// Versions of the confirmations that were given.
    confirmations: Vec<u64>,
    /// The dispute it is about, by the version of its filing.
    #[schema(required)]
    dispute: Option<u64>,
    /// The branch it is about, by its number within the organisation.
    #[schema(required)]
    branch: Option<u32>,
    /// The publication it is about, by its number.
    #[schema(required)]
    publication: Option<u64>,
    /// The enquiry it is about.
    #[schema(required)]
    enquiry: Option<String>,
    /// The report of a mistake it is about.
    #[schema(required)]
    report: Option<String>,
    /// The proposal it is about.
    #[schema(required)]
    proposal: Option<String>,
    /// The cluster that is expected it is about.
    #[schema(required)]
    expected: Option<String>,
    /// Organisations that became known to the registry.
    registered: Vec<String>,
    /// The level after the commit, when the commit changed the outcome of a marker.
    #[schema(required)]
    level: Option<&'static str>,
    /// Where the proof of the first thing that was done is, ready within a second; null where the log
    /// isn't signed.
    #[schema(required, example = "/api/v1/proofs/1234")]
    proof_url: Option<String>,
    /// A receipt for each event of the commit, in its order; none where the log isn't signed.
    proofs: Vec<Receipt>,
    /// Where the proof of the level's change is, when the commit has one.
    #[schema(required)]
    level_proof_url: Option<String>,
    #[serde(skip)]
    location: Option<String>,
}

/// An event of the commit and where its proof is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReceiptOfEvent)]
struct Receipt {
    /// The event's stream.
    stream: String,
    /// Its version there, by which confirmations and disputes are named too.
    #[schema(example = 17)]
    version: u64,
    /// What happened; null where it is sealed.
    #[serde(rename = "type")]
    #[schema(required, example = "ClaimConfirmed")]
    event_type: Option<&'static str>,
    /// Where its proof is, ready within a second.
    #[schema(example = "/api/v1/proofs/1234")]
    proof_url: String,
}

/// The answer to a write that is done.
pub(super) fn of(app: &App, done: &Done) -> Response {
    let mut written = Written {
        position: done.receipt.last().0,
        recorded_at: done.receipt.recorded_at.to_string(),
        demonstration: app.is_demonstration(),
        ..Written::default()
    };
    written.name_streams(done);
    for entry in &done.entries {
        written.tell(entry);
    }
    if app.registry.provable().is_some() {
        written.tell_proofs(done);
    }
    written.respond(done.repeated)
}

impl Written {
    /// The ids of what the commit is about, and the version of the chief one.
    fn name_streams(&mut self, done: &Done) {
        let mut chief = 0;
        for (stream, version) in &done.receipt.streams {
            let rank = self.name_stream(stream);
            if rank > chief {
                (chief, self.version) = (rank, version.0);
            }
        }
    }

    /// Names a stream; answers with how much it is what the commit is about.
    fn name_stream(&mut self, stream: &StreamId) -> u8 {
        match stream.kind() {
            // Of two, the one that was asked about comes first.
            StreamKind::Cluster(id) => {
                self.cluster.get_or_insert_with(|| id.to_string());
            }
            StreamKind::Enquiries(id) => {
                self.cluster.get_or_insert_with(|| id.to_string());
            }
            StreamKind::Application(id) => self.application = Some(id.to_string()),
            StreamKind::Region(code) => self.region = Some(code.to_string()),
            StreamKind::Report(id) => self.report = Some(id.to_string()),
            StreamKind::Proposal(id) => self.proposal = Some(id.to_string()),
            StreamKind::Expected(id) => self.expected = Some(id.to_string()),
            StreamKind::Organisation(_)
            | StreamKind::Access
            | StreamKind::Account(_)
            | StreamKind::Identifier
            | StreamKind::Name
            | StreamKind::Registry
            | StreamKind::Unknown => {}
        }
        rank(stream)
    }

    /// Who acted is handed the proof of each thing done; without one nobody could show that a record
    /// was left out.
    fn tell_proofs(&mut self, done: &Done) {
        let acts = || done.entries.iter().filter(|entry| !follows(entry));
        let chief = acts().max_by_key(|entry| (rank(&entry.stream), Reverse(entry.position)));
        let position = chief.map_or_else(|| done.receipt.last(), |entry| entry.position);
        self.proof_url = Some(proof::address(position));
        self.proofs = done.entries.iter().map(Receipt::of).collect();
        let assessed = done.entries.iter().find(|entry| is_assessment(entry));
        self.level_proof_url = assessed.map(|entry| proof::address(entry.position));
    }

    fn tell(&mut self, entry: &Recorded) {
        match entry.event() {
            Some(Event::Profile(ProfileEvent::ItemOpened(opened))) => {
                self.opened.push(opened.item.to_string());
            }
            Some(Event::Cluster(event)) => self.tell_cluster(entry, event),
            Some(Event::Dispute(event)) => self.tell_dispute(entry, event),
            Some(Event::Application(ApplicationEvent::ApplicationStarted(_))) => {
                self.locate("applications", self.application.clone());
            }
            Some(Event::Organisation(event)) => self.tell_organisation(entry, event),
            Some(Event::Region(event)) => self.tell_region(event),
            Some(Event::Publication(event)) => self.tell_publication(entry, event),
            Some(Event::Enquiry(event)) => self.tell_enquiry(event),
            Some(Event::Report(ReportEvent::ReportFiled(_))) => {
                self.locate("reports", self.report.clone());
            }
            Some(Event::Expected(ExpectedEvent::ExpectedClusterNoted(_))) => {
                self.locate("expected", self.expected.clone());
            }
            Some(Event::Proposal(ProposalEvent::ProposalMade(_))) => {
                self.locate("proposals", self.proposal.clone());
            }
            _ => {}
        }
    }

    fn tell_cluster(&mut self, entry: &Recorded, event: &ClusterEvent) {
        match event {
            ClusterEvent::ClusterListed(_) => self.locate("clusters", self.cluster.clone()),
            ClusterEvent::ClaimConfirmed(_) => self.confirmations.push(entry.version.0),
            ClusterEvent::LevelAssessed(assessed) => self.level = Some(assessed.after.key()),
            ClusterEvent::ConfirmationWithdrawn(_)
            | ClusterEvent::MembershipDenied(_)
            | ClusterEvent::MembershipDenialWithdrawn(_)
            | ClusterEvent::ClaimLapsed(_)
            | ClusterEvent::RequirementOpened(_)
            | ClusterEvent::RequirementClosed(_)
            | ClusterEvent::ClusterDeactivated(_)
            | ClusterEvent::ClusterReactivated(_)
            | ClusterEvent::ClusterMerged(_)
            | ClusterEvent::ClusterAbsorbed(_)
            | ClusterEvent::AssessmentCorrected(_)
            | ClusterEvent::ClusterSuspended(_)
            | ClusterEvent::ClusterResumed(_)
            | ClusterEvent::ClusterWithdrawn(_)
            | ClusterEvent::ValueMasked(_)
            | ClusterEvent::MaskLifted(_) => {}
        }
    }

    fn tell_dispute(&mut self, entry: &Recorded, event: &DisputeEvent) {
        let dispute = event.dispute(entry.version).0;
        self.dispute = Some(dispute);
        if let (DisputeEvent::DisputeFiled(_), Some(cluster)) = (event, &self.cluster) {
            let disputes = format!("clusters/{cluster}/disputes");
            self.locate(&disputes, Some(dispute.to_string()));
        }
    }

    fn tell_organisation(&mut self, entry: &Recorded, event: &OrganisationEvent) {
        let StreamKind::Organisation(id) = entry.stream.kind() else { return };
        match event {
            OrganisationEvent::OrganisationRegistered(_) => self.registered.push(id.to_string()),
            OrganisationEvent::OrganisationRenamed(_)
            | OrganisationEvent::IdentifierRecorded(_)
            | OrganisationEvent::IdentifierRetired(_)
            | OrganisationEvent::BranchOpened(_)
            | OrganisationEvent::BranchClosed(_)
            | OrganisationEvent::OrganisationSizeStated(_)
            | OrganisationEvent::OrganisationDetailsStated(_)
            | OrganisationEvent::OrganisationSucceeded(_)
            | OrganisationEvent::MailboxDomainTied(_)
            | OrganisationEvent::MailboxDomainReleased(_) => {
                self.organisation.get_or_insert_with(|| id.to_string());
            }
            OrganisationEvent::PredecessorRecorded(_) => {}
        }
        match event {
            OrganisationEvent::BranchOpened(opened) => self.branch = Some(opened.branch),
            OrganisationEvent::BranchClosed(closed) => self.branch = Some(closed.branch),
            _ => {}
        }
    }

    fn tell_region(&mut self, event: &RegionEvent) {
        match event {
            RegionEvent::CkrOpened(opened) => {
                self.organisation = Some(opened.organisation.to_string());
                self.locate("regions", self.region.clone());
            }
            RegionEvent::CkrClosed(closed) => {
                self.organisation = Some(closed.organisation.to_string());
            }
        }
    }

    /// A publication's version is that of the last event about it: others stand in its stream too.
    fn tell_publication(&mut self, entry: &Recorded, event: &PublicationEvent) {
        let number = event.publication(entry.version).0;
        (self.publication, self.version) = (Some(number), entry.version.0);
        if let PublicationEvent::PublicationRecorded(_) = event {
            self.locate("publications", Some(number.to_string()));
        }
    }

    fn tell_enquiry(&mut self, event: &EnquiryEvent) {
        let enquiry = match event {
            EnquiryEvent::EnquiryReceived(event) => event.enquiry,
            EnquiryEvent::EnquiryAnswered(event) => event.enquiry,
        };
        self.enquiry = Some(enquiry.to_string());
    }

    fn locate(&mut self, resource: &str, id: Option<String>) {
        self.location = id.map(|id| format!("/api/v1/{resource}/{id}"));
    }

    /// 201 with its place for what opens something, else 200.
    fn respond(self, repeated: bool) -> Response {
        let location = self.location.as_deref().and_then(|at| HeaderValue::from_str(at).ok());
        let status = if location.is_some() { StatusCode::CREATED } else { StatusCode::OK };
        let mut response = (status, Json(self)).into_response();
        if let Some(location) = location {
            response.headers_mut().insert(LOCATION, location);
        }
        if repeated {
            let replay = HeaderValue::from_static("true");
            response.headers_mut().insert("idempotent-replay", replay);
        }
        response
    }
}

impl Receipt {
    fn of(entry: &Recorded) -> Self {
        Self {
            stream: entry.stream.to_string(),
            version: entry.version.0,
            event_type: entry.event().map(|event| event.type_and_schema().0),
            proof_url: proof::address(entry.position),
        }
    }
}

/// How much a stream is what a commit is about.
fn rank(stream: &StreamId) -> u8 {
    match stream.kind() {
        StreamKind::Cluster(_) => 4,
        StreamKind::Application(_) => 3,
        StreamKind::Region(_)
        | StreamKind::Report(_)
        | StreamKind::Proposal(_)
        | StreamKind::Expected(_) => 2,
        StreamKind::Organisation(_) => 1,
        _ => 0,
    }
}

const fn is_assessment(entry: &Recorded) -> bool {
    matches!(entry.event(), Some(Event::Cluster(ClusterEvent::LevelAssessed(_))))
}

/// Whether an event follows from what was done, and is nothing that anybody did.
const fn follows(entry: &Recorded) -> bool {
    let requirement = matches!(
        entry.event(),
        Some(Event::Cluster(
            ClusterEvent::RequirementOpened(_) | ClusterEvent::RequirementClosed(_)
        ))
    );
    requirement || is_assessment(entry)
}
