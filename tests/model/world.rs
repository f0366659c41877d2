//! The system: the real router, called in process, with one database and a clock that only moves on request. Responses
//! are read as JSON and not as Hallpass's types.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header, request::Builder},
};
use hallpass::{
    access::{Role, server::Grant},
    database::{Clock, Database, Missing},
    policy::{Setting, server::PolicyChange},
    server::{config::Config, router::router, services, services::Services},
};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::reference::{EventSummary, Policy};

/// The two passwords of every person: each change switches to the other one.
pub(crate) const PASSWORDS: [&str; 2] = ["gravel tulip eleven", "otter piano cobalt"];

const ORIGIN: &str = "http://127.0.0.1:3000";
const SETTINGS: [(&str, &str); 6] = [
    ("argon2_memory_kib", "7168"),
    ("argon2_iterations", "1"),
    ("hash_workers", "8"),
    ("attempts_per_account", "1000000/1s"),
    ("attempts_per_address", "1000000/1s"),
    ("public_origin", ORIGIN),
];

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// The session cookie that it sets.
    pub(crate) cookie: Option<String>,
}

fn form(function: &str, fields: &[(&str, &str)]) -> (Builder, String) {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(format!("/api/{function}"))
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    (request, body)
}

/// The username of the person with this account ID.
pub(crate) fn name(id: &str) -> String {
    format!("p-{id}")
}

pub(crate) struct World {
    config: Config,
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) services: Services,
    router: Router,
    /// The router of another process on the same database.
    elsewhere: Router,
    /// The administrator's cookie.
    grace: Option<String>,
    accounts: usize,
    sequences: usize,
    calls: AtomicUsize,
    _folder: TempDir,
}

