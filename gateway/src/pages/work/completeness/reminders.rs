//! Reminders to who speaks for clusters: one letter for a person and a cluster in a week, however many
//! ask for it and however often a form is sent.

use jiff::SignedDuration;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::AccountId;
use registry_events::stream::StreamId;
use registry_projections::completeness::PartState;

use crate::http::{App, Problem};
use crate::pages::frame::localised;
use crate::people::mail::Once;
use crate::people::{Mail, Mailbox};
use crate::private::outbox::Sent;
use crate::private::people::Person;
use crate::read::completeness::ProfileStands;
use crate::words::messages::Messages;
use crate::words::typography::integer;

/// The kind of these letters.
pub(super) const KIND: &str = "reminder";
/// How long a person is left alone about a cluster.
const REST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A letter that left so shortly ago was sent by this very form, pressed twice.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(5);

/// What became of reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reminded {
    /// So many letters left.
    pub(super) sent: usize,
    /// So many people were reminded in the week before.
    pub(super) before: usize,
    /// For so many clusters nobody with a mailbox speaks.
    pub(super) nobody: usize,
}

/// Reminds everybody who speaks for some clusters.
///
/// # Errors
/// A fault when the log or the private store can't be read.
pub(super) async fn remind(
    app: &App,
    profiles: &[&ProfileStands],
    origin: &str,
) -> Result<Reminded, Problem> {
    let accounts = app.registry.accounts();
    let mut reminded = Reminded::default();
    for profile in profiles {
        let mut has_reader = false;
        for account in speakers(app, &profile.cluster.id).await? {
            let Some(person) = accounts.person(account).await? else { continue };
            let Some(mail) = letter(&person, profile, origin) else { continue };
            has_reader = true;
            let once = Once::in_a_while(KIND, &profile.cluster.id, account, REST);
            match accounts.post().send_once(once, mail).await? {
                Sent::Now => reminded.sent += 1,
                Sent::Before(at) if accounts.now().duration_since(at) < JUST_NOW => {
                    reminded.sent += 1;
                }
                Sent::Before(_) => reminded.before += 1,
                Sent::Full => return Err(Problem::new("server.busy").retry_after(60)),
            }
        }
        reminded.nobody += usize::from(!has_reader);
    }
    Ok(reminded)
}

/// The accounts that speak for a cluster.
async fn speakers(app: &App, cluster: &str) -> Result<Vec<AccountId>, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(Vec::new()) };
    let speaks = |scope: &Scope| matches!(scope, Scope::Cluster(id) if id.to_string() == cluster);
    let theirs = access
        .grants()
        .filter(|grant| grant.role == Role::ClusterRepresentative && speaks(&grant.scope));
    Ok(theirs.map(|grant| grant.account).collect())
}

/// What a person reads: how many fields want what, and where they are filled in.
fn letter(person: &Person, profile: &ProfileStands, origin: &str) -> Option<Mail> {
    let to = Mailbox::parse(&person.email)?;
    let words = Messages::of(person.language);
    let many = |state: PartState| {
        let count = profile.wanting.iter().filter(|part| part.state == state.key()).count();
        integer(count as u64)
    };
    let (stale, disputed) = (many(PartState::Stale), many(PartState::Disputed));
    let missing = many(PartState::NotProvided);
    let path = localised(person.language, &format!("/work/clusters/{}", profile.cluster.id));
    let address = format!("{origin}{path}");
    let parts = [
        ("name", person.name.as_str()),
        ("cluster", profile.cluster.name.in_language(person.language)),
        ("stale", &stale),
        ("disputed", &disputed),
        ("missing", &missing),
        ("address", &address),
    ];
    let say = |key: &str| words.say_with(key, &parts);
    Some(Mail { to, subject: say("mail-reminder-subject"), text: say("mail-reminder") })
}
