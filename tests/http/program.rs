//! The built program, run with an environment that holds nothing but what a test says.

use std::{
    io::Write,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use tokio::net::TcpListener;

use crate::database::TestDatabase;

pub(crate) struct Program {
    pub(crate) database: TestDatabase,
    settings: Vec<(String, String)>,
}

impl Program {
    /// On a fresh database.
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::make().await;
        let mut program = Self { database, settings: Vec::new() };
        let (url, folder) = (program.database.url.clone(), program.database.folder.path().display().to_string());
        program.set("database_url", &url);
        program.set("site_root", &folder);
        program.set("argon2_memory_kib", "7168");
        program.set("argon2_iterations", "1");
        program
    }

    /// Gives a key of the configuration another value.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        let name = format!("HALLPASS_{}", key.to_uppercase());
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.to_owned()));
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.database.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hallpass"));
        command.args(arguments).env_clear().current_dir(self.database.folder.path());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts a command that goes on; whoever asks for it ends it.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().expect("the program starts")
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self.command(arguments).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("its input");
        // A program that does not read its input may be gone already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("it ends").into()
    }

    /// Serves on a free port until dropped; what it prints goes to the files `out` and `err`.
    pub(crate) async fn serve(&mut self) -> Serving {
        let port =
            TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr()).expect("a port").port();
        self.set("listen", &format!("127.0.0.1:{port}"));
        self.set("public_origin", &format!("http://127.0.0.1:{port}"));
        // A server does not start without the browser's files.
        std::fs::create_dir_all(self.file("pkg")).expect("a folder");
        let file = |name| std::fs::File::create(self.file(name)).expect("a file");
        let child =
            self.command(&["serve"]).stdout(file("out")).stderr(file("err")).spawn().expect("the program starts");
        let serving = Serving { child, port };
        // Polls because the program says on no channel that it listens.
        for _ in 0..600 {
            if reqwest::get(format!("http://127.0.0.1:{port}/healthz")).await.is_ok() {
                return serving;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not listen: {}", self.read("err"));
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

/// A program that serves.
pub(crate) struct Serving {
    child: Child,
    pub(crate) port: u16,
}

impl Serving {
    /// Ends it as a crash does, without a word.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it is there");
        self.child.wait().expect("it ends");
    }

    /// Asks it to stop as service managers do, and waits.
    pub(crate) fn terminate(mut self) -> i32 {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "SIGTERM cannot be sent");
        self.child.wait().expect("it ends").code().expect("an exit code")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
