//! Words that name one thing lead straight to it: a number to its organisation, an id to its cluster.
//! Numbers are taken as letters and forms write them, with their name before and gaps within.

use registry_events::ids::ClusterId;
use registry_events::value::{Inn, InvalidValue, Ogrn};
use registry_projections::search::Query;

use crate::read::lens::Lens;

/// How the numbers of organisations are called, longer names first.
const NAMES: [&str; 5] = ["огрнип", "огрн", "инн", "ogrn", "inn"];

/// The page that the words of a query name.
pub(super) fn target(query: &Query, lens: &Lens<'_>) -> Option<String> {
    let asked = query.q.as_deref()?.trim();
    number(asked).and_then(|number| organisation(&number, lens)).or_else(|| cluster(asked, lens))
}

/// Whether the words of a query are the number of an organisation with a slip in it.
pub(super) fn is_wrong_number(query: &Query) -> bool {
    let number = query.q.as_deref().and_then(number);
    let is_wrong = |parsed: Result<(), InvalidValue>, code| parsed.is_err_and(|e| e.code == code);
    number.is_some_and(|number| {
        is_wrong(Inn::parse(&number).map(drop), "inn.check-digit")
            || is_wrong(Ogrn::parse(&number).map(drop), "ogrn.check-digit")
    })
}

/// The digits of a question that has nothing else but the name of the number.
fn number(asked: &str) -> Option<String> {
    let asked = asked.to_lowercase();
    let named = NAMES.into_iter().find_map(|name| asked.strip_prefix(name));
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2011}' | '–' | ':' | '№');
    let digits: String = named.unwrap_or(&asked).chars().filter(|c| !is_gap(*c)).collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(digits)
}

fn organisation(number: &str, lens: &Lens<'_>) -> Option<String> {
    let known = lens.views.organisations().by_number(number)?;
    let then = known.registered.position <= lens.at;
    then.then(|| format!("/organisations/{}", known.id))
}

/// A cluster's id, which may have been typed in capital letters.
fn cluster(id: &str, lens: &Lens<'_>) -> Option<String> {
    let id: ClusterId = id.to_ascii_lowercase().parse().ok()?;
    lens.views.register().row(id, lens.at).map(|_| format!("/clusters/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_its_name_and_with_gaps() {
        for asked in ["0000020536", "ИНН 0000020536", "инн: 00000 20536", "00000\u{a0}20536"]
        {
            assert_eq!(number(asked).as_deref(), Some("0000020536"), "{asked}");
        }
        for asked in ["ИНН", "сосна 12", "2015 год", ""] {
            assert_eq!(number(asked), None, "{asked}");
        }
    }

    #[test]
    fn a_slip_in_a_number_of_the_right_length_is_noticed() {
        let is_wrong = |q: &str| is_wrong_number(&Query { q: Some(q.into()), ..Query::default() });
        assert!(is_wrong("7707083894") && is_wrong("ИНН 77070 83894"));
        for right in ["7707083893", "1027700132195", "2015", "сосна"] {
            assert!(!is_wrong(right), "{right}");
        }
    }
}
