//! The total number of employees beside the sum of what is stated of the participants.
//!
//! The total is what the cluster says; the sum never takes its place and is only shown beside it.

use registry_events::claim::{Absence, Stated};
use registry_events::value::Value;
use registry_projections::card::{Card, CurrentClaim};
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;

/// The cluster's own fields.
const TOTAL: &str = "employees_total";
const METHOD: &str = "employees_method";
/// The collection and the field of a participant's employees.
const PARTICIPANTS: &str = "participants";
const EMPLOYEES: &str = "employees";
/// The term of dictionary `employees_method` for a sum over the participants.
const SUM: &str = "sum";

/// The total number of employees and the sum over the participants that state theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EmployeesShown {
    /// What the cluster states; null where it states no number.
    pub total: Option<i64>,
    /// How it was obtained, as the cluster states it: `sum` or `declared`.
    pub method: Option<String>,
    /// The sum of what is stated of open participants and counts; null where nothing is.
    pub sum: Option<i64>,
    /// Of how many participants a number is stated.
    pub stated_by: usize,
    /// Of how many participants in all.
    pub of: usize,
    /// Whether they contradict each other: the sum is greater than the total, or all participants
    /// state theirs and a total said to be their sum isn't.
    pub conflict: bool,
}

impl EmployeesShown {
    /// As everybody sees it; none where one of the fields isn't public.
    pub fn of(card: &Card, lens: &Lens<'_>) -> Option<Self> {
        let members: Vec<_> = card.items(PARTICIPANTS).filter(|item| item.is_open()).collect();
        let claims = members.iter().filter_map(|item| item.claims.get(EMPLOYEES));
        let own = |field| card.fields().get(field);
        let told: Vec<_> = claims.collect();
        let named = told.iter().copied().chain(own(TOTAL)).chain(own(METHOD));
        if named.into_iter().any(|current| !lens.is_public(&current.claim.path)) {
            return None;
        }
        let stated: Vec<i64> = told.iter().filter_map(|claim| number(claim)).collect();
        let total = own(TOTAL).and_then(number);
        let method = own(METHOD).filter(|claim| claim.counts());
        let method = method.and_then(|claim| claim.claim.stated.value()?.as_code());
        let method = method.map(ToString::to_string);
        let sum = stated.iter().copied().reduce(i64::saturating_add);
        let conflict = conflict(total, method.as_deref(), sum, stated.len() == members.len());
        Some(Self { total, method, sum, stated_by: stated.len(), of: members.len(), conflict })
    }
}

/// The number that a claim states, while it counts; «нет» is zero.
fn number(current: &CurrentClaim) -> Option<i64> {
    match &current.claim.stated {
        Stated::Value(Value::Integer(number)) if current.counts() => Some(*number),
        Stated::Absent(Absence::Zero) if current.counts() => Some(0),
        Stated::Value(_) | Stated::Absent(_) | Stated::Sealed(_) => None,
    }
}

fn conflict(total: Option<i64>, method: Option<&str>, sum: Option<i64>, whole: bool) -> bool {
    let (Some(total), Some(sum)) = (total, sum) else { return false };
    sum > total || (whole && method == Some(SUM) && sum != total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_said_to_be_the_sum_is_the_sum_once_all_have_stated_theirs() {
        assert!(!conflict(Some(300), Some("sum"), Some(300), true));
        assert!(conflict(Some(300), Some("sum"), Some(299), true));
        assert!(!conflict(Some(300), Some("sum"), Some(299), false), "more may be stated");
        assert!(conflict(Some(300), Some("sum"), Some(301), true));
        assert!(conflict(Some(300), Some("sum"), Some(301), false), "it is too many already");
    }

    #[test]
    fn a_declared_total_is_not_less_than_the_sum() {
        for method in [Some("declared"), None] {
            for whole in [true, false] {
                assert!(!conflict(Some(300), method, Some(299), whole));
                assert!(!conflict(Some(300), method, Some(300), whole));
                assert!(conflict(Some(300), method, Some(301), whole));
            }
        }
    }

    #[test]
    fn nothing_contradicts_what_nobody_states() {
        assert!(!conflict(None, Some("sum"), Some(300), true));
        assert!(!conflict(Some(300), Some("sum"), None, true));
    }
}
