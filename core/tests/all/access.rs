//! Who may do what: the table of roles and operations, and grants.

use jiff::civil::{Date, date};
use registry_core::access::{Caller, Operation, TABLE, listing};
use registry_core::command::{
    AdmitDispute, AdoptEdition, AnswerDispute, AnswerEnquiry, AnswerProposal, CloseBranch,
    CloseCkr, Command, ConfirmClaims, CorrectAssessment, CorrectPublication, DecideReport,
    DenyMembership, EnterCluster, FileDispute, FileReport, ForgetSubject, GrantRole,
    InviteExpectedCluster, LiftMask, LinkExpectedCluster, ListApplication, MaskValue,
    MergeClusters, NoteLapses, OpenAccount, OpenBranch, OpenCkr, OpenRegistry, PublishProposal,
    PublishStatistics, Reassess, ReceiveEnquiry, RecordIdentifier, RecordPublication,
    RefuseDispute, RegisterExpectedCluster, ReleaseMailboxDomain, RemoveExpectedCluster,
    RenameOrganisation, ResolveDispute, ResumeCluster, RetireIdentifier, ReturnApplication,
    RevokeRole, StartApplication, StateApplication, StateEstimate, StateOrganisationDetails,
    StateRightToSpeak, SubmitApplication, SucceedOrganisation, Successor, SuspendCluster,
    WithdrawApplication, WithdrawCluster, WithdrawConfirmation, WithdrawDenial,
    WithdrawPublication,
};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_core::testing::statements::{item_path, link, path, says, text, year};
use registry_core::testing::{Listed, Scene, Sketch, ogrn, organisation};
use registry_core::world::{Undecided, World};
use registry_core::{decide, profile::changes::Changes};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::claim::ClaimKind;
use registry_events::event::{
    DisputeOutcome, ProposalOutcome, ReportOutcome, ReturnReason, Scope, UnmetRequirement,
};
use registry_events::ids::{
    AccountId, ApplicationId, ClusterId, Digest, ExpectedId, OrganisationId, Position, ProposalId,
    ReportId, StreamVersion, Uuid,
};
use registry_events::seal::KeyId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Identifier, Value};

use super::enquiries::{enquiry, receives};
use super::expected::{note, noted_by};
use super::mailbox_domains::{by_mailbox, domain, tie};
use super::organisation_numbers::{opens_branch, states_site, states_size};
use super::proposals::{made, propose};
use super::publications::announcement;
use super::reports::{filed_report, report};
use super::rulebook::edition;
use super::vectors::check_published;
use super::{BEFORE, TODAY, changes};

/// A registry in which every command has something to be about.
struct Stage {
    scene: Scene,
    listed: Listed,
    draft: ApplicationId,
    submitted: ApplicationId,
    account: AccountId,
    grant: StreamVersion,
    confirmation: StreamVersion,
    organisation: OrganisationId,
    other: ClusterId,
    filed: StreamVersion,
    admitted: StreamVersion,
    publication: StreamVersion,
    mask: StreamVersion,
    report: ReportId,
    proposal: ProposalId,
    expected: ExpectedId,
}

impl Stage {
    fn set() -> Self {
        let mut scene = Scene::small(TODAY);
        let listed = scene.listed(Sketch::small("Белая сосна").minimal());
        scene.given(scene.officer(), listed.confirm(["participants/2"]).having_seen());
        let confirmation = scene.load(&StreamId::cluster(listed.cluster)).version;
        scene.centre("RU-TOM", 51);
        let leaver = scene.representative(3);
        scene.given(leaver, denies(&listed, "participants/4"));
        let (draft, _) = scene.started(changes());
        let (submitted, _) = scene.submitted(Sketch::small("Другой").minimal());
        let account = scene.account_without_role();
        let grant = scene.grant(account, Role::Auditor, Scope::Registry);
        let organisation = scene.organisation(&organisation(51));
        scene.given(scene.officer(), opens_branch(organisation));
        scene.given(scene.officer(), tie(organisation, "works.example"));
        let other = scene.entered(Sketch::small("Ещё один").organisations_from(61).minimal());
        let [filed, admitted] = ["summary", "year_created"].map(|field| {
            let sceptic = scene.applicant();
            scene.given(sceptic, contest(&scene, &listed, field));
            scene.load(&StreamId::cluster(listed.cluster)).version
        });
        let admit = AdmitDispute {
            cluster: listed.cluster,
            dispute: admitted,
            text: "Число другое".into(),
            evidence: vec![link()],
        };
        scene.given(scene.officer(), admit);
        let mask = scene.load(&StreamId::cluster(listed.cluster)).version.next();
        scene.given(scene.officer(), masks(listed.cluster, "official_name"));
        scene.given(scene.officer(), RecordPublication { says: announcement("Приём заявок") });
        let publication = scene.load(&StreamId::registry()).version;
        scene.given(Caller::PROGRAM, receives(listed.cluster, 7));
        let report = filed_report(&mut scene, Caller::PROGRAM, listed.cluster, "summary");
        let proposal = made(&mut scene, listed.representative, "Добавить поле");
        let officer = scene.officer();
        let expected = noted_by(&mut scene, officer, "Станки");
        Self {
            scene,
            listed,
            draft,
            submitted,
            account,
            grant,
            confirmation,
            organisation,
            other,
            filed,
            admitted,
            publication,
            mask,
            report,
            proposal,
            expected,
        }
    }

