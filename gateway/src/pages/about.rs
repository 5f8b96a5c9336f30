//! «О проекте»: what the registry is for, the figures it began with and where they are from, and,
//! while the data are a demonstration, where its stories stand.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;

use super::answer::{CachePolicy, Page, rendered};
use super::frame::Frame;
use super::shown::LANGUAGE;
use crate::http::{App, Problem, Reading};
use crate::words::typography::set;

/// A story of the demonstration: what is to be seen, and at which clusters.
#[derive(Debug, Clone)]
pub struct Story {
    /// In Russian.
    pub words: String,
    /// Its clusters.
    pub clusters: Vec<ClusterId>,
}

/// The page.
#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: Frame,
    figures: &'static [Figure],
    stories: Vec<StoryView>,
    statistics_of_2015: Option<&'static str>,
}

impl Page for AboutPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A figure of the presentation.
struct Figure {
    what: &'static str,
    number: &'static str,
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

const fn figure(what: &'static str, number: &'static str) -> Figure {
    Figure { what, number }
}

/// What the presentation of late 2015 says; the independent ones are what remains of the 82.
const FIGURES: [Figure; 16] = [
    figure("Кластеров в России, экспертная оценка", "около 200"),
    figure("Из них видны на федеральном уровне (пилотные)", "27"),
    figure("Зарегистрировано на карте с сентября 2015 года", "82"),
    figure("Начальный, средний, высокий уровень", "68, 10 и 4"),
    figure("Профилей пилотных кластеров (самих кластеров 20)", "22"),
    figure("Поддерживают центры кластерного развития, кроме пилотных", "32"),
    figure("Самостоятельных (82 − 22 − 32)", "28"),
    figure("Участников", "более 1900"),
    figure("Работников", "около 1 млн"),
    figure("Совместных проектов: реализованы, идут, в планах", "23, 70 и 50"),
    figure("Кластеров, которые не показали проектов", "две трети"),
    figure("Кластеров с российскими партнёрами", "26"),
    figure("Кластеров с зарубежными партнёрами", "18"),
    figure("Органов управления: координаторы и управляющие компании", "28 и 21"),
    figure("Сотрудников управляют кластером, в среднем", "9,5"),
    figure("Регионов с центром кластерного развития: на карте и ещё без кластеров", "20 и 9"),
];

/// The day whose figures the demonstration was made for.
const STATISTICS_OF_2015: &str = "/statistics?as_of=2015-12-01";

/// `/about`.
pub async fn page(
    State(app): State<App>,
    mut reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    reading.language = LANGUAGE;
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    let mut frame = Frame::new(&app, &reading, &uri, "/about");
    frame.as_of_form = None;
    let is_demonstration = app.is_demonstration();
    let told = app.settings.stories.iter().filter(|_| is_demonstration);
    let page = AboutPage {
        figures: &FIGURES,
        stories: told.map(|story| StoryView::of(story, &reading)).collect(),
        statistics_of_2015: is_demonstration.then_some(STATISTICS_OF_2015),
        frame,
    };
    rendered(&reading, reading.at, &page)
}

impl StoryView {
    fn of(story: &Story, reading: &Reading) -> Self {
        let link = |id: &ClusterId| Link {
            address: format!("/clusters/{id}"),
            name: name(*id, reading).map_or_else(|| id.to_string(), |name| set(&name)),
        };
        Self { words: set(&story.words), clusters: story.clusters.iter().map(link).collect() }
    }
}

/// What a cluster is called now; stories are listed as they stand, whatever date is shown.
fn name(cluster: ClusterId, reading: &Reading) -> Option<String> {
    let at = reading.views.position()?;
    let name = reading.views.register().row(cluster, at)?.name.clone()?;
    Some(name.text.in_language_or_other(LANGUAGE).to_owned())
}
