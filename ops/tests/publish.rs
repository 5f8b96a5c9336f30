//! `clustermap publish`, `verify` of what it writes, and `restore`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use registry_events::event::{Event, NameHeld};
use registry_events::ids::ClusterId;
use registry_events::stream::StreamId;

use crate::assert_ran;
use crate::support::log::record;
use crate::support::{Folder, Server};

/// A registry with a key, and what its server wrote at its first start.
fn with_key() -> Folder {
    let folder = Folder::new();
    folder.run(&["key", "new", "--origin", "test.invalid/log"]).data();
    Server::start(&folder).stop();
    folder
}

/// Records so many events behind those that a stream has.
fn grow(folder: &Folder, after: u64, events: usize) {
    let held = NameHeld { cluster: ClusterId::from_random([1, 2, 3, 4, 5]) };
    let stream: StreamId = "name/77/0000".parse().expect("a stream's name");
    record(folder, &stream, after, &vec![Event::from(held); events]);
}

fn published(folder: &Folder) -> PathBuf {
    folder.data().with_file_name("published")
}

/// Every file below a folder, with the number that a file keeps until it is written anew.
fn files(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut files = BTreeMap::new();
    for file in fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let inode = fs::metadata(&path).expect("known").ino();
            files.insert(path, inode);
        }
    }
    files
}

