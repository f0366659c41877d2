//! The numbers that a monitoring system reads: what this process has done since it was started. Each module registers
//! its own. This module makes no decisions and depends on no feature.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prometheus_client::{
    encoding::text::encode,
    registry::{Metric, Registry},
};

/// The content type of [`Metrics::text`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics of this process. Cheap to clone; clones share them.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Mutex<Registry>>);

impl Default for Metrics {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Registry::with_prefix("hallpass"))))
    }
}

impl Metrics {
    fn registry(&self) -> MutexGuard<'_, Registry> {
        // A panic elsewhere cannot leave the registry inconsistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a metric under a name without prefix and, for a counter, without `_total`. The help has no full stop.
    pub(crate) fn register(&self, name: &str, help: &str, metric: impl Metric) {
        self.registry().register(name, help, metric);
    }

    /// All metrics in the `OpenMetrics` text format, version 1.0.
    ///
    /// # Errors
    /// If a metric cannot be written.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry())?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use prometheus_client::metrics::counter::Counter;

    use super::*;

    #[test]
    fn a_counter_is_written_with_prefix_and_help() {
        let (metrics, knocks) = (Metrics::default(), Counter::<u64>::default());
        metrics.register("knocks", "Knocks at the door", knocks.clone());
        knocks.inc();
        let text = metrics.text().unwrap();
        assert!(text.contains("# HELP hallpass_knocks Knocks at the door.\n"), "{text}");
        assert!(text.contains("hallpass_knocks_total 1\n"), "{text}");
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}
