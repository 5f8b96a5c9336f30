//! What lets an outsider check the log: the Merkle tree over its entries, signed heads, and proofs.
//!
//! Every entry is a leaf of the tree of RFC 6962, so one signed head vouches for the whole log.
//! The texts are those of C2SP (`signed-note`, `tlog-checkpoint`, `tlog-tiles`, `tlog-proof`,
//! `tlog-witness`), readable by tools that aren't ours. Nothing here touches a file, a clock or a
//! network: bytes and secrets come from the edge.

pub mod checkpoint;
mod lines;
pub mod note;
pub mod proof;
pub mod tile;
pub mod tree;
