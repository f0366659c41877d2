//! The service that creates, lists and revokes invitations. The account service uses them at sign-up.

mod store;

use std::sync::Arc;

use leptos::prelude::use_context;

use self::store::InvitationRow;
use crate::{
    access::{Permission, server::Grant},
    account::{SignUpMode, server::text},
    audit::{Act, server::Event},
    database::new_id,
    directory::server::{Directory, PAGE},
    error::{AppError, Conflict, FieldError},
    invitation::{
        INVITATION_LIFETIME, INVITATION_NOTE_MAX, INVITATION_USES, InvitationPage, InvitationState, InvitationSummary,
        NewInvitation,
    },
    link::token,
    texts::invitation as t,
};

/// The parts of the list, as cursors name them.
const WORK: &str = "work";
const OVER: &str = "over";

/// The service for invitations. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Invitations {
    directory: Directory,
    origin: Arc<str>,
}

impl Invitations {
    /// Creates the service.
    pub fn new(directory: Directory, origin: Arc<str>) -> Self {
        Self { directory, origin }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no invitations in context"))
    }

    /// Lists a page of invitations: valid ones first, then the others, each newest first. An invalid cursor returns
    /// the first page.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn invitations(&self, _grant: &Grant, after: &str) -> Result<InvitationPage, AppError> {
        let (db, now) = (self.directory.database.pool(), self.directory.database.now());
        let (part, before) = match after.split_once(':') {
            // NUL cannot be part of an ID, and the databases reject it.
            Some((part @ (WORK | OVER), id)) if !id.is_empty() && !id.contains('\0') => (part, Some(id)),
            _ => (WORK, None),
        };
        let mut rows = Vec::new();
        if part == WORK {
            rows = store::list(db, true, before, PAGE + 1, now).await?;
        }
        if rows.len() <= PAGE {
            let before = before.filter(|_| part == OVER);
            rows.extend(store::list(db, false, before, PAGE + 1 - rows.len(), now).await?);
        }
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let invitations: Vec<_> = rows.into_iter().map(|row| summary(row, now)).collect();
        let place = |last: &InvitationSummary| {
            let part = if last.state == InvitationState::Works { WORK } else { OVER };
            format!("{part}:{}", last.id)
        };
        let next = invitations.last().filter(|_| more).map(place);
        let sign_up = SignUpMode::read(self.directory.database.pool()).await?;
        Ok(InvitationPage { invitations, next, sign_up })
    }

    /// Creates an invitation. Only a digest of its token is stored, so the link cannot be shown again. An empty
    /// `uses` or `expires` means the default.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields, [`Conflict::InvitationsClosed`].
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
        let note = text::line(note, INVITATION_NOTE_MAX).map_err(|problem| wrong("note", problem));
        let (Ok(uses), Ok(lifetime), Ok(note)) = (uses, lifetime, note) else {
            return Err(AppError::Invalid { fields });
        };
        let token = token::generate().map_err(|error| AppError::internal(&error))?;
        let (mut tx, _) = self.directory.begin(grant, Permission::INVITE).await?;
        if SignUpMode::within(&mut tx).await? == SignUpMode::Closed {
            return Err(AppError::Conflict { conflict: Conflict::InvitationsClosed });
        }
        let (actor, now) = (&grant.member().account_id, tx.now());
        let uses = uses.unwrap_or(INVITATION_USES.default);
        let row = InvitationRow {
            id: new_id(),
            note,
            created_by: Some(actor.clone()).filter(|actor| !actor.is_empty()),
            display_name: None,
            created_at: now,
            expires_at: now + lifetime.unwrap_or(INVITATION_LIFETIME.default),
            uses_max: uses,
            uses_left: uses,
            revoked_at: None,
        };
        store::insert(&mut *tx, &row, &token::digest(&token)).await?;
        tx.record(Event::new(Act::INVITE).with("made", &row.id).with("uses", uses));
        tx.commit().await?;
        tracing::info!(actor, invitation = row.id, uses, expires_at = row.expires_at, "invitation created");
        let link = format!("{}/sign-up?invitation={token}", self.origin);
        Ok(NewInvitation { id: row.id, link, uses, expires_at: row.expires_at })
    }

    /// Revokes an invitation. Accounts that were created with it remain.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::InvitationOver`].
    pub async fn revoke_invitation(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        let (mut tx, _) = self.directory.begin(grant, Permission::INVITE).await?;
        let now = tx.now();
        if !store::revoke(&mut *tx, id, now).await? {
            let exists = store::exists(&mut *tx, id).await?;
            let over = AppError::Conflict { conflict: Conflict::InvitationOver };
            return Err(if exists { over } else { AppError::NotFound });
        }
        tx.record(Event::new(Act::INVITE).with("revoked", id));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, invitation = id, "invitation revoked");
        Ok(())
    }
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
        (None, _) => t::by_operator(),
        (Some(_), Some(name)) => name,
        (Some(_), None) => t::by_gone(),
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