    /// A command for every operation, in the order of the table; each but the opening could follow.
    fn commands(&self) -> Vec<Command> {
        let cluster = self.listed.cluster;
        let region = Code::literal("RU-TOM");
        let why = || String::from("Решение собрания");
        let claims = changes().stating(says("year_created", year(2011)));
        vec![
            OpenRegistry { demonstration: true, time_zone: "Europe/Moscow".into() }.into(),
            edition("0.91", |text| text).into(),
            Reassess { cluster }.into(),
            CorrectAssessment { cluster, assessment: self.assessment(), reason: why() }.into(),
            published(BEFORE).into(),
            estimate().into(),
            RecordPublication { says: announcement("Съезд кластеров") }.into(),
            self.corrects().into(),
            self.withdraws().into(),
            OpenAccount { label: "Кто-то".into() }.into(),
            self.grants(Role::Officer, Scope::Registry).into(),
            by_mailbox(self.account, self.organisation, "works.example").into(),
            RevokeRole { grant: self.grant, reason: why() }.into(),
            StartApplication { right_to_speak: why(), changes: changes() }.into(),
            self.fills_in(claims.clone()).into(),
            StateRightToSpeak { application: self.draft, right_to_speak: why(), letter: None }
                .into(),
            SubmitApplication { application: self.draft }.into(),
            WithdrawApplication { application: self.draft, reason: None }.into(),
            ReturnApplication { application: self.submitted, reasons: vec![reason(why())] }.into(),
            ListApplication { application: self.submitted }.into(),
            EnterCluster { changes: Sketch::small("Третий").minimal() }.into(),
            self.listed.state(claims).into(),
            self.listed.confirm(["participants/3"]).into(),
            WithdrawConfirmation { cluster, confirmation: self.confirmation, reason: why() }.into(),
            self.denies("participants/3").into(),
            WithdrawDenial {
                cluster,
                item: item_path("participants/4"),
                reason: why(),
                expected: None,
            }
            .into(),
            SuspendCluster { cluster, reason: why(), expected: None }.into(),
            ResumeCluster { cluster, reason: why(), expected: None }.into(),
            WithdrawCluster { cluster, reason: why(), expected: None }.into(),
            self.merges().into(),
            contest(&self.scene, &self.listed, "location").into(),
            self.admits().into(),
            RefuseDispute { cluster, dispute: self.filed, reason: why() }.into(),
            self.answers().into(),
            self.resolves().into(),
            NoteLapses { cluster }.into(),
            self.renames().into(),
            RecordIdentifier {
                organisation: self.organisation,
                identifier: Identifier::Ogrn(ogrn(61)),
                since: None,
            }
            .into(),
            RetireIdentifier {
                organisation: self.organisation,
                identifier: Identifier::Ogrn(ogrn(51)),
                until: BEFORE,
            }
            .into(),
            opens_branch(self.organisation).into(),
            CloseBranch { organisation: self.organisation, branch: 1, closed_on: BEFORE }.into(),
            states_size(self.organisation, "small").into(),
            states_site(self.organisation).into(),
            self.succeeds().into(),
            tie(self.organisation, "plant.example").into(),
            ReleaseMailboxDomain {
                organisation: self.organisation,
                domain: domain("works.example"),
                reason: why(),
            }
            .into(),
            receives(cluster, 8).into(),
            AnswerEnquiry { cluster, enquiry: enquiry(7) }.into(),
            report(cluster, "summary").into(),
            DecideReport { report: self.report, outcome: ReportOutcome::Declined, reason: why() }
                .into(),
            propose("Добавить поле").into(),
            PublishProposal { proposal: self.proposal, text: why() }.into(),
            self.declines().into(),
            note("Станки", "RU-TOM").into(),
            InviteExpectedCluster { expected: self.expected, invited_on: BEFORE }.into(),
            LinkExpectedCluster { expected: self.expected, application: self.submitted }.into(),
            RegisterExpectedCluster { expected: self.expected, cluster }.into(),
            RemoveExpectedCluster { expected: self.expected, reason: why() }.into(),
            Self::forgets().into(),
            self.masks("summary").into(),
            LiftMask { cluster, mask: self.mask, reason: why(), expected: None }.into(),
            OpenCkr {
                region: region.clone(),
                organisation: organisation(52),
                opened_on: BEFORE,
                evidence: vec![link()],
            }
            .into(),
            CloseCkr { region, organisation: self.organisation, closed_on: TODAY, reason: why() }
                .into(),
        ]
    }

