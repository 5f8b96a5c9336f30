//! Letters about what was done with an account, so that its person learns of what they didn't do. They
//! bring no link: whoever gets used to such links follows those of others too.

use super::security::Kind;
use super::whereabouts::Whereabouts;
use super::{Accounts, Mail, Mailbox, PeopleError};
use crate::private::people::Person;
use crate::words::messages::Messages;

impl Accounts {
    /// Adds a line to the security journal, and tells the person by letter.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn note_and_tell(
        &self,
        kind: Kind,
        person: &Person,
        about: &str,
        from: &Whereabouts,
    ) -> Result<(), PeopleError> {
        self.note(kind, Some(person.account), about, from).await?;
        self.tell(kind, person, from).await
    }

    /// Tells a person by letter what was done with their account.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn tell(
        &self,
        kind: Kind,
        person: &Person,
        from: &Whereabouts,
    ) -> Result<(), PeopleError> {
        let Some(to) = Mailbox::parse(&person.email) else { return Ok(()) };
        let words = Messages::of(person.language);
        let what = words.say(&format!("security-{}", kind.key()));
        let place = said(from).unwrap_or_else(|| words.say("mail-told-nowhere"));
        let parts = [("name", person.name.as_str()), ("what", &what), ("place", &place)];
        let text = words.say_with("mail-told", &parts);
        self.post().send(Mail { to, subject: what, text }).await.map(drop)
    }
}

/// From where it was done, as much of it as is kept.
fn said(from: &Whereabouts) -> Option<String> {
    let parts = [from.address.as_str(), from.agent.as_str()];
    let there: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!there.is_empty()).then(|| there.join(", "))
}
