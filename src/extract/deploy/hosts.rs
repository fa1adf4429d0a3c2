//! Command lines of hosts: Vercel, Netlify, Firebase, Chromatic, Codecov, Sonar.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "hosts",
    literals: &[
        "Error: No existing credentials found. Please run `vercel",
        "Error: The specified token is not valid",
        "Error: Project not found",
        "Error: Command \"vercel build\"",
        "Error! ",
        "Missing project token",
        "Error: Failed to get Firebase project",
        "Error: HTTP Error: ",
        "Failed to authenticate, have you run",
        "Error: An unexpected error has occurred",
        "QUALITY GATE STATUS: FAILED",
        "ERROR: Error during SonarScanner execution",
        "ERROR Error during SonarScanner execution",
        "Not authorized. Please check the",
        "You're not authorized to",
        "Upload failed: {",
        "Token required because branch is protected",
        "Failed to properly upload",
        "Error while running Netlify",
        "Error: Unauthorized: could not retrieve project",
        "Failed to properly create commit",
        "An Expo user account is required",
        "Cannot find project ref. Have you run supabase link",
        "Access token not provided. Supply an access token",
        "Unauthorized. Please login with `railway",
        "Project Token not found",
        "no access token available. Please login with",
        "Could not retrieve Project Settings",
        "Not logged in. Please log in and try again",
    ],
    read,
};

static TOOL: Tool = Tool::new("The deployment", "deploy", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("The quality gate failed", r"(?<message>QUALITY GATE STATUS: FAILED.*)"),
    Wording::why(
        "Sonar refused",
        r"(?:ERROR:? )(?<message>(?:Not authorized\. Please check the|You're not authorized to|Project not found).*)",
    ),
    Wording::why("A token is missing", r"^(?:Error: )?(?:✖ )?(?<message>Missing project token.*)"),
    Wording::why("Codecov refused the upload", r"(?<message>(?:Upload failed: \{.*|.*Token required because branch is protected.*))"),
    Wording::why(
        "Vercel refused",
        r"^Error: (?<message>(?:No existing credentials found\. Please run `vercel|The specified token is not valid|Project not found).*)",
    ),
    Wording::why(
        "Firebase refused",
        r"^Error: (?<message>(?:Failed to get Firebase project|HTTP Error: |Failed to authenticate, have you run).*)",
    ),
    Wording::why("Netlify refused", r"^Error: (?<message>Unauthorized: could not retrieve project.*)"),
    Wording::why(
        "A host is not logged in to",
        r"^(?:Error: )?(?<message>(?:An Expo user account is required|Access token not provided\. Supply|Unauthorized\. Please login with `railway|Project Token not found|no access token available\. Please login|Not logged in\. Please log in).*)",
    ),
    Wording::why(
        "The project is not linked",
        r"^(?:Error: )?(?<message>(?:Cannot find project ref\. Have you run supabase link|Could not retrieve Project Settings).*)",
    ),
    Wording::that(
        "A deployment failed",
        r"(?<message>Error during SonarScanner execution.*|Error while running Netlify.*|Failed to properly (?:upload|create commit).*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
