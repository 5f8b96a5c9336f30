//! `clustermap token`.

use crate::assert_ran;
use crate::support::{Folder, Server};

const ISSUE: [&str; 6] = ["token", "issue", "--role", "officer", "--label", "Куратор реестра"];

#[test]
fn without_a_registry_there_is_no_token() {
    assert_ran!(Folder::new().run(&ISSUE), @r"
    exit code 2
    --- stdout
    --- stderr
    error: there is no registry in ./data
    hint: give its folder with --data, or begin one with `clustermap serve --data ./data`
    ");
}

#[test]
fn a_token_is_shown_once_and_stays_on_the_list_until_it_is_revoked() {
    let folder = Folder::with_registry();
    assert_ran!(folder.run(&ISSUE), @r"
    exit code 0
    --- stdout
    [token]
    --- stderr
    account [account] has role officer by grant 2; its token works until [time]
    the token is shown this once: keep it where only its owner reads it
    ");
    let list = folder.run(&["token", "list"]);
    assert_ran!(list, @r"
    exit code 0
    --- stdout
    digest	role	grants	expires_at	label
    [digest]	officer	2:registry	[time]	Куратор реестра
    --- stderr
    ");
    let digest = list.data().lines().nth(1).and_then(|line| line.split('\t').next());
    let digest = digest.expect("a digest");
    assert_ran!(folder.run(&["token", "revoke", digest]), @r"
    exit code 0
    --- stdout
    --- stderr
    the token is useless from now on; the role stays
    ");
    assert_ran!(folder.run(&["token", "revoke", digest]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: no token has digest [digest]
    hint: `clustermap token list` shows all of them
    ");
    assert_ran!(folder.run(&["token", "list"]), @r"
    exit code 0
    --- stdout
    digest	role	grants	expires_at	label
    --- stderr
    ");
}

#[test]
fn a_role_is_taken_back_with_a_reason() {
    let folder = Folder::with_registry();
    folder.run(&ISSUE).data();
    assert_ran!(folder.run(&["token", "revoke", "--grant", "2"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: the following required arguments were not provided:
      --reason <TEXT>

    Usage: clustermap token revoke --grant <VERSION> --reason <TEXT> [DIGEST]

    For more information, try '--help'.
    ");
    let revoke = ["token", "revoke", "--grant", "2", "--reason", "ушёл"];
    assert_ran!(folder.run(&revoke), @r"
    exit code 0
    --- stdout
    --- stderr
    grant 2 is taken back; tokens that rest on it can do nothing more
    ");
    assert_ran!(folder.run(&["token", "list"]), @r"
    exit code 0
    --- stdout
    digest	role	grants	expires_at	label
    [digest]	officer	none	[time]	Куратор реестра
    --- stderr
    ");
    assert_ran!(folder.run(&revoke), @r"
    exit code 2
    --- stdout
    --- stderr
    error: the registry refuses: no such grant (not-found)
    ");
}

#[test]
fn a_role_is_given_for_what_it_can_be_held_for() {
    let folder = Folder::with_registry();
    let issue =
        |args: &[&str]| folder.run(&[&["token", "issue", "--label", "x", "--role"], args].concat());
    assert_ran!(issue(&["officer", "--cluster", "041061050r47"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: invalid value '041061050r47' for '--cluster <ID>': «041061050r47» is not an identifier of kind cluster

    For more information, try '--help'.
    ");
    let cluster = registry_events::ids::ClusterId::from_random([1, 2, 3, 4, 5]).to_string();
    assert_ran!(issue(&["officer", "--cluster", &cluster]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: role officer needs no --cluster, --organisation or --region: it is for the whole registry
    ");
    assert_ran!(issue(&["cluster_representative", "--cluster", &cluster]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: no cluster 0410610549 is on the register
    ");
    let nobody = "00000000-0000-7000-8000-000000000000";
    assert_ran!(issue(&["organisation_representative", "--organisation", nobody]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: no organisation [account] is known to the registry
    ");
    assert_ran!(issue(&["region_representative", "--organisation", nobody]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: role region_representative needs --region and --organisation
    ");
    let region = ["region_representative", "--organisation", nobody, "--region", "RU-XX"];
    assert_ran!(issue(&region), @r"
    exit code 2
    --- stdout
    --- stderr
    error: no region RU-XX is in the registry's dictionary
    hint: codes are those of ISO 3166-2, such as RU-TOM
    ");
    let accounts = folder.run(&["token", "list"]);
    assert_eq!(accounts.data().lines().count(), 1, "nothing was opened for nothing");
}

#[test]
fn an_applicant_holds_the_role_for_no_cluster_yet() {
    let folder = Folder::with_registry();
    let args = ["token", "issue", "--role", "cluster_representative", "--label", "Заявитель"];
    folder.run(&[&args[..], &["--basis", "work_mailbox", "--days", "7"]].concat()).data();
}

#[test]
fn a_token_issued_beside_a_server_works_there_at_once() {
    let folder = Folder::with_registry();
    let server = Server::start(&folder);
    assert_ran!(folder.run(&ISSUE), @r"
    exit code 0
    --- stdout
    [token]
    --- stderr
    account [account] has role officer by grant 2; its token works until [time]
    the token is shown this once: keep it where only its owner reads it
    ");
    let list = folder.run(&["token", "list"]);
    assert_eq!(list.data().lines().count(), 2);
    server.stop();
    assert_eq!(folder.run(&["token", "list"]).data(), list.data());
}
