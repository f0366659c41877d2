//! From configuration to a listening server: configuration → database → services → router → listen.

mod accept;
mod assets;
pub mod certificate;
mod compression;
pub mod config;
mod error_pages;
mod first_byte_timeout;
mod form_flash;
mod forms;
mod functions;
mod headers;
pub mod listen;
pub mod log;
pub mod metrics;
mod negotiation;
mod origin;
mod principal;
mod refusals;
pub mod router;
pub mod services;
pub mod signals;
mod styleguide;
pub mod telemetry;

use std::{io::Write, time::Duration};

use tokio_util::task::TaskTracker;

use self::{config::Config, log::Log, services::Services};
use crate::{
    account::server::{
        Accounts,
        attempts::Attempts,
        breached::{BreachedPasswords, ListError, RangeError},
        hashers::Hashers,
        hashing::Hashing,
    },
    account_admin::server::AccountAdmin,
    account_note::server::AccountNotes,
    app::App,
    audit::server::Audit,
    ban::server::Bans,
    closing::server::Closing,
    database::{Clock, ConnectError, Database, MigrateError, Missing, sqlite_file},
    directory::server::Directory,
    export::server::Exports,
    factor::server::{DomainError, Factors, KeyError, RelyingParty, SecretKeys, other_domain},
    factor_admin::server::FactorAdmin,
    feature,
    impersonation::server::Impersonations,
    invitation::server::Invitations,
    job::server::Jobs,
    live::server::Live,
    locale,
    mail::Mail,
    mail_admin::server::MailAdmin,
    overview::server::Overviews,
    policy_admin::server::PolicyAdmin,
    preferences::server::PreferenceStore,
    role::server::Roles,
    security::server::Security,
    session::server::{Places, PlacesError, SessionCookie, Sessions},
    session_admin::server::SessionAdmin,
    tour::server::Tours,
};

/// How long startup waits for the set-up link to be printed.
const PRINT_WITHIN: Duration = Duration::from_secs(1);

