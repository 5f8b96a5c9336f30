//! A dispute step by step. Before its admission, and once it was refused, it is for officers and who
//! filed it; what was filed stays theirs alone, what came after an admission is for everybody.

use axum::extract::State;
use axum::http::Uri;
use registry_core::access::{Caller, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::entry::Recorded;
use registry_events::event::{DisputeEvent, Event};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::stream::StreamId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::read::parameters::Parameters;
use crate::api::write::subject::{DisputeOf, Named, is_held_to, load};
use crate::http::problem::Explained;
use crate::http::{App, Problem, body, note_look};
use crate::people::whereabouts::Whereabouts;
use crate::read::parts::EvidenceShown;

/// A dispute.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api::write) struct DisputeDocument {
    /// Whether everything in this registry is invented.
    demonstration: bool,
    /// The cluster.
    #[schema(example = "3z5k0a7c41")]
    cluster: String,
    /// The version of its filing, by which it is named.
    dispute: u64,
    /// The claim that is contested.
    #[schema(required)]
    claim: Option<ContestedClaim>,
    /// `filed`, `refused`, `admitted`, `answered`, `unanswered`, `upheld`, `rejected`; `lifted` when
    /// what was upheld is confirmed to have become true.
    standing: &'static str,
    /// Until when the next step is due.
    #[schema(required, format = Date)]
    due: Option<String>,
    /// What was done, the oldest first; the filing and a refusal for officers and who filed it.
    steps: Vec<DisputeStepShown>,
}

/// A claim by its path and version.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct ContestedClaim {
    /// The field.
    #[schema(example = "employees_total")]
    path: String,
    /// The version that names the claim.
    version: u64,
}

/// A step of a dispute.
#[derive(Debug, Serialize, ToSchema)]
struct DisputeStepShown {
    /// `filed`, `refused`, `admitted`, `answered`, `deadline_missed` or `resolved`.
    step: &'static str,
    /// The position of its event.
    position: u64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    at: String,
    /// What was said.
    #[schema(required)]
    text: Option<String>,
    /// What shows it: links and documents.
    evidence: Vec<EvidenceShown>,
}

