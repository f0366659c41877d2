//! Serves the catalogues to browsers. Their address contains a version, so that browsers cache them.

use std::{io::Write, sync::OnceLock};

use axum::{
    Router,
    extract::{Path, Query},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

use crate::locale::store;

/// One year: the version in the address changes with the texts.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The catalogue of a language as a browser loads it.
struct Served {
    tag: &'static str,
    json: Vec<u8>,
    brotli: Vec<u8>,
}

fn served() -> &'static [Served] {
    static SERVED: OnceLock<Vec<Served>> = OnceLock::new();
    SERVED.get_or_init(|| {
        let served = store::catalogues().iter().map(|(tag, templates)| {
            let json = serde_json::to_vec(templates).unwrap_or_default();
            Served { tag, brotli: compressed(&json), json }
        });
        served.collect()
    })
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    // 4096 bytes of buffer, quality 11, window of 2^22 bytes.
    let mut compressor = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    // Writing to memory does not fail.
    let _ = compressor.write_all(bytes);
    compressor.into_inner()
}

/// The version of the catalogues, in hexadecimal.
pub(crate) fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut hash = Sha256::new();
        for (tag, templates) in store::catalogues().iter() {
            hash.update(tag);
            templates.iter().flatten().for_each(|template| hash.update(template));
        }
        hex::encode(&hash.finalize()[..8])
    })
}

/// The route of the catalogues.
pub(crate) fn routes() -> Router {
    Router::new().route("/texts/{file}", get(catalogue))
}

/// The query of a catalogue's address.
#[derive(serde::Deserialize)]
struct Address {
    v: Option<String>,
}

/// Only this version is served: a page of another version, which another server has sent, numbers its texts differently.
async fn catalogue(Path(file): Path<String>, Query(address): Query<Address>, headers: HeaderMap) -> Response {
    let tag = file.strip_suffix(".json").unwrap_or_default();
    let is_current = address.v.as_deref() == Some(version());
    let Some(served) = served().iter().find(|served| is_current && served.tag == tag) else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let accepts = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let common = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, IMMUTABLE),
        (header::VARY, "accept-encoding"),
    ];
    if accepts.flat_map(|value| value.split(',')).any(|coding| coding.trim() == "br") {
        (common, [(header::CONTENT_ENCODING, "br")], served.brotli.as_slice()).into_response()
    } else {
        (common, served.json.as_slice()).into_response()
    }
}
