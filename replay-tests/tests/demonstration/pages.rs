//! The demonstration as it is served: «О проекте» leads to every story, and the level's page and the
//! API tell which edition changed a level.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use registry_events::log::EventLog;
use registry_gateway::http::{App, HttpSettings, RateLimits, serve};
use registry_gateway::private::SqliteStore;
use registry_ops::demo::{Hands, Story, demonstration_time, stories};
use scraper::{Html, Selector};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::weight::{Weights, weigh};
use super::{played, registry_with};

/// Status and body by address.
pub(super) type Pages = BTreeMap<String, (u16, String)>;

const RISEN: [Story; 3] = [Story::FirstNeighbour, Story::SecondNeighbour, Story::ThirdNeighbour];
const FALLEN: [Story; 2] = [Story::FellByEdition, Story::FellByEditionToo];

pub(super) const SAMPLES: &str = "/api/v1/samples";

/// Serves a log on a port of its own and fetches «О проекте», every page it leads to, and what the
/// tests of this file look at.
pub(super) async fn fetch(log: Arc<dyn EventLog>, private: Arc<SqliteStore>) -> (Pages, Weights) {
    let hands = Hands::default();
    hands.clock.set(demonstration_time().expect("a time"));
    let registry = Arc::new(registry_with(log.clone(), private, &hands).await);
    let follower = registry.start_follower();
    let head = log.head().await.expect("a head").next;
    while registry.views().position().is_none_or(|at| at.next() < head) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let rate_limits = RateLimits { reads_per_minute: 10_000, writes_per_minute: 1 };
    let settings = HttpSettings { rate_limits, stories: stories(), ..HttpSettings::default() };
    let served =
        tokio::spawn(serve(App::new(registry, settings), listener, std::future::pending()));
    let mut pages = Pages::new();
    get(address, "/about", &mut pages).await;
    for link in links(&pages["/about"].1) {
        get(address, &link, &mut pages).await;
    }
    for story in RISEN.into_iter().chain(FALLEN) {
        get(address, &level_of(story), &mut pages).await;
        get(address, &format!("/api/v1{}", level_of(story)), &mut pages).await;
    }
    for words in ["вакцины", "компьютерное зрение"] {
        get(address, &search(words), &mut pages).await;
    }
    get(address, "/statistics", &mut pages).await;
    get(address, SAMPLES, &mut pages).await;
    get(address, "/", &mut pages).await;
    let first_page = weigh(address, "/", &pages["/"].1).await;
    served.abort();
    follower.abort();
    (pages, first_page)
}

async fn get(address: SocketAddr, path: &str, pages: &mut Pages) {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("answered");
    let answer = String::from_utf8(answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    pages.insert(path.into(), (status.expect("a status"), body.into()));
}

/// The API's search among clusters.
pub(super) fn search(words: &str) -> String {
    let encoded: Vec<_> = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("/api/v1/clusters?limit=100&q={}", encoded.concat())
}

fn level_of(story: Story) -> String {
    format!("/clusters/{}/level", story.address())
}

/// Where the main part of a page leads to, on this site.
fn links(html: &str) -> Vec<String> {
    let selector = Selector::parse("main a[href^='/']").expect("a selector");
    let page = Html::parse_document(html);
    page.select(&selector).filter_map(|link| link.attr("href")).map(Into::into).collect()
}

#[test]
fn about_leads_to_every_story_and_each_address_answers() {
    let (status, about) = &played().pages["/about"];
    assert_eq!(*status, 200);
    let links = links(about);
    for story in Story::ALL {
        assert!(links.contains(&format!("/clusters/{}", story.address())), "{story:?}");
    }
    for link in links {
        assert_eq!(played().pages[&link].0, 200, "{link}");
    }
    assert!(about.contains("Верхний мост"), "a cluster is called by its name");
}

#[test]
fn the_levels_page_and_the_api_name_the_edition_that_changed_a_level() {
    let of = |story| &played().pages[&level_of(story)].1;
    let plain = |html: &str| html.replace('\u{ad}', "").replace(['\u{a0}', '\u{202f}'], " ");
    for (stories, word) in [(&RISEN[..], "Средний"), (&FALLEN[..], "Начальный")] {
        for story in stories {
            let said = format!(
                "{word} с 01.07.2021. Вступила в силу редакция правил уровней 1.1: демонстрационная"
            );
            assert!(plain(of(*story)).contains(&said), "{story:?}");
        }
    }
    for story in RISEN.into_iter().chain(FALLEN) {
        let (_, answer) = &played().pages[&format!("/api/v1{}", level_of(story))];
        let answer: Value = serde_json::from_str(answer).expect("JSON");
        let history = answer["history"].as_array().expect("a history");
        let on_the_day = |period: &&Value| {
            period["since"].as_str().is_some_and(|since| since.starts_with("2021-07-01"))
        };
        let cause = &history.iter().find(on_the_day).expect("a new level")["cause"];
        assert_eq!(cause["type"], "EditionAdopted", "{story:?}");
        assert_eq!(cause["edition"]["kind"], "rulebook");
        assert_eq!(cause["edition"]["edition"], "1.1");
    }
}
