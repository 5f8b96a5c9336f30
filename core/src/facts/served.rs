//! Which fields of the questionnaire each fact is taken from, so that who fills one in can be told
//! which markers it serves, and who misses a marker where it is filled in.

/// Each fact with its fields: the cluster's own by their keys, those of items behind their list.
const TABLE: [(&str, &[&str]); 53] = [
    ("official_name_stated", &["official_name"]),
    ("official_name_en_stated", &["official_name"]),
    ("regions", &["regions"]),
    ("specialisation", &["specialisation_key"]),
    ("year_created", &["year_created"]),
    ("summary_ru_characters", &["summary"]),
    ("summary_en_characters", &["summary"]),
    ("products_en", &["products"]),
    ("location_stated", &["location"]),
    ("location_of_region", &["regions", "location"]),
    ("employees_total", &["employees_total"]),
    ("employees_total_withheld", &["employees_total"]),
    ("contact_emails", &["contacts/email"]),
    ("participants", &["participants/organisation"]),
    ("participant_types", &["participants/participant_type"]),
    ("participants_confirmed", &["participants/organisation"]),
    ("managing_bodies", &BODY),
    ("managing_body_corroboration", &BODY),
    (
        "managing_bodies_with_years",
        &["governing_bodies/year_organisation_created", "governing_bodies/year_selected"],
    ),
    ("collegial_bodies", &["governing_bodies/type"]),
    ("collegial_body_corroboration", &BODY),
    ("management_staff_milli", &STAFF),
    ("management_staff_withheld", &STAFF),
    ("management_staff_corroboration", &STAFF),
    ("bodies_with_funding_sources", &["governing_bodies/funding_sources", "governing_bodies/type"]),
    ("strategies", &STRATEGY),
    ("strategy_corroboration", &STRATEGY),
    ("priorities_rated", &["priorities"]),
    ("priorities_corroboration", &["priorities"]),
    ("goals_with_target_year", &["goals/indicator", "goals/target", "goals/target_year"]),
    ("joint_projects", &JOINT),
    ("joint_project_corroboration", &JOINT),
    ("projects_begun", &BEGUN),
    ("project_begun_corroboration", &BEGUN),
    ("project_spheres", &["projects/spheres"]),
    (
        "projects_detailed",
        &["projects/budget", "projects/results", "projects/start", "projects/end"],
    ),
    ("russian_partners", &PARTNER),
    ("russian_partner_corroboration", &PARTNER),
    ("foreign_partners", &PARTNER),
    ("foreign_partner_corroboration", &PARTNER),
    ("cluster_links_confirmed", &LINK),
    ("association_memberships", &["association_memberships/association"]),
    (
        "network_corroboration",
        &[
            "association_memberships/association",
            "cluster_links/type",
            "cluster_links/cluster",
            "cluster_links/foreign_cluster",
        ],
    ),
    ("shared_infrastructure", &["infrastructure/name", "infrastructure/shared"]),
    ("member_services", &["services"]),
    ("website_stated", &["website"]),
    ("site_update_stated", &["last_content_update"]),
    ("site_corroboration", &["website", "last_content_update"]),
    ("logo_stated", &["logo"]),
    ("brand_stated", &["brand"]),
    ("news", &["news/title", "news/date"]),
    ("annual_reports", &["annual_reports/year", "annual_reports/url"]),
    ("gate_confirming_parties", &[]),
];

const BODY: [&str; 2] = ["governing_bodies/type", "governing_bodies/organisation"];
const STAFF: [&str; 2] = ["governing_bodies/staff_fte", "governing_bodies/type"];
const STRATEGY: [&str; 4] =
    ["strategies/title", "strategies/approved_on", "strategies/period_to", "strategies/url"];
const JOINT: [&str; 3] = ["projects/title", "projects/participants", "projects/cost_sharing"];
const BEGUN: [&str; 4] =
    ["projects/title", "projects/stage", "projects/participants", "projects/cost_sharing"];
const PARTNER: [&str; 2] = ["partners/organisation", "partners/country"];
const LINK: [&str; 3] =
    ["cluster_links/type", "cluster_links/cluster", "cluster_links/foreign_cluster"];

/// The fields that a fact is taken from, the chief one first: `website` of the cluster itself,
/// `participants/organisation` of the items of a list. None of what follows from confirmations
/// alone, and of what isn't a fact.
pub fn fields_of(fact: &str) -> &'static [&'static str] {
    static ALL: [(&str, &[&str]); 53] = TABLE;
    let known = ALL.iter().find(|(name, _)| *name == fact);
    known.map_or(&[], |(_, fields)| fields)
}
