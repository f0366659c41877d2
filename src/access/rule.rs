//! Rules. Each decides whether a principal is allowed, and if not, why not.

use super::{Permission, Principal};
use crate::error::AppError;

/// What a page or a server function requires of a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Everyone, including banned people; for signing out and asking for the principal, and for links from messages, which
    /// work whoever is signed in.
    Anyone,
    /// Everyone except banned people, and those who first have to enter or set up a second factor.
    Open,
    /// Only people whose second factor is due; for entering it.
    Challenged,
    /// Only banned people; for appealing.
    Banned,
    /// Members whose role has the permission and who have a second factor, if the policy requires one.
    Needs(Permission),
    /// Members whose role has the permission, also without the second factor that the policy requires; for setting it up.
    SettingUp(Permission),
}

/// Why a rule rejects a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// The person is a guest; signing in may help.
    SignInRequired,
    /// The person is signed in, but does not have the permission.
    Forbidden,
    /// The second factor is due, and the person may only enter it.
    SecondFactorDue,
    /// The policy requires a second factor, and the person may only set it up.
    SetUpDue,
    /// The person is banned, and may only sign out and appeal.
    Banned,
}

impl Rule {
    /// Decides whether the rule allows the principal. No other code makes this decision.
    ///
    /// # Errors
    /// The reason why the principal is rejected.
    pub fn decide(self, principal: &Principal) -> Result<(), Denial> {
        match (self, principal) {
            (Self::Anyone, _)
            | (Self::Open, Principal::Guest { .. })
            | (Self::Challenged, Principal::Challenged(_))
            | (Self::Banned, Principal::Banned(_)) => Ok(()),
            (_, Principal::Banned(_)) => Err(Denial::Banned),
            (_, Principal::Challenged(_)) => Err(Denial::SecondFactorDue),
            (_, Principal::Guest { .. }) => Err(Denial::SignInRequired),
            (Self::Challenged | Self::Banned, Principal::Member(_)) => Err(Denial::Forbidden),
            (Self::Open | Self::Needs(_), Principal::Member(member)) if member.must_set_up() => Err(Denial::SetUpDue),
            (Self::Open, Principal::Member(_)) => Ok(()),
            (Self::Needs(permission) | Self::SettingUp(permission), Principal::Member(member)) => {
                if member.permissions.has(permission) { Ok(()) } else { Err(Denial::Forbidden) }
            }
        }
    }
}

impl Rule {
    /// The permission that the rule requires, if any.
    pub fn permission(self) -> Option<Permission> {
        if let Self::Needs(permission) | Self::SettingUp(permission) = self { Some(permission) } else { None }
    }
}

impl From<Denial> for AppError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::SignInRequired => Self::SignInRequired,
            Denial::Forbidden => Self::Forbidden,
            Denial::SecondFactorDue => Self::SecondFactorDue,
            Denial::SetUpDue => Self::SetUpDue,
            Denial::Banned => Self::Banned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Ban, Challenge, Member, Permissions};

    #[test]
    fn the_decision_table() {
        let guest = Principal::default();
        let member = Principal::Member(Member::default());
        let with = |permissions| Principal::Member(Member { permissions, ..Member::default() });
        let viewer = with([Permission::VIEW_ACCOUNTS].into_iter().collect());
        let administrator = with(Permissions::all());
        let challenged = Principal::Challenged(Challenge::default());
        let banned = Principal::Banned(Ban::default());
        let sign_in = Err(Denial::SignInRequired);
        let (due, banned_out, forbidden) = (Err(Denial::SecondFactorDue), Err(Denial::Banned), Err(Denial::Forbidden));
        for (rule, expected) in [
            (Rule::Anyone, [Ok(()), Ok(()), Ok(()), Ok(()), Ok(()), Ok(())]),
            (Rule::Open, [Ok(()), Ok(()), Ok(()), Ok(()), due, banned_out]),
            (Rule::Challenged, [sign_in, forbidden, forbidden, forbidden, Ok(()), banned_out]),
            (Rule::Banned, [sign_in, forbidden, forbidden, forbidden, due, Ok(())]),
            (Rule::Needs(Permission::USE_ACCOUNT), [sign_in, Ok(()), Ok(()), Ok(()), due, banned_out]),
            (Rule::Needs(Permission::VIEW_ACCOUNTS), [sign_in, forbidden, Ok(()), Ok(()), due, banned_out]),
            (Rule::Needs(Permission::BAN_ACCOUNTS), [sign_in, forbidden, forbidden, Ok(()), due, banned_out]),
            (Rule::SettingUp(Permission::USE_ACCOUNT), [sign_in, Ok(()), Ok(()), Ok(()), due, banned_out]),
            (Rule::SettingUp(Permission::BAN_ACCOUNTS), [sign_in, forbidden, forbidden, Ok(()), due, banned_out]),
        ] {
            let everybody = [&guest, &member, &viewer, &administrator, &challenged, &banned];
            let decided = everybody.map(|principal| rule.decide(principal));
            assert_eq!(decided, expected, "{rule:?}");
        }
    }

    #[test]
    fn who_must_set_up_a_second_factor_can_do_nothing_else() {
        let member = Member { permissions: Permissions::all(), second_factor_required: true, ..Member::default() };
        let without = Principal::Member(member.clone());
        let with = Principal::Member(Member { second_factor: true, ..member });
        let due = Err(Denial::SetUpDue);
        for (rule, expected) in [
            (Rule::Anyone, Ok(())),
            (Rule::Open, due),
            (Rule::Needs(Permission::USE_ACCOUNT), due),
            (Rule::Needs(Permission::BAN_ACCOUNTS), due),
            (Rule::SettingUp(Permission::USE_ACCOUNT), Ok(())),
        ] {
            assert_eq!(rule.decide(&without), expected, "{rule:?}");
            assert_eq!(rule.decide(&with), Ok(()), "{rule:?}");
        }
    }
}
