//! The event sum: every fact the log can hold, in families by what it is about.
//!
//! A type's name and schema number stand in each entry. A shape that was once written is never
//! changed: a new one gets the next schema number, and the old one moves to [`crate::history`]
//! with its lift. `CONTRIBUTING.md` has the checklist.

mod access;
mod account;
mod application;
mod cluster;
mod dispute;
mod enquiry;
mod expected;
mod holding;
mod organisation;
mod profile;
mod proposal;
mod publication;
mod region;
mod registry;
mod report;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use access::{AccessEvent, AccountOpened, RoleGranted, RoleRevoked, Scope};
pub use account::{AccountEvent, DisputeSettled, DisputeTaken};
pub use application::{
    ApplicationEvent, ApplicationListed, ApplicationReturned, ApplicationStarted,
    ApplicationSubmitted, ApplicationWithdrawn, ReturnReason, RightToSpeakStated, UnmetRequirement,
};
pub use cluster::{
    AssessmentCorrected, ClaimConfirmed, ClaimLapsed, ClusterAbsorbed, ClusterDeactivated,
    ClusterEvent, ClusterListed, ClusterMerged, ClusterReactivated, ClusterResumed,
    ClusterSuspended, ClusterWithdrawn, ConfirmationWithdrawn, LapseCause, LevelAssessed,
    MaskLifted, MembershipDenialWithdrawn, MembershipDenied, RequirementClosed, RequirementOpened,
    ValueMasked,
};
pub use dispute::{
    DisputeAdmitted, DisputeAnswered, DisputeDeadlineMissed, DisputeEvent, DisputeFiled,
    DisputeLifted, DisputeOutcome, DisputeRefused, DisputeResolved, DisputeStep,
};
pub use enquiry::{EnquiryAnswered, EnquiryEvent, EnquiryKind, EnquiryReceived};
pub use expected::{
    ExpectedClusterApplied, ExpectedClusterInvited, ExpectedClusterNoted,
    ExpectedClusterRegistered, ExpectedClusterRemoved, ExpectedEvent,
};
pub use holding::{HoldingEvent, IdentifierReleased, IdentifierTaken, NameHeld, NameReleased};
pub use organisation::{
    BranchClosed, BranchOpened, IdentifierRecorded, IdentifierRetired, MailboxDomainReleased,
    MailboxDomainTied, OrganisationDetailsStated, OrganisationEvent, OrganisationRegistered,
    OrganisationRenamed, OrganisationSizeStated, OrganisationSucceeded, PredecessorRecorded,
};
pub use profile::{ClaimsStated, ItemClosed, ItemOpened, ProfileEvent};
pub use proposal::{
    ProposalAnswered, ProposalEvent, ProposalMade, ProposalOutcome, ProposalPublished,
    ProposalTopic,
};
pub use publication::{
    Publication, PublicationCorrected, PublicationEvent, PublicationKind, PublicationRecorded,
    PublicationWithdrawn,
};
pub use region::{CkrClosed, CkrOpened, RegionEvent};
pub use registry::{
    EditionAdopted, EditionTextRecorded, EstimateStated, RegistryEvent, RegistryOpened,
    StatisticsPublished, SubjectForgotten,
};
pub use report::{ReportDecided, ReportEvent, ReportFiled, ReportOutcome};

use crate::claim::Claim;
use crate::codec::{self, CodecError};

/// Declares one family: an enum with a variant per event struct, and its names and schemas.
macro_rules! event_family {
    ($(#[$doc:meta])* $family:ident { $($event:ident = $schema:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum $family {
            $(#[doc = concat!("[`", stringify!($event), "`].")] $event($event)),+
        }

        impl $family {
            /// Name and schema number of every type of this family, as entries carry them.
            pub const TYPES: &'static [(&'static str, u16)] =
                &[$((stringify!($event), $schema)),+];

            pub(crate) fn type_and_schema(&self) -> (&'static str, u16) {
                match self {
                    $(Self::$event(_) => (stringify!($event), $schema)),+
                }
            }

            pub(crate) fn encode(&self) -> Result<Vec<u8>, crate::codec::CodecError> {
                match self {
                    $(Self::$event(event) => crate::event::encode_payload(event)),+
                }
            }

            pub(crate) fn decode(
                name: &str,
                payload: &[u8],
            ) -> Option<Result<Self, crate::codec::CodecError>> {
                match name {
                    $(stringify!($event) => {
                        Some(crate::event::decode_payload(payload).map(Self::$event))
                    })+
                    _ => None,
                }
            }
        }

        $(
            impl From<$event> for crate::event::Event {
                fn from(event: $event) -> Self {
                    $family::$event(event).into()
                }
            }
        )+
    };
}
use event_family;

