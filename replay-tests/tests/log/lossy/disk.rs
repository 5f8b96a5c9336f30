//! A disk that keeps apart what was written and what survives a loss of power.
//!
//! A sync of a file makes its content durable, a sync of a folder the names in it, and nothing else
//! does: no more than POSIX promises, and less than most file systems give. Knows nothing of mounts.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::ops::Range;

use fuser::Errno;

/// The number of the topmost folder.
pub(super) const ROOT: u64 = 1;
const PAGE_BYTES: usize = 4096;

pub(super) struct Disk {
    nodes: BTreeMap<u64, Node>,
    next: u64,
    pub(super) trouble: Trouble,
}

/// What is wrong with the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Nothing,
    /// Every request fails.
    Dark,
    /// Power goes at a sync, before it does anything, after so many that succeed.
    DarkAtSync(u32),
    /// The next sync of a file fails, and the one after it says that all is well, as Linux does.
    FailsOneSync,
    /// No write finds room.
    Full,
}

pub(super) enum Node {
    Folder { now: Names, durable: Names },
    File(File),
}

pub(super) type Names = BTreeMap<OsString, u64>;

#[derive(Default)]
pub(super) struct File {
    now: Vec<u8>,
    durable: Vec<u8>,
    /// The numbers of the pages that differ.
    unsynced: BTreeSet<usize>,
}

impl Disk {
    pub(super) fn new() -> Self {
        let nodes = BTreeMap::from([(ROOT, Node::folder())]);
        Self { nodes, next: ROOT + 1, trouble: Trouble::Nothing }
    }

    /// All that wasn't synced is gone, and nothing answers any more.
    pub(super) fn lose_power(&mut self) {
        self.trouble = Trouble::Dark;
        for node in self.nodes.values_mut() {
            node.forget_unsynced();
        }
    }

    pub(super) fn node(&self, number: u64) -> Result<&Node, Errno> {
        self.nodes.get(&number).ok_or(Errno::ENOENT)
    }

    pub(super) fn names(&self, folder: u64) -> Result<&Names, Errno> {
        match self.node(folder)? {
            Node::Folder { now, .. } => Ok(now),
            Node::File(_) => Err(Errno::ENOTDIR),
        }
    }

    pub(super) fn file(&self, number: u64) -> Result<&File, Errno> {
        match self.node(number)? {
            Node::File(file) => Ok(file),
            Node::Folder { .. } => Err(Errno::EISDIR),
        }
    }

    /// The number behind a name.
    pub(super) fn find(&self, folder: u64, name: &OsStr) -> Result<u64, Errno> {
        self.names(folder)?.get(name).copied().ok_or(Errno::ENOENT)
    }

    /// Puts something new under a name.
    pub(super) fn make(&mut self, folder: u64, name: &OsStr, node: Node) -> Result<u64, Errno> {
        let number = self.next;
        self.names_mut(folder)?.insert(name.into(), number);
        self.nodes.insert(number, node);
        self.next += 1;
        Ok(number)
    }

    /// Takes a name away; what it named stays for who has it open and for the durable names.
    pub(super) fn remove(&mut self, folder: u64, name: &OsStr) -> Result<u64, Errno> {
        self.names_mut(folder)?.remove(name).ok_or(Errno::ENOENT)
    }

    pub(super) fn rename(
        &mut self,
        (folder, name): (u64, &OsStr),
        (to_folder, to_name): (u64, &OsStr),
    ) -> Result<(), Errno> {
        self.names(to_folder)?;
        let number = self.remove(folder, name)?;
        self.names_mut(to_folder)?.insert(to_name.into(), number);
        Ok(())
    }

    pub(super) fn write(&mut self, number: u64, at: usize, bytes: &[u8]) -> Result<(), Errno> {
        if self.trouble == Trouble::Full {
            return Err(Errno::ENOSPC);
        }
        self.file_mut(number)?.write(at, bytes);
        Ok(())
    }

