//! Runs a server for the benchmark: the release binary on a free port, with a temporary folder.

use std::{
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use tokio::{
    io::AsyncWriteExt,
    net::TcpListener,
    process::{Child, Command},
};

use crate::Result;

/// The time limit for a server to become ready, and to stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// The file with the log of the last started server.
const LOG: &str = "log";
/// The number of its last lines to show after an error.
const LINES: usize = 20;

/// The configuration of a server.
pub(crate) struct Setup {
    pub(crate) binary: PathBuf,
    pub(crate) origin: String,
    database_url: String,
    folder: Folder,
    settings: Vec<(&'static str, String)>,
}

/// A running server; it is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    pid: u32,
}

/// A temporary folder; it is removed when this is dropped.
struct Folder(PathBuf);

impl Setup {
    /// Chooses a free port. Without a URL, creates a new SQLite database.
    pub(crate) async fn new(binary: &Path, database_url: Option<String>, tabs: usize) -> Result<Self> {
        let binary = binary.canonicalize().map_err(|error| {
            format!("{}: {error}; build it with scripts/dist, or specify another with --binary", binary.display())
        })?;
        let folder = Folder::make()?;
        let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
        let origin = format!("http://127.0.0.1:{port}");
        let database_url = database_url.unwrap_or_else(|| format!("sqlite://{}/hallpass.db", folder.0.display()));
        let many = "100000/1s";
        let settings = vec![
            ("HALLPASS_DATABASE_URL", database_url.clone()),
            ("HALLPASS_LISTEN", format!("127.0.0.1:{port}")),
            ("HALLPASS_PUBLIC_ORIGIN", origin.clone()),
            // All requests come from one address, and most benchmarks do not measure hashing.
            ("HALLPASS_ATTEMPTS_PER_ACCOUNT", many.to_owned()),
            ("HALLPASS_ATTEMPTS_PER_ADDRESS", many.to_owned()),
            ("HALLPASS_TABS_PER_ACCOUNT", tabs.to_string()),
            ("HALLPASS_TABS_PER_ADDRESS", tabs.to_string()),
            ("HALLPASS_ARGON2_MEMORY_KIB", "7168".to_owned()),
            ("HALLPASS_ARGON2_ITERATIONS", "1".to_owned()),
        ];
        Ok(Self { binary, origin, database_url, folder, settings })
    }

    /// Overrides a setting for processes started from now on.
    pub(crate) fn set(&mut self, name: &'static str, value: &impl ToString) {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.to_string()));
    }

    pub(crate) fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Excludes the caller's `HALLPASS_…` variables: an unknown one would prevent the start.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).env_clear().current_dir(&self.folder.0).kill_on_drop(true);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a `hallpass …` command beside the server.
    pub(crate) async fn run(&self, words: &[&str], input: &str) -> Result<()> {
        let mut command = self.command(words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes()).await?;
        }
        let output = child.wait_with_output().await?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("hallpass {} ended with {}: {said}", words.join(" "), output.status).into())
    }

    /// The last lines of the server's log.
    pub(crate) fn log(&self) -> String {
        let log = std::fs::read_to_string(self.folder.0.join(LOG)).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LINES)..].join("\n")
    }

    /// Starts a server and waits until it is ready.
    pub(crate) async fn serve(&self) -> Result<Server> {
        let log = std::fs::File::create(self.folder.0.join(LOG))?;
        let mut child = self.command(&["serve"]).stdout(Stdio::null()).stderr(log).spawn()?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let ready = reqwest::get(format!("{}/readyz", self.origin)).await;
            // Another server may have taken the port meanwhile and would respond as well.
            if ready.is_ok_and(|response| response.status().is_success()) && self.log().contains("listening") {
                let pid = child.id().ok_or("the server has exited")?;
                return Ok(Server { child, pid });
            }
            if child.try_wait()?.is_some() || Instant::now() > deadline {
                return Err("the server did not become ready".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Server {
    /// The resident memory of the process in KiB (`VmRSS`), without the kernel's part of connections.
    pub(crate) fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the server has exited")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse()?)
    }

    /// The bytes that the process has read from disk, not counting what the kernel had in memory.
    pub(crate) fn read_from_disk(&self) -> Result<u64> {
        let counts = std::fs::read_to_string(format!("/proc/{}/io", self.pid))?;
        let line = counts.lines().find_map(|line| line.strip_prefix("read_bytes:")).ok_or("the server has exited")?;
        Ok(line.trim().parse()?)
    }

    /// Makes the process stand still.
    pub(crate) async fn pause(&self) -> Result<()> {
        self.signal("-STOP").await
    }

    /// Lets a paused process run again.
    pub(crate) async fn resume(&self) -> Result<()> {
        self.signal("-CONT").await
    }

    async fn signal(&self, signal: &str) -> Result<()> {
        let status = Command::new("kill").args([signal, &self.pid.to_string()]).status().await?;
        if status.success() { Ok(()) } else { Err("the server has exited".into()) }
    }

    /// Sends SIGTERM and waits until the process exits; returns its status and how long that took.
    pub(crate) async fn stop(mut self) -> Result<(ExitStatus, Duration)> {
        let begun = Instant::now();
        Command::new("kill").args(["-TERM", &self.pid.to_string()]).status().await?;
        let status =
            tokio::time::timeout(PATIENCE, self.child.wait()).await.map_err(|_| "the server does not stop")??;
        Ok((status, begun.elapsed()))
    }
}

impl Folder {
    fn make() -> Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("hallpass-bench-{}-{number}", std::process::id()));
        std::fs::DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nobody is left to report the error to.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
