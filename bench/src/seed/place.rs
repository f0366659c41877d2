//! Where a database that may be kept is: beside another on a PostgreSQL server, or in a folder.

use std::path::Path;

use sqlx::{AssertSqlSafe, Row, raw_sql};

use super::sql::{open, run};
use crate::Result;

/// The URL of the database with this name. `None`: it is not kept.
pub(crate) async fn place(server: Option<&str>, folder: Option<&Path>, name: &str) -> Result<Option<String>> {
    match (server, folder) {
        (Some(url), _) => beside(url, name).await.map(Some),
        (None, Some(folder)) => in_folder(folder, name).map(Some),
        (None, None) => Ok(None),
    }
}

/// A database on the same server, with this name appended; created if it is missing.
async fn beside(url: &str, name: &str) -> Result<String> {
    let (server, database) = url.rsplit_once('/').ok_or("the URL names no database")?;
    let (database, parameters) = database.split_once('?').map_or((database, ""), |(name, rest)| (name, rest));
    let name = format!("{database}_{name}");
    let mut connection = open(url).await?;
    let sql = format!("SELECT COUNT(*) FROM pg_database WHERE datname = '{name}'");
    let found: i64 = raw_sql(AssertSqlSafe(sql)).fetch_one(&mut connection).await?.try_get(0)?;
    if found == 0 {
        run(&mut connection, &format!("CREATE DATABASE \"{name}\"")).await?;
    }
    let mark = if parameters.is_empty() { "" } else { "?" };
    Ok(format!("{server}/{name}{mark}{parameters}"))
}

fn in_folder(folder: &Path, name: &str) -> Result<String> {
    std::fs::create_dir_all(folder)?;
    Ok(format!("sqlite://{}/{name}.db", folder.canonicalize()?.display()))
}
