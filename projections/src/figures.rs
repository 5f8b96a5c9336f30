//! Documents as flat figures: `clusters.by_level.high` and its value, so that two can be compared.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

/// Every figure of a document by its path.
///
/// Members of a list go by their `key`, `cluster`, `years` or `region` where they have one, else by index.
pub type Figures = BTreeMap<String, Value>;

/// A figure that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureDiff {
    /// Its path.
    pub figure: String,
    /// What it is in the first document; none when it isn't there.
    pub before: Option<Value>,
    /// What it is in the second one.
    pub after: Option<Value>,
}

/// The figures of a document; none when it isn't one.
pub fn of<T: Serialize>(document: &T) -> Figures {
    let mut figures = Figures::new();
    if let Ok(value) = serde_json::to_value(document) {
        flatten(String::new(), value, &mut figures);
    }
    figures
}

/// The figures in which two documents differ, in the order of their paths.
pub fn diff<T: Serialize>(before: &T, after: &T) -> Vec<FigureDiff> {
    let (before, after) = (of(before), of(after));
    let all: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differing = all.into_iter().filter(|figure| before.get(*figure) != after.get(*figure));
    differing
        .map(|figure| FigureDiff {
            figure: figure.clone(),
            before: before.get(figure).cloned(),
            after: after.get(figure).cloned(),
        })
        .collect()
}

fn flatten(path: String, value: Value, figures: &mut Figures) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                flatten(under(&path, &key), member, figures);
            }
        }
        Value::Array(members) => {
            for (index, member) in members.into_iter().enumerate() {
                let key = key_of(&member).map_or_else(|| index.to_string(), str::to_owned);
                flatten(under(&path, &key), member, figures);
            }
        }
        // A document that isn't there has no figures.
        Value::Null if path.is_empty() => {}
        figure => {
            figures.insert(path, figure);
        }
    }
}

fn under(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn key_of(member: &Value) -> Option<&str> {
    ["key", "cluster", "years", "region"].into_iter().find_map(|name| member.get(name)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_is_flattened_and_its_lists_go_by_key() {
        let document = json!({
            "total": 3,
            "by_level": {"high": 1},
            "specialisations": [{"key": "ict", "total": 2}],
            "codes": ["RU-KL"],
        });
        let figures: Vec<_> =
            of(&document).into_iter().map(|(path, value)| format!("{path} = {value}")).collect();
        insta::assert_snapshot!(figures.join("\n"), @r#"
        by_level.high = 1
        codes.0 = "RU-KL"
        specialisations.ict.key = "ict"
        specialisations.ict.total = 2
        total = 3
        "#);
    }

    #[test]
    fn only_what_differs_is_told() {
        let told = diff(&json!({"a": 1, "b": 2, "c": 3}), &json!({"a": 1, "b": 5, "d": 4}));
        let told: Vec<_> =
            told.into_iter().map(|diff| (diff.figure, diff.before, diff.after)).collect();
        let expected = vec![
            ("b".to_owned(), Some(json!(2)), Some(json!(5))),
            ("c".to_owned(), Some(json!(3)), None),
            ("d".to_owned(), None, Some(json!(4))),
        ];
        assert_eq!(told, expected);
    }
}
