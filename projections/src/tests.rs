//! Given these events, the views show that.

mod blocks;
mod bulletins;
mod cards;
mod follower;
mod histories;
mod levels;
mod lists;
mod measures;
mod organisations;
mod registry;
mod replay;
mod statistics;
mod support;
mod visibility;
