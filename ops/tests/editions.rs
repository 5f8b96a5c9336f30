//! `clustermap catalogue|dictionaries|regions|rulebook`: what an edition would change for whom, and
//! its adoption.

mod fields;
mod regions;
mod rulebooks;

use std::sync::Arc;

use registry_core::access::Caller;
use registry_core::command::{Command, EnterCluster, GrantRole, OpenAccount, OpenBranch, OpenCkr};
use registry_core::editions::SHIPPED;
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::link;
use registry_core::testing::{Sketch, organisation as named_organisation};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::edition::EditionKind;
use registry_events::entry::Recorded;
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::{AccountId, OrganisationId};
use registry_events::stream::StreamKind;
use registry_events::value::{Code, Kpp, Text};
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;
use registry_gateway::registry::Registry;
use registry_projections::register::RegisterRow;
use tokio::runtime::Runtime;

use crate::support::{Folder, Ran};

/// A registry that this process has open.
pub(crate) struct Ground {
    runtime: Runtime,
    registry: Registry,
}

impl Ground {
    /// Does what the registry's own program may do.
    pub(crate) fn execute(&self, command: impl Into<Command>) -> Vec<Recorded> {
        self.execute_as(Caller::PROGRAM, command.into())
    }

    fn execute_as(&self, caller: Caller, command: Command) -> Vec<Recorded> {
        let key = self.registry.random_key();
        let done = self.registry.execute(caller, &key, b"", command);
        self.runtime.block_on(done).expect("done").entries
    }

    fn officer(&self) -> Caller {
        let opened = self.execute(OpenAccount { label: "Куратор".into() });
        let account = opened.iter().find_map(account).expect("an account");
        let (role, scope) = (Role::Officer, Scope::Registry);
        let authority = Authority { basis: Basis::Office, document: None };
        self.execute(GrantRole { account, role, scope, authority });
        Caller::of(account, role)
    }

    pub(crate) fn enter(&self, changes: Changes) -> Vec<Recorded> {
        self.execute_as(self.officer(), EnterCluster { changes }.into())
    }

    /// A cluster, a development centre and a branch in Adygea.
    fn settle_adygea(&self) {
        let sketch = Sketch::new("Горная сосна").in_region("RU-AD").organisations_from(20);
        let entered = self.enter(sketch.minimal());
        let organisation = entered.iter().find_map(registered).expect("a participant");
        let (officer, region) = (self.officer(), Code::literal("RU-AD"));
        let kpp = Kpp::parse("010501001").expect("a КПП");
        let name = Text::new(Some("Филиал в Майкопе"), None).expect("a name");
        let branch = OpenBranch { organisation, name, kpp, region: region.clone() };
        self.execute_as(officer, branch.into());
        let (opened_on, evidence) = (jiff::civil::date(2015, 1, 1), vec![link()]);
        let organisation = named_organisation(21);
        self.execute_as(officer, OpenCkr { region, organisation, opened_on, evidence }.into());
    }

    /// The regions of the cluster of a name, as the register shows them.
    fn regions_of(&self, name: &str) -> Vec<String> {
        let folded = fold_all(&**self.registry.log(), |_| ());
        let views = self.runtime.block_on(folded).expect("views");
        let named = |row: &RegisterRow| {
            row.name.as_ref().is_some_and(|known| known.text.ru.as_deref() == Some(name))
        };
        let at = views.position().expect("a log");
        let row = views.register().rows_at(at).find(|row| named(row)).expect("a row");
        row.regions.iter().map(ToString::to_string).collect()
    }
}

fn account(recorded: &Recorded) -> Option<AccountId> {
    match recorded.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    }
}

fn registered(recorded: &Recorded) -> Option<OrganisationId> {
    let StreamKind::Organisation(id) = recorded.stream.kind() else { return None };
    Some(id)
}

/// Opens a folder's registry in this process for as long as something is done to it.
pub(crate) fn program(folder: &Folder, act: impl FnOnce(&Ground)) {
    let runtime = Runtime::new().expect("a runtime");
    let parts = DataFolder::new(folder.data())
        .open(Arc::new(SystemClock), Arc::new(SystemEntropy), |_| {})
        .expect("it opens");
    let registry = runtime.block_on(Registry::assemble(parts)).expect("a registry");
    act(&Ground { runtime, registry });
}

/// A registry with one cluster of Tomsk.
fn with_cluster() -> Folder {
    let folder = Folder::with_registry();
    program(&folder, |ground| drop(ground.enter(Sketch::new("Белая сосна").minimal())));
    folder
}

pub(crate) fn shipped(kind: EditionKind) -> &'static str {
    SHIPPED.iter().find(|shipped| shipped.kind == kind).expect("it ships").text
}

/// Runs `check` or `adopt` on an edition 1.1.
pub(crate) fn run(folder: &Folder, kind: EditionKind, act: &str, text: &str) -> Ran {
    let file = folder.data().with_file_name("1.1.edition");
    let text = text.replacen("edition = \"1.0\"", "edition = \"1.1\"", 1);
    std::fs::write(&file, text).expect("written");
    let path = file.to_str().expect("a path");
    match kind {
        EditionKind::Regions => folder.run(&[kind.key(), act, path, "--edition", "1.1"]),
        _ => folder.run(&[kind.key(), act, path]),
    }
}

fn lines_of(ran: &Ran) -> Vec<&str> {
    ran.data().lines().collect()
}

#[test]
fn an_edition_of_the_same_words_changes_nothing() {
    let folder = with_cluster();
    for kind in EditionKind::ALL {
        let ran = run(&folder, kind, "check", shipped(kind));
        assert_eq!(ran.data(), "", "{}", kind.key());
        assert!(ran.stderr().contains("changes nothing"), "{ran}");
    }
}

#[test]
fn a_text_that_is_no_edition_is_refused_with_the_reason() {
    let folder = Folder::with_registry();
    for kind in EditionKind::ALL {
        for act in ["check", "adopt"] {
            let ran = run(&folder, kind, act, "no edition");
            assert_eq!(ran.code(), Some(1), "{ran}");
            assert!(ran.stderr().contains("this is not an edition of"), "{ran}");
        }
    }
}
