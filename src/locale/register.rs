//! Registers the texts of an application.

use super::{
    registry::{self, Setup},
    store,
};

/// Registers the texts of the application of this process. The first registration counts.
///
/// # Errors
/// Describes a text that replaces one that does not exist, or that has other arguments.
pub(crate) fn register(setup: Setup) -> Result<(), String> {
    store::prepare(&setup)?;
    registry::set(setup);
    Ok(())
}
