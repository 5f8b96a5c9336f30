//! The clerk's round: lapses, changes that nobody confirmed anew, and what follows, day by day.

use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::{
    ConfirmClaims, NoteLapses, SuspendCluster, Target, WithdrawCluster, WithdrawConfirmation,
};
use registry_core::lapse::{Cause, reminders};
use registry_core::state::Standing;
use registry_core::testing::statements::{code, number, path, says};
use registry_core::testing::{Listed, Scene, Sketch, level_line, organisation};
use registry_events::actor::Role;
use registry_events::claim::Corroboration;
use registry_events::event::{ClaimLapsed, ClusterEvent, Event, LapseCause, Scope};
use registry_events::ids::ClusterId;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::rulebook::edition;
use super::{BEFORE, TODAY, changes, one_cluster};

/// The last day on which the number of employees of 2025-12-31 counts: a year, and 90 days.
const EMPLOYEES_LAST: Date = date(2027, 3, 31);

fn note(listed: &Listed) -> NoteLapses {
    NoteLapses { cluster: listed.cluster }
}

fn lapsed(events: &[Event]) -> Vec<&ClaimLapsed> {
    let lapsed = events.iter().filter_map(|event| match event {
        Event::Cluster(ClusterEvent::ClaimLapsed(lapsed)) => Some(lapsed),
        _ => None,
    });
    lapsed.collect()
}

/// What the clerk writes on a day; nothing when nothing is due.
fn noted(scene: &mut Scene, listed: &Listed, day: Date) -> Vec<Event> {
    scene.on(day);
    match scene.when(Caller::PROGRAM, note(listed)).0 {
        Ok(decision) => {
            decision.parts.iter().flat_map(|part| &part.events).map(|d| d.event.clone()).collect()
        }
        Err(rejection) => {
            assert_eq!(rejection.code(), "clerk.nothing-due");
            Vec::new()
        }
    }
}

fn degree(scene: &Scene, listed: &Listed, field: &str) -> Corroboration {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    current.expect("a stated field").corroboration()
}

#[test]
fn a_claim_lapses_on_the_day_after_its_ninety_days_of_grace() {
    let (mut scene, listed) = one_cluster();
    assert!(noted(&mut scene, &listed, date(2027, 3, 30)).is_empty());
    assert!(noted(&mut scene, &listed, EMPLOYEES_LAST).is_empty());
    scene.on(date(2027, 4, 1));
    let decision = scene
        .when(Caller::PROGRAM, note(&listed))
        .then(&["cluster: ClaimLapsed, LevelAssessed, RequirementOpened"]);
    assert_eq!(level_line(&decision), "initial → initial: -M10");
    let Event::Cluster(ClusterEvent::ClaimLapsed(lapsed)) = &decision.parts[0].events[0].event
    else {
        panic!("a lapse");
    };
    assert_eq!(lapsed.claim.path, path("employees_total"));
    assert_eq!((lapsed.cause, lapsed.held_until), (LapseCause::Outdated, date(2026, 12, 31)));
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
}

#[test]
fn what_is_stated_anew_in_time_does_not_lapse_and_what_lapsed_is_stated_anew() {
    let (mut scene, listed) = one_cluster();
    let restate = |day| changes().stating(says("employees_total", number(1_900)).on(day));
    scene.on(EMPLOYEES_LAST);
    scene.given(listed.representative, listed.state(restate(date(2026, 12, 31))));
    assert!(noted(&mut scene, &listed, date(2027, 4, 1)).is_empty());
    assert!(!noted(&mut scene, &listed, date(2028, 3, 31)).is_empty());
    let decision = scene.given(listed.representative, listed.state(restate(date(2027, 12, 31))));
    assert_eq!(level_line(&decision), "initial → initial: +M10");
}

#[test]
fn what_is_said_of_a_closed_item_and_what_is_not_said_has_no_age() {
    let (mut scene, listed) = one_cluster();
    let nothing = registry_events::claim::Absence::NotProvided;
    let silent = changes().stating(says("employees_total", nothing).on(BEFORE));
    scene.given(listed.representative, listed.state(silent.closing("participants/11")));
    let events = noted(&mut scene, &listed, date(2029, 1, 1));
    let lapsed = lapsed(&events);
    let items: Vec<_> = lapsed.iter().map(|lapsed| lapsed.claim.path.to_string()).collect();
    assert_eq!(items.len(), 9, "{items:?}");
    assert!(items.iter().all(|path| path.starts_with("participants/")), "{items:?}");
}

