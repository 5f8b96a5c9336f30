//! Clusters that are picked for a comparison while a list is read. They stand in the address of the
//! list, so that they stay picked when it is filtered, ordered or turned, without a script as well.
//!
//! The boxes of the rows belong to the form of the list, which sends them with whatever it asks. Its
//! buttons that lead elsewhere say so in a parameter of their own.

use axum::http::Uri;
use registry_events::ids::ClusterId;
use registry_events::value::Language;

use super::frame::{Frame, address, localised};
use super::row::as_i128;
use crate::api::read::compare::{CLUSTERS_MAX, CLUSTERS_MIN};
use crate::http::query::stated;
use crate::words::typography::integer;

/// The parameter of clusters that are picked.
const PICKED: &str = "ids";
/// The parameter of the button that leads on from the list, and where that leads.
const THEN: &str = "then";
const COMPARE: &str = "compare";
/// The parameter of the button that turns to another page of the list: its cursor.
const TURN: &str = "turn";
/// More picked ones than this are passed over.
const PICKED_MAX: usize = 50;
/// Parameters that say which moment is shown.
const OF_A_MOMENT: [&str; 2] = ["as_of", "on"];

type Parameter = (String, String);

/// What is picked, as the list says it.
pub struct Picks {
    /// The clusters.
    pub ids: Vec<String>,
    /// «Выбрано 2».
    pub said: String,
    /// The same list with none picked.
    pub without: String,
}

impl Picks {
    /// What an address has picked.
    pub fn of(uri: &Uri, frame: &Frame) -> Self {
        let ids = picked(uri);
        let others = others(uri, &[PICKED, "cursor"]);
        let without = address(&localised(frame.language, uri.path()), &others);
        Self { said: said(ids.len(), frame), ids, without }
    }
}

/// How many are picked, and how many are compared where that doesn't fit.
fn said(count: usize, frame: &Frame) -> String {
    let hint = frame.say("compare-how-many");
    let chosen = || format!("{} {}", frame.say("compare-chosen"), integer(as_i128(count)));
    match count {
        0 => hint,
        CLUSTERS_MIN..=CLUSTERS_MAX => chosen(),
        _ => format!("{}. {hint}", chosen()),
    }
}

/// The clusters that an address has picked, each once.
pub(super) fn picked(uri: &Uri) -> Vec<String> {
    let given = stated(uri).into_iter().filter(|(name, _)| name == PICKED);
    let ids = given.flat_map(|(_, ids)| ids.split(',').map(str::to_owned).collect::<Vec<_>>());
    let mut picked: Vec<String> = Vec::new();
    for id in ids.filter_map(|id| id.trim().parse::<ClusterId>().ok()) {
        let id = id.to_string();
        if !picked.contains(&id) && picked.len() < PICKED_MAX {
            picked.push(id);
        }
    }
    picked
}

/// The same as parameters.
pub(super) fn as_parameters(uri: &Uri) -> impl Iterator<Item = Parameter> {
    picked(uri).into_iter().map(|id| (PICKED.to_owned(), id))
}

/// The comparison that the form's button asks for; none where the list itself is asked for.
pub(super) fn comparison(uri: &Uri, language: Language) -> Option<String> {
    stated(uri).contains(&(THEN.to_owned(), COMPARE.to_owned())).then(|| {
        let of_a_moment = |(name, _): &Parameter| OF_A_MOMENT.contains(&name.as_str());
        let moment: Vec<_> = stated(uri).into_iter().filter(of_a_moment).collect();
        let moment = address("", &moment).replacen('?', "&", 1);
        let path = localised(language, "/compare");
        format!("{path}?ids={}{moment}", picked(uri).join(","))
    })
}

/// The two lists that the form's button for another page can lead to: from its cursor on, and from
/// the beginning where what is asked besides was changed meanwhile; none where no such button sent.
pub(super) fn turned(uri: &Uri, language: Language) -> Option<[String; 2]> {
    let (_, cursor) = stated(uri).into_iter().find(|(name, _)| name == TURN)?;
    let beginning = others(uri, &[TURN, "cursor"]);
    let further: Vec<_> =
        beginning.iter().cloned().chain([("cursor".to_owned(), cursor)]).collect();
    let path = localised(language, uri.path());
    Some([address(&path, &further), address(&path, &beginning)])
}

/// The parameters of an address that say something, but for some.
fn others(uri: &Uri, but: &[&str]) -> Vec<Parameter> {
    stated(uri).into_iter().filter(|(name, _)| !but.contains(&name.as_str())).collect()
}
