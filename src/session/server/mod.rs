//! The server side of sessions: how they start, how they are resolved and how they end.

mod activity;
mod auth;
mod backend;
mod bound;
mod challenge;
mod cookie;
mod current;
pub(crate) mod cuts;
mod deadlines;
mod device;
mod device_cookie;
pub(crate) mod endings;
mod facts;
mod failures;
pub(crate) mod impersonation;
pub mod layers;
mod lookup;
mod maintenance;
mod notices;
mod password;
mod places;
mod registry;
mod resolve;
mod row;
mod secret;
mod selector;
mod service;
mod sign_in;
mod start;
pub(crate) mod store;
mod tower_store;
mod write_activity;

pub use self::{
    backend::{Backend, Credentials},
    cookie::SessionCookie,
    places::{Places, PlacesError},
    service::Sessions,
};
pub(crate) use self::{
    bound::{REGISTRATION, key::Evidence},
    deadlines::{ABSOLUTE_END, IDLE_END},
    device::device,
    facts::SessionFacts,
    lookup::ResolvedSession,
    notices::forget_devices,
    registry::{Viewer, summaries, summary, summary_columns},
    selector::{ImpersonationSelector, SessionSelector},
};
