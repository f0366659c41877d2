//! SQLite on a file system that takes no more, by quota and by a disk that is really full: 503 while it
//! lasts, and well again without a restart once there is room.

use std::{path::Path, process::Command, time::Duration};

use crate::program::{Program, Serving};
use hallpass::testing::PASSWORD;

/// Asks until this status comes back, and returns the body and when to try again.
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

/// Signs somebody up; returns the status and when to try again.
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

/// Fills, signs up until it is felt, frees, and expects everything to be well again.
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
    assert!(refused > 20, "it is not felt: {refused}");
    let (why, retry) = wait_for(&ready, 503).await;
    assert!(why.contains("full") || why.contains("disk"), "{why}");
    assert_eq!(retry, "1");
    let page = reqwest::get(format!("http://127.0.0.1:{}/sign-up", serving.port)).await.expect("an answer");
    assert_eq!(page.status(), 200, "what only asks is answered");
    free();
    wait_for(&ready, 200).await;
    for number in 0..8 {
        let (status, _) = sign_up(serving, &format!("later{number}")).await;
        assert_eq!(status, 200, "every connection is well again");
    }
}

#[tokio::test]
async fn a_file_that_may_not_grow() {
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

/// Unmounts it at the end.
struct Disk<'a>(&'a Path);

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(self.0).status();
        assert!(unmounted.is_ok_and(|status| status.success()) || std::thread::panicking(), "it stays mounted");
    }
}

/// Serves from a disk of 3 MB, mounted there; `None` where that is not allowed, or on PostgreSQL.
async fn serve_on_small_disk<'a>(program: &mut Program, folder: &'a Path) -> Option<(Disk<'a>, Serving)> {
    if !program.database.is_sqlite() {
        return None;
    }
    std::fs::create_dir(folder).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs"]).arg(folder).output();
    // Only root can mount one; the quota above needs nobody's leave.
    let disk = mount.is_ok_and(|output| output.status.success()).then_some(Disk(folder))?;
    program.set("attempts_per_address", "100000/1s");
    program.set("database_url", &format!("sqlite://{}/hallpass.db", folder.display()));
    Some((disk, program.serve().await))
}

#[tokio::test]
async fn a_small_disk_is_not_filled_by_the_write_ahead_log() {
    let mut program = Program::new().await;
    let folder = program.file("disk");
    let Some((_disk, serving)) = serve_on_small_disk(&mut program, &folder).await else { return };
    let names: Vec<_> = (0..48).map(|number| format!("person{number}")).collect();
    let replies = futures_util::future::join_all(names.iter().map(|name| sign_up(&serving, name))).await;
    assert!(replies.iter().all(|(status, _)| *status == 200), "{replies:?}");
    drop(serving);
}

#[tokio::test]
async fn a_disk_that_is_full() {
    let mut program = Program::new().await;
    let folder = program.file("disk");
    let Some((_disk, serving)) = serve_on_small_disk(&mut program, &folder).await else { return };
    let ballast = folder.join("ballast");
    let fill = || {
        // Ends with an error, when nothing more fits.
        let _ = std::fs::write(&ballast, vec![0; 8 << 20]);
    };
    fill_and_free(&serving, fill, || std::fs::remove_file(&ballast).unwrap()).await;
    drop(serving);
}
