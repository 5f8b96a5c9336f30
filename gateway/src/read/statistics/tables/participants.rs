//! Participants and employees.

use registry_events::value::Decimal;
use registry_projections::statistics::Leader;

use super::{Base, COUNT, Figure, FigureRow, FigureTable, Maker, TOTAL, known, whole};
use crate::words::Said;

impl Maker<'_> {
    pub(super) fn participants(&self) -> FigureTable {
        let figures = &self.figures.participants;
        let mut table =
            self.table("participants", Said::new("Участники", "Participants"), &[COUNT]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = vec![
            self.row(
                Said::new("Участия в кластерах", "Memberships"),
                [whole("participants.total", figures.total)],
            ),
            self.row(
                Said::new("Разные организации", "Different organisations"),
                [known("participants.organisations", figures.organisations)],
            ),
        ];
        table
    }

    pub(super) fn employees(&self) -> FigureTable {
        let figures = &self.figures.participants;
        let title = Said::new("Работники", "Employees");
        let mut table = self.table("employees", title, &[COUNT]);
        table.base = self.figures.bases.employees.map(Into::into);
        let value = figures.employees.map(Decimal::from);
        table.rows =
            vec![self.row(TOTAL, [Figure { path: "participants.employees".into(), value }])];
        table
    }

    pub(super) fn participant_types(&self) -> FigureTable {
        let figures = &self.figures.participants;
        let title = Said::new("Состав участников", "Participants by type");
        let mut table =
            self.table("participant-types", title, &[Said::new("Участия", "Memberships")]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = self.by_term("participant_type", "participants.by_type", &figures.by_type);
        table
    }

    pub(super) fn leaders(&self) -> FigureTable {
        let title = Said::new(
            "Кластеры с наибольшим числом участников",
            "Clusters with the most participants",
        );
        let mut table = self.table("leaders", title, &[Said::new("Участники", "Participants")]);
        let base = self.figures.participants.base;
        table.base = Some(base.into());
        let types = self.by_term("participant_type", "", &self.figures.participants.by_type);
        table.columns.extend(types.into_iter().map(|row| row.label));
        for leader in &self.figures.participants.leaders {
            table.rows.push(self.leader(leader));
        }
        table
    }

    /// A cluster with its participants in all, then by type.
    fn leader(&self, leader: &Leader) -> FigureRow {
        let path = format!("participants.leaders.{}", leader.cluster);
        let total = whole(format!("{path}.total"), leader.total);
        let types = self.by_term("participant_type", &format!("{path}.by_type"), &leader.by_type);
        let figures = types.into_iter().flat_map(|row| row.figures);
        let name = leader.name.in_language_or_other(self.language).to_owned();
        let row = FigureRow::of(name, std::iter::once(total).chain(figures));
        FigureRow { cluster: Some(leader.cluster.to_string()), ..row }
    }
}
