//! `hallpass check`, `hallpass migrate`, and the errors of an invalid configuration.

use std::os::unix::fs::PermissionsExt;

use crate::support::program::Program;

#[tokio::test]
async fn an_invalid_value_stops_every_command_and_is_named() {
    for (key, value) in [
        ("listen", "here"),
        ("tabs_per_account", "soon"),
        ("public_origin", "example.org"),
        ("hash_workers", "65"),
        ("argon2_memory_kib", "8"),
        ("attempts_per_account", "many"),
        ("log_format", "xml"),
        ("trusted_proxies", "everyone"),
        ("trusted_proxies", "0.0.0.0/0"),
        ("trusted_proxies", "127.0.0.1,::/0"),
        ("database_connections", "0"),
        ("behind_tls_proxy", "perhaps"),
    ] {
        let mut program = Program::new().await;
        program.set(key, value);
        for command in [&["serve"][..], &["migrate"], &["account", "list"]] {
            let ended = program.run(command);
            assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{key} {command:?}");
            assert!(ended.err.starts_with(&format!("hallpass: {key}: ")), "{}", ended.err);
            assert!(ended.err.contains(&format!("HALLPASS_{}", key.to_uppercase())), "its source: {}", ended.err);
        }
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 1);
        assert!(checked.out.contains(&format!("{key}: ")), "{}", checked.out);
    }
}

