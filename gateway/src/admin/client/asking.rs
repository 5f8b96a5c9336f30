//! One request on a connection, and what can become of it.

use std::io;
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::time::{error::Elapsed, timeout};

use super::super::frame;
use super::super::wire::{Answer, Request};

/// How long a request may take; digests of large views are the slowest.
const ANSWER_MAX: Duration = Duration::from_mins(2);

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum AskError {
    /// It never left.
    #[error("no server takes the request ({0}); see whether it still runs")]
    NotSent(io::Error),
    /// It doesn't fit into a frame.
    #[error("the request is longer than a frame of the server's socket")]
    TooLong,
    /// It left, at least in part.
    #[error("the server gave no answer ({0}); see whether it still runs")]
    NoAnswer(io::Error),
}

/// A request's frame.
pub(super) fn frame_of(request: &Request) -> Result<Vec<u8>, AskError> {
    frame::encode(request).map_err(AskError::NotSent)?.ok_or(AskError::TooLong)
}

/// Sends a frame and reads the answer; the stream is good for another request only after `Ok`.
pub(super) async fn ask(stream: &mut UnixStream, request: &[u8]) -> Result<Answer, AskError> {
    let asked = async {
        frame::write(stream, request).await?;
        frame::read(stream).await
    };
    let read = timeout(ANSWER_MAX, asked).await.unwrap_or_else(|late| Err(too_late(late)));
    match read.map_err(AskError::NoAnswer)? {
        Some(Ok(message)) => {
            frame::decode(&message).map_err(|error| AskError::NoAnswer(io::Error::other(error)))
        }
        Some(Err(frame::TooLong)) => Err(AskError::NoAnswer(io::ErrorKind::InvalidData.into())),
        None => Err(AskError::NoAnswer(io::ErrorKind::UnexpectedEof.into())),
    }
}

fn too_late(_: Elapsed) -> io::Error {
    io::ErrorKind::TimedOut.into()
}
