//! What a page says instead of the sentence of the table, where that speaks to who writes a program: of
//! members, paths of the API and JSON. A person reads of fields, buttons and pages.

use registry_events::value::Language;

use super::labels::{Words, words};
use super::{Labels, Said, filled_in, row};

/// Codes with their sentences for people; the places are those of the table.
static SENTENCES: Words = words! {
    "body.too-large" "Форма принимает за один раз не больше {0:size}. Вернитесь к ней, сократите текст или отправьте его по частям; большой документ приложите файлом."
        / "A form takes at most {0:size} at once. Go back to it, shorten the text or send it in parts; attach a large document as a file.",
    "body.incomplete" "Форма пришла не целиком: связь прервалась. Вернитесь к ней и отправьте ещё раз, дважды она записана не будет."
        / "The form didn't arrive whole: the connection broke off. Go back and send it again, it won't be recorded twice.",
    "body.too-slow" "Форма не пришла целиком за отведённое время: {0} с. Проверьте связь, вернитесь к форме и отправьте её ещё раз."
        / "The form didn't arrive whole within the time there is: {0} s. Check the connection, go back and send it again.",
    "idempotency-key.reused" "Эту форму вы уже отправляли, и она записана на позиции {0}. Откройте страницу заново, чтобы отправить другое."
        / "You sent this form before, and it is recorded at position {0}. Open the page anew to send something else.",
    "site.address-unknown" "Чтобы прислать ссылку в письме, реестру нужен его собственный адрес, а он не указан. Сообщите об этом оператору реестра."
        / "To send a link in a letter the registry needs its own address, and that isn't given. Tell the registry's operator.",
    "outcome.unknown" "Неизвестно, записано ли отправленное. Отправьте форму ещё раз: дважды она записана не будет."
        / "It isn't known whether what you sent is recorded. Send the form again: it won't be recorded twice.",
    "server.fault" "Ошибка на нашей стороне, она записана в журнал сервера. Сообщите оператору реестра номер запроса, он стоит ниже."
        / "A fault on our side, it stands in the server's journal. Tell the registry's operator the number of the request, it stands below.",
    "version.passed" "Пока форма была открыта, запись изменил кто-то другой. Написанное вами осталось в форме: прочтите, что изменилось, и отправьте её ещё раз, если решение прежнее."
        / "While the form was open, somebody else changed the record. What you wrote is still in the form: read what has changed, and send it again if you decide as before.",
    "claim.replaced" "Пока форма была открыта, это изменил кто-то другой. Посмотрите, что стоит в записи теперь, и решите снова."
        / "While the form was open, somebody else changed this. See what the record says now, and decide again.",
    "value.type" "Здесь нужно другое: {0:type}." / "Something else is needed here: {0:type}.",
    "value.member-twice" "Одно и то же сказано дважды. Оставьте один ответ." / "One thing is said twice. Leave one answer.",
    "inn.personal" "ИНН из 12 цифр — личные данные. Предпринимателя называют по ОГРНИП (15 цифр): укажите и его, и ИНН будет храниться зашифрованным."
        / "An INN of 12 digits is personal data. A sole trader is named by the OGRNIP (15 digits): give it too, and the INN will be kept encrypted.",
    "organisation.malformed" "Нужны наименование организации и её ИНН или ОГРН, для зарубежной — наименование, страна и номер в реестре этой страны."
        / "The organisation's name and its INN or OGRN are needed; for one abroad its name, its country and its number in that country's register.",
    "foreign-number.malformed" "Номер — от 1 до 40 латинских букв, цифр, дефисов, косых черт и точек."
        / "The number is 1 to 40 Latin letters, digits, hyphens, slashes and full stops.",
    "text.empty" "Напишите текст. Если сказать нечего, отметьте это среди ответов."
        / "Write a text. If there is nothing to say, choose that among the answers.",
    "text.language-needed" "Нужен текст на другом языке реестра. Добавьте его."
        / "The text is needed in the registry's other language. Add it.",
    "code.malformed" "Выберите ответ из списка." / "Choose an answer of the list.",
    "code.unknown" "Значения «{0}» в справочнике «{1:dictionary}» нет. Выберите другое из списка."
        / "There is no “{0}” in the dictionary “{1:dictionary}”. Choose another one of the list.",
    "address.locality-needed" "Назовите город или посёлок." / "Name the town or village.",
    "cluster.malformed" "Назовите кластер его номером или адресом его страницы в реестре."
        / "Name the cluster by its number or the address of its page in the register.",
    "document.malformed" "Документ не удалось прочесть. Приложите файл ещё раз."
        / "The document couldn't be read. Attach the file again.",
    "document.unknown" "Этого документа в реестре нет. Приложите файл ещё раз."
        / "The registry doesn't have this document. Attach the file again.",
    "document.empty" "Файл пуст. Приложите сам документ." / "The file is empty. Attach the document itself.",
    "identifier.sealed" "ИНН предпринимателя хранится зашифрованным. Чтобы снять его, выберите его среди номеров организации."
        / "A sole trader's INN is kept encrypted. To retire it, choose it among the organisation's numbers.",
    "item.label-unknown" "Одна из записей ссылается на другую, которой здесь нет. Проверьте, все ли они на месте."
        / "One of the items refers to another one that isn't here. Check that all of them are.",
    "claim.path-malformed" "Этого поля в анкете нет. Откройте страницу заново." / "The questionnaire has no such field. Open the page anew.",
    "claim.version-needed" "Подтверждают то, что видели. Откройте страницу заново и прочтите, что стоит в записи."
        / "What was seen is confirmed. Open the page anew and read what the record says.",
    "field.unknown" "Поля «{0}» в анкете нет. Откройте анкету заново."
        / "The questionnaire has no field “{0}”. Open the questionnaire anew.",
    "collection.unknown" "Списка «{0}» в анкете нет. Откройте анкету заново."
        / "The questionnaire has no list “{0}”. Open the questionnaire anew.",
    "claim.value-needed" "Ответьте на вопрос или отметьте, почему ответа нет."
        / "Answer the question, or choose why there is no answer.",
    "claim.value-and-absence" "Сказано и значение, и то, что его нет. Оставьте что-то одно."
        / "Both a value and that there is none are said. Leave one of them.",
    "claim.date-needed" "«{0:field}» меняется со временем. Укажите день, на который это верно."
        / "“{0:field}” changes with time. Give the day for which it holds.",
    "item.not-open" "Этой записи в списке больше нет: её закрыли. Откройте список заново."
        / "This item isn't in the list any more: it was closed. Open the list anew.",
    "project.costs-not-shared" "Проект совместный, когда участники делят затраты. Подтвердите, что затраты общие."
        / "A project is joint when its participants share the costs. Say that the costs are shared.",
    "link.one-other-side" "Назовите либо кластер реестра, либо тот, которого в реестре нет."
        / "Name either a cluster of the registry or one that isn't in it.",
    "membership.branch-unknown" "У этой организации нет действующего филиала с КПП {0}. Сначала внесите филиал: его вносят на странице организации её представитель или куратор."
        / "This organisation has no open branch with KPP {0}. Record the branch first: its representative or an officer does so on the page of the organisation.",
    "request.too-much-for-one-commit" "Столько за один раз не записать. Отправьте по частям."
        / "So much can't be recorded at once. Send it in parts.",
    "sort.unknown" "Так список не упорядочить. Выберите порядок из предложенных на странице."
        / "The list can't be ordered like this. Choose one of the orders on the page.",
    "difference.reversed" "Первый день — более ранний, второй — более поздний. Поменяйте их местами."
        / "The first day is the earlier one and the second the later one. Put them the other way round.",
    "figure.unknown" "Показателя «{0}» нет. Выберите показатель на странице статистики."
        / "There is no figure “{0}”. Choose a figure on the page of statistics.",
    "month.out-of-range" "Месяцы считают с первого месяца реестра, от 0 до {0}. Выберите месяц на странице статистики."
        / "Months are counted from the registry's first one, from 0 to {0}. Choose a month on the page of statistics.",
    "chart.nothing-recorded" "Рисунка на этот день нет: в реестре тогда ещё ничего не было записано. Выберите более поздний день."
        / "There is no drawing of that day: nothing was recorded in the registry then. Choose a later day.",
    "case.too-many-entries" "Выбрано записей: {0}, а в деле их не больше {1}. Сузьте выбор: по времени, виду событий или предмету. У выборки условий нет: возьмите более раннюю дату."
        / "{0} entries were chosen, and a case holds at most {1}. Narrow it by time, type of event or subject. A sample has no filters: take an earlier day.",
    "stream.too-long" "Чтобы ответить, нужно прочесть больше {0} записей. Выберите более ранний день."
        / "To answer this, more than {0} entries must be read. Choose an earlier day.",
};

