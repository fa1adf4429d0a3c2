//! What may stand between us and GitHub: TLS by a certificate of the network's own, and proxies.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::fake::Fake;
use super::scene::{Ended, LINE, Scene, triage_in};

const ARGUMENTS: [&str; 7] = ["run", "7", "-R", "o/r", "--no-cache", "--format", "json"];
/// Who signed the fake's certificate, which is for `api.github.com` and for this machine, until 2120. Nobody has the key.
const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/tls/authority.pem");
/// What a proxy that knows its users wants: `user:secret`.
const USER: &str = "Basic dXNlcjpzZWNyZXQ=";

fn head(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    String::from_utf8(head).ok()
}

fn serve(each: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let each = Arc::new(each);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let each = Arc::clone(&each);
            std::thread::spawn(move || each(stream.unwrap()));
        }
    });
    port
}

/// The fake's API behind TLS: its port.
fn behind_tls(fake: &Fake) -> u16 {
    let certificate = CertificateDer::from(include_bytes!("tls/certificate.der").as_slice());
    let key = PrivateKeyDer::try_from(include_bytes!("tls/key.der").as_slice()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap());
    let api = fake.api_url.trim_start_matches("http://").trim_end_matches("/api/v3").to_owned();
    serve(move |client| {
        let mut client = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), client);
        let Some(request) = head(&mut client) else { return };
        let mut server = TcpStream::connect(&api).unwrap();
        server.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        server.read_to_end(&mut answer).unwrap();
        drop(client.write_all(&answer));
        client.conn.send_close_notify();
        drop(client.flush());
    })
}

/// A proxy that opens tunnels, all of them to one port of this machine, for those who say who they are.
struct Proxy {
    port: u16,
    /// What was asked of it, first lines only.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn to(port: u16) -> Self {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let journal = Arc::clone(&asked);
        let port = serve(move |mut client| {
            let Some(request) = head(&mut client) else { return };
            journal.lock().unwrap().push(request.lines().next().unwrap().to_owned());
            if !request.lines().any(|line| line.to_ascii_lowercase() == format!("proxy-authorization: {}", USER.to_ascii_lowercase())) {
                client.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").unwrap();
                return;
            }
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || {
                drop(std::io::copy(&mut from, &mut to));
                drop(to.shutdown(Shutdown::Write));
            });
            drop(std::io::copy(&mut server, &mut client));
            drop(client.shutdown(Shutdown::Write));
        });
        Self { port, asked }
    }
}

fn triage(env: &[(&str, &str)]) -> Ended {
    let ended = triage_in(Path::new("/"), None, &ARGUMENTS, &[&[("GH_TOKEN", Fake::TOKEN)], env].concat());
    assert!(!ended.stderr.contains("secret") && !ended.stderr.contains(Fake::TOKEN), "{}", ended.stderr);
    ended
}

/// GitHub's own address, which only the proxy leads anywhere else. The storage is on this machine, and reached directly.
#[test]
fn through_a_proxy() {
    let scene = Scene::new();
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let fake = scene.fake();
        let proxy = Proxy::to(behind_tls(&fake));
        let address = format!("http://user:secret@127.0.0.1:{}", proxy.port);
        let ended = triage(&[(variable, &address), ("SSL_CERT_FILE", AUTHORITY)]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        assert_eq!((ended.first_line().as_str(), ended.missing()), (LINE, vec![]));
        let asked = proxy.asked.lock().unwrap();
        assert!(!asked.is_empty() && asked.iter().all(|line| line == "CONNECT api.github.com:443 HTTP/1.1"), "{asked:?}");
        assert!(fake.journal().iter().all(|request| !request.has("proxy-authorization")), "what is the proxy's is not GitHub's");
    }
}

