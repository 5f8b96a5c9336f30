//! A pair of clusters in the language of a page: counts, and the names behind them.

use crate::pages::frame::Frame;
use crate::pages::row::as_i128;
use crate::read::links::{ConfirmedLink, Kind, LinkShown, OrganisationInCommon, ProjectInCommon};
use crate::read::parts::{NamedCluster, NamedOrganisation};
use crate::words::terms;
use crate::words::typography::{self, integer, set};

/// How many names of each kind a row has room for.
const NAMES_MAX: usize = 20;

/// A pair.
pub(super) struct LinkView {
    /// The two clusters.
    pub(super) clusters: Vec<Named>,
    /// Their names in one line, for who hears the page.
    pub(super) both: String,
    /// How many of each kind they have in common.
    pub(super) counts: Vec<CountView>,
    /// What that is, by kind.
    pub(super) groups: Vec<Group>,
    /// How many more names there are.
    pub(super) more: usize,
}

/// How many of a kind; none where nothing was found.
pub(super) struct CountView {
    pub(super) label: &'static str,
    pub(super) number: Option<String>,
}

/// Things of one kind.
pub(super) struct Group {
    pub(super) label: &'static str,
    pub(super) named: Vec<Named>,
}

/// Something with a name, and a page where it has one.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) note: Option<String>,
}

impl LinkView {
    pub(super) fn of(link: &LinkShown, frame: &Frame) -> Self {
        let clusters: Vec<_> = link.clusters.iter().map(|one| Named::cluster(one, frame)).collect();
        let names: Vec<_> = clusters.iter().map(|one| one.name.as_str()).collect();
        let groups = Kind::ALL.map(|kind| Group::of(kind, link, frame));
        let shown: usize = groups.iter().map(|group| group.named.len()).sum();
        let all: usize = Kind::ALL.map(|kind| count(kind, link)).iter().sum();
        Self {
            both: names.join(", "),
            clusters,
            counts: Kind::ALL.map(|kind| CountView::of(kind, link, frame)).into(),
            groups: groups.into_iter().filter(|group| !group.named.is_empty()).collect(),
            more: all.saturating_sub(shown),
        }
    }
}

const fn count(kind: Kind, link: &LinkShown) -> usize {
    match kind {
        Kind::Participants => link.participants,
        Kind::Partners => link.partners,
        Kind::Projects => link.projects,
        Kind::Links => link.links.len(),
    }
}

impl CountView {
    fn of(kind: Kind, link: &LinkShown, frame: &Frame) -> Self {
        let count = count(kind, link);
        Self {
            label: terms::in_common(kind).get(frame.language),
            number: (count > 0).then(|| integer(as_i128(count))),
        }
    }
}

impl Group {
    fn of(kind: Kind, link: &LinkShown, frame: &Frame) -> Self {
        let of_both = |one: &&OrganisationInCommon| one.is == ["participant"; 2];
        let organisations = link.organisations.iter();
        let named: Vec<_> = match kind {
            Kind::Participants => organisations
                .filter(of_both)
                .map(|one| Named::organisation(&one.organisation, None, frame))
                .collect(),
            Kind::Partners => organisations
                .filter(|one| !of_both(one))
                .map(|one| Named::partner(one, frame))
                .collect(),
            Kind::Projects => {
                link.joint_projects.iter().map(|one| Named::project(one, link, frame)).collect()
            }
            Kind::Links => link.links.iter().map(|one| Named::link(one, link, frame)).collect(),
        };
        let named = named.into_iter().take(NAMES_MAX).collect();
        Self { label: terms::in_common(kind).get(frame.language), named }
    }
}

impl Named {
    fn cluster(one: &NamedCluster, frame: &Frame) -> Self {
        let address = Some(frame.link(&format!("/clusters/{}", one.id)));
        Self { name: set(one.name.in_language(frame.language)), address, note: None }
    }

    pub(super) fn organisation(
        one: &NamedOrganisation,
        note: Option<String>,
        frame: &Frame,
    ) -> Self {
        let address = Some(frame.link_as_of(&format!("/organisations/{}", one.id)));
        Self { name: set(one.in_language(frame.language)), address, note }
    }

    /// What it is to both, where it isn't a partner of both.
    fn partner(one: &OrganisationInCommon, frame: &Frame) -> Self {
        let mixed = one.is != ["partner"; 2];
        Self::organisation(&one.organisation, mixed.then(|| frame.say("links-mixed")), frame)
    }

    fn project(one: &ProjectInCommon, link: &LinkShown, frame: &Frame) -> Self {
        let owner = name_of(&one.cluster, link, frame);
        let note = frame.words.say_with("links-project-of", &[("cluster", &owner)]);
        Self { name: set(one.title.in_language(frame.language)), address: None, note: Some(note) }
    }

    fn link(one: &ConfirmedLink, link: &LinkShown, frame: &Frame) -> Self {
        let kind = one.kind.as_ref().map(|kind| set(kind.label.in_language(frame.language)));
        let stated_by = name_of(&one.stated_by, link, frame);
        let stated_by = frame.words.say_with("links-stated-by", &[("cluster", &stated_by)]);
        let since = one.since.map(|day| {
            let day = typography::date(day, frame.language);
            frame.words.say_with("links-since", &[("day", &day)])
        });
        let degree = terms::corroboration(terms::degree(one.corroboration));
        let degree = degree.get(frame.language).to_owned();
        let note: Vec<_> = since.into_iter().chain([degree, stated_by]).collect();
        Self {
            name: kind.unwrap_or_else(|| frame.say("links-link")),
            address: None,
            note: Some(note.join(" · ")),
        }
    }
}

fn name_of(id: &str, link: &LinkShown, frame: &Frame) -> String {
    let found = link.clusters.iter().find(|one| one.id == id);
    found.map(|one| set(one.name.in_language(frame.language))).unwrap_or_default()
}
