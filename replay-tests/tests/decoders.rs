//! What reads bytes of strangers comes back from all of them: bytes by chance, and true ones changed.
//!
//! `replay-tests/fuzz` asks the same functions for longer.

use proptest::prelude::*;
use proptest::sample::Index;
use registry_events::entry::Entry;
use registry_events::transparency::tile::Bundle;
use registry_replay_tests::decoders::{bundle, entry, note, proof, tile_path};

use crate::published::fixture::{ENTRIES, log};

/// One change of some bytes: another byte, fewer, or a piece said twice.
#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Cut(Index),
    Twice(Index, Index),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Twice(from, to)),
    ];
    proptest::collection::vec(change, 1..4)
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match change {
            Change::Byte(at, byte) => bytes[at.index(length)] = *byte,
            Change::Cut(at) => bytes.truncate(at.index(length)),
            Change::Twice(from, to) => {
                let (from, to) = (from.index(length), to.index(length));
                let piece = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

fn first_entries() -> Vec<&'static Entry> {
    log().entries().iter().take(20).collect()
}

fn whole_bundle() -> Vec<u8> {
    let entries = first_entries().iter().map(|entry| &*entry.bytes).collect();
    Bundle { entries }.encode().expect("small entries")
}

proptest! {
    #[test]
    fn bytes_by_chance_stop_no_decoder(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for decoder in [note, proof, tile_path, bundle, entry] {
            decoder(&bytes);
        }
    }

    #[test]
    fn text_by_chance_stops_no_decoder(text in "[a-z0-9+/= \n—.x]{0,300}") {
        for decoder in [note, proof, tile_path, bundle, entry] {
            decoder(text.as_bytes());
        }
    }

    #[test]
    fn changed_notes_stop_no_decoder(changes in changes()) {
        let signed = log().checkpoint(ENTRIES).note;
        note(&changed(signed.as_bytes(), &changes));
        note(&changed(log().key().as_bytes(), &changes));
    }

    #[test]
    fn changed_proofs_stop_no_decoder(index in 0..ENTRIES, changes in changes()) {
        proof(&changed(log().proof(index).to_string().as_bytes(), &changes));
        proof(&changed(log().continuation(index).to_string().as_bytes(), &changes));
    }

    #[test]
    fn changed_paths_stop_no_decoder(changes in changes()) {
        for path in ["tile/0/x001/x234/067.p/8", "tile/entries/x999/000", "tile/63/001"] {
            tile_path(&changed(path.as_bytes(), &changes));
        }
    }

    #[test]
    fn changed_bundles_stop_no_decoder(changes in changes()) {
        bundle(&changed(&whole_bundle(), &changes));
    }

    #[test]
    fn changed_entries_stop_no_decoder(number in 0..20_usize, changes in changes()) {
        let whole = &first_entries()[number].bytes;
        let mut bytes = changed(whole, &changes);
        entry(&bytes);
        // With its length put right more of it is read.
        if let Some(body) = bytes.len().checked_sub(46).and_then(|body| u16::try_from(body).ok()) {
            bytes[44..46].copy_from_slice(&body.to_be_bytes());
            bytes[..4].copy_from_slice(b"CRE1");
            entry(&bytes);
        }
    }
}
