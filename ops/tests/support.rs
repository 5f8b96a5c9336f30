//! Runs the binary, starts servers, and writes or damages logs behind its back.

pub(crate) mod log;
pub(crate) mod server;

use std::fmt;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) use server::Server;

/// A folder that holds one data folder, `data`.
pub(crate) struct Folder(TempDir);

/// What a run of the binary came to.
pub(crate) struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A folder whose registry is open: what `serve` makes of an empty one.
    pub(crate) fn with_registry() -> Self {
        let folder = Self::new();
        Server::start(&folder).stop();
        folder
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.0.path().join("data")
    }

    /// Runs the binary in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        let output = command(self.0.path()).args(args).output();
        Ran::from(output.expect("the binary runs"))
    }

    /// Lets its owner write in the data folder again.
    pub(crate) fn allow_writing(&self) {
        change_modes(&self.data(), &|mode| mode | 0o200);
    }

    /// Runs the binary where the data folder may only be read: root may write all the same, so then
    /// somebody else runs it.
    pub(crate) fn run_read_only(&self, args: &[&str]) -> Ran {
        forbid_writing(&self.data());
        let mut command = command(self.0.path());
        if std::fs::metadata("/proc/self").expect("a process").uid() == 0 {
            let open = Permissions::from_mode(0o755);
            std::fs::set_permissions(self.0.path(), open).expect("permissions");
            command.uid(NOBODY).gid(NOBODY);
        }
        Ran::from(command.args(args).output().expect("the binary runs"))
    }
}

/// Whom nothing belongs to.
const NOBODY: u32 = 65_534;

fn forbid_writing(path: &Path) {
    change_modes(path, &|mode| mode & !0o222);
}

fn change_modes(path: &Path, change: &dyn Fn(u32) -> u32) {
    if path.is_dir() {
        for file in std::fs::read_dir(path).expect("a folder") {
            change_modes(&file.expect("a file").path(), change);
        }
    }
    let mode = change(std::fs::metadata(path).expect("known").mode());
    std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions");
}

/// The binary, with the folder as its working directory and nothing set that changes its words.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clustermap"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("RUST_LOG");
    command
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Ran {
    /// What went to stdout.
    pub(crate) fn data(&self) -> &str {
        assert_eq!(self.code, Some(0), "{self}");
        &self.stdout
    }

    pub(crate) fn stderr(&self) -> &str {
        &self.stderr
    }

    pub(crate) fn code(&self) -> Option<i32> {
        self.code
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.map_or("killed".into(), |code| code.to_string());
        write!(f, "exit code {code}\n--- stdout\n{}--- stderr\n{}", self.stdout, self.stderr)
    }
}

/// What differs from run to run and says nothing.
pub(crate) const FILTERS: [(&str, &str); 7] = [
    (r"\b[0-9a-f]{64}\b", "[digest]"),
    (r"crt_\[digest\]|crt_[0-9a-f]{64}", "[token]"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[account]"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "[time]"),
    (r"/\S*/\.tmp\w+", "[folder]"),
    (r"127\.0\.0\.1:\d+", "[address]"),
    (r"[A-Za-z0-9+/]{43}=", "[root]"),
];

/// An inline snapshot of a run, without what differs from run to run.
#[macro_export]
macro_rules! assert_ran {
    ($ran:expr, $($snapshot:tt)+) => {{
        insta::with_settings!({filters => $crate::support::FILTERS}, {
            insta::assert_snapshot!($ran, $($snapshot)+);
        });
    }};
}
