//! A membership that names a branch names one that its organisation has.

use registry_core::command::{
    CloseBranch, EnterCluster, OpenBranch, StateApplication, SubmitApplication,
};
use registry_core::testing::statements::{item, ru, says};
use registry_core::testing::{Listed, Scene, Sketch, organisation, problem_lines};
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Kpp, Text};

use super::{TODAY, changes};

const KPP: &str = "350143001";

/// A cluster whose participants are the organisations 1 to 10, with the id of the first.
fn scene() -> (Scene, Listed, OrganisationId) {
    let mut scene = Scene::open(TODAY);
    let listed = scene.listed(Sketch::new("Белая сосна").minimal());
    let first = scene.organisation(&organisation(1));
    (scene, listed, first)
}

fn open_branch(scene: &mut Scene, organisation: OrganisationId) {
    let (kpp, region) = (Kpp::parse(KPP).expect("a КПП"), Code::literal("RU-VLG"));
    let name = Text::new(Some("Филиал (демо)"), None).expect("a name");
    scene.given(scene.officer(), OpenBranch { organisation, name, kpp, region });
}

fn problem(at: &str, organisation: &dyn ToString) -> String {
    format!("{at} membership.branch-unknown {KPP} {}", organisation.to_string())
}

#[test]
fn a_branch_is_recorded_before_it_takes_part() {
    let (mut scene, listed, first) = scene();
    let branch = || listed.state(changes().stating(says("participants/2/branch_kpp", ru(KPP))));
    let refused = problem("/claims/0/value", &first);
    scene.when(listed.representative, branch()).then_problems(&[&refused]);
    let other = scene.organisation(&organisation(2));
    open_branch(&mut scene, other);
    scene.when(listed.representative, branch()).then_problems(&[&refused]);
    open_branch(&mut scene, first);
    scene.when(listed.representative, branch()).accepted();
}

#[test]
fn a_branch_that_stands_can_be_stated_again_after_its_end_and_no_other_joins_it() {
    let (mut scene, listed, first) = scene();
    open_branch(&mut scene, first);
    let branch = || listed.state(changes().stating(says("participants/2/branch_kpp", ru(KPP))));
    scene.given(listed.representative, branch());
    scene.given(scene.officer(), CloseBranch { organisation: first, branch: 1, closed_on: TODAY });
    scene.when(listed.representative, branch()).accepted();
    let next = scene.organisation(&organisation(3));
    let moved = changes().stating(says("participants/2/organisation", organisation(3)));
    let closed = changes().closing("participants/4");
    scene.given(listed.representative, listed.state(closed));
    scene
        .when(listed.representative, listed.state(moved))
        .then_problems(&[&problem("/claims/0/value", &next)]);
}

#[test]
fn a_participant_that_is_new_to_the_registry_has_no_branch_yet() {
    let (mut scene, listed, _) = scene();
    let joins = |number| {
        item("participants")
            .says("organisation", organisation(number))
            .says("participant_type", registry_core::testing::statements::code("large"))
            .says("branch_kpp", ru(KPP))
    };
    let joined = listed.state(changes().opening(joins(60)));
    scene
        .when(listed.representative, joined)
        .then_problems(&[&problem("/open/0/claims/2/value", &"{id}")]);
    let entered = Sketch::new("Другая").organisations_from(21).minimal().opening(joins(1));
    let refused = scene.when(scene.officer(), EnterCluster { changes: entered });
    assert!(problem_lines(&refused.rejected())[0].contains("membership.branch-unknown"));
}

#[test]
fn an_application_that_names_an_unknown_branch_is_not_handed_in() {
    let (mut scene, _, _) = scene();
    let changes = Sketch::new("Другая").organisations_from(21).minimal();
    let (application, applicant) = scene.started(changes);
    let branch = super::changes().stating(says("participants/2/branch_kpp", ru(KPP)));
    let state = StateApplication { application, changes: branch, expected: None };
    scene.given(applicant, state);
    scene
        .when(applicant, SubmitApplication { application })
        .then_problems(&[&problem("/participants/2/branch_kpp", &"{id}")]);
}
