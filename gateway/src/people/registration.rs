//! Registering oneself: a mailbox is typed, a link comes to it, and who follows it says what they are
//! called and sets a password. Whether a mailbox is known is told to nobody but its owner.

use registry_events::ids::AccountId;
use registry_events::value::Language;
use serde::{Deserialize, Serialize};

use super::links::{Link, LinkState, Purpose};
use super::lockout::Tried;
use super::passwords::weakness;
use super::security::Kind;
use super::whereabouts::Whereabouts;
use super::{Accounts, Mail, Mailbox, PeopleError};
use crate::pages::frame::localised;
use crate::private::people::Person;
use crate::words::messages::Messages;

pub use super::passwords::Weakness;

/// The most characters of a name.
pub const NAME_CHARACTERS_MAX: usize = 120;

/// What a link to register knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OfMailbox {
    mailbox: String,
    english: bool,
}

/// Who follows a link to register.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// Their mailbox.
    pub mailbox: Mailbox,
    /// The language they asked in.
    pub language: Language,
    /// Whether the link still works.
    pub state: LinkState,
    /// Names in the log what the link leads to.
    pub request: String,
}

/// A name as somebody may be called; none where it isn't one.
pub fn name(typed: &str) -> Option<String> {
    let name = typed.trim();
    let fits = (1..=NAME_CHARACTERS_MAX).contains(&name.chars().count());
    (fits && !name.contains(char::is_control)).then(|| name.to_owned())
}

impl Newcomer {
    fn of(link: &Link) -> Option<Self> {
        let OfMailbox { mailbox, english } = link.payload()?;
        Some(Self {
            mailbox: Mailbox::parse(&mailbox)?,
            language: if english { Language::En } else { Language::Ru },
            state: link.state,
            request: link.request.clone(),
        })
    }
}

impl Accounts {
    /// Sends the link by which somebody registers; who has an account gets a letter that says so. What
    /// is asked for too often is not done and looks the same. The same form sent again brings no other
    /// link; it and its letter are kept together.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn ask_registration(
        &self,
        mailbox: &Mailbox,
        language: Language,
        (origin, request): (&str, &str),
        from: &Whereabouts,
    ) -> Result<(), PeopleError> {
        let about = mailbox.text();
        let payload = OfMailbox { mailbox: about.into(), english: language == Language::En };
        let links = self.links();
        let request = format!("{request} {about}");
        let link = links.drawn_for(&request, Purpose::Registration, about, &payload);
        let _turn = links.turn(&link.token).await;
        if links.before(&link).await?.is_some() {
            return Ok(());
        }
        let counted = self.counted(Tried::Registration, mailbox.text(), None, from);
        if self.count_try(&counted).await?.is_some() {
            return Ok(());
        }
        if let Some(person) = self.person_of(mailbox).await? {
            let path = localised(person.language, "/sign-in/reset");
            let mail = letter("known", mailbox, person.language, origin, &path);
            return self.post().send(mail).await.map(drop);
        }
        let path = localised(language, &link.path);
        let mail = letter("registration", mailbox, language, origin, &path);
        links.issue_by(link, mail).await?;
        self.post().ring();
        Ok(())
    }

    /// Who follows a link, where it is one to register.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn newcomer(&self, token: &str) -> Result<Option<Newcomer>, PeopleError> {
        let link = self.links().look(token).await?;
        let link = link.filter(|link| link.purpose == Purpose::Registration);
        Ok(link.as_ref().and_then(Newcomer::of))
    }

    /// Enters who registers under an account that was opened for them, and uses the link up, both or
    /// neither; none when the link works no more or the mailbox is taken.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn register(
        &self,
        token: &str,
        newcomer: &Newcomer,
        account: AccountId,
        name: String,
        password: &str,
        from: &Whereabouts,
    ) -> Result<Option<Person>, PeopleError> {
        let person = Person {
            account,
            email: newcomer.mailbox.text().to_owned(),
            name,
            language: newcomer.language,
            password: Some(self.new_record(password).await?),
            opened_at: self.now(),
            factor: None,
        };
        let (link, now, entered) = (self.links().digest(token), self.now(), person.clone());
        let done = self.ask(move |store| store.people().add_person_by_link(link, now, &entered));
        if !done.await? {
            return Ok(None);
        }
        self.links().withdraw(Purpose::Registration, &person.email).await?;
        self.note(Kind::Registered, Some(account), "", from).await?;
        Ok(Some(person))
    }
}

fn letter(key: &str, to: &Mailbox, language: Language, origin: &str, path: &str) -> Mail {
    let words = Messages::of(language);
    let address = format!("{origin}{path}");
    let parts = [("address", address.as_str()), ("site", origin)];
    let subject = words.say_with(&format!("mail-{key}-subject"), &parts);
    let text = words.say_with(&format!("mail-{key}"), &parts);
    Mail { to: to.clone(), subject, text }
}

/// What is wrong with a password that a newcomer wants.
pub fn weakness_of(password: &str, newcomer: &Newcomer) -> Option<Weakness> {
    weakness(password, newcomer.mailbox.text())
}
