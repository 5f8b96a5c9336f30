//! What a page's form asks of the registry, done once, however often it is sent.

use registry_core::access::Caller;
use registry_core::command::Command;
use registry_events::ids::{Digest, StreamVersion};

use super::{App, Problem};
use crate::execute::Done;
use crate::people::security::Kind;
use crate::people::whereabouts::Whereabouts;
use crate::registry::PATIENCE;

/// Does what a form asks, and waits until pages show it.
///
/// The request's name and what is asked are its key together: a double press, a page that was gone
/// back to, an answer that was lost lead to the first outcome, and a form that was gone back to and
/// changed asks for something else.
///
/// # Errors
/// What the rules or the log refuse.
pub async fn execute_for(
    app: &App,
    caller: Caller,
    request: &str,
    command: Command,
) -> Result<Done, Problem> {
    execute_seen(app, caller, request, command, None).await
}

/// As [`execute_for`], and only when what the command is about stands as the form showed it.
///
/// # Errors
/// `version.passed` when it doesn't.
pub async fn execute_seen(
    app: &App,
    caller: Caller,
    request: &str,
    command: Command,
    seen: Option<StreamVersion>,
) -> Result<Done, Problem> {
    let (key, asked) = keyed(request, &command);
    let done = app.registry.execute_at(caller, &key, asked.as_bytes(), command, seen).await;
    app.note_outcome(&done);
    let done = done?;
    // The write stands whether or not the views show it in time.
    let _ = app.registry.published().at_least(done.receipt.last(), PATIENCE).await;
    Ok(done)
}

/// The key of what a form asks, and what is asked.
fn keyed(request: &str, command: &Command) -> (String, String) {
    let asked = format!("{command:?}");
    (format!("form {request} {}", blake3::hash(asked.as_bytes()).to_hex()), asked)
}

/// Whether a form asked for this before: then nothing that bounds it counts any more.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn was_done(
    app: &App,
    caller: Caller,
    request: &str,
    command: &Command,
) -> Result<bool, Problem> {
    let (key, asked) = keyed(request, command);
    let registry = &app.registry;
    let digest = registry.request_digest(asked.as_bytes());
    let first = registry.executor().repeated(registry.request_id(caller, &key), digest).await?;
    Ok(first.is_some())
}

/// Notes that somebody has a document before their eyes: control samples ask who confirmed without.
///
/// # Errors
/// A fault when it can't be noted: then it isn't shown.
pub async fn note_document_look(
    app: &App,
    caller: Caller,
    document: Digest,
) -> Result<(), Problem> {
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    let accounts = app.registry.accounts();
    Ok(accounts.note_document_look(caller.account, document, head.next).await?)
}

/// Notes in the security journal that somebody looks at what is sealed and isn't their own.
///
/// # Errors
/// A fault when it can't be noted: then it isn't shown.
pub async fn note_look(
    app: &App,
    caller: Caller,
    about: &str,
    from: &Whereabouts,
) -> Result<(), Problem> {
    let accounts = app.registry.accounts();
    Ok(accounts.note(Kind::SealedSeen, Some(caller.account), about, from).await?)
}
