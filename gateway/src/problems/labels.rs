//! What keys are called: a sentence names a field or marker as pages do, and not by its key.

use std::sync::Arc;

use registry_core::editions::InForce;
use registry_core::state::StreamState;
use registry_events::catalogue::Catalogue;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::{Language, Text};

use super::Said;
use crate::http::App;

/// The kinds whose labels stand in editions.
pub(super) const OF_EDITIONS: [&str; 4] = ["field", "collection", "dictionary", "marker"];

/// Finds labels.
pub trait Labels {
    /// The label of a key of some kind, where it is known.
    fn label(&self, kind: &str, key: &str, language: Language) -> Option<String>;
}

/// Knows our own words only.
#[derive(Debug, Clone, Copy)]
pub struct NoLabels;

impl Labels for NoLabels {
    fn label(&self, kind: &str, key: &str, language: Language) -> Option<String> {
        own(kind, key).map(|said| said.get(language).to_owned())
    }
}

/// The labels of the editions in force.
pub struct LabelsInForce(Option<Arc<StreamState>>);

impl LabelsInForce {
    /// For sentences that name nothing of an edition.
    pub const fn unread() -> Self {
        Self(None)
    }

    /// The labels as they are now; none when the log can't be read.
    pub async fn load(app: &App) -> Self {
        let registry = app.registry.executor().streams().load(&StreamId::registry()).await;
        Self(registry.ok().map(|loaded| loaded.state))
    }

    fn in_force(&self) -> Option<InForce<'_>> {
        match self.0.as_deref() {
            Some(StreamState::Registry(registry)) => registry.in_force(),
            _ => None,
        }
    }
}

impl Labels for LabelsInForce {
    fn label(&self, kind: &str, key: &str, language: Language) -> Option<String> {
        if let Some(said) = own(kind, key) {
            return Some(said.get(language).to_owned());
        }
        let text = adopted(self.in_force()?, kind, key)?;
        Some(text.in_language_or_other(language).to_owned())
    }
}

/// A label that an edition gives.
fn adopted<'a>(in_force: InForce<'a>, kind: &str, key: &str) -> Option<&'a Text> {
    match kind {
        "field" => field(in_force.catalogue, key),
        "collection" => in_force.catalogue.collection(key).map(|collection| &collection.label),
        "dictionary" => in_force.dictionaries.dictionary(key).map(|dictionary| &dictionary.label),
        "marker" => {
            let marker = in_force.rulebook.markers.iter().find(|marker| marker.id.as_str() == key);
            marker.map(|marker| &marker.label)
        }
        _ => None,
    }
}

/// A field by its path, or by its key alone.
fn field<'a>(catalogue: &'a Catalogue, given: &str) -> Option<&'a Text> {
    let path: FieldPath = given.parse().ok()?;
    let by_key = || catalogue.fields.iter().find(|field| field.key == path.field);
    // The key of an item's field can be a list's as well, which is spoken of as one.
    let own = catalogue.place(&path).map(|place| &catalogue.fields[place]);
    own.or_else(by_key).or_else(|| catalogue.field(&path)).map(|field| &field.label)
}

/// A label of our own: kinds of things and of values, roles.
fn own(kind: &str, key: &str) -> Option<&'static Said> {
    let words = match kind {
        "thing" => THINGS,
        "type" => TYPES,
        "role" => ROLES,
        "shape" => SHAPES,
        "dictionary" => BESIDE_DICTIONARIES,
        _ => return None,
    };
    words.iter().find(|(known, _)| *known == key).map(|(_, said)| said)
}

pub(super) type Words = &'static [(&'static str, Said)];

macro_rules! words {
    ($($key:literal $ru:literal / $en:literal),+ $(,)?) => {
        &[$(($key, crate::problems::Said { ru: $ru, en: $en })),+]
    };
}
pub(super) use words;

/// What is chosen from like a dictionary and has an edition of its own.
const BESIDE_DICTIONARIES: Words = words! {
    "regions" "Субъекты Российской Федерации" / "Subjects of the Russian Federation",
};

/// What JSON has otherwise than it should.
const SHAPES: Words = words! {
    "flag" "Здесь ожидается да или нет — логическое значение без кавычек." / "A boolean without quotes is expected here.",
    "list" "Здесь ожидается список в квадратных скобках." / "A list in square brackets is expected here.",
    "member-missing" "Здесь не хватает обязательного ключа." / "A member that is needed is missing here.",
    "member-twice" "Этот ключ стоит дважды." / "This member stands twice.",
    "no-such-member" "Ключа с таким именем здесь нет." / "No member of this name belongs here.",
    "no-such-word" "Такого слова здесь нет: ожидается одно из перечисленных в описании." / "This word doesn’t belong here: one of those in the description is expected.",
    "number" "Здесь ожидается целое число без кавычек." / "A whole number without quotes is expected here.",
    "object" "Здесь ожидается объект в фигурных скобках." / "An object in braces is expected here.",
    "other" "Здесь ожидается значение другого рода." / "A value of another kind is expected here.",
    "text" "Здесь ожидается строка в кавычках." / "A text in quotes is expected here.",
    "word" "Здесь ожидается слово в кавычках, одно из перечисленных в описании." / "A word in quotes is expected here, one of those in the description.",
};

