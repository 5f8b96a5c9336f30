//! Letters as files in a folder, for an installation without a mail server and for the demonstration.

use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use lettre::Message;
use lettre::message::header::ContentType;

use super::Delivery;
use crate::private::outbox::StoredLetter;

/// The most letters of one name.
const NAMESAKES_MAX: u32 = 100_000;

/// Writes each letter into a file that mail programs open.
pub struct MailFolder {
    path: PathBuf,
    sender: String,
}

impl MailFolder {
    /// A folder, made where there is none, and who the letters are from.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn open(path: &Path, sender: &str) -> std::io::Result<Self> {
        std::fs::create_dir_all(path)?;
        Ok(Self { path: path.to_owned(), sender: sender.to_owned() })
    }
}

/// A letter as mail programs read it.
pub(super) fn message(letter: &StoredLetter, sender: &str) -> Result<Message, String> {
    let unreadable = |_| "an address can't be read".to_owned();
    Message::builder()
        .from(sender.parse().map_err(unreadable)?)
        .to(letter.recipient.parse().map_err(unreadable)?)
        .subject(letter.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|error| error.to_string())
}

#[async_trait]
impl Delivery for MailFolder {
    async fn deliver(&self, letter: &StoredLetter) -> Result<(), String> {
        let bytes = message(letter, &self.sender)?.formatted();
        let day = letter.written_at.strftime("%Y%m%dT%H%M%SZ");
        let (folder, name) = (self.path.clone(), format!("{day}-{}", letter.id));
        let written = tokio::task::spawn_blocking(move || write(&folder, &name, &bytes)).await;
        let written = written.map_err(|error| error.to_string())?;
        written.map_err(|error| format!("can't write the letter's file: {error}"))
    }
}

/// For its owner's eyes: a letter holds a link that lets in. The outbox counts from the beginning again
/// once it is empty, so a name can be taken: no letter stands in the place of another.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    for again in 0..=NAMESAKES_MAX {
        let more = if again == 0 { String::new() } else { format!("-{again}") };
        match options.open(folder.join(format!("{name}{more}.eml"))) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                return file.sync_all();
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::from(ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_stands_in_the_place_of_another() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["one", "two", "three"] {
            write(folder.path(), "20151201T090000Z-1", text.as_bytes()).expect("it is written");
        }
        let names = ["", "-1", "-2"].map(|more| format!("20151201T090000Z-1{more}.eml"));
        let texts = names.map(|name| std::fs::read_to_string(folder.path().join(name)).ok());
        assert_eq!(texts.map(Option::unwrap_or_default), ["one", "two", "three"]);
    }
}
