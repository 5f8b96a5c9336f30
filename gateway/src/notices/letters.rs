//! Notices by mail: each at once or all of a day together, as people wish. A letter and the marks of
//! what stands in it are written together.

use jiff::SignedDuration;
use registry_events::ids::AccountId;

use super::told::told;
use crate::http::{App, Problem};
use crate::pages::frame::localised;
use crate::people::notices::ByMail;
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
/// sent.
///
/// # Errors
/// A fault when the private store can't be read.
pub(super) async fn send(app: &App) -> Result<(), Problem> {
    let Some(origin) = app.settings.public_url.as_ref().map(ToString::to_string) else {
        return Ok(());
    };
    let accounts = app.registry.accounts();
    let unmailed = accounts.unmailed_notices().await?;
    let of_one = unmailed.chunk_by(|one, other| account(one) == account(other));
    for notices in of_one.filter(|notices| is_due(app, notices)) {
        let Some(first) = notices.first() else { continue };
        let Some(person) = accounts.person(account(first)).await? else { continue };
        let Some(mail) = letter(app, &person, notices, &origin) else { continue };
        let ids = notices.iter().map(|unmailed| unmailed.notice.id).collect();
        accounts.mail_notices(ids, mail).await?;
    }
    Ok(())
}

const fn account(unmailed: &Unmailed) -> AccountId {
    unmailed.notice.notice.account
}

fn is_due(app: &App, notices: &[Unmailed]) -> bool {
    let Some(first) = notices.first() else { return false };
    let now = app.registry.accounts().now();
    match ByMail::stored(first.wish.as_deref()) {
        ByMail::Never => false,
        ByMail::AtOnce => true,
        ByMail::Daily => {
            let rested = first.last_mailed.is_none_or(|last| now.duration_since(last) >= DAY);
            rested && app.registry.zone().to_datetime(now).hour() >= MORNING
        }
    }
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
