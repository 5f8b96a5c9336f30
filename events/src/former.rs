//! What was said of a field before. A claim shares the list of the one before it, so that stating one
//! more costs the same however long the past is.

use std::fmt;
use std::iter::successors;
use std::sync::Arc;

use crate::claim::{Claim, ClaimKind, Stated};
use crate::ids::StreamVersion;

/// Claims on a field that said something else than the one after each, the newest first.
#[derive(Clone, Default)]
pub struct Former {
    newest: Option<Arc<Said>>,
}

/// What was said from a version on, and before that.
struct Said {
    since: StreamVersion,
    claim: Arc<Claim>,
    /// How what took its place did so.
    ended_by: ClaimKind,
    before: Former,
}

impl Former {
    /// The list with one more: what was said from a version on until a claim took its place.
    #[must_use]
    pub fn and(&self, since: StreamVersion, claim: &Arc<Claim>, next: &Claim) -> Self {
        let (claim, ended_by, before) = (Arc::clone(claim), next.kind, self.clone());
        Self { newest: Some(Arc::new(Said { since, claim, ended_by, before })) }
    }

    /// What held before, the newest first: what a change took the place of. What a correction took
    /// the place of had never been so.
    pub fn held(&self) -> impl Iterator<Item = &Stated> {
        let held = self.iter().filter(|said| said.ended_by == ClaimKind::Change);
        held.map(|said| &said.claim.stated)
    }

    /// Whether something was said at a version that had not been said right before.
    pub fn begins_at(&self, version: StreamVersion) -> bool {
        self.iter().any(|said| said.since == version)
    }

    /// What was said at a version.
    pub fn said_at(&self, version: StreamVersion) -> Option<&Stated> {
        self.iter().find(|said| said.since <= version).map(|said| &said.claim.stated)
    }

    fn iter(&self) -> impl Iterator<Item = &Said> {
        successors(self.newest.as_deref(), |said| said.before.newest.as_deref())
    }
}

/// One by one: a long past that is dropped, or compared, as lists of lists are needs a long stack.
impl Drop for Former {
    fn drop(&mut self) {
        let mut newest = self.newest.take();
        while let Some(mut said) = newest.and_then(Arc::into_inner) {
            newest = said.before.newest.take();
        }
    }
}

impl PartialEq for Former {
    fn eq(&self, other: &Self) -> bool {
        let (mut one, mut another) = (self, other);
        while let (Some(said), Some(too)) = (&one.newest, &another.newest) {
            if Arc::ptr_eq(said, too) {
                return true;
            }
            if (said.since, &said.claim) != (too.since, &too.claim) {
                return false;
            }
            (one, another) = (&said.before, &too.before);
        }
        one.newest.is_none() && another.newest.is_none()
    }
}

impl Eq for Former {}

impl fmt::Debug for Former {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.iter().map(|said| (said.since, &said.claim));
        formatter.debug_list().entries(said).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Source;
    use crate::value::Value;

    /// More than a stack bears when lists of lists are dropped, compared or told as such.
    const LONG: u64 = 200_000;

    fn says(number: u64) -> Arc<Claim> {
        Arc::new(Claim {
            path: "employees_total".parse().expect("a path"),
            stated: Stated::Value(Value::Integer(i64::try_from(number).expect("a small number"))),
            kind: ClaimKind::Change,
            described_on: None,
            source: Source::OWN,
            evidence: Vec::new(),
            holds_until: None,
            replaces: None,
            awaits_until: None,
        })
    }

    fn past(versions: impl IntoIterator<Item = u64>) -> Former {
        let versions = versions.into_iter();
        versions.fold(Former::default(), |past, at| {
            past.and(StreamVersion(at), &says(at), &says(at + 1))
        })
    }

    #[test]
    fn what_was_said_at_a_version_is_what_was_said_last_by_then() {
        let past = past([2, 5, 9]);
        let said = |version| past.said_at(StreamVersion(version)).cloned();
        assert_eq!(
            [1, 4, 5].map(said),
            [None, Some(says(2).stated.clone()), Some(says(5).stated.clone())]
        );
        assert_eq!(said(100), Some(says(9).stated.clone()));
    }

    #[test]
    fn one_more_shares_all_that_was_said_before() {
        let before = past([2, 5]);
        let (one, another) = (before.and(StreamVersion(9), &says(9), &says(10)), before.clone());
        let tail = one.newest.as_ref().and_then(|said| said.before.newest.as_ref());
        assert!(tail.zip(another.newest.as_ref()).is_some_and(|(tail, it)| Arc::ptr_eq(tail, it)));
    }

    #[test]
    fn a_long_past_is_dropped_and_compared_without_a_long_stack() {
        let (one, another) = (past(0..LONG), past(0..LONG));
        assert_eq!(one, another);
        assert_ne!(one, past(1..LONG));
        assert_ne!(one, one.and(StreamVersion(LONG), &says(1), &says(2)));
        drop(one);
        assert_eq!(another.iter().count() as u64, LONG);
    }
}
