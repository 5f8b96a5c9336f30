//! What runs out soon: told once for each of the days on which reminders begin.

use registry_core::editions::RegistryState;
use registry_core::lapse::reminders;
use registry_core::state::StreamState;
use registry_events::ids::ClusterId;
use registry_events::stream::StreamId;

use jiff::civil::Date;

use super::speakers::Speakers;
use super::told::{SOON, Subject};
use crate::api::read::streams::{registry, rules_of};
use crate::http::{App, Problem};
use crate::private::notices::NewNotice;

/// Tells those who speak for clusters what of them runs out soon.
///
/// # Errors
/// A fault when the log or the private store can't be read.
pub(super) async fn tell(app: &App, today: Date) -> Result<(), Problem> {
    let known = registry(app).await?;
    let in_force = rules_of(&known).and_then(RegistryState::in_force);
    let Some(in_force) = in_force else { return Ok(()) };
    let grace_days = in_force.rulebook.limits().grace_days;
    let speakers = Speakers::of(app).await?;
    let mut notices = Vec::new();
    for (cluster, accounts) in speakers.clusters() {
        for key in keys(app, cluster, grace_days, today).await? {
            notices.extend(accounts.iter().map(|account| NewNotice {
                account: *account,
                subject: Subject::Cluster(cluster).to_string(),
                kind: SOON.into(),
                key: key.clone(),
                at: app.registry.now(),
            }));
        }
    }
    app.registry.accounts().add_notices(notices, None).await?;
    Ok(())
}

/// For each day on which something of a cluster runs out: how near it is, the day, how much it is.
async fn keys(
    app: &App,
    cluster: ClusterId,
    grace_days: i64,
    today: Date,
) -> Result<Vec<String>, Problem> {
    let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
    let StreamState::Cluster(state) = loaded.state.as_ref() else { return Ok(Vec::new()) };
    if !state.standing.is_living() {
        return Ok(Vec::new());
    }
    let all = reminders(&state.profile, grace_days, today);
    let all = all.into_iter().filter(|reminder| reminder.days_left >= 0);
    let mut keys: Vec<_> =
        all.map(|reminder| format!("{} {}", reminder.within, reminder.lapse.last_day)).collect();
    keys.dedup();
    Ok(keys)
}
