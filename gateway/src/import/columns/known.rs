//! The columns that follow from a catalogue, with every heading they are known by.

use registry_core::name::normalise;
use registry_core::profile::reader::{CONTACTS, PARTICIPANTS};
use registry_events::catalogue::{Catalogue, Collection, Field};
use registry_events::value::{Language, Text, ValueType};

use super::{Column, Part, Target};
use crate::import::sheet::Sheet;

/// Every column of a table, in the order of a template.
pub(super) fn columns(sheet: Sheet, catalogue: &Catalogue) -> Vec<Column> {
    match sheet {
        Sheet::Clusters => {
            let id =
                column(Target::ClusterId, "cluster_id", "Идентификатор", &["Identifier", "id"]);
            let own = catalogue.cluster_fields().flat_map(columns_of);
            let contact = catalogue.item_fields(CONTACTS).flat_map(columns_of);
            [id].into_iter().chain(own).chain(contact).collect()
        }
        Sheet::Participants => {
            let fields = catalogue.item_fields(PARTICIPANTS).flat_map(columns_of);
            let left = column(Target::LeftOn, "left_on", "Дата выхода", &["Left on"]);
            reference().into_iter().chain(fields).chain([left]).collect()
        }
        // Its columns are those of its list.
        Sheet::Items => Vec::new(),
    }
}

/// Every column of a table of one list: the number by which an item that is there is named, its fields,
/// and the day on which it ended.
pub(super) fn columns_of_list(list: &Collection, catalogue: &Catalogue) -> Vec<Column> {
    let number = column(Target::Item, "item", "Номер записи", &["Item number"]);
    let fields = catalogue.item_fields(list.key.as_str());
    let fields = fields.flat_map(|field| match field.value_type {
        ValueType::Items => vec![column_of(field, Part::Value)],
        _ => columns_of(field),
    });
    let closed = column(Target::LeftOn, "closed_on", "Запись закрыта", &["Closed on"]);
    [number].into_iter().chain(fields).chain([closed]).collect()
}

/// How a participant's row names its cluster.
fn reference() -> [Column; 3] {
    [
        column(
            Target::ClusterId,
            "cluster_id",
            "Идентификатор кластера",
            &["Идентификатор", "Identifier", "Cluster identifier"],
        ),
        column(
            Target::ClusterRegion,
            "region",
            "Субъект РФ",
            &["Субъекты РФ", "Регион", "regions", "Region of the cluster"],
        ),
        column(
            Target::ClusterName,
            "cluster_name",
            "Кластер",
            &[
                "Наименование кластера",
                "Название кластера",
                "Официальное наименование",
                "Краткое наименование",
                "Cluster",
                "Cluster name",
                "official_name",
                "display_name",
            ],
        ),
    ]
}

fn column(target: Target, key: &str, label: &str, others: &[&str]) -> Column {
    let aliases = others.iter().copied().chain([label]).map(normalise).collect();
    Column { target, key: key.into(), label: label.into(), aliases }
}

fn columns_of(field: &Field) -> Vec<Column> {
    let mut parts = match field.value_type {
        ValueType::Text => vec![Part::Value, Part::English],
        ValueType::Organisation => vec![Part::Value, Part::English, Part::Inn, Part::Ogrn],
        ValueType::Point => vec![Part::Latitude, Part::Longitude, Part::Precision],
        // Items refer to rows of another table, which an import of two tables doesn't have.
        ValueType::Items | ValueType::File => vec![],
        _ => vec![Part::Value],
    };
    if field.dated {
        parts.push(Part::DescribedOn);
    }
    parts.into_iter().map(|part| column_of(field, part)).collect()
}

fn column_of(field: &Field, part: Part) -> Column {
    let target =
        Target::Field { collection: field.collection.clone(), field: field.key.clone(), part };
    let words = Words::of(part);
    let path = match &field.collection {
        Some(collection) => format!("{collection}.{}", field.key),
        None => field.key.to_string(),
    };
    // Within its table a participant's field needs no prefix; a contact's stands beside others.
    let key = match &field.collection {
        Some(collection) if collection.as_str() != PARTICIPANTS => &path,
        _ => field.key.as_str(),
    };
    let label = words.label(field);
    let aliases = words.aliases(&path, field);
    Column { target, key: words.key(key), label, aliases }
}

/// How a part is told from the value itself in keys and headings.
struct Words {
    key: &'static str,
    label: &'static str,
    /// Further suffixes.
    others: &'static [&'static str],
    /// Headings that need no field's name beside them.
    alone: &'static [&'static str],
}

impl Words {
    const fn of(part: Part) -> Self {
        let (key, label, others, alone): (_, _, &[&str], &[&str]) = match part {
            Part::Value => ("", "", &["ru", "рус", "на русском"], &[]),
            Part::English => ("en", "(англ.)", &["english", "на английском", "английский"], &[]),
            Part::DescribedOn => ("described_on", "— на дату", &["дата", "as of", "on date"], &[]),
            Part::Latitude => ("lat", "— широта", &["latitude"], &["Широта", "lat", "Latitude"]),
            Part::Longitude => {
                ("lng", "— долгота", &["longitude", "lon"], &["Долгота", "lng", "lon", "Longitude"])
            }
            Part::Precision => (
                "precision",
                "— точность",
                &["precision"],
                &["Точность", "precision", "Точность точки"],
            ),
            Part::Inn => ("inn", "— ИНН", &[], &["ИНН", "INN"]),
            Part::Ogrn => ("ogrn", "— ОГРН", &["огрнип"], &["ОГРН", "ОГРНИП", "OGRN"]),
        };
        Self { key, label, others, alone }
    }

    fn key(&self, path: &str) -> String {
        if self.key.is_empty() { path.into() } else { format!("{path}.{}", self.key) }
    }

    fn label(&self, field: &Field) -> String {
        let label = field.label.in_language_or_other(Language::Ru);
        let of_participant =
            field.collection.as_ref().is_some_and(|of| of.as_str() == PARTICIPANTS);
        match (self.label, self.alone) {
            ("", _) => label.into(),
            // A participant is one organisation: its numbers need no name beside them.
            (_, [number @ ("ИНН" | "ОГРН"), ..]) if of_participant => (*number).into(),
            (suffix, _) => format!("{label} {suffix}"),
        }
    }

    fn aliases(&self, path: &str, field: &Field) -> Vec<String> {
        let Text { ru, en } = &field.label;
        let labels = [ru, en].into_iter().flatten().map(String::as_str);
        let names: Vec<_> = labels.chain([path, field.key.as_str()]).collect();
        let mut suffixes = vec![self.key, self.label];
        suffixes.extend(self.others);
        let combined = names.iter().flat_map(|name| {
            suffixes.iter().map(move |suffix| normalise(&format!("{name} {suffix}")))
        });
        let mut aliases: Vec<_> = combined.collect();
        aliases.extend(self.alone.iter().map(|name| normalise(name)));
        aliases.sort_unstable();
        aliases.dedup();
        aliases
    }
}
