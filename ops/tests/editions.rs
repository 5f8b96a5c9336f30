//! `clustermap catalogue|dictionaries|regions|rulebook`: what an edition would change for whom, and
//! its adoption.

use std::sync::Arc;

use registry_core::access::Caller;
use registry_core::command::{
    AdoptEdition, Command, EnterCluster, GrantRole, OpenAccount, OpenBranch, OpenCkr, Reassess,
};
use registry_core::editions::SHIPPED;
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::{code, link, says};
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
        Caller { account, role }
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

/// Subjects after one was added, one was split in two, and two were merged into a third.
fn regions_after() -> String {
    let row = |code: &str| {
        let rows = shipped(EditionKind::Regions).lines();
        rows.into_iter().find(|row| row.starts_with(&format!("{code}\t"))).expect("a row")
    };
    let became = |row: &str| {
        let successors = match row.split('\t').next() {
            Some("RU-TOM") => "RU-XTN RU-XTS",
            Some("RU-AD" | "RU-KDA") => "RU-XKA",
            Some("code") => "successors",
            _ => "",
        };
        format!("{row}\t{successors}")
    };
    let all = shipped(EditionKind::Regions).lines().map(became);
    let renamed = |code: &str, to: &str| row(code).replacen(code, to, 1);
    let new = [
        renamed("RU-KGD", "RU-XAA"),
        renamed("RU-TOM", "RU-XTN"),
        renamed("RU-TOM", "RU-XTS"),
        renamed("RU-KDA", "RU-XKA"),
    ];
    all.chain(new).map(|row| row + "\n").collect()
}

#[test]
fn an_edition_that_adds_splits_and_merges_subjects_is_checked_and_adopted() {
    let folder = with_cluster();
    program(&folder, Ground::settle_adygea);
    let text = regions_after();
    let checked = run(&folder, EditionKind::Regions, "check", &text);
    let lines = lines_of(&checked);
    for line in ["region RU-TOM: removed", "region RU-AD: removed", "region RU-XAA: added"] {
        assert!(lines.contains(&line), "{line}: {checked}");
    }
    let used: Vec<_> = lines.iter().filter(|line| line.contains("would vanish")).collect();
    assert_eq!(used, Vec::<&&str>::new(), "{checked}");
    for line in ["region RU-TOM: becomes RU-XTN, RU-XTS", "region RU-AD: becomes RU-XKA"] {
        assert!(lines.contains(&line), "{line}: {checked}");
    }
    let concerned = |start: &str, end: &str| {
        let is_it = |line: &&&str| line.starts_with(start) && line.ends_with(end);
        assert_eq!(lines.iter().filter(is_it).count(), 1, "{start}…{end}: {checked}");
    };
    let chooses = "would keep it until one of RU-XTN, RU-XTS is stated";
    concerned("region RU-TOM: cluster ", &format!("(Белая сосна) uses it, and {chooses}"));
    concerned("region RU-AD: cluster ", "(Горная сосна) uses it, and would be read at RU-XKA");
    let centre = "has a cluster development centre on record, which would be read at RU-XKA";
    concerned("region RU-AD: ", centre);
    concerned("region RU-AD: organisation ", ") has a branch, which would be read at RU-XKA");

    let adopted = run(&folder, EditionKind::Regions, "adopt", &text);
    assert!(adopted.data().contains("clusters assessed  0"), "{adopted}");
    program(&folder, |ground| {
        for (name, region) in [("Белая сосна", "RU-TOM"), ("Горная сосна", "RU-XKA")]
        {
            assert_eq!(ground.regions_of(name), [region], "{name}");
        }
    });
    let split = Sketch::new("Красная сосна").in_region("RU-XTN");
    program(&folder, |ground| drop(ground.enter(split.organisations_from(40).minimal())));
    assert_eq!(folder.run(&["replay", "--diff", "--reassess"]).code(), Some(0));
}

