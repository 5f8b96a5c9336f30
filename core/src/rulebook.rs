//! The rulebook as data: markers, gates and thresholds of `core/rulebook/<edition>.toml`.
//!
//! Predicates are CEL over flat facts and the edition's parameters, so that anyone can recompute a
//! level with any CEL implementation. The loader refuses a predicate that names anything else.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use cel::{Context, Program};
use registry_events::level::Level;
use registry_events::value::{Code, Text};
use serde::Deserialize;

use crate::facts::{FACTS_VERSION, Fact, Facts, TABLE, definition};

/// The longest predicate, in characters.
pub const PREDICATE_CHARACTERS_MAX: usize = 1_000;

/// One edition, read and compiled.
#[derive(Debug)]
pub struct Rulebook {
    /// The edition's name.
    pub edition: Code,
    /// The version of the facts whose names it uses; a later one has them too.
    pub facts_version: u32,
    /// What it changes against the edition before it, and why.
    pub note: Option<Text>,
    /// Numbers the predicates and [`Limits`] use beside facts.
    pub parameters: BTreeMap<String, i64>,
    /// Types of official statuses for which waivable requirements may be open at a listing.
    pub waiving_statuses: Vec<Code>,
    /// Groups of markers, in the order of pages.
    pub blocks: Vec<Block>,
    /// Markers, in the order of pages.
    pub markers: Vec<Marker>,
    /// Levels above the initial one, lowest first.
    pub levels: Vec<LevelRule>,
}

/// A group of markers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its key.
    pub key: Code,
    /// Its heading.
    pub label: Text,
}

/// A marker (признак).
#[derive(Debug)]
pub struct Marker {
    /// Its id, e.g. `G1`.
    pub id: Code,
    /// Its block.
    pub block: Code,
    /// Whether it is a minimum requirement.
    pub minimum: bool,
    /// Whether it may be open for a while when a cluster with an official status is listed.
    pub waivable: bool,
    /// What it says.
    pub label: Text,
    /// What to add to meet it, worded as encouragement.
    pub add: Text,
    /// When it is met.
    pub when: Predicate,
    /// The facts that tell by which claims it is met.
    pub basis: Vec<String>,
    /// The fact that tells how well it is corroborated, for gates.
    pub corroboration: Option<String>,
}

/// What a level above the initial one needs.
#[derive(Debug)]
pub struct LevelRule {
    /// The level.
    pub level: Level,
    /// How many markers beyond the minimum.
    pub markers_min: usize,
    /// Markers that must be among them.
    pub gates: Vec<Code>,
    /// Groups of markers of which one must be among them, a gate like the others.
    pub one_of: Vec<Vec<Code>>,
    /// The least corroboration of each gate, 0 to 3.
    pub corroboration_min: i64,
    /// What else must hold.
    pub conditions: Vec<Condition>,
}

/// A condition of a level beyond markers and gates.
#[derive(Debug)]
pub struct Condition {
    /// Its key.
    pub key: Code,
    /// What it says.
    pub label: Text,
    /// When it holds.
    pub when: Predicate,
}

/// Days and numbers of the procedure around levels; an edition that lacks one of these parameters
/// means the usual number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// `requirement_days`: how long a minimum requirement may be open, in days.
    pub requirement_days: i64,
    /// `grace_days`: how long a claim that has run out still counts, in days.
    pub grace_days: i64,
    /// `kept_confirmation_days`: how long a changed claim keeps its confirmations, in days.
    pub kept_confirmation_days: i64,
    /// `dispute_admission_working_days`: how long an officer has to admit a dispute.
    pub dispute_admission_working_days: u32,
    /// `dispute_answer_working_days`: how long a cluster has to answer one.
    pub dispute_answer_working_days: u32,
    /// `open_disputes_max`: how many an account may have open.
    pub open_disputes_max: usize,
}

/// The parameters that are [`Limits`].
const LIMITS: [&str; 6] = [
    "requirement_days",
    "grace_days",
    "kept_confirmation_days",
    "dispute_admission_working_days",
    "dispute_answer_working_days",
    "open_disputes_max",
];

/// Days of an edition that doesn't say how many.
const USUAL_DAYS: i64 = 90;

/// Waivable minimum requirements of an edition that names none.
const WAIVABLE: [&str; 3] = ["M8", "M9", "M10"];
/// Official statuses for which an edition waives them that doesn't say.
const WAIVING_STATUSES: [&str; 3] = ["pilot_itc", "industrial_779", "regional_programme"];