#[test]
fn a_week_that_was_missed_is_caught_up_with_and_gives_the_same_facts() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").medium());
    scene.given(scene.officer(), listed.confirm(["participants/3"]).having_seen());
    scene.on(date(2027, 1, 8));
    let restated = changes().stating(says("participants/3/participant_type", code("large")));
    scene.given(listed.representative, listed.state(restated));

    let mut late = scene.clone();
    let (mut daily, mut day) = (Vec::new(), date(2027, 3, 1));
    while day <= date(2027, 7, 5) {
        daily.extend(noted(&mut scene, &listed, day));
        day = day.tomorrow().expect("a day");
    }
    let at_once = noted(&mut late, &listed, date(2027, 7, 5));
    assert_eq!(at_once, daily);
    assert_eq!(late.cluster(listed.cluster).standing, Standing::Inactive);
    let names: Vec<_> = daily.iter().map(|event| event.type_and_schema().0).collect();
    insta::assert_snapshot!(names.join("\n"), @r"
    ClaimLapsed
    ClaimLapsed
    LevelAssessed
    RequirementOpened
    ClaimLapsed
    ClusterDeactivated
    ");
}

#[test]
fn a_round_that_is_too_large_for_a_commit_goes_on_in_the_next_one() {
    let mut scene = Scene::small(TODAY);
    let cluster = scene.entered(Sketch::small("Много").participants(2_500).minimal());
    scene.on(date(2028, 6, 1));
    let round = NoteLapses { cluster };
    let first = scene.given(Caller::PROGRAM, round.clone());
    let second = scene.given(Caller::PROGRAM, round.clone());
    let lapses = |decision: &registry_core::Decision| {
        let events: Vec<_> =
            decision.parts.iter().flat_map(|p| &p.events).map(|d| d.event.clone()).collect();
        lapsed(&events).len()
    };
    assert_eq!((lapses(&first), lapses(&second)), (2_500, 1), "employees and all memberships");
    scene.when(Caller::PROGRAM, round).then_rejected("clerk.nothing-due");
}

#[test]
fn nobody_but_the_program_notes_lapses_and_only_of_what_was_listed() {
    let (mut scene, listed) = one_cluster();
    scene.on(date(2027, 4, 1));
    scene.when(scene.officer(), note(&listed)).then_rejected("access.role");
    let nowhere = NoteLapses { cluster: ClusterId::from_random([9; 5]) };
    scene.when(Caller::PROGRAM, nowhere).then_rejected("not-found");
    let reason = "Решение".into();
    let withdraw = WithdrawCluster { cluster: listed.cluster, reason, expected: None };
    scene.given(scene.officer(), withdraw);
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
}

#[test]
fn what_is_suspended_ages_all_the_same_but_does_not_become_inactive() {
    let (mut scene, listed) = one_cluster();
    let reason = "Решение".into();
    let suspend = SuspendCluster { cluster: listed.cluster, reason, expected: None };
    scene.given(scene.officer(), suspend);
    assert!(!noted(&mut scene, &listed, date(2027, 4, 1)).is_empty());
    assert!(noted(&mut scene, &listed, date(2027, 12, 1)).is_empty());
    assert!(!noted(&mut scene, &listed, date(2028, 6, 1)).is_empty(), "memberships grew too old");
    assert_eq!(scene.cluster(listed.cluster).standing, Standing::Suspended);
}

#[test]
fn what_is_due_tomorrow_waits_for_tomorrow() {
    let (mut scene, listed) = one_cluster();
    let dated = says("participants/2/employees", number(40)).on(date(2025, 12, 30));
    scene.given(listed.representative, listed.state(changes().stating(dated)));
    for (day, field) in
        [(EMPLOYEES_LAST, "participants/2/employees"), (date(2027, 4, 1), "employees_total")]
    {
        let events = noted(&mut scene, &listed, day);
        let [lapse] = lapsed(&events)[..] else { panic!("one lapse on {day}: {events:?}") };
        assert_eq!(lapse.claim.path, path(field));
    }
}

/// A cluster whose participant 2 was confirmed by an officer and then stated anew on the day.
fn changed() -> (Scene, Listed) {
    let (mut scene, listed) = one_cluster();
    scene.given(scene.officer(), listed.confirm(["participants/2"]).having_seen());
    restate(&mut scene, &listed, "large");
    (scene, listed)
}

