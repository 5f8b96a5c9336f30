//! `clustermap serve`.

use std::fs;
use std::thread;
use std::time::Duration;

use registry_events::codec::EncodedContent;
use registry_events::stream::StreamId;

use crate::assert_ran;
use crate::support::log::{damage, record_encoded};
use crate::support::{Folder, Server};

/// How often a server is stopped at its start: without waiting for what runs beside it, one in six logged
/// an error.
const STOPS: usize = 20;
/// More of the processor than a server takes within two seconds that nobody asks for anything, in
/// hundredths of a second.
const BUSY_TICKS: u64 = 30;

#[test]
fn a_new_folder_is_served_until_the_server_is_told_to_stop() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    assert_eq!(server.get("/health/ready"), "HTTP/1.1 200 OK");
    assert!(folder.data().join("admin.sock").exists());
    let (status, stderr) = server.stop();
    assert!(status.success(), "{stderr}");
    for said in ["serving the registry of ./data at http://127.0.0.1:", "told to stop by SIGTERM"] {
        assert!(stderr.contains(said), "{stderr}");
    }
    assert!(stderr.ends_with("stopped\n"), "{stderr}");
    assert!(!folder.data().join("admin.sock").exists());
}

#[test]
fn a_server_that_is_stopped_in_the_middle_of_its_work_logs_no_error() {
    let folder = Folder::new();
    // What runs beside it begins when it says where it listens, so that some of it is always cut short.
    for _ in 0..STOPS {
        let (status, stderr) = Server::start(&folder).stop();
        assert!(status.success() && stderr.ends_with("stopped\n"), "{stderr}");
        assert!(!stderr.contains("ERROR"), "{stderr}");
    }
}

#[test]
fn a_server_that_nobody_asks_for_anything_rests() {
    let folder = Folder::with_registry();
    let server = Server::start(&folder);
    // What begins with it has ended by then.
    thread::sleep(Duration::from_secs(2));
    let before = server.ticks();
    thread::sleep(Duration::from_secs(2));
    let used = server.ticks() - before;
    server.stop();
    assert!(used < BUSY_TICKS, "{used} hundredths of a second of the processor within 2 s");
}

#[test]
fn a_second_process_is_told_in_a_sentence() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    assert_ran!(folder.run(&["serve", "--listen", "127.0.0.1:0"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: another process has this log open: stop it before opening ./data/log
    hint: beside a server, commands use its log once it serves; wait until it has started
    ");
    server.stop();
}

#[test]
fn a_damaged_log_is_not_served() {
    let folder = Folder::with_registry();
    damage(&folder, 3);
    assert_ran!(folder.run(&["serve", "--listen", "127.0.0.1:0"]), @r"
    exit code 1
    --- stdout
    --- stderr
    error: the entry at position 3 is damaged (not an entry: its bytes don't yield its chain value): put the folder aside and restore it from a backup
    ");
}

#[test]
fn a_log_that_cannot_be_folded_is_not_served() {
    let folder = Folder::with_registry();
    let unreadable = EncodedContent::Clear(b"no event".to_vec());
    record_encoded(&folder, &StreamId::access(), 0, vec![unreadable]);
    let ran = folder.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(ran.code(), Some(1));
    let error = ran.stderr().lines().find(|line| line.starts_with("error"));
    assert_ran!(error.expect("a sentence"), @"error: the views can't be folded: the entry at position 12 can't be read");
}

#[test]
fn a_killed_server_leaves_a_socket_that_hinders_nobody() {
    let folder = Folder::new();
    Server::start(&folder).kill();
    assert!(folder.data().join("admin.sock").exists());
    folder.run(&["verify"]).data();
    let server = Server::start(&folder);
    folder.run(&["verify"]).data();
    server.stop();
}

#[test]
fn an_address_that_is_taken_is_named() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    let other = Folder::with_registry();
    assert_ran!(other.run(&["serve", "--listen", server.address()]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: can't listen at [address]: Address already in use (os error 98)
    hint: give another address with --listen; port 0 takes a free one
    ");
    server.stop();
}

#[test]
fn settings_are_read_from_a_file_and_slips_are_refused() {
    let folder = Folder::new();
    let file = folder.data().with_file_name("settings.toml");
    fs::write(&file, "log_format = \"json\"\ntime_zone = \"Asia/Tomsk\"\n").expect("written");
    let server = Server::start_with(&folder, &["--settings", "settings.toml"]);
    let (_, stderr) = server.stop();
    assert!(stderr.lines().all(|line| line.starts_with('{')), "{stderr}");
    fs::write(&file, "[proxies]\ntrusted = [\"proxy.example\"]\n").expect("written");
    assert_ran!(folder.run(&["serve", "--settings", "settings.toml"]), @r#"
    exit code 2
    --- stdout
    --- stderr
    error: can't use the settings in settings.toml: TOML parse error at line 2, column 12
      |
    2 | trusted = ["proxy.example"]
      |            ^^^^^^^^^^^^^^^
    invalid IP address syntax
    "#);
    assert_ran!(folder.run(&["serve", "--settings", "nowhere.toml"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: can't use the settings in nowhere.toml: No such file or directory (os error 2)
    ");
}
