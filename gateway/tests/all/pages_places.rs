//! The pages of regions, of specialisations and of one in the other.

use registry_core::command::AdoptEdition;
use registry_core::editions::SHIPPED;
use registry_events::edition::EditionKind;
use registry_events::value::Code;
use serde_json::json;

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::{Answer, body};

#[tokio::test]
async fn a_region_shows_its_clusters_on_a_map_and_as_rows_that_lead_to_them() {
    let scene = Scene::high().await;
    let tomsk = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(tomsk.text("h1"), "Томская область");
    assert_eq!(tomsk.text(".record-head .lead"), "1 кластер в реестре: высокий 1");
    let own = format!("/clusters/{}", scene.pine);
    assert_eq!(tomsk.links("#clusters ~ .scroll tbody th a"), std::slice::from_ref(&own));
    assert_eq!(tomsk.links(".russia .bubbles a"), [own]);
    assert!(tomsk.texts(".hidden").iter().any(|text| text.contains("Томская область: 1 кластер")));
    assert_eq!(tomsk.all(".russia")[0].value().attr("aria-hidden"), Some("true"));
    assert_eq!(tomsk.all(".russia .chosen").len(), 1);
    assert!(tomsk.links("main a").contains(&"/clusters?region=RU-TOM".to_owned()));
    let kostroma = page(&scene, "/regions/RU-KOS").await;
    let birch = format!("/clusters/{}", scene.birch);
    assert_eq!(kostroma.links("#clusters ~ .scroll tbody th a"), [birch], "not only the primary");
}

#[tokio::test]
async fn a_region_s_figures_stand_beside_the_median_with_its_base_and_absence_is_no_zero() {
    let scene = Scene::high().await;
    let figures = |page: &Page| page.texts(".place-facts tbody tr");
    let volgograd = figures(&page(&scene, "/regions/RU-VLG").await);
    assert_eq!(volgograd[0], "кластеры 1 1 из 1 1 3", "the median of three regions");
    let absent: Vec<_> = volgograd.iter().filter(|row| row.contains("не представлено")).collect();
    assert!(absent.iter().any(|row| row.starts_with("совместные проекты")), "{volgograd:?}");
    let projects = figures(&page(&scene, "/regions/RU-TOM").await).pop().unwrap();
    assert!(
        projects.ends_with("2 1 из 1 2 1"),
        "two projects, the median of one region: {projects}"
    );
}

#[tokio::test]
async fn a_region_names_its_development_centre_and_the_clusters_that_name_it() {
    let scene = Scene::entered().await;
    let tomsk = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(tomsk.links(".centres h3 a"), [format!("/organisations/{}", scene.centre)]);
    assert!(tomsk.text(".centres .meta").starts_with("Открыт 01.01.2013"));
    assert_eq!(tomsk.links(".supported a"), [format!("/clusters/{}", scene.pine)]);
    let volgograd = page(&scene, "/regions/RU-VLG").await;
    assert!(volgograd.text(".centres p").contains("Приглашаем"));
}

#[tokio::test]
async fn a_development_centre_has_the_site_that_it_stated_from_then_on() {
    let scene = Scene::entered().await;
    let before = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(before.text(".centre-site"), "Сайт: не представлено");
    let position = scene.get("/api/v1/clusters").await.body["position"].clone();
    let details = json!({ "site": "https://centre.example", "described_on": "2015-12-01" });
    let path = format!("/api/v1/organisations/{}/details", scene.centre);
    scene.officer.post(&path, &details).await.done();
    scene.app.settle().await;
    let after = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(after.links(".centre-site a"), ["https://centre.example"]);
    let past = page(&scene, &format!("/regions/RU-TOM?as_of=position:{position}")).await;
    assert!(past.all(".centre-site a").is_empty());
}

