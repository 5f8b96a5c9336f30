//! The conformance suite: the contract of [`crate::log`], sentence by sentence, for any engine.
//!
//! An engine's test file names how it is opened and calls [`conformance!`](crate::conformance), and
//! [`conformance_of_a_disk!`](crate::conformance_of_a_disk) when it has one; each sentence shows as
//! a test of its own. The suite knows the port only. After each step [`check_log`] reads the whole
//! log anew.

mod appending;
mod bounds;
mod disk;
mod reading;
mod requests;
mod writers;

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;

use super::Gate;
use crate::chain::ChainValue;
use crate::entry::{Entry, Recorded};
use crate::ids::{Position, StreamVersion};
use crate::log::{Clock, EventLog, Head};

pub use appending::*;
pub use bounds::*;
pub use disk::*;
pub use reading::*;
pub use requests::*;
pub use writers::*;

/// A way to open one engine; each holds one log of its own.
#[async_trait]
pub trait Engine: Send + Sync {
    /// Opens the log, empty at first.
    async fn open(&self, clock: Arc<dyn Clock>) -> Arc<dyn EventLog>;

    /// Closes the log and opens it again, as a restart does.
    async fn reopen(&self, log: Arc<dyn EventLog>, clock: Arc<dyn Clock>) -> Arc<dyn EventLog>;
}

/// An engine that syncs, and whose sync can be held up or made to fail.
#[async_trait]
pub trait EngineWithDisk: Engine {
    /// Opens the log so that it passes the gate before each sync, and lives on after a failed one.
    async fn open_behind(&self, gate: Arc<Gate>, clock: Arc<dyn Clock>) -> Arc<dyn EventLog>;
}

/// A test for each sentence that any engine must hold.
#[macro_export]
macro_rules! conformance {
    ($engine:expr) => {
        $crate::conformance_sentences! { $engine;
            a_commit_over_several_streams_is_recorded_in_the_order_of_its_parts,
            a_conflict_in_one_part_records_nothing_of_the_others,
            a_conflict_tells_expected_and_actual_version,
            a_cursor_sees_each_event_once_while_others_write,
            a_log_begins_empty,
            a_part_without_events_only_guards,
            a_read_is_bounded,
            a_repeated_request_gets_the_first_receipt,
            a_repeated_request_gets_the_first_receipt_after_a_restart,
            a_request_id_with_another_body_is_refused,
            a_stream_in_two_parts_is_refused,
            a_stream_is_read_on_after_a_version,
            an_append_without_events_is_refused,
            an_event_of_sixty_kilobytes_is_read_back,
            an_event_that_fits_no_entry_is_refused_with_its_whole_commit,
            an_unknown_request_has_no_receipt,
            events_of_a_commit_share_one_time_to_the_microsecond,
            five_thousand_events_fit_into_a_commit_and_one_more_does_not,
            four_mebibytes_fit_into_a_commit_and_more_does_not,
            of_two_equal_expectations_one_wins,
            positions_have_no_gaps_and_the_chain_ends_in_the_head,
            sixty_four_writers_to_one_stream_lose_and_double_nothing,
            the_bytes_read_are_the_bytes_appended,
            the_same_request_sent_many_times_at_once_is_recorded_once,
            time_never_goes_back_even_if_the_clock_does,
            waiting_ends_when_the_position_is_filled,
            what_was_acknowledged_is_there_after_a_restart,
        }
    };
}

/// A test for each sentence about what happens around a sync.
#[macro_export]
macro_rules! conformance_of_a_disk {
    ($engine:expr) => {
        $crate::conformance_sentences! { $engine;
            a_failed_sync_is_an_unknown_outcome_and_ends_writing,
            a_repeat_of_an_unknown_outcome_is_recorded_once,
            nothing_is_visible_between_batch_and_sync,
            of_two_equal_expectations_in_one_group_one_wins,
            the_same_request_twice_in_one_group_is_recorded_once,
        }
    };
}

/// One test per sentence, each with an engine of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_sentences {
    ($engine:expr; $($sentence:ident),+ $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $sentence() {
                $crate::testing::conformance::$sentence(&$engine).await;
            }
        )+
    };
}

/// Reads the whole log in small slices and checks positions, chain, versions, commits and head.
///
/// # Panics
/// When anything doesn't hold.
pub async fn check_log(log: &dyn EventLog) -> Vec<Recorded> {
    let head = log.head().await.expect("a head");
    let mut checked = Checked::default();
    while checked.next < head.next {
        let slice = log.read(checked.next, 1_000).await.expect("a slice");
        assert!(!slice.is_empty(), "nothing at position {}, before the head", checked.next);
        for entry in &slice {
            checked.take(entry);
        }
    }
    checked.finish(&head)
}

struct Checked {
    next: Position,
    chain: ChainValue,
    versions: HashMap<String, StreamVersion>,
    recorded: Vec<Recorded>,
}

impl Default for Checked {
    fn default() -> Self {
        let (versions, recorded) = Default::default();
        Self { next: Position(0), chain: ChainValue::genesis(), versions, recorded }
    }
}

impl Checked {
    fn take(&mut self, entry: &Entry) {
        assert_eq!(entry.position, self.next, "positions have no gaps");
        assert_eq!(entry.previous().expect("a frame"), self.chain, "the chain at {}", self.next);
        assert_eq!(
            ChainValue::after(&entry.bytes),
            entry.chain,
            "the chain value at {}",
            self.next
        );
        let recorded = entry.decode().expect("an entry decodes");
        let version = self.versions.entry(recorded.stream.to_string()).or_default();
        assert_eq!(recorded.version, version.next(), "the version at {}", self.next);
        *version = recorded.version;
        self.check_commit(&recorded);
        (self.next, self.chain) = (entry.position.next(), entry.chain);
        self.recorded.push(recorded);
    }

    fn check_commit(&self, this: &Recorded) {
        let Some(previous) = self.recorded.last() else {
            return assert_eq!(this.index, 0, "the log begins with a commit");
        };
        assert!(previous.recorded_at <= this.recorded_at, "time at {}", self.next);
        if previous.index + 1 == previous.count {
            return assert_eq!(this.index, 0, "a commit begins at {}", self.next);
        }
        assert_eq!((this.index, this.count), (previous.index + 1, previous.count));
        assert_eq!(this.request_id, previous.request_id, "one request at {}", self.next);
        assert_eq!(this.recorded_at, previous.recorded_at, "one time at {}", self.next);
    }

    fn finish(self, head: &Head) -> Vec<Recorded> {
        assert_eq!((head.next, head.chain), (self.next, self.chain), "the head");
        let last = self.recorded.last();
        assert_eq!(head.recorded_at, last.map(|last| last.recorded_at), "the head's time");
        assert!(last.is_none_or(|last| last.index + 1 == last.count), "the last commit is whole");
        self.recorded
    }
}
