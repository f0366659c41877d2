//! What a transaction records. The chain hooks into its commit.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use super::store;
use crate::{
    audit::server::{actor::Actor, counts, event::Event},
    database::{Attachment, Connection, Database, Pending, Transaction},
};

/// How often the events of other processes are looked for.
const POLL_EVERY: Duration = Duration::from_millis(500);

/// The events that a transaction appends to the chain.
#[derive(Debug)]
struct Recording {
    actor: Actor,
    events: Vec<(Event, Actor)>,
    /// What the events are counted under, once they are committed.
    counted: Vec<counts::Labels>,
    /// The number of the chain's last row.
    head: i64,
}

impl Default for Recording {
    fn default() -> Self {
        Self { actor: Actor::system(), events: Vec::new(), counted: Vec::new(), head: 0 }
    }
}

impl Attachment for Recording {
    fn before_commit<'a>(&'a mut self, connection: &'a mut Connection, now: i64) -> Pending<'a> {
        Box::pin(async move {
            let events = std::mem::take(&mut self.events);
            if !events.is_empty() {
                self.counted = events.iter().map(|(event, _)| event.into()).collect();
                self.head = store::append(connection, events, now).await?;
            }
            Ok(())
        })
    }

    fn after_commit(&mut self, database: &Database, _now: i64) {
        for labels in &self.counted {
            counts::count(database, labels);
        }
        database.has_recorded(self.head);
    }
}

impl Transaction {
    /// Sets the actor of the events that are recorded from now on. Initially it is the server itself.
    pub fn acts_for(&mut self, actor: impl Into<Actor>) {
        self.attachment::<Recording>().actor = actor.into();
    }

    /// Records an event of the current actor. It is written when the transaction is committed.
    pub fn record(&mut self, event: Event) {
        let recording = self.attachment::<Recording>();
        recording.events.push((event, recording.actor.clone()));
    }

    /// Whether any event has been recorded.
    pub fn has_recorded(&self) -> bool {
        self.attached::<Recording>().is_some_and(|recording| !recording.events.is_empty())
    }
}

/// The last row of the chain that this process knows of. Cheap to clone.
#[derive(Clone, Debug, Default)]
struct Head(Arc<AtomicI64>);

impl Database {
    /// Notifies the watchers of any change if the chain has grown.
    fn has_recorded(&self, seq: i64) {
        let Head(known) = self.extension(Head::default);
        if known.fetch_max(seq, Ordering::SeqCst) < seq {
            self.changes().mark_changed();
        }
    }

    /// Announces what other processes record to the watchers in this one, forever.
    pub async fn follow_audit(self) {
        loop {
            tokio::time::sleep(POLL_EVERY).await;
            if self.changes().is_watched() {
                match store::head(self.pool()).await {
                    Ok(head) => self.has_recorded(head),
                    Err(error) => tracing::warn!(cause = %error, "cannot read events of other processes"),
                }
            }
        }
    }
}
