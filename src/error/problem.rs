//! Problems of single fields, and the texts for them.

use serde::{Deserialize, Serialize};

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
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// The value is empty or has no visible character.
    #[error("Fill this in.")]
    Required,
    /// The value has too few characters. Characters are code points, counted after normalization.
    #[error("At least {min} characters; this has {found}.")]
    TooShort {
        /// The minimum number of characters.
        min: usize,
        /// The number of characters that the value has.
        found: usize,
    },
    /// The value has too many characters, counted as for `TooShort`; of an e-mail address, too many bytes.
    #[error("At most {max} characters.")]
    TooLong {
        /// The maximum number of characters or bytes.
        max: usize,
    },
    /// A username has a character that usernames cannot have, or cannot have in this position.
    #[error("Use only letters, numbers, and . _ -, and start and end with a letter or number.")]
    NameCharacters,
    /// U+200C or U+200D, which some scripts need but identifiers do not.
    #[error("A username can’t contain an invisible joiner. Leave it out, or write _ in its place.")]
    NameJoiner,
    /// A username mixes letters of several scripts, or digits of several number systems.
    #[error("Use letters and numbers from one alphabet only, so nobody can imitate another name.")]
    MixedScripts,
    /// An account has this username, compared without regard to case and compatibility variants (NFKC).
    #[error("This name is taken.")]
    NameTaken,
    /// An account has a different username that looks the same (UTS 39, 4).
    #[error("This name looks too much like one that exists. Choose another.")]
    NameConfusable,
    /// The username looks like a name that Hallpass itself uses or, for a member, like that of an operator.
    #[error("That name is reserved. Choose another.")]
    NameReserved,
    /// The text has an invisible or control character that is not allowed there, or no visible one. Also for a name
    /// that has too many marks in a row or begins with a mark.
    #[error("This has a hidden character that can’t be used here. Delete it, or type the text again.")]
    HiddenCharacters,
    /// The password has less than the minimum score of zxcvbn, which estimates how easily a password can be guessed
    /// (ASVS 6.2.4, 6.2.11).
    #[error("Too easy to guess. {advice}")]
    Guessable {
        /// How to make the password harder to guess, as a sentence.
        advice: String,
    },
    /// The current password, typed to confirm the action, is wrong or has been changed meanwhile.
    #[error("That is not your current password.")]
    WrongPassword,
    /// The username typed to confirm the action is not that of this account.
    #[error("That is not the username of this account.")]
    OtherUsername,
    /// The new password is the same as the old one.
    #[error("This is your password already. Choose another.")]
    Unchanged,
    /// The value is not an e-mail address, or it has an invisible character.
    #[error("This does not look like an e-mail address.")]
    NotAnEmail,
    /// The value is not a date or a date and time, or there is no such day.
    #[error("Use a date and time such as 2030-01-31 18:00 (UTC).")]
    NotADate,
    /// The time is now or earlier.
    #[error("This must lie in the future.")]
    NotInTheFuture,
    /// The name does not have the form of a role name, or it is `everyone`, which means all roles.
    #[error("2 to 32 lower-case letters, digits, - or _, beginning with a letter.")]
    NotARoleName,
    /// The value is not one of the options, such as a role that does not exist.
    #[error("Choose one of the values offered.")]
    UnknownChoice,
    /// A problem that an application built on Hallpass reports.
    #[error("{message}")]
    Other {
        /// What is shown at the field; should say what to do.
        message: String,
    },
    /// The value of a setting cannot be parsed as a duration.
    #[error("Use a duration such as 90s, 30m, 12h or 14d.")]
    NotADuration,
    /// The value of a setting cannot be parsed as an integer.
    #[error("Use a whole number.")]
    NotANumber,
    /// The value of a setting is not one of the words that the setting accepts.
    #[error("One of these: {words}.")]
    NotOneOf {
        /// The accepted words, separated by commas.
        words: String,
    },
    /// A value of a setting, or the number of selected items, is outside its range.
    #[error("Between {least} and {most}.")]
    OutOfRange {
        /// The minimum (inclusive), as shown to people, such as `30m`.
        least: String,
        /// The maximum (inclusive), as shown to people.
        most: String,
    },
    /// Roles cannot have their own value of this setting.
    #[error("This is the same for everyone.")]
    SameForEveryone,
}
