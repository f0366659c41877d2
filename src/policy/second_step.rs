//! The settings that the security feature declares: second steps, codes and devices. Their values are not columns of the
//! policy.

use super::{
    group::Group,
    settings::{DAY, HOUR, Kind, Setting},
};
use crate::texts::policy as t;

/// The choices of the setting `second_factor`. The stricter one is smaller, so that it applies.
const SECOND_FACTOR: &[&str] = &["required", "optional"];

/// The choices of the setting `new_device_code`, in the same order.
const NEW_DEVICE_CODE: &[&str] = &["required", "off"];

/// The last day that can be set: 31 December 9999.
pub(super) const LAST_DAY: i64 = 253_402_214_400;

impl Setting {
    /// Whether a second factor is required.
    pub const SECOND_FACTOR: Self = Self::choice("second_factor", t::second_factor, (SECOND_FACTOR, 1), 1)
        .per_role()
        .about(t::second_factor_about)
        .group(Group::SignIn);

    /// The day from which on a second factor has to be set up after signing in; 0: at once, in open sessions, too.
    pub const SECOND_FACTOR_FROM: Self =
        Self::new("second_factor_from", t::second_factor_from, Kind::Date, 0..=LAST_DAY, 0)
            .about(t::second_factor_from_about)
            .group(Group::SignIn);

    /// How long after a request the second step is removed; 0: it is not. At least a day, because the owner is notified a
    /// day before.
    pub const SECOND_FACTOR_REMOVAL: Self =
        Self::duration("second_factor_removal", t::second_factor_removal, DAY..=14 * DAY, 3 * DAY)
            .or_never()
            .about(t::second_factor_removal_about)
            .group(Group::SignIn);

    /// How long tickets work, which administrators issue in place of lost second factors.
    pub const SECOND_FACTOR_TICKET: Self =
        Self::duration("second_factor_ticket", t::second_factor_ticket, HOUR..=7 * DAY, DAY)
            .about(t::second_factor_ticket_about)
            .group(Group::SignIn);

    /// Whether a password alone, in a new browser, takes a mailed code as well.
    pub const NEW_DEVICE_CODE: Self = Self::choice("new_device_code", t::new_device_code, (NEW_DEVICE_CODE, 1), 1)
        .per_role()
        .about(t::new_device_code_about)
        .group(Group::SignIn);

    /// Whether new sessions are bound to the device, in browsers that can do it.
    pub const DEVICE_BOUND: Self = Self::switch("device_bound", t::device_bound, 0).about(t::device_bound_about);
}
