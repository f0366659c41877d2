//! Generates members with live sessions whose cookies are known, because each is computed from its number.

use std::net::{Ipv4Addr, Ipv6Addr};

use sqlx::{AnyConnection, AssertSqlSafe, Row, raw_sql};

use super::{
    events::hash,
    people::{DAY, Plan, long, mix, user_agent, uuid},
    sql::{Rows, Value as Cell, drop_indexes, is_postgres, open, run},
    write_accounts,
};
use crate::Result;

/// The default limits of sessions with "remember me": since the last activity, and since the sign-in.
const IDLE: i64 = 14 * DAY;
const ABSOLUTE: i64 = 30 * DAY;
/// How long every session lasts at least, so that a kept database can be used again.
const SPARE: i64 = 3 * DAY;
/// A kept database is used again if no session ends within this time.
const LEAST: i64 = 3600;
/// Consecutive sessions belong to accounts this far apart. A prime number above any number of accounts, so that
/// everybody gets the same number of sessions.
const STEP: usize = 2_147_483_647;
/// The number of places, and of devices, from which a person signs in.
const PLACES: usize = 3;
/// What a cookie's value consists of.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The letters of a value, which stand for 128 bits: the last one stands for two.
const LENGTH: usize = 22;

/// The contents of a database.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    pub(crate) accounts: usize,
    pub(crate) sessions: usize,
}

impl Store {
    /// Fills an empty, migrated database, or checks that it was filled before and that its sessions are still live.
    pub(crate) async fn fill(self, url: &str, now: i64) -> Result<()> {
        let mut connection = open(url).await?;
        if self.is_filled(&mut connection, now).await? {
            return Ok(());
        }
        if !is_postgres(&connection) {
            // The index of the digests is written in random order, which is slow where it does not fit into memory.
            run(&mut connection, "PRAGMA cache_size = -3000000").await?;
        }
        // People signed up before their first session began.
        let plan = self.plan(now - ABSOLUTE + SPARE);
        let mut seen = vec![0; self.accounts];
        for number in 0..self.sessions {
            let account = self.account(number);
            seen[account] = self.last_seen_at(number, now).max(seen[account]);
        }
        let indexes = drop_indexes(&mut connection, &["accounts", "sessions"]).await?;
        run(&mut connection, "BEGIN").await?;
        write_accounts(&mut connection, plan, |number| seen[number]).await?;
        run(&mut connection, "COMMIT; BEGIN").await?;
        self.write_sessions(&mut connection, plan, now).await?;
        run(&mut connection, "COMMIT").await?;
        for index in indexes {
            run(&mut connection, &index).await?;
        }
        if is_postgres(&connection) {
            // As autovacuum does within minutes.
            run(&mut connection, "VACUUM ANALYZE").await?;
        }
        Ok(())
    }

    async fn is_filled(self, connection: &mut AnyConnection, now: i64) -> Result<bool> {
        let counts = "SELECT (SELECT COUNT(*) FROM accounts), (SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL)";
        let row = raw_sql(counts).fetch_one(&mut *connection).await?;
        let (accounts, sessions): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if (accounts, sessions) == (0, 0) {
            return Ok(false);
        }
        if (accounts, sessions) != (long(self.accounts), long(self.sessions)) {
            return Err(format!(
                "the database has {accounts} accounts and {sessions} live sessions instead of {} and {}",
                self.accounts, self.sessions
            )
            .into());
        }
        let first = format!(
            "SELECT COUNT(*) FROM (SELECT MIN(last_seen_at) AS seen FROM sessions WHERE ended_at IS NULL) AS least, \
             (SELECT created_at FROM sessions ORDER BY id LIMIT 1) AS oldest \
             WHERE seen + {IDLE} > {now} + {LEAST} AND created_at + {ABSOLUTE} > {now} + {LEAST}"
        );
        let live: i64 = raw_sql(AssertSqlSafe(first)).fetch_one(connection).await?.try_get(0)?;
        if live == 1 { Ok(true) } else { Err("the sessions in the database are about to end; remove it".into()) }
    }

    fn plan(self, now: i64) -> Plan {
        Plan { accounts: self.accounts, now, all_plain: true }
    }

    /// The value of a session's cookie.
    pub(crate) fn cookie(number: usize) -> String {
        let chances = [16, 17, 18, 19].map(|kind| mix(kind, number));
        let letter = |place: usize| {
            let sixth = chances[place / 6] >> (6 * (place % 6)) & 63;
            // Only the four letters whose other four bits are zero can be the last one.
            LETTERS[if place == LENGTH - 1 { sixth & 0b11_0000 } else { sixth }]
        };
        (0..LENGTH).map(|place| char::from(letter(place))).collect()
    }

