//! What the first page of a reader weighs on its way, with map, style, scripts and typeface, where
//! the browser knows no better compression than gzip.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use scraper::{Html, Selector};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::played;

/// How many bytes are sent of each address.
pub(super) type Weights = BTreeMap<String, usize>;

const FIRST_PAGE_BYTES_MAX: usize = 120_000;

/// Weighs a page, of which this is the text, with everything that it loads.
pub(super) async fn weigh(address: SocketAddr, path: &str, html: &str) -> Weights {
    let mut weights = Weights::new();
    for part in loaded(html).into_iter().chain([path.to_owned()]) {
        let weight = sent(address, &part).await;
        weights.insert(part, weight);
    }
    weights
}

/// What a page loads by itself.
fn loaded(html: &str) -> Vec<String> {
    let loads = "link[rel=preload], link[rel=stylesheet], link[rel=icon], script[src], img[src]";
    let selector = Selector::parse(loads).expect("a selector");
    let page = Html::parse_document(html);
    let of = page.select(&selector).filter_map(|one| one.attr("href").or_else(|| one.attr("src")));
    of.map(Into::into).collect()
}

/// The bytes of an answer's body; an answer of HTTP/1.0 has nothing between them.
async fn sent(address: SocketAddr, path: &str) -> usize {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request =
        format!("GET {path} HTTP/1.0\r\nhost: {address}\r\naccept-encoding: gzip\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("answered");
    assert!(answer.starts_with(b"HTTP/1.0 200"), "{path}");
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    answer.len() - head - 4
}

#[test]
fn the_first_page_of_a_reader_with_gzip_alone_weighs_no_more_than_it_may() {
    let weights = &played().first_page;
    assert!(weights.len() >= 8, "page, style, scripts and fonts are weighed: {weights:?}");
    assert!(weights.keys().any(|part| part.contains("golos-text-cyrillic")), "{weights:?}");
    let all: usize = weights.values().sum();
    assert!(all <= FIRST_PAGE_BYTES_MAX, "{all} bytes: {weights:?}");
}
