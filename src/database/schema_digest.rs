//! Tells schemas apart, for tests that copy one.

use sha2::{Digest, Sha256};

use super::{engine::Engine, migrations::all};

/// The first 16 hexadecimal digits of a digest of every migration.
pub(crate) fn schema_digest() -> String {
    let mut digest = Sha256::new();
    for (table, migrations) in all() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            for step in migrations.of(engine, table.clone()).iter() {
                digest.update(step.sql.as_str());
            }
        }
    }
    hex::encode(&digest.finalize()[..8])
}
