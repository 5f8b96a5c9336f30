//! The lists of a profile: tables, the form of an item, its end.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::support::body::{inn, ogrn};
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{BORIS, representative, scene};

/// Sends the form of a page with these fields filled in.
async fn send(browser: &mut Browser, page: &Seen, path: &str, filled: &[(&str, &str)]) -> Seen {
    assert_eq!(page.status, 200, "{}", page.html);
    let mut filled = filled.to_vec();
    filled.push(("act", "send"));
    browser.submit(page, path, &filled).await
}

/// A new participant as it is typed.
fn mill(inn: &str) -> [(&str, &str); 4] {
    [
        ("organisation.inn", inn),
        ("organisation.name", "ООО «Мельница» (демо)"),
        ("participant_type.value", "small"),
        ("employees.value", "12"),
    ]
}

const DAY: (&str, &str) = ("day/employees", "2015-12-31");

/// The page of the item whose row has a name.
fn page_of(table: &Seen, name: &str) -> String {
    let document = table.document();
    let rows = scraper::Selector::parse("table.items tbody tr").unwrap();
    let link = scraper::Selector::parse(".ways a").unwrap();
    let mut rows = document.select(&rows);
    let row = rows.find(|row| row.text().collect::<String>().contains(name));
    let row = row.unwrap_or_else(|| panic!("no row of {name}: {}", table.html));
    row.select(&link).next().unwrap().attr("href").unwrap().to_owned()
}

#[tokio::test]
async fn a_participant_is_added_seen_in_the_table_changed_and_closed() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/participants");
    let section = anna.get(&format!("{path}/sections/participants")).await;
    assert!(section.html.contains(&format!("href=\"{list}\"")), "the section leads to the list");
    let new = format!("{list}/new");
    let form = anna.get(&new).await;
    let number = inn(500);
    let mut filled = mill(&number).to_vec();
    filled.push(DAY);
    let added = send(&mut anna, &form, &new, &filled).await;
    assert!(added.location().starts_with(&format!("{list}?done=added&receipt=")));
    let table = anna.get(added.location()).await;
    assert_eq!(
        table.texts(".done-panel"),
        ["Запись добавлена Квитанция с дока\u{ad}за\u{ad}тель\u{ad}ством"]
    );
    assert_eq!(table.texts("table.items caption"), ["11 записей"]);
    let row = table.texts("table.items tbody tr").into_iter().find(|row| row.contains("Мельница"));
    let row = row.unwrap();
    assert!(row.contains("Указано кластером") && row.contains("12"), "{row}");

    let item = page_of(&table, "Мельница");
    let form = anna.get(&item).await;
    assert_eq!(form.texts("h1"), ["ООО «Мельница» (демо)"]);
    let events = app.events().await;
    let changed = send(&mut anna, &form, &item, &[("employees.value", "15")]).await;
    assert!(changed.location().starts_with(&format!("{list}?done=changed&receipt=")));
    assert_eq!(app.events().await, events + 1, "what wasn't touched isn't stated again");
    let table = anna.get(&list).await;
    assert!(table.texts("table.items tbody").join(" ").contains("15"));

    let close = format!("{item}/close");
    let form = anna.get(&close).await;
    let wrong = anna.submit(&form, &close, &[("on", "2015-12-31"), ("reason", " ")]).await;
    assert_eq!((wrong.status, wrong.texts(".form-field.wrong").len()), (422, 1), "{}", wrong.html);
    assert_eq!(wrong.attribute("input[name=on]", "value").as_deref(), Some("2015-12-31"));
    let gone = [("on", "2015-12-31"), ("reason", "Вышла из кластера")];
    let closed = anna.submit(&form, &close, &gone).await;
    assert!(closed.location().starts_with(&format!("{list}?done=closed&receipt=")));
    let again = anna.submit(&form, &close, &gone).await;
    assert!(
        again.location().starts_with(&format!("{list}?done=closed&receipt=")),
        "sent twice it is closed once"
    );
    let table = anna.get(&list).await;
    assert_eq!(table.texts("table.items caption"), ["10 записей"]);
    assert!(table.texts(".items-ended li")[0].contains("Мельница"));
    assert!(table.texts(".items-ended li")[0].contains("31.12.2015"));
    assert_eq!(anna.get(&item).await.status, 404, "what is closed isn't changed");
}

