//! A published log in the hands of somebody who would have it say something else: whatever is
//! changed, `clustermap verify` names it, and `clustermap restore` makes no log of it.

mod beside;
mod cases;
mod copy;
pub(crate) mod fixture;
mod publishing;
mod restoring;
mod texts;
mod verdicts;

use std::fs;

use registry_events::ids::Digest;
use registry_events::transparency::tree::TILE_WIDTH;

use copy::Copy;
use fixture::{EARLIER, ENTRIES, fork, log};

#[test]
fn a_published_log_is_verified() {
    let copy = Copy::of(log());
    copy.holds(&[]);
    copy.holds(&["--key", &log().key()]);
    copy.holds(&["--since", &copy.kept(EARLIER)]);
    copy.holds(&["--since", &copy.kept(ENTRIES)]);
}

#[test]
fn the_key_in_a_folder_is_held_against_the_one_that_was_given() {
    let key = log().key();
    let given = ["--key", &*key];
    Copy::of(log()).remove("key").holds(&given);
    for false_one in [fixture::stranger(), "nothing".into(), "x".repeat(20 << 20)] {
        Copy::of(log()).write("key", false_one.as_bytes()).is_refused_with(&given, "key ");
    }
    Copy::of(log()).write("key", format!("{key}\n").as_bytes()).holds(&given);
}

#[test]
fn a_changed_tile_is_named_with_the_entry_whose_hash_it_has() {
    for (file, at, names) in [
        (
            "tile/0/000",
            32 * 17 + 5,
            "tile/0/000 isn't the log's: its hash of the entry at position 17 ",
        ),
        (
            "tile/0/002.p/88",
            31,
            "tile/0/002.p/88 isn't the log's: its hash of the entry at position 512 ",
        ),
        ("tile/1/000.p/2", 40, "its hash of the entries at positions 256 to 511 is another"),
    ] {
        Copy::of(log()).flip(file, at).is_refused(names);
    }
}

#[test]
fn a_changed_byte_of_an_entry_is_named_by_its_position() {
    let copy = Copy::of(log());
    let bundle = copy.read("tile/entries/001");
    for number in [0, 1, 200, 255] {
        let start = starts(&bundle)[number];
        let position = TILE_WIDTH + number;
        let names = format!("the entry at position {position}, in tile/entries/001, isn't the one");
        for at in [2, 5, 60, 120] {
            Copy::of(log()).flip("tile/entries/001", start + at).is_refused(&names);
        }
    }
}

#[test]
fn a_changed_length_of_an_entry_is_noticed() {
    for number in [0, 9, 255] {
        let copy = Copy::of(log());
        let start = starts(&copy.read("tile/entries/000"))[number];
        copy.flip("tile/entries/000", start + 1).is_refused("tile/entries/000");
    }
}

#[test]
fn swapped_entries_are_named_by_the_first() {
    let copy = Copy::of(log());
    let mut bundle = copy.read("tile/entries/001");
    let starts = starts(&bundle);
    let (seventh, rest) = (bundle[starts[7]..starts[8]].to_vec(), starts[7]..starts[9]);
    let eighth = bundle[starts[8]..starts[9]].to_vec();
    bundle.splice(rest, [eighth, seventh].concat());
    copy.write("tile/entries/001", &bundle)
        .is_refused("the entry at position 263, in tile/entries/001, isn't the one");
}

#[test]
fn every_file_is_asked_for() {
    for file in [
        "checkpoint",
        "key",
        "views/600",
        "tile/0/000",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
        "tile/entries/001",
        "tile/entries/002.p/88",
    ] {
        Copy::of(log()).remove(file).is_refused(&format!("{file} is missing"));
    }
}

#[test]
fn a_bundle_without_its_last_entry_is_noticed() {
    let copy = Copy::of(log());
    let bundle = copy.read("tile/entries/002.p/88");
    let start = *starts(&bundle).last().expect("entries");
    copy.write("tile/entries/002.p/88", &bundle[..start])
        .is_refused("tile/entries/002.p/88 has 87 entries and not 88");
}

#[test]
fn no_byte_of_checkpoint_and_key_can_be_changed() {
    for file in ["checkpoint", "key"] {
        let copy = Copy::of(log());
        let bytes = copy.read(file);
        // The end of the line behind a key means nothing.
        for at in 0..bytes.len() - usize::from(file == "key") {
            copy.flip(file, at).is_refused(if file == "key" { "key" } else { "checkpoint" });
            copy.write(file, &bytes);
        }
    }
}

