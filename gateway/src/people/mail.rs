//! Letters: written into the outbox first, delivered by the postman beside the server. A letter that
//! can't be delivered is tried again, later each time, and given up after some tries.

pub mod folder;
pub mod smtp;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use registry_events::ids::AccountId;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tracing::{error, info, warn};

use super::links::empty_what_ran_out;
use super::{Mailbox, PeopleError, Wall};
use crate::private::outbox::{LetterName, NewLetter, Sent, StoredLetter};
use crate::private::{PrivateError, PrivateStore, in_background};

/// The most letters that wait.
pub(super) const WAITING_MAX: usize = 10_000;
/// How many are taken at once.
const AT_ONCE: usize = 20;
/// How often a letter is tried to deliver.
const TRIES_MAX: u32 = 8;
/// The wait after the first try; it doubles with each.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// How often is looked whether a letter's time has come.
const ROUND: Duration = Duration::from_secs(10);
/// For how long it is remembered that a letter of a name left.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(90 * 24);
/// For how long letters that were given up are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A letter.
#[derive(Debug, Clone)]
pub struct Mail {
    /// To whom.
    pub to: Mailbox,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

impl Mail {
    /// The letter as plain text: words of pages are set with spaces and hyphens that a mail program
    /// shows, searches and quotes as something else. Its subject is one line.
    #[must_use]
    pub(super) fn plain(self) -> Self {
        let subject = plain(&self.subject).replace(char::is_control, " ");
        Self { subject, text: plain(&self.text), ..self }
    }
}

fn plain(text: &str) -> String {
    let seen = text.chars().filter(|sign| !['\u{ad}', '\u{2060}'].contains(sign));
    seen.map(|sign| if ['\u{a0}', '\u{202f}'].contains(&sign) { ' ' } else { sign }).collect()
}

/// What keeps a letter from leaving twice.
#[derive(Debug, Clone)]
pub struct Once {
    name: LetterName,
    /// How long after one letter the next of its name may leave; never where none is set.
    rest: Option<SignedDuration>,
}

impl Once {
    /// One letter for a form, however often it is sent.
    pub fn of_form(kind: &'static str, request: &str) -> Self {
        let (about, reader) = (request.to_owned(), String::new());
        Self { name: LetterName { kind, about, reader }, rest: None }
    }

    /// One letter to an account about something in so long a time.
    pub fn in_a_while(
        kind: &'static str,
        about: &str,
        reader: AccountId,
        rest: SignedDuration,
    ) -> Self {
        let (about, reader) = (about.to_owned(), reader.to_string());
        Self { name: LetterName { kind, about, reader }, rest: Some(rest) }
    }
}

/// How letters leave the house.
#[async_trait]
pub trait Delivery: Send + Sync {
    /// Delivers a letter.
    ///
    /// # Errors
    /// Why it can't be, without the name of its reader.
    async fn deliver(&self, letter: &StoredLetter) -> Result<(), String>;
}

/// Takes letters.
#[derive(Clone)]
pub struct Post {
    store: Arc<dyn PrivateStore>,
    wall: Wall,
    bell: Arc<Notify>,
}

impl Post {
    pub(super) fn new(store: Arc<dyn PrivateStore>, wall: Wall) -> Self {
        Self { store, wall, bell: Arc::default() }
    }

    /// Puts a letter into the outbox; `false` when it is full.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn send(&self, mail: Mail) -> Result<bool, PeopleError> {
        let (now, mail) = (self.wall.clock.now(), mail.plain());
        let added = in_background(&self.store, move |store| {
            let (to, outbox) = (mail.to.text(), store.outbox());
            outbox.add_letter(to, &mail.subject, &mail.text, now, WAITING_MAX)
        });
        let added = added.await?;
        if !added {
            error!("the outbox is full: a letter isn't sent");
        }
        self.bell.notify_one();
        Ok(added)
    }

    /// Puts a letter into the outbox unless one of its name left before.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn send_once(&self, once: Once, mail: Mail) -> Result<Sent, PeopleError> {
        let (now, mail) = (self.wall.clock.now(), mail.plain());
        let Once { name, rest } = once;
        let not_since = rest.map_or(Timestamp::MIN, |rest| now - rest);
        let added = in_background(&self.store, move |store| {
            let Mail { to, subject, text } = &mail;
            let letter = NewLetter { recipient: to.text(), subject, text, at: now };
            store.outbox().add_letter_once(&name, not_since, letter, WAITING_MAX, now - REMEMBERED)
        });
        let added = added.await?;
        if added == Sent::Full {
            error!("the outbox is full: a letter isn't sent");
        }
        self.bell.notify_one();
        Ok(added)
    }

    /// Wakes the postman: letters were written beside [`Self::send`].
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// When the last letter of a kind left, by what it was about.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn last_letters(
        &self,
        kind: &'static str,
    ) -> Result<BTreeMap<String, Timestamp>, PeopleError> {
        let last = in_background(&self.store, move |store| store.outbox().last_letters(kind));
        Ok(last.await?)
    }

    /// Starts to deliver letters; the task ends when its handle is aborted.
    pub fn start(&self, delivery: Arc<dyn Delivery>) -> JoinHandle<()> {
        let post = self.clone();
        tokio::spawn(async move {
            loop {
                match post.round(&*delivery).await {
                    Ok(AT_ONCE) => continue,
                    Ok(_) => {}
                    Err(error) => error!(cause = %error, "can't read the outbox: {error}"),
                }
                let _rung_or_late = tokio::time::timeout(ROUND, post.bell.notified()).await;
            }
        })
    }

    /// Delivers what is due; answers with how many letters were looked at.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn round(&self, delivery: &dyn Delivery) -> Result<usize, PrivateError> {
        let now = self.wall.clock.now();
        let due = in_background(&self.store, move |store| {
            store.outbox().sweep_letters(now - KEPT)?;
            empty_what_ran_out(store, now)?;
            store.outbox().due_letters(now, AT_ONCE)
        });
        let due = due.await?;
        for letter in &due {
            self.try_one(letter, delivery).await?;
        }
        Ok(due.len())
    }

    async fn try_one(
        &self,
        letter: &StoredLetter,
        delivery: &dyn Delivery,
    ) -> Result<(), PrivateError> {
        let (id, tries) = (letter.id, letter.attempts + 1);
        let Err(reason) = delivery.deliver(letter).await else {
            info!(letter = id, "letter {id} is delivered");
            return in_background(&self.store, move |store| store.outbox().remove_letter(id)).await;
        };
        let now = self.wall.clock.now();
        let next = (tries < TRIES_MAX).then(|| now + wait_after(tries));
        warn!(letter = id, tries, reason, "letter {id} isn't delivered: {reason}");
        in_background(&self.store, move |store| store.outbox().postpone_letter(id, next, now)).await
    }
}

/// How long to wait after some tries.
fn wait_after(tries: u32) -> SignedDuration {
    FIRST_WAIT.saturating_mul(2_i32.saturating_pow(tries.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_plain_text_and_its_subject_one_line() {
        let to = Mailbox::parse("anna@centre.example").expect("an address");
        let subject = "Ин\u{ad}фор\u{ad}ма\u{ad}ция\r\nBcc: x@y.example".to_owned();
        let text = "Срок\u{a0}— 5\u{202f}дней\n\nСсылка".to_owned();
        let plain = Mail { to, subject, text }.plain();
        assert_eq!(plain.subject, "Информация  Bcc: x@y.example");
        assert_eq!(plain.text, "Срок — 5 дней\n\nСсылка");
    }
}