#[tokio::test]
async fn an_item_that_is_sent_twice_is_added_once() {
    let (app, path, mut anna) = scene().await;
    let new = format!("{path}/lists/participants/new");
    let form = anna.get(&new).await;
    let number = inn(501);
    let mut filled = mill(&number).to_vec();
    filled.push(DAY);
    let first = send(&mut anna, &form, &new, &filled).await.location().to_owned();
    let events = app.events().await;
    let again = send(&mut anna, &form, &new, &filled).await;
    assert_eq!((again.location(), app.events().await), (first.as_str(), events));
}

#[tokio::test]
async fn an_organisation_is_found_by_its_inn_and_a_slip_in_it_is_told() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/participants");
    let new = format!("{list}/new");
    let form = anna.get(&new).await;
    let number = inn(502);
    let mut filled = mill(&number).to_vec();
    filled.push(DAY);
    send(&mut anna, &form, &new, &filled).await.location();

    let partners = format!("{path}/lists/partners/new");
    let form = anna.get(&partners).await;
    let find = |number: &str| [("organisation.inn", number.to_owned()), ("act", "find".to_owned())];
    let known = find(&number);
    let known: Vec<_> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let found = anna.submit(&form, &partners, &known).await;
    assert_eq!(found.status, 200);
    assert!(found.texts(".found")[0].contains("ООО «Мельница» (демо)"), "{}", found.html);
    assert!(found.texts(".found")[0].contains("Белая сосна"), "and where it is a participant");
    assert_eq!(found.attribute("input[name='organisation.inn']", "value"), Some(number.clone()));

    let form = anna.get(&new).await;
    let found = anna.submit(&form, &new, &known).await;
    let kind = found.attribute("input[name='participant_type.value'][checked]", "value");
    assert_eq!(kind.as_deref(), Some("small"), "its type is filled in");

    let events = app.events().await;
    let untold = [("organisation.inn", number.as_str()), ("joined_on.value", "2014-03-01")];
    let asked = send(&mut anna, &form, &new, &untold).await;
    assert_eq!((asked.status, app.events().await), (422, events), "{}", asked.html);
    assert!(asked.says("Тип подставлен"), "{}", asked.html);
    let kind = asked.attribute("input[name='participant_type.value'][checked]", "value");
    assert_eq!(kind.as_deref(), Some("small"), "without a press of «Найти» too");
    let chosen = [known[0], known[1], ("participant_type.value", "large")];
    let found = anna.submit(&form, &new, &chosen).await;
    let kind = found.attribute("input[name='participant_type.value'][checked]", "value");
    assert_eq!(kind.as_deref(), Some("large"), "never over what was chosen");

    let mut slip = number.clone();
    let other_end = if slip.ends_with('0') { '1' } else { '0' };
    slip.pop();
    slip.push(other_end);
    let events = app.events().await;
    let told = send(&mut anna, &form, &new, &mill(&slip)).await;
    assert_eq!(told.status, 422);
    let link = told.attribute(".error-summary a", "href");
    assert_eq!(link.as_deref(), Some("#field-organisation-inn"));
    assert!(told.texts("#field-organisation-inn-error")[0].contains("ИНН"));
    assert_eq!(told.attribute("input[name='organisation.inn']", "value"), Some(slip));

    let unknown = ogrn(777);
    let asked = [("organisation.ogrn", unknown.as_str()), ("participant_type.value", "small")];
    let told = send(&mut anna, &form, &new, &asked).await;
    assert_eq!(told.status, 422);
    assert!(told.texts("#field-organisation-name-error")[0].contains("впишите её наименование"));
    let known = ogrn(1);
    let again = [("organisation.ogrn", known.as_str()), ("participant_type.value", "small")];
    let told = send(&mut anna, &form, &new, &again).await;
    assert_eq!(told.status, 422, "it is a participant already");
    assert!(told.texts("#field-organisation-error").len() == 1, "{}", told.html);
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn the_only_branch_near_a_cluster_is_filled_in_for_an_organisation_from_elsewhere() {
    let (app, path, mut anna) = scene().await;
    let new = format!("{path}/lists/participants/new");
    let form = anna.get(&new).await;
    assert!(form.texts("[name='branch_kpp.en']").is_empty(), "a number has no language");
    let number = inn(503);
    send(&mut anna, &form, &new, &[&mill(&number)[..], &[DAY]].concat()).await.location();
    let find = [("organisation.inn", number.as_str()), ("act", "find")];
    let found = anna.submit(&form, &new, &find).await;
    let kpp = |page: &Seen| page.attribute("[name='branch_kpp.ru']", "value").unwrap_or_default();
    assert_eq!(kpp(&found), "", "it has no branch");
    let page = found.attribute(".found a[href^='/organisations/']", "href").expect("its page");
    let officer = app.officer().await;
    let branches = format!("/api/v1{page}/branches");
    let branch = |kpp| json!({ "name": "Томский филиал (демо)", "kpp": kpp, "region": "RU-TOM" });
    officer.post(&branches, &branch("701743001")).await.done();
    app.settle().await;
    assert_eq!(kpp(&anna.submit(&form, &new, &find).await), "701743001");
    let typed = [find[0], find[1], ("branch_kpp.ru", "701743009")];
    assert_eq!(kpp(&anna.submit(&form, &new, &typed).await), "701743009", "what was typed stays");
    officer.post(&branches, &branch("701743002")).await.done();
    app.settle().await;
    assert_eq!(kpp(&anna.submit(&form, &new, &find).await), "", "of two nobody can tell which");
}

