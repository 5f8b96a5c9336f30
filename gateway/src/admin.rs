//! The socket of a running server: other commands of the same machine use its log through it.
//!
//! A log is open in one process only, so a server lends the port to the others: `admin.sock` in the
//! data folder, which only the operator may enter (mode 0600). Each message is a frame of four
//! bytes of length and a `MessagePack` map. A connection carries one request at a time; frames, waits
//! and connections are bounded. What stands here is no promise to anybody: both sides are one
//! program, and a request the other doesn't know is refused with a sentence.

mod answer;
mod client;
mod connection;
mod frame;
mod live;
mod server;
mod socket;
mod wire;

#[cfg(test)]
mod tests;

pub use answer::Lent;
pub use client::{ConnectError, RemoteLog};
pub use live::{LiveCluster, LiveDigests, LiveFigures};
pub use server::AdminServer;
pub use socket::{AdminSocket, SocketError};
