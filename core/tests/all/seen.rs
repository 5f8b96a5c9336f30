//! The day on which a second party saw what it confirms: a word about the site ages from that day.

use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::assessment::assess;
use registry_core::command::{ConfirmClaims, NoteLapses};
use registry_core::facts::Facts;
use registry_core::lapse::{Cause, lapses};
use registry_core::profile::{Confirmation, CurrentClaim};
use registry_core::testing::statements::{path, ru, says, url};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::event::{ClusterEvent, Event, LapseCause};
use registry_events::level::Level;

use super::confirmations::withdraw;
use super::{TODAY, changes};

const SITE: [&str; 2] = ["website", "last_content_update"];
/// The last day on which a word of today about the site counts: a year and ninety days of grace.
const LAST: Date = date(2027, 5, 31);

/// A cluster that strives for the high level, of whose site nobody has said anything.
fn unseen() -> (Scene, Listed) {
    let sketch = Sketch::new("Белая сосна");
    let mut scene = Scene::open(TODAY);
    let listed = scene.listed(sketch.high());
    let participant = scene.representative(1);
    scene.given(scene.officer(), sketch.confirmed_by_officer(listed.cluster));
    scene.given(participant, sketch.confirmed_by_participant(listed.cluster));
    (scene, listed)
}

fn seen(scene: &Scene, listed: &Listed, on: impl Into<Option<Date>>) -> ConfirmClaims {
    ConfirmClaims { seen_on: on.into(), ..scene.confirm_fields(listed.cluster, SITE) }
}

fn website(scene: &Scene, listed: &Listed) -> CurrentClaim {
    let profile = &scene.cluster(listed.cluster).profile;
    profile.claim(&path("website")).expect("a site").clone()
}

fn held(scene: &Scene, listed: &Listed) -> Vec<Option<Date>> {
    let held = |given: &Confirmation| given.holds_until;
    website(scene, listed).support.standing().map(held).collect()
}

fn level(scene: &Scene, listed: &Listed) -> Level {
    let rulebook = scene.registry().rulebook().expect("a rulebook");
    assess(rulebook, &Facts::of(&scene.cluster(listed.cluster).profile)).level
}

/// The causes that the clerk notes for the website on a day.
fn noted(scene: &mut Scene, listed: &Listed, day: Date) -> Vec<LapseCause> {
    scene.on(day);
    let note = NoteLapses { cluster: listed.cluster };
    let Ok(decision) = scene.decide(Caller::PROGRAM, &note.into()) else {
        return Vec::new();
    };
    scene.record(&decision);
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let causes = events.filter_map(|decided| match &decided.event {
        Event::Cluster(ClusterEvent::ClaimLapsed(it)) if it.claim.path == path("website") => {
            Some(it.cause)
        }
        _ => None,
    });
    causes.collect()
}

#[test]
fn a_confirmation_of_the_site_holds_for_a_year_from_the_day_it_was_seen() {
    let (mut scene, listed) = unseen();
    scene.given(scene.officer(), seen(&scene, &listed, date(2025, 6, 1)));
    assert_eq!(held(&scene, &listed), [Some(date(2026, 6, 1))]);
    let (mut scene, listed) = unseen();
    scene.given(scene.officer(), seen(&scene, &listed, None));
    assert_eq!(held(&scene, &listed), [Some(date(2027, 3, 2))]);
}

#[test]
fn other_confirmations_do_not_age() {
    let (mut scene, listed) = unseen();
    let name = scene.confirm_fields(listed.cluster, ["official_name"]);
    scene.given(scene.officer(), ConfirmClaims { seen_on: Some(date(2015, 6, 1)), ..name });
    let profile = &scene.cluster(listed.cluster).profile;
    let name = profile.claim(&path("official_name")).expect("a name");
    assert_eq!(name.support.confirmations[0].holds_until, None);
}

#[test]
fn what_was_seen_more_than_a_year_ago_or_will_be_seen_confirms_nothing() {
    let (mut scene, listed) = unseen();
    for (day, problem) in [
        (date(2025, 3, 1), "/seen_on confirmation.seen-too-long-ago website 12"),
        (date(2026, 3, 3), "/seen_on date.in-future 2026-03-03"),
        (date(1812, 3, 3), "/seen_on date.out-of-range 1812-03-03 1900-01-01 2026-03-02"),
    ] {
        scene.when(scene.officer(), seen(&scene, &listed, day)).then_problems(&[problem]);
    }
    scene
        .when(scene.officer(), seen(&scene, &listed, date(2025, 3, 2)))
        .then(&["cluster: ClaimConfirmed ×2, LevelAssessed"]);
}

