//! Letters as files in a folder, for an installation without a mail server and for the demonstration.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use lettre::Message;
use lettre::message::header::ContentType;

use super::Delivery;
use crate::private::outbox::StoredLetter;

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
        let path = self.path.join(format!("{day}-{}.eml", letter.id));
        let written = tokio::task::spawn_blocking(move || write(&path, &bytes)).await;
        let written = written.map_err(|error| error.to_string())?;
        written.map_err(|error| format!("can't write the letter's file: {error}"))
    }
}

/// For its owner's eyes: a letter holds a link that lets in.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
