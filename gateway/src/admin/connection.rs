//! One connection on the server's side: requests one after the other, each answered before the
//! next is read.

use std::io;
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::watch;
use tokio::time::timeout;

use super::answer::Lent;
use super::frame;
use super::wire::{Answer, Request};

/// How long a connection may wait for the whole of its next request.
pub(super) const IDLE_MAX: Duration = Duration::from_mins(1);
/// How long a client may take to read an answer.
const WRITE_MAX: Duration = Duration::from_secs(30);

/// Serves a connection until the client closes it, idles, or the server stops.
///
/// A request that has begun is answered even then: its append may be recorded already.
pub(super) async fn serve(mut stream: UnixStream, lent: Lent, mut stop: watch::Receiver<bool>) {
    loop {
        let request = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return,
            request = timeout(IDLE_MAX, frame::read(&mut stream)) => request,
        };
        let Ok(Ok(Some(message))) = request else { return };
        let answer = match message.map(|message| frame::decode::<Request>(&message)) {
            Ok(Ok(request)) => lent.answer(request).await,
            Ok(Err(error)) => Answer::Refused(format!(
                "the server doesn't know this request ({error}); run commands of the version it has"
            )),
            // What follows isn't a frame, so the connection ends with this answer.
            Err(frame::TooLong) => return drop(write(&mut stream, &too_long()).await),
        };
        if write(&mut stream, &answer).await.is_err() {
            return;
        }
    }
}

async fn write(stream: &mut UnixStream, answer: &Answer) -> io::Result<()> {
    let frame = match frame::encode(answer)? {
        Some(frame) => frame,
        None => frame::encode(&too_long())?.ok_or(io::ErrorKind::InvalidData)?,
    };
    timeout(WRITE_MAX, frame::write(stream, &frame)).await?
}

fn too_long() -> Answer {
    Answer::Refused("the message is longer than a frame of this socket".into())
}
