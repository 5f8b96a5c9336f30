//! What is published beside the rulebook so that others can check their own computation: vectors of
//! facts with their outcome, and the table of facts.
//!
//! `UPDATE_GOLDEN=1` writes both files anew; read the difference.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use registry_core::assessment::{Assessment, assess};
use registry_core::editions::SHIPPED;
use registry_core::facts::{FACTS_VERSION, Fact, Facts, TABLE, Unit};
use registry_core::rulebook::Rulebook;
use registry_events::edition::EditionKind;
use registry_events::level::Level;
use serde::Serialize;
use serde_json::{Value, json};

fn rulebook() -> Rulebook {
    let shipped = SHIPPED.iter().find(|shipped| shipped.kind == EditionKind::Rulebook);
    Rulebook::parse(shipped.expect("it ships").text).expect("a rulebook")
}

/// Facts by name; what isn't named says that nothing is stated.
type Given = BTreeMap<&'static str, Fact>;

/// Whether a fact tells of a value that isn't there, and so doesn't stand beside the value's own.
fn only_without_a_value(name: &str) -> bool {
    name.ends_with("_withheld") || name == "location_of_region"
}

/// Facts under which every marker is met and every gate fully corroborated.
fn complete() -> Given {
    let full = TABLE.into_iter().map(|fact| {
        let value = match fact.unit {
            Unit::Flag => Fact::Flag(!only_without_a_value(fact.name)),
            Unit::Code => Fact::Code("furniture".into()),
            Unit::Count | Unit::People => Fact::Integer(10),
            Unit::Year => Fact::Integer(2012),
            Unit::Characters => Fact::Integer(200),
            Unit::Thousandths => Fact::Integer(500),
            Unit::Degree => Fact::Integer(3),
            Unit::Parties => Fact::Integer(2),
        };
        (fact.name, value)
    });
    full.collect()
}

