//! Every fact: its name, since which version it is there, what it counts and what it means.
//!
//! A name, once there, keeps its meaning; a new version adds names. `docs/facts.md` is printed from
//! this table.

use super::Fact;

/// The version of the facts document that [`Facts::of`](super::Facts::of) makes.
pub const FACTS_VERSION: u32 = 2;

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The name that predicates use.
    pub name: &'static str,
    /// The version of the facts document that was the first to have it.
    pub since: u32,
    /// The value that means «nothing stated».
    pub nothing: Fact,
    /// What it counts in.
    pub unit: Unit,
    /// What it means.
    pub meaning: &'static str,
}

/// What a fact counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Yes or no.
    Flag,
    /// A code of a dictionary, or `""`.
    Code,
    /// Claims, items or terms.
    Count,
    /// A calendar year.
    Year,
    /// Characters of a text.
    Characters,
    /// People.
    People,
    /// Thousandths of a full-time position.
    Thousandths,
    /// Corroboration: 0 self-declared, 1 documented, 2 partially, 3 fully corroborated.
    Degree,
    /// Organisations, and the registry as one more.
    Parties,
}

impl Unit {
    /// The word in the printed table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flag => "true or false",
            Self::Code => "code",
            Self::Count => "count",
            Self::Year => "year",
            Self::Characters => "characters",
            Self::People => "people",
            Self::Thousandths => "thousandths of a position",
            Self::Degree => "degree 0–3",
            Self::Parties => "parties",
        }
    }
}

const fn fact(since: u32, name: &'static str, unit: Unit, meaning: &'static str) -> Definition {
    let nothing = match unit {
        Unit::Flag => Fact::Flag(false),
        Unit::Code => Fact::Code(String::new()),
        _ => Fact::Integer(0),
    };
    Definition { name, since, nothing, unit, meaning }
}

