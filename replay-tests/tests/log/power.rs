//! Power is lost, a sync fails or the disk is full while a process appends, and no acknowledged
//! commit is lost.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::thread;

use registry_replay_tests::crash::WRITERS;

use super::child;
use super::crash::{check_whole, open, some_time};
use super::lossy::Lossy;
use super::writing::{Acknowledged, Writing};

const LOSSES: u32 = 24;
/// More than the start of a new log has; those after it make commits durable.
const SYNCS: u32 = 12;
const SIGABRT: i32 = 6;

#[tokio::test(flavor = "multi_thread")]
async fn power_lost_while_a_process_appends_loses_no_acknowledged_commit() {
    let Some(mut disk) = Lossy::mount() else { return };
    let mut all = Acknowledged::new();
    for loss in 0..LOSSES {
        all.extend(write_until_power_is_lost(&disk, loss));
        disk.mount_again();
        // Nothing is there yet when power was lost before anything was acknowledged.
        if disk.log().exists() || !all.is_empty() {
            check_copy(&disk, &all).await;
        }
    }
    assert!(all.len() > 100, "only {} commits were acknowledged", all.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn power_lost_at_any_sync_of_a_new_log_leaves_one_that_opens() {
    for (sync, folder_is_there) in (0..SYNCS).flat_map(|sync| [(sync, false), (sync, true)]) {
        let Some(mut disk) = Lossy::mount() else { return };
        if folder_is_there {
            disk.make_log_folder();
        }
        disk.lose_power_at_sync(sync);
        let written = Writing::start(&disk.log(), 1).wait();
        disk.mount_again();
        let told = told(&disk.log());
        assert!(told.starts_with("entries: "), "after sync {sync}: {told}");
        check_copy(&disk, &written.acknowledged).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_sync_stops_the_process_and_loses_no_acknowledged_commit() {
    let Some(mut disk) = Lossy::mount() else { return };
    let writing = Writing::start(&disk.log(), WRITERS);
    writing.wait_for_first();
    disk.fail_one_sync();
    let written = writing.wait();
    assert_eq!(written.status.signal(), Some(SIGABRT), "{}", written.errors);
    assert!(written.errors.contains("the log can't be made durable"), "{}", written.errors);
    assert!(written.errors.contains("Input/output error"), "{}", written.errors);
    disk.lose_power();
    disk.mount_again();
    check_copy(&disk, &written.acknowledged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_the_process_and_loses_no_acknowledged_commit() {
    let Some(disk) = Lossy::mount() else { return };
    let writing = Writing::start(&disk.log(), WRITERS);
    writing.wait_for_first();
    disk.fill();
    let written = writing.wait();
    assert_eq!(written.status.signal(), Some(SIGABRT), "{}", written.errors);
    assert!(written.errors.contains("the log can't be made durable"), "{}", written.errors);
    assert!(written.errors.contains("No space left on device"), "{}", written.errors);
    let refused = told(&disk.log());
    assert!(refused.contains("see that there is room"), "{refused}");
    disk.make_room();
    check_copy(&disk, &written.acknowledged).await;
}

/// Every second time power is lost during the start, else during the appending; by turns of one
/// writer, whose groups are single events, and of all.
fn write_until_power_is_lost(disk: &Lossy, loss: u32) -> Acknowledged {
    let writing = Writing::start(&disk.log(), if loss % 4 < 2 { 1 } else { WRITERS });
    if !loss.is_multiple_of(2) {
        writing.wait_for_first();
    }
    thread::sleep(some_time());
    disk.lose_power();
    writing.kill().acknowledged
}

async fn check_copy(disk: &Lossy, acknowledged: &Acknowledged) {
    assert!(disk.log().exists(), "the log is gone, with {} commits", acknowledged.len());
    let copy = disk.copy_log();
    check_whole(&*open(copy.path()), acknowledged).await;
}

/// What a process says that opens the log.
fn told(log: &Path) -> String {
    let output = child("open", log);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}
