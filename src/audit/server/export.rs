//! The audit as a file: CSV (RFC 4180) or JSON lines, streamed as it is read.

use std::borrow::Cow;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde::Serialize;
use strum::{EnumString, IntoStaticStr};

use super::{event::Event, filter::Filter, query::BATCH, service::Audit, store};
use crate::{
    access::{
        Download,
        server::{Grant, require_download},
    },
    audit::{AUDIT_CSV, AUDIT_JSONL, Act, AuditEvent, AuditFilter},
    error::{AppError, Fields},
    ui::time::machine,
};

/// The format of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// For spreadsheets.
    Csv,
    /// For programs: one object per line.
    #[strum(serialize = "jsonl")]
    JsonLines,
}

/// An event as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    time: String,
    #[serde(flatten)]
    event: &'a AuditEvent,
}

impl Format {
    /// The name on the command line, and of the file.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The format with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/jsonl; charset=utf-8",
        }
    }

    /// The header before the events.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Csv => {
                "seq,time,act,outcome,reason,actor,actor_name,subject,subject_name,detail,request,address,\
                 user_agent,hash\r\n"
            }
            Self::JsonLines => "",
        }
    }

    /// Formats an event as a line, with its line break.
    pub fn line(self, event: &AuditEvent) -> String {
        let time = machine(event.at);
        match self {
            Self::JsonLines => format!("{}\n", serde_json::json!(Line { time, event })),
            Self::Csv => {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let cells = [
                    event.seq.to_string(),
                    time,
                    event.act.clone(),
                    event.outcome.clone(),
                    event.reason.clone(),
                    event.actor.clone(),
                    text(&event.actor_name),
                    event.subject.clone(),
                    text(&event.subject_name),
                    serde_json::json!(event.detail).to_string(),
                    event.request.clone(),
                    text(&event.address),
                    text(&event.user_agent),
                    event.hash.clone(),
                ];
                csv_line(cells.iter().map(String::as_str))
            }
        }
    }
}

/// Prefixes a cell with an apostrophe if spreadsheets would evaluate it as a formula (ASVS 1.2.10).
fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}").into() } else { cell.into() }
}

/// A line of CSV (RFC 4180) in which every cell is quoted.
fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut writer =
        WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(Vec::new());
    for cell in cells {
        // Writing to memory cannot fail.
        let _ = writer.write_field(guarded(cell).as_bytes());
    }
    let _ = writer.write_record(None::<&[u8]>);
    writer.into_inner().map_or_else(|_| String::new(), |line| String::from_utf8_lossy(&line).into_owned())
}

impl Audit {
    /// The routes of the files.
    pub fn routes(&self) -> Router {
        let csv = |state: State<Self>, request: Request| send(state, request, Format::Csv, AUDIT_CSV);
        let json_lines = |state: State<Self>, request: Request| send(state, request, Format::JsonLines, AUDIT_JSONL);
        Router::new()
            .route(AUDIT_CSV.path, get(csv))
            .route(AUDIT_JSONL.path, get(json_lines))
            .method_not_allowed_fallback(async || AppError::method("GET, HEAD"))
            .with_state(self.clone())
    }

    /// Records an export of the audit, before it begins.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields.
    pub async fn begin_export(&self, grant: &Grant, filter: &AuditFilter, format: Format) -> Result<(), AppError> {
        Filter::read(&self.database, filter).await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        tx.record(Event::new(Act::EXPORT_AUDIT).with("format", format.name()));
        Ok(tx.commit().await?)
    }
}

/// Sends a file in batches, up to the event that was the newest at the time of the request.
async fn send(
    State(audit): State<Audit>,
    request: Request,
    format: Format,
    download: Download,
) -> Result<Response, AppError> {
    let grant = require_download(request.extensions(), download)?;
    // Parsed strictly, like the form of a server function: a misspelt field must not export everything.
    let query = Fields::read(request.uri().query().unwrap_or_default().as_bytes());
    let typed: AuditFilter =
        query.and_then(|fields| fields.parse()).map_err(|reason| AppError::Malformed { reason })?;
    let filter = Filter::read(&audit.database, &typed).await?;
    let last = store::newest(audit.database.pool()).await?;
    audit.begin_export(&grant, &typed, format).await?;
    let heading = futures_util::stream::iter([Ok(Bytes::from_static(format.heading().as_bytes()))]);
    let batches = futures_util::stream::unfold(Some(0), move |after| {
        let (audit, filter) = (audit.clone(), filter.clone());
        async move {
            let (after, filter) = (after?, filter?);
            match store::list(audit.database.pool(), &filter, after, BATCH).await {
                Err(error) => Some((Err(AppError::from(error)), None)),
                Ok(events) => {
                    let next = events.last().map(|event| event.seq).filter(|seq| *seq < last);
                    let lines: String =
                        events.iter().filter(|event| event.seq <= last).map(|event| format.line(event)).collect();
                    (!lines.is_empty()).then(|| (Ok(Bytes::from(lines)), next))
                }
            }
        }
    });
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"hallpass-audit.{}\"", format.name())),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(futures_util::StreamExt::chain(heading, batches))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_not_formulas() {
        assert_eq!(csv_line(["=1+1", "@x", "a \"b\", c"]), "\"'=1+1\",\"'@x\",\"a \"\"b\"\", c\"\r\n");
    }
}
