//! How fast a file has to come. Who brings one holds a turn that others wait for, and would hold it
//! for ever with a byte now and then.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use hyper::body::{Body as AnyBody, Frame};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Problem;

/// How often is looked how much has come.
const WINDOW: Duration = Duration::from_secs(10);
/// The fewest bytes of a second.
const BYTES_A_SECOND: usize = 16 * 1024;

/// The pace of one body; it is watched from [`Pace::begins`] on.
#[derive(Debug, Clone)]
pub struct Pace(Arc<Mutex<Watch>>);

#[derive(Debug)]
struct Watch {
    window: Duration,
    least: usize,
    since: Option<Instant>,
    came: usize,
    failed: bool,
}

impl Default for Pace {
    fn default() -> Self {
        let seconds = usize::try_from(WINDOW.as_secs()).unwrap_or(1);
        Self::at_least(BYTES_A_SECOND * seconds, WINDOW)
    }
}

impl Pace {
    fn at_least(least: usize, window: Duration) -> Self {
        let watch = Watch { window, least, since: None, came: 0, failed: false };
        Self(Arc::new(Mutex::new(watch)))
    }

    /// From now on: what came before doesn't count, and neither does the time in which we didn't read.
    pub fn begins(&self) {
        let mut watch = self.watch();
        (watch.since, watch.came) = (Some(Instant::now()), 0);
    }

    /// The body, which breaks off when it comes too slowly.
    pub fn of(&self, body: Body) -> Body {
        Body::new(Paced { body, pace: self.clone(), timer: None })
    }

    /// The refusal, where that was why it broke off. What is left of it isn't waited for, so nothing
    /// more can be asked on this connection.
    pub fn refusal(&self) -> Option<Problem> {
        let problem = || Problem::new("body.trickles").with(BYTES_A_SECOND / 1024);
        let closed = (CONNECTION, HeaderValue::from_static("close"));
        self.watch().failed.then(|| problem().header(closed.0, closed.1))
    }

    fn watch(&self) -> MutexGuard<'_, Watch> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// Whether it is too slow by now; with each window it is looked at anew.
    fn lags(&mut self, now: Instant) -> bool {
        if self.since.is_none_or(|since| now < since + self.window) {
            return false;
        }
        self.failed = self.came < self.least;
        (self.since, self.came) = (Some(now), 0);
        self.failed
    }
}

/// A body that is watched.
struct Paced {
    body: Body,
    pace: Pace,
    timer: Option<Pin<Box<Sleep>>>,
}

impl AnyBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let came = frame.data_ref().map_or(0, Bytes::len);
            self.pace.watch().came += came;
        }
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            return polled;
        }
        loop {
            if self.pace.watch().lags(Instant::now()) {
                return Poll::Ready(Some(Err(axum::Error::new("it comes too slowly"))));
            }
            if polled.is_ready() {
                self.timer = None;
                return polled;
            }
            let ends = |watch: &Watch| watch.since.map(|since| since + watch.window);
            let Some(ends) = ends(&self.pace.watch()) else { return Poll::Pending };
            let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(ends)));
            timer.as_mut().reset(ends);
            if timer.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use http_body_util::channel::Channel;

    use super::*;

    /// A body of so many pieces, each of ten bytes and so long after the one before.
    fn sent(pieces: usize, apart: Duration) -> Body {
        let (mut sender, body) = Channel::<Bytes, std::io::Error>::new(1);
        tokio::spawn(async move {
            for _ in 0..pieces {
                tokio::time::sleep(apart).await;
                if sender.send_data(Bytes::from_static(b"0123456789")).await.is_err() {
                    return;
                }
            }
        });
        Body::new(body)
    }

    fn pace() -> Pace {
        Pace::at_least(40, Duration::from_millis(100))
    }

    #[tokio::test]
    async fn a_body_that_trickles_breaks_off_and_one_that_comes_steadily_arrives() {
        let slow = pace();
        slow.begins();
        assert!(slow.of(sent(20, Duration::from_millis(60))).collect().await.is_err());
        assert!(slow.refusal().is_some());

        let steady = pace();
        steady.begins();
        let whole = steady.of(sent(30, Duration::from_millis(10))).collect().await;
        assert_eq!(whole.expect("it arrives").to_bytes().len(), 300);
        assert!(steady.refusal().is_none());
    }

    #[tokio::test]
    async fn a_body_that_is_silent_breaks_off() {
        let pace = pace();
        pace.begins();
        let silent = pace.of(sent(1, Duration::from_mins(1))).collect();
        let ended = tokio::time::timeout(Duration::from_secs(5), silent).await;
        assert!(ended.expect("not waited for").is_err());
    }

    #[tokio::test]
    async fn what_waits_for_its_turn_is_not_slow() {
        let pace = pace();
        let body = pace.of(sent(3, Duration::from_millis(90)));
        assert_eq!(body.collect().await.expect("it arrives").to_bytes().len(), 30);
        assert!(pace.refusal().is_none());
    }
}
