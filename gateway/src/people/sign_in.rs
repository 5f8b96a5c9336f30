//! Signing in by mailbox and password. Who isn't known is answered as who mistyped, after as long.

use jiff::SignedDuration;
use registry_events::actor::Role;

use super::lockout::Tried;
use super::passwords::{Weakness, weakness};
use super::security::Kind;
use super::sessions::{NewSession, has_factor};
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

/// How a try with a code, or with a password in a session, ended.
#[derive(Debug)]
pub enum CodeGiven {
    /// It is right.
    Right,
    /// It is wrong, or was used before.
    Wrong,
    /// Too many tries.
    Wait(SignedDuration),
}

/// How a proof that was asked for once more ended.
#[derive(Debug)]
pub enum Proved {
    /// It is them.
    Right,
    /// The password is another.
    WrongPassword,
    /// The code is wrong, or was used before.
    WrongCode,
    /// Too many tries with a password, or with a code.
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
        let person = match &mailbox {
            Some(mailbox) => self.person_of(mailbox).await?,
            None => None,
        };
        let account = person.as_ref().map(|person| person.account);
        let counted = mailbox.as_ref().map_or(typed, Mailbox::text);
        let counted = self.counted(Tried::Password, counted, account, from);
        if let Some(wait) = self.count_try(&counted).await? {
            self.note(Kind::SignInHeldBack, None, "", from).await?;
            return Ok(SignIn::Wait(wait));
        }
        let record = person.as_ref().and_then(|person| person.password.as_deref());
        let fits = self.passwords.fits(password.to_owned(), record).await?;
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
        let account = person.account;
        let counted = self.counted(Tried::Code, &account.to_string(), Some(account), from);
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
        match self.give_password(person, current, from).await? {
            CodeGiven::Right => {}
            CodeGiven::Wrong => return Ok(Changed::Wrong),
            CodeGiven::Wait(wait) => return Ok(Changed::Wait(wait)),
        }
        Ok(match self.set_password(person, password, from).await? {
            Ok(()) => Changed::Done,
            Err(weakness) => Changed::Weak(weakness),
        })
    }

    /// Takes the password of a person who is signed in once more.
    async fn give_password(
        &self,
        person: &Person,
        password: &str,
        from: &Whereabouts,
    ) -> Result<CodeGiven, PeopleError> {
        let counted = self.counted(Tried::Password, &person.email, Some(person.account), from);
        if let Some(wait) = self.count_try(&counted).await? {
            return Ok(CodeGiven::Wait(wait));
        }
        let record = person.password.as_deref();
        if !self.passwords.fits(password.to_owned(), record).await? {
            return Ok(CodeGiven::Wrong);
        }
        self.was_right(&counted).await?;
        Ok(CodeGiven::Right)
    }

    /// Whether it still is the person of a session, before what outlasts it: their password, and a
    /// code where they have a second factor.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn prove_again(
        &self,
        person: &Person,
        password: &str,
        code: &str,
        from: &Whereabouts,
    ) -> Result<Proved, PeopleError> {
        match self.give_password(person, password, from).await? {
            CodeGiven::Right => {}
            CodeGiven::Wrong => return Ok(Proved::WrongPassword),
            CodeGiven::Wait(wait) => return Ok(Proved::Wait(wait)),
        }
        if !has_factor(person) {
            return Ok(Proved::Right);
        }
        Ok(match self.give_code(person, code, from).await? {
            CodeGiven::Right => Proved::Right,
            CodeGiven::Wrong => Proved::WrongCode,
            CodeGiven::Wait(wait) => Proved::Wait(wait),
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
        self.note_password(person, from).await?;
        Ok(Ok(()))
    }

    /// Notes that a password was set; of the first one nobody has to be told.
    pub(super) async fn note_password(
        &self,
        person: &Person,
        from: &Whereabouts,
    ) -> Result<(), PeopleError> {
        match person.password {
            Some(_) => self.note_and_tell(Kind::PasswordSet, person, "", from).await,
            None => self.note(Kind::PasswordSet, Some(person.account), "", from).await,
        }
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
