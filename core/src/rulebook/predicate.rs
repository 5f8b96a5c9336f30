//! Predicates: CEL over flat facts and an edition's parameters. The loader refuses one that names
//! anything else, doesn't yield true or false, or can't be computed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use cel::{Context, Program};
use registry_events::value::Code;

use super::{Rulebook, RulebookError, kinds};
use crate::facts::{Fact, Facts, TABLE, definition};

/// The longest predicate, in characters.
pub const PREDICATE_CHARACTERS_MAX: usize = 1_000;

/// A compiled CEL expression with its source.
pub struct Predicate {
    source: String,
    program: Program,
}

/// The names that predicates of an edition can use.
pub(super) struct Names<'a> {
    pub(super) version: u32,
    pub(super) parameters: &'a BTreeMap<String, i64>,
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
pub struct Given<'a>(pub(super) Context<'a, 'a>);

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
    pub(super) fn compile(
        at: &Code,
        source: &str,
        names: &Names<'_>,
    ) -> Result<Self, RulebookError> {
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
    pub(super) fn compute(&self, given: &Context<'_, '_>) -> Result<bool, String> {
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