/// Facts with some of them changed.
fn with(mut given: Given, changed: &[(&'static str, i64)]) -> Given {
    for (name, number) in changed {
        let value = match given.get(name) {
            Some(Fact::Flag(_)) => Fact::Flag(*number != 0),
            Some(Fact::Code(_)) => Fact::Code(String::new()),
            Some(Fact::Integer(_)) | None => Fact::Integer(*number),
        };
        given.insert(name, value);
    }
    given
}

/// For each marker the change that is just enough not to meet it.
const JUST_NOT: [(&str, &[(&str, i64)]); 31] = [
    ("M1", &[("official_name_stated", 0)]),
    ("M2", &[("regions", 0)]),
    ("M3", &[("specialisation", 0)]),
    ("M4", &[("year_created", 0)]),
    ("M5", &[("summary_ru_characters", 199)]),
    ("M6", &[("contact_emails", 0)]),
    ("M7", &[("location_stated", 0), ("location_of_region", 0)]),
    ("M8", &[("participants", 9)]),
    ("M9", &[("participant_types", 1)]),
    ("M10", &[("employees_total", 0)]),
    ("G1", &[("managing_bodies", 0)]),
    ("G2", &[("managing_bodies_with_years", 0)]),
    ("G3", &[("collegial_bodies", 0)]),
    ("G4", &[("management_staff_milli", 499)]),
    ("G5", &[("bodies_with_funding_sources", 0)]),
    ("T1", &[("strategies", 0)]),
    ("T2", &[("priorities_rated", 6)]),
    ("T3", &[("goals_with_target_year", 1)]),
    ("P1", &[("joint_projects", 0)]),
    ("P2", &[("projects_begun", 0)]),
    ("P3", &[("project_spheres", 1)]),
    ("P4", &[("projects_detailed", 0)]),
    ("C1", &[("russian_partners", 0)]),
    ("C2", &[("foreign_partners", 0)]),
    ("C3", &[("cluster_links_confirmed", 0), ("association_memberships", 0)]),
    ("I1", &[("shared_infrastructure", 0)]),
    ("I2", &[("member_services", 2)]),
    ("O1", &[("site_corroboration", 1)]),
    ("O2", &[("summary_en_characters", 199)]),
    ("O3", &[("brand_stated", 0)]),
    ("O4", &[("news", 1), ("annual_reports", 0)]),
];

/// The facts that tell how well each gate is corroborated.
const CORROBORATIONS: [&str; 12] = [
    "managing_body_corroboration",
    "collegial_body_corroboration",
    "management_staff_corroboration",
    "strategy_corroboration",
    "priorities_corroboration",
    "joint_project_corroboration",
    "project_begun_corroboration",
    "russian_partner_corroboration",
    "foreign_partner_corroboration",
    "network_corroboration",
    "site_corroboration",
    "participants_confirmed",
];

/// Facts that don't meet these markers and meet all others.
fn without(markers: &[&str]) -> Given {
    let changes = JUST_NOT.iter().filter(|(marker, _)| markers.contains(marker));
    changes.fold(complete(), |given, (_, changed)| with(given, changed))
}

/// The vectors, each with what it shows.
fn vectors() -> Vec<(String, Given)> {
    let mut all = vec![("nothing is stated".to_owned(), Given::new())];
    all.push(("everything is met".to_owned(), complete()));
    for (marker, changed) in JUST_NOT {
        all.push((format!("just not {marker}"), with(complete(), changed)));
    }
    for name in CORROBORATIONS {
        for degree in [0, 1] {
            all.push((format!("{name} is {degree}"), with(complete(), &[(name, degree)])));
        }
    }
    let few = |last: &[&'static str]| {
        let fewer = ["G2", "G5", "T3", "P3", "P4", "C2", "C3", "I1", "I2", "O3"];
        without(&[&fewer, last].concat())
    };
    all.extend([
        ("11 of 21".to_owned(), few(&[])),
        ("10 of 21".to_owned(), few(&["O4"])),
        ("9 of 21".to_owned(), few(&["O4", "O2"])),
        ("17 of 21".to_owned(), without(&["G2", "G5", "T3", "P3"])),
        ("16 of 21".to_owned(), without(&["G2", "G5", "T3", "P3", "P4"])),
        ("neither a strategy nor priorities".to_owned(), without(&["T1", "T2"])),
        ("neither a partner abroad nor a network".to_owned(), without(&["C2", "C3"])),
        (
            "of a partner abroad and a network neither is confirmed".to_owned(),
            with(complete(), &[("foreign_partner_corroboration", 1), ("network_corroboration", 1)]),
        ),
        (
            "employees are withheld".to_owned(),
            with(without(&["M10"]), &[("employees_total_withheld", 1)]),
        ),
        (
            "staff is withheld".to_owned(),
            with(without(&["G4"]), &[("management_staff_withheld", 1)]),
        ),
        (
            "just half of the participants".to_owned(),
            with(complete(), &[("participants_confirmed", 5)]),
        ),
        ("just less than half".to_owned(), with(complete(), &[("participants_confirmed", 4)])),
        ("one confirming party".to_owned(), with(complete(), &[("gate_confirming_parties", 1)])),
    ]);
    all
}

fn outcome(rulebook: &Rulebook, given: &Given) -> (Facts, Assessment) {
    let facts = given.iter().map(|(name, fact)| (*name, fact.clone()));
    let facts = Facts::stated(facts).expect("names of the table");
    let assessment = assess(rulebook, &facts);
    (facts, assessment)
}

fn as_json(fact: &Fact) -> Value {
    match fact {
        Fact::Integer(number) => json!(number),
        Fact::Flag(flag) => json!(flag),
        Fact::Code(code) => json!(code),
    }
}

/// Facts with their outcome, as they are published.
#[derive(Serialize)]
struct Vector<'a> {
    name: &'a str,
    level: &'a str,
    met: Vec<String>,
    facts: BTreeMap<&'a str, Value>,
}

/// One vector on one line.
fn line(rulebook: &Rulebook, name: &str, given: &Given) -> String {
    let (facts, assessment) = outcome(rulebook, given);
    let facts: BTreeMap<_, _> = facts.iter().map(|(name, fact)| (name, as_json(fact))).collect();
    let in_order = rulebook.markers.iter().map(|marker| &marker.id);
    let met: Vec<_> =
        in_order.filter(|id| assessment.met.contains(*id)).map(ToString::to_string).collect();
    let vector = Vector { name, level: assessment.level.key(), met, facts };
    serde_json::to_string(&vector).expect("plain values")
}

/// Compares with a file beside the crate; `UPDATE_GOLDEN=1` writes it.
#[expect(clippy::disallowed_methods, reason = "what is published is a file beside the rules")]
pub(crate) fn check_published(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("the file can be written");
    }
    let path: PathBuf = path;
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == text, "{} has changed; UPDATE_GOLDEN=1 writes it", path.display());
}

/// Days and numbers of the procedure, also those that the edition leaves to the usual.
fn limits(rulebook: &Rulebook) -> Value {
    let limits = rulebook.limits();
    json!({
        "requirement_days": limits.requirement_days,
        "grace_days": limits.grace_days,
        "kept_confirmation_days": limits.kept_confirmation_days,
        "dispute_admission_working_days": limits.dispute_admission_working_days,
        "dispute_answer_working_days": limits.dispute_answer_working_days,
        "open_disputes_max": limits.open_disputes_max,
    })
}

