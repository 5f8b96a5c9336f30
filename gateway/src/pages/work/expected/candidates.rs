//! What an expected cluster may be meant by: applications that were handed in, clusters of its region in
//! the register; the likeliest first.

use std::cmp::Reverse;

use registry_core::state::{ApplicationStanding, StreamState};
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::act::Act;
use super::one::Opened;
use crate::http::form::Fields;
use crate::http::{App, Problem, Reading};
use crate::pages::frame::Frame;
use crate::pages::picker;
use crate::pages::work::applications::{known, shown_name};
use crate::read::completeness::is_living;
use crate::read::lens::Lens;
use crate::read::waiting::KnownApplication;

/// So many are offered.
const OFFERED_MAX: usize = 50;

/// What can be chosen.
#[derive(Default)]
pub(super) struct Offered {
    /// Those that may be meant.
    pub(super) likely: picker::Offered,
    /// Those that were found by what was typed.
    pub(super) found: picker::Offered,
}

impl Offered {
    /// What is offered for an act.
    ///
    /// # Errors
    /// A fault when the log can't be read.
    pub(super) async fn of(
        act: Act,
        opened: &Opened,
        app: &App,
        reading: &Reading,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let likely = match act {
            Act::Invitation | Act::Removal => picker::Offered::new(),
            Act::Application => applications(opened, app, &reading.lens(), frame).await?,
            Act::Registration => clusters(opened, &reading.lens(), frame),
        };
        Ok(Self { likely, ..Self::default() })
    }

    /// The same with what is found by the words that were typed.
    pub(super) fn with_found(
        self,
        act: Act,
        sent: &Fields,
        reading: &Reading,
        frame: &Frame,
    ) -> Self {
        let found = match act {
            Act::Registration => picker::clusters(sent.get("cluster"), &reading.lens(), frame),
            Act::Invitation | Act::Application | Act::Removal => picker::Offered::new(),
        };
        Self { found, ..self }
    }
}

/// Applications that were handed in, those of the same region and of a like name first.
async fn applications(
    opened: &Opened,
    app: &App,
    lens: &Lens<'_>,
    frame: &Frame,
) -> Result<picker::Offered, Problem> {
    let handed_in = |known: &KnownApplication| {
        matches!(known.standing, ApplicationStanding::Submitted | ApplicationStanding::Returned)
    };
    let mut found = Vec::new();
    for (id, _) in known(app, handed_in).await? {
        let loaded = app.registry.executor().streams().load(&StreamId::application(id)).await?;
        let StreamState::Application(state) = loaded.state.as_ref() else { continue };
        let name = shown_name(&state.profile, frame);
        let regions = state.profile.regions();
        let is_here = regions.iter().any(|code| lens.region_code(code).as_str() == region(opened));
        let names = regions.iter().filter_map(|code| lens.region(code.as_str()));
        let names = names.map(|region| region.name.in_language_or_other(frame.language).to_owned());
        let label = std::iter::once(name.clone()).chain(names).collect::<Vec<_>>().join(" · ");
        found.push((rank(opened, &name, is_here), (id.to_string(), label)));
    }
    found.sort_by_key(|(rank, _)| Reverse(*rank));
    Ok(found.into_iter().take(OFFERED_MAX).map(|(_, offered)| offered).collect())
}

/// The clusters of the region, those of a like name first.
fn clusters(opened: &Opened, lens: &Lens<'_>, frame: &Frame) -> picker::Offered {
    let living = lens.views.cards().filter(|card| is_living(card)).map(|card| card.cluster);
    let here = living.filter(|id| {
        let row = lens.views.register().row(*id, lens.at);
        let code = |code: &Code| lens.region_code(code).as_str() == region(opened);
        row.is_some_and(|row| row.regions.iter().any(code))
    });
    let ranked = here.map(|id| {
        let name = lens.cluster(id);
        (rank(opened, name.in_language_or_other(frame.language), true), id)
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| Reverse(*rank));
    ranked.into_iter().take(OFFERED_MAX).map(|(_, id)| picker::cluster(id, lens, frame)).collect()
}

fn region(opened: &Opened) -> &str {
    &opened.shown.region.key
}

/// How likely one is meant.
fn rank(opened: &Opened, name: &str, is_here: bool) -> (usize, bool) {
    let own = &opened.shown.name;
    let both = [own.ru.as_deref(), own.en.as_deref()].into_iter().flatten();
    (both.map(|own| picker::likeness(own, name)).max().unwrap_or_default(), is_here)
}
