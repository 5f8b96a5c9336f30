//! A published log: tiles, bundles of entries, the last checkpoint, the key and the digests of the
//! views, as plain files that any web server hands out.
//!
//! ```text
//! tile/…, tile/entries/…   as C2SP tlog-tiles names them; a full one never changes
//! key                      the verifier key
//! views.json               what the entries fold into
//! checkpoint               the signed head; written last, so it never promises what isn't there
//! ```
//!
//! What is read from such a folder is believed only as far as the checkpoint vouches for it.

mod check;
mod diagnosis;
mod fault;
mod files;
pub mod pass;
mod tiles;
mod views;
mod write;

pub use check::{Checked, check};
pub use diagnosis::head_at;
pub use fault::Fault;
pub use files::Published;
pub use tiles::entries;
pub use views::PublishedViews;
pub use write::{Publisher, Written};

/// The file of the signed checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The file of the verifier key.
pub const KEY: &str = "key";
/// The file of the views' digests.
pub const VIEWS: &str = "views.json";
