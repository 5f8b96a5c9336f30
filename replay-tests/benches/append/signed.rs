//! What it costs that a log can be proved: the engine with its tree followed and signed, and a proof.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use registry_events::log::EventLog;
use registry_events::transparency::checkpoint::Checkpoint;
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::proof::InclusionProof;
use registry_events::transparency::tree::{Tree, leaf_hash};
use registry_gateway::transparency::{Provable, SignedCheckpoints, Signer};
use registry_replay_tests::bench::{Row, figure};

use super::contenders::{Contender, EVENT_BYTES, Engine};

const ENTRIES: u64 = 1_000_000;
const PROOFS: u64 = 10_000;
/// A step that shares no factor with the number of entries, so that proofs are asked for all over.
const STEP: u64 = 104_729;

/// Our engine with its signer beside it, as in a server with a key.
pub(crate) struct SignedEngine {
    engine: Engine,
    _signer: Signer,
}

impl Contender for SignedEngine {
    const NAME: &'static str = "engine, signed";

    fn open(folder: &Path) -> Self {
        let engine = Engine::open(folder);
        let path = folder.join("signed-checkpoints");
        let signed = SignedCheckpoints::open(&path, key().verifier()).expect("none yet");
        let provable = Arc::new(Provable::new(key(), signed, Tree::new()));
        let log: Arc<dyn EventLog> = engine.log().clone();
        Self { engine, _signer: Signer::start(log, provable) }
    }

    async fn append(&self, writer: usize, number: u64) {
        self.engine.append(writer, number).await;
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed("registry.example/log", &[7; 32]).expect("a key")
}

/// The mean time of a proof among a million entries: hashes, entry and checkpoint as a file.
pub(crate) fn proof() -> Row {
    let mut tree = Tree::new();
    for number in 0..ENTRIES {
        tree.push(leaf_hash(&number.to_be_bytes()));
    }
    let checkpoint = Checkpoint { origin: key().name().into(), head: tree.head() };
    let note = checkpoint.sign(&key()).expect("signed").note;
    let begun = Instant::now();
    for number in 0..PROOFS {
        let index = number * STEP % ENTRIES;
        let hashes = tree.inclusion(index, ENTRIES).expect("a leaf");
        let extra = Some(vec![7; EVENT_BYTES]);
        let proof = InclusionProof { extra, index, hashes, checkpoint: note.clone() };
        black_box(proof.to_string());
    }
    let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0 / figure(PROOFS);
    Row::at_most("a proof among 1,000,000 entries, ms", milliseconds, 2.0)
}
