//! Who answers by a link: the account of its mailbox, opened where it has none, with the role that rests
//! on the mailbox's domain.

use registry_core::access::Caller;
use registry_core::command::{GrantByMailbox, OpenAccount};
use registry_core::state::StreamState;
use registry_events::actor::Basis;
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::AccountId;
use registry_events::stream::StreamId;

use super::super::evidence::stand_in;
use super::Standing;
use crate::http::{App, Problem};
use crate::pages::contact::link::Followed;
use crate::people::{Mailbox, NewPerson};

/// The account that speaks: that of the mailbox, opened where it has none, with the role that rests on
/// it.
pub(super) async fn speaker_of(
    app: &App,
    followed: &Followed,
    standing: &Standing,
) -> Result<AccountId, Problem> {
    let mailbox = Mailbox::parse(&standing.asked.mailbox);
    let mailbox = mailbox.ok_or_else(|| Problem::new("server.fault"))?;
    let accounts = app.registry.accounts();
    let account = match accounts.person_of(&mailbox).await? {
        Some(person) => person.account,
        None => opened(app, followed, standing, mailbox).await?,
    };
    // What was opened by the link was opened by who answers.
    accounts.take_looks_over(stand_in(app, &followed.link), account).await?;
    if !speaks_already(app, account, standing).await? {
        let (organisation, domain) = (standing.asked.organisation, standing.domain.clone());
        let grant = GrantByMailbox { account, organisation, domain };
        followed.record(app, Caller::PROGRAM, ("role", ""), grant.into()).await?;
    }
    Ok(account)
}

async fn opened(
    app: &App,
    followed: &Followed,
    standing: &Standing,
    mailbox: Mailbox,
) -> Result<AccountId, Problem> {
    let label = "Представитель организации";
    let open = OpenAccount { label: label.into() };
    let done = followed.record(app, Caller::PROGRAM, ("account", ""), open.into()).await?;
    let account = done.entries.iter().find_map(|entry| match entry.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    });
    let account = account.ok_or_else(|| Problem::new("server.fault"))?;
    let accounts = app.registry.accounts();
    let (name, language) = (label.to_owned(), standing.asked.language);
    let person = NewPerson { account, mailbox: mailbox.clone(), name, language };
    if accounts.enter(person).await? {
        return Ok(account);
    }
    // Somebody was entered with this mailbox a moment ago.
    let known = accounts.person_of(&mailbox).await?;
    Ok(known.map_or(account, |person| person.account))
}

async fn speaks_already(
    app: &App,
    account: AccountId,
    standing: &Standing,
) -> Result<bool, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(false) };
    let scope = Scope::Organisation(standing.asked.organisation);
    let mut own = access.grants_of(account);
    Ok(own.any(|grant| grant.scope == scope && grant.authority.basis == Basis::WorkMailbox))
}
