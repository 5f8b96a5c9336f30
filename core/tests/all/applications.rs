//! The way of an application: started, filled in, handed in, given back.

use registry_core::access::Caller;
use registry_core::command::{
    GrantRole, ListApplication, ReturnApplication, StartApplication, StateApplication,
    StateRightToSpeak, SubmitApplication, WithdrawApplication,
};
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::{number, path, says, year};
use registry_core::testing::{Scene, Sketch};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::claim::Evidence;
use registry_events::document::{DocumentRef, MediaType, Sha256};
use registry_events::event::{AccessEvent, Event, ReturnReason, Scope, UnmetRequirement};
use registry_events::ids::{ApplicationId, Digest, StreamVersion};
use registry_events::log::COMMIT_EVENTS_MAX;
use registry_events::stream::StreamKind;
use registry_events::value::{Code, WebUrl};

use super::{BEFORE, TODAY, changes};

pub(crate) fn minimal() -> Changes {
    Sketch::small("Белая сосна").minimal()
}

fn start(changes: Changes) -> StartApplication {
    StartApplication { right_to_speak: "Решение собрания".into(), changes }
}

pub(crate) fn state(application: ApplicationId, changes: Changes) -> StateApplication {
    StateApplication { application, changes, expected: None }
}

fn give_back(application: ApplicationId, reasons: &[&str]) -> ReturnApplication {
    let reason = |reason: &&str| ReturnReason {
        path: Some(path("summary")),
        reason: (*reason).into(),
        unmet: Some(UnmetRequirement::NotBorneOut { marker: Some(Code::literal("M5")) }),
    };
    ReturnApplication { application, reasons: reasons.iter().map(reason).collect() }
}

#[test]
fn an_application_is_started_empty_and_filled_in() {
    let mut scene = Scene::small(TODAY);
    let applicant = scene.applicant();
    let decision =
        scene.when(applicant, start(changes())).then(&["application: ApplicationStarted"]);
    let StreamKind::Application(application) = decision.parts[0].stream.kind() else {
        panic!("an application");
    };
    scene
        .when(applicant, state(application, minimal()))
        .then(&["application: ItemOpened ×11, ClaimsStated"]);
}

#[test]
fn an_application_is_started_with_what_is_known() {
    let mut scene = Scene::small(TODAY);
    let applicant = scene.applicant();
    scene
        .when(applicant, start(minimal()))
        .then(&["application: ApplicationStarted, ItemOpened ×11, ClaimsStated"]);
}

#[test]
fn an_applicant_explains_the_right_to_speak() {
    let mut scene = Scene::small(TODAY);
    let applicant = scene.applicant();
    let silent = StartApplication { right_to_speak: " \n".into(), changes: changes() };
    scene.when(applicant, silent).then_problems(&["/right_to_speak reason.needed"]);
}

#[test]
fn an_application_is_handed_in_only_with_every_minimum_and_each_open_one_is_named() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(changes());
    let submit = SubmitApplication { application };
    scene.when(applicant, submit.clone()).then_problems(&[
        "minimum.open M1",
        "minimum.open M2",
        "minimum.open M3",
        "minimum.open M4",
        "minimum.open M5",
        "minimum.open M6",
        "minimum.open M7",
        "minimum.open M8",
        "minimum.open M9",
        "minimum.open M10",
    ]);
    scene.given(applicant, state(application, minimal()));
    scene.when(applicant, submit).then(&["application: ApplicationSubmitted"]);
}

/// The open minimum of an application that lacks something.
#[track_caller]
fn check_open(changes: Changes, expected: &str) {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(changes);
    scene
        .when(applicant, SubmitApplication { application })
        .then_problems(&[&format!("minimum.open {expected}")]);
}

