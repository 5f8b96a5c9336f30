//! Of which kind a predicate's parts are: CEL itself compares a number with a text in silence and
//! finds out only while computing that it can't add them, so the loader looks first.

use std::collections::BTreeMap;
use std::fmt;

use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue};

use crate::facts::{Fact, definition};

/// What an expression yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Flag,
    Code,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a whole number",
            Self::Flag => "true or false",
            Self::Code => "a code",
        })
    }
}

/// The kind of an expression, whose names are known already.
///
/// # Errors
/// Which of its parts is of another kind than its operator takes.
pub(super) fn kind_of(
    expression: &IdedExpr,
    parameters: &BTreeMap<String, i64>,
) -> Result<Kind, String> {
    let kind = |part: &IdedExpr| kind_of(part, parameters);
    match &expression.expr {
        Expr::Literal(LiteralValue::Int(_)) => Ok(Kind::Number),
        Expr::Literal(LiteralValue::Boolean(_)) => Ok(Kind::Flag),
        Expr::Literal(LiteralValue::String(_)) => Ok(Kind::Code),
        Expr::Ident(name) if parameters.contains_key(name) => Ok(Kind::Number),
        Expr::Ident(name) => kind_of_fact(name),
        Expr::Call(call) => kind_of_call(call, kind),
        _ => Err("only facts, parameters, whole numbers, codes and operators stand here".into()),
    }
}

fn kind_of_fact(name: &str) -> Result<Kind, String> {
    let newest = crate::facts::FACTS_VERSION;
    let known = definition(name, newest).ok_or_else(|| format!("«{name}» isn't a fact"))?;
    Ok(match known.nothing {
        Fact::Integer(_) => Kind::Number,
        Fact::Flag(_) => Kind::Flag,
        Fact::Code(_) => Kind::Code,
    })
}

fn kind_of_call(
    call: &CallExpr,
    kind: impl Fn(&IdedExpr) -> Result<Kind, String>,
) -> Result<Kind, String> {
    let operator = call.func_name.as_str();
    let all = |wanted: Kind, yields: Kind| {
        for part in &call.args {
            expect(operator, wanted, kind(part)?)?;
        }
        Ok(yields)
    };
    match (operator, call.args.as_slice()) {
        ("_&&_" | "_||_" | "!_", _) => all(Kind::Flag, Kind::Flag),
        ("_<_" | "_<=_" | "_>_" | "_>=_", _) => all(Kind::Number, Kind::Flag),
        ("_+_" | "_-_" | "_*_" | "_/_" | "_%_" | "-_", _) => all(Kind::Number, Kind::Number),
        ("_==_" | "_!=_", [one, other]) => {
            expect(operator, kind(one)?, kind(other)?)?;
            Ok(Kind::Flag)
        }
        ("@in", [one, IdedExpr { expr: Expr::List(list), .. }]) => {
            let wanted = kind(one)?;
            for other in &list.elements {
                expect("in", wanted, kind(other)?)?;
            }
            Ok(Kind::Flag)
        }
        ("_?_:_", [condition, one, other]) => {
            expect("?", Kind::Flag, kind(condition)?)?;
            let yields = kind(one)?;
            expect(":", yields, kind(other)?)?;
            Ok(yields)
        }
        _ => Err(format!("«{operator}» isn't an operator of predicates")),
    }
}

fn expect(operator: &str, wanted: Kind, found: Kind) -> Result<(), String> {
    if wanted == found {
        return Ok(());
    }
    Err(format!("«{}» takes {wanted} here, not {found}", operator.replace(['_', '@'], "")))
}
