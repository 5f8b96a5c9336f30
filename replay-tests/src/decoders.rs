//! What reads bytes of strangers, each as one function that must come back from whatever it is given:
//! the targets of `replay-tests/fuzz`, and of the tests that need no fuzzer.
//!
//! What is read must also be written as it was: a text with two readings could be signed as one and
//! shown as the other.

use registry_events::chain::ChainValue;
use registry_events::codec::frame;
use registry_events::entry::Entry;
use registry_events::transparency::checkpoint::Checkpoint;
use registry_events::transparency::note::{Note, SigningKey, VerifierKey};
use registry_events::transparency::proof::{ConsistencyProof, InclusionProof};
use registry_events::transparency::tile::{Bundle, TilePath};

/// Reads a note with a key that may or may not have signed it, a checkpoint, and a key.
///
/// # Panics
/// When what was read is written otherwise.
pub fn note(bytes: &[u8]) {
    let key = SigningKey::from_seed("fuzz.invalid/log", &[7; 32]).expect("a key");
    let _refused = Note::open(bytes, std::slice::from_ref(key.verifier()));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _refused = text.parse::<VerifierKey>();
    if let Ok(checkpoint) = text.parse::<Checkpoint>() {
        let written = checkpoint.to_string();
        assert!(text.starts_with(&written), "{text:?} is written {written:?}");
    }
}

/// Reads a proof of an entry, and one of a continuation.
///
/// # Panics
/// When what was read is written otherwise.
pub fn proof(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(proof) = text.parse::<InclusionProof>() {
        assert_eq!(proof.to_string(), text);
    }
    if let Ok(proof) = text.parse::<ConsistencyProof>() {
        assert_eq!(proof.to_string(), text);
    }
}

/// Reads the path of a tile.
///
/// # Panics
/// When what was read is written otherwise.
pub fn tile_path(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(path) = text.parse::<TilePath>() {
        assert_eq!(path.to_string(), text);
    }
}

/// Reads a bundle of entries.
///
/// # Panics
/// When what was read is written otherwise.
pub fn bundle(bytes: &[u8]) {
    if let Ok(bundle) = Bundle::decode(bytes) {
        assert_eq!(bundle.encode().as_deref(), Ok(bytes));
    }
}

/// Reads an entry: its frame, its body, and the event in it.
pub fn entry(bytes: &[u8]) {
    let Ok(frame) = frame(bytes) else { return };
    let chain = ChainValue::after(bytes);
    if let Ok(entry) = Entry::check(frame.position, chain, bytes.into()) {
        let _refused = entry.decode();
    }
}