#[test]
fn what_was_seen_before_the_day_that_a_claim_describes_does_not_confirm_it() {
    let (mut scene, listed) = unseen();
    let described = says("summary", ru(&"Мебель из сосны. ".repeat(20))).on(date(2025, 12, 31));
    scene.given(listed.representative, listed.state(changes().stating(described)));
    let summary = scene.confirm_fields(listed.cluster, ["summary"]);
    let seen_on = |day| ConfirmClaims { seen_on: Some(day), ..summary.clone() };
    scene
        .when(scene.officer(), seen_on(date(2025, 12, 30)))
        .then_problems(&["/seen_on confirmation.seen-before-described summary 2025-12-31"]);
    let decided = scene.decide(scene.officer(), &seen_on(date(2025, 12, 31)).into());
    assert!(decided.is_ok(), "{decided:?}");
}

#[test]
fn a_word_that_a_later_one_of_the_same_party_replaced_is_not_taken_back() {
    let (mut scene, listed) = unseen();
    scene.given(scene.officer(), seen(&scene, &listed, date(2025, 6, 1)));
    let older = website(&scene, &listed).support.confirmations[0].version;
    scene.given(scene.officer(), seen(&scene, &listed, None));
    let later = website(&scene, &listed).support.confirmations[0].version;
    scene.when(scene.officer(), withdraw(&listed, older)).then_rejected("confirmation.superseded");
    scene
        .when(scene.officer(), withdraw(&listed, later))
        .then(&["cluster: ConfirmationWithdrawn, LevelAssessed"]);
}

#[test]
fn a_site_that_is_renewed_and_not_looked_at_again_is_a_gate_no_more() {
    let (mut scene, listed) = unseen();
    scene.given(scene.officer(), seen(&scene, &listed, None));
    assert_eq!(level(&scene, &listed), Level::High);
    let site = website(&scene, &listed).claim.stated.clone();
    let again = says("website", site.value().expect("an address").clone());
    scene.on(date(2027, 2, 1));
    scene.given(listed.representative, listed.state(changes().stating(again)));
    assert_eq!(held(&scene, &listed), [Some(date(2027, 3, 2))]);
    assert!(noted(&mut scene, &listed, LAST).is_empty());
    assert_eq!(noted(&mut scene, &listed, date(2027, 6, 1)), [LapseCause::SeenTooLongAgo]);
    assert!(held(&scene, &listed).is_empty());
    assert!(website(&scene, &listed).counts(), "the claim itself was renewed");
    assert!(level(&scene, &listed) < Level::High);
}

#[test]
fn who_has_confirmed_the_site_confirms_it_again_having_seen_it_again() {
    let (mut scene, listed) = unseen();
    scene.given(scene.officer(), seen(&scene, &listed, None));
    scene
        .when(scene.officer(), seen(&scene, &listed, None))
        .then_rejected("confirmation.already-given");
    scene.on(date(2026, 9, 1));
    scene.given(scene.officer(), seen(&scene, &listed, None));
    assert_eq!(held(&scene, &listed), [Some(date(2027, 9, 1))], "the later word stands alone");
    scene
        .when(scene.officer(), seen(&scene, &listed, date(2026, 8, 1)))
        .then_rejected("confirmation.already-given");
    let profile = &scene.cluster(listed.cluster).profile;
    let of_site = lapses(profile, 90).into_iter().filter(|it| it.cause == Cause::SeenTooLongAgo);
    let days: Vec<_> = of_site.map(|lapse| lapse.held_until).collect();
    assert_eq!(days, [date(2027, 9, 1); 2]);
}

#[test]
fn words_about_the_site_before_lapse_with_their_own_age() {
    let (mut scene, listed) = unseen();
    scene.given(scene.officer(), seen(&scene, &listed, date(2025, 3, 10)));
    scene.on(date(2026, 5, 20));
    let moved = changes().stating(says("website", url("https://sosna.example/new")));
    scene.given(listed.representative, listed.state(moved));
    assert_eq!(held(&scene, &listed), [Some(date(2026, 3, 10))]);
    assert_eq!(noted(&mut scene, &listed, date(2026, 6, 9)), [LapseCause::SeenTooLongAgo]);
    assert!(held(&scene, &listed).is_empty());
}
