//! Runs the built program in an environment that contains only what the test sets.

use std::{
    io::Write,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use hallpass::overview::OverviewSummary;
use reqwest::{Client, Response};
use tokio::net::TcpListener;

use hallpass::testing::TestDatabase;

pub(crate) struct Program {
    pub(crate) database: TestDatabase,
    settings: Vec<(String, String)>,
    /// A shell command to run before the program, such as `ulimit`.
    before: String,
}

impl Program {
    /// A program with a fresh database.
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::make().await;
        let mut program = Self { database, settings: Vec::new(), before: String::new() };
        let (url, folder) = (program.database.url.clone(), program.database.folder.path().display().to_string());
        program.set("database_url", &url);
        program.set("site_root", &folder);
        program.set("argon2_memory_kib", "7168");
        program.set("argon2_iterations", "1");
        program
    }

    /// Sets a key of the configuration, replacing an earlier value.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        let name = format!("HALLPASS_{}", key.to_uppercase());
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.to_owned()));
    }

    /// Runs a shell command such as `ulimit -n 64` first, which sets limits of the process.
    pub(crate) fn limit(&mut self, command: &str) {
        command.clone_into(&mut self.before);
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.database.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_hallpass");
        let mut command = if self.before.is_empty() {
            Command::new(program)
        } else {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", &format!("{} && exec \"$0\" \"$@\"", self.before), program]);
            shell
        };
        command.args(arguments).env_clear().current_dir(self.database.folder.path());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts a command that keeps running; the caller ends it.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().expect("the program starts")
    }

    /// Runs a command until it ends.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        self.run_with(arguments, input, |command| command)
    }

    /// Like `run_with_input`, with changes to the command, such as where its output goes.
    pub(crate) fn run_with(
        &self,
        arguments: &[&str],
        input: &str,
        prepare: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Ended {
        let mut command = self.command(arguments);
        prepare(&mut command);
        let mut child = command.spawn().expect("the program starts");
        drop(command);
        let mut stdin = child.stdin.take().expect("its input");
        // A program that does not read its input may have ended already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("its output").into()
    }

    /// Serves on a free port until dropped; its output goes to the files `out` and `err`.
    pub(crate) async fn serve(&mut self) -> Serving {
        self.serve_with(|command| command).await
    }

    /// Like `serve`, with changes to the command, such as where its output goes.
    pub(crate) async fn serve_with(&mut self, prepare: impl FnOnce(&mut Command) -> &mut Command) -> Serving {
        let port =
            TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr()).expect("a port").port();
        let scheme = if self.settings.iter().any(|(name, _)| name == "HALLPASS_TLS_KEY") { "https" } else { "http" };
        let origin = format!("{scheme}://127.0.0.1:{port}");
        self.set("listen", &format!("127.0.0.1:{port}"));
        self.set("public_origin", &origin);
        // A server does not start without the browser files.
        std::fs::create_dir_all(self.file("pkg")).expect("a folder");
        let file = |name| std::fs::File::create(self.file(name)).expect("a file");
        let mut command = self.command(&["serve"]);
        command.stdout(file("out")).stderr(file("err"));
        prepare(&mut command);
        let child = command.spawn().expect("the program starts");
        // Dropping the command closes its ends of pipes.
        drop(command);
        let mut serving = Serving { child, port, origin };
        let client = client();
        // Polls, because the program does not signal that it is listening.
        for _ in 0..600 {
            if client.get(format!("{}/healthz", serving.origin)).send().await.is_ok() {
                return serving;
            }
            if let Some(status) = serving.child.try_wait().expect("a state") {
                panic!("the program ended with {status}: {}", self.read("err"));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the program does not listen: {}", self.read("err"));
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).expect("a file")
    }
}

/// A program that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// A running server.
pub(crate) struct Serving {
    pub(crate) child: Child,
    pub(crate) port: u16,
    pub(crate) origin: String,
}

impl Serving {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Calls a server function.
    pub(crate) async fn call(&self, client: &Client, function: &str, fields: &[(&str, &str)]) -> Response {
        let call = client.post(format!("{}/api/{function}", self.origin)).header("origin", &self.origin);
        call.form(fields).send().await.expect("an answer")
    }

    /// The warnings of the console, as an administrator sees them.
    pub(crate) async fn warnings(&self, client: &Client) -> Vec<String> {
        let reply = self.call(client, "show_overview", &[("range", "")]).await;
        let overview: OverviewSummary = reply.json().await.expect("an overview");
        overview.health.warnings.iter().map(|active| active.warning.to_string()).collect()
    }

    /// Sends a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{name} cannot be sent");
    }

    /// Kills the process, as in a crash.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a running process");
        self.child.wait().expect("its exit status");
    }

    /// Sends SIGTERM, as service managers do, waits, and returns the exit code.
    pub(crate) fn terminate(mut self) -> i32 {
        self.signal("TERM");
        for _ in 0..1200 {
            if let Some(status) = self.child.try_wait().expect("a state") {
                return status.code().expect("an exit code");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the program does not stop");
    }
}

/// A client with its own cookies that accepts any certificate, so that tests can look at it.
pub(crate) fn client() -> Client {
    let client = Client::builder().cookie_store(true).danger_accept_invalid_certs(true).tls_info(true);
    // Each request opens a new connection, and so does a handshake.
    client.pool_max_idle_per_host(0).build().expect("a client")
}

/// Waits until the condition holds.
pub(crate) async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..1200 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("timed out waiting until {what}");
}

impl Drop for Serving {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
