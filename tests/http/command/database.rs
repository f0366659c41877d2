//! Which database the commands use: only some commands create one, the file is the one that SQLite opens, only one
//! server may use it at a time, and problems with it are reported.

use std::{os::unix::fs::PermissionsExt, path::PathBuf};

use crate::support::program::Program;
use hallpass::testing::PASSWORD;

/// A program with a SQLite file of this name in a folder that does not exist yet.
async fn in_folder(name: &str) -> Option<(Program, PathBuf)> {
    let mut program = Program::new().await;
    if !program.database.is_sqlite() {
        return None;
    }
    let folder = program.file("new");
    program.set("database_url", &format!("sqlite://{}/{name}", folder.display()));
    // Any free port, because several tests run at once.
    program.set("listen", "127.0.0.1:0");
    std::fs::create_dir(program.file("pkg")).unwrap();
    Some((program, folder))
}

#[tokio::test]
async fn commands_that_need_a_database_do_not_create_one() {
    let Some((program, folder)) = in_folder("hallpass.db").await else { return };
    for command in [
        &["audit", "verify"][..],
        &["audit", "list"],
        &["audit", "tail"],
        &["audit", "export", "--format", "csv"],
        &["account", "list"],
        &["account", "show", "ada"],
        &["account", "export", "ada"],
        &["account", "ban", "ada", "--reason", "Rudeness"],
        &["session", "list"],
        &["role", "list"],
        &["access"],
        &["policy", "show"],
        &["policy", "history"],
        &["policy", "set", "idle=15m", "--preview"],
        &["invite", "list"],
    ] {
        let ended = program.run(command);
        assert_eq!((ended.code, &*ended.out), (1, ""), "{command:?}: {}", ended.err);
        assert!(ended.err.contains("there is no database at"), "{command:?}: {}", ended.err);
        assert!(!folder.exists(), "{command:?}");
    }
    assert_eq!(program.run(&["check"]).code, 0);
    assert!(!folder.exists(), "check");
    let created = program.run_with_input(&["account", "create", "ada", "--password-stdin"], &format!("{PASSWORD}\n"));
    assert_eq!(created.code, 0, "{}", created.err);
    assert_eq!(program.run(&["audit", "verify"]).code, 0);
}

