//! The server's side: takes connections, a task for each, and ends them in order.

use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::answer::Lent;
use super::connection;
use super::socket::AdminSocket;

/// How many clients are served at once; more wait in the system's queue.
const CONNECTIONS_MAX: usize = 32;
/// How long requests that have begun may take when the server stops.
const STOP_MAX: Duration = Duration::from_secs(5);
/// How long the server waits when the system gives it no connection.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// A socket being served. Dropping it leaves the task running; [`AdminServer::stop`] ends it.
#[derive(Debug)]
pub struct AdminServer {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl AdminServer {
    /// Serves a socket in a task of its own.
    pub fn start(socket: AdminSocket, lent: Lent) -> Self {
        let stop = watch::Sender::new(false);
        let task = tokio::spawn(accept(socket, lent, stop.subscribe()));
        Self { stop, task }
    }

    /// Takes no more requests, answers those that have begun, and removes the socket; bounded.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            warn!(%error, "the admin socket's task ended badly: {error}");
        }
    }
}

async fn accept(socket: AdminSocket, lent: Lent, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let served = stop.clone();
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            Some(_ended) = connections.join_next() => {}
            stream = next(&socket), if connections.len() < CONNECTIONS_MAX => {
                connections.spawn(connection::serve(stream, lent.clone(), served.clone()));
            }
        }
    }
    drop(socket);
    let ended = async { while connections.join_next().await.is_some() {} };
    if timeout(STOP_MAX, ended).await.is_err() {
        warn!("requests at the admin socket were cut off: they took longer than {STOP_MAX:?}");
    }
}

async fn next(socket: &AdminSocket) -> UnixStream {
    loop {
        match socket.listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) => {
                warn!(%error, "the admin socket gives no connection: {error}");
                sleep(RETRY_AFTER).await;
            }
        }
    }
}
