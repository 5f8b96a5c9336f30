//! Engines behind the port, each native and behind a feature of its own; they share no code.

#[cfg(feature = "memory")]
pub mod memory;
#[cfg(feature = "sled")]
pub mod sled;
