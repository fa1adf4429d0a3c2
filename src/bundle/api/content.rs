//! `GET /repos/{o}/{r}/git/trees/{sha}?recursive=1` and `GET /repos/{o}/{r}/contents/{path}`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::ApiError;
use super::error::read;

const FILE: &str = "contents of a file";

#[derive(Deserialize)]
struct TreeJson {
    tree: Option<Vec<EntryJson>>,
    truncated: Option<bool>,
}

#[derive(Deserialize)]
struct EntryJson {
    path: Option<String>,
    r#type: Option<String>,
}

#[derive(Deserialize)]
struct ContentJson {
    content: Option<String>,
    encoding: Option<String>,
}

/// The paths of a repository's files, not its folders and submodules; and whether that is all of them:
/// GitHub cuts at 100,000 entries or 7 MB.
pub fn tree(bytes: &[u8]) -> Result<(bool, Vec<String>), ApiError> {
    let tree: TreeJson = read("tree", bytes)?;
    let entries = tree.tree.unwrap_or_default().into_iter();
    let paths = entries.filter(|entry| entry.r#type.as_deref() == Some("blob")).filter_map(|entry| entry.path).collect();
    Ok((!tree.truncated.unwrap_or(false), paths))
}

/// What a directory holds, as paths: its files, and its directories.
pub fn entries(bytes: &[u8]) -> Result<(Vec<String>, Vec<String>), ApiError> {
    let entries: Vec<EntryJson> = read("contents of a directory", bytes)?;
    let of =
        |kind: &str| entries.iter().filter(|entry| entry.r#type.as_deref() == Some(kind)).filter_map(|entry| entry.path.clone()).collect();
    Ok((of("file"), of("dir")))
}

/// The text of a file. What is not UTF-8 becomes U+FFFD, as in a log.
pub fn contents(bytes: &[u8]) -> Result<String, ApiError> {
    let refuse = |why: String| ApiError::Content { what: FILE, why };
    let file: ContentJson = read(FILE, bytes)?;
    let text = file.content.ok_or_else(|| refuse("no content: a folder, a submodule or a link".to_owned()))?;
    match file.encoding.as_deref() {
        Some("base64") => {
            // Wrapped at 60 columns.
            let packed: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            let bytes = STANDARD.decode(packed).map_err(|error| refuse(format!("not base64: {error}")))?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
        // What GitHub says of a file from 1 MB to 100 MB.
        Some("none") => Err(refuse("larger than 1 MB".to_owned())),
        _ => Ok(text),
    }
}
