//! A catalogue as the macro writes it, in the browser: only its name, because pages load the texts.

/// The texts of one library or application.
#[derive(Debug)]
pub struct Source {
    /// The package's name.
    pub name: &'static str,
}

/// For the code that [`texts!`](crate::texts) generates: a catalogue without its texts.
#[doc(hidden)]
#[macro_export]
macro_rules! source {
    (name: $name:expr, $($texts:tt)*) => {
        $crate::locale::Source { name: $name }
    };
}
