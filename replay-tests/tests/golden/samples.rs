//! One event of each type, with every kind of value somewhere among them.

use jiff::civil::date;
use registry_events::actor::{Actor, Authority, Basis, Role};
use registry_events::claim::{
    Absence, Claim, ClaimKind, ClaimRef, Evidence, Relation, Source, SourceType, Stated,
};
use registry_events::confidential::Confidential;
use registry_events::document::{DocumentRef, MediaType, Sha256};
use registry_events::edition::EditionKind;
use registry_events::event::*;
use registry_events::ids::{
    AccountId, ApplicationId, ClusterId, Digest, EnquiryId, ItemId, OrganisationId, Position,
    ProposalId, StreamVersion, Uuid,
};
use registry_events::level::Level;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::{EventRef, StreamId};
use registry_events::value::*;

pub(super) fn actor() -> Actor {
    Actor {
        account: account(),
        role: Role::OrganisationRepresentative,
        organisation: Some(organisation()),
        authority: Authority { basis: Basis::Letter, document: Some(Digest([7; 32])) },
    }
}

const fn account() -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001))
}

const fn organisation() -> OrganisationId {
    OrganisationId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002))
}

fn application() -> ApplicationId {
    ApplicationId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0003))
}

fn cluster() -> ClusterId {
    ClusterId::from_random([1, 2, 3, 4, 5])
}

fn code(text: &str) -> Code {
    Code::parse(text).expect("a code")
}

fn document() -> DocumentRef {
    DocumentRef {
        digest: Digest([4; 32]),
        sha256: Sha256([5; 32]),
        bytes: 123_456,
        media_type: MediaType::Pdf,
    }
}

fn link() -> Evidence {
    Evidence::Link(WebUrl::parse("https://pine.example/letter").expect("an address"))
}

fn identifiers() -> Vec<Identifier> {
    let inn = Inn::parse("0000000018");
    let ogrn = Ogrn::parse("1050000000016");
    inn.map(Identifier::Inn).into_iter().chain(ogrn.map(Identifier::Ogrn)).collect()
}

fn item() -> ItemPath {
    ItemPath { collection: code("participants"), item: ItemId(17) }
}

fn claim(field: &str, stated: Stated) -> Claim {
    Claim {
        path: FieldPath::of_cluster(code(field)),
        stated,
        kind: ClaimKind::Correction,
        described_on: Some(date(2015, 12, 1)),
        source: Source {
            source_type: SourceType::Register,
            url: WebUrl::parse("https://register.example/1").ok(),
            retrieved_on: Some(date(2015, 11, 30)),
        },
        evidence: vec![link(), Evidence::Document(document())],
        holds_until: Some(date(2016, 12, 1)),
        replaces: Some(StreamVersion(4)),
        awaits_until: Some(date(2016, 3, 1)),
    }
}

fn values() -> Vec<Value> {
    let both = Text {
        ru: Some("Белая сосна (демо)".into()), en: Some("White Pine (demo)".into())
    };
    let named = NamedOrganisation { name: both.clone(), identifiers: identifiers() };
    let decimal = |text: &str| text.parse::<Decimal>().expect("a number");
    vec![
        Value::Text(both),
        Value::Integer(-12_195),
        Value::Decimal(decimal("9.50")),
        Value::Date(date(2015, 2, 28)),
        Value::Year(Year::new(2015).expect("a year")),
        Value::Url(WebUrl::parse("https://pine.example").expect("an address")),
        Value::Email(Email::parse("office@pine.example").expect("an address")),
        Value::Phone(Phone::parse("+70000000000").expect("a number")),
        Value::Money(Money::new(decimal("1500000.00"), "RUB").expect("an amount")),
        Value::Flag(true),
        Value::Code(code("furniture")),
        Value::Codes(vec![code("RU-TOM"), code("RU-KEM")]),
        Value::Point(
            Point::new(decimal("56.49771"), decimal("84.97437"), PointPrecision::Locality)
                .expect("a point"),
        ),
        Value::Organisation(organisation()),
        Value::Items(vec![ItemId(1), ItemId(300)]),
        Value::NamedOrganisation(named),
        Value::Texts(vec![Text::ru("Мебель"), Text::ru("Плиты")]),
        Value::Urls(vec![WebUrl::parse("https://social.example/pine").expect("an address")]),
        Value::Ratings([(code("hr"), code("high")), (code("brand"), code("absent"))].into()),
        Value::Shares(vec![
            Share::new(code("member_fees"), Some(decimal("40.5"))).expect("a share"),
            Share::new(code("other"), None).expect("a share"),
        ]),
        Value::Address(
            PostalAddress::new(Some("160000"), "Вологда", Some("ул. Мира, 1")).expect("an address"),
        ),
        Value::Cluster(cluster()),
        Value::File(document()),
    ]
}