#[test]
fn subjects_among_which_a_cluster_would_have_none_are_not_adopted() {
    let folder = with_cluster();
    let rows = shipped(EditionKind::Regions).lines().filter(|row| !row.starts_with("RU-TOM\t"));
    let text: String = rows.flat_map(|row| [row, "\n"]).collect();
    let refused = run(&folder, EditionKind::Regions, "adopt", &text);
    assert_eq!(refused.code(), Some(1), "{refused}");
    assert!(refused.stderr().contains("region RU-TOM: cluster "), "{refused}");
    assert!(refused.stderr().contains("(Белая сосна) uses it"), "{refused}");
    let again = run(&folder, EditionKind::Regions, "check", shipped(EditionKind::Regions));
    assert!(again.stderr().contains("changes nothing"), "{again}");
}

/// Subjects without one of them.
fn regions_without(code: &str) -> String {
    let rows = shipped(EditionKind::Regions).lines();
    let rows = rows.filter(|row| !row.starts_with(&format!("{code}\t")));
    rows.flat_map(|row| [row, "\n"]).collect()
}

/// Subjects of which some became part of others.
fn regions_joining(joins: &[(&str, &str)]) -> String {
    let joined = |row: &str| {
        let (code, _) = row.split_once('\t').expect("a row");
        let heading = (code == "code").then_some("successors");
        let successor = joins.iter().find(|(from, _)| *from == code).map(|(_, to)| *to);
        format!("{row}\t{}\n", heading.or(successor).unwrap_or_default())
    };
    shipped(EditionKind::Regions).lines().map(joined).collect()
}

#[test]
fn a_chain_of_mergers_is_told_with_its_end() {
    let folder = with_cluster();
    let text = regions_joining(&[("RU-TOM", "RU-NVS"), ("RU-NVS", "RU-KEM")]);
    let checked = run(&folder, EditionKind::Regions, "check", &text);
    let end = "(Белая сосна) uses it, and would be read at RU-KEM";
    assert!(lines_of(&checked).iter().any(|line| line.ends_with(end)), "{checked}");
}

#[test]
fn what_adoption_would_refuse_is_refused_by_the_check_in_the_same_words() {
    let folder = with_cluster();
    let text = without_a_district();
    for (act, code) in [("check", 1), ("adopt", 2)] {
        let ran = run(&folder, EditionKind::Regions, act, &text);
        assert_eq!(ran.code(), Some(code), "{ran}");
        assert!(ran.stderr().contains("federal_district has no term nowhere"), "{ran}");
    }
}

/// Subjects of which one lies in a federal district that nobody knows.
fn without_a_district() -> String {
    let text = shipped(EditionKind::Regions);
    let row = text.lines().find(|row| row.starts_with("RU-TOM\t")).expect("a row");
    let mut cells: Vec<_> = row.split('\t').collect();
    cells[6] = "nowhere";
    text.replacen(row, &cells.join("\t"), 1)
}

#[test]
fn a_subject_with_a_centre_or_a_branch_alone_is_in_use_too() {
    let folder = Folder::with_registry();
    program(&folder, |ground| {
        ground.settle_adygea();
        let sketch = Sketch::new("Белая сосна");
        let organisation =
            ground.enter(sketch.minimal()).iter().find_map(registered).expect("a participant");
        let region = Code::literal("RU-KGD");
        let (kpp, name) = (Kpp::parse("390501001"), Text::new(Some("Филиал (демо)"), None));
        let (kpp, name) = (kpp.expect("a КПП"), name.expect("a name"));
        let branch = OpenBranch { organisation, name, kpp, region };
        ground.execute_as(ground.officer(), branch.into());
        let (opened_on, evidence) = (jiff::civil::date(2015, 1, 1), vec![link()]);
        let organisation = named_organisation(45);
        let region = Code::literal("RU-OMS");
        let centre = OpenCkr { region, organisation, opened_on, evidence };
        ground.execute_as(ground.officer(), centre.into());
    });
    for (code, told) in [("RU-KGD", "has a branch"), ("RU-OMS", "has a cluster development centre")]
    {
        let refused = run(&folder, EditionKind::Regions, "adopt", &regions_without(code));
        assert_eq!(refused.code(), Some(1), "{refused}");
        for part in ["it isn't adopted: subjects that are in use would vanish", told, "successors"]
        {
            assert!(refused.stderr().contains(part), "{part}: {refused}");
        }
    }
}

