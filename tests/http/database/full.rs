//! SQLite on a full file system, by quota and by a disk that is really full: 503 while it lasts, and recovery without a
//! restart once there is room.

use std::{path::Path, process::Command, time::Duration};

use crate::support::program::{Program, Serving};
use hallpass::testing::PASSWORD;

/// Requests the URL until it answers with this status; returns the body and `Retry-After`.
async fn wait_for(url: &str, status: u16) -> (String, String) {
    for _ in 0..600 {
        let reply = reqwest::get(url).await.expect("an answer");
        if reply.status() == status {
            let retry = reply.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
            return (reply.text().await.expect("a body"), retry.unwrap_or_default());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{url} does not become {status}");
}

/// Signs somebody up; returns the status and `Retry-After`.
async fn sign_up(serving: &Serving, name: &str) -> (u16, String) {
    let request = reqwest::Client::new()
        .post(format!("http://127.0.0.1:{}/api/sign_up", serving.port))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", format!("http://127.0.0.1:{}", serving.port))
        .body(format!("username={name}&email=&password={}", PASSWORD.replace(' ', "+")));
    let reply = request.send().await.expect("an answer");
    let retry = reply.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    (reply.status().as_u16(), retry.unwrap_or_default())
}

/// Fills the disk, signs up until that fails, frees the disk, and asserts that the server has recovered.
async fn fill_and_free(serving: &Serving, fill: impl FnOnce(), free: impl FnOnce()) {
    let ready = format!("http://127.0.0.1:{}/readyz", serving.port);
    assert_eq!(sign_up(serving, "ada").await.0, 200);
    wait_for(&ready, 200).await;
    fill();
    let mut refused = 0;
    for round in 0..40 {
        let names: Vec<_> = (0..4).map(|number| format!("person{round}x{number}")).collect();
        let replies = futures_util::future::join_all(names.iter().map(|name| sign_up(serving, name))).await;
        for (status, retry) in replies {
            assert!(status == 200 || (status == 503 && retry == "1"), "{status} {retry:?}");
            refused += usize::from(status == 503);
        }
        if refused > 20 {
            break;
        }
    }
    assert!(refused > 20, "the disk is not full: {refused}");
    let (why, retry) = wait_for(&ready, 503).await;
    assert!(why.contains("full") || why.contains("disk"), "{why}");
    assert_eq!(retry, "1");
    let page = reqwest::get(format!("http://127.0.0.1:{}/sign-up", serving.port)).await.expect("an answer");
    assert_eq!(page.status(), 200, "pages still work");
    free();
    wait_for(&ready, 200).await;
    for number in 0..8 {
        let (status, _) = sign_up(serving, &format!("later{number}")).await;
        assert_eq!(status, 200, "every connection has recovered");
    }
}

#[tokio::test]
async fn the_server_recovers_from_a_file_size_limit() {
    let mut program = Program::new().await;
    if !program.database.is_sqlite() {
        return;
    }
    program.set("attempts_per_address", "100000/1s");
    let serving = program.serve().await;
    let limit = |size: &str| {
        let arguments = ["--pid", &serving.pid().to_string(), &format!("--fsize={size}:")];
        let set = Command::new("prlimit").args(arguments).status();
        assert!(set.is_ok_and(|status| status.success()), "the limit cannot be set");
    };
    let wal = program.file("hallpass.db-wal");
    let size = move || std::fs::metadata(wal).expect("the write-ahead log").len().to_string();
    fill_and_free(&serving, || limit(&size()), || limit("unlimited")).await;
}

/// A mounted disk, unmounted when dropped.
struct Disk<'a>(&'a Path);

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(self.0).status();
        assert!(unmounted.is_ok_and(|status| status.success()) || std::thread::panicking(), "cannot unmount it");
    }
}

/// Serves from a 3 MB disk mounted at `folder`; `None` if mounting is not permitted, or on PostgreSQL.
async fn serve_on_small_disk<'a>(program: &mut Program, folder: &'a Path) -> Option<(Disk<'a>, Serving)> {
    if !program.database.is_sqlite() {
        return None;
    }
    std::fs::create_dir(folder).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs"]).arg(folder).output();
    // Only root can mount a disk; the test with a file size limit needs no privileges.
    let disk = mount.is_ok_and(|output| output.status.success()).then_some(Disk(folder))?;
    program.set("attempts_per_address", "100000/1s");
    program.set("database_url", &format!("sqlite://{}/hallpass.db", folder.display()));
    Some((disk, program.serve().await))
}

#[tokio::test]
async fn the_write_ahead_log_does_not_fill_a_small_disk() {
    let mut program = Program::new().await;
    let folder = program.file("disk");
    let Some((_disk, serving)) = serve_on_small_disk(&mut program, &folder).await else { return };
    let names: Vec<_> = (0..48).map(|number| format!("person{number}")).collect();
    let replies = futures_util::future::join_all(names.iter().map(|name| sign_up(&serving, name))).await;
    assert!(replies.iter().all(|(status, _)| *status == 200), "{replies:?}");
    drop(serving);
}

#[tokio::test]
async fn the_server_recovers_from_a_full_disk() {
    let mut program = Program::new().await;
    let folder = program.file("disk");
    let Some((_disk, serving)) = serve_on_small_disk(&mut program, &folder).await else { return };
    let ballast = folder.join("ballast");
    let fill = || {
        // Fails once the disk is full.
        let _ = std::fs::write(&ballast, vec![0; 8 << 20]);
    };
    fill_and_free(&serving, fill, || std::fs::remove_file(&ballast).unwrap()).await;
    drop(serving);
}
