//! The pages of one language with their addresses.

use axum::Router;
use axum::routing::{get, post};
use registry_events::ids::{ApplicationId, ClusterId, ProposalId, ReportId};

use super::work::organisations::{Branches, Details, Size, matter};
use super::{
    about, accessibility, account, admin, cluster, clusters, compare, confirmation, contact, desk,
    difference, expected, extract, history, level, links, map, methodology, moderation, offers,
    open_data, organisation, places, privacy, proposals, publications, samples, statistics, terms,
    verify, work,
};
use crate::http::App;
use crate::http::path::Decimal;

/// Every page.
pub(super) fn site() -> Router<App> {
    register().merge(accounts()).merge(work()).merge(questionnaire()).merge(desk())
}

/// What everybody reads, and how they write to the registry.
fn register() -> Router<App> {
    Router::new()
        .route("/", get(map::page))
        .route("/clusters", get(clusters::page))
        .route("/clusters.atom", get(clusters::feed::feed))
        .route("/clusters/{id}", get(cluster::page))
        .route("/clusters/{id}/level", get(level::page))
        .route("/clusters/{id}/level/{marker}", get(level::marker::page))
        .route("/clusters/{id}/history", get(history::page))
        .route("/clusters/{id}/history.atom", get(history::feed::feed))
        .route("/clusters/{id}/extract.pdf", get(extract::file))
        .route("/clusters/{id}/difference", get(difference::page))
        .route("/clusters/{id}/write", get(contact::enquiry::page).post(contact::enquiry::send))
        .route("/clusters/{id}/report", get(contact::report::page).post(contact::report::send))
        .route("/clusters/{id}/letter-sent", get(contact::sent))
        .route("/compare", get(compare::page))
        .route("/organisations/{id}", get(organisation::page))
        .route("/offers", get(offers::page))
        .route("/offers.atom", get(offers::feed::feed))
        .route("/links", get(links::page))
        .route("/publications", get(publications::page))
        .route("/publications.atom", get(publications::feed::feed))
        .route("/expected", get(expected::page))
        .route("/regions", get(places::regions::page))
        .route("/regions/{code}", get(places::region::page))
        .route("/regions/{code}/specialisations/{key}", get(places::crossing::page))
        .route("/specialisations", get(places::specialisations::page))
        .route("/specialisations/{key}", get(places::specialisation::page))
        .route("/statistics", get(statistics::page))
        .route("/statistics/{file}", get(statistics::file::file))
        .route("/accessibility", get(accessibility::page))
        .route("/appearance", post(accessibility::choose))
        .route("/methodology", get(methodology::page))
        .route("/open-data", get(open_data::page))
        .route("/terms", get(terms::page))
        .route("/privacy", get(privacy::page))
        .route("/about", get(about::page))
        .route("/samples", get(samples::page))
        .route("/moderation", get(moderation::page))
        .route("/proposals", get(proposals::page))
        .route("/proposals/new", get(proposals::new::page).post(proposals::new::make))
        .route("/proposals/{id}", get(proposals::one::page))
        .route("/proposals/{id}/{act}", get(proposals::act::page).post(proposals::act::act))
        .route("/verify", get(verify::page))
        .route("/verify/{number}", get(extract::check::page))
}

/// Coming in, the account, and who keeps accounts.
fn accounts() -> Router<App> {
    Router::new()
        .route("/sign-in", get(account::sign_in::page).post(account::sign_in::sign_in))
        .route("/sign-in/code", get(account::code::page).post(account::code::give))
        .route("/sign-out", post(account::sign_in::sign_out))
        .route("/account", get(account::page))
        .route("/account/role", post(account::role::choose))
        .route("/account/password", get(account::password::page).post(account::password::change))
        .route(
            "/account/second-factor",
            get(account::second_factor::page).post(account::second_factor::act),
        )
        .route("/account/sessions", get(account::sessions::page).post(account::sessions::end))
        .route(
            "/account/notifications",
            get(account::notifications::page).post(account::notifications::act),
        )
        .route("/account/tokens", get(account::tokens::page).post(account::tokens::act))
        .route("/sign-in/reset", get(account::reset::page).post(account::reset::ask))
        .route("/sign-in/reset/sent", get(account::reset::sent))
        .route("/register", get(account::register::page).post(account::register::ask))
        .route("/register/sent", get(account::register::sent))
        .route("/l/{token}", get(account::link::page).post(account::link::set))
        .route("/l/{token}/evidence/{digest}", get(confirmation::evidence::file))
        .route("/admin/accounts", get(admin::accounts::page).post(admin::accounts::invite))
        .route("/admin/editions", get(admin::editions::page))
        .route("/admin/accounts/{id}", get(admin::person::page).post(admin::person::act))
}