fn check_vectors(rulebook: &Rulebook, vectors: &[(String, Given)], file: &str) {
    let lines: Vec<_> = vectors.iter().map(|(name, given)| line(rulebook, name, given)).collect();
    let text = format!(
        "{{\n\"edition\": \"{}\",\n\"facts_version\": {FACTS_VERSION},\n\"limits\": {},\n\"vectors\": \
         [\n{}\n]\n}}\n",
        rulebook.edition,
        limits(rulebook),
        lines.join(",\n")
    );
    assert!(serde_json::from_str::<Value>(&text).is_ok());
    check_published(file, &text);
}

#[test]
fn the_published_vectors_are_what_the_rulebook_says() {
    check_vectors(&rulebook(), &vectors(), "rulebook/1.0.vectors.json");
}

/// The edition that the demonstration adopts, where it lies.
const OF_THE_DEMONSTRATION: &str = include_str!("../../../ops/src/demo/editions/rulebook-1.1.toml");

/// What it judges otherwise: how many markers are enough, and a network in place of a project.
fn vectors_of_the_demonstration() -> Vec<(String, Given)> {
    let network = |degree| with(without(&["P1"]), &[("network_corroboration", degree)]);
    let mut all = vectors();
    all.extend([
        ("neither a joint project nor a network".to_owned(), without(&["P1", "C3"])),
        ("a documented network in place of a joint project".to_owned(), network(1)),
        ("a network that nothing shows in place of a joint project".to_owned(), network(0)),
    ]);
    all
}

#[test]
fn so_are_those_of_the_edition_that_the_demonstration_adopts() {
    let rulebook = Rulebook::parse(OF_THE_DEMONSTRATION).expect("a rulebook");
    let file = "../ops/src/demo/editions/rulebook-1.1.vectors.json";
    check_vectors(&rulebook, &vectors_of_the_demonstration(), file);
    let level = |given: &Given| outcome(&rulebook, given).1.level;
    let found = |name: &str| {
        let all = vectors_of_the_demonstration();
        all.iter().find(|(named, _)| named == name).map(|(_, given)| level(given))
    };
    assert_eq!(found("11 of 21"), Some(Level::Medium));
    assert_eq!(found("10 of 21"), Some(Level::Initial));
    assert_eq!(found("neither a joint project nor a network"), Some(Level::Initial));
}

#[test]
fn of_each_marker_a_vector_shows_how_little_is_missing() {
    let rulebook = rulebook();
    for (marker, changed) in JUST_NOT {
        let (_, assessment) = outcome(&rulebook, &with(complete(), changed));
        let all = rulebook.markers.iter().map(|marker| marker.id.as_str());
        let missing: Vec<_> =
            all.filter(|id| !assessment.met.iter().any(|met| met.as_str() == *id)).collect();
        assert_eq!(missing, [marker]);
    }
    let (_, assessment) = outcome(&rulebook, &complete());
    assert_eq!((assessment.level, assessment.met.len()), (Level::High, 31));
}

#[test]
fn facts_of_other_names_or_kinds_are_not_facts() {
    assert!(Facts::stated([("colour", Fact::Integer(1))]).is_none());
    assert!(Facts::stated([("participants", Fact::Flag(true))]).is_none());
    assert!(Facts::stated([("participants", Fact::Integer(3))]).is_some());
}

/// What `docs/facts.md` says above the table.
const HEADING: &str = "# Facts\n
Facts are the flat document per cluster that the predicates of the rulebook speak of.
They follow from the cluster's own stream alone, so the open export is enough to compute them again.
This page is printed from `core/src/facts/table.rs`; `UPDATE_GOLDEN=1 cargo test -p registry-core` writes it anew.
\nWhat the words in the table mean:\n
- Only the cluster's own fields and open items are looked at; lists are those of the catalogue.
- A claim **counts** while it neither lapsed nor is disputed.
- **Disputed** is a claim that says what an upheld dispute, or one whose answer was missed, names: of the same field, or of the same thing in another item; until an officer confirms it, having seen evidence, after it was stated anew; confirmations given before that don't count from then on (`docs/adr/0011-disputes-stand-in-the-clusters-stream.md`). The export tells of each claim whether it is.
- A claim **stands** when it counts and says a value; or when it counts, the value is withheld or sealed, and a standing confirmation was given having seen evidence: it names evidence.
- «Says», codes, numbers and texts are of claims that count and say a value in the clear.
- **Standing confirmations** of a claim are its own and those it keeps from the claim it replaced; those of organisations that manage the cluster now (the `organisation` of an open coordinator or management company, also where what is said of that body lapsed or is disputed) don't count, nor those of what was seen too long ago: a confirmation of the site holds for twelve months from the day on which it was seen, and after ninety days of grace the clerk notes that it lapsed (`ClaimLapsed`, `seen_too_long_ago`).
- A **degree** is the better of what own and kept confirmations make of it: 3 with one of relation officer or register or with two relations, 2 with one, 1 with evidence of the claimant, else 0.
- The **support** of an item by some of its fields is the least degree of the claims on them, those left aside that say that nothing is provided or applicable; one that doesn't stand has degree 0. Evidence of the claim on the first of these fields documents the others as they were then: it makes at least 1 of each whose version isn't later.
- A **party** is the organisation a confirmer spoke for, or the registry.
- Flags are `false`, codes `\"\"` and numbers `0` where nothing is stated.
\nThe digest of an assessment is BLAKE3 of a line `facts_version=2` and a line `name=value` for each fact in the order of names, each ended by a line feed.
A name, once there, keeps its meaning; «since» is the version that was the first to have it.
\n| fact | since | unit | meaning |\n|---|---|---|---|\n";

