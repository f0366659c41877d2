//! Puts the server sides of features together.

use clap::Command;

use super::{Feature, carried_kind, server::ServerFeatures};
use crate::database::{Database, register_migrations};

/// Creates the services of the features, keyed by feature name.
pub(crate) fn make(features: &[Feature], database: &Database) -> ServerFeatures {
    let sides = features.iter().filter_map(|feature| Some((feature.name, feature.server?)));
    ServerFeatures(sides.map(|(name, side)| (name, (side.make)(database))).collect())
}

/// Registers the migrations of the features with the database, and the states that they carry.
///
/// # Errors
/// If a migration has no common file, or two states have the same name.
pub(crate) fn register(features: &[Feature]) -> Result<(), String> {
    let carried = features.iter().filter_map(|feature| feature.server).flat_map(|side| side.carried.iter().copied());
    carried_kind::register(carried.collect())?;
    let migrations = features.iter().filter_map(|feature| Some((feature.name, feature.server?.migrations?)));
    register_migrations(migrations.collect())
}

/// The commands of features.
pub(crate) fn commands(features: &[Feature]) -> Vec<Command> {
    let made = features.iter().filter_map(|feature| Some((feature.name, feature.server?.command?)));
    made.map(|(name, command)| command().name(name)).collect()
}
