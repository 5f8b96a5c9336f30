//! The kernel's requests, answered from the disk: as few as a log needs.
//!
//! Nothing is cached on the way: the kernel hands each write on before the program's call returns.

use std::ffi::OsStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fuser::{
    BsdFileFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation,
    INodeNo, LockOwner, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory,
    ReplyEmpty, ReplyEntry, ReplyWrite, Request, TimeOrNow, WriteFlags,
};

use super::disk::{Disk, Node, Trouble};

/// Answers for the disk it shares with the test.
pub(super) struct Requests(pub(super) Arc<Mutex<Disk>>);

/// How long the kernel may remember names and attributes, which only it changes.
const REMEMBERED: Duration = Duration::from_mins(1);
const GENERATION: Generation = Generation(0);

impl Requests {
    /// The disk, while it has power.
    fn disk(&self) -> Result<MutexGuard<'_, Disk>, Errno> {
        let disk = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if disk.trouble == Trouble::Dark { Err(Errno::EIO) } else { Ok(disk) }
    }

    fn make(&self, folder: INodeNo, name: &OsStr, node: Node) -> Result<FileAttr, Errno> {
        let mut disk = self.disk()?;
        let number = disk.make(folder.0, name, node)?;
        attributes(&disk, number)
    }

    fn set_length(&self, file: INodeNo, length: Option<u64>) -> Result<FileAttr, Errno> {
        let mut disk = self.disk()?;
        if let Some(length) = length {
            disk.set_length(file.0, whole(length)?)?;
        }
        attributes(&disk, file.0)
    }
}

fn attributes(disk: &Disk, number: u64) -> Result<FileAttr, Errno> {
    let (kind, size, perm) = match disk.node(number)? {
        Node::Folder { .. } => (FileType::Directory, 0, 0o755),
        Node::File(file) => (FileType::RegularFile, file.length() as u64, 0o644),
    };
    let time: SystemTime = UNIX_EPOCH;
    Ok(FileAttr {
        ino: INodeNo(number),
        size,
        blocks: size.div_ceil(512),
        atime: time,
        mtime: time,
        ctime: time,
        crtime: time,
        kind,
        perm,
        nlink: 1,
        uid: 0,
        gid: 0,
        rdev: 0,
        blksize: 4096,
        flags: 0,
    })
}

fn whole(number: u64) -> Result<usize, Errno> {
    usize::try_from(number).map_err(|_| Errno::EINVAL)
}

fn answer(reply: ReplyEmpty, done: Result<(), Errno>) {
    match done {
        Ok(()) => reply.ok(),
        Err(error) => reply.error(error),
    }
}

fn answer_entry(reply: ReplyEntry, found: Result<FileAttr, Errno>) {
    match found {
        Ok(found) => reply.entry(&REMEMBERED, &found, GENERATION),
        Err(error) => reply.error(error),
    }
}

fn answer_attributes(reply: ReplyAttr, found: Result<FileAttr, Errno>) {
    match found {
        Ok(found) => reply.attr(&REMEMBERED, &found),
        Err(error) => reply.error(error),
    }
}

impl Filesystem for Requests {
    fn lookup(&self, _: &Request, folder: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let found = self.disk().and_then(|disk| attributes(&disk, disk.find(folder.0, name)?));
        answer_entry(reply, found);
    }

    fn getattr(&self, _: &Request, node: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        answer_attributes(reply, self.disk().and_then(|disk| attributes(&disk, node.0)));
    }

    fn setattr(
        &self,
        _: &Request,
        node: INodeNo,
        _: Option<u32>,
        _: Option<u32>,
        _: Option<u32>,
        length: Option<u64>,
        _: Option<TimeOrNow>,
        _: Option<TimeOrNow>,
        _: Option<SystemTime>,
        _: Option<FileHandle>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        answer_attributes(reply, self.set_length(node, length));
    }

    fn mkdir(&self, _: &Request, folder: INodeNo, name: &OsStr, _: u32, _: u32, reply: ReplyEntry) {
        answer_entry(reply, self.make(folder, name, Node::folder()));
    }

    fn create(
        &self,
        _: &Request,
        folder: INodeNo,
        name: &OsStr,
        _: u32,
        _: u32,
        _: i32,
        reply: ReplyCreate,
    ) {
        match self.make(folder, name, Node::file()) {
            Ok(made) => {
                let (handle, flags) = (FileHandle(0), FopenFlags::empty());
                reply.created(&REMEMBERED, &made, GENERATION, handle, flags);
            }
            Err(error) => reply.error(error),
        }
    }

    fn unlink(&self, _: &Request, folder: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let removed = self.disk().and_then(|mut disk| disk.remove(folder.0, name));
        answer(reply, removed.map(|_| ()));
    }

    fn rename(
        &self,
        _: &Request,
        folder: INodeNo,
        name: &OsStr,
        to_folder: INodeNo,
        to_name: &OsStr,
        _: RenameFlags,
        reply: ReplyEmpty,
    ) {
        let (from, to) = ((folder.0, name), (to_folder.0, to_name));
        answer(reply, self.disk().and_then(|mut disk| disk.rename(from, to)));
    }

    fn read(
        &self,
        _: &Request,
        file: INodeNo,
        _: FileHandle,
        at: u64,
        bytes_max: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let read = self
            .disk()
            .and_then(|disk| Ok(disk.file(file.0)?.read(whole(at)?, bytes_max as usize).to_vec()));
        match read {
            Ok(bytes) => reply.data(&bytes),
            Err(error) => reply.error(error),
        }
    }

    fn write(
        &self,
        _: &Request,
        file: INodeNo,
        _: FileHandle,
        at: u64,
        bytes: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let written = self.disk().and_then(|mut disk| disk.write(file.0, whole(at)?, bytes));
        match written {
            // A request has 16 MiB at most.
            Ok(()) => reply.written(u32::try_from(bytes.len()).unwrap_or(u32::MAX)),
            Err(error) => reply.error(error),
        }
    }

    fn fsync(&self, _: &Request, file: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        answer(reply, self.disk().and_then(|mut disk| disk.sync_file(file.0)));
    }

    fn fsyncdir(&self, _: &Request, folder: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        answer(reply, self.disk().and_then(|mut disk| disk.sync_folder(folder.0)));
    }

    fn readdir(
        &self,
        _: &Request,
        folder: INodeNo,
        _: FileHandle,
        from: u64,
        mut reply: ReplyDirectory,
    ) {
        match self.disk().and_then(|disk| list(&disk, folder.0, from, &mut reply)) {
            Ok(()) => reply.ok(),
            Err(error) => reply.error(error),
        }
    }
}

/// As many names as the answer has room for.
fn list(disk: &Disk, folder: u64, from: u64, reply: &mut ReplyDirectory) -> Result<(), Errno> {
    for ((name, number), place) in disk.names(folder)?.iter().zip(1..).skip(whole(from)?) {
        let kind = attributes(disk, *number)?.kind;
        if reply.add(INodeNo(*number), place, kind, name) {
            break;
        }
    }
    Ok(())
}
