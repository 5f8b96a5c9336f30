//! The JSON API: writes and reads.

pub mod read;
pub mod write;
