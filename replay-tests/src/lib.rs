//! What the tests and benchmarks that see everything share.

pub mod bench;
pub mod crash;
pub mod decoders;
