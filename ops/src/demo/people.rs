//! People of the demonstration, one for each role: invented, with a password that is no secret. They
//! stand outside the log, as people do; only the accounts of those who have no part in what was
//! played are opened here.

use anyhow::{Context as _, Result, anyhow, bail};
use registry_core::access::Caller;
use registry_core::command::{Command, GrantRole, OpenAccount};
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::state::StreamState;
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::AccountId;
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Language, MailDomain};
use registry_gateway::execute::Done;
use registry_gateway::people::asked::ConfirmationAsked;
use registry_gateway::people::links::Purpose;
use registry_gateway::people::second_factor::Secret;
use registry_gateway::people::sessions::is_strict;
use registry_gateway::people::whereabouts::Whereabouts;
use registry_gateway::people::{Mailbox, NewPerson};
use registry_gateway::registry::Registry;

use super::opening::Listed;
use super::stage::{Stage, right};
use super::voice::UNCONFIRMED_DOMAIN;
use super::{Cast, Hands, Membership, demonstration_time};

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "klaster-na-karte";

/// Somebody that a visitor of the demonstration can sign in as.
#[derive(Debug, Clone, Copy)]
pub struct DemoPerson {
    /// The role.
    pub role: Role,
    /// The invented name.
    pub name: &'static str,
    /// The mailbox, of a domain that nobody has.
    pub email: &'static str,
}

/// Everybody, the order of the access table.
pub const PEOPLE: [DemoPerson; 6] = [
    DemoPerson {
        role: Role::ClusterRepresentative,
        name: "Илья Борисов (демо)",
        email: "cluster@cluster.example",
    },
    DemoPerson {
        role: Role::OrganisationRepresentative,
        name: "Ольга Ремизова (демо)",
        email: "participant@works.example",
    },
    DemoPerson {
        role: Role::RegionRepresentative,
        name: "Тимур Галеев (демо)",
        email: "region@region.example",
    },
    DemoPerson {
        role: Role::Officer,
        name: "Вера Северова (демо)",
        email: "officer@registry.example",
    },
    DemoPerson {
        role: Role::Auditor, name: "Пётр Оленин (демо)", email: "auditor@audit.example"
    },
    DemoPerson {
        role: Role::Administrator,
        name: "Нина Лугова (демо)",
        email: "administrator@registry.example",
    },
];

impl DemoPerson {
    /// The secret of their second factor, where their role needs one: the same in every
    /// demonstration.
    pub fn secret(&self) -> Option<Secret> {
        let digest = blake3::hash(format!("demonstration {}", self.email).as_bytes());
        let secret = std::array::from_fn(|place| digest.as_bytes()[place]);
        is_strict(self.role).then(|| Secret::from_bytes(secret))
    }
}

/// Mailboxes of two people who share a domain, so that a control sample finds them: who stated something
/// and who confirmed it. Nobody signs in as them.
const NEIGHBOURS: [(&str, &str); 2] = [
    ("Роман Сосновский (демо)", "sosnovsky@neighbours.example"),
    ("Инна Чернова (демо)", "chernova@neighbours.example"),
];

/// The representative of the second cluster or a later one, and who spoke for an organisation when it
/// confirmed something there.
pub(super) fn neighbours(stage: &Stage<'_>, listed: &[Listed]) -> Result<Option<[AccountId; 2]>> {
    for cluster in listed.iter().skip(1) {
        let given = stage.cluster(cluster.id)?.confirmations.iter();
        let mut given = given.filter(|(_, given)| given.organisation.is_some());
        if let Some((_, given)) = given.next() {
            return Ok(Some([cluster.representative.account, given.account]));
        }
    }
    Ok(None)
}

/// Enters the mailboxes of those who share a domain.
///
/// # Errors
/// When the private store refuses.
pub async fn enter_neighbours(registry: &Registry, cast: &Cast) -> Result<()> {
    for (account, (name, email)) in cast.neighbours.into_iter().flatten().zip(NEIGHBOURS) {
        let mailbox = Mailbox::parse(email).context("an address of the demonstration")?;
        let (name, language) = (name.to_owned(), Language::Ru);
        let person = NewPerson { account, mailbox, name, language };
        registry.accounts().enter(person).await?;
    }
    Ok(())
}

