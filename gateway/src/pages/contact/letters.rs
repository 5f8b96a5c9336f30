//! Letters to people without an account: their words, and how one brings a link that is followed.

use registry_events::value::Language;
use serde::Serialize;

use super::{EMAIL, wait_of, wait_words};
use crate::http::{App, Problem};
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::people::links::{Added, NewLink};
use crate::people::lockout::Tried;
use crate::people::whereabouts::Whereabouts;
use crate::people::{Mail, Mailbox};
use crate::words::messages::Messages;

/// Parts of a letter that stand as somebody wrote them.
const VERBATIM: [&str; 4] = ["\u{1}", "\u{2}", "\u{3}", "\u{4}"];

/// A letter: its words are set, what somebody wrote stands as it is.
pub(in crate::pages) fn letter(
    to: Mailbox,
    key: &str,
    language: Language,
    parts: &[(&str, &str)],
) -> Mail {
    let marked: Vec<_> =
        parts.iter().zip(VERBATIM).map(|((name, _), mark)| (*name, mark)).collect();
    let filled = |words: String| {
        let parts = parts.iter().zip(VERBATIM);
        parts.fold(words, |words, ((_, text), mark)| words.replace(mark, text))
    };
    let words = Messages::of(language);
    Mail {
        to,
        subject: filled(words.say_with(&format!("mail-{key}-subject"), &marked)),
        text: filled(words.say_with(&format!("mail-{key}"), &marked)),
    }
}

/// Sends the letter that brings a link to who typed their mailbox. The same form sent again brings no
/// other letter and counts nothing; a letter and its link are kept together, so that none is lost when
/// the server stops.
pub(super) async fn bring_link(
    app: &App,
    tried: Tried,
    (link, mail): (NewLink, Mail),
    from: &Whereabouts,
    form: &mut Form,
    frame: &Frame,
) -> Result<(), Problem> {
    let accounts = app.registry.accounts();
    let links = accounts.links();
    let _turn = links.turn(&link.token).await;
    if links.before(&link).await?.is_some() {
        return Ok(());
    }
    if let Some(wait) = wait_of(app, tried, &mail.to, from).await? {
        form.wrong(EMAIL, wait_words(frame, wait));
        return Ok(());
    }
    if links.issue_by(link, mail).await? == Added::TooMany {
        form.wrong(EMAIL, frame.say("contact-too-many-open"));
    }
    accounts.post().ring();
    Ok(())
}

/// What a link knows, to tell one request from another.
pub(in crate::pages) fn content_of<T: Serialize>(what: &T) -> String {
    serde_json::to_string(what).unwrap_or_default()
}