/// Kinds of values as a person fills them in; those that aren't here are called as in the table.
static TYPES: Words = words! {
    "text" "текст" / "a text",
    "url" "адрес страницы, например https://cluster.example" / "the address of a page, such as https://cluster.example",
    "email" "почтовый адрес" / "a mail address",
    "phone" "номер телефона" / "a telephone number",
    "money" "сумма и валюта" / "an amount and its currency",
    "flag" "да или нет" / "yes or no",
    "code" "один ответ из списка" / "one answer of the list",
    "codes" "ответы из списка" / "answers of the list",
    "point" "точка на карте: широта, долгота и точность" / "a point on the map: latitude, longitude and how precise they are",
    "organisation" "организация: наименование и ИНН или ОГРН, для зарубежной — страна и номер в её реестре"
        / "an organisation: its name and INN or OGRN, for one abroad its country and the number in its register",
    "texts" "тексты, каждый с новой строки" / "texts, each on a line",
    "urls" "адреса страниц, каждый с новой строки" / "addresses of pages, each on a line",
    "ratings" "оценка каждого пункта" / "a rating of each term",
    "shares" "доли в процентах" / "shares in per cent",
    "address" "почтовый адрес: индекс, город или посёлок, улица и дом" / "a postal address: code, town or village, street and house",
    "cluster" "кластер реестра" / "a cluster of the register",
    "file" "документ" / "a document",
    "items" "записи другого списка" / "items of another list",
    "absence" "почему ответа нет: «не указано», «не применимо», «не раскрывается» или «нет»"
        / "why there is no answer: not provided, not applicable, withheld, or none",
    "kind" "изменение или исправление" / "a change or a correction",
    "source" "источник: откуда это известно" / "the source: where this is known from",
    "evidence" "ссылки, каждая с новой строки" / "links, each on a line",
    "version" "запись, которую видели" / "the record that was seen",
    "claim" "ответ или то, почему его нет" / "an answer, or why there is none",
};

