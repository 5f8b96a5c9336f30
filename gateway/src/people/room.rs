//! How much room there is for documents: of an account and of a cluster, within a day and at all. Who
//! only applies has little.

use jiff::SignedDuration;
use registry_events::document::DocumentRef;
use registry_events::ids::{AccountId, ClusterId, Digest};

use super::{Accounts, PeopleError};
use crate::private::drafts::{KeptDocument, NoRoom, Room, Rooms};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const MEBIBYTE: u64 = 1024 * 1024;

const fn room(documents: u64, mebibytes: u64) -> Room {
    Room { documents, bytes: mebibytes * MEBIBYTE }
}

/// Of who only applies for a cluster.
const OF_APPLICANT: Rooms = Rooms { of_day: room(10, 50), at_all: room(30, 150) };
/// Of who speaks for something.
const OF_SPEAKER: Rooms = Rooms { of_day: room(200, 1_024), at_all: room(5_000, 20_480) };
/// Of a cluster, whoever brings them.
pub const OF_CLUSTER: Rooms = Rooms { of_day: room(300, 1_024), at_all: room(2_000, 10_240) };

/// As whom somebody brings a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bringer {
    /// As one who speaks for something.
    Speaker,
    /// As one who only applies.
    Applicant,
}

impl Bringer {
    const fn rooms(self) -> Rooms {
        match self {
            Self::Speaker => OF_SPEAKER,
            Self::Applicant => OF_APPLICANT,
        }
    }
}

impl Room {
    /// Its bytes as people count them.
    pub const fn mebibytes(self) -> u64 {
        self.bytes / MEBIBYTE
    }
}

impl Accounts {
    /// Takes room for a document before it is kept; why there is none otherwise.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn take_room(
        &self,
        document: &DocumentRef,
        account: AccountId,
        cluster: Option<ClusterId>,
        bringer: Bringer,
    ) -> Result<Result<KeptDocument, NoRoom>, PeopleError> {
        let (digest, bytes, now) = (document.digest, document.bytes, self.now());
        let kept = KeptDocument { digest, account, cluster, bytes, kept_at: now };
        let taken = kept.clone();
        let full = self.ask(move |store| {
            store.drafts().take_room(&taken, bringer.rooms(), OF_CLUSTER, now - DAY)
        });
        Ok(full.await?.map_or(Ok(kept), Err))
    }

    /// Whether an account brought a document.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn has_brought(
        &self,
        account: AccountId,
        digest: Digest,
    ) -> Result<bool, PeopleError> {
        Ok(self.ask(move |store| store.drafts().has_brought(account, digest)).await?)
    }

    /// Gives room back that was taken for what isn't kept after all.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn give_room_back(&self, kept: KeptDocument) -> Result<(), PeopleError> {
        Ok(self.ask(move |store| store.drafts().give_room_back(&kept)).await?)
    }
}
