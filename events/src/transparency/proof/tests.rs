//! Proofs of a small log: read, written, checked, and refused after any change.

use super::*;
use crate::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::transparency::note::{NOTE_BYTES_MAX, NoteError, SigningKey};
use crate::transparency::tree::{Tree, TreeHead, leaf_hash};

const SIZE: u64 = 11;

fn key() -> SigningKey {
    SigningKey::from_seed("registry.example/log", &[7; 32]).expect("a key")
}

fn entry(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

fn tree() -> Tree {
    let mut tree = Tree::new();
    for number in 0..SIZE {
        tree.push(leaf_hash(&entry(number)));
    }
    tree
}

fn head(size: u64) -> TreeHead {
    tree().head_at(size).expect("a size of the tree")
}

fn checkpoint() -> SignedCheckpoint {
    let checkpoint = Checkpoint { origin: key().name().into(), head: head(SIZE) };
    checkpoint.sign(&key()).expect("signed")
}

fn inclusion(index: u64) -> InclusionProof {
    InclusionProof {
        extra: Some(entry(index)),
        index,
        hashes: tree().inclusion(index, SIZE).expect("a path"),
        checkpoint: checkpoint().note,
    }
}

fn consistency(old_size: u64) -> ConsistencyProof {
    let hashes = tree().consistency(old_size, SIZE).expect("a proof");
    ConsistencyProof { old_size, hashes, checkpoint: checkpoint().note }
}

#[test]
fn every_entry_is_proved_by_a_text_that_reads_back() {
    for index in 0..SIZE {
        let proof = inclusion(index);
        assert_eq!(proof.to_string().parse(), Ok(proof.clone()));
        let leaf = proof.leaf_of_extra().expect("the entry");
        assert_eq!(proof.verify(leaf, key().verifier()), Ok(checkpoint()));
        let other = leaf_hash(b"another");
        let refused = Err(ProofRefused::Hashes(ProofError::Root));
        assert_eq!(proof.verify(other, key().verifier()), refused);
    }
    let without = InclusionProof { extra: None, ..inclusion(3) };
    assert_eq!(without.to_string().parse(), Ok(without.clone()));
    assert_eq!(without.leaf_of_extra(), None);
    let empty = InclusionProof { extra: Some(vec![]), ..inclusion(3) };
    assert_eq!(empty.to_string().parse(), Ok(empty));
}

#[test]
fn every_older_size_is_continued_by_a_text_that_reads_back() {
    for old in 0..=SIZE {
        let proof = consistency(old);
        assert_eq!(proof.to_string().parse(), Ok(proof.clone()));
        assert_eq!(proof.verify(&head(old), key().verifier()), Ok(checkpoint()));
        let forked = TreeHead { size: old, root: leaf_hash(b"forked") };
        assert!(proof.verify(&forked, key().verifier()).is_err(), "from {old}");
    }
    let refused = Err(ProofRefused::OldSize { proof: 3, checkpoint: 4 });
    assert_eq!(consistency(3).verify(&head(4), key().verifier()), refused);
}

#[test]
fn a_proof_is_nothing_without_the_key_of_its_log() {
    let stranger = SigningKey::from_seed(key().name(), &[8; 32]).expect("a key");
    let unsigned = ProofRefused::Checkpoint(CheckpointError::Note(NoteError::Unsigned));
    let leaf = leaf_hash(&entry(3));
    assert_eq!(inclusion(3).verify(leaf, stranger.verifier()), Err(unsigned.clone()));
    assert_eq!(consistency(3).verify(&head(3), stranger.verifier()), Err(unsigned));
}

#[test]
fn a_proof_is_written_as_the_specifications_show_it() {
    let proof = InclusionProof { extra: Some(b"ab".to_vec()), ..inclusion(10) };
    let hashes = &proof.hashes;
    let note = checkpoint().note;
    let text = format!(
        "c2sp.org/tlog-proof@v1\nextra YWI=\nindex 10\n{}\n{}\n\n{note}",
        hashes[0], hashes[1]
    );
    assert_eq!(proof.to_string(), text);
    let continuation = consistency(8);
    let text = format!("old 8\n{}\n\n{note}", continuation.hashes[0]);
    assert_eq!(continuation.to_string(), text);
}

/// Whether the text still shows that entry 3 is in the log, and says it of the same entry.
fn shows_inclusion(text: &str) -> bool {
    let Ok(proof) = text.parse::<InclusionProof>() else { return false };
    let leaf = proof.leaf_of_extra().unwrap_or_else(|| leaf_hash(&entry(3)));
    proof.verify(leaf, key().verifier()).is_ok()
}

fn shows_consistency(text: &str) -> bool {
    let Ok(proof) = text.parse::<ConsistencyProof>() else { return false };
    proof.verify(&head(6), key().verifier()).is_ok()
}

/// No flipped bit and no cut leaves a proof that is still one.
fn refuses_every_change(text: &str, shows: impl Fn(&str) -> bool) {
    assert!(shows(text));
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut changed = text.to_owned().into_bytes();
            changed[at] ^= 1 << bit;
            let believed = std::str::from_utf8(&changed).is_ok_and(&shows);
            assert!(!believed, "bit {bit} of byte {at} of {text}");
        }
        let cut = text.get(..at).is_some_and(&shows);
        assert!(!cut, "cut at {at} of {text}");
    }
    assert!(!shows(&format!("{text}\n")));
    assert!(!shows(&format!("\n{text}")));
    assert!(!shows(&text.replace('\n', "\r\n")));
}

