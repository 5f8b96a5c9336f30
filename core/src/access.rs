//! Who may do what: one table of roles and operations, one of roles and reads, one of letters that are
//! sent without a command, and who gives which role.

mod grants;
mod listing;

pub use grants::{
    AccessState, Caller, Grant, PROGRAM_ACCOUNT, one_of_regions, program, this_cluster,
    whole_registry,
};
pub use listing::listing;
pub use registry_events::actor::Party;
use registry_events::actor::Role;

use crate::rejection::Rejection;

/// What can be asked for, as the access table knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Open the registry and adopt its first editions.
    OpenRegistry,
    /// Adopt an edition of catalogue, dictionaries, regions or rulebook.
    AdoptEdition,
    /// Assess a cluster under the edition in force.
    Reassess,
    /// Note that a recorded assessment was wrong, and why.
    CorrectAssessment,
    /// Publish the statistics of a day.
    PublishStatistics,
    /// State how many clusters somebody thinks there are in the country.
    StateEstimate,
    /// Record a report, review, rating or announcement.
    RecordPublication,
    /// Correct what is said of one.
    CorrectPublication,
    /// Withdraw one.
    WithdrawPublication,
    /// Open an account.
    OpenAccount,
    /// Give a role.
    GrantRole,
    /// Let an account speak for an organisation from a mailbox of its domain.
    GrantByMailbox,
    /// Take a role back.
    RevokeRole,
    /// Start an application.
    StartApplication,
    /// Fill an application in.
    StateApplication,
    /// Explain the right to speak for its cluster, with what shows it.
    StateRightToSpeak,
    /// Hand it in.
    SubmitApplication,
    /// Take it back.
    WithdrawApplication,
    /// Give it back with reasons.
    ReturnApplication,
    /// List the cluster.
    ListApplication,
    /// Enter a cluster from a source, without an application.
    EnterCluster,
    /// State claims of a listed cluster.
    StateClaims,
    /// Confirm a claim.
    ConfirmClaims,
    /// Take a confirmation back.
    WithdrawConfirmation,
    /// Say for an organisation that it doesn't take part in a cluster.
    DenyMembership,
    /// Take that back.
    WithdrawDenial,
    /// Suspend a cluster's record.
    SuspendCluster,
    /// End a suspension.
    ResumeCluster,
    /// Take a cluster off the register.
    WithdrawCluster,
    /// Record that a cluster became part of another one.
    MergeClusters,
    /// Contest a claim.
    FileDispute,
    /// Admit a dispute.
    AdmitDispute,
    /// Decline to admit a dispute.
    RefuseDispute,
    /// Answer a dispute for the cluster.
    AnswerDispute,
    /// Decide a dispute.
    ResolveDispute,
    /// Note lapses and missed deadlines of a cluster.
    NoteLapses,
    /// Rename an organisation.
    RenameOrganisation,
    /// Record a further number of an organisation.
    RecordIdentifier,
    /// Record that a number is an organisation's own no more.
    RetireIdentifier,
    /// Record a branch of an organisation.
    OpenBranch,
    /// Record that a branch ended.
    CloseBranch,
    /// State how large an organisation is.
    StateOrganisationSize,
    /// State where an organisation is found and what it does.
    StateOrganisationDetails,
    /// Record that one organisation followed another.
    SucceedOrganisation,
    /// Tie a domain's mailboxes to an organisation.
    TieMailboxDomain,
    /// Record that they are its own no more.
    ReleaseMailboxDomain,
    /// Note that an enquiry to a cluster came.
    ReceiveEnquiry,
    /// Note that the cluster answered it.
    AnswerEnquiry,
    /// Report that something told of a cluster is wrong.
    FileReport,
    /// Decide a report.
    DecideReport,
    /// Propose something for the questionnaire or the rules.
    MakeProposal,
    /// Publish a proposal.
    PublishProposal,
    /// Answer a proposal.
    AnswerProposal,
    /// Note a cluster that is known and not registered.
    NoteExpectedCluster,
    /// Record that it was invited.
    InviteExpectedCluster,
    /// Record which application is its.
    LinkExpectedCluster,
    /// Record as which cluster it is in the register.
    RegisterExpectedCluster,
    /// Record that it isn't expected any more.
    RemoveExpectedCluster,
    /// Erase the keys of a sealed subject.
    ForgetSubject,
    /// Hide by law what is stated of a field.
    MaskValue,
    /// Show it again.
    LiftMask,
    /// Record that a region opened a cluster development centre.
    OpenCkr,
    /// Record that it was closed.
    CloseCkr,
}

use Operation as O;
use Role as R;

/// Roles that speak for somebody: such a party confirms or contests what another one says.
const PARTIES: &[Role] =
    &[R::ClusterRepresentative, R::OrganisationRepresentative, R::RegionRepresentative, R::Officer];

