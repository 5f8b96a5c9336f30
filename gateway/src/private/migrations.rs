//! The shape of the private store, step by step: `user_version` tells how many were taken. A step
//! that is written is never changed; what comes later is a further one.

use rusqlite::{Connection, TransactionBehavior};

use super::PrivateError;
use super::sqlite::failed;

/// The steps in order. The first is what stores had before steps were counted.
const STEPS: [&str; 10] = [
    "create table if not exists subject_key(
         id text primary key, nonce blob not null, sealed blob not null) strict;
     create table if not exists forgotten_key(id text primary key) strict;
     create table if not exists token(
         digest blob primary key, account text not null, role text not null, label text not null,
         issued_at text not null, expires_at text not null) strict;",
    "create table person(
         account text primary key, email text not null unique, name text not null,
         language text not null, password text, opened_at text not null,
         factor_nonce blob, factor_sealed blob, factor_confirmed_at text,
         factor_step integer not null default 0) strict;
     create table recovery_code(
         account text not null references person on delete cascade, digest blob not null,
         used_at text, primary key (account, digest)) strict;
     create table session(
         digest blob primary key, account text not null references person on delete cascade,
         role text, proof text not null, began_at text not null, seen_at text not null,
         address text not null, agent text not null) strict;
     create index session_of_account on session(account, began_at);
     create table one_time_link(
         digest blob primary key, purpose text not null, about text not null,
         payload text not null, issued_at text not null, expires_at text not null,
         used_at text) strict;
     create index link_of_subject on one_time_link(purpose, about);
     create table outbox(
         id integer primary key, recipient text not null, subject text not null,
         text text not null, written_at text not null, attempts integer not null default 0,
         next_at text not null, given_up_at text) strict;
     create table sign_in_failure(
         subject blob primary key, count integer not null, last_at text not null) strict;
     create table security_event(
         id integer primary key, at text not null, kind text not null, account text,
         about text not null, address text not null) strict;
     create index security_event_of_account on security_event(account, id);",
    "create table draft(
         account text not null references person on delete cascade, form text not null,
         fields text not null, saved_at text not null, primary key (account, form)) strict;
     create index draft_by_age on draft(saved_at);
     create table waiting_form(
         visit blob not null, form text not null, fields text not null, came_at text not null,
         primary key (visit, form)) strict;
     create table brought_document(
         cluster text not null, digest blob not null, account text not null, name text not null,
         brought_at text not null, primary key (cluster, digest)) strict;",
    "create table letter_once(
         kind text not null, about text not null, reader text not null, at text not null,
         primary key (kind, about, reader)) strict;
     create index letter_once_by_time on letter_once(at);",
    "create table notice(
         id integer primary key, account text not null, subject text not null, kind text not null,
         key text not null, at text not null, told_at text not null, read_at text,
         mailed_at text, unique (account, subject, key)) strict;
     create index notice_of_account on notice(account, id);
     create table notice_wish(account text primary key, by_mail text not null) strict;
     create table followed(name text primary key, next integer not null) strict;",
    "create table signing_trace(
         id integer primary key check (id = 1), key text not null, size integer not null,
         root blob not null) strict;",
    "create table document_look(
         id integer primary key, account text not null, digest blob not null,
         before integer not null, at text not null, unique (account, digest)) strict;
     create table document_looks_since(
         id integer primary key check (id = 1), position integer not null) strict;",
    "alter table security_event add column reason text not null default '';",
    "create table kept_document(
         digest blob not null, account text not null, cluster text not null,
         bytes integer not null, kept_at text not null,
         primary key (digest, account, cluster)) strict;
     create index kept_document_of_account on kept_document(account, kept_at);
     create index kept_document_of_cluster on kept_document(cluster, kept_at);
     create table ended_session(
         digest blob primary key, account text not null, seen_at text not null) strict;
     create index ended_session_by_age on ended_session(seen_at);
     create trigger session_ends after delete on session begin
         insert or replace into ended_session(digest, account, seen_at)
         values (old.digest, old.account, old.seen_at);
     end;
     delete from waiting_form;
     alter table waiting_form add column account text not null default '';
     create index waiting_form_of_account on waiting_form(account, came_at);",
    // Tokens of before wrote, and were for everything that their role speaks for.
    "alter table token add column writes integer not null default 1;
     alter table token add column held_to integer;",
];

/// Takes the steps that a store hasn't taken.
///
/// # Errors
/// [`PrivateError::Newer`] for a store that another program has taken further.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), PrivateError> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed("be set up"))?;
    let taken: u32 = transaction
        .query_row("pragma user_version", [], |row| row.get(0))
        .map_err(failed("be set up"))?;
    let steps = usize::try_from(taken).ok().and_then(|taken| STEPS.get(taken..));
    let Some(steps) = steps else { return Err(PrivateError::Newer) };
    if steps.is_empty() {
        return Ok(());
    }
    for step in steps {
        transaction.execute_batch(step).map_err(failed("be set up"))?;
    }
    let all = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    transaction.pragma_update(None, "user_version", all).map_err(failed("be set up"))?;
    transaction.commit().map_err(failed("be set up"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_before_keeps_what_it_has_and_takes_the_steps_it_lacks() {
        let mut connection = Connection::open_in_memory().expect("a store");
        connection.execute_batch(STEPS[0]).expect("the first shape");
        connection.execute("insert into forgotten_key(id) values ('subject')", []).expect("a row");
        migrate(&mut connection).expect("migrated");
        migrate(&mut connection).expect("nothing is left to do");
        let count = |table: &str| -> i64 {
            let rows = format!("select count(*) from {table}");
            connection.query_row(&rows, [], |row| row.get(0)).expect("a table")
        };
        assert_eq!((count("forgotten_key"), count("person")), (1, 0));
    }

    #[test]
    fn a_token_of_before_writes_and_is_held_to_nothing() {
        let mut connection = Connection::open_in_memory().expect("a store");
        for step in &STEPS[..9] {
            connection.execute_batch(step).expect("a step");
        }
        connection.pragma_update(None, "user_version", 9).expect("set");
        let token = "insert into token(digest, account, role, label, issued_at, expires_at)
                     values (x'00', 'a', 'officer', '', '', '')";
        connection.execute(token, []).expect("a row");
        migrate(&mut connection).expect("migrated");
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let held: (bool, Option<i64>) =
            connection.query_row("select writes, held_to from token", [], read).expect("a token");
        assert_eq!(held, (true, None));
    }

    #[test]
    fn a_store_of_a_newer_program_is_left_alone() {
        let mut connection = Connection::open_in_memory().expect("a store");
        connection.pragma_update(None, "user_version", 1_000).expect("set");
        assert!(matches!(migrate(&mut connection), Err(PrivateError::Newer)));
    }
}
