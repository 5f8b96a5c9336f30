//! Subjects of the federation that are added, split, merged or gone.

use registry_core::command::{OpenBranch, OpenCkr};
use registry_core::testing::statements::link;
use registry_core::testing::{Sketch, organisation as named_organisation};
use registry_events::edition::EditionKind;
use registry_events::value::{Code, Kpp, Text};

use super::{Ground, lines_of, program, registered, run, shipped, with_cluster};
use crate::support::Folder;

/// Subjects after one was added, one was split in two, and two were merged into a third.
fn regions_after() -> String {
    let row = |code: &str| {
        let rows = shipped(EditionKind::Regions).lines();
        rows.into_iter().find(|row| row.starts_with(&format!("{code}\t"))).expect("a row")
    };
    let became = |row: &str| {
        let successors = match row.split('\t').next() {
            Some("RU-TOM") => "RU-XTN RU-XTS",
            Some("RU-AD" | "RU-KDA") => "RU-XKA",
            Some("code") => "successors",
            _ => "",
        };
        format!("{row}\t{successors}")
    };
    let all = shipped(EditionKind::Regions).lines().map(became);
    let renamed = |code: &str, to: &str| row(code).replacen(code, to, 1);
    let new = [
        renamed("RU-KGD", "RU-XAA"),
        renamed("RU-TOM", "RU-XTN"),
        renamed("RU-TOM", "RU-XTS"),
        renamed("RU-KDA", "RU-XKA"),
    ];
    all.chain(new).map(|row| row + "\n").collect()
}

#[test]
fn an_edition_that_adds_splits_and_merges_subjects_is_checked_and_adopted() {
    let folder = with_cluster();
    program(&folder, Ground::settle_adygea);
    let text = regions_after();
    let checked = run(&folder, EditionKind::Regions, "check", &text);
    let lines = lines_of(&checked);
    for line in ["region RU-TOM: removed", "region RU-AD: removed", "region RU-XAA: added"] {
        assert!(lines.contains(&line), "{line}: {checked}");
    }
    let used: Vec<_> = lines.iter().filter(|line| line.contains("would vanish")).collect();
    assert_eq!(used, Vec::<&&str>::new(), "{checked}");
    for line in ["region RU-TOM: becomes RU-XTN, RU-XTS", "region RU-AD: becomes RU-XKA"] {
        assert!(lines.contains(&line), "{line}: {checked}");
    }
    let concerned = |start: &str, end: &str| {
        let is_it = |line: &&&str| line.starts_with(start) && line.ends_with(end);
        assert_eq!(lines.iter().filter(is_it).count(), 1, "{start}…{end}: {checked}");
    };
    let chooses = "would keep it until one of RU-XTN, RU-XTS is stated";
    concerned("region RU-TOM: cluster ", &format!("(Белая сосна) uses it, and {chooses}"));
    concerned("region RU-AD: cluster ", "(Горная сосна) uses it, and would be read at RU-XKA");
    let centre = "has a cluster development centre on record, which would be read at RU-XKA";
    concerned("region RU-AD: ", centre);
    concerned("region RU-AD: organisation ", ") has a branch, which would be read at RU-XKA");

    let adopted = run(&folder, EditionKind::Regions, "adopt", &text);
    assert!(adopted.data().contains("clusters assessed  0"), "{adopted}");
    program(&folder, |ground| {
        for (name, region) in [("Белая сосна", "RU-TOM"), ("Горная сосна", "RU-XKA")]
        {
            assert_eq!(ground.regions_of(name), [region], "{name}");
        }
    });
    let split = Sketch::new("Красная сосна").in_region("RU-XTN");
    program(&folder, |ground| drop(ground.enter(split.organisations_from(40).minimal())));
    assert_eq!(folder.run(&["replay", "--diff", "--reassess"]).code(), Some(0));
}

#[test]
fn subjects_among_which_a_cluster_would_have_none_are_not_adopted() {
    let folder = with_cluster();
    let rows = shipped(EditionKind::Regions).lines().filter(|row| !row.starts_with("RU-TOM\t"));
    let text: String = rows.flat_map(|row| [row, "\n"]).collect();
    let refused = run(&folder, EditionKind::Regions, "adopt", &text);
    assert_eq!(refused.code(), Some(1), "{refused}");
    assert!(refused.stderr().contains("region RU-TOM: cluster "), "{refused}");
    assert!(refused.stderr().contains("(Белая сосна) uses it"), "{refused}");
    let again = run(&folder, EditionKind::Regions, "check", shipped(EditionKind::Regions));
    assert!(again.stderr().contains("changes nothing"), "{again}");
}

