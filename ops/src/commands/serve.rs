//! `clustermap serve`: checks the log, folds the views, then serves until it is told to stop.

mod catch_up;
mod logging;
mod settings;
mod stop;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use registry_gateway::admin::{AdminServer, AdminSocket, Lent};
use registry_gateway::clerk;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::http::{App, HttpSettings, serve as serve_http};
use registry_gateway::notices;
use registry_gateway::read::moderation;
use registry_gateway::registry::{Parts, Registry};
use registry_gateway::transparency::Standing;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tracing::{info, warn};

use super::common::open_here;
use crate::failure::Failure;
use crate::output::data;

pub use logging::LogFormat;
pub use settings::{MailSettings, Settings};

/// What `serve` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen, whatever the settings say [default: as they say, else 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// A file of settings; ops/settings.example.toml explains each
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
}

/// Serves a folder's registry, which is opened when it is new.
///
/// # Errors
/// Why it can't be served.
pub async fn run(args: Args, folder: &DataFolder) -> Result<(), Failure> {
    let settings = Settings::read(args.settings.as_deref())?;
    logging::start(settings.log_format);
    let listen = args.listen.unwrap_or(settings.listen);
    let folder = &folder.clone().with_places(settings.places());
    let parts = open_here(folder)?;
    let registry = Arc::new(open(parts, &settings.time_zone).await?);
    let announce = |address| tell(address, folder);
    let edge = Edge { http: settings.http(), mail: settings.mail.clone() };
    serve(registry, folder, Listen::At(listen), edge, Days::Pass, announce).await
}

/// Starts log lines for a server that reads no settings.
pub fn log_to_stderr() {
    logging::start(LogFormat::Text);
}

/// Where to serve.
#[derive(Debug)]
pub enum Listen {
    /// At an address that is taken once there is something to serve.
    At(SocketAddr),
    /// On a socket that is open already.
    On(TcpListener),
}

/// What the server is set to at its edges.
#[derive(Debug, Default)]
pub struct Edge {
    /// Towards readers.
    pub http: HttpSettings,
    /// Towards mailboxes.
    pub mail: MailSettings,
}

/// Whether days pass while a registry is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// A clerk notes each day what ran out.
    Pass,
    /// The clock stands still, and what was played stays as it was played.
    Stand,
}

/// Serves a registry whose log this process has open, until SIGTERM or SIGINT; announces its
/// address when nothing can go wrong any more.
///
/// # Errors
/// Why it can't be served; [`Failure::found_wrong`] when the views can't be folded.
pub async fn serve(
    registry: Arc<Registry>,
    folder: &DataFolder,
    listen: Listen,
    edge: Edge,
    days: Days,
    announce: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let stop = stop::told()?;
    let follower = registry.start_follower();
    let signer = registry.start_signer();
    let served = serve_followed(registry, folder, listen, edge, days, announce, stop).await;
    end(vec![follower]).await;
    if let Some(signer) = signer {
        signer.stop().await;
    }
    served
}

/// Serves a registry that is followed, and ends all else that it started beside.
async fn serve_followed(
    registry: Arc<Registry>,
    folder: &DataFolder,
    listen: Listen,
    Edge { http, mail }: Edge,
    days: Days,
    announce: impl FnOnce(SocketAddr) -> Result<(), Failure>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let mut stop = Box::pin(stop);
    tokio::select! {
        caught_up = catch_up::wait(&registry) => caught_up?,
        () = &mut stop => return Ok(()),
    }
    let listener = match listen {
        Listen::At(address) => listen_at(address).await?,
        Listen::On(listener) => listener,
    };
    let admin = lend(&registry, folder)?;
    announce(listener.local_addr().map_err(|error| Failure::cannot_run(&error))?)?;
    if registry.provable().is_none() {
        warn!("no checkpoints are signed: make a key with `clustermap key new`");
    }
    let mut tasks = vec![registry.accounts().post().start(mail.delivery(folder)?)];
    tasks.extend((days == Days::Pass).then(|| clerk::start(registry.clone())));
    tell_of_letters(&http);
    let app = App::new(registry, http);
    tasks.push(notices::start(app.clone()));
    tasks.push(moderation::start(app.clone()));
    serve_http(app, listener, stop).await;
    end(tasks).await;
    admin.stop().await;
    info!("stopped");
    Ok(())
}

/// Ends what runs beside the server, and waits until each has let go: one in the middle of its work would
/// find the private store closed and call that a fault. What they were about to tell, note and send is as
/// due at the next start.
async fn end(tasks: Vec<JoinHandle<()>>) {
    tasks.iter().for_each(JoinHandle::abort);
    for task in tasks {
        // Cancelled, as it was asked to be; a panic was told when it came.
        let _cancelled = task.await;
    }
}

/// Lends the log to other commands.
fn lend(registry: &Registry, folder: &DataFolder) -> Result<AdminServer, Failure> {
    let socket = AdminSocket::open(&folder.socket_path());
    let socket = socket.map_err(|error| Failure::cannot_run(&error))?;
    let lent = Lent {
        log: registry.log().clone(),
        views: registry.published().clone(),
        provable: registry.provable().cloned(),
    };
    Ok(AdminServer::start(socket, lent))
}

/// Says which letters don't leave, and why.
fn tell_of_letters(http: &HttpSettings) {
    if http.public_url.is_none() {
        warn!(
            "no letters of notifications leave: the settings name no public_url, so links in them \
             would lead nowhere"
        );
    }
    if http.letters_are_files {
        warn!(
            "letters are put into a folder as files and reach nobody by themselves: the settings \
             name no mail server ([mail] smtp_host)"
        );
    }
}

/// Opens a registry that is new; its zone is read from the log again, where it stands then.
async fn open(parts: Parts, time_zone: &str) -> Result<Registry, Failure> {
    let Parts { log, private, documents, master, clock, entropy, provable, wall, holds_back } =
        &parts;
    let first = Parts {
        log: log.clone(),
        private: private.clone(),
        documents: documents.clone(),
        master: master.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
        provable: provable.clone(),
        wall: wall.clone(),
        holds_back: *holds_back,
    };
    // A log that isn't what was signed is served as it is, to be read.
    if provable.as_ref().is_none_or(|provable| provable.standing() == Standing::Continues) {
        Registry::assemble(first).await?.open_if_new(false, time_zone).await?;
    }
    Ok(Registry::assemble(parts).await?)
}

/// Takes an address.
///
/// # Errors
/// When it can't be had, for instance because another server has it.
pub async fn listen_at(listen: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen).await.map_err(|error| {
        Failure::refused(format!("can't listen at {listen}: {error}"))
            .hint("give another address with --listen; port 0 takes a free one")
    })
}

/// The address goes to stdout: with port 0 it is data that whoever started this waits for.
pub fn tell(address: SocketAddr, folder: &DataFolder) -> Result<(), Failure> {
    let path = folder.path().display();
    info!(%address, data = %path, "serving the registry of {path} at http://{address}");
    data(&format!("{address}\n"))
}
