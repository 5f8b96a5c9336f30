//! What clusters offer and look for, until when, and whom to write to. Some prolong what they offer,
//! some end it because it found its taker; the others let it run out.

use jiff::Span;
use jiff::civil::Date;
use registry_core::profile::changes::{Changes, CloseInput, OpenInput};
use registry_core::profile::reader::{ItemReader, OpenItems};
use registry_events::value::{Email, Text, Value};

use super::{Made, Teller};
use crate::demo::renewal::of_item;
use crate::demo::statements::{code, item};

const OFFERS: &str = "offers";
const REQUESTS: &str = "requests";

/// A kind of offer or request: its mailbox, and what is said in Russian and English. `{}` stands for
/// a technology or a product.
struct Kind {
    key: &'static str,
    mailbox: &'static str,
    about_technology: bool,
    offer: (&'static str, &'static str),
    request: (&'static str, &'static str),
}

const KINDS: [Kind; 6] = [
    Kind {
        key: "partner",
        mailbox: "partners",
        about_technology: true,
        offer: (
            "Приглашаем в общий проект. Что умеем: {}. Ищем того, кто доведёт результат до рынка \
             вместе с нами (демо).",
            "Join us in a project. What we can do: {}. We look for someone to bring the result to \
             market with us (demo).",
        ),
        request: (
            "Ищем партнёра за пределами региона. Чем занимаемся: {}. Интересны общий сбыт и обмен \
             специалистами (демо).",
            "We look for a partner beyond our region. What we do: {}. Joint sales and exchange of \
             specialists are welcome (demo).",
        ),
    },
    Kind {
        key: "supplier",
        mailbox: "supply",
        about_technology: false,
        offer: (
            "Готовы поставлять: {}. Образцы пришлём для испытаний, пробную партию отгрузим за \
             месяц (демо).",
            "Ready to supply: {}. Samples for your tests, a trial batch within a month (demo).",
        ),
        request: (
            "Ищем поставщиков материалов и комплектующих. Наша продукция: {}. Готовы к договору на \
             год (демо).",
            "We look for suppliers of materials and parts. Our products: {}. A contract for a year \
             is possible (demo).",
        ),
    },
    Kind {
        key: "investment",
        mailbox: "invest",
        about_technology: false,
        offer: (
            "Предлагаем долю в новом производстве. Продукция: {}. Расчёты и площадку покажем на \
             встрече (демо).",
            "A share in a new production is on offer. Products: {}. We show figures and the site \
             when we meet (demo).",
        ),
        request: (
            "Ищем инвестора для новой линии. Продукция: {}. Половину затрат несут участники \
             кластера (демо).",
            "We look for an investor in a new line. Products: {}. The participants bear half of the \
             costs (demo).",
        ),
    },
    Kind {
        key: "site",
        mailbox: "sites",
        about_technology: true,
        offer: (
            "Сдаём участок цеха с электричеством и краном. Оснащён под задачу: {}. Въезд через \
             месяц (демо).",
            "A part of a workshop with power and a crane is to let. It is equipped for: {}. Move in \
             within a month (demo).",
        ),
        request: (
            "Ищем помещение от 800 до 2000 кв. м в нашем или соседнем регионе. Чем будем заниматься: \
             {} (демо).",
            "We look for premises of 800 to 2,000 square metres here or in a region nearby. What \
             for: {} (demo).",
        ),
    },
    Kind {
        key: "staff",
        mailbox: "staff",
        about_technology: true,
        offer: (
            "Учим мастеров и принимаем студентов на практику. Направление: {}. Группы набираем \
             весной и осенью (демо).",
            "We train craftspeople and take students for practice. Field: {}. Groups start in spring \
             and autumn (demo).",
        ),
        request: (
            "Ищем специалистов и наставников. Направление: {}. Помогаем с переездом и жильём (демо).",
            "We look for specialists and mentors. Field: {}. We help with moving and housing (demo).",
        ),
    },
    Kind {
        key: "rnd",
        mailbox: "rnd",
        about_technology: true,
        offer: (
            "Проводим исследования по заказу. Направление: {}. Отчёт и опытный образец — за полгода \
             (демо).",
            "Research to order. Field: {}. A report and a prototype within half a year (demo).",
        ),
        request: (
            "Ищем исследователей для совместной разработки. Задача: {}. Испытания проведём на \
             площадках участников (демо).",
            "We look for researchers for joint development. Task: {}. Tests take place at the \
             participants’ sites (demo).",
        ),
    },
];

