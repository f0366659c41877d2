//! SQL that is put together from parts: constants, parameters and numbers, but never text from outside. Together
//! with bound values, this rules out injection (ASVS 1.2.4).

use std::fmt::Write;

use sqlx::{Any, AssertSqlSafe, SqlSafeStr, SqlStr, any::AnyArguments, query::Query, query::QueryScalar};

/// A part of a statement, without text from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sql(String);

/// What can be a part of [`Sql`].
pub(crate) trait Part: Sync {
    /// Appends the part.
    fn write(&self, sql: &mut String);
}

impl Part for Sql {
    fn write(&self, sql: &mut String) {
        sql.push_str(&self.0);
    }
}

impl Part for &'static str {
    fn write(&self, sql: &mut String) {
        sql.push_str(self);
    }
}

impl Part for i64 {
    fn write(&self, sql: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(sql, "{self}");
    }
}

impl Sql {
    /// Replaces each `{name}` of the template by the part with that name. `{{` and `}}` stand for braces. See [`sql!`].
    ///
    /// # Panics
    /// If the template names a part that is not there.
    pub(crate) fn of(template: &'static str, parts: &[(&'static str, &dyn Part)]) -> Self {
        let (mut sql, mut rest) = (String::with_capacity(template.len() * 2), template);
        while let Some(place) = rest.find(['{', '}']) {
            sql.push_str(&rest[..place]);
            let brace = &rest[place..=place];
            rest = &rest[place + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                sql.push_str(brace);
                rest = after;
            } else if let Some((name, after)) = rest.split_once('}') {
                let (_, part) = parts.iter().find(|(known, _)| *known == name).expect("a part of that name");
                part.write(&mut sql);
                rest = after;
            }
        }
        sql.push_str(rest);
        Self(sql)
    }

    /// The parameter with this number, beginning with 1.
    pub(crate) fn parameter(number: usize) -> Self {
        Self(format!("${number}"))
    }

    /// A text as a literal. For names that are not the values of a parameter; it must not contain NUL.
    pub(crate) fn literal(text: &str) -> Self {
        Self(format!("'{}'", text.replace('\'', "''")))
    }

    /// Joins parts.
    pub(crate) fn join(parts: impl IntoIterator<Item = Self>, separator: &'static str) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect::<Vec<_>>().join(separator))
    }

    /// Replaces a part everywhere, such as the alias of a table.
    pub(crate) fn replace(&self, from: &'static str, to: impl Into<Self>) -> Self {
        Self(self.0.replace(from, &to.into().0))
    }
}

impl Part for &Sql {
    fn write(&self, sql: &mut String) {
        sql.push_str(&self.0);
    }
}

impl From<&'static str> for Sql {
    fn from(sql: &'static str) -> Self {
        Self(sql.to_owned())
    }
}

impl SqlSafeStr for Sql {
    fn into_sql_str(self) -> SqlStr {
        AssertSqlSafe(self.0).into_sql_str()
    }
}

/// Puts SQL together from named parts: `sql!("SELECT {COLUMNS} FROM sessions s WHERE {live}", COLUMNS, live =
/// is_live("$1"))`.
macro_rules! sql {
    (@part $name:ident) => { &$name as &dyn $crate::database::Part };
    (@part $name:ident $part:expr) => { &$part as &dyn $crate::database::Part };
    ($template:literal $(, $name:ident $(= $part:expr)?)* $(,)?) => {
        $crate::database::Sql::of(
            $template,
            &[$((stringify!($name), $crate::database::sql!(@part $name $($part)?))),*],
        )
    };
}
pub(crate) use sql;

/// A value of a parameter.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// The conditions of a statement, and the values of its parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions<'a> {
    conditions: Vec<Sql>,
    values: Vec<Value<'a>>,
}

impl<'a> Conditions<'a> {
    /// Adds a value; returns its parameter.
    pub(crate) fn bind(&mut self, value: impl Into<Value<'a>>) -> Sql {
        self.values.push(value.into());
        Sql::parameter(self.values.len())
    }

    /// Adds a condition.
    pub(crate) fn push(&mut self, condition: impl Into<Sql>) {
        self.conditions.push(condition.into());
    }

    /// Adds a condition in which `{}` stands for the value.
    pub(crate) fn add(&mut self, condition: &'static str, value: impl Into<Value<'a>>) {
        let parameter = self.bind(value);
        self.conditions.push(Sql(condition.replace("{}", &parameter.0)));
    }

    /// All conditions, joined by `AND`.
    pub(crate) fn all(&self) -> Sql {
        if self.conditions.is_empty() { "1 = 1".into() } else { Sql::join(self.conditions.iter().cloned(), " AND ") }
    }

    /// A query with the values of the parameters.
    pub(crate) fn query(&self, sql: Sql) -> Query<'a, Any, AnyArguments> {
        self.values.iter().fold(sqlx::query(sql), |query, value| match *value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        })
    }

    /// A query of one column with the values of the parameters.
    pub(crate) fn query_scalar(&self, sql: Sql) -> QueryScalar<'a, Any, i64, AnyArguments> {
        self.values.iter().fold(sqlx::query_scalar(sql), |query, value| match *value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_in_their_places() {
        let inner = sql!("a = {two}", two = Sql::parameter(2));
        let sql = sql!("SELECT '{{}}', {seven} WHERE {inner} OR {inner}", inner, seven = 7_i64);
        assert_eq!(sql.0, "SELECT '{}', 7 WHERE a = $2 OR a = $2");
        assert_eq!(Sql::literal("it's").0, "'it''s'");
    }

    #[test]
    fn conditions_number_their_values() {
        let mut conditions = Conditions::default();
        assert_eq!(conditions.all().0, "1 = 1");
        conditions.add("(a = {} OR b = {})", "x");
        conditions.add("c < {}", 3);
        conditions.push("d IS NULL");
        assert_eq!(conditions.all().0, "(a = $1 OR b = $1) AND c < $2 AND d IS NULL");
    }
}
