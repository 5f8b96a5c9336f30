//! Notices by mail: each at once or all of a day together, as people wish. A letter and the marks of
//! what stands in it are written together.

use jiff::SignedDuration;
use registry_events::ids::AccountId;

use super::told::told;
use crate::http::{App, Problem};
use crate::pages::frame::localised;
use crate::people::{Mail, Mailbox};
use crate::private::notices::Unmailed;
use crate::private::people::Person;
use crate::words::messages::Messages;
use crate::words::typography::day;

/// The most notices that stand in a letter.
const LINES_MAX: usize = 30;
/// How long after one letter the next one with a day's notices leaves.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// From which hour on, in the registry's zone.
const MORNING: i8 = 8;

/// Sends what is due. Where the site's address isn't known letters would lead nowhere, and none is
/// sent. A letter that can't be sent keeps none of the others back.
///
/// # Errors
/// A fault when the private store can't be read, or a letter couldn't be sent.
pub(super) async fn send(app: &App) -> Result<(), Problem> {
    let Some(origin) = app.settings.public_url.as_ref().map(ToString::to_string) else {
        return Ok(());
    };
    let accounts = app.registry.accounts();
    let now = accounts.now();
    let is_morning = app.registry.zone().to_datetime(now).hour() >= MORNING;
    let unmailed = accounts.unmailed_notices(is_morning.then(|| now - DAY)).await?;
    let mut sent = Ok(());
    for notices in unmailed.chunk_by(|one, other| account(one) == account(other)) {
        if let Err(problem) = send_one(app, notices, &origin).await {
            sent = Err(problem);
        }
    }
    sent
}

/// Sends one reader what is due; what no letter can tell is passed over, and takes no place again.
async fn send_one(app: &App, notices: &[Unmailed], origin: &str) -> Result<(), Problem> {
    let (Some(first), accounts) = (notices.first(), app.registry.accounts()) else { return Ok(()) };
    let person = accounts.person(account(first)).await?;
    let mail = person.and_then(|person| letter(app, &person, notices, origin));
    let ids = notices.iter().map(|unmailed| unmailed.notice.id).collect();
    match mail {
        Some(mail) => accounts.mail_notices(ids, mail).await.map(drop)?,
        None => accounts.pass_notices_over(ids).await?,
    }
    Ok(())
}

const fn account(unmailed: &Unmailed) -> AccountId {
    unmailed.notice.notice.account
}

/// A letter; none where nothing of it can be told any more, or its reader has no mailbox.
fn letter(app: &App, person: &Person, notices: &[Unmailed], origin: &str) -> Option<Mail> {
    let to = Mailbox::parse(&person.email)?;
    let (views, language) = (app.views(), person.language);
    let words = Messages::of(language);
    let line = |unmailed: &Unmailed| {
        let notice = &unmailed.notice.notice;
        let told = told(notice, &views, language)?;
        let day = day(notice.at, app.registry.zone(), language);
        let address = format!("{origin}{}", localised(language, &told.path));
        Some(format!("{day}. {}: {}\n{address}", told.of, told.what))
    };
    let lines: Vec<_> = notices.iter().filter_map(line).collect();
    let count = lines.len();
    if count == 0 {
        return None;
    }
    let more = count.saturating_sub(LINES_MAX);
    let mut told = lines.into_iter().take(LINES_MAX).collect::<Vec<_>>();
    if more > 0 {
        told.push(words.count("notices-mail-more", more));
    }
    let told = told.join("\n\n");
    let all = format!("{origin}{}", localised(language, "/account/notifications"));
    let parts = [("name", person.name.as_str()), ("lines", &told), ("address", &all)];
    let text = words.say_with("mail-notices", &parts);
    Some(Mail { to, subject: words.count("mail-notices-subject", count), text })
}
