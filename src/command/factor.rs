//! `hallpass factor …`: what people sign in with besides their password, as the operator.

use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use super::{
    error::CommandError,
    open::{find, open_existing},
    output::{print, print_json, report},
};
use crate::{
    access::server::Grant,
    factor::{Authenticator, Passkey, server::KeyKind},
    server::{config::Config, services::Services},
    ui::time::utc,
};

#[derive(Debug, Subcommand)]
pub(super) enum Factor {
    /// List an account's authenticator app, security keys, recovery codes and passkeys
    List {
        /// The username
        name: String,
        #[arg(long)]
        json: bool,
    },
    /// Remove an account's second step, or all its passkeys. Removing passkeys ends all its sessions
    Remove {
        /// The username
        name: String,
        /// What is removed
        what: What,
    },
    /// Remove everybody's passkeys for this domain, and end the sessions of these accounts. Do this before changing the
    /// domain
    ForgetDomain {
        /// The domain
        domain: String,
    },
}

/// What can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// The authenticator app, the security keys and the recovery codes; after that, the password alone signs in
    SecondStep,
    /// All passkeys and security keys
    Passkeys,
}

/// What an account has.
#[derive(Debug, Serialize)]
struct Factors {
    authenticator: Option<Authenticator>,
    security_keys: Vec<Passkey>,
    /// How many are left.
    recovery_codes: usize,
    passkeys: Vec<Passkey>,
}

impl Factor {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let services = open_existing(config).await?;
        let done = self.call(&services, &Grant::operator()).await;
        services.database.close().await;
        done
    }

    async fn call(self, services: &Services, grant: &Grant) -> Result<(), CommandError> {
        let security = &services.security;
        match self {
            Self::List { name, json } => {
                let account = find(services, &name).await?;
                let second_step = services.sessions.factors().of(&account.id).await?;
                let factors = Factors {
                    authenticator: second_step.authenticator,
                    security_keys: security.keys_of(&account.id, KeyKind::SecurityKey).await?,
                    recovery_codes: second_step.recovery_codes,
                    passkeys: security.keys_of(&account.id, KeyKind::Passkey).await?,
                };
                if json { print_json(&factors) } else { print(&list(&factors)) }
            }
            Self::Remove { name, what } => {
                let account = find(services, &name).await?;
                let name = &account.username;
                match what {
                    What::SecondStep if security.remove_second_factor(grant, &account.id).await? => {
                        report(&format!(
                            "Removed the second step of {name}: authenticator app, security keys and recovery codes."
                        ));
                    }
                    What::SecondStep => report(&format!("{name} has no second step.")),
                    What::Passkeys => {
                        let removed = security.remove_passkeys(grant, &account.id, None).await?;
                        match removed {
                            0 => report(&format!("{name} has no passkeys or security keys.")),
                            _ => report(&format!(
                                "Passkeys removed from {name}: {removed}. All its sessions have ended."
                            )),
                        }
                    }
                }
                Ok(())
            }
            Self::ForgetDomain { domain } => {
                let accounts = security.forget_domain(grant, &domain).await?;
                report(&format!("Removed passkeys for {domain}. Accounts affected: {accounts}."));
                Ok(())
            }
        }
    }
}

fn list(factors: &Factors) -> String {
    let used = |at: Option<i64>| at.map_or_else(|| "never used".to_owned(), |at| format!("last used {}", utc(at)));
    let app = factors.authenticator.as_ref().map_or_else(
        || "authenticator app  none".to_owned(),
        |app| format!("authenticator app  added {}, {}", utc(app.added_at), used(app.last_used_at)),
    );
    let mut lines = vec![app, format!("recovery codes     {} left", factors.recovery_codes)];
    for (one, all, keys) in
        [("security key", "security keys", &factors.security_keys), ("passkey", "passkeys", &factors.passkeys)]
    {
        if keys.is_empty() {
            lines.push(format!("{all:<18} none"));
        }
        for key in keys {
            let title = key.title();
            lines.push(format!("{one:<18} {title}, added {}, {}", utc(key.added_at), used(key.last_used_at)));
        }
    }
    lines.join("\n")
}
