//! Parameters that an address doesn't know: refused with those it knows, and with the one that may be
//! meant when a slip of the pen lies between them.

use super::parameters::shortened;
use crate::http::problem::Broken;
use crate::http::query::unusable;

/// So many letters may be wrong, missing or too many; two swapped ones count as two.
const SLIPS_MAX: usize = 2;

/// The refusal of a parameter that isn't among the known ones.
pub(super) fn unknown(given: &str, known: &[&str]) -> Broken {
    let given = shortened(given);
    let broken = unusable(&given, "query.unknown-parameter").with(&given).with(known.join(", "));
    match meant(&given, known) {
        Some(meant) => broken.with(meant),
        None => broken,
    }
}

/// The known name nearest to what was given, when it is near.
fn meant<'n>(given: &str, known: &[&'n str]) -> Option<&'n str> {
    let given = given.to_lowercase();
    let near = known.iter().map(|name| (strsim::levenshtein(&given, name), *name));
    // Of a short name two slips leave nothing.
    let near = near.filter(|(slips, name)| *slips <= SLIPS_MAX && slips * 2 < name.len());
    near.min_by_key(|(slips, _)| *slips).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_slip_of_the_pen_leads_to_the_name_that_is_meant_and_another_word_to_none() {
        let known = ["q", "region", "level", "participants_min", "participants_max", "as_of"];
        let meant = |given| super::meant(given, &known);
        assert_eq!(meant("regoin"), Some("region"));
        assert_eq!(meant("Levels"), Some("level"));
        assert_eq!(meant("participants-max"), Some("participants_max"));
        assert_eq!(meant("asof"), Some("as_of"));
        for other in ["", "a", "colour", "page", "регион"] {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}
