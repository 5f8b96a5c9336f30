//! News of the last year before the demonstration date, reports, and stories of success.

use jiff::Span;
use jiff::civil::date;
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::profile::reader::{ANNUAL_REPORTS, NEWS, OpenItems};
use registry_events::value::{Text, Value};

use super::words::said;
use super::{Made, Teller};
use crate::demo::statements::{annual_report, item};

const SUCCESS_STORIES: &str = "success_stories";

/// The year before the demonstration date's.
const LAST_YEAR: i64 = 2025;

impl Teller<'_> {
    pub(super) fn tell_news(&self, changes: &mut Changes) -> Made<()> {
        if self.number % 4 == 2 && self.today >= date(2025, 11, 1) {
            changes.open.push(self.news(9, "Показали на выставке", "Shown at a fair")?);
            changes.open.push(self.news(47, "Участники освоили", "Participants mastered")?);
        }
        let is_next_year = i64::from(self.today.year()) == LAST_YEAR + 1;
        if self.number % 8 == 6 && is_next_year && !self.has_reported() {
            changes.open.push(annual_report(self.number, LAST_YEAR)?);
        }
        if self.number % 19 == 3 && self.is_due(2023, 3) && self.has_none(SUCCESS_STORIES) {
            changes.open.push(self.success()?);
        }
        Ok(())
    }

    fn news(&self, days_ago: i64, ru: &str, en: &str) -> Made<OpenInput> {
        let day = self.today.saturating_sub(Span::new().days(days_ago));
        let of_products = days_ago < 30;
        let about = if of_products {
            self.words.product(self.number / 4)
        } else {
            self.words.technology(self.number / 4)
        };
        let title = Text {
            ru: Some(format!("{ru}: {} (демо)", about.0)),
            en: self.english().then(|| format!("{en}: {} (demo)", about.1)),
        };
        item(NEWS, vec![("date", Value::Date(day)), ("title", Value::Text(title))])
    }

    fn has_reported(&self) -> bool {
        let year = |value: Option<&Value>| match value {
            Some(Value::Year(year)) => i64::from(year.get()),
            _ => 0,
        };
        let mut reports = OpenItems::of(self.profile).collection(ANNUAL_REPORTS);
        reports.any(|report| year(report.value("year")) == LAST_YEAR)
    }

    fn success(&self) -> Made<OpenInput> {
        let (product, technology) =
            (self.words.product(self.number), self.words.technology(self.number));
        let title = said(product, false).ru.unwrap_or_default();
        let text = format!(
            "Три участника объединили опыт, которого поодиночке не хватало. Направление работы: {}. \
             За два года общая группа прошла путь от чертежа до серии; первая партия ушла заказчикам \
             в соседних регионах. Продукция: {} (демо).",
            technology.0, product.0
        );
        item(
            SUCCESS_STORIES,
            vec![
                ("title", Value::Text(Text::ru(format!("{title}: от чертежа до серии (демо)")))),
                ("text", Value::Text(Text { ru: Some(text), en: None })),
            ],
        )
    }
}