#[test]
fn other_views_than_those_of_the_entries_are_named() {
    let copy = Copy::of(log());
    let note = String::from_utf8(copy.read("views/600")).expect("text");
    let json = note.lines().nth(3).expect("the digests");
    let cards = json.find("\"cards\":\"").expect("a digest") + "\"cards\":\"".len();
    let mut other = json.to_owned();
    other.replace_range(cards..cards + 64, &Digest::of(b"other cards").to_string());
    let sign = |json: &str| log().signed_views(ENTRIES, json).into_bytes();
    copy.write("views/600", &sign(json)).holds(&[]);
    copy.write("views/600", &sign(&other)).is_refused("differ from those that were signed: cards");
    let other = other.replace("\"folds\":1", "\"folds\":9");
    copy.write("views/600", &sign(&other))
        .cant_be_compared("those that were signed were computed by version 9 of the folds");
    copy.write("views/600", &sign(&json.replace("599", "598")))
        .is_refused("views/600 is of position 598");
    copy.write("views/600", &sign(&json.replacen('{', "{\"more\":1,", 1)))
        .is_refused("views/600 can't be read");
}

#[test]
fn views_that_nobody_signed_are_wrong_whatever_they_say_of_their_folds() {
    let copy = Copy::of(log());
    let note = String::from_utf8(copy.read("views/600")).expect("text");
    for (said, instead) in
        [("\"folds\":1", "\"folds\":9"), ("\"program\":\"", "\"program\":\"9.9.9")]
    {
        assert!(note.contains(said), "{note}");
        copy.write("views/600", note.replacen(said, instead, 1).as_bytes())
            .is_refused("views/600 can't be believed");
    }
    copy.write("views/600", &Copy::of(fork()).read("views/600"))
        .is_refused("views/600 is of another log than the checkpoint");
    copy.write("views/600", &copy.read("checkpoint"))
        .is_refused("views/600 is of another log than the checkpoint");
}

#[test]
fn an_older_checkpoint_over_newer_files_is_noticed() {
    let copy = Copy::of(log());
    let older = fs::read(copy.kept(EARLIER)).expect("a checkpoint");
    for (file, bytes) in log().folder_at(EARLIER) {
        copy.write(&file, &bytes);
    }
    copy.is_refused("tile/0/001 isn't of a log of 300 entries");
    copy.remove("views/300").write("checkpoint", &older).is_refused("views/300 is missing");
}

#[test]
fn an_older_copy_is_told_by_a_checkpoint_that_was_kept() {
    let copy = Copy::of(log());
    let kept = copy.kept(ENTRIES);
    let older = Copy::at(log(), EARLIER);
    older.holds(&[]);
    older.is_refused_with(
        &["--since", &kept],
        "the folder ends at position 299, and the checkpoint you kept covers the entries up to \
         position 599",
    );
}

#[test]
fn a_fork_under_the_same_checkpoint_is_noticed() {
    let copy = Copy::of(fork());
    copy.holds(&[]);
    let true_one = Copy::of(log());
    copy.write("checkpoint", &true_one.read("checkpoint"))
        .is_refused("views/600 is of another log than the checkpoint");
    copy.write("views/600", &true_one.read("views/600"))
        .is_refused("the entries at positions 0 to 599 aren't those that the checkpoint covers");
}

#[test]
fn a_fork_that_was_signed_is_told_by_a_checkpoint_that_was_kept() {
    let fork = Copy::of(fork());
    fork.holds(&["--since", &fork.kept(EARLIER)]);
    let kept = Copy::of(log()).kept_file(ENTRIES);
    fork.is_refused_with(
        &["--since", &kept],
        "the entries at positions 0 to 599 aren't those that the checkpoint you kept covers",
    );
}

#[test]
fn another_key_than_the_one_that_signed_is_refused() {
    let copy = Copy::of(log());
    copy.is_refused_with(&["--key", &fixture::stranger()], "the checkpoint can't be believed");
}

/// Where the entries of a bundle begin, and where the last one ends.
fn starts(bundle: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    while let Some(length) =
        bundle.get(starts[starts.len() - 1]..).and_then(|rest| rest.first_chunk())
    {
        starts.push(starts[starts.len() - 1] + 2 + usize::from(u16::from_be_bytes(*length)));
    }
    starts.truncate(starts.len() - 1);
    starts
}
