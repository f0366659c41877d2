//! Bulk inserts on either engine: many rows per statement, with indexes recreated at the end.

use std::fmt::Write;

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row, raw_sql};

use crate::Result;

/// The number of rows per statement.
const BATCH: usize = 500;
/// The number of statements per transaction.
const STATEMENTS: usize = 40;

/// Opens a database by its URL.
pub(crate) async fn open(url: &str) -> Result<AnyConnection> {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await?;
    if !is_postgres(&connection) {
        // The data can be generated again after a crash.
        run(&mut connection, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
            .await?;
    }
    Ok(connection)
}

pub(crate) fn is_postgres(connection: &AnyConnection) -> bool {
    connection.backend_name() == "PostgreSQL"
}

/// Runs statements without parameters.
pub(crate) async fn run(connection: &mut AnyConnection, sql: &str) -> Result<()> {
    raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await?;
    Ok(())
}

/// A value of a row. All values are generated here, so none needs escaping.
pub(crate) enum Value<'a> {
    Text(&'a str),
    Number(i64),
    Null,
}

/// A number or `NULL`.
pub(crate) fn maybe(number: Option<i64>) -> Value<'static> {
    number.map_or(Value::Null, Value::Number)
}

/// Rows to insert into a table.
pub(crate) struct Rows {
    head: String,
    sql: String,
    count: usize,
    statements: usize,
    commits: bool,
}

impl Rows {
    /// `into`: the table and its columns, as in `accounts (id, username)`.
    pub(crate) fn new(into: &str) -> Self {
        let head = format!("INSERT INTO {into} VALUES ");
        Self { head, sql: String::new(), count: 0, statements: 0, commits: true }
    }

    /// Leaves all rows in the transaction of the caller. `SQLite` writes an index page that many rows change only once
    /// then.
    pub(crate) fn in_one_transaction(self) -> Self {
        Self { commits: false, ..self }
    }

    pub(crate) async fn add(&mut self, connection: &mut AnyConnection, row: &[Value<'_>]) -> Result<()> {
        self.sql.push_str(if self.count == 0 { &self.head } else { ", " });
        for (place, value) in row.iter().enumerate() {
            self.sql.push(if place == 0 { '(' } else { ',' });
            // Writing to a `String` cannot fail.
            let _ = match value {
                Value::Text(text) => write!(self.sql, "'{text}'"),
                Value::Number(number) => write!(self.sql, "{number}"),
                Value::Null => write!(self.sql, "NULL"),
            };
        }
        self.sql.push(')');
        self.count += 1;
        if self.count == BATCH { self.flush(connection).await } else { Ok(()) }
    }

    /// Writes the remaining rows.
    pub(crate) async fn end(mut self, connection: &mut AnyConnection) -> Result<()> {
        self.flush(connection).await
    }

    async fn flush(&mut self, connection: &mut AnyConnection) -> Result<()> {
        if self.count > 0 {
            self.statements += 1;
            run(connection, &std::mem::take(&mut self.sql)).await?;
            self.count = 0;
            if self.commits && self.statements.is_multiple_of(STATEMENTS) {
                run(connection, "COMMIT; BEGIN").await?;
            }
        }
        Ok(())
    }
}

/// Drops the indexes of these tables, except indexes that belong to constraints. Returns the statements that recreate
/// them.
pub(crate) async fn drop_indexes(connection: &mut AnyConnection, tables: &[&str]) -> Result<Vec<String>> {
    let tables = tables.iter().map(|table| format!("'{table}'")).collect::<Vec<_>>().join(", ");
    let sql = if is_postgres(connection) {
        format!(
            "SELECT c.relname::text, pg_get_indexdef(i.indexrelid) FROM pg_index i \
             JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid \
             WHERE t.relname IN ({tables}) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)"
        )
    } else {
        format!(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables})"
        )
    };
    let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(&mut *connection).await?;
    let mut made = Vec::new();
    for row in rows {
        let (name, sql): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        run(connection, &format!("DROP INDEX {name}")).await?;
        made.push(sql);
    }
    Ok(made)
}
