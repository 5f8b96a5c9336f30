//! The matters of an application, each with a page of its own: the fields that the minimum needs, the
//! contact, an official status where there is one, the participants.

use registry_core::profile::reader::{CONTACTS, OFFICIAL_STATUSES, PARTICIPANTS};
use registry_core::profile::{Item, Profile};
use registry_events::catalogue::{Catalogue, Field, LevelMark};
use registry_events::claim::{Absence, Stated};
use registry_events::value::{Text, ValueType};

/// One matter.
#[derive(Debug, Clone)]
pub(super) enum Matter<'c> {
    /// A field of the cluster itself.
    Field(&'c Field),
    /// One item of a list: its only contact, its official status.
    Item(ItemMatter<'c>),
    /// The participants, as lines of a text.
    Members(&'c Text),
}

/// One item of a list, by the fields that are asked of it.
#[derive(Debug, Clone)]
pub(super) struct ItemMatter<'c> {
    /// The list.
    pub(super) list: &'static str,
    /// What an item of it is called.
    pub(super) label: &'c Text,
    /// What is asked.
    pub(super) fields: Vec<&'c Field>,
    /// Whether there need be none.
    pub(super) is_optional: bool,
}

/// Every matter, in the order in which they are asked.
pub(super) fn all(catalogue: &Catalogue) -> Vec<Matter<'_>> {
    let own = catalogue.cluster_fields().filter(|field| is_needed(field)).map(Matter::Field);
    let contact = item(catalogue, CONTACTS, false, is_needed);
    let status = item(catalogue, OFFICIAL_STATUSES, true, is_typed);
    let members = catalogue.collection(PARTICIPANTS).map(|list| Matter::Members(&list.label));
    own.chain(contact).chain(status).chain(members).collect()
}

fn item<'c>(
    catalogue: &'c Catalogue,
    list: &'static str,
    is_optional: bool,
    is_asked: impl Fn(&Field) -> bool,
) -> Option<Matter<'c>> {
    let label = &catalogue.collection(list)?.item_label;
    let fields = catalogue.item_fields(list).filter(|field| is_asked(field)).collect();
    Some(Matter::Item(ItemMatter { list, label, fields, is_optional }))
}

fn is_needed(field: &Field) -> bool {
    field.mark == LevelMark::Required && !field.by_officer && is_typed(field)
}

/// Whether it is typed in one place: an organisation is named by its numbers, which has a form of its
/// own once the cluster is listed.
fn is_typed(field: &Field) -> bool {
    use ValueType::{File, Items, Organisation};
    !matches!(field.value_type, File | Items | Organisation)
}

impl<'c> Matter<'c> {
    /// The matter of a key.
    pub(super) fn of(catalogue: &'c Catalogue, key: &str) -> Option<Self> {
        all(catalogue).into_iter().find(|matter| matter.key() == key)
    }

    /// Its key: the last part of its page's address.
    pub(super) fn key(&self) -> &'c str {
        match self {
            Self::Field(field) => field.key.as_str(),
            Self::Item(item) => item.list,
            Self::Members(_) => PARTICIPANTS,
        }
    }

    /// What it is called.
    pub(super) const fn label(&self) -> &'c Text {
        match self {
            Self::Field(field) => &field.label,
            Self::Item(item) => item.label,
            Self::Members(label) => label,
        }
    }

    /// Whether something is said of it.
    pub(super) fn is_said(&self, profile: &Profile) -> bool {
        match self {
            Self::Field(field) => {
                let stated = profile.stated(field.key.as_str());
                stated.is_some_and(|it| *it != Stated::Absent(Absence::NotProvided))
            }
            Self::Item(item) => item.standing(profile).is_some(),
            Self::Members(_) => profile.open_items(PARTICIPANTS).next().is_some(),
        }
    }

    /// Whether an application can do without it.
    pub(super) const fn is_optional(&self) -> bool {
        match self {
            Self::Item(item) => item.is_optional,
            Self::Field(_) | Self::Members(_) => false,
        }
    }
}

impl ItemMatter<'_> {
    /// The item that the page shows.
    pub(super) fn standing<'p>(&self, profile: &'p Profile) -> Option<&'p Item> {
        profile.open_items(self.list).next()
    }
}