const CHANGED: &str = "participants/2/participant_type";

fn restate(scene: &mut Scene, listed: &Listed, kind: &str) {
    let restated = changes().stating(says(CHANGED, code(kind)));
    scene.given(listed.representative, listed.state(restated));
}

#[test]
fn a_change_keeps_its_confirmations_for_ninety_days() {
    let (mut scene, listed) = changed();
    let full = Corroboration::FullyCorroborated;
    for day in [date(2026, 5, 30), date(2026, 5, 31)] {
        assert!(noted(&mut scene, &listed, day).is_empty());
        assert_eq!(degree(&scene, &listed, CHANGED), full);
    }
    let events = noted(&mut scene, &listed, date(2026, 6, 1));
    let [lapse] = lapsed(&events)[..] else { panic!("one lapse: {events:?}") };
    assert_eq!(lapse.cause, LapseCause::ChangeNotConfirmed);
    assert_eq!(lapse.held_until, date(2026, 5, 31));
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::SelfDeclared);
    assert!(scene.cluster(listed.cluster).profile.claim(&path(CHANGED)).expect("it").counts());
}

#[test]
fn a_change_that_was_confirmed_as_well_as_before_keeps_its_degree_for_good() {
    let (mut scene, listed) = changed();
    scene.given(scene.officer(), listed.confirm(["participants/2"]).having_seen());
    assert!(noted(&mut scene, &listed, date(2026, 6, 1)).is_empty());
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::FullyCorroborated);

    // Who takes its word back doesn't count by its older one.
    let confirmation = scene.load(&StreamId::cluster(listed.cluster)).version;
    let (cluster, reason) = (listed.cluster, String::from("Ошибка"));
    scene.given(scene.officer(), WithdrawConfirmation { cluster, confirmation, reason });
    assert!(noted(&mut scene, &listed, date(2026, 6, 2)).is_empty());
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::SelfDeclared);
}

#[test]
fn a_change_that_was_confirmed_less_than_before_falls_to_what_was_confirmed() {
    let (mut scene, listed) = changed();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::FullyCorroborated);
    assert!(!noted(&mut scene, &listed, date(2026, 6, 1)).is_empty());
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::PartiallyCorroborated);
}

#[test]
fn stating_a_claim_again_and_again_keeps_nothing_for_longer() {
    let (mut scene, listed) = changed();
    scene.on(date(2026, 5, 31));
    restate(&mut scene, &listed, "small");
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::FullyCorroborated);
    assert!(!noted(&mut scene, &listed, date(2026, 6, 1)).is_empty());
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::SelfDeclared);
    restate(&mut scene, &listed, "medium");
    assert!(noted(&mut scene, &listed, date(2026, 9, 30)).is_empty());
}

#[test]
fn confirmations_of_two_values_together_are_no_more_than_each_by_itself() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").medium());
    let field = "governing_bodies/12/year_selected";
    let target = |scene: &Scene| {
        let current = scene.cluster(listed.cluster).profile.claim(&path(field));
        vec![Target::Claim(current.expect("a claim").reference())]
    };
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    scene.listed(Sketch::small("Ведомство").organisations_from(61).minimal());
    let (region, organisation) = (Code::literal("RU-TOM"), scene.organisation(&organisation(61)));
    let scope = Scope::Region { region, organisation };
    let authority = scene.account(Role::RegionRepresentative, scope);
    for (by, selected) in [(authority, 2013), (centre, 2014)] {
        let confirm = ConfirmClaims { targets: target(&scene), ..listed.confirm([]) };
        scene.given(by, confirm);
        let year = registry_core::testing::statements::year(selected);
        scene.given(listed.representative, listed.state(changes().stating(says(field, year))));
        assert_eq!(degree(&scene, &listed, field), Corroboration::PartiallyCorroborated);
    }
}

