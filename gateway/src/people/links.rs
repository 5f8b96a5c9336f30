//! One-time links: `/l/{token}`. A look never uses one up: who scans mail follows every link.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::Digest;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{PeopleError, Wall, hex, keyed};
use crate::private::one_time_links::StoredLink;
use crate::private::{MasterKey, PrivateStore, in_background};

/// The most open links of one purpose and subject.
const OPEN_MAX: u32 = 50;
/// For how long it is remembered that a link ran out, so that its page can say so.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To come in for the first time.
    Invitation,
    /// To set a new password.
    Reset,
    /// To register.
    Registration,
}

use Purpose as P;

/// Each purpose with its key and how long its links work, in hours.
const TABLE: [(Purpose, &str, i64); 3] = [
    (P::Invitation, "invitation", 7 * 24),
    (P::Reset, "reset", 1),
    (P::Registration, "registration", 24),
];

impl Purpose {
    fn row(self) -> (Self, &'static str, i64) {
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

    fn from_key(key: &str) -> Option<Self> {
        TABLE.into_iter().find(|(_, known, _)| *known == key).map(|(purpose, ..)| purpose)
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

/// Issues links and finds them again.
#[derive(Clone)]
pub struct Links {
    store: Arc<dyn PrivateStore>,
    wall: Wall,
    key: [u8; 32],
}

impl Links {
    pub(super) fn new(store: Arc<dyn PrivateStore>, master: &MasterKey, wall: Wall) -> Self {
        Self { store, wall, key: master.derive("one-time link digest") }
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
        let token = hex(self.wall.entropy.array());
        let now = self.wall.clock.now();
        let link = StoredLink {
            digest: self.digest(&token),
            purpose: purpose.key().into(),
            about: about.into(),
            payload: serde_json::to_string(payload).unwrap_or_default(),
            issued_at: now,
            expires_at: now + purpose.lasts(),
            used_at: None,
        };
        let added = in_background(&self.store, move |store| {
            store.links().add_link(&link, OPEN_MAX, now - REMEMBERED)
        });
        Ok(added.await?.then(|| path(&token)))
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

/// Where a link leads.
fn path(token: &str) -> String {
    format!("/l/{token}")
}
