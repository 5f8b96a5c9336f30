//! The name a cluster is shown under is held once in each of its regions, in each language.

use registry_core::command::{EnterCluster, ListApplication, WithdrawCluster};
use registry_core::testing::statements::{codes, ru, says};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::value::{Text, Value};

use super::{TODAY, changes};

/// A cluster «Белая сосна» in Tomsk.
fn held() -> (Scene, Listed) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    (scene, listed)
}

/// Whether another cluster can have the name.
#[track_caller]
fn check_free(scene: &mut Scene, name: &str, region: &'static str, expected: bool) {
    let changes = Sketch::small(name).in_region(region).minimal();
    let entered = scene.decide(scene.officer(), &EnterCluster { changes }.into());
    match entered {
        Ok(_) => assert!(expected, "{name} is free"),
        Err(refused) => assert_eq!((refused.code(), expected), ("cluster.name-taken", false)),
    }
}

#[test]
fn a_name_that_reads_the_same_is_taken_in_its_region() {
    let (mut scene, _) = held();
    for name in ["Белая сосна", "БЕЛАЯ СОСНА", "«Белая  сосна»", "Белая-Сосна", "белая  Сосна."]
    {
        check_free(&mut scene, name, "RU-TOM", false);
    }
    for name in ["Белая соснa", "Белая cocна", "Бе\u{301}лая сосна"] {
        check_free(&mut scene, name, "RU-TOM", false);
    }
    check_free(&mut scene, "Белая ель", "RU-TOM", true);
}

#[test]
fn yo_and_ye_read_the_same() {
    let mut scene = Scene::small(TODAY);
    scene.listed(Sketch::small("Тёплый дом").minimal());
    check_free(&mut scene, "Теплый дом", "RU-TOM", false);
}

#[test]
fn a_name_is_free_in_another_region() {
    let (mut scene, _) = held();
    check_free(&mut scene, "Белая сосна", "RU-VLG", true);
}

#[test]
fn an_application_with_a_taken_name_is_not_listed() {
    let (mut scene, _) = held();
    let other = Sketch::small("белая сосна").organisations_from(21).minimal();
    let (application, _) = scene.submitted(other);
    scene
        .when(scene.officer(), ListApplication { application })
        .then_rejected("cluster.name-taken");
}

#[test]
fn a_withdrawn_cluster_gives_its_name_back() {
    let (mut scene, listed) = held();
    let (cluster, reason) = (listed.cluster, "Кластер распущен".into());
    scene
        .when(listed.representative, WithdrawCluster { cluster, reason, expected: None })
        .then(&["cluster: ClusterWithdrawn", "name: NameReleased"]);
    check_free(&mut scene, "Белая сосна", "RU-TOM", true);
}

#[test]
fn a_renamed_cluster_takes_the_new_name_and_gives_the_old_one_back() {
    let (mut scene, listed) = held();
    let renamed = changes().stating(says("official_name", ru("Чёрная сосна")));
    scene.when(scene.officer(), listed.state(renamed)).then(&[
        "cluster: ClaimsStated",
        "name: NameHeld",
        "name: NameReleased",
    ]);
    check_free(&mut scene, "Белая сосна", "RU-TOM", true);
    check_free(&mut scene, "Черная сосна", "RU-TOM", false);
}

#[test]
fn a_cluster_that_moves_holds_its_name_where_it_goes() {
    let (mut scene, listed) = held();
    let moved = changes().stating(says("regions", codes(["RU-VLG"])));
    scene.when(scene.officer(), listed.state(moved)).then(&[
        "cluster: ClaimsStated",
        "name: NameHeld",
        "name: NameReleased",
    ]);
    check_free(&mut scene, "Белая сосна", "RU-TOM", true);
    check_free(&mut scene, "Белая сосна", "RU-VLG", false);
}

#[test]
fn a_name_is_held_in_every_region_of_the_cluster() {
    let (mut scene, listed) = held();
    let wider = changes().stating(says("regions", codes(["RU-TOM", "RU-VLG"])));
    scene
        .when(scene.officer(), listed.state(wider))
        .then(&["cluster: ClaimsStated", "name: NameHeld"]);
    check_free(&mut scene, "Белая сосна", "RU-VLG", false);
    let narrower = changes().stating(says("regions", codes(["RU-VLG"])));
    scene
        .when(scene.officer(), listed.state(narrower))
        .then(&["cluster: ClaimsStated", "name: NameReleased"]);
    check_free(&mut scene, "Белая сосна", "RU-TOM", true);
    check_free(&mut scene, "Белая сосна", "RU-VLG", false);
}

