//! The end of an application's way: the cluster is listed from it, once, with all that it said.

use registry_core::Decision;
use registry_core::access::Caller;
use registry_core::command::{ListApplication, RevokeRole, SubmitApplication, WithdrawApplication};
use registry_core::decide;
use registry_core::profile::changes::Changes;
use registry_core::state::{ApplicationStanding, StreamState};
use registry_core::testing::statements::{says, year};
use registry_core::testing::{Scene, Sketch, level_line, organisation};
use registry_core::world::{Undecided, World};
use registry_events::actor::Role;
use registry_events::claim::Stated;
use registry_events::event::{AccessEvent, Event, ProfileEvent, Scope};
use registry_events::ids::{ApplicationId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::Value;

use super::applications::{minimal, state};
use super::{TODAY, changes};

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
