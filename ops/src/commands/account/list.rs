//! `account list`: everybody with a mailbox, and the roles of their accounts.

use registry_events::ids::AccountId;
use registry_gateway::people::sessions::has_factor;
use registry_gateway::private::people::Person;
use registry_gateway::registry::Registry;

use super::super::token::grants::{Grants, standing, word};
use crate::failure::Failure;
use crate::output::data;

const HEADING: &str = "account\temail\tpassword\tsecond_factor\tgrants\tname\n";

pub(super) async fn run(registry: &Registry) -> Result<(), Failure> {
    let grants = standing(&**registry.log()).await?;
    let people = registry.accounts().everybody().await?;
    let lines = people.iter().map(|person| line(person, &grants));
    data(&std::iter::once(HEADING.to_owned()).chain(lines).collect::<String>())
}

fn line(person: &Person, grants: &Grants) -> String {
    let yes = |is: bool| if is { "set" } else { "none" };
    let (password, factor) = (yes(person.password.is_some()), yes(has_factor(person)));
    let grants = of_account(person.account, grants);
    // A name is a person's text: it stays one cell of one line.
    let name = person.name.replace(char::is_control, " ");
    format!("{}\t{}\t{password}\t{factor}\t{grants}\t{name}\n", person.account, person.email)
}

fn of_account(account: AccountId, grants: &Grants) -> String {
    let own = grants.iter().filter(|(_, grant)| grant.account == account);
    let own = own
        .map(|(version, grant)| format!("{version}:{}:{}", grant.role.key(), word(&grant.scope)));
    let own = own.collect::<Vec<_>>().join(" ");
    if own.is_empty() { "none".into() } else { own }
}
