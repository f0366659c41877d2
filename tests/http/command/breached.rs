//! `hallpass breached …`: making the list of breached passwords, and looking one up.

use std::fs;

use crate::support::{
    breached::{BREACHED, Behaviour, Service, lines, sha1},
    program::{Ended, Program},
};

const OFTEN: &str = "correct horse battery";
const SELDOM: &str = "gravel tulip eleven";
const NEVER: &str = "otter piano cobalt";

async fn program() -> Program {
    let mut program = Program::new().await;
    program.set("breached_passwords_file", "list");
    program
}

/// Which of the three passwords the list has.
fn known(program: &Program) -> [bool; 3] {
    [OFTEN, SELDOM, NEVER].map(|password| {
        let ended = check(program, password);
        match ended.code {
            0 => assert_eq!(ended.out, "This password is not known from a data breach.\n"),
            _ => assert_eq!((ended.err, ended.code), (format!("hallpass: {BREACHED}\n"), 1)),
        }
        ended.code == 1
    })
}

fn check(program: &Program, password: &str) -> Ended {
    program.run_with_input(&["breached", "check", "--password-stdin"], &format!("{password}\n"))
}

#[tokio::test]
async fn a_list_is_made_from_a_file_from_standard_input_and_from_a_folder() {
    let program = program().await;
    let source = lines(&[(OFTEN, 120), (SELDOM, 1), ("padding", 0)]);
    fs::write(program.file("source.txt"), &source).unwrap();
    let built = program.run(&["breached", "build", "source.txt", "--output", "list"]);
    assert_eq!((built.code, &*built.out, &*built.err), (0, "Wrote 2 hashes to list.\n", ""));
    assert_eq!(known(&program), [true, true, false]);
    assert!(!program.file("hallpass.db").exists(), "no database is needed");

    let least = ["breached", "build", "-", "--output", "list", "--least", "2"];
    assert_eq!(program.run_with_input(&least, &source).out, "Wrote 1 hashes to list.\n");
    assert_eq!(known(&program), [true, false, false]);

    fs::create_dir(program.file("ranges")).unwrap();
    for (password, extension) in [(OFTEN, ".txt"), (SELDOM, "")] {
        let hash = sha1(password);
        let name = format!("ranges/{}{extension}", &hash[..5]);
        fs::write(program.file(&name), format!("{}:7\r\n{}:1", &hash[5..], "F".repeat(35))).unwrap();
    }
    let built = program.run(&["breached", "build", "ranges", "--output", "list"]);
    assert_eq!((built.code, &*built.out), (0, "Wrote 4 hashes to list.\n"), "{}", built.err);
    assert!(built.err.contains("1048574 ranges are missing"), "{}", built.err);
    assert_eq!(known(&program), [true, true, false]);
    assert!(!program.file("list.partial").exists());
}

#[tokio::test]
async fn a_bad_source_is_refused_with_its_line_and_the_old_list_stays() {
    let program = program().await;
    let source = lines(&[(OFTEN, 120), (SELDOM, 1), (NEVER, 1)]);
    let build = |source: &str| {
        fs::write(program.file("source.txt"), source).unwrap();
        program.run(&["breached", "build", "source.txt", "--output", "list"])
    };
    assert_eq!(build(&lines(&[(OFTEN, 120)])).code, 0);
    let old = fs::read(program.file("list")).unwrap();
    let backwards: Vec<_> = source.lines().rev().collect();
    let ntlm = "8846F7EAEE8FB117AD06BDD830B7586C:9";
    for (bad, words) in [
        (backwards.join("\n"), "source.txt, line 2: the hash is less than the one before"),
        (format!("{source}\nnonsense"), "source.txt, line 4: expected 40 hexadecimal digits of a SHA-1 hash"),
        (format!("{source}\n\n"), "source.txt, line 4: expected 40"),
        (ntlm.to_owned(), "source.txt, line 1: expected 40"),
        ("x".repeat(1_000_000), "source.txt, line 1: expected 40"),
        (String::new(), "the source has no hash"),
    ] {
        let ended = build(&bad);
        assert_eq!((ended.code, &*ended.out), (1, ""), "{words}");
        assert!(ended.err.contains(words), "{}", ended.err);
        assert_eq!(fs::read(program.file("list")).unwrap(), old, "{words}");
        assert!(!program.file("list.partial").exists(), "{words}");
    }
    fs::create_dir(program.file("ranges")).unwrap();
    fs::write(program.file("ranges/notes.md"), "").unwrap();
    let ended = program.run(&["breached", "build", "ranges", "--output", "list"]);
    assert!(ended.code == 1 && ended.err.contains("ranges/notes.md: expected only files named by 5"), "{}", ended.err);
    let missing = program.run(&["breached", "build", "nowhere", "--output", "list"]);
    assert!(missing.code == 1 && missing.err.contains("nowhere: "), "{}", missing.err);

    fs::write(program.file("list.partial"), "").unwrap();
    let ended = build(&source);
    assert!(ended.code == 1 && ended.err.contains("list.partial exists: another build is running"), "{}", ended.err);
    assert!(program.file("list.partial").exists(), "it may belong to the other build");
    assert_eq!(program.run(&["breached", "build", "--output", "list"]).code, 2, "a source is required");
    assert_eq!(program.run(&["breached", "build", "source.txt", "--output", "list", "--least", "0"]).code, 2);
}

#[tokio::test]
async fn check_asks_the_service_too_and_says_what_is_missing() {
    let mut program = program().await;
    let missing = check(&program, OFTEN);
    assert!(missing.code == 1 && missing.err.contains("`hallpass breached build`"), "{}", missing.err);
    program.set("breached_passwords_file", "");
    let off = check(&program, OFTEN);
    assert!(off.code == 1 && off.err.contains("set breached_passwords_file or"), "{}", off.err);
    let checked = program.run(&["check"]);
    assert!(checked.out.contains("ok    breached passwords: not checked; set "), "{}", checked.out);

    let service = Service::start(Behaviour::Knows(vec![(SELDOM, 1)]));
    program.set("breached_passwords_api", &service.address);
    assert_eq!(known(&program), [false, true, false]);
    assert!(program.run(&["check"]).out.contains("ok    breached passwords: the service answers"));
    service.behave(Behaviour::Says(503, ""));
    let ended = check(&program, OFTEN);
    assert!(ended.code == 1 && ended.err.contains("it answers with status 503"), "{}", ended.err);
    program.set("breached_passwords_api", "http://api.example.org");
    let insecure = program.run(&["check"]);
    assert!(insecure.code == 1 && insecure.out.contains("breached_passwords_api: "), "{}", insecure.out);
}
