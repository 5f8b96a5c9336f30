//! A running server, ended by its own id, and what is sent to one.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Folder, command};

/// How long a server may take to stop.
const STOP_MAX: Duration = Duration::from_secs(20);

pub(crate) struct Server {
    child: Child,
    address: String,
    /// Reads what it says, which would block it once the pipe is full.
    said: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts a server on a free port and waits until it says where it listens.
    pub(crate) fn start(folder: &Folder) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Folder, args: &[&str]) -> Self {
        let mut child = command(folder.0.path())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut address = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut address).expect("a line");
        let said = listen(&mut child);
        assert!(address.ends_with('\n'), "no address: {}", said.join().expect("it was read"));
        Self { child, address: address.trim_end().to_owned(), said: Some(said) }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The status line of an answer.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        let request = format!("GET {path} HTTP/1.1\r\nHost: registry\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer).expect("an answer");
        answer.trim_end().to_owned()
    }

    /// How long the processor has worked for it, in the system's ticks (a hundredth of a second each).
    pub(crate) fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("it runs");
        // Its name, which may hold blanks, ends with the last bracket; 11 fields later they stand.
        let (_, fields) = stat.rsplit_once(')').expect("a name");
        let times = fields.split_whitespace().skip(11).take(2);
        times.map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
    }

    /// Asks it to stop as a service manager does; what it said on stderr.
    pub(crate) fn stop(mut self) -> (ExitStatus, String) {
        self.signal("TERM");
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                let said = self.said.take().expect("nobody took it");
                return (status, said.join().expect("it was read"));
            }
            assert!(begun.elapsed() < STOP_MAX, "it doesn't stop");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it as a loss of power does.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it is gone");
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().expect("kill");
        assert!(sent.success(), "no signal");
    }
}

/// The answer to a write, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Whether it is the answer to an earlier request with the same key.
    pub(crate) replayed: bool,
    pub(crate) body: String,
}

/// Sends a write; an error when no whole answer comes.
pub(crate) fn post(
    address: &str,
    path: &str,
    token: &str,
    key: &str,
    body: &str,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: registry\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    parse(&answer).ok_or(io::ErrorKind::UnexpectedEof.into())
}

/// An answer that says how long it is, and is.
fn parse(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let head = head.to_ascii_lowercase();
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
    let length: usize = field("content-length: ")?.parse().ok()?;
    Some(Answer {
        status: field("http/1.1 ")?.get(..3)?.parse().ok()?,
        replayed: field("idempotent-replay: ") == Some("true"),
        body: (body.len() == length).then(|| body.to_owned())?,
    })
}

fn listen(child: &mut Child) -> JoinHandle<String> {
    let mut stderr = child.stderr.take().expect("a pipe");
    thread::spawn(move || {
        let mut said = String::new();
        stderr.read_to_string(&mut said).expect("text");
        said
    })
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already where the test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
