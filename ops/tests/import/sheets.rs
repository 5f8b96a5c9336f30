//! Invented tables of clusters and participants, as CSV in any guise or as a workbook.

use std::fmt::Write as _;
use std::path::Path;

use rust_xlsxwriter::Workbook;

/// Headings of the clusters' table, as a person writes them.
pub(crate) const NAME: &str = "Официальное наименование";
pub(crate) const REGION: &str = "Субъекты РФ";
pub(crate) const SPECIALISATION: &str = "Ключевая специализация";
pub(crate) const YEAR: &str = "Год создания";
pub(crate) const SUMMARY: &str = "Краткое описание";
pub(crate) const EMPLOYEES: &str = "Общая численность работников";
pub(crate) const EMPLOYEES_ON: &str = "Общая численность работников — на дату";
pub(crate) const ROLE: &str = "С кем связываться";
pub(crate) const EMAIL: &str = "Электронная почта";
/// Headings of the participants' table.
pub(crate) const CLUSTER_REGION: &str = "Субъект РФ";
pub(crate) const CLUSTER: &str = "Кластер";
pub(crate) const ORGANISATION: &str = "Организация";
pub(crate) const INN: &str = "ИНН";
pub(crate) const OGRN: &str = "ОГРН";
pub(crate) const TYPE: &str = "Тип участника";
pub(crate) const JOINED: &str = "Дата вступления";
pub(crate) const LEFT: &str = "Дата выхода";

/// A table of text.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    fn new(header: &[&str]) -> Self {
        Self { header: header.iter().map(|name| (*name).into()).collect(), rows: Vec::new() }
    }

    /// Writes a cell, in a new column where there is none of that name.
    pub(crate) fn set(&mut self, row: usize, column: &str, text: &str) {
        let index = self.header.iter().position(|name| name == column).unwrap_or_else(|| {
            self.header.push(column.into());
            self.header.len() - 1
        });
        let cells = &mut self.rows[row];
        cells.resize(cells.len().max(index + 1), String::new());
        cells[index] = text.into();
    }

    /// As [`Self::set`], for building.
    pub(crate) fn with(mut self, row: usize, column: &str, text: &str) -> Self {
        self.set(row, column, text);
        self
    }

    pub(crate) fn csv(&self, delimiter: char) -> String {
        let line = |cells: &[String]| {
            let quoted = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            quoted.collect::<Vec<_>>().join(&delimiter.to_string())
        };
        let rows = [&self.header].into_iter().chain(&self.rows);
        rows.fold(String::new(), |mut text, cells| {
            write!(text, "{}\r\n", line(cells)).expect("written");
            text
        })
    }
}

/// A workbook of sheets by their names.
pub(crate) fn workbook(path: &Path, sheets: &[(&str, &Sheet)]) {
    let mut workbook = Workbook::new();
    for (name, sheet) in sheets {
        let worksheet = workbook.add_worksheet().set_name(*name).expect("a sheet");
        for (row, cells) in (0..).zip([&sheet.header].into_iter().chain(&sheet.rows)) {
            for (column, text) in (0..).zip(cells) {
                worksheet.write_string(row, column, text).expect("a cell");
            }
        }
    }
    workbook.save(path).expect("saved");
}

pub(crate) fn cluster_name(number: usize) -> String {
    format!("Кластер «Опушка № {number}» (демо)")
}

/// So many clusters that meet the minimum requirements together with [`participants`].
pub(crate) fn clusters(count: usize) -> Sheet {
    let header =
        [NAME, REGION, SPECIALISATION, YEAR, SUMMARY, EMPLOYEES, EMPLOYEES_ON, ROLE, EMAIL];
    let mut sheet = Sheet::new(&header);
    for number in 0..count {
        let cells = [
            cluster_name(number),
            "Томская область".into(),
            "Производство мебели".into(),
            "2012".into(),
            summary(number),
            "1 840".into(),
            "31.12.2015".into(),
            "Дирекция кластера (демо)".into(),
            format!("office@cluster-{number}.example"),
        ];
        sheet.rows.push(cells.into());
    }
    sheet
}

fn summary(number: usize) -> String {
    format!("Кластер № {number} выдуман для проверки импорта. ") + &"Делает опушки. ".repeat(13)
}

/// So many participants of each of so many clusters, each another organisation.
pub(crate) fn participants(clusters: usize, of_each: usize) -> Sheet {
    let header = [CLUSTER_REGION, CLUSTER, ORGANISATION, INN, OGRN, TYPE, JOINED];
    let mut sheet = Sheet::new(&header);
    for cluster in 0..clusters {
        for member in 0..of_each {
            let number = cluster * of_each + member;
            let cells = [
                "Томская область".into(),
                cluster_name(cluster),
                organisation_name(number),
                inn(number),
                ogrn(number),
                if member == 0 {
                    "Образовательные учреждения"
                } else {
                    "small"
                }
                .into(),
                "15.03.2013".into(),
            ];
            sheet.rows.push(cells.into());
        }
    }
    sheet
}

pub(crate) fn organisation_name(number: usize) -> String {
    format!("ООО «Пень № {number}» (демо)")
}

/// An INN of the region 00 with its check digit.
pub(crate) fn inn(number: usize) -> String {
    let body = format!("00{number:07}");
    let weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits = body.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    format!("{body}{}", sum % 11 % 10)
}

/// An OGRN of the region 00 with its check digit.
pub(crate) fn ogrn(number: usize) -> String {
    let body = format!("115{:02}{number:07}", 0);
    let check = body.parse::<u64>().expect("digits") % 11 % 10;
    format!("{body}{check}")
}
