//! Who had which document before their eyes: the first look of each account at each document, by the
//! place of the log at which it was. Of before the place that is noted beside it nothing is known.

use std::collections::BTreeMap;

use jiff::Timestamp;
use registry_events::ids::{AccountId, Digest, Position};
use rusqlite::{OptionalExtension, params};

use super::rows::written;
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// The first look of an account at a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whose.
    pub account: AccountId,
    /// At which document.
    pub document: Digest,
    /// The first position that the log didn't have yet.
    pub before: Position,
    /// When, by the clock on the wall.
    pub at: Timestamp,
}

/// The first looks of some accounts at some documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstLooks {
    /// From which position on looks are noted; none where they never were.
    pub since: Option<Position>,
    /// The position that each look was before.
    pub looks: BTreeMap<(AccountId, Digest), Position>,
}

/// Looks at documents.
pub trait DocumentLooks {
    /// Notes from which position on looks are noted, once.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn note_looks_since(&self, position: Position) -> Result<(), PrivateError>;

    /// Notes a look, unless the account had one at the document before. Where more than `most` are
    /// kept the oldest make room, and what was confirmed before the last of these isn't judged any
    /// more.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn note_document_look(&self, look: &Look, most: usize) -> Result<(), PrivateError>;

    /// Makes the looks of one account another's; of a document that both looked at, the other's stays.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn take_looks_over(&self, from: AccountId, to: AccountId) -> Result<(), PrivateError>;

    /// The first looks of these accounts at these documents.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn first_looks(&self, asked: &[(AccountId, Digest)]) -> Result<FirstLooks, PrivateError>;
}

impl DocumentLooks for SqliteStore {
    fn note_looks_since(&self, position: Position) -> Result<(), PrivateError> {
        self.connection()
            .execute(
                "insert into document_looks_since(id, position) values (1, ?1)
                 on conflict do nothing",
                [number(position)],
            )
            .map(drop)
            .map_err(failed("note since when documents are looked at"))
    }

    fn note_document_look(&self, look: &Look, most: usize) -> Result<(), PrivateError> {
        self.in_transaction("note a look at a document", |transaction| {
            transaction.execute(
                "insert into document_look(account, digest, before, at) values (?1, ?2, ?3, ?4)
                 on conflict do nothing",
                params![
                    look.account.to_string(),
                    look.document.0.as_slice(),
                    number(look.before),
                    written(look.at),
                ],
            )?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let gone = "id <= (select max(id) from document_look) - ?1";
            transaction.execute(
                &format!(
                    "update document_looks_since set position = max(position,
                     coalesce((select max(before) from document_look where {gone}), 0))"
                ),
                [most],
            )?;
            transaction.execute(&format!("delete from document_look where {gone}"), [most])?;
            Ok(())
        })
    }

    fn take_looks_over(&self, from: AccountId, to: AccountId) -> Result<(), PrivateError> {
        self.in_transaction("take looks at documents over", |transaction| {
            transaction.execute(
                "update or ignore document_look set account = ?2 where account = ?1",
                params![from.to_string(), to.to_string()],
            )?;
            transaction.execute("delete from document_look where account = ?1", [from.to_string()])
        })
        .map(drop)
    }

    fn first_looks(&self, asked: &[(AccountId, Digest)]) -> Result<FirstLooks, PrivateError> {
        let (connection, operation) = (self.connection(), "find looks at documents");
        let since: Option<i64> = connection
            .query_row("select position from document_looks_since", [], |row| row.get(0))
            .optional()
            .map_err(failed(operation))?;
        let mut find = connection
            .prepare_cached("select before from document_look where account = ?1 and digest = ?2")
            .map_err(failed(operation))?;
        let mut looks = BTreeMap::new();
        for (account, document) in asked {
            let of = params![account.to_string(), document.0.as_slice()];
            let before: Option<i64> =
                find.query_row(of, |row| row.get(0)).optional().map_err(failed(operation))?;
            looks.extend(before.map(|before| ((*account, *document), position(before))));
        }
        Ok(FirstLooks { since: since.map(position), looks })
    }
}

fn number(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}

fn position(number: i64) -> Position {
    Position(u64::try_from(number).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use registry_events::ids::Uuid;

    use super::*;
    use crate::clock::SystemEntropy;
    use crate::private::MasterKey;

    const ACCOUNT: AccountId = AccountId::from_uuid(Uuid::from_u128(7));

    fn store() -> SqliteStore {
        let master = MasterKey::from_bytes([7; 32]);
        SqliteStore::in_memory(&master, Box::new(SystemEntropy)).expect("a store")
    }

    fn look(document: u8, before: u64) -> Look {
        let document = Digest([document; 32]);
        Look { account: ACCOUNT, document, before: Position(before), at: Timestamp::UNIX_EPOCH }
    }

    fn looks(store: &SqliteStore) -> (Option<u64>, Vec<u64>) {
        let asked: Vec<_> = (1..=3).map(|document| (ACCOUNT, Digest([document; 32]))).collect();
        let found = store.first_looks(&asked).expect("looks");
        (found.since.map(|since| since.0), found.looks.values().map(|before| before.0).collect())
    }

    #[test]
    fn the_first_look_stays_and_so_does_the_first_place_from_which_looks_are_noted() {
        let store = store();
        assert_eq!(looks(&store), (None, vec![]));
        for position in [3, 9] {
            store.note_looks_since(Position(position)).expect("noted");
            store.note_document_look(&look(1, position), 10).expect("noted");
        }
        assert_eq!(looks(&store), (Some(3), vec![3]));
    }

    #[test]
    fn looks_of_who_had_no_account_become_those_of_the_account_that_was_opened() {
        let (store, stand_in) = (store(), AccountId::from_uuid(Uuid::from_u128(8)));
        for (document, before) in [(1, 3), (2, 4)] {
            let look = Look { account: stand_in, ..look(document, before) };
            store.note_document_look(&look, 10).expect("noted");
        }
        store.note_document_look(&look(2, 9), 10).expect("noted");
        for _ in 0..2 {
            store.take_looks_over(stand_in, ACCOUNT).expect("taken over");
            assert_eq!(looks(&store).1, [3, 9]);
        }
        let left = store.first_looks(&[(stand_in, Digest([2; 32]))]).expect("looks");
        assert!(left.looks.is_empty());
    }

    #[test]
    fn the_oldest_look_makes_room_and_nothing_of_before_it_is_known_any_more() {
        let store = store();
        store.note_looks_since(Position(0)).expect("noted");
        for document in 1..=3_u8 {
            store.note_document_look(&look(document, u64::from(document) * 10), 2).expect("noted");
        }
        assert_eq!(looks(&store), (Some(10), vec![20, 30]));
    }
}
