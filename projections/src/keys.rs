//! Keys of the catalogue that views read by name. Everything else in a profile is passed on as it
//! is, so that a field can be added to the catalogue without touching this crate.

pub(crate) const OFFICIAL_NAME: &str = "official_name";
pub(crate) const DISPLAY_NAME: &str = "display_name";
pub(crate) const ALIASES: &str = "aliases";
pub(crate) const REGIONS: &str = "regions";
pub(crate) const LOCATION: &str = "location";
pub(crate) const ADDRESS: &str = "address";
pub(crate) const SPECIALISATION: &str = "specialisation_key";
pub(crate) const YEAR_CREATED: &str = "year_created";
pub(crate) const EMPLOYEES_TOTAL: &str = "employees_total";
pub(crate) const CKR: &str = "ckr";
pub(crate) const PRIORITIES: &str = "priorities";
pub(crate) const SUMMARY: &str = "summary";
pub(crate) const TECHNOLOGIES: &str = "technologies";
pub(crate) const PRODUCTS: &str = "products";

/// The cluster's own fields that a row of the register shows.
pub(crate) const FIELDS_OF_ROW: [&str; 14] = [
    OFFICIAL_NAME,
    DISPLAY_NAME,
    ALIASES,
    REGIONS,
    LOCATION,
    SPECIALISATION,
    YEAR_CREATED,
    EMPLOYEES_TOTAL,
    CKR,
    PRIORITIES,
    SUMMARY,
    TECHNOLOGIES,
    PRODUCTS,
    ADDRESS,
];

/// How a cluster is supported: no field, it follows from official statuses.
pub(crate) const SUPPORT: &str = "support";

pub(crate) const CONTACTS: &str = "contacts";

pub(crate) const PARTICIPANTS: &str = "participants";
pub(crate) const ORGANISATION: &str = "organisation";
pub(crate) const PARTICIPANT_TYPE: &str = "participant_type";

pub(crate) const GOVERNING_BODIES: &str = "governing_bodies";
pub(crate) const BODY_TYPE: &str = "type";
pub(crate) const YEAR_ORGANISATION_CREATED: &str = "year_organisation_created";
pub(crate) const YEAR_SELECTED: &str = "year_selected";
pub(crate) const STAFF_FTE: &str = "staff_fte";
pub(crate) const FUNDING_SOURCES: &str = "funding_sources";

pub(crate) const PROJECTS: &str = "projects";
pub(crate) const TITLE: &str = "title";
pub(crate) const STAGE: &str = "stage";
pub(crate) const SPHERES: &str = "spheres";

pub(crate) const OFFERS: &str = "offers";
pub(crate) const REQUESTS: &str = "requests";
/// What an offer or a request says.
pub(crate) const TEXT: &str = "text";
/// What kind of thing is offered or looked for.
pub(crate) const KIND: &str = "kind";
/// The last day of an offer or a request.
pub(crate) const UNTIL: &str = "until";

pub(crate) const PARTNERS: &str = "partners";
pub(crate) const COUNTRY: &str = "country";
/// The code of the country whose partners aren't foreign.
pub(crate) const RUSSIA: &str = "RU";

pub(crate) const OFFICIAL_STATUSES: &str = "official_statuses";
pub(crate) const STATUS_TYPE: &str = "type";
pub(crate) const NUMBER: &str = "number";
pub(crate) const GRANTED_ON: &str = "granted_on";
pub(crate) const VALID_UNTIL: &str = "valid_until";
pub(crate) const ISSUER: &str = "issuer";

/// A term of dictionary `official_status`.
pub(crate) const PILOT: &str = "pilot_itc";
/// A term of dictionary `official_status`.
pub(crate) const CKR_SUPPORTED: &str = "ckr_supported";

pub(crate) const COORDINATOR: &str = "coordinator";
pub(crate) const MANAGEMENT_COMPANY: &str = "management_company";

/// The participant types that say how large a firm is.
pub(crate) const SIZES: [&str; 3] = ["large", "medium", "small"];

/// The marker of the rulebook's editions for a profile in English: what it asks is judged there, and
/// whether it was met is recorded.
pub(crate) const IN_ENGLISH: &str = "O2";
