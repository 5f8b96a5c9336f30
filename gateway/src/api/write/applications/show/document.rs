//! The document of an application.

use std::collections::BTreeMap;

use registry_core::assessment::assess;
use registry_core::facts::Facts;
use registry_core::profile::{CurrentClaim, Profile};
use registry_core::state::{ApplicationStanding, ApplicationState, Loaded, StreamState};
use registry_events::claim::{ClaimKind, Evidence, Source, SourceType};
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, Event, ReturnReason, UnmetRequirement};
use registry_events::ids::ApplicationId;
use registry_events::path::ItemPath;
use registry_events::value::Language;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::api::write::documents::DocumentBody;
use crate::http::json_value;

/// An application.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api::write) struct ApplicationDocument {
    /// Its id.
    id: String,
    /// `draft`, `submitted`, `returned`, `listed` or `withdrawn`.
    #[schema(example = "draft")]
    standing: &'static str,
    /// The version of its stream that is shown; `If-Match` takes it.
    version: u64,
    /// Whether everything in this registry is invented.
    demonstration: bool,
    /// How the applicant explains the right to speak for the cluster.
    right_to_speak: String,
    /// The letter or power of attorney that shows it, where one was brought.
    #[schema(required)]
    letter: Option<DocumentBody>,
    /// The account that started it.
    #[schema(required)]
    applicant: Option<String>,
    /// When it was started.
    #[schema(required, format = DateTime)]
    started_at: Option<String>,
    /// When it was last submitted.
    #[schema(required, format = DateTime)]
    submitted_at: Option<String>,
    /// When and why it was last returned.
    #[schema(required)]
    returned: Option<Returned>,
    /// The cluster that was listed from it.
    #[schema(required)]
    cluster: Option<String>,
    /// What is stated of the cluster itself.
    claims: Vec<ClaimDocument>,
    /// Its items, open and closed, with what is stated of each.
    items: Vec<ItemDocument>,
    /// Minimum requirements that are still open.
    missing: Vec<Missing>,
}

/// A return.
#[derive(Debug, Serialize, ToSchema)]
struct Returned {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Why.
    reasons: Vec<ReturnedFor>,
}

/// A reason of a return.
#[derive(Debug, Serialize, ToSchema)]
struct ReturnedFor {
    /// The field it is about.
    #[schema(required)]
    path: Option<String>,
    /// What is to be done.
    reason: String,
    /// Which requirement isn't met: `minimum`, `not_borne_out`, `right_to_speak` or
    /// `already_listed`; none in returns from before they named one.
    #[schema(required)]
    unmet: Option<&'static str>,
    /// The minimum requirement it is about.
    #[schema(required)]
    marker: Option<String>,
    /// The cluster that the application is a second entry of.
    #[schema(required)]
    cluster: Option<String>,
}

impl ReturnedFor {
    fn of(reason: &ReturnReason) -> Self {
        let unmet = reason.unmet.as_ref();
        let marker = unmet.and_then(UnmetRequirement::marker);
        let cluster = unmet.and_then(UnmetRequirement::cluster);
        Self {
            path: reason.path.as_ref().map(ToString::to_string),
            reason: reason.reason.clone(),
            unmet: unmet.map(UnmetRequirement::key),
            marker: marker.map(ToString::to_string),
            cluster: cluster.map(|cluster| cluster.to_string()),
        }
    }
}

/// A piece of evidence, in the shape in which it is written.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum EvidenceDocument {
    /// A public address.
    Link(String),
    /// A document that was uploaded.
    Document(DocumentBody),
}

/// A statement as it stands.
#[derive(Debug, Serialize, ToSchema)]
struct ClaimDocument {
    /// The field.
    path: String,
    /// The version that names the statement.
    version: u64,
    /// The value, in the shape in which it is written.
    #[schema(required)]
    value: Json,
    /// Why there is no value.
    #[schema(required, value_type = Option<String>)]
    absence: Json,
    /// `change` or `correction`.
    kind: &'static str,
    /// The day it describes.
    #[schema(required, format = Date)]
    described_on: Option<String>,
    /// Where it comes from.
    source: SourceDocument,
    /// What shows it.
    evidence: Vec<EvidenceDocument>,
    /// Until when it holds.
    #[schema(required, format = Date)]
    holds_until: Option<String>,
}

/// Where a statement comes from.
#[derive(Debug, Serialize, ToSchema)]
struct SourceDocument {
    /// `self`, `document`, `register` or `press`.
    #[serde(rename = "type")]
    source_type: &'static str,
    /// Where it can be seen.
    #[schema(required)]
    url: Option<String>,
    /// When it was looked up.
    #[schema(required, format = Date)]
    retrieved_on: Option<String>,
}

/// An item.
#[derive(Debug, Serialize, ToSchema)]
struct ItemDocument {
    /// The item.
    #[schema(example = "participants/17")]
    path: String,
    /// Whether it is open.
    open: bool,
    /// What is stated of it.
    claims: Vec<ClaimDocument>,
}

/// An open requirement.
#[derive(Debug, Serialize, ToSchema)]
struct Missing {
    /// The marker of the rulebook.
    marker: String,
    /// What it asks.
    label: String,
    /// What to add.
    add: String,
}

