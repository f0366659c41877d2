//! Values of all settings.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

use super::settings::Setting;

/// One value for each setting, in the order of [`Setting::all`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values<T>(Vec<T>);

impl<T> Values<T> {
    /// Creates the values from each setting.
    pub fn of(value: impl FnMut(&'static Setting) -> T) -> Self {
        Self(Setting::all().map(value).collect())
    }

    /// The settings and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Setting, &T)> {
        Setting::all().zip(&self.0)
    }
}

/// # Panics
/// If no feature declares the setting.
impl<T> Index<&Setting> for Values<T> {
    type Output = T;

    fn index(&self, setting: &Setting) -> &T {
        setting.place().and_then(|place| self.0.get(place)).expect("a setting that a feature declares")
    }
}

/// # Panics
/// If no feature declares the setting.
impl<T> IndexMut<&Setting> for Values<T> {
    fn index_mut(&mut self, setting: &Setting) -> &mut T {
        setting.place().and_then(|place| self.0.get_mut(place)).expect("a setting that a feature declares")
    }
}
