//! The log of a running server before the conformance suite of the port, and what is its own.

mod faults;
mod views;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use registry_events::engine::memory::MemoryLog;
use registry_events::log::{Clock, EventLog};
use registry_events::testing::conformance::Engine;
use tempfile::TempDir;
use tokio::sync::Mutex;

use super::{AdminServer, AdminSocket, Lent, RemoteLog};
use crate::follow::PublishedViews;

/// A log in memory behind a socket; a restart is that of the server.
struct BehindSocket {
    folder: TempDir,
    running: Mutex<Option<(AdminServer, Arc<dyn EventLog>)>>,
}

impl BehindSocket {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, running: Mutex::default() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("admin.sock")
    }

    async fn serve(&self, log: Arc<dyn EventLog>) -> Arc<dyn EventLog> {
        let server = start(&self.path(), log.clone());
        *self.running.lock().await = Some((server, log));
        Arc::new(connect(&self.path()).await)
    }
}

fn start(path: &Path, log: Arc<dyn EventLog>) -> AdminServer {
    let socket = AdminSocket::open(path).expect("a socket");
    AdminServer::start(socket, Lent { log, views: PublishedViews::default(), provable: None })
}

async fn connect(path: &Path) -> RemoteLog {
    RemoteLog::connect(path).await.expect("it answers").expect("a server")
}

#[async_trait]
impl Engine for BehindSocket {
    async fn open(&self, clock: Arc<dyn Clock>) -> Arc<dyn EventLog> {
        self.serve(Arc::new(MemoryLog::new(clock))).await
    }

    async fn reopen(&self, log: Arc<dyn EventLog>, _: Arc<dyn Clock>) -> Arc<dyn EventLog> {
        drop(log);
        let (server, log) = self.running.lock().await.take().expect("it was opened");
        server.stop().await;
        self.serve(log).await
    }
}

registry_events::conformance!(BehindSocket::new());