/// What waits, applications, and the daily work.
fn work() -> Router<App> {
    Router::new()
        .route("/work", get(work::page))
        .route("/work/applications", get(work::applications::page).post(work::applications::start))
        .route(
            "/work/applications/{id}",
            get(work::applications::one::page).post(work::applications::one::act),
        )
        .route("/work/applications/{id}/form", get(work::applications::fill::whole))
        .route(
            "/work/applications/{id}/form/{matter}",
            get(work::applications::fill::page).post(work::applications::fill::act),
        )
        .route("/work/receipts/{position}", get(work::receipt::page))
        .route("/work/queue", get(work::queue::page))
        .route(
            "/work/queue/applications/{id}",
            get(work::queue::application::page).post(work::queue::application::act),
        )
        .route(
            "/work/queue/reports/{id}",
            get(work::queue::report::page).post(work::queue::report::decide),
        )
        .route("/work/organisations/{id}", get(work::organisations::page))
        .route(
            "/work/organisations/{id}/details",
            get(matter::page::<Details>).post(matter::act::<Details>),
        )
        .route("/work/organisations/{id}/size", get(matter::page::<Size>).post(matter::act::<Size>))
        .route(
            "/work/organisations/{id}/branches",
            get(matter::page::<Branches>).post(matter::act::<Branches>),
        )
        .route("/work/regions/{code}", get(work::regions::page))
        .route(
            "/work/organisations/{id}/mailbox-domains",
            get(work::domains::page).post(work::domains::act),
        )
        .route(
            "/work/organisations/{id}/record",
            get(work::organisation_record::page).post(work::organisation_record::act),
        )
        .route("/work/regions", get(work::ckr::regions))
        .route("/work/regions/{code}/ckr", get(work::ckr::page).post(work::ckr::act))
        .route(
            "/work/publications/new",
            get(work::publication::new).post(work::publication::record),
        )
        .route(
            "/work/publications/{number}",
            get(work::publication::page).post(work::publication::act),
        )
        .route("/work/estimate", get(work::estimate::page).post(work::estimate::act))
        .route(
            "/work/representatives",
            get(work::representatives::page).post(work::representatives::act),
        )
        .route("/work/confirmations", get(work::confirmations::page))
        .route(
            "/work/confirmations/{id}",
            get(work::confirmations::cluster::page).post(work::confirmations::cluster::act),
        )
        .route(
            "/work/confirmations/{id}/question",
            get(work::confirmations::question::page).post(work::confirmations::question::send),
        )
        .route(
            "/work/confirmations/{id}/given/{version}/withdrawal",
            get(work::confirmations::given::page).post(work::confirmations::given::act),
        )
        .route(
            "/work/confirmations/{id}/denials/{item}",
            get(work::confirmations::denial::page).post(work::confirmations::denial::act),
        )
        .route(
            "/work/confirmations/{id}/denials/{item}/withdrawal",
            get(work::confirmations::withdrawal::page).post(work::confirmations::withdrawal::act),
        )
        .route(
            "/work/disputes/{id}/new",
            get(work::disputes::file::page).post(work::disputes::file::act),
        )
        .route("/work/disputes/{id}/{version}", get(work::disputes::page).post(work::disputes::act))
        .route("/work/expected", get(work::expected::page))
        .route("/work/expected/new", get(work::expected::new::page).post(work::expected::new::note))
        .route("/work/expected/{id}", get(work::expected::one::page))
        .route(
            "/work/expected/{id}/{act}",
            get(work::expected::act::page).post(work::expected::act::act),
        )
        .route("/work/completeness", get(work::completeness::page).post(work::completeness::act))
}

