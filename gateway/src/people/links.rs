//! One-time links: `/l/{token}`. A look never uses one up: who scans mail follows every link.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::Digest;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{Mutex, MutexGuard};

use super::mail::WAITING_MAX;
use super::{Mail, PeopleError, Wall, hex, keyed};
use crate::private::one_time_links::{StoredLink, StoredOutcome};
use crate::private::outbox::{LetterName, NewLetter};

pub use crate::private::one_time_links::Added;
use crate::private::{MasterKey, PrivateError, PrivateStore, in_background};

/// For how long it is remembered that a link ran out, so that its page can say so.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To come in for the first time.
    Invitation,
    /// To set a new password.
    Reset,
    /// To say for an organisation whether it takes part in a cluster.
    Confirmation,
    /// To show that a mailbox is one's own before an enquiry is passed on.
    Enquiry,
    /// To answer an enquiry.
    Reply,
    /// To show that a mailbox is one's own before a mistake is reported.
    Report,
    /// To be told what officers decided of a report; its address is told to nobody.
    Decision,
    /// To register.
    Registration,
}

use Purpose as P;

const DAY: i64 = 24;

/// Each purpose with its key, how long its links work, in hours, and how many of one subject are open
/// at most: of a mailbox that somebody only typed few, since its owner gets the letters.
const TABLE: [(Purpose, &str, i64, u32); 8] = [
    (P::Invitation, "invitation", 7 * DAY, 50),
    (P::Reset, "reset", 1, 5),
    (P::Confirmation, "confirmation", 30 * DAY, 5),
    (P::Enquiry, "enquiry", 2 * DAY, 5),
    (P::Reply, "reply", 30 * DAY, 1_000),
    (P::Report, "report", 2 * DAY, 5),
    (P::Decision, "decision", 180 * DAY, 1),
    (P::Registration, "registration", DAY, 5),
];
/// Purposes whose links carry what somebody wrote or a mailbox, kept no longer than it is needed.
const OF_LETTERS: [Purpose; 6] =
    [P::Confirmation, P::Enquiry, P::Reply, P::Report, P::Decision, P::Registration];

impl Purpose {
    fn row(self) -> (Self, &'static str, i64, u32) {
        TABLE.into_iter().find(|(purpose, ..)| *purpose == self).unwrap_or(TABLE[0])
    }

    /// Its key.
    pub fn key(self) -> &'static str {
        self.row().1
    }

    /// How long its links work.
    pub fn lasts(self) -> SignedDuration {
        SignedDuration::from_hours(self.row().2)
    }

    fn open_max(self) -> u32 {
        self.row().3
    }

    /// Whether a password is set by its links, of an account that is there or is opened by it.
    pub const fn sets_password(self) -> bool {
        matches!(self, Self::Invitation | Self::Reset | Self::Registration)
    }

    fn from_key(key: &str) -> Option<Self> {
        TABLE.into_iter().find(|(_, known, ..)| *known == key).map(|(purpose, ..)| purpose)
    }
}

/// A link that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// Whom or what it is about.
    pub about: String,
    payload: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// Whether it still works.
    pub state: LinkState,
    /// Names it in the log: the same link is the same request.
    pub request: String,
}

/// A link that isn't issued yet.
pub struct NewLink {
    /// Where it will lead.
    pub path: String,
    /// What stands in its address.
    pub token: String,
    purpose: Purpose,
    stored: StoredLink,
}

/// What follows from a link that is used.
pub struct Outcome<'o, T> {
    /// What its page tells from now on, in the place of what its purpose had to know.
    pub said: &'o T,
    /// Another link that is issued with it.
    pub link: Option<NewLink>,
    /// Letters that are written.
    pub letters: Vec<Mail>,
    /// Names the other link and the letters where several links lead to the same: they follow once.
    pub once: Option<LetterName>,
}

/// Whether a link works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It works.
    Open,
    /// It was used.
    Used,
    /// Its time is over.
    RanOut,
}

