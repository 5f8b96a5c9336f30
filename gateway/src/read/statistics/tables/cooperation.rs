//! Priorities and partners.

use super::{Base, CLUSTERS, FigureRow, FigureTable, Maker, known, whole};
use crate::words::Said;

const IMPORTANCE: [&str; 4] = ["high", "medium", "low", "absent"];

impl Maker<'_> {
    pub(super) fn priorities(&self) -> FigureTable {
        let figures = &self.figures.priorities;
        let title = Said::new("Приоритеты развития", "Development priorities");
        let mut table = self.table("priorities", title, &[]);
        let marks = IMPORTANCE.map(registry_events::value::Code::literal);
        table.columns = marks.iter().map(|mark| self.term("importance", mark)).collect();
        table.base = figures.base.map(|base| Base { stated: base.stated, of: base.clusters });
        for line in &figures.by_priority {
            let counts = [line.high, line.medium, line.low, line.absent];
            let path = |mark| format!("priorities.by_priority.{}.{mark}", line.key);
            let figures = IMPORTANCE.into_iter().zip(counts);
            let figures = figures.map(|(mark, count)| whole(path(mark), count));
            table.rows.push(FigureRow::of(self.term("priority", &line.key), figures));
        }
        table
    }

    pub(super) fn partners(&self) -> FigureTable {
        let figures = &self.figures.partners;
        let title = Said::new("Партнёры", "Partners");
        let mut table = self.table("partners", title, &[CLUSTERS]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        let russian = known("partners.clusters_with_russian", figures.clusters_with_russian);
        let foreign = known("partners.clusters_with_foreign", figures.clusters_with_foreign);
        table.rows = vec![
            self.row(Said::new("Есть российские партнёры", "With Russian partners"), [russian]),
            self.row(Said::new("Есть зарубежные партнёры", "With foreign partners"), [foreign]),
        ];
        table
    }
}
