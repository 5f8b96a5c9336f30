//! A private store that tells on which threads it is asked.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use registry_events::ids::Digest;
use registry_events::seal::KeyId;
use registry_gateway::private::{
    DocumentLooks, Drafts, Notices, OneTimeLinks, Outbox, People, PrivateError, PrivateStore,
    SecurityJournal, Sessions, StoredToken,
};

pub(crate) struct WatchedStore {
    store: Box<dyn PrivateStore>,
    /// The thread that serves, where a call would hold everybody up.
    serving: ThreadId,
    asked: Arc<Mutex<BTreeSet<(&'static str, bool)>>>,
}

impl WatchedStore {
    /// Watches a store from the thread that serves in a test.
    pub(crate) fn new(store: impl PrivateStore + 'static) -> Self {
        let serving = thread::current().id();
        Self { store: Box::new(store), serving, asked: Arc::default() }
    }

    /// What was asked, each with whether it was on the thread that serves.
    pub(crate) fn asked(&self) -> Arc<Mutex<BTreeSet<(&'static str, bool)>>> {
        self.asked.clone()
    }

    fn note(&self, call: &'static str) {
        let serves = thread::current().id() == self.serving;
        self.asked.lock().unwrap().insert((call, serves));
    }
}

impl PrivateStore for WatchedStore {
    fn is_there(&self) -> bool {
        self.store.is_there()
    }

    fn add_key(&self, key: &KeyId, secret: &[u8; 32]) -> Result<(), PrivateError> {
        self.note("add_key");
        self.store.add_key(key, secret)
    }

    fn key(&self, key: &KeyId) -> Result<Option<[u8; 32]>, PrivateError> {
        self.note("key");
        self.store.key(key)
    }

    fn keys(&self) -> Result<Vec<(KeyId, [u8; 32])>, PrivateError> {
        self.store.keys()
    }

    fn forget_keys(&self, keys: &[KeyId]) -> Result<usize, PrivateError> {
        self.note("forget_keys");
        self.store.forget_keys(keys)
    }

    fn add_token(&self, token: &StoredToken) -> Result<bool, PrivateError> {
        self.store.add_token(token)
    }

    fn token(&self, digest: Digest) -> Result<Option<StoredToken>, PrivateError> {
        self.note("token");
        self.store.token(digest)
    }

    fn tokens(&self) -> Result<Vec<StoredToken>, PrivateError> {
        self.store.tokens()
    }

    fn remove_token(&self, digest: Digest) -> Result<bool, PrivateError> {
        self.store.remove_token(digest)
    }

    fn looks(&self) -> &dyn DocumentLooks {
        self.store.looks()
    }

    fn people(&self) -> &dyn People {
        self.note("people");
        self.store.people()
    }

    fn sessions(&self) -> &dyn Sessions {
        self.note("sessions");
        self.store.sessions()
    }

    fn links(&self) -> &dyn OneTimeLinks {
        self.note("links");
        self.store.links()
    }

    fn outbox(&self) -> &dyn Outbox {
        self.note("outbox");
        self.store.outbox()
    }

    fn drafts(&self) -> &dyn Drafts {
        self.note("drafts");
        self.store.drafts()
    }

    fn notices(&self) -> &dyn Notices {
        self.note("notices");
        self.store.notices()
    }

    fn security(&self) -> &dyn SecurityJournal {
        self.note("security");
        self.store.security()
    }
}