#[test]
fn clusters_of_one_name_that_a_merger_brings_together_are_named_and_stay() {
    let folder = with_cluster();
    program(&folder, |ground| {
        let namesake = Sketch::new("Белая сосна").in_region("RU-NVS").organisations_from(40);
        ground.enter(namesake.minimal());
    });
    let text = regions_joining(&[("RU-TOM", "RU-NVS")]);
    let told = "would stand in it with the same name";
    let checked = run(&folder, EditionKind::Regions, "check", &text);
    let line = lines_of(&checked).into_iter().find(|line| line.ends_with(told)).expect("a line");
    assert!(line.starts_with("region RU-NVS: clusters "), "{line}");
    assert_eq!(line.matches("(Белая сосна)").count(), 2, "{line}");
    let adopted = run(&folder, EditionKind::Regions, "adopt", &text);
    assert_eq!(adopted.code(), Some(0), "{adopted}");
    assert!(adopted.stderr().contains(told), "{adopted}");
    let after = run(&folder, EditionKind::Regions, "check", &text);
    assert!(!after.data().contains(told), "they stand so already: {after}");
}

#[test]
fn other_days_of_grace_tell_of_whom_something_would_lapse_today() {
    let folder = Folder::with_registry();
    program(&folder, |ground| {
        let today = ground.registry.today();
        let last_year = today.checked_sub(jiff::Span::new().months(13)).expect("a day");
        ground.enter(Sketch::new("Белая сосна").described_on(last_year).minimal());
        let other = Sketch::new("Красная сосна").described_on(today).organisations_from(40);
        ground.enter(other.minimal());
    });
    let text = shipped(EditionKind::Rulebook).replacen("\ngrace_days = 90", "\ngrace_days = 1", 1);
    let checked = run(&folder, EditionKind::Rulebook, "check", &text);
    let [parameter, line] = lines_of(&checked)[..] else { panic!("two lines: {checked}") };
    assert_eq!(parameter, "parameter grace_days: changed (value)");
    let told = "(Белая сосна): would lapse today (claims: 1)";
    assert!(line.contains(told) && line.contains("loses M"), "{line}");
    for name in ["kept_confirmation_days", "requirement_days"] {
        let days = format!("\n{name} = 90");
        let text = shipped(EditionKind::Rulebook).replacen(&days, &format!("\n{name} = 1"), 1);
        let checked = run(&folder, EditionKind::Rulebook, "check", &text);
        assert_eq!(lines_of(&checked).len(), 1, "what is recorded keeps its days: {checked}");
    }
}

#[test]
fn an_adoption_that_was_cut_short_is_finished_by_the_clerk() {
    let folder = with_cluster();
    let text = shipped(EditionKind::Rulebook).replacen(
        "participants_min = 10",
        "participants_min = 11",
        1,
    );
    let text = text.replacen("edition = \"1.0\"", "edition = \"1.1\"", 1);
    program(&folder, |ground| {
        let other = Sketch::new("Красная сосна").organisations_from(40);
        ground.enter(other.minimal());
        let (kind, edition) = (EditionKind::Rulebook, Code::literal("1.1"));
        ground.execute(AdoptEdition { kind, edition, text: text.clone(), proposals: Vec::new() });
        let views = fold_all(&**ground.registry.log(), |_| ());
        let views = ground.runtime.block_on(views).expect("views");
        let cluster = views.cards().next().expect("a cluster").cluster;
        ground.execute(Reassess { cluster });
    });
    let is_idle =
        |ran: &Ran| ran.data().lines().any(|line| line.split_whitespace().eq(["events", "0"]));
    assert!(!is_idle(&folder.run(&["clerk"])), "one cluster was left");
    assert!(is_idle(&folder.run(&["clerk"])), "nothing is left");
    let again = run(&folder, EditionKind::Rulebook, "adopt", &text);
    assert!(again.data().contains("clusters assessed  0"), "{again}");
}