fn claims() -> Vec<Claim> {
    let values = values().into_iter().map(Stated::Value);
    let absences = [Absence::NotProvided, Absence::NotApplicable, Absence::Withheld, Absence::Zero];
    let sealed = Sealed { key: KeyId("person/1".into()), nonce: vec![1; 24], bytes: vec![2; 40] };
    let stated = values.chain(absences.map(Stated::Absent)).chain([Stated::Sealed(sealed)]);
    (0..).zip(stated).map(|(number, stated)| claim(&format!("field_{number}"), stated)).collect()
}

pub(super) fn all() -> Vec<Event> {
    [
        profile(),
        of_cluster(),
        of_standing(),
        of_dispute(),
        of_application(),
        access(),
        of_organisation(),
        publications(),
        enquiries(),
        reports_and_proposals(),
        expected(),
        others(),
    ]
    .concat()
}

fn profile() -> Vec<Event> {
    vec![
        ClaimsStated { claims: claims() }.into(),
        ItemOpened { item: item(), claims: vec![claim("joined_on", claims()[3].stated.clone())] }
            .into(),
        ItemClosed {
            item: item(),
            closed_on: Some(date(2016, 1, 31)),
            reason: Some("Вышла из кластера".into()),
        }
        .into(),
    ]
}

fn of_cluster() -> Vec<Event> {
    let submission =
        EventRef { stream: StreamId::application(application()), version: StreamVersion(9) };
    let claim = claim_ref();
    vec![
        ClusterListed { application: Some(submission) }.into(),
        ClaimLapsed {
            claim: claim.clone(),
            cause: LapseCause::SeenTooLongAgo,
            held_until: date(2016, 3, 1),
        }
        .into(),
        ClaimConfirmed {
            claim,
            relation: Relation::Participant,
            evidence: vec![link()],
            note: Some("Подтверждаю участие".into()),
            seen_on: Some(date(2016, 2, 1)),
            holds_until: Some(date(2017, 2, 1)),
        }
        .into(),
        ConfirmationWithdrawn { confirmation: StreamVersion(30), reason: "Вышли".into() }.into(),
        MembershipDenied {
            item: item(),
            organisation: organisation(),
            since: Some(date(2018, 5, 1)),
            reason: "Мы не участвуем".into(),
        }
        .into(),
        MembershipDenialWithdrawn {
            denial: StreamVersion(33), reason: "Снова участвуем".into()
        }
        .into(),
        LevelAssessed {
            edition: code("0.9"),
            facts_version: 1,
            before: Some(Level::Initial),
            after: Level::Medium,
            gained: vec![code("G1"), code("P1")],
            lost: vec![code("M8")],
            facts_digest: Digest([9; 32]),
        }
        .into(),
        AssessmentCorrected {
            assessment: StreamVersion(31), reason: "Ошибка программы".into()
        }
        .into(),
        ClusterSuspended { reason: "Контакты не отвечают".into() }.into(),
        ClusterResumed { reason: "Контакты обновлены".into() }.into(),
        ClusterWithdrawn { reason: "По заявлению".into() }.into(),
        masked(),
        MaskLifted { mask: StreamVersion(21), reason: "Суд отменил (демо)".into() }.into(),
    ]
}

fn claim_ref() -> ClaimRef {
    ClaimRef {
        path: FieldPath::of_item(code("participants"), ItemId(17), code("organisation")),
        version: StreamVersion(2),
    }
}

