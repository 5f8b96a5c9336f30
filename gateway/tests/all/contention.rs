//! A hundred writers of one cluster at once: nothing is lost, nothing is doubled.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{TestApp, body};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_writers_of_one_cluster_lose_and_double_nothing() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let before = app.events().await;
    let mut writers = Vec::new();
    for number in 0..100 {
        let (officer, at) = (officer.clone(), format!("/api/v1/clusters/{cluster}/claims"));
        let change = json!({ "open": [body::participant(100 + number, "small")] });
        writers.push(tokio::spawn(async move {
            // Every one is sent twice, as by an impatient client.
            let key = format!("writer-{number}");
            let headers = [("idempotency-key", key.as_str())];
            let (one, two) = tokio::join!(
                officer.post_with(&at, &headers, &change),
                officer.post_with(&at, &headers, &change)
            );
            (one.done(), two.done())
        }));
    }
    let mut opened = BTreeSet::new();
    for writer in writers {
        let (one, two) = writer.await.unwrap();
        assert_eq!(one.body, two.body);
        opened.insert(one.body["opened"][0].as_str().unwrap().to_owned());
    }
    assert_eq!(opened.len(), 100);
    // An opened item, an organisation and its number each.
    assert_eq!(app.events().await - before, 300);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_request_sent_sixteen_times_at_once_gets_one_answer() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    for round in 0..8 {
        let key = format!("round-{round}");
        let cluster = body::cluster(&format!("Белая сосна {round}"));
        let mut senders = Vec::new();
        for _ in 0..16 {
            let (officer, key, cluster) = (officer.clone(), key.clone(), cluster.clone());
            senders.push(tokio::spawn(async move {
                let headers = [("idempotency-key", key.as_str())];
                officer.post_with("/api/v1/clusters", &headers, &cluster).await.done()
            }));
        }
        let mut answers = Vec::new();
        for sender in senders {
            answers.push(sender.await.unwrap().body);
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    }
}
