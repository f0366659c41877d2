//! The SQL that reads the session of a cookie, its account and the ban in force.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    access::{Appeal, Ban, Ending, Preferences},
    database::sql,
    factor::server::{HAS_AUTHENTICATOR, needed_from},
    session::server::{
        bound::key::SessionKey,
        cuts::{cut_columns, first_cut},
        row::{OpenImpersonation, SessionRow},
        store::{REMEMBER_ME, ban_in_force, durations, named_device, role_in},
    },
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The epochs of all accounts impersonated in the session, added up, so that the session's epoch never
/// decreases.
const ACTED_EPOCHS: &str = "COALESCE((SELECT CAST(SUM(t.epoch) AS BIGINT) FROM impersonations h \
     JOIN accounts t ON t.id = h.account_id WHERE h.session_id = s.id), 0)";

/// Joins `f`, the session of the same account from which a person ended the session `s`, even if the cut `c`
/// ended it and its row is not updated yet.
const ENDED_FROM: &str = "LEFT JOIN sessions f ON f.id = COALESCE(s.ended_by, c.by_session) AND f.id <> s.id \
     AND f.account_id = s.account_id AND (s.ending IS NULL OR s.ending NOT IN ('idle', 'absolute'))";

/// The session with that cookie digest, live or ended.
pub(in crate::session::server) async fn find(
    db: impl AnyExecutor<'_>,
    secret_hash: &str,
    now: i64,
) -> Result<Option<SessionRow>> {
    let sql = sql!(
        "SELECT s.id, s.account_id, s.created_at, s.last_seen_at, {REMEMBER_ME}, s.ending, {cut_columns}, \
         a.username, a.display_name, a.email, a.email_verified_at, a.email_pending, a.preferences, a.role, r.permissions, a.second_factor_at, a.second_factor_ends_at, a.passkeys, a.new_device_notices, a.security_keys, {HAS_AUTHENTICATOR} AS authenticator, \
         CASE WHEN a.password_hash = '' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS passwordless, \
         (SELECT COUNT(*) FROM policy_values v WHERE v.setting = 'second_factor' AND v.value = 0 \
         AND (v.role = '' OR v.role = a.role)) AS factor_required, a.second_factor_postponed_in, \
         (SELECT v.value FROM policy_values v WHERE v.setting = 'second_factor_from' AND v.role = '') AS factor_from, \
         i.id AS acting_id, i.account_id AS acting_as, i.started_at AS acting_since, \
         a.epoch + (SELECT taken FROM locks WHERE name = 'policy') + {ACTED_EPOCHS} AS epoch, \
         (SELECT taken FROM locks WHERE name = 'policy') AS policy_changes, \
         p.idle, p.absolute, p.remember_me_idle, p.remember_me_absolute, p.idle_warning, \
         f.name AS by_name, f.user_agent AS by_user_agent, \
         b.id AS ban_id, b.reason AS ban_reason, b.created_at AS ban_since, b.until AS ban_until, \
         ap.sent_at AS appeal_sent_at, ap.answer AS appeal_answer, ap.answered_at AS appeal_answered_at, \
         k.cookie_key, k.created_at AS key_registered_at, k.network AS key_network, s.user_agent \
         FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN roles r ON r.name = a.role \
         JOIN limits p ON p.role = a.role {first_cut} {ENDED_FROM} \
         LEFT JOIN impersonations i ON i.session_id = s.id AND i.ended_at IS NULL \
         LEFT JOIN session_keys k ON k.session_id = s.id \
         LEFT JOIN bans b ON b.account_id = s.account_id AND {ban_in_force} LEFT JOIN appeals ap ON ap.ban_id = b.id \
         WHERE s.secret_hash = $1 LIMIT 1",
        HAS_AUTHENTICATOR,
        REMEMBER_ME,
        cut_columns = cut_columns(),
        ACTED_EPOCHS,
        first_cut = first_cut(),
        ENDED_FROM,
        ban_in_force = ban_in_force("$2")
    );
    let row = sqlx::query(sql).bind(secret_hash).bind(now).fetch_optional(db).await?;
    row.map(|row| read(&row, now)).transpose()
}

