//! Commands whose output cannot be written: none panics, and the exit code tells whether the command did its work.

use std::{fs::File, process::Stdio};

use crate::support::program::{Ended, Program};
use hallpass::testing::PASSWORD;

/// Where the output goes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sink {
    /// A pipe whose reader has closed it.
    Gone,
    /// A full disk.
    Full,
}

impl Sink {
    fn open(self) -> Stdio {
        match self {
            Self::Gone => std::io::pipe().expect("a pipe").1.into(),
            Self::Full => File::options().write(true).open("/dev/full").expect("a device").into(),
        }
    }

    fn run(self, program: &Program, arguments: &[&str]) -> Ended {
        let ended = program.run_with(arguments, PASSWORD, |command| command.stdout(self.open()));
        assert!(!ended.err.contains("panicked"), "{self:?} {arguments:?}: {}", ended.err);
        ended
    }
}

async fn program() -> Program {
    let program = Program::new().await;
    std::fs::create_dir(program.file("pkg")).expect("a folder");
    program
}

#[tokio::test]
async fn commands_that_did_their_work_succeed_if_the_output_is_lost() {
    for sink in [Sink::Gone, Sink::Full] {
        let program = program().await;
        for arguments in [
            &["migrate"][..],
            &["check"],
            &["account", "create", "ada", "--password-stdin"],
            &["account", "create", "eve", "--password-stdin"],
            &["account", "role", "ada", "moderator"],
            &["account", "ban", "eve", "--reason", "Spam"],
            &["account", "change-ban", "eve", "--reason", "Rudeness"],
            &["account", "unban", "eve"],
            &["account", "note", "add", "eve", "Watch her."],
            &["account", "close", "eve", "--yes"],
            &["role", "create", "support", "view_accounts"],
            &["role", "edit", "support", "view_accounts", "end_sessions"],
            &["role", "delete", "support"],
            &["session", "end", "--all"],
            &["policy", "set", "idle=25m"],
            &["policy", "undo"],
            &["audit", "verify"],
        ] {
            let ended = sink.run(&program, arguments);
            assert_eq!(ended.code, 0, "{sink:?} {arguments:?}: {}", ended.err);
            // A closed pipe is intended; a full disk deserves a warning.
            assert_eq!(
                ended.err.contains("done, but cannot write the output: No space left"),
                sink == Sink::Full,
                "{arguments:?}"
            );
        }
        let listed = program.run(&["account", "list"]);
        assert!(listed.out.contains("ada") && listed.out.contains("moderator"), "the effects: {}", listed.out);
    }
}

#[tokio::test]
async fn lists_succeed_on_a_closed_pipe_and_fail_on_a_full_disk() {
    let program = program().await;
    assert_eq!(program.run_with_input(&["account", "create", "ada", "--password-stdin"], PASSWORD).code, 0);
    for arguments in [
        &["version"][..],
        &["access"],
        &["access", "--json"],
        &["account", "list"],
        &["account", "list", "--json"],
        &["account", "show", "ada"],
        &["account", "note", "list", "ada"],
        &["account", "appeal", "list"],
        &["role", "list"],
        &["session", "list"],
        &["session", "list", "ada"],
        &["policy", "show"],
        &["policy", "history"],
        &["policy", "set", "--preview", "idle=20m"],
        &["invite", "list"],
        &["audit", "list"],
        &["audit", "tail"],
    ] {
        let gone = Sink::Gone.run(&program, arguments);
        assert_eq!((gone.code, gone.err.as_str()), (0, ""), "{arguments:?}");
        let full = Sink::Full.run(&program, arguments);
        assert_eq!(full.code, 1, "{arguments:?}");
        assert!(full.err.contains("cannot write the output: No space left"), "{arguments:?}: {}", full.err);
    }
    for arguments in [&["--help"][..], &["--version"], &["account", "--help"]] {
        for sink in [Sink::Gone, Sink::Full] {
            assert_eq!(sink.run(&program, arguments).code, 0, "{arguments:?}");
        }
    }
}

#[tokio::test]
async fn exports_and_links_fail_if_the_output_is_lost() {
    let program = program().await;
    assert_eq!(program.run_with_input(&["account", "create", "ada", "--password-stdin"], PASSWORD).code, 0);
    for sink in [Sink::Gone, Sink::Full] {
        let demo = format!("sqlite://{}", program.file(&format!("{sink:?}.db")).display());
        for arguments in [
            &["account", "export", "ada"][..],
            &["account", "password-reset-link", "ada"],
            &["invite", "create"],
            &["invite", "create", "--json"],
            &["audit", "export", "--format", "csv"],
            &["audit", "export", "--format", "jsonl"],
            &["demo", "--accounts", "1", "--days", "1", "--database", &demo],
        ] {
            let ended = sink.run(&program, arguments);
            assert_eq!(ended.code, 1, "{sink:?} {arguments:?}");
            assert!(ended.err.contains("cannot write the output: "), "{arguments:?}: {}", ended.err);
        }
    }
}

#[tokio::test]
async fn errors_that_cannot_be_printed_do_not_panic() {
    let program = program().await;
    for sink in [Sink::Gone, Sink::Full] {
        for (arguments, code) in
            [(&["account", "show", "nobody"][..], 1), (&["serve", "--config", "missing.toml"], 1), (&["dance"], 2)]
        {
            let ended = program.run_with(arguments, "", |command| command.stderr(sink.open()));
            assert_eq!(ended.code, code, "{sink:?} {arguments:?}");
        }
    }
}

#[tokio::test]
async fn following_the_audit_ends_when_its_reader_closes_the_pipe() {
    let program = program().await;
    assert_eq!(program.run_with_input(&["account", "create", "ada", "--password-stdin"], PASSWORD).code, 0);
    let mut following = program.start(&["audit", "tail", "--follow"]);
    let mut out = std::io::BufReader::new(following.stdout.take().expect("its output"));
    let mut first = String::new();
    std::io::BufRead::read_line(&mut out, &mut first).expect("a line");
    assert!(first.contains("account.create"), "{first}");
    drop(out);
    assert_eq!(program.run(&["account", "role", "ada", "moderator"]).code, 0);
    assert_eq!(following.wait().expect("it ends").code(), Some(0));
}
