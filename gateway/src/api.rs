//! The JSON API: writes and reads; and what the log is proved with.

pub mod read;
pub mod transparency;
pub mod write;
