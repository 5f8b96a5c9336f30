//! «О проекте»: what the registry is for, the figures it began with and where they are from, and,
//! while the data are a demonstration, where its stories stand.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use super::publications::view::PublicationView;
use crate::http::{App, Problem, Reading};
use crate::read::publications::latest_announcements;
use crate::words::Said;
use crate::words::typography::set;

/// A story of the demonstration: what is to be seen, and at which clusters.
#[derive(Debug, Clone)]
pub struct Story {
    /// What is to be seen.
    pub words: Said,
    /// Its clusters.
    pub clusters: Vec<ClusterId>,
}

/// The page.
#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: Frame,
    figures: Vec<FigureView>,
    stories: Vec<StoryView>,
    statistics_of_2015: Option<String>,
    announcements: Vec<PublicationView>,
}

impl Page for AboutPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A figure of the presentation, in the page's language.
struct FigureView {
    what: String,
    number: String,
}

/// A story with links to its clusters.
struct StoryView {
    words: String,
    clusters: Vec<Link>,
}

struct Link {
    address: String,
    name: String,
}

/// A figure: what is counted, and how many.
type Figure = (Said, Said);

/// A figure that both languages write alike.
const fn plain(what: Said, number: &'static str) -> Figure {
    (what, Said::new(number, number))
}

/// What the presentation of late 2015 says; the independent ones are what remains of the 82.
const FIGURES: [Figure; 16] = [
    (
        Said::new(
            "Кластеров в России, экспертная оценка",
            "Clusters in Russia, by experts’ estimate",
        ),
        Said::new("около 200", "about 200"),
    ),
    plain(
        Said::new(
            "Из них видны на федеральном уровне (пилотные)",
            "Of these, visible at the federal level (pilot clusters)",
        ),
        "27",
    ),
    plain(
        Said::new(
            "Зарегистрировано на карте с сентября 2015 года",
            "Registered on the map since September 2015",
        ),
        "82",
    ),
    (
        Said::new("Начальный, средний, высокий уровень", "Initial, medium, high level"),
        Said::new("68, 10 и 4", "68, 10 and 4"),
    ),
    plain(
        Said::new(
            "Профилей пилотных кластеров (самих кластеров 20)",
            "Profiles of pilot clusters (of 20 clusters)",
        ),
        "22",
    ),
    plain(
        Said::new(
            "Поддерживают центры кластерного развития, кроме пилотных",
            "Supported by cluster development centres, beside the pilot ones",
        ),
        "32",
    ),
    plain(Said::new("Самостоятельных (82 − 22 − 32)", "Independent (82 − 22 − 32)"), "28"),
    (Said::new("Участников", "Participants"), Said::new("более 1900", "more than 1900")),
    (Said::new("Работников", "Employees"), Said::new("около 1 млн", "about 1 million")),
    (
        Said::new(
            "Совместных проектов: реализованы, идут, в планах",
            "Joint projects: completed, under way, planned",
        ),
        Said::new("23, 70 и 50", "23, 70 and 50"),
    ),
    (
        Said::new("Кластеров, которые не показали проектов", "Clusters that showed no projects"),
        Said::new("две трети", "two thirds"),
    ),
    plain(
        Said::new("Кластеров с российскими партнёрами", "Clusters with partners in Russia"),
        "26",
    ),
    plain(Said::new("Кластеров с зарубежными партнёрами", "Clusters with partners abroad"), "18"),
    (
        Said::new(
            "Органов управления: координаторы и управляющие компании",
            "Governing bodies: coordinators and management companies",
        ),
        Said::new("28 и 21", "28 and 21"),
    ),
    (
        Said::new(
            "Сотрудников управляют кластером, в среднем",
            "Staff who manage a cluster, on average",
        ),
        Said::new("9,5", "9.5"),
    ),
    (
        Said::new(
            "Регионов с центром кластерного развития: на карте и ещё без кластеров",
            "Regions with a cluster development centre: on the map and still without clusters",
        ),
        Said::new("20 и 9", "20 and 9"),
    ),
];

/// How many announcements the page shows.
const ANNOUNCEMENTS_MAX: usize = 3;

/// The day whose figures the demonstration was made for.
const STATISTICS_OF_2015: &str = "/statistics?as_of=2015-12-01";

/// `/about`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let mut frame = Frame::new(&app, &reading, &uri, "/about");
    frame.as_of_form = None;
    let is_demonstration = app.is_demonstration();
    let told = app.settings.stories.iter().filter(|_| is_demonstration);
    let page = AboutPage {
        figures: FIGURES.iter().map(|figure| FigureView::of(figure, &frame)).collect(),
        stories: told.map(|story| StoryView::of(story, &reading, &frame)).collect(),
        statistics_of_2015: is_demonstration.then(|| frame.plain_link(STATISTICS_OF_2015)),
        announcements: announcements(&reading, &frame),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// The last announcements that stand.
fn announcements(reading: &Reading, frame: &Frame) -> Vec<PublicationView> {
    let latest = latest_announcements(&reading.lens(), ANNOUNCEMENTS_MAX);
    latest.iter().map(|one| PublicationView::of(one, frame)).collect()
}

impl FigureView {
    fn of((what, number): &Figure, frame: &Frame) -> Self {
        let said = |said: &Said| set(said.get(frame.language));
        Self { what: said(what), number: said(number) }
    }
}

impl StoryView {
    fn of(story: &Story, reading: &Reading, frame: &Frame) -> Self {
        let link = |id: &ClusterId| Link {
            address: address(*id, reading, frame),
            name: name(*id, reading).map_or_else(|| id.to_string(), |name| set(&name)),
        };
        Self {
            words: set(story.words.get(frame.language)),
            clusters: story.clusters.iter().map(link).collect(),
        }
    }
}

/// A cluster's page at the moment shown; now, where the cluster wasn't listed then.
fn address(cluster: ClusterId, reading: &Reading, frame: &Frame) -> String {
    let path = format!("/clusters/{cluster}");
    let then = reading.views.register().row(cluster, reading.lens().at);
    if then.is_some() { frame.link(&path) } else { frame.plain_link(&path) }
}

/// What a cluster is called now; stories are listed as they stand, whatever date is shown.
fn name(cluster: ClusterId, reading: &Reading) -> Option<String> {
    let at = reading.views.position()?;
    let name = reading.views.register().row(cluster, at)?.name.clone()?;
    Some(name.text.in_language_or_other(reading.language).to_owned())
}
