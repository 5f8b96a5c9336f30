//! What a cluster makes and knows, what it does by ОКВЭД, and whether it takes members in.

use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_events::value::{Text, Value};

use super::words::TradeWords;
use super::{Made, Teller};
use crate::demo::spec::claim;
use crate::demo::statements::codes;

/// The products that a cluster told, in English too; none where it told only the chief one.
pub(in crate::demo) fn told_in_english(profile: &Profile, specialisation: &str) -> Vec<Text> {
    let told = match profile.stated("products").and_then(|stated| stated.value()) {
        Some(Value::Texts(told)) => told.as_slice(),
        _ => &[],
    };
    let all = TradeWords::of(specialisation).products(0, 4, true);
    all.into_iter().filter(|product| told.iter().any(|one| one.ru == product.ru)).collect()
}

impl Teller<'_> {
    pub(super) fn tell_products(&self, changes: &mut Changes) -> Made<()> {
        // English products count for a marker.
        let since = if self.english() { 2022 } else { 2016 };
        let says_nothing = self.profile.stated("technologies").is_none();
        if self.number % 3 != 2 && says_nothing && self.is_due(since, 5) {
            self.tell_what_it_makes(changes)?;
        }
        let takes_in = matches!(self.number % 9, 1 | 4);
        if takes_in && self.profile.stated("members_open").is_none() && self.is_due(2017, 7) {
            self.tell_conditions(changes)?;
        }
        Ok(())
    }

    fn tell_what_it_makes(&self, changes: &mut Changes) -> Made<()> {
        let (from, count) = (self.number / 4, 2 + self.number / 3 % 3);
        let english = self.english() || self.has_products_in_english();
        let products = self.words.products(from, count, english);
        let technologies = self.words.technologies(from, 4 - self.number / 6 % 3, self.english());
        changes.claims.push(claim("products", Value::Texts(products), None)?);
        changes.claims.push(claim("technologies", Value::Texts(technologies), None)?);
        changes.claims.push(claim("okved_codes", codes(&self.words.okved)?, None)?);
        Ok(())
    }

    /// What stands in English stays so.
    fn has_products_in_english(&self) -> bool {
        match self.profile.stated("products").and_then(|stated| stated.value()) {
            Some(Value::Texts(products)) => products.iter().any(|product| product.en.is_some()),
            _ => false,
        }
    }

    fn tell_conditions(&self, changes: &mut Changes) -> Made<()> {
        let (ru, en) = CONDITIONS[self.number / 2 % CONDITIONS.len()];
        let en = self.english().then(|| en.into());
        let conditions = Value::Text(Text { ru: Some(ru.into()), en });
        changes.claims.push(claim("members_open", Value::Flag(true), None)?);
        changes.claims.push(claim("members_open_conditions", conditions, None)?);
        Ok(())
    }
}

const CONDITIONS: [(&str, &str); 5] = [
    (
        "Организация из нашей отрасли, год работы и рекомендация одного участника (демо)",
        "An organisation of our trade, a year of work and one participant’s recommendation (demo)",
    ),
    (
        "Заявление на сайте и встреча с советом кластера; ответ за две недели (демо)",
        "An application at the site and a meeting with the council; an answer in two weeks (demo)",
    ),
    (
        "Участие хотя бы в одном общем проекте в первый год; взнос — по обороту (демо)",
        "Part in at least one joint project in the first year; the fee follows turnover (demo)",
    ),
    (
        "Малые предприятия вступают без взноса, остальные — по решению общего собрания (демо)",
        "Small firms join without a fee, others by decision of the general meeting (demo)",
    ),
    (
        "Вузы и лаборатории приглашаем без условий, поставщиков — после пробного заказа (демо)",
        "Universities and laboratories are welcome as they are, suppliers after a trial order (demo)",
    ),
];