/// Who keeps the list of clusters that are expected: officers, and a centre that of its region.
const OF_REGIONS: &[Role] = &[R::RegionRepresentative, R::Officer];

/// Who reads what those keep: an auditor, too, who reads all and changes nothing.
const READERS_OF_REGIONS: &[Role] = &[R::RegionRepresentative, R::Officer, R::Auditor];

/// The table: each operation with its key and the roles that may ask for it.
pub const TABLE: &[(Operation, &str, &[Role])] = &[
    (O::OpenRegistry, "open_registry", &[R::Clerk]),
    (O::AdoptEdition, "adopt_edition", &[R::Administrator, R::Clerk]),
    (O::Reassess, "reassess", &[R::Administrator, R::Clerk]),
    (O::CorrectAssessment, "correct_assessment", &[R::Administrator, R::Clerk]),
    (O::PublishStatistics, "publish_statistics", &[R::Administrator, R::Clerk]),
    (O::StateEstimate, "state_estimate", &[R::Officer]),
    (O::RecordPublication, "record_publication", &[R::Officer]),
    (O::CorrectPublication, "correct_publication", &[R::Officer]),
    (O::WithdrawPublication, "withdraw_publication", &[R::Officer]),
    (O::OpenAccount, "open_account", &[R::Administrator, R::Clerk]),
    (O::GrantRole, "grant_role", &[R::Officer, R::Administrator, R::Clerk]),
    (O::GrantByMailbox, "grant_by_mailbox", &[R::Clerk]),
    (O::RevokeRole, "revoke_role", &[R::Officer, R::Administrator, R::Clerk]),
    (O::StartApplication, "start_application", &[R::ClusterRepresentative]),
    (O::StateApplication, "state_application", &[R::ClusterRepresentative]),
    (O::StateRightToSpeak, "state_right_to_speak", &[R::ClusterRepresentative]),
    (O::SubmitApplication, "submit_application", &[R::ClusterRepresentative]),
    (O::WithdrawApplication, "withdraw_application", &[R::ClusterRepresentative]),
    (O::ReturnApplication, "return_application", &[R::Officer]),
    (O::ListApplication, "list_application", &[R::Officer]),
    (O::EnterCluster, "enter_cluster", &[R::Officer]),
    (O::StateClaims, "state_claims", &[R::ClusterRepresentative, R::Officer]),
    (O::ConfirmClaims, "confirm_claims", PARTIES),
    (O::WithdrawConfirmation, "withdraw_confirmation", PARTIES),
    (O::DenyMembership, "deny_membership", &[R::OrganisationRepresentative]),
    (O::WithdrawDenial, "withdraw_denial", &[R::OrganisationRepresentative]),
    (O::SuspendCluster, "suspend_cluster", &[R::Officer]),
    (O::ResumeCluster, "resume_cluster", &[R::Officer]),
    (O::WithdrawCluster, "withdraw_cluster", &[R::ClusterRepresentative, R::Officer]),
    (O::MergeClusters, "merge_clusters", &[R::Officer]),
    (O::FileDispute, "file_dispute", PARTIES),
    (O::AdmitDispute, "admit_dispute", &[R::Officer]),
    (O::RefuseDispute, "refuse_dispute", &[R::Officer]),
    (O::AnswerDispute, "answer_dispute", &[R::ClusterRepresentative]),
    (O::ResolveDispute, "resolve_dispute", &[R::Officer]),
    (O::NoteLapses, "note_lapses", &[R::Clerk]),
    (O::RenameOrganisation, "rename_organisation", &[R::Officer]),
    (O::RecordIdentifier, "record_identifier", &[R::Officer]),
    (O::RetireIdentifier, "retire_identifier", &[R::Officer]),
    (O::OpenBranch, "open_branch", &[R::OrganisationRepresentative, R::Officer]),
    (O::CloseBranch, "close_branch", &[R::OrganisationRepresentative, R::Officer]),
    (
        O::StateOrganisationSize,
        "state_organisation_size",
        &[R::OrganisationRepresentative, R::Officer],
    ),
    (
        O::StateOrganisationDetails,
        "state_organisation_details",
        &[R::OrganisationRepresentative, R::Officer],
    ),
    (O::SucceedOrganisation, "succeed_organisation", &[R::Officer]),
    (O::TieMailboxDomain, "tie_mailbox_domain", &[R::Officer]),
    (O::ReleaseMailboxDomain, "release_mailbox_domain", &[R::Officer]),
    (O::ReceiveEnquiry, "receive_enquiry", &[R::Clerk]),
    (O::AnswerEnquiry, "answer_enquiry", &[R::ClusterRepresentative, R::Clerk]),
    (
        O::FileReport,
        "file_report",
        &[
            R::ClusterRepresentative,
            R::OrganisationRepresentative,
            R::RegionRepresentative,
            R::Officer,
            R::Clerk,
        ],
    ),
    (O::DecideReport, "decide_report", &[R::Officer]),
    (
        O::MakeProposal,
        "make_proposal",
        &[
            R::ClusterRepresentative,
            R::OrganisationRepresentative,
            R::RegionRepresentative,
            R::Officer,
            R::Administrator,
        ],
    ),
    (O::PublishProposal, "publish_proposal", &[R::Officer]),
    (O::AnswerProposal, "answer_proposal", &[R::Officer]),
    (O::NoteExpectedCluster, "note_expected_cluster", OF_REGIONS),
    (O::InviteExpectedCluster, "invite_expected_cluster", OF_REGIONS),
    (O::LinkExpectedCluster, "link_expected_cluster", &[R::Officer]),
    (O::RegisterExpectedCluster, "register_expected_cluster", OF_REGIONS),
    (O::RemoveExpectedCluster, "remove_expected_cluster", OF_REGIONS),
    (O::ForgetSubject, "forget_subject", &[R::Administrator, R::Clerk]),
    (O::MaskValue, "mask_value", &[R::Officer, R::Clerk]),
    (O::LiftMask, "lift_mask", &[R::Officer, R::Clerk]),
    (O::OpenCkr, "open_ckr", &[R::Officer]),
    (O::CloseCkr, "close_ckr", &[R::Officer]),
];

