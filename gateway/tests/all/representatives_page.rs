//! Who represents whom, through pages: an officer gives a role with what it rests on and takes it back.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::value::Code;

use crate::queue_review::officer;
use crate::reads::scene::Scene;

const PATH: &str = "/work/representatives";
const ANNA: &str = "vera@works.example";
const LETTER: (&str, &str, &[u8]) = ("files", "доверенность.pdf", b"%PDF-1.7 a power of attorney");

#[tokio::test]
async fn an_officer_gives_a_role_by_a_letter_and_takes_it_back_with_a_reason() {
    let scene = Scene::entered().await;
    let organisation = scene.organisation(0).to_string();
    scene.app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let mut officer = officer(&scene.app).await;
    let page = officer.get(PATH).await;
    let asked = [
        ("act", "grant"),
        ("email", ANNA),
        ("role", "organisation_representative"),
        ("organisation", organisation.as_str()),
        ("basis", "letter"),
    ];
    let events = scene.app.events().await;
    let bare = officer.submit(&page, PATH, &asked).await;
    assert_eq!((bare.status, bare.texts("#field-files-error").len()), (422, 1), "{}", bare.html);
    assert_eq!(bare.attribute("#field-email", "value").as_deref(), Some(ANNA));
    let stranger = [asked[0], ("email", "nobody@works.example"), asked[2], asked[3], asked[4]];
    let stranger = officer.bring_with(&page, PATH, &stranger, LETTER).await;
    assert_eq!((stranger.status, stranger.texts("#field-email-error").len()), (422, 1));
    assert_eq!(stranger.texts("[name=document]").len(), 1, "the letter stays with the form");
    assert_eq!(scene.app.events().await, events);

    let done = officer.bring_with(&page, PATH, &asked, LETTER).await;
    assert_eq!(officer.get(done.location()).await.texts("h1"), ["Роль дана"]);
    let page = officer.get(&format!("{PATH}?of={organisation}")).await;
    let rows = page.texts(".entries-list li");
    assert!(rows.len() == 1 && rows[0].contains("письмо или доверенность"), "{rows:?}");
    assert!(!page.html.contains(ANNA), "people aren't told here");
    let letter = page.attribute(".entries-list a[href^='/evidence/']", "href").unwrap();
    assert_eq!(officer.get(&letter).await.status, 200);
    let mut anna = scene.app.signed_in(ANNA).await;
    assert_eq!(anna.get(&letter).await.status, 403);
    scene.app.person_as(Role::Administrator, Scope::Registry, "admin@registry.example").await;
    let mut admin = scene.app.signed_in("admin@registry.example").await;
    assert_eq!(admin.get(&letter).await.status, 200, "who gives roles reads what they rest on");

    let grant = page.attribute("input[name=grant]", "value").unwrap();
    let silent = [("act", "revoke"), ("grant", grant.as_str())];
    let silent = officer.submit(&page, PATH, &silent).await;
    assert_eq!((silent.status, silent.texts(".entries-list .error").len()), (422, 1));
    let reason = format!("reason.{grant}");
    let taken = [("act", "revoke"), ("grant", grant.as_str()), (reason.as_str(), "Уволилась")];
    let done = officer.submit(&page, PATH, &taken).await;
    assert_eq!(officer.get(done.location()).await.texts("h1"), ["Роль отозвана"]);
    let page = officer.get(&format!("{PATH}?of={organisation}")).await;
    assert!(page.says("Таких представителей нет"), "{}", page.html);
    assert_eq!(admin.get(&letter).await.status, 403, "no role rests on it any more");
}