#[test]
fn a_rulebook_tells_which_clusters_it_would_judge_otherwise_and_its_adoption_does() {
    let folder = with_cluster();
    let text = shipped(EditionKind::Rulebook).replacen(
        "participants_min = 10",
        "participants_min = 11",
        1,
    );
    let checked = run(&folder, EditionKind::Rulebook, "check", &text);
    let [parameter, line] = lines_of(&checked)[..] else { panic!("two lines: {checked}") };
    assert_eq!(parameter, "parameter participants_min: changed (value)");
    assert!(line.contains("Белая сосна") && line.ends_with("loses M8"), "{line}");
    let adopted = run(&folder, EditionKind::Rulebook, "adopt", &text);
    assert!(adopted.data().contains("clusters assessed  1"), "{adopted}");
    // It was initial and stays so: a requirement is open.
    assert!(adopted.data().contains("levels changed     0"), "{adopted}");
    let again = run(&folder, EditionKind::Rulebook, "adopt", &text);
    assert!(again.data().contains("clusters assessed  0"), "{again}");
    assert_eq!(folder.run(&["replay", "--reassess"]).code(), Some(0));
}

#[test]
fn a_predicate_that_can_not_be_computed_for_a_cluster_is_told_and_not_adopted() {
    let folder = with_cluster();
    let predicate = "when = \"100 / (participants - 10) > 0\"";
    let text = shipped(EditionKind::Rulebook).replacen("when = \"regions >= 1\"", predicate, 1);
    for act in ["check", "adopt"] {
        let ran = run(&folder, EditionKind::Rulebook, act, &text);
        assert_eq!(ran.code(), Some(1), "{ran}");
        let told = "(Белая сосна): can't be computed: M2: «100 / (participants - 10) > 0»: ";
        assert!(ran.stderr().contains(told), "{ran}");
    }
}

#[test]
fn what_another_edition_asks_for_a_level_is_told() {
    let folder = with_cluster();
    let text = shipped(EditionKind::Rulebook).replacen("markers_min = 10", "markers_min = 11", 1);
    let text = text.replacen("when = \"regions >= 1\"", "when = \"regions >= 2\"", 1);
    let checked = run(&folder, EditionKind::Rulebook, "check", &text);
    let lines = lines_of(&checked);
    assert_eq!(lines[..2], ["marker M2: changed (when)", "level medium: changed (markers_min)"]);
}

#[test]
fn a_term_that_vanishes_is_told_with_the_clusters_that_use_it() {
    let folder = with_cluster();
    let terms = shipped(EditionKind::Dictionaries).lines();
    let without = terms.filter(|line| !line.contains("key = \"furniture\""));
    let text = without.flat_map(|line| [line, "\n"]).collect::<String>();
    let checked = run(&folder, EditionKind::Dictionaries, "check", &text);
    let lines = lines_of(&checked);
    assert_eq!(lines[0], "term specialisation/furniture: removed");
    assert!(lines[1].starts_with("term specialisation/furniture: cluster "), "{checked}");
    assert_eq!(lines.len(), 2, "{checked}");
}

