//! `TestApp`: a server with the real router on its own port, and the browsers of the people who use it.

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::Write,
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use crate::{
    access::{Role, server::Grant},
    app::App,
    ban::server::BanTerms,
    database::{Clock, Database, Engine, Missing},
    error::{AppError, Conflict},
    policy::{Setting, server::PolicyChange},
    server::{config::Config, router::router, services, services::Services},
};
use axum::Router;
use sqlx::{AssertSqlSafe, Column, Row, any::AnyRow};
use tokio::net::TcpListener;

use super::{Browser, TestDatabase, browser::ROUTES};

/// The default password of test accounts.
pub const PASSWORD: &str = "gravel tulip eleven";
/// The password that tests change to.
pub const NEW_PASSWORD: &str = "otter piano cobalt";

/// Configures the cheapest hashing that the configuration allows, and limits that no test reaches by accident.
const SETTINGS: [(&str, &str); 6] = [
    ("argon2_memory_kib", "7168"),
    ("argon2_iterations", "1"),
    ("hash_workers", "8"),
    ("attempts_per_account", "100000/1s"),
    ("attempts_per_address", "100000/1s"),
    ("ratings_per_address", "100000/1s"),
];

/// A server with a database, a clock and an address.
pub struct TestApp {
    /// The configuration, with the cheapest hashing and high limits unless the test sets others.
    pub config: Config,
    /// The server's services, for steps that a test does not take through a browser.
    pub services: Box<Services>,
    /// The clock, which stands still until the test moves it, except after [`TestApp::ticking`].
    pub clock: Clock,
    /// Where the server listens: a free port of 127.0.0.1, with plain HTTP.
    pub address: SocketAddr,
    /// The database, shared with the servers that [`TestApp::restart`] and [`TestApp::beside`] start.
    pub database: Arc<TestDatabase>,
}

impl TestApp {
    /// Starts a server with this application. All tests in one process must use the same application.
    ///
    /// # Panics
    /// If the application is inconsistent.
    pub async fn of(app: App) -> Self {
        crate::app::install(app).expect("a consistent application");
        Self::start().await
    }

