//! The client of every server function in the browser. Every request has a time limit, and requests that a page makes
//! by itself wait while one of its own actions changes who is signed in.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    rc::{Rc, Weak},
    task::{Poll, Waker},
    time::Duration,
};

use futures_util::{Sink, Stream, stream::Empty};
use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    prelude::{set_timeout_with_handle, window},
    server_fn::{
        self, Bytes, client::browser::BrowserClient, redirect::REDIRECT_HEADER, request::browser::BrowserRequest,
        response::ClientRes,
    },
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Request, RequestInit, Response};

use super::{
    app_error::AppError,
    conflict::Conflict,
    form::{is_question, owner},
};

/// The time limit of a request. The server's own limit is shorter, and the server says when it is exceeded.
const LIMIT: Duration = Duration::from_secs(40);
/// The time limit of requests about the current principal, which are retried.
const SHORT_LIMIT: Duration = Duration::from_secs(10);
const SHORT: [&str; 2] = ["principal", "visit"];

thread_local! {
    static LINE: RefCell<Line> = const { RefCell::new(Line { holds: 0, running: Vec::new(), waiting: Vec::new() }) };
}

/// Called with the path of a server function.
type Listener = Box<dyn Fn(&str)>;

thread_local! {
    static ON_SIGNED_OUT: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Sets a function to be called with the path of each server function that the server refuses because the session has
/// ended. An action cannot be relied on for this: the page may be locked, and its forms removed, before the action
/// receives the response.
pub(crate) fn on_signed_out(run: impl Fn(&str) + 'static) {
    ON_SIGNED_OUT.set(Some(Box::new(run)));
}

/// The requests that this page makes by itself.
struct Line {
    /// The number of actions in progress that change who is signed in.
    holds: usize,
    running: Vec<Weak<AbortController>>,
    waiting: Vec<Waker>,
}

/// While this exists, requests that the page makes by itself wait. See [`hold_questions`].
#[derive(Debug)]
pub struct Hold(());

/// Aborts the requests that the page is making by itself, and holds them and new ones back until the returned guard is
/// dropped. Then they are sent if the page still belongs to the same account, and fail otherwise.
pub fn hold_questions() -> Hold {
    let running = LINE.with_borrow_mut(|line| {
        line.holds += 1;
        std::mem::take(&mut line.running)
    });
    for question in running.iter().filter_map(Weak::upgrade) {
        question.abort();
    }
    Hold(())
}

impl Hold {
    /// Releases the hold.
    pub fn release(self) {}
}

impl Drop for Hold {
    fn drop(&mut self) {
        let waiting = LINE.with_borrow_mut(|line| {
            line.holds -= 1;
            if line.holds == 0 { std::mem::take(&mut line.waiting) } else { Vec::new() }
        });
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// Waits until no action is changing who is signed in.
async fn settled() {
    poll_fn(|context| {
        LINE.with_borrow_mut(|line| {
            if line.holds == 0 {
                return Poll::Ready(());
            }
            line.waiting.push(context.waker().clone());
            Poll::Pending
        })
    })
    .await;
}

/// The client that every server function names in `#[server]`.
#[derive(Debug)]
pub struct Client;

impl server_fn::client::Client<AppError> for Client {
    type Request = BrowserRequest;
    type Response = Answer;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<Answer, AppError>> + Send {
        // The request's own abort signal is of no use: it cannot be kept until the body has arrived.
        let request = SendWrapper::new(Request::from(request));
        SendWrapper::new(async move {
            let url = request.url();
            let function = url.rsplit('/').next().unwrap_or_default();
            let limit = if SHORT.contains(&function) { SHORT_LIMIT } else { LIMIT };
            let (is_question, asker) = (is_question(function), owner());
            loop {
                if is_question {
                    settled().await;
                    if owner() != asker {
                        return Err(AppError::Conflict { conflict: Conflict::SomebodyElse });
                    }
                }
                match fetch(&request, limit, is_question).await {
                    Ok(answer) => {
                        if answer.error() == Some(AppError::SignInRequired) {
                            ON_SIGNED_OUT.with_borrow(|run| {
                                if let Some(run) = run {
                                    run(&path_of(&url));
                                }
                            });
                        }
                        return Ok(answer);
                    }
                    Err(Failure::CalledOff) => {}
                    Err(Failure::TooLate) => return Err(AppError::Unanswered),
                    Err(Failure::Unreachable) => return Err(AppError::Offline),
                }
            }
        })
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl Sink<Bytes> + Send + 'static),
            AppError,
        >,
    > + Send {
        <BrowserClient as server_fn::client::Client<AppError>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        wasm_bindgen_futures::spawn_local(future);
    }
}

fn path_of(url: &str) -> String {
    web_sys::Url::new(url).map(|url| url.pathname()).unwrap_or_default()
}

/// Why a request got no response.
enum Failure {
    CalledOff,
    TooLate,
    Unreachable,
}

/// A request in progress; dropping this aborts it.
struct Running {
    controller: Rc<AbortController>,
    timer: Option<TimeoutHandle>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        self.controller.abort();
    }
}

async fn fetch(request: &Request, limit: Duration, is_question: bool) -> Result<Answer, Failure> {
    let controller = Rc::new(AbortController::new().map_err(|_| Failure::Unreachable)?);
    let signal = controller.signal();
    let is_late = Rc::new(Cell::new(false));
    let give_up = {
        let (controller, is_late) = (Rc::clone(&controller), Rc::clone(&is_late));
        move || {
            is_late.set(true);
            controller.abort();
        }
    };
    if is_question {
        LINE.with_borrow_mut(|line| {
            line.running.retain(|question| question.strong_count() > 0);
            line.running.push(Rc::downgrade(&controller));
        });
    }
    let _running = Running { controller, timer: set_timeout_with_handle(give_up, limit).ok() };
    read(request, &signal).await.map_err(|_| {
        if is_late.get() {
            Failure::TooLate
        } else if signal.aborted() {
            Failure::CalledOff
        } else {
            Failure::Unreachable
        }
    })
}

/// Sends the request and reads the whole response.
async fn read(request: &Request, signal: &AbortSignal) -> Result<Answer, JsValue> {
    let init = RequestInit::new();
    init.set_signal(Some(signal));
    let sent = window().fetch_with_request_and_init(&request.clone()?, &init);
    let response: Response = JsFuture::from(sent).await?.unchecked_into();
    let body = JsFuture::from(response.text()?).await?;
    let headers = response.headers();
    Ok(Answer {
        status: response.status(),
        body: body.as_string().unwrap_or_default(),
        location: headers.get("Location")?.unwrap_or_else(|| response.url()),
        redirects: headers.has(REDIRECT_HEADER)?,
    })
}

/// A response with its body.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    body: String,
    location: String,
    redirects: bool,
}

impl Answer {
    /// The error in the response, if the request failed.
    fn error(&self) -> Option<AppError> {
        if self.status < 400 { None } else { serde_json::from_str(&self.body).ok() }
    }
}

impl ClientRes<AppError> for Answer {
    async fn try_into_string(self) -> Result<String, AppError> {
        Ok(self.body)
    }

    async fn try_into_bytes(self) -> Result<Bytes, AppError> {
        Ok(self.body.into())
    }

    fn try_into_stream(self) -> Result<impl Stream<Item = Result<Bytes, Bytes>> + Send + Sync + 'static, AppError> {
        // No function returns a stream.
        Err::<Empty<_>, _>(AppError::Internal { request_id: String::new() })
    }

    fn status(&self) -> u16 {
        self.status
    }

    fn status_text(&self) -> String {
        String::new()
    }

    fn location(&self) -> String {
        self.location.clone()
    }

    fn has_redirect(&self) -> bool {
        self.redirects
    }
}