#[test]
fn fields_that_are_added_changed_and_removed_are_told_with_who_states_them() {
    let folder = Folder::with_registry();
    let method = says("employees_method", code("declared"));
    let changes = Sketch::new("Белая сосна").minimal().stating(method);
    program(&folder, |ground| drop(ground.enter(changes)));
    let catalogue = shipped(EditionKind::Catalogue);
    let entry = "[[field]]\nkey = \"employees_method\"";
    let renamed = catalogue.replacen(entry, "[[field]]\nkey = \"employees_way\"", 1);
    let text = renamed.replacen("bounds = { min = 2000 }", "bounds = { min = 2001 }", 1);
    assert_ne!(text, renamed);
    let checked = run(&folder, EditionKind::Catalogue, "check", &text);
    let lines = lines_of(&checked);
    assert!(lines.contains(&"field employees_method: removed"), "{checked}");
    assert!(lines.contains(&"field employees_way: added"), "{checked}");
    assert!(lines.iter().any(|line| line.ends_with(": changed (bounds)")), "{checked}");
    let end = "(Белая сосна) states it";
    let told = |line: &&str| line.starts_with("field employees_method: ") && line.ends_with(end);
    assert!(lines.iter().any(told), "{checked}");
}

#[test]
fn every_change_of_a_rulebook_is_told_although_it_hits_nobody_today() {
    let folder = with_cluster();
    let shipped = shipped(EditionKind::Rulebook);
    for (from, to, told) in [
        ("staff_milli_min = 500", "staff_milli_min = 501", "parameter management_staff_milli_min"),
        ("\ngrace_days = 90", "\ngrace_days = 91", "parameter grace_days"),
        ("kept_confirmation_days = 90", "kept_confirmation_days = 91", "parameter kept_confirm"),
        ("markers_min = 10", "markers_min = 11", "level medium: changed (markers_min)"),
        ("gates = [\"G1\", ", "gates = [", "level medium: changed (gates)"),
        ("when = \"", "when = \"true || ", ": changed (when)"),
        ("add = { ru = \"Добавьте ", "add = { ru = \"Прибавьте ", ": changed (add)"),
    ] {
        let text = shipped.replacen(from, to, 1);
        assert_ne!(text, shipped, "{from}");
        let checked = run(&folder, EditionKind::Rulebook, "check", &text);
        assert!(lines_of(&checked)[0].contains(told), "{told}: {checked}");
        assert!(!checked.stderr().contains("changes nothing"), "{checked}");
    }
}

#[test]
fn a_dictionary_and_a_section_that_are_called_otherwise_are_told() {
    let folder = with_cluster();
    for (kind, from, told) in [
        (EditionKind::Dictionaries, "[[dictionary]]\n", "dictionary "),
        (EditionKind::Catalogue, "[[section]]\n", "section "),
    ] {
        let text = shipped(kind);
        let entry = text.find(from).expect("an entry");
        let label = entry + text[entry..].find("ru = \"").expect("a label") + "ru = \"".len();
        let renamed = format!("{}Иначе: {}", &text[..label], &text[label..]);
        let checked = run(&folder, kind, "check", &renamed);
        let [line] = lines_of(&checked)[..] else { panic!("one line: {checked}") };
        assert!(line.starts_with(told) && line.ends_with(": changed (label)"), "{line}");
    }
}

#[test]
fn claims_that_a_new_catalogue_would_refuse_are_told_with_who_states_them() {
    let folder = with_cluster();
    let shipped = shipped(EditionKind::Catalogue);
    let entry = "key = \"year_created\"";
    let place = shipped.find(entry).expect("the field");
    let (head, tail) = shipped.split_at(place);
    let text =
        format!("{head}{}", tail.replacen("bounds = { min = 1900 }", "bounds = { min = 2100 }", 1));
    assert_ne!(text, shipped);
    let checked = run(&folder, EditionKind::Catalogue, "check", &text);
    let [changed, refused] = lines_of(&checked)[..] else { panic!("two lines: {checked}") };
    assert_eq!(changed, "field year_created: changed (bounds)");
    assert!(refused.contains("Белая сосна"), "{refused}");
    assert!(refused.ends_with("states what would be refused (number.too-small)"), "{refused}");
}
