//! The participants of an application as lines of a text, one for each: name, number, type. So a column
//! of a table can be pasted as it is.

use registry_core::name::normalise;
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::profile::{Item, Profile};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Language, Value};
use serde_json::{Map, Value as Json, json};

use crate::http::json_value;
use crate::read::lens::Lens;

/// The dictionary of types.
const TYPES: &str = "participant_type";
/// The shortest beginning of a type's name that stands for it.
const BEGINNING_CHARACTERS_MIN: usize = 3;

/// A participant as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number among the lines of the text, from 1.
    pub(super) number: usize,
    name: String,
    /// As its digits: ИНН or ОГРН by their length.
    digits: Option<String>,
    /// A type as it was typed.
    kind: Option<String>,
}

/// The types of participants: key, in Russian, in English.
#[derive(Debug, Clone)]
pub(super) struct Types(Vec<(String, String, String)>);

impl Types {
    pub(super) fn of(lens: &Lens<'_>) -> Self {
        let term = |code: Code| {
            let text = lens.term(TYPES, &code);
            let said = |language| text.in_language_or_other(language).to_owned();
            (code.to_string(), said(Language::Ru), said(Language::En))
        };
        Self(lens.terms(TYPES).into_iter().map(term).collect())
    }

    /// Their names in a language.
    pub(super) fn names(&self, language: Language) -> Vec<&str> {
        self.0
            .iter()
            .map(|(_, ru, en)| match language {
                Language::Ru => ru.as_str(),
                Language::En => en.as_str(),
            })
            .collect()
    }

    fn name<'t>(&'t self, key: &'t str, language: Language) -> &'t str {
        let found = self.0.iter().find(|(known, ..)| known == key);
        found.map_or(key, |(_, ru, en)| match language {
            Language::Ru => ru.as_str(),
            Language::En => en.as_str(),
        })
    }

    /// The key of a type by its key, name, or the beginning of its name; what is none stays as it is,
    /// and the reader of values says so.
    fn key(&self, typed: &str) -> String {
        let typed = typed.trim().to_lowercase();
        let begins = |name: &str| {
            typed.chars().count() >= BEGINNING_CHARACTERS_MIN
                && name.to_lowercase().starts_with(&typed)
        };
        let found = self.0.iter().find(|(key, ru, en)| *key == typed || begins(ru) || begins(en));
        found.map_or_else(|| typed.clone(), |(key, ..)| key.clone())
    }
}

/// The participants of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty()).map(|(number, line)| read(number, line)).collect()
}

fn read(number: usize, line: &str) -> Line {
    let separator = if line.contains('\t') { '\t' } else { ';' };
    let mut pieces = line.split(separator).map(str::trim);
    let name = pieces.next().unwrap_or_default().to_owned();
    let mut found = Line { number, name, digits: None, kind: None };
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let is_number = piece.bytes().all(|byte| byte.is_ascii_digit());
        let place = if is_number { &mut found.digits } else { &mut found.kind };
        *place = Some(piece.to_owned());
    }
    found
}

impl Line {
    /// As the API takes an organisation.
    fn organisation(&self) -> Json {
        let mut organisation = Map::new();
        organisation.insert("name".into(), self.name.as_str().into());
        if let Some(digits) = &self.digits {
            let scheme = if [13, 15].contains(&digits.len()) { "ogrn" } else { "inn" };
            organisation.insert(scheme.into(), digits.as_str().into());
        }
        Json::Object(organisation)
    }

    fn kind(&self, types: &Types) -> Option<String> {
        self.kind.as_ref().map(|kind| types.key(kind))
    }
}

/// A participant that stands in an application.
struct Standing<'p> {
    path: &'p ItemPath,
    name: String,
    digits: Vec<String>,
    kind: String,
}

impl<'p> Standing<'p> {
    fn of(item: &'p Item) -> Self {
        let organisation = stated(item, "organisation");
        let organisation = organisation.map(json_value::natural).unwrap_or_default();
        let text = |name: &str| organisation[name].as_str().map(str::to_owned);
        let kind = match stated(item, "participant_type") {
            Some(Value::Code(code)) => code.to_string(),
            _ => String::new(),
        };
        Self {
            path: &item.path,
            name: name_of(&organisation["name"]),
            digits: ["inn", "ogrn"].into_iter().filter_map(text).collect(),
            kind,
        }
    }

    fn is(&self, line: &Line) -> bool {
        match &line.digits {
            Some(digits) if !self.digits.is_empty() => self.digits.contains(digits),
            _ => normalise(&self.name) == normalise(&line.name),
        }
    }

    fn line(&self, types: &Types, language: Language) -> String {
        let number = self.digits.first().map(String::as_str).unwrap_or_default();
        format!("{}; {number}; {}", self.name, types.name(&self.kind, language))
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

/// What a text changes: statements about participants that stand, those that begin with the line each
/// stands on, and those that end.
#[derive(Debug, Default)]
pub(super) struct MemberChanges {
    pub(super) claims: Vec<(usize, Json)>,
    pub(super) open: Vec<(usize, Json)>,
    pub(super) close: Vec<Json>,
}

impl MemberChanges {
    pub(super) fn of(lines: &[Line], profile: &Profile, types: &Types) -> Self {
        let mut changes = Self::default();
        let mut left = standing(profile);
        for line in lines {
            match left.iter().position(|one| one.is(line)) {
                Some(place) => changes.change(&left.remove(place), line, types),
                None => changes.open(line, types),
            }
        }
        changes.close = left.iter().map(|one| json!({ "path": one.path.to_string() })).collect();
        changes
    }

    fn change(&mut self, before: &Standing<'_>, line: &Line, types: &Types) {
        let mut claim = |field: &str, value: Json| {
            let path = format!("{}/{field}", before.path);
            self.claims.push((line.number, json!({ "path": path, "value": value })));
        };
        if before.name != line.name {
            claim("organisation", line.organisation());
        }
        if let Some(kind) = line.kind(types).filter(|kind| *kind != before.kind) {
            claim("participant_type", kind.into());
        }
    }

    fn open(&mut self, line: &Line, types: &Types) {
        let mut claims = Map::new();
        claims.insert("organisation".into(), line.organisation());
        if let Some(kind) = line.kind(types) {
            claims.insert("participant_type".into(), kind.into());
        }
        self.open.push((line.number, json!({ "collection": PARTICIPANTS, "claims": claims })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types() -> Types {
        let one = |key: &str, ru: &str, en: &str| (key.into(), ru.into(), en.into());
        Types(vec![
            one("small", "Малые предприятия", "Small enterprises"),
            one("education", "Образовательные учреждения", "Educational institutions"),
        ])
    }

    #[test]
    fn a_line_is_read_as_it_is_typed_or_pasted_from_a_table() {
        let typed = lines("ООО «Завод»; 7707083893; малые\n\n  Вуз\t1027700132195\tEducation ");
        let kinds: Vec<_> = typed.iter().map(|line| line.kind(&types())).collect();
        assert_eq!(kinds, [Some("small".into()), Some("education".into())]);
        let said: Vec<_> = typed.iter().map(|line| (line.number, line.organisation())).collect();
        assert_eq!(
            said,
            [
                (1, json!({ "name": "ООО «Завод»", "inn": "7707083893" })),
                (3, json!({ "name": "Вуз", "ogrn": "1027700132195" })),
            ]
        );
    }

    #[test]
    fn what_is_no_type_stays_as_it_was_typed() {
        assert_eq!(lines("Завод; кооператив")[0].kind(&types()), Some("кооператив".into()));
        assert_eq!(lines("Завод")[0].kind(&types()), None);
    }
}
