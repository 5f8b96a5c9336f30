//! The engines of this crate before the conformance suite.

mod memory {
    use std::sync::Arc;

    use async_trait::async_trait;
    use registry_events::engine::memory::MemoryLog;
    use registry_events::log::{Clock, EventLog};
    use registry_events::testing::conformance::Engine;

    struct Memory;

    #[async_trait]
    impl Engine for Memory {
        async fn open(&self, clock: Arc<dyn Clock>) -> Arc<dyn EventLog> {
            Arc::new(MemoryLog::new(clock))
        }

        /// Memory has no restart; the log itself stands in for what a disk would hold.
        async fn reopen(&self, log: Arc<dyn EventLog>, _: Arc<dyn Clock>) -> Arc<dyn EventLog> {
            log
        }
    }

    registry_events::conformance!(Memory);
}

mod sled {
    use std::io;
    use std::sync::Arc;

    use async_trait::async_trait;
    use registry_events::engine::sled::{Hooks, Options, SledLog, StoreError, verify_observed};
    use registry_events::entry::Entry;
    use registry_events::ids::Position;
    use registry_events::log::{Clock, EventLog};
    use registry_events::testing::conformance::{Engine, EngineWithDisk};
    use registry_events::testing::{Gate, append, part, standing_clock, stream};
    use tempfile::TempDir;

    struct Sled(TempDir);

    impl Sled {
        fn new() -> Self {
            Self(tempfile::tempdir().expect("a folder"))
        }

        fn open_with(&self, clock: Arc<dyn Clock>, options: Options) -> Arc<dyn EventLog> {
            Arc::new(SledLog::open(self.0.path(), clock, options).expect("it opens"))
        }
    }

    struct BehindGate(Arc<Gate>);

    impl Hooks for BehindGate {
        fn before_sync(&self) -> io::Result<()> {
            self.0.pass()
        }

        fn on_failure(&self, _: &StoreError) {}
    }

    #[async_trait]
    impl Engine for Sled {
        async fn open(&self, clock: Arc<dyn Clock>) -> Arc<dyn EventLog> {
            self.open_with(clock, Options::default())
        }

        async fn reopen(&self, log: Arc<dyn EventLog>, clock: Arc<dyn Clock>) -> Arc<dyn EventLog> {
            drop(log);
            self.open_with(clock, Options::default())
        }
    }

    #[async_trait]
    impl EngineWithDisk for Sled {
        async fn open_behind(&self, gate: Arc<Gate>, clock: Arc<dyn Clock>) -> Arc<dyn EventLog> {
            let hooks = Arc::new(BehindGate(gate));
            self.open_with(clock, Options { hooks, ..Options::default() })
        }
    }

    #[tokio::test]
    async fn the_pass_at_the_start_shows_each_entry_once_and_in_order() {
        let folder = Sled::new();
        let log = folder.open(standing_clock()).await;
        for number in 0..3 {
            log.append(append(number, vec![part(&stream("a"), 2 * number, 2)])).await.expect("ok");
        }
        let whole = log.read(Position(0), 100).await.expect("read");
        drop(log);
        let (mut opened, mut verified) = (Vec::new(), Vec::new());
        let path = folder.0.path();
        let show = |entry: &Entry| verified.push(entry.clone());
        verify_observed(path, |_| (), show).expect("it is whole");
        let show = |entry: &Entry| opened.push(entry.clone());
        SledLog::open_observed(path, standing_clock(), Options::default(), |_| (), show)
            .expect("it opens");
        assert_eq!((whole.len(), &opened, &verified), (6, &whole, &whole));
    }

    registry_events::conformance!(Sled::new());
    registry_events::conformance_of_a_disk!(Sled::new());
}
