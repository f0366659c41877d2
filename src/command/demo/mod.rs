//! `hallpass demo`: fills an empty database with fictional people, to look around in.

mod people;
mod plan;
mod store;

use clap::Args;

use self::{
    people::Person,
    plan::{EventKind, Plan, Stay},
};
use super::{ServeError, error::CommandError, output::deliver};
use crate::{
    access::{
        Ban, Ending, Principal, Role,
        server::{Client, Grant, Visit},
    },
    account::server::{NewAccount, hashers::Hashers, hashing::Hashing},
    audit::{
        Act,
        server::{Actor, Event},
    },
    ban::server::BanTerms,
    database::{Clock, Database, Missing, new_id},
    error::AppError,
    link::token,
    server::{self, config::Config, services::Services},
};

/// The administrator that somebody can sign in to.
const OWNER: &str = "demo-admin";
/// The member with an authenticator app that somebody can sign in to, with the same password.
const MEMBER: &str = "demo-member";
const DAY: i64 = 86_400;

/// What is made.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The number of accounts, in addition to the administrator
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=2000))]
    accounts: u32,
    /// The number of days of past activity
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=90))]
    days: u32,
    /// The database to fill instead of the configured one; it must not contain any account
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Demo {
    pub(super) async fn run(self, mut config: Config) -> Result<(), CommandError> {
        if let Some(url) = self.database {
            config.database_url = url;
        }
        let clock = Clock::stopped();
        let opened =
            Database::connect(&config.database_url, config.database_connections, Missing::Make, clock.clone()).await;
        let database = opened.map_err(ServeError::from)?;
        if store::holds_accounts(database.pool()).await.map_err(AppError::from)? {
            let words = "this database already contains accounts; use a separate one for the demo, such as \
                --database sqlite://demo.db";
            return Err(CommandError::Other(words.to_owned()));
        }
        database.migrate().await.map_err(ServeError::from)?;
        let now = clock.now();
        let plan = Plan::make(self.accounts, now - i64::from(self.days) * DAY, now);
        clock.shift(plan.begins - now);
        let password = token::generate().map_err(|error| CommandError::Other(error.to_string()))?;
        let owner = NewAccount { username: OWNER.to_owned(), email: String::new(), password: password.clone().into() };
        // Nobody knows this password, so nobody can sign in with it.
        let secret = token::generate().map_err(|error| CommandError::Other(error.to_string()))?;
        let hashing = Hashing::new(config.hashing).map_err(ServeError::Argon2)?;
        let unknown = Hashers::new(hashing, 1).hash(secret.into()).await?;
        let services = server::services(&config, database)?;
        services.accounts.create(&Grant::operator(), owner, Role::ADMINISTRATOR).await?;
        let member =
            NewAccount { username: MEMBER.to_owned(), email: String::new(), password: password.clone().into() };
        let member = services.accounts.create(&Grant::operator(), member, Role::MEMBER).await?;
        let count = plan.people.len();
        let story = Teller { services: &services, clock, unknown };
        story.play(plan).await?;
        let second_step = second_step(&services, &member.id).await?;
        services.database.close().await;
        deliver(&format!(
            "Created {count} fictional accounts, {OWNER}, an administrator, and {MEMBER}, a member.\n\n\
             Password of {OWNER}: {password}\nPassword of {MEMBER}: {password}\n{second_step}\n\
             This is shown only once. Nobody else can sign in."
        ))
    }
}

/// Sets up the second step of the demo's member, and says how to pass it. Without a file for keys, there is none.
async fn second_step(services: &Services, id: &str) -> Result<String, CommandError> {
    match services.sessions.factors().set_up_for_demo(id, MEMBER).await {
        Ok((app, codes)) => Ok(format!(
            "\n{MEMBER} needs a code of an authenticator app with this key: {}\nor one of these recovery codes: {}\n",
            app.secret,
            codes.shown[..3].join(", ")
        )),
        Err(AppError::Rejected { .. }) => Ok(String::new()),
        Err(error) => Err(error.into()),
    }
}