#[test]
fn no_byte_of_a_proof_can_be_changed() {
    refuses_every_change(&inclusion(3).to_string(), shows_inclusion);
    refuses_every_change(&consistency(6).to_string(), shows_consistency);
}

#[test]
fn hashes_can_be_neither_swapped_nor_added_nor_left_out() {
    let proof = inclusion(3);
    let leaf = leaf_hash(&entry(3));
    let shows = |hashes| InclusionProof { hashes, ..proof.clone() }.verify(leaf, key().verifier());
    assert!(shows(proof.hashes.clone()).is_ok());
    assert!(shows(proof.hashes.iter().rev().copied().collect()).is_err());
    assert!(shows([proof.hashes.clone(), vec![leaf]].concat()).is_err());
    assert!(shows(proof.hashes[1..].to_vec()).is_err());
    assert!(shows(vec![]).is_err());
}

#[test]
fn a_text_that_is_no_proof_of_an_entry_is_refused() {
    let text = inclusion(3).to_string();
    let hash = leaf_hash(b"").to_string();
    let many = format!("index 3\n{}", format!("{hash}\n").repeat(HASHES_MAX));
    let long = "A".repeat(EXTRA_BYTES_MAX * 2);
    let extra = "extra ZW50cnkgMw==\n";
    assert!(text.contains(extra));
    for (text, refusal) in [
        (String::new(), ProofTextError::Header("c2sp.org/tlog-proof@v1")),
        (text.replace("@v1", "@v2"), ProofTextError::Header("c2sp.org/tlog-proof@v1")),
        (text.replace("@v1\n", "@v1 \n"), ProofTextError::Header("c2sp.org/tlog-proof@v1")),
        (text.replace("ZW50cnkgMw==", "ZW50cnkgMw"), ProofTextError::Extra),
        (text.replace("ZW50cnkgMw==", &long), ProofTextError::Extra),
        (text.replace(extra, &[extra, extra].concat()), ProofTextError::Number("index")),
        (text.replace("extra ", "extra"), ProofTextError::Number("index")),
        (text.replace("index 3\n", ""), ProofTextError::Number("index")),
        (text.replace("index 3", "index  3"), ProofTextError::Number("index")),
        (text.replace("index 3", "index 03"), ProofTextError::Number("index")),
        (text.replace("index 3", "index"), ProofTextError::Number("index")),
        (text.replace("index 3", "Index 3"), ProofTextError::Number("index")),
        (text.replace("index 3\n", "index 3\nAAAA\n"), ProofTextError::Hash(1)),
        (text.replace("index 3\n", "index 3\n "), ProofTextError::Hash(1)),
        (text.replace("index 3\n", &many), ProofTextError::TooManyHashes),
        ("c2sp.org/tlog-proof@v1\nindex 3\n".into(), ProofTextError::Checkpoint),
        ("c2sp.org/tlog-proof@v1\nindex 3\n\n".into(), ProofTextError::Checkpoint),
        (format!("{text}{}", "a".repeat(NOTE_BYTES_MAX)), ProofTextError::Checkpoint),
    ] {
        let start: String = text.chars().take(200).collect();
        assert_eq!(text.parse::<InclusionProof>(), Err(refusal), "{start}");
    }
}

#[test]
fn a_text_that_is_no_continuation_is_refused() {
    let text = consistency(6).to_string();
    let hash = leaf_hash(b"").to_string();
    let many = format!("old 6\n{}", format!("{hash}\n").repeat(HASHES_MAX));
    for (text, refusal) in [
        (String::new(), ProofTextError::Number("old")),
        (text.replace("old 6", "old 06"), ProofTextError::Number("old")),
        (text.replace("old 6", "old -6"), ProofTextError::Number("old")),
        (text.replace("old 6", "old\t6"), ProofTextError::Number("old")),
        (text.replace("old 6", "new 6"), ProofTextError::Number("old")),
        (text.replace("old 6\n", "old 6\nAAAA\n"), ProofTextError::Hash(1)),
        (text.replace("old 6\n", &many), ProofTextError::TooManyHashes),
        ("old 6\n\n".into(), ProofTextError::Checkpoint),
        ("old 6\n".into(), ProofTextError::Checkpoint),
    ] {
        assert_eq!(text.parse::<ConsistencyProof>(), Err(refusal), "{text}");
    }
}

/// Every text that comes of putting one letter into a text, or in the place of one of its letters.
fn with_one_letter(text: &str) -> impl Iterator<Item = String> {
    let places = text.char_indices().map(|(at, old)| (at, old.len_utf8()));
    places.flat_map(move |(at, length)| {
        let changed = move |letter| {
            [at, at + length].map(|from| format!("{}{letter}{}", &text[..at], &text[from..]))
        };
        "0159 \n\t=+xAé".chars().flat_map(changed)
    })
}

#[test]
fn whatever_reads_as_a_proof_is_written_as_it_was() {
    let mut read = 0;
    for text in with_one_letter(&inclusion(10).to_string()) {
        if let Ok(proof) = text.parse::<InclusionProof>() {
            assert_eq!(proof.to_string(), text);
            read += 1;
        }
    }
    for text in with_one_letter(&consistency(6).to_string()) {
        if let Ok(proof) = text.parse::<ConsistencyProof>() {
            assert_eq!(proof.to_string(), text);
            read += 1;
        }
    }
    assert!(read > 1000, "only {read} texts were proofs");
}
