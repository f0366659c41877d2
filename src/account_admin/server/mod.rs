//! The rules of the list of accounts: what may be asked for, and pages that begin after a place.

mod bulk;
mod store;

use unicode_normalization::UnicodeNormalization;

use self::store::{QueryPlan, Segment};
use leptos::prelude::use_context;

use crate::{
    access::{Permissions, Role, server::Grant},
    account::server::username,
    account_admin::{AccountFilter, AccountPage},
    audit::server::Audit,
    ban::server::Bans,
    directory::server::Directory,
    directory::server::{PAGE, may_read_ban_notes, store as accounts},
    directory::{AccountSummary, COUNT_MAX},
    error::{AppError, Problem},
    role::server::Roles,
    session_admin::server::SessionAdmin,
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Name,
    Newest,
    LastActive,
}

impl Sort {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Newest => "newest",
            Self::LastActive => "last_active",
        }
    }
}

/// In which state accounts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Any but closed.
    Open,
    Good,
    Banned,
    Closed,
}

/// What a text begins with, as the first text that does and the first beyond them.
struct Search {
    /// As usernames are found.
    folded: (String, String),
    /// In lower case, as the databases have it: of ASCII only.
    lower: (String, String),
}

impl Search {
    /// Whether a name of that key begins so.
    fn finds_name(&self, key: &str) -> bool {
        let (first, beyond) = &self.folded;
        (&**first..&**beyond).contains(&key)
    }
}

/// A filter that was read.
struct Filter {
    search: Option<Search>,
    role: Option<Role>,
    state: State,
    /// Last active at that time or later.
    seen_since: Option<i64>,
    never_seen: bool,
    sort: Sort,
}

impl Filter {
    fn read(filter: &AccountFilter, now: i64) -> Result<Self, AppError> {
        let unknown = |field: &str| AppError::field(field, Problem::UnknownChoice);
        let role = match &*filter.role {
            "" => None,
            name => Some(Role::from_name(name).ok_or_else(|| unknown("role"))?),
        };
        let state = match &*filter.state {
            "" => State::Open,
            "good" => State::Good,
            "banned" => State::Banned,
            "closed" => State::Closed,
            _ => return Err(unknown("state")),
        };
        let (seen_within, never_seen) = match &*filter.active {
            "" => (None, false),
            "hour" => (Some(HOUR), false),
            "day" => (Some(DAY), false),
            "week" => (Some(7 * DAY), false),
            "month" => (Some(30 * DAY), false),
            "never" => (None, true),
            _ => return Err(unknown("active")),
        };
        let sort = match &*filter.sort {
            "" | "name" => Sort::Name,
            "newest" => Sort::Newest,
            "last_active" => Sort::LastActive,
            _ => return Err(unknown("sort")),
        };
        // As texts are stored.
        let typed: String = filter.search.trim().nfc().collect();
        let search = (!typed.is_empty())
            .then(|| Search { folded: beginning(username::key(&typed)), lower: beginning(typed.to_ascii_lowercase()) });
        Ok(Self {
            search,
            role,
            state,
            seen_since: seen_within.map(|within| now.saturating_sub(within)),
            never_seen,
            sort,
        })
    }
}

impl Filter {
    /// Whether more is asked for than a search.
    fn is_filtered(&self) -> bool {
        let is_any = matches!(self.state, State::Open | State::Closed) && self.role.is_none();
        !is_any || self.seen_since.is_some() || self.never_seen
    }

    /// Whether what is asked for may lie far apart in the order of the list.
    fn is_scattered(&self) -> bool {
        let is_of_time = self.seen_since.is_some() || self.never_seen;
        self.state == State::Banned || (is_of_time && self.sort != Sort::LastActive)
    }
}

/// The first text that begins so, and the first beyond all that do.
fn beginning(text: String) -> (String, String) {
    let mut beyond = text.clone();
    while let Some(last) = beyond.pop() {
        // The next character there is: there are none between U+D7FF and U+E000, nor after the last.
        if let Some(next) = (u32::from(last)..=u32::from(char::MAX)).skip(1).find_map(char::from_u32) {
            beyond.push(next);
            break;
        }
    }
    (text, beyond)
}

/// The place after which a page begins.
#[derive(Debug, PartialEq, Eq)]
enum Cursor {
    /// The key of a name.
    Name(String),
    /// The same among those who are found by something else than their name.
    Other(String),
    /// A time in Unix seconds and an id, of which the list has the latest first.
    Time(Sort, i64, String),
}

impl Cursor {
    /// The place that such a text names in a list that is sorted so; `None` for any other text.
    fn read(text: &str, sort: Sort) -> Option<Self> {
        if let Some(key) = text.strip_prefix("other:").filter(|_| sort == Sort::Name) {
            return Some(Self::Other(key.to_owned()));
        }
        let place = text.strip_prefix(sort.name())?.strip_prefix(':')?;
        if sort == Sort::Name {
            return Some(Self::Name(place.to_owned()));
        }
        let (at, id) = place.split_once(':')?;
        Some(Self::Time(sort, at.parse().ok()?, id.to_owned()))
    }
}

/// Code points that what is searched for has at most: no field is longer.
const SEARCH_MAX: usize = 254;

