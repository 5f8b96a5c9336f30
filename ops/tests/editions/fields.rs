//! Fields and terms that are added, changed or gone, and who has stated them.

use registry_core::testing::Sketch;
use registry_core::testing::statements::{code, says};
use registry_events::edition::EditionKind;

use super::{lines_of, program, run, shipped, with_cluster};
use crate::support::Folder;

#[test]
fn a_term_that_vanishes_is_told_with_the_clusters_that_use_it() {
    let folder = with_cluster();
    let terms = shipped(EditionKind::Dictionaries).lines();
    let without = terms.filter(|line| !line.contains("key = \"furniture\""));
    let text = without.flat_map(|line| [line, "\n"]).collect::<String>();
    let checked = run(&folder, EditionKind::Dictionaries, "check", &text);
    let lines = lines_of(&checked);
    assert_eq!(lines[0], "term specialisation/furniture: removed");
    assert!(lines[1].starts_with("term specialisation/furniture: cluster "), "{checked}");
    assert_eq!(lines.len(), 2, "{checked}");
}

#[test]
fn fields_that_are_added_changed_and_removed_are_told_with_who_states_them() {
    let folder = Folder::with_registry();
    let method = says("employees_method", code("declared"));
    let changes = Sketch::new("Белая сосна").minimal().stating(method);
    program(&folder, |ground| drop(ground.enter(changes)));
    let catalogue = shipped(EditionKind::Catalogue);
    let entry = "[[field]]\nkey = \"employees_method\"";
    let renamed = catalogue.replacen(entry, "[[field]]\nkey = \"employees_way\"", 1);
    let text = renamed.replacen("bounds = { min = 2000 }", "bounds = { min = 2001 }", 1);
    assert_ne!(text, renamed);
    let checked = run(&folder, EditionKind::Catalogue, "check", &text);
    let lines = lines_of(&checked);
    assert!(lines.contains(&"field employees_method: removed"), "{checked}");
    assert!(lines.contains(&"field employees_way: added"), "{checked}");
    assert!(lines.iter().any(|line| line.ends_with(": changed (bounds)")), "{checked}");
    let end = "(Белая сосна) states it";
    let told = |line: &&str| line.starts_with("field employees_method: ") && line.ends_with(end);
    assert!(lines.iter().any(told), "{checked}");
}

#[test]
fn a_dictionary_and_a_section_that_are_called_otherwise_are_told() {
    let folder = with_cluster();
    for (kind, from, told) in [
        (EditionKind::Dictionaries, "[[dictionary]]\n", "dictionary "),
        (EditionKind::Catalogue, "[[section]]\n", "section "),
    ] {
        let text = shipped(kind);
        let entry = text.find(from).expect("an entry");
        let label = entry + text[entry..].find("ru = \"").expect("a label") + "ru = \"".len();
        let renamed = format!("{}Иначе: {}", &text[..label], &text[label..]);
        let checked = run(&folder, kind, "check", &renamed);
        let [line] = lines_of(&checked)[..] else { panic!("one line: {checked}") };
        assert!(line.starts_with(told) && line.ends_with(": changed (label)"), "{line}");
    }
}

#[test]
fn claims_that_a_new_catalogue_would_refuse_are_told_with_who_states_them() {
    let folder = with_cluster();
    let shipped = shipped(EditionKind::Catalogue);
    let entry = "key = \"year_created\"";
    let place = shipped.find(entry).expect("the field");
    let (head, tail) = shipped.split_at(place);
    let text =
        format!("{head}{}", tail.replacen("bounds = { min = 1900 }", "bounds = { min = 2100 }", 1));
    assert_ne!(text, shipped);
    let checked = run(&folder, EditionKind::Catalogue, "check", &text);
    let [changed, refused] = lines_of(&checked)[..] else { panic!("two lines: {checked}") };
    assert_eq!(changed, "field year_created: changed (bounds)");
    assert!(refused.contains("Белая сосна"), "{refused}");
    assert!(refused.ends_with("states what would be refused (number.too-small)"), "{refused}");
}
