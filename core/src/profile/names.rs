//! What items go by: the organisation or word that stands in a list only once. Who goes by a name is
//! remembered page by page, so that a request about one item doesn't read the others.

use std::collections::BTreeSet;

use registry_events::ids::{ItemId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, Value};

use super::reader::ItemReader;
use super::{ItemPage, Profile};

/// What a value goes by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    /// A registered organisation.
    Organisation(OrganisationId),
    /// A number of one that is only named.
    Number(StreamId),
    /// All else.
    Other(String),
}

/// What a field of an item goes by: an organisation by its id, else by each of its numbers; all else
/// by what it is.
pub(super) fn names_of(item: &ItemReader<'_>, field: &str) -> impl Iterator<Item = Name> + use<> {
    let (one, more) = match item.value(field) {
        None => (None, Vec::new()),
        Some(Value::Organisation(id)) => (Some(Name::Organisation(*id)), Vec::new()),
        Some(Value::NamedOrganisation(named)) => {
            let numbers = named.identifiers.iter().filter_map(Identifier::stream);
            (None, numbers.map(Name::Number).collect())
        }
        Some(other) => (Some(Name::Other(format!("{other:?}"))), Vec::new()),
    };
    one.into_iter().chain(more)
}

/// The names that a field gives the open items of a page.
#[derive(Debug)]
pub(super) struct Names {
    field: String,
    /// In the order of names.
    items: Vec<(Name, ItemId)>,
}

impl Names {
    fn of(page: &ItemPage, field: &str) -> Self {
        let open = page.values().filter(|item| item.is_open());
        let named = open.flat_map(|item| {
            let names = names_of(&ItemReader::of(item), field);
            names.map(|name| (name, item.path.item))
        });
        let mut items: Vec<_> = named.collect();
        items.sort_unstable();
        Self { field: field.into(), items }
    }

    /// Items that go by one of some names; looks through the fewer of the two.
    fn called<'n>(&'n self, wanted: &'n BTreeSet<Name>) -> Vec<ItemId> {
        if self.items.len() < wanted.len() {
            let called = self.items.iter().filter(|(name, _)| wanted.contains(name));
            return called.map(|(_, item)| *item).collect();
        }
        wanted.iter().flat_map(|name| self.items_of(name)).collect()
    }

    fn items_of(&self, wanted: &Name) -> impl Iterator<Item = ItemId> {
        let first = self.items.partition_point(|(name, _)| name < wanted);
        let items = self.items[first..].iter().take_while(move |(name, _)| name == wanted);
        items.map(|(_, item)| *item)
    }
}

impl Profile {
    /// The open items of a collection that a field gives one of some names, in the order of opening.
    pub(super) fn called(
        &self,
        collection: &str,
        field: &str,
        wanted: &BTreeSet<Name>,
    ) -> impl Iterator<Item = ItemReader<'_>> + use<'_> {
        let mut called = BTreeSet::new();
        for page in self.pages(collection) {
            let names = &page.remembered().names;
            let names = names.get(|known| known.field == field, || Names::of(page, field));
            called.extend(names.called(wanted));
        }
        let items = self.collections.get(collection);
        called.into_iter().filter_map(move |item| items?.get(&item)).map(ItemReader::of)
    }
}