fn of_standing() -> Vec<Event> {
    let status = ItemPath { collection: code("official_statuses"), item: ItemId(3) };
    vec![
        RequirementOpened { marker: code("M8"), until: date(2016, 3, 1), waived_for: Some(status) }
            .into(),
        RequirementClosed { marker: code("M8") }.into(),
        ClusterDeactivated { markers: vec![code("M8"), code("M10")] }.into(),
        ClusterReactivated {}.into(),
        ClusterMerged {
            into: cluster(),
            merged_on: date(2018, 4, 2),
            reason: "Один пилотный кластер".into(),
        }
        .into(),
        ClusterAbsorbed { cluster: cluster(), merged_on: date(2018, 4, 2) }.into(),
    ]
}

fn of_dispute() -> Vec<Event> {
    let dispute = StreamVersion(40);
    let evidence = vec![link()];
    vec![
        DisputeFiled {
            claim: claim_ref(),
            grounds: "Не участник".into(),
            evidence: evidence.clone(),
            decide_until: date(2016, 3, 8),
        }
        .into(),
        DisputeRefused { dispute, reason: "Источник не назван".into() }.into(),
        DisputeAdmitted {
            dispute,
            claim: claim_ref(),
            text: "Организация сообщает, что не участвует".into(),
            evidence: evidence.clone(),
            answer_until: date(2016, 3, 22),
            known_by: Some(code("organisation")),
        }
        .into(),
        DisputeAnswered { dispute, text: "Участвует".into(), evidence: evidence.clone() }.into(),
        DisputeDeadlineMissed { dispute, step: DisputeStep::Answer, due_on: date(2016, 3, 22) }
            .into(),
        DisputeResolved {
            dispute,
            outcome: DisputeOutcome::Upheld,
            reason: "Письмо организации".into(),
            evidence,
        }
        .into(),
        DisputeLifted { dispute, claim: claim_ref() }.into(),
        DisputeTaken { dispute: filing() }.into(),
        DisputeSettled { dispute: filing() }.into(),
    ]
}

fn filing() -> EventRef {
    EventRef { stream: StreamId::cluster(cluster()), version: StreamVersion(40) }
}

fn of_organisation() -> Vec<Event> {
    let name = Text::ru("ООО «Прибор-Демо 017»");
    let foreign = ForeignNumber::parse("DE", "HRB 12345").expect("a number");
    let inn = Inn::parse("0000000018").expect("a number");
    let sealed =
        Sealed { key: KeyId("organisation/1/inn".into()), nonce: vec![1; 24], bytes: vec![2; 28] };
    let numbers = [Identifier::Foreign(foreign), Identifier::SealedInn(sealed)];
    vec![
        OrganisationRegistered {
            name: name.clone(),
            identifiers: identifiers().into_iter().chain(numbers).collect(),
        }
        .into(),
        OrganisationRenamed { name: name.clone(), kind: ClaimKind::Change }.into(),
        IdentifierRecorded {
            identifier: Identifier::Inn(inn.clone()),
            since: Some(date(2019, 1, 1)),
        }
        .into(),
        IdentifierRetired { identifier: Identifier::Inn(inn), until: date(2018, 12, 31) }.into(),
        BranchOpened {
            branch: 1,
            name,
            kpp: Kpp::parse("350001001").expect("a code"),
            region: code("RU-VLG"),
        }
        .into(),
        BranchClosed { branch: 1, closed_on: date(2020, 5, 1) }.into(),
        OrganisationSizeStated {
            size: code("medium"),
            described_on: date(2016, 1, 1),
            kind: ClaimKind::Change,
            source: Source::OWN,
            evidence: vec![link()],
        }
        .into(),
        OrganisationDetailsStated {
            site: WebUrl::parse("https://pribor.example").ok(),
            point: Some(Point {
                lat_micro: 56_497_710,
                lng_micro: 84_974_370,
                precision: PointPrecision::Exact,
            }),
            okved: Some(code("26.51")),
            described_on: date(2016, 1, 1),
            kind: ClaimKind::Change,
            source: Source::OWN,
            evidence: vec![link()],
        }
        .into(),
        OrganisationSucceeded {
            successor: organisation(),
            form: code("transformation"),
            on: date(2019, 1, 1),
            evidence: vec![link()],
        }
        .into(),
        PredecessorRecorded {
            predecessor: organisation(),
            form: code("transformation"),
            on: date(2019, 1, 1),
        }
        .into(),
        MailboxDomainTied {
            domain: MailDomain::parse("pribor.example").expect("a domain"),
            source: claim("website", claims()[0].stated.clone()).source,
            evidence: vec![link()],
        }
        .into(),
        MailboxDomainReleased {
            domain: MailDomain::parse("pribor.example").expect("a domain"),
            reason: "Домен продан (демо)".into(),
        }
        .into(),
    ]
}

