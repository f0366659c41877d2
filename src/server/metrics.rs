//! Serves the metrics of this process on an address of their own, so that the proxy in front of the application cannot
//! publish them by mistake (ASVS 13.4.5).

use std::{io, net::TcpListener, time::Duration};

use axum::{
    Router,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::metrics::{family::Family, gauge::Gauge};
use tokio::time::timeout;

use super::services::Services;
use crate::{database::Database, error::AppError, metrics};

/// How long the database may take to answer. The other metrics do not wait longer.
const PATIENCE: Duration = Duration::from_secs(1);

/// The numbers that are looked up whenever the metrics are read.
#[derive(Clone, Debug, Default)]
struct Gauges {
    /// A family, because it can be emptied: it is missing while the database does not answer.
    waiting: Family<[(&'static str, &'static str); 1], Gauge>,
    tabs: Gauge,
    warnings: Gauge,
}

impl Gauges {
    fn of(database: &Database) -> Self {
        database.extension(|| {
            let (gauges, metrics) = (Self::default(), database.metrics());
            metrics.register("outbox_messages", "Messages that are waiting to be sent", gauges.waiting.clone());
            metrics.register("live_tabs", "Open tabs that receive changes immediately", gauges.tabs.clone());
            metrics.register("warnings", "Active warnings, as the overview shows them", gauges.warnings.clone());
            gauges
        })
    }
}

/// The route of the metrics, `/metrics`.
pub fn router(services: Services) -> Router {
    services.audit.show_counters();
    services.mail.show_counters();
    Router::new().route("/metrics", get(show)).with_state(services)
}

async fn show(State(services): State<Services>) -> Response {
    let (database, count) = (&services.database, |count| i64::try_from(count).unwrap_or(i64::MAX));
    let gauges = Gauges::of(database);
    match timeout(PATIENCE, services.mail.waiting()).await {
        Ok(Ok(waiting)) => drop(gauges.waiting.get_or_create(&[("state", "waiting")]).set(waiting)),
        // During an attack or a failure, the other numbers matter most.
        Ok(Err(_)) | Err(_) => gauges.waiting.clear(),
    }
    gauges.tabs.set(count(services.live.tabs()));
    gauges.warnings.set(count(database.warnings().list().len()));
    match database.metrics().text() {
        Ok(text) => ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], text).into_response(),
        Err(error) => AppError::internal(&error).into_response(),
    }
}

/// Serves the metrics until the process ends.
///
/// # Errors
/// If the runtime does not accept the socket.
pub(super) fn serve(socket: TcpListener, services: Services) -> io::Result<()> {
    let socket = tokio::net::TcpListener::from_std(socket)?;
    tracing::info!(address = %socket.local_addr()?, "serving metrics");
    tokio::spawn(async move { axum::serve(socket, router(services)).await });
    Ok(())
}
