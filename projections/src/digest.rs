//! The digest of a view: BLAKE3 over its content in a fixed order, as named `MessagePack`.

use registry_events::ids::Digest;
use serde::Serialize;

/// How many bytes are gathered before they are hashed: BLAKE3 is several times faster over a long
/// stretch than over one item after another.
const HASHED_AT_ONCE: usize = 64 * 1024;
const LENGTH_BYTES: usize = 8;

/// Digests items in the order given, each behind its length.
pub(crate) fn of_items<T: Serialize>(items: impl IntoIterator<Item = T>) -> Digest {
    let mut hasher = blake3::Hasher::new();
    let mut gathered = Vec::with_capacity(2 * HASHED_AT_ONCE);
    for item in items {
        append(&mut gathered, &item);
        if gathered.len() >= HASHED_AT_ONCE {
            hasher.update(&gathered);
            gathered.clear();
        }
    }
    hasher.update(&gathered);
    Digest(*hasher.finalize().as_bytes())
}

fn append<T: Serialize>(gathered: &mut Vec<u8>, item: &T) {
    let begin = gathered.len() + LENGTH_BYTES;
    gathered.resize(begin, 0);
    // Our types always encode; should one not, its name stands for it, so the fold stays total.
    if rmp_serde::encode::write_named(gathered, item).is_err() {
        gathered.extend_from_slice(std::any::type_name::<T>().as_bytes());
    }
    let length = (gathered.len() - begin) as u64;
    gathered[begin - LENGTH_BYTES..begin].copy_from_slice(&length.to_be_bytes());
}
