//! The SQL of the list of accounts. The IDs of a page are found first, through indexes; the details are read
//! for these accounts only.

use sqlx::AnyExecutor;

use super::filter::{Cursor, Filter, Search, Sort, State};
use crate::{
    database::{Conditions, Sql, sql},
    directory::server::store::{read, select},
    directory::{AccountSummary, COUNT_MAX},
    session::server::store::ban_in_force,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// How a page of a list is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct QueryPlan {
    /// Whether at most [`COUNT_MAX`] accounts match the search, in each of username, display name and e-mail
    /// address, or there is no search.
    pub(super) finds_few: bool,
    /// Whether an index is read in the order of the list until the page is full, because many accounts match.
    /// If few do, they are found first and then sorted.
    pub(super) walks: bool,
}

/// A part of a list that is sorted by name. Accounts whose username matches the search come first, and those
/// that match otherwise follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Whole,
    Named,
    Others,
}

/// The accounts `a` that match; `$1` is the time.
struct Matching<'a> {
    from: &'static str,
    conditions: Conditions<'a>,
}

impl<'a> Matching<'a> {
    /// Selects the accounts that match. If an index is read in order, all other conditions are written so that
    /// no other index is used.
    fn of(filter: &'a Filter, plan: QueryPlan, segment: Segment, now: i64) -> Self {
        let (mut from, mut conditions) = ("accounts a", Conditions::default());
        let now = conditions.bind(now);
        conditions.push(closed(filter));
        let in_force = ban_in_force(now);
        let banned = sql!("EXISTS (SELECT 1 FROM bans b WHERE b.account_id = a.id AND {in_force})", in_force);
        match filter.state {
            State::Open | State::Closed => {}
            State::Good => conditions.push(sql!("NOT {banned}", banned)),
            State::Banned if plan.walks => conditions.push(banned),
            State::Banned => {
                from = "bans b JOIN accounts a ON a.id = b.account_id";
                conditions.push(in_force);
            }
        }
        if let Some(role) = &filter.role {
            // Each sort order has an index within a role.
            conditions.add("a.role = {}", role.name());
        }
        let seen = if plan.walks && filter.sort != Sort::LastActive { "a.last_seen_at + 0" } else { "a.last_seen_at" };
        if let Some(since) = filter.seen_since {
            let since = conditions.bind(since);
            conditions.push(sql!("{seen} >= {since}", seen, since));
        }
        if filter.never_seen {
            conditions.push(sql!("{seen} = 0", seen));
        }
        match (&filter.search, segment) {
            (Some(search), Segment::Whole) => begins(&mut conditions, search, plan.finds_few),
            (Some(search), Segment::Named) => {
                let column = if plan.walks || plan.finds_few { BY[0] } else { "a.username_key || ''" };
                let named = within(&mut conditions, column, &search.folded);
                conditions.push(named);
            }
            (Some(search), Segment::Others) => {
                begins(&mut conditions, search, plan.finds_few);
                let named = within(&mut conditions, "a.username_key || ''", &search.folded);
                conditions.push(sql!("NOT ({named})", named));
            }
            (None, _) => {}
        }
        Self { from, conditions }
    }

    /// Begins the page after the cursor.
    fn after(&mut self, filter: &Filter, plan: QueryPlan, cursor: Option<&'a Cursor>) {
        let column = column(filter.sort, plan);
        let condition = match cursor {
            None => return,
            Some(Cursor::Name(key) | Cursor::Other(key)) => {
                sql!("{column} > {key}", column, key = self.conditions.bind(key))
            }
            Some(Cursor::Time(_, at, id)) => {
                let (at, id) = (self.conditions.bind(*at), self.conditions.bind(id));
                sql!("({column}, a.id) < ({at}, {id})", column, at, id)
            }
        };
        self.conditions.push(condition);
    }
}

/// Adds the condition that a name or the e-mail address begins with the search.
fn begins<'a>(conditions: &mut Conditions<'a>, search: &'a Search, finds_few: bool) {
    let condition = if finds_few {
        let found = BY.map(|column| {
            let begins = within(conditions, column, search.by(column));
            sql!("SELECT id FROM accounts WHERE {begins}", begins)
        });
        sql!("a.id IN ({found})", found = Sql::join(found, " UNION "))
    } else {
        let rows = ["a.username_key || ''", "LOWER(a.display_name || '')", "LOWER(a.email || '')"];
        let found = rows.into_iter().zip(BY).map(|(row, column)| {
            let begins = within(conditions, row, search.by(column));
            sql!("({begins})", begins)
        });
        let found = Sql::join(found.collect::<Vec<_>>(), " OR ");
        sql!("({found})", found)
    };
    conditions.push(condition);
}

/// The condition that a column is within a range; the end is excluded.
fn within<'a>(conditions: &mut Conditions<'a>, column: &'static str, (first, beyond): &'a (String, String)) -> Sql {
    let (first, beyond) = (conditions.bind(first), conditions.bind(beyond));
    sql!("{column} >= {first} AND {column} < {beyond}", column, first, beyond)
}