#[test]
fn the_published_table_of_facts_is_the_one_in_the_code() {
    let row = |fact: &registry_core::facts::Definition| {
        format!("| `{}` | {} | {} | {} |\n", fact.name, fact.since, fact.unit.word(), fact.meaning)
    };
    let rows: String = TABLE.iter().map(row).collect();
    check_published("../docs/facts.md", &format!("{HEADING}{rows}"));
}

#[test]
fn a_name_stands_once_in_the_table_and_is_of_a_version_that_was() {
    let mut names: Vec<_> = TABLE.iter().map(|fact| fact.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TABLE.len());
    assert!(TABLE.iter().all(|fact| (1..=FACTS_VERSION).contains(&fact.since)));
}

/// Any facts: numbers about their thresholds.
fn any_facts() -> impl Strategy<Value = Given> {
    let each: Vec<_> = TABLE
        .into_iter()
        .map(|fact| match fact.unit {
            Unit::Flag => any::<bool>().prop_map(Fact::Flag).boxed(),
            Unit::Code => prop_oneof!["", "furniture"].prop_map(Fact::Code).boxed(),
            Unit::Year => prop_oneof![Just(0), Just(2012)].prop_map(Fact::Integer).boxed(),
            Unit::Characters => (195_i64..205).prop_map(Fact::Integer).boxed(),
            Unit::Thousandths => (495_i64..505).prop_map(Fact::Integer).boxed(),
            Unit::Degree => (0_i64..4).prop_map(Fact::Integer).boxed(),
            Unit::Count | Unit::People | Unit::Parties => {
                (0_i64..14).prop_map(Fact::Integer).boxed()
            }
        })
        .collect();
    each.prop_map(|values| TABLE.iter().map(|fact| fact.name).zip(values).collect())
}

/// The level as `domain.md` words it, from markers and facts, beside the rulebook's own tables.
fn level_in_words(assessment: &Assessment, given: &Given) -> Level {
    let met = |id: &str| assessment.met.iter().any(|met| met.as_str() == id);
    let number = |name: &str| match &given[name] {
        Fact::Integer(number) => *number,
        Fact::Flag(_) | Fact::Code(_) => 0,
    };
    let gate = |id: &str, name: &str, least: i64| met(id) && number(name) >= least;
    let body = |least| gate("G1", "managing_body_corroboration", least);
    let strategy = |least| gate("T1", "strategy_corroboration", least);
    let minimum = (1..=10).all(|index| met(&format!("M{index}")));
    let beyond = assessment.met.iter().filter(|id| !id.as_str().starts_with('M')).count();
    let medium = minimum
        && beyond >= 10
        && body(1)
        && gate("P1", "joint_project_corroboration", 1)
        && (strategy(1) || gate("T2", "priorities_corroboration", 1));
    let high = minimum
        && beyond >= 17
        && body(2)
        && gate("G3", "collegial_body_corroboration", 2)
        && gate("G4", "management_staff_corroboration", 2)
        && strategy(2)
        && gate("P2", "project_begun_corroboration", 2)
        && gate("C1", "russian_partner_corroboration", 2)
        && gate("O1", "site_corroboration", 2)
        && (gate("C2", "foreign_partner_corroboration", 2)
            || gate("C3", "network_corroboration", 2))
        && number("participants_confirmed") * 2 >= number("participants")
        && number("gate_confirming_parties") >= 2;
    match (medium, high) {
        (true, true) => Level::High,
        (true, false) => Level::Medium,
        (false, _) => Level::Initial,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_facts_the_level_is_what_the_rules_in_words_make_of_them(
        given in any_facts(),
        likely in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        static RULEBOOK: std::sync::LazyLock<Rulebook> = std::sync::LazyLock::new(rulebook);
        // Few of these cases reach a level; most of what does differs little from a complete one.
        let mut close = complete();
        for index in likely {
            let name = TABLE[index.index(TABLE.len())].name;
            close.insert(name, given[name].clone());
        }
        for given in [given, close] {
            let (_, assessment) = outcome(&RULEBOOK, &given);
            prop_assert_eq!(assessment.level, level_in_words(&assessment, &given));
        }
    }
}
