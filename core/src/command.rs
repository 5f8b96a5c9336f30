//! Commands: what can be asked of the registry, in the imperative.

mod accounts;
mod applications;
mod bulletins;
mod claims;
mod clerk;
mod confirmations;
mod denials;
mod disputes;
mod enquiries;
mod estimates;
mod expected;
mod forgetting;
mod masking;
mod merger;
mod organisations;
mod proposals;
mod publications;
mod regions;
mod registry;
mod reports;
mod standing;

use registry_events::claim::Evidence;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Text;

pub use accounts::{GrantByMailbox, GrantRole, OpenAccount, RevokeRole};
pub use applications::{
    ListApplication, ReturnApplication, StartApplication, StateApplication, StateRightToSpeak,
    SubmitApplication, WithdrawApplication, grant_that_shows,
};
pub use bulletins::PublishStatistics;
pub use claims::{EnterCluster, StateClaims};
pub use clerk::NoteLapses;
pub use confirmations::{
    Against, ConfirmClaims, TARGETS_MAX, Target, WithdrawConfirmation, relations_entitled,
};
pub use denials::{DenyMembership, WithdrawDenial};
pub use disputes::{AdmitDispute, AnswerDispute, FileDispute, RefuseDispute, ResolveDispute};
pub use enquiries::{AnswerEnquiry, ENQUIRIES_WAITING_MAX, ReceiveEnquiry};
pub use estimates::StateEstimate;
pub use expected::{
    InviteExpectedCluster, LinkExpectedCluster, NoteExpectedCluster, RegisterExpectedCluster,
    RemoveExpectedCluster,
};
pub use forgetting::{FORGOTTEN_KEYS_MAX, ForgetSubject};
pub use masking::{LiftMask, MaskValue};
pub use merger::MergeClusters;
pub use organisations::{
    CloseBranch, OpenBranch, RecordIdentifier, ReleaseMailboxDomain, RenameOrganisation,
    RetireIdentifier, StateOrganisationDetails, StateOrganisationSize, SucceedOrganisation,
    Successor, TieMailboxDomain, is_for_anybody,
};
pub(crate) use organisations::{problem_of_numbers, unknown_country};
pub use proposals::{AnswerProposal, MakeProposal, PROPOSALS_TAKEN_MAX, PublishProposal};
pub use publications::{
    ABOUT_MAX, CorrectPublication, RecordPublication, SUMMARY_CHARACTERS_MAX, TITLE_CHARACTERS_MAX,
    WithdrawPublication,
};
pub use regions::{CloseCkr, OpenCkr};
pub use registry::{AdoptEdition, CorrectAssessment, OpenRegistry, Reassess};
pub use reports::{DecideReport, FileReport};
pub use standing::{ResumeCluster, SuspendCluster, WithdrawCluster};

