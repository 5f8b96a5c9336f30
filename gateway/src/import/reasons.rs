//! Why a cell can't be accepted, as sentences in both languages: from the rules' codes and their details.

use registry_core::rejection::{Problem, Rejection};
use registry_core::rulebook::Rulebook;
use registry_events::value::{Language, ValueType};

use crate::problems::{self, NoLabels};
use crate::words::Said;

/// Why something can't be accepted, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    ru: String,
    en: String,
}

impl Reason {
    pub(super) fn new(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ru: ru.into(), en: en.into() }
    }

    /// A sentence that is made for each language.
    fn in_each(sentence: impl Fn(Language) -> String) -> Self {
        Self { ru: sentence(Language::Ru), en: sentence(Language::En) }
    }

    /// The sentence in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }

    /// The same with names that are near to one that isn't known, where there are any.
    #[must_use]
    pub(super) fn with_near(self, near: &str) -> Self {
        if near.is_empty() {
            return self;
        }
        let Self { ru, en } = self;
        Self { ru: format!("{ru} Похожие: {near}."), en: format!("{en} Similar: {near}.") }
    }
}

impl From<Said> for Reason {
    fn from(said: Said) -> Self {
        Self::new(said.ru, said.en)
    }
}

/// What a cell of a type should look like.
pub(super) const fn expected(value_type: ValueType) -> Said {
    match value_type {
        ValueType::Integer => Said::new(
            "Нужно целое число, например 1840.",
            "A whole number is needed, such as 1840.",
        ),
        ValueType::Decimal => {
            Said::new("Нужно число, например 4,5.", "A number is needed, such as 4.5.")
        }
        ValueType::Date => DAY_NEEDED,
        ValueType::Year => Said::new(
            "Нужен год четырьмя цифрами, например 2012.",
            "A year of four digits is needed, such as 2012.",
        ),
        ValueType::Money => Said::new(
            "Нужны сумма и валюта, например 48 000 000 RUB.",
            "An amount and its currency are needed, such as 48 000 000 RUB.",
        ),
        ValueType::Flag => Said::new("Нужно «да» или «нет».", "“yes” or “no” is needed."),
        ValueType::Text => TEXT_NEEDED,
        ValueType::Url => Said::new(
            "Нужен адрес сайта, например https://pine.example.",
            "The address of a site is needed, such as https://pine.example.",
        ),
        ValueType::Email => Said::new(
            "Нужен адрес почты, например info@pine.example.",
            "A mail address is needed, such as info@pine.example.",
        ),
        ValueType::Phone => Said::new(
            "Нужен телефон с кодом, например +7 000 000-00-00.",
            "A telephone number with its code is needed, such as +7 000 000-00-00.",
        ),
        ValueType::Code | ValueType::Codes => {
            Said::new("Нужно значение из справочника.", "A term of the dictionary is needed.")
        }
        ValueType::Point => {
            Said::new("Нужны широта и долгота.", "Latitude and longitude are needed.")
        }
        ValueType::Organisation => Said::new(
            "Нужна организация с ИНН или ОГРН.",
            "An organisation with its INN or OGRN is needed.",
        ),
        ValueType::Texts => Said::new(
            "Нужны тексты через точку с запятой.",
            "Texts with semicolons between them are needed.",
        ),
        ValueType::Urls => Said::new(
            "Нужны адреса через точку с запятой.",
            "Addresses with semicolons between them are needed.",
        ),
        ValueType::Ratings => Said::new(
            "Нужны пары вида «приоритет — высокий» через точку с запятой.",
            "Pairs such as “priority — high” with semicolons between them are needed.",
        ),
        ValueType::Shares => Said::new(
            "Нужны значения справочника через точку с запятой, можно с долями.",
            "Terms of the dictionary with semicolons between them are needed; shares may follow.",
        ),
        ValueType::Address => Said::new(
            "Нужен адрес, например 160000, Вологда, ул. Мира, 1.",
            "An address is needed, such as 160000, Вологда, ул. Мира, 1.",
        ),
        ValueType::Cluster => Said::new(
            "Нужен идентификатор кластера в реестре.",
            "The identifier of a cluster of the register is needed.",
        ),
        ValueType::Items | ValueType::File => {
            Said::new("Этот столбец не импортируется.", "This column isn’t imported.")
        }
    }
}

/// A broken rule in words; `minimum.open` in those of the rulebook in force.
pub(super) fn of_problem(problem: &Problem, rulebook: &Rulebook) -> Reason {
    let marker = problem.details.first().filter(|_| problem.code == "minimum.open");
    let Some(marker) = marker.and_then(|id| rulebook.marker(id)) else {
        return of_code(problem.code, &problem.details);
    };
    Reason::in_each(|language| {
        let what = lower_first(marker.add.in_language_or_other(language));
        match language {
            Language::Ru => format!("Минимальное требование {} не выполнено: {what}.", marker.id),
            Language::En => format!("The minimum requirement {} isn’t met: {what}.", marker.id),
        }
    })
}

/// A refusal of the whole command in words.
pub(super) fn of_rejection(rejection: &Rejection) -> Reason {
    match rejection {
        Rejection::NotFound("cluster") => {
            Said::new("Такого кластера в реестре нет.", "There is no such cluster on the register.")
                .into()
        }
        other => of_code(other.code(), &[]),
    }
}

/// The sentence of a code; `details` are those of its problem.
pub(super) fn of_code(code: &str, details: &[String]) -> Reason {
    Reason::in_each(|language| sentence(code, details, language))
}

