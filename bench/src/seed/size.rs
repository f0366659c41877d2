//! How many bytes a table and its indexes take on disk.

use sqlx::{AssertSqlSafe, Row, raw_sql};

use super::sql::{is_postgres, open};
use crate::Result;

/// The bytes of a table's rows, or of one of its indexes.
pub(crate) struct Size {
    /// The columns of an index; `None` for the rows.
    pub(crate) columns: Option<String>,
    pub(crate) bytes: i64,
}

/// The sizes of the rows of a table and of each of its indexes, the largest first.
pub(crate) async fn size_of(url: &str, table: &str) -> Result<Vec<Size>> {
    let mut connection = open(url).await?;
    let sql = if is_postgres(&connection) {
        format!(
            "SELECT '', pg_table_size('{table}') UNION ALL \
             SELECT (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a \
             WHERE a.attrelid = i.indexrelid), pg_relation_size(i.indexrelid) FROM pg_index i \
             WHERE i.indrelid = '{table}'::regclass ORDER BY 2 DESC"
        )
    } else {
        // One row for each b-tree.
        format!(
            "SELECT COALESCE((SELECT GROUP_CONCAT(c.name, ', ') FROM pragma_index_info(d.name) c), ''), d.pgsize \
             FROM dbstat d WHERE d.aggregate = TRUE \
             AND d.name IN (SELECT name FROM sqlite_master WHERE tbl_name = '{table}') ORDER BY d.pgsize DESC"
        )
    };
    let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(&mut connection).await?;
    let sizes = rows.iter().map(|row| {
        let (columns, bytes): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        Ok(Size { columns: Some(columns).filter(|columns| !columns.is_empty()), bytes })
    });
    sizes.collect()
}