#[tokio::test]
async fn that_an_item_has_no_such_value_is_a_choice_and_an_emptied_field_is_asked_about() {
    let (_app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/participants");
    let item = page_of(&anna.get(&list).await, "Организация 1»");
    let form = anna.get(&item).await;
    let stated = send(&mut anna, &form, &item, &[("employees.value", "40"), DAY]).await;
    stated.location();
    let form = anna.get(&item).await;
    let emptied = send(&mut anna, &form, &item, &[("employees.value", "")]).await;
    assert_eq!(emptied.status, 422);
    assert_eq!(emptied.texts("#field-employees-error").len(), 1, "{}", emptied.html);
    let none = [("employees.value", ""), ("none/employees", "withheld")];
    send(&mut anna, &form, &item, &none).await.location();
    let form = anna.get(&item).await;
    let chosen = form.attribute("select[name='none/employees'] option[selected]", "value");
    assert_eq!(chosen.as_deref(), Some("withheld"));
    let same = send(&mut anna, &form, &item, &[]).await;
    assert_eq!(same.status, 422, "nothing was changed");
}

#[tokio::test]
async fn who_is_slower_sees_what_changed_of_an_item_and_loses_nothing() {
    let (app, path, mut anna) = scene().await;
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    let list = format!("{path}/lists/participants");
    let item = page_of(&anna.get(&list).await, "Организация 1»");
    let (hers, his) = (anna.get(&item).await, boris.get(&item).await);
    let faster = [("participant_type.value", "medium"), ("role.value", "anchor")];
    send(&mut boris, &his, &item, &faster).await.location();
    let events = app.events().await;
    let slower = [("participant_type.value", "large"), ("employees.value", "300"), DAY];
    let late = send(&mut anna, &hers, &item, &slower).await;
    assert_eq!((late.status, app.events().await), (409, events), "{}", late.html);
    let told = late.texts(".meanwhile").join(" ");
    assert!(told.contains("Тип участника"), "{told}");
    let kept = |name: &str| late.form(&item).into_iter().find(|(field, _)| field == name);
    assert_eq!(kept("participant_type.value").unwrap().1, "large", "what she typed stays");
    assert_eq!(kept("employees.value").unwrap().1, "300");
    assert_eq!(kept("role.value").unwrap().1, "anchor", "of what she left the newest is shown");
    let again = anna.submit(&late, &item, &[("act", "send")]).await;
    again.location();
    let now = anna.get(&item).await;
    let stands = now.form(&item);
    for (name, value) in [("participant_type.value", "large"), ("role.value", "anchor")] {
        assert!(stands.contains(&(name.into(), value.into())), "{name}: {stands:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_of_an_item_stands_beside_its_field_and_nothing_typed_is_lost() {
    let (app, path, mut anna) = scene().await;
    let new = format!("{path}/lists/participants/new");
    let form = anna.get(&new).await;
    let events = app.events().await;
    let filled = [("employees.value", "много"), ("agreement_url.value", "pine.example/join")];
    let wrong = send(&mut anna, &form, &new, &filled).await;
    assert_eq!((wrong.status, app.events().await), (422, events));
    let employees = wrong.texts("#field-employees-error");
    assert_eq!(employees.len(), 1, "{}", wrong.html);
    let typed = wrong.attribute("input[name='agreement_url.value']", "value");
    assert_eq!(typed.as_deref(), Some("pine.example/join"));
    let needed = send(&mut anna, &form, &new, &[]).await;
    let needed: Vec<_> = needed.texts(".error-summary li");
    assert_eq!(needed.len(), 2, "the organisation and its type: {needed:?}");
}

#[tokio::test]
async fn every_list_of_the_catalogue_has_a_table_and_a_form_in_both_languages() {
    let (_app, path, mut anna) = scene().await;
    let mut asked = 0;
    for language in ["", "/en"] {
        let sections = anna.get(&format!("{language}{path}")).await;
        let links = |seen: &Seen, selector: &str| -> Vec<String> {
            let selector = scraper::Selector::parse(selector).unwrap();
            let document = seen.document();
            let links =
                document.select(&selector).map(|link| link.attr("href").unwrap().to_owned());
            links.collect()
        };
        for section in links(&sections, ".work-tasks a") {
            let section = anna.get(&section).await;
            let lists = links(&section, ".work-summary .way a");
            for list in lists.iter().filter(|link| link.contains("/lists/")) {
                let table = anna.get(list).await;
                assert_eq!((table.status, table.texts("h1").len()), (200, 1), "{list}");
                let Some(new) = links(&table, ".buttons a").into_iter().next() else { continue };
                let form = anna.get(&new).await;
                assert_eq!(form.status, 200, "{new}");
                assert_eq!(form.header("cache-control"), Some("private, no-store"));
                assert!(!form.texts("fieldset.item-field").is_empty(), "{new}");
                asked += 1;
            }
        }
    }
    assert_eq!(asked, 2 * 25, "all but what officers keep and what needs a file");
}

#[tokio::test]
async fn the_lists_of_another_cluster_are_closed() {
    let (app, path, mut anna) = scene().await;
    let officer = app.officer().await;
    let other = app.listed(&officer, "Синий лён (демо)").await;
    let mut boris = representative(&app, &other, BORIS).await;
    let list = format!("{path}/lists/participants");
    let item = page_of(&anna.get(&list).await, "Организация 1»");
    for page in [list.clone(), format!("{list}/new"), item.clone(), format!("{item}/close")] {
        assert_eq!(boris.get(&page).await.status, 403, "{page}");
        assert!(app.browser().get(&page).await.location().starts_with("/sign-in?next="), "{page}");
    }
    let events = app.events().await;
    let own = format!("/work/clusters/{other}/lists/participants/new");
    let form = boris.get(&own).await;
    let mut fields = form.form(&own);
    fields.push(("organisation.inn".into(), inn(503)));
    assert_eq!(boris.post(&format!("{list}/new"), &fields).await.status, 403);
    assert_eq!(boris.post(&format!("{item}/close"), &fields).await.status, 403);
    assert_eq!(app.events().await, events);
    let statuses = format!("{path}/lists/official_statuses");
    assert_eq!(anna.get(&statuses).await.texts(".buttons a").len(), 0);
    assert_eq!(anna.get(&format!("{statuses}/new")).await.status, 404);
}

#[tokio::test]
async fn of_an_empty_list_it_is_said_that_there_are_none_and_its_first_item_takes_that_back() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/offers");
    let page = anna.get(&list).await;
    let events = app.events().await;
    let nothing = anna.submit(&page, &list, &[]).await;
    assert_eq!((nothing.status, nothing.texts(".error-summary li").len()), (422, 1));
    assert_eq!(app.events().await, events);
    let none = [("none", "zero")];
    let said = anna.submit(&page, &list, &none).await;
    assert!(said.location().starts_with(&format!("{list}?done=none&receipt=")));
    anna.submit(&page, &list, &none).await.location();
    assert_eq!(app.events().await, events + 1, "a double press is one");
    let page = anna.get(said.location()).await;
    assert_eq!(page.texts(".stands-now"), ["Сейчас в реестре: Нет"]);
    let section = anna.get(&format!("{path}/sections/cooperation")).await;
    let rows = section.texts(".work-summary > div");
    let row = rows.iter().find(|row| row.starts_with("Предложения")).unwrap();
    assert!(row.contains("Заполнено Нет"), "{row}");

    app.settle().await;
    let id = path.rsplit('/').next().unwrap();
    let profile = format!("/clusters/{id}");
    let public = app.browser().get(&profile).await;
    let fields = public.texts("dl.fields > div");
    let told = fields.iter().find(|row| row.starts_with("Предложения")).unwrap();
    assert!(told.contains("нет"), "{told}");
    let missing = public.texts(".missing").concat();
    assert!(!missing.contains("Предложения"), "{missing}");
    let card = app.anonymous().get(&format!("/api/v1{profile}")).await;
    let of_card = |card: &crate::support::Answer| {
        let claims = card.body["claims"].as_array().unwrap();
        let offers = claims.iter().find(|claim| claim["path"] == "offers").cloned();
        offers.unwrap_or_default()["absence"].clone()
    };
    assert_eq!(of_card(&card), "zero");

    let scope = Scope::Cluster(id.parse().unwrap());
    let manager = app.client(Role::ClusterRepresentative, scope).await;
    let offer = json!({ "open": [{ "collection": "offers", "claims": {
        "kind": "supplier", "text": "Ищем поставщиков доски (демо)", "until": "2016-12-31" } }] });
    let claims = format!("/api/v1{profile}/claims");
    manager.post(&claims, &offer).await.done();
    app.settle().await;
    let card = app.anonymous().get(&format!("/api/v1{profile}")).await;
    assert_eq!(of_card(&card), "not_provided", "the first item takes it back");
    let page = anna.get(&list).await;
    assert!(page.attribute("input[name=none]", "value").is_none(), "there is something in it");
    let codes = |answer: &crate::support::Answer| -> Vec<String> {
        answer.errors().iter().map(|(_, code)| (*code).to_owned()).collect()
    };
    let none = json!({ "claims": [{ "path": "offers", "absence": "zero" }] });
    assert_eq!(codes(&manager.post(&claims, &none).await), ["list.not-empty"]);
    let value = json!({ "claims": [{ "path": "projects", "value": [1] }] });
    assert_eq!(codes(&manager.post(&claims, &value).await), ["list.by-items"]);
    let needed = json!({ "claims": [{ "path": "contacts", "absence": "zero" }] });
    assert_eq!(codes(&manager.post(&claims, &needed).await), ["claim.needed"]);
}

#[tokio::test]
async fn who_answers_a_list_that_changed_meanwhile_sees_it_as_it_stands_now() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/offers");
    let page = anna.get(&list).await;
    let id = path.rsplit('/').next().unwrap();
    let manager =
        app.client(Role::ClusterRepresentative, Scope::Cluster(id.parse().unwrap())).await;
    let claims = format!("/api/v1/clusters/{id}/claims");
    let none = json!({ "claims": [{ "path": "offers", "absence": "zero" }] });
    manager.post(&claims, &none).await.done();
    let events = app.events().await;
    let late = anna.submit(&page, &list, &[("none", "withheld")]).await;
    assert_eq!((late.status, app.events().await), (409, events), "{}", late.html);
    assert!(late.texts(".meanwhile")[0].contains("стоит ответ «Нет»"), "{}", late.html);
    assert_eq!(late.texts(".stands-now"), ["Сейчас в реестре: Нет"]);
    let kept = late.attribute("input[name=none][checked]", "value");
    assert_eq!(kept.as_deref(), Some("withheld"), "what was chosen stays");
    anna.submit(&late, &list, &[]).await.location();
    assert_eq!(app.events().await, events + 1, "what was seen is replaced");

    let offer = json!({ "open": [{ "collection": "offers", "claims": {
        "kind": "supplier", "text": "Ищем поставщиков доски (демо)", "until": "2016-12-31" } }] });
    let page = anna.get(&list).await;
    manager.post(&claims, &offer).await.done();
    let late = anna.submit(&page, &list, &[("none", "zero")]).await;
    assert_eq!(late.status, 409, "{}", late.html);
    assert!(late.texts(".meanwhile")[0].contains("уже есть записи: 1 запись"), "{}", late.html);
    assert_eq!(late.texts("table.items tbody tr").len(), 1, "the item is shown");
    let english = anna.get(&format!("/en{list}")).await;
    assert_eq!(english.status, 200);
}

#[tokio::test]
async fn an_answer_about_an_empty_list_is_taken_back_on_its_page() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/partners");
    let page = anna.get(&list).await;
    assert_eq!(page.texts(".items-none .answer").len(), 3);
    anna.submit(&page, &list, &[("none", "not_applicable")]).await.location();
    let page = anna.get(&list).await;
    assert_eq!(page.texts(".items-none .answer").len(), 4, "it can be taken back");
    anna.submit(&page, &list, &[("none", "not_provided")]).await.location();
    let page = anna.get(&list).await;
    assert!(page.texts(".stands-now").is_empty(), "{}", page.html);
    let by_officer = anna.get(&format!("{path}/lists/official_statuses")).await;
    assert!(by_officer.texts(".items-none").is_empty(), "an officer says that");
    assert_eq!(anna.get(&format!("{path}/fields/partners")).await.status, 404, "it has no value");
    drop(app);
}
