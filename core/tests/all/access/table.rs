//! Each role may what the published table says, and is refused all else at once.

use jiff::civil::date;
use registry_core::access::{Caller, Operation, TABLE, listing};
use registry_core::command::{
    AdmitDispute, AdoptEdition, AnswerDispute, AnswerProposal, CloseCkr, Command, ConfirmClaims,
    CorrectAssessment, CorrectPublication, DecideReport, EnterCluster, FileDispute, FileReport,
    ForgetSubject, InviteExpectedCluster, LiftMask, MaskValue, MergeClusters, OpenAccount,
    OpenBranch, PublishProposal, ReceiveEnquiry, RecordPublication, RefuseDispute,
    ReleaseMailboxDomain, RemoveExpectedCluster, ResolveDispute, ResumeCluster, RetireIdentifier,
    ReturnApplication, RevokeRole, StartApplication, StateEstimate, StateOrganisationDetails,
    SucceedOrganisation, SuspendCluster, WithdrawCluster, WithdrawConfirmation,
    WithdrawPublication,
};
use registry_core::rejection::Rejection;
use registry_core::testing::ogrn;
use registry_core::testing::statements::{item_path, says};
use registry_core::world::Undecided;
use registry_events::actor::Role;
use registry_events::event::{ReportOutcome, Scope};
use registry_events::ids::{OrganisationId, Uuid};
use registry_events::value::{Code, Identifier, Value};

use super::{STRANGER, Stage, answered, contest, estimate, published};
use crate::enquiries::receives;
use crate::expected::note;
use crate::mailbox_domains::{domain, tie};
use crate::organisation_numbers::{opens_branch, states_site, states_size};
use crate::proposals::propose;
use crate::publications::announcement;
use crate::reports::report;
use crate::rulebook::edition;
use crate::vectors::check_published;
use crate::{TODAY, changes};

#[test]
fn every_operation_has_a_command_here() {
    let operations: Vec<_> = Stage::set().commands().iter().map(Command::operation).collect();
    let table: Vec<_> = TABLE.iter().map(|(operation, ..)| *operation).collect();
    assert_eq!(operations, table);
}

