//! The built files, served from memory: each is read when it is first requested. Files that appear later are not among
//! them.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header, response::Builder},
    response::Response,
};
use sha2::{Digest, Sha256};

/// The types of files that browsers load. Other files are read from the disk each time.
const TYPES: [(&str, &str); 4] = [
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("wasm", "application/wasm"),
];

/// The content codings of compressed copies and the extensions of their files, best first.
const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The files of a folder by their paths in it, such as `/hallpass.js`.
#[derive(Debug, Default)]
pub(super) struct BuiltFiles(HashMap<String, BuiltFile>);

#[derive(Debug)]
struct BuiltFile {
    kind: HeaderValue,
    plain: Copy,
    /// The compressed copies with their content codings, best first.
    compressed: Vec<(HeaderValue, Copy)>,
}

/// One file on the disk, and its content once it has been read; `None` if it cannot be read.
#[derive(Debug)]
struct Copy {
    file: PathBuf,
    content: OnceLock<Option<Content>>,
}

#[derive(Debug)]
struct Content {
    bytes: Bytes,
    /// The entity tag (RFC 9110, 8.8.3), a digest of the content.
    tag: HeaderValue,
}

impl BuiltFiles {
    /// The files that are in the folder now, without reading them.
    pub(super) fn list(folder: &Path) -> Self {
        let mut files = HashMap::new();
        add(folder, "", &mut files);
        Self(files)
    }

    /// The response to a GET or HEAD request for this path; `None` if the file is not known or cannot be read.
    pub(super) fn respond(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let file = self.0.get(path)?;
        let coded = file.compressed.iter().find(|(coding, _)| accepts(headers, coding.as_bytes()));
        let (coding, copy) = coded.map_or((None, &file.plain), |(coding, copy)| (Some(coding), copy));
        let content = copy.content()?;
        let response = Response::builder().header(header::ETAG, &content.tag);
        if is_known(headers, &content.tag) {
            return response.status(StatusCode::NOT_MODIFIED).body(Body::empty()).ok();
        }
        let response = response.header(header::CONTENT_TYPE, &file.kind);
        let coded = |response: Builder| match coding {
            Some(coding) => response.header(header::CONTENT_ENCODING, coding),
            None => response,
        };
        coded(response).body(Body::from(content.bytes.clone())).ok()
    }
}

fn add(folder: &Path, prefix: &str, files: &mut HashMap<String, BuiltFile>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (file, Ok(name)) = (entry.path(), entry.file_name().into_string()) else { continue };
        let path = format!("{prefix}/{name}");
        if file.is_dir() {
            add(&file, &path, files);
            continue;
        }
        let extension = file.extension().unwrap_or_default();
        let Some((_, kind)) = TYPES.iter().find(|(known, _)| extension == *known) else { continue };
        let compressed = CODINGS.iter().filter_map(|(coding, ending)| {
            let copy = PathBuf::from(format!("{}{ending}", file.display()));
            copy.is_file().then(|| (HeaderValue::from_static(coding), Copy::of(copy)))
        });
        let compressed = compressed.collect();
        files.insert(path, BuiltFile { kind: HeaderValue::from_static(kind), plain: Copy::of(file), compressed });
    }
}

impl Copy {
    fn of(file: PathBuf) -> Self {
        Self { file, content: OnceLock::new() }
    }

    fn content(&self) -> Option<&Content> {
        let read = || {
            let bytes = std::fs::read(&self.file).ok()?;
            let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&bytes)[..8]));
            Some(Content { bytes: bytes.into(), tag: HeaderValue::from_str(&tag).ok()? })
        };
        self.content.get_or_init(read).as_ref()
    }
}

/// Whether the client names this content coding as one that it accepts (RFC 9110, 12.5.3).
fn accepts(headers: &HeaderMap, coding: &[u8]) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter();
    values.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).any(|part| {
        let mut parameters = part.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
        let is_named = parameters.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        // A weight of 0 means "not acceptable".
        let is_refused = parameters.any(|parameter| {
            let weight = parameter.strip_prefix(b"q=").or_else(|| parameter.strip_prefix(b"Q="));
            weight.is_some_and(|weight| weight.iter().all(|byte| matches!(byte, b'0' | b'.')))
        });
        is_named && !is_refused
    })
}

/// Whether the client already has the file with this entity tag (RFC 9110, 13.1.2).
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter();
    values.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).any(|known| {
        let known = known.trim_ascii();
        known == b"*" || known.strip_prefix(b"W/").unwrap_or(known) == tag.as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn codings_are_accepted_by_name_unless_their_weight_is_0() {
        for (value, expected) in [
            ("br", true),
            ("gzip, deflate, br, zstd", true),
            ("gzip;q=0.5, BR;q=1.0", true),
            ("br;q=0.001", true),
            ("", false),
            ("gzip", false),
            ("br;q=0", false),
            ("br; q=0.000", false),
            ("brotli", false),
        ] {
            assert_eq!(accepts(&headers(header::ACCEPT_ENCODING, value), b"br"), expected, "{value}");
        }
    }

    #[test]
    fn a_known_tag_matches_weakly_and_in_lists() {
        let tag = HeaderValue::from_static("\"a1\"");
        for (value, expected) in [
            ("\"a1\"", true),
            ("W/\"a1\"", true),
            ("\"b2\", \"a1\"", true),
            ("*", true),
            ("\"a\"", false),
            ("a1", false),
        ] {
            assert_eq!(is_known(&headers(header::IF_NONE_MATCH, value), &tag), expected, "{value}");
        }
    }
}
