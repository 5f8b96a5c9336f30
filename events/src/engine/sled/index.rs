//! Where streams and requests stand in the log: in memory, filled from the entries.
//!
//! It is economical, because it holds something of every entry: eight bytes per entry for its
//! stream, sixteen per commit for its request.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use crate::ids::{Position, RequestId, StreamVersion};
use crate::stream::StreamId;

/// Positions by stream and by request.
#[derive(Default)]
pub(super) struct Index {
    streams: HashMap<StreamId, Vec<Position>>,
    requests: Requests,
}

impl Index {
    /// An index with room for the requests of that many entries.
    pub(super) fn with_capacity(entries: usize) -> Self {
        let firsts = HashMap::with_capacity(entries);
        Self { requests: Requests { firsts, ..Requests::default() }, ..Self::default() }
    }

    /// Adds the next entry of a stream.
    pub(super) fn add(&mut self, stream: StreamId, position: Position) {
        self.streams.entry(stream).or_default().push(position);
    }

    /// Adds the request of a commit that begins at `first`.
    pub(super) fn add_request(&mut self, id: &RequestId, first: Position) {
        self.requests.add(id, first);
    }

    /// How many entries a stream has.
    pub(super) fn version(&self, stream: &StreamId) -> StreamVersion {
        StreamVersion(self.streams.get(stream).map_or(0, Vec::len) as u64)
    }

    /// Where a stream's entries after a version stand, at most `limit` of them.
    pub(super) fn positions(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Vec<Position> {
        let after = usize::try_from(after.0).unwrap_or(usize::MAX);
        let all = self.streams.get(stream).map(Vec::as_slice).unwrap_or_default();
        all.iter().skip(after).take(limit).copied().collect()
    }

    /// Where a request's commit may begin; the entry there tells whether it does.
    pub(super) fn candidates(&self, id: &RequestId) -> Vec<Position> {
        self.requests.candidates(id)
    }
}

/// Firsts of commits by a fingerprint of the request id: half the memory of the ids themselves.
///
/// Two ids of one fingerprint stand in neighbouring slots, so a look-up tries each slot up to the
/// first free one. Nothing is ever removed, which is what makes this right.
#[derive(Default)]
struct Requests<S = RandomState> {
    fingerprints: S,
    firsts: HashMap<u64, Position>,
}

impl<S: BuildHasher> Requests<S> {
    fn add(&mut self, id: &RequestId, first: Position) {
        let mut slot = self.fingerprints.hash_one(id);
        while self.firsts.contains_key(&slot) {
            slot = slot.wrapping_add(1);
        }
        self.firsts.insert(slot, first);
    }

    fn candidates(&self, id: &RequestId) -> Vec<Position> {
        let fingerprint = self.fingerprints.hash_one(id);
        let slots = (0..).map(|step| fingerprint.wrapping_add(step));
        slots.map_while(|slot| self.firsts.get(&slot).copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasherDefault, Hasher};

    use super::*;

    /// Gives every id the same fingerprint, close to the end of the slots.
    #[derive(Default)]
    struct Same;

    impl Hasher for Same {
        fn finish(&self) -> u64 {
            u64::MAX
        }

        fn write(&mut self, _: &[u8]) {}
    }

    #[test]
    fn requests_of_one_fingerprint_are_all_candidates() {
        let mut requests: Requests<BuildHasherDefault<Same>> = Requests::default();
        assert_eq!(requests.candidates(&RequestId([0; 32])), []);
        for number in 0..3 {
            requests.add(&RequestId([number; 32]), Position(u64::from(number)));
        }
        let all = [Position(0), Position(1), Position(2)];
        assert_eq!(requests.candidates(&RequestId([1; 32])), all);
    }
}
