//! The browser's end of every server function. Nothing is asked without a time limit, and what a page
//! asks by itself waits while one of its own acts changes who is asking.

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

use super::{AppError, Conflict, is_question, owner};

/// How long an answer may take. The server gives up earlier, and says so.
const LIMIT: Duration = Duration::from_secs(40);
/// The same for who is asking: an answer that comes later is asked for again.
const SHORT_LIMIT: Duration = Duration::from_secs(10);
const SHORT: [&str; 2] = ["principal", "visit"];

thread_local! {
    static LINE: RefCell<Line> = const { RefCell::new(Line { holds: 0, running: Vec::new(), waiting: Vec::new() }) };
}

/// The questions of this page.
struct Line {
    /// How many acts that change who is asking are under way.
    holds: usize,
    running: Vec<Weak<AbortController>>,
    waiting: Vec<Waker>,
}

/// As long as this lives, what the page asks by itself waits. See [`hold_questions`].
#[derive(Debug)]
pub struct Hold(());

/// Calls off what the page is asking by itself and holds it back until the answer is dropped. Then it is
/// asked again if the page still belongs to the same account, and dropped otherwise.
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
    /// Ends it.
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

/// Waits until nothing changes who is asking.
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

/// Calls server functions; named in each.
#[derive(Debug)]
pub struct Client;

impl server_fn::client::Client<AppError> for Client {
    type Request = BrowserRequest;
    type Response = Answer;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<Answer, AppError>> + Send {
        // Its own signal is of no use: it cannot be kept until the body is here.
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
                    Ok(answer) => return Ok(answer),
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

/// Why there is no answer.
enum Failure {
    CalledOff,
    TooLate,
    Unreachable,
}

/// A request on its way; it is given up when this is dropped.
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

/// Sends it and reads the whole answer.
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

/// An answer that has been read.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    body: String,
    location: String,
    redirects: bool,
}

impl ClientRes<AppError> for Answer {
    async fn try_into_string(self) -> Result<String, AppError> {
        Ok(self.body)
    }

    async fn try_into_bytes(self) -> Result<Bytes, AppError> {
        Ok(self.body.into())
    }

    fn try_into_stream(self) -> Result<impl Stream<Item = Result<Bytes, Bytes>> + Send + Sync + 'static, AppError> {
        // No function answers with one.
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