    /// The name of the account that a session belongs to.
    pub(crate) fn username(self, number: usize) -> String {
        // Names do not depend on the time.
        self.plan(0).username(self.account(number))
    }

    fn account(self, number: usize) -> usize {
        number * STEP % self.accounts
    }

    /// In the order of their numbers, over the whole lifetime.
    fn created_at(self, number: usize, now: i64) -> i64 {
        let span = ABSOLUTE - SPARE;
        now - span + span * long(number) / (long(self.sessions) + 1)
    }

    fn last_seen_at(self, number: usize, now: i64) -> i64 {
        let first = self.created_at(number, now).max(now - IDLE + SPARE);
        first + long(mix(20, number)) % (now - first).max(1)
    }

    async fn write_sessions(self, connection: &mut AnyConnection, plan: Plan, now: i64) -> Result<()> {
        let columns =
            "(id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, network, user_agent)";
        let mut sessions = Rows::new(&format!("sessions {columns}")).in_one_transaction();
        for number in 0..self.sessions {
            let (account, created_at) = (self.account(number), self.created_at(number, now));
            let (id, secret) = (uuid(created_at, 15, number), hash(&Self::cookie(number)));
            let account_id = plan.id(account);
            let data = data(&account_id, plan.created_at(account));
            let place = account * PLACES + mix(21, number) % PLACES;
            let (address, network) = from(place, number);
            let row = [
                Cell::Text(&id),
                Cell::Text(&secret),
                Cell::Text(&account_id),
                Cell::Text(&data),
                Cell::Number(created_at),
                Cell::Number(self.last_seen_at(number, now)),
                Cell::Number(1),
                Cell::Text(&address),
                Cell::Text(&network),
                Cell::Text(&user_agent(place)),
            ];
            sessions.add(connection, &row).await?;
        }
        sessions.end(connection).await
    }
}

/// What a sign-in writes beside the session, as JSON.
fn data(account_id: &str, password_changed_at: i64) -> String {
    let bytes = password_changed_at.to_be_bytes().map(|byte| byte.to_string()).join(",");
    format!(r#"{{"axum-login.data":{{"auth_hash":[{bytes}],"user_id":"{account_id}"}}}}"#)
}

/// The address at a place, and its network: half of them IPv6, where each session has another address.
fn from(place: usize, number: usize) -> (String, String) {
    let chance = mix(22, place);
    let part = |number: usize, which: usize| u16::try_from(number >> (16 * which) & 0xffff).unwrap_or_default();
    if chance.is_multiple_of(2) {
        // 198.18.0.0/15, which no network uses (RFC 2544).
        let [high, low] = part(chance, 1).to_be_bytes();
        let address = Ipv4Addr::new(198, 18 + u8::from(chance & 2 != 0), high, low).to_string();
        return (address.clone(), address);
    }
    let network = [0x2001, 0x0db8, part(chance, 0), part(chance, 1)];
    let own = [mix(23, number), mix(24, number)];
    let [a, b, c, d] = network;
    let address = Ipv6Addr::new(a, b, c, d, part(own[0], 0), part(own[0], 1), part(own[1], 0), part(own[1], 1));
    (address.to_string(), format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORE: Store = Store { accounts: 1000, sessions: 10_000 };

    #[test]
    fn everybody_has_the_same_number_of_sessions() {
        let mut counts = [0; STORE.accounts];
        (0..STORE.sessions).for_each(|number| counts[STORE.account(number)] += 1);
        assert!(counts.iter().all(|count| *count == 10));
    }

    #[test]
    fn every_session_is_live_and_has_its_own_cookie() {
        let now = 1_800_000_000;
        let mut cookies = std::collections::HashSet::new();
        for number in 0..STORE.sessions {
            let (created_at, seen) = (STORE.created_at(number, now), STORE.last_seen_at(number, now));
            assert!(created_at <= seen && seen < now, "{number}");
            assert!(seen + IDLE >= now + SPARE && created_at + ABSOLUTE >= now + SPARE, "{number}");
            cookies.insert(Store::cookie(number));
        }
        assert_eq!(cookies.len(), STORE.sessions);
        assert!(cookies.iter().all(|cookie| cookie.len() == LENGTH && cookie.ends_with(['A', 'Q', 'g', 'w'])));
    }

    #[test]
    fn the_data_are_those_of_a_sign_in() {
        let written = r#"{"axum-login.data":{"auth_hash":[0,0,0,0,107,12,186,163],"user_id":"someone"}}"#;
        assert_eq!(data("someone", 0x6b0c_baa3), written);
    }
}