/// The service of the list of accounts and of acts on several. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AccountAdmin {
    directory: Directory,
    bans: Bans,
    roles: Roles,
    sessions: SessionAdmin,
    audit: Audit,
}

impl AccountAdmin {
    /// Puts the service together.
    pub fn new(directory: Directory, bans: Bans, roles: Roles, sessions: SessionAdmin, audit: Audit) -> Self {
        Self { directory, bans, roles, sessions, audit }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no account administration in context"))
    }

    /// A page of accounts. A place that is none begins at the first page.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at what is not among the choices.
    pub async fn list(&self, grant: &Grant, typed: &AccountFilter, after: &str) -> Result<AccountPage, AppError> {
        let now = self.directory.database.now();
        let filter = Filter::read(typed, now)?;
        let db = self.directory.database.pool();
        if let Some(role) = &filter.role {
            let known = accounts::permissions(db, role).await?;
            known.ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        }
        // The databases refuse to look for what no field can hold.
        if typed.search.chars().count() > SEARCH_MAX || typed.search.contains('\0') || after.contains('\0') {
            return Ok(AccountPage::default());
        }
        let cursor = Cursor::read(after, filter.sort);
        let (total, plan) = self.plan(&filter, now).await?;
        let mut accounts = self.after(&filter, plan, cursor, now).await?;
        let more = accounts.len() > PAGE;
        accounts.truncate(PAGE);
        let next = match accounts.last().filter(|_| more) {
            None => None,
            Some(last) => {
                let sort = filter.sort.name();
                Some(match filter.sort {
                    Sort::Name => {
                        let key = store::username_key(db, &last.id).await?;
                        let is_named = filter.search.as_ref().is_none_or(|search| search.finds_name(&key));
                        format!("{}:{key}", if is_named { sort } else { "other" })
                    }
                    Sort::Newest => format!("{sort}:{}:{}", last.created_at, last.id),
                    Sort::LastActive => format!("{sort}:{}:{}", last.last_seen_at.unwrap_or_default(), last.id),
                })
            }
        };
        for account in &mut accounts {
            let is_hidden = !may_read_ban_notes(grant, &account.id);
            if let Some(ban) = account.ban.as_mut().filter(|_| is_hidden) {
                ban.note.clear();
            }
        }
        Ok(AccountPage { accounts, total, next })
    }

    /// How many accounts match, as far as they are counted, and how a page of them is found.
    async fn plan(&self, filter: &Filter, now: i64) -> Result<(i64, QueryPlan), AppError> {
        let db = self.directory.database.pool();
        let finds_few = match &filter.search {
            None => true,
            Some(search) => store::finds_few(db, search).await?,
        };
        let total = store::count(db, filter, finds_few, now).await?;
        let walks = match &filter.search {
            None => total > COUNT_MAX || !filter.is_scattered(),
            Some(_) => total > COUNT_MAX && !finds_few,
        };
        Ok((total, QueryPlan { finds_few, walks }))
    }

    /// A page and one more. Whose username begins with what is searched for comes before the others.
    async fn after(
        &self,
        filter: &Filter,
        plan: QueryPlan,
        cursor: Option<Cursor>,
        now: i64,
    ) -> Result<Vec<AccountSummary>, AppError> {
        let (db, limit) = (self.directory.database.pool(), PAGE + 1);
        if filter.search.is_none() || filter.sort != Sort::Name {
            return Ok(store::list(db, filter, (plan, Segment::Whole), cursor.as_ref(), limit, now).await?);
        }
        let mut accounts = Vec::new();
        if !matches!(cursor, Some(Cursor::Other(_))) {
            accounts = store::list(db, filter, (plan, Segment::Named), cursor.as_ref(), limit, now).await?;
        }
        if accounts.len() < limit {
            let cursor = cursor.filter(|cursor| matches!(cursor, Cursor::Other(_)));
            let rest = limit - accounts.len();
            accounts.extend(store::list(db, filter, (plan, Segment::Others), cursor.as_ref(), rest, now).await?);
        }
        Ok(accounts)
    }

    /// Every role with what it permits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn role_choices(&self, _grant: &Grant) -> Result<Vec<(Role, Permissions)>, AppError> {
        Ok(accounts::roles(self.directory.database.pool()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_lies_between_two_texts() {
        let beyond = |text: &str| beginning(text.to_owned()).1;
        assert_eq!(beyond("ada"), "adb");
        assert_eq!(beyond("a\u{d7ff}"), "a\u{e000}");
        assert_eq!(beyond("a\u{10ffff}"), "b");
        let (first, beyond) = beginning("zo".to_owned());
        for text in ["zo", "zoë", "zozz\u{10ffff}"] {
            assert!(*first <= *text && *text < *beyond, "{text}");
        }
        assert!(*"zp" >= *beyond);
    }

    #[test]
    fn a_place_belongs_to_its_order() {
        assert_eq!(Cursor::read("name:a:b", Sort::Name), Some(Cursor::Name("a:b".to_owned())));
        assert_eq!(Cursor::read("newest:7:x", Sort::Newest), Some(Cursor::Time(Sort::Newest, 7, "x".to_owned())));
        for junk in
            ["", "name", "newest:7", "newest:x:y", "newest:7:x", "last_active::", "last_active:9999999999999999999:x"]
        {
            assert_eq!(Cursor::read(junk, Sort::LastActive), None, "{junk}");
        }
    }
}