impl Link {
    /// What its purpose needs to know; none where it is of another shape.
    pub fn payload<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.payload).ok()
    }
}

/// How many turns there are for who asks for the same link twice at once; others seldom share one.
const TURNS: usize = 64;

/// Issues links and finds them again.
#[derive(Clone)]
pub struct Links {
    store: Arc<dyn PrivateStore>,
    wall: Wall,
    key: [u8; 32],
    /// Makes the tokens of links that are the same for the same request.
    token_key: [u8; 32],
    turns: Arc<[Mutex<()>; TURNS]>,
}

impl Links {
    pub(super) fn new(store: Arc<dyn PrivateStore>, master: &MasterKey, wall: Wall) -> Self {
        let (key, token_key) =
            (master.derive("one-time link digest"), master.derive("one-time link token"));
        let turns = Arc::new(std::array::from_fn(|_| Mutex::default()));
        Self { store, wall, key, token_key, turns }
    }

    /// Issues a link; its path is told here and never again. None when as many of its purpose and
    /// subject are open as may be.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn issue<T: Serialize>(
        &self,
        purpose: Purpose,
        about: &str,
        payload: &T,
    ) -> Result<Option<String>, PeopleError> {
        let link = self.drawn(purpose, about, payload);
        let path = link.path.clone();
        Ok((self.add(link, None).await? == Added::Now).then_some(path))
    }

    /// Issues a link with the letter that brings it, both or neither.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn issue_by(&self, link: NewLink, letter: Mail) -> Result<Added, PeopleError> {
        self.add(link, Some(letter.plain())).await
    }

    /// Issues a link whose letter isn't needed.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn issue_at_once(&self, link: NewLink) -> Result<Added, PeopleError> {
        self.add(link, None).await
    }

    async fn add(&self, link: NewLink, letter: Option<Mail>) -> Result<Added, PeopleError> {
        let NewLink { stored, purpose, .. } = link;
        let (most, at) = (purpose.open_max(), stored.issued_at);
        let added = in_background(&self.store, move |store| {
            let letter = letter.as_ref().map(|Mail { to, subject, text }| {
                (NewLetter { recipient: to.text(), subject, text, at }, WAITING_MAX)
            });
            store.links().add_link(&stored, most, at - REMEMBERED, letter)
        });
        Ok(added.await?)
    }

    /// The turn of a request for a link: the same request sent twice at once is done one after the
    /// other, so that the second finds what the first did.
    pub async fn turn(&self, request: &str) -> MutexGuard<'_, ()> {
        let place = usize::from(keyed(&self.token_key, request).0[0]).rem_euclid(TURNS);
        self.turns[place].lock().await
    }

    /// A link that isn't issued yet.
    pub fn drawn<T: Serialize>(&self, purpose: Purpose, about: &str, payload: &T) -> NewLink {
        self.made(hex(self.wall.entropy.array()), purpose, about, payload)
    }

    /// A link that isn't issued yet and is the same whenever the same is asked for: who sends a form
    /// twice, or again after the server stopped half-way, is led to the same link.
    pub fn drawn_for<T: Serialize>(
        &self,
        request: &str,
        purpose: Purpose,
        about: &str,
        payload: &T,
    ) -> NewLink {
        let request = format!("{} {request}", purpose.key());
        self.made(hex(keyed(&self.token_key, &request).0), purpose, about, payload)
    }

    fn made<T: Serialize>(
        &self,
        token: String,
        purpose: Purpose,
        about: &str,
        payload: &T,
    ) -> NewLink {
        let now = self.wall.clock.now();
        let stored = StoredLink {
            digest: self.digest(&token),
            purpose: purpose.key().into(),
            about: about.into(),
            payload: serde_json::to_string(payload).unwrap_or_default(),
            issued_at: now,
            expires_at: now + purpose.lasts(),
            used_at: None,
        };
        NewLink { path: path(&token), token, purpose, stored }
    }

    /// What became of a link before, where it still works or was used; none where nothing did.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn before(&self, link: &NewLink) -> Result<Option<Link>, PeopleError> {
        let found = self.look(&link.token).await?;
        Ok(found.filter(|link| link.state != LinkState::RanOut))
    }

    /// Uses a link up with what follows from it, wholly or not at all; `false` when it doesn't work any
    /// more, and then nothing follows.
    ///
    /// As of [`Self::take`], what is recorded in the log comes first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn use_up<T: Serialize>(
        &self,
        token: &str,
        outcome: Outcome<'_, T>,
    ) -> Result<bool, PeopleError> {
        let (digest, now) = (self.digest(token), self.wall.clock.now());
        let letter = |mail: Mail| {
            let mail = mail.plain();
            (mail.to.text().to_owned(), mail.subject, mail.text)
        };
        let stored = StoredOutcome {
            payload: serde_json::to_string(outcome.said).unwrap_or_default(),
            link: outcome.link.map(|link| link.stored),
            letters: outcome.letters.into_iter().map(letter).collect(),
            once: outcome.once,
        };
        let used =
            in_background(&self.store, move |store| store.links().use_link(digest, now, &stored));
        Ok(used.await?)
    }

    /// A link as it stands; it stays as it is.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn look(&self, token: &str) -> Result<Option<Link>, PeopleError> {
        let digest = self.digest(token);
        let found = in_background(&self.store, move |store| store.links().link(digest)).await?;
        Ok(found.and_then(|stored| self.read(stored)))
    }

    /// Uses a link up; none when it doesn't work any more. What is recorded in the log for it takes
    /// [`Link::request`] as the name of its request and is done first: then a second press, or one
    /// after a crash between the two, leads to the same outcome.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn take(&self, token: &str) -> Result<Option<Link>, PeopleError> {
        let (digest, now) = (self.digest(token), self.wall.clock.now());
        let used = in_background(&self.store, move |store| store.links().take_link(digest, now));
        Ok(used.await?.and_then(|stored| self.read(stored)))
    }

    /// Withdraws the open links of a purpose and subject.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn withdraw(&self, purpose: Purpose, about: &str) -> Result<usize, PeopleError> {
        let about = about.to_owned();
        let withdrawn = in_background(&self.store, move |store| {
            store.links().withdraw_links(purpose.key(), &about)
        });
        Ok(withdrawn.await?)
    }

    /// The open links of a purpose and subject, newest first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn open(&self, purpose: Purpose, about: &str) -> Result<Vec<Link>, PeopleError> {
        let (about, now) = (about.to_owned(), self.wall.clock.now());
        let open = in_background(&self.store, move |store| {
            store.links().open_links(purpose.key(), &about, now)
        });
        Ok(open.await?.into_iter().filter_map(|stored| self.read(stored)).collect())
    }

    fn read(&self, stored: StoredLink) -> Option<Link> {
        let state = if stored.used_at.is_some() {
            LinkState::Used
        } else if stored.expires_at <= self.wall.clock.now() {
            LinkState::RanOut
        } else {
            LinkState::Open
        };
        Some(Link {
            purpose: Purpose::from_key(&stored.purpose)?,
            about: stored.about,
            payload: stored.payload,
            issued_at: stored.issued_at,
            expires_at: stored.expires_at,
            state,
            request: format!("link {}", stored.digest),
        })
    }

    /// The look-up is by a keyed digest, so its time tells nothing of the token.
    pub(super) fn digest(&self, token: &str) -> Digest {
        keyed(&self.key, token)
    }
}

/// Forgets what people wrote with links that ran out unused.
///
/// # Errors
/// [`PrivateError`].
pub(super) fn empty_what_ran_out(
    store: &dyn PrivateStore,
    now: Timestamp,
) -> Result<usize, PrivateError> {
    store.links().empty_links(&OF_LETTERS.map(Purpose::key), now)
}

/// Where a link leads.
fn path(token: &str) -> String {
    format!("/l/{token}")
}