#[test]
fn each_minimum_needs_its_own_statement() {
    check_open(minimal().without("official_name"), "M1");
    check_open(minimal().without("regions"), "M2");
    check_open(minimal().without("specialisation_key"), "M3");
    check_open(minimal().without("year_created"), "M4");
    check_open(minimal().without("summary"), "M5");
    check_open(minimal().without_items("contacts"), "M6");
    check_open(minimal().without("location"), "M7");
    check_open(Sketch::small("Белая сосна").participants(9).minimal(), "M8");
    check_open(minimal().without("employees_total"), "M10");
    let nobody = says("employees_total", number(0)).on(BEFORE);
    check_open(minimal().without("employees_total").stating(nobody), "M10");
    let participants = (1..=10).map(|number| Sketch::participant_of(number, "small"));
    let alike = participants.fold(minimal().without_items("participants"), Changes::opening);
    check_open(alike, "M9");
}

#[test]
fn an_application_is_given_back_with_reasons_and_handed_in_again() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.submitted(minimal());
    let officer = scene.officer();
    scene
        .when(officer, give_back(application, &["Назовите участников полностью"]))
        .then(&["application: ApplicationReturned"]);
    scene.when(officer, give_back(application, &["Ещё раз"])).then_rejected("application.returned");
    scene.when(officer, ListApplication { application }).then_rejected("application.returned");
    scene
        .when(applicant, state(application, changes().stating(says("year_created", year(2011)))))
        .then(&["application: ClaimsStated"]);
    scene
        .when(applicant, SubmitApplication { application })
        .then(&["application: ApplicationSubmitted"]);
    scene.when(officer, ListApplication { application }).accepted();
}

#[test]
fn a_right_to_speak_is_explained_anew_with_a_letter_on_which_the_role_then_rests() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.submitted(minimal());
    let letter = DocumentRef {
        digest: Digest([7; 32]),
        sha256: Sha256([8; 32]),
        bytes: 12,
        media_type: MediaType::Pdf,
    };
    let explains = |right: &str| StateRightToSpeak {
        application,
        right_to_speak: right.into(),
        letter: Some(letter),
    };
    scene.when(applicant, explains("Доверенность")).then_rejected("application.submitted");
    let officer = scene.officer();
    scene.given(officer, give_back(application, &["Приложите доверенность"]));
    let stranger = scene.applicant();
    scene.when(stranger, explains("Доверенность")).then_rejected("not-found");
    scene.when(applicant, explains(" ")).then_problems(&["/right_to_speak reason.needed"]);
    scene.when(applicant, explains("Доверенность")).then(&["application: RightToSpeakStated"]);
    scene.given(applicant, SubmitApplication { application });
    let decision = scene.given(officer, ListApplication { application });
    let granted = decision.parts.iter().flat_map(|part| &part.events).find_map(|decided| {
        match &decided.event {
            Event::Access(AccessEvent::RoleGranted(granted)) => Some(granted.authority.clone()),
            _ => None,
        }
    });
    let by_letter = Authority { basis: Basis::Letter, document: Some(letter.digest) };
    assert_eq!(granted, Some(by_letter));
}

#[test]
fn a_return_needs_reasons() {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(minimal());
    let officer = scene.officer();
    scene.when(officer, give_back(application, &[])).then_problems(&["/reasons reason.needed"]);
    scene
        .when(officer, give_back(application, &["Имя", " ", "", "Адрес"]))
        .then_problems(&["/reasons/1/reason reason.needed", "/reasons/2/reason reason.needed"]);
    scene
        .when(officer, give_back(application, &["Имя"; 101]))
        .then_problems(&["/reasons list.too-many 100 101"]);
}

#[test]
fn while_an_officer_looks_at_it_an_application_is_not_changed() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.submitted(minimal());
    let changed = state(application, changes().stating(says("year_created", year(2011))));
    scene.when(applicant, changed).then_rejected("application.submitted");
    scene.when(applicant, SubmitApplication { application }).then_rejected("application.submitted");
}