impl Operation {
    /// The operation's key, as in the documentation of access.
    pub fn key(self) -> &'static str {
        self.row().1
    }

    /// The roles that may ask for it.
    pub fn roles(self) -> &'static [Role] {
        self.row().2
    }

    /// Refuses a role that may not ask for this at all.
    ///
    /// # Errors
    /// [`Rejection::RoleMayNot`].
    pub fn check(self, role: Role) -> Result<(), Rejection> {
        admit(role, self.key(), self.roles())
    }

    fn row(self) -> &'static (Self, &'static str, &'static [Role]) {
        TABLE
            .iter()
            .find(|(operation, ..)| *operation == self)
            .expect("a test holds that the table has every operation")
    }
}

/// What can be read that isn't for everybody, beside what the catalogue and a subject's own rules open
/// to those it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadOperation {
    /// The journal of the whole registry.
    ReadJournal,
    /// Every act of one account.
    ReadActs,
    /// The rows of a control sample.
    ReadSample,
    /// Accounts with every role that was given and taken back.
    ReadAccess,
    /// How profiles stand, section by section.
    ReadCompleteness,
    /// Clusters that are expected, with the application of each that applied.
    ReadExpected,
    /// The security journal.
    ReadSecurity,
    /// What applications and disputes say while they are sealed, and the words of reports and proposals, for
    /// a reason that is noted.
    ReadSealed,
    /// People with their accounts.
    ReadPeople,
}

/// The table of reads: each with its key and the roles that may ask for it. An administrator gives
/// roles and an officer decides on records: neither audits what it did itself. Who keeps accounts sees
/// which there are, and who looks after profiles how they stand; an auditor reads what either keeps.
pub const READS: &[(ReadOperation, &str, &[Role])] = &[
    (ReadOperation::ReadJournal, "read_journal", &[R::Auditor]),
    (ReadOperation::ReadActs, "read_acts", &[R::Auditor]),
    (ReadOperation::ReadSample, "read_sample", &[R::Auditor]),
    (ReadOperation::ReadAccess, "read_access", &[R::Auditor, R::Administrator]),
    (ReadOperation::ReadCompleteness, "read_completeness", READERS_OF_REGIONS),
    (ReadOperation::ReadExpected, "read_expected", READERS_OF_REGIONS),
    (ReadOperation::ReadSecurity, "read_security", &[R::Auditor]),
    (ReadOperation::ReadSealed, "read_sealed", &[R::Auditor]),
    (ReadOperation::ReadPeople, "read_people", &[R::Auditor, R::Administrator]),
];

impl ReadOperation {
    /// Refuses a role that may not read this at all.
    ///
    /// # Errors
    /// [`Rejection::RoleMayNot`].
    pub fn check(self, role: Role) -> Result<(), Rejection> {
        let (_, key, roles) = self.row();
        admit(role, key, roles)
    }

    fn row(self) -> &'static (Self, &'static str, &'static [Role]) {
        READS
            .iter()
            .find(|(operation, ..)| *operation == self)
            .expect("a test holds that the table has every read")
    }
}

/// What is sent to people without a command, so that the log holds nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterOperation {
    /// Remind who speaks for a cluster of what its profile lacks.
    RemindRepresentatives,
}

/// The table of letters: each with its key and the roles that may ask for it.
pub const LETTERS: &[(LetterOperation, &str, &[Role])] =
    &[(LetterOperation::RemindRepresentatives, "remind_representatives", OF_REGIONS)];

