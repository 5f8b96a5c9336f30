//! A browser without scripts: keeps cookies, fills in forms, is led on when it is told so.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use scraper::{Html, Selector};
use tower::ServiceExt;

/// The most bytes of a body that come at once.
const PIECE_BYTES: usize = 64 * 1024;
/// What stands between the parts of a form.
const PARTED: &str = "parted-here-7391";

/// Where the tests' site is.
pub(crate) const HOST: &str = "registry.example";

#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    /// From where it asks.
    pub(crate) address: [u8; 4],
    /// In which form it wants answers.
    pub(crate) accept: &'static str,
}

/// A page as it was answered.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    pub(crate) html: String,
}

impl Browser {
    pub(super) fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), address: [192, 0, 2, 7], accept: "text/html" }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Seen {
        self.send(Method::GET, path, &[], None).await
    }

    /// Sends the form of a page that leads to an action, with these fields filled in.
    pub(crate) async fn submit(
        &mut self,
        page: &Seen,
        action: &str,
        filled: &[(&str, &str)],
    ) -> Seen {
        let mut fields = page.form(action);
        for (name, value) in filled {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.post(action, &fields).await
    }

    /// Sends fields as a form of our own page does.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Seen {
        let origin = format!("http://{HOST}");
        let ours = [("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &ours, Some(encoded(fields))).await
    }

    /// Sends fields and then files as a form in parts of our own page does; a file is its field, its
    /// name and its bytes.
    pub(crate) async fn bring(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        files: &[(&str, &str, &[u8])],
    ) -> Seen {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--{PARTED}\r\nContent-Disposition: form-data; name=\"{name}\"");
            body.extend_from_slice(format!("{head}\r\n\r\n{value}\r\n").as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!("--{PARTED}\r\nContent-Disposition: form-data; name=\"{field}\"");
            body.extend_from_slice(format!("{head}; filename=\"{name}\"\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{PARTED}--\r\n").as_bytes());
        let (origin, parted) =
            (format!("http://{HOST}"), format!("multipart/form-data; boundary={PARTED}"));
        let ours = [("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, path, &ours, Some((&parted, body))).await
    }

    /// Sends the form of a page with a file in a field of it.
    pub(crate) async fn bring_with(
        &mut self,
        page: &Seen,
        action: &str,
        filled: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Seen {
        let mut fields = page.form(action);
        fields.retain(|(known, _)| known != file.0 && filled.iter().all(|(name, _)| name != known));
        fields.extend(filled.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        self.bring(action, &fields, &[file]).await
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Seen {
        let body = body.map(|body| ("application/x-www-form-urlencoded", body.into_bytes()));
        self.ask(method, path, headers, body).await
    }

    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, Vec<u8>)>,
    ) -> Seen {
        let mut request = Request::builder().method(method).uri(path).header("host", HOST);
        request = request.header("accept", self.accept);
        if !self.cookies.is_empty() {
            let pairs: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        if let Some((content_type, _)) = &body {
            request = request.header("content-type", *content_type);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let peer = SocketAddr::from((self.address, 40_000));
        let request = request.extension(ConnectInfo(peer));
        let request = request.body(body.map_or_else(Body::empty, |(_, body)| sent(body))).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        self.keep(&parts.headers);
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Seen { status: parts.status.as_u16(), headers: parts.headers, bytes, html }
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// A body as it comes over the wire: piece by piece.
fn sent(body: Vec<u8>) -> Body {
    let (mut sender, sent) = Channel::<Bytes, std::io::Error>::new(1);
    tokio::spawn(async move {
        for piece in body.chunks(PIECE_BYTES) {
            // Whoever refuses the request hangs up.
            if sender.send_data(Bytes::copy_from_slice(piece)).await.is_err() {
                return;
            }
        }
    });
    Body::new(sent)
}

impl Seen {
    pub(crate) fn document(&self) -> Html {
        Html::parse_document(&self.html)
    }

    /// The texts of the elements that a selector finds, their white space evened out.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let document = self.document();
        let selector = Selector::parse(selector).unwrap();
        let text = |element: scraper::ElementRef<'_>| {
            let text = element.text().collect::<String>();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        document.select(&selector).map(text).collect()
    }

    /// Whether the page says something, however its words are set.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.texts("body").concat().replace('\u{ad}', "").contains(words)
    }

    /// An attribute of the first element that a selector finds.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = self.document();
        let selector = Selector::parse(selector).unwrap();
        let value = document.select(&selector).next()?.value().attr(name)?.to_owned();
        Some(value)
    }

    /// What the form that leads to an action would send as it stands.
    #[track_caller]
    pub(crate) fn form(&self, action: &str) -> Vec<(String, String)> {
        let document = self.document();
        let form = Selector::parse("form").unwrap();
        let form = document.select(&form).find(|form| form.value().attr("action") == Some(action));
        let form = form.unwrap_or_else(|| panic!("no form to {action}: {}", self.html));
        let inputs =
            Selector::parse("input[name], textarea[name], select[name], button[name]").unwrap();
        let mut fields = Vec::new();
        for input in form.select(&inputs) {
            let attribute = |name| input.value().attr(name);
            let name = attribute("name").unwrap().to_owned();
            if input.value().name() == "select" {
                let chosen = Selector::parse("option[selected]").unwrap();
                let chosen = input.select(&chosen).next().and_then(|option| option.attr("value"));
                fields.push((name, chosen.unwrap_or_default().to_owned()));
                continue;
            }
            let is_choice = matches!(attribute("type"), Some("radio" | "checkbox"));
            if input.value().name() == "button" || is_choice && attribute("checked").is_none() {
                continue;
            }
            if input.value().name() == "select" {
                let chosen = Selector::parse("option[selected]").unwrap();
                let chosen = input.select(&chosen).next().and_then(|it| it.attr("value"));
                fields.push((name, chosen.unwrap_or_default().to_owned()));
                continue;
            }
            let text = input.text().collect::<String>();
            fields.push((name, attribute("value").map_or(text, str::to_owned)));
        }
        fields
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Where it leads on to.
    #[track_caller]
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.html);
        self.header("location").unwrap()
    }
}

fn encoded(fields: &[(String, String)]) -> String {
    let escaped = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        let one = |byte: u8| {
            if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
        };
        text.bytes().map(one).collect()
    };
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}