impl ApplicationDocument {
    /// The document of a stream that is an application.
    pub(super) fn of(
        id: ApplicationId,
        loaded: &Loaded,
        registry: &Loaded,
        entries: &[Recorded],
        language: Language,
    ) -> Option<Self> {
        let StreamState::Application(state) = loaded.state.as_ref() else { return None };
        let mut document = Self {
            id: id.to_string(),
            standing: standing(state.standing)?,
            version: loaded.version.0,
            demonstration: is_demonstration(registry),
            right_to_speak: String::new(),
            letter: state.letter.as_ref().map(DocumentBody::from),
            applicant: state.applicant.as_ref().map(|actor| actor.account.to_string()),
            started_at: None,
            submitted_at: None,
            returned: None,
            cluster: state.cluster.map(|cluster| cluster.to_string()),
            claims: claims_of_cluster(&state.profile),
            items: items(&state.profile),
            missing: missing(state, registry, language),
        };
        for entry in entries {
            document.tell(entry);
        }
        Some(document)
    }

    /// What only the entries tell: words and times.
    fn tell(&mut self, entry: &Recorded) {
        let Some(Event::Application(event)) = entry.event() else { return };
        let at = entry.recorded_at.to_string();
        match event {
            ApplicationEvent::ApplicationStarted(started) => {
                self.right_to_speak.clone_from(&started.right_to_speak);
                self.started_at = Some(at);
            }
            ApplicationEvent::ApplicationSubmitted(_) => self.submitted_at = Some(at),
            ApplicationEvent::ApplicationReturned(returned) => {
                let reasons = returned.reasons.iter().map(ReturnedFor::of);
                self.returned = Some(Returned { at, reasons: reasons.collect() });
            }
            ApplicationEvent::RightToSpeakStated(stated) => {
                self.right_to_speak.clone_from(&stated.right_to_speak);
            }
            ApplicationEvent::ApplicationListed(_) | ApplicationEvent::ApplicationWithdrawn(_) => {}
        }
    }
}

const fn standing(standing: ApplicationStanding) -> Option<&'static str> {
    match standing {
        ApplicationStanding::NotStarted => None,
        ApplicationStanding::Draft => Some("draft"),
        ApplicationStanding::Submitted => Some("submitted"),
        ApplicationStanding::Returned => Some("returned"),
        ApplicationStanding::Listed => Some("listed"),
        ApplicationStanding::Withdrawn => Some("withdrawn"),
    }
}

fn is_demonstration(registry: &Loaded) -> bool {
    matches!(registry.state.as_ref(), StreamState::Registry(registry)
        if registry.opened().is_some_and(|opened| opened.demonstration))
}

fn claims_of_cluster(profile: &Profile) -> Vec<ClaimDocument> {
    let own = profile.claims().filter(|current| current.claim.path.item.is_none());
    own.map(ClaimDocument::of).collect()
}

fn items(profile: &Profile) -> Vec<ItemDocument> {
    let mut items: BTreeMap<&ItemPath, Vec<ClaimDocument>> = BTreeMap::new();
    for current in profile.claims() {
        if let Some(item) = &current.claim.path.item {
            items.entry(item).or_default().push(ClaimDocument::of(current));
        }
    }
    let document = |(path, claims): (&ItemPath, _)| ItemDocument {
        path: path.to_string(),
        open: profile.is_open(path),
        claims,
    };
    items.into_iter().map(document).collect()
}

fn missing(state: &ApplicationState, registry: &Loaded, language: Language) -> Vec<Missing> {
    let StreamState::Registry(registry) = registry.state.as_ref() else { return Vec::new() };
    let Some(rulebook) = registry.rulebook() else { return Vec::new() };
    let open = assess(rulebook, &Facts::of(&state.profile)).open;
    let markers = rulebook.markers.iter().filter(|marker| open.contains(&marker.id));
    let missing = markers.map(|marker| Missing {
        marker: marker.id.to_string(),
        label: marker.label.in_language_or_other(language).into(),
        add: marker.add.in_language_or_other(language).into(),
    });
    missing.collect()
}

impl ClaimDocument {
    fn of(current: &CurrentClaim) -> Self {
        let claim = &current.claim;
        Self {
            path: claim.path.to_string(),
            version: current.version.0,
            value: json_value::value(&claim.stated),
            absence: json_value::absence(&claim.stated),
            kind: match claim.kind {
                ClaimKind::Change => "change",
                ClaimKind::Correction => "correction",
            },
            described_on: claim.described_on.map(|day| day.to_string()),
            source: SourceDocument::of(&claim.source),
            evidence: claim.evidence.iter().map(EvidenceDocument::of).collect(),
            holds_until: claim.holds_until.map(|day| day.to_string()),
        }
    }
}

impl EvidenceDocument {
    fn of(evidence: &Evidence) -> Self {
        match evidence {
            Evidence::Link(url) => Self::Link(url.to_string()),
            Evidence::Document(document) => Self::Document(document.into()),
        }
    }
}

impl SourceDocument {
    fn of(source: &Source) -> Self {
        Self {
            source_type: match source.source_type {
                SourceType::Own => "self",
                SourceType::Document => "document",
                SourceType::Register => "register",
                SourceType::Press => "press",
            },
            url: source.url.as_ref().map(ToString::to_string),
            retrieved_on: source.retrieved_on.map(|day| day.to_string()),
        }
    }
}
