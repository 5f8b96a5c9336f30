//! A rulebook is data; its loader refuses what can't be applied to the facts.

use std::error::Error;

use registry_core::command::AdoptEdition;
use registry_core::facts::{Fact, Facts};
use registry_core::rulebook::Rulebook;
use registry_core::testing::{SMALL, Scene};
use registry_events::edition::EditionKind;
use registry_events::value::Code;

use super::TODAY;

/// The text of the small edition of a kind.
pub(super) fn small(kind: EditionKind) -> String {
    SMALL.iter().find(|small| small.kind == kind).expect("it is there").text.into()
}

/// The command that adopts the small rulebook under another name, with a change.
pub(super) fn edition(name: &'static str, change: impl Fn(String) -> String) -> AdoptEdition {
    let named = format!("edition = \"{name}\"");
    let text = small(EditionKind::Rulebook).replace("edition = \"0.9\"", &named);
    let (edition, text) = (Code::literal(name), change(text));
    AdoptEdition { kind: EditionKind::Rulebook, edition, text, proposals: Vec::new() }
}

/// Why the small rulebook isn't one any more when `what` is replaced by `with`.
fn refused(what: &str, with: &str) -> String {
    let text = small(EditionKind::Rulebook);
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
fn a_predicate_compares_like_with_like() {
    for (predicate, problem) in [
        ("regions == 'a'", "«==» takes a whole number here, not a code"),
        ("specialisation in ['', 1]", "«in» takes a code here, not a whole number"),
        ("true || participants", "«||» takes true or false here, not a whole number"),
        ("(location_stated ? 1 : 'a') == 1", "«:» takes a whole number here, not a code"),
        (
            "participants >= 1.5",
            "only facts, parameters, whole numbers, codes and operators \
          stand here",
        ),
    ] {
        let text = refused("participants >= participants_min", predicate);
        assert_eq!(text, format!("M8: «{predicate}»: {problem}"));
    }
}

#[test]
fn a_predicate_can_be_computed_when_little_or_much_is_stated() {
    for predicate in ["9223372036854775807 + regions > 0", "participants * participants > 0"] {
        let text = refused("participants >= participants_min", predicate);
        assert!(text.starts_with(&format!("M8: «{predicate}»: ")), "{text}");
    }
}

#[test]
fn what_can_not_be_computed_for_some_facts_is_told() {
    let text = small(EditionKind::Rulebook)
        .replace("participants >= participants_min", "participants * 1000000 > 0");
    let rulebook = Rulebook::parse(&text).expect("it can be computed for what was tried");
    let facts = |number| Facts::stated([("participants", Fact::Integer(number))]).expect("a fact");
    assert_eq!(rulebook.failure(&facts(10)), None);
    let told = rulebook.failure(&facts(i64::MAX)).expect("too large a number");
    assert!(told.starts_with("M8: «participants * 1000000 > 0»: "), "{told}");
}

#[test]
fn a_predicate_is_not_without_end() {
    let long = format!("participants >= participants_min{}", " || news >= 0".repeat(100_000));
    insta::assert_snapshot!(refused("participants >= participants_min", &long),
        @"M8: «…»: it has more than 1000 characters");
}

#[test]
fn a_predicate_is_an_expression() {
    let text = refused("participants >= participants_min", "participants >=");
    assert!(text.starts_with("M8: «participants >=»: "), "{text}");
}

#[test]
fn a_rulebook_names_only_facts_of_its_version() {
    let newer = "participants >= participants_min && news >= 0";
    insta::assert_snapshot!(
        refused("participants >= participants_min", newer),
        @"M8: «participants >= participants_min && news >= 0»: «news» must be a fact or a parameter"
    );
    let text = small(EditionKind::Rulebook)
        .replace("facts_version = 1", "facts_version = 2")
        .replace("participants >= participants_min", newer);
    assert!(Rulebook::parse(&text).is_ok());
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
    let check = |what: &str, with: &str, expected: &str| assert_eq!(refused(what, with), expected);
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
    let alternatives =
        |group| ("gates = [\"G1\", \"P1\"]", format!("one_of = [[{group}]]\ngates = []"));
    let (what, with) = alternatives("\"G1\", \"G2\"");
    check(what, &with, "medium: a gate isn't a marker with a corroboration");
    let (what, with) = alternatives("\"G1\"");
    check(what, &with, "medium: one_of leaves no choice");
    let order = "level: levels above the initial one, lowest first";
    check("level = \"medium\"", "level = \"initial\"", order);
    check("level = \"medium\"", "level = \"high\"", order);
    check(
        "facts_version = 1",
        "facts_version = 3",
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
    let mut scene = Scene::small(TODAY);
    let broken =
        edition("0.91", |text| text.replace("participants >= participants_min", "members"));
    scene.when(scene.administrator(), broken).then_problems(&["/text edition.unreadable \
         M8: «members»: «members» must be a fact or a parameter"]);
}

#[test]
fn an_edition_that_names_no_waivers_nor_limits_means_the_usual_ones() {
    let rulebook = Rulebook::parse(&small(EditionKind::Rulebook)).expect("the small rulebook");
    let waivable: Vec<_> =
        rulebook.markers.iter().filter(|m| m.waivable).map(|m| m.id.as_str()).collect();
    assert_eq!(waivable, ["M8", "M9", "M10"]);
    let statuses: Vec<_> = rulebook.waiving_statuses.iter().map(Code::as_str).collect();
    assert_eq!(statuses, ["pilot_itc", "industrial_779", "regional_programme"]);
    let shipped = registry_core::editions::SHIPPED;
    let shipped = shipped.iter().find(|one| one.kind == EditionKind::Rulebook).expect("it ships");
    let shipped = Rulebook::parse(shipped.text).expect("the shipped rulebook");
    assert_eq!(shipped.limits(), rulebook.limits());
    assert_eq!(shipped.waiving_statuses, rulebook.waiving_statuses);
}

#[test]
fn only_a_minimum_requirement_is_waivable_and_a_limit_is_at_least_one() {
    assert_eq!(
        refused("id = \"G1\"", "id = \"G1\"\nwaivable = true"),
        "G1: only a minimum requirement can be waived"
    );
    assert_eq!(
        refused("[parameters]", "[parameters]\nopen_disputes_max = 0"),
        "parameters: a limit is of 1 to 366"
    );
}
