//! Levels under the rulebook that ships: its thresholds, gates, evidence rules, and what time and
//! doubt do to them.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::assessment::{Assessment, GateOutcome, assess};
use registry_core::command::{ConfirmClaims, NoteLapses, Target, WithdrawConfirmation};
use registry_core::facts::{Fact, Facts};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{
    code, day, decimal, item, item_path, items, link, number, path, ru, says,
};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::actor::Role;
use registry_events::claim::{Absence, Relation};
use registry_events::event::{
    ClaimLapsed, ClusterEvent, DisputeEvent, DisputeFiled, DisputeOutcome, DisputeResolved,
    LapseCause, Scope,
};
use registry_events::ids::OrganisationId;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::markers::{confirmed, met};
use super::{BEFORE, TODAY, changes, noted, shipped_cluster};

fn sketch() -> Sketch {
    Sketch::new("Белая сосна")
}

/// What the rulebook in force says of a cluster as it stands.
fn outcome(scene: &Scene, listed: &Listed) -> Assessment {
    let rulebook = scene.registry().rulebook().expect("a rulebook");
    assess(rulebook, &Facts::of(&scene.cluster(listed.cluster).profile))
}

fn level(scene: &Scene, listed: &Listed) -> Level {
    outcome(scene, listed).level
}

fn listed(changes: Changes) -> (Scene, Listed) {
    let mut scene = Scene::open(TODAY);
    let listed = scene.listed(changes);
    (scene, listed)
}

fn level_of(changes: Changes) -> Level {
    let (scene, listed) = listed(changes);
    level(&scene, &listed)
}

fn high() -> (Scene, Listed) {
    use std::sync::LazyLock;
    static HIGH: LazyLock<(Scene, Listed)> = LazyLock::new(|| {
        let mut scene = Scene::open(TODAY);
        let listed = scene.listed_high(&sketch());
        (scene, listed)
    });
    HIGH.clone()
}

/// Without the first item of a list.
fn without_item(mut changes: Changes, collection: &str) -> Changes {
    let place = changes.open.iter().position(|open| open.collection.as_str() == collection);
    changes.open.remove(place.expect("an item"));
    changes
}

fn with_each(mut changes: Changes, edit: impl Fn(OpenInput) -> OpenInput) -> Changes {
    changes.open = changes.open.into_iter().map(edit).collect();
    changes
}

/// With a list's items edited.
fn with_items(changes: Changes, list: &str, edit: impl Fn(OpenInput) -> OpenInput) -> Changes {
    with_each(changes, |open| if open.collection.as_str() == list { edit(open) } else { open })
}

fn undocumented(mut open: OpenInput) -> OpenInput {
    open.claims.iter_mut().for_each(|claim| claim.evidence.clear());
    open
}

#[test]
fn the_minimum_alone_is_the_initial_level() {
    assert_eq!(level_of(sketch().minimal()), Level::Initial);
}

#[test]
fn medium_is_ten_of_twenty_one_with_its_gates_documented() {
    let (scene, listed) = listed(sketch().medium());
    assert_eq!(outcome(&scene, &listed).levels[0].markers, 10);
    assert_eq!(level(&scene, &listed), Level::Medium);
    assert_eq!(level_of(without_item(sketch().medium(), "partners")), Level::Initial);
}

#[test]
fn the_gates_of_medium_are_documented() {
    for list in ["governing_bodies", "projects"] {
        let bare = with_items(sketch().medium(), list, undocumented);
        assert_eq!(level_of(bare), Level::Initial, "{list}");
    }
}

/// A medium cluster without a strategy; a partner abroad and another body make up the number.
fn without_strategy() -> Changes {
    without_item(sketch().medium(), "strategies")
        .opening(sketch().partner("CN"))
        .opening(Sketch::board())
}

