//! Where the statements of a command stand in the caller's own body.
//!
//! The rules number what they were given; the body may have had more, and names an item's fields by
//! their keys. So each of the rules' pointers is turned into the body's.

use registry_core::rejection::Problem as Broken;

/// The pointers of statements, in the order in which the rules number them.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Of statements about fields.
    pub(super) claims: Vec<String>,
    /// Of items to open.
    pub(super) open: Vec<OpenPlace>,
    /// Of items to close.
    pub(super) close: Vec<String>,
    /// Of lists to renew.
    pub(super) renew: Vec<String>,
}

/// Where an item to open stands, and the statements about its fields.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenPlace {
    pub(super) pointer: String,
    pub(super) fields: Vec<FieldPlace>,
}

/// Where a statement about an item's field stands.
#[derive(Debug, Clone)]
pub(super) struct FieldPlace {
    pub(super) pointer: String,
    /// Whether it is the bare value; then the value's place is the statement's.
    pub(super) bare: bool,
}

impl Places {
    /// The problems of the rules at the places of the body.
    pub(super) fn translate(&self, problems: Vec<Broken>) -> Vec<Broken> {
        let place = |problem: Broken| match self.find(&problem.pointer) {
            Some(pointer) => Broken { pointer, ..problem },
            None => problem,
        };
        problems.into_iter().map(place).collect()
    }

    /// As `translate`, of problems with single statements only: when others couldn't be read, what
    /// the rules say of the whole would be said of half.
    pub(super) fn translate_single(&self, problems: Vec<Broken>) -> Vec<Broken> {
        let single = problems.into_iter().filter(|problem| is_single(&problem.pointer));
        self.translate(single.collect())
    }

    fn find(&self, pointer: &str) -> Option<String> {
        let mut pieces = pointer.strip_prefix('/')?.splitn(3, '/');
        let (list, index) = (pieces.next()?, pieces.next()?.parse::<usize>().ok()?);
        let rest = pieces.next().unwrap_or("");
        match list {
            "claims" => Some(joined(self.claims.get(index)?, rest)),
            "close" => Some(joined(self.close.get(index)?, rest)),
            "renew" => Some(joined(self.renew.get(index)?, rest)),
            "open" => self.open.get(index)?.find(rest),
            _ => None,
        }
    }
}

impl OpenPlace {
    fn find(&self, rest: &str) -> Option<String> {
        let Some(claim) = rest.strip_prefix("claims/") else {
            return Some(joined(&self.pointer, rest));
        };
        let (index, rest) = claim.split_once('/').unwrap_or((claim, ""));
        let field = self.fields.get(index.parse::<usize>().ok()?)?;
        let rest = if field.bare { "" } else { rest };
        Some(joined(&field.pointer, rest))
    }
}

fn joined(pointer: &str, rest: &str) -> String {
    if rest.is_empty() { pointer.into() } else { format!("{pointer}/{rest}") }
}

/// Whether a pointer of the rules leads into one statement.
fn is_single(pointer: &str) -> bool {
    ["/claims/", "/close/", "/renew/", "/collection"].iter().any(|within| pointer.contains(within))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let field =
            |name: &str, bare| FieldPlace { pointer: format!("/open/1/claims/{name}"), bare };
        let fields = vec![field("organisation", false), field("size", true)];
        let open = vec![OpenPlace { pointer: "/open/1".into(), fields }];
        let [claims, close, renew] =
            ["/claims/3", "/close/0", "/renew/2"].map(|place| vec![place.to_owned()]);
        Places { claims, open, close, renew }
    }

    fn check(pointer: &str, expected: &str) {
        let translated = places().translate(vec![Broken::new(pointer, "value.type")]);
        assert_eq!(translated[0].pointer, expected);
    }

    #[test]
    fn a_place_the_rules_number_is_found_in_the_body() {
        check("/claims/0/value", "/claims/3/value");
        check("/open/0", "/open/1");
        check("/open/0/claims/0/value", "/open/1/claims/organisation/value");
        check("/open/0/claims/1/value", "/open/1/claims/size");
        check("/close/0/path", "/close/0/path");
        check("/renew/0", "/renew/2");
        check("/right_to_speak", "/right_to_speak");
        check("", "");
    }
}
