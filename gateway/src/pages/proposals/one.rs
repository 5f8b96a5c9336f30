//! A proposal: to everybody what was published of it and how it was answered, to its author and to
//! officers its own words too, and to officers what they can do.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ProposalId;

use super::act::Act;
use super::{PATH, ProposalView};
use crate::api::read::parameters::Parameters;
use crate::api::read::voice::{is_officer, proposal_shown};
use crate::api::transparency::proof;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::frame::Frame;
use crate::read::voice::ProposalShown;
use crate::words::typography::set;
use registry_events::ids::Position;

/// The page.
#[derive(Template)]
#[template(path = "proposals/one.html")]
struct OnePage {
    frame: Frame,
    list: String,
    proposal: ProposalView,
    done: Option<String>,
    /// Its own words, for who may read them.
    own_words: Option<String>,
    acts: Vec<(String, String)>,
    /// Where its record is proved; none where nothing is signed.
    proof: Option<String>,
    api: String,
}

impl Page for OnePage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/proposals/{id}`.
pub async fn page(
    State(app): State<App>,
    who: Option<SignedIn>,
    named: Result<Path<ProposalId>, Problem>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    Parameters::of_page(&uri).finish()?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let caller = who.map(|who| who.caller);
    let shown = proposal(&app, id, caller, &reading).await?;
    let opens = is_officer(&app, caller).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let fits = |act: &Act| opens && act.fits(&shown);
    let acts = Act::ALL.into_iter().filter(fits).map(|act| {
        let address = frame.plain_link(&format!("{PATH}/{id}/{}", act.key()));
        (address, frame.say(act.label()))
    });
    let acts = acts.collect();
    let signed = app.registry.provable();
    let page = OnePage {
        list: frame.link_as_of(PATH),
        proposal: ProposalView::of(&shown, &frame),
        done: done(&uri, &frame)?,
        own_words: shown.own_words.as_deref().map(set),
        acts,
        proof: signed.map(|_| proof::address(Position(shown.position))),
        api: frame.link_as_of(&format!("/api/v1{PATH}/{id}")),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// A proposal as its reader may see it.
pub(super) async fn proposal(
    app: &App,
    id: ProposalId,
    caller: Option<registry_core::access::Caller>,
    reading: &Reading,
) -> Result<ProposalShown, Problem> {
    let opens = is_officer(app, caller).await?;
    let lens = reading.lens();
    let known = lens.views.voice().proposal(id);
    let known = known.filter(|proposal| proposal.made.position <= lens.at);
    let known = known.ok_or_else(|| Problem::new("not-found").with("proposal"))?;
    proposal_shown(app, known, (opens, caller), &lens).await
}

fn done(uri: &Uri, frame: &Frame) -> Result<Option<String>, Problem> {
    let known = ["made", "publication", "answer"];
    let done = parameter(uri, "done")?.filter(|done| known.contains(&done.as_str()));
    Ok(done.map(|done| frame.say(&format!("proposals-done-{done}"))))
}
