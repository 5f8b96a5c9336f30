//! The rulebook as data: markers, gates and thresholds of `core/rulebook/<edition>.toml`.
//!
//! Predicates are CEL over flat facts and the edition's parameters, so that anyone can recompute a
//! level with any CEL implementation. The loader refuses a predicate that names anything else.

mod file;
mod kinds;
mod predicate;

use std::collections::{BTreeMap, BTreeSet};

use registry_events::level::Level;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Text};
use serde::Deserialize;

pub use predicate::{Given, PREDICATE_CHARACTERS_MAX, Predicate};

use self::predicate::Names;
use crate::facts::{FACTS_VERSION, Facts, TABLE, definition, fields_of};

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

impl Marker {
    /// The fields of the questionnaire that serve it, the chief one first: `website` of the cluster
    /// itself, `participants/organisation` of the items of a list.
    pub fn fields(&self) -> Vec<&'static str> {
        let mut fields = Vec::new();
        let spoken_of = TABLE.into_iter().map(|fact| fact.name);
        let spoken_of = spoken_of.filter(|fact| self.when.speaks_of(fact));
        for fact in self.basis.iter().map(String::as_str).chain(spoken_of) {
            for field in fields_of(fact) {
                if !fields.contains(field) {
                    fields.push(field);
                }
            }
        }
        fields
    }

    /// Whether it rests on what a field states.
    pub fn rests_on(&self, path: &FieldPath) -> bool {
        let of_list = |item: &ItemPath| format!("{}/{}", item.collection, path.field);
        let named = path.item.as_ref().map_or_else(|| path.field.to_string(), of_list);
        self.fields().contains(&named.as_str())
    }
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
            Some(format!("{at}: «{}»: {problem}", when.source()))
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