/// The profile of a cluster as who speaks for it fills it in.
fn questionnaire() -> Router<App> {
    Router::new()
        .route("/work/clusters/{id}/standing", get(work::standing::page).post(work::standing::act))
        .route("/work/clusters/{id}/masks", get(work::masks::page).post(work::masks::act))
        .route(
            "/work/clusters/new",
            get(work::applications::entry::page).post(work::applications::entry::act),
        )
        .route("/work/clusters/{id}", get(work::tasks::page))
        .route("/work/clusters/{id}/sections/{section}", get(work::section::page))
        .route("/work/clusters/{id}/fields/{field}", get(work::field::page).post(work::field::act))
        .route(
            "/work/clusters/{id}/requests/{field}",
            get(work::requested::page).post(work::requested::send),
        )
        .route("/work/clusters/{id}/preview", get(work::preview::page))
        .route("/work/clusters/{id}/drafts", get(work::drafts::page).post(work::drafts::discard))
        .route("/work/clusters/{id}/evidence", get(work::evidence::page))
        .route("/work/clusters/{id}/evidence/{digest}", get(work::evidence::file))
        .route("/evidence/{digest}", get(work::evidence::judge))
        .route(
            "/work/clusters/{id}/lists/{list}",
            get(work::items::table::page).post(work::items::none::say),
        )
        .route(
            "/work/clusters/{id}/lists/{list}/new",
            get(work::items::form::new).post(work::items::form::add),
        )
        .route(
            "/work/clusters/{id}/lists/{list}/import",
            get(work::items::import::page).post(work::items::import::act),
        )
        .route("/work/clusters/{id}/lists/{list}/table.xlsx", get(work::items::import::table))
        .route(
            "/work/clusters/{id}/lists/{list}/{item}",
            get(work::items::form::page).post(work::items::form::change),
        )
        .route(
            "/work/clusters/{id}/lists/{list}/{item}/close",
            get(work::items::close::page).post(work::items::close::close),
        )
        .route("/work/clusters/{id}/renewal", get(work::renewal::page).post(work::renewal::renew))
        .route(
            "/work/clusters/{id}/enquiries",
            get(work::enquiries::page).post(work::enquiries::act),
        )
        .route("/work/clusters/{id}/confirmations", get(confirmation::asking::members))
        .route(
            "/work/clusters/{id}/confirmations/{item}",
            get(confirmation::asking::page).post(confirmation::asking::ask),
        )
}

/// The auditor's desk.
fn desk() -> Router<App> {
    Router::new()
        .route("/desk/security", get(desk::security::page))
        .route("/desk", get(desk::page))
        .route("/desk/journal", get(desk::journal::page))
        .route(
            "/desk/sealed/applications/{id}",
            get(desk::sealed::page::<ApplicationId>).post(desk::sealed::open::<ApplicationId>),
        )
        .route(
            "/desk/sealed/disputes/{cluster}/{version}",
            get(desk::sealed::page::<(ClusterId, Decimal)>)
                .post(desk::sealed::open::<(ClusterId, Decimal)>),
        )
        .route(
            "/desk/sealed/proposals/{id}",
            get(desk::sealed::page::<ProposalId>).post(desk::sealed::open::<ProposalId>),
        )
        .route(
            "/desk/sealed/reports/{id}",
            get(desk::sealed::page::<ReportId>).post(desk::sealed::open::<ReportId>),
        )
        .route("/desk/samples/{key}", get(desk::sample::page))
        .route("/desk/accounts/{id}", get(desk::account::page))
        .route("/desk/clusters/{id}", get(desk::timeline::page))
}