/// A compiled CEL expression with its source.
pub struct Predicate {
    source: String,
    program: Program,
}

/// Why a text is not a rulebook.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    /// It isn't TOML of this shape.
    #[error("the rulebook can't be read")]
    Toml(#[source] Box<toml::de::Error>),
    /// A predicate isn't CEL, or doesn't yield true or false.
    #[error("{at}: «{source_text}»: {problem}")]
    Predicate {
        /// Which marker or condition.
        at: String,
        /// The expression.
        source_text: String,
        /// What is wrong with it.
        problem: String,
    },
    /// It contradicts itself.
    #[error("{at}: {problem}")]
    Inconsistent {
        /// Which part.
        at: String,
        /// What is wrong.
        problem: &'static str,
    },
}

mod file {
    //! The file's own shape.

    use super::{BTreeMap, Block, Code, Deserialize, Level, Text};

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Rulebook {
        pub(super) edition: Code,
        pub(super) facts_version: u32,
        #[serde(default)]
        pub(super) note: Option<Text>,
        #[serde(default)]
        pub(super) parameters: BTreeMap<String, i64>,
        #[serde(default)]
        pub(super) waiving_statuses: Option<Vec<Code>>,
        #[serde(rename = "block")]
        pub(super) blocks: Vec<Block>,
        #[serde(rename = "marker")]
        pub(super) markers: Vec<Marker>,
        #[serde(rename = "level")]
        pub(super) levels: Vec<LevelRule>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Marker {
        pub(super) id: Code,
        pub(super) block: Code,
        #[serde(default)]
        pub(super) minimum: bool,
        #[serde(default)]
        pub(super) waivable: Option<bool>,
        pub(super) label: Text,
        pub(super) add: Text,
        pub(super) when: String,
        pub(super) basis: Vec<String>,
        #[serde(default)]
        pub(super) corroboration: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct LevelRule {
        pub(super) level: Level,
        pub(super) markers_min: usize,
        pub(super) gates: Vec<Code>,
        #[serde(default)]
        pub(super) one_of: Vec<Vec<Code>>,
        pub(super) corroboration_min: i64,
        #[serde(default)]
        pub(super) conditions: Vec<Condition>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Condition {
        pub(super) key: Code,
        pub(super) label: Text,
        pub(super) when: String,
    }
}

impl file::Marker {
    fn compile(self, names: &Names<'_>) -> Result<Marker, RulebookError> {
        Ok(Marker {
            when: Predicate::compile(&self.id, &self.when, names)?,
            id: self.id,
            block: self.block,
            minimum: self.minimum,
            waivable: self.waivable.unwrap_or(false),
            label: self.label,
            add: self.add,
            basis: self.basis,
            corroboration: self.corroboration,
        })
    }
}

impl file::Rulebook {
    /// What an edition means that says nothing of waivers.
    fn fill_in_waivers(&mut self) {
        if self.markers.iter().all(|marker| marker.waivable.is_none()) {
            for marker in &mut self.markers {
                marker.waivable = Some(marker.minimum && WAIVABLE.contains(&marker.id.as_str()));
            }
        }
        let usual = || WAIVING_STATUSES.map(Code::literal).to_vec();
        self.waiving_statuses.get_or_insert_with(usual);
    }
}

impl file::LevelRule {
    fn compile(self, names: &Names<'_>) -> Result<LevelRule, RulebookError> {
        let conditions = self.conditions.into_iter().map(|condition| {
            let when = Predicate::compile(&condition.key, &condition.when, names)?;
            Ok(Condition { key: condition.key, label: condition.label, when })
        });
        Ok(LevelRule {
            level: self.level,
            markers_min: self.markers_min,
            gates: self.gates,
            one_of: self.one_of,
            corroboration_min: self.corroboration_min,
            conditions: conditions.collect::<Result<_, _>>()?,
        })
    }
}

impl Rulebook {
    /// Reads, compiles and checks an edition.
    ///
    /// # Errors
    /// [`RulebookError`].
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let mut file: file::Rulebook =
            toml::from_str(text).map_err(|error| RulebookError::Toml(Box::new(error)))?;
        file.fill_in_waivers();
        if !(1..=FACTS_VERSION).contains(&file.facts_version) {
            return Err(inconsistent("facts_version", "this program makes another version"));
        }
        let names = Names { version: file.facts_version, parameters: &file.parameters };
        let markers = file.markers.into_iter().map(|marker| marker.compile(&names));
        let levels = file.levels.into_iter().map(|rule| rule.compile(&names));
        let rulebook = Self {
            markers: markers.collect::<Result<_, _>>()?,
            levels: levels.collect::<Result<_, _>>()?,
            edition: file.edition,
            facts_version: file.facts_version,
            note: file.note,
            parameters: file.parameters,
            waiving_statuses: file.waiving_statuses.unwrap_or_default(),
            blocks: file.blocks,
        };
        rulebook.check()?;
        Ok(rulebook)
    }

    /// Its days and numbers of procedure.
    pub fn limits(&self) -> Limits {
        let stated = |name: &str| self.parameters.get(name).copied();
        let days = |name, usual| stated(name).and_then(|n| u32::try_from(n).ok()).unwrap_or(usual);
        let open = stated("open_disputes_max").and_then(|number| usize::try_from(number).ok());
        Limits {
            requirement_days: stated("requirement_days").unwrap_or(USUAL_DAYS),
            grace_days: stated("grace_days").unwrap_or(USUAL_DAYS),
            kept_confirmation_days: stated("kept_confirmation_days").unwrap_or(USUAL_DAYS),
            dispute_admission_working_days: days("dispute_admission_working_days", 5),
            dispute_answer_working_days: days("dispute_answer_working_days", 10),
            open_disputes_max: open.unwrap_or(5),
        }
    }

    /// A marker by its id.
    pub fn marker(&self, id: &str) -> Option<&Marker> {
        self.markers.iter().find(|marker| marker.id.as_str() == id)
    }

    /// The first predicate that can't be computed for some facts, and why.
    pub fn failure(&self, facts: &Facts) -> Option<String> {
        let given = Given::new(self, facts);
        let markers = self.markers.iter().map(|marker| (&marker.id, &marker.when));
        let conditions = self.levels.iter().flat_map(|rule| &rule.conditions);
        let conditions = conditions.map(|condition| (&condition.key, &condition.when));
        markers.chain(conditions).find_map(|(at, when)| {
            let problem = when.compute(&given.0).err()?;
            Some(format!("{at}: «{}»: {problem}", when.source))
        })
    }

    fn check(&self) -> Result<(), RulebookError> {
        if LIMITS
            .iter()
            .any(|name| self.parameters.get(*name).is_some_and(|n| !(1..=366).contains(n)))
        {
            return Err(inconsistent("parameters", "a limit is of 1 to 366"));
        }
        let mut ids = BTreeSet::new();
        for marker in &self.markers {
            let at = marker.id.as_str();
            if !ids.insert(&marker.id) {
                return Err(inconsistent(at, "the id stands twice"));
            }
            if !self.blocks.iter().any(|block| block.key == marker.block) {
                return Err(inconsistent(at, "its block isn't there"));
            }
            let is_fact = |name: &str| definition(name, self.facts_version).is_some();
            if marker.waivable && !marker.minimum {
                return Err(inconsistent(at, "only a minimum requirement can be waived"));
            }
            if marker.basis.is_empty() || !marker.basis.iter().all(|name| is_fact(name)) {
                return Err(inconsistent(at, "its basis isn't a list of facts"));
            }
            if !marker.corroboration.as_deref().is_none_or(is_fact) {
                return Err(inconsistent(at, "its corroboration isn't a fact"));
            }
        }
        self.check_levels()
    }

    fn check_levels(&self) -> Result<(), RulebookError> {
        let ascending = self.levels.windows(2).all(|pair| pair[0].level < pair[1].level);
        if !ascending || self.levels.iter().any(|rule| rule.level == Level::Initial) {
            return Err(inconsistent("level", "levels above the initial one, lowest first"));
        }
        for rule in &self.levels {
            let corroborated = |gate: &Code| {
                self.marker(gate.as_str()).is_some_and(|marker| marker.corroboration.is_some())
            };
            let at = rule.level.key();
            if !rule.gates.iter().chain(rule.one_of.iter().flatten()).all(corroborated) {
                return Err(inconsistent(at, "a gate isn't a marker with a corroboration"));
            }
            if rule.one_of.iter().any(|group| group.len() < 2) {
                return Err(inconsistent(at, "one_of leaves no choice"));
            }
        }
        Ok(())
    }
}

fn inconsistent(at: &str, problem: &'static str) -> RulebookError {
    RulebookError::Inconsistent { at: at.into(), problem }
}

/// The names that predicates of an edition can use.
struct Names<'a> {
    version: u32,
    parameters: &'a BTreeMap<String, i64>,
}

impl Names<'_> {
    fn is_fact(&self, name: &str) -> bool {
        definition(name, self.version).is_some()
    }

