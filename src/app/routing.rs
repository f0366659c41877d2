//! Builds the routes from the pages of all features. Each is behind the gate of its rule; there is no other way to add
//! one.

use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    NestedRoute, OptionalParamSegment, ParamSegment, PartialPathMatch, PathSegment, PossibleRouteMatch, StaticSegment,
    WildcardSegment,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Outlet,
};

use super::{gate::Gate, lazy_page::LazyPage};
use crate::{
    access::Rule,
    feature::{Page, PageView},
};

/// A path such as `/accounts/:id`, parsed whenever it is matched. A parameter that ends with `?` may be left out; it must
/// be the last segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern(pub(super) &'static str);

enum Segment {
    Static(StaticSegment<&'static str>),
    Param(ParamSegment),
    Optional(OptionalParamSegment),
    Rest(WildcardSegment),
}

impl Segment {
    fn of(text: &'static str) -> Self {
        if let Some(name) = text.strip_prefix(':') {
            match name.strip_suffix('?') {
                Some(name) => Self::Optional(OptionalParamSegment(name)),
                None => Self::Param(ParamSegment(name)),
            }
        } else if let Some(name) = text.strip_prefix('*') {
            Self::Rest(WildcardSegment(name))
        } else {
            Self::Static(StaticSegment(text))
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Static(_) => 0,
            Self::Param(_) | Self::Optional(_) => 1,
            Self::Rest(_) => 2,
        }
    }

    fn matcher(&self) -> &dyn PossibleRouteMatch {
        match self {
            Self::Static(one) => one,
            Self::Param(one) => one,
            Self::Optional(one) => one,
            Self::Rest(one) => one,
        }
    }
}

impl Pattern {
    fn segments(self) -> impl Iterator<Item = Segment> {
        self.0.split('/').filter(|text| !text.is_empty()).map(Segment::of)
    }

    /// The sort key of a pattern. Leptos takes the first matching route, so static segments come before parameters.
    pub(super) fn rank(self) -> Vec<u8> {
        self.segments().map(|segment| segment.rank()).collect()
    }

    pub(super) fn is_static(self) -> bool {
        self.rank().iter().all(|rank| *rank == 0)
    }
}

impl PossibleRouteMatch for Pattern {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let (mut remaining, mut length, mut params) = (path, 0, Vec::new());
        for segment in self.segments() {
            let part = segment.matcher().test(remaining)?;
            length += part.matched().len();
            remaining = part.remaining();
            params.extend(part.params());
        }
        Some(PartialPathMatch::new(remaining, params, &path[..length]))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        self.segments().for_each(|segment| segment.matcher().generate_path(path));
    }
}

/// Builds the routes, grouped by rule behind shared gates, which stay mounted during navigation. Pages with parameters
/// are grouped only if they are adjacent in rank order, so that none hides another.
pub(super) fn routes<'a>(pages: impl Iterator<Item = &'a Page>) -> StaticVec<AnyNestedRoute> {
    let mut groups: Vec<(Rule, Vec<&Page>)> = Vec::new();
    let (fixed, mut open): (Vec<&Page>, Vec<&Page>) = pages.partition(|page| Pattern(page.access.path).is_static());
    for page in fixed {
        match groups.iter_mut().find(|(rule, _)| *rule == page.access.rule) {
            Some((_, pages)) => pages.push(page),
            None => groups.push((page.access.rule, vec![page])),
        }
    }
    open.sort_by_key(|page| Pattern(page.access.path).rank());
    for page in open {
        match groups.last_mut().filter(|(rule, _)| *rule == page.access.rule) {
            Some((_, pages)) => pages.push(page),
            None => groups.push((page.access.rule, vec![page])),
        }
    }
    let group = |(rule, pages): (Rule, Vec<&Page>)| {
        let children: Vec<AnyNestedRoute> = pages.into_iter().map(route).collect();
        NestedRoute::new((), gated(rule)).child(StaticVec::from(children)).into_any_nested_route()
    };
    groups.into_iter().map(group).collect::<Vec<_>>().into()
}

/// The page that the router shows at an address.
pub(super) fn page_at<'a>(pages: impl Iterator<Item = &'a Page>, path: &str) -> Option<&'a Page> {
    let matches = |page: &&Page| Pattern(page.access.path).test(path).is_some_and(|part| part.is_complete());
    let rank = |page: &&Page| {
        let pattern = Pattern(page.access.path);
        (!pattern.is_static(), pattern.rank())
    };
    pages.filter(matches).min_by_key(rank)
}

fn gated(rule: Rule) -> impl Fn() -> AnyView + Send + Clone + 'static {
    move || view! { <Gate rule content=|| view! { <Outlet/> }.into_any()/> }.into_any()
}

fn shown(view: &PageView) -> AnyView {
    match view {
        PageView::Eager(view) => view(),
        PageView::Lazy(view) => view! { <LazyPage view=*view/> }.into_any(),
    }
}

fn route(page: &Page) -> AnyNestedRoute {
    let view = page.view.clone();
    NestedRoute::new(Pattern(page.access.path), move || shown(&view)).ssr_mode(page.ssr.clone()).into_any_nested_route()
}

#[cfg(test)]
mod tests {
    use leptos_router::path;

    use super::*;

    const PATHS: [&str; 12] = [
        "",
        "/",
        "/accounts",
        "/accounts/",
        "/accounts/7",
        "/accounts/bulk",
        "/accounts/7/",
        "/accounts/7/x",
        "/account",
        "/accountsx",
        "/files/a/b/c",
        "/files",
    ];

    fn is_like(own: Pattern, theirs: &dyn PossibleRouteMatch) {
        for path in PATHS {
            let show = |part: Option<PartialPathMatch<'_>>| {
                part.map(|part| (part.matched().to_owned(), part.remaining().to_owned(), part.params()))
            };
            assert_eq!(show(own.test(path)), show(theirs.test(path)), "{} {path}", own.0);
        }
        let (mut one, mut other) = (Vec::new(), Vec::new());
        own.generate_path(&mut one);
        theirs.generate_path(&mut other);
        assert_eq!(one, other);
    }

    #[test]
    fn a_pattern_matches_like_the_router_macro() {
        is_like(Pattern(""), &path!(""));
        is_like(Pattern("/accounts"), &path!("/accounts"));
        is_like(Pattern("/accounts/:id"), &path!("/accounts/:id"));
        is_like(Pattern("/accounts/bulk"), &path!("/accounts/bulk"));
        is_like(Pattern("/:a/:b"), &path!("/:a/:b"));
        is_like(Pattern("/files/*rest"), &path!("/files/*rest"));
    }

    #[test]
    fn an_optional_parameter_may_be_left_out() {
        let pattern = Pattern("/accounts/:id/:view?");
        let found = |path: &str| pattern.test(path).filter(PartialPathMatch::is_complete).map(PartialPathMatch::params);
        let id = || ("id".into(), "7".to_owned());
        for path in ["/accounts/7", "/accounts/7/"] {
            assert_eq!(found(path), Some(vec![id()]), "{path}");
        }
        assert_eq!(found("/accounts/7/bans"), Some(vec![id(), ("view".into(), "bans".to_owned())]));
        for path in ["/accounts", "/accounts/", "/accounts/7/bans/x"] {
            assert_eq!(found(path), None, "{path}");
        }
        assert!(!pattern.is_static());
        assert!(Pattern("/accounts/:id/export").rank() < pattern.rank(), "static segments come first");
    }
}
