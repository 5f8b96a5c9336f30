//! Signing in by mailbox and password. Who isn't known is answered as who mistyped, after as long.

use jiff::SignedDuration;
use registry_events::actor::Role;

use super::passwords::{Weakness, weakness};
use super::security::Kind;
use super::sessions::NewSession;
use super::whereabouts::Whereabouts;
use super::{Accounts, Mailbox, PeopleError};
use crate::private::people::Person;
use crate::private::sessions::{Proof, StoredSession};

/// How a try to sign in ended.
#[derive(Debug)]
pub enum SignIn {
    /// It is this person.
    Right(Box<Person>),
    /// Mailbox and password don't belong together, or nobody has that mailbox.
    Wrong,
    /// Too many tries; not before so long.
    Wait(SignedDuration),
}

/// How a try with a code ended.
#[derive(Debug)]
pub enum CodeGiven {
    /// It is right.
    Right,
    /// It is wrong, or was used before.
    Wrong,
    /// Too many tries.
    Wait(SignedDuration),
}

/// How a change of a password ended.
#[derive(Debug)]
pub enum Changed {
    /// It is set.
    Done,
    /// The current one is another.
    Wrong,
    /// The new one is too weak.
    Weak(Weakness),
    /// Too many tries.
    Wait(SignedDuration),
}

impl Accounts {
    /// Whose mailbox and password these are.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn sign_in(
        &self,
        typed: &str,
        password: &str,
        from: &Whereabouts,
    ) -> Result<SignIn, PeopleError> {
        let mailbox = Mailbox::parse(typed);
        let counted = mailbox.as_ref().map_or(typed, Mailbox::text);
        let counted = self.counted("password", counted, from.network);
        if let Some(wait) = self.count_try(&counted).await? {
            self.note(Kind::SignInHeldBack, None, "", from).await?;
            return Ok(SignIn::Wait(wait));
        }
        let person = match &mailbox {
            Some(mailbox) => self.person_of(mailbox).await?,
            None => None,
        };
        let record = person.as_ref().and_then(|person| person.password.as_deref());
        let fits = self.passwords.fits(password.to_owned(), record).await?;
        let account = person.as_ref().map(|person| person.account);
        let Some(person) = person.filter(|_| fits) else {
            self.note(Kind::SignInFailed, account, "", from).await?;
            return Ok(SignIn::Wrong);
        };
        self.was_right(&counted).await?;
        Ok(SignIn::Right(Box::new(person)))
    }

    /// Begins the session of who proved themselves by their password, in a role of theirs.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn welcome(
        &self,
        person: &Person,
        role: Option<Role>,
        from: &Whereabouts,
    ) -> Result<NewSession, PeopleError> {
        let session = self.begin_session(person, Proof::Password, role, from).await?;
        let kind = if session.waits_for_code { Kind::PasswordGiven } else { Kind::SignedIn };
        self.note(kind, Some(person.account), "", from).await?;
        Ok(session)
    }

    /// Takes a code of the second factor, or a recovery code, of a person.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn give_code(
        &self,
        person: &Person,
        typed: &str,
        from: &Whereabouts,
    ) -> Result<CodeGiven, PeopleError> {
        let counted = self.counted("code", &person.account.to_string(), from.network);
        if let Some(wait) = self.count_try(&counted).await? {
            self.note(Kind::SignInHeldBack, Some(person.account), "", from).await?;
            return Ok(CodeGiven::Wait(wait));
        }
        if !self.use_code(person, typed).await? {
            self.note(Kind::CodeRefused, Some(person.account), "", from).await?;
            return Ok(CodeGiven::Wrong);
        }
        self.was_right(&counted).await?;
        Ok(CodeGiven::Right)
    }

    /// The record of a new password.
    pub(super) async fn new_record(&self, password: &str) -> Result<String, PeopleError> {
        self.passwords.record(password.to_owned(), self.wall.entropy.array()).await
    }

    /// Sets a new password for who knows the current one.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn change_password(
        &self,
        person: &Person,
        current: &str,
        password: &str,
        from: &Whereabouts,
    ) -> Result<Changed, PeopleError> {
        let counted = self.counted("password", &person.email, from.network);
        if let Some(wait) = self.count_try(&counted).await? {
            return Ok(Changed::Wait(wait));
        }
        let record = person.password.as_deref();
        if !self.passwords.fits(current.to_owned(), record).await? {
            return Ok(Changed::Wrong);
        }
        self.was_right(&counted).await?;
        Ok(match self.set_password(person, password, from).await? {
            Ok(()) => Changed::Done,
            Err(weakness) => Changed::Weak(weakness),
        })
    }

    /// Sets a new password, which ends every session of the person; what is wrong with it otherwise.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn set_password(
        &self,
        person: &Person,
        password: &str,
        from: &Whereabouts,
    ) -> Result<Result<(), Weakness>, PeopleError> {
        if let Some(weakness) = weakness(password, &person.email) {
            return Ok(Err(weakness));
        }
        let record = self.new_record(password).await?;
        let account = person.account;
        self.ask(move |store| store.people().set_password(account, &record)).await?;
        self.note(Kind::PasswordSet, Some(account), "", from).await?;
        Ok(Ok(()))
    }

    /// Lets a person act in another role, in a session that takes the place of this one.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn act_as(
        &self,
        session: StoredSession,
        role: Role,
        from: &Whereabouts,
    ) -> Result<NewSession, PeopleError> {
        let (account, proof) = (session.account, session.proof);
        self.note(Kind::RoleTaken, Some(account), role.key(), from).await?;
        self.rotate_session(session, proof, Some(role)).await
    }
}