impl Teller<'_> {
    /// In two years of five a cluster offers something or looks for it, sometimes both.
    pub(super) fn tell_offers(&self, changes: &mut Changes) -> Made<()> {
        let year = self.year();
        if self.number % 11 == 3 {
            self.prolong(changes)?;
        } else {
            self.end_what_is_over(changes);
        }
        if (self.number * 3 + year * 2) % 5 >= 2 {
            return Ok(());
        }
        let asks = (self.number / 2 + year).is_multiple_of(2);
        // A step more after every six clusters brings each kind to both sides.
        let nth = self.number + self.number / 6 + 2 * year;
        changes.open.push(self.offer(asks, nth)?);
        if (self.number + year).is_multiple_of(3) {
            changes.open.push(self.offer(!asks, nth + 3)?);
        }
        Ok(())
    }

    fn year(&self) -> usize {
        usize::try_from(self.today.year()).unwrap_or(0)
    }

    fn offer(&self, asks: bool, nth: usize) -> Made<OpenInput> {
        let kind = &KINDS[nth % KINDS.len()];
        let about = if kind.about_technology {
            self.words.technology(nth / 6)
        } else {
            self.words.product(nth / 6)
        };
        let (ru, en) = if asks { kind.request } else { kind.offer };
        let en = self.english().then(|| en.replace("{}", about.1));
        let mailbox = format!("{}@cluster-{:03}.example", kind.mailbox, self.number);
        item(
            if asks { REQUESTS } else { OFFERS },
            vec![
                ("kind", code(kind.key)?),
                ("text", Value::Text(Text { ru: Some(ru.replace("{}", about.0)), en })),
                ("until", Value::Date(self.until(nth))),
                ("contact", Value::Email(Email::parse(&mailbox)?)),
            ],
        )
    }

    /// Three to fourteen months from now.
    fn until(&self, nth: usize) -> Date {
        let day = i64::try_from(nth % 23).unwrap_or(0);
        self.months_ahead(3 + (self.number * 7 + nth) % 12).saturating_add(Span::new().days(day))
    }

    /// Some state the same offer every year anew, until a later day.
    fn prolong(&self, changes: &mut Changes) -> Made<()> {
        if let Some(first) = self.open_offers().next() {
            let until = Value::Date(self.months_ahead(13));
            changes.claims.push(of_item(first.path, "until", until)?);
        }
        Ok(())
    }

    /// Some end what has been taken; the others what ran out since they last told.
    fn end_what_is_over(&self, changes: &mut Changes) {
        let closed_on = Some(self.today);
        let end = |offer: ItemReader<'_>, reason: &str| CloseInput {
            item: offer.path.clone(),
            closed_on,
            reason: Some(reason.into()),
        };
        if self.number % 13 == 5 {
            let taken = self.open_offers().map(|offer| end(offer, "Партнёр найден (демо)"));
            return changes.close.extend(taken);
        }
        let is_over = |offer: &ItemReader<'_>| matches!(offer.value("until"), Some(Value::Date(until)) if *until < self.today);
        let over = self.open_offers().filter(is_over);
        changes.close.extend(over.map(|offer| end(offer, "Срок прошёл (демо)")));
    }

    fn open_offers(&self) -> impl Iterator<Item = ItemReader<'_>> {
        let items = OpenItems::of(self.profile);
        [OFFERS, REQUESTS].into_iter().flat_map(move |collection| items.collection(collection))
    }
}