#[test]
fn proxies_that_do_not_let_us_through() {
    let fake = Scene::new().fake();
    let proxy = Proxy::to(behind_tls(&fake));
    let rows = [
        (format!("http://127.0.0.1:{}", proxy.port), "tunnel error: proxy authorization required"),
        (format!("http://user:wrong-secret@127.0.0.1:{}", proxy.port), "tunnel error: proxy authorization required"),
        ("http://127.0.0.1:1".to_owned(), "Connection refused (os error 111)"),
        ("socks5://127.0.0.1:1".to_owned(), "unsupported scheme socks5"),
    ];
    for (address, why) in rows {
        let ended = triage(&[("HTTPS_PROXY", &address), ("SSL_CERT_FILE", AUTHORITY)]);
        let shown = address.rsplit(['/', '@']).next().unwrap();
        let expected = format!(
            "error: failed to read run 7 of o/r: cannot reach api.github.com: through the proxy {shown}: {why}\n\nhint: check the proxy: HTTPS_PROXY="
        );
        assert_eq!((ended.code, ended.stdout.as_str()), (3, ""));
        #[cfg(target_os = "linux")]
        assert!(ended.stderr.starts_with(&expected), "{}", ended.stderr);
    }
    assert_eq!(fake.journal().len(), 0);
}

/// This machine is reached without a proxy, whatever the environment says, as `gh` does it.
#[test]
fn a_certificate_of_the_networks_own() {
    let fake = Scene::new().fake();
    let api = format!("https://localhost:{}", behind_tls(&fake));
    let dead = ("HTTPS_PROXY", "http://127.0.0.1:1");
    let known = triage(&[("GITHUB_API_URL", &api), ("SSL_CERT_FILE", AUTHORITY), dead]);
    assert_eq!(known.code, 0, "{}", known.stderr);
    assert_eq!((known.first_line().as_str(), known.missing()), (LINE, vec![]));
    let asked = fake.journal().len();
    let unknown = triage(&[("GITHUB_API_URL", &api)]);
    assert_eq!(unknown.code, 3);
    assert!(
        unknown.stderr.contains(": invalid peer certificate: UnknownIssuer\n\nhint: name the certificate that")
            && unknown.stderr.contains("SSL_CERT_FILE"),
        "{}",
        unknown.stderr
    );
    assert_eq!(fake.journal().len(), asked, "nothing is said to who cannot show who it is");
    let nowhere = triage(&[("GITHUB_API_URL", &api), ("SSL_CERT_FILE", "/nowhere.pem")]);
    assert_eq!(nowhere.code, 3);
    assert!(
        nowhere.stderr.starts_with("error: failed to set up the connection to GitHub: ") && nowhere.stderr.contains("SSL_CERT_FILE"),
        "{}",
        nowhere.stderr
    );
}

/// `GH_HOST` alone says where the API is, and which of `gh`'s tokens is meant.
#[cfg(unix)]
#[test]
fn github_enterprise_server_by_its_host() {
    use std::os::unix::fs::PermissionsExt as _;
    let scene = Scene::new();
    let fake = Fake::start_below(&scene.path(""), "/api/v3");
    let host = format!("localhost:{}", behind_tls(&fake));
    let directory = tempfile::tempdir().unwrap();
    let gh = directory.path().join("gh");
    std::fs::write(&gh, format!("#!/bin/sh\n[ \"$*\" = 'auth token --hostname {host}' ] && echo {}\n", Fake::TOKEN)).unwrap();
    std::fs::set_permissions(&gh, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", directory.path().display(), std::env::var("PATH").unwrap());
    let env = [("GH_HOST", host.as_str()), ("SSL_CERT_FILE", AUTHORITY), ("PATH", &path)];
    let ended = triage_in(Path::new("/"), None, &ARGUMENTS, &env);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!((ended.first_line().as_str(), ended.missing()), (LINE, vec![]));
    assert!(
        fake.journal().iter().all(|request| request.path.starts_with("/api/v3/repos/") || request.path.starts_with("/actions-results/"))
    );
    let address = format!("https://{host}/o/r/actions/runs/7");
    assert_eq!(triage_in(Path::new("/"), None, &["run", &address], &env).code, 0);
    let elsewhere = triage_in(Path::new("/"), None, &["run", "https://github.com/o/r/actions/runs/7"], &env);
    assert_eq!(elsewhere.code, 2);
    assert!(
        elsewhere.stderr.starts_with("error: failed to use an address on github.com: the GitHub that is asked is localhost"),
        "{}",
        elsewhere.stderr
    );
}