#[test]
fn each_role_may_what_the_table_says_and_is_refused_all_else_at_once() {
    let line = |command: &Command| {
        let operation = command.operation().key();
        let letters = Role::ALL.map(|role| {
            let refused = Rejection::RoleMayNot { role: role.key(), operation };
            let answer = answered(command, Caller::of(STRANGER, role));
            if answer == Err(Undecided::Rejected(refused)) { '·' } else { letter(role) }
        });
        format!("{} {operation}", String::from_iter(letters))
    };
    let matrix: Vec<_> = Stage::set().commands().iter().map(line).collect();
    insta::assert_snapshot!(matrix.join("\n"), @"
    ······P open_registry
    ·····DP adopt_edition
    ·····DP reassess
    ·····DP correct_assessment
    ·····DP publish_statistics
    ···F··· state_estimate
    ···F··· record_publication
    ···F··· correct_publication
    ···F··· withdraw_publication
    ·····DP open_account
    ···F·DP grant_role
    ······P grant_by_mailbox
    ···F·DP revoke_role
    C······ start_application
    C······ state_application
    C······ state_right_to_speak
    C······ submit_application
    C······ withdraw_application
    ···F··· return_application
    ···F··· list_application
    ···F··· enter_cluster
    C··F··· state_claims
    CORF··· confirm_claims
    CORF··· withdraw_confirmation
    ·O····· deny_membership
    ·O····· withdraw_denial
    ···F··· suspend_cluster
    ···F··· resume_cluster
    C··F··· withdraw_cluster
    ···F··· merge_clusters
    CORF··· file_dispute
    ···F··· admit_dispute
    ···F··· refuse_dispute
    C······ answer_dispute
    ···F··· resolve_dispute
    ······P note_lapses
    ···F··· rename_organisation
    ···F··· record_identifier
    ···F··· retire_identifier
    ·O·F··· open_branch
    ·O·F··· close_branch
    ·O·F··· state_organisation_size
    ·O·F··· state_organisation_details
    ···F··· succeed_organisation
    ···F··· tie_mailbox_domain
    ···F··· release_mailbox_domain
    ······P receive_enquiry
    C·····P answer_enquiry
    CORF··P file_report
    ···F··· decide_report
    CORF·D· make_proposal
    ···F··· publish_proposal
    ···F··· answer_proposal
    ··RF··· note_expected_cluster
    ··RF··· invite_expected_cluster
    ···F··· link_expected_cluster
    ··RF··· register_expected_cluster
    ··RF··· remove_expected_cluster
    ·····DP forget_subject
    ···F··P mask_value
    ···F··P lift_mask
    ···F··· open_ckr
    ···F··· close_ckr
    ");
}

/// A letter for a role: cluster, organisation, region, officer, auditor, administrator, program.
const fn letter(role: Role) -> char {
    match role {
        Role::ClusterRepresentative => 'C',
        Role::OrganisationRepresentative => 'O',
        Role::RegionRepresentative => 'R',
        Role::Officer => 'F',
        Role::Auditor => 'A',
        Role::Administrator => 'D',
        Role::Clerk => 'P',
    }
}

/// Operations on an application: to anybody but its applicant it doesn't exist.
const OF_APPLICANT: [Operation; 4] = [
    Operation::StateApplication,
    Operation::StateRightToSpeak,
    Operation::SubmitApplication,
    Operation::WithdrawApplication,
];

#[test]
fn a_role_without_a_grant_may_nothing() {
    let mut stage = Stage::set();
    for command in stage.commands() {
        let operation = command.operation();
        let expected =
            if OF_APPLICANT.contains(&operation) { "not-found" } else { "access.no-grant" };
        for role in operation.roles() {
            for account in [STRANGER, stage.account] {
                let caller = Caller::of(account, *role);
                stage.scene.when(caller, command.clone()).then_rejected(expected);
            }
        }
    }
}

#[test]
fn a_body_that_is_broken_is_told_before_a_missing_grant() {
    let stage = Stage::set();
    let cluster = stage.listed.cluster;
    let nothing = String::new;
    // That this organisation doesn't exist is known only once its stream was read.
    let nobody = Value::Organisation(OrganisationId::from_uuid(Uuid::from_u128(7)));
    let unknown =
        stage.listed.state(changes().stating(says("participants/2/organisation", nobody)));
    let organisation = stage.organisation;
    let broken: [Command; 45] = [
        ReceiveEnquiry { item: Some(item_path("participants/2")), ..receives(cluster, 9) }.into(),
        FileReport { text: nothing(), ..report(cluster, "summary") }.into(),
        DecideReport { report: stage.report, outcome: ReportOutcome::Declined, reason: nothing() }
            .into(),
        propose(" ").into(),
        PublishProposal { proposal: stage.proposal, text: nothing() }.into(),
        AnswerProposal { reason: nothing(), ..stage.declines() }.into(),
        note("Станки", "RU-XXX").into(),
        InviteExpectedCluster { expected: stage.expected, invited_on: date(2099, 1, 1) }.into(),
        RemoveExpectedCluster { expected: stage.expected, reason: nothing() }.into(),
        ForgetSubject { reason: nothing(), ..Stage::forgets() }.into(),
        MaskValue { law: nothing(), ..stage.masks("summary") }.into(),
        LiftMask { cluster, mask: stage.mask, reason: nothing(), expected: None }.into(),
        published(date(2099, 1, 1)).into(),
        RecordPublication { says: announcement(" ") }.into(),
        CorrectPublication { reason: nothing(), ..stage.corrects() }.into(),
        WithdrawPublication { reason: nothing(), ..stage.withdraws() }.into(),
        StateEstimate { source: nothing(), ..estimate() }.into(),
        RetireIdentifier {
            organisation,
            identifier: Identifier::Ogrn(ogrn(51)),
            until: date(2099, 1, 1),
        }
        .into(),
        OpenBranch { region: Code::literal("RU-XXX"), ..opens_branch(organisation) }.into(),
        states_size(organisation, "education").into(),
        StateOrganisationDetails { site: None, ..states_site(organisation) }.into(),
        SucceedOrganisation { form: Code::literal("theft"), ..stage.succeeds() }.into(),
        tie(organisation, "mail.ru").into(),
        ReleaseMailboxDomain { organisation, domain: domain("works.example"), reason: nothing() }
            .into(),
        AdoptEdition { text: nothing(), ..edition("0.91", |text| text) }.into(),
        CorrectAssessment { cluster, assessment: stage.assessment(), reason: nothing() }.into(),
        OpenAccount { label: nothing() }.into(),
        stage.grants(Role::Officer, Scope::Cluster(cluster)).into(),
        RevokeRole { grant: stage.grant, reason: nothing() }.into(),
        StartApplication { right_to_speak: nothing(), changes: changes() }.into(),
        ReturnApplication { application: stage.submitted, reasons: Vec::new() }.into(),
        EnterCluster { changes: changes() }.into(),
        stage.listed.state(changes()).into(),
        stage.listed.confirm([]).into(),
        WithdrawConfirmation { cluster, confirmation: stage.confirmation, reason: nothing() }
            .into(),
        SuspendCluster { cluster, reason: nothing(), expected: None }.into(),
        ResumeCluster { cluster, reason: nothing(), expected: None }.into(),
        WithdrawCluster { cluster, reason: nothing(), expected: None }.into(),
        MergeClusters { reason: nothing(), ..stage.merges() }.into(),
        FileDispute { grounds: nothing(), ..contest(&stage.scene, &stage.listed, "location") }
            .into(),
        AdmitDispute { text: nothing(), ..stage.admits() }.into(),
        RefuseDispute { cluster, dispute: stage.filed, reason: nothing() }.into(),
        AnswerDispute { text: nothing(), ..stage.answers() }.into(),
        ResolveDispute { reason: nothing(), ..stage.resolves() }.into(),
        CloseCkr {
            region: Code::literal("RU-TOM"),
            organisation: stage.organisation,
            closed_on: TODAY,
            reason: nothing(),
        }
        .into(),
    ];
    for command in broken.into_iter().chain([unknown.into()]) {
        for role in command.operation().roles() {
            let caller = Caller::of(STRANGER, *role);
            let refused = stage.scene.decide(caller, &command).expect_err("a broken body");
            assert!(matches!(refused, Rejection::Invalid(_)), "{command:?}: {refused:?}");
        }
    }
}

#[test]
fn the_published_table_of_access_is_the_one_in_the_code() {
    check_published("../docs/access.md", &listing());
}

#[test]
fn the_clerk_is_the_program_and_nobody_else() {
    let mut stage = Stage::set();
    let somebody = Caller::of(stage.account, Role::Clerk);
    let opened = OpenAccount { label: "Кто-то".into() };
    stage.scene.when(somebody, opened.clone()).then_rejected("access.no-grant");
    stage.scene.when(Caller::PROGRAM, opened).then(&["access: AccountOpened"]);
    let as_officer = Caller { role: Role::Officer, ..Caller::PROGRAM };
    let confirm: ConfirmClaims = stage.listed.confirm(["participants/3"]);
    stage.scene.when(as_officer, confirm).then_rejected("access.no-grant");
}
