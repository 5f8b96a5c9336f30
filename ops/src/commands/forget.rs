//! `clustermap forget`: erases the keys of a sealed subject, or lists which there are.

use registry_core::access::Caller;
use registry_core::command::{FORGOTTEN_KEYS_MAX, ForgetSubject};
use registry_events::seal::KeyId;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::registry::Registry;

use super::common::{open_registry, open_registry_to_read};
use crate::failure::Failure;
use crate::output::{columns, data, say};

/// What is erased, and what the lines mean.
const LINES: &str = "\
SUBJECT is a key, or what several keys are of: application/ID, organisation/ID, account/ID,
value/cluster/ID/contacts/3, dispute/CLUSTER. An erased key is gone for good: what it sealed can be
read by nobody, in no copy of the log, and every proof still holds. An older private.sqlite loses it
again when it is opened. Write down first what you must keep.

With --list nothing is erased; each line is a key that would be. Whose keys are many, as those of a
whole kind, is asked back for their number: --all N. Else it prints:
  erased    how many of the keys are gone from the private store
  recorded  the position of the event that says so";

/// What `forget` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = LINES)]
pub struct Args {
    /// Whose keys, such as organisation/ID
    #[arg(value_name = "SUBJECT", required_unless_present = "list")]
    subject: Option<String>,
    /// The law, in words fit to publish
    #[arg(long, value_name = "TEXT", required_unless_present = "list")]
    law: Option<String>,
    /// Why, in words fit to publish
    #[arg(long, value_name = "TEXT", required_unless_present = "list")]
    reason: Option<String>,
    /// How many keys there are of a kind that is erased whole, as --list shows them
    #[arg(long, value_name = "N", conflicts_with = "list")]
    all: Option<usize>,
    /// Only list the keys
    #[arg(long)]
    list: bool,
}

/// Erases keys, beside a running server or without one.
///
/// # Errors
/// When the registry can't be used, or there is no such key.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    if args.list {
        return list(args.subject.as_deref(), folder).await;
    }
    let subject = args.subject.as_deref().unwrap_or_default();
    let registry = open_registry(folder).await?;
    let keys = keys_of(&registry, Some(subject)).await?;
    if keys.is_empty() {
        return Err(Failure::refused(format!("there is no key of {subject}"))
            .hint("`clustermap forget --list` shows which there are"));
    }
    check_number(subject, keys.len(), args.all)?;
    erase(&registry, &keys, args).await
}

/// Prints the keys; one that the log says was erased is none, though an older store has it.
async fn list(subject: Option<&str>, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry_to_read(folder).await?;
    let mut keys = keys_of(&registry, subject).await?;
    keys.retain(|key| registry.may_use(key));
    keys.iter().try_for_each(|key| data(&format!("{key}\n")))
}

async fn keys_of(registry: &Registry, subject: Option<&str>) -> Result<Vec<KeyId>, Failure> {
    let mut keys = registry.key_ids().await?;
    keys.retain(|key| subject.is_none_or(|subject| key.is_of(subject)));
    Ok(keys)
}

/// Nobody erases the keys of a whole kind by leaving out an id.
fn check_number(subject: &str, keys: usize, said: Option<usize>) -> Result<(), Failure> {
    match said {
        Some(said) if said == keys => Ok(()),
        Some(said) => {
            Err(Failure::refused(format!("there are {keys} keys of {subject}, and not {said}")))
        }
        None if names_one(subject) => Ok(()),
        None => Err(Failure::refused(format!(
            "{subject} names {keys} keys, and not those of one subject; nothing was erased"
        ))
        .hint(format!("name one, as KIND/ID does, or say that all are meant with --all {keys}"))),
    }
}

/// Whether a subject is more than a kind: `application/ID`, `value/cluster/ID`.
fn names_one(subject: &str) -> bool {
    let parts = subject.split('/').filter(|part| !part.is_empty()).count();
    parts >= if subject.starts_with("value") { 3 } else { 2 }
}

async fn erase(registry: &Registry, keys: &[KeyId], args: &Args) -> Result<(), Failure> {
    let words = |given: &Option<String>| given.clone().unwrap_or_default();
    let (mut erased, mut recorded) = (0, None);
    for keys in keys.chunks(FORGOTTEN_KEYS_MAX) {
        let (law, reason) = (words(&args.law), words(&args.reason));
        let command = ForgetSubject { keys: keys.to_vec(), law, reason };
        let (done, found) = registry.forget(Caller::PROGRAM, command).await?;
        erased += found;
        recorded = Some(done.receipt.last());
    }
    say("what these keys sealed can be read no more, in no copy of the log");
    let recorded = recorded.map(|last| last.to_string()).unwrap_or_default();
    data(&columns([("erased", erased.to_string()), ("recorded", recorded)]))
}
