//! The console's pages with their filters, in a database filled according to a plan.

use crate::seed::{DAY, EACH, Plan, long};

/// A page: its description and path.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) path: String,
    /// Whether it lists rows.
    pub(super) has_rows: bool,
}

/// All pages. `sessions`: a cursor in the middle of the list of sessions.
pub(super) fn all(plan: Plan, sessions: &str) -> Vec<Page> {
    let middle = plan.plain(plan.accounts / 2);
    let (id, name, busiest) = (plan.id(middle), plan.username(middle), plan.username(plan.busiest()));
    let (newest, active) = (plan.created_at(middle), plan.now - 3 * DAY);
    let seq = long(plan.accounts * EACH) / 2;
    let day = |back: i64| date(plan.now - back * DAY);
    let page = |name, path: String| Page { name, path: format!("/admin{path}"), has_rows: true };
    let empty = |name, path: String| Page { has_rows: false, ..page(name, path) };
    let fixed = |name, path: &str| page(name, path.to_owned());
    vec![
        empty("overview", String::new()),
        empty("overview, 30 days", "?range=month".to_owned()),
        fixed("accounts", "/accounts"),
        page("accounts, a later page", format!("/accounts?after=name:{name}")),
        fixed("accounts, newest", "/accounts?sort=newest"),
        page("accounts, newest, a later page", format!("/accounts?sort=newest&after=newest:{newest}:{id}")),
        fixed("accounts, last active", "/accounts?sort=last_active"),
        page(
            "accounts, last active, a later page",
            format!("/accounts?sort=last_active&after=last_active:{active}:{id}"),
        ),
        page("accounts, a name that few share", format!("/accounts?q={name}")),
        fixed("accounts, a name that 3 in 100 share", "/accounts?q=quiet."),
        fixed("accounts, a name that 1 in 10 share", "/accounts?q=quiet"),
        fixed("accounts, a name that 4 in 10 share", "/accounts?q=user"),
        fixed("accounts, the same, newest", "/accounts?q=user&sort=newest"),
        fixed("accounts, the same, banned", "/accounts?q=user&state=banned"),
        fixed("accounts, role member", "/accounts?role=member"),
        fixed("accounts, role helper", "/accounts?role=helper"),
        fixed("accounts, role moderator, newest", "/accounts?role=moderator&sort=newest"),
        fixed("accounts, role administrator", "/accounts?role=administrator"),
        fixed("accounts, in good standing", "/accounts?state=good"),
        fixed("accounts, banned", "/accounts?state=banned"),
        fixed("accounts, banned, last active", "/accounts?state=banned&sort=last_active"),
        fixed("accounts, closed", "/accounts?state=closed"),
        fixed("accounts, active this hour", "/accounts?active=hour"),
        fixed("accounts, active today", "/accounts?active=day"),
        fixed("accounts, active this month", "/accounts?active=month"),
        fixed("accounts, active today, newest", "/accounts?active=day&sort=newest"),
        fixed("accounts, never active", "/accounts?active=never"),
        fixed("accounts, never active, newest", "/accounts?active=never&sort=newest"),
        empty("an account", format!("/accounts/{id}")),
        fixed("sessions", "/sessions"),
        page("sessions, a later page", format!("/sessions?after={sessions}")),
        empty("sessions, an account", format!("/sessions?account={name}")),
        fixed("sessions, a name that 4 in 10 share", "/sessions?account=user"),
        fixed("sessions, role member", "/sessions?role=member"),
        empty("sessions, role moderator", "/sessions?role=moderator".to_owned()),
        fixed("sessions, addresses that 1 in 3 share", "/sessions?address=192.0.2."),
        fixed("sessions, phones", "/sessions?device=phone"),
        empty("sessions, a rare device", "/sessions?device=lynx".to_owned()),
        fixed("appeals", "/appeals"),
        empty("policy", "/policy".to_owned()),
        empty("policy, a preview", "/policy?idle=25m&remember_me_idle=5d".to_owned()),
        empty("invitations", "/invitations".to_owned()),
        empty("roles", "/roles".to_owned()),
        empty("access", "/access".to_owned()),
        fixed("audit", "/audit"),
        page("audit, a later page", format!("/audit?before={seq}")),
        fixed("audit, sign-ins", "/audit?act=session.start"),
        fixed("audit, bans", "/audit?act=account.ban"),
        empty("audit, changes of policy", "/audit?act=policy.change".to_owned()),
        fixed("audit, refused", "/audit?outcome=refused"),
        fixed("audit, done", "/audit?outcome=done"),
        page("audit, an account", format!("/audit?account={name}")),
        page("audit, the busiest account", format!("/audit?account={busiest}")),
        fixed("audit, done by Hallpass itself", "/audit?account=system"),
        page("audit, since yesterday", format!("/audit?since={}", day(1))),
        page("audit, until two weeks ago", format!("/audit?until={}", day(14))),
        page("audit, one day", format!("/audit?since={}&until={}", day(14), day(14))),
        fixed("audit, an address that many share", "/audit?address=192.0.2.7"),
        fixed("audit, sign-ins that were refused", "/audit?act=session.start&outcome=refused"),
        page("audit, refused on one day", format!("/audit?outcome=refused&since={}&until={}", day(14), day(14))),
        page("audit, bans by the busiest", format!("/audit?act=account.ban&account={busiest}")),
        empty("audit, policy changed by the busiest", format!("/audit?act=policy.change&account={busiest}")),
        empty("audit, sign-ins of the busiest", format!("/audit?act=session.start&account={busiest}")),
        empty("audit, refused to the busiest", format!("/audit?outcome=refused&account={busiest}")),
        empty("audit, bans that were refused", "/audit?act=account.ban&outcome=refused".to_owned()),
    ]
}

/// Formats a date in UTC, as people type it.
fn date(at: i64) -> String {
    // Counts from 1 March of year 0 (Hinnant, "chrono-compatible low-level date algorithms").
    let days = at.div_euclid(DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_formatted() {
        for (at, day) in [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_796_407_200, "2026-12-04")] {
            assert_eq!(date(at), day);
        }
    }
}