/// Show a dispute
///
/// Before its admission only to officers and to who filed it.
#[utoipa::path(get, path = "/api/v1/clusters/{cluster}/disputes/{version}", tag = "clusters",
    params(("cluster" = String, Path), ("version" = u64, Path, description = "Of the filing")),
    responses(
        (status = 200, body = DisputeDocument),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn show(
    State(app): State<App>,
    caller: Option<Caller>,
    uri: Uri,
    dispute: Named<DisputeOf>,
    from: Whereabouts,
) -> Result<body::Json<DisputeDocument>, Problem> {
    let dispute = dispute.named()?;
    let entries = entries(&app, dispute).await?;
    let insider = is_insider(&app, caller, &entries).await?;
    let document = DisputeDocument::of(&app, dispute, &entries, insider);
    let document = document.ok_or(Rejection::NotFound("dispute"))?;
    Parameters::of_write(&uri).finish()?;
    let officer = caller.filter(|caller| insider && caller.role == Role::Officer);
    if let Some(officer) = officer {
        let DisputeOf(cluster, version) = dispute;
        note_look(&app, officer, &format!("dispute {cluster} {version}"), &from).await?;
    }
    Ok(body::Json(document))
}

/// The steps of a dispute that a caller may see, the filing first, for pages; an officer's look is
/// noted.
///
/// # Errors
/// 404 for who may not, and a fault when it can't be read or the look can't be noted.
pub(crate) async fn seen(
    app: &App,
    caller: Caller,
    (cluster, version): (ClusterId, StreamVersion),
    from: &Whereabouts,
) -> Result<Vec<Recorded>, Problem> {
    let mut steps = entries(app, DisputeOf(cluster, version)).await?;
    let insider = is_insider(app, Some(caller), &steps).await?;
    let is_public = steps
        .iter()
        .any(|step| matches!(step.event(), Some(Event::Dispute(DisputeEvent::DisputeAdmitted(_)))));
    if steps.is_empty() || !(insider || is_public) {
        return Err(Rejection::NotFound("dispute").into());
    }
    if !insider {
        steps.retain(
            |step| matches!(step.event(), Some(Event::Dispute(event)) if !event.is_sealed()),
        );
    } else if caller.role == Role::Officer {
        note_look(app, caller, &format!("dispute {cluster} {version}"), from).await?;
    }
    Ok(steps)
}

/// The entries of the dispute that one of its steps belongs to, opened; none where there is no such step.
/// Whether somebody may see them is asked by who shows them.
///
/// # Errors
/// A fault when it can't be read.
pub(crate) async fn of_step(
    app: &App,
    cluster: ClusterId,
    step: StreamVersion,
) -> Result<Vec<Recorded>, Problem> {
    let stream = StreamId::cluster(cluster);
    let before = StreamVersion(step.0.saturating_sub(1));
    let read = app.registry.log().read_stream(&stream, before, 1).await;
    let read = read.map_err(|error| Problem::fault(&error))?;
    let Some(entry) = read.first() else { return Ok(Vec::new()) };
    let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
    let opened = app.registry.keys().open(recorded).await;
    let dispute = match opened.event() {
        Some(Event::Dispute(event)) => event.dispute(step),
        _ => step,
    };
    entries(app, DisputeOf(cluster, dispute)).await
}

/// Who filed it, and an officer of the registry.
async fn is_insider(
    app: &App,
    caller: Option<Caller>,
    entries: &[Recorded],
) -> Result<bool, Problem> {
    let Some(caller) = caller else { return Ok(false) };
    let filer = entries.first().and_then(Recorded::actor);
    if filer.is_some_and(|filer| filer.account == caller.account) {
        return is_held_to(app, caller, |_| true).await;
    }
    if caller.role != Role::Officer {
        return Ok(false);
    }
    let access = load(app, &StreamId::access()).await?;
    Ok(matches!(access.state.as_ref(),
        StreamState::Access(access) if access.actor(caller, "registry", whole_registry).is_ok()))
}

/// The dispute's entries in its cluster's stream, opened, the filing first; none when there is no
/// such dispute.
async fn entries(
    app: &App,
    DisputeOf(cluster, dispute): DisputeOf,
) -> Result<Vec<Recorded>, Problem> {
    let stream = StreamId::cluster(cluster);
    let loaded = load(app, &stream).await?;
    let StreamState::Cluster(state) = loaded.state.as_ref() else { return Ok(Vec::new()) };
    if !state.disputes.contains_key(&dispute) && !state.closed_disputes.contains_key(&dispute) {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    let mut after = StreamVersion(dispute.0.saturating_sub(1));
    loop {
        let read = app.registry.log().read_stream(&stream, after, READ_ENTRIES_MAX).await;
        let read = read.map_err(|error| Problem::fault(&error))?;
        if read.is_empty() {
            return Ok(entries);
        }
        for entry in read {
            let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
            let recorded = app.registry.keys().open(recorded).await;
            after = recorded.version;
            if is_of(&recorded, dispute) {
                entries.push(recorded);
            }
        }
    }
}

/// Whether an entry is a step of this dispute; the filing is one even where its key was erased.
fn is_of(entry: &Recorded, dispute: StreamVersion) -> bool {
    match entry.event() {
        Some(Event::Dispute(step)) => step.dispute(entry.version) == dispute,
        _ => entry.version == dispute,
    }
}

impl DisputeDocument {
    /// The dispute as an insider or everybody sees it; none when it isn't theirs to see.
    fn of(
        app: &App,
        DisputeOf(cluster, dispute): DisputeOf,
        entries: &[Recorded],
        insider: bool,
    ) -> Option<Self> {
        let mut document = Self {
            demonstration: app.is_demonstration(),
            cluster: cluster.to_string(),
            dispute: dispute.0,
            claim: None,
            standing: "filed",
            due: None,
            steps: Vec::new(),
        };
        let mut is_public = false;
        for entry in entries {
            let Some(Event::Dispute(event)) = entry.event() else { continue };
            document.follow(event);
            is_public |= matches!(event, DisputeEvent::DisputeAdmitted(_));
            if insider || !event.is_sealed() {
                document.steps.push(step(entry, event));
            }
        }
        ((insider && !entries.is_empty()) || is_public).then_some(document)
    }

    /// Where the dispute stands after a step.
    fn follow(&mut self, event: &DisputeEvent) {
        let due = match event {
            DisputeEvent::DisputeFiled(filed) => {
                self.claim = Some(contested(&filed.claim));
                Some(filed.decide_until.to_string())
            }
            DisputeEvent::DisputeAdmitted(admitted) => {
                self.claim = Some(contested(&admitted.claim));
                Some(admitted.answer_until.to_string())
            }
            _ => None,
        };
        (self.standing, self.due) = (standing(self.standing, event), due);
    }
}

fn contested(claim: &ClaimRef) -> ContestedClaim {
    ContestedClaim { path: claim.path.to_string(), version: claim.version.0 }
}

/// Where a dispute stands after a step; a missed admission leaves it waiting for an officer.
fn standing(before: &'static str, event: &DisputeEvent) -> &'static str {
    match event {
        DisputeEvent::DisputeFiled(_) => "filed",
        DisputeEvent::DisputeRefused(_) => "refused",
        DisputeEvent::DisputeAdmitted(_) => "admitted",
        DisputeEvent::DisputeAnswered(_) => "answered",
        DisputeEvent::DisputeDeadlineMissed(_) if before == "admitted" => "unanswered",
        DisputeEvent::DisputeDeadlineMissed(_) => before,
        DisputeEvent::DisputeResolved(resolved) => resolved.outcome.key(),
        DisputeEvent::DisputeLifted(_) => "lifted",
    }
}

fn step(entry: &Recorded, event: &DisputeEvent) -> DisputeStepShown {
    let (step, text, evidence): (_, _, &[Evidence]) = match event {
        DisputeEvent::DisputeFiled(it) => ("filed", Some(&it.grounds), &it.evidence),
        DisputeEvent::DisputeRefused(it) => ("refused", Some(&it.reason), &[]),
        DisputeEvent::DisputeAdmitted(it) => ("admitted", Some(&it.text), &it.evidence),
        DisputeEvent::DisputeAnswered(it) => ("answered", Some(&it.text), &it.evidence),
        DisputeEvent::DisputeDeadlineMissed(_) => ("deadline_missed", None, &[]),
        DisputeEvent::DisputeResolved(it) => ("resolved", Some(&it.reason), &it.evidence),
        DisputeEvent::DisputeLifted(_) => ("lifted", None, &[]),
    };
    DisputeStepShown {
        step,
        position: entry.position.0,
        at: entry.recorded_at.to_string(),
        text: text.cloned(),
        evidence: EvidenceShown::all(evidence),
    }
}
