//! The SQL of the export. It selects the person's own data: no digests, and no administrators' notes.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AnyExecutor, Row, any::AnyRow};

use super::document::{
    ActInTheirName, Activity, Appeal, Authenticator, Ban, Concerning, Impersonation, Invitation, IssuedLink, Passkey,
    Profile, SecondFactors, SentMessage, Session,
};
use crate::{
    database::sql,
    {audit::Act, ui::time::machine},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

fn time(row: &AnyRow, column: &str) -> Result<String> {
    row.try_get(column).map(machine)
}

fn time_if_any(row: &AnyRow, column: &str) -> Result<Option<String>> {
    let at: Option<i64> = row.try_get(column)?;
    Ok(at.map(machine))
}

/// The account itself, unless it is closed.
pub(super) async fn profile(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<Profile>> {
    let row = sqlx::query(
        "SELECT id, username, display_name, email, email_verified_at, email_pending, role, preferences, created_at, password_changed_at, last_sign_in_at, \
         new_device_notices, wrong_codes, NULLIF(last_seen_at, 0) AS last_seen_at \
         FROM accounts WHERE id = $1 AND closed_at IS NULL",
    );
    let read = |row: AnyRow| {
        Ok(Profile {
            id: row.try_get("id")?,
            username: row.try_get("username")?,
            display_name: row.try_get("display_name")?,
            email: row.try_get("email")?,
            email_verified_at: time_if_any(&row, "email_verified_at")?,
            email_pending: row.try_get("email_pending")?,
            role: row.try_get("role")?,
            preferences: row.try_get("preferences")?,
            created_at: time(&row, "created_at")?,
            password_changed_at: time(&row, "password_changed_at")?,
            last_sign_in_at: time_if_any(&row, "last_sign_in_at")?,
            last_active_at: time_if_any(&row, "last_seen_at")?,
            new_device_notices: row.try_get::<i64, _>("new_device_notices")? != 0,
            wrong_codes: row.try_get("wrong_codes")?,
        })
    };
    row.bind(id).fetch_optional(db).await?.map(read).transpose()
}

/// Every stored session, live or ended, newest first.
pub(super) async fn sessions(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<Session>> {
    let rows = sqlx::query(
        "SELECT s.id, s.name, s.user_agent, s.address, s.network, s.method, s.level, s.remember_me, s.created_at, \
         s.last_seen_at, s.ended_at, s.ending, k.created_at AS bound_at, k.network AS bound_network \
         FROM sessions s LEFT JOIN session_keys k ON k.session_id = s.id WHERE s.account_id = $1 ORDER BY s.id DESC",
    );
    let read = |row: &AnyRow| {
        Ok(Session {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            user_agent: row.try_get("user_agent")?,
            address: row.try_get("address")?,
            network: row.try_get("network")?,
            method: row.try_get("method")?,
            level: row.try_get("level")?,
            remember_me: row.try_get::<i64, _>("remember_me")? != 0,
            bound_at: time_if_any(row, "bound_at")?,
            bound_network: row.try_get("bound_network")?,
            signed_in_at: time(row, "created_at")?,
            last_active_at: time(row, "last_seen_at")?,
            ended_at: time_if_any(row, "ended_at")?,
            ending: row.try_get("ending")?,
        })
    };
    rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect()
}

/// Every ban with its appeal, the newest first.
pub(super) async fn bans(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<Ban>> {
    let rows = sqlx::query(
        "SELECT b.id, b.reason, b.created_at, b.until, b.changed_at, b.lifted_at, \
         ap.text, ap.sent_at, ap.answer, ap.answered_at \
         FROM bans b LEFT JOIN appeals ap ON ap.ban_id = b.id WHERE b.account_id = $1 ORDER BY b.id DESC",
    );
    rows.bind(account_id).fetch_all(db).await?.iter().map(ban).collect()
}

fn ban(row: &AnyRow) -> Result<Ban> {
    let text: Option<String> = row.try_get("text")?;
    let appeal = match text {
        None => None,
        Some(text) => Some(Appeal {
            text,
            sent_at: time(row, "sent_at")?,
            answer: row.try_get("answer")?,
            answered_at: time_if_any(row, "answered_at")?,
        }),
    };
    Ok(Ban {
        id: row.try_get("id")?,
        reason: row.try_get("reason")?,
        decided_at: time(row, "created_at")?,
        until: time_if_any(row, "until")?,
        changed_at: time_if_any(row, "changed_at")?,
        lifted_at: time_if_any(row, "lifted_at")?,
        appeal,
    })
}

/// The one-time links that were created for the account, newest first. Their tokens are not stored.
pub(super) async fn links(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<IssuedLink>> {
    let rows = sqlx::query(
        "SELECT purpose, email, created_at, expires_at, used_at, used_network FROM links \
         WHERE account_id = $1 ORDER BY created_at DESC, expires_at DESC",
    );
    let read = |row: &AnyRow| {
        Ok(IssuedLink {
            purpose: row.try_get("purpose")?,
            email: row.try_get("email")?,
            created_at: time(row, "created_at")?,
            expires_at: time(row, "expires_at")?,
            used_at: time_if_any(row, "used_at")?,
            used_network: row.try_get("used_network")?,
        })
    };
    rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect()
}

/// The messages to the person that are in the outbox, newest first. Their texts are not stored.
pub(super) async fn messages(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<SentMessage>> {
    let rows = sqlx::query(
        "SELECT template, recipient, created_at, sent_at FROM outbox WHERE account_id = $1 ORDER BY created_at DESC, id",
    );
    let read = |row: &AnyRow| {
        Ok(SentMessage {
            about: row.try_get("template")?,
            to: row.try_get("recipient")?,
            created_at: time(row, "created_at")?,
            sent_at: time_if_any(row, "sent_at")?,
        })
    };
    rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect()
}

/// The second factors, without their secrets.
pub(super) async fn second_factors(db: &mut AnyConnection, account_id: &str) -> Result<SecondFactors> {
    let rows = sqlx::query(
        "SELECT confirmed_at, last_used_at FROM authenticators WHERE account_id = $1 AND confirmed_at IS NOT NULL",
    );
    let read = |row: &AnyRow| {
        Ok(Authenticator { added_at: time(row, "confirmed_at")?, last_used_at: time_if_any(row, "last_used_at")? })
    };
    let authenticators: Result<Vec<_>> = rows.bind(account_id).fetch_all(&mut *db).await?.iter().map(read).collect();
    let left = sqlx::query_scalar("SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL");
    let recovery_codes_left = left.bind(account_id).fetch_one(&mut *db).await?;
    let rows = sqlx::query(
        "SELECT kind, name, user_agent, created_at, last_used_at FROM passkeys WHERE account_id = $1 ORDER BY id",
    );
    let read = |row: &AnyRow| {
        Ok(Passkey {
            kind: row.try_get("kind")?,
            name: row.try_get("name")?,
            user_agent: row.try_get("user_agent")?,
            added_at: time(row, "created_at")?,
            last_used_at: time_if_any(row, "last_used_at")?,
        })
    };
    let passkeys: Result<Vec<_>> = rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect();
    Ok(SecondFactors { authenticators: authenticators?, recovery_codes_left, passkeys: passkeys? })
}

/// The impersonations of the person, newest first, and what was done during each.
pub(super) async fn impersonations(db: &mut AnyConnection, account_id: &str) -> Result<Vec<Impersonation>> {
    let rows = sqlx::query(
        "SELECT impersonator_id, reason, started_at, ended_at FROM impersonations \
         WHERE account_id = $1 ORDER BY id DESC",
    );
    let mut found = Vec::new();
    for row in rows.bind(account_id).fetch_all(&mut *db).await? {
        found.push(Impersonation {
            reason: row.try_get("reason")?,
            started_at: time(&row, "started_at")?,
            ended_at: time_if_any(&row, "ended_at")?,
            acts: acts(&mut *db, account_id, &row).await?,
        });
    }
    Ok(found)
}

/// The acts of an impersonation, from the audit: what the impersonator did as that account.
async fn acts(db: &mut AnyConnection, account_id: &str, row: &AnyRow) -> Result<Vec<ActInTheirName>> {
    let (impersonator, since): (String, i64) = (row.try_get("impersonator_id")?, row.try_get("started_at")?);
    let until: Option<i64> = row.try_get("ended_at")?;
    let rows = sqlx::query(
        "SELECT at, act, outcome FROM audit_events \
         WHERE actor = $1 AND actor <> subject AND at >= $2 AND at <= $3 AND detail LIKE $4 ORDER BY seq DESC",
    );
    let rows = rows.bind(impersonator).bind(since).bind(until.unwrap_or(i64::MAX));
    let read = |row: &AnyRow| {
        Ok(ActInTheirName { at: time(row, "at")?, act: row.try_get("act")?, outcome: row.try_get("outcome")? })
    };
    rows.bind(format!("%\"as\":\"{account_id}\"%")).fetch_all(db).await?.iter().map(read).collect()
}

/// The invitations that the person has created, newest first. Their tokens are not stored.
pub(super) async fn invitations(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<Invitation>> {
    let rows = sqlx::query(
        "SELECT note, created_at, expires_at, revoked_at, uses_max, uses_left FROM invitations \
         WHERE created_by = $1 ORDER BY id DESC",
    );
    let read = |row: &AnyRow| {
        Ok(Invitation {
            note: row.try_get("note")?,
            created_at: time(row, "created_at")?,
            expires_at: time(row, "expires_at")?,
            revoked_at: time_if_any(row, "revoked_at")?,
            uses: row.try_get("uses_max")?,
            uses_left: row.try_get("uses_left")?,
        })
    };
    rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect()
}

/// The person's own acts in the audit, newest first, without their subjects and the hash chain.
pub(super) async fn activity(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<Activity>> {
    const ACTS: &str = "SELECT e.seq AS seq, e.at, e.act, e.outcome, o.address, o.user_agent FROM audit_events e \
        LEFT JOIN audit_origins o ON o.seq = e.seq AND o.account_id = e.actor";
    // Two kinds, each with its own index.
    let sql = sql!(
        "{ACTS} WHERE e.actor = $1 AND e.actor <> e.subject UNION ALL \
         {ACTS} WHERE e.subject = $1 AND e.actor = e.subject ORDER BY seq DESC",
        ACTS
    );
    let rows = sqlx::query(sql);
    let read = |row: &AnyRow| {
        Ok(Activity {
            at: time(row, "at")?,
            act: row.try_get("act")?,
            outcome: row.try_get("outcome")?,
            address: row.try_get("address")?,
            user_agent: row.try_get("user_agent")?,
        })
    };
    rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect()
}

/// The details of the audit that are the person's own data. Others may identify the person who acted.
const OWN: [&str; 14] = [
    "ban",
    "ending",
    "field",
    "from",
    "lifted",
    "method",
    "path",
    "remember_me",
    "role",
    "session",
    "sessions",
    "to",
    "until",
    "whose",
];

/// The acts of others in the audit that concern the person, newest first, without who they were. Excludes notes
/// about the person, which belong to the administrators.
pub(super) async fn events(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<Concerning>> {
    // The actor is written so that no index is used for it: the index of subjects is in this order.
    let rows = sqlx::query(
        "SELECT e.at, e.act, e.outcome, NULLIF(e.reason, '') AS reason, e.detail, o.address, o.user_agent \
         FROM audit_events e LEFT JOIN audit_origins o ON o.seq = e.seq AND o.account_id = e.subject AND e.actor = '' \
         WHERE e.subject = $1 AND e.actor || '' <> e.subject AND e.act || '' <> $2 ORDER BY e.seq DESC",
    );
    let read = |row: &AnyRow| {
        let detail: String = row.try_get("detail")?;
        let mut detail: BTreeMap<String, String> = serde_json::from_str(&detail).unwrap_or_default();
        detail.retain(|name, _| OWN.contains(&&**name));
        Ok(Concerning {
            at: time(row, "at")?,
            act: row.try_get("act")?,
            outcome: row.try_get("outcome")?,
            reason: row.try_get("reason")?,
            detail,
            address: row.try_get("address")?,
            user_agent: row.try_get("user_agent")?,
        })
    };
    rows.bind(account_id).bind(Act::NOTE.name()).fetch_all(db).await?.iter().map(read).collect()
}
