//! Commands whose output nobody takes: none panics, and the exit code says what became of the act.

use std::{fs::File, process::Stdio};

use crate::program::{Ended, Program};
use hallpass::testing::PASSWORD;

/// Where the output goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sink {
    /// A reader that has hung up.
    Gone,
    /// A full file system.
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
async fn what_is_done_is_a_success_whoever_hears_of_it() {
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
            // A reader that hangs up meant to; a full disk is remarked on.
            assert_eq!(
                ended.err.contains("done, but cannot write the output: No space left"),
                sink == Sink::Full,
                "{arguments:?}"
            );
        }
        let listed = program.run(&["account", "list"]);
        assert!(listed.out.contains("ada") && listed.out.contains("moderator"), "they were done: {}", listed.out);
    }
}

#[tokio::test]
async fn a_list_may_be_cut_off_by_its_reader_and_not_by_a_full_disk() {
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
async fn an_export_or_a_link_that_does_not_arrive_is_a_failure() {
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
async fn a_reason_that_nobody_hears_is_no_panic() {
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
async fn following_the_audit_ends_with_its_reader() {
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
