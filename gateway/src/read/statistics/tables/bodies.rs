//! Governing bodies and what they are financed from.

use registry_events::value::Code;
use registry_projections::statistics::LagFigures;

use super::{BODIES, Base, Figure, FigureRow, FigureTable, Maker, whole};
use crate::words::Said;

impl Maker<'_> {
    pub(super) fn bodies(&self) -> FigureTable {
        let figures = &self.figures.governing_bodies;
        let mut table =
            self.table("bodies", Said::new("Органы управления", "Governing bodies"), &[BODIES]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows =
            self.by_term("governing_body_type", "governing_bodies.by_type", &figures.by_type);
        table
    }

    pub(super) fn staff(&self) -> FigureTable {
        let figures = &self.figures.governing_bodies;
        let title = Said::new("Сотрудники, занятые управлением", "Management staff");
        let mut table = self.table("staff", title, &[Said::new("Значение", "Value")]);
        table.base =
            Some(Base { stated: figures.staff_stated, of: self.figures.financing.base.bodies });
        let mean =
            Figure { path: "governing_bodies.average_staff".into(), value: figures.average_staff };
        let said = Said::new("В среднем на орган управления", "Mean per body");
        table.rows.push(self.row(said, [mean]));
        table
    }

    pub(super) fn lags(&self) -> FigureTable {
        let title = Said::new(
            "Сколько лет было организации, когда её выбрали",
            "Age of the organisation when it was chosen",
        );
        let columns = [
            Said::new("0–1 год", "0–1 year"),
            Said::new("2–4 года", "2–4 years"),
            Said::new("5 лет и больше", "5 years and more"),
        ];
        let mut table = self.table("chosen", title, &columns);
        let chosen = &self.figures.governing_bodies.chosen_after_creation;
        for (key, lags) in [
            ("coordinator", &chosen.coordinator),
            ("management_company", &chosen.management_company),
        ] {
            let label = self.term("governing_body_type", &Code::literal(key));
            table.rows.push(FigureRow::of(label, lag_figures(key, lags)));
        }
        table
    }

    pub(super) fn sources(&self) -> FigureTable {
        let figures = &self.figures.financing;
        let title = Said::new("Источники финансирования", "Sources of funding");
        let mut table = self.table("financing", title, &[BODIES]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.bodies });
        table.rows = self.by_term("funding_source", "financing.by_source", &figures.by_source);
        table.rows.push(self.row(
            Said::new(
                "Только взносы участников или доходы от услуг",
                "Member fees or own services only",
            ),
            [whole("financing.fees_or_services_only", figures.fees_or_services_only)],
        ));
        table.rows.push(self.row(
            Said::new("Только бюджетные средства", "Budgets only"),
            [whole("financing.budget_only", figures.budget_only)],
        ));
        table
    }
}

fn lag_figures(body_type: &str, lags: &LagFigures) -> [Figure; 3] {
    let path = |key| format!("governing_bodies.chosen_after_creation.{body_type}.{key}");
    [
        whole(path("0_1"), lags.up_to_1),
        whole(path("2_4"), lags.from_2_to_4),
        whole(path("5_plus"), lags.from_5),
    ]
}
