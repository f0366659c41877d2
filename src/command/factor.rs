//! `hallpass factor …`: what people sign in with besides their password, as the operator.

use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use super::{
    error::CommandError,
    open::{find, open_existing},
    output::{deliver, deliver_json, print, print_json, remark, report},
};
use crate::{
    access::server::Grant,
    factor::{Authenticator, Passkey, server::KeyKind},
    factor_admin::AccountFactors,
    server::{config::Config, services::Services},
    ui::time::utc,
};

#[derive(Debug, Subcommand)]
pub(super) enum Factor {
    /// List an account's authenticator app, security keys, recovery codes, passkeys and ticket, and whether the second step
    /// is to be removed
    List {
        /// The username
        name: String,
        #[arg(long)]
        json: bool,
    },
    /// Remove an account's second step, or all its passkeys and security keys
    ///
    /// Removing the second step leaves the account's sessions open. Removing passkeys and security keys ends all of them.
    Remove {
        /// The username
        name: String,
        /// What is removed
        what: What,
    },
    /// Issue a ticket to somebody who has lost their second step, and print it. It cannot be shown again
    ///
    /// Together with the password, it signs in once, and removes the authenticator app, the recovery codes and the
    /// passkeys. First make sure that they are who they claim to be. A newer ticket replaces an older one.
    Ticket {
        /// The username
        name: String,
        #[arg(long)]
        json: bool,
    },
    /// Keep an account's second step: cancel its pending removal, and revoke its ticket
    Keep {
        /// The username
        name: String,
    },
    /// Remove everybody's passkeys and security keys for this domain, and end the sessions of these accounts. Do this before changing the
    /// domain
    ForgetDomain {
        /// The domain
        domain: String,
    },
}

/// What can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// The authenticator app, the security keys and the recovery codes; after that, the password alone signs in. Sessions stay open
    SecondStep,
    /// All passkeys and security keys. All sessions end
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
    /// When the second step is removed.
    second_factor_ends_at: Option<i64>,
    /// When the ticket expires.
    ticket_until: Option<i64>,
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
                let AccountFactors { second_factor_ends_at, ticket_until, .. } =
                    services.factor_admin.show(grant, &account.id).await?;
                let factors = Factors {
                    authenticator: second_step.authenticator,
                    security_keys: security.keys_of(&account.id, KeyKind::SecurityKey).await?,
                    recovery_codes: second_step.recovery_codes,
                    passkeys: security.keys_of(&account.id, KeyKind::Passkey).await?,
                    second_factor_ends_at,
                    ticket_until,
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
                        if removed == 0 {
                            report(&format!("{name} has no passkeys or security keys."));
                        } else {
                            report(&format!(
                                "Passkeys and security keys removed from {name}: {removed}. All its sessions have ended."
                            ));
                            if !account.has_password() {
                                remark(&format!(
                                    "{name} has no password. Create a link for one: hallpass account password-reset-link {name}"
                                ));
                            }
                        }
                    }
                }
                Ok(())
            }
            Self::Ticket { name, json } => {
                let account = find(services, &name).await?;
                let ticket = services.factor_admin.issue_ticket(grant, &account.id).await?;
                if json {
                    return deliver_json(&ticket);
                }
                deliver(&ticket.code)?;
                remark(&format!("It works once, until {}.", utc(ticket.expires_at)));
                Ok(())
            }
            Self::Keep { name } => {
                let account = find(services, &name).await?;
                let name = &account.username;
                if services.factor_admin.keep(grant, &account.id).await? {
                    report(&format!("{name} keeps the second step."));
                } else {
                    report(&format!("The second step of {name} was not about to be removed."));
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
    if let Some(at) = factors.second_factor_ends_at {
        lines.push(format!("second step        will be removed {}", utc(at)));
    }
    if let Some(at) = factors.ticket_until {
        lines.push(format!("ticket             works until {}", utc(at)));
    }
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