    fn forgets() -> ForgetSubject {
        let keys = vec![KeyId("value/cluster/1/head".into())];
        ForgetSubject { keys, law: "152-ФЗ".into(), reason: "По заявлению".into() }
    }

    fn masks(&self, field: &str) -> MaskValue {
        masks(self.listed.cluster, field)
    }

    fn corrects(&self) -> CorrectPublication {
        CorrectPublication {
            publication: self.publication,
            says: announcement("Приём заявок продлён"),
            reason: "Срок продлён".into(),
            expected: None,
        }
    }

    fn withdraws(&self) -> WithdrawPublication {
        let (publication, reason) = (self.publication, "Записано дважды".into());
        WithdrawPublication { publication, reason, expected: None }
    }

    fn assessment(&self) -> StreamVersion {
        let assessment = self.scene.cluster(self.listed.cluster).assessment.as_ref();
        assessment.expect("an assessment").version
    }

    fn grants(&self, role: Role, scope: Scope) -> GrantRole {
        let authority = Authority { basis: Basis::Letter, document: None };
        GrantRole { account: self.account, role, scope, authority }
    }

    fn fills_in(&self, changes: Changes) -> StateApplication {
        StateApplication { application: self.draft, changes, expected: None }
    }

    fn denies(&self, member: &str) -> DenyMembership {
        denies(&self.listed, member)
    }

    fn merges(&self) -> MergeClusters {
        MergeClusters {
            cluster: self.listed.cluster,
            into: self.other,
            merged_on: BEFORE,
            reason: "Решение собрания".into(),
            expected: None,
        }
    }

    fn admits(&self) -> AdmitDispute {
        let (cluster, dispute) = (self.listed.cluster, self.filed);
        AdmitDispute {
            cluster, dispute, text: "Число другое".into(), evidence: vec![link()]
        }
    }

    fn answers(&self) -> AnswerDispute {
        let (cluster, dispute) = (self.listed.cluster, self.admitted);
        AnswerDispute {
            cluster, dispute, text: "Число верно".into(), evidence: Vec::new()
        }
    }

    fn resolves(&self) -> ResolveDispute {
        let (cluster, dispute) = (self.listed.cluster, self.admitted);
        let (outcome, reason) = (DisputeOutcome::Upheld, "Решение".into());
        ResolveDispute { cluster, dispute, outcome, reason }
    }

    fn declines(&self) -> AnswerProposal {
        let (outcome, reason) = (ProposalOutcome::Declined, "Не нужно".into());
        AnswerProposal { proposal: self.proposal, outcome, reason }
    }

    fn succeeds(&self) -> SucceedOrganisation {
        SucceedOrganisation {
            predecessor: self.organisation,
            successor: Successor::Named(organisation(53)),
            form: Code::literal("accession"),
            on: BEFORE,
            evidence: vec![link()],
            passing: Vec::new(),
        }
    }

    fn renames(&self) -> RenameOrganisation {
        let (organisation, kind) = (self.organisation, ClaimKind::Change);
        RenameOrganisation { organisation, name: text("Новое имя"), kind }
    }
}

/// The command that hides a field by law.
fn masks(cluster: ClusterId, field: &str) -> MaskValue {
    let (law, reason) = ("149-ФЗ".into(), "Решение суда".into());
    MaskValue { cluster, path: path(field), version: None, law, reason, expected: None }
}

/// The command by which a participant says that it takes no part.
fn denies(listed: &Listed, member: &str) -> DenyMembership {
    DenyMembership {
        cluster: listed.cluster,
        item: item_path(member),
        since: None,
        reason: "Мы не участвуем".into(),
        expected: None,
    }
}

/// The command that contests a field.
fn contest(scene: &Scene, listed: &Listed, field: &str) -> FileDispute {
    let claim = scene.cluster(listed.cluster).profile.claim(&path(field));
    FileDispute {
        cluster: listed.cluster,
        claim: claim.expect("a stated field").reference(),
        grounds: "Число другое".into(),
        evidence: vec![link()],
    }
}

