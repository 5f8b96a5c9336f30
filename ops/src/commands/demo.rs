//! `clustermap demo`: loads the demonstration data into a log of their own and serves them.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use registry_core::access::Caller;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::{Beginning, DataFolder};
use registry_gateway::http::{HttpSettings, Operator, RateLimits};
use registry_gateway::registry::Registry;
use registry_gateway::tokens::Tokens;

use super::common::checking;
use super::key;
use super::serve::{self, Listen};
use crate::demo::people::{self, PASSWORD, PEOPLE};
use crate::demo::{Cast, Hands, Until, demonstration_time, load, master_key, stories};
use crate::failure::Failure;
use crate::output::say;
use crate::progress::Bar;

/// What `demo` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen; keep it on this machine, since the demonstration's tokens are printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Load the data and stop, without serving them
    #[arg(long)]
    load_only: bool,
}

/// The log of the demonstration, which stands nowhere.
const ORIGIN: &str = "demo.invalid/clusters";
/// The demonstration has one reader, who may click fast.
const READS_PER_MINUTE: u32 = 6_000;
const WRITES_PER_MINUTE: u32 = 600;

/// Loads what isn't loaded yet into `DIR/demo`, then serves it with the clock standing still.
///
/// # Errors
/// Why it can't be loaded or served.
pub async fn run(args: Args, folder: &DataFolder) -> Result<(), Failure> {
    let folder = DataFolder::new(folder.path().join("demo"));
    if args.load_only {
        return load_into(&folder).await.map(drop);
    }
    // Before the loading, so that nobody waits for it in vain.
    let listener = serve::listen_at(args.listen).await?;
    let (registry, cast, auditor, hands) = load_into(&folder).await?;
    let now = demonstration_time().map_err(|error| Failure::refused(format!("{error:#}")))?;
    hands.clock.set(now);
    serve::log_to_stderr();
    let tokens = registry.tokens().clone();
    let asked = people::confirmation_link(&registry, &cast).await;
    let asked = asked.map_err(|error| Failure::refused(format!("{error:#}")))?;
    let announce = |address| {
        tell_tokens(&tokens, &cast, auditor, now)?;
        tell_people();
        if let Some(path) = &asked {
            say(
                "A participant is asked to confirm its membership, without an account, by the link",
            );
            say(&format!("  http://{address}{path}"));
        }
        say(&format!("Open http://{address} in a browser; stop with Ctrl-C."));
        serve::tell(address, &folder)
    };
    let listen = Listen::On(listener);
    let days = serve::Days::Stand;
    let edge = serve::Edge { http: settings(), ..serve::Edge::default() };
    serve::serve(Arc::new(registry), &folder, listen, edge, days, announce).await
}

/// Loads what isn't loaded yet; with the registry come who acted in it and its auditor.
async fn load_into(folder: &DataFolder) -> Result<(Registry, Cast, Caller, Hands), Failure> {
    let hands = Hands::default();
    let registry = open(folder, &hands).await?;
    let begun = registry.log().head().await?.last().is_some();
    let cast = play(&registry, &hands).await;
    let cast = cast.map_err(|failure| if begun { of_another(failure, folder) } else { failure })?;
    let auditor = people::enter(&registry, &hands, &cast)
        .await
        .map_err(|error| Failure::refused(format!("its people can't be entered: {error:#}")))?;
    tell_head(&registry).await?;
    Ok((registry, cast, auditor, hands))
}

async fn open(folder: &DataFolder, hands: &Hands) -> Result<Registry, Failure> {
    folder.make()?;
    folder.keep_master_key(&master_key())?;
    if !folder.checkpoint_key_path().exists() {
        key::make(folder, ORIGIN, Beginning::First).await?;
    }
    let parts = folder.open(hands.clock.clone(), hands.entropy.clone(), checking())?;
    Ok(Registry::assemble(parts).await?)
}

async fn play(registry: &Registry, hands: &Hands) -> Result<Cast, Failure> {
    let bar = Bar::new("playing the demonstration, day by day");
    load(registry, hands, Until::Today, |day, of| bar.show(day, of))
        .await
        .map_err(|error| Failure::refused(format!("the demonstration can't be loaded: {error:#}")))
}