fn closed(filter: &Filter) -> &'static str {
    if filter.state == State::Closed { "a.closed_at IS NOT NULL" } else { "a.closed_at IS NULL" }
}

/// The columns of the prefix search; each has an index.
const BY: [&str; 3] = ["username_key", "LOWER(display_name)", "LOWER(email)"];

impl Search {
    fn by(&self, column: &str) -> &(String, String) {
        if column == BY[0] { &self.folded } else { &self.lower }
    }
}

/// The column of a sort order, written so that its index is used only if it is read in order.
fn column(sort: Sort, plan: QueryPlan) -> &'static str {
    match (sort, plan.walks) {
        (Sort::Name, true) => "a.username_key",
        (Sort::Name, false) => "a.username_key || ''",
        (Sort::Newest, true) => "a.created_at",
        (Sort::Newest, false) => "a.created_at + 0",
        (Sort::LastActive, true) => "a.last_seen_at",
        (Sort::LastActive, false) => "a.last_seen_at + 0",
    }
}

fn order(sort: Sort, plan: QueryPlan) -> Sql {
    match sort {
        Sort::Name => column(sort, plan).into(),
        Sort::Newest | Sort::LastActive => sql!("{column} DESC, a.id DESC", column = column(sort, plan)),
    }
}

/// The accounts of a segment that match, in order, after the cursor: at most `limit`.
pub(super) async fn list(
    db: impl AnyExecutor<'_>,
    filter: &Filter,
    (plan, segment): (QueryPlan, Segment),
    after: Option<&Cursor>,
    limit: usize,
    now: i64,
) -> Result<Vec<AccountSummary>> {
    let mut matching = Matching::of(filter, plan, segment, now);
    matching.after(filter, plan, after);
    let Matching { from, mut conditions } = matching;
    let limit = conditions.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let (all, by) = (conditions.all(), order(filter.sort, plan));
    let found = sql!("SELECT a.id FROM {from} WHERE {all} ORDER BY {by} LIMIT {limit}", from, all, by, limit);
    let rows = select(sql!("({found}) AS found JOIN accounts a ON a.id = found.id", found));
    let by = order(filter.sort, QueryPlan { walks: false, ..plan });
    let page = conditions.query(sql!("{rows} ORDER BY {by}", rows, by));
    page.fetch_all(db).await?.iter().map(read).collect()
}

/// How many accounts match, counted up to one more than [`COUNT_MAX`].
pub(super) async fn count(db: impl AnyExecutor<'_>, filter: &Filter, finds_few: bool, now: i64) -> Result<i64> {
    let plan = QueryPlan { finds_few, walks: false };
    if let Some(search) = filter.search.as_ref().filter(|_| !finds_few && !filter.is_filtered()) {
        return count_found(db, search, closed(filter)).await;
    }
    let Matching { from, mut conditions } = Matching::of(filter, plan, Segment::Whole, now);
    let limit = conditions.bind(COUNT_MAX.saturating_add(1));
    let all = conditions.all();
    let sql =
        sql!("SELECT COUNT(*) FROM (SELECT a.id FROM {from} WHERE {all} LIMIT {limit}) AS found", from, all, limit);
    conditions.query_scalar(sql).fetch_one(db).await
}

/// The same for a search without other conditions: through its indexes, each read up to that number.
async fn count_found(db: impl AnyExecutor<'_>, search: &Search, closed: &'static str) -> Result<i64> {
    let most = COUNT_MAX.saturating_add(1);
    let mut values = Conditions::default();
    let limit = values.bind(most);
    let found = BY.map(|column| {
        let begins = within(&mut values, column, search.by(column));
        sql!(
            "SELECT id FROM (SELECT a.id FROM accounts a WHERE {closed} AND {begins} LIMIT {limit}) AS begun",
            closed,
            begins,
            limit
        )
    });
    let sql = sql!("SELECT COUNT(*) FROM ({found}) AS found", found = Sql::join(found, " UNION "));
    Ok(values.query_scalar(sql).fetch_one(db).await?.min(most))
}

/// Whether at most [`COUNT_MAX`] accounts match the search, in each of username, display name and e-mail
/// address.
pub(super) async fn finds_few(db: impl AnyExecutor<'_>, search: &Search) -> Result<bool> {
    let mut values = Conditions::default();
    let limit = values.bind(COUNT_MAX.saturating_add(1));
    let counts = BY.map(|column| {
        let begins = within(&mut values, column, search.by(column));
        sql!(
            "SELECT COUNT(*) AS count FROM (SELECT id FROM accounts WHERE {begins} LIMIT {limit}) AS found",
            begins,
            limit
        )
    });
    let sql = sql!("SELECT MAX(count) FROM ({counts}) AS counts", counts = Sql::join(counts, " UNION ALL "));
    Ok(values.query_scalar(sql).fetch_one(db).await? <= COUNT_MAX)
}

/// The username key of an account, by which the list is sorted.
pub(super) async fn username_key(db: impl AnyExecutor<'_>, id: &str) -> Result<String> {
    sqlx::query_scalar("SELECT username_key FROM accounts WHERE id = $1").bind(id).fetch_one(db).await
}
