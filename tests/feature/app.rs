//! An application with a feature that brings everything that the example does not: a setting of the policy, a command,
//! a download, an act of the audit and maintenance. Another feature's maintenance panics.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{Router, extract::Request, routing::get};
use hallpass::{
    App, Feature,
    access::{Download, Permission, Rule, server::require_download},
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::Database,
    error::AppError,
    feature::server::{ArgMatches, Command, ServerFeature, ServerSide, async_trait},
    policy::Setting,
};
use leptos::prelude::*;

pub(crate) const SEATS: Setting = Setting::number("choir_seats", || "Seats of the choir".into(), 1..=500, 40)
    .per_role()
    .about(|| "The number of singers.".into());
pub(crate) const SING: Permission = Permission::new("choir.sing", || "Sing in the choir".into());
const LIST_SINGERS: Act = Act::new(
    "choir.list",
    || "Singers listed".into(),
    |who| format!("{who} downloaded the list of singers"),
    |who, whom| format!("{who} listed singers for {whom}"),
);
pub(crate) const SINGERS: Download =
    Download { path: "/choir/singers.txt", rule: Rule::Needs(SING), reauthentication: false, act: LIST_SINGERS.name() };

/// How often the maintenance of the choir has run.
pub(crate) static REHEARSALS: AtomicUsize = AtomicUsize::new(0);

/// The application.
pub(crate) fn app() -> App {
    let broken = Feature::new("broken").server(Some(ServerSide::new(|_| Arc::new(Broken))));
    let choir = Feature::new("choir")
        .permissions(&[SING])
        .acts(&[LIST_SINGERS])
        .settings(&[SEATS])
        .downloads(&[SINGERS])
        .server(Some(ServerSide::new(|database| Arc::new(Choir(database.clone()))).command(command)));
    App::new("Choir")
        .feature(broken)
        .feature(choir)
        .feature(crate::cart::feature())
        .home(|| view! { <h1>"Welcome to the choir"</h1> })
        .logo(|| view! { <b>"♪"</b> }.into_any())
        .footer(|| view! { <p>"Rehearsals on Mondays"</p> }.into_any())
        .head(|| view! { <meta name="robots" content="noindex"/> }.into_any())
        .csp_source("img-src", "https://images.example.org")
}

fn command() -> Command {
    Command::new("choir").about("Count the singers").arg(clap::Arg::new("role").required(true))
}

#[derive(Debug)]
struct Broken;

#[async_trait]
impl ServerFeature for Broken {
    async fn maintain(&self) -> Result<(), AppError> {
        panic!("this feature is broken");
    }
}

#[derive(Debug)]
struct Choir(Database);

#[async_trait]
impl ServerFeature for Choir {
    fn routes(&self) -> Router {
        let database = self.0.clone();
        let send = move |request: Request| async move {
            let grant = require_download(request.extensions(), SINGERS)?;
            let mut tx = database.begin().await?;
            tx.acts_for(Actor::from(&grant));
            tx.record(Event::new(LIST_SINGERS));
            tx.commit().await?;
            Ok::<_, AppError>("Ada\n")
        };
        Router::new().route(SINGERS.path, get(send))
    }

    async fn run(&self, arguments: &ArgMatches) -> Result<String, AppError> {
        let name = arguments.get_one::<String>("role").map(String::as_str).unwrap_or_default();
        let role = hallpass::access::Role::from_name(name).ok_or(AppError::NotFound)?;
        Ok(format!("{} seats\n", SEATS.value(self.0.pool(), &role).await?))
    }

    async fn maintain(&self) -> Result<(), AppError> {
        REHEARSALS.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}
