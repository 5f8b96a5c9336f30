//! Facilities that the participants share, and sites that wait for a tenant or an investor.

use jiff::civil::Date;
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::profile::reader::{INFRASTRUCTURE, OpenItems};
use registry_events::value::{Decimal, Point, PointPrecision, Text, Value};

use super::{Made, Teller};
use crate::demo::statements::{code, item, page};

const AVAILABLE_SITES: &str = "available_sites";

/// Types of facilities with their names.
const FACILITIES: [(&str, &str, &str); 6] = [
    ("shared_equipment", "Центр общего оборудования", "Shared equipment centre"),
    ("lab", "Испытательная лаборатория", "Testing laboratory"),
    ("engineering_centre", "Инжиниринговый центр", "Engineering centre"),
    ("technopark", "Технопарк", "Technology park"),
    ("incubator", "Бизнес-инкубатор", "Business incubator"),
    ("industrial_park", "Индустриальный парк", "Industrial park"),
];

const SITES: [(&str, &str); 4] = [
    ("Цех с подъездным путём", "Workshop with a railway siding"),
    ("Участок под застройку", "Plot for building"),
    ("Этаж лабораторного корпуса", "Floor of a laboratory building"),
    ("Тёплый склад", "Heated warehouse"),
];

const UTILITIES: [&str; 4] = [
    "Электричество 1,2 МВт, газ, вода; железнодорожный путь (демо)",
    "Электричество 3 МВт и вода у границы участка; дорога круглый год (демо)",
    "Вытяжка, особо чистая вода, резервное питание (демо)",
    "Отопление, пандус для грузовиков, охрана (демо)",
];

const TERMS: [&str; 3] = [
    "Аренда от трёх лет, первый год за полцены (демо)",
    "Продажа или аренда с правом выкупа (демо)",
    "Участникам кластера — без залога (демо)",
];

impl Teller<'_> {
    pub(super) fn tell_facilities(&self, changes: &mut Changes) -> Made<()> {
        let shares = self.number % 6 == 1 && self.is_due(2022, 4);
        if shares && !self.has_a_facility_on_the_map() {
            changes.open.push(self.facility()?);
        }
        if let Some(until) = self.site_until().filter(|_| self.has_none(AVAILABLE_SITES)) {
            changes.open.push(self.available_site(until)?);
        }
        Ok(())
    }

    fn has_a_facility_on_the_map(&self) -> bool {
        let mut facilities = OpenItems::of(self.profile).collection(INFRASTRUCTURE);
        facilities.any(|facility| facility.value("point").is_some())
    }

    fn facility(&self) -> Made<OpenInput> {
        let (kind, ru, en) = FACILITIES[self.number / 6 % FACILITIES.len()];
        let services = format!(
            "Доступ по общему расписанию, обучение, замеры по заявке. Направление: {} (демо)",
            self.words.technology(self.number).0
        );
        item(
            INFRASTRUCTURE,
            vec![
                ("name", self.named((ru, en), self.cluster.spec.number)),
                ("type", code(kind)?),
                ("shared", Value::Flag(true)),
                ("services", Value::Text(Text { ru: Some(services), en: None })),
                ("point", Value::Point(near(self.cluster.spec.point, self.number))),
            ],
        )
    }

    /// Until when the cluster's site is free: a few were so until 2020, others are to be had still.
    fn site_until(&self) -> Option<Date> {
        match self.number % 24 {
            20 if self.is_due(2018, 2) && self.today.year() < 2021 => Some(self.months_ahead(11)),
            5 | 17 if self.is_due(2024, 2) => Some(self.months_ahead(20 + self.number % 15)),
            _ => None,
        }
    }

    fn available_site(&self, until: Date) -> Made<OpenInput> {
        let nth = self.number / 12;
        let area = 400 + 350 * i64::try_from(self.number % 29).unwrap_or(0);
        let url = page(self.number, "site")?;
        item(
            AVAILABLE_SITES,
            vec![
                ("name", self.named(SITES[nth % SITES.len()], nth)),
                ("area_sq_m", Value::Decimal(Decimal::from(area))),
                ("utilities", Value::Text(Text::ru(UTILITIES[nth % UTILITIES.len()]))),
                ("terms", Value::Text(Text::ru(TERMS[nth % TERMS.len()]))),
                ("url", Value::Url(url)),
                ("until", Value::Date(until)),
            ],
        )
    }

    fn named(&self, (ru, en): (&str, &str), number: usize) -> Value {
        let en = self.english().then(|| format!("{en} {number} (demo)"));
        Value::Text(Text { ru: Some(format!("{ru} № {number} (демо)")), en })
    }
}

/// A point a few kilometres off another one.
pub(super) fn near(point: Point, number: usize) -> Point {
    let off = |step: usize| i32::try_from(number * step % 80_000).unwrap_or(0) - 40_000;
    Point {
        lat_micro: point.lat_micro.saturating_add(off(7_919)),
        lng_micro: point.lng_micro.saturating_add(off(4_703)),
        precision: PointPrecision::Locality,
    }
}
