//! The limits that Hallpass is compared with: the best possible speed of a page, a JSON answer, a file and a hash.
//!   `limits leptos PORT`          `/account` by bare Leptos: the markup of Hallpass's page, from fixed texts
//!   `limits axum PORT FOLDER`     `/page`, `/who` and `/file`: the files of these names in the folder, from memory
//!   `limits hash SECONDS`         prints how many passwords all processors hash in a second, at Hallpass's cost, and the
//!                               processor time of each in ms
//! The servers must do nothing else: no sessions, no database, no log.

#[rustfmt::skip] // it is generated
mod page;

use std::{
    env::args,
    path::Path,
    process::ExitCode,
    thread::{available_parallelism, scope},
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use axum::{Router, body::Bytes, http::header::CONTENT_TYPE, routing::get, serve::ListenerExt};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["leptos", port] => serve(port, leptos()).await,
        ["axum", port, folder] => match axum(folder.as_ref()) {
            Ok(routes) => serve(port, routes).await,
            Err(error) => Err(error),
        },
        ["hash", seconds] => hash(seconds),
        _ => Err("usage: limits leptos PORT | axum PORT FOLDER | hash SECONDS".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("limits: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(port: &str, routes: Router) -> Result<()> {
    // Otherwise the end of an answer could wait until the client acknowledges its beginning.
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.parse()?)).await?.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    Ok(axum::serve(listener, routes).await?)
}

/// Out-of-order streaming, as on Hallpass's page.
fn leptos() -> Router {
    // Fails only if it has been done before.
    let _ = any_spawner::Executor::init_tokio();
    Router::new().route("/account", get(leptos_axum::render_app_to_stream(page::page)))
}

fn axum(folder: &Path) -> Result<Router> {
    let kinds =
        [("page", "text/html; charset=utf-8"), ("who", "application/json"), ("file", "text/javascript; charset=utf-8")];
    kinds.into_iter().try_fold(Router::new(), |routes, (name, kind)| {
        let bytes = Bytes::from(std::fs::read(folder.join(name))?);
        // wrk requests /who with POST, as on Hallpass.
        let answer = move || async move { ([(CONTENT_TYPE, kind)], bytes) };
        Ok(routes.route(&format!("/{name}"), get(answer.clone()).post(answer)))
    })
}

/// Reuses the memory from one hash to the next, as Hallpass does. Otherwise the limit would be too low.
fn hash(seconds: &str) -> Result<()> {
    let params = Params::new(19456, 2, 1, None)?;
    let time = Duration::from_secs_f64(seconds.parse()?);
    let start = Instant::now();
    let work = || {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let mut memory = vec![Block::default(); params.block_count()];
        let mut digest = [0_u8; Params::DEFAULT_OUTPUT_LEN];
        let mut count = 0_u32;
        while start.elapsed() < time {
            argon.hash_password_into_with_memory(b"gravel tulip eleven harbour", &[7; 16], &mut digest, &mut memory)?;
            count += 1;
        }
        Ok::<_, argon2::Error>(count)
    };
    let counts = scope(|scope| {
        let threads: Vec<_> = (0..available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(Ok(0))).collect::<std::result::Result<Vec<_>, _>>()
    })?;
    let count = f64::from(counts.iter().sum::<u32>());
    println!("{:.2} {:.2}", count / start.elapsed().as_secs_f64(), processor_time()? * 1000.0 / count);
    Ok(())
}

/// The processor time of this process, in seconds. Linux counts it in hundredths of a second.
fn processor_time() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.split(' ').collect();
    let ticks = |index: usize| fields.get(index).unwrap_or(&"").parse::<f64>();
    Ok((ticks(13)? + ticks(14)?) / 100.0)
}
