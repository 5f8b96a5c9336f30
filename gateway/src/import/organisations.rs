//! The organisations that the tables name, by their numbers: one spelling each, one set of numbers
//! each, and the id where the registry knows them already.

use std::collections::HashMap;

use anyhow::Result;
use registry_core::name::normalise;
use registry_events::ids::OrganisationId;
use registry_events::value::{Identifier, NamedOrganisation, Text};

use super::bad_cells::{BadCells, Place};
use super::cells::OrganisationCells;
use super::reasons::{self, Reason};
use super::rows::StatementCells;
use super::shadow::Shadow;
use crate::words::Said;

/// Every organisation of the tables.
#[derive(Debug, Default)]
pub(super) struct Organisations {
    all: Vec<Organisation>,
    by_number: HashMap<Identifier, usize>,
}

/// An organisation.
#[derive(Debug)]
pub(super) struct Organisation {
    /// Its name, as the first row that has one spells it.
    pub(super) name: Option<Text>,
    /// Its numbers, taken together from all rows.
    pub(super) identifiers: Vec<Identifier>,
    /// Its id, when the registry knows it.
    pub(super) known: Option<OrganisationId>,
    /// Where it is named first.
    pub(super) place: Place,
    /// Where its numbers stand first.
    number: Place,
}

impl Organisation {
    /// As a command names one that is new; none while its name isn't known.
    pub(super) fn named(&self) -> Option<NamedOrganisation> {
        let name = self.name.clone()?;
        Some(NamedOrganisation { name, identifiers: self.identifiers.clone() })
    }
}

/// A row's words about an organisation, with their cells.
pub(super) type Mention<'a> = (&'a OrganisationCells, StatementCells);

impl Organisations {
    /// Collects the organisations that rows mention and looks them up.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn of(
        mentions: &[Mention<'_>],
        shadow: &Shadow<'_>,
        bad: &mut BadCells,
    ) -> Result<Self> {
        let mut all = Self::default();
        // Rows with two numbers first: a row with one of them then finds the other.
        let (both, one): (Vec<_>, Vec<_>) =
            mentions.iter().partition(|(cells, _)| cells.identifiers.len() > 1);
        for &(cells, places) in both.into_iter().chain(one) {
            all.add(cells, places, bad);
        }
        for (cells, places) in mentions {
            all.take_name(cells, *places, bad);
        }
        for organisation in &mut all.all {
            organisation.look_up(shadow, bad).await?;
        }
        Ok(all)
    }

    /// The organisation that a row names.
    pub(super) fn get(&self, cells: &OrganisationCells) -> Option<&Organisation> {
        self.all.get(self.index(cells)?)
    }

    /// Every organisation.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Organisation> {
        self.all.iter()
    }

    fn index(&self, cells: &OrganisationCells) -> Option<usize> {
        let mut found = cells.identifiers.iter().filter_map(|number| self.by_number.get(number));
        found.next().copied()
    }

    fn add(&mut self, cells: &OrganisationCells, places: StatementCells, bad: &mut BadCells) {
        let Some(index) = self.index(cells) else {
            self.begin(cells, places);
            return;
        };
        let known = &self.all[index].identifiers;
        if cells.identifiers.iter().any(|number| !known.contains(number)) {
            bad.add(places.number, disagree(&self.all[index]));
        }
    }

    fn begin(&mut self, cells: &OrganisationCells, places: StatementCells) {
        for number in &cells.identifiers {
            self.by_number.insert(number.clone(), self.all.len());
        }
        self.all.push(Organisation {
            name: None,
            identifiers: cells.identifiers.clone(),
            known: None,
            place: places.value,
            number: places.number,
        });
    }

    /// One organisation has one name; spellings that read the same count as the first of them.
    fn take_name(&mut self, cells: &OrganisationCells, places: StatementCells, bad: &mut BadCells) {
        let Some(index) = self.index(cells) else { return };
        let Some(given) = &cells.name else { return };
        let organisation = &mut self.all[index];
        // A mistyped number names somebody else; that is told already.
        if cells.identifiers.iter().any(|number| !organisation.identifiers.contains(number)) {
            return;
        }
        let Some(name) = &mut organisation.name else {
            organisation.place = places.value;
            organisation.name = Some(given.clone());
            return;
        };
        for (kept, given, place) in
            [(&mut name.ru, &given.ru, places.value), (&mut name.en, &given.en, places.english)]
        {
            match (&kept, given) {
                (Some(kept), Some(given)) if normalise(kept) != normalise(given) => {
                    bad.add(place, named_otherwise(kept, organisation.place.row));
                }
                (None, Some(given)) => *kept = Some(given.clone()),
                _ => {}
            }
        }
    }
}

const NAME_NEEDED: Said = Said::new(
    "Организации ещё нет в реестре: нужно её наименование.",
    "The organisation isn’t on the register yet: its name is needed.",
);

fn disagree(known: &Organisation) -> Reason {
    let numbers: Vec<_> = known.identifiers.iter().filter_map(Identifier::number).collect();
    let row = known.number.row;
    Reason::new(
        format!(
            "ИНН и ОГРН не сходятся со строкой {row}, где у организации номера {}.",
            numbers.join(" и ")
        ),
        format!(
            "The INN and the OGRN don’t agree with row {row}, where the organisation has {}.",
            numbers.join(" and ")
        ),
    )
}

fn named_otherwise(name: &str, row: u32) -> Reason {
    Reason::new(
        format!("В строке {row} организация с этим номером названа иначе: «{name}»."),
        format!("In row {row} the organisation of this number has another name: «{name}»."),
    )
}

impl Organisation {
    async fn look_up(&mut self, shadow: &Shadow<'_>, bad: &mut BadCells) -> Result<()> {
        let mut holders = Vec::new();
        for number in &self.identifiers {
            let Some(stream) = number.stream() else { continue };
            holders.push(shadow.holder(&stream).await?.1.organisation);
        }
        self.known = holders.iter().flatten().next().copied();
        let code = match self.known {
            None => None,
            Some(_) if holders.contains(&None) => Some("organisation.identifier-unknown"),
            known if holders.iter().any(|holder| *holder != known) => {
                Some("organisation.identifiers-disagree")
            }
            Some(_) => None,
        };
        if let Some(code) = code {
            bad.add(self.number, reasons::of_code(code, &[]));
        }
        if self.known.is_none() && self.name.is_none() {
            bad.add(self.place, NAME_NEEDED);
        }
        Ok(())
    }

    /// The name as it should be, when the registry has another one.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn renamed(&self, shadow: &Shadow<'_>) -> Result<Option<Text>> {
        let (Some(id), Some(given)) = (self.known, &self.name) else { return Ok(None) };
        let current = shadow.organisation_name(id).await?.unwrap_or_default();
        let name = Text {
            ru: given.ru.clone().or_else(|| current.ru.clone()),
            en: given.en.clone().or_else(|| current.en.clone()),
        };
        Ok((name != current).then_some(name))
    }
}