#[test]
fn an_application_that_passed_the_version_its_applicant_saw_is_not_changed() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(minimal());
    let changed = StateApplication {
        expected: Some(StreamVersion(1)),
        ..state(application, changes().stating(says("year_created", year(2011))))
    };
    scene.when(applicant, changed).then_rejected("version.passed");
}

#[test]
fn an_applicant_takes_an_application_back() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.submitted(minimal());
    let withdraw = WithdrawApplication { application, reason: Some("Передумали".into()) };
    scene.when(applicant, withdraw.clone()).then(&["application: ApplicationWithdrawn"]);
    scene.when(applicant, withdraw).then_rejected("application.withdrawn");
    scene
        .when(scene.officer(), ListApplication { application })
        .then_rejected("application.withdrawn");
}

#[test]
fn somebody_else_s_application_does_not_exist() {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(minimal());
    let stranger = scene.applicant();
    scene.when(stranger, state(application, minimal())).then_rejected("not-found");
    scene.when(stranger, SubmitApplication { application }).then_rejected("not-found");
    scene
        .when(stranger, WithdrawApplication { application, reason: None })
        .then_rejected("not-found");
}

#[test]
fn an_application_that_was_never_handed_in_does_not_exist_for_an_officer() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(minimal());
    let officer = scene.officer();
    scene.when(officer, ListApplication { application }).then_rejected("not-found");
    scene.when(officer, give_back(application, &["Имя"])).then_rejected("not-found");

    scene.given(applicant, WithdrawApplication { application, reason: None });
    scene.when(officer, ListApplication { application }).then_rejected("not-found");
}

#[test]
fn an_application_that_fits_no_commit_is_not_handed_in() {
    let mut scene = Scene::small(TODAY);
    // Each new organisation takes four events: the participant's, its own and two numbers'.
    let (application, applicant) =
        scene.started(Sketch::small("Большой").participants(1_248).minimal());
    scene
        .when(applicant, SubmitApplication { application })
        .then_problems(&["application.too-large 4994 4992"]);
    scene.given(applicant, state(application, changes().closing("participants/1249")));
    scene
        .when(applicant, SubmitApplication { application })
        .then(&["application: ApplicationSubmitted"]);
    let decision = scene.given(scene.officer(), ListApplication { application });
    let events: usize = decision.parts.iter().map(|part| part.events.len()).sum();
    assert_eq!(events, COMMIT_EVENTS_MAX - 5);
}

#[test]
fn an_application_of_too_many_bytes_is_not_handed_in() {
    let mut scene = Scene::open(TODAY);
    let link = |number: usize| {
        let address = format!("https://documents.example/{number}/{}", "a".repeat(1_900));
        Evidence::Link(WebUrl::parse(&address).expect("an address"))
    };
    let mut content = Sketch::new("Большой").participants(120).minimal();
    for claim in content.open.iter_mut().filter_map(|opened| opened.claims.first_mut()) {
        claim.evidence = (0..20).map(link).collect();
    }
    let (application, applicant) = scene.started(content);
    scene
        .when(applicant, SubmitApplication { application })
        .then_problems(&["application.too-long 4754 3840"]);
    for item in 2..42 {
        let path = format!("participants/{item}");
        scene.given(applicant, state(application, changes().closing(&path)));
    }
    scene
        .when(applicant, SubmitApplication { application })
        .then(&["application: ApplicationSubmitted"]);
}

#[test]
fn an_applicant_speaks_by_the_authority_that_is_bound_to_no_other_cluster() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(minimal());
    let account = scene.account_without_role();
    let role = Role::ClusterRepresentative;
    let bases =
        [(Scope::Cluster(listed.cluster), Basis::Letter), (Scope::Registry, Basis::WorkMailbox)];
    for (scope, basis) in bases {
        let authority = Authority { basis, document: None };
        scene.given(scene.administrator(), GrantRole { account, role, scope, authority });
    }
    let decision = scene.given(Caller::of(account, role), start(changes()));
    assert_eq!(decision.parts[0].events[0].actor.authority.basis, Basis::WorkMailbox);
}
