//! What can be asked of reads, for the `OpenAPI` document; [`super::parameters`] reads it.

use utoipa::IntoParams;

/// When is looked from.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TimeParameters {
    /// What the registry had recorded by a day, an instant, or `position:<n>`.
    pub as_of: Option<String>,
    /// Waits until the views have reached this position.
    pub at_least: Option<u64>,
}

/// Which day in the world is looked at.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DayParameters {
    /// What held on this day in the world, as known at `as_of`: statuses, support, memberships,
    /// bodies, projects. The day of `as_of` when not given.
    pub on: Option<String>,
}

/// Which page of a list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParameters {
    /// The most items, 1 to 500; 50 when not given.
    pub limit: Option<usize>,
    /// `next_cursor` of the page before; the list stands still at the position it began at.
    pub cursor: Option<String>,
}

/// What can be asked of the register.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ClusterParameters {
    /// Words of names, specialisation, regions, the town of the address, technologies, products,
    /// participants, projects, offers, requests, support or the summary: every one has to be found,
    /// by its root, its beginning, its sound in Latin letters or with a letter wrong.
    pub q: Option<String>,
    /// ISO 3166-2 code; repeatable, as are all filters.
    pub region: Option<Vec<String>>,
    /// Federal district.
    pub district: Option<Vec<String>>,
    /// Key specialisation.
    pub specialisation: Option<Vec<String>>,
    /// `initial`, `medium` or `high`.
    pub level: Option<Vec<String>>,
    /// `pilot_itc`, `ckr` or `independent` on the day shown.
    pub support: Option<Vec<String>>,
    /// An official status that held on the day shown.
    pub official_status: Option<Vec<String>>,
    /// `listed`, `suspended`, `inactive`, `merged` or `withdrawn`.
    pub status: Option<Vec<String>>,
    /// `true`: a name and the summary are in English.
    pub english: Option<String>,
    /// At least so many participants.
    pub participants_min: Option<usize>,
    /// At most so many participants.
    pub participants_max: Option<usize>,
    /// This organisation is a participant.
    pub organisation: Option<Vec<String>>,
    /// Clusters behind a figure of the statistics on the day shown, by its path: those with a planned
    /// project stand behind `projects.by_stage.planned`. Of several figures each must count them.
    pub figure: Option<Vec<String>>,
    /// `updated` (default), `name`, `participants`, `level_since` or `relevance` (default with `q`); a
    /// level is no rank.
    pub sort: Option<String>,
}

/// Which clusters are compared.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompareParameters {
    /// The ids of two to six different clusters, with commas.
    pub ids: String,
}

/// What can be asked of offers.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfferParameters {
    /// `offer`, `request`, `site` or `members`; repeatable, as are the filters by codes.
    pub kind: Option<Vec<String>>,
    /// The kind of an offer or request.
    pub offer_kind: Option<Vec<String>>,
    /// Key specialisation of the cluster.
    pub specialisation: Option<Vec<String>>,
    /// ISO 3166-2 code of a region of the cluster.
    pub region: Option<Vec<String>>,
    /// `ru` or `en`: what is told in this language, and what has no words of its own; repeatable.
    pub language: Option<Vec<String>>,
    /// Those that still hold on this day.
    pub until: Option<String>,
}

/// What can be asked of links.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinkParameters {
    /// The id of a cluster: its pairs; repeatable, as are all filters.
    pub cluster: Option<Vec<String>>,
    /// ISO 3166-2 code of a region of either cluster.
    pub region: Option<Vec<String>>,
    /// `participants`, `partners`, `projects` or `links`: pairs that have such in common.
    pub kind: Option<Vec<String>>,
}

/// What can be asked of publications.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublicationParameters {
    /// `report`, `review`, `rating` or `announcement`; repeatable, as are the filters below.
    pub kind: Option<Vec<String>>,
    /// ISO 3166-2 code of a region it is about.
    pub region: Option<Vec<String>>,
    /// A specialisation it is about.
    pub specialisation: Option<Vec<String>>,
    /// The year it came out in.
    pub year: Option<Vec<String>>,
    /// `published` (default) or `withdrawn`.
    pub status: Option<String>,
}

/// Which lines of a history are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryParameters {
    /// What lines are about, e.g. `participants`, `level`; repeatable.
    pub category: Option<Vec<String>>,
    /// The type of the event, e.g. `ClaimConfirmed`; repeatable.
    #[param(rename = "type")]
    pub event_type: Option<Vec<String>>,
    /// The account that acted.
    pub actor: Option<String>,
    /// A field, an item or a collection: `summary`, `participants/17`, `participants`.
    pub path: Option<String>,
    /// Recorded on this day or at this instant, or later.
    pub since: Option<String>,
    /// Recorded on this day or at this instant, or earlier.
    pub until: Option<String>,
}

/// What can be asked of the list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganisationParameters {
    /// Words of the name.
    pub q: Option<String>,
    /// An INN or OGRN; those of natural persons lead nowhere.
    pub inn: Option<String>,
}

