//! Counts and limits the open channels of each account and each network.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::policy::TabLimits;

/// The counters. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct ConnectionLimits {
    limits: TabLimits,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    in_all: usize,
    accounts: HashMap<String, usize>,
    networks: HashMap<String, usize>,
}

/// An open channel, counted until this is dropped.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    connection_limits: ConnectionLimits,
    account_id: String,
    network: String,
}

impl ConnectionLimits {
    pub(super) fn new(limits: TabLimits) -> Self {
        Self { limits, taken: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        // A panic elsewhere cannot leave these maps inconsistent.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a permit for one more channel, unless the account, the network or the server has reached its limit.
    pub(super) fn take(&self, account_id: &str, network: &str) -> Option<ConnectionPermit> {
        let mut taken = self.lock();
        let count = |map: &HashMap<String, usize>, key: &str| map.get(key).copied().unwrap_or_default();
        if taken.in_all >= self.limits.in_all
            || count(&taken.accounts, account_id) >= self.limits.per_account
            || count(&taken.networks, network) >= self.limits.per_address
        {
            return None;
        }
        taken.in_all += 1;
        *taken.accounts.entry(account_id.to_owned()).or_default() += 1;
        *taken.networks.entry(network.to_owned()).or_default() += 1;
        Some(ConnectionPermit {
            connection_limits: self.clone(),
            account_id: account_id.to_owned(),
            network: network.to_owned(),
        })
    }

    /// The number of open channels.
    pub(super) fn taken(&self) -> usize {
        self.lock().in_all
    }
}

impl ConnectionPermit {
    pub(super) fn account_id(&self) -> &str {
        &self.account_id
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut taken = self.connection_limits.lock();
        let taken = &mut *taken;
        taken.in_all -= 1;
        for (map, key) in [(&mut taken.accounts, &self.account_id), (&mut taken.networks, &self.network)] {
            if let Some(count) = map.get_mut(key) {
                *count -= 1;
                if *count == 0 {
                    map.remove(key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permits_are_limited_per_account_network_and_in_all() {
        let connection_limits = ConnectionLimits::new(TabLimits { per_account: 2, per_address: 3, in_all: 3 });
        let _first = connection_limits.take("ada", "a").unwrap();
        let second = connection_limits.take("ada", "a").unwrap();
        assert!(connection_limits.take("ada", "b").is_none());
        let _third = connection_limits.take("bob", "a").unwrap();
        assert!(connection_limits.take("eve", "a").is_none());
        drop(second);
        let fourth = connection_limits.take("ada", "b").unwrap();
        assert!(connection_limits.take("eve", "c").is_none());
        assert_eq!(connection_limits.taken(), 3);
        drop(fourth);
        assert_eq!((connection_limits.taken(), connection_limits.lock().networks.len()), (2, 1));
    }
}
