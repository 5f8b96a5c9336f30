//! Over a real socket: what `oneshot` can't show.

use std::net::SocketAddr;
use std::time::Duration;

use registry_gateway::http::{HttpSettings, RateLimits, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::{TestApp, generous};

struct Served {
    app: TestApp,
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

async fn served(settings: HttpSettings) -> Served {
    let app = TestApp::with(settings).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async { drop(stopped.await) };
    let serving = tokio::spawn(serve(app.app.clone(), listener, shutdown));
    Served { app, at, stop, serving }
}

impl Served {
    /// Sends a request as text and reads the whole answer as text.
    async fn ask(&self, request: &str) -> String {
        self.send(&format!("{request}host: localhost\r\nconnection: close\r\n\r\n")).await
    }

    /// Sends bytes as they are and reads until the server closes.
    async fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.at).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[tokio::test]
async fn it_serves_and_stops_when_told() {
    let served = served(generous()).await;
    let answer = served.ask("GET /health/ready HTTP/1.1\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\r\nregistry-position: "), "{answer}");
    served.stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(2), served.serving).await;
    ended.unwrap().unwrap();
}

#[tokio::test]
async fn a_connection_that_hangs_doesnt_keep_it_from_stopping() {
    let settings = HttpSettings { patience: Duration::from_millis(200), ..generous() };
    let served = served(settings).await;
    let mut hanging = TcpStream::connect(served.at).await.unwrap();
    hanging
        .write_all(b"POST /api/v1/clusters HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    served.stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(2), served.serving).await;
    ended.unwrap().unwrap();
}

#[tokio::test]
async fn callers_behind_a_configured_proxy_are_told_apart_and_others_cant_pretend() {
    let rate_limits = RateLimits { reads_per_minute: 1, writes_per_minute: 1 };
    let proxies = vec!["127.0.0.1".parse().unwrap()];
    let believed = served(HttpSettings { rate_limits, proxies, ..generous() }).await;
    let ignored = served(HttpSettings { rate_limits, ..generous() }).await;
    let ask = async |served: &Served, address: &str| {
        let request =
            format!("GET /api/v1/openapi.json HTTP/1.1\r\nx-forwarded-for: {address}\r\n");
        served.ask(&request).await[9..12].to_owned()
    };
    assert_eq!(ask(&believed, "192.0.2.1").await, "200");
    assert_eq!(ask(&believed, "192.0.2.2").await, "200");
    assert_eq!(ask(&believed, "192.0.2.1").await, "429");
    assert_eq!(ask(&ignored, "192.0.2.1").await, "200");
    assert_eq!(ask(&ignored, "192.0.2.2").await, "429");
}

#[tokio::test]
async fn a_body_that_doesnt_arrive_in_time_is_a_408() {
    let settings = HttpSettings { request_timeout: Duration::from_millis(300), ..generous() };
    let served = served(settings).await;
    let token = served.app.officer().await.token.unwrap();
    let answer = served
        .send(&format!(
            "POST /api/v1/clusters HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: 9\r\n\r\n{{"
        ))
        .await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("\"code\":\"body.too-slow\""), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
}

/// Reads until the server closes, for a bounded time.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = String::new();
    let closed = stream.read_to_string(&mut answer);
    tokio::time::timeout(Duration::from_secs(5), closed).await.expect("it is closed").unwrap();
    answer
}

fn quick() -> HttpSettings {
    HttpSettings { header_timeout: Duration::from_millis(300), ..generous() }
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let served = served(quick()).await;
    let mut silent = TcpStream::connect(served.at).await.unwrap();
    until_closed(&mut silent).await;
}

#[tokio::test]
async fn a_connection_that_sends_its_headers_letter_by_letter_is_closed() {
    let served = served(quick()).await;
    let (mut reading, mut writing) = TcpStream::connect(served.at).await.unwrap().into_split();
    let dripping = tokio::spawn(async move {
        for letter in b"GET /health/live HTTP/1.1\r\nhost: a\r\nx: ".iter().chain(&[b'a'; 200]) {
            if writing.write_all(&[*letter]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server listened to the end");
    });
    tokio::time::timeout(Duration::from_secs(5), dripping).await.unwrap().unwrap();
    let mut answer = Vec::new();
    let _ = reading.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn a_kept_connection_serves_the_next_request_and_is_closed_when_none_comes() {
    let served = served(quick()).await;
    let mut kept = TcpStream::connect(served.at).await.unwrap();
    for _ in 0..2 {
        kept.write_all(b"GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let answers = until_closed(&mut kept).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
}

#[tokio::test]
async fn a_request_that_takes_longer_than_its_headers_may_is_served() {
    let served = served(quick()).await;
    let answer = served.ask("GET /api/v1/clusters?at_least=1000000 HTTP/1.1\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("views.not-yet"), "{answer}");
}

#[tokio::test]
async fn above_the_most_connections_a_caller_waits_for_a_place_and_is_served() {
    let served = served(HttpSettings { connections_max: 2, ..generous() }).await;
    let silent = TcpStream::connect(served.at).await.unwrap();
    let _second = TcpStream::connect(served.at).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut waiting = TcpStream::connect(served.at).await.unwrap();
    let request = b"GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    waiting.write_all(request).await.unwrap();
    let mut first = [0; 1];
    let early = tokio::time::timeout(Duration::from_millis(300), waiting.read(&mut first)).await;
    assert!(early.is_err(), "no place is free");
    drop(silent);
    let answer = until_closed(&mut waiting).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

/// Asks again and again for the largest document there is, and reads nothing.
async fn read_nothing(at: SocketAddr) -> TcpStream {
    let mut deaf = TcpStream::connect(at).await.unwrap();
    let request = b"GET /api/v1/openapi.json HTTP/1.1\r\nhost: a\r\n\r\n".repeat(500);
    // The server ceases to take requests when nobody takes its answers.
    let _ = tokio::time::timeout(Duration::from_secs(1), deaf.write_all(&request)).await;
    deaf
}

#[tokio::test]
async fn who_reads_no_answers_loses_the_place_to_others() {
    let write_timeout = Duration::from_millis(300);
    let served = served(HttpSettings { connections_max: 2, write_timeout, ..generous() }).await;
    let deaf = tokio::join!(read_nothing(served.at), read_nothing(served.at));
    let asked = served.ask("GET /health/live HTTP/1.1\r\n");
    let answer =
        tokio::time::timeout(Duration::from_secs(5), asked).await.expect("a place is free");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    drop(deaf);
}

#[tokio::test]
async fn an_address_with_too_many_connections_has_further_ones_closed() {
    let served = served(HttpSettings { connections_per_address_max: 1, ..generous() }).await;
    let first = TcpStream::connect(served.at).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut second = TcpStream::connect(served.at).await.unwrap();
    assert_eq!(until_closed(&mut second).await, "");
    drop(first);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let answer = served.ask("GET /health/live HTTP/1.1\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}