/// Carries out a plan, each event at its planned time.
struct Teller<'a> {
    services: &'a Services,
    clock: Clock,
    /// The hash of a password that nobody knows.
    unknown: String,
}

impl Teller<'_> {
    async fn play(&self, plan: Plan) -> Result<(), AppError> {
        for (at, happening) in &plan.happenings {
            self.clock.shift(at - self.clock.now());
            let person = |index: &usize| &plan.people[*index];
            match happening {
                EventKind::Join(index) => self.join(person(index)).await?,
                EventKind::SignIn(index, stay) => self.sign_in(person(index), stay).await?,
                EventKind::Leave(index, stay) => self.leave(person(index), stay).await?,
                EventKind::Ban(index, reason) => {
                    let terms = BanTerms { reason, until: "", ..BanTerms::default() };
                    self.services.bans.ban(&Grant::operator(), &person(index).id, terms).await?;
                }
                EventKind::Appeal(index, words) => self.appeal(person(index), words).await?,
                EventKind::LiftBan(index) => {
                    self.services.bans.lift_ban(&Grant::operator(), &person(index).id).await?;
                }
                EventKind::Promote(index) => {
                    let role = Role::MODERATOR;
                    self.services.roles.change_role(&Grant::operator(), &person(index).id, role.name()).await?;
                }
            }
        }
        Ok(())
    }

    async fn join(&self, person: &Person) -> Result<(), AppError> {
        let mut tx = self.services.database.begin().await?;
        let now = tx.now();
        store::insert_account(&mut *tx, person, &self.unknown, now).await?;
        tx.acts_for(actor(person));
        tx.record(Event::new(Act::SIGN_UP).on(&person.id));
        Ok(tx.commit().await?)
    }

    async fn sign_in(&self, person: &Person, stay: &Stay) -> Result<(), AppError> {
        let mut tx = self.services.database.begin().await?;
        let now = tx.now();
        tx.acts_for(actor(person));
        // The row does not contain a valid digest, so no cookie matches it.
        store::insert_session(&mut *tx, person, stay, now).await?;
        store::note_stay(&mut *tx, person, stay, now).await?;
        let event = Event::new(Act::SIGN_IN).on(&person.id).with("session", &stay.id).by("password");
        tx.record(event.with("remember_me", stay.remember_me));
        Ok(tx.commit().await?)
    }

    async fn leave(&self, person: &Person, stay: &Stay) -> Result<(), AppError> {
        let mut tx = self.services.database.begin().await?;
        let now = tx.now();
        // A ban may have ended the session before.
        if store::end_session(&mut *tx, &stay.id, stay.ending, now).await? {
            if stay.ending == Ending::SignedOut {
                tx.acts_for(actor(person));
            }
            let event = Event::new(Act::END_SESSIONS).on(&person.id).with("ending", stay.ending.name());
            tx.record(event.with("sessions", 1).with("whose", format!("session {}", stay.id)));
            tx.commit().await?;
        }
        Ok(())
    }

    async fn appeal(&self, person: &Person, words: &str) -> Result<(), AppError> {
        let bans = self.services.bans.bans(&Grant::operator(), &person.id).await?;
        let Some(ban) = bans.first() else { return Ok(()) };
        let principal = Principal::Banned(Ban { id: ban.id.clone(), ..Ban::default() });
        let visit = Visit { principal, client: client(person) };
        self.services.bans.appeal(&visit, words).await.map(drop)
    }
}

fn client(person: &Person) -> Client {
    Client {
        address: person.address.into(),
        user_agent: person.user_agent.to_owned(),
        request_id: new_id(),
        ..Client::default()
    }
}

fn actor(person: &Person) -> Actor {
    Actor::from(&client(person)).named(&person.id)
}
