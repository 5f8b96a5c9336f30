//! What checking a published folder costs beside only reading, hashing and decoding it.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use registry_events::chain::ChainValue;
use registry_events::engine::memory::MemoryLog;
use registry_events::entry::{Entry, Recorded};
use registry_events::ids::Position;
use registry_events::log::EventLog;
use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::{Tree, leaf_hash};
use registry_ops::commands::publish::publish;
use registry_ops::demo::{Hands, Until, load};
use registry_ops::published::{Published, check, entries};
use registry_replay_tests::bench::served::over;
use registry_replay_tests::bench::{Row, exit_code, figure, median, print};
use tokio::runtime::Runtime;

const RUNS: usize = 5;
const VERIFY_AT_MOST: f64 = 2.0;
const ORIGIN: &str = "bench.invalid/log";

fn main() -> ExitCode {
    let folder = tempfile::tempdir().expect("a folder");
    let published = Published::at(folder.path());
    let key = SigningKey::from_seed(ORIGIN, &[7; 32]).expect("a key");
    let signed = Runtime::new().expect("a runtime").block_on(fill(&published, &key));
    let rows = measure(&published, &key, signed.head().size);
    print("Offline verification of the demonstration's published folder", &rows);
    exit_code(&rows)
}

fn measure(published: &Published, key: &SigningKey, size: u64) -> Vec<Row> {
    let (mut ratios, mut hashing, mut verifying) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let hash = hash_and_decode(published, size);
        let began = Instant::now();
        let checked = check(published, key.verifier(), |_, _| ()).expect("it holds");
        let verify = began.elapsed();
        // The command ends without giving back what it folded.
        drop(checked);
        ratios.push(verify.as_secs_f64() / hash.as_secs_f64());
        hashing.push(figure(size) / hash.as_secs_f64());
        verifying.push(figure(size) / verify.as_secs_f64());
    }
    vec![
        Row::at_most("verify / read, hash, decode", median(ratios), VERIFY_AT_MOST),
        Row::told("entries", figure(size)),
        Row::told("read, hash, decode: entries a second", median(hashing)),
        Row::told("verify: entries a second", median(verifying)),
    ]
}

/// Publishes the demonstration.
async fn fill(published: &Published, key: &SigningKey) -> SignedCheckpoint {
    let hands = Hands::default();
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new(hands.clock.clone()));
    let registry = over(log.clone(), hands.clock.clone(), hands.entropy.clone()).await;
    load(&registry, &hands, Until::Today, |_, _| ()).await.expect("the demonstration plays");
    let signed = sign(&*log, key).await;
    publish(&*log, key, &signed, published).await.expect("published");
    signed
}

async fn sign(log: &dyn EventLog, key: &SigningKey) -> SignedCheckpoint {
    let mut tree = Tree::new();
    let end = log.head().await.expect("a head").next;
    while tree.size() < end.0 {
        let from = Position(tree.size());
        for entry in log.read(from, 1000).await.expect("entries") {
            tree.push(leaf_hash(&entry.bytes));
        }
    }
    Checkpoint { origin: ORIGIN.into(), head: tree.head() }.sign(key).expect("signed")
}

/// Reads every bundle; of each entry the hash of its leaf, its chain value and what it says.
fn hash_and_decode(published: &Published, size: u64) -> Duration {
    let began = Instant::now();
    let mut tree = Tree::new();
    for bundle in entries(published, size) {
        for entry in bundle.expect("readable") {
            tree.push(leaf_hash(&entry.bytes));
            std::hint::black_box(hashed_and_decoded(&entry));
        }
    }
    std::hint::black_box(tree.head());
    began.elapsed()
}

/// The chain value was hashed when the bundle was read.
fn hashed_and_decoded(entry: &Entry) -> (ChainValue, Recorded) {
    (entry.chain, entry.decode().expect("it decodes"))
}
