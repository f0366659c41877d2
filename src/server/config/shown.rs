//! The configured limits that the console shows beside the policy; they are fixed until a restart.

use super::Config;
use crate::{policy::Limit, policy_admin::ConfiguredLimit};

impl Config {
    /// The limits on attempts, tabs and hashing, each with its key.
    pub fn shown_limits(&self) -> Vec<ConfiguredLimit> {
        let limit = |limit: Limit| format!("{}/{}s", limit.burst, limit.refill);
        let values = [
            ("attempts_per_account", limit(self.limits.per_account)),
            ("attempts_per_address", limit(self.limits.per_address)),
            ("ratings_per_address", limit(self.limits.ratings)),
            ("tabs_per_account", self.tabs.per_account.to_string()),
            ("tabs_per_address", self.tabs.per_address.to_string()),
            ("argon2_memory_kib", self.hashing.memory_kib.to_string()),
            ("argon2_iterations", self.hashing.iterations.to_string()),
            ("argon2_parallelism", self.hashing.parallelism.to_string()),
            ("hash_workers", self.hash_workers.to_string()),
        ];
        values.map(|(key, value)| ConfiguredLimit { key: key.to_owned(), value }).into()
    }
}