#[test]
fn medium_needs_a_strategy_or_priorities() {
    let documented = || {
        let rated = says("priorities", Sketch::priorities()).documented();
        without_strategy().without("priorities").stating(rated)
    };
    assert_eq!(level_of(without_strategy()), Level::Initial, "priorities that nothing documents");
    assert_eq!(level_of(documented()), Level::Medium, "priorities");
    let neither = documented().without("priorities").opening(sketch().news("Первая"));
    assert_eq!(level_of(neither.opening(sketch().news("Вторая"))), Level::Initial, "neither");
}

#[test]
fn an_assessment_explains_each_alternative() {
    let (scene, listed) = listed(without_strategy());
    let medium = &outcome(&scene, &listed).levels[0];
    let told = |(id, met, holds): (&str, bool, bool)| (id.to_owned(), met, holds);
    let group = medium.one_of[0].iter();
    let group: Vec<_> =
        group.map(|gate| (gate.marker.to_string(), gate.met, gate.holds())).collect();
    assert_eq!(group, [("T1", false, false), ("T2", true, false)].map(told));
    assert!(!medium.reached && medium.gates.iter().all(GateOutcome::holds));
}

#[test]
fn a_project_is_a_gate_of_medium() {
    let changes = without_item(sketch().medium(), "projects").opening(Sketch::board());
    let (scene, listed) = listed(changes);
    assert_eq!(outcome(&scene, &listed).levels[0].markers, 10);
    assert_eq!(level(&scene, &listed), Level::Initial);
}

#[test]
fn high_is_seventeen_of_twenty_one_with_its_gates_confirmed() {
    let (scene, listed) = high();
    let recorded = scene.cluster(listed.cluster).assessment.as_ref().expect("an assessment");
    assert_eq!(recorded.level, Level::High);
    assert_eq!(outcome(&scene, &listed).levels[1].markers, 18);
}

/// A cluster that states this, confirmed by the officer and by the first participant as far as what
/// they would confirm is there.
fn confirmed_as_far_as_it_goes(changes: Changes) -> (Scene, Listed) {
    let (mut scene, listed) = listed(changes);
    let participant = scene.representative(1);
    let by_officer = sketch().confirmed_by_officer(listed.cluster);
    let by_participant = sketch().confirmed_by_participant(listed.cluster);
    let officer = scene.officer();
    confirm_there(&mut scene, officer, by_officer);
    let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
    scene.given(scene.officer(), site);
    confirm_there(&mut scene, participant, by_participant);
    (scene, listed)
}

/// Gives a confirmation of the items among those meant that are there.
fn confirm_there(scene: &mut Scene, who: Caller, command: ConfirmClaims) {
    let profile = &scene.cluster(command.cluster).profile;
    let there = |target: &Target| matches!(target, Target::Item(item) if profile.is_open(item));
    let targets = command.targets.iter().filter(|target| there(target)).cloned().collect();
    scene.given(who, ConfirmClaims { targets, ..command });
}

#[test]
fn sixteen_markers_are_not_enough_for_high() {
    let silent = |changes: Changes| {
        with_items(changes, "governing_bodies", |body| body.without("funding_sources"))
    };
    let seventeen = || without_item(sketch().high(), "goals");
    let (scene, listed) = confirmed_as_far_as_it_goes(seventeen());
    assert_eq!(outcome(&scene, &listed).levels[1].markers, 17);
    assert_eq!(level(&scene, &listed), Level::High);
    let (scene, listed) = confirmed_as_far_as_it_goes(silent(seventeen()));
    assert_eq!(outcome(&scene, &listed).levels[1].markers, 16);
    assert_eq!(level(&scene, &listed), Level::Medium);
}

