//! The service for the list of accounts and bulk acts.

mod bulk;
mod filter;
mod store;

use self::{
    filter::{Cursor, Filter, Sort},
    store::{QueryPlan, Segment},
};
use leptos::prelude::use_context;

use crate::{
    access::{Permissions, Role, server::Grant},
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

/// Maximum length of a search, in code points: no field is longer.
const SEARCH_MAX: usize = 254;

/// The service for the list of accounts and bulk acts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AccountAdmin {
    directory: Directory,
    bans: Bans,
    roles: Roles,
    sessions: SessionAdmin,
    audit: Audit,
}

impl AccountAdmin {
    /// Creates the service.
    pub fn new(directory: Directory, bans: Bans, roles: Roles, sessions: SessionAdmin, audit: Audit) -> Self {
        Self { directory, bans, roles, sessions, audit }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no account administration in context"))
    }

    /// Lists a page of accounts. An invalid cursor returns the first page.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at a field whose value is not among the choices.
    pub async fn list(&self, grant: &Grant, typed: &AccountFilter, after: &str) -> Result<AccountPage, AppError> {
        let now = self.directory.database.now();
        let filter = Filter::read(typed, now)?;
        let db = self.directory.database.pool();
        if let Some(role) = &filter.role {
            let known = accounts::permissions(db, role).await?;
            known.ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        }
        // NUL and longer values cannot match anything, and the databases reject NUL.
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

    /// Counts the matching accounts, up to [`COUNT_MAX`] + 1, and chooses the query plan.
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

    /// Reads one row more than a page. Sorted by name, accounts whose username matches the search come before accounts
    /// that match otherwise.
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

    /// Lists all roles with their permissions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn role_choices(&self, _grant: &Grant) -> Result<Vec<(Role, Permissions)>, AppError> {
        Ok(accounts::roles(self.directory.database.pool()).await?)
    }
}
