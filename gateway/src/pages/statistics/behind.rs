//! The clusters behind a figure: the register narrowed to them by its own filters, and what a
//! filter by a figure is called.

use registry_events::value::{Code, Language};
use registry_projections::statistics::Behind;

use crate::pages::expected;
use crate::pages::frame::{Frame, address};
use crate::read::lens::Lens;
use crate::read::statistics::age;
use crate::words::typography::set;

/// The register with the clusters behind a figure; none where a figure isn't about clusters.
pub(super) fn register(path: &str, frame: &Frame) -> Option<String> {
    let parts: Vec<_> = path.split('.').collect();
    if let ["regions", "with_clusters" | "with_ckr" | "with_ckr_and_clusters"] = parts[..] {
        return Some(frame.link_as_of("/regions"));
    }
    if let ["coverage", "expected"] = parts[..] {
        return Some(expected::waiting_list(None, frame));
    }
    if let ["participants", "leaders", cluster, ..] = parts[..] {
        return Some(frame.link(&format!("/clusters/{cluster}")));
    }
    let filters = filters(path, &parts)?;
    let listed = std::iter::once(("status", "listed".to_owned()));
    let pairs: Vec<_> =
        listed.chain(filters).map(|(name, value)| (name.to_owned(), value)).collect();
    Some(frame.link_as_of(&address("/clusters", &pairs)))
}

fn filters(path: &str, parts: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let one = |name, value: &str| (name, value.to_owned());
    Some(match parts {
        // A programme can have several clusters, and a mean is of those bodies that state it.
        ["clusters", "pilot_programmes"] | ["governing_bodies", "average_staff"] => return None,
        ["clusters", "total"] | ["coverage", "registered"] => vec![],
        ["clusters", "by_level", level] => vec![one("level", level)],
        ["clusters", "by_support" | "level_by_support", support] => vec![one("support", support)],
        ["clusters", "level_by_support", support, level] => {
            vec![one("support", support), one("level", level)]
        }
        ["clusters", "level_by_age", age, level] => {
            vec![one("figure", &format!("clusters.level_by_age.{age}")), one("level", level)]
        }
        ["specialisations", key] | ["specialisations", key, "total"] => {
            vec![one("specialisation", key)]
        }
        ["specialisations", key, "by_level", level] => {
            vec![one("specialisation", key), one("level", level)]
        }
        ["regions", "ckr_leaders", region, ..] => vec![one("region", region)],
        ["projects", "base", "stated"] => vec![one("figure", Behind::PROJECTS)],
        ["governing_bodies", "chosen_after_creation", body_type] => {
            vec![one("figure", &format!("governing_bodies.by_type.{body_type}"))]
        }
        _ => vec![one("figure", &Behind::figure(path)?.figure)],
    })
}

/// What a filter by a figure is called: «стадия проекта: планируемый».
pub fn chip(path: &str, lens: &Lens<'_>, frame: &Frame) -> Option<String> {
    let parts: Vec<_> = path.split('.').collect();
    let term = |dictionary, key: &str| term(dictionary, key, lens, frame.language);
    let (key, value) = match parts[..] {
        ["clusters", "level_by_age", years] => {
            ("behind-age", Some(age(years).get(frame.language).to_owned()))
        }
        ["participants", "by_type", key] => ("behind-participants", term("participant_type", key)),
        ["projects", "total"] => ("behind-projects", Some(String::new())),
        ["projects", "clusters_not_provided"] => ("behind-no-projects", Some(String::new())),
        ["projects", "by_stage" | "clusters_by_stage", key] => {
            ("behind-stage", term("project_stage", key))
        }
        ["projects", "by_sphere", key] => ("behind-sphere", term("project_sphere", key)),
        ["priorities", "by_priority", key] => ("behind-rated", term("priority", key)),
        ["priorities", "by_priority", key, mark] => {
            let (key, mark) = (term("priority", key)?, term("importance", mark)?);
            ("behind-priority", Some(format!("{key} — {mark}")))
        }
        ["partners", "clusters_with_foreign"] => ("behind-foreign", Some(String::new())),
        ["partners", "clusters_with_russian"] => ("behind-russian", Some(String::new())),
        ["governing_bodies", "by_type", key] => ("behind-body", term("governing_body_type", key)),
        ["governing_bodies", "chosen_after_creation", key, _] => {
            ("behind-chosen", term("governing_body_type", key))
        }
        ["governing_bodies", ..] => ("behind-managing", Some(String::new())),
        ["financing", "by_source", key] => ("behind-source", term("funding_source", key)),
        ["financing", "fees_or_services_only"] => ("behind-fees", Some(String::new())),
        ["financing", "budget_only"] => ("behind-budgets", Some(String::new())),
        _ => return None,
    };
    Some(frame.words.say_with(key, &[("value", &set(&value?))]))
}

fn term(dictionary: &str, key: &str, lens: &Lens<'_>, language: Language) -> Option<String> {
    let key = Code::parse(key).ok()?;
    Some(lens.term(dictionary, &key).in_language_or_other(language).to_owned())
}