#[test]
fn each_gate_of_high_is_confirmed_by_somebody_else() {
    for item in [
        "governing_bodies/12",
        "projects/13",
        "governing_bodies/14",
        "strategies/15",
        "partners/16",
        "partners/17",
    ] {
        let gate = Target::Item(item_path(item));
        let without = |command: ConfirmClaims| ConfirmClaims {
            targets: command.targets.into_iter().filter(|target| *target != gate).collect(),
            ..command
        };
        let (mut scene, listed) = listed(sketch().high());
        let participant = scene.representative(1);
        let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
        scene.given(scene.officer(), site);
        scene.given(scene.officer(), without(sketch().confirmed_by_officer(listed.cluster)));
        // Without the project nothing is left for the participant, and its membership will do.
        let project = without(sketch().confirmed_by_participant(listed.cluster));
        let left = Some(project).filter(|left| !left.targets.is_empty());
        scene.given(participant, left.unwrap_or_else(|| listed.confirm(["participants/2"])));
        assert_eq!(level(&scene, &listed), Level::Medium, "without {item}");
    }
}

#[test]
fn the_site_is_a_gate_of_high() {
    let (mut scene, listed) = listed(sketch().high());
    let participant = scene.representative(1);
    scene.given(scene.officer(), sketch().confirmed_by_officer(listed.cluster));
    scene.given(participant, sketch().confirmed_by_participant(listed.cluster));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
    scene.given(scene.officer(), site);
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn high_needs_a_partner_abroad_or_a_link() {
    let (mut scene, listed) = high();
    let closed = changes().closing("partners/17");
    scene.given(listed.representative, listed.state(closed));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let member = item("association_memberships").says("association", ru("Ассоциация (демо)"));
    scene.given(listed.representative, listed.state(changes().opening(member)));
    assert_eq!(level(&scene, &listed), Level::Medium, "nobody has confirmed it");
    let confirm = listed.confirm(["association_memberships/23"]).having_seen();
    scene.given(scene.officer(), confirm);
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn high_needs_half_of_the_memberships_and_two_parties() {
    let (mut scene, listed) = high();
    let joins = changes().opening(Sketch::participant_of(60, "small"));
    scene.given(listed.representative, listed.state(joins));
    let high = outcome(&scene, &listed).levels[1].clone();
    let held: Vec<_> =
        high.conditions.iter().map(|condition| (condition.key.as_str(), condition.holds)).collect();
    assert_eq!(held, [("participants_confirmed", false), ("gates_confirmed_by_two", true)]);
    assert_eq!(level(&scene, &listed), Level::Medium);
}

fn confirmed_by_partner(
    scene: &mut Scene,
    listed: &Listed,
    organisation: OrganisationId,
    field: &str,
) {
    let claim = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("it").reference();
    let organisation = Some(organisation);
    let actor = registry_events::actor::Actor { organisation, ..registry_core::access::program() };
    let event = registry_events::event::ClaimConfirmed {
        claim,
        relation: Relation::Partner,
        evidence: Vec::new(),
        note: None,
        seen_on: None,
        holds_until: None,
    };
    let stream = StreamId::cluster(listed.cluster);
    let expected = scene.load(&stream).version;
    let event = ClusterEvent::ClaimConfirmed(event).into();
    let events = vec![registry_core::DecidedEvent { actor, cause: None, event }];
    let parts = vec![registry_core::DecidedPart { stream, expected, events }];
    scene.record(&registry_core::Decision { parts });
}

#[test]
fn one_party_is_not_enough_for_high() {
    let (mut scene, listed) = listed(sketch().high());
    scene.given(scene.officer(), sketch().confirmed_by_officer(listed.cluster));
    let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
    scene.given(scene.officer(), site);
    assert_eq!(level(&scene, &listed), Level::Medium);
    let partner = scene.organisation(&registry_core::testing::organisation(12));
    confirmed_by_partner(&mut scene, &listed, partner, "partners/16/organisation");
    assert_eq!(level(&scene, &listed), Level::Medium, "not all that makes a partner");
    confirmed_by_partner(&mut scene, &listed, partner, "partners/16/country");
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn a_minimum_that_is_open_blocks_every_level() {
    let (mut scene, listed) = high();
    let closed = changes().closing("participants/11");
    scene.given(listed.representative, listed.state(closed));
    assert_eq!(level(&scene, &listed), Level::Initial);
    assert_eq!(
        outcome(&scene, &listed).open.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["M8"]
    );
}

// --- What is withheld ---

#[test]
fn withheld_participants_count_once_an_officer_has_seen_who_they_are() {
    let (mut scene, listed) = shipped_cluster();
    let withheld = item("participants")
        .says("organisation", Absence::Withheld)
        .says("participant_type", code("large"));
    let joins = changes().closing("participants/11").opening(withheld);
    scene.given(listed.representative, listed.state(joins));
    assert!(!met(&scene, &listed).contains("M8"));
    scene.given(scene.officer(), listed.confirm(["participants/12"]).having_seen());
    assert!(met(&scene, &listed).contains("M8"));
}

#[test]
fn withheld_employees_count_once_an_entitled_party_has_seen_evidence() {
    let (mut scene, listed) = shipped_cluster();
    let withheld = changes().stating(says("employees_total", Absence::Withheld));
    scene.given(listed.representative, listed.state(withheld));
    assert!(!met(&scene, &listed).contains("M10"));
    confirmed(&mut scene, &listed, "employees_total", Relation::Ckr, Vec::new());
    assert!(!met(&scene, &listed).contains("M10"), "nobody says that evidence was seen");
    confirmed(&mut scene, &listed, "employees_total", Relation::Ckr, vec![link()]);
    assert!(met(&scene, &listed).contains("M10"));
}

#[test]
fn withheld_staff_counts_the_same() {
    let (mut scene, listed) = shipped_cluster();
    let body = Sketch::board().says("staff_fte", Absence::Withheld);
    scene.given(listed.representative, listed.state(changes().opening(body)));
    assert!(!met(&scene, &listed).contains("G4"));
    scene.given(scene.officer(), listed.confirm(["governing_bodies/12"]).having_seen());
    assert!(met(&scene, &listed).contains("G4"));
    let facts = Facts::of(&scene.cluster(listed.cluster).profile);
    assert_eq!(facts.get("management_staff_corroboration"), Some(&Fact::Integer(3)));
    assert_eq!(facts.get("management_staff_milli"), Some(&Fact::Integer(0)));
}

#[test]
fn the_word_of_who_manages_the_cluster_shows_nothing_withheld() {
    let (mut scene, listed) = shipped_cluster();
    let body = Sketch::board().says("staff_fte", Absence::Withheld);
    scene.given(listed.representative, listed.state(changes().opening(body)));
    let (region, of) = (Code::literal("RU-TOM"), registry_core::testing::organisation(1));
    let organisation = scene.organisation(&of);
    let authority =
        scene.account(Role::RegionRepresentative, Scope::Region { region, organisation });
    scene.given(authority, listed.confirm(["governing_bodies/12"]).having_seen());
    assert!(met(&scene, &listed).contains("G4"));
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", registry_core::testing::organisation(1));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    assert!(!met(&scene, &listed).contains("G4"));
}

#[test]
fn other_absences_never_count() {
    for absence in [Absence::NotProvided, Absence::NotApplicable, Absence::Zero] {
        let (mut scene, listed) = shipped_cluster();
        let absent = changes().stating(says("employees_total", absence));
        scene.given(listed.representative, listed.state(absent));
        let confirm = scene.confirm_fields(listed.cluster, ["employees_total"]);
        scene.given(scene.officer(), confirm);
        assert!(!met(&scene, &listed).contains("M10"), "{absence:?}");
    }
}

// --- What grew too old, is contested, or waits ---

fn lapse(scene: &mut Scene, listed: &Listed, field: &str, cause: LapseCause) {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let lapsed = ClaimLapsed { claim: current.reference(), cause, held_until: BEFORE };
    noted(scene, listed.cluster, ClusterEvent::ClaimLapsed(lapsed));
}

#[test]
fn what_lapsed_counts_nowhere_until_it_is_stated_anew() {
    let (mut scene, listed) = high();
    lapse(&mut scene, &listed, "strategies/15/title", LapseCause::Outdated);
    let outcome_now = outcome(&scene, &listed);
    assert!(!outcome_now.met.iter().any(|marker| marker.as_str() == "T1"));
    assert_eq!(outcome_now.level, Level::Initial, "priorities remain, but nothing documents them");
}

#[test]
fn each_list_and_field_that_ages_takes_its_marker_with_it() {
    for (field, marker) in [
        ("employees_total", "M10"),
        ("governing_bodies/14/type", "G3"),
        ("governing_bodies/12/staff_fte", "G4"),
        ("priorities", "T2"),
        ("projects/13/stage", "P2"),
        ("website", "O1"),
        ("last_content_update", "O1"),
        ("news/21/title", "O4"),
        ("participants/11/organisation", "M8"),
    ] {
        let (mut scene, listed) = high();
        assert!(met(&scene, &listed).contains(marker), "{marker}");
        lapse(&mut scene, &listed, field, LapseCause::Outdated);
        let now = outcome(&scene, &listed).met;
        assert!(!now.iter().any(|met| met.as_str() == marker), "{field} {marker}");
    }
}

/// Lets a dispute of a claim be upheld.
fn upheld(scene: &mut Scene, listed: &Listed, field: &str) {
    let claim = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let (claim, evidence) = (claim.reference(), vec![link()]);
    let filed =
        DisputeFiled { claim, grounds: "Это не так".into(), evidence, decide_until: TODAY };
    noted(scene, listed.cluster, DisputeEvent::DisputeFiled(filed));
    let dispute = scene.load(&StreamId::cluster(listed.cluster)).version;
    let (outcome, reason) = (DisputeOutcome::Upheld, "Так и есть".into());
    let resolved = DisputeResolved { dispute, outcome, reason };
    noted(scene, listed.cluster, DisputeEvent::DisputeResolved(resolved));
}

#[test]
fn a_disputed_claim_counts_no_more_until_it_is_stated_anew() {
    let (mut scene, listed) = high();
    upheld(&mut scene, &listed, "partners/16/organisation");
    assert!(!outcome(&scene, &listed).met.iter().any(|marker| marker.as_str() == "C1"));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let another = registry_core::testing::organisation(70);
    let anew = changes().stating(says("partners/16/organisation", another));
    scene.given(listed.representative, listed.state(anew));
    assert!(met(&scene, &listed).contains("C1"));
}

#[test]
fn a_change_keeps_the_confirmations_until_they_run_out() {
    let (mut scene, listed) = high();
    let renamed =
        changes().stating(says("strategies/15/title", ru("Новая программа")).documented());
    scene.given(listed.representative, listed.state(renamed));
    assert_eq!(level(&scene, &listed), Level::High, "the change waits for its confirmation");
    scene.on(date(2026, 6, 1));
    lapse(&mut scene, &listed, "strategies/15/title", LapseCause::ChangeNotConfirmed);
    assert_eq!(level(&scene, &listed), Level::Medium);
    scene.given(scene.officer(), listed.confirm(["strategies/15"]).having_seen());
    assert_eq!(level(&scene, &listed), Level::High);
}

/// A fact that is a number.
fn number_of(scene: &Scene, listed: &Listed, name: &str) -> i64 {
    match Facts::of(&scene.cluster(listed.cluster).profile).get(name) {
        Some(Fact::Integer(number)) => *number,
        other => panic!("{name} is {other:?}"),
    }
}

/// The clerk's round on the day after the days of grace of what was changed today.
fn after_grace(scene: &mut Scene, listed: &Listed) {
    scene.on(date(2026, 6, 1));
    scene.given(Caller::PROGRAM, NoteLapses { cluster: listed.cluster });
}

#[test]
fn what_makes_an_item_is_confirmed_as_a_whole() {
    let restated = [
        (
            says("governing_bodies/12/organisation", registry_core::testing::organisation(70)),
            "managing_body_corroboration",
        ),
        (says("projects/13/participants", items([2, 3, 4, 5])), "project_begun_corroboration"),
        (says("projects/13/participants", items([2, 3, 4, 5])), "joint_project_corroboration"),
        (says("partners/17/country", code("BY")), "foreign_partner_corroboration"),
    ];
    for (claim, fact) in restated {
        let (mut scene, listed) = high();
        let item = claim.path.item.clone().expect("of an item").to_string();
        scene.given(listed.representative, listed.state(changes().stating(claim)));
        assert_eq!(level(&scene, &listed), Level::High, "{fact} waits");
        assert!(number_of(&scene, &listed, fact) >= 2, "{fact}");
        after_grace(&mut scene, &listed);
        assert_eq!(number_of(&scene, &listed, fact), 0, "{fact}");
        scene.given(scene.officer(), listed.confirm([item.as_str()]).having_seen());
        assert_eq!(number_of(&scene, &listed, fact), 3, "{fact} by one command");
    }
}

#[test]
fn a_strategy_approved_on_another_day_waits_and_is_then_no_better_than_its_link() {
    let (mut scene, listed) = high();
    let before = number_of(&scene, &listed, "strategy_corroboration");
    let approved = says("strategies/15/approved_on", day(date(2025, 3, 3)));
    scene.given(listed.representative, listed.state(changes().stating(approved)));
    assert_eq!(number_of(&scene, &listed, "strategy_corroboration"), before, "it waits");
    after_grace(&mut scene, &listed);
    assert_eq!(number_of(&scene, &listed, "strategy_corroboration"), 1);
    scene.given(scene.officer(), listed.confirm(["strategies/15"]).having_seen());
    assert_eq!(number_of(&scene, &listed, "strategy_corroboration"), 3);
}

#[test]
fn a_document_of_the_title_documents_what_was_said_with_it_and_nothing_later() {
    let (mut scene, listed) = listed(sketch().medium());
    let fact = "joint_project_corroboration";
    assert_eq!(number_of(&scene, &listed, fact), 1);
    let project = "projects/13/participants";
    let changed = listed.state(changes().stating(says(project, items([2, 3, 4, 5]))));
    scene.given(listed.representative, changed);
    assert_eq!(number_of(&scene, &listed, fact), 0);
}

/// A project, called otherwise, whose confirmations by an officer and a participant are kept.
fn project_renamed() -> (Scene, Listed) {
    let (mut scene, listed) = high();
    let renamed = changes().stating(says("projects/13/title", ru("Проект иначе")));
    scene.given(listed.representative, listed.state(renamed));
    (scene, listed)
}

/// The relations of the project's standing confirmations.
fn relations(scene: &Scene, listed: &Listed) -> Vec<Relation> {
    let of_title = path("projects/13/title");
    let claim = scene.cluster(listed.cluster).profile.claim(&of_title).expect("a claim");
    claim.support.standing().map(|given| given.relation).collect()
}

#[test]
fn kept_confirmations_run_out_whatever_else_confirms_the_new_value() {
    let (mut scene, listed) = project_renamed();
    scene.given(scene.officer(), listed.confirm(["projects/13"]).having_seen());
    assert!(relations(&scene, &listed).contains(&Relation::Participant), "it waits");
    after_grace(&mut scene, &listed);
    assert_eq!(relations(&scene, &listed), [Relation::Officer]);
}

#[test]
fn kept_confirmations_fall_away_once_each_party_has_spoken_anew() {
    let (mut scene, listed) = project_renamed();
    scene.given(scene.officer(), listed.confirm(["projects/13"]).having_seen());
    let participant = scene.representative(sketch().organisation_number(0));
    scene.given(participant, listed.confirm(["projects/13"]));
    assert_eq!(relations(&scene, &listed), [Relation::Officer, Relation::Participant]);
}

#[test]
fn who_takes_its_newest_word_back_does_not_count_by_an_older_one() {
    let (mut scene, listed) = project_renamed();
    scene.given(scene.officer(), listed.confirm(["projects/13"]).having_seen());
    let of_title = path("projects/13/title");
    let claim = scene.cluster(listed.cluster).profile.claim(&of_title).expect("a claim");
    let confirmation = claim.support.confirmations[0].version;
    let (cluster, reason) = (listed.cluster, "Ошибка".into());
    scene.given(scene.officer(), WithdrawConfirmation { cluster, confirmation, reason });
    assert_eq!(relations(&scene, &listed), [Relation::Participant]);
}

#[test]
fn changing_again_does_not_keep_the_confirmations_longer() {
    let (mut scene, listed) = high();
    let renamed = |name| listed.state(changes().stating(says("strategies/15/title", ru(name))));
    scene.given(listed.representative, renamed("Новая программа"));
    scene.on(date(2026, 5, 1));
    scene.given(listed.representative, renamed("Новейшая программа"));
    let title = path("strategies/15/title");
    let kept =
        scene.cluster(listed.cluster).profile.claim(&title).expect("it").support.kept.clone();
    let kept = kept.expect("they are kept through both changes");
    assert_eq!((kept.confirmations.len(), kept.until), (1, date(2026, 5, 31)));
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn evidence_that_was_seen_counts_for_a_while_after_a_withheld_figure_changed() {
    let (mut scene, listed) = shipped_cluster();
    let withheld = || changes().stating(says("employees_total", Absence::Withheld));
    scene.given(listed.representative, listed.state(withheld()));
    scene.given(scene.officer(), scene.confirm_fields(listed.cluster, ["employees_total"]));
    scene.given(listed.representative, listed.state(withheld()));
    assert!(outcome(&scene, &listed).open.is_empty());
    lapse(&mut scene, &listed, "employees_total", LapseCause::ChangeNotConfirmed);
    assert_eq!(outcome(&scene, &listed).open.len(), 1);
}

#[test]
fn parties_whose_confirmations_are_kept_still_confirm_the_gates() {
    let (mut scene, listed) = high();
    let restated = ["governing_bodies/12", "projects/13", "governing_bodies/14"];
    let changes = changes()
        .stating(says(&format!("{}/type", restated[0]), code("management_company")))
        .stating(says(&format!("{}/staff_fte", restated[0]), decimal("5")).on(BEFORE))
        .stating(says(&format!("{}/stage", restated[1]), code("in_progress")))
        .stating(says(&format!("{}/type", restated[2]), code("council")));
    scene.given(listed.representative, listed.state(changes));
    let facts = Facts::of(&scene.cluster(listed.cluster).profile);
    assert_eq!(facts.get("gate_confirming_parties"), Some(&Fact::Integer(2)));
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn a_staff_that_changed_is_as_well_supported_as_before_for_a_while() {
    let (mut scene, listed) = high();
    let staff = says("governing_bodies/12/staff_fte", decimal("6")).on(BEFORE);
    scene.given(listed.representative, listed.state(changes().stating(staff)));
    let facts = Facts::of(&scene.cluster(listed.cluster).profile);
    assert_eq!(facts.get("management_staff_milli"), Some(&Fact::Integer(6_000)));
    assert_eq!(facts.get("management_staff_corroboration"), Some(&Fact::Integer(3)));
}

#[test]
fn the_recorded_level_is_what_can_be_recomputed() {
    let (mut scene, listed) = high();
    let more = changes().stating(says("employees_total", number(0)).on(BEFORE));
    scene.given(listed.representative, listed.state(more));
    let recorded = scene.cluster(listed.cluster).assessment.clone().expect("an assessment");
    let now = outcome(&scene, &listed);
    assert_eq!((recorded.level, recorded.met), (now.level, now.met));
}