#[tokio::test]
async fn an_officer_gives_no_role_of_the_registry_and_takes_none_back() {
    let scene = Scene::entered().await;
    scene.app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let mut officer = officer(&scene.app).await;
    let page = officer.get(PATH).await;
    assert!(page.texts("input[name=role][value=officer]").is_empty());
    assert!(page.texts(".entries-list li").iter().all(|row| !row.contains("Куратор")));
    let asked = [("act", "grant"), ("email", ANNA), ("role", "auditor"), ("basis", "office")];
    let refused = officer.submit(&page, PATH, &asked).await;
    assert_eq!((refused.status, refused.texts(".error").len()), (422, 1), "{}", refused.html);
    let region = scene.centre.clone();
    let centre = [
        ("act", "grant"),
        ("email", ANNA),
        ("role", "region_representative"),
        ("organisation", region.as_str()),
        ("region", "RU-TOM"),
        ("basis", "office"),
    ];
    officer.submit(&page, PATH, &centre).await.location();
    let page = officer.get(&format!("{PATH}?of=RU-TOM")).await;
    let given = page.texts(".entries-list li")[0].clone();
    assert!(given.contains("по должности"), "{}", page.html);
    assert!(given.contains("Томская область") && !given.contains("RU-TOM"), "in words: {given}");
}

#[tokio::test]
async fn nobody_but_who_gives_roles_sees_who_represents_whom() {
    let scene = Scene::entered().await;
    for role in [
        Role::ClusterRepresentative,
        Role::OrganisationRepresentative,
        Role::RegionRepresentative,
        Role::Auditor,
    ] {
        let scope = match role {
            Role::ClusterRepresentative => Scope::Cluster(scene.pine.parse().unwrap()),
            Role::OrganisationRepresentative => Scope::Organisation(scene.organisation(0)),
            Role::RegionRepresentative => Scope::Region {
                region: Code::literal("RU-TOM"),
                organisation: scene.centre.parse().unwrap(),
            },
            _ => Scope::Registry,
        };
        let mailbox = format!("{}@registry.example", role.key().replace('_', "-"));
        scene.app.person_as(role, scope, &mailbox).await;
        let mut browser = scene.app.signed_in(&mailbox).await;
        assert_eq!(browser.get(PATH).await.status, 403, "{}", role.key());
        let fields = browser.get("/account").await.form("/sign-out");
        let events = scene.app.events().await;
        assert_eq!(browser.post(PATH, &fields).await.status, 403, "{}", role.key());
        assert_eq!(scene.app.events().await, events);
    }
    let english = officer(&scene.app).await.get(&format!("/en{PATH}")).await;
    assert!(english.says("Whom they represent"), "{}", english.html);
}

#[tokio::test]
async fn each_role_is_led_to_its_work() {
    let scene = Scene::entered().await;
    let own = |page: &crate::support::browser::Seen| page.texts(".account-nav a");
    let mut officer = officer(&scene.app).await;
    let led = own(&officer.get("/account").await);
    assert_eq!(
        led[..6],
        [
            "Моя работа",
            "Очередь",
            "Подтверждения",
            "Ожидаются на Карте",
            "Наполнение",
            "Представители"
        ]
    );
    let audits = ["Стол аудитора", "Ожидаются на Карте", "Наполнение", "Люди"];
    for (role, work) in [(Role::Auditor, &audits[..]), (Role::Administrator, &audits[3..])] {
        let mailbox = format!("{}@registry.example", role.key());
        scene.app.person_as(role, Scope::Registry, &mailbox).await;
        let led = own(&scene.app.signed_in(&mailbox).await.get("/account").await);
        assert_eq!(led[0], "Моя работа");
        assert_eq!(led[1..=work.len()], *work);
        assert_eq!(led[work.len() + 1], "Учётная запись");
    }
    let cluster = Scope::Cluster(scene.pine.parse().unwrap());
    scene.app.person_as(Role::ClusterRepresentative, cluster, ANNA).await;
    let led = own(&scene.app.signed_in(ANNA).await.get("/account").await);
    assert_eq!(led[..2], ["Мои кластеры", "Очередь"]);
}