/// Every fact, by topic.
pub const TABLE: [Definition; 53] = [
    fact(1, "official_name_stated", Unit::Flag, "`official_name` says a name"),
    fact(2, "official_name_en_stated", Unit::Flag, "`official_name` says a name in English too"),
    fact(1, "regions", Unit::Count, "codes in `regions`"),
    fact(1, "specialisation", Unit::Code, "`specialisation_key`"),
    fact(1, "year_created", Unit::Year, "`year_created`"),
    fact(1, "summary_ru_characters", Unit::Characters, "the Russian text of `summary`"),
    fact(2, "summary_en_characters", Unit::Characters, "the English text of `summary`"),
    fact(2, "products_en", Unit::Count, "texts of `products` that have English words"),
    fact(1, "location_stated", Unit::Flag, "`location` stands"),
    fact(
        2,
        "location_of_region",
        Unit::Flag,
        "`regions` says a region, and `location` says no value in the clear, be it that there is none or that it is withheld or sealed: the place then is the centre of the first region, as the edition of regions gives it; no coordinate enters a fact",
    ),
    fact(
        1,
        "employees_total",
        Unit::People,
        "`employees_total`, where it says which day it describes",
    ),
    fact(
        2,
        "employees_total_withheld",
        Unit::Flag,
        "`employees_total` is withheld and its evidence was seen",
    ),
    fact(1, "contact_emails", Unit::Count, "contacts with an `email` in the clear"),
    fact(1, "participants", Unit::Count, "participants whose `organisation` stands"),
    fact(
        1,
        "participant_types",
        Unit::Count,
        "different codes of `participant_type` of these participants, as the cluster states them: a size that an organisation states of itself isn't in the cluster's stream",
    ),
    fact(
        1,
        "participants_confirmed",
        Unit::Count,
        "these participants whose `organisation` is at least partially corroborated",
    ),
    fact(
        1,
        "managing_bodies",
        Unit::Count,
        "governing bodies whose `type` is coordinator or management_company and whose `organisation` stands",
    ),
    fact(
        1,
        "managing_body_corroboration",
        Unit::Degree,
        "the best support of these bodies by `type` and `organisation`",
    ),
    fact(
        1,
        "managing_bodies_with_years",
        Unit::Count,
        "of these bodies those with `year_organisation_created` and `year_selected`",
    ),
    fact(
        1,
        "collegial_bodies",
        Unit::Count,
        "governing bodies whose `type` is board, supervisory_board or council",
    ),
    fact(
        1,
        "collegial_body_corroboration",
        Unit::Degree,
        "the best support of these bodies by `type` and, where it says something, `organisation`",
    ),
    fact(
        1,
        "management_staff_milli",
        Unit::Thousandths,
        "the largest `staff_fte` of a governing body whose `type` stands, cut to thousandths",
    ),
    fact(
        2,
        "management_staff_withheld",
        Unit::Flag,
        "such a body withholds `staff_fte` and its evidence was seen",
    ),
    fact(
        1,
        "management_staff_corroboration",
        Unit::Degree,
        "the best of the claims behind these two, of equal numbers the best corroborated",
    ),
    fact(
        1,
        "bodies_with_funding_sources",
        Unit::Count,
        "governing bodies whose `type` and `funding_sources` stand",
    ),
    fact(
        2,
        "strategies",
        Unit::Count,
        "strategies whose `title`, `approved_on` and `period_to` stand and that can be seen: `url` stands, or they are at least documented",
    ),
    fact(
        2,
        "strategy_corroboration",
        Unit::Degree,
        "the best of these strategies, each as its weakest claim of `title`, `approved_on`, `period_to`; with a `url` at least 1",
    ),
    fact(2, "priorities_rated", Unit::Count, "terms that `priorities` rates"),
    fact(2, "priorities_corroboration", Unit::Degree, "of the claim on `priorities`"),
    fact(
        2,
        "goals_with_target_year",
        Unit::Count,
        "goals whose `indicator`, `target` and `target_year` stand",
    ),
    fact(
        1,
        "joint_projects",
        Unit::Count,
        "projects whose `title` stands, of which `cost_sharing` says yes and `participants` names at least three whose own `organisation` stands",
    ),
    fact(
        1,
        "joint_project_corroboration",
        Unit::Degree,
        "the best support of these projects by `title`, `participants` and `cost_sharing`",
    ),
    fact(1, "projects_begun", Unit::Count, "of these projects those whose `stage` isn't planned"),
    fact(
        1,
        "project_begun_corroboration",
        Unit::Degree,
        "the best support of these projects by `title`, `stage`, `participants` and `cost_sharing`",
    ),
    fact(1, "project_spheres", Unit::Count, "different codes of `spheres` of these projects"),
    fact(
        1,
        "projects_detailed",
        Unit::Count,
        "of these projects those of which `budget`, `results`, `start` or `end` stands",
    ),
    fact(
        2,
        "russian_partners",
        Unit::Count,
        "partners whose `organisation` stands and whose `country` is RU",
    ),
    fact(
        2,
        "russian_partner_corroboration",
        Unit::Degree,
        "the best support of these partners by `organisation` and `country`",
    ),
    fact(
        2,
        "foreign_partners",
        Unit::Count,
        "partners whose `organisation` stands and whose `country` is another",
    ),
    fact(
        2,
        "foreign_partner_corroboration",
        Unit::Degree,
        "the best support of these partners by `organisation` and `country`",
    ),
    fact(
        2,
        "cluster_links_confirmed",
        Unit::Count,
        "cluster links whose `type` stands and whose `cluster` or `foreign_cluster` has a confirmation of relation partner",
    ),
    fact(2, "association_memberships", Unit::Count, "memberships whose `association` stands"),
    fact(2, "network_corroboration", Unit::Degree, "the best of the claims behind these two"),
    fact(
        2,
        "shared_infrastructure",
        Unit::Count,
        "infrastructure whose `name` stands and whose `shared` says yes",
    ),
    fact(2, "member_services", Unit::Count, "codes in `services`"),
    fact(2, "website_stated", Unit::Flag, "`website` stands"),
    fact(2, "site_update_stated", Unit::Flag, "`last_content_update` stands"),
    fact(
        2,
        "site_corroboration",
        Unit::Degree,
        "the weaker of these two claims; 0 without one of them",
    ),
    fact(2, "logo_stated", Unit::Flag, "`logo` stands"),
    fact(2, "brand_stated", Unit::Flag, "`brand` stands"),
    fact(2, "news", Unit::Count, "news whose `title` and `date` stand"),
    fact(2, "annual_reports", Unit::Count, "annual reports whose `year` and `url` stand"),
    fact(
        1,
        "gate_confirming_parties",
        Unit::Parties,
        "parties that confirmed anything behind a gate of the high level, each all the claims by which it is supported: what the degrees of managing and collegial bodies, staff, projects begun, strategies, partners, network and site tell of",
    ),
];

/// The definition of a name that a version has.
pub(crate) fn definition(name: &str, version: u32) -> Option<&'static Definition> {
    static ALL: [Definition; 53] = TABLE;
    ALL.iter().find(|known| known.name == name && known.since <= version)
}
