//! The health of the server and its warnings.

mod readiness;
mod warnings;
