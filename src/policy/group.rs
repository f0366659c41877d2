//! The groups in which the console shows the settings.

/// A group of settings.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Group {
    /// How long sessions last, and how many there are.
    Sessions,
    /// What it takes to sign in.
    SignIn,
    /// Who can create an account.
    SignUp,
    /// How long records are stored.
    Records,
    /// The settings of one of the application's features.
    Feature {
        /// The feature's name.
        name: &'static str,
        /// The text of the feature's link, if it has one.
        title: Option<fn() -> String>,
    },
}

impl Group {
    /// Hallpass's own groups, in display order.
    pub(crate) const OWN: [Self; 4] = [Self::Sessions, Self::SignIn, Self::SignUp, Self::Records];

    /// Whether both are the same group.
    pub(crate) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Feature { name: one, .. }, Self::Feature { name: other, .. }) => one == other,
            (one, other) => std::mem::discriminant(&one) == std::mem::discriminant(&other),
        }
    }

    /// A feature's name as a title: "Shop orders" for `shop_orders`.
    pub(crate) fn titled(name: &str) -> String {
        let mut letters = name.chars().map(|letter| if letter == '_' { ' ' } else { letter });
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_without_a_link_is_titled_by_its_name() {
        assert_eq!([Group::titled("choir"), Group::titled("shop_orders")], ["Choir", "Shop orders"]);
    }

    #[test]
    fn groups_of_features_are_told_apart_by_name() {
        let of = |name| Group::Feature { name, title: None };
        assert!(of("choir").is(of("choir")) && !of("choir").is(of("shop")) && !of("choir").is(Group::Records));
        assert!(Group::Records.is(Group::Records) && !Group::Records.is(Group::SignUp));
    }
}