fn of_application() -> Vec<Event> {
    let path = Some(FieldPath::of_cluster(code("summary")));
    vec![
        ApplicationStarted { right_to_speak: "Письмо совета кластера".into() }.into(),
        ApplicationSubmitted {}.into(),
        ApplicationReturned {
            reasons: vec![
                ReturnReason {
                    path,
                    reason: "Опишите подробнее".into(),
                    unmet: Some(UnmetRequirement::NotBorneOut { marker: Some(code("M5")) }),
                },
                unmet(UnmetRequirement::NotBorneOut { marker: None }),
                unmet(UnmetRequirement::Minimum { marker: code("M8") }),
                unmet(UnmetRequirement::RightToSpeak),
                unmet(UnmetRequirement::AlreadyListed { cluster: cluster() }),
            ],
        }
        .into(),
        ApplicationListed { cluster: cluster() }.into(),
        ApplicationWithdrawn { reason: Some("Передумали".into()) }.into(),
        RightToSpeakStated {
            right_to_speak: "Доверенность дирекции (демо)".into(),
            letter: Some(document()),
        }
        .into(),
    ]
}

fn unmet(unmet: UnmetRequirement) -> ReturnReason {
    ReturnReason { path: None, reason: "Приложите".into(), unmet: Some(unmet) }
}

fn access() -> Vec<Event> {
    let scope = Scope::Region { region: code("RU-TOM"), organisation: organisation() };
    let authority = Authority { basis: Basis::Office, document: None };
    let role = Role::RegionRepresentative;
    let domain = MailDomain::parse("works.example").expect("a domain");
    vec![
        AccountOpened {
            account: account(), label: "Куратор реестра (демо)".into()
        }
        .into(),
        RoleGranted { account: account(), role, scope, authority, mailbox_domain: Some(domain) }
            .into(),
        RoleRevoked { grant: StreamVersion(5), reason: "Срок истёк".into() }.into(),
    ]
}

fn masked() -> Event {
    let item = ItemPath { collection: code("participants"), item: ItemId(17) };
    let path = FieldPath { item: Some(item), field: code("organisation") };
    let (law, reason) = ("149-ФЗ, статья 10 (демо)".into(), "По решению суда (демо)".into());
    ValueMasked { path, version: Some(StreamVersion(12)), law, reason }.into()
}

fn forgotten() -> Event {
    let keys = vec![
        KeyId(format!("value/cluster/{}/head", cluster())),
        KeyId(format!("organisation/{}/inn", organisation())),
    ];
    let (law, reason) = ("152-ФЗ, статья 21 (демо)".into(), "По заявлению (демо)".into());
    SubjectForgotten { keys, law, reason }.into()
}

fn estimate() -> Event {
    let source = "Экспертная оценка (демо)".into();
    let (stated_for, evidence) = (date(2015, 9, 1), vec![link()]);
    EstimateStated { clusters: 200, source, stated_for, evidence }.into()
}

fn proposal() -> ProposalId {
    ProposalId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0005))
}

fn words(key: &str) -> Confidential {
    let sealed = Sealed { key: KeyId(key.into()), nonce: vec![1; 24], bytes: vec![2; 60] };
    Confidential::Sealed(sealed)
}

