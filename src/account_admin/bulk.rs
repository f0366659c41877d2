//! Acts on several accounts at once: what would become of each, and what became of it.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Permission, Role},
    directory::AccountSummary,
    error::AppError,
};

/// Accounts that one act concerns at most.
pub const BULK_MAX: usize = 50;

/// What is done to each of several accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkAct {
    /// They are banned, which ends their sessions.
    Ban,
    /// Their bans are lifted.
    LiftBan,
    /// Their sessions are ended.
    EndSessions,
    /// They get this role.
    ChangeRole(Role),
}

impl BulkAct {
    /// Its name in addresses and forms.
    pub fn name(&self) -> String {
        match self {
            Self::Ban => "ban".to_owned(),
            Self::LiftBan => "lift_ban".to_owned(),
            Self::EndSessions => "end_sessions".to_owned(),
            Self::ChangeRole(role) => format!("change_role:{role}"),
        }
    }

    /// The act of that name, whether or not there is such a role.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ban" => Some(Self::Ban),
            "lift_ban" => Some(Self::LiftBan),
            "end_sessions" => Some(Self::EndSessions),
            name => name.strip_prefix("change_role:").and_then(Role::from_name).map(Self::ChangeRole),
        }
    }

    /// What it needs.
    pub fn needs(&self) -> Permission {
        match self {
            Self::Ban | Self::LiftBan => Permission::BAN_ACCOUNTS,
            Self::EndSessions => Permission::END_SESSIONS,
            Self::ChangeRole(_) => Permission::ASSIGN_ROLES,
        }
    }

    /// What it is called where it is chosen.
    pub fn title(&self) -> String {
        match self {
            Self::Ban => "Ban".to_owned(),
            Self::LiftBan => "Lift bans".to_owned(),
            Self::EndSessions => "End sessions".to_owned(),
            Self::ChangeRole(role) => format!("Change role to {role}"),
        }
    }

    /// What it would do to this account, to which it can be done; `ends`: sessions that would end.
    pub fn effect(&self, account: &AccountSummary, ends: u64) -> String {
        let sessions = match ends {
            0 => "Not signed in anywhere.".to_owned(),
            1 => "1 session ends.".to_owned(),
            count => format!("{count} sessions end."),
        };
        match self {
            Self::Ban => format!("Is banned. {sessions}"),
            Self::LiftBan => "The ban is lifted.".to_owned(),
            Self::EndSessions => sessions,
            Self::ChangeRole(role) if ends == 0 => format!("{} becomes {role}.", account.role),
            Self::ChangeRole(role) => format!("{} becomes {role}. {sessions}", account.role),
        }
    }

    /// What was done to an account.
    pub fn done(&self) -> String {
        match self {
            Self::Ban => "Banned.".to_owned(),
            Self::LiftBan => "The ban is lifted.".to_owned(),
            Self::EndSessions => "Its sessions are ended.".to_owned(),
            Self::ChangeRole(role) => format!("Is {} now.", role.article()),
        }
    }
}

/// One of the accounts, and whether the act can be done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkLine {
    /// As it was asked for.
    pub id: String,
    /// `None`: there is none of that id.
    pub account: Option<AccountSummary>,
    /// Sessions of it that would end.
    pub ends: u64,
    /// Why it cannot.
    pub refused: Option<AppError>,
}

/// What became of each account, by its place among those that were asked for, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOutcome {
    /// Where it was done.
    pub done: Vec<usize>,
    /// Where it was not, for each reason.
    pub refused: Vec<(AppError, Vec<usize>)>,
}

impl BulkOutcome {
    /// Adds what became of the account at that place.
    pub fn add(&mut self, place: usize, result: Result<(), AppError>) {
        match result {
            Ok(()) => self.done.push(place),
            Err(error) => match self.refused.iter_mut().find(|(known, _)| *known == error) {
                Some((_, places)) => places.push(place),
                None => self.refused.push((error, vec![place])),
            },
        }
    }

    /// What became of the account at that place; `None` when it was not asked for.
    pub fn at(&self, place: usize) -> Option<Result<(), &AppError>> {
        if self.done.contains(&place) {
            return Some(Ok(()));
        }
        self.refused.iter().find(|(_, places)| places.contains(&place)).map(|(error, _)| Err(error))
    }

    /// How it went, in a sentence.
    pub fn words(&self) -> String {
        let refused: usize = self.refused.iter().map(|(_, places)| places.len()).sum();
        match refused {
            0 => format!("Done for {}.", count(self.done.len())),
            refused => format!("Done for {}, refused for {}.", count(self.done.len()), count(refused)),
        }
    }
}

/// "1 account", "3 accounts".
pub fn count(accounts: usize) -> String {
    if accounts == 1 { "1 account".to_owned() } else { format!("{accounts} accounts") }
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
    fn an_outcome_says_what_became_of_each() {
        let mut outcome = BulkOutcome::default();
        outcome.add(0, Ok(()));
        outcome.add(1, Err(AppError::NotFound));
        outcome.add(2, Err(AppError::NotFound));
        assert_eq!(outcome.refused.len(), 1, "a reason is named once");
        assert_eq!(outcome.at(2), Some(Err(&AppError::NotFound)));
        assert_eq!((outcome.at(0), outcome.at(3)), (Some(Ok(())), None));
        assert_eq!(outcome.words(), "Done for 1 account, refused for 2 accounts.");
    }
}
