//! An organisation as who speaks for it works on it: what it states of itself, where it takes part and
//! what of that waits for its word, its projects. An officer states for it as the rules allow.

mod branches;
mod details;
pub(in crate::pages) mod matter;
mod size;
mod taking_part;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, whole_registry};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::OrganisationId;
use registry_projections::organisations::Organisation;

pub(in crate::pages) use self::branches::Branches;
pub(in crate::pages) use self::details::Details;
use self::matter::Asked;
pub(in crate::pages) use self::size::Size;
use self::taking_part::{ProjectView, TakingPart};
use super::acts::to_receipt;
use crate::api::read::organisations::organisation;
use crate::api::write::evidence::check_grant;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::pages::organisation::{branch, okved, place, size};
use crate::pages::told::tell;
use crate::read::organisations::{OrganisationShown, find};
use crate::words::typography::set;

/// The path below which organisations are worked on.
pub(super) const PATH: &str = "/work/organisations";

/// The page.
#[derive(Template)]
#[template(path = "work/organisations/index.html")]
struct OrganisationPage {
    frame: Frame,
    name: String,
    public: String,
    matters: Vec<MatterView>,
    current: Vec<TakingPart>,
    former: Vec<TakingPart>,
    /// Where it confirms, for who speaks for it.
    confirmations: Option<String>,
    projects: Vec<ProjectView>,
    domains: Vec<String>,
    /// Where an officer keeps its domains.
    keep_domains: Option<String>,
}

impl Page for OrganisationPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Something that the organisation states of itself: what stands, and where it is stated.
struct MatterView {
    label: String,
    address: String,
    told: Vec<String>,
}

/// An organisation whose own something is to be stated.
pub(in crate::pages) struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    organisation: &'w Organisation,
}

/// `/work/organisations/{id}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &who, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let shown = organisation(&app, &reading, id).await?;
    rendered_privately(&work.page(&shown, frame))
}

impl<'w> Work<'w> {
    /// Lets in officers, and who speaks for this very organisation.
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        id: OrganisationId,
    ) -> Result<Self, Problem> {
        Operation::StateOrganisationDetails.check(who.caller.role)?;
        match who.caller.role {
            Role::OrganisationRepresentative => {
                let own = |scope: &Scope| *scope == Scope::Organisation(id);
                check_grant(app, who.caller, "organisation", own).await?;
            }
            _ => check_grant(app, who.caller, "registry", whole_registry).await?,
        }
        let organisation = find(id, &reading.lens());
        let organisation =
            organisation.ok_or_else(|| Problem::new("not-found").with("organisation"))?;
        Ok(Self { app, who, reading, organisation })
    }

    fn path(&self) -> String {
        format!("{PATH}/{}", self.organisation.id)
    }

    fn name(&self, frame: &Frame) -> String {
        let name = self.reading.lens().organisation(self.organisation.id);
        set(name.in_language_or_other(frame.language))
    }

    fn form(&self, frame: &Frame, matter: &str) -> Form {
        own_form(self.app, frame, &self.who.present, &format!("{}/{matter}", self.path()))
    }

    /// Whether the reader speaks for the organisation itself.
    const fn is_own(&self) -> bool {
        matches!(self.who.caller.role, Role::OrganisationRepresentative)
    }

    /// Does once what a form asks for and leads to its receipt; what is refused is told on the form.
    ///
    /// # Errors
    /// What isn't to be mended by filling in the form again.
    async fn perform(
        &self,
        form: &mut Form,
        request: &str,
        Asked { command, places }: Asked,
        frame: &Frame,
    ) -> Result<Option<Response>, Problem> {
        if form.is_wrong() {
            return Ok(None);
        }
        let done = match command {
            Ok(command) => execute_for(self.app, self.who.caller, request, command).await,
            Err(malformed) => Err(malformed),
        };
        match done {
            Ok(done) => Ok(Some(to_receipt(frame, &done, &frame.plain_link(&self.path())))),
            Err(refused) => {
                let places = places.iter().map(|(place, field)| (*place, field.as_str()));
                tell(form, refused, &places.collect::<Vec<_>>(), self.app, frame).await?;
                Ok(None)
            }
        }
    }

    fn page(&self, shown: &OrganisationShown, frame: Frame) -> OrganisationPage {
        let own = self.organisation;
        let (current, former) = taking_part::of(own.id, self.reading, self.is_own(), &frame);
        let tied = own.mailbox_domains.iter().filter(|tied| tied.released.is_none());
        let link = |path: &str| frame.plain_link(path);
        OrganisationPage {
            name: self.name(&frame),
            public: link(&format!("/organisations/{}", own.id)),
            matters: self.matters(shown, &frame),
            current,
            former,
            confirmations: self.is_own().then(|| link(super::confirmations::PATH)),
            projects: taking_part::projects(own.id, self.reading, &frame),
            domains: tied.map(|tied| tied.domain.to_string()).collect(),
            keep_domains: (!self.is_own())
                .then(|| link(&format!("{}/mailbox-domains", self.path()))),
            frame,
        }
    }

    /// What it states of itself, as it stands; of an organisation that has ended nothing is stated.
    fn matters(&self, shown: &OrganisationShown, frame: &Frame) -> Vec<MatterView> {
        let site = shown.details.site.as_ref().map(|site| site.value.clone());
        let details = [site, okved(shown, frame), place(shown, &self.reading.lens(), frame)];
        let sizes = shown.sizes.last().map(|stated| size(stated, frame));
        let branches = shown.branches.iter().map(|one| branch(one, frame));
        let matters = [
            ("details", details.into_iter().flatten().collect::<Vec<_>>()),
            ("size", sizes.into_iter().collect()),
            ("branches", branches.collect()),
        ];
        let view = |(matter, told)| MatterView {
            label: frame.say(&format!("organisation-{matter}-heading")),
            address: frame.plain_link(&format!("{}/{matter}", self.path())),
            told,
        };
        matters.map(view).into()
    }
}
