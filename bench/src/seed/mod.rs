//! Fills a migrated database as if many people had used it for a month. Passwords and name skeletons are not computed,
//! because nobody signs in to these accounts.

mod events;
mod people;
mod place;
mod sessions;
mod size;
mod sql;
mod store;

use sqlx::{AnyConnection, AssertSqlSafe, Row, raw_sql};

pub(crate) use self::{
    events::EACH,
    people::{DAY, Plan, long, mix},
    place::place,
    sessions::fill_sessions,
    size::{Size, size_of},
    sql::{is_postgres, open, run},
    store::Store,
};
use self::{
    people::{Kind, SPAN, address, user_agent, uuid},
    sql::{Rows, Value as Cell, drop_indexes, maybe},
};
use crate::Result;

/// One of this many accounts has an ended session.
const ENDED: usize = 5;
/// The tables to fill.
const TABLES: [&str; 5] = ["accounts", "sessions", "bans", "audit_events", "audit_origins"];

/// Fills an empty database, or updates the live sessions of one that was filled before. Returns the plan of its
/// contents.
pub(crate) async fn fill(url: &str, accounts: usize, now: i64) -> Result<Plan> {
    let mut connection = open(url).await?;
    let earlier = "SELECT COUNT(*), COALESCE(MAX(created_at), 0) FROM accounts WHERE password_hash = 'seeded'";
    let row = raw_sql(AssertSqlSafe(earlier)).fetch_one(&mut connection).await?;
    let (found, newest): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    if found > 0 {
        if found != long(accounts) {
            return Err(format!("the database has {found} accounts instead of {accounts}").into());
        }
        return refresh(&mut connection, accounts, newest, now).await;
    }
    let plan = Plan { accounts, now, all_plain: false };
    let indexes = drop_indexes(&mut connection, &TABLES).await?;
    run(&mut connection, "BEGIN").await?;
    run(
        &mut connection,
        &format!(
            "INSERT INTO roles VALUES ('helper', 'Looks after few.', 'use_account use_console view_accounts', 0, {now})"
        ),
    )
    .await?;
    run(&mut connection, "INSERT INTO policies (role) VALUES ('helper')").await?;
    write_accounts(&mut connection, plan, |number| plan.last_seen_at(number)).await?;
    write_bans(&mut connection, plan).await?;
    write_sessions(&mut connection, plan).await?;
    let administrators: Vec<_> = (0..accounts)
        .filter(|number| plan.kind(*number) == Kind::Administrator)
        .map(|number| plan.id(number))
        .collect();
    events::write(&mut connection, plan, &administrators).await?;
    run(&mut connection, "COMMIT").await?;
    for index in indexes {
        run(&mut connection, &index).await?;
    }
    run(
        &mut connection,
        "UPDATE accounts SET last_seen_at = (SELECT MAX(s.last_seen_at) FROM sessions s WHERE s.account_id = accounts.id) \
         WHERE id IN (SELECT account_id FROM sessions WHERE ended_at IS NULL)",
    )
    .await?;
    if is_postgres(&connection) {
        // As autovacuum does within minutes.
        run(&mut connection, "VACUUM ANALYZE").await?;
    }
    Ok(plan)
}

/// Moves the live sessions forward by the time that has passed, so that they are still live.
async fn refresh(connection: &mut AnyConnection, accounts: usize, newest: i64, now: i64) -> Result<Plan> {
    // The creation time of the newest account tells when the database was filled.
    let old = Plan { accounts, now: newest, all_plain: false };
    let then = newest + (newest - old.created_at(accounts - 1));
    let live =
        raw_sql("SELECT COALESCE(MAX(last_seen_at), 0) FROM sessions WHERE ended_at IS NULL AND data = 'seeded'");
    let seen: i64 = live.fetch_one(&mut *connection).await?.try_get(0)?;
    let passed = (now - 30 - seen).max(0);
    run(
        connection,
        &format!(
            "UPDATE sessions SET last_seen_at = last_seen_at + {passed}, created_at = created_at + {passed} \
             WHERE ended_at IS NULL AND data = 'seeded'"
        ),
    )
    .await?;
    Ok(Plan { now: then, ..old })
}