    pub(super) fn set_length(&mut self, number: u64, length: usize) -> Result<(), Errno> {
        self.file_mut(number)?.set_length(length);
        Ok(())
    }

    /// Makes a file's content durable, with or without its other attributes.
    pub(super) fn sync_file(&mut self, number: u64) -> Result<(), Errno> {
        self.count_sync()?;
        let fails = self.trouble == Trouble::FailsOneSync;
        let file = self.file_mut(number)?;
        if fails {
            file.unsynced.clear();
            self.trouble = Trouble::Nothing;
            return Err(Errno::EIO);
        }
        file.sync();
        Ok(())
    }

    /// Makes the names in a folder durable.
    pub(super) fn sync_folder(&mut self, number: u64) -> Result<(), Errno> {
        self.count_sync()?;
        match self.nodes.get_mut(&number).ok_or(Errno::ENOENT)? {
            Node::Folder { now, durable } => durable.clone_from(now),
            Node::File(_) => return Err(Errno::ENOTDIR),
        }
        Ok(())
    }

    fn count_sync(&mut self) -> Result<(), Errno> {
        let Trouble::DarkAtSync(left) = self.trouble else { return Ok(()) };
        let Some(left) = left.checked_sub(1) else {
            self.lose_power();
            return Err(Errno::EIO);
        };
        self.trouble = Trouble::DarkAtSync(left);
        Ok(())
    }

    fn names_mut(&mut self, folder: u64) -> Result<&mut Names, Errno> {
        match self.nodes.get_mut(&folder).ok_or(Errno::ENOENT)? {
            Node::Folder { now, .. } => Ok(now),
            Node::File(_) => Err(Errno::ENOTDIR),
        }
    }

    fn file_mut(&mut self, number: u64) -> Result<&mut File, Errno> {
        match self.nodes.get_mut(&number).ok_or(Errno::ENOENT)? {
            Node::File(file) => Ok(file),
            Node::Folder { .. } => Err(Errno::EISDIR),
        }
    }
}

impl Node {
    pub(super) fn folder() -> Self {
        Self::Folder { now: Names::new(), durable: Names::new() }
    }

    pub(super) fn file() -> Self {
        Self::File(File::default())
    }

    fn forget_unsynced(&mut self) {
        match self {
            Self::Folder { now, durable } => now.clone_from(durable),
            Self::File(file) => file.forget_unsynced(),
        }
    }
}

impl File {
    pub(super) fn length(&self) -> usize {
        self.now.len()
    }

    pub(super) fn read(&self, at: usize, bytes_max: usize) -> &[u8] {
        let end = at.saturating_add(bytes_max).min(self.now.len());
        self.now.get(at..end).unwrap_or_default()
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        let end = at + bytes.len();
        if end > self.now.len() {
            self.set_length(end);
        }
        self.now[at..end].copy_from_slice(bytes);
        self.unsynced.extend(pages(at..end));
    }

    fn set_length(&mut self, length: usize) {
        let before = self.now.len();
        self.now.resize(length, 0);
        self.unsynced.extend(pages(before.min(length)..before.max(length)));
    }

    fn sync(&mut self) {
        self.durable.resize(self.now.len(), 0);
        for page in std::mem::take(&mut self.unsynced) {
            let end = ((page + 1) * PAGE_BYTES).min(self.now.len());
            let begin = (page * PAGE_BYTES).min(end);
            self.durable[begin..end].copy_from_slice(&self.now[begin..end]);
        }
    }

    fn forget_unsynced(&mut self) {
        self.now.clone_from(&self.durable);
        self.unsynced.clear();
    }
}

/// The numbers of the pages that a range of bytes touches.
fn pages(bytes: Range<usize>) -> Range<usize> {
    bytes.start / PAGE_BYTES..bytes.end.div_ceil(PAGE_BYTES)
}