/// Enters everybody who isn't there yet; answers with the auditor.
///
/// # Errors
/// When an account can't be opened, or the private store refuses.
pub async fn enter(registry: &Registry, hands: &Hands, cast: &Cast) -> Result<Caller> {
    hands.clock.set(demonstration_time()?);
    hands.entropy.begin_people();
    let mut auditor = None;
    for person in &PEOPLE {
        let (account, role) = (account_of(registry, cast, person.role).await?, person.role);
        enter_one(registry, person, account).await?;
        auditor = auditor.or((role == Role::Auditor).then_some(Caller::of(account, role)));
    }
    enter_neighbours(registry, cast).await?;
    auditor.context("the demonstration has an auditor")
}

async fn enter_one(registry: &Registry, person: &DemoPerson, account: AccountId) -> Result<()> {
    let accounts = registry.accounts();
    let mailbox = Mailbox::parse(person.email).context("an address of the demonstration")?;
    let (name, language) = (person.name.into(), Language::Ru);
    if !accounts.enter(NewPerson { account, mailbox, name, language }).await? {
        return Ok(());
    }
    let entered = accounts.person(account).await?.context("somebody was entered")?;
    let set = accounts.set_password(&entered, PASSWORD, &Whereabouts::default()).await?;
    set.map_err(|weakness| anyhow!("the demonstration's password: {weakness:?}"))?;
    if let Some(secret) = person.secret() {
        accounts.set_factor(account, secret).await?;
    }
    Ok(())
}

async fn account_of(registry: &Registry, cast: &Cast, role: Role) -> Result<AccountId> {
    match role {
        Role::ClusterRepresentative => Ok(cast.representative.account),
        Role::OrganisationRepresentative => Ok(cast.participant.account),
        Role::Officer => Ok(cast.officer.account),
        Role::RegionRepresentative => of_a_region(registry).await,
        Role::Auditor | Role::Administrator | Role::Clerk => opened(registry, role).await,
    }
}

/// The first account that was given the role of a region.
async fn of_a_region(registry: &Registry) -> Result<AccountId> {
    let (access, mut version) = (StreamId::access(), registry_events::ids::StreamVersion::EMPTY);
    loop {
        let entries = registry.log().read_stream(&access, version, READ_ENTRIES_MAX).await?;
        if entries.is_empty() {
            bail!("nobody in the demonstration speaks for a region");
        }
        for entry in &entries {
            let recorded = entry.decode()?;
            version = recorded.version;
            if let Some(Event::Access(AccessEvent::RoleGranted(granted))) = recorded.event()
                && granted.role == Role::RegionRepresentative
            {
                return Ok(granted.account);
            }
        }
    }
}

/// An account in a role for the whole registry, opened once.
async fn opened(registry: &Registry, role: Role) -> Result<AccountId> {
    let label = match role {
        Role::Auditor => "Аудитор реестра (демо)",
        _ => "Администратор реестра (демо)",
    };
    let open = OpenAccount { label: label.into() };
    let done = once(registry, &format!("account {}", role.key()), open.into()).await?;
    let account = done.entries.iter().find_map(|entry| match entry.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    });
    let account = account.context("an account was opened")?;
    let authority = Authority { basis: Basis::Office, document: None };
    let grant = GrantRole { account, role, scope: Scope::Registry, authority };
    once(registry, &format!("role {}", role.key()), grant.into()).await?;
    Ok(account)
}

async fn once(registry: &Registry, what: &str, command: Command) -> Result<Done> {
    let key = format!("demonstration person {what}");
    let content = format!("{command:?}");
    Ok(registry.execute(Caller::PROGRAM, &key, content.as_bytes(), command).await?)
}

/// The path of a link by which a participant says whether it takes part, made anew at each start; none
/// where nobody is asked.
///
/// # Errors
/// When the private store refuses.
pub async fn confirmation_link(registry: &Registry, cast: &Cast) -> Result<Option<String>> {
    let Some(Membership { cluster, item, organisation }) = cast.asked else { return Ok(None) };
    let collection = right(Code::parse(PARTICIPANTS))?;
    let item = ItemPath { collection, item };
    let (mailbox, language) = (format!("office@{UNCONFIRMED_DOMAIN}"), Language::Ru);
    let stream = StreamId::organisation(organisation);
    let known = registry.executor().streams().load(&stream).await?;
    let StreamState::Organisation(known) = known.state.as_ref() else { return Ok(None) };
    let domain = right(MailDomain::parse(UNCONFIRMED_DOMAIN))?;
    let Some(tie) = known.mailbox_domains.get(&domain).copied() else { return Ok(None) };
    let asked = ConfirmationAsked { cluster, item, organisation, mailbox, language, tie };
    let accounts = registry.accounts();
    accounts.links().withdraw(Purpose::Confirmation, &asked.about()).await?;
    Ok(accounts.confirmation_link(&asked).await?)
}
