//! The layers of a request, outermost first: log, headers, errors, panics, time limit, origin, principal, and for
//! server functions the session layers. Read [`router`] from the bottom up.

use std::{panic::resume_unwind, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use leptos::config::LeptosOptions;
use leptos_axum::{LeptosRoutes, generate_route_list, handle_server_fns_with_context, render_route_with_context};
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument;

use super::{
    assets, compression,
    config::Config,
    error_pages,
    form_flash::{self, FlashCookie},
    forms, headers,
    origin::{self, OwnOrigins},
    principal,
    services::Services,
    styleguide, telemetry,
};
use crate::{
    access::Table,
    account::server::Accounts,
    app::{Root, shell},
    database::Database,
    error::AppError,
    export, locale,
    session::server::layers::{self, PolicyChanges},
};

/// The time limit of a request; after it, the response is a 503.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The router of the whole application.
pub fn router(config: &Config, services: &Services) -> Router {
    // Each request clones the state of every layer.
    let services = &Arc::new(services.clone());
    let options = assets::leptos_options(config.site_root.as_deref());
    let files = export::server::routes(&services.exports).merge(services.audit.routes());
    let files = services.features.iter().fold(files, |files, (_, feature)| files.merge(feature.routes()));
    let files = files.method_not_allowed_fallback(not_allowed);
    let dynamic = pages(&options, services).merge(functions(config, services)).merge(files);
    let dynamic = dynamic.layer(middleware::from_fn_with_state(Arc::clone(services), principal::run));
    let health = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready).with_state(services.database.clone()))
        .method_not_allowed_fallback(not_allowed);
    let routes = dynamic
        .merge(services.live.routes())
        .merge(services.sessions.routes(&config.public_origin.ascii_serialization()))
        .merge(health)
        .merge(assets::routes(&options))
        .merge(locale::server::routes());
    let routes = if config.styleguide { routes.merge(styleguide::routes(&options)) } else { routes };
    with_layers(config, services.requests.clone(), routes)
}

/// The layers around every route.
pub fn with_layers(config: &Config, requests: TaskTracker, routes: Router) -> Router {
    let own = OwnOrigins::new(&config.public_origin);
    let proxies: Arc<[ipnet::IpNet]> = config.trusted_proxies.clone().into();
    routes.layer(
        tower::ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(proxies, telemetry::request))
            .layer(middleware::from_fn_with_state(config.is_https(), headers::add))
            .layer(middleware::from_fn(error_pages::render_error))
            .layer(CatchPanicLayer::custom(error_pages::panicked))
            .layer(middleware::from_fn_with_state(requests, in_time))
            .layer(middleware::from_fn_with_state(own, origin::guard)),
    )
}

/// Server-rendered pages. Unknown paths are rendered as well, with the header of the current principal.
fn pages(options: &LeptosOptions, services: &Arc<Services>) -> Router {
    let cookie = FlashCookie { secure: services.sessions.is_secure() };
    let routes = generate_route_list(Root);
    let context = {
        let services = Arc::clone(services);
        move || services.provide()
    };
    let app = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let unknown = leptos_axum::render_app_async_with_context(context.clone(), app.clone());
    // axum clones the handler for each request. In the `Arc`, the routes that it contains are shared.
    let render = Arc::new(render_route_with_context(routes.clone(), context, app));
    let page = move |state: State<LeptosOptions>, request: Request| {
        let render = Arc::clone(&render);
        async move { render(state, request).await }
    };
    Router::<LeptosOptions>::new()
        .leptos_routes_with_handler(routes, page)
        .fallback(get(move |request: Request| unknown(request)).fallback(not_allowed))
        .method_not_allowed_fallback(not_allowed)
        .layer(middleware::from_fn_with_state(cookie, form_flash::flash))
        .layer(middleware::from_fn_with_state(services.accounts.clone(), note_sign_up_rules))
        .layer(compression::layer())
        .layer(middleware::from_fn(compression::protect))
        .with_state(options.clone())
}

/// Server functions, with the layers for starting and ending sessions.
fn functions(config: &Config, services: &Arc<Services>) -> Router {
    let cookie = FlashCookie { secure: config.is_https() };
    let context = {
        let services = Arc::clone(services);
        move || services.provide()
    };
    let run = move |request: Request| {
        let context = context.clone();
        async move {
            if leptos::server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_none()
            {
                return AppError::NotFound.into_response();
            }
            handle_server_fns_with_context(context, request).await.into_response()
        }
    };
    // Open pages call passive functions often. They neither start nor end sessions, so they need no session layers.
    let passive = Table::get().functions.iter().filter(|function| function.passive);
    let passive = passive
        .fold(Router::new(), |router, function| router.route(&format!("/api/{}", function.name), any(run.clone())));
    let others = Router::new().route("/api/{*function}", any(run));
    let functions = layers::with_sessions(others, &services.sessions).merge(passive);
    functions.layer(middleware::from_fn_with_state(cookie, forms::run))
}

/// Gives up on a request that exceeds the time limit; its open transaction is rolled back.
async fn in_time(
    State(requests): State<TaskTracker>,
    request: Request,
    next: middleware::Next,
) -> Result<Response, AppError> {
    let method = request.method().clone();
    let run = tokio::time::timeout(TIMEOUT, next.run(request));
    let answered = if method == Method::POST {
        // A change that has begun completes even if the client hangs up, and refusals are recorded.
        requests.spawn(run.in_current_span()).await.unwrap_or_else(|error| resume_unwind(error.into_panic()))
    } else {
        run.await
    };
    answered.map_err(|_| {
        // A guest who sends a body slowly can cause this, so it is not an error that calls the operator.
        tracing::warn!("request timed out");
        AppError::Busy
    })
}

/// Stores the sign-up rules for the page. Without them, the page shows the defaults; the server functions enforce the
/// rules anyway.
async fn note_sign_up_rules(
    State(accounts): State<Accounts>,
    mut request: Request,
    next: middleware::Next,
) -> Response {
    let terms = match request.extensions().get() {
        Some(PolicyChanges(changes)) => accounts.terms_after(*changes).await,
        None => accounts.terms().await,
    };
    if let Ok(terms) = terms {
        request.extensions_mut().insert(terms);
    }
    next.run(request).await
}

async fn not_allowed() -> AppError {
    AppError::method("GET, HEAD")
}

async fn ready(State(database): State<Database>) -> Response {
    match database.check_writes().await {
        Ok(()) => "ready\n".into_response(),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")).into_response(),
    }
}
