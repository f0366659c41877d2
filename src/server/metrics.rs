//! Serves the metrics of this process on an address of their own, so that the proxy in front of the application cannot
//! publish them by mistake (ASVS 13.4.5).

use std::{io, net::TcpListener};

use axum::{
    Router,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::metrics::{family::Family, gauge::Gauge};

use super::services::Services;
use crate::{error::AppError, metrics};

/// What is looked up whenever the metrics are read.
#[derive(Clone, Debug)]
struct Gauges {
    services: Services,
    outbox: Family<[(&'static str, &'static str); 1], Gauge>,
    tabs: Gauge,
    warnings: Gauge,
}

impl Gauges {
    fn new(services: Services) -> Self {
        let (outbox, tabs, warnings) = (Family::default(), Gauge::default(), Gauge::default());
        let metrics = services.database.metrics();
        metrics.register("outbox_messages", "Messages that are not sent yet, or were given up", Family::clone(&outbox));
        metrics.register("live_tabs", "Open tabs that receive changes immediately", tabs.clone());
        metrics.register("warnings", "Active warnings, as the console shows them", warnings.clone());
        Self { services, outbox, tabs, warnings }
    }

    async fn read(&self) -> Result<String, AppError> {
        let (waiting, given_up) = self.services.mail.unsent().await?;
        self.outbox.get_or_create(&[("state", "waiting")]).set(waiting);
        self.outbox.get_or_create(&[("state", "given_up")]).set(given_up);
        self.tabs.set(i64::try_from(self.services.live.tabs()).unwrap_or(i64::MAX));
        let database = &self.services.database;
        self.warnings.set(i64::try_from(database.warnings().list().len()).unwrap_or(i64::MAX));
        database.metrics().text().map_err(|error| AppError::internal(&error))
    }
}

/// The route of the metrics, `/metrics`.
pub fn router(services: Services) -> Router {
    Router::new().route("/metrics", get(show)).with_state(Gauges::new(services))
}

async fn show(State(gauges): State<Gauges>) -> Response {
    match gauges.read().await {
        Ok(text) => ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], text).into_response(),
        Err(error) => error.into_response(),
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
