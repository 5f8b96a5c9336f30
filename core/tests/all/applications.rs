//! The way of an application: started, filled in, handed in, given back, listed.

use registry_core::Decision;
use registry_core::access::Caller;
use registry_core::command::{
    GrantRole, ListApplication, ReturnApplication, RevokeRole, StartApplication, StateApplication,
    StateRightToSpeak, SubmitApplication, WithdrawApplication,
};
use registry_core::decide;
use registry_core::profile::changes::Changes;
use registry_core::state::{ApplicationStanding, StreamState};
use registry_core::testing::statements::{number, path, says, year};
use registry_core::testing::{Scene, Sketch, level_line, organisation};
use registry_core::world::{Undecided, World};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::claim::{Evidence, Stated};
use registry_events::document::{DocumentRef, MediaType, Sha256};
use registry_events::event::{
    AccessEvent, Event, ProfileEvent, ReturnReason, Scope, UnmetRequirement,
};
use registry_events::ids::{ApplicationId, Digest, StreamVersion};
use registry_events::log::COMMIT_EVENTS_MAX;
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, Value, WebUrl};

use super::{BEFORE, TODAY, changes};

fn minimal() -> Changes {
    Sketch::small("Белая сосна").minimal()
}

fn start(changes: Changes) -> StartApplication {
    StartApplication { right_to_speak: "Решение собрания".into(), changes }
}

fn state(application: ApplicationId, changes: Changes) -> StateApplication {
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
fn listing_opens_the_cluster_and_says_everything_again_in_one_commit() {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(minimal());
    let decision = scene.when(scene.officer(), ListApplication { application }).then(&[
        "application: ApplicationListed",
        "cluster: ClusterListed, ClaimsStated, ItemOpened ×11, LevelAssessed",
        "organisation ×10: OrganisationRegistered",
        "identifier ×20: IdentifierTaken",
        "name: NameHeld",
        "access: RoleGranted",
    ]);
    insta::assert_snapshot!(level_line(&decision),
        @"initial: +M1 +M10 +M2 +M3 +M4 +M5 +M6 +M7 +M8 +M9");
    assert_eq!(scene.application(application).standing, ApplicationStanding::Listed);
}

/// A listing with the application and the applicant it came from.
fn listing(scene: &mut Scene, changes: Changes) -> (Decision, ApplicationId, Caller) {
    let (application, applicant) = scene.submitted(changes);
    let decision = scene.given(scene.officer(), ListApplication { application });
    (decision, application, applicant)
}

#[test]
fn what_was_applied_for_is_stated_in_the_clear_as_the_applicant_s_own() {
    let mut scene = Scene::small(TODAY);
    let (decision, application, applicant) = listing(&mut scene, minimal());
    let submission = scene.application(application).submitted;
    let cluster = &decision.parts[1];
    for decided in cluster.events.iter().filter(|one| matches!(one.event, Event::Profile(_))) {
        assert_eq!(
            (decided.actor.account, decided.actor.role),
            (applicant.account, applicant.role)
        );
        let cause = decided.cause.as_ref().expect("the submission");
        assert_eq!(cause.stream, StreamId::application(application));
        assert_eq!(Some(cause.version), submission);
    }
    let officer = scene.officer().account;
    let others = decision.parts.iter().flat_map(|part| &part.events);
    let others = others.filter(|one| !matches!(one.event, Event::Profile(_)));
    assert!(others.into_iter().all(|one| one.actor.account == officer));
}

#[test]
fn listing_gives_organisations_their_ids() {
    let mut scene = Scene::small(TODAY);
    let (decision, ..) = listing(&mut scene, minimal());
    let known = scene.organisation(&organisation(1));
    let opened = decision.parts[1].events.iter().filter_map(|decided| match &decided.event {
        Event::Profile(ProfileEvent::ItemOpened(opened)) => Some(opened),
        _ => None,
    });
    let stated: Vec<_> =
        opened.flat_map(|opened| &opened.claims).map(|claim| &claim.stated).collect();
    assert!(stated.contains(&&Stated::Value(Value::Organisation(known))));
    let named = |said: &&&Stated| matches!(said.value(), Some(Value::NamedOrganisation(_)));
    assert_eq!(stated.iter().filter(named).count(), 0);
}

#[test]
fn the_applicant_represents_the_cluster_from_then_on() {
    let mut scene = Scene::small(TODAY);
    let (decision, application, applicant) = listing(&mut scene, minimal());
    let cluster = scene.application(application).cluster.expect("a cluster");
    let granted =
        decision.parts.iter().flat_map(|part| &part.events).find_map(|one| match &one.event {
            Event::Access(AccessEvent::RoleGranted(granted)) => Some(granted),
            _ => None,
        });
    let granted = granted.expect("a grant");
    assert_eq!(granted.account, applicant.account);
    assert_eq!(granted.role, Role::ClusterRepresentative);
    assert_eq!(granted.scope, Scope::Cluster(cluster));
}

#[test]
fn an_item_that_was_closed_in_the_application_is_not_listed_nor_its_organisation_registered() {
    let mut scene = Scene::small(TODAY);
    let sketch = Sketch::small("Белая сосна").participants(11);
    let (application, applicant) = scene.started(sketch.minimal());
    scene.given(applicant, state(application, changes().closing("participants/12")));
    scene.given(applicant, SubmitApplication { application });
    scene.when(scene.officer(), ListApplication { application }).then(&[
        "application: ApplicationListed",
        "cluster: ClusterListed, ClaimsStated, ItemOpened ×11, LevelAssessed",
        "organisation ×10: OrganisationRegistered",
        "identifier ×20: IdentifierTaken",
        "name: NameHeld",
        "access: RoleGranted",
    ]);
    let cluster = scene.application(application).cluster.expect("a cluster");
    assert_eq!(scene.cluster(cluster).profile.open_items("participants").count(), 10);
}

#[test]
fn what_is_listed_replaces_nothing_though_the_applicant_restated_it() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(minimal());
    let restated = changes().stating(says("year_created", year(2011)));
    scene.given(applicant, state(application, restated));
    scene.given(applicant, SubmitApplication { application });
    scene.given(scene.officer(), ListApplication { application });
    let cluster = scene.application(application).cluster.expect("a cluster");
    let current = scene.cluster(cluster).profile.cluster_claim("year_created").expect("a claim");
    assert_eq!(
        (current.claim.stated.clone(), current.claim.replaces),
        (Stated::Value(year(2011)), None)
    );
}

