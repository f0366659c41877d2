//! Durations in the form: a number, and a unit beside it. What is typed with its own units, such as `1h 30m`, counts as
//! it is.

/// The units, shortest first.
pub(super) const UNITS: [&str; 4] = ["s", "m", "h", "d"];

/// The field with the unit of a duration. No setting can have this name.
pub(super) fn unit_field(setting: &str) -> String {
    format!("{setting}-unit")
}

/// The value of both fields.
pub(super) fn with_unit(typed: &str, unit: &str) -> String {
    let number = typed.trim();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && UNITS.contains(&unit) { format!("{number}{unit}") } else { typed.to_owned() }
}

/// The number and the unit of a value that has one of each.
pub(super) fn split(value: &str) -> Option<(&str, &'static str)> {
    let unit = UNITS.into_iter().find(|unit| value.ends_with(unit))?;
    let number = value.strip_suffix(unit)?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_gets_the_unit_beside_it() {
        for (typed, unit, value) in [
            ("30", "m", "30m"),
            (" 2 ", "d", "2d"),
            ("30m", "h", "30m"),
            ("1h", "d", "1h"),
            ("2d", "s", "2d"),
            ("1h 30m", "d", "1h 30m"),
            ("", "m", ""),
            ("default", "m", "default"),
            ("soon", "m", "soon"),
            ("-5", "m", "-5"),
            ("30", "weeks", "30"),
        ] {
            assert_eq!(with_unit(typed, unit), value, "{typed:?} {unit}");
        }
    }

    #[test]
    fn values_are_split_and_joined_again() {
        for value in ["90s", "30m", "12h", "14d"] {
            let (number, unit) = split(value).unwrap();
            assert_eq!(with_unit(number, unit), value);
        }
        for value in ["", "m", "30", "soon", "1h 30m", "5 years"] {
            assert_eq!(split(value), None, "{value:?}");
        }
    }
}
