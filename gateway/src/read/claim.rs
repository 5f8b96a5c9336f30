//! A claim with its whole envelope: value or absence, when, by whom, on what, confirmed by whom.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::access::Party;
use registry_events::actor::Actor;
use registry_events::catalogue::Visibility;
use registry_events::claim::{Source, Stated};
use registry_events::path::FieldPath;
use registry_events::value::WebUrl;
use registry_projections::card::{Confirmation, CurrentClaim};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::hidden::HiddenShown;
use super::lens::{Lens, Seen};
use super::parts::{ActorShown, EvidenceShown};
use super::reader::CardReader;
use super::right::RightShown;
use super::value::{self, ValueShown};

/// A claim in force.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClaimShown<'v> {
    /// Which field; with the version it names the claim.
    #[schema(value_type = String)]
    pub path: &'v FieldPath,
    /// The value as natural JSON; null when there is none.
    #[schema(value_type = Option<Json>)]
    pub value: Option<ValueShown<'v>>,
    /// Why there is no value: `not_provided`, `not_applicable`, `withheld` or `zero`.
    pub absence: Option<&'static str>,
    /// What the claim states: `value`, `sealed` where only some may see it, or `absence`; a value
    /// that this reader may not see reads as withheld and still states one.
    pub states: &'static str,
    /// Since when nobody can read it, and by which law; null where it can be read.
    pub hidden: Option<HiddenShown>,
    /// The day the fact describes.
    #[schema(value_type = Option<String>, format = Date)]
    pub described_on: Option<Date>,
    /// `change` or `correction`.
    pub kind: &'static str,
    /// When the registry learned it.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// The event's place in the log.
    pub position: u64,
    /// The event's number in the cluster's stream.
    pub version: u64,
    /// Who stated it.
    pub actor: ActorShown,
    /// Where the claimant has it from.
    pub source: SourceShown<'v>,
    /// What shows it; nothing where the field isn't public.
    pub evidence: Vec<EvidenceShown>,
    /// `self_declared`, `documented`, `partially_corroborated` or `fully_corroborated`.
    pub corroboration: &'static str,
    /// The confirmations that stand, oldest first; none are told where the field isn't public.
    pub confirmations: Vec<ConfirmationShown>,
    /// The last day on which a second party saw what it confirms: the one that it states, else the
    /// day on which it confirmed; null when no confirmation stands, also because it lapsed or was taken
    /// back.
    #[schema(value_type = Option<String>, format = Date)]
    pub checked_on: Option<Date>,
    /// Until when confirmations of the value before still count; null when none is awaited.
    #[schema(value_type = Option<String>, format = Date)]
    pub awaits_until: Option<Date>,
    /// Those confirmations, oldest first.
    pub kept_confirmations: Vec<ConfirmationShown>,
    /// Whether a decision or a missed answer says that it doesn't stand.
    pub disputed: bool,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub disputed_since: Option<Timestamp>,
    /// Whether it grew too old to count.
    pub lapsed: bool,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub lapsed_since: Option<Timestamp>,
    /// Until when the claim holds before it lapses.
    #[schema(value_type = Option<String>, format = Date)]
    pub holds_until: Option<Date>,
    /// Who may see the field today.
    pub visibility: &'static str,
    /// The version of the claim it replaced.
    pub replaces: Option<u64>,
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceShown<'v> {
    /// `self`, `document`, `register` or `press`.
    #[serde(rename = "type")]
    pub source_type: &'static str,
    /// Where it can be seen; null also where the field isn't public.
    #[schema(value_type = Option<String>)]
    pub url: Option<&'v WebUrl>,
    /// When it was looked up.
    #[schema(value_type = Option<String>, format = Date)]
    pub retrieved_on: Option<Date>,
}

/// A second party's confirmation of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConfirmationShown {
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Its place in the log.
    pub position: u64,
    /// Its number in the cluster's stream, by which it can be taken back.
    pub version: u64,
    /// Who confirmed, for which organisation, by what right.
    pub actor: ActorShown,
    /// When and by whom that right was given; null where it isn't known.
    pub right: Option<RightShown>,
    /// The party it spoke for: an organisation's id, `registry`, or `cluster` for another cluster.
    pub party: String,
    /// How the confirmer stands to the cluster.
    pub relation: &'static str,
    /// What the confirmer saw.
    pub evidence: Vec<EvidenceShown>,
    /// A remark.
    pub note: Option<String>,
    /// The day on which the confirmer saw what it confirms, where it says one.
    #[schema(value_type = Option<String>, format = Date)]
    pub seen_on: Option<Date>,
    /// Until when it holds before it lapses; null where it doesn't age.
    #[schema(value_type = Option<String>, format = Date)]
    pub holds_until: Option<Date>,
}