    /// What a predicate names beside facts, parameters and operators: the first in the order of
    /// names.
    fn unknown_to(&self, program: &Program) -> Option<String> {
        let references = program.references();
        let variables: BTreeSet<_> = references.variables().into_iter().collect();
        let functions: BTreeSet<_> = references.functions().into_iter().collect();
        let is_one = |name: &&str| self.is_fact(name) != self.parameters.contains_key(*name);
        let unknown = variables.into_iter().find(|name| !is_one(name));
        let unknown = unknown.map(|name| format!("«{name}» must be a fact or a parameter"));
        let function = functions.into_iter().find(|name| !is_operator(name));
        unknown.or_else(|| function.map(|name| format!("«{name}» isn't an operator")))
    }
}

/// Facts and parameters, ready for predicates.
pub struct Given<'a>(Context<'a, 'a>);

impl Given<'_> {
    /// Hands facts and the edition's parameters over.
    pub fn new(rulebook: &Rulebook, facts: &Facts) -> Self {
        Self(context(&rulebook.parameters, facts.iter()))
    }
}

fn context<'a>(
    parameters: &BTreeMap<String, i64>,
    facts: impl Iterator<Item = (&'static str, &'a Fact)>,
) -> Context<'static, 'static> {
    let mut context = Context::default();
    for (name, number) in parameters {
        context.add_variable_from_value(name.clone(), *number);
    }
    for (name, fact) in facts {
        match fact {
            Fact::Integer(number) => context.add_variable_from_value(name, *number),
            Fact::Flag(flag) => context.add_variable_from_value(name, *flag),
            Fact::Code(code) => context.add_variable_from_value(name, code.clone()),
        }
    }
    context
}

