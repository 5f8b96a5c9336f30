//! Frames: a length of four bytes, big-endian, and that many bytes of `MessagePack`.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The longest frame: the largest commit or answer, with room for what is around it.
pub(super) const FRAME_BYTES_MAX: usize = 8 * 1024 * 1024;

const LENGTH_BYTES: usize = 4;

/// A message as it goes over the socket, or `None` when it is longer than a frame.
pub(super) fn encode<T: Serialize>(message: &T) -> io::Result<Option<Vec<u8>>> {
    let mut frame = vec![0; LENGTH_BYTES];
    rmp_serde::encode::write_named(&mut frame, message).map_err(io::Error::other)?;
    let length = frame.len() - LENGTH_BYTES;
    let Some(fits) = u32::try_from(length).ok().filter(|_| length <= FRAME_BYTES_MAX) else {
        return Ok(None);
    };
    frame[..LENGTH_BYTES].copy_from_slice(&fits.to_be_bytes());
    Ok(Some(frame))
}

/// Writes an encoded frame.
pub(super) async fn write(to: &mut (impl AsyncWriteExt + Unpin), frame: &[u8]) -> io::Result<()> {
    to.write_all(frame).await?;
    to.flush().await
}

/// Reads the next frame's message; `None` when the other side has closed the connection before it.
pub(super) async fn read(
    from: &mut (impl AsyncReadExt + Unpin),
) -> io::Result<Option<Result<Vec<u8>, TooLong>>> {
    let mut length = [0; LENGTH_BYTES];
    if from.read(&mut length[..1]).await? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[1..]).await?;
    let length = u32::from_be_bytes(length);
    if usize::try_from(length).is_ok_and(|length| length > FRAME_BYTES_MAX) {
        return Ok(Some(Err(TooLong)));
    }
    // Grows with what arrives, so that a length alone costs nothing.
    let mut message = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut message).await?;
    if message.len() as u64 == u64::from(length) {
        Ok(Some(Ok(message)))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// A frame that says it is longer than [`FRAME_BYTES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLong;

/// What a frame's bytes say.
pub(super) fn decode<T: DeserializeOwned>(message: &[u8]) -> Result<T, rmp_serde::decode::Error> {
    rmp_serde::from_slice(message)
}
