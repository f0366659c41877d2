//! Bulk acts on several accounts: previews and outcomes.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Permission, Role},
    directory::AccountSummary,
    error::AppError,
    texts::account_admin as t,
};

/// The maximum number of accounts in a bulk act.
pub const BULK_MAX: usize = 50;

/// An act on each of several accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkAct {
    /// Ban them, which ends their sessions.
    Ban,
    /// Lift their bans.
    LiftBan,
    /// End their sessions.
    EndSessions,
    /// Give them this role.
    ChangeRole(Role),
}

impl BulkAct {
    /// The name in URLs and forms.
    pub fn name(&self) -> String {
        match self {
            Self::Ban => "ban".to_owned(),
            Self::LiftBan => "lift_ban".to_owned(),
            Self::EndSessions => "end_sessions".to_owned(),
            Self::ChangeRole(role) => format!("change_role:{role}"),
        }
    }

    /// Finds an act by its name. Does not check that the role exists.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ban" => Some(Self::Ban),
            "lift_ban" => Some(Self::LiftBan),
            "end_sessions" => Some(Self::EndSessions),
            name => name.strip_prefix("change_role:").and_then(Role::from_name).map(Self::ChangeRole),
        }
    }

    /// The permission that the act requires.
    pub fn needs(&self) -> Permission {
        match self {
            Self::Ban | Self::LiftBan => Permission::BAN_ACCOUNTS,
            Self::EndSessions => Permission::END_SESSIONS,
            Self::ChangeRole(_) => Permission::ASSIGN_ROLES,
        }
    }

    /// The label in the list of acts.
    pub fn title(&self) -> String {
        match self {
            Self::Ban => t::ban(),
            Self::LiftBan => t::lift_bans(),
            Self::EndSessions => t::end_sessions(),
            Self::ChangeRole(role) => t::change_role_to(role.label()),
        }
    }

    /// The act and the number of accounts, such as "Ban 2 accounts".
    pub fn action(&self, count: usize) -> String {
        match self {
            Self::Ban => t::ban_submit(count),
            Self::LiftBan => t::lift_submit(count),
            Self::EndSessions => t::end_submit(count),
            Self::ChangeRole(role) => t::change_role_submit(count, role.label()),
        }
    }

    /// Describes the effect on an account that the act applies to. `ends` is the number of sessions that would end.
    pub fn effect(&self, account: &AccountSummary, ends: u64) -> String {
        match self {
            Self::Ban => t::will_ban(ends),
            Self::LiftBan => t::will_lift(),
            Self::EndSessions => t::will_end(ends),
            Self::ChangeRole(role) => t::will_change_role(ends, account.role.label(), role.label()),
        }
    }

    /// Describes the act once it is done.
    pub fn done(&self) -> String {
        match self {
            Self::Ban => t::did_ban(),
            Self::LiftBan => t::did_lift(),
            Self::EndSessions => t::did_end(),
            Self::ChangeRole(role) => t::did_change_role(role.label()),
        }
    }
}

/// One account in the preview of a bulk act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkLine {
    /// The requested ID.
    pub id: String,
    /// The account; `None` if there is none with that ID.
    pub account: Option<AccountSummary>,
    /// The number of its sessions that would end.
    pub ends: u64,
    /// Why the act cannot be done; `None` if it can.
    pub refused: Option<AppError>,
}

/// The outcome of a bulk act. Accounts are identified by their index among the requested ones, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOutcome {
    /// The accounts for which it was done.
    pub done: Vec<usize>,
    /// The accounts for which it was refused, by reason.
    pub refused: Vec<(AppError, Vec<usize>)>,
}

impl BulkOutcome {
    /// Adds the result for the account at an index.
    pub fn add(&mut self, place: usize, result: Result<(), AppError>) {
        match result {
            Ok(()) => self.done.push(place),
            Err(error) => match self.refused.iter_mut().find(|(known, _)| *known == error) {
                Some((_, places)) => places.push(place),
                None => self.refused.push((error, vec![place])),
            },
        }
    }

    /// Returns the result for the account at an index; `None` if it was not requested.
    pub fn at(&self, place: usize) -> Option<Result<(), &AppError>> {
        if self.done.contains(&place) {
            return Some(Ok(()));
        }
        self.refused.iter().find(|(_, places)| places.contains(&place)).map(|(error, _)| Err(error))
    }

    /// Summarizes the outcome in a sentence.
    pub fn words(&self) -> String {
        let refused: usize = self.refused.iter().map(|(_, places)| places.len()).sum();
        let done = self.done.len();
        if refused == 0 { t::outcome(done) } else { t::outcome_mixed(done, refused) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for act in [BulkAct::Ban, BulkAct::LiftBan, BulkAct::EndSessions, BulkAct::ChangeRole(Role::MODERATOR)] {
            assert_eq!(BulkAct::from_name(&act.name()), Some(act));
        }
        for name in ["", "close", "change_role", "change_role:", "change_role:Administrator"] {
            assert_eq!(BulkAct::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn an_outcome_has_a_result_for_each_account() {
        let mut outcome = BulkOutcome::default();
        outcome.add(0, Ok(()));
        outcome.add(1, Err(AppError::NotFound));
        outcome.add(2, Err(AppError::NotFound));
        assert_eq!(outcome.refused.len(), 1, "equal reasons are grouped");
        assert_eq!(outcome.at(2), Some(Err(&AppError::NotFound)));
        assert_eq!((outcome.at(0), outcome.at(3)), (Some(Ok(())), None));
        assert_eq!(outcome.words(), "Done for 1 account, but not possible for 2. The table says why.");
    }
}