#[tokio::test]
async fn what_a_region_has_no_clusters_of_is_an_invitation() {
    let scene = Scene::entered().await;
    let volgograd = page(&scene, "/regions/RU-VLG").await;
    let crossing = "/regions/RU-VLG/specialisations/furniture".to_owned();
    assert_eq!(volgograd.links(".places-counts a"), std::slice::from_ref(&crossing));
    let invited = volgograd.links(".invitation li a");
    assert_eq!(invited.len(), 24);
    assert!(!invited.contains(&crossing));
    let empty = page(&scene, "/regions/RU-MOW").await;
    assert!(empty.text(".lead").contains("Приглашаем"));
    assert!(empty.all(".place-facts table, #clusters").is_empty(), "no figures of nothing");
    let crossing = page(&scene, "/regions/RU-MOW/specialisations/furniture").await;
    assert!(crossing.text(".lead").contains("Приглашаем"));
    assert!(crossing.text(".after").starts_with("Во всех регионах вместе — 1 кластер"));
}

#[tokio::test]
async fn every_region_stands_in_its_district_and_one_without_clusters_is_invited() {
    let scene = Scene::high().await;
    let all = page(&scene, "/regions").await;
    assert_eq!((all.all(".districts h2").len(), all.all(".districts tbody tr").len()), (8, 83));
    let rows = all.texts("[aria-labelledby=SFO] tbody tr");
    let tomsk = rows.iter().find(|row| row.starts_with("Томская")).unwrap();
    assert_eq!(tomsk, "Томская область 1 высокий 1 есть ЦКР");
    assert!(rows.iter().filter(|row| row.contains("приглашаем")).count() > 5, "{rows:?}");
    assert!(all.links("footer .menu a").contains(&"/specialisations".to_owned()));
}

#[tokio::test]
async fn a_specialisation_has_its_clusters_and_leads_to_each_of_their_regions() {
    let scene = Scene::entered().await;
    let all = page(&scene, "/specialisations").await;
    assert_eq!(all.all("tbody tr").len(), 25);
    let furniture = page(&scene, "/specialisations/furniture").await;
    assert_eq!(furniture.text("h1"), "Производство мебели");
    assert_eq!(
        furniture.links(".places-counts a"),
        ["/regions/RU-VLG/specialisations/furniture", "/regions/RU-KOS/specialisations/furniture"],
        "equals stand by name"
    );
    assert_eq!(furniture.links("#clusters ~ .scroll th a"), [format!("/clusters/{}", scene.birch)]);
    let crossing = page(&scene, "/regions/RU-KOS/specialisations/furniture").await;
    assert_eq!(crossing.text("h1"), "Производство мебели · Костромская область");
    assert_eq!(crossing.links("#clusters ~ .scroll th a"), [format!("/clusters/{}", scene.birch)]);
}

#[tokio::test]
async fn a_profile_leads_to_its_specialisation_and_to_each_of_its_regions() {
    let scene = Scene::entered().await;
    let path = format!("/clusters/{}?as_of=2015-12-01", scene.birch);
    let pages = ["/specialisations/furniture", "/regions/RU-VLG", "/regions/RU-KOS"];
    assert_eq!(
        page(&scene, &path).await.links(".cluster-head .meta:first-child a"),
        pages.map(|page| format!("{page}?as_of=2015-12-01"))
    );
}

#[tokio::test]
async fn an_unknown_place_is_the_page_of_a_problem() {
    let scene = Scene::entered().await;
    for path in [
        "/regions/RU-XX",
        "/specialisations/magic",
        "/regions/RU-TOM/specialisations/magic",
        "/regions/RU-XX/specialisations/furniture",
        "/en/regions/RU-XX",
    ] {
        let raw = raw::get(&scene.app, path, &[HTML]).await;
        assert_eq!(raw.status, 404, "{path}");
        assert_eq!(Page::of(&raw).all("h1").len(), 1, "{path}");
    }
}

#[tokio::test]
async fn pages_of_places_show_the_date_asked_for_and_their_links_keep_it() {
    let scene = Scene::high().await;
    let before = "as_of=2015-12-01T09:30:00Z";
    let volgograd = page(&scene, &format!("/regions/RU-VLG?{before}")).await;
    assert!(volgograd.text(".lead").contains("Приглашаем"), "the cluster came later");
    let then = page(&scene, "/regions/RU-TOM?as_of=2015-12-01").await;
    assert_eq!(then.text(".record-head .lead"), "1 кластер в реестре: начальный 1");
    for path in ["/regions", "/regions/RU-TOM", "/specialisations", "/specialisations/furniture"] {
        let page = page(&scene, &format!("{path}?as_of=2015-12-01")).await;
        for link in page.links("main a[href^='/']") {
            assert!(link.contains("as_of=2015-12-01"), "{path}: {link}");
        }
    }
}

