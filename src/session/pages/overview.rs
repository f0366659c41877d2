//! What the page of one's own sessions shows: the live ones, and those that ended last.

use crate::{
    error::AppError,
    session::{Event, EventKind, SessionSummary, list_history, list_sessions},
    ui::{Keyed, Listing, LiveList},
};

/// How many of the sessions that ended last are shown.
const RECENT: usize = 3;

/// The live sessions, and the ends of those that ended last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Overview {
    pub(super) sessions: Vec<SessionSummary>,
    pub(super) ended: Vec<Event>,
}

impl Listing for Overview {
    type Row = SessionSummary;

    fn rows(&self) -> &Vec<SessionSummary> {
        &self.sessions
    }

    fn rows_mut(&mut self) -> &mut Vec<SessionSummary> {
        &mut self.sessions
    }
}

impl Keyed for SessionSummary {
    fn key(&self) -> String {
        self.id.clone()
    }
}

/// Loads both.
pub(super) async fn load() -> Result<(Vec<SessionSummary>, Vec<Event>), AppError> {
    let sessions = list_sessions().await?;
    let mut ended = list_history(String::new()).await?.events;
    ended.retain(|event| matches!(event.what, EventKind::Ended(_)));
    ended.truncate(RECENT);
    Ok((sessions, ended))
}

/// The sessions of other devices; tracked.
pub(super) fn others(sessions: LiveList<Overview>) -> Vec<SessionSummary> {
    sessions.rows().into_iter().filter(|session| !session.is_this).collect()
}
