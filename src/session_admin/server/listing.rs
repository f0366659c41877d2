//! Searches all live sessions.

use super::SessionAdmin;
use super::store::{self, Cursor, Found, StoredFilter};
use crate::{
    access::{
        Permission, Role,
        server::{Grant, read_address},
    },
    account::server::username,
    error::AppError,
    session::{
        DeviceKind,
        server::{Places, Viewer, device},
    },
    session_admin::{PersonSession, SessionFilter, SessionPage},
    texts::session_admin as t,
};

/// The number of sessions on a page.
const PAGE: usize = 50;
/// The number of sessions to read at once when filtering by device in memory, because there are too many distinct
/// `User-Agent`s to filter in SQL.
const BATCH: usize = 500;
/// The maximum number of sessions to examine for one page in that case.
const FARTHEST: usize = 10_000;
/// The number of matches (accounts by name or role, distinct `User-Agent`s, sessions by address or device) up to
/// which the query plan reads them all.
const FEW: i64 = 1_000;
/// The maximum length of a filter field, in code points: longer ones cannot match.
const LONGEST: usize = 254;

impl SessionAdmin {
    /// Lists a page of live sessions.
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
        // NUL and longer values cannot match anything, and the databases reject NUL.
        if fields.iter().any(|text| text.contains('\0') || text.chars().count() > LONGEST) {
            return Ok(SessionPage::default());
        }
        let Some(mut stored) = self.filter(filter).await? else { return Ok(SessionPage::default()) };
        let mut looked_for = WantedDevice::read(&filter.device);
        if let Some(agents) = self.agents(&looked_for).await? {
            if agents.0.is_empty() {
                return Ok(SessionPage::default());
            }
            // The database can filter by these `User-Agent`s.
            (stored.agents, looked_for) = (Some(agents), WantedDevice::Any);
        }
        let batch = if matches!(looked_for, WantedDevice::Any) { PAGE + 1 } else { BATCH };
        let limit = i64::try_from(batch).unwrap_or(i64::MAX);
        let (network, me) = (grant.client().network(), grant.member());
        let from = Viewer { network: &network, session: &me.session.id };
        let now = self.directory.database.now();
        let mut cursor = read_cursor(after);
        let (mut sessions, mut looked) = (Vec::new(), 0);
        let next = |(at, id): &Cursor| Some(format!("{at}-{id}"));
        loop {
            let rows = store::live(self.directory.database.pool(), &stored, &cursor, limit, from, now).await?;
            let is_last = rows.len() < batch;
            for row in rows {
                if sessions.len() == PAGE {
                    return Ok(SessionPage { sessions, next: next(&cursor) });
                }
                cursor = (row.session.last_active_at, row.session.id.clone());
                looked += 1;
                if looked_for.matches(&row.user_agent) {
                    sessions.push(shown(row, grant, self.sessions.places()));
                }
            }
            if is_last || looked >= FARTHEST {
                let next = if is_last { None } else { next(&cursor) };
                return Ok(SessionPage { sessions, next });
            }
        }
    }

    /// Returns the `User-Agent`s that match the wanted device, and whether few sessions have them. Returns `None` if
    /// any device is wanted or there are too many distinct `User-Agent`s.
    async fn agents(&self, looked_for: &WantedDevice) -> Result<Option<(Vec<String>, bool)>, AppError> {
        if matches!(looked_for, WantedDevice::Any) {
            return Ok(None);
        }
        let db = self.directory.database.pool();
        let mut agents = store::agents(db, FEW).await?;
        if agents.len() >= usize::try_from(FEW).unwrap_or(usize::MAX) {
            return Ok(None);
        }
        agents.retain(|agent| looked_for.matches(agent));
        let few = agents.is_empty() || store::count_with_agents(db, &agents, FEW + 1).await? <= FEW;
        Ok(Some((agents, few)))
    }

    /// Reads a filter. Returns `None` if nothing can match it.
    async fn filter(&self, filter: &SessionFilter) -> Result<Option<StoredFilter>, AppError> {
        let (db, account, role) = (self.directory.database.pool(), filter.account.trim(), filter.role.trim());
        let are_few = |count: i64| count <= FEW;
        let role = match (role, Role::from_name(role)) {
            ("", _) => None,
            (_, None) => return Ok(None),
            (_, Some(role)) => {
                let count = store::count_with_role(db, &role, FEW + 1).await?;
                Some((role, are_few(count)))
            }
        };
        let account = if account.is_empty() {
            None
        } else {
            let pattern = store::pattern(&username::key(account), false);
            let count = store::count_named(db, &pattern, FEW + 1).await?;
            Some((pattern, are_few(count)))
        };
        // Normalize the address to the form in which it is stored.
        let address = filter.address.trim().to_lowercase();
        let address = if address.is_empty() {
            None
        } else {
            let whole = read_address(&address).map(|address| store::pattern(&address.to_string(), true));
            let pattern = whole.unwrap_or_else(|| store::pattern(&address, false));
            let count = store::count_from(db, &pattern, FEW + 1).await?;
            Some((pattern, are_few(count)))
        };
        Ok(Some(StoredFilter { account, role, address, agents: None }))
    }
}

fn shown(mut row: Found, grant: &Grant, places: &Places) -> PersonSession {
    let mine = grant.member().permissions;
    row.session.place = places.find(&row.session.address);
    PersonSession {
        account_id: row.account_id,
        username: row.username,
        role: row.role,
        session: row.session,
        may_end: mine.has(Permission::END_SESSIONS) && mine.reach(row.permissions),
    }
}

/// Parses a cursor. An invalid one means the first page.
fn read_cursor(after: &str) -> Cursor {
    let cursor = after.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.to_owned())));
    cursor.unwrap_or((i64::MAX, String::new()))
}

/// The devices to search for.
#[derive(Debug, PartialEq, Eq)]
enum WantedDevice {
    Any,
    Of(DeviceKind),
    /// Devices whose description or `User-Agent` contains this lower-case text.
    With(String),
}

impl WantedDevice {
    fn read(typed: &str) -> Self {
        let typed = typed.trim().to_lowercase();
        let means = |word: &str, translated: String| typed == word || typed == translated.to_lowercase();
        if typed.is_empty() {
            Self::Any
        } else if means("phone", t::phone()) {
            Self::Of(DeviceKind::Phone)
        } else if means("computer", t::computer()) {
            Self::Of(DeviceKind::Computer)
        } else {
            Self::With(typed)
        }
    }

    fn matches(&self, user_agent: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Of(kind) => device(user_agent).kind == *kind,
            Self::With(words) => {
                device(user_agent).to_string().to_lowercase().contains(words)
                    || user_agent.to_lowercase().contains(words)
            }
        }
    }
}