use crate::access::{Caller, Operation};
use crate::decide::Decision;
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// Declares [`Command`]: each command with the stream whose commands are taken one at a time.
macro_rules! commands {
    ($($name:ident($command:pat) of $subject:expr),+ $(,)?) => {
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
                    $(Self::$name($command) => $subject),+
                }
            }

            /// The stream whose version a caller has seen of what the command is about; none where
            /// that is a version of something within the stream, which the rules compare.
            pub fn seen_stream(&self) -> Option<StreamId> {
                match self {
                    Self::CorrectPublication(_) | Self::WithdrawPublication(_) => None,
                    other => other.subject(),
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

commands! {
    OpenRegistry(_) of Some(StreamId::registry()),
    AdoptEdition(_) of Some(StreamId::registry()),
    Reassess(command) of Some(StreamId::cluster(command.cluster)),
    CorrectAssessment(command) of Some(StreamId::cluster(command.cluster)),
    PublishStatistics(_) of Some(StreamId::registry()),
    StateEstimate(_) of Some(StreamId::registry()),
    RecordPublication(_) of Some(StreamId::registry()),
    CorrectPublication(_) of Some(StreamId::registry()),
    WithdrawPublication(_) of Some(StreamId::registry()),
    OpenAccount(_) of Some(StreamId::access()),
    GrantRole(_) of Some(StreamId::access()),
    GrantByMailbox(_) of Some(StreamId::access()),
    RevokeRole(_) of Some(StreamId::access()),
    StartApplication(_) of None,
    StateApplication(command) of Some(StreamId::application(command.application)),
    StateRightToSpeak(command) of Some(StreamId::application(command.application)),
    SubmitApplication(command) of Some(StreamId::application(command.application)),
    WithdrawApplication(command) of Some(StreamId::application(command.application)),
    ReturnApplication(command) of Some(StreamId::application(command.application)),
    ListApplication(command) of Some(StreamId::application(command.application)),
    EnterCluster(_) of None,
    StateClaims(command) of Some(StreamId::cluster(command.cluster)),
    ConfirmClaims(command) of Some(StreamId::cluster(command.cluster)),
    WithdrawConfirmation(command) of Some(StreamId::cluster(command.cluster)),
    DenyMembership(command) of Some(StreamId::cluster(command.cluster)),
    WithdrawDenial(command) of Some(StreamId::cluster(command.cluster)),
    SuspendCluster(command) of Some(StreamId::cluster(command.cluster)),
    ResumeCluster(command) of Some(StreamId::cluster(command.cluster)),
    WithdrawCluster(command) of Some(StreamId::cluster(command.cluster)),
    MergeClusters(command) of Some(StreamId::cluster(command.cluster)),
    FileDispute(command) of Some(StreamId::cluster(command.cluster)),
    AdmitDispute(command) of Some(StreamId::cluster(command.cluster)),
    RefuseDispute(command) of Some(StreamId::cluster(command.cluster)),
    AnswerDispute(command) of Some(StreamId::cluster(command.cluster)),
    ResolveDispute(command) of Some(StreamId::cluster(command.cluster)),
    NoteLapses(command) of Some(StreamId::cluster(command.cluster)),
    RenameOrganisation(command) of Some(StreamId::organisation(command.organisation)),
    RecordIdentifier(command) of Some(StreamId::organisation(command.organisation)),
    RetireIdentifier(command) of Some(StreamId::organisation(command.organisation)),
    OpenBranch(command) of Some(StreamId::organisation(command.organisation)),
    CloseBranch(command) of Some(StreamId::organisation(command.organisation)),
    StateOrganisationSize(command) of Some(StreamId::organisation(command.organisation)),
    StateOrganisationDetails(command) of Some(StreamId::organisation(command.organisation)),
    SucceedOrganisation(command) of Some(StreamId::organisation(command.predecessor)),
    TieMailboxDomain(command) of Some(StreamId::organisation(command.organisation)),
    ReleaseMailboxDomain(command) of Some(StreamId::organisation(command.organisation)),
    ReceiveEnquiry(command) of Some(StreamId::enquiries(command.cluster)),
    AnswerEnquiry(command) of Some(StreamId::enquiries(command.cluster)),
    FileReport(_) of None,
    DecideReport(command) of Some(StreamId::report(command.report)),
    MakeProposal(_) of None,
    PublishProposal(command) of Some(StreamId::proposal(command.proposal)),
    AnswerProposal(command) of Some(StreamId::proposal(command.proposal)),
    NoteExpectedCluster(_) of None,
    InviteExpectedCluster(command) of Some(StreamId::expected(command.expected)),
    LinkExpectedCluster(command) of Some(StreamId::expected(command.expected)),
    RegisterExpectedCluster(command) of Some(StreamId::expected(command.expected)),
    RemoveExpectedCluster(command) of Some(StreamId::expected(command.expected)),
    ForgetSubject(_) of Some(StreamId::registry()),
    MaskValue(command) of Some(StreamId::cluster(command.cluster)),
    LiftMask(command) of Some(StreamId::cluster(command.cluster)),
    OpenCkr(command) of Some(StreamId::region(&command.region)),
    CloseCkr(command) of Some(StreamId::region(&command.region)),
}

/// The longest reason or remark, in characters.
pub const REASON_CHARACTERS_MAX: usize = 2_000;
/// The most pieces of evidence with one statement.
pub const EVIDENCE_MAX: usize = 20;

/// Accepts a reason: said, not endless, and without characters that make a page lie.
fn check_reason(pointer: &str, reason: &str) -> Result<(), Rejection> {
    let problem = reason_problem(pointer, reason);
    problem.map_or(Ok(()), |problem| Err(Rejection::Invalid(vec![problem])))
}

/// What is wrong with a reason.
pub(crate) fn reason_problem(pointer: &str, reason: &str) -> Option<Problem> {
    let characters = reason.trim().chars().count();
    let problem = |code| Problem::new(pointer, code);
    match characters {
        0 => Some(problem("reason.needed")),
        1..=REASON_CHARACTERS_MAX => {
            Text::new(Some(reason), None).err().map(|invalid| problem(invalid.code))
        }
        _ => Some(problem("text.too-long").with(REASON_CHARACTERS_MAX).with(characters)),
    }
}

/// A reason as it is recorded: as the strict door for texts lets it in.
pub(crate) fn as_said(reason: &str) -> String {
    let text = Text::new(Some(reason), None).unwrap_or_default();
    text.ru.unwrap_or_else(|| reason.trim().into())
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