#[tokio::test]
async fn commands_that_only_read_do_not_migrate_the_schema() {
    let program = Program::new().await;
    if program.database.is_sqlite() {
        std::fs::write(program.file("hallpass.db"), "").unwrap();
        std::fs::set_permissions(program.file("hallpass.db"), std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    for command in [&["audit", "verify"][..], &["account", "list"]] {
        let ended = program.run(command);
        assert_eq!((ended.code, &*ended.out), (1, ""), "{command:?}: {}", ended.err);
        assert!(ended.err.contains("run `hallpass migrate`"), "{command:?}: {}", ended.err);
    }
}

#[tokio::test]
async fn the_file_name_in_the_url_is_decoded_once_and_the_file_is_private() {
    for (written, name) in [("hall%20pass.db", "hall pass.db"), ("a%3Fb.db", "a?b.db"), ("a.db?cache=private", "a.db")]
    {
        let Some((program, folder)) = in_folder(written).await else { return };
        let migrated = program.run(&["migrate"]);
        assert_eq!(migrated.code, 0, "{}", migrated.err);
        let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let names: Vec<_> = names.filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect();
        assert_eq!(names, [name], "no other file is created");
        let file = folder.join(name);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(program.run(&["check"]).code, 0);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 1);
        assert!(checked.out.contains(&format!("others can open {}", file.display())), "{}", checked.out);
    }
}

#[tokio::test]
async fn check_reports_what_is_wrong_with_the_file() {
    let Some((mut program, folder)) = in_folder("hallpass.db").await else { return };
    let says = |program: &Program, words: &str| {
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 1, "{words}: {}", checked.out);
        assert!(checked.out.contains("FAIL") && checked.out.contains(words), "{words}: {}", checked.out);
        let served = program.run(&["serve"]);
        assert_eq!(served.code, 1, "{words}");
        served.err
    };
    // The folder cannot be created.
    std::fs::write(&folder, "a file is in the way").unwrap();
    let served = says(&program, "cannot create the folder");
    assert!(served.contains("cannot create the folder") || served.contains("Not a directory"), "{served}");
    std::fs::remove_file(&folder).unwrap();
    // The path is a directory.
    std::fs::create_dir_all(folder.join("hallpass.db")).unwrap();
    assert!(says(&program, "is a directory").contains("cannot open"));
    std::fs::remove_dir_all(&folder).unwrap();
    // The file is no database.
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("hallpass.db");
    std::fs::write(&file, "this is a letter to my grandmother, and it is longer than a page header").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(says(&program, "not a database").contains("not a database"));
    std::fs::remove_dir_all(&folder).unwrap();
    // A page is damaged.
    assert_eq!(program.run(&["migrate"]).code, 0);
    let mut bytes = std::fs::read(&file).unwrap();
    let last_page = bytes.len() - 4096;
    bytes[last_page..].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    let checked = program.run(&["check"]);
    assert_eq!(checked.code, 1);
    let is_said = checked.out.contains("is damaged") || checked.out.contains("malformed");
    assert!(is_said, "{}", checked.out);
    // The database is opened read-only.
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(program.run(&["migrate"]).code, 0);
    program.set("database_url", &format!("sqlite://{}?mode=ro", file.display()));
    let checked = program.run(&["check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("cannot be written to") && checked.out.contains("read-only"), "{}", checked.out);
}

#[tokio::test]
async fn a_second_server_on_the_same_database_is_rejected_and_names_the_first() {
    let mut program = Program::new().await;
    if !program.database.is_sqlite() {
        return;
    }
    let serving = program.serve().await;
    program.set("listen", "127.0.0.1:0");
    for _ in 0..2 {
        let second = program.run(&["serve"]);
        assert_eq!(second.code, 1);
        assert!(second.err.contains(&format!("process {}", serving.pid())), "{}", second.err);
    }
    // Also if the same file has another name.
    let link = program.file("link.db");
    std::os::unix::fs::symlink(program.file("hallpass.db"), &link).unwrap();
    let url = program.database.url.clone();
    program.set("database_url", &format!("sqlite://{}", link.display()));
    assert!(program.run(&["serve"]).err.contains("another server is using"));
    program.set("database_url", &url);
    assert_eq!(program.run(&["account", "list"]).code, 0, "other commands work while a server runs");
    assert_eq!(program.run(&["check"]).code, 0, "check works while a server runs");
    // Killed without a chance to clean up.
    drop(serving);
    let again = program.serve().await;
    assert_eq!(again.terminate(), 0);
}

#[tokio::test]
async fn an_in_memory_database_works_and_is_reported() {
    let mut program = Program::new().await;
    for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite://trial?mode=memory"] {
        program.set("database_url", url);
        std::fs::create_dir_all(program.file("pkg")).unwrap();
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 0, "{}", checked.out);
        assert!(checked.out.contains("in memory"), "{}", checked.out);
        let serving = program.serve().await;
        assert!(program.read("err").contains("in memory"), "{}", program.read("err"));
        let call = |function: &str, name: &str| {
            let body = format!("username={name}&email=&password={}", PASSWORD.replace(' ', "+"));
            let body = if function == "sign_in" { body.replace("email=&", "") } else { body };
            reqwest::Client::new()
                .post(format!("http://127.0.0.1:{}/api/{function}", serving.port))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", format!("http://127.0.0.1:{}", serving.port))
                .body(body)
                .send()
        };
        let names: Vec<_> = (0..8).map(|number| format!("person{number}")).collect();
        let replies = futures_util::future::join_all(names.iter().map(|name| call("sign_up", name))).await;
        for reply in replies {
            assert_eq!(reply.unwrap().status(), 200);
        }
        for name in &names {
            assert_eq!(call("sign_in", name).await.unwrap().status(), 200, "{name}");
        }
        let ready = reqwest::get(format!("http://127.0.0.1:{}/readyz", serving.port)).await.unwrap();
        assert_eq!(ready.status(), 200);
        let listed = program.run(&["account", "list"]);
        assert_eq!(listed.code, 1);
        assert!(listed.err.contains("in memory"), "{}", listed.err);
        assert_eq!(serving.terminate(), 0);
    }
    let files = std::fs::read_dir(program.database.folder.path()).unwrap();
    let databases = files.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains("memory"));
    assert_eq!(databases.count(), 0, "no file is created");
}
