//! `clustermap demo`.

use registry_events::log::Head;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::registry::Registry;
use registry_ops::demo::{Hands, master_key};

use crate::assert_ran;
use crate::support::{Folder, Server};

#[test]
fn where_it_cannot_listen_it_loads_nothing_and_prints_no_token() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    let other = Folder::new();
    assert_ran!(other.run(&["demo", "--listen", server.address()]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: can't listen at [address]: Address already in use (os error 98)
    hint: give another address with --listen; port 0 takes a free one
    ");
    assert!(!other.data().exists());
    server.stop();
}

#[test]
fn a_demonstration_that_another_version_began_is_told_and_not_mixed_with_this_one() {
    let folder = Folder::new();
    let demonstration = DataFolder::new(folder.data().join("demo"));
    let before = begun_otherwise(&demonstration);
    let ran = folder.run(&["demo", "--load-only"]);
    assert_eq!(ran.code(), Some(2));
    let hint = "was begun by another version of this program, or damaged; \
                remove that folder and start again";
    assert!(ran.stderr().contains(hint), "{}", ran.stderr());
    assert_eq!(head(&demonstration), before, "nothing is added to it");
}

/// A registry in the demonstration's folder whose first step was of another time and another key;
/// answers with its head.
fn begun_otherwise(folder: &DataFolder) -> Head {
    folder.make().expect("a folder");
    folder.keep_master_key(&master_key()).expect("a key");
    with_registry(folder, async |registry| {
        registry.open_if_new(true, "Europe/Moscow").await.expect("it opens");
        registry.log().head().await.expect("a head")
    })
}

fn head(folder: &DataFolder) -> Head {
    with_registry(folder, async |registry| registry.log().head().await.expect("a head"))
}

fn with_registry<T>(folder: &DataFolder, work: impl AsyncFnOnce(&Registry) -> T) -> T {
    let hands = Hands::default();
    hands.clock.set("2020-01-01T06:00:00Z".parse().expect("an instant"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let parts = folder.open(hands.clock.clone(), hands.entropy.clone(), |_| ());
        let registry = Registry::assemble(parts.expect("a log")).await.expect("a registry");
        work(&registry).await
    })
}
