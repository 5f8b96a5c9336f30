//! The form of the register: what can be chosen, what is chosen, and how to lift it again.

use axum::http::Uri;
use registry_projections::search::{Query, Sort};

use super::frame::{Frame, address};
use super::shown::LANGUAGE;
use crate::http::query::pairs;
use crate::read::facets::{FacetValue, FacetsShown};
use crate::words::terms;
use crate::words::typography::set;

/// The filters of the register.
pub struct Filters {
    /// The words searched.
    pub q: String,
    /// At least so many participants.
    pub participants_min: String,
    /// At most so many.
    pub participants_max: String,
    /// Filters of several values.
    pub facets: Vec<Facet>,
    /// The orders.
    pub sorts: Vec<Choice>,
    /// The date shown, which the form keeps.
    pub as_of: Option<String>,
    /// The day in the world shown, which the form keeps.
    pub on: Option<String>,
    /// What is chosen.
    pub chips: Vec<Chip>,
}

/// A filter of several values.
pub struct Facet {
    /// Its parameter.
    pub name: &'static str,
    /// Its heading.
    pub legend: &'static str,
    /// Its values.
    pub choices: Vec<Choice>,
}

/// A value that can be chosen.
pub struct Choice {
    /// The value.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How many clusters it would leave.
    pub count: Option<u32>,
    /// Whether it is chosen.
    pub selected: bool,
}

/// Something chosen, with the address that lifts it.
pub struct Chip {
    /// What is chosen.
    pub label: String,
    /// The same list without it.
    pub without: String,
}

impl Filters {
    /// The form for a query and its facets.
    pub fn new(query: &Query, facets: &FacetsShown, uri: &Uri, frame: &Frame) -> Self {
        let facets = [
            ("level", "Уровень оргразвития", &facets.level),
            ("support", "Поддержка", &facets.support),
            ("district", "Федеральный округ", &facets.district),
            ("region", "Субъект РФ", &facets.region),
            ("specialisation", "Ключевая специализация", &facets.specialisation),
            ("status", "Статус записи", &facets.status),
        ];
        let facets = facets.map(|(name, legend, values)| Facet::new(name, legend, values)).into();
        let number =
            |bound: Option<usize>| bound.map(|bound| bound.to_string()).unwrap_or_default();
        let mut filters = Self {
            q: query.q.clone().unwrap_or_default(),
            participants_min: number(query.participants_min),
            participants_max: number(query.participants_max),
            facets,
            sorts: Sort::ALL.into_iter().map(|sort| Choice::of_sort(sort, query.sort)).collect(),
            as_of: frame.as_of().map(str::to_owned),
            on: frame.on().map(|on| on.to_string()),
            chips: Vec::new(),
        };
        filters.chips = filters.chips_of(uri);
        filters
    }

    /// One chip per parameter that narrows the list.
    fn chips_of(&self, uri: &Uri) -> Vec<Chip> {
        let all: Vec<_> = pairs(uri)
            .into_iter()
            .filter(|(name, value)| !value.trim().is_empty() && name != "cursor")
            .collect();
        let chip = |index: usize| {
            let (name, value) = all.get(index)?;
            let label = self.label(name, value)?;
            let others = all.iter().enumerate().filter(|(other, _)| *other != index);
            let others: Vec<_> = others.map(|(_, pair)| pair.clone()).collect();
            Some(Chip { label, without: address(uri.path(), &others) })
        };
        (0..all.len()).filter_map(chip).collect()
    }

    fn label(&self, name: &str, value: &str) -> Option<String> {
        match name {
            "q" => Some(format!("слова: {value}")),
            "participants_min" => Some(format!("участников не меньше {value}")),
            "participants_max" => Some(format!("участников не больше {value}")),
            "official_status" => Some("официальный статус".into()),
            "on" => Some(format!("на день {value}")),
            "organisation" => Some("участник: одна организация".into()),
            _ => {
                let facet = self.facets.iter().find(|facet| facet.name == name)?;
                let choice = facet.choices.iter().find(|choice| choice.key == value)?;
                Some(choice.label.clone())
            }
        }
    }
}

impl Facet {
    fn new(name: &'static str, legend: &'static str, values: &[FacetValue]) -> Self {
        let choice = |value: &FacetValue| Choice {
            key: value.key.clone(),
            label: set(value.label.in_language(LANGUAGE)),
            count: Some(value.count),
            selected: value.selected,
        };
        Self { name, legend, choices: values.iter().map(choice).collect() }
    }
}

impl Choice {
    fn of_sort(sort: Sort, chosen: Sort) -> Self {
        Self {
            key: sort.key().into(),
            label: terms::sort(sort).get(LANGUAGE).into(),
            count: None,
            selected: sort == chosen,
        }
    }
}
