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
    serving: JoinHandle<std::io::Result<()>>,
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
    ended.unwrap().unwrap().unwrap();
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
    ended.unwrap().unwrap().unwrap();
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