#[tokio::test]
async fn the_page_stays_narrowed_when_something_is_wrong_and_when_it_is_done() {
    let scene = Scene::entered().await;
    let organisation = scene.organisation(0);
    let mailbox = "vera@works.example";
    let speaks = Scope::Organisation(organisation);
    scene.app.person_as(Role::OrganisationRepresentative, speaks, mailbox).await;
    let mut officer = officer(&scene.app).await;
    let narrowed = format!("{PATH}?of={organisation}");
    let page = officer.get(&narrowed).await;
    let grant = page.attribute("input[name=grant]", "value").unwrap();
    let silent = officer.submit(&page, PATH, &[("act", "revoke"), ("grant", &grant)]).await;
    let (of, rows) = (silent.attribute("#of", "value"), silent.texts(".entries-list li").len());
    assert_eq!((silent.status, of, rows), (422, Some(organisation.to_string()), 1));
    let reason = format!("reason.{grant}");
    let taken = [("act", "revoke"), ("grant", grant.as_str()), (reason.as_str(), "Уволилась")];
    let done = officer.submit(&silent, PATH, &taken).await;
    let receipt = officer.get(done.location()).await;
    assert_eq!(receipt.texts(&format!("a[href='{narrowed}']")).len(), 1, "{}", receipt.html);
}

#[tokio::test]
async fn whom_somebody_represents_is_found_by_name_or_number_and_chosen() {
    let scene = Scene::entered().await;
    scene.app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let mut officer = officer(&scene.app).await;
    let page = officer.get(PATH).await;
    assert!(page.texts("#field-region option").contains(&"Томская область".to_owned()));
    assert_eq!(page.attribute("main .meta a[href='/register']", "href"), Some("/register".into()));
    let asked = [("act", "grant"), ("email", ANNA), ("basis", "office")];
    let of_cluster = [asked[0], asked[1], asked[2], ("role", "cluster_representative")];
    let events = scene.app.events().await;
    let typed = [&of_cluster[..], &[("cluster", "сосна")]].concat();
    let found = officer.submit(&page, PATH, &typed).await;
    assert_eq!((found.status, scene.app.events().await), (422, events), "words alone give nothing");
    let offered = found.texts("#field-cluster_found option");
    let pine = format!("Белая сосна · Томская область · № {}", scene.pine);
    assert_eq!(offered, ["", pine.as_str()]);
    let asked_for = found.attribute("input[name=cluster_asked]", "value");
    assert_eq!(asked_for.as_deref(), Some("сосна"));
    let chosen = [("cluster_asked", "сосна"), ("cluster_found", scene.pine.as_str())];
    let chosen = [&typed[..], &chosen].concat();
    let other = [&of_cluster[..], &[("cluster", "ничегонет"), chosen[5], chosen[6]]].concat();
    assert_eq!(officer.submit(&found, PATH, &other).await.status, 422, "chosen for other words");
    officer.submit(&found, PATH, &chosen).await.location();

    let id = scene.organisation(0).to_string();
    let profile = scene.get(&format!("/api/v1/organisations/{id}")).await;
    let number = profile.body["identifiers"][0]["number"].as_str().unwrap().to_owned();
    let of_one = [asked[0], asked[1], asked[2], ("role", "organisation_representative")];
    let typed = [&of_one[..], &[("organisation", number.as_str())]].concat();
    let found = officer.submit(&page, PATH, &typed).await;
    assert_eq!(
        found.attribute("#field-organisation_found option[value]:not([value=''])", "value"),
        Some(id.clone())
    );
    let chosen = [("organisation_asked", number.as_str()), ("organisation_found", id.as_str())];
    let chosen = [&typed[..], &chosen].concat();
    officer.submit(&found, PATH, &chosen).await.location();
    let narrowed = officer.get(&format!("{PATH}?of=%D1%81%D0%BE%D1%81%D0%BD%D0%B0")).await;
    assert_eq!(narrowed.texts(".entries-list li").len(), 1, "{}", narrowed.html);
}
