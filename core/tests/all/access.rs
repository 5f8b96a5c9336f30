//! Who may do what: the table of roles and operations, and grants.

mod grants;
mod table;

use jiff::civil::Date;
use registry_core::access::Caller;
use registry_core::command::{
    AdmitDispute, AnswerDispute, AnswerEnquiry, AnswerProposal, CloseBranch, CloseCkr, Command,
    CorrectAssessment, CorrectPublication, DecideReport, DenyMembership, EnterCluster, FileDispute,
    ForgetSubject, GrantRole, InviteExpectedCluster, LiftMask, LinkExpectedCluster,
    ListApplication, MaskValue, MergeClusters, NoteLapses, OpenAccount, OpenCkr, OpenRegistry,
    PublishProposal, PublishStatistics, Reassess, RecordIdentifier, RecordPublication,
    RefuseDispute, RegisterExpectedCluster, ReleaseMailboxDomain, RemoveExpectedCluster,
    RenameOrganisation, ResolveDispute, ResumeCluster, RetireIdentifier, ReturnApplication,
    RevokeRole, StartApplication, StateApplication, StateEstimate, StateRightToSpeak,
    SubmitApplication, SucceedOrganisation, Successor, SuspendCluster, WithdrawApplication,
    WithdrawCluster, WithdrawConfirmation, WithdrawDenial, WithdrawPublication,
};
use registry_core::decide;
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::{item_path, link, path, says, text, year};
use registry_core::testing::{Listed, Scene, Sketch, ogrn, organisation};
use registry_core::world::{Undecided, World};
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
use registry_events::value::{Code, Identifier};

use super::enquiries::{enquiry, receives};
use super::expected::{note, noted_by};
use super::mailbox_domains::{by_mailbox, domain, tie};
use super::organisation_numbers::{opens_branch, states_site, states_size};
use super::proposals::{made, propose};
use super::publications::announcement;
use super::reports::{filed_report, report};
use super::rulebook::edition;
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
        let auditor = scene.account_without_role();
        let grant = scene.grant(auditor, Role::Auditor, Scope::Registry);
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
        ResolveDispute { cluster, dispute, outcome, reason, evidence: Vec::new() }
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

fn estimate() -> StateEstimate {
    let (source, evidence) = ("Экспертная оценка (демо)".into(), vec![link()]);
    StateEstimate { clusters: 200, source, stated_for: TODAY, evidence }
}

fn published(date: Date) -> PublishStatistics {
    PublishStatistics { date, position: Position(3), digest: Digest::of(b"figures") }
}
