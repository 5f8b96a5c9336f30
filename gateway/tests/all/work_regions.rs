//! The work page of a region: its clusters with what waits, what is on its way, its centre.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::value::Code;
use serde_json::json;

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::Browser;

async fn centre(scene: &Scene, region: &'static str) -> Browser {
    let organisation = scene.centre.parse().unwrap();
    let scope = Scope::Region { region: Code::literal(region), organisation };
    let mailbox = format!("{}@centre.example", region.to_lowercase());
    scene.app.person_as(Role::RegionRepresentative, scope, &mailbox).await;
    scene.app.signed_in(&mailbox).await
}

#[tokio::test]
async fn a_centre_sees_its_clusters_what_waits_for_it_and_what_is_expected() {
    let scene = Scene::entered().await;
    let mut centre = centre(&scene, "RU-TOM").await;
    let work = centre.get("/work").await;
    assert_eq!(
        work.texts(".entries-list a[href='/work/regions/RU-TOM']").len(),
        1,
        "{}",
        work.html
    );
    let noted = json!({ "name": "Кедр", "region": "RU-TOM", "known_since": "2015-05-01",
        "source": { "type": "press", "url": "https://press.example/1" } });
    scene.officer.post("/api/v1/expected", &noted).await.done();
    scene.app.settle().await;
    let page = centre.get("/work/regions/RU-TOM").await;
    let clusters = page.texts(".region-clusters li");
    assert_eq!(clusters.len(), 1, "{}", page.html);
    assert!(clusters[0].contains("Белая сосна") && clusters[0].contains("нет: "));
    let confirm = format!("/work/confirmations/{}", scene.pine);
    let waits = page.texts(&format!(".region-clusters a[href='{confirm}']"));
    let listed = centre.get("/work/confirmations").await.html.contains(&confirm);
    assert_eq!(waits.len(), usize::from(listed), "it is told here as there: {}", page.html);
    assert!(page.texts("[aria-labelledby=expected] li")[0].contains("Кедр"), "{}", page.html);
    assert_eq!(page.texts("[aria-labelledby=centres] li").len(), 1);
    let english = centre.get("/en/work/regions/RU-TOM").await;
    assert!(english.says("Clusters of the region"), "{}", english.html);
}

#[tokio::test]
async fn a_region_is_looked_after_by_its_own_and_officers_and_read_by_auditors() {
    let scene = Scene::entered().await;
    let mut other = centre(&scene, "RU-VLG").await;
    assert_eq!(other.get("/work/regions/RU-TOM").await.status, 403);
    assert_eq!(other.get("/work/regions/RU-VLG").await.status, 200);
    let mut officer = officer(&scene.app).await;
    assert_eq!(officer.get("/work/regions/RU-TOM").await.status, 200);
    assert_eq!(officer.get("/work/regions/RU-NIL").await.status, 404);
    scene.app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = scene.app.signed_in("auditor@registry.example").await;
    let page = auditor.get("/work/regions/RU-TOM").await;
    assert_eq!((page.status, page.html.contains("/work/expected/new")), (200, false));
    let nobody = scene.app.browser().get("/work/regions/RU-TOM").await;
    assert!(nobody.location().starts_with("/sign-in?next="));
}
