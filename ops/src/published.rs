//! A published log: tiles, bundles of entries, the last checkpoint, the key and the digests of the
//! views, as plain files that any web server hands out.
//!
//! ```text
//! tile/…, tile/entries/…   as C2SP tlog-tiles names them; a full one never changes
//! key                      the verifier key
//! views/SIZE               what the first SIZE entries fold into, signed
//! checkpoint.next          while it is published: the checkpoint that the folder will have
//! checkpoint               the signed head; replaced last, so it never promises what isn't there
//! ```
//!
//! At every instant all that the checkpoint promises is there, and what goes beyond it stands under a
//! signed `checkpoint.next`.
//! What is read from such a folder is believed only as far as the checkpoint vouches for it.

mod check;
mod diagnosis;
mod fault;
mod files;
mod others;
pub mod pass;
mod tiles;
mod views;
mod write;

pub use check::{Checked, check};
pub use diagnosis::head_at;
pub use fault::Fault;
pub use files::Published;
pub use others::Others;
pub use tiles::entries;
pub use views::PublishedViews;
pub use write::{Publisher, Written};

/// The file of the signed checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The file of the verifier key.
pub const KEY: &str = "key";
/// The checkpoint that the folder is on its way to. It also marks a folder that is new as ours.
pub const NEXT: &str = "checkpoint.next";
/// The folder of the views' digests.
pub const VIEWS: &str = "views";
/// The views as they were published before they were signed.
const UNSIGNED_VIEWS: &str = "views.json";

/// The file of the views' digests at a size.
fn views_at(size: u64) -> String {
    format!("{VIEWS}/{size}")
}
