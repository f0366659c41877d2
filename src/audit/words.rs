//! Events for people: what happened as a sentence, why something was refused, and an icon for each kind of act.

use super::{Act, AuditEvent};
use crate::{access::Ending, texts::audit as t};

impl AuditEvent {
    /// What happened, as a sentence without a full stop.
    pub fn words(&self) -> String {
        let (who, whom) = (self.who(), self.whom());
        let is_refused = self.is_refused();
        match (Act::from_name(&self.act), whom) {
            (Some(act), whom) if is_refused => match self.detail.get("path") {
                Some(path) if [Act::OPEN_PAGE, Act::CALL].contains(&act) => t::refused_path(who, path),
                _ => act.refused_to(who, whom),
            },
            (Some(act), whom) => self.particular().unwrap_or_else(|| act.done_by(who, whom)),
            (None, None) if is_refused => t::refused(who, &self.act),
            (None, Some(whom)) if is_refused => t::refused_to(who, whom, &self.act),
            (None, None) => t::unknown(who, &self.act),
            (None, Some(whom)) => t::unknown_to(who, &self.act, whom),
        }
    }

    /// Why it was refused, in the reader's language; empty if it was done.
    pub fn why(&self) -> String {
        match &*self.reason {
            "bad_credentials" => t::reason_bad_credentials(),
            "wrong_password" => t::reason_wrong_password(),
            "wrong_code" => t::reason_wrong_code(),
            "too_many" => t::reason_too_many(),
            "forbidden" => t::reason_forbidden(),
            "banned" => t::reason_banned(),
            "dead_link" => t::reason_dead_link(),
            "reauthentication_required" => t::reason_reauthentication_required(),
            "out_of_reach" => t::reason_out_of_reach(),
            "last_administrator" => t::reason_last_administrator(),
            "yourself" => t::reason_yourself(),
            "impersonating" => t::reason_impersonating(),
            "somebody_else" => t::reason_somebody_else(),
            "unknown_passkey" => t::reason_unknown_passkey(),
            "wrong_passkey" => t::reason_wrong_passkey(),
            other => plain(other),
        }
    }

    /// What was done, if the details say more than the act does.
    fn particular(&self) -> Option<String> {
        let detail = |name: &str| self.detail.get(name).map(String::as_str);
        let (who, whom) = (self.who(), self.whom());
        match (&*self.act, whom) {
            ("session.end", None) => match Ending::from_name(detail("ending")?)? {
                Ending::SignedOut => Some(t::signed_out(who)),
                Ending::EndedByYou => Some(t::ended_own(who, detail("sessions")?.parse::<u64>().ok()?)),
                Ending::Replaced => Some(t::signed_in_again(who)),
                _ => None,
            },
            ("invitation.edit", None) if detail("made").is_some() => Some(t::invitation_created(who)),
            ("invitation.edit", None) if detail("revoked").is_some() => Some(t::invitation_revoked(who)),
            ("account.note", Some(whom)) => match detail("what")? {
                "added" => Some(t::note_added(who, whom)),
                "deleted" => Some(t::note_deleted(who, whom)),
                _ => None,
            },
            ("role.edit", None) => {
                let role = |name: &str| detail(name).map(str::to_owned);
                None.or_else(|| Some(t::role_created(&who, role("made")?)))
                    .or_else(|| Some(t::role_changed(&who, role("changed")?)))
                    .or_else(|| Some(t::role_deleted(&who, role("deleted")?)))
            }
            _ => None,
        }
    }

    /// The icon of this kind of event, and its tone: see [`Glyph`](crate::ui::Glyph).
    pub fn icon(&self) -> (&'static str, &'static str) {
        if self.is_refused() {
            return ("circle-x", "amber");
        }
        Act::from_name(&self.act).map_or(("activity", ""), Act::icon)
    }
}

impl Act {
    fn icon(self) -> (&'static str, &'static str) {
        match self.name() {
            "session.start" => ("log-in", "green"),
            "session.end" => ("log-out", ""),
            "account.sign_up" | "account.set_up" | "account.create" => ("user-plus", "green"),
            "password.change" | "password.link" | "password.reset" => ("key-round", ""),
            "password.prove" => ("shield-check", ""),
            "ticket.issue" | "ticket.revoke" | "ticket.use" => ("key-round", "amber"),
            "profile.change" => ("pencil", ""),
            "account.role" | "role.edit" => ("user-cog", ""),
            "account.ban" => ("ban", "brick"),
            "account.lift_ban" => ("undo-2", ""),
            "account.change_ban" => ("gavel", ""),
            "ban.appeal" => ("message-square-text", "amber"),
            "ban.answer" => ("message-square-text", ""),
            "account.note" => ("sticky-note", ""),
            "account.close" => ("trash-2", "brick"),
            "account.export" | "audit.export" => ("download", ""),
            "impersonation.start" | "impersonation.end" => ("drama", "amber"),
            "invitation.edit" => ("mail", ""),
            "policy.change" => ("sliders-horizontal", ""),
            "audit.purge" => ("history", ""),
            "clock.confirm" => ("clock", ""),
            _ => ("activity", ""),
        }
    }
}

/// A name of a program, such as `left_out_before`, as words: for those that have no text.
pub(crate) fn plain(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_file() {
        let file = include_str!("../../public/icons-2.svg");
        for act in Act::all() {
            let (icon, _) = act.icon();
            assert!(file.contains(&format!("symbol id=\"{icon}\"")), "{icon} of {}", act.name());
        }
    }
}