/// `seen`: when each was last active; 0: never.
async fn write_accounts(connection: &mut AnyConnection, plan: Plan, seen: impl Fn(usize) -> i64) -> Result<()> {
    let columns = "(id, username, username_key, username_skeleton, display_name, email, password_hash, role, \
                   created_at, password_changed_at, last_sign_in_at, closed_at, last_seen_at)";
    let mut accounts = Rows::new(&format!("accounts {columns}"));
    for number in 0..plan.accounts {
        let (id, name, kind) = (plan.id(number), plan.username(number), plan.kind(number));
        let (display_name, email) = (plan.display_name(number), plan.email(number));
        let (created_at, seen) = (plan.created_at(number), seen(number));
        let role = match kind {
            Kind::Administrator => "administrator",
            Kind::Moderator => "moderator",
            Kind::Helper => "helper",
            _ => "member",
        };
        let closed_at = (kind == Kind::Closed).then_some(plan.now - 60);
        let row = [
            Cell::Text(&id),
            Cell::Text(&name),
            Cell::Text(&name),
            Cell::Text(&name),
            Cell::Text(&display_name),
            email.as_deref().map_or(Cell::Null, Cell::Text),
            Cell::Text("seeded"),
            Cell::Text(role),
            Cell::Number(created_at),
            Cell::Number(created_at),
            maybe((seen > 0).then_some(created_at)),
            maybe(closed_at),
            Cell::Number(seen),
        ];
        accounts.add(connection, &row).await?;
    }
    accounts.end(connection).await
}

async fn write_bans(connection: &mut AnyConnection, plan: Plan) -> Result<()> {
    let mut bans = Rows::new("bans (id, account_id, reason, created_at, until, lifted_at)");
    let mut appeals = Rows::new("appeals (ban_id, text, sent_at)");
    let at = plan.now - 3600;
    let of = |wanted: &'static [Kind]| (0..plan.accounts).filter(move |number| wanted.contains(&plan.kind(*number)));
    for number in of(&[Kind::Banned, Kind::Forgiven]) {
        let until = mix(13, number).is_multiple_of(2).then_some(plan.now + 30 * DAY);
        let lifted = (plan.kind(number) == Kind::Forgiven).then_some(plan.now - 60);
        let (ban, id) = (uuid(at, 12, number), plan.id(number));
        let texts = [&*ban, &*id, "Sold what was not theirs."].map(Cell::Text);
        let row: Vec<_> = texts.into_iter().chain([Cell::Number(at), maybe(until), maybe(lifted)]).collect();
        bans.add(connection, &row).await?;
    }
    bans.end(connection).await?;
    for number in of(&[Kind::Banned]) {
        let row = [Cell::Text(&uuid(at, 12, number)), Cell::Text("It was mine."), Cell::Number(at + 60)];
        appeals.add(connection, &row).await?;
    }
    appeals.end(connection).await
}

async fn write_sessions(connection: &mut AnyConnection, plan: Plan) -> Result<()> {
    let columns = "(id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, network, \
                   user_agent, ended_at, ending)";
    let mut sessions = Rows::new(&format!("sessions {columns}"));
    let live = plan.live();
    for number in 0..live + plan.accounts / ENDED {
        let is_live = number < live;
        let chance = mix(14, number);
        let account = match number % 50 {
            // Include some of the rare roles.
            0 => (0..plan.accounts)
                .map(|step| (number * 20 + step) % plan.accounts)
                .find(|one| matches!(plan.kind(*one), Kind::Moderator | Kind::Helper))
                .unwrap_or_default(),
            _ => plan.plain(chance % plan.accounts),
        };
        let is_plain = plan.kind(account) == Kind::Plain;
        let (seen, lasted) = match (is_live, is_plain) {
            (true, true) => (plan.now - 1 - long(chance) % (10 * DAY), long(chance / 7) % DAY),
            // These do not use "remember me", so their limits are short.
            (true, false) => (plan.now - 1 - long(chance) % 120, 600),
            (false, _) => (plan.now - DAY - long(chance) % (SPAN - 2 * DAY), long(chance / 7) % DAY),
        };
        let (id, secret) = (uuid(seen - lasted, 15, number), format!("{:032x}{number:032x}", mix(16, number)));
        let (address, agent) = (address(account), user_agent(account + number % 2));
        let ended_at = (!is_live).then_some(seen + 600);
        let row = [
            Cell::Text(&id),
            Cell::Text(&secret),
            Cell::Text(&plan.id(account)),
            Cell::Text(if is_live { "seeded" } else { "{}" }),
            Cell::Number(seen - lasted),
            Cell::Number(seen),
            Cell::Number(i64::from(is_plain)),
            Cell::Text(&address),
            Cell::Text(&address),
            Cell::Text(&agent),
            maybe(ended_at),
            if is_live { Cell::Null } else { Cell::Text("idle") },
        ];
        sessions.add(connection, &row).await?;
    }
    sessions.end(connection).await
}
