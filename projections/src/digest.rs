//! The digest of a view: BLAKE3 over its content in a fixed order, as named `MessagePack`.

use registry_events::ids::Digest;
use serde::Serialize;

/// Digests items in the order given.
pub(crate) fn of_items<T: Serialize>(items: impl IntoIterator<Item = T>) -> Digest {
    let mut hasher = blake3::Hasher::new();
    let mut bytes = Vec::new();
    for item in items {
        bytes.clear();
        // Our types always encode; should one not, its name stands for it, so the fold stays total.
        if rmp_serde::encode::write_named(&mut bytes, &item).is_err() {
            bytes.extend_from_slice(std::any::type_name::<T>().as_bytes());
        }
        hasher.update(&(bytes.len() as u64).to_be_bytes());
        hasher.update(&bytes);
    }
    Digest(*hasher.finalize().as_bytes())
}
