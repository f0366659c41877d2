//! A log that is not read or cannot be written, too many open files, a file size limit: the server keeps answering and
//! stops cleanly.

use std::{
    fs::File,
    io::{BufRead, BufReader, PipeWriter, Read, Seek, SeekFrom, Write},
    process::{Command, Stdio},
};

use reqwest::Client;

use crate::support::program::{Program, Serving, client, until};
use hallpass::testing::PASSWORD;

/// Asserts that the server answers many requests, among them a sign-up and a sign-out.
async fn works(serving: &Serving) {
    let client = client();
    for _ in 0..20 {
        assert_eq!(client.get(format!("{}/healthz", serving.origin)).send().await.expect("an answer").status(), 200);
    }
    let name = hallpass::testing::new_name();
    let fields = [("username", &*name), ("email", ""), ("password", PASSWORD)];
    assert_eq!(serving.call(&client, "sign_up", &fields).await.status(), 200);
    assert_eq!(serving.call(&client, "sign_out", &[]).await.status(), 200);
}

/// An administrator, created on the command line and signed in.
async fn administrator(program: &Program, serving: &Serving) -> Client {
    let made = ["account", "create", "grace", "--role", "administrator", "--password-stdin"];
    assert_eq!(program.run_with_input(&made, PASSWORD).code, 0);
    let client = client();
    let fields = [("username", "grace"), ("password", PASSWORD)];
    assert_eq!(serving.call(&client, "sign_in", &fields).await.status(), 200);
    client
}

fn full() -> File {
    File::options().write(true).open("/dev/full").expect("the device that is always full")
}

/// Causes more log output than the pipe and the log's buffers hold together.
async fn flood(serving: &Serving) {
    let client = client();
    // Only a few hundred bytes of the path are logged per request.
    let path = format!("{}/api/{}", serving.origin, "x".repeat(16_000));
    for _ in 0..3_000 {
        assert_eq!(client.get(&path).send().await.expect("an answer").status(), 405);
    }
}

