//! A process that appends to a log until it is ended, and what it was acknowledged by then.
//!
//! It never outlives the test, so that what it writes to can be taken away.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use registry_events::ids::Position;

use super::child_command;

/// Writer and number of each acknowledged commit, with the position it was told.
pub(super) type Acknowledged = HashMap<(u64, u64), Position>;

/// How long a process may take to acknowledge something, or to end by itself.
const WAIT_MAX: Duration = Duration::from_secs(30);

pub(super) struct Writing {
    process: Process,
    first: Receiver<()>,
    acknowledged: JoinHandle<Acknowledged>,
    errors: JoinHandle<String>,
}

/// What came of a process that has ended.
pub(super) struct Written {
    pub(super) acknowledged: Acknowledged,
    pub(super) errors: String,
    pub(super) status: ExitStatus,
}

impl Writing {
    pub(super) fn start(log: &Path, writers: u64) -> Self {
        let mut command = child_command("write", log);
        command.arg(writers.to_string()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the child runs");
        let output = child.stdout.take().expect("piped");
        let errors = child.stderr.take().expect("piped");
        let (told, first) = mpsc::channel();
        let acknowledged = thread::spawn(move || read_acknowledged(output, &told));
        let errors = thread::spawn(move || text(errors));
        Self { process: Process(child), first, acknowledged, errors }
    }

    pub(super) fn wait_for_first(&self) {
        self.first.recv_timeout(WAIT_MAX).expect("it acknowledges a commit");
    }

    /// Ends it at once.
    pub(super) fn kill(mut self) -> Written {
        self.process.0.kill().expect("killed");
        self.wait()
    }

    /// Waits until it ends by itself.
    pub(super) fn wait(mut self) -> Written {
        let status = self.process.wait();
        let acknowledged = self.acknowledged.join().expect("read to its end");
        let errors = self.errors.join().expect("read to its end");
        Written { acknowledged, errors, status }
    }
}

struct Process(Child);

impl Process {
    fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().expect("a child") {
                return status;
            }
            assert!(begun.elapsed() < WAIT_MAX, "it goes on");
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It is gone already where the test went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn read_acknowledged(output: impl Read, told: &Sender<()>) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        acknowledged.extend(acknowledgement(&line));
        // Who waits for the first may have gone.
        let _ = told.send(());
    }
    acknowledged
}

fn text(mut from: impl Read) -> String {
    let mut bytes = Vec::new();
    // What was read before an error is kept.
    let _ = from.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `ACK writer number first`; none of a line that the kill cut off.
fn acknowledgement(line: &str) -> Option<((u64, u64), Position)> {
    let numbers: Option<Vec<u64>> =
        line.strip_prefix("ACK ")?.split(' ').map(|number| number.parse().ok()).collect();
    match numbers?[..] {
        [writer, number, first] => Some(((writer, number), Position(first))),
        _ => None,
    }
}