#[test]
fn a_cluster_does_not_spread_to_a_region_where_its_name_is_taken() {
    let (mut scene, listed) = held();
    let other = Sketch::small("Белая сосна").organisations_from(21).in_region("RU-VLG");
    scene.listed(other.minimal());
    let wider = changes().stating(says("regions", codes(["RU-TOM", "RU-VLG"])));
    scene.when(scene.officer(), listed.state(wider)).then_rejected("cluster.name-taken");
}

#[test]
fn a_name_is_held_in_each_language() {
    let (mut scene, listed) = held();
    let both = Text::new(Some("Белая сосна"), Some("White Pine")).expect("a name");
    let english = changes().stating(says("official_name", Value::Text(both)));
    scene
        .when(scene.officer(), listed.state(english))
        .then(&["cluster: ClaimsStated", "name: NameHeld"]);
    let mut other = Sketch::small("Сосна").minimal();
    let taken = Text::new(Some("Сосна"), Some("WHITE PINE")).expect("a name");
    other.claims[0] = says("official_name", Value::Text(taken));
    let refused = scene.decide(scene.officer(), &EnterCluster { changes: other }.into());
    assert_eq!(refused.expect_err("taken").code(), "cluster.name-taken");
}

#[test]
fn a_new_spelling_of_the_same_name_is_no_other_name() {
    let (mut scene, listed) = held();
    let spelt = changes().stating(says("official_name", ru("«БЕЛАЯ СОСНА»")));
    scene.when(scene.officer(), listed.state(spelt)).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_cluster_is_not_renamed_to_a_taken_name() {
    let (mut scene, listed) = held();
    scene.listed(Sketch::small("Чёрная сосна").organisations_from(21).minimal());
    let renamed = changes().stating(says("official_name", ru("черная сосна")));
    scene.when(scene.officer(), listed.state(renamed)).then_rejected("cluster.name-taken");
}

#[test]
fn the_display_name_is_held_where_there_is_one() {
    let (mut scene, listed) = held();
    let short = changes().stating(says("display_name", ru("Сосна")));
    scene.when(scene.officer(), listed.state(short)).then(&[
        "cluster: ClaimsStated",
        "name: NameHeld",
        "name: NameReleased",
    ]);
    check_free(&mut scene, "Сосна", "RU-TOM", false);
    check_free(&mut scene, "Белая сосна", "RU-TOM", true);
}

#[test]
fn a_representative_renames_and_moves_only_through_an_officer() {
    let (mut scene, listed) = held();
    let reviewed = [
        says("official_name", ru("Чёрная сосна")),
        says("display_name", ru("Сосна")),
        says("regions", codes(["RU-VLG"])),
    ];
    for claim in reviewed {
        let command = listed.state(changes().stating(claim));
        scene.when(listed.representative, command.clone()).then_rejected("claim.needs-officer");
        scene.when(scene.officer(), command).accepted();
    }
}

#[test]
fn a_cluster_without_a_name_holds_none() {
    let (mut scene, listed) = held();
    let nameless = says("official_name", registry_events::claim::Absence::Withheld);
    scene
        .when(scene.officer(), listed.state(changes().stating(nameless)))
        .then(&["cluster: ClaimsStated, LevelAssessed, RequirementOpened", "name: NameReleased"]);
    check_free(&mut scene, "Белая сосна", "RU-TOM", true);
}

#[test]
fn a_name_without_a_letter_or_digit_is_refused() {
    for name in ["—", "«»", "\u{301}\u{302}", "– - ."] {
        let scene = Scene::open(TODAY);
        let changes = Sketch::new(name).minimal();
        let refused = scene.decide(scene.officer(), &EnterCluster { changes }.into());
        let refused = format!("{:?}", refused.expect_err("nobody can read it"));
        assert!(refused.contains("name.unreadable"), "{name:?}: {refused}");
    }
}
