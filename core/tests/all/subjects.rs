//! What becomes of clusters when subjects of the federation become part of others or are split.

use registry_core::command::{
    AdoptEdition, CloseCkr, EnterCluster, OpenCkr, Reassess, WithdrawCluster,
};
use registry_core::editions::SHIPPED;
use registry_core::testing::statements::{codes, link, ru, says};
use registry_core::testing::{Listed, Scene, Sketch, organisation};
use registry_events::actor::Role;
use registry_events::claim::Corroboration;
use registry_events::edition::EditionKind;
use registry_events::event::Scope;
use registry_events::value::Code;

use super::{TODAY, changes};

/// The subjects after Adygea and Krasnodar became one and Tomsk was split in two.
fn after() -> AdoptEdition {
    let shipped = SHIPPED.iter().find(|one| one.kind == EditionKind::Regions).expect("it ships");
    let became = |row: &str| {
        let successors = match row.split('\t').next() {
            Some("RU-AD" | "RU-KDA") => "RU-XKA",
            Some("RU-TOM") => "RU-XTN RU-XTS",
            Some("code") => "successors",
            _ => "",
        };
        format!("{row}\t{successors}\n")
    };
    let row = |code: &str| {
        let mut rows = shipped.text.lines();
        rows.find(|row| row.starts_with(&format!("{code}\t"))).expect("a row").to_owned()
    };
    let new = [("RU-TOM", "RU-XTN"), ("RU-TOM", "RU-XTS"), ("RU-KDA", "RU-XKA")];
    let new = new.map(|(old, code)| row(old).replacen(old, code, 1) + "\t\n");
    let text = shipped.text.lines().map(became).chain(new).collect();
    AdoptEdition {
        kind: EditionKind::Regions,
        edition: Code::literal("2.0"),
        text,
        proposals: Vec::new(),
    }
}

fn adopted(scene: &mut Scene) {
    scene.given(scene.administrator(), after());
}

fn sketch(name: &str, region: &'static str, organisations: u32) -> Sketch {
    Sketch::small(name).in_region(region).organisations_from(organisations)
}

/// A cluster «Белая сосна» in Adygea, which is then part of another subject.
fn merged() -> (Scene, Listed) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch("Белая сосна", "RU-AD", 1).minimal());
    adopted(&mut scene);
    (scene, listed)
}

#[test]
fn a_name_held_in_a_subject_is_held_in_the_one_it_became_part_of() {
    let (mut scene, listed) = merged();
    let again = |name| EnterCluster { changes: sketch(name, "RU-XKA", 31).minimal() };
    scene.when(scene.officer(), again("Белая сосна")).then_rejected("cluster.name-taken");
    scene.when(scene.officer(), again("Белая ель")).accepted();
    let (cluster, reason) = (listed.cluster, "По просьбе кластера".into());
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene.when(scene.officer(), again("Белая сосна")).accepted();
}

#[test]
fn a_cluster_that_states_the_subject_it_is_read_at_keeps_its_name() {
    let (mut scene, listed) = merged();
    let moved = changes().stating(says("regions", codes(["RU-XKA"])));
    scene.when(scene.officer(), listed.state(moved)).then(&["cluster: ClaimsStated"]);
    let renamed = changes().stating(says("display_name", ru("Белая ель")));
    scene.when(scene.officer(), listed.state(renamed)).accepted();
    let again = EnterCluster { changes: sketch("Белая сосна", "RU-XKA", 31).minimal() };
    scene.when(scene.officer(), again).accepted();
}

#[test]
fn the_authority_of_the_subject_it_is_read_at_confirms_and_so_does_the_former_one() {
    for region in ["RU-XKA", "RU-AD"] {
        let mut scene = Scene::small(TODAY);
        let listed = scene.listed(sketch("Белая сосна", "RU-AD", 1).medium());
        let official = scene.listed(sketch("Ведомство", "RU-MOW", 51).minimal());
        assert_ne!(official.cluster, listed.cluster);
        let of_former = Scope::Region {
            region: Code::literal("RU-AD"),
            organisation: scene.organisation(&organisation(52)),
        };
        let former = scene.account(Role::RegionRepresentative, of_former);
        adopted(&mut scene);
        let by = if region == "RU-AD" {
            former
        } else {
            let organisation = scene.organisation(&organisation(53));
            let scope = Scope::Region { region: Code::literal(region), organisation };
            scene.account(Role::RegionRepresentative, scope)
        };
        scene.given(by, listed.confirm(["governing_bodies/12"]));
        let body = "governing_bodies/12/type";
        let claim = scene
            .cluster(listed.cluster)
            .profile
            .claim(&registry_core::testing::statements::path(body));
        let degree = claim.expect("a body").corroboration();
        assert_eq!(degree, Corroboration::PartiallyCorroborated, "{region}");
    }
}

#[test]
fn a_centre_opened_in_a_former_subject_speaks_for_the_one_it_became_part_of() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch("Белая сосна", "RU-AD", 1).medium());
    let centre = scene.supporting_centre(&listed, "RU-AD", 51);
    adopted(&mut scene);
    scene.when(centre, listed.confirm(["governing_bodies/12"])).accepted();
    let (region, evidence) = (Code::literal("RU-XKA"), vec![link()]);
    let organisation = organisation(51);
    let again = OpenCkr { region, organisation, opened_on: TODAY, evidence };
    scene.when(scene.officer(), again).then_rejected("ckr.already-open");
}

#[test]
fn a_centre_opened_in_a_former_subject_is_closed_at_either_address() {
    for region in ["RU-XKA", "RU-AD"] {
        let mut scene = Scene::small(TODAY);
        let listed = scene.listed(sketch("Белая сосна", "RU-AD", 1).medium());
        let centre = scene.supporting_centre(&listed, "RU-AD", 51);
        adopted(&mut scene);
        let opened = scene.organisation(&organisation(51));
        let (closed_on, reason) = (TODAY, "Реорганизован".to_owned());
        let close = |region: &str| CloseCkr {
            region: Code::parse(region).expect("a code"),
            organisation: opened,
            closed_on,
            reason: reason.clone(),
        };
        scene.when(scene.officer(), close("RU-TOM")).then_rejected("not-found");
        scene.given(scene.officer(), close(region));
        scene.when(centre, listed.confirm(["governing_bodies/12"])).then_rejected("ckr.not-open");
        scene.when(scene.officer(), close(region)).then_rejected("not-found");
    }
}

#[test]
fn a_split_subject_costs_a_cluster_nothing_until_it_chooses_a_part() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch("Белая сосна", "RU-TOM", 1).minimal());
    adopted(&mut scene);
    let cluster = listed.cluster;
    scene.when(scene.administrator(), Reassess { cluster }).then_rejected("assessment.unchanged");
    let stated = changes().stating(says("summary", ru(&"Кластер мебели. ".repeat(20))));
    scene.when(listed.representative, listed.state(stated)).then(&["cluster: ClaimsStated"]);
    let former = changes().stating(says("regions", codes(["RU-TOM"])));
    scene
        .when(scene.officer(), listed.state(former))
        .then_problems(&["/claims/0/value region.former RU-TOM RU-XTN, RU-XTS"]);
    let part = changes().stating(says("regions", codes(["RU-XTN"])));
    scene.when(scene.officer(), listed.state(part)).accepted();
}
