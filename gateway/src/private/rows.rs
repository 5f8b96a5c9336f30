//! How values stand in the columns of the private store.

use std::str::FromStr;

use jiff::Timestamp;
use registry_events::actor::Role;
use registry_events::ids::{AccountId, Digest};
use rusqlite::Row;
use rusqlite::types::Type;

/// An instant as it is written: of one width, so that the order of texts is that of time.
pub(super) fn written(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// An instant that was written.
pub(super) fn instant(row: &Row<'_>, index: usize) -> rusqlite::Result<Timestamp> {
    parsed(&row.get::<_, String>(index)?, index)
}

/// An instant that may not have come.
pub(super) fn instant_or_none(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Timestamp>> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| parsed(&text, index)).transpose()
}

/// An account's id.
pub(super) fn account(row: &Row<'_>, index: usize) -> rusqlite::Result<AccountId> {
    parsed(&row.get::<_, String>(index)?, index)
}

/// A role by its key.
pub(super) fn role_or_none(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Role>> {
    let key: Option<String> = row.get(index)?;
    key.map(|key| Role::from_key(&key).ok_or_else(|| unreadable(index))).transpose()
}

/// A digest.
pub(super) fn digest(row: &Row<'_>, index: usize) -> rusqlite::Result<Digest> {
    row.get(index).map(Digest)
}

fn parsed<T: FromStr>(text: &str, index: usize) -> rusqlite::Result<T> {
    text.parse().map_err(|_| unreadable(index))
}

/// A column that doesn't hold what is written there.
pub(super) fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, String::new(), Type::Text)
}
