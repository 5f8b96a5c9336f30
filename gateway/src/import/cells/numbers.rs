//! Numbers, days and flags as people write them in Russian spreadsheets.

use std::str::FromStr as _;

use jiff::civil::Date;
use registry_core::name::normalise;
use registry_events::value::{Decimal, Money, Year};

/// A whole number: digits, in groups of three where they are grouped.
pub(super) fn whole(text: &str) -> Option<i64> {
    let (negative, digits) = signed(text);
    let number: i64 = ungrouped(digits)?.parse().ok()?;
    Some(if negative { -number } else { number })
}

/// A decimal number with a comma or a point.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let (negative, digits) = signed(text);
    let number = match digits.split_once([',', '.']) {
        Some((whole, fraction)) if !fraction.is_empty() && all_digits(fraction) => {
            format!("{}.{fraction}", ungrouped(whole)?)
        }
        Some(_) => return None,
        None => ungrouped(digits)?,
    };
    let number = Decimal::from_str(&number).ok()?.normalize();
    Some(if negative { -number } else { number })
}

/// A day, as `31.12.2015` or `2015-12-31`.
pub(super) fn date(text: &str) -> Option<Date> {
    let (iso, russian): (Vec<_>, Vec<_>) = (text.split('-').collect(), text.split('.').collect());
    let (year, month, day) = match (iso.as_slice(), russian.as_slice()) {
        ([year, month, day], _) if text.len() == 10 => (*year, *month, *day),
        (_, [day, month, year]) => (*year, *month, *day),
        _ => return None,
    };
    let shaped = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    if !shaped || ![year, month, day].into_iter().all(all_digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A year in four digits.
pub(super) fn year(text: &str) -> Option<Year> {
    let shaped = text.len() == 4 && all_digits(text);
    shaped.then(|| Year::new(text.parse().ok()?).ok()).flatten()
}

/// An amount and the code of its currency; the rouble has its signs.
pub(super) fn money(text: &str) -> Option<Money> {
    let split = text.find(|c: char| c.is_alphabetic() || c == '₽')?;
    let (amount, currency) = text.split_at(split);
    let currency = match currency.trim().trim_end_matches('.').to_lowercase().as_str() {
        "₽" | "руб" | "р" | "рублей" => "RUB".to_owned(),
        other => other.to_uppercase(),
    };
    Money::new(decimal(amount.trim())?, &currency).ok()
}

/// Yes or no.
pub(super) fn flag(text: &str) -> Option<bool> {
    match normalise(text).as_str() {
        "да" | "yes" | "true" | "истина" | "1" => Some(true),
        "нет" | "no" | "false" | "ложь" | "0" => Some(false),
        _ => None,
    }
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Digits without the spaces, wide or narrow, between groups of three.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split(char::is_whitespace);
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let shaped = rest.iter().all(|group| group.len() == 3 && all_digits(group));
    let first_shaped = all_digits(first) && (rest.is_empty() || first.len() <= 3);
    (shaped && first_shaped).then(|| format!("{first}{}", rest.concat()))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
