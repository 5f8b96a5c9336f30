//! Control samples over the demonstration: each finds something, and what is drawn on from entry to
//! entry is what is drawn anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_gateway::private::SqliteStore;
use registry_gateway::read::journal::KeptJournal;
use registry_gateway::read::lens::Lens;
use registry_gateway::read::samples::{Found, KeptSamples, Sources, gather};
use registry_gateway::registry::Registry;
use registry_ops::demo::{DEMONSTRATION_DATE, Hands};
use registry_projections::samples::Sample;
use registry_projections::samples::bursts::{bursts, confirmations};
use registry_projections::samples::late::late_facts;
use registry_projections::samples::rises::rises;
use registry_projections::samples::waivers::overdue_waivers;
use registry_projections::views::Views;
use serde_json::Value;

use super::pages::SAMPLES;
use super::{played, registry_with};

/// Every how many entries samples are drawn.
const EVERY: u64 = 7_000;

/// What was drawn at a position.
pub(super) struct Drawn {
    at: Position,
    /// By going on from the position before.
    on: Arc<Found>,
    /// From nothing.
    anew: Found,
    /// What the rules find that need neither the log nor its keys.
    plain: Found,
}

/// Draws the samples at positions of the demonstration, one of them also after a later one.
pub(super) async fn draw(log: Arc<dyn EventLog>, private: Arc<SqliteStore>) -> Vec<Drawn> {
    let registry = registry_with(log, private, &Hands::default()).await;
    let (samples, journal) = (KeptSamples::default(), KeptJournal::default());
    let (mut views, mut drawn, mut past) = (Views::default(), Vec::new(), Vec::new());
    let mut next = Position(0);
    loop {
        let entries = registry.log().read(next, READ_ENTRIES_MAX).await.expect("readable");
        let Some(last) = entries.last() else { break };
        next = last.position.next();
        for entry in &entries {
            views.apply(&entry.decode().expect("decodes"));
            if views.at_commit_end() && entry.position.0 / EVERY > past.len() as u64 {
                past.push(views.clone());
                drawn.push(at(&views, &registry, &samples, &journal).await);
            }
        }
    }
    for views in [&views, &past[past.len() - 1], &views] {
        drawn.push(at(views, &registry, &samples, &journal).await);
    }
    drawn
}

async fn at(
    views: &Views,
    registry: &Registry,
    samples: &KeptSamples,
    journal: &KeptJournal,
) -> Drawn {
    let at = views.position().expect("something was recorded");
    let (lens, today) = (Lens::new(views, at), DEMONSTRATION_DATE);
    let (log, keys) = (&**registry.log(), Some(&**registry.keys()));
    let sources = Sources { log, keys, journal, lens, today, accounts: registry.accounts() };
    let on = samples.of(sources).await.expect("readable");
    let anew = gather(sources).await.expect("readable");
    let day = |instant| lens.day(instant);
    let plain = Found {
        bursts: bursts(confirmations(views, at, |_, _| true)),
        rises: rises(views, at, day),
        waivers: overdue_waivers(views, at, today, day),
        late: late_facts(views, at, day, |path| lens.is_public(path)),
        ..Found::default()
    };
    Drawn { at, on, anew, plain }
}

#[test]
fn samples_that_go_on_find_what_samples_drawn_anew_find() {
    let drawn = &played().samples;
    assert!(drawn.len() > 8, "{} draws", drawn.len());
    for Drawn { at, on, anew, plain } in drawn {
        assert_eq!(**on, *anew, "at {at}");
        assert_eq!(anew.bursts, plain.bursts, "at {at}");
        assert_eq!(anew.rises, plain.rises, "at {at}");
        assert_eq!(anew.waivers, plain.waivers, "at {at}");
        assert_eq!(anew.late, plain.late, "at {at}");
    }
}

#[test]
fn each_control_sample_of_the_log_finds_something() {
    let (_, answer) = &played().pages[SAMPLES];
    let answer: Value = serde_json::from_str(answer).expect("JSON");
    let found = |item: &Value| (item["key"].to_string(), item["count"].as_u64());
    let found: BTreeMap<_, _> =
        answer["items"].as_array().expect("a list").iter().map(found).collect();
    assert!(found.len() >= 8 && found.values().all(|count| *count > Some(0)), "{found:?}");
}

/// What can't be drawn from outside, since the registry alone knows it.
const NOT_FROM_OUTSIDE: [Sample; 2] = [Sample::SharedMailDomain, Sample::EvidenceUnopened];

#[test]
fn the_program_in_python_draws_every_sample_but_those_it_names() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("independent/samples.py");
    let program = fs::read_to_string(path).expect("the program");
    let named = NOT_FROM_OUTSIDE.map(|sample| format!("\"{}\"", sample.key())).join(", ");
    assert!(program.contains(&format!("\nNOT_FROM_OUTSIDE = ({named})\n")), "{named}");
    for sample in Sample::ALL {
        let is_drawn = program.matches(&format!("        \"{}\": ", sample.key())).count() == 1;
        assert_ne!(is_drawn, NOT_FROM_OUTSIDE.contains(&sample), "{}", sample.key());
    }
}
