//! Files beside those that the checkpoint asks for: whoever takes one must get what the log has.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use registry_events::transparency::note::VerifierKey;
use registry_ops::published::{Others, Published, check};

use super::copy::Copy;
use super::fixture::{EARLIER, ENTRIES, log};

fn others(copy: &Copy) -> Others {
    let key: VerifierKey = log().key().parse().expect("a key");
    check(&Published::at(copy.published()), &key, |_, _| ()).expect("it holds").others
}

#[test]
fn a_tile_that_the_log_hasn_t_is_named() {
    for file in [
        "tile/0/002.p/89",
        "tile/0/002",
        "tile/0/003.p/1",
        "tile/1/000",
        "tile/1/000.p/3",
        "tile/2/000.p/1",
        "tile/7/000",
        "tile/63/000",
        "tile/entries/002.p/89",
        "tile/entries/x001/000",
        "views/601",
    ] {
        Copy::of(log())
            .write(file, &[7; 32])
            .is_refused(&format!("{file} isn't of a log of 600 entries"));
    }
}

#[test]
fn a_smaller_tile_than_the_log_s_must_begin_as_it_does() {
    let copy = Copy::of(log());
    let (tile, bundle) = (copy.read("tile/0/001"), copy.read("tile/entries/001"));
    let entry = &bundle[..2 + usize::from(u16::from_be_bytes([bundle[0], bundle[1]]))];
    copy.write("tile/0/001.p/5", &tile[..160]).write("tile/entries/001.p/1", entry).holds(&[]);
    for file in ["tile/0/001.p/5", "tile/0/002.p/87", "tile/1/000.p/1"] {
        Copy::of(log()).write(file, &[7; 32 * 5]).is_refused(file);
    }
    copy.flip("tile/0/001.p/5", 159).is_refused("tile/0/001.p/5 isn't the log's");
    copy.write("tile/0/001.p/5", &tile[..128]).is_refused("tile/0/001.p/5 has 128 bytes");
    let copy = Copy::of(log());
    copy.write("tile/entries/001.p/1", entry).flip("tile/entries/001.p/1", 60);
    copy.is_refused("tile/entries/001.p/1 has other entries than the log");
}

#[test]
fn what_is_no_tile_has_no_place_among_tiles() {
    for file in [
        "tile/evil.html",
        "tile/0/1",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/x000/000",
        "tile/64/000",
        "views/evil",
        "views/0600",
    ] {
        Copy::of(log()).write(file, b"evil").is_refused(&format!("{file} isn't of the log"));
    }
    Copy::of(log()).write("views/7", b"evil").is_refused("views/7 can't be believed");
}

#[test]
fn files_of_a_site_beside_a_log_are_named_and_nothing_is_said_of_them() {
    let copy = Copy::of(log());
    assert_eq!(others(&copy), Others::default());
    copy.write("evil.html", b"evil").write("pages/tile/0/000", b"evil").holds(&[]);
    assert_eq!(others(&copy).unknown, ["evil.html", "pages/tile/0/000"]);
}

#[test]
fn pipes_and_links_are_refused_and_not_waited_for() {
    for file in ["tile/0/000", "tile/0/001.p/5", "checkpoint", "key", "views/600", "evil"] {
        let copy = Copy::of(log());
        let path = copy.published().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let _none = fs::remove_file(&path);
        let made = Command::new("mkfifo").arg(&path).status().expect("a pipe");
        assert!(made.success());
        copy.is_refused(file);
        fs::remove_file(&path).expect("removed");
        symlink("/dev/zero", &path).expect("linked");
        copy.is_refused(file);
    }
    let copy = Copy::of(log());
    fs::remove_file(copy.published().join("tile/0/000")).expect("removed");
    fs::create_dir(copy.published().join("tile/0/000")).expect("made");
    copy.is_refused("tile/0/000 isn't a file");
}

#[test]
fn what_goes_beyond_the_checkpoint_stands_under_a_signed_one() {
    let copy = Copy::at(log(), EARLIER);
    let newer = log().folder_at(ENTRIES);
    for (file, bytes) in newer.iter().filter(|(file, _)| *file != "checkpoint") {
        copy.write(file, bytes);
    }
    copy.is_refused("isn't of a log of 300 entries");
    copy.write("checkpoint.next", &newer["checkpoint"]).holds(&[]);
    let found = others(&copy);
    assert_eq!((found.next, found.beyond), (Some(ENTRIES), 6), "{found:?}");
    copy.write("tile/0/003.p/1", &[7; 32]).is_refused("tile/0/003.p/1 isn't of a log of 300");
    copy.remove("tile/0/003.p/1")
        .flip("checkpoint.next", 30)
        .is_refused("checkpoint.next can't be believed");
}