fn reason(reason: String) -> ReturnReason {
    ReturnReason { path: None, reason, unmet: Some(UnmetRequirement::RightToSpeak) }
}

/// What is answered in an empty world: a role is refused before anything is looked up.
fn answered(command: &Command, caller: Caller) -> Result<(), Undecided> {
    let world = World::new(jiff::Timestamp::UNIX_EPOCH, TODAY, [0; 32]);
    decide(command, caller, &world).map(drop)
}

const STRANGER: AccountId = AccountId::from_uuid(Uuid::from_u128(7));

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
            let answer = answered(command, Caller { account: STRANGER, role });
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
    ···F·DP mask_value
    ···F·DP lift_mask
    ···F··· open_ckr
    ···F··· close_ckr
    ");
}

fn estimate() -> StateEstimate {
    let (source, evidence) = ("Экспертная оценка (демо)".into(), vec![link()]);
    StateEstimate { clusters: 200, source, stated_for: TODAY, evidence }
}

fn published(date: Date) -> PublishStatistics {
    PublishStatistics { date, position: Position(3), digest: Digest::of(b"figures") }
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
                let caller = Caller { account, role: *role };
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
            let caller = Caller { account: STRANGER, role: *role };
            let refused = stage.scene.decide(caller, &command).expect_err("a broken body");
            assert!(matches!(refused, Rejection::Invalid(_)), "{command:?}: {refused:?}");
        }
    }
}

