//! Server functions for the tour. Each checks its rule and calls the service. Guests may call them, too.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {super::server::Tours, crate::access::server::admit};

use super::TourProgress;
use crate::{
    access::Rule,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    SHOW_TOUR = "show_tour", Rule::Open, passive, impersonated;
    START_TOUR = "start_tour", Rule::Open;
    PUT_AWAY_TOUR = "put_away_tour", Rule::Open;
}

/// Returns the steps of the caller's tour and whether they are done. Open pages call this on their own, so it does not
/// count as activity.
#[server(prefix = "/api", endpoint = "show_tour", input = Form, output = Json, client = Client)]
pub async fn show_tour() -> Result<TourProgress, AppError> {
    let visit = admit(SHOW_TOUR)?;
    Tours::expect()?.progress(&visit).await
}

/// Starts the caller's tour, or starts it again from the first step.
#[server(prefix = "/api", endpoint = "start_tour", input = Form, output = Json, client = Client)]
pub async fn start_tour() -> Result<TourProgress, AppError> {
    let visit = admit(START_TOUR)?;
    Tours::expect()?.start(&visit).await
}

/// Puts the caller's tour away, until it is started again.
#[server(prefix = "/api", endpoint = "put_away_tour", input = Form, output = Json, client = Client)]
pub async fn put_away_tour() -> Result<TourProgress, AppError> {
    let visit = admit(PUT_AWAY_TOUR)?;
    Tours::expect()?.put_away(&visit).await
}
