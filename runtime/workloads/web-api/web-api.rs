// The web API of service.h, with hyper and tokio: JSON over HTTP, and a store in
// memory behind a lock. Each connection is a task.

use hyper::body::HttpBody;
use hyper::header::{ALLOW, CONTENT_TYPE, LOCATION};
use hyper::service::{make_service_fn, service_fn};
use hyper::{Body, Method, Request, Response, Server};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::process::exit;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};
use tokio::signal::unix::{signal, SignalKind};

const MAX_ITEMS: usize = 100_000;
const MAX_BODY: usize = 64 * 1024;

#[derive(Clone)]
struct Item {
    name: String,
    price: i64,
}

#[derive(Default)]
struct Table {
    items: BTreeMap<u64, Item>,
    last_id: u64,
}

/// Requests, in classes of time: see meter.h.
struct Meter([AtomicU64; 256]);

impl Meter {
    fn add(&self, time: Duration) {
        let time = time.as_nanos() as u64;
        let class = if time < 4 {
            time
        } else {
            let shift = 61 - u64::from(time.leading_zeros());
            4 * shift + (time >> shift)
        };
        self.0[class as usize].fetch_add(1, Relaxed);
    }
    fn read(&self) -> Vec<(u64, u64)> {
        let end = |class: u64| if class < 4 { class + 1 } else { (class % 4 + 5) << (class / 4 - 1) };
        let counts = self.0.iter().map(|count| count.load(Relaxed));
        (0..).zip(counts).filter(|(_, count)| *count > 0).map(|(i, count)| (end(i), count)).collect()
    }
}

struct Service {
    items: RwLock<Table>,
    meter: Meter,
}

fn text(status: u16, kind: &'static str, body: impl Into<Body>) -> Response<Body> {
    let answer = Response::builder().status(status).header(CONTENT_TYPE, kind);
    answer.body(body.into()).unwrap()
}

fn tell(status: u16, what: Value) -> Response<Body> {
    text(status, "application/json", what.to_string())
}

fn refuse(status: u16, why: &str) -> Response<Body> {
    tell(status, json!({ "error": why }))
}

fn not_allowed(methods: &'static str) -> Response<Body> {
    let mut answer = refuse(405, "there is no such method here");
    answer.headers_mut().insert(ALLOW, methods.parse().unwrap());
    answer
}

fn to_json(id: u64, item: &Item) -> Value {
    json!({ "id": id, "name": item.name, "price": item.price })
}

/// The whole body, if it is not too large.
async fn read_body(body: &mut Body) -> Result<Vec<u8>, Response<Body>> {
    let mut all = Vec::new();
    while let Some(part) = body.data().await {
        let part = part.map_err(|_| refuse(400, "the body does not arrive"))?;
        if all.len() + part.len() > MAX_BODY {
            return Err(refuse(413, "the body is too large"));
        }
        all.extend_from_slice(&part);
    }
    Ok(all)
}

fn read_item(body: &[u8]) -> Result<Item, Response<Body>> {
    let said: Value = serde_json::from_slice(body).map_err(|_| refuse(400, "the body is no JSON"))?;
    let members = said.as_object().filter(|all| all.len() == 2);
    let name = members.and_then(|all| all.get("name")?.as_str());
    let price = members.and_then(|all| all.get("price")?.as_i64());
    let (Some(name), Some(price)) = (name, price) else {
        return Err(refuse(422, "an item has a name, a text, and a price, a number"));
    };
    if name.is_empty() || name.len() > 100 || !(0..=1_000_000_000).contains(&price) {
        return Err(refuse(422, "a name has 1 to 100 bytes, a price is 0 to 1000000000"));
    }
    Ok(Item { name: name.to_string(), price })
}

impl Service {
    fn list(&self) -> Response<Body> {
        let all = self.items.read().unwrap();
        tell(200, all.items.iter().take(100).map(|(id, item)| to_json(*id, item)).collect())
    }

    fn add(&self, item: Item) -> Response<Body> {
        let id = {
            let mut all = self.items.write().unwrap();
            if all.items.len() == MAX_ITEMS {
                return refuse(507, "the store is full");
            }
            all.last_id += 1;
            let id = all.last_id;
            all.items.insert(id, item.clone());
            id
        };
        let mut answer = tell(201, to_json(id, &item));
        answer.headers_mut().insert(LOCATION, format!("/items/{id}").parse().unwrap());
        answer
    }

    fn find(&self, id: u64) -> Response<Body> {
        let found = self.items.read().unwrap().items.get(&id).cloned();
        found.map_or_else(missing, |item| tell(200, to_json(id, &item)))
    }

    fn replace(&self, id: u64, by: Item) -> Response<Body> {
        match self.items.write().unwrap().items.get_mut(&id) {
            Some(item) => *item = by.clone(),
            None => return missing(),
        }
        tell(200, to_json(id, &by))
    }

    fn remove(&self, id: u64) -> Response<Body> {
        let removed = self.items.write().unwrap().items.remove(&id);
        removed.map_or_else(missing, |_| Response::builder().status(204).body(Body::empty()).unwrap())
    }

    async fn route(&self, asked: &mut Request<Body>) -> Result<Response<Body>, Response<Body>> {
        let (path, method) = (asked.uri().path(), asked.method());
        let is_get = method == Method::GET;
        Ok(match path {
            "/" if is_get => text(200, "text/html; charset=utf-8", include_str!("page.html")),
            "/meter" if is_get => tell(200, json!(self.meter.read())),
            "/" | "/meter" => not_allowed("GET"),
            "/items" if is_get => self.list(),
            "/items" if method == Method::POST => {
                self.add(read_item(&read_body(asked.body_mut()).await?)?)
            }
            "/items" => not_allowed("GET, POST"),
            _ => {
                let id = path.strip_prefix("/items/").and_then(|id| id.parse().ok());
                let Some(id) = id else { return Err(refuse(404, "there is nothing here")) };
                match *method {
                    Method::GET => self.find(id),
                    Method::DELETE => self.remove(id),
                    Method::PUT => {
                        self.replace(id, read_item(&read_body(asked.body_mut()).await?)?)
                    }
                    _ => not_allowed("GET, PUT, DELETE"),
                }
            }
        })
    }

    async fn answer(&self, mut asked: Request<Body>) -> Response<Body> {
        let begin = Instant::now();
        let answer = self.route(&mut asked).await.unwrap_or_else(|refused| refused);
        self.meter.add(begin.elapsed());
        answer
    }
}

fn missing() -> Response<Body> {
    refuse(404, "there is no such item")
}

#[tokio::main]
async fn main() {
    let port: u16 = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a port");
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).unwrap_or_else(|error| {
        eprintln!("port {port}: {error}");
        exit(1)
    });
    println!("{}", listener.local_addr().unwrap().port());
    let service = Arc::new(Service {
        items: RwLock::default(),
        meter: Meter(std::array::from_fn(|_| AtomicU64::new(0))),
    });
    let connect = make_service_fn(|_| {
        let service = service.clone();
        let answer = move |asked| {
            let service = service.clone();
            async move { Ok::<_, Infallible>(service.answer(asked).await) }
        };
        async { Ok::<_, Infallible>(service_fn(answer)) }
    });
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt()).unwrap(), signal(SignalKind::terminate()).unwrap());
    let server = Server::from_tcp(listener).unwrap().tcp_nodelay(true).serve(connect);
    let ended = server.with_graceful_shutdown(async {
        tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
    });
    ended.await.unwrap();
}