#[tokio::test]
async fn pages_of_places_are_english_under_en_and_mark_what_is_not() {
    let scene = Scene::high().await;
    let tomsk = page(&scene, "/en/regions/RU-TOM").await;
    assert_eq!(tomsk.text(".record-head .lead"), "1 cluster in the register: high 1");
    assert_eq!(tomsk.all(".scroll th a[lang=ru]").len(), 1, "a name that has no English");
    let crossing = "/en/regions/RU-TOM/specialisations/furniture";
    for path in ["/en/regions", "/en/regions/RU-TOM", crossing, "/en/specialisations/furniture"] {
        let page = page(&scene, path).await;
        let foreign = unmarked(&page);
        assert_eq!(foreign, Vec::<String>::new(), "{path}");
        let inner = page.links("main a[href^='/']").into_iter();
        for link in inner.filter(|link| !link.starts_with("/api/")) {
            assert!(link.starts_with("/en/") || link.starts_with("/en?"), "{path}: {link}");
        }
    }
}

#[tokio::test]
async fn a_cluster_that_left_the_register_is_not_counted_in_its_region() {
    let scene = Scene::entered().await;
    scene.officer.post("/api/v1/clusters", &body::cluster("Кедр")).await.done();
    scene.app.settle().await;
    let both = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(both.all("#clusters ~ .scroll tbody tr").len(), 2);
    let address = format!("/api/v1/clusters/{}/suspension", scene.pine);
    let reason = serde_json::json!({ "reason": "Проверка" });
    scene.officer.post(&address, &reason).await.done();
    scene.app.settle().await;
    let one = page(&scene, "/regions/RU-TOM").await;
    assert!(one.text(".record-head .lead").starts_with("1 кластер в реестре"));
    assert_eq!(one.all("#clusters ~ .scroll tbody tr").len(), 1);
}

/// Tomsk became part of Novosibirsk, and Vologda was split in two.
fn subjects_after() -> String {
    let shipped = SHIPPED.iter().find(|one| one.kind == EditionKind::Regions).unwrap().text;
    let became = |row: &str| {
        let successors = match row.split('\t').next() {
            Some("RU-TOM") => "RU-NVS",
            Some("RU-VLG") => "RU-XVN RU-XVS",
            Some("code") => "successors",
            _ => "",
        };
        format!("{row}\t{successors}\n")
    };
    let part = |(code, name): (&str, &str)| {
        let row = shipped.lines().find(|row| row.starts_with("RU-VLG\t")).unwrap();
        row.replace("RU-VLG", code).replace("Вологодская область", name) + "\t\n"
    };
    let parts = [("RU-XVN", "Северная область"), ("RU-XVS", "Южная область")].map(part);
    shipped.lines().map(became).chain(parts).collect()
}