impl World {
    /// `cache`: whether the servers keep sessions in memory while the database does not change.
    pub(crate) async fn make(cache: bool) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("empty.toml");
        std::fs::write(&file, "").expect("an empty file");
        let url = format!("sqlite://{}/hallpass.db", folder.path().display());
        let given = [("database_url", &*url), ("session_cache", if cache { "true" } else { "false" })];
        let settings = SETTINGS.iter().chain(&given);
        let variable = |(key, value): &(&str, &str)| (format!("HALLPASS_{}", key.to_uppercase()).into(), value.into());
        let config = Config::load(Some(file), settings.map(variable)).expect("a configuration");
        let clock = Clock::stopped();
        let database =
            Database::connect(&config.database_url, config.database_connections, Missing::Make, clock.clone()).await;
        let database = database.expect("a database");
        database.migrate().await.expect("a migrated schema");
        if config.session_cache {
            database.trust_version().await;
        }
        let services = services(&config, database.clone()).expect("the services");
        let beside =
            Database::connect(&config.database_url, config.database_connections, Missing::Make, clock.clone()).await;
        let beside = beside.expect("a second connection");
        if config.session_cache {
            beside.trust_version().await;
        }
        let beside = hallpass::server::services(&config, beside).expect("the services");
        let (elsewhere, router) = (router(&config, &beside), router(&config, &services));
        let world = Self {
            config,
            database,
            clock,
            services,
            router,
            elsewhere,
            grace: None,
            accounts: 0,
            sequences: 0,
            calls: 0.into(),
            _folder: folder,
        };
        for name in ["grace", "template"] {
            let fields = [("username", name), ("password", PASSWORDS[0])];
            assert_eq!(world.call(None, "sign_up", &fields).await.status, 200, "{name}");
        }
        let grace = world.services.accounts.find_by_name("grace").await.expect("an answer").expect("somebody");
        let made = world.services.roles.change_role(&Grant::operator(), &grace.id, Role::ADMINISTRATOR.name()).await;
        made.expect("a role change");
        world
    }

    /// Begins a sequence with the usual policy and fresh accounts that have the first password.
    pub(crate) async fn begin(&mut self, people: usize) -> Vec<String> {
        self.sequences += 1;
        self.set_policy(&Policy::usual()).await;
        let mut ids = Vec::new();
        for _ in 0..people {
            self.accounts += 1;
            let id = hallpass::database::new_id();
            let name = name(&id);
            self.execute(&format!(
                "INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, email, \
                 password_hash, role, created_at, password_changed_at) \
                 SELECT '{id}', '{name}', '{name}', '{name}', '{name}', NULL, password_hash, role, {now}, {now} \
                 FROM accounts WHERE username = 'template'",
                now = self.clock.now(),
            ))
            .await;
            ids.push(id);
        }
        ids
    }

    pub(crate) async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query(sql).execute(self.database.pool()).await.expect("a statement");
    }

    /// Calls a server function as Hallpass's scripts do.
    pub(crate) async fn call(&self, cookie: Option<&str>, function: &str, fields: &[(&str, &str)]) -> Answer {
        let (request, body) = form(function, fields);
        self.send(&self.router, request, cookie, body).await
    }

    /// Calls a server function of the other process.
    pub(crate) async fn call_elsewhere(&self, cookie: Option<&str>, function: &str, fields: &[(&str, &str)]) -> Answer {
        let (request, body) = form(function, fields);
        self.send(&self.elsewhere, request, cookie, body).await
    }

    /// Loads a page.
    pub(crate) async fn get(&self, cookie: Option<&str>, path: &str) -> Answer {
        self.send(&self.router, Request::get(path).header(header::ACCEPT, "text/html"), cookie, String::new()).await
    }

    async fn send(&self, router: &Router, request: Builder, cookie: Option<&str>, body: String) -> Answer {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let mut request = request.header(header::ORIGIN, ORIGIN);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, format!("hallpass={cookie}"));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let set = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let set = set.filter_map(|value| value.strip_prefix("hallpass=")?.split(';').next());
        let cookie = set.filter(|value| !value.is_empty()).map(str::to_owned).next_back();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        Answer { status, body: serde_json::from_slice(&body).unwrap_or_default(), cookie }
    }

    /// Calls a server function as the administrator, signing in again if necessary.
    pub(crate) async fn administer(&mut self, function: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.call(self.grace.as_deref(), function, fields).await;
        if answer.status != 401 && answer.refusal() != "reauthentication_required" {
            return answer;
        }
        let sign_in = [("username", "grace"), ("password", PASSWORDS[0])];
        self.grace = self.call(self.grace.as_deref(), "sign_in", &sign_in).await.cookie;
        self.call(self.grace.as_deref(), function, fields).await
    }

    pub(crate) async fn set_policy(&self, policy: &Policy) {
        let flag = |set: bool| Some(i64::from(set));
        let (all, kept, own) = (policy.everyone, policy.remember_me, policy.administrators);
        let values = [
            (None, "idle", Some(all.idle)),
            (None, "absolute", Some(all.absolute)),
            (None, "remember_me_idle", Some(kept.idle)),
            (None, "remember_me_absolute", Some(kept.absolute)),
            (None, "remember_me", flag(policy.remember_me_allowed)),
            (None, "sessions", i64::try_from(policy.most).ok()),
            (None, "role_change_ends", flag(policy.role_change_ends)),
            (Some(Role::ADMINISTRATOR), "idle", Some(own.idle)),
            (Some(Role::ADMINISTRATOR), "absolute", Some(own.absolute)),
        ];
        let change = |(role, name, value)| PolicyChange { role, setting: Setting::of_name(name).expect("one"), value };
        let changes = values.map(change);
        self.services.policy_admin.change_policy(&Grant::operator(), &changes).await.expect("a policy");
    }

    /// Starts another server on the same database; after a crash, without unwritten activity.
    pub(crate) async fn restart(&mut self, crash: bool) {
        if !crash {
            self.services.sessions.write_activity().await.expect("written activity");
        }
        self.services = services(&self.config, self.database.clone()).expect("the services");
        self.router = router(&self.config, &self.services);
    }

    /// The session's time of last activity in the database.
    pub(crate) async fn written(&self, id: &str) -> Option<i64> {
        let query = sqlx::query_scalar("SELECT last_seen_at FROM sessions WHERE id = $1").bind(id);
        query.fetch_optional(self.services.database.pool()).await.expect("an answer")
    }

    /// Creates a password reset link and returns its token.
    pub(crate) async fn reset_link(&self, id: &str) -> String {
        let account = self.services.accounts.find(id).await.expect("an answer").expect("somebody");
        let path = self.services.accounts.password_reset_link(&Grant::operator(), &account).await.expect("a link");
        path.split_once("token=").expect("a token").1.to_owned()
    }

    pub(crate) fn said(&self) -> String {
        let calls = self.calls.load(Ordering::Relaxed);
        format!("{} sequences, {calls} requests", self.sequences)
    }
}

impl Answer {
    /// Whether the response agrees with the model.
    pub(crate) fn says(&self, summary: EventSummary) -> bool {
        let ended = &self.body["ended"];
        self.status == 200
            && match summary {
                EventSummary::Member => self.body["kind"] == "member",
                EventSummary::Banned => self.body["kind"] == "banned",
                EventSummary::Guest(reason) => self.body["kind"] == "guest" && ended == reason,
                EventSummary::LongOver(reason) => {
                    (self.body["kind"] == "guest" && (ended == reason || ended.is_null()))
                        || (reason == "banned" && self.body["kind"] == "banned")
                }
            }
    }

    /// The kind of error.
    pub(crate) fn refusal(&self) -> &str {
        self.body["error"].as_str().unwrap_or_default()
    }
}
