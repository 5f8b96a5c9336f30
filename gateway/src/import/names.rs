//! What the open items of a cluster's lists are called, for rows that name one and for cells that refer to
//! several: by number, by title, an organisation also by its INN or ОГРН.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Result;
use registry_core::name::normalise;
use registry_core::profile::{Item, Profile};
use registry_core::state::{OrganisationState, StreamState};
use registry_events::catalogue::{Catalogue, Collection};
use registry_events::ids::ItemId;
use registry_events::stream::StreamId;
use registry_events::value::{Language, Value, ValueType};

use super::bad_cells::BadCells;
use super::cells::Content;
use super::items::ItemRow;
use super::near::near;
use super::reasons::Reason;
use super::shadow::Shadow;

/// What the items are called of a list and of those that its fields refer to.
#[derive(Debug, Default)]
pub(super) struct Names {
    own: OfList,
    others: BTreeMap<String, OfList>,
}

/// What the open items of one list are called.
#[derive(Debug, Default)]
struct OfList {
    open: BTreeSet<ItemId>,
    by_name: HashMap<String, Vec<ItemId>>,
    /// The name under which each is shown.
    shown: BTreeMap<ItemId, String>,
}

impl Names {
    /// The names of a list, and of the lists that it refers to.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn of(
        profile: &Profile,
        list: &Collection,
        catalogue: &Catalogue,
        shadow: &Shadow<'_>,
    ) -> Result<Self> {
        let own = OfList::of(profile, list, shadow).await?;
        let mut others = BTreeMap::new();
        for field in catalogue.item_fields(list.key.as_str()) {
            let Some(key) = &field.items_of else { continue };
            let Some(other) = catalogue.collection(key.as_str()) else { continue };
            others.insert(key.to_string(), OfList::of(profile, other, shadow).await?);
        }
        Ok(Self { own, others })
    }

    /// Whether an item of the list is open.
    pub(super) fn has(&self, item: ItemId) -> bool {
        self.own.open.contains(&item)
    }

    /// The open items of the list with a title.
    pub(super) fn titled(&self, title: &str) -> &[ItemId] {
        self.own.by_name.get(&normalise(title)).map_or(&[], Vec::as_slice)
    }

    /// How an item of another list is called in a cell, so that it is found again.
    pub(super) fn said(&self, list: &str, item: ItemId) -> String {
        let of_list = self.others.get(list);
        let shown = of_list.and_then(|names| names.shown.get(&item));
        let is_plain = |name: &&String| {
            let parts = name.contains(['|', ';', '\n']);
            let only = of_list.and_then(|names| names.by_name.get(&normalise(name)));
            !parts && only.is_some_and(|items| items.len() == 1)
        };
        shown.filter(is_plain).cloned().unwrap_or_else(|| format!("№ {item}"))
    }

    /// Finds the items that cells name; what isn't found is a bad cell, and isn't stated.
    pub(super) fn resolve(
        &self,
        rows: &mut [ItemRow],
        catalogue: &Catalogue,
        list: &str,
        bad: &mut BadCells,
    ) {
        let referring: BTreeMap<_, _> = catalogue
            .item_fields(list)
            .filter(|field| field.value_type == ValueType::Items)
            .filter_map(|field| {
                Some((&field.key, self.others.get(field.items_of.as_ref()?.as_str())?))
            })
            .collect();
        for row in rows {
            row.statements.retain_mut(|statement| {
                let Content::Items(named) = &statement.content else { return true };
                let Some(list) = referring.get(&statement.field) else { return false };
                match named.iter().map(|name| list.find(name)).collect::<Result<Vec<_>, _>>() {
                    Ok(items) => {
                        statement.content = Content::Value(Value::Items(items));
                        true
                    }
                    Err(reason) => {
                        bad.add(statement.cells.value, reason);
                        false
                    }
                }
            });
        }
    }
}

impl OfList {
    async fn of(profile: &Profile, list: &Collection, shadow: &Shadow<'_>) -> Result<Self> {
        let mut names = Self::default();
        for item in profile.open_items(list.key.as_str()) {
            names.open.insert(item.path.item);
            for name in called(item, list, shadow).await? {
                names.shown.entry(item.path.item).or_insert_with(|| name.clone());
                let known = names.by_name.entry(normalise(&name)).or_default();
                if !known.contains(&item.path.item) {
                    known.push(item.path.item);
                }
            }
        }
        Ok(names)
    }

    /// The item that a cell names.
    fn find(&self, named: &str) -> Result<ItemId, Reason> {
        let digits = named.trim_start_matches(['№', '#']).trim();
        if let Some(item) = digits.parse().ok().map(ItemId).filter(|it| self.open.contains(it)) {
            return Ok(item);
        }
        match self.by_name.get(&normalise(named)).map(Vec::as_slice) {
            Some([only]) => Ok(*only),
            Some([_, ..]) => Err(Reason::new(
                format!("Так называются несколько записей: «{named}». Укажите номер записи."),
                format!("Several items are called «{named}». Say the number of the item."),
            )),
            Some([]) | None => Err(self.unknown(named)),
        }
    }

    fn unknown(&self, named: &str) -> Reason {
        let named: String = named.chars().take(60).collect();
        let reason = Reason::new(
            format!("Такой записи в списке кластера нет: «{named}»."),
            format!("The list of the cluster has no such item: «{named}»."),
        );
        reason.with_near(&near(&named, self.shown.values().map(String::as_str)))
    }
}

/// Everything an item is called by, the name that is shown first.
async fn called(item: &Item, list: &Collection, shadow: &Shadow<'_>) -> Result<Vec<String>> {
    let title = item.claim(list.title_field.as_str());
    Ok(match title.and_then(|claim| claim.claim.stated.value()) {
        Some(Value::Text(text)) => [&text.ru, &text.en].into_iter().flatten().cloned().collect(),
        Some(Value::Organisation(id)) => {
            let loaded = shadow.load(&StreamId::organisation(*id)).await?;
            match loaded.state.as_ref() {
                StreamState::Organisation(organisation) => of_organisation(organisation),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    })
}

fn of_organisation(organisation: &OrganisationState) -> Vec<String> {
    let name = organisation.name.as_ref();
    let shown = name.map(|name| name.in_language_or_other(Language::Ru).to_owned());
    let english = name.and_then(|name| name.en.clone());
    let held = organisation.identifiers.iter().filter(|dated| dated.until.is_none());
    let numbers = held.filter_map(|dated| dated.identifier.number().map(str::to_owned));
    shown.into_iter().chain(english).chain(numbers).collect()
}
