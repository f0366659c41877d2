//! `hallpass invite …`: creates, lists and revokes invitations to sign up.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::{open, open_existing},
    output::{deliver, deliver_json, print, print_json, remark, report},
};
use crate::{
    access::server::Grant,
    invitation::{InvitationState, InvitationSummary, server::Invitations},
    server::config::Config,
    ui::time::utc,
};

/// The maximum number of ended invitations that are listed, unless all are requested.
const OVER_MAX: usize = 200;

#[derive(Debug, Subcommand)]
pub(super) enum Invite {
    /// Create an invitation and print its link, which cannot be shown again
    Create {
        /// Number of accounts that can be created with it, 1 to 1000
        #[arg(long, default_value = "1")]
        uses: String,
        /// How long it is valid, 1m to 366d
        #[arg(long, default_value = "7d", value_name = "DURATION")]
        expires: String,
        /// What it is for
        #[arg(long, default_value = "", hide_default_value = true)]
        note: String,
        #[arg(long)]
        json: bool,
    },
    /// List all valid invitations, followed by the most recent ended ones
    List {
        /// Include all ended invitations
        #[arg(long)]
        all: bool,
        #[arg(long)]
        json: bool,
    },
    /// Revoke an invitation; accounts created with it are kept
    Revoke {
        /// The invitation's ID, as shown by `hallpass invite list`
        id: String,
    },
}

impl Invite {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let comes_first = matches!(self, Self::Create { .. });
        let services = if comes_first { open(config).await? } else { open_existing(config).await? };
        let (service, grant) = (&services.invitations, Grant::operator());
        match self {
            Self::Create { uses, expires, note, json } => {
                let made = service.invite(&grant, &uses, &expires, &note).await?;
                if json {
                    deliver_json(&made)?;
                } else {
                    deliver(&made.link)?;
                }
            }
            Self::List { all, json } => {
                let (invitations, are_all) = invitations(service, &grant, all).await?;
                if json {
                    print_json(&invitations)?;
                } else {
                    print(&list(&invitations))?;
                }
                if !are_all {
                    remark("Not all ended invitations are listed; use --all to list them.");
                }
            }
            Self::Revoke { id } => {
                service.revoke_invitation(&grant, &id).await?;
                report("Revoked.");
            }
        }
        services.database.close().await;
        Ok(())
    }
}

/// The invitations that work and the newest ended ones (at most [`OVER_MAX`] unless `all`), and whether these are all.
async fn invitations(
    service: &Invitations,
    grant: &Grant,
    all: bool,
) -> Result<(Vec<InvitationSummary>, bool), CommandError> {
    let (mut invitations, mut after) = (Vec::new(), String::new());
    loop {
        let page = service.invitations(grant, &after).await?;
        invitations.extend(page.invitations);
        let works = |invitation: &&InvitationSummary| invitation.state == InvitationState::Works;
        let most = invitations.iter().filter(works).count() + OVER_MAX;
        let is_cut = !all && (invitations.len() > most || (invitations.len() == most && page.next.is_some()));
        match page.next {
            _ if is_cut => {
                invitations.truncate(most);
                return Ok((invitations, false));
            }
            Some(next) => after = next,
            None => return Ok((invitations, true)),
        }
    }
}

fn list(invitations: &[InvitationSummary]) -> String {
    let mut lines = vec![format!("{:<36}  {:<9} {:>9}  {:<25} NOTE", "ID", "STATE", "USES LEFT", "EXPIRES")];
    lines.extend(invitations.iter().map(|invitation| {
        let InvitationSummary { id, state, uses_left, uses_max, expires_at, note, .. } = invitation;
        let uses = format!("{uses_left}/{uses_max}");
        let state = InvitationState::words(*state);
        format!("{id:<36}  {state:<9} {uses:>9}  {:<25} {note}", utc(*expires_at)).trim_end().to_owned()
    }));
    lines.join("\n")
}
