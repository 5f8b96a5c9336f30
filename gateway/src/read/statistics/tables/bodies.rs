//! Governing bodies and what they are financed from.

use registry_events::value::Code;
use registry_projections::statistics::LagFigures;

use super::{BODIES, Base, Figure, FigureRow, FigureTable, Maker, known};
use crate::words::Said;

impl Maker<'_> {
    pub(super) fn bodies(&self) -> FigureTable {
        let figures = &self.figures.governing_bodies;
        let mut table =
            self.table("bodies", Said::new("Органы управления", "Governing bodies"), &[BODIES]);
        table.base = figures.base.map(|base| Base { stated: base.stated, of: base.clusters });
        table.rows =
            self.by_term("governing_body_type", "governing_bodies.by_type", &figures.by_type);
        table
    }

    pub(super) fn staff(&self) -> FigureTable {
        let figures = &self.figures.governing_bodies;
        let title = Said::new("Сотрудники, занятые управлением", "Management staff");
        let mut table = self.table("staff", title, &[Said::new("Значение", "Value")]);
        let bodies = self.figures.financing.base.bodies;
        table.base = figures.staff_stated.zip(bodies).map(|(stated, of)| Base { stated, of });
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
        let chosen = self.figures.governing_bodies.chosen_after_creation.as_ref();
        let stated = chosen.map(|all| told(&all.coordinator) + told(&all.management_company));
        let base = stated.zip(self.figures.financing.base.bodies);
        table.base = base.map(|(stated, of)| Base { stated, of });
        for (key, lags) in [
            ("coordinator", chosen.map(|all| &all.coordinator)),
            ("management_company", chosen.map(|all| &all.management_company)),
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
        let base = figures.base.stated.zip(figures.base.bodies);
        table.base = base.map(|(stated, of)| Base { stated, of });
        table.rows = self.by_term("funding_source", "financing.by_source", &figures.by_source);
        table.rows.push(self.row(
            Said::new(
                "Только взносы участников или доходы от услуг",
                "Member fees or own services only",
            ),
            [known("financing.fees_or_services_only", figures.fees_or_services_only)],
        ));
        table.rows.push(self.row(
            Said::new("Только бюджетные средства", "Budgets only"),
            [known("financing.budget_only", figures.budget_only)],
        ));
        table
    }
}

/// Bodies whose lag is known.
const fn told(lags: &LagFigures) -> u32 {
    lags.up_to_1 + lags.from_2_to_4 + lags.from_5
}

fn lag_figures(body_type: &str, lags: Option<&LagFigures>) -> [Figure; 3] {
    let path = |key| format!("governing_bodies.chosen_after_creation.{body_type}.{key}");
    [
        known(path("0_1"), lags.map(|all| all.up_to_1)),
        known(path("2_4"), lags.map(|all| all.from_2_to_4)),
        known(path("5_plus"), lags.map(|all| all.from_5)),
    ]
}
