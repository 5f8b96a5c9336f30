//! A rulebook that would judge otherwise, and its adoption.

use registry_core::command::{AdoptEdition, Reassess};
use registry_core::testing::Sketch;
use registry_events::edition::EditionKind;
use registry_events::value::Code;
use registry_gateway::follow::fold_all;

use super::{lines_of, program, run, shipped, with_cluster};
use crate::support::{Folder, Ran};

#[test]
fn other_days_of_grace_tell_of_whom_something_would_lapse_today() {
    let folder = Folder::with_registry();
    program(&folder, |ground| {
        let today = ground.registry.today();
        let last_year = today.checked_sub(jiff::Span::new().months(13)).expect("a day");
        ground.enter(Sketch::new("Белая сосна").described_on(last_year).minimal());
        let other = Sketch::new("Красная сосна").described_on(today).organisations_from(40);
        ground.enter(other.minimal());
    });
    let text = shipped(EditionKind::Rulebook).replacen("\ngrace_days = 90", "\ngrace_days = 1", 1);
    let checked = run(&folder, EditionKind::Rulebook, "check", &text);
    let [parameter, line] = lines_of(&checked)[..] else { panic!("two lines: {checked}") };
    assert_eq!(parameter, "parameter grace_days: changed (value)");
    let told = "(Белая сосна): would lapse today (claims: 1)";
    assert!(line.contains(told) && line.contains("loses M"), "{line}");
    for name in ["kept_confirmation_days", "requirement_days"] {
        let days = format!("\n{name} = 90");
        let text = shipped(EditionKind::Rulebook).replacen(&days, &format!("\n{name} = 1"), 1);
        let checked = run(&folder, EditionKind::Rulebook, "check", &text);
        assert_eq!(lines_of(&checked).len(), 1, "what is recorded keeps its days: {checked}");
    }
}

#[test]
fn an_adoption_that_was_cut_short_is_finished_by_the_clerk() {
    let folder = with_cluster();
    let text = shipped(EditionKind::Rulebook).replacen(
        "participants_min = 10",
        "participants_min = 11",
        1,
    );
    let text = text.replacen("edition = \"1.0\"", "edition = \"1.1\"", 1);
    program(&folder, |ground| {
        let other = Sketch::new("Красная сосна").organisations_from(40);
        ground.enter(other.minimal());
        let (kind, edition) = (EditionKind::Rulebook, Code::literal("1.1"));
        ground.execute(AdoptEdition { kind, edition, text: text.clone(), proposals: Vec::new() });
        let views = fold_all(&**ground.registry.log(), |_| ());
        let views = ground.runtime.block_on(views).expect("views");
        let cluster = views.cards().next().expect("a cluster").cluster;
        ground.execute(Reassess { cluster });
    });
    let is_idle =
        |ran: &Ran| ran.data().lines().any(|line| line.split_whitespace().eq(["events", "0"]));
    assert!(!is_idle(&folder.run(&["clerk"])), "one cluster was left");
    assert!(is_idle(&folder.run(&["clerk"])), "nothing is left");
    let again = run(&folder, EditionKind::Rulebook, "adopt", &text);
    assert!(again.data().contains("clusters assessed  0"), "{again}");
}

#[test]
fn a_rulebook_tells_which_clusters_it_would_judge_otherwise_and_its_adoption_does() {
    let folder = with_cluster();
    let text = shipped(EditionKind::Rulebook).replacen(
        "participants_min = 10",
        "participants_min = 11",
        1,
    );
    let checked = run(&folder, EditionKind::Rulebook, "check", &text);
    let [parameter, line] = lines_of(&checked)[..] else { panic!("two lines: {checked}") };
    assert_eq!(parameter, "parameter participants_min: changed (value)");
    assert!(line.contains("Белая сосна") && line.ends_with("loses M8"), "{line}");
    let adopted = run(&folder, EditionKind::Rulebook, "adopt", &text);
    assert!(adopted.data().contains("clusters assessed  1"), "{adopted}");
    // It was initial and stays so: a requirement is open.
    assert!(adopted.data().contains("levels changed     0"), "{adopted}");
    let again = run(&folder, EditionKind::Rulebook, "adopt", &text);
    assert!(again.data().contains("clusters assessed  0"), "{again}");
    assert_eq!(folder.run(&["replay", "--reassess"]).code(), Some(0));
}

#[test]
fn a_predicate_that_can_not_be_computed_for_a_cluster_is_told_and_not_adopted() {
    let folder = with_cluster();
    let predicate = "when = \"100 / (participants - 10) > 0\"";
    let text = shipped(EditionKind::Rulebook).replacen("when = \"regions >= 1\"", predicate, 1);
    for act in ["check", "adopt"] {
        let ran = run(&folder, EditionKind::Rulebook, act, &text);
        assert_eq!(ran.code(), Some(1), "{ran}");
        let told = "(Белая сосна): can't be computed: M2: «100 / (participants - 10) > 0»: ";
        assert!(ran.stderr().contains(told), "{ran}");
    }
}

#[test]
fn what_another_edition_asks_for_a_level_is_told() {
    let folder = with_cluster();
    let text = shipped(EditionKind::Rulebook).replacen("markers_min = 10", "markers_min = 11", 1);
    let text = text.replacen("when = \"regions >= 1\"", "when = \"regions >= 2\"", 1);
    let checked = run(&folder, EditionKind::Rulebook, "check", &text);
    let lines = lines_of(&checked);
    assert_eq!(lines[..2], ["marker M2: changed (when)", "level medium: changed (markers_min)"]);
}

#[test]
fn every_change_of_a_rulebook_is_told_although_it_hits_nobody_today() {
    let folder = with_cluster();
    let shipped = shipped(EditionKind::Rulebook);
    for (from, to, told) in [
        ("staff_milli_min = 500", "staff_milli_min = 501", "parameter management_staff_milli_min"),
        ("\ngrace_days = 90", "\ngrace_days = 91", "parameter grace_days"),
        ("kept_confirmation_days = 90", "kept_confirmation_days = 91", "parameter kept_confirm"),
        ("markers_min = 10", "markers_min = 11", "level medium: changed (markers_min)"),
        ("gates = [\"G1\", ", "gates = [", "level medium: changed (gates)"),
        ("when = \"", "when = \"true || ", ": changed (when)"),
        ("add = { ru = \"Добавьте ", "add = { ru = \"Прибавьте ", ": changed (add)"),
    ] {
        let text = shipped.replacen(from, to, 1);
        assert_ne!(text, shipped, "{from}");
        let checked = run(&folder, EditionKind::Rulebook, "check", &text);
        assert!(lines_of(&checked)[0].contains(told), "{told}: {checked}");
        assert!(!checked.stderr().contains("changes nothing"), "{checked}");
    }
}
