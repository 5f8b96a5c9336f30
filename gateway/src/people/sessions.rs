//! Sessions: begun by signing in, known by 32 random bytes that only the browser holds, ended by
//! their person, by silence or by age.

use jiff::{SignedDuration, Timestamp};
use registry_events::actor::Role;
use registry_events::ids::{AccountId, Digest};
use subtle::ConstantTimeEq;

use super::whereabouts::Whereabouts;
use super::{Accounts, PeopleError, hex, keyed};
use crate::private::people::Person;
use crate::private::sessions::{Proof, StoredSession};

/// The most sessions of one person.
pub const OF_ONE_PERSON_MAX: usize = 20;
/// How long a session without its second factor waits for a code.
const FOR_A_CODE: SignedDuration = SignedDuration::from_mins(10);
/// How exactly it is known when a session was last used.
const SEEN_EXACTLY: SignedDuration = SignedDuration::from_secs(60);

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without being used.
    pub idle: SignedDuration,
    /// At all.
    pub whole: SignedDuration,
}

/// A session with what the browser holds of it.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// What the browser holds; told here and never again.
    pub token: String,
    /// Whether a code of the second factor is still to be given.
    pub waits_for_code: bool,
    /// Whose it is.
    pub account: AccountId,
}

/// Whether a role decides or reads so much that it needs the second factor.
pub const fn is_strict(role: Role) -> bool {
    matches!(role, Role::Officer | Role::Auditor | Role::Administrator)
}

/// How long a session in a role lasts.
pub fn limits(role: Option<Role>) -> Limits {
    if role.is_some_and(is_strict) {
        Limits { idle: SignedDuration::from_hours(1), whole: SignedDuration::from_hours(24) }
    } else {
        Limits { idle: SignedDuration::from_hours(12), whole: SignedDuration::from_hours(14 * 24) }
    }
}

/// Whether a person has a second factor that is asked for.
pub fn has_factor(person: &Person) -> bool {
    person.factor.as_ref().is_some_and(|factor| factor.confirmed_at.is_some())
}

/// Whether a session still waits for a code.
pub fn waits_for_code(session: &StoredSession, person: &Person) -> bool {
    session.proof == Proof::Password && has_factor(person)
}

fn stands(session: &StoredSession, person: &Person, now: Timestamp) -> bool {
    let Limits { idle, whole } = limits(session.role);
    let whole = if waits_for_code(session, person) { FOR_A_CODE } else { whole };
    let since = |then: Timestamp| now.duration_since(then);
    since(session.seen_at) < idle && since(session.began_at) < whole
}

impl Accounts {
    /// Begins a session of a person who has proved themselves.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn begin_session(
        &self,
        person: &Person,
        proof: Proof,
        role: Option<Role>,
        from: &Whereabouts,
    ) -> Result<NewSession, PeopleError> {
        let now = self.now();
        let session = StoredSession {
            digest: Digest([0; 32]),
            account: person.account,
            role,
            proof,
            began_at: now,
            seen_at: now,
            address: from.address.clone(),
            agent: from.agent.clone(),
        };
        let waits_for_code = waits_for_code(&session, person);
        let token = self.keep_session(session, None).await?;
        Ok(NewSession { token, waits_for_code, account: person.account })
    }

    /// Puts a session that knows more, or acts in another role, in the place of one: what the browser
    /// held before works no longer. Of one that was ended meanwhile nothing follows: what the browser
    /// is given then opens nothing.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn rotate_session(
        &self,
        session: StoredSession,
        proof: Proof,
        role: Option<Role>,
    ) -> Result<NewSession, PeopleError> {
        let (account, instead) = (session.account, session.digest);
        let session = StoredSession { proof, role, seen_at: self.now(), ..session };
        let token = self.keep_session(session, Some(instead)).await?;
        Ok(NewSession { token, waits_for_code: false, account })
    }

    /// Begins a session for the one in which a person set a new password, which ended them all.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn renew_session(&self, session: StoredSession) -> Result<NewSession, PeopleError> {
        let account = session.account;
        let session = StoredSession { seen_at: self.now(), ..session };
        let token = self.keep_session(session, None).await?;
        Ok(NewSession { token, waits_for_code: false, account })
    }

    async fn keep_session(
        &self,
        session: StoredSession,
        instead: Option<Digest>,
    ) -> Result<String, PeopleError> {
        let token = self.random_text();
        let session = StoredSession { digest: self.session_digest(&token), ..session };
        let oldest = self.now() - limits(None).whole;
        self.ask(move |store| {
            store.sessions().sweep_sessions(oldest)?;
            store.sessions().add_session(&session, instead, OF_ONE_PERSON_MAX)
        })
        .await?;
        Ok(token)
    }

    /// The session that a browser holds, with its person; none when it has ended.
    ///
    /// The look-up is by a keyed digest, so its time tells nothing of the token.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn session(
        &self,
        token: &str,
    ) -> Result<Option<(StoredSession, Person)>, PeopleError> {
        let (digest, now) = (self.session_digest(token), self.now());
        let found = self.ask(move |store| {
            let Some(session) = store.sessions().session(digest)? else { return Ok(None) };
            let Some(person) = store.people().person(session.account)? else { return Ok(None) };
            if !stands(&session, &person, now) {
                store.sessions().end_session(session.account, digest)?;
                return Ok(None);
            }
            if now.duration_since(session.seen_at) >= SEEN_EXACTLY {
                store.sessions().see_session(digest, now)?;
            }
            Ok(Some((session, person)))
        });
        Ok(found.await?)
    }

    /// The sessions of an account that stand, the one used last first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn sessions_of(&self, person: &Person) -> Result<Vec<StoredSession>, PeopleError> {
        let account = person.account;
        let mut all = self.ask(move |store| store.sessions().sessions_of(account)).await?;
        let now = self.now();
        all.retain(|session| stands(session, person, now));
        Ok(all)
    }

    /// Ends one session of an account; `false` when there is none such.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn end_session(
        &self,
        account: AccountId,
        session: Digest,
    ) -> Result<bool, PeopleError> {
        Ok(self.ask(move |store| store.sessions().end_session(account, session)).await?)
    }

    /// Ends every session of an account but one.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn end_sessions(
        &self,
        account: AccountId,
        but: Option<Digest>,
    ) -> Result<usize, PeopleError> {
        Ok(self.ask(move |store| store.sessions().end_sessions(account, but)).await?)
    }

    /// What each form of a session carries, so that no other site can send one.
    pub fn form_of_session(&self, session: Digest) -> String {
        hex(keyed(&self.keys.csrf, &session.to_string()).0)
    }

    /// What each form of a visit carries, by what the browser holds of the visit.
    pub fn form_of_visit(&self, visit: &str) -> String {
        hex(keyed(&self.keys.visit, visit).0)
    }

    pub(super) fn session_digest(&self, token: &str) -> Digest {
        keyed(&self.keys.session, token)
    }
}

/// Whether two texts are the same, in a time that tells nothing of where they differ.
pub fn same(one: &str, other: &str) -> bool {
    bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}
