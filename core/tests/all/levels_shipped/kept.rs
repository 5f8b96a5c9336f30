//! Confirmations that a change keeps for a while.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::command::{NoteLapses, WithdrawConfirmation};
use registry_core::facts::{Fact, Facts};
use registry_core::testing::statements::{code, day, decimal, items, path, ru, says};
use registry_core::testing::{Listed, Scene};
use registry_events::claim::{Absence, Relation};
use registry_events::event::LapseCause;
use registry_events::level::Level;

use super::{high, lapse, level, listed, number_of, outcome, sketch};
use crate::{BEFORE, changes, shipped_cluster};

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
