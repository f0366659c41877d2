//! Invitations: made, seen and revoked. They are used where accounts are made.

mod store;

use self::store::InvitationRow;
use super::Admin;
use crate::{
    access::{Permission, server::Grant},
    account::{
        SignUpMode,
        server::{is_invisible, token},
    },
    admin::{
        INVITATION_LIFETIME, INVITATION_NOTE_MAX, INVITATION_USES, InvitationState, InvitationSummary, NewInvitation,
    },
    audit::{Act, server::Event},
    database::new_id,
    error::{AppError, Conflict, FieldError, Problem},
};

/// Invitations that are shown.
const SHOWN: i64 = 200;

impl Admin {
    /// The newest invitations.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn invitations(&self, _grant: &Grant) -> Result<Vec<InvitationSummary>, AppError> {
        let now = self.database.now();
        let rows = store::list(self.database.pool(), SHOWN).await?;
        Ok(rows.into_iter().map(|row| summary(row, now)).collect())
    }

    /// Makes an invitation; only what is stored of its token could be read again. An empty `uses` or
    /// `expires` is the default.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong at once, [`Conflict::InvitationsClosed`].
    pub async fn invite(
        &self,
        grant: &Grant,
        uses: &str,
        expires: &str,
        note: &str,
    ) -> Result<NewInvitation, AppError> {
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        let uses = INVITATION_USES.parse_typed(uses).map_err(|problem| wrong("uses", problem));
        let lifetime = INVITATION_LIFETIME.parse_typed(expires).map_err(|problem| wrong("expires", problem));
        let note = parse_note(note).map_err(|problem| wrong("note", problem));
        let (Ok(uses), Ok(lifetime), Ok(note)) = (uses, lifetime, note) else {
            return Err(AppError::Invalid { fields });
        };
        let token = token::generate().map_err(|error| AppError::internal(&error))?;
        let (mut tx, _) = self.begin(grant, Permission::Invite).await?;
        if SignUpMode::within(&mut tx).await? == SignUpMode::Closed {
            return Err(AppError::Conflict { conflict: Conflict::InvitationsClosed });
        }
        let (actor, now) = (&grant.member().account_id, tx.now());
        let uses = uses.unwrap_or(INVITATION_USES.default);
        let row = InvitationRow {
            id: new_id(),
            note: note.to_owned(),
            created_by: Some(actor.clone()).filter(|actor| !actor.is_empty()),
            display_name: None,
            created_at: now,
            expires_at: now + lifetime.unwrap_or(INVITATION_LIFETIME.default),
            uses_max: uses,
            uses_left: uses,
            revoked_at: None,
        };
        store::insert(&mut *tx, &row, &token::digest(&token)).await?;
        tx.record(Event::new(Act::Invite).with("made", &row.id).with("uses", uses));
        tx.commit().await?;
        tracing::info!(actor, invitation = row.id, uses, expires_at = row.expires_at, "invitation made");
        let link = format!("{}/sign-up?invitation={token}", self.site.origin);
        Ok(NewInvitation { id: row.id, link, uses, expires_at: row.expires_at })
    }

    /// Makes an invitation stop working. Accounts that were made with it stay.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::InvitationOver`].
    pub async fn revoke_invitation(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        let (mut tx, _) = self.begin(grant, Permission::Invite).await?;
        let now = tx.now();
        if !store::revoke(&mut *tx, id, now).await? {
            let exists = store::exists(&mut *tx, id).await?;
            let over = AppError::Conflict { conflict: Conflict::InvitationOver };
            return Err(if exists { over } else { AppError::NotFound });
        }
        tx.record(Event::new(Act::Invite).with("revoked", id));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, invitation = id, "invitation revoked");
        Ok(())
    }
}

fn parse_note(typed: &str) -> Result<&str, Problem> {
    let note = typed.trim();
    if note.chars().count() > INVITATION_NOTE_MAX {
        return Err(Problem::TooLong { max: INVITATION_NOTE_MAX });
    }
    if note.chars().any(is_invisible) { Err(Problem::ControlCharacters) } else { Ok(note) }
}

fn summary(row: InvitationRow, now: i64) -> InvitationSummary {
    let state = if row.revoked_at.is_some() {
        InvitationState::Revoked
    } else if row.uses_left == 0 {
        InvitationState::UsedUp
    } else if row.expires_at <= now {
        InvitationState::Expired
    } else {
        InvitationState::Works
    };
    let by = match (row.created_by, row.display_name) {
        (None, _) => "the server’s terminal".to_owned(),
        (Some(_), Some(name)) => name,
        (Some(_), None) => "somebody whose account is gone".to_owned(),
    };
    InvitationSummary {
        id: row.id,
        note: row.note,
        by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        uses_left: row.uses_left,
        uses_max: row.uses_max,
        state,
    }
}
