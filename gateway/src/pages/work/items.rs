//! The lists of a profile (participants, projects, partners, …): a table of each, the form of an item
//! made from the catalogue, its end with day and reason.

mod answers;
pub mod close;
pub mod form;
pub mod import;
pub mod none;
mod organisation;
pub mod table;

use registry_core::profile::Item;
use registry_core::profile::Profile;
use registry_events::actor::Role;
use registry_events::catalogue::{Catalogue, Collection, Field as Asked, LevelMark};
use registry_events::ids::ItemId;
use registry_events::path::ItemPath;
use registry_events::value::ValueType;

use super::field::{Above, beneath};
use super::opened::Opened;
use crate::http::Problem;
use crate::pages::frame::Frame;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// A list of a profile, as who fills it in may.
#[derive(Clone, Copy)]
pub(super) struct Listed<'l> {
    opened: &'l Opened,
    catalogue: &'l Catalogue,
    list: &'l Collection,
    role: Role,
}

impl<'l> Listed<'l> {
    /// A list by its key.
    ///
    /// # Errors
    /// 404.
    fn of(opened: &'l Opened, key: &str, role: Role) -> Result<Self, Problem> {
        let catalogue = opened.in_force()?.catalogue;
        let list = catalogue.collection(key);
        let list = list.ok_or_else(|| Problem::new("path.unknown").with(key))?;
        Ok(Self { opened, catalogue, list, role })
    }

    fn key(&self) -> &'l str {
        self.list.key.as_str()
    }

    /// The table's page.
    fn path(&self) -> String {
        path_of(self.opened, self.list)
    }

    fn profile(&self) -> &'l Profile {
        self.opened.profile()
    }

    /// Every field of an item.
    fn all(&self) -> impl Iterator<Item = &'l Asked> + use<'l> {
        self.catalogue.item_fields(self.list.key.as_str())
    }

    /// The fields that are asked: a file is uploaded elsewhere, and what only an officer states isn't
    /// for a representative.
    fn fields(&self) -> impl Iterator<Item = &'l Asked> + use<'l> {
        let role = self.role;
        self.all().filter(move |field| is_filled_in_of_item(field, role))
    }

    /// Whether items are added and changed here.
    fn is_asked(&self) -> bool {
        is_filled_in(self.catalogue, self.list, self.role)
    }

    /// Whether it can be filled in here.
    ///
    /// # Errors
    /// 404.
    fn check_asked(&self) -> Result<(), Problem> {
        let unknown = || Problem::new("path.unknown").with(self.path());
        if self.is_asked() { Ok(()) } else { Err(unknown()) }
    }

    /// Whether it can be said that there is nothing in it.
    fn may_be_empty(&self) -> bool {
        self.is_asked() && self.list.mark != LevelMark::Required
    }

    /// An open item.
    ///
    /// # Errors
    /// 404.
    fn item(&self, number: ItemId) -> Result<&'l Item, Problem> {
        let path = ItemPath { collection: self.list.key.clone(), item: number };
        let item = self.profile().item(&path).filter(|item| item.is_open());
        item.ok_or_else(|| Problem::new("not-found").with("item"))
    }

    fn above(&self, speaker: &Speaker<'_>, frame: &Frame) -> Above {
        beneath(self.opened, self.list.section.as_str(), speaker, frame)
    }

    fn label(&self, speaker: &Speaker<'_>) -> String {
        set(speaker.text(&self.list.label))
    }
}

/// Whether items of a list are added and changed here: by the right person, and without a file.
pub(super) fn is_filled_in(catalogue: &Catalogue, list: &Collection, role: Role) -> bool {
    let mut all = catalogue.item_fields(list.key.as_str());
    let needs_file = all.any(|it| it.needed && it.value_type == ValueType::File);
    !needs_file && (role == Role::Officer || !list.by_officer)
}

/// Whether a field of an item is asked.
pub(super) fn is_filled_in_of_item(field: &Asked, role: Role) -> bool {
    field.value_type != ValueType::File && (role == Role::Officer || !field.by_officer)
}

/// The page of a list.
pub(super) fn path_of(opened: &Opened, list: &Collection) -> String {
    format!("{}/lists/{}", opened.path(), list.key)
}

/// The page of an item; none where it isn't filled in here.
pub(super) fn path_of_item(opened: &Opened, item: &ItemPath, role: Role) -> Option<String> {
    let listed = Listed::of(opened, item.collection.as_str(), role).ok()?;
    listed.is_asked().then(|| format!("{}/{}", listed.path(), item.item))
}