/// Subjects without one of them.
fn regions_without(code: &str) -> String {
    let rows = shipped(EditionKind::Regions).lines();
    let rows = rows.filter(|row| !row.starts_with(&format!("{code}\t")));
    rows.flat_map(|row| [row, "\n"]).collect()
}

/// Subjects of which some became part of others.
fn regions_joining(joins: &[(&str, &str)]) -> String {
    let joined = |row: &str| {
        let (code, _) = row.split_once('\t').expect("a row");
        let heading = (code == "code").then_some("successors");
        let successor = joins.iter().find(|(from, _)| *from == code).map(|(_, to)| *to);
        format!("{row}\t{}\n", heading.or(successor).unwrap_or_default())
    };
    shipped(EditionKind::Regions).lines().map(joined).collect()
}

#[test]
fn a_chain_of_mergers_is_told_with_its_end() {
    let folder = with_cluster();
    let text = regions_joining(&[("RU-TOM", "RU-NVS"), ("RU-NVS", "RU-KEM")]);
    let checked = run(&folder, EditionKind::Regions, "check", &text);
    let end = "(Белая сосна) uses it, and would be read at RU-KEM";
    assert!(lines_of(&checked).iter().any(|line| line.ends_with(end)), "{checked}");
}

#[test]
fn what_adoption_would_refuse_is_refused_by_the_check_in_the_same_words() {
    let folder = with_cluster();
    let text = without_a_district();
    for (act, code) in [("check", 1), ("adopt", 2)] {
        let ran = run(&folder, EditionKind::Regions, act, &text);
        assert_eq!(ran.code(), Some(code), "{ran}");
        assert!(ran.stderr().contains("federal_district has no term nowhere"), "{ran}");
    }
}

/// Subjects of which one lies in a federal district that nobody knows.
fn without_a_district() -> String {
    let text = shipped(EditionKind::Regions);
    let row = text.lines().find(|row| row.starts_with("RU-TOM\t")).expect("a row");
    let mut cells: Vec<_> = row.split('\t').collect();
    cells[6] = "nowhere";
    text.replacen(row, &cells.join("\t"), 1)
}

#[test]
fn a_subject_with_a_centre_or_a_branch_alone_is_in_use_too() {
    let folder = Folder::with_registry();
    program(&folder, |ground| {
        ground.settle_adygea();
        let sketch = Sketch::new("Белая сосна");
        let organisation =
            ground.enter(sketch.minimal()).iter().find_map(registered).expect("a participant");
        let region = Code::literal("RU-KGD");
        let (kpp, name) = (Kpp::parse("390501001"), Text::new(Some("Филиал (демо)"), None));
        let (kpp, name) = (kpp.expect("a КПП"), name.expect("a name"));
        let branch = OpenBranch { organisation, name, kpp, region };
        ground.execute_as(ground.officer(), branch.into());
        let (opened_on, evidence) = (jiff::civil::date(2015, 1, 1), vec![link()]);
        let organisation = named_organisation(45);
        let region = Code::literal("RU-OMS");
        let centre = OpenCkr { region, organisation, opened_on, evidence };
        ground.execute_as(ground.officer(), centre.into());
    });
    for (code, told) in [("RU-KGD", "has a branch"), ("RU-OMS", "has a cluster development centre")]
    {
        let refused = run(&folder, EditionKind::Regions, "adopt", &regions_without(code));
        assert_eq!(refused.code(), Some(1), "{refused}");
        for part in ["it isn't adopted: subjects that are in use would vanish", told, "successors"]
        {
            assert!(refused.stderr().contains(part), "{part}: {refused}");
        }
    }
}

#[test]
fn clusters_of_one_name_that_a_merger_brings_together_are_named_and_stay() {
    let folder = with_cluster();
    program(&folder, |ground| {
        let namesake = Sketch::new("Белая сосна").in_region("RU-NVS").organisations_from(40);
        ground.enter(namesake.minimal());
    });
    let text = regions_joining(&[("RU-TOM", "RU-NVS")]);
    let told = "would stand in it with the same name";
    let checked = run(&folder, EditionKind::Regions, "check", &text);
    let line = lines_of(&checked).into_iter().find(|line| line.ends_with(told)).expect("a line");
    assert!(line.starts_with("region RU-NVS: clusters "), "{line}");
    assert_eq!(line.matches("(Белая сосна)").count(), 2, "{line}");
    let adopted = run(&folder, EditionKind::Regions, "adopt", &text);
    assert_eq!(adopted.code(), Some(0), "{adopted}");
    assert!(adopted.stderr().contains(told), "{adopted}");
    let after = run(&folder, EditionKind::Regions, "check", &text);
    assert!(!after.data().contains(told), "they stand so already: {after}");
}