/// Which figure, over which days.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SeriesParameters {
    /// A path of the statistics document, e.g. `clusters.by_level.high`.
    pub figure: String,
    /// The first day; that of the registry's opening when not given.
    pub from: Option<String>,
    /// The last day; that of the answer when not given.
    pub to: Option<String>,
    /// `month` (default), `quarter` or `year`.
    pub step: Option<String>,
}

/// From where, and how many.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangeParameters {
    /// The first position, inclusive; 0 when not given.
    pub from: Option<u64>,
    /// The most entries, 1 to 500; 50 when not given.
    pub limit: Option<usize>,
    /// Waits until the views have reached this position.
    pub at_least: Option<u64>,
}

/// Which entries of the journal are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JournalParameters {
    /// What entries are about: the categories of a cluster's history, and `organisations`, `regions`,
    /// `registry`, `publications`, `enquiries`, `reports`, `proposals`, `expected`, `access`,
    /// `holdings`, `sealed`, `unknown`; repeatable.
    pub category: Option<Vec<String>>,
    /// The type of the event, e.g. `ClaimConfirmed`; repeatable.
    #[param(rename = "type")]
    pub event_type: Option<Vec<String>>,
    /// The account that acted.
    pub actor: Option<String>,
    /// A stream, e.g. `cluster/3z5k0a7c41` or `access`.
    pub stream: Option<String>,
    /// ISO 3166-2 code: entries of the clusters of this region, and its own.
    pub region: Option<String>,
    /// Recorded on this day or at this instant, or later.
    pub since: Option<String>,
    /// Recorded on this day or at this instant, or earlier.
    pub until: Option<String>,
}

/// Which cases are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ModerationParameters {
    /// `application`, `report` or `dispute`; repeatable, as are the filters below.
    pub kind: Option<Vec<String>>,
    /// `waiting`; `listed`, `returned`, `withdrawn`; `corrected`, `declined`, `passed_to_cluster`;
    /// `upheld`, `rejected`.
    pub outcome: Option<Vec<String>>,
    /// The id of a cluster it is about.
    pub cluster: Option<Vec<String>>,
    /// Came on this day or at this instant, or later.
    pub since: Option<String>,
    /// Came on this day or at this instant, or earlier.
    pub until: Option<String>,
}

/// Which reports are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportParameters {
    /// The id of a cluster; repeatable, as is the filter below.
    pub cluster: Option<Vec<String>>,
    /// `waiting`, `corrected`, `declined` or `passed_to_cluster`.
    pub outcome: Option<Vec<String>>,
}

/// Which proposals are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProposalParameters {
    /// `questionnaire` or `rules`; repeatable, as is the filter below.
    pub about: Option<Vec<String>>,
    /// `waiting`, `accepted`, `partly_accepted` or `declined`.
    pub outcome: Option<Vec<String>>,
}

/// Which clusters that are expected are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExpectedParameters {
    /// ISO 3166-2 code of a region; repeatable, as is the filter below.
    pub region: Option<Vec<String>>,
    /// `known`, `invited`, `applied` (told to officers only), `registered` or `removed`; all but
    /// removed ones when not given.
    pub standing: Option<Vec<String>>,
}

/// Which profiles are looked through.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompletenessParameters {
    /// ISO 3166-2 code of a region; repeatable, as are the filters by keys.
    pub region: Option<Vec<String>>,
    /// `initial`, `medium` or `high`.
    pub level: Option<Vec<String>>,
    /// Fields or lists that are not provided: `governing_bodies` finds clusters without one.
    pub without: Option<Vec<String>>,
    /// A state that something in the profile is in: `stale`, `disputed`, `not_provided`.
    pub state: Option<Vec<String>>,
    /// A section in which the state is looked for; anywhere when not given.
    pub section: Option<Vec<String>>,
    /// The day since which changes are counted.
    pub since: Option<String>,
    /// `true`: only clusters of which something changed since; `false`: only the others.
    pub changed: Option<String>,
}

/// Which accounts are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccessParameters {
    /// A role that the account holds or held, e.g. `officer`; repeatable.
    pub role: Option<Vec<String>>,
    /// `current`: roles that stand, and accounts that have one; `all` (default): those taken back too.
    pub standing: Option<String>,
}

/// Which acts of an account are wanted.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ActParameters {
    /// What acts are about; repeatable.
    pub category: Option<Vec<String>>,
    /// The type of the event; repeatable.
    #[param(rename = "type")]
    pub event_type: Option<Vec<String>>,
    /// Recorded on this day or at this instant, or later.
    pub since: Option<String>,
    /// Recorded on this day or at this instant, or earlier.
    pub until: Option<String>,
}

/// Between which moments a card is compared.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DifferenceParameters {
    /// The first moment: a day, an instant, or `position:<n>`; the cluster's listing when not given.
    pub from: Option<String>,
    /// The second moment; that of the answer when not given.
    pub to: Option<String>,
    /// `true`: fields that say the same as before, too.
    pub all: Option<String>,
}