impl<'v> ClaimShown<'v> {
    /// A claim as a reader sees it, on a field that some may see.
    pub fn of(
        current: &'v CurrentClaim,
        visibility: Visibility,
        reader: &'v CardReader,
        lens: &Lens<'_>,
    ) -> Self {
        let claim = &current.claim;
        let (value, absence) = value_or_absence(reader.seen(current, visibility), lens);
        // What shows a value and who confirmed it tell of the value.
        let seen = reader.may_see(visibility);
        let evidence = if seen { claim.evidence.as_slice() } else { &[] };
        let standing = if seen { current.support.confirmations.as_slice() } else { &[] };
        let kept = if seen { current.support.kept() } else { &[] };
        Self {
            path: &claim.path,
            value,
            absence,
            states: states_key(&claim.stated),
            hidden: HiddenShown::of(&claim.stated, lens),
            described_on: claim.described_on,
            kind: value::kind_key(claim.kind),
            recorded_at: current.place.recorded_at,
            position: current.place.position.0,
            version: current.place.version.0,
            actor: ActorShown::of(&current.place.actor, lens),
            source: SourceShown::of(&claim.source, seen),
            evidence: EvidenceShown::all(evidence),
            corroboration: current.corroboration().key(),
            confirmations: confirmations(standing, lens),
            checked_on: checked_on(current, |at| lens.day(at)).filter(|_| seen),
            awaits_until: awaits_until(current),
            kept_confirmations: confirmations(kept, lens),
            disputed: current.disputed.is_some(),
            disputed_since: current.disputed.as_ref().map(|since| since.recorded_at),
            lapsed: current.lapsed.is_some(),
            lapsed_since: current.lapsed.as_ref().map(|since| since.recorded_at),
            holds_until: claim.holds_until,
            visibility: value::visibility_key(visibility),
            replaces: claim.replaces.map(|version| version.0),
        }
    }
}

const fn states_key(stated: &Stated) -> &'static str {
    match stated {
        Stated::Value(_) => "value",
        Stated::Sealed(_) => "sealed",
        Stated::Absent(_) => "absence",
    }
}

fn party(actor: &Actor) -> String {
    match Party::of(actor) {
        Party::Organisation(id) => id.to_string(),
        Party::Registry => "registry".into(),
        Party::Cluster => "cluster".into(),
    }
}

/// The last day on which a second party saw what it confirms.
pub fn checked_on(current: &CurrentClaim, day: impl Fn(Timestamp) -> Date) -> Option<Date> {
    let seen = |given: &Confirmation| given.seen_on.unwrap_or_else(|| day(given.place.recorded_at));
    current.support.confirmations.iter().map(seen).max()
}

/// Until when confirmations of the value before still count, while they support the claim better than
/// its own do.
pub fn awaits_until(current: &CurrentClaim) -> Option<Date> {
    current.support.awaits_until(!current.claim.evidence.is_empty())
}

/// What everybody sees of a claim, as two members of which one is null.
pub fn value_or_absence<'v>(
    seen: Seen<'v>,
    lens: &Lens<'_>,
) -> (Option<ValueShown<'v>>, Option<&'static str>) {
    match seen {
        Seen::Value(value) => (Some(ValueShown::of(value, lens)), None),
        Seen::Absent(absence) => (None, Some(absence.key())),
    }
}

/// Confirmations with the names of the lens.
pub fn confirmations(all: &[Confirmation], lens: &Lens<'_>) -> Vec<ConfirmationShown> {
    all.iter().map(|confirmation| ConfirmationShown::of(confirmation, lens)).collect()
}

impl ConfirmationShown {
    fn of(confirmation: &Confirmation, lens: &Lens<'_>) -> Self {
        let place = &confirmation.place;
        Self {
            at: place.recorded_at,
            position: place.position.0,
            version: place.version.0,
            actor: ActorShown::of(&place.actor, lens),
            right: RightShown::of(&place.actor, place.position, lens.views),
            party: party(&place.actor),
            relation: confirmation.relation.key(),
            evidence: EvidenceShown::all(&confirmation.evidence),
            note: confirmation.note.clone(),
            seen_on: confirmation.seen_on,
            holds_until: confirmation.holds_until,
        }
    }
}

impl<'v> SourceShown<'v> {
    fn of(source: &'v Source, seen: bool) -> Self {
        Self {
            source_type: value::source_key(source.source_type),
            url: source.url.as_ref().filter(|_| seen),
            retrieved_on: source.retrieved_on,
        }
    }
}
