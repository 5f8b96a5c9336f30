//! When the server is to stop: SIGTERM, as service managers send, or SIGINT, as a terminal does.

use std::future::Future;

use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

use crate::failure::Failure;

/// Listens for the signals from now on; the future is done when one has come.
pub(super) fn told() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    Ok(async move {
        let signal = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        info!(signal, "told to stop by {signal}");
    })
}

fn listen(kind: SignalKind) -> Result<tokio::signal::unix::Signal, Failure> {
    signal(kind).map_err(|error| Failure::cannot_run(&error))
}
