//! The server as its callers see it: the real router over a log in memory, and over a socket.
//!
//! One binary with a module per topic; `support` has the app and its clients.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod applications;
mod clerk;
mod clusters;
mod confirmations;
mod contention;
mod denials;
mod desk;
mod disputes;
mod edge;
mod evidence;
mod extract;
mod faults;
mod forgetting;
mod headers;
mod health;
mod idempotency;
mod limits;
mod malformed;
mod masking;
mod mergers;
mod openapi;
mod order;
mod organisation_changes;
mod organisations;
mod pages;
mod pages_addresses;
mod pages_compare;
mod pages_desk;
mod pages_english;
mod pages_expired;
mod pages_feed;
mod pages_level;
mod pages_links;
mod pages_logo;
mod pages_map;
mod pages_members_map;
mod pages_methodology;
mod pages_offers;
mod pages_open_data;
mod pages_places;
mod pages_problem;
mod pages_profile;
mod pages_register;

mod pages_publications;
mod pages_search;
mod pages_statistics;
mod pages_told;
mod pages_verify;
mod private_store;
mod problems;
mod publications;
mod query;
mod reading;
mod reads;
mod regions;
mod rollback;
mod sealing;
mod socket;
mod support;
mod transparency;
mod values;
mod versions;
