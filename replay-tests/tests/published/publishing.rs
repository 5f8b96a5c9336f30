//! Publishing into folders that aren't as they should be, that others write into, or that it left half
//! done.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::copy::{Copy, run};
use super::fixture::{EARLIER, ENTRIES, log};

#[test]
fn a_folder_holds_at_every_instant() {
    let copy = Copy::at(log(), EARLIER);
    let mut steps = 0;
    let look = |_: &Path| {
        copy.holds(&["--since", &copy.kept(EARLIER)]);
        steps += 1;
    };
    log().try_publish(&copy.published(), ENTRIES, look).expect("published");
    assert_eq!(steps, 3);
    copy.holds(&["--since", &copy.kept(ENTRIES)]);
}

#[test]
fn publishing_that_broke_off_before_the_checkpoint_is_taken_up() {
    let copy = Copy::at(log(), EARLIER);
    let newer = log().folder_at(ENTRIES);
    for (file, bytes) in newer.iter().filter(|(file, _)| *file != "checkpoint") {
        copy.write(file, bytes);
    }
    copy.write("checkpoint.next", &newer["checkpoint"]).write(".unfinished", b"half");
    copy.holds(&[]);
    let written = log().publish(&copy.published(), ENTRIES);
    assert_eq!((written.before, written.files), (EARLIER, 0));
    copy.holds(&["--since", &copy.kept(ENTRIES)]);
    assert!(!copy.published().join("checkpoint.next").exists());
}

#[test]
fn one_process_at_a_time_publishes_into_a_folder() {
    let copy = Copy::at(log(), EARLIER);
    let meanwhile = |folder: &Path| {
        let refused = log().try_publish(folder, ENTRIES, |_| ()).expect_err("it is locked");
        assert_eq!(refused.code(), 2, "{refused:?}");
        assert!(refused.sentence().contains("something else is publishing"), "{refused:?}");
    };
    log().try_publish(&copy.published(), EARLIER + 100, meanwhile).expect("published");
    copy.holds(&[]);
}

#[test]
fn a_checkpoint_is_never_replaced_by_an_older_one() {
    let copy = Copy::at(log(), EARLIER);
    let newer = log().folder_at(ENTRIES);
    // Where locks don't hold, another process may have been faster.
    let meanwhile = |_: &Path| {
        copy.write("checkpoint", &newer["checkpoint"]);
    };
    let refused = log().try_publish(&copy.published(), EARLIER + 100, meanwhile);
    let refused = refused.expect_err("it is refused");
    assert!(refused.sentence().contains("to 600 entries meanwhile"), "{refused:?}");
    assert_eq!(copy.read("checkpoint"), newer["checkpoint"]);
}

#[test]
fn damaged_and_missing_files_are_written_anew_and_counted() {
    let copy = Copy::of(log());
    copy.flip("tile/0/000", 70).flip("tile/entries/001", 70).remove("tile/1/000.p/2");
    copy.flip("views/600", 30).flip("key", 30);
    let written = log().publish(&copy.published(), ENTRIES);
    assert_eq!((written.files, written.repaired), (3, 3));
    copy.holds(&[]);
    let again = log().publish(&copy.published(), ENTRIES);
    assert_eq!((again.files, again.repaired), (0, 0));
}

#[test]
fn a_folder_with_files_that_might_be_another_log_s_is_left_as_it_is() {
    for file in ["tile/0/000", "key", "views/300", "views.json"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, "somebody's").expect("written");
        let refused = log().try_publish(folder.path(), EARLIER, |_| ()).expect_err("refused");
        assert_eq!(refused.code(), 2, "{refused:?}");
        assert!(refused.sentence().contains("nothing was written"), "{refused:?}");
        assert_eq!(fs::read_to_string(&path).expect("there"), "somebody's");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
    let site = tempfile::tempdir().expect("a folder");
    fs::write(site.path().join("index.html"), "a site").expect("written");
    log().publish(site.path(), EARLIER);
}

#[test]
fn no_link_leads_what_is_published_elsewhere() {
    let (copy, elsewhere) = (Copy::at(log(), EARLIER), tempfile::tempdir().expect("a folder"));
    let victim = elsewhere.path().join("victim");
    fs::write(&victim, "somebody's").expect("written");
    for link in [".unfinished", "tile/0/002.p.unfinished", "checkpoint.next", "views/600"] {
        let path = copy.published().join(link);
        symlink(&victim, path).expect("linked");
    }
    let unknown = copy.published().join("tile/0/002.p.unfinished");
    log().publish(&copy.published(), ENTRIES);
    assert_eq!(fs::read_to_string(&victim).expect("there"), "somebody's");
    fs::remove_file(unknown).expect("removed");
    copy.holds(&[]);
    let copy = Copy::at(log(), EARLIER);
    symlink(elsewhere.path(), copy.published().join("tile/0/002.p")).expect("linked");
    log().try_publish(&copy.published(), ENTRIES, |_| ()).expect_err("it is refused");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 1);
}

#[test]
fn the_entry_of_a_proof_is_taken_from_a_published_folder() {
    let copy = Copy::of(log());
    let folder = copy.published().to_string_lossy().into_owned();
    for index in [0, 255, 256, 599] {
        let mut proof = log().proof(index);
        proof.extra = None;
        let file = copy.published().with_file_name("bare.tlog-proof");
        fs::write(&file, proof.to_string()).expect("written");
        let (file, key) = (file.to_string_lossy().into_owned(), log().key());
        let check = |more: &[&str]| run(&[&["verify", &file, "--key", &key], more].concat());
        assert_eq!(check(&[]).expect_err("it has no entry").code(), 2);
        check(&["--in", &folder]).expect("it holds");
        let earlier = Copy::at(log(), EARLIER);
        let found = check(&["--in", &earlier.published().to_string_lossy()]);
        let code = found.map_or_else(|failure| failure.code(), |()| 0);
        assert_eq!(code, if index < EARLIER { 0 } else { 2 }, "{index}");
    }
    let other = log().entries()[7].bytes.to_vec();
    let file = copy.published().with_file_name("entry");
    fs::write(&file, other).expect("written");
    let bare = copy.published().with_file_name("bare.tlog-proof");
    let (bare, file) = (bare.to_string_lossy(), file.to_string_lossy());
    let wrong = run(&["verify", &bare, "--key", &log().key(), "--entry", &file]);
    assert_eq!(wrong.expect_err("another entry").code(), 1);
}
