//! Effects, memos and parts of views. The constructors of Leptos are compiled again for each closure. These are compiled
//! once for each type of value and call the closure through a pointer, which makes the browser bundle smaller.

use leptos::prelude::*;

/// Like [`Effect::new`].
pub fn effect(run: impl FnMut() + 'static) {
    let run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(run);
}

/// Like [`Effect::new`] with a closure that receives what it returned the last time.
pub fn effect_with_last<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut last = None;
    effect(move || last = Some(run(last.take())));
}

type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// Like [`Memo::new`].
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute: Compute<T> = Box::new(compute);
    Memo::new(compute)
}

/// A part of a view that follows the signals that it reads. `{dynamic(move || …)}` renders the same as `{move || …}`.
pub fn dynamic<V: IntoView + 'static>(mut part: impl FnMut() -> V + Send + 'static) -> AnyView {
    let part: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || part().into_any());
    part.into_any()
}
