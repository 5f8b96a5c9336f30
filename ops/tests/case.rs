//! `clustermap case`, and `clustermap verify` of what it writes.

use registry_events::codec::EncodedContent;
use registry_events::ids::{ApplicationId, Uuid};
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::StreamId;

use crate::assert_ran;
use crate::support::log::record_encoded;
use crate::support::{Folder, Server};

const PROGRAM: &str = "00000000-0000-0000-0000-000000000000";

/// A folder whose registry is signed, and the key.
fn signed() -> (Folder, String) {
    let folder = Folder::with_registry();
    let key = folder.run(&["key", "new", "--origin", "cases.invalid/log"]);
    let key = key.data().trim().to_owned();
    (folder, key)
}

#[test]
fn a_case_is_written_and_verified_without_the_registry() {
    let (folder, key) = signed();
    let written = folder.run(&["case", "--journal", "--out", "case.zip"]);
    assert_eq!(written.code(), Some(0), "{written}");
    assert!(written.stderr().contains("case.zip has what was chosen"), "{written}");
    std::fs::remove_dir_all(folder.data()).expect("removed");
    let verified = folder.run(&["verify", "case.zip", "--key", &key, "--verbose"]);
    assert_ran!(verified, @r"
    exit code 0
    --- stdout
    log                          cases.invalid/log
    size                         12
    root                         [root]
    position                     11
    selection                    journal
    filters                      none
    chosen                       12
    added                        0
    rows                         12
    documents                    0
    sealed                       0
    without bytes                0
    hidden values                0
    rows of a place alone        0
    values left out              0
    fields told by the registry  0
    told and not proven          sentences, names, README.txt, the selection, held, what sample.csv computes
    --- stderr
    verified: the log cases.invalid/log has recorded every one of the 12 entries of this case, unchanged, and its 12 rows say what they say
    ");
    assert_eq!(folder.run(&["verify", "case.zip"]).code(), Some(2), "no key");
}

#[test]
fn a_case_with_a_sealed_entry_is_verified_by_its_place_stream_and_version() {
    let folder = Folder::with_registry();
    let stream = StreamId::application(ApplicationId::from_uuid(Uuid::from_u128(5)));
    let sealed = Sealed { key: KeyId("k".into()), nonce: vec![0; 24], bytes: vec![1, 2, 3] };
    record_encoded(&folder, &stream, 0, vec![EncodedContent::Sealed(sealed)]);
    let key = folder.run(&["key", "new", "--origin", "cases.invalid/log"]);
    let key = key.data().trim();
    let written = folder.run(&["case", "--journal", "--out", "case.zip"]);
    assert_eq!(written.code(), Some(0), "{written}");
    let verified = folder.run(&["verify", "case.zip", "--key", key, "--verbose"]);
    assert_eq!(verified.code(), Some(0), "{verified}");
    let told = verified.data();
    let count = told.lines().find_map(|line| line.strip_prefix("sealed "));
    assert_eq!(count.map(str::trim), Some("1"), "{told}");
}

#[test]
fn each_list_makes_a_case_and_the_same_beside_a_server() {
    let (folder, key) = signed();
    for (name, chosen) in [
        ("journal", &["--journal", "--category", "registry", "--since", "2000-01-01"][..]),
        ("account", &["--account", PROGRAM, "--type", "EditionAdopted"]),
        ("sample", &["--sample", "bursts"]),
    ] {
        let out = format!("{name}.zip");
        let written = folder.run(&[&["case"], chosen, &["--out", &out]].concat());
        assert_eq!(written.code(), Some(0), "{written}");
        assert_eq!(folder.run(&["verify", &out, "--key", &key]).code(), Some(0));
        let server = Server::start(&folder);
        let beside = folder.run(&[&["case"], chosen, &["--out", "beside.zip"]].concat());
        assert_eq!(beside.data(), written.data());
        server.stop();
        let [one, other] = [&out, "beside.zip"]
            .map(|file| std::fs::read(folder.data().with_file_name(file)).expect("a case"));
        assert!(one == other, "{name}");
        std::fs::remove_file(folder.data().with_file_name("beside.zip")).expect("removed");
    }
}

#[test]
fn what_makes_no_case_is_refused_and_nothing_is_written() {
    let unsigned = Folder::with_registry();
    let out = ["--out", "case.zip"];
    let refused = unsigned.run(&["case", "--journal", "--out", "case.zip"]);
    assert_eq!(refused.code(), Some(2));
    assert!(refused.stderr().contains("this registry has no key"), "{refused}");
    let (folder, _) = signed();
    for wrong in [
        &["case"][..],
        &["case", "--journal", "--sample", "bursts"],
        &["case", "--sample", "love"],
        &["case", "--sample", "bursts", "--type", "EditionAdopted"],
        &["case", "--journal", "--path", "summary"],
        &["case", "--journal", "--category", "love"],
        &["case", "--journal", "--type", "Love"],
        &["case", "--journal", "--as-of", "999999"],
        &["case", "--cluster", "xg35emmn73"],
    ] {
        let refused = folder.run(&[wrong, &out].concat());
        assert_eq!(refused.code(), Some(2), "{wrong:?}: {refused}");
    }
    assert!(!folder.data().with_file_name("case.zip").exists());
    std::fs::write(folder.data().with_file_name("case.zip"), b"mine").expect("written");
    assert_eq!(folder.run(&[&["case", "--journal"][..], &out].concat()).code(), Some(2));
    let kept = std::fs::read(folder.data().with_file_name("case.zip")).expect("there");
    assert_eq!(kept, b"mine");
}
