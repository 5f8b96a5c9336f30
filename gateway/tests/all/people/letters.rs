//! The outbox: letters are delivered once, tried again when they can't be, and leave nothing behind.

use registry_gateway::people::{Mail, Mailbox};

use crate::support::TestApp;
use crate::support::letters::Mailbag;

fn mail() -> Mail {
    let to = Mailbox::parse("anna@centre.example").unwrap();
    Mail { to, subject: "Тема".into(), text: "Текст".into() }
}

#[tokio::test]
async fn a_letter_is_delivered_once() {
    let app = TestApp::new().await;
    let post = app.registry.accounts().post();
    assert!(post.send(mail()).await.unwrap());
    assert_eq!(app.letters().await.len(), 1);
    assert_eq!(post.round(&Mailbag::default()).await.unwrap(), 0, "nothing is left of it");
}

#[tokio::test]
async fn a_letter_that_cannot_be_delivered_is_tried_again_later_each_time_and_given_up() {
    let app = TestApp::new().await;
    let post = app.registry.accounts().post();
    post.send(mail()).await.unwrap();
    let refusing = Mailbag { refuses: true, ..Mailbag::default() };
    let begun = crate::support::time(crate::support::NOON);
    let mut tried = Vec::new();
    for seconds in 0..9_000 {
        let now = begun + jiff::SignedDuration::from_secs(seconds);
        app.set_time(&now.to_string());
        if post.round(&refusing).await.unwrap() > 0 {
            tried.push(seconds);
        }
    }
    assert_eq!(tried, [0, 30, 90, 210, 450, 930, 1_890, 3_810]);
}
