//! Mail. A message is written into the outbox in the transaction of the act that it is about; a worker of any server
//! sends it afterwards, at least once.

mod address;
mod compose;
mod counts;
mod letter;
mod outbox;
mod service;
mod template;
mod transport;
mod worker;

pub(crate) use address::masked;
pub use lettre::message::Mailbox;

pub use self::{
    address::address_key,
    outbox::{OutboxEntry, OutboxState},
    service::Mail,
    template::Template,
    transport::{MailSettings, Transport},
};