/// Bytes of what is told in megabytes.
const MEGABYTE: usize = 1024 * 1024;

/// The sentence of a code as a page says it.
pub fn sentence_on_page(
    code: &str,
    details: &[String],
    language: Language,
    labels: &dyn Labels,
) -> String {
    let own = find(SENTENCES, code).map(|said| said.get(language));
    let template = own.unwrap_or_else(|| row(code).template(language));
    filled_in(template, details, language, &OnPage(labels))
}

fn find(words: Words, key: &str) -> Option<&'static Said> {
    words.iter().find(|(known, _)| *known == key).map(|(_, said)| said)
}

/// Labels as pages have them: kinds of values in a person's words, and sizes.
struct OnPage<'l>(&'l dyn Labels);

impl Labels for OnPage<'_> {
    fn label(&self, kind: &str, key: &str, language: Language) -> Option<String> {
        let own = match kind {
            "type" => find(TYPES, key).map(|said| said.get(language).to_owned()),
            "size" => size(key, language),
            _ => None,
        };
        own.or_else(|| self.0.label(kind, key, language))
    }
}

fn size(bytes: &str, language: Language) -> Option<String> {
    let megabytes = bytes.parse::<usize>().ok()? / MEGABYTE;
    let unit = Said { ru: "МБ", en: "MB" };
    Some(format!("{megabytes}\u{a0}{}", unit.get(language)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::{NoLabels, find as row_of, rows};

    #[test]
    fn a_page_speaks_for_codes_that_there_are_and_in_whole_sentences() {
        for (code, said) in SENTENCES {
            assert!(row_of(code).is_some(), "{code}");
            assert!(said.ru.ends_with('.') && said.en.ends_with('.'), "{code}");
        }
    }

    #[test]
    fn a_page_says_nothing_of_members_json_and_the_api() {
        let all = SENTENCES.iter().chain(TYPES);
        let words = all.flat_map(|(key, said)| [(key, said.ru), (key, said.en)]);
        for (key, said) in words {
            let machine = ["/api", "JSON", "\"", "`", "_", "[", "current", "proposed", "absence"];
            assert!(machine.iter().all(|word| !said.contains(word)), "{key}: {said}");
        }
    }

    #[test]
    fn a_kind_of_value_and_a_size_are_in_words() {
        let said = |code, detail: &str| {
            sentence_on_page(code, &[detail.to_owned()], Language::Ru, &NoLabels)
        };
        let point = said("value.type", "point");
        assert_eq!(point, "Здесь нужно другое: точка на карте: широта, долгота и точность.");
        let large = said("body.too-large", "1048576");
        assert!(large.contains("не больше 1\u{a0}МБ"), "{large}");
    }

    /// Codes of headers, bodies and parameters that only programs send, and those for which the page of an
    /// error has messages of its own; the list only shrinks.
    const OF_PROGRAMS: [&str; 14] = [
        "path.unknown",
        "authorization.malformed",
        "token.needed",
        "desk.token-needed",
        "idempotency-key.malformed",
        "if-match.malformed",
        "body.media-type",
        "json.malformed",
        "json.shape",
        "at-least.malformed",
        "cursor.malformed",
        "filter.unknown-value",
        "figure.not-a-filter",
        "return.member-of-another",
    ];

    #[test]
    fn what_a_page_says_of_any_other_code_is_for_people_too() {
        let machine =
            ["/api", " API", "JSON", "`", "_", "Authorization", "Idempotency-Key", "If-Match"];
        let tells = |said: &str| machine.iter().any(|word| said.contains(word));
        let own = |code: &str| find(SENTENCES, code).is_some();
        let of_programs = rows().filter(|row| !own(row.code)).filter(|row| {
            [Language::Ru, Language::En].iter().any(|language| tells(row.template(*language)))
        });
        let codes: Vec<_> = of_programs.map(|row| row.code).collect();
        assert_eq!(codes, OF_PROGRAMS);
    }
}
