//! Who reported a mistake without an account is told by mail what officers decided.

use registry_events::event::{Event, ReportDecided, ReportEvent};
use registry_events::ids::ReportId;
use registry_events::stream::StreamKind;
use tracing::error;

use super::letters::letter;
use super::name_of;
use super::report::field_words;
use crate::execute::Done;
use crate::http::App;
use crate::people::asked::MistakeFound;
use crate::people::links::{NewLink, Purpose};
use crate::people::{Mailbox, PeopleError};
use crate::words::voice::report_outcome;

/// What waits for the decision: a link whose address is told to nobody.
pub(super) fn waiting(app: &App, done: &Done, found: &MistakeFound) -> Option<NewLink> {
    let filed = done.entries.iter().find_map(|entry| match entry.stream.kind() {
        StreamKind::Report(report) => Some(report),
        _ => None,
    });
    let links = app.registry.accounts().links();
    // Officers have the words; who found it needs only to be written to.
    let found = MistakeFound { text: String::new(), ..found.clone() };
    Some(links.drawn(Purpose::Decision, &filed?.to_string(), &found))
}

/// Writes to who reported what was just decided, beside the answer to the officer.
pub fn tell(app: &App, done: &Done) {
    if done.repeated {
        return;
    }
    for entry in &done.entries {
        let (StreamKind::Report(report), Some(Event::Report(ReportEvent::ReportDecided(decided)))) =
            (entry.stream.kind(), entry.event())
        else {
            continue;
        };
        let (app, decided) = (app.clone(), decided.clone());
        tokio::spawn(async move {
            if let Err(failed) = write(&app, report, &decided).await {
                error!(cause = %failed, "who reported isn't told what was decided: {failed}");
            }
        });
    }
}

async fn write(app: &App, report: ReportId, decided: &ReportDecided) -> Result<(), PeopleError> {
    let (accounts, about) = (app.registry.accounts(), report.to_string());
    for link in accounts.links().open(Purpose::Decision, &about).await? {
        let Some(found) = link.payload::<MistakeFound>() else { continue };
        let Some(to) = Mailbox::parse(&found.mailbox) else { continue };
        let name = name_of(&app.views(), found.cluster);
        let field = field_words(app, found.cluster, &found.path, found.language);
        let outcome = report_outcome(decided.outcome).get(found.language);
        let parts = [
            ("cluster", name.in_language_or_other(found.language)),
            ("field", &field),
            ("outcome", outcome),
            ("reason", &decided.reason),
        ];
        accounts.post().send(letter(to, "decided", found.language, &parts)).await?;
    }
    accounts.links().withdraw(Purpose::Decision, &about).await.map(drop)
}
