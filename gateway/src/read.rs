//! Answers to questions: pure functions from views to documents that can be serialised.
//!
//! Nothing here knows HTTP. What needs the log beside the views (a card of the past, the basis of a
//! level, the changes) takes decoded entries as an argument; handlers read them. What a reader may
//! see is decided once, in [`lens`], by today's visibility.

pub mod asked_register;
pub mod basis;
pub mod bulletins;
pub mod card;
pub mod catalogue;
pub mod changes;
pub mod claim;
pub mod clusters;
pub mod columns;
pub mod compare;
pub mod completeness;
pub mod confirmers;
pub mod cursor;
pub mod dictionaries;
pub mod difference;
pub mod dispute;
pub mod employees;
pub mod expected;
pub mod export;
pub mod facets;
pub mod former;
pub mod found_once;
pub mod geojson;
pub mod held;
pub mod hidden;
pub mod history;
pub mod indexes;
pub mod journal;
pub mod latest;
pub mod lens;
pub mod level;
pub mod links;
pub mod logo;
pub mod moderation;
pub mod offers;
pub mod organisations;
pub mod parts;
pub mod publications;
pub mod reader;
pub mod regions;
pub mod right;
pub mod row;
pub mod rulebooks;
pub mod samples;
pub mod series;
pub mod shared_domain;
pub mod specialisations;
pub mod statistics;
pub mod support;
pub mod table;
pub mod value;
pub mod voice;
pub mod waiting;
