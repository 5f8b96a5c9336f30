//! People behind accounts: how they sign in, what they prove themselves with, the links and letters
//! they get. Rules only: rows stand in `private/`, requests and pages in `http/` and `pages/`.
//!
//! Time here is that on the wall, whatever clock the log has: a demonstration stands still, and the
//! codes of a second factor don't.

pub mod asked;
pub mod drafts;
pub mod letters;
pub mod links;
pub mod lockout;
pub mod looks;
pub mod mail;
pub mod mailbox;
pub mod notices;
pub mod passwords;
pub mod registration;
pub mod room;
pub mod second_factor;
pub mod security;
pub mod sessions;
pub mod sign_in;
pub mod told;
pub mod whereabouts;

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use registry_events::ids::{AccountId, Digest};
use registry_events::log::Clock;
use registry_events::value::Language;

pub use links::Links;
pub use mail::{Mail, Post};
pub use mailbox::Mailbox;

use crate::clock::{Entropy, SystemClock, SystemEntropy};
use crate::private::people::Person;
use crate::private::{MasterKey, PrivateError, PrivateStore, in_background};
use passwords::Passwords;

/// The clock on the wall, and chance that nobody can foresee.
#[derive(Clone)]
pub struct Wall {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub entropy: Arc<dyn Entropy>,
}

impl Wall {
    /// Those of the machine.
    pub fn of_machine() -> Self {
        Self { clock: Arc::new(SystemClock), entropy: Arc::new(SystemEntropy) }
    }
}

/// Everything about people.
#[derive(Clone)]
pub struct Accounts {
    store: Arc<dyn PrivateStore>,
    wall: Wall,
    keys: Arc<Keys>,
    passwords: Passwords,
    links: Links,
    post: Post,
    /// Whoever tries to sign in is counted one at a time.
    counting: Arc<Mutex<()>>,
}

/// Keys for single purposes, so that a digest made for one says nothing for another.
struct Keys {
    session: [u8; 32],
    csrf: [u8; 32],
    visit: [u8; 32],
    failure: [u8; 32],
    device: [u8; 32],
    recovery: [u8; 32],
    factor: [u8; 32],
}

/// Why something about a person can't be done; a fault of ours.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The private store refuses.
    #[error(transparent)]
    Private(#[from] PrivateError),
    /// A password's digest can't be computed.
    #[error("can't compute the digest of a password: {0}")]
    Password(String),
    /// A second factor's secret can't be sealed or opened.
    #[error("can't open the secret of a second factor")]
    Factor,
}

/// A person who is entered.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their account.
    pub account: AccountId,
    /// Their mailbox.
    pub mailbox: Mailbox,
    /// How they want to be called.
    pub name: String,
    /// The language of letters to them.
    pub language: Language,
}

impl Accounts {
    /// People of one installation.
    pub fn new(store: Arc<dyn PrivateStore>, master: &MasterKey, wall: Wall) -> Self {
        let keys = Keys {
            session: master.derive("session digest"),
            csrf: master.derive("form of a session"),
            visit: master.derive("form of a visit"),
            failure: master.derive("failure digest"),
            device: master.derive("device seal"),
            recovery: master.derive("recovery code digest"),
            factor: master.derive("second factor"),
        };
        Self {
            links: Links::new(store.clone(), master, wall.clone()),
            post: Post::new(store.clone(), wall.clone()),
            passwords: Passwords::new(master),
            store,
            wall,
            keys: Arc::new(keys),
            counting: Arc::default(),
        }
    }

    /// One-time links.
    pub const fn links(&self) -> &Links {
        &self.links
    }

    /// Letters to people.
    pub const fn post(&self) -> &Post {
        &self.post
    }

    /// The time on the wall.
    pub fn now(&self) -> Timestamp {
        self.wall.clock.now()
    }

    /// Random text that nobody can foresee: a token, the name of a request.
    pub fn random_text(&self) -> String {
        hex(self.wall.entropy.array())
    }

    /// Enters a person without a password; `false` when the mailbox or the account is taken.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn enter(&self, person: NewPerson) -> Result<bool, PeopleError> {
        let person = Person {
            account: person.account,
            email: person.mailbox.text().to_owned(),
            name: person.name,
            language: person.language,
            password: None,
            opened_at: self.now(),
            factor: None,
        };
        Ok(self.ask(move |store| store.people().add_person(&person)).await?)
    }

    /// A person by their account.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn person(&self, account: AccountId) -> Result<Option<Person>, PeopleError> {
        Ok(self.ask(move |store| store.people().person(account)).await?)
    }

    /// A person by their mailbox.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn person_of(&self, mailbox: &Mailbox) -> Result<Option<Person>, PeopleError> {
        let email = mailbox.text().to_owned();
        Ok(self.ask(move |store| store.people().person_of_mailbox(&email)).await?)
    }

    /// Everybody, by mailbox.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn everybody(&self) -> Result<Vec<Person>, PeopleError> {
        Ok(self.ask(|store| store.people().everybody()).await?)
    }

    async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn PrivateStore) -> Result<T, PrivateError> + Send + 'static,
    ) -> Result<T, PrivateError> {
        in_background(&self.store, ask).await
    }
}

/// A keyed digest of a text.
fn keyed(key: &[u8; 32], text: &str) -> Digest {
    Digest(*blake3::keyed_hash(key, text.as_bytes()).as_bytes())
}

/// Bytes as text.
fn hex(bytes: [u8; 32]) -> String {
    blake3::Hash::from_bytes(bytes).to_hex().to_string()
}