/// The sentence of a code in one language.
///
/// The API's sentences serve where they don't speak of JSON.
pub fn sentence(code: &str, details: &[String], language: Language) -> String {
    let detail = |index: usize| details.get(index).map_or("?", String::as_str);
    let said = match code {
        "text.language-needed" if detail(0) == "en" => Some(ENGLISH_NEEDED),
        "text.language-needed" => Some(RUSSIAN_NEEDED),
        "text.too-long" if details.is_empty() => Some(TOO_LONG),
        "collection.too-many" => {
            let most = detail(1);
            return match language {
                Language::Ru => format!("Записей в списке больше {most}."),
                Language::En => format!("The list has more than {most} items."),
            };
        }
        _ => of_cell(code).or_else(|| of_number(code)),
    };
    match said {
        Some(said) => said.get(language).into(),
        None => problems::sentence_on_page(code, details, language, &NoLabels),
    }
}

/// Sentences about what a cell or row says.
fn of_cell(code: &str) -> Option<Said> {
    Some(match code {
        "text.empty" => TEXT_NEEDED,
        "text.control-character" => CONTROL_CHARACTER,
        "url.malformed" => expected(ValueType::Url),
        "email.malformed" => expected(ValueType::Email),
        "phone.malformed" => expected(ValueType::Phone),
        "value.type" => Said::new(
            "Значение не того вида, что поле.",
            "The value isn’t of the kind that the field is.",
        ),
        "request.empty" => Said::new("Строка ничего не сообщает.", "The row says nothing."),
        "request.too-many-statements" => Said::new(
            "О кластере сказано слишком много для одной записи.",
            "More is said of the cluster than is recorded at once.",
        ),
        "claim.date-needed" => {
            Said::new("Укажите, на какую дату это значение.", "Say of which day this value is.")
        }
        "claim.needed" => Said::new(
            "Это поле нельзя оставить без значения.",
            "This field can’t be left without a value.",
        ),
        "claim.stated-twice" => {
            Said::new("Об одном поле сказано дважды.", "One field is spoken of twice.")
        }
        "item.stated-twice" => Said::new(
            "То же самое в кластере уже названо.",
            "The cluster has the same named already.",
        ),
        "date.in-future" => Said::new("Этот день ещё не наступил.", "That day is still to come."),
        "date.out-of-range" => Said::new(
            "Такой день не принимается: проверьте год.",
            "Such a day isn’t accepted: check the year.",
        ),
        "date.before-beginning" => Said::new(
            "Дата выхода раньше даты вступления.",
            "The day of leaving is before the day of joining.",
        ),
        "item.referenced" => Said::new(
            "Организация участвует в совместном проекте: сначала измените проект.",
            "The organisation takes part in a joint project: change the project first.",
        ),
        "access.no-grant" => Said::new(
            "У учётной записи импорта отозвано право куратора.",
            "The account of the import has lost the right of an officer.",
        ),
        _ => return None,
    })
}

/// Sentences about the numbers of an organisation.
fn of_number(code: &str) -> Option<Said> {
    Some(match code {
        "inn.length" => Said::new(
            "ИНН — 10 или 12 цифр; проверьте, не пропали ли нули в начале.",
            "An INN has 10 or 12 digits; check whether zeros at its beginning were lost.",
        ),
        "ogrn.length" => Said::new(
            "ОГРН — 13 или 15 цифр; проверьте, не пропали ли нули в начале.",
            "An OGRN has 13 or 15 digits; check whether zeros at its beginning were lost.",
        ),
        "organisation.identifier-needed" => NUMBER_NEEDED,
        "organisation.identifier-unknown" => Said::new(
            "В реестре у этой организации другой номер: проверьте оба или оставьте один.",
            "The register has another number of this organisation: check both or leave one.",
        ),
        "organisation.identifiers-disagree" => Said::new(
            "ИНН и ОГРН записаны за разными организациями.",
            "The INN and the OGRN are of different organisations.",
        ),
        _ => return None,
    })
}

/// What is said of a name that another organisation has under this number.
pub(super) fn named_otherwise(known: &str) -> Reason {
    Reason::new(
        format!(
            "В реестре организация с этим номером называется «{known}». Проверьте номер; если он \
             верен, оставьте наименование пустым."
        ),
        format!(
            "On the register the organisation of this number is called “{known}”. Check the number; \
             if it is right, leave the name empty."
        ),
    )
}

/// What is said of an organisation without a number.
pub(super) const NUMBER_NEEDED: Said = Said::new(
    "Нужен ИНН или ОГРН: по ним находят организацию.",
    "An INN or an OGRN is needed: an organisation is found by them.",
);
/// What is said of a day that can't be read.
pub(super) const DAY_NEEDED: Said = Said::new(
    "Нужна дата вида 31.12.2015 или 2015-12-31.",
    "A day such as 31.12.2015 or 2015-12-31 is needed.",
);
/// What is said of a cell with a character that nobody sees.
pub(super) const CONTROL_CHARACTER: Said = Said::new(
    "В ячейке невидимый управляющий знак: сотрите её и впишите текст заново.",
    "The cell holds an invisible control character: clear it and type the text again.",
);
/// What is said of a row that tells no cluster.
pub(super) const CLUSTER_NEEDED: Said = Said::new(
    "Нужен идентификатор кластера или субъект РФ вместе с наименованием.",
    "The identifier of a cluster is needed, or a region together with a name.",
);
const TEXT_NEEDED: Said = Said::new("Нужен текст.", "A text is needed.");
const ENGLISH_NEEDED: Said = Said::new("Нужен текст по-английски.", "A text in English is needed.");
const RUSSIAN_NEEDED: Said = Said::new("Нужен текст по-русски.", "A text in Russian is needed.");
const TOO_LONG: Said = Said::new("Можно не больше 8000 знаков.", "8,000 characters are the most.");

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_lowercase().collect::<String>());
    first.unwrap_or_default() + characters.as_str()
}
