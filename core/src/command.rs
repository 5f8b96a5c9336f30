//! Commands: what can be asked of the registry, in the imperative.

mod accounts;
mod applications;
mod claims;
mod confirmations;
mod organisations;
mod regions;
mod registry;
mod standing;

use registry_events::claim::Evidence;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;

pub use accounts::{GrantRole, OpenAccount, RevokeRole};
pub use applications::{
    ListApplication, ReturnApplication, StartApplication, StateApplication, SubmitApplication,
    WithdrawApplication,
};
pub use claims::{EnterCluster, StateClaims};
pub use confirmations::{Against, ConfirmClaims, Target, WithdrawConfirmation};
pub use organisations::RenameOrganisation;
pub use regions::{CloseCkr, OpenCkr};
pub use registry::{AdoptEdition, CorrectAssessment, OpenRegistry, Reassess};
pub use standing::{ResumeCluster, SuspendCluster, WithdrawCluster};

use crate::access::{Caller, Operation};
use crate::decide::Decision;
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

macro_rules! commands {
    ($($name:ident),+ $(,)?) => {
        /// Any command.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Command {
            $(#[doc = concat!("[`", stringify!($name), "`].")] $name($name)),+
        }

        impl Command {
            /// The operation it asks for, as the access table knows it.
            pub const fn operation(&self) -> Operation {
                match self {
                    $(Self::$name(_) => Operation::$name),+
                }
            }

            /// The stream whose commands are taken one at a time; none for what opens a new one.
            pub fn subject(&self) -> Option<StreamId> {
                match self {
                    $(Self::$name(command) => command.subject()),+
                }
            }

            pub(crate) fn decide(
                &self,
                caller: Caller,
                world: &World,
            ) -> Result<Decision, Undecided> {
                match self {
                    $(Self::$name(command) => command.decide(caller, world)),+
                }
            }
        }

        $(
            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )+
    };
}

macro_rules! subjects {
    ($($name:ident($command:ident) = $subject:expr),+ $(,)?) => {
        $(
            impl $name {
                fn subject(&self) -> Option<StreamId> {
                    let $command = self;
                    $subject
                }
            }
        )+
    };
}

subjects! {
    OpenRegistry(_command) = Some(StreamId::registry()),
    AdoptEdition(_command) = Some(StreamId::registry()),
    Reassess(command) = Some(StreamId::cluster(command.cluster)),
    CorrectAssessment(command) = Some(StreamId::cluster(command.cluster)),
    OpenAccount(_command) = Some(StreamId::access()),
    GrantRole(_command) = Some(StreamId::access()),
    RevokeRole(_command) = Some(StreamId::access()),
    StartApplication(_command) = None,
    StateApplication(command) = Some(StreamId::application(command.application)),
    SubmitApplication(command) = Some(StreamId::application(command.application)),
    WithdrawApplication(command) = Some(StreamId::application(command.application)),
    ReturnApplication(command) = Some(StreamId::application(command.application)),
    ListApplication(command) = Some(StreamId::application(command.application)),
    EnterCluster(_command) = None,
    StateClaims(command) = Some(StreamId::cluster(command.cluster)),
    ConfirmClaims(command) = Some(StreamId::cluster(command.cluster)),
    WithdrawConfirmation(command) = Some(StreamId::cluster(command.cluster)),
    SuspendCluster(command) = Some(StreamId::cluster(command.cluster)),
    ResumeCluster(command) = Some(StreamId::cluster(command.cluster)),
    WithdrawCluster(command) = Some(StreamId::cluster(command.cluster)),
    RenameOrganisation(command) = Some(StreamId::organisation(command.organisation)),
    OpenCkr(command) = Some(StreamId::region(&command.region)),
    CloseCkr(command) = Some(StreamId::region(&command.region)),
}

commands! {
    OpenRegistry,
    AdoptEdition,
    Reassess,
    CorrectAssessment,
    OpenAccount,
    GrantRole,
    RevokeRole,
    StartApplication,
    StateApplication,
    SubmitApplication,
    WithdrawApplication,
    ReturnApplication,
    ListApplication,
    EnterCluster,
    StateClaims,
    ConfirmClaims,
    WithdrawConfirmation,
    SuspendCluster,
    ResumeCluster,
    WithdrawCluster,
    RenameOrganisation,
    OpenCkr,
    CloseCkr,
}

/// The longest reason or remark, in characters.
pub const REASON_CHARACTERS_MAX: usize = 2_000;
/// The most pieces of evidence with one statement.
pub const EVIDENCE_MAX: usize = 20;

/// Accepts a reason: said, and not endless.
fn check_reason(pointer: &str, reason: &str) -> Result<(), Rejection> {
    let characters = reason.trim().chars().count();
    let problem = match characters {
        0 => Problem::new(pointer, "reason.needed"),
        1..=REASON_CHARACTERS_MAX => return Ok(()),
        _ => Problem::new(pointer, "text.too-long").with(REASON_CHARACTERS_MAX).with(characters),
    };
    Err(Rejection::Invalid(vec![problem]))
}

fn check_evidence(pointer: &str, evidence: &[Evidence]) -> Result<(), Rejection> {
    if evidence.len() <= EVIDENCE_MAX {
        return Ok(());
    }
    let problem = Problem::new(pointer, "list.too-many").with(EVIDENCE_MAX).with(evidence.len());
    Err(Rejection::Invalid(vec![problem]))
}

/// Refuses when the caller saw another version than the stream has.
fn check_expected(expected: Option<StreamVersion>, actual: StreamVersion) -> Result<(), Rejection> {
    match expected {
        Some(expected) if expected != actual => Err(Rejection::VersionPassed { expected, actual }),
        _ => Ok(()),
    }
}
