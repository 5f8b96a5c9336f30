//! The participants of an application as rows of a text, one for each: what differs from those that stand,
//! and what each row does. The rows are read as those of a cluster's own list are.

use registry_core::name::normalise;
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::profile::{Item, Profile};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Language, Value};
use serde_json::{Map, Value as Json, json};

use super::super::typed::day;
use crate::http::json_value;
use crate::import::OwnRow;
use crate::read::lens::Lens;

/// The dictionaries of types and of roles.
const TYPES: &str = "participant_type";
const ROLES: &str = "participant_role";
/// The shortest beginning of a term's name that stands for it.
const BEGINNING_CHARACTERS_MIN: usize = 3;

/// The terms of a dictionary: key, in Russian, in English.
#[derive(Debug, Clone)]
struct Terms(Vec<(String, String, String)>);

/// The types and roles of participants.
#[derive(Debug, Clone)]
pub(super) struct Types {
    kinds: Terms,
    roles: Terms,
}

impl Types {
    pub(super) fn of(lens: &Lens<'_>) -> Self {
        Self { kinds: Terms::of(lens, TYPES), roles: Terms::of(lens, ROLES) }
    }

    /// The names of types in a language.
    pub(super) fn names(&self, language: Language) -> Vec<&str> {
        let names = self.kinds.0.iter().map(|(_, ru, en)| match language {
            Language::Ru => ru.as_str(),
            Language::En => en.as_str(),
        });
        names.collect()
    }
}

impl Terms {
    fn of(lens: &Lens<'_>, dictionary: &str) -> Self {
        let term = |code: Code| {
            let text = lens.term(dictionary, &code);
            let said = |language| text.in_language_or_other(language).to_owned();
            (code.to_string(), said(Language::Ru), said(Language::En))
        };
        Self(lens.terms(dictionary).into_iter().map(term).collect())
    }

    fn name<'t>(&'t self, key: &'t str, language: Language) -> &'t str {
        let found = self.0.iter().find(|(known, ..)| known == key);
        found.map_or(key, |(_, ru, en)| match language {
            Language::Ru => ru.as_str(),
            Language::En => en.as_str(),
        })
    }

    /// The key of a term by its key, name, or the beginning of its name; what is none stays as it is,
    /// and the reader of values says so.
    fn key(&self, typed: &str) -> Option<String> {
        let typed = Some(typed.trim().to_lowercase()).filter(|typed| !typed.is_empty())?;
        let begins = |name: &str| {
            typed.chars().count() >= BEGINNING_CHARACTERS_MIN
                && name.to_lowercase().starts_with(&typed)
        };
        let found = self.0.iter().find(|(key, ru, en)| *key == typed || begins(ru) || begins(en));
        Some(found.map_or_else(|| typed.clone(), |(key, ..)| key.clone()))
    }
}

/// A row as it would stand.
struct Said {
    organisation: Json,
    kind: Option<String>,
    role: Option<String>,
    joined_on: Option<String>,
}

impl Said {
    fn of(row: &OwnRow, types: &Types) -> Self {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let numbers = [("name", &row.name), ("inn", &row.inn), ("ogrn", &row.ogrn)];
        let numbers = numbers
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), Json::from(some(value)?))));
        Self {
            organisation: Json::Object(numbers.collect()),
            kind: types.kinds.key(&row.kind),
            role: types.roles.key(&row.role),
            joined_on: some(&day(row.joined_on.trim())),
        }
    }
}

/// A participant that stands in an application.
struct Standing<'p> {
    path: &'p ItemPath,
    name: String,
    digits: Vec<String>,
    kind: String,
    role: String,
    joined_on: String,
}

impl<'p> Standing<'p> {
    fn of(item: &'p Item) -> Self {
        let organisation = stated(item, "organisation");
        let organisation = organisation.map(json_value::natural).unwrap_or_default();
        let text = |name: &str| organisation[name].as_str().map(str::to_owned);
        let code = |field: &str| match stated(item, field) {
            Some(Value::Code(code)) => code.to_string(),
            _ => String::new(),
        };
        let joined = match stated(item, "joined_on") {
            Some(Value::Date(day)) => day.to_string(),
            _ => String::new(),
        };
        Self {
            path: &item.path,
            name: name_of(&organisation["name"]),
            digits: ["inn", "ogrn"].into_iter().filter_map(text).collect(),
            kind: code("participant_type"),
            role: code("role"),
            joined_on: joined,
        }
    }

    fn is(&self, row: &OwnRow) -> bool {
        let typed = [&row.inn, &row.ogrn].map(|digits| digits.trim());
        let has_number = typed.iter().any(|digits| !digits.is_empty());
        if has_number && !self.digits.is_empty() {
            return typed.iter().any(|digits| self.digits.iter().any(|own| own == digits));
        }
        normalise(&self.name) == normalise(&row.name)
    }

    fn line(&self, types: &Types, language: Language) -> String {
        let name = &self.name;
        let is_parted = name.contains([';', '\t']) || name.starts_with('"');
        let name =
            if is_parted { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.clone() };
        let kind = types.kinds.name(&self.kind, language).to_owned();
        let role = types.roles.name(&self.role, language).to_owned();
        let further = [role, self.joined_on.clone()].into_iter().filter(|text| !text.is_empty());
        let cells = std::iter::once(name).chain(self.digits.iter().cloned()).chain([kind]);
        cells.chain(further).collect::<Vec<_>>().join("; ")
    }
}

