//! `clustermap account`.

use crate::support::Folder;

const INVITE: [&str; 8] = [
    "account",
    "invite",
    "--email",
    "Admin@Registry.Example",
    "--name",
    "Нина Лугова",
    "--role",
    "administrator",
];

#[test]
fn the_first_administrator_is_invited_and_listed_once() {
    let folder = Folder::with_registry();
    let invited = folder.run(&INVITE);
    assert_eq!(invited.code(), Some(0), "{}", invited.stderr());
    assert!(invited.data().starts_with("/l/"), "{}", invited.data());
    let again = folder.run(&INVITE);
    assert_eq!(again.code(), Some(2));
    assert!(again.stderr().contains("has an account already"), "{}", again.stderr());
    let list = folder.run(&["account", "list"]);
    let lines: Vec<_> = list.data().lines().skip(1).map(str::to_owned).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let line = lines[0].split_once('\t').map(|(_, rest)| rest.to_owned());
    let expected = "admin@registry.example\tnone\tnone\t2:administrator:registry\tНина Лугова";
    assert_eq!(line.as_deref(), Some(expected));
}

#[test]
fn a_second_factor_is_reset_for_somebody_there_is() {
    let folder = Folder::with_registry();
    folder.run(&INVITE);
    let reset = |email| folder.run(&["account", "reset-second-factor", "--email", email]);
    assert_eq!(reset("admin@registry.example").code(), Some(0));
    assert_eq!(reset("nobody@registry.example").code(), Some(2));
}
