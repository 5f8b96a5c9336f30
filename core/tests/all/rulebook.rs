//! A rulebook is data; its loader refuses what can't be applied to the facts.

use std::error::Error;

use registry_core::command::AdoptEdition;
use registry_core::editions::SHIPPED;
use registry_core::rulebook::Rulebook;
use registry_core::testing::Scene;
use registry_events::edition::EditionKind;
use registry_events::value::Code;

use super::TODAY;

/// The text of a kind that ships with the program.
pub(super) fn shipped(kind: EditionKind) -> String {
    SHIPPED.iter().find(|shipped| shipped.kind == kind).expect("it ships").text.into()
}

/// The command that adopts the shipped rulebook under another name, with a change.
pub(super) fn edition(name: &'static str, change: impl Fn(String) -> String) -> AdoptEdition {
    let named = format!("edition = \"{name}\"");
    let text = shipped(EditionKind::Rulebook).replace("edition = \"0.9\"", &named);
    AdoptEdition { kind: EditionKind::Rulebook, edition: Code::literal(name), text: change(text) }
}

/// Why the shipped rulebook isn't one any more when `what` is replaced by `with`.
fn refused(what: &str, with: &str) -> String {
    let text = shipped(EditionKind::Rulebook);
    assert!(text.contains(what), "«{what}» stands in the rulebook");
    match Rulebook::parse(&text.replacen(what, with, 1)) {
        Ok(_) => "accepted".into(),
        Err(error) => {
            error.source().map_or(error.to_string(), |_| format!("{error}, see the source"))
        }
    }
}

#[test]
fn a_predicate_names_only_facts_and_parameters() {
    insta::assert_snapshot!(
        refused("participants >= participants_min", "participants >= members_min"),
        @"M8: «participants >= members_min»: «members_min» must be a fact or a parameter"
    );
}

#[test]
fn a_predicate_calls_nothing_but_operators() {
    insta::assert_snapshot!(
        refused("participants >= participants_min", "true || roll(participants)"),
        @"M8: «true || roll(participants)»: «roll» isn't an operator"
    );
    let accepted =
        refused("specialisation != ''", "!(specialisation in ['', '-']) && regions % 2 >= -1");
    assert_eq!(accepted, "accepted");
}

#[test]
fn a_parameter_is_not_called_like_a_fact() {
    let text = refused("participants_min = 10", "participants_min = 10\nparticipants = 3");
    insta::assert_snapshot!(text,
        @"M8: «participants >= participants_min»: «participants» must be a fact or a parameter");
}

#[test]
fn a_predicate_yields_true_or_false() {
    insta::assert_snapshot!(
        refused("when = \"participants >= participants_min\"", "when = \"participants\""),
        @"M8: «participants»: it yields Int(0), not true or false"
    );
}

#[test]
fn a_predicate_can_be_computed_when_nothing_is_stated() {
    let text = refused("participants >= participants_min", "100 / participants > 5");
    assert!(text.starts_with("M8: «100 / participants > 5»: "), "{text}");
    let text = refused("participants >= participants_min", "participants >= ''");
    assert!(text.starts_with("M8: «participants >= ''»: "), "{text}");
}

#[test]
fn a_predicate_is_an_expression() {
    let text = refused("participants >= participants_min", "participants >=");
    assert!(text.starts_with("M8: «participants >=»: "), "{text}");
}

#[test]
fn a_condition_of_a_level_is_held_to_the_same() {
    insta::assert_snapshot!(
        refused("participants_confirmed * 2 >= participants", "confirmed * 2 >= participants"),
        @"participants_confirmed: «confirmed * 2 >= participants»: «confirmed» must be a fact or a parameter"
    );
}

#[test]
fn a_rulebook_does_not_contradict_itself() {
    let check = |what, with, expected| assert_eq!(refused(what, with), expected);
    check("id = \"G2\"", "id = \"G1\"", "G1: the id stands twice");
    check("block = \"projects\"", "block = \"partners\"", "P1: its block isn't there");
    check("basis = [\"participants\"]", "basis = []", "M8: its basis isn't a list of facts");
    check(
        "basis = [\"participants\"]",
        "basis = [\"members\"]",
        "M8: its basis isn't a list of facts",
    );
    check(
        "corroboration = \"managing_body_corroboration\"",
        "corroboration = \"trust\"",
        "G1: its corroboration isn't a fact",
    );
    check(
        "gates = [\"G1\", \"P1\"]",
        "gates = [\"G1\", \"P7\"]",
        "medium: a gate isn't a marker with a corroboration",
    );
    check(
        "gates = [\"G1\", \"P1\"]",
        "gates = [\"G1\", \"G2\"]",
        "medium: a gate isn't a marker with a corroboration",
    );
    let order = "level: levels above the initial one, lowest first";
    check("level = \"medium\"", "level = \"initial\"", order);
    check("level = \"medium\"", "level = \"high\"", order);
    check(
        "facts_version = 1",
        "facts_version = 2",
        "facts_version: this program makes another version",
    );
}

#[test]
fn a_rulebook_has_no_member_that_nobody_reads() {
    let text = refused("facts_version = 1", "facts_version = 1\ncolour = \"blue\"");
    assert_eq!(text, "the rulebook can't be read, see the source");
}

#[test]
fn what_the_loader_refuses_is_not_adopted() {
    let mut scene = Scene::open(TODAY);
    let broken =
        edition("0.91", |text| text.replace("participants >= participants_min", "members"));
    scene.when(scene.administrator(), broken).then_problems(&["/text edition.unreadable \
         M8: «members»: «members» must be a fact or a parameter"]);
}
