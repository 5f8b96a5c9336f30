//! What stands in the security journal: kinds of lines, and how one is added.

use jiff::SignedDuration;
use registry_events::ids::AccountId;

use super::whereabouts::Whereabouts;
use super::{Accounts, PeopleError};
use crate::private::security_journal::{SecurityEvent, SecurityFilter};

/// For how long lines are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody signed in.
    SignedIn,
    /// The password was right, a code is waited for.
    PasswordGiven,
    /// Mailbox and password didn't belong together.
    SignInFailed,
    /// Too many tries: one wasn't made.
    SignInHeldBack,
    /// A code was wrong.
    CodeRefused,
    /// Somebody signed out.
    SignedOut,
    /// Somebody ended their other sessions.
    SessionsEnded,
    /// A password was set.
    PasswordSet,
    /// A link to set a new password was asked for.
    ResetAsked,
    /// Somebody was invited.
    Invited,
    /// Somebody registered themselves.
    Registered,
    /// A second factor was set up.
    FactorSet,
    /// One was taken away.
    FactorRemoved,
    /// New recovery codes were made.
    RecoveryCodesMade,
    /// A person acts in another role.
    RoleTaken,
    /// A token was made.
    TokenIssued,
    /// A token was taken back.
    TokenRemoved,
    /// A sealed value was looked at.
    SealedSeen,
}

use Kind as K;

/// Every kind with its key.
const KEYS: [(Kind, &str); 18] = [
    (K::SignedIn, "signed_in"),
    (K::PasswordGiven, "password_given"),
    (K::SignInFailed, "sign_in_failed"),
    (K::SignInHeldBack, "sign_in_held_back"),
    (K::CodeRefused, "code_refused"),
    (K::SignedOut, "signed_out"),
    (K::SessionsEnded, "sessions_ended"),
    (K::PasswordSet, "password_set"),
    (K::ResetAsked, "reset_asked"),
    (K::Invited, "invited"),
    (K::Registered, "registered"),
    (K::FactorSet, "factor_set"),
    (K::FactorRemoved, "factor_removed"),
    (K::RecoveryCodesMade, "recovery_codes_made"),
    (K::RoleTaken, "role_taken"),
    (K::TokenIssued, "token_issued"),
    (K::TokenRemoved, "token_removed"),
    (K::SealedSeen, "sealed_seen"),
];

impl Kind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.into_iter().map(|(kind, _)| kind)
    }

    /// Its key, as it is stored and as messages name it.
    pub fn key(self) -> &'static str {
        let own = KEYS.iter().find(|(kind, _)| *kind == self);
        own.map(|(_, key)| *key).unwrap_or_default()
    }
}

impl Accounts {
    /// Adds a line to the security journal.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn note(
        &self,
        kind: Kind,
        account: Option<AccountId>,
        about: &str,
        from: &Whereabouts,
    ) -> Result<(), PeopleError> {
        self.note_why(kind, account, (about, ""), from).await.map(drop)
    }

    /// Adds a line of a look at what is sealed, and why; answers with its number.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn note_look(
        &self,
        account: AccountId,
        about: &str,
        reason: &str,
        from: &Whereabouts,
    ) -> Result<i64, PeopleError> {
        self.note_why(Kind::SealedSeen, Some(account), (about, reason), from).await
    }

    async fn note_why(
        &self,
        kind: Kind,
        account: Option<AccountId>,
        (about, reason): (&str, &str),
        from: &Whereabouts,
    ) -> Result<i64, PeopleError> {
        let at = self.now();
        let event = SecurityEvent {
            id: 0,
            at,
            kind: kind.key().into(),
            account,
            about: about.into(),
            address: from.address.clone(),
            reason: reason.into(),
        };
        Ok(self.ask(move |store| store.security().note_security(&event, at - KEPT)).await?)
    }

    /// Lines of the security journal, the newest first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn security_events(
        &self,
        filter: SecurityFilter,
        most: usize,
    ) -> Result<Vec<SecurityEvent>, PeopleError> {
        Ok(self.ask(move |store| store.security().security_events(&filter, most)).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_key_of_its_own() {
        let keys: std::collections::BTreeSet<_> = Kind::all().map(Kind::key).collect();
        assert_eq!(keys.len(), KEYS.len());
        assert_eq!(Kind::SealedSeen as usize + 1, KEYS.len(), "the last closes the table");
    }
}