/// What isn't found, and what a grant is for.
const THINGS: Words = words! {
    "account" "учётная запись" / "account",
    "application" "заявка" / "application",
    "assessment" "оценка" / "assessment",
    "branch" "филиал" / "branch",
    "bulletin" "выпуск статистики" / "bulletin",
    "ckr" "ЦКР" / "cluster development centre",
    "checkpoint" "контрольная точка" / "checkpoint",
    "claim" "сведение" / "statement",
    "cluster" "кластер" / "cluster",
    "confirmation" "подтверждение" / "confirmation",
    "dictionary" "справочник" / "dictionary",
    "dispute" "возражение" / "dispute",
    "document" "документ" / "document",
    "edition" "редакция" / "edition",
    "enquiry" "обращение к кластеру" / "enquiry to the cluster",
    "entry" "запись журнала" / "entry of the log",
    "expected" "ожидаемый кластер" / "cluster that is expected",
    "grant" "полномочие" / "grant",
    "identifier" "номер организации" / "number of an organisation",
    "item" "запись кластера" / "item of the cluster",
    "mailbox_domain" "почтовый домен организации" / "mail domain of the organisation",
    "organisation" "организация" / "organisation",
    "proposal" "предложение" / "proposal",
    "publication" "публикация" / "publication",
    "marker" "признак" / "marker",
    "mask" "скрытое сведение" / "hidden statement",
    "region" "регион" / "region",
    "registry" "весь реестр" / "the whole registry",
    "report" "сообщение об ошибке" / "report of a mistake",
    "sample" "выборка" / "sample",
    "specialisation" "специализация" / "specialisation",
    "stream" "запись" / "record",
    "tile" "файл журнала" / "file of the log",
    "thing" "то, что названо в адресе" / "what the address names",
};

/// Kinds of values, as a caller writes them.
const TYPES: Words = words! {
    "text" "текст: строка или {\"ru\": …, \"en\": …}" / "a text: a string or {\"ru\": …, \"en\": …}",
    "integer" "целое число" / "a whole number",
    "decimal" "число, например 9.5" / "a number such as 9.5",
    "date" "день, например 2015-06-30" / "a day such as 2015-06-30",
    "year" "год, например 2012" / "a year such as 2012",
    "url" "адрес строкой: https://…" / "an address as a string: https://…",
    "email" "почтовый адрес строкой" / "a mail address as a string",
    "phone" "номер телефона строкой" / "a telephone number as a string",
    "money" "сумма: {\"amount\": \"1500000\", \"currency\": \"RUB\"}"
        / "an amount: {\"amount\": \"1500000\", \"currency\": \"RUB\"}",
    "flag" "true или false" / "true or false",
    "code" "код из справочника строкой" / "a code of the dictionary as a string",
    "codes" "список кодов: [\"…\", \"…\"]" / "a list of codes: [\"…\", \"…\"]",
    "point" "точка: {\"lat\": 59.22, \"lng\": 39.88, \"precision\": \"locality\"}; точность — exact, locality или region_centroid"
        / "a point: {\"lat\": 59.22, \"lng\": 39.88, \"precision\": \"locality\"}; the precision is exact, locality or region_centroid",
    "organisation" "организация: её id или {\"name\": …, \"inn\": …, \"ogrn\": …}, для зарубежной — {\"name\": …, \"country\": …, \"number\": …}"
        / "an organisation: its id or {\"name\": …, \"inn\": …, \"ogrn\": …}, for one abroad {\"name\": …, \"country\": …, \"number\": …}",
    "texts" "список текстов: [\"…\", {\"ru\": …, \"en\": …}]"
        / "a list of texts: [\"…\", {\"ru\": …, \"en\": …}]",
    "urls" "список адресов: [\"https://…\"]" / "a list of addresses: [\"https://…\"]",
    "ratings" "оценки по кодам: {\"код\": \"оценка\"}" / "ratings by code: {\"code\": \"rating\"}",
    "shares" "доли: [\"код\", {\"code\": …, \"percent\": 40}]"
        / "shares: [\"code\", {\"code\": …, \"percent\": 40}]",
    "address" "адрес: {\"postal_code\": \"160000\", \"locality\": \"Вологда\", \"street\": …}"
        / "an address: {\"postal_code\": \"160000\", \"locality\": \"Vologda\", \"street\": …}",
    "cluster" "кластер: его id" / "a cluster: its id",
    "file" "документ: {\"digest\": …, \"sha256\": …, \"bytes\": …, \"media_type\": …}"
        / "a document: {\"digest\": …, \"sha256\": …, \"bytes\": …, \"media_type\": …}",
    "items" "список номеров записей или меток: [17, \"метка\"]"
        / "a list of items' numbers or labels: [17, \"label\"]",
    "absence" "not_provided, not_applicable, withheld или zero"
        / "not_provided, not_applicable, withheld or zero",
    "kind" "change или correction" / "change or correction",
    "source" "источник: {\"type\": \"self\" | \"document\" | \"register\" | \"press\", \"url\": …, \"retrieved_on\": …}"
        / "a source: {\"type\": \"self\" | \"document\" | \"register\" | \"press\", \"url\": …, \"retrieved_on\": …}",
    "evidence" "список адресов: [\"https://…\"]" / "a list of addresses: [\"https://…\"]",
    "version" "версия: целое число" / "a version: a whole number",
    "claim" "сведение: {\"value\": …} или {\"absence\": …}"
        / "a statement: {\"value\": …} or {\"absence\": …}",
};

/// Roles.
const ROLES: Words = words! {
    "cluster_representative" "представитель кластера" / "cluster representative",
    "organisation_representative" "представитель организации" / "organisation representative",
    "region_representative" "ЦКР или орган власти региона"
        / "cluster development centre or regional authority",
    "officer" "куратор реестра" / "registry officer",
    "auditor" "аудитор" / "auditor",
    "administrator" "администратор" / "administrator",
    "clerk" "программа реестра" / "the registry’s program",
};