/// A name as it stands, in whichever language it does.
fn name_of(name: &Json) -> String {
    let text = |name: &Json| name.as_str().map(str::to_owned);
    text(name).or_else(|| text(&name["ru"])).or_else(|| text(&name["en"])).unwrap_or_default()
}

fn stated<'i>(item: &'i Item, field: &str) -> Option<&'i Value> {
    item.claim(field)?.claim.stated.value()
}

fn standing(profile: &Profile) -> Vec<Standing<'_>> {
    profile.open_items(PARTICIPANTS).map(Standing::of).collect()
}

/// What stands, as the text says it.
pub(super) fn text(profile: &Profile, types: &Types, language: Language) -> String {
    let lines = standing(profile).into_iter().map(|one| one.line(types, language));
    lines.collect::<Vec<_>>().join("\n")
}

/// What a row does: its number (none of one that is gone), the name, and the key of the outcome.
pub(super) type Effect = (u32, String, &'static str);

/// What a text changes: statements about participants that stand, those that begin with the row each
/// stands on, and those that end; and what each row does.
#[derive(Debug, Default)]
pub(super) struct MemberChanges {
    pub(super) claims: Vec<(u32, Json)>,
    pub(super) open: Vec<(u32, Json)>,
    pub(super) close: Vec<Json>,
    pub(super) effects: Vec<Effect>,
}

impl MemberChanges {
    pub(super) fn of(rows: &[OwnRow], profile: &Profile, types: &Types) -> Self {
        let mut changes = Self::default();
        let mut left = standing(profile);
        for row in rows {
            let said = Said::of(row, types);
            match left.iter().position(|one| one.is(row)) {
                Some(place) => changes.change(&left.remove(place), row, said),
                None => changes.open(row, said),
            }
        }
        changes.close = left.iter().map(|one| json!({ "path": one.path.to_string() })).collect();
        let gone = left.into_iter().map(|one| (0, one.name, "import-closed"));
        changes.effects.extend(gone);
        changes
    }

    fn change(&mut self, before: &Standing<'_>, row: &OwnRow, said: Said) {
        let stated = self.claims.len();
        let mut claim = |field: &str, what: &str, value: Json| {
            let path = format!("{}/{field}", before.path);
            self.claims.push((row.number, json!({ "path": path, what: value })));
        };
        if !row.name.is_empty() && before.name != row.name {
            claim("organisation", "value", said.organisation);
        }
        if let Some(kind) = said.kind.filter(|kind| *kind != before.kind) {
            claim("participant_type", "value", kind.into());
        }
        let further =
            [("role", said.role, &before.role), ("joined_on", said.joined_on, &before.joined_on)];
        for (field, said, before) in further {
            match said {
                Some(said) if said != *before => claim(field, "value", said.into()),
                None if !before.is_empty() => claim(field, "absence", "not_provided".into()),
                Some(_) | None => {}
            }
        }
        if self.claims.len() > stated {
            self.effects.push((row.number, before.name.clone(), "import-changed"));
        }
    }

    fn open(&mut self, row: &OwnRow, said: Said) {
        let mut claims = Map::new();
        claims.insert("organisation".into(), said.organisation);
        let further =
            [("participant_type", said.kind), ("role", said.role), ("joined_on", said.joined_on)];
        let further = further.into_iter().filter_map(|(field, said)| Some((field, said?)));
        claims.extend(further.map(|(field, said)| (field.to_owned(), said.into())));
        self.open.push((row.number, json!({ "collection": PARTICIPANTS, "claims": claims })));
        let known = [&row.name, &row.inn, &row.ogrn];
        let name = known.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
        self.effects.push((row.number, name, "import-added"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types() -> Types {
        let one = |key: &str, ru: &str, en: &str| (key.into(), ru.into(), en.into());
        let kinds = vec![
            one("small", "Малые предприятия", "Small enterprises"),
            one("education", "Образовательные учреждения", "Educational institutions"),
        ];
        Types {
            kinds: Terms(kinds), roles: Terms(vec![one("supplier", "Поставщик", "Supplier")])
        }
    }

    fn row(name: &str, inn: &str, kind: &str) -> OwnRow {
        let text = str::to_owned;
        OwnRow {
            number: 1,
            name: text(name),
            inn: text(inn),
            kind: text(kind),
            ..OwnRow::default()
        }
    }

    #[test]
    fn a_row_begins_a_participant_with_what_it_says() {
        let row = OwnRow {
            role: "Поставщик".into(),
            joined_on: "01.09.2015".into(),
            ..row("ООО «Завод»", "7707083893", "малые")
        };
        let changes = MemberChanges::of(&[row], &Profile::default(), &types());
        let claims = json!({
            "organisation": { "name": "ООО «Завод»", "inn": "7707083893" },
            "participant_type": "small", "role": "supplier", "joined_on": "2015-09-01",
        });
        assert_eq!(changes.open, [(1, json!({ "collection": "participants", "claims": claims }))]);
        assert_eq!(changes.effects, [(1, "ООО «Завод»".to_owned(), "import-added")]);
    }

    #[test]
    fn what_is_no_type_stays_as_it_was_typed() {
        let said = |kind: &str| Said::of(&row("Завод", "", kind), &types()).kind;
        assert_eq!(said("кооператив").as_deref(), Some("кооператив"));
        assert_eq!(said(""), None);
    }
}
