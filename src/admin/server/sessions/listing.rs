//! Everybody's live sessions, looked for.

use super::store::{self, Found, Place, Wanted};
use crate::{
    access::{Permission, Role, server::Grant},
    account::server::username,
    admin::{PersonSession, SessionFilter, SessionPage, server::Admin},
    error::AppError,
    session::{DeviceKind, server::SeenFrom},
};

/// Sessions a page holds.
const PAGE: usize = 50;
/// Sessions that are read at once where only some are wanted for their device.
const BATCH: usize = 500;
/// Sessions that are gone through for one page.
const FARTHEST: usize = 10_000;
/// A role that no more accounts have is looked for by its accounts.
const FEW: i64 = 1_000;
/// Code points that no field of a filter has more of.
const LONGEST: usize = 254;

impl Admin {
    /// A page of everybody's live sessions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn every_session(
        &self,
        grant: &Grant,
        filter: &SessionFilter,
        after: &str,
    ) -> Result<SessionPage, AppError> {
        let fields = [&*filter.account, &filter.role, &filter.address, &filter.device, after];
        // The databases refuse to look for what no field can hold.
        if fields.iter().any(|text| text.contains('\0') || text.chars().count() > LONGEST) {
            return Ok(SessionPage::default());
        }
        let Some(wanted) = self.wanted(filter).await? else { return Ok(SessionPage::default()) };
        let device = WantedDevice::read(&filter.device);
        let batch = if matches!(device, WantedDevice::Any) { PAGE + 1 } else { BATCH };
        let limit = i64::try_from(batch).unwrap_or(i64::MAX);
        let (network, me) = (grant.client().network(), grant.member());
        let from = SeenFrom { network: &network, session: &me.session.id };
        let now = self.database.now();
        let mut place = read_place(after);
        let (mut sessions, mut looked) = (Vec::new(), 0);
        let next = |(at, id): &Place| Some(format!("{at}-{id}"));
        loop {
            let rows = store::live(self.database.pool(), &wanted, &place, limit, from, now).await?;
            let is_last = rows.len() < batch;
            for row in rows {
                if sessions.len() == PAGE {
                    return Ok(SessionPage { sessions, next: next(&place) });
                }
                place = (row.session.last_active_at, row.session.id.clone());
                looked += 1;
                if device.matches(&row) {
                    sessions.push(shown(row, grant));
                }
            }
            if is_last || looked >= FARTHEST {
                let next = if is_last { None } else { next(&place) };
                return Ok(SessionPage { sessions, next });
            }
        }
    }

    /// Reads a filter; `None` when nothing can match it.
    async fn wanted(&self, filter: &SessionFilter) -> Result<Option<Wanted>, AppError> {
        let (account, role) = (filter.account.trim(), filter.role.trim());
        let role = match (role, Role::from_name(role)) {
            ("", _) => None,
            (_, None) => return Ok(None),
            (_, Some(role)) => {
                let count = store::count_with_role(self.database.pool(), &role, FEW + 1).await?;
                Some((role, count <= FEW))
            }
        };
        // As it is written down, however it was typed.
        let address = filter.address.trim().to_lowercase();
        let whole = address.parse().map(|ip: std::net::IpAddr| (ip.to_string(), true));
        Ok(Some(Wanted {
            account: (!account.is_empty()).then(|| username::key(account)),
            role,
            address: (!address.is_empty()).then(|| whole.unwrap_or((address, false))),
        }))
    }
}

fn shown(row: Found, grant: &Grant) -> PersonSession {
    let mine = grant.member().permissions;
    PersonSession {
        account_id: row.account_id,
        username: row.username,
        role: row.role,
        session: row.session,
        may_end: mine.has(Permission::EndSessions) && mine.cover(row.permissions),
    }
}

/// The first place where nothing can be read.
fn read_place(after: &str) -> Place {
    let place = after.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.to_owned())));
    place.unwrap_or((i64::MAX, String::new()))
}

/// Which devices are looked for.
#[derive(Debug, PartialEq, Eq)]
enum WantedDevice {
    Any,
    Of(DeviceKind),
    /// Lower-case words.
    With(String),
}

impl WantedDevice {
    fn read(typed: &str) -> Self {
        match &*typed.trim().to_lowercase() {
            "" => Self::Any,
            "phone" => Self::Of(DeviceKind::Phone),
            "computer" => Self::Of(DeviceKind::Computer),
            words => Self::With(words.to_owned()),
        }
    }

    fn matches(&self, row: &Found) -> bool {
        match self {
            Self::Any => true,
            Self::Of(kind) => row.session.device.kind == *kind,
            Self::With(words) => {
                row.session.device.to_string().to_lowercase().contains(words)
                    || row.user_agent.to_lowercase().contains(words)
            }
        }
    }
}