#[test]
fn a_log_without_a_key_isn_t_published() {
    let folder = Folder::with_registry();
    assert_ran!(folder.run(&["publish", "published"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: this registry has no key, so nothing of it can be published
    hint: make one with `clustermap key new --origin NAME`
    ");
    assert!(!published(&folder).exists());
}

#[test]
fn a_published_folder_is_verified_in_a_sentence() {
    let folder = with_key();
    assert_ran!(folder.run(&["publish", "published"]), @r"
    exit code 0
    --- stdout
    entries   12
    root      [root]
    files     2
    repaired  0
    --- stderr
    published has 12 entries of test.invalid/log, 12 of them new
    ");
    assert_ran!(folder.run(&["verify", "published"]), @r"
    exit code 0
    --- stdout
    --- stderr
    verified: this is the log test.invalid/log; its 12 entries stand unchanged, each in its place, and the figures follow from them; but the key is the folder's own, so this trusts whoever made the folder (give the log's key with --key)
    ");
    let key = folder.run(&["key", "show"]).data().trim().to_owned();
    assert_ran!(folder.run(&["verify", "published", "--verbose", "--key", &key]), @r"
    exit code 0
    --- stdout
    log       test.invalid/log
    entries   12
    position  11
    recorded  [time]
    root      [root]
    chain     [digest]
    digest    [digest]
    sealed    0
    unknown   0
    views     [digest]
    --- stderr
    verified: this is the log test.invalid/log; its 12 entries stand unchanged, each in its place, and the figures follow from them
    ");
}

#[test]
fn only_what_is_new_is_written() {
    let folder = with_key();
    grow(&folder, 0, 300);
    folder.run(&["publish", "published"]).data();
    let before = files(&published(&folder));
    grow(&folder, 300, 300);
    folder.run(&["publish", "published"]).data();
    let after = files(&published(&folder));
    for file in ["tile/0/000", "tile/entries/000", "key"] {
        let path = published(&folder).join(file);
        assert_eq!(before[&path], after[&path], "{file} was written again");
    }
    let partial = published(&folder).join("tile/0/001.p/56");
    assert!(before.contains_key(&partial), "{before:?}");
    assert!(!partial.exists(), "a full tile stands for it");
    folder.run(&["verify", "published"]).data();
    let again = folder.run(&["publish", "published"]);
    assert_eq!(again.stderr(), "published has all 612 entries of test.invalid/log already\n");
    assert_eq!(files(&published(&folder)), after);
}

#[test]
fn beside_a_server_the_same_is_published() {
    let folder = with_key();
    folder.run(&["publish", "published"]).data();
    let server = Server::start(&folder);
    folder.run(&["publish", "beside"]).data();
    server.stop();
    let beside = folder.data().with_file_name("beside");
    for path in files(&published(&folder)).keys() {
        let name = path.strip_prefix(published(&folder)).expect("below it");
        let same = fs::read(path).ok() == fs::read(beside.join(name)).ok();
        assert!(same, "{} differs", name.display());
    }
}

#[test]
fn a_folder_of_another_log_is_left_as_it_is() {
    let (folder, other) = (with_key(), with_key());
    folder.run(&["publish", "published"]).data();
    let before = files(&published(&folder));
    let path = published(&folder);
    let refused = other.run(&["publish", &path.to_string_lossy()]);
    assert_eq!(refused.code(), Some(2), "{refused}");
    let told = format!("{} holds another log than test.invalid/log", path.display());
    assert!(refused.stderr().contains(&told), "{refused}");
    assert!(refused.stderr().contains("nothing was written"), "{refused}");
    assert_eq!(files(&path), before);
}

#[test]
fn a_folder_that_the_log_doesn_t_continue_is_left_as_it_is() {
    let folder = with_key();
    let (data, copy) = (folder.data(), folder.data().with_file_name("copy"));
    copy_all(&data, &copy);
    grow(&folder, 0, 20);
    folder.run(&["publish", "published"]).data();
    let before = files(&published(&folder));
    let refused = || folder.run(&["publish", "published", "--data", "copy"]);
    assert_ran!(refused(), @r"
    exit code 1
    --- stdout
    --- stderr
    error: published holds 32 entries under a checkpoint of this log's key, and the 12 signed last don't continue them; nothing was written
    ");
    // A longer log is refused as well that went another way.
    let whole = data.with_file_name("whole");
    fs::rename(&data, &whole).and_then(|()| fs::rename(&copy, &data)).expect("exchanged");
    grow(&folder, 0, 30);
    fs::rename(&data, &copy).and_then(|()| fs::rename(&whole, &data)).expect("exchanged");
    assert_ran!(refused(), @r"
    exit code 1
    --- stdout
    --- stderr
    error: published holds 32 entries under a checkpoint of this log's key, and the 42 signed last don't continue them; nothing was written
    ");
    assert_eq!(files(&published(&folder)), before);
}

#[test]
fn a_restored_log_goes_on_under_its_old_key() {
    let folder = with_key();
    grow(&folder, 0, 300);
    folder.run(&["publish", "published"]).data();
    let found = folder.run(&["verify"]).data().to_owned();
    let (data, lost) = (folder.data(), folder.data().with_file_name("lost"));
    fs::rename(&data, &lost).expect("moved");
    folder.run(&["restore", "published"]).data();
    for file in ["checkpoint.key", "master.key", "private.sqlite"] {
        fs::copy(lost.join(file), data.join(file)).expect("copied");
    }
    assert_eq!(folder.run(&["verify"]).data(), found);
    let kept = data.with_file_name("kept.checkpoint");
    fs::copy(published(&folder).join("checkpoint"), kept).expect("copied");
    grow(&folder, 300, 20);
    Server::start(&folder).stop();
    folder.run(&["publish", "published"]).data();
    folder.run(&["verify", "published", "--since", "kept.checkpoint"]).data();
    let proof = folder.run(&["checkpoint", "--since", "kept.checkpoint"]);
    fs::write(folder.data().with_file_name("grew.consistency"), proof.data()).expect("written");
    let key = ["--key", "published/key"];
    let checked =
        folder.run(&[&["verify", "kept.checkpoint", "grew.consistency"], &key[..]].concat());
    assert_ran!(checked, @r"
    exit code 0
    --- stdout
    --- stderr
    verified: the log test.invalid/log only grew, from 312 entries to 332; nothing recorded by the older checkpoint was changed, removed or moved
    ");
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for file in fs::read_dir(from).expect("a folder") {
        let path = file.expect("a file").path();
        let there = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_all(&path, &there);
        } else if path.is_file() {
            fs::copy(&path, &there).expect("copied");
        }
    }
}