    /// Starts a server with a new database, a stopped clock and the default configuration for tests.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// Starts a server with these configuration keys, named as in the configuration file.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        Self::on_new(Clock::stopped(), settings).await
    }

    /// Starts a server on an existing database, which is not deleted after the test.
    pub async fn at(url: &str, settings: &[(&str, &str)]) -> Self {
        Self::on(Arc::new(TestDatabase::at(url)), Clock::stopped(), settings).await
    }

    /// Starts a server with a running clock, for tests of what a server does by itself when time passes. Otherwise, the
    /// clock stands still until a test moves it, so that no test depends on the speed of the machine.
    pub async fn ticking() -> Self {
        Self::on_new(Clock::system(), &[]).await
    }

    /// Starts another server on the same database and clock, as after a restart with these configuration keys.
    pub async fn restart(&self, settings: &[(&str, &str)]) -> Self {
        Self::on(Arc::clone(&self.database), self.clock.clone(), settings).await
    }

    /// Starts another server on the same database. The new server's clock is ahead by this many seconds.
    pub async fn beside(&self, ahead: i64) -> Self {
        let clock = Clock::stopped();
        clock.set(self.clock.now() + ahead - clock.now());
        Self::on(Arc::clone(&self.database), clock, &[]).await
    }

    /// Moves the clock forward in small steps, so that the server does not doubt it as it would after a jump.
    pub async fn pass(&self, seconds: i64) {
        const STEP: i64 = 2 * 24 * 3600;
        for begun in (0..seconds).step_by(STEP.unsigned_abs().try_into().expect("it fits into usize")) {
            self.clock.shift(STEP.min(seconds - begun));
            assert!(self.services.database.retention_time().await.expect("the database responds").is_some());
        }
    }

    async fn on_new(clock: Clock, settings: &[(&str, &str)]) -> Self {
        install_app();
        let database = Arc::new(Box::pin(TestDatabase::migrated()).await);
        let app = Box::pin(Self::on(database, clock, settings)).await;
        app.services.database.begin_retention().await.expect("the database responds");
        app
    }

    async fn on(database: Arc<TestDatabase>, clock: Clock, settings: &[(&str, &str)]) -> Self {
        install_app();
        let (listener, address) = free_port().await;
        let site = make_site(&database);
        let given =
            [("database_url", &*database.url), ("public_origin", &*format!("http://{address}")), ("site_root", &*site)];
        let keys = make_keys(&database);
        let keys = keys.as_deref().map(|file| ("secret_key_file", file));
        let config = configure(&database, given.iter().chain(&keys).chain(&SETTINGS).chain(settings));
        let opened =
            Database::connect(&config.database_url, config.database_connections, Missing::Make, clock.clone()).await;
        let opened = opened.expect("the database opens");
        if !opened.is_migrated().await.expect("the database responds") {
            opened.migrate().await.expect("the migrations run");
        }
        if config.session_cache {
            opened.trust_version().await;
        }
        let services = services(&config, opened).expect("the services");
        let alone = ROUTES.write().await;
        serve(listener, router(&config, &services));
        drop(alone);
        Self { config, services: Box::new(services), clock, address, database }
    }

    /// Starts the server's maintenance. Most tests do not call this, and trigger the work that they need themselves.
    pub fn run_maintenance(&self) {
        self.services.run_maintenance();
    }

    /// Sets the policy for everyone as the operator, with values as in `hallpass policy set`.
    pub async fn policy(&self, values: &[(&str, &str)]) {
        let change = |(name, value): &(&str, &str)| {
            let setting = Setting::of_name(name).expect("a setting");
            PolicyChange { role: None, setting, value: Some(setting.parse(value).expect("a value")) }
        };
        let changes: Vec<_> = values.iter().map(change).collect();
        self.services.policy_admin.change_policy(&Grant::operator(), &changes).await.expect("a policy");
    }

    /// A new browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address, &self.config)
    }

    /// The browser of a person who has just signed up.
    pub async fn member(&self, name: &str) -> Browser {
        let browser = self.browser();
        let reply = browser.fetch("sign_up", &[("username", name), ("email", ""), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 200, "{name} signs up: {}", reply.body);
        browser
    }

    /// The browser of a person whom the operator has made an administrator.
    pub async fn administrator(&self, name: &str) -> Browser {
        let browser = self.member(name).await;
        let id = self.id_of(name).await;
        let changed = self.services.roles.change_role(&Grant::operator(), &id, Role::ADMINISTRATOR.name()).await;
        changed.expect("the operator may change roles");
        browser
    }

    /// The browser of a person to whom the operator has given this role.
    pub async fn with_role(&self, name: &str, role: &str) -> Browser {
        let browser = self.member(name).await;
        let id = self.id_of(name).await;
        self.services.roles.change_role(&Grant::operator(), &id, role).await.expect("the operator may change roles");
        browser
    }

    /// The browser of a person with the role moderator.
    pub async fn moderator(&self, name: &str) -> Browser {
        self.with_role(name, Role::MODERATOR.name()).await
    }

    /// Creates a role as the operator, unless one with this name exists. `permissions` are names, separated by spaces.
    pub async fn role(&self, name: &str, permissions: &str) {
        match self.services.roles.create_role(&Grant::operator(), name, "", permissions).await {
            Ok(()) | Err(AppError::Conflict { conflict: Conflict::RoleExists }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// A new browser, signed in to an existing account with this password.
    pub async fn sign_in(&self, name: &str, password: &str) -> Browser {
        let browser = self.browser();
        let reply = browser.fetch("sign_in", &[("username", name), ("password", password)]).await;
        assert_eq!(reply.status, 200, "{name} signs in: {}", reply.body);
        browser
    }

    /// Bans an account as the operator; permanently if `until` is empty.
    pub async fn ban(&self, name: &str, reason: &str, until: &str) {
        let id = self.id_of(name).await;
        let terms = BanTerms { reason, until, ..BanTerms::default() };
        self.services.bans.ban(&Grant::operator(), &id, terms).await.expect("a ban");
    }

    /// Lifts a ban as the operator.
    pub async fn lift_ban(&self, name: &str) {
        let id = self.id_of(name).await;
        self.services.bans.lift_ban(&Grant::operator(), &id).await.expect("the ban is lifted");
    }

    /// Creates a password reset link as the operator. Returns its path and the token in it.
    pub async fn reset_link(&self, name: &str) -> (String, String) {
        let account = self.services.accounts.find_by_name(name).await.expect("a response").expect("an account");
        let made = self.services.accounts.password_reset_link(&Grant::operator(), &account).await;
        let path = made.expect("a link");
        let token = path.split_once("token=").expect("a token").1.to_owned();
        (path, token)
    }

    /// The browser of a banned person. It still has the cookie of the ended session.
    pub async fn banned(&self, name: &str) -> Browser {
        let browser = self.member(name).await;
        self.ban(name, "Rudeness", "").await;
        browser
    }

    /// The ID of the account with this username, which must exist.
    pub async fn id_of(&self, name: &str) -> String {
        let account = self.services.accounts.find_by_name(name).await.expect("the database responds");
        account.unwrap_or_else(|| panic!("nobody is called {name}")).id
    }

    /// The public ID of an account's newest session.
    pub async fn session_of(&self, account_id: &str) -> String {
        self.text(&format!("SELECT id FROM sessions WHERE account_id = '{account_id}' ORDER BY id DESC LIMIT 1")).await
    }

    /// The single number that a query returns.
    pub async fn count(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query_scalar(sql).fetch_one(self.services.database.pool()).await.expect("a number")
    }

    /// The single text that a query returns.
    pub async fn text(&self, sql: &str) -> String {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query_scalar(sql).fetch_one(self.services.database.pool()).await.expect("a text")
    }

    /// Runs a statement.
    pub async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query(sql).execute(self.services.database.pool()).await.expect("it runs");
    }

    /// Waits until another request waits for a lock that an open transaction has. Such a request holds a connection
    /// for as long as it waits, and all others only for moments.
    pub async fn until_blocked(&self) {
        let pool = self.services.database.pool();
        let mut seen = 0;
        while seen < 50 {
            let in_use = usize::try_from(pool.size()).unwrap_or_default().saturating_sub(pool.num_idle());
            seen = if in_use > 1 { seen + 1 } else { 0 };
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The contents of the database as text, without recorded activity, the audit and the state of maintenance.
    pub async fn snapshot(&self) -> String {
        let tables = match self.services.database.engine() {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            Engine::Postgres => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()",
        };
        let pool = self.services.database.pool();
        let mut tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(pool).await.expect("the tables");
        tables.sort();
        // Even a request that changes nothing else may add a refusal to the audit, and maintenance records its time.
        let is_left_out = |table: &str| ["_sqlx", "audit_", "maintenance"].iter().any(|name| table.starts_with(name));
        let mut lines = Vec::new();
        for table in tables.iter().filter(|table| !is_left_out(table)) {
            let sql = AssertSqlSafe(format!("SELECT * FROM {table} ORDER BY 1"));
            let rows = sqlx::query(sql).fetch_all(pool).await.expect("the rows");
            lines.extend(rows.iter().map(|row| format!("{table}: {}", describe(row))));
        }
        // Rows with the same first column have no order.
        lines.sort();
        lines.join("\n")
    }
}

fn describe(row: &AnyRow) -> String {
    let noted = row.columns().iter().filter(|column| column.name() != "last_seen_at");
    let values = noted.map(|column| {
        let index = column.ordinal();
        let text = row.try_get::<Option<String>, _>(index);
        text.map_or_else(
            |_| format!("{:?}", row.try_get::<Option<i64>, _>(index).ok().flatten()),
            |text| format!("{text:?}"),
        )
    });
    values.collect::<Vec<_>>().join(" | ")
}

/// Without an application of its own, a test uses Hallpass alone.
fn install_app() {
    crate::app::install(App::current().clone()).expect("a consistent application");
}

/// Reads a configuration as the program does, from these settings only.
pub fn configure<'a>(database: &TestDatabase, settings: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Config {
    let file = database.folder.path().join("empty.toml");
    std::fs::write(&file, "").expect("an empty file");
    // Later values override earlier ones, because an environment has each key only once.
    let settings: BTreeMap<_, _> = settings.copied().collect();
    let variable = |(key, value): (&str, &str)| (format!("HALLPASS_{}", key.to_uppercase()).into(), value.into());
    Config::load(Some(file), settings.into_iter().map(variable)).expect("a configuration")
}

/// Creates a file with the keys for secrets, which a server on PostgreSQL needs.
fn make_keys(database: &TestDatabase) -> Option<String> {
    if database.is_sqlite() {
        return None;
    }
    let file = database.folder.path().join("secrets.key");
    if !file.exists() {
        let key = crate::factor::server::new_key().expect("random bytes");
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
        opened.and_then(|mut file| file.write_all(key.as_bytes())).expect("a file");
    }
    Some(file.display().to_string())
}

/// Creates a folder with the kinds of files that a build contains.
fn make_site(database: &TestDatabase) -> String {
    let site = database.folder.path().join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a folder");
    std::fs::write(site.join("pkg/hallpass.js"), "export default 1;\n").expect("a file");
    std::fs::write(site.join("pkg/hallpass.js.br"), "packed").expect("a file");
    std::fs::write(site.join("favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
    std::fs::write(site.join("secret.txt"), "not for the public").expect("a file");
    site.display().to_string()
}

/// Binds a free port of 127.0.0.1. Returns the listener and its address.
pub async fn free_port() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    (listener, address)
}

/// Serves until the test's runtime ends.
pub fn serve(listener: TcpListener, router: Router) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
}

/// A new username, which is unique and cannot be confused with another one.
pub fn new_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let letters = format!("{number:04o}")
        .bytes()
        .map(|digit| char::from(b"bdfghjkt"[usize::from(digit - b'0')]))
        .collect::<String>();
    format!("person-{letters}")
}
