//! As much of HTTP/1.1 as a client needs to believe it.

use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Which of the two listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Api,
    Blob,
}

/// A request as it came. Of its headers only the names, in lower case: a journal that a failed test prints holds no token.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) host: Host,
    pub(crate) method: String,
    /// As sent, percent-encoded, without the query.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<String>,
    pub(crate) body: Vec<u8>,
    /// The `ETag` that the client has.
    pub(crate) if_none_match: Option<String>,
    /// Counts from 1 where the fake answers in rounds, else 0.
    pub(crate) round: usize,
}

impl Request {
    /// A parameter of the query.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Whether it brought a header.
    pub(crate) fn has(&self, header: &str) -> bool {
        self.headers.iter().any(|name| name == header)
    }
}

/// What is sent back.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type".to_owned(), kind.to_owned())], body: body.into() }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Writes it, or so much of it as the damage leaves. Nobody may be listening any more: no error.
    pub(crate) fn write(&self, stream: &mut impl Write, damage: Damage) {
        let length = if let Damage::Length(length) = damage { length } else { self.body.len() };
        let mut head = format!("HTTP/1.1 {} Fake\r\nconnection: close\r\ncontent-length: {length}\r\n", self.status);
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        match damage {
            Damage::None | Damage::Length(_) => bytes.extend(&self.body),
            Damage::Body(cut) => bytes.extend(&self.body[..cut.min(self.body.len())]),
            Damage::Head(cut) => bytes.truncate(cut),
        }
        drop(stream.write_all(&bytes).and_then(|()| stream.flush()));
    }
}

/// What the network does to an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Nothing.
    None,
    /// The connection ends after so many bytes of the body.
    Body(usize),
    /// It ends after so many bytes of the head.
    Head(usize),
    /// The head says another length than the body has.
    Length(usize),
}

/// The request and its `Authorization`; none if the connection brought none.
pub(crate) fn read(stream: &TcpStream, host: Host) -> Option<(Request, Option<String>)> {
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let mut reader = BufReader::new(stream);
    let first = line(&mut reader)?;
    let mut words = first.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut request = Request {
        host,
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        if_none_match: None,
        round: 0,
    };
    let (mut authorization, mut length) = (None, 0);
    loop {
        let header = line(&mut reader)?;
        let Some((name, value)) = header.split_once(':') else { break };
        let (name, value) = (name.to_ascii_lowercase(), value.trim());
        match name.as_str() {
            "authorization" => authorization = Some(value.to_owned()),
            "if-none-match" => request.if_none_match = Some(value.to_owned()),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
        request.headers.push(name);
    }
    reader.take(length).read_to_end(&mut request.body).ok()?;
    Some((request, authorization))
}

fn line(reader: &mut BufReader<&TcpStream>) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    Some(line.trim_end().to_owned())
}
