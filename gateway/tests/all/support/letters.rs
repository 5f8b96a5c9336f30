//! Letters as they would be delivered.

use std::sync::Mutex;

use async_trait::async_trait;
use registry_gateway::people::mail::Delivery;
use registry_gateway::private::outbox::StoredLetter;

use super::TestApp;

/// Keeps letters, or refuses them.
#[derive(Default)]
pub(crate) struct Mailbag {
    pub(crate) letters: Mutex<Vec<StoredLetter>>,
    pub(crate) refuses: bool,
}

#[async_trait]
impl Delivery for Mailbag {
    async fn deliver(&self, letter: &StoredLetter) -> Result<(), String> {
        if self.refuses {
            return Err("the mail server refuses it".into());
        }
        self.letters.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

impl TestApp {
    /// Letters that were written since the last time, delivered now.
    pub(crate) async fn letters(&self) -> Vec<StoredLetter> {
        let bag = Mailbag::default();
        // What is done beside an answer may still be on its way.
        for _ in 0..200 {
            self.registry.accounts().post().round(&bag).await.unwrap();
            if !bag.letters.lock().unwrap().is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        bag.letters.into_inner().unwrap()
    }
}

/// The path of the link in a letter.
#[track_caller]
pub(crate) fn link(letter: &StoredLetter) -> String {
    let line = letter.text.lines().find(|line| line.contains("/l/"));
    let line = line.unwrap_or_else(|| panic!("no link: {}", letter.text));
    line.trim().split_once("registry.example").unwrap().1.to_owned()
}
