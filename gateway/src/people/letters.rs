//! Letters that bring links: an invitation, and the way back for who forgot their password.

use serde::{Deserialize, Serialize};

use super::links::{LinkState, Purpose};
use super::lockout::Tried;
use super::passwords::{Weakness, weakness};
use super::security::Kind;
use super::whereabouts::Whereabouts;
use super::{Accounts, Mail, Mailbox, PeopleError};
use crate::pages::frame::localised;
use crate::private::people::Person;
use crate::words::messages::Messages;
use registry_events::ids::AccountId;
use registry_events::value::Language;

/// What a link to set a password knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OfAccount {
    account: AccountId,
}

/// How setting a password by a link ended.
#[derive(Debug)]
pub enum ByLink {
    /// It is set; the link is used up, and whoever was signed in is so no more.
    Done(Box<Person>),
    /// It is too weak; the link stays.
    Weak(Weakness),
    /// The link works no more.
    Gone,
}

impl Accounts {
    /// Sends a person the link by which they come in for the first time; links sent before work no
    /// more. `false` when the letter can't be sent.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn invite(
        &self,
        person: &Person,
        origin: &str,
        from: &Whereabouts,
    ) -> Result<bool, PeopleError> {
        self.note(Kind::Invited, Some(person.account), "", from).await?;
        self.send_link(person, Purpose::Invitation, origin).await
    }

    /// Sends the link by which a new password is set to who has a mailbox, if anybody has. Whether
    /// somebody has is told to nobody, so what is asked for too often is not done and looks the same.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn ask_reset(
        &self,
        mailbox: &Mailbox,
        origin: &str,
        from: &Whereabouts,
    ) -> Result<(), PeopleError> {
        let counted = self.counted(Tried::Reset, mailbox.text(), None, from);
        if self.count_try(&counted).await?.is_some() {
            return Ok(());
        }
        let Some(person) = self.person_of(mailbox).await? else { return Ok(()) };
        self.note(Kind::ResetAsked, Some(person.account), "", from).await?;
        self.send_link(&person, Purpose::Reset, origin).await.map(drop)
    }

    /// The path of a link by which a person comes in for the first time, for an operator to hand on;
    /// links made before work no more. None when none can be made.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn invitation_link(
        &self,
        account: AccountId,
        language: Language,
    ) -> Result<Option<String>, PeopleError> {
        let from = Whereabouts::default();
        self.note(Kind::Invited, Some(account), "clustermap account invite", &from).await?;
        let path = self.new_link(account, Purpose::Invitation).await?;
        Ok(path.map(|path| localised(language, &path)))
    }

    async fn new_link(
        &self,
        account: AccountId,
        purpose: Purpose,
    ) -> Result<Option<String>, PeopleError> {
        let about = account.to_string();
        // Anybody may ask for a reset: a link that its owner was just sent works all the same, and all
        // of them end with the password that one of them sets.
        if purpose != Purpose::Reset {
            self.links().withdraw(purpose, &about).await?;
        }
        self.links().issue(purpose, &about, &OfAccount { account }).await
    }

    async fn send_link(
        &self,
        person: &Person,
        purpose: Purpose,
        origin: &str,
    ) -> Result<bool, PeopleError> {
        let path = self.new_link(person.account, purpose).await?;
        let (Some(path), Some(to)) = (path, Mailbox::parse(&person.email)) else {
            return Ok(false);
        };
        let address = format!("{origin}{}", localised(person.language, &path));
        let words = Messages::of(person.language);
        let parts = [("name", person.name.as_str()), ("address", &address), ("site", origin)];
        let key = purpose.key();
        let subject = words.say_with(&format!("mail-{key}-subject"), &parts);
        let text = words.say_with(&format!("mail-{key}"), &parts);
        self.post().send(Mail { to, subject, text }).await
    }

    /// Whose password a link sets.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn person_of_link(&self, token: &str) -> Result<Option<Person>, PeopleError> {
        let Some(link) = self.links().look(token).await? else { return Ok(None) };
        let Some(OfAccount { account }) = link.payload() else { return Ok(None) };
        self.person(account).await
    }

    /// Sets a password by a link, both or neither.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn password_by_link(
        &self,
        token: &str,
        password: &str,
        from: &Whereabouts,
    ) -> Result<ByLink, PeopleError> {
        let Some(person) = self.person_of_link(token).await? else { return Ok(ByLink::Gone) };
        if let Some(weakness) = weakness(password, &person.email) {
            return Ok(ByLink::Weak(weakness));
        }
        // A digest takes as much work as a try to sign in, which nobody gets for a link that is over.
        let link = self.links().look(token).await?;
        if link.is_none_or(|link| link.state != LinkState::Open) {
            return Ok(ByLink::Gone);
        }
        let record = self.new_record(password).await?;
        let (link, account, now) = (self.links().digest(token), person.account, self.now());
        let set =
            self.ask(move |store| store.people().set_password_by_link(link, now, account, &record));
        if !set.await? {
            return Ok(ByLink::Gone);
        }
        self.note_password(&person, from).await?;
        Ok(ByLink::Done(Box::new(person)))
    }
}
