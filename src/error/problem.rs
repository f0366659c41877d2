//! Problems of single fields, and the texts for them.

use serde::{Deserialize, Serialize};

use crate::{
    tagged::tagged,
    texts::{error as t, time},
};

/// A field and its problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// The problem of its value.
    pub problem: Problem,
}

/// The problem of a field's value. Its `Display` says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Problem {
    /// The value is empty or has no visible character.
    #[error("{}", t::required())]
    Required,
    /// The value has too few characters. Characters are code points, counted after normalization.
    #[error("{}", t::too_short(*.min, *.found))]
    TooShort {
        /// The minimum number of characters.
        min: usize,
        /// The number of characters that the value has.
        found: usize,
    },
    /// The value has too many characters, counted as for `TooShort`; of an e-mail address, too many bytes.
    #[error("{}", t::too_long(*.max))]
    TooLong {
        /// The maximum number of characters or bytes.
        max: usize,
    },
    /// A username has a character that usernames cannot have, or cannot have in this position.
    #[error("{}", t::name_characters())]
    NameCharacters,
    /// U+200C or U+200D, which some scripts need but identifiers do not.
    #[error("{}", t::name_joiner())]
    NameJoiner,
    /// A username mixes letters of several scripts, or digits of several number systems.
    #[error("{}", t::mixed_scripts())]
    MixedScripts,
    /// An account has this username, compared without regard to case and compatibility variants (NFKC).
    #[error("{}", t::name_taken())]
    NameTaken,
    /// An account has a different username that looks the same (UTS 39, 4).
    #[error("{}", t::name_confusable())]
    NameConfusable,
    /// The username looks like a name that Hallpass itself uses or, for a member, like that of an operator.
    #[error("{}", t::name_reserved())]
    NameReserved,
    /// The text has an invisible or control character that is not allowed there, or no visible one. Also for a name
    /// that has too many marks in a row or begins with a mark.
    #[error("{}", t::hidden_characters())]
    HiddenCharacters,
    /// The password has less than the minimum score of zxcvbn, which estimates how easily a password can be guessed
    /// (ASVS 6.2.4, 6.2.11).
    #[error("{}", t::guessable(.advice))]
    Guessable {
        /// How to make the password harder to guess, as a sentence.
        advice: String,
    },
    /// The password has appeared in a data breach (ASVS 6.2.12).
    #[error("{}", t::breached())]
    Breached,
    /// The current password, typed to confirm the action, is wrong or has been changed meanwhile.
    #[error("{}", t::wrong_password())]
    WrongPassword,
    /// The code of the second factor is wrong, or has already been used.
    #[error("{}", t::wrong_code())]
    WrongCode,
    /// The code is not the one that was sent by e-mail, or no longer works.
    #[error("{}", t::wrong_email_code())]
    WrongEmailCode,
    /// The username typed to confirm the action is not that of this account.
    #[error("{}", t::other_username())]
    OtherUsername,
    /// The new password is the same as the old one.
    #[error("{}", t::unchanged())]
    Unchanged,
    /// The value is not an e-mail address, or it has an invisible character.
    #[error("{}", t::not_an_email())]
    NotAnEmail,
    /// The value is not a date or a date and time, or there is no such day.
    #[error("{}", t::not_a_date())]
    NotADate,
    /// The value of a setting is neither a day nor `none`.
    #[error("{}", t::not_a_day())]
    NotADay,
    /// The server does not know the time zone of a date or a time.
    #[error("{}", t::unknown_zone())]
    UnknownZone,
    /// The time is now or earlier.
    #[error("{}", t::not_in_the_future())]
    NotInTheFuture,
    /// The name does not have the form of a role name, or it is `everyone`, which means all roles.
    #[error("{}", t::not_a_role_name())]
    NotARoleName,
    /// The value is not one of the options, such as a role that does not exist.
    #[error("{}", t::unknown_choice())]
    UnknownChoice,
    /// A problem that an application built on Hallpass reports.
    #[error("{message}")]
    Other {
        /// What is shown at the field; should say what to do.
        message: String,
    },
    /// The value of a setting cannot be parsed as a duration.
    #[error("{}", t::not_a_duration())]
    NotADuration,
    /// The value of a setting cannot be parsed as an integer.
    #[error("{}", t::not_a_number())]
    NotANumber,
    /// The value of a setting is not one of the words that the setting accepts.
    #[error("{}", t::not_one_of(.words))]
    NotOneOf {
        /// The accepted words, separated by commas.
        words: String,
    },
    /// A value of a setting, or the number of selected items, is outside its range.
    #[error("{}", t::out_of_range(in_words(.least), in_words(.most)))]
    OutOfRange {
        /// The minimum (inclusive), as people can type it, such as `30m`.
        least: String,
        /// The maximum (inclusive), likewise.
        most: String,
    },
    /// Likewise, for a setting that can also be 0, which means “never”.
    #[error("{}", t::out_of_range_or_never(in_words(.least), in_words(.most)))]
    OutOfRangeOrNever {
        /// The minimum (inclusive), as people can type it, such as `30m`.
        least: String,
        /// The maximum (inclusive), likewise.
        most: String,
    },
    /// Roles cannot have their own value of this setting.
    #[error("{}", t::same_for_everyone())]
    SameForEveryone,
}

tagged!(Problem, "problem");

/// A duration such as `30m` in the reader's language; any other text as it is.
fn in_words(value: &str) -> String {
    let words = || {
        let unit = value.chars().last()?;
        let number: u64 = value.strip_suffix(unit)?.parse().ok()?;
        match unit {
            's' => Some(time::seconds(number)),
            'm' => Some(time::minutes(number)),
            'h' => Some(time::hours(number)),
            'd' => Some(time::days(number)),
            _ => None,
        }
    };
    words().unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_words() {
        let said = ["10s", "30m", "1h", "366d", "12", "1000", "50 sessions", "", "d"].map(in_words);
        assert_eq!(said, ["10 seconds", "30 min", "1 hour", "366 days", "12", "1000", "50 sessions", "", "d"]);
    }
}