/// The appeal against the ban and its answer.
fn appeal(row: &AnyRow) -> Result<Option<Appeal>> {
    let sent_at: Option<i64> = row.try_get("appeal_sent_at")?;
    let answer: Option<String> = row.try_get("appeal_answer")?;
    let answered_at: Option<i64> = row.try_get("appeal_answered_at")?;
    Ok(sent_at.map(|sent_at| Appeal { sent_at, answer: answer.zip(answered_at) }))
}

fn acting(row: &AnyRow) -> Result<Option<OpenImpersonation>> {
    let id: Option<String> = row.try_get("acting_id")?;
    match id {
        None => Ok(None),
        Some(id) => Ok(Some(OpenImpersonation {
            id,
            account_id: row.try_get("acting_as")?,
            since: row.try_get("acting_since")?,
        })),
    }
}

/// Sessions that began before this time may go on without a second factor.
fn second_factor_from(row: &AnyRow) -> Result<Option<i64>> {
    let (id, postponed_in): (String, Option<String>) = (row.try_get("id")?, row.try_get("second_factor_postponed_in")?);
    if postponed_in == Some(id) {
        // Its owner has put it off until the next sign-in.
        return row.try_get::<i64, _>("created_at").map(|began| Some(began + 1));
    }
    Ok(needed_from(row.try_get("factor_required")?, row.try_get("factor_from")?).filter(|from| *from > 0))
}

fn key(row: &AnyRow) -> Result<Option<SessionKey>> {
    let cookie_key: Option<String> = row.try_get("cookie_key")?;
    let Some(cookie_key) = cookie_key else { return Ok(None) };
    let (registered_at, network) = (row.try_get("key_registered_at")?, row.try_get("key_network")?);
    Ok(Some(SessionKey::of(cookie_key, registered_at, network, row.try_get("user_agent")?)))
}

fn read(row: &AnyRow, now: i64) -> Result<SessionRow> {
    let unknown = |what: &str| sqlx::Error::Decode(format!("unknown {what}").into());
    let (role, permissions) = role_in(row)?;
    let (written, cut): (Option<String>, Option<String>) = (row.try_get("ending")?, row.try_get("cut_ending")?);
    let ending = written.or(cut);
    let ending = ending.map(|name| Ending::from_name(&name).ok_or_else(|| unknown("ending"))).transpose()?;
    let by = if matches!(ending, Some(Ending::Idle | Ending::Absolute)) {
        None
    } else {
        named_device(row, "by_name", "by_user_agent")?
    };
    let display_name: String = row.try_get("display_name")?;
    let preferences = Preferences::read(row.try_get("preferences")?);
    let ban: Option<String> = row.try_get("ban_id")?;
    let ban = match ban {
        None => None,
        Some(id) => Some(Ban {
            id,
            display_name: display_name.clone(),
            reason: row.try_get("ban_reason")?,
            since: row.try_get("ban_since")?,
            until: row.try_get("ban_until")?,
            appeal: appeal(row)?,
            preferences: preferences.clone(),
            as_of: now,
        }),
    };
    Ok(SessionRow {
        id: row.try_get("id")?,
        account_id: row.try_get("account_id")?,
        username: row.try_get("username")?,
        display_name,
        email: row.try_get("email")?,
        email_verified: row.try_get::<Option<i64>, _>("email_verified_at")?.is_some(),
        email_pending: row.try_get("email_pending")?,
        role,
        permissions,
        second_factor: row.try_get::<Option<i64>, _>("second_factor_at")?.is_some(),
        second_factor_required: row.try_get::<i64, _>("factor_required")? > 0,
        second_factor_from: second_factor_from(row)?,
        second_factor_ends_at: row.try_get("second_factor_ends_at")?,
        has_authenticator: row.try_get::<i64, _>("authenticator")? > 0,
        has_security_keys: row.try_get::<i64, _>("security_keys")? > 0,
        has_passkeys: row.try_get::<i64, _>("passkeys")? > 0,
        passwordless: row.try_get::<i64, _>("passwordless")? > 0,
        new_device_notices: row.try_get::<i64, _>("new_device_notices")? != 0,
        preferences,
        created_at: row.try_get("created_at")?,
        last_seen_at: row.try_get("last_seen_at")?,
        remember_me: row.try_get::<i64, _>("remember_me")? != 0,
        ending,
        by,
        acting: acting(row)?,
        durations: durations(row)?,
        epoch: row.try_get("epoch")?,
        policy_changes: row.try_get("policy_changes")?,
        ban,
        key: key(row)?,
    })
}