#[test]
fn the_rulebook_in_force_says_how_long_grace_is_and_how_long_confirmations_are_kept() {
    let (mut scene, listed) = one_cluster();
    for member in [1, 2] {
        let participant = scene.representative(member);
        let item = format!("participants/{}", member + 1);
        scene.given(participant, listed.confirm([item.as_str()]));
    }
    let awaits = |scene: &mut Scene, field: &str| {
        let changed = changes().stating(says(field, code("large")));
        scene.given(listed.representative, listed.state(changed));
        let current = scene.cluster(listed.cluster).profile.claim(&path(field));
        current.expect("a claim").claim.awaits_until
    };
    assert_eq!(awaits(&mut scene, "participants/2/participant_type"), Some(date(2026, 5, 31)));
    let shorter = |text: String| {
        text.replacen(
            "[parameters]",
            "[parameters]\ngrace_days = 30\nkept_confirmation_days = 20",
            1,
        )
    };
    scene.given(scene.administrator(), edition("0.91", shorter));
    assert_eq!(awaits(&mut scene, "participants/3/participant_type"), Some(date(2026, 3, 22)));
    let lapses_of = |events: &[Event]| {
        let all = lapsed(events).into_iter();
        all.map(|lapse| (lapse.claim.path.to_string(), lapse.held_until)).collect::<Vec<_>>()
    };
    let second = ("participants/3/participant_type".to_owned(), date(2026, 3, 22));
    let first = ("participants/2/participant_type".to_owned(), date(2026, 5, 31));
    let events = noted(&mut scene, &listed, date(2026, 5, 31));
    assert_eq!(lapses_of(&events), [second], "stated under the shorter one");
    let events = noted(&mut scene, &listed, date(2026, 6, 1));
    assert_eq!(lapses_of(&events), [first], "its day was recorded before");
    assert!(noted(&mut scene, &listed, date(2027, 1, 30)).is_empty());
    let events = noted(&mut scene, &listed, date(2027, 1, 31));
    assert_eq!(lapses_of(&events), [("employees_total".to_owned(), date(2026, 12, 31))]);
}

#[test]
fn reminders_are_told_ninety_and_thirty_days_before() {
    let (scene, listed) = one_cluster();
    let profile = &scene.cluster(listed.cluster).profile;
    let told = |today| {
        let all = reminders(profile, 90, today).into_iter();
        all.map(|reminder| (reminder.days_left, reminder.within)).collect::<Vec<_>>()
    };
    assert_eq!(told(date(2026, 12, 30)), [], "91 days before the last one");
    assert_eq!(told(date(2026, 12, 31)), [(90, 90)]);
    assert_eq!(told(date(2027, 2, 28)), [(31, 90)]);
    assert_eq!(told(date(2027, 3, 1)), [(30, 30)]);
    assert_eq!(told(EMPLOYEES_LAST), [(0, 30)]);
    assert_eq!(told(date(2027, 4, 1)), [(-1, 30)], "until the clerk notes it");
    let first = &reminders(profile, 90, EMPLOYEES_LAST)[0].lapse;
    assert_eq!((first.cause, &first.claim.path), (Cause::Outdated, &path("employees_total")));
}

#[test]
fn what_has_lapsed_is_no_longer_told() {
    let (mut scene, listed) = one_cluster();
    noted(&mut scene, &listed, date(2027, 4, 1));
    let profile = &scene.cluster(listed.cluster).profile;
    assert_eq!(reminders(profile, 90, date(2027, 4, 1)), []);
}

#[test]
fn saying_the_same_again_keeps_its_confirmations_for_good() {
    let (mut scene, listed) = one_cluster();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    let said = scene.cluster(listed.cluster).profile.claim(&path(CHANGED)).expect("a claim");
    let said = said.claim.stated.value().expect("a type").clone();
    scene.given(listed.representative, listed.state(changes().stating(says(CHANGED, said))));
    let partially = Corroboration::PartiallyCorroborated;
    assert_eq!(degree(&scene, &listed, CHANGED), partially);
    assert!(noted(&mut scene, &listed, date(2026, 6, 2)).is_empty());
    assert_eq!(degree(&scene, &listed, CHANGED), partially);
    let again = listed.confirm(["participants/2"]);
    scene.when(participant, again).then_rejected("confirmation.already-given");
}

#[test]
fn an_officer_s_word_is_not_kept_when_an_officer_says_the_same_again() {
    let (mut scene, listed) = one_cluster();
    scene.given(scene.officer(), listed.confirm(["participants/2"]).having_seen());
    let said = scene.cluster(listed.cluster).profile.claim(&path(CHANGED)).expect("a claim");
    let said = said.claim.stated.value().expect("a type").clone();
    scene.given(scene.officer(), listed.state(changes().stating(says(CHANGED, said))));
    assert_eq!(degree(&scene, &listed, CHANGED), Corroboration::SelfDeclared);
}
