//! The socket's file: made so that nobody else could ever enter it, removed when it is ours.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use tokio::net::UnixListener;

/// Why the socket can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// Somebody answers there.
    #[error("another server answers at {}: stop it first", path.display())]
    InUse {
        /// The socket.
        path: PathBuf,
    },
    /// Something else stands there.
    #[error("{} isn't a socket: move it away", path.display())]
    NotASocket {
        /// What stands there.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("can't open the socket {}: see that this program may write there", path.display())]
    Refused {
        /// The socket.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// A socket that is open; its file is removed when this is dropped.
#[derive(Debug)]
pub struct AdminSocket {
    path: PathBuf,
    /// Device and inode, so that another server's file is never removed.
    file: (u64, u64),
    pub(super) listener: UnixListener,
}

impl AdminSocket {
    /// Opens the socket in the place of one that a stopped server has left. Needs a runtime.
    ///
    /// # Errors
    /// [`SocketError`].
    pub fn open(path: &Path) -> Result<Self, SocketError> {
        clear(path)?;
        bind(path).map_err(|source| SocketError::Refused { path: path.into(), source })
    }
}

impl Drop for AdminSocket {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|file| file == self.file) {
            // Should it stay, the next server clears it.
            let _stale = fs::remove_file(&self.path);
        }
    }
}

/// Removes what a stopped server has left, and nothing else.
fn clear(path: &Path) -> Result<(), SocketError> {
    let refused = |source| SocketError::Refused { path: path.into(), source };
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(refused)?,
    };
    if !found.file_type().is_socket() {
        return Err(SocketError::NotASocket { path: path.into() });
    }
    match Reach::of(path).and_then(|reach| UnixStream::connect(reach.path())) {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            fs::remove_file(path).map_err(refused)
        }
        Err(error) => Err(refused(error)),
        Ok(_) => Err(SocketError::InUse { path: path.into() }),
    }
}

/// Binds inside a folder that only we may enter, and moves the socket out once its mode is set:
/// there is no moment at which others could connect.
fn bind(path: &Path) -> io::Result<AdminSocket> {
    let folder = path.with_file_name(".sock");
    let inner = folder.join("s");
    remove_leftovers(&folder, &inner)?;
    DirBuilder::new().mode(0o700).create(&folder)?;
    let listener = UnixListener::bind(Reach::of(&inner)?.path())?;
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o600))?;
    fs::rename(&inner, path)?;
    fs::remove_dir(&folder)?;
    Ok(AdminSocket { path: path.into(), file: identity(path)?, listener })
}

fn remove_leftovers(folder: &Path, inner: &Path) -> io::Result<()> {
    for removed in [fs::remove_file(inner), fs::remove_dir(folder)] {
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A path that the system takes for a socket's: in a folder with a long name, it leads through an
/// open descriptor of the folder.
pub(super) struct Reach {
    path: PathBuf,
    _folder: Option<File>,
}

/// The system's own limit is 107 on Linux.
const PATH_BYTES_MAX: usize = 100;

impl Reach {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        if path.as_os_str().len() <= PATH_BYTES_MAX {
            return Ok(Self { path: path.into(), _folder: None });
        }
        let folder = File::open(folder)?;
        let path = Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name);
        Ok(Self { path, _folder: Some(folder) })
    }

    /// Good while this lives.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let file = fs::symlink_metadata(path)?;
    Ok((file.dev(), file.ino()))
}