fn reports_and_proposals() -> Vec<Event> {
    let ClaimRef { path, version } = claim_ref();
    let text = words("report/1");
    vec![
        ReportFiled { cluster: cluster(), path, version: Some(version), text }.into(),
        ReportDecided {
            outcome: ReportOutcome::PassedToCluster,
            reason: "Кластер уточнит (демо)".into(),
        }
        .into(),
        ProposalMade { about: ProposalTopic::Questionnaire, text: words("proposal/1") }.into(),
        ProposalPublished {
            text: "Добавить поле о стажировках (демо)".into()
        }
        .into(),
        ProposalAnswered {
            outcome: ProposalOutcome::PartlyAccepted,
            reason: "Поле войдёт в новую редакцию (демо)".into(),
        }
        .into(),
    ]
}

fn expected() -> Vec<Event> {
    let noted = ExpectedClusterNoted {
        name: Text {
            ru: Some("Кластер (демо)".into()), en: Some("Cluster (demo)".into())
        },
        region: code("RU-TOM"),
        source: claim("website", Stated::Absent(Absence::Zero)).source,
        evidence: vec![link()],
        known_since: date(2016, 2, 1),
    };
    vec![
        noted.into(),
        ExpectedClusterInvited { invited_on: date(2016, 3, 1) }.into(),
        ExpectedClusterApplied { application: application() }.into(),
        ExpectedClusterRegistered { cluster: cluster() }.into(),
        ExpectedClusterRemoved { reason: "Записан дважды (демо)".into() }.into(),
    ]
}

fn enquiries() -> Vec<Event> {
    let enquiry = EnquiryId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0004));
    let offer = ItemPath { collection: code("offers"), item: ItemId(3) };
    vec![
        EnquiryReceived { enquiry, kind: EnquiryKind::Join, item: Some(offer) }.into(),
        EnquiryAnswered { enquiry }.into(),
    ]
}

/// A report with everything said of it, its correction to an announcement with the least, its end.
fn publications() -> Vec<Event> {
    let text = |ru: &str, en: &str| Text { ru: Some(ru.into()), en: Some(en.into()) };
    let says = Publication {
        kind: PublicationKind::Report,
        title: text("Отчёт о работе кластеров (демо)", "Report on the clusters (demo)"),
        summary: Some(text("Что сделано за год (демо)", "What was done in a year (demo)")),
        published_on: date(2016, 3, 1),
        found_at: Some(Evidence::Document(document())),
        regions: vec![code("RU-TOM")],
        specialisations: vec![code("ict")],
    };
    let corrected = Publication {
        kind: PublicationKind::Announcement,
        title: Text::ru("Объявление (демо)"),
        summary: None,
        published_on: date(2016, 3, 2),
        found_at: None,
        regions: Vec::new(),
        specialisations: Vec::new(),
    };
    let (publication, reason) = (StreamVersion(40), String::from("Это объявление (демо)"));
    let withdrawal = PublicationWithdrawn {
        publication, reason: "Записано дважды (демо)".into()
    };
    vec![
        PublicationRecorded { says }.into(),
        PublicationCorrected { publication, says: corrected, reason }.into(),
        withdrawal.into(),
    ]
}

fn others() -> Vec<Event> {
    let organisation = organisation();
    let digest = Digest([3; 32]);
    vec![
        NameHeld { cluster: cluster() }.into(),
        NameReleased { cluster: cluster() }.into(),
        IdentifierTaken { organisation }.into(),
        IdentifierReleased { organisation }.into(),
        StatisticsPublished { date: date(2016, 1, 1), position: Position(1_234), digest }.into(),
        estimate(),
        forgotten(),
        CkrOpened { organisation, opened_on: date(2011, 4, 1), evidence: vec![link()] }.into(),
        CkrClosed { organisation, closed_on: date(2019, 4, 1), reason: "Закрыт".into() }.into(),
        RegistryOpened { demonstration: true, time_zone: "Europe/Moscow".into() }.into(),
        EditionTextRecorded { digest, index: 0, count: 2, text: "edition = \"0.9\"\n".into() }
            .into(),
        EditionAdopted {
            kind: EditionKind::Rulebook,
            edition: code("0.9"),
            digest,
            proposals: vec![proposal()],
        }
        .into(),
    ]
}