macro_rules! event_sum {
    ($($variant:ident($family:ident)),+ $(,)?) => {
        /// Any event of the registry; serialised, it is its payload without its type.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Event {
            $(#[doc = concat!("[`", stringify!($family), "`].")] $variant($family)),+
        }

        impl Event {
            /// Name and schema number of the event's type, as its entry carries them.
            pub fn type_and_schema(&self) -> (&'static str, u16) {
                match self {
                    $(Self::$variant(event) => event.type_and_schema()),+
                }
            }

            /// Every type this program can write.
            pub fn types() -> Vec<(&'static str, u16)> {
                [$($family::TYPES),+].concat()
            }

            /// The event's payload as a `MessagePack` map with named members.
            ///
            /// # Errors
            /// When the encoder refuses the value; none of our types can cause it.
            pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
                match self {
                    $(Self::$variant(event) => event.encode()),+
                }
            }

            /// Decodes a payload of the newest schema; `None` when the name isn't known.
            pub(crate) fn decode(name: &str, payload: &[u8]) -> Option<Result<Self, CodecError>> {
                None
                    $(.or_else(|| {
                        $family::decode(name, payload).map(|event| event.map(Self::$variant))
                    }))+
            }
        }

        $(
            impl From<$family> for Event {
                fn from(event: $family) -> Self {
                    Self::$variant(event)
                }
            }
        )+
    };
}

event_sum! {
    Profile(ProfileEvent),
    Cluster(ClusterEvent),
    Dispute(DisputeEvent),
    Account(AccountEvent),
    Application(ApplicationEvent),
    Access(AccessEvent),
    Organisation(OrganisationEvent),
    Holding(HoldingEvent),
    Region(RegionEvent),
    Registry(RegistryEvent),
    Publication(PublicationEvent),
    Enquiry(EnquiryEvent),
    Report(ReportEvent),
    Proposal(ProposalEvent),
    Expected(ExpectedEvent),
}

impl Event {
    /// The claims that the event states of a cluster or of one of its items.
    pub fn claims_mut(&mut self) -> &mut [Claim] {
        match self {
            Self::Profile(ProfileEvent::ClaimsStated(event)) => &mut event.claims,
            Self::Profile(ProfileEvent::ItemOpened(event)) => &mut event.claims,
            Self::Profile(ProfileEvent::ItemClosed(_))
            | Self::Cluster(_)
            | Self::Dispute(_)
            | Self::Account(_)
            | Self::Application(_)
            | Self::Access(_)
            | Self::Organisation(_)
            | Self::Holding(_)
            | Self::Region(_)
            | Self::Registry(_)
            | Self::Publication(_)
            | Self::Expected(_)
            | Self::Proposal(_)
            | Self::Report(_)
            | Self::Enquiry(_) => &mut [],
        }
    }

    /// The schema this program writes for a type; `None` when the name isn't known.
    pub fn newest_schema(name: &str) -> Option<u16> {
        Self::types().into_iter().find(|(known, _)| *known == name).map(|(_, schema)| schema)
    }
}

fn encode_payload<T: Serialize>(event: &T) -> Result<Vec<u8>, CodecError> {
    rmp_serde::to_vec_named(event).map_err(CodecError::Encode)
}

fn decode_payload<T: DeserializeOwned>(payload: &[u8]) -> Result<T, CodecError> {
    codec::whole_map(payload)
}