impl LetterOperation {
    /// Refuses a role that may not have this sent at all.
    ///
    /// # Errors
    /// [`Rejection::RoleMayNot`].
    pub fn check(self, role: Role) -> Result<(), Rejection> {
        let (_, key, roles) = self.row();
        admit(role, key, roles)
    }

    fn row(self) -> &'static (Self, &'static str, &'static [Role]) {
        LETTERS
            .iter()
            .find(|(operation, ..)| *operation == self)
            .expect("a test holds that the table has every letter")
    }
}

/// Refuses a role that isn't among those to which something is open.
fn admit(role: Role, operation: &'static str, roles: &[Role]) -> Result<(), Rejection> {
    if roles.contains(&role) {
        Ok(())
    } else {
        Err(Rejection::RoleMayNot { role: role.key(), operation })
    }
}

/// Whether a role has to do with what is told of clusters: who keeps accounts and rules, and who
/// audits, holds none of these.
pub const fn is_of_profiles(role: Role) -> bool {
    match role {
        R::ClusterRepresentative
        | R::OrganisationRepresentative
        | R::RegionRepresentative
        | R::Officer => true,
        R::Auditor | R::Administrator | R::Clerk => false,
    }
}

/// Whether a role speaks for others: an officer who saw the letter can give it and take it back.
pub const fn is_of_representatives(role: Role) -> bool {
    match role {
        R::ClusterRepresentative | R::OrganisationRepresentative | R::RegionRepresentative => true,
        R::Officer | R::Auditor | R::Administrator | R::Clerk => false,
    }
}

/// Whether a role may give and take back another one. The program does it for whoever has the server
/// in hand: that is how the first administrator comes to be.
pub const fn may_give(giver: Role, role: Role) -> bool {
    match giver {
        R::Administrator | R::Clerk => true,
        R::Officer => is_of_representatives(role),
        R::ClusterRepresentative
        | R::OrganisationRepresentative
        | R::RegionRepresentative
        | R::Auditor => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_auditor_changes_nothing() {
        assert!(TABLE.iter().all(|(.., roles)| !roles.contains(&Role::Auditor)));
        assert!(LETTERS.iter().all(|(.., roles)| !roles.contains(&Role::Auditor)));
    }

    #[test]
    fn an_auditor_reads_whatever_anybody_reads() {
        assert!(READS.iter().all(|(.., roles)| roles.contains(&Role::Auditor)));
    }

    #[test]
    fn nobody_but_an_auditor_reads_the_desk() {
        let reads = READS.iter().map(|(operation, ..)| *operation);
        let shared = [
            ReadOperation::ReadCompleteness,
            ReadOperation::ReadExpected,
            ReadOperation::ReadPeople,
        ];
        let desk = reads.filter(|read| !shared.contains(read));
        for (operation, role) in desk.flat_map(|read| Role::ALL.map(|role| (read, role))) {
            let keeps_accounts =
                operation == ReadOperation::ReadAccess && role == Role::Administrator;
            let may = role == Role::Auditor || keeps_accounts;
            assert_eq!(operation.check(role).is_ok(), may, "{operation:?}");
        }
    }

    #[test]
    fn each_read_stands_once_in_its_table_under_a_key_of_its_own() {
        let reads: BTreeSet<_> = READS.iter().map(|(operation, ..)| *operation).collect();
        let named = || READS.iter().map(|(_, key, _)| *key);
        let keys: BTreeSet<_> = named().chain(LETTERS.iter().map(|(_, key, _)| *key)).collect();
        assert_eq!((reads.len(), keys.len()), (READS.len(), READS.len() + LETTERS.len()));
        assert_eq!(
            ReadOperation::ReadPeople as usize + 1,
            READS.len(),
            "the last closes the table"
        );
        let writes = TABLE.iter().map(|(_, key, _)| *key);
        assert!(writes.clone().all(|key| !keys.contains(key)));
    }

    #[test]
    fn an_administrator_touches_no_profile_data() {
        let of_profiles = [
            O::StateClaims,
            O::ConfirmClaims,
            O::ListApplication,
            O::SuspendCluster,
            O::MaskValue,
            O::LiftMask,
        ];
        for operation in of_profiles {
            assert!(operation.check(Role::Administrator).is_err(), "{operation:?}");
        }
    }

    #[test]
    fn each_operation_stands_once_in_the_table_under_a_key_of_its_own() {
        let operations: BTreeSet<_> = TABLE.iter().map(|(operation, ..)| *operation).collect();
        let keys: BTreeSet<_> = TABLE.iter().map(|(_, key, _)| *key).collect();
        assert_eq!((operations.len(), keys.len()), (TABLE.len(), TABLE.len()));
        assert_eq!(O::CloseCkr as usize + 1, TABLE.len(), "the last operation closes the table");
    }
}