impl Predicate {
    fn compile(at: &Code, source: &str, names: &Names<'_>) -> Result<Self, RulebookError> {
        let problem = |problem: String| RulebookError::Predicate {
            at: at.to_string(),
            source_text: source.into(),
            problem,
        };
        if source.chars().count() > PREDICATE_CHARACTERS_MAX {
            return Err(RulebookError::Predicate {
                at: at.to_string(),
                source_text: "…".into(),
                problem: format!("it has more than {PREDICATE_CHARACTERS_MAX} characters"),
            });
        }
        let program = Program::compile(source).map_err(|error| problem(error.to_string()))?;
        if let Some(unknown) = names.unknown_to(&program) {
            return Err(problem(unknown));
        }
        let predicate = Self { source: source.into(), program };
        predicate.check(names.parameters).map_err(problem)?;
        Ok(predicate)
    }

    /// Refuses what isn't true or false, or can't be computed when nothing is stated, little or much.
    fn check(&self, parameters: &BTreeMap<String, i64>) -> Result<(), String> {
        kinds::kind_of(self.program.expression(), parameters)?;
        for number in [0, 1, PROBED_MAX] {
            let facts = TABLE.into_iter().map(|fact| (fact.name, fact.nothing));
            let facts: Vec<_> = facts.map(|(name, fact)| (name, probe(fact, number))).collect();
            let facts = facts.iter().map(|(name, fact)| (*name, fact));
            self.compute(&context(parameters, facts))?;
        }
        Ok(())
    }

    /// Whether it is met, or why that can't be computed.
    fn compute(&self, given: &Context<'_, '_>) -> Result<bool, String> {
        match self.program.execute(given) {
            Ok(cel::Value::Bool(met)) => Ok(met),
            Ok(other) => Err(format!("it yields {other:?}, not true or false")),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Whether it asks for a fact.
    pub fn speaks_of(&self, fact: &str) -> bool {
        self.program.references().has_variable(fact)
    }

    /// The expression as the edition has it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it holds. What can't be computed isn't met: a number beyond those that the loader
    /// tried. Whoever checks or adopts an edition is told of it before, see [`Rulebook::failure`].
    pub fn holds(&self, given: &Given<'_>) -> bool {
        self.compute(&given.0) == Ok(true)
    }
}

/// The largest number that the loader tries for a fact: more than anything that is counted here.
const PROBED_MAX: i64 = 1_000_000_000_000;

fn probe(nothing: Fact, number: i64) -> Fact {
    match nothing {
        Fact::Integer(_) => Fact::Integer(number),
        Fact::Flag(_) => Fact::Flag(number > 0),
        code @ Fact::Code(_) => code,
    }
}

/// CEL calls its operators `_>=_`, and `@in`.
fn is_operator(name: &str) -> bool {
    name == "@in" || !name.contains(char::is_alphabetic)
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}