#[tokio::test]
async fn a_closed_log_pipe_does_not_stop_the_server() {
    let mut program = Program::new().await;
    let mut serving = program.serve_with(|command| command.stderr(Stdio::piped())).await;
    drop(serving.child.stderr.take());
    works(&serving).await;
    let grace = administrator(&program, &serving).await;
    until("the console warns", async || {
        let warnings = serving.warnings(&grace).await;
        warnings.iter().any(|warning| warning.contains("log lines were lost: Broken pipe"))
    })
    .await;
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn a_log_on_a_full_disk_does_not_stop_the_server() {
    let mut program = Program::new().await;
    let serving = program.serve_with(|command| command.stderr(full())).await;
    works(&serving).await;
    let grace = administrator(&program, &serving).await;
    until("the console warns", async || {
        let warnings = serving.warnings(&grace).await;
        warnings.iter().any(|warning| warning.contains("log lines were lost: No space left on device"))
    })
    .await;
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn log_lines_lost_to_a_slow_reader_are_counted() {
    let mut program = Program::new().await;
    program.set("log_format", "json");
    let mut serving = program.serve_with(|command| command.stderr(Stdio::piped())).await;
    flood(&serving).await;
    works(&serving).await;
    let grace = administrator(&program, &serving).await;
    until("the console warns", async || {
        let warnings = serving.warnings(&grace).await;
        warnings.iter().any(|warning| warning.contains("log lines were lost: standard error is not read fast enough"))
    })
    .await;

    let mut lines = BufReader::new(serving.child.stderr.take().expect("its log")).lines();
    let counted = lines.by_ref().map(|line| line.expect("a line")).find_map(|line| {
        let event: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        (event["message"] == "log lines were lost").then(|| event["lost"].as_u64().expect("a number"))
    });
    assert!(counted.is_some_and(|lost| lost > 0), "{counted:?}");
    let rest = std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());
    assert_eq!(serving.terminate(), 0);
    let rest = rest.join().expect("the rest of the log");
    assert!(rest.iter().any(|line| line.contains("\"stopped\"")), "{rest:?}");
}

#[tokio::test]
async fn the_server_stops_even_if_its_log_is_not_read() {
    let mut program = Program::new().await;
    let serving = program.serve_with(|command| command.stderr(Stdio::piped())).await;
    flood(&serving).await;
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn a_failed_start_gives_the_reason_and_does_not_wait_for_a_reader() {
    let mut program = Program::new().await;
    program.set("listen", "127.0.0.1:0");
    program.set("site_root", "/nowhere");
    let failed = program.run(&["serve"]);
    assert_eq!(failed.code, 1);
    assert!(failed.err.contains("hallpass: browser files: "), "{}", failed.err);
    let unread = program.run_with(&["serve"], "", |command| command.stderr(full_pipe()));
    assert_eq!(unread.code, 1);
}

/// The writing end of a full pipe that is never read.
fn full_pipe() -> PipeWriter {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let mut filler = writer.try_clone().expect("a copy of the writer");
    std::thread::spawn(move || {
        let _unread = reader;
        while filler.write(&[b'x'; 1024]).is_ok() {}
    });
    writer
}

/// Redirects the command's output; gets the writing end of a pipe whose reader is closed.
type Prepare = fn(&mut Command, PipeWriter) -> &mut Command;

#[tokio::test]
async fn a_set_up_link_that_cannot_be_printed_does_not_stop_the_server() {
    let gone = || std::io::pipe().expect("a pipe").1;
    let prepare: [Prepare; 3] = [
        |command, _| command.stdout(full()),
        |command, gone| command.stdout(gone),
        |command, _| command.stdout(full_pipe()),
    ];
    for prepare in prepare {
        let mut program = Program::new().await;
        let serving = program.serve_with(|command| prepare(command, gone())).await;
        works(&serving).await;
        assert_eq!(serving.terminate(), 0);
        let log = program.read("err");
        assert!(log.contains("cannot print the set-up link"), "{log}");
    }
}

#[tokio::test]
async fn a_file_size_limit_does_not_stop_the_server() {
    const LIMIT: u64 = 32 * 1024 * 1024;
    let mut program = Program::new().await;
    // In blocks of 512 bytes: 32 MiB.
    program.limit("ulimit -f 65536");
    let log = program.file("long");
    File::create(&log).and_then(|file| file.set_len(LIMIT - 4000)).expect("a file");
    let append = File::options().append(true).open(&log).expect("a file");
    let serving = program.serve_with(|command| command.stderr(append)).await;
    works(&serving).await;
    let length = || std::fs::metadata(&log).expect("a file").len();
    // A separate thread writes the log.
    until("the limit is reached", async || length() == LIMIT).await;
    let mut end = String::new();
    let mut file = File::open(&log).expect("a file");
    file.seek(SeekFrom::Start(LIMIT - 4000)).expect("its end");
    file.read_to_string(&mut end).expect("text");
    works(&serving).await;
    assert_eq!(length(), LIMIT, "nothing is written past the limit: {end}");
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn too_many_open_files_are_logged_and_the_server_recovers() {
    let mut program = Program::new().await;
    program.set("database_connections", "1");
    program.limit("ulimit -n 64");
    let serving = program.serve().await;
    works(&serving).await;
    let mut held = Vec::new();
    for _ in 0..80 {
        held.push(tokio::net::TcpStream::connect(("127.0.0.1", serving.port)).await.expect("the backlog has room"));
    }
    let refusals = || {
        let log = program.read("err");
        log.lines()
            .filter(|line| line.contains("connections cannot be accepted"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    until("it is logged", async || !refusals().is_empty()).await;
    drop(held);
    until("it answers again", async || reqwest::get(format!("{}/healthz", serving.origin)).await.is_ok()).await;
    works(&serving).await;
    let refusals = refusals();
    assert!(refusals[0].contains("ERROR") && refusals[0].contains("Too many open files"), "{refusals:?}");
    // Accepting is retried twenty times a second but logged only once a minute.
    assert!(refusals.len() < 5, "{refusals:?}");
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn sighup_does_not_stop_the_server() {
    let mut program = Program::new().await;
    let serving = program.serve().await;
    for _ in 0..3 {
        serving.signal("HUP");
    }
    until("it is heard", async || program.read("err").contains("SIGHUP")).await;
    works(&serving).await;
    assert_eq!(serving.terminate(), 0);
    assert!(program.read("err").contains("stopped"));
}