#[test]
fn a_grant_for_another_cluster_or_for_none_is_no_grant_for_this_one() {
    let mut stage = Stage::set();
    let applicant = stage.scene.applicant();
    let other = stage.scene.listed(Sketch::small("Сосед").organisations_from(21).minimal());
    let restated = || stage.listed.state(changes().stating(says("year_created", year(2011))));
    let (cluster, reason) = (stage.listed.cluster, String::from("Решение собрания"));
    for caller in [applicant, other.representative] {
        stage.scene.when(caller, restated()).then_rejected("access.no-grant");
        let withdrawn = WithdrawCluster { cluster, reason: reason.clone(), expected: None };
        stage.scene.when(caller, withdrawn).then_rejected("access.no-grant");
    }
    stage.scene.when(stage.listed.representative, restated()).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_grant_of_another_role_is_no_grant() {
    let mut stage = Stage::set();
    let auditor = stage.scene.account(Role::Auditor, Scope::Registry);
    let as_officer = Caller { role: Role::Officer, ..auditor };
    let claims = changes().stating(says("year_created", year(2011)));
    stage.scene.when(as_officer, stage.listed.state(claims)).then_rejected("access.no-grant");
}

#[test]
fn a_grant_that_was_taken_back_is_no_grant() {
    let mut stage = Stage::set();
    let account = stage.account;
    let officer = Caller { account, role: Role::Officer };
    let grant = stage.scene.grant(account, Role::Officer, Scope::Registry);
    let claims = || stage.listed.state(changes().stating(says("year_created", year(2011))));
    stage.scene.when(officer, claims()).accepted();

    let revoke = RevokeRole { grant, reason: "Уволился".into() };
    let administrator = stage.scene.administrator();
    stage.scene.when(administrator, revoke.clone()).then(&["access: RoleRevoked"]);
    stage.scene.when(officer, claims()).then_rejected("access.no-grant");
    stage.scene.when(administrator, revoke).then_rejected("not-found");

    stage.scene.grant(account, Role::Officer, Scope::Registry);
    stage.scene.when(officer, claims()).accepted();
}

#[test]
fn a_role_goes_only_to_an_account_there_is() {
    let mut stage = Stage::set();
    let grant = stage.grants(Role::Officer, Scope::Registry);
    let unknown = GrantRole { account: STRANGER, ..grant.clone() };
    stage.scene.when(stage.scene.administrator(), unknown).then_rejected("not-found");
    stage.scene.when(stage.scene.administrator(), grant).then(&["access: RoleGranted"]);
}

#[test]
fn each_role_is_held_for_what_it_speaks_for() {
    let stage = Stage::set();
    let scopes = [
        ('*', Scope::Registry),
        ('c', Scope::Cluster(stage.listed.cluster)),
        ('o', Scope::Organisation(stage.organisation)),
        ('r', Scope::Region { region: Code::literal("RU-TOM"), organisation: stage.organisation }),
    ];
    let line = |role: Role| {
        let letters = scopes.iter().map(|(letter, scope)| {
            let command = stage.grants(role, scope.clone()).into();
            let granted = stage.scene.decide(stage.scene.administrator(), &command);
            if granted.is_ok() { *letter } else { '·' }
        });
        format!("{} {}", letters.collect::<String>(), role.key())
    };
    insta::assert_snapshot!(Role::ALL.map(line).join("\n"), @"
    *c·· cluster_representative
    ··o· organisation_representative
    ···r region_representative
    *··· officer
    *··· auditor
    *··· administrator
    ···· clerk
    ");
}

#[test]
fn an_officer_gives_and_takes_back_roles_of_representatives_alone() {
    let mut stage = Stage::set();
    let officer = stage.scene.officer();
    let speaks = stage.grants(Role::ClusterRepresentative, Scope::Cluster(stage.listed.cluster));
    let given = stage.scene.given(officer, speaks);
    assert_eq!(given.parts[0].events[0].actor.account, officer.account);
    let grant = stage.scene.load(&StreamId::access()).version;
    let back =
        |grant| RevokeRole { grant, reason: "Доверенность истекла".into() };
    stage.scene.when(officer, back(grant)).then(&["access: RoleRevoked"]);

    for role in [Role::Officer, Role::Auditor, Role::Administrator] {
        let refused = stage.grants(role, Scope::Registry);
        stage.scene.when(officer, refused).then_rejected("grant.by-administrator");
    }
    stage.scene.when(officer, back(stage.grant)).then_rejected("grant.by-administrator");
}

#[test]
fn the_last_administrator_stays() {
    let mut scene = Scene::small(TODAY);
    let first = scene.administrator();
    let of = |scene: &Scene, caller: Caller| {
        let loaded = scene.load(&StreamId::access());
        let StreamState::Access(access) = loaded.state.as_ref() else { panic!("no grants") };
        let of_it = |version: &StreamVersion| {
            access.grant(*version).is_some_and(|grant| grant.account == caller.account)
        };
        let versions = (1..=loaded.version.0).map(StreamVersion);
        versions.into_iter().find(of_it).expect("a grant")
    };
    let revoke = |grant| RevokeRole { grant, reason: "Уволился".into() };
    let own = of(&scene, first);
    for caller in [first, Caller::PROGRAM] {
        scene.when(caller, revoke(own)).then_rejected("grant.last-administrator");
    }
    let second = scene.account(Role::Administrator, Scope::Registry);
    scene.when(second, revoke(own)).then(&["access: RoleRevoked"]);
    let own = of(&scene, second);
    scene.when(second, revoke(own)).then_rejected("grant.last-administrator");
}

#[test]
fn who_keeps_accounts_has_no_hand_in_what_is_told_of_clusters() {
    let mut stage = Stage::set();
    let administrator = stage.scene.administrator();
    let of_profiles = [
        (Role::ClusterRepresentative, Scope::Cluster(stage.listed.cluster)),
        (Role::OrganisationRepresentative, Scope::Organisation(stage.organisation)),
        (Role::Officer, Scope::Registry),
    ];
    for (role, scope) in of_profiles {
        let own = GrantRole { account: administrator.account, ..stage.grants(role, scope.clone()) };
        stage.scene.when(administrator, own).then_rejected("grant.kept-apart");
        let mut other = stage.scene.clone();
        let account = other.account_without_role();
        other.grant(account, role, scope);
        let rises = stage.grants(Role::Administrator, Scope::Registry);
        let rises = GrantRole { account, ..rises };
        other.when(administrator, rises).then_rejected("grant.kept-apart");
    }
    let audits = GrantRole {
        account: administrator.account,
        ..stage.grants(Role::Auditor, Scope::Registry)
    };
    stage.scene.when(administrator, audits).then(&["access: RoleGranted"]);
}

#[test]
fn the_published_table_of_access_is_the_one_in_the_code() {
    check_published("../docs/access.md", &listing());
}

#[test]
fn the_clerk_is_the_program_and_nobody_else() {
    let mut stage = Stage::set();
    let somebody = Caller { account: stage.account, role: Role::Clerk };
    let opened = OpenAccount { label: "Кто-то".into() };
    stage.scene.when(somebody, opened.clone()).then_rejected("access.no-grant");
    stage.scene.when(Caller::PROGRAM, opened).then(&["access: AccountOpened"]);
    let as_officer = Caller { role: Role::Officer, ..Caller::PROGRAM };
    let confirm: ConfirmClaims = stage.listed.confirm(["participants/3"]);
    stage.scene.when(as_officer, confirm).then_rejected("access.no-grant");
}
