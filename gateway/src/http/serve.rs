//! Serves on a socket until it is told to stop, then finishes what is in flight for a bounded time.
//!
//! Open connections are bounded, in all and for each address, and so is how long one may be silent,
//! take over a request's headers or leave an answer unread: a client that sends a letter now and
//! then, or reads none, can't hold the server.

use std::convert::Infallible;
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;
use tracing::{debug, error, info, warn};

use super::crowd::Crowd;
use super::stall::Stall;
use super::{App, router};

/// How long is waited before a socket that took no connection, for want of files perhaps, is tried
/// again.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Serves until `shutdown` is done.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let patience = app.settings.patience;
    let connections = GracefulShutdown::new();
    tokio::select! {
        never = accept(app, &listener, &connections) => match never {},
        () = shutdown => info!("stopping: no new requests are taken"),
    }
    drop(listener);
    // Streams never end by themselves; they are cut off and resume elsewhere.
    if timeout(patience, connections.shutdown()).await.is_err() {
        warn!("requests were still in flight after {} s", patience.as_secs());
    }
}

/// Takes connections while there is a place for them; others wait in the queue of the socket.
async fn accept(app: App, listener: &TcpListener, connections: &GracefulShutdown) -> Infallible {
    let places = Arc::new(Semaphore::new(app.settings.connections_max));
    let crowd = Crowd::new(app.settings.connections_per_address_max, &app.settings.proxies);
    let http = http(app.settings.header_timeout);
    let write_timeout = app.settings.write_timeout;
    let router = router(app);
    loop {
        // An error would say that places were closed, which nobody does.
        let place = places.clone().acquire_owned().await;
        let (stream, peer) = accept_one(listener).await;
        let Some(of_address) = crowd.admit(peer.ip()) else {
            debug!("an address has too many connections open: one more is closed");
            continue;
        };
        let stream = TokioIo::new(Stall::new(stream, write_timeout));
        let connection = http.serve_connection(stream, answers(&router, peer));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(cause = %error, "a connection ended early: {error}");
            }
            drop((place, of_address));
        });
    }
}

fn http(header_timeout: Duration) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(header_timeout);
    http
}

/// The routes for one connection, whose requests know where they come from.
fn answers(
    router: &Router,
    peer: SocketAddr,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + use<>
{
    let router = router.clone();
    service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request.map(Body::new))
    })
}

/// The next connection. One that failed is its caller's affair; a socket that fails is tried again.
async fn accept_one(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_a_connection(&error) => {}
            Err(error) => {
                error!(cause = %error, "can't take a connection: {error}");
                sleep(ACCEPT_AGAIN_AFTER).await;
            }
        }
    }
}

fn is_of_a_connection(error: &Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