#[tokio::test]
async fn an_unknown_key_stops_the_server_and_is_named() {
    let mut program = Program::new().await;
    program.set("sesion_idle", "10m");
    let ended = program.run(&["serve"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("sesion_idle: there is no such key"), "{}", ended.err);

    let program = Program::new().await;
    std::fs::write(program.file("hallpass.toml"), "tabs_per_account = 10\nlisten_on = \"x\"\n").unwrap();
    let ended = program.run(&["serve"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.err.contains("listen_on: there is no such key") && ended.err.contains("hallpass.toml"),
        "{}",
        ended.err
    );
}

#[tokio::test]
async fn config_reads_the_given_file_and_fails_if_it_is_missing() {
    let program = Program::new().await;
    std::fs::write(program.file("other.toml"), "hash_workers = 65\n").unwrap();
    let ended = program.run(&["--config", "other.toml", "migrate"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("hash_workers: ") && ended.err.contains("other.toml"), "{}", ended.err);
    let missing = program.run(&["migrate", "--config", "missing.toml"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("missing.toml"), "{}", missing.err);
}

#[tokio::test]
async fn contradicting_settings_stop_the_server() {
    for (settings, words) in [
        (&[("listen", "0.0.0.0:0")][..], "behind_tls_proxy"),
        (&[("behind_tls_proxy", "true"), ("public_origin", "https://pass.example.org")], "trusted_proxies"),
        (&[("tls_key", "/nowhere/key.pem")], "tls_certificate"),
    ] {
        let mut program = Program::new().await;
        for (key, value) in settings {
            program.set(key, value);
        }
        let ended = program.run(&["serve"]);
        assert_eq!(ended.code, 1, "{settings:?}");
        assert!(ended.err.contains(words), "{settings:?}: {}", ended.err);
    }
}

#[tokio::test]
async fn check_succeeds_before_and_after_migrating() {
    let program = Program::new().await;
    std::fs::create_dir(program.file("pkg")).unwrap();
    let before = program.run(&["check"]);
    assert_eq!(before.code, 0, "{}", before.out);
    let migrated = program.run(&["migrate"]);
    assert_eq!((migrated.code, migrated.out.as_str()), (0, "The schema is up to date.\n"), "{}", migrated.err);
    assert_eq!(program.run(&["migrate"]).code, 0, "migrating twice does nothing");
    let after = program.run(&["check"]);
    assert_eq!(after.code, 0, "{}", after.out);
    assert!(after.out.contains("schema: up to date") && !after.out.contains("FAIL"), "{}", after.out);
    assert!(
        !after.out.contains("://hallpass:") || after.out.contains(":…@") || after.out.contains("%E2%80%A6"),
        "no password is printed: {}",
        after.out
    );
}

#[tokio::test]
async fn check_reports_what_is_missing_and_changes_nothing() {
    let mut program = Program::new().await;
    program.set("migrate_on_start", "false");
    let checked = program.run(&["check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("browser files") && checked.out.contains("site_root"), "{}", checked.out);
    if program.database.is_sqlite() {
        assert!(!program.file("hallpass.db").exists(), "check creates no database");
    } else {
        assert!(checked.out.contains("run `hallpass migrate`"), "{}", checked.out);
    }
}

#[tokio::test]
async fn check_warns_about_codes_that_cannot_be_mailed() {
    let mut program = Program::new().await;
    std::fs::create_dir(program.file("pkg")).unwrap();
    assert_eq!(program.run(&["migrate"]).code, 0);
    assert!(!program.run(&["check"]).out.contains("mailed codes"));
    assert_eq!(program.run(&["policy", "set", "new_device_code=required", "--role", "member"]).code, 0);
    let checked = program.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let warned = "WARN  mailed codes: the policy requires them, but mail is not configured\n      set mail_url";
    assert!(checked.out.contains(warned), "{}", checked.out);
    let folder = program.file("mail");
    std::fs::create_dir(&folder).unwrap();
    program.set("mail_url", &format!("file://{}", folder.display()));
    program.set("mail_from", "hallpass@example.org");
    let checked = program.run(&["check"]);
    assert!(!checked.out.contains("mailed codes"), "{}", checked.out);
}

#[tokio::test]
async fn check_warns_about_metrics_that_others_may_reach() {
    let mut program = Program::new().await;
    std::fs::create_dir(program.file("pkg")).unwrap();
    for (address, says) in [
        ("127.0.0.1:9464", "ok    metrics: served on 127.0.0.1:9464"),
        ("10.1.2.3:9464", "ok    metrics: served on 10.1.2.3:9464"),
        ("0.0.0.0:9464", "WARN  metrics: served on 0.0.0.0:9464"),
        ("[::]:9464", "WARN  metrics: served on [::]:9464"),
        ("[2001:db8::1]:9464", "WARN  metrics: served on [2001:db8::1]:9464"),
    ] {
        program.set("metrics_listen", address);
        let checked = program.run(&["check"]);
        assert!(checked.code == 0 && checked.out.contains(says), "{}", checked.out);
    }
}

#[tokio::test]
async fn a_file_of_places_that_cannot_be_read_is_reported_and_stops_the_server() {
    let mut program = Program::new().await;
    std::fs::create_dir(program.file("pkg")).unwrap();
    let file = program.file("places.mmdb");
    std::fs::write(&file, "no such format").unwrap();
    program.set("geoip_database", file.to_str().unwrap());
    program.set("listen", "127.0.0.1:0");
    let checked = program.run(&["check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("FAIL  geoip_database"), "{}", checked.out);
    let ended = program.run(&["serve"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("geoip_database: "), "{}", ended.err);
}

#[tokio::test]
async fn a_missing_schema_stops_a_server_that_may_not_migrate() {
    let mut program = Program::new().await;
    program.set("migrate_on_start", "false");
    program.set("listen", "127.0.0.1:0");
    let ended = program.run(&["serve"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("run `hallpass migrate`"), "{}", ended.err);
}

#[tokio::test]
async fn the_database_file_is_private_and_check_fails_if_it_is_not() {
    let program = Program::new().await;
    if !program.database.is_sqlite() {
        return;
    }
    std::fs::create_dir(program.file("pkg")).unwrap();
    assert_eq!(program.run(&["migrate"]).code, 0);
    let file = program.file("hallpass.db");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    for mode in [0o644, 0o640, 0o604, 0o602] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 1, "{mode:o}");
        assert!(
            checked.out.contains(&format!("mode {mode:o}")) && checked.out.contains("chmod 600"),
            "{}",
            checked.out
        );
    }
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(program.run(&["check"]).code, 0);
}

#[tokio::test]
async fn errors_about_an_unreachable_database_do_not_contain_its_password() {
    let mut program = Program::new().await;
    program.set("database_url", "postgres://hallpass:canary-8f2b@127.0.0.1:1/hallpass");
    for command in [&["check"][..], &["serve"], &["account", "list"]] {
        let ended = program.run(command);
        assert_eq!(ended.code, 1, "{command:?}");
        assert!(!ended.out.contains("canary-8f2b") && !ended.err.contains("canary-8f2b"), "{ended:?}");
    }
    program.set("database_url", "postgres://hallpass:canary-8f2b@db.example/hallpass");
    let unprotected = program.run(&["serve"]);
    assert_eq!(unprotected.code, 1);
    assert!(unprotected.err.contains("sslmode=verify-full"), "{}", unprotected.err);
}