/// What another version of the program began can't be gone on with.
fn of_another(failure: Failure, folder: &DataFolder) -> Failure {
    let folder = folder.path().display();
    failure.hint(format!(
        "the demonstration in {folder} was begun by another version of this program, or damaged; \
         remove that folder and start again"
    ))
}

/// The same build tells the same head everywhere.
async fn tell_head(registry: &Registry) -> Result<(), Failure> {
    let head = registry.log().head().await?;
    say(&format!("The demonstration has {} events; its head is {}.", head.next, head.chain));
    Ok(())
}

/// New tokens for the cast at each start; their tokens of the start before no longer work.
fn tell_tokens(
    tokens: &Tokens,
    cast: &Cast,
    auditor: Caller,
    now: Timestamp,
) -> Result<(), Failure> {
    let [officer, representative, participant] = cast.callers();
    let callers = [officer, representative, participant, auditor];
    let [officer, representative, participant, auditor] = renew(tokens, callers, now)?;
    let cluster = cast.cluster;
    say("Tokens for writing, and for the auditor's reading (Authorization: Bearer …):");
    say(&format!("  officer                        {officer}"));
    say(&format!("  representative of {cluster}   {representative}"));
    say(&format!("  one of its participants        {participant}"));
    say(&format!("  auditor                        {auditor}"));
    Ok(())
}

/// Everybody who can sign in, with the secret of the second factor where one is needed.
fn tell_people() {
    say(&format!("People who can sign in at /sign-in, each with the password {PASSWORD}:"));
    for person in &PEOPLE {
        let (role, email) = (person.role.key(), person.email);
        let secret = person.secret().map(|secret| format!("code from {}", secret.text()));
        say(format!("  {role:<28} {email:<31} {}", secret.unwrap_or_default()).trim_end());
    }
}

/// Tokens that `token issue` has made are for accounts of their own, and stay.
fn renew<const N: usize>(
    tokens: &Tokens,
    callers: [Caller; N],
    now: Timestamp,
) -> Result<[String; N], Failure> {
    for stored in tokens.list()?.iter().filter(|stored| callers.contains(&stored.caller)) {
        tokens.remove(stored.digest)?;
    }
    let expires = now.checked_add(SignedDuration::from_hours(24)).unwrap_or(now);
    let mut issued = [const { String::new() }; N];
    for (token, caller) in issued.iter_mut().zip(callers) {
        *token = tokens.issue(caller, "demonstration", now, expires, &SystemEntropy)?;
    }
    Ok(issued)
}

fn settings() -> HttpSettings {
    let rate_limits =
        RateLimits { reads_per_minute: READS_PER_MINUTE, writes_per_minute: WRITES_PER_MINUTE };
    HttpSettings {
        rate_limits,
        letters_are_files: true,
        operator: operator(),
        stories: stories(),
        ..HttpSettings::default()
    }
}

/// An invented operator of the invented registry.
fn operator() -> Operator {
    Operator {
        name: "Демонстрационный центр кластеров (вымышленный)".into(),
        email: "registry@centre.example".into(),
        address: "101000, Москва, ул. Примерная, 1".into(),
    }
}

#[cfg(test)]
mod tests {
    use registry_events::actor::Role;
    use registry_events::ids::AccountId;
    use registry_gateway::private::SqliteStore;

    use super::*;

    #[tokio::test]
    async fn a_new_start_renews_the_casts_tokens_and_leaves_those_that_were_issued() {
        let store = SqliteStore::in_memory(&master_key(), Box::new(SystemEntropy));
        let tokens = Tokens::new(Arc::new(store.expect("a store")), &master_key());
        let now = demonstration_time().expect("a time");
        let [cast, other] = [1, 2].map(officer);
        let later = now + SignedDuration::from_hours(1);
        let issued = tokens.issue(other, "Куратор", now, later, &SystemEntropy).expect("a token");
        let [before] = renew(&tokens, [cast], now).expect("a token");
        let [after] = renew(&tokens, [cast], now).expect("a token");
        for (token, owner) in [(issued, Some(other)), (before, None), (after, Some(cast))] {
            assert_eq!(tokens.caller(&token, now).await.expect("readable").map(|it| it.0), owner);
        }
    }

    fn officer(number: u8) -> Caller {
        let account = format!("00000000-0000-7000-8000-0000000000{number:02x}");
        let account: AccountId = account.parse().expect("an id");
        Caller::of(account, Role::Officer)
    }
}