/// Why the server could not start, or why it stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database could not be opened or locked, or its schema could not be read.
    #[error(transparent)]
    Database(#[from] ConnectError),
    /// A migration failed, or the schema is newer than this version.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// Migrations have not run, or the schema is newer, and this process does not migrate it.
    #[error("the schema is not what this version expects: run `hallpass migrate`")]
    NotMigrated,
    /// The configured cost of hashing passwords is invalid.
    #[error("argon2 rejects these parameters: {0}")]
    Argon2(argon2::Error),
    /// The folder with the browser's files is missing or incomplete; the text says what to fix.
    #[error("browser files: {0}")]
    Site(String),
    /// The file with the places of addresses cannot be read.
    #[error("geoip_database: {0}")]
    Places(PlacesError),
    /// The list of breached passwords cannot be used.
    #[error("breached_passwords_file: {0}")]
    BreachedList(ListError),
    /// The service that knows breached passwords cannot be asked from this machine.
    #[error("breached_passwords_api: {0}")]
    BreachedService(RangeError),
    /// The file with the keys that encrypt secrets cannot be used.
    #[error("secret_key_file: {0}")]
    SecretKeys(KeyError),
    /// The configured domain of passkeys does not fit the public origin.
    #[error(transparent)]
    PasskeyDomain(#[from] DomainError),
    /// There are passkeys for another domain, which nobody could use any more.
    #[error("passkey_domain: {}", about_other_domain(.domain, *.count))]
    OtherDomain {
        /// That domain.
        domain: String,
        /// The number of its passkeys.
        count: i64,
    },
    /// The server could not listen, or stopped listening because of an error.
    #[error(transparent)]
    Listen(#[from] listen::ListenError),
    /// Two server functions have one path, or they differ from those that the features declare.
    #[error("invalid application: {0}")]
    Features(String),
    /// The set-up link for the owner could not be created.
    #[error("{0}")]
    Application(#[from] crate::error::AppError),
}

/// Opens the configured database without migrating it.
///
/// # Errors
/// See [`ConnectError`].
pub async fn open(config: &Config, missing: Missing) -> Result<Database, ConnectError> {
    Database::connect(&config.database_url, config.database_connections, missing, Clock::system()).await
}

/// Creates the services.
///
/// # Errors
/// If argon2 rejects the configured parameters, or server functions and their declarations differ.
pub fn services(config: &Config, database: Database) -> Result<Services, ServeError> {
    let application = App::current();
    functions::check().map_err(ServeError::Features)?;
    let hashing = Hashing::new(config.hashing).map_err(ServeError::Argon2)?;
    let hashers = Hashers::new(hashing, config.hash_workers);
    let attempts = Attempts::new(config.limits, database.clock().clone());
    let origin = config.public_origin.ascii_serialization();
    let mail = Mail::new(database.clone(), config.mail.clone(), origin.clone());
    let breached = breached_passwords(config, database.clock()).map_err(ServeError::BreachedService)?;
    let accounts = Accounts::new(database.clone(), hashers, attempts, mail.clone(), breached);
    let cookie = SessionCookie::new(config.is_https());
    let places = Places::new(config.geoip_database.as_deref());
    let factors =
        Factors::new(database.clone(), accounts.clone(), secret_keys(config), issuer(config), relying_party(config)?);
    let sessions = Sessions::new(database.clone(), accounts.clone(), factors, cookie, places);
    let audit = Audit::new(database.clone());
    let live = Live::new(database.clone(), sessions.clone(), config.tabs);
    let jobs = Jobs::new(database.clone());
    let features = feature::wiring::make(&application.features, &database);
    let directory = Directory::new(database.clone());
    let bans = Bans::new(directory.clone(), sessions.clone());
    let roles = Roles::new(directory.clone(), sessions.clone());
    let overviews = Overviews::new(bans.clone(), sessions.clone(), audit.clone(), live.clone(), database.clone());
    let session_admin =
        SessionAdmin::new(directory.clone(), overviews.clone(), sessions.clone(), jobs.clone(), audit.clone());
    let configured = config.shown_limits().into();
    let account_admin =
        AccountAdmin::new(directory.clone(), bans.clone(), roles.clone(), session_admin.clone(), audit.clone());
    let preferences = PreferenceStore::new(database.clone(), config.is_https());
    Ok(Services {
        mail_admin: MailAdmin::new(mail.clone()),
        mail,
        security: Security::new(database.clone(), sessions.clone()),
        factor_admin: FactorAdmin::new(directory.clone(), sessions.factors().clone()),
        tours: Tours::new(database.clone(), sessions.clone(), preferences.clone()),
        preferences,
        invitations: Invitations::new(directory.clone(), origin.into()),
        account_notes: AccountNotes::new(directory.clone()),
        impersonations: Impersonations::new(directory.clone(), sessions.clone()),
        policy_admin: PolicyAdmin::new(directory.clone(), sessions.clone(), jobs.clone(), configured),
        closing: Closing::new(directory.clone(), sessions.clone(), features.clone()),
        exports: Exports::new(directory.clone(), sessions.clone(), features.clone()),
        database,
        audit,
        accounts,
        sessions,
        jobs,
        directory,
        bans,
        roles,
        overviews,
        session_admin,
        account_admin,
        live,
        features,
        requests: TaskTracker::new(),
    })
}

/// The breached passwords that are known.
///
/// # Errors
/// See [`BreachedPasswords::new`].
pub fn breached_passwords(config: &Config, clock: &Clock) -> Result<BreachedPasswords, RangeError> {
    let (list, service) = (config.breached_passwords_file.as_deref(), config.breached_passwords_api.as_ref());
    BreachedPasswords::new(list, service, clock)
}

/// The keys that encrypt secrets in the database.
pub fn secret_keys(config: &Config) -> SecretKeys {
    let sqlite = sqlite_file(&config.database_url);
    SecretKeys::new(config.secret_key_file.clone(), sqlite.as_deref())
}

/// What to do if there are passkeys for another domain.
pub fn about_other_domain(domain: &str, count: i64) -> String {
    format!(
        "there are passkeys for {domain} ({count}), which would stop working: use a public_origin on {domain} with \
         passkey_domain = \"{domain}\", or remove them with `hallpass factor forget-domain {domain}`"
    )
}

/// The relying party of passkeys.
///
/// # Errors
/// See [`DomainError`].
pub fn relying_party(config: &Config) -> Result<RelyingParty, DomainError> {
    RelyingParty::new(&config.public_origin, config.passkey_domain.as_deref(), App::current().name)
}

/// The name under which authenticator apps show an account.
fn issuer(config: &Config) -> &str {
    match &config.public_origin {
        url::Origin::Tuple(_, url::Host::Domain(host), _) => host,
        _ => App::current().name,
    }
}

/// Returns the folder with the browser's files.
///
/// # Errors
/// Describes what to fix if they are missing.
pub fn check_site(config: &Config) -> Result<String, String> {
    let root = assets::leptos_options(config.site_root.as_deref()).site_root.to_string();
    if std::path::Path::new(&root).join("pkg").is_dir() {
        Ok(root)
    } else {
        Err(format!("{root} has no folder `pkg`: set site_root, or build with `cargo leptos build --release`"))
    }
}

/// Checks that the configured file with the places of addresses can be read.
///
/// # Errors
/// Describes what is wrong with it.
pub fn check_places(config: &Config) -> Result<(), String> {
    Places::new(config.geoip_database.as_deref()).load().map_err(|error| error.to_string())
}

/// Checks that the certificate and its key can be used and that the key is private. Returns the
/// certificate's validity.
///
/// # Errors
/// See [`certificate::CertificateError`].
pub async fn check_tls(files: &config::TlsFiles) -> Result<certificate::Validity, certificate::CertificateError> {
    certificate::Certificate::load(files).await.map(|certificate| certificate.validity())
}

/// The maximum number of open channels: the limit of open files minus a reserve for the database, requests and assets,
/// but at least a quarter of it. Raises the limit of open files as far as allowed.
fn room_for_tabs() -> usize {
    const OTHERS: u64 = 512;
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(2 * OTHERS);
    let tabs = files.saturating_sub(OTHERS).max(files / 4);
    tracing::debug!(files, tabs, "open files");
    usize::try_from(tabs).unwrap_or(usize::MAX)
}

/// Prints the link on standard output for the operator. It is a secret, so it does not go to the log.
async fn print_set_up_link(link: String) {
    let words = "No administrator yet. Create the owner's account here (once, within 24 hours):";
    let (done, printed) = tokio::sync::oneshot::channel();
    // In a separate thread that the process does not wait for: standard output may never be read.
    std::thread::spawn(move || {
        let mut out = std::io::stdout().lock();
        let written = write!(out, "\n  {words}\n\n    {link}\n\n").and_then(|()| out.flush());
        // If the receiver is gone, nobody is waiting any more.
        let _ = done.send(written);
    });
    if !matches!(tokio::time::timeout(PRINT_WITHIN, printed).await, Ok(Ok(Ok(())))) {
        tracing::warn!("cannot print the set-up link; use `hallpass account create NAME --role administrator`");
    }
}

/// Runs the server until it is told to stop.
///
/// # Errors
/// See [`ServeError`].
pub async fn run(mut config: Config, log: Log) -> Result<(), ServeError> {
    let hang_up = signals::hang_up().map_err(listen::ListenError::Signals)?;
    config.tabs.in_all = room_for_tabs();
    if config.pseudo_language {
        locale::offer_pseudo_language();
    }
    let socket = listen::bind(config.listen)?;
    let metrics_socket = config.metrics_listen.map(listen::bind).transpose()?;
    let database = open(&config, Missing::Make).await?;
    let _lock = database.lock_for_server()?;
    if database.is_in_memory() {
        tracing::warn!("the database is in memory: all data is lost when this server stops");
    }
    if config.migrate_on_start || database.is_in_memory() {
        database.migrate().await?;
    } else if !database.is_migrated().await.map_err(ConnectError::Refused)? {
        return Err(ServeError::NotMigrated);
    }
    if config.session_cache {
        database.trust_version().await;
    }
    check_site(&config).map_err(ServeError::Site)?;
    let services = services(&config, database)?;
    services.sessions.places().load().map_err(ServeError::Places)?;
    services.accounts.breached().list().load().map_err(ServeError::BreachedList)?;
    match services.sessions.factors().keys().load() {
        // Then nobody can set up an authenticator app.
        Ok(_) | Err(KeyError::NoFile) => {}
        Err(error) => return Err(ServeError::SecretKeys(error)),
    }
    if let Some((domain, count)) = other_domain(&relying_party(&config)?, &services.database).await? {
        return Err(ServeError::OtherDomain { domain, count });
    }
    let router = router::router(&config, &services);
    if let Some(path) = services.accounts.set_up_link().await? {
        print_set_up_link(format!("{}{path}", config.public_origin.ascii_serialization())).await;
    }
    services.run_maintenance();
    if let Some(socket) = metrics_socket {
        metrics::serve(socket, services.clone()).map_err(listen::ListenError::Metrics)?;
    }
    tokio::spawn(log.watch(services.database.clone()));
    listen::listen(&config, socket, hang_up, router, &services).await?;
    services.requests.close();
    if tokio::time::timeout(signals::GRACE, services.requests.wait()).await.is_err() {
        tracing::warn!(requests = services.requests.len(), "requests are still in progress; dropping them");
    }
    services.jobs.close().await;
    if let Err(error) = services.sessions.write_activity().await {
        tracing::warn!(cause = %error, "cannot save the last activity of sessions");
    }
    services.database.close().await;
    tracing::info!("stopped");
    Ok(())
}
