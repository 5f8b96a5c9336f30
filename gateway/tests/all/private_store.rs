//! The private store waits for the disk, so it is asked where nobody else is held up.

use std::sync::Arc;

use crate::support::{TestApp, WatchedStore, body, generous, store};

#[tokio::test]
async fn the_private_store_is_never_asked_on_a_thread_that_serves() {
    let store = WatchedStore::new(store());
    let asked = store.asked();
    let app = TestApp::over(Arc::new(store), generous()).await;
    app.registry.open_if_new(true, "Europe/Moscow").await.unwrap();
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Ольха")).await.done();
    let application = format!("/api/v1/applications/{}", started.text("application"));
    assert_eq!(applicant.get(&application).await.status, 200);
    applicant.post_nothing(&format!("{application}/submission")).await.done();
    let asked: Vec<_> = asked.lock().unwrap().iter().copied().collect();
    assert_eq!(asked, [("add_key", false), ("key", false), ("token", false)]);
}
