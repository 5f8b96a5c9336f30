//! Whether what is shown as JSON is what was recorded: the same, or less of it where a value is hidden.

use serde_json::{Map, Value as Json, json};

/// Longer lists than these aren't searched: they are the same or they aren't.
const SEARCHED_MAX: usize = 1_000;

/// How many values of what was recorded are hidden in what is shown; none when it says something
/// that wasn't recorded.
pub(super) fn hidden(shown: &Json, recorded: &Json) -> Option<usize> {
    if shown == recorded {
        return Some(0);
    }
    match (shown, recorded) {
        (Json::Null, _) => Some(1),
        (Json::Object(shown), Json::Object(recorded)) if is_withheld(shown, recorded) => Some(1),
        (Json::Object(shown), Json::Object(recorded)) => in_members(shown, recorded),
        (Json::Array(shown), Json::Array(recorded)) => in_items(shown, recorded),
        (_, _) => None,
    }
}

/// What a claim states, shown as not disclosed.
fn is_withheld(shown: &Map<String, Json>, recorded: &Map<String, Json>) -> bool {
    let states = ["value", "absent", "sealed"].iter().any(|state| recorded.contains_key(*state));
    recorded.len() == 1
        && states
        && shown.len() == 1
        && shown.get("absent") == Some(&json!("withheld"))
}

fn in_members(shown: &Map<String, Json>, recorded: &Map<String, Json>) -> Option<usize> {
    let told = shown.iter().map(|(name, value)| hidden(value, recorded.get(name)?));
    let left_out = recorded.keys().filter(|name| !shown.contains_key(*name)).count();
    told.sum::<Option<usize>>().map(|hidden| hidden + left_out)
}

/// Items may be left out, and stand in another order.
fn in_items(shown: &[Json], recorded: &[Json]) -> Option<usize> {
    if recorded.len() > SEARCHED_MAX || shown.len() > recorded.len() {
        return None;
    }
    let (mut used, mut all) = (vec![false; recorded.len()], 0);
    for (index, item) in shown.iter().enumerate() {
        let near = std::iter::once(index).chain(0..recorded.len());
        let mut free = near.filter(|candidate| !used[*candidate]);
        let (found, hidden) =
            free.find_map(|candidate| Some((candidate, hidden(item, &recorded[candidate])?)))?;
        used[found] = true;
        all += hidden;
    }
    Some(all + recorded.len() - shown.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shown: &Json, recorded: &Json, expected: Option<usize>) {
        assert_eq!(hidden(shown, recorded), expected, "{shown} {recorded}");
    }

    #[test]
    fn less_may_be_shown_and_nothing_else() {
        let claim =
            |stated: Json| json!({ "path": "summary", "stated": stated, "evidence": [1, 2] });
        let recorded = claim(json!({ "value": { "integer": 5 } }));
        check(&recorded, &recorded, Some(0));
        check(&claim(json!({ "absent": "withheld" })), &recorded, Some(1));
        check(&claim(json!({ "absent": "zero" })), &recorded, None);
        check(&claim(json!({ "value": { "integer": 6 } })), &recorded, None);
        check(&json!({ "path": "summary" }), &recorded, Some(2));
        check(&json!({ "path": "summary", "more": 1 }), &recorded, None);
        check(&json!(["b", "a"]), &json!(["a", "b", "c"]), Some(1));
        check(&json!(["a", "a"]), &json!(["a", "b"]), None);
        check(&Json::Null, &json!("a"), Some(1));
        check(&json!("withheld"), &json!("a"), None);
    }
}
