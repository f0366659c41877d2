//! The rules of the audit: what it is asked, and how long it is stored. To record an event, write a line in
//! the transaction of the act: `tx.record(Event::new(Act::BAN).on(id))`.

mod actor;
mod chain;
mod counts;
mod event;
mod export;
mod filter;
mod keep;
mod listing;
mod query;
mod read_filter;
mod refusal_limiter;
mod refusals;
mod service;
mod store;
mod verify;

pub use self::{
    actor::{Actor, Origin},
    event::Event,
    export::Format,
    keep::forget,
    refusals::Refusal,
    service::Audit,
    verify::Verdict,
};
