//! Serves on a socket until it is told to stop, then finishes what is in flight for a bounded time.

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::{info, warn};

use super::{App, router};

/// Serves until `shutdown` is done.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let patience = app.settings.patience;
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let (told, ending) = oneshot::channel();
    let stop = async move {
        shutdown.await;
        let _ = told.send(());
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    let mut serving = std::pin::pin!(serving.into_future());
    tokio::select! {
        ended = &mut serving => return ended,
        _ = ending => info!("stopping: no new requests are taken"),
    }
    // Streams never end by themselves; they are cut off and resume elsewhere.
    timeout(patience, serving).await.unwrap_or_else(|_| {
        warn!("requests were still in flight after {} s", patience.as_secs());
        Ok(())
    })
}