#[tokio::test]
async fn clusters_of_a_subject_that_is_no_more_stand_where_it_went_and_pages_say_so() {
    let scene = Scene::entered().await;
    scene.app.set_time("2016-01-10T10:00:00Z");
    let (kind, edition) = (EditionKind::Regions, Code::literal("2.0"));
    scene
        .app
        .program(AdoptEdition { kind, edition, text: subjects_after(), proposals: Vec::new() })
        .await;
    scene.app.settle().await;
    let (pine, birch) = (format!("/clusters/{}", scene.pine), format!("/clusters/{}", scene.birch));
    let places = |page: &Page| page.text(".cluster-head .meta");
    let joined = places(&page(&scene, &pine).await);
    assert!(joined.ends_with("Новосибирская область (ранее Томская область)"), "{joined}");
    let split = page(&scene, &birch).await;
    let kept = places(&split);
    assert!(kept.contains("Вологодская область") && !kept.contains("ранее"), "{kept}");
    let note = split.text(".cluster-head .notice");
    assert!(note.contains("теперь это Северная область, Южная область. Укажите"), "{note}");
    let before = places(&page(&scene, &format!("{pine}?as_of=2015-12-01")).await);
    assert!(before.ends_with("Томская область"), "{before}");
    let region = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(region.text("h1"), "Новосибирская область");
    assert_eq!(region.links(".centres h3 a"), [format!("/organisations/{}", scene.centre)]);
    let row = scene.get("/api/v1/clusters?region=RU-TOM").await;
    assert_eq!(row.body["items"][0]["regions"][0]["key"], "RU-NVS", "{}", row.body);
    let card = scene.get(&format!("/api/v1{pine}")).await;
    let former = &card.body["former_regions"][0];
    assert_eq!(
        (&former["region"]["key"], &former["became"][0]["key"]),
        (&"RU-TOM".into(), &"RU-NVS".into())
    );
    let list = scene.get("/api/v1/regions").await;
    let listed = list.body["items"].as_array().unwrap();
    let clusters = |code: &str| {
        listed.iter().find(|one| one["code"] == code).map(|one| one["clusters"].clone())
    };
    assert_eq!((clusters("RU-TOM"), clusters("RU-NVS")), (None, Some(1.into())));
    assert_eq!((clusters("RU-VLG"), clusters("RU-XVN")), (Some(1.into()), Some(0.into())));
}

#[tokio::test]
async fn what_stands_in_a_subject_that_is_no_more_is_named_and_closed_where_it_went() {
    let scene = Scene::entered().await;
    let organisation = format!("/api/v1/organisations/{}", scene.organisation(0));
    let branch = json!({ "name": "Томский филиал (демо)", "kpp": "701743001", "region": "RU-TOM" });
    let own = scene.participant(0).await;
    own.post(&format!("{organisation}/branches"), &branch).await.done();
    scene.app.set_time("2016-01-10T10:00:00Z");
    let (kind, edition) = (EditionKind::Regions, Code::literal("2.0"));
    scene
        .app
        .program(AdoptEdition { kind, edition, text: subjects_after(), proposals: Vec::new() })
        .await;
    scene.app.settle().await;
    let region = |told: &Answer| told.body["branches"][0]["region"].clone();
    let now = region(&scene.get(&organisation).await);
    assert_eq!(
        (&now["key"], &now["label"]["ru"]),
        (&json!("RU-NVS"), &json!("Новосибирская область"))
    );
    let then = region(&scene.get(&format!("{organisation}?as_of=2016-01-01")).await);
    assert_eq!(then["key"], "RU-TOM");

    let closing = |region: &str| format!("/api/v1/regions/{region}/ckr/{}/closing", scene.centre);
    let close = json!({ "closed_on": "2016-01-09", "reason": "Реорганизован" });
    let elsewhere = scene.officer.post(&closing("RU-XVN"), &close).await;
    assert_eq!(elsewhere.refusal(), (404, "not-found"));
    scene.officer.post(&closing("RU-NVS"), &close).await.done();
    let again = scene.officer.post(&closing("RU-TOM"), &close).await;
    assert_eq!(again.refusal(), (404, "not-found"), "it is closed at both addresses");
}

#[tokio::test]
async fn a_page_does_not_repeat_its_own_name_in_each_row_and_leads_to_the_offers() {
    let scene = Scene::high().await;
    let tomsk = page(&scene, "/regions/RU-TOM").await;
    let heads = tomsk.texts("#clusters ~ .scroll thead th");
    assert!(!heads.contains(&"Субъект РФ".to_owned()), "{heads:?}");
    assert!(heads.contains(&"Специализация".to_owned()), "{heads:?}");
    assert_eq!(heads.len(), tomsk.all("#clusters ~ .scroll tbody tr:first-child > *").len());
    assert!(tomsk.links("main a").contains(&"/offers?region=RU-TOM".to_owned()));
    let kostroma = page(&scene, "/regions/RU-KOS").await;
    let heads = kostroma.texts("#clusters ~ .scroll thead th");
    assert!(heads.contains(&"Субъект РФ".to_owned()), "it tells the other regions: {heads:?}");
    let ict = page(&scene, "/specialisations/ict").await;
    let heads = ict.texts("#clusters ~ .scroll thead th");
    assert!(!heads.contains(&"Специализация".to_owned()), "{heads:?}");
}
