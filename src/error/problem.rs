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
    #[error("Fill this in.")]
    Required,
    /// Characters are code points, counted after normalization.
    #[error("At least {min} characters; this has {found}.")]
    TooShort { min: usize, found: usize },
    #[error("At most {max} characters.")]
    TooLong { max: usize },
    #[error("Use only letters, numbers, and . _ -, and start and end with a letter or number.")]
    NameCharacters,
    /// U+200C or U+200D, which some scripts need but identifiers do not.
    #[error("A username can’t contain an invisible joiner. Leave it out, or write _ in its place.")]
    NameJoiner,
    #[error("Use letters and numbers from one alphabet only, so nobody can imitate another name.")]
    MixedScripts,
    #[error("This name is taken.")]
    NameTaken,
    #[error("This name looks too much like one that exists. Choose another.")]
    NameConfusable,
    #[error("That name is reserved. Choose another.")]
    NameReserved,
    #[error("This has a hidden character that can’t be used here. Delete it, or type the text again.")]
    HiddenCharacters,
    /// zxcvbn estimates how easily a password can be guessed (ASVS 6.2.4, 6.2.11).
    #[error("Too easy to guess. {advice}")]
    Guessable { advice: String },
    #[error("That is not your current password.")]
    WrongPassword,
    /// The username typed to confirm the action is not that of this account.
    #[error("That is not the username of this account.")]
    OtherUsername,
    /// The new password is the same as the old one.
    #[error("This is your password already. Choose another.")]
    Unchanged,
    #[error("This does not look like an e-mail address.")]
    NotAnEmail,
    #[error("Use a date and time such as 2030-01-31 18:00 (UTC).")]
    NotADate,
    #[error("This must lie in the future.")]
    NotInTheFuture,
    #[error("2 to 32 lower-case letters, digits, - or _, beginning with a letter.")]
    NotARoleName,
    #[error("Choose one of the values offered.")]
    UnknownChoice,
    /// A problem that an application built on Hallpass reports; `message` should say what to do.
    #[error("{message}")]
    Other { message: String },
    #[error("Use a duration such as 90s, 30m, 12h or 14d.")]
    NotADuration,
    #[error("Use a whole number.")]
    NotANumber,
    #[error("One of these: {words}.")]
    NotOneOf { words: String },
    #[error("Between {least} and {most}.")]
    OutOfRange { least: String, most: String },
    /// Roles cannot have their own value of this setting.
    #[error("This is the same for everyone.")]
    SameForEveryone,
}
