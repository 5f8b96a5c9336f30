//! Letters through a mail server (SMTP). The way to it isn't encrypted, so it stands on this machine or
//! in this house, and does the encrypted part itself.

use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::Delivery;
use super::folder::message;
use crate::private::outbox::StoredLetter;

/// How long a mail server may take over a letter.
const PATIENCE: Duration = Duration::from_secs(30);

/// Hands letters to a mail server.
pub struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: String,
}

impl Relay {
    /// A mail server at a host and port, who letters are from, and the name and password it asks for,
    /// where it asks.
    pub fn new(host: &str, port: u16, sender: &str, login: Option<(String, String)>) -> Self {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host);
        let transport = transport.port(port).timeout(Some(PATIENCE));
        let transport = match login {
            Some((name, password)) => transport.credentials(Credentials::new(name, password)),
            None => transport,
        };
        Self { transport: transport.build(), sender: sender.to_owned() }
    }
}

#[async_trait]
impl Delivery for Relay {
    async fn deliver(&self, letter: &StoredLetter) -> Result<(), String> {
        let message = message(letter, &self.sender)?;
        // What a server answers can name the reader, and isn't told.
        self.transport.send(message).await.map(drop).map_err(|error| {
            let code = error.status().map(|code| format!(" ({code})")).unwrap_or_default();
            let kind = if error.is_permanent() {
                "the mail server refuses it"
            } else if error.is_timeout() {
                "the mail server doesn't answer in time"
            } else {
                "the mail server can't be reached or doesn't take it now"
            };
            format!("{kind}{code}")
        })
    }
}
