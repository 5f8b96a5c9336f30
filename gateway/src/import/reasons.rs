//! Why a cell can't be accepted, as Russian sentences: from the rules' codes and their details.

use crate::problems::{self, NoLabels};
use registry_core::rejection::{Problem, Rejection};
use registry_core::rulebook::Rulebook;
use registry_events::value::{Language, ValueType};

/// What a cell of a type should look like.
pub(super) const fn expected(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Integer => "Нужно целое число, например 1840.",
        ValueType::Decimal => "Нужно число, например 4,5.",
        ValueType::Date => "Нужна дата вида 31.12.2015 или 2015-12-31.",
        ValueType::Year => "Нужен год четырьмя цифрами, например 2012.",
        ValueType::Money => "Нужны сумма и валюта, например 48 000 000 RUB.",
        ValueType::Flag => "Нужно «да» или «нет».",
        ValueType::Text => "Нужен текст.",
        ValueType::Url => "Нужен адрес сайта, например https://pine.example.",
        ValueType::Email => "Нужен адрес почты, например info@pine.example.",
        ValueType::Phone => "Нужен телефон с кодом, например +7 000 000-00-00.",
        ValueType::Code | ValueType::Codes => "Нужно значение из справочника.",
        ValueType::Point => "Нужны широта и долгота.",
        ValueType::Organisation => "Нужна организация с ИНН или ОГРН.",
        ValueType::Texts => "Нужны тексты через точку с запятой.",
        ValueType::Urls => "Нужны адреса через точку с запятой.",
        ValueType::Ratings => "Нужны пары вида «приоритет — высокий» через точку с запятой.",
        ValueType::Shares => "Нужны значения справочника через точку с запятой, можно с долями.",
        ValueType::Address => "Нужен адрес, например 160000, Вологда, ул. Мира, 1.",
        ValueType::Cluster => "Нужен идентификатор кластера в реестре.",
        ValueType::Items | ValueType::File => "Этот столбец не импортируется.",
    }
}

/// A broken rule in words; `minimum.open` in those of the rulebook in force.
pub(super) fn of_problem(problem: &Problem, rulebook: &Rulebook) -> String {
    let marker = problem.details.first().filter(|_| problem.code == "minimum.open");
    let Some(marker) = marker.and_then(|id| rulebook.marker(id)) else {
        return sentence(problem.code, &problem.details);
    };
    let what = marker.add.in_language_or_other(Language::Ru);
    format!("Минимальное требование {} не выполнено: {}.", marker.id, lower_first(what))
}

/// A refusal of the whole command in words.
pub(super) fn of_rejection(rejection: &Rejection) -> String {
    match rejection {
        Rejection::NotFound("cluster") => "Такого кластера в реестре нет.".into(),
        other => sentence(other.code(), &[]),
    }
}

/// The sentence of a code; `details` are those of its problem.
///
/// The API's sentences serve where they don't speak of JSON.
pub fn sentence(code: &str, details: &[String]) -> String {
    let detail = |index: usize| details.get(index).map_or("?", String::as_str);
    match code {
        "text.language-needed" if detail(0) == "en" => "Нужен текст по-английски.".into(),
        "text.language-needed" => "Нужен текст по-русски.".into(),
        "text.too-long" if details.is_empty() => "Можно не больше 8000 знаков.".into(),
        "collection.too-many" => format!("Записей в списке больше {}.", detail(1)),
        _ => match of_cell(code).or_else(|| of_number(code)) {
            Some(sentence) => sentence.into(),
            None => problems::sentence(code, details, Language::Ru, &NoLabels),
        },
    }
}

/// Sentences about what a cell or row says.
fn of_cell(code: &str) -> Option<&'static str> {
    Some(match code {
        "text.empty" => "Нужен текст.",
        "text.control-character" => "В тексте невидимый управляющий знак: уберите его.",
        "url.malformed" => expected(ValueType::Url),
        "email.malformed" => expected(ValueType::Email),
        "phone.malformed" => expected(ValueType::Phone),
        "value.type" => "Значение не того вида, что поле.",
        "request.empty" => "Строка ничего не сообщает.",
        "request.too-many-statements" => "О кластере сказано слишком много для одной записи.",
        "claim.date-needed" => "Укажите, на какую дату это значение.",
        "claim.needed" => "Это поле нельзя оставить без значения.",
        "claim.stated-twice" => "Об одном поле сказано дважды.",
        "item.stated-twice" => "То же самое в кластере уже названо.",
        "date.in-future" => "Этот день ещё не наступил.",
        "date.out-of-range" => "Такой день не принимается: проверьте год.",
        "date.before-beginning" => "Дата выхода раньше даты вступления.",
        "item.referenced" => "Организация участвует в совместном проекте: сначала измените проект.",
        "access.no-grant" => "У учётной записи импорта отозвано право куратора.",
        _ => return None,
    })
}

/// Sentences about the numbers of an organisation.
fn of_number(code: &str) -> Option<&'static str> {
    Some(match code {
        "inn.length" => "ИНН — 10 или 12 цифр; проверьте, не пропали ли нули в начале.",
        "ogrn.length" => "ОГРН — 13 или 15 цифр; проверьте, не пропали ли нули в начале.",
        "organisation.identifier-needed" => NUMBER_NEEDED,
        "organisation.identifier-unknown" => {
            "В реестре у этой организации другой номер: проверьте оба или оставьте один."
        }
        "organisation.identifiers-disagree" => "ИНН и ОГРН записаны за разными организациями.",
        _ => return None,
    })
}

/// What is said of a name that another organisation has under this number.
pub(super) fn named_otherwise(known: &str) -> String {
    format!(
        "В реестре организация с этим номером называется «{known}». Проверьте номер; если он верен, \
         оставьте наименование пустым."
    )
}

/// What is said of an organisation without a number.
pub(super) const NUMBER_NEEDED: &str = "Нужен ИНН или ОГРН: по ним находят организацию.";

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_lowercase().collect::<String>());
    first.unwrap_or_default() + characters.as_str()
}