#[test]
fn items_keep_their_numbers_when_they_are_listed() {
    let mut scene = Scene::small(TODAY);
    let (_, application, _) = listing(&mut scene, Sketch::small("Белая сосна").medium());
    let cluster = scene.application(application).cluster.expect("a cluster");
    let profile = &scene.cluster(cluster).profile;
    let project = profile.open_items("projects").map(|item| item.path.to_string());
    assert_eq!(project.collect::<Vec<_>>(), ["projects/13"]);
}

#[test]
fn a_listed_application_is_done() {
    let mut scene = Scene::small(TODAY);
    let (_, application, applicant) = listing(&mut scene, minimal());
    let changed = state(application, changes().stating(says("year_created", year(2011))));
    scene.when(applicant, changed).then_rejected("application.listed");
    scene
        .when(applicant, WithdrawApplication { application, reason: None })
        .then_rejected("application.listed");
    scene
        .when(scene.officer(), ListApplication { application })
        .then_rejected("application.listed");
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
fn a_minimum_that_opened_meanwhile_is_named_to_the_officer() {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(minimal());
    let stricter = super::rulebook::edition("0.91", |text| {
        text.replace("participants_min = 10", "participants_min = 11")
    });
    scene.given(scene.administrator(), stricter);
    scene
        .when(scene.officer(), ListApplication { application })
        .then_problems(&["minimum.open M8"]);
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
    let decision = scene.given(Caller { account, role }, start(changes()));
    assert_eq!(decision.parts[0].events[0].actor.authority.basis, Basis::WorkMailbox);
}

#[test]
fn a_cluster_never_gets_the_id_of_another() {
    let mut scene = Scene::small(TODAY);
    let (first, _) = scene.submitted(minimal());
    let (second, _) = scene.submitted(Sketch::small("Другой").minimal());
    let entropy = [7; 32];
    let list = |scene: &Scene, application| {
        decided(scene, entropy, &ListApplication { application }.into())
    };
    let cluster = |decision: &Decision| decision.parts[1].stream.clone();
    let taken = cluster(&list(&scene, first));
    assert_eq!(cluster(&list(&scene, second)), taken, "the same entropy gives the same id");
    scene.record(&list(&scene, first));
    assert_ne!(cluster(&list(&scene, second)), taken);
}

/// What follows from a command of the officer with this entropy.
fn decided(
    scene: &Scene,
    entropy: [u8; 32],
    command: &registry_core::command::Command,
) -> Decision {
    let now = jiff::Timestamp::UNIX_EPOCH;
    let mut world = World::new(now, TODAY, entropy);
    loop {
        match decide(command, scene.officer(), &world) {
            Ok(decision) => return decision,
            Err(Undecided::Rejected(rejection)) => panic!("{rejection:?}"),
            Err(Undecided::Needs(streams)) => {
                for stream in streams {
                    let loaded = scene.load(&stream);
                    world.load(stream, loaded);
                }
            }
        }
    }
}

#[test]
fn a_cluster_is_not_listed_for_an_applicant_whose_role_was_revoked() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(Sketch::small("Белая сосна").minimal());
    scene.given(applicant, SubmitApplication { application });
    let access = scene.load(&StreamId::access());
    let grant = (1..=access.version.0).rev().map(StreamVersion).find(|version| {
        let StreamState::Access(state) = access.state.as_ref() else { return false };
        state.grant(*version).is_some_and(|grant| grant.account == applicant.account)
    });
    let grant = grant.expect("the applicant's grant");
    scene.given(Caller::PROGRAM, RevokeRole { grant, reason: "Срок истёк".into() });
    scene
        .when(scene.officer(), ListApplication { application })
        .then_rejected("application.applicant-without-role");
}
