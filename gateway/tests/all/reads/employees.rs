//! The total number of employees beside the sum over the participants.

use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;

/// The cluster states a total with its method; the first participants state theirs.
async fn stated(total: i64, method: &str, members: &[i64]) -> Scene {
    let scene = Scene::shipped().await;
    let day = "2015-11-30";
    let mut claims = vec![
        json!({ "path": "employees_total", "value": total, "described_on": day }),
        json!({ "path": "employees_method", "value": method }),
    ];
    claims.extend(members.iter().enumerate().map(|(index, employees)| {
        let path = format!("participants/{}/employees", index + 1);
        json!({ "path": path, "value": employees, "described_on": day })
    }));
    scene.state(&json!({ "claims": claims })).await;
    scene
}

async fn block(scene: &Scene) -> Value {
    scene.get(&scene.card()).await.body["employees"].clone()
}

async fn page(scene: &Scene) -> String {
    let path = format!("/clusters/{}", scene.pine);
    let page = raw::get(&scene.app, &path, &[("accept", "text/html")]).await.text();
    page.replace('\u{ad}', "").replace(['\u{a0}', '\u{202f}', '\n'], " ")
}

#[tokio::test]
async fn a_total_that_is_said_to_be_the_sum_and_is_not_is_shown_with_the_sum() {
    let scene = stated(1_350, "sum", &[30; 10]).await;
    let of = 10;
    assert_eq!(
        block(&scene).await,
        json!({ "total": 1350, "method": "sum", "sum": 300, "stated_by": 10, "of": of,
            "conflict": true })
    );
    let page = page(&scene).await;
    assert!(page.contains("названа суммой по участникам, но их сумма — 300"), "{page}");
    assert!(page.contains("численность указали 10 из 10"), "{page}");
    let total = raw::get(&scene.app, &scene.card(), &[]).await.text();
    assert!(total.contains("1350"), "the total stays what the cluster says");
}

#[tokio::test]
async fn a_total_that_is_the_sum_and_a_declared_one_above_it_contradict_nothing() {
    for (total, method) in [(300, "sum"), (301, "declared"), (1_350, "sum")] {
        let scene = stated(total, method, &[100, 200]).await;
        assert_eq!(block(&scene).await["conflict"], false);
        let page = page(&scene).await;
        assert!(page.contains("Сумма работников по участникам — 300"), "{page}");
        assert!(!page.contains("расходятся"), "{page}");
    }
}

#[tokio::test]
async fn a_declared_total_below_the_sum_is_a_conflict_and_without_figures_there_is_none() {
    let scene = stated(299, "declared", &[100, 200]).await;
    assert_eq!(block(&scene).await["conflict"], true);
    let page = page(&scene).await;
    assert!(page.contains("Заявленная общая численность 299 меньше суммы по участникам — 300"));
    let bare = stated(299, "sum", &[]).await;
    let block = block(&bare).await;
    assert_eq!(
        (&block["sum"], &block["stated_by"], &block["conflict"]),
        (&Value::Null, &json!(0), &json!(false))
    );
}
