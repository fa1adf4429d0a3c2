//! `CloudFormation`, through the CDK, SAM, the Serverless Framework or the AWS command line.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "cloudformation",
    literals: &[
        "CREATE_FAILED",
        "UPDATE_FAILED",
        "DELETE_FAILED",
        "failed to deploy: ",
        "An error occurred (ValidationError) when calling",
        "Error: Failed to create/update the stack",
        "ROLLBACK_COMPLETE",
        "❌ ",
        "Resource handler returned message",
        "Serverless Error",
        "✖ Error",
        "Need to perform AWS calls for account",
        "This CDK CLI is not compatible",
        "Error: Failed to create changeset",
        "SSM parameter /cdk-bootstrap",
        "Error: --app is required",
        "Cannot find module 'aws-cdk",
        "stack is in",
    ],
    read,
};

static TOOL: Tool = Tool::new("CloudFormation", "deploy", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("A resource could not be made", r"(?:^|[| ])(?<code>(?:CREATE|UPDATE|DELETE)_FAILED)\s+\|?\s*(?<target>AWS::[\w:]+)\s+\|?\s*(?:(?<name>\S+(?: \(\w+\))?)\s+\|?\s*)?(?<message>(?:Resource handler returned message|\S).*)").listed(),
    Wording::what("A resource could not be made", r"^(?<code>(?:CREATE|UPDATE|DELETE)_FAILED): (?<message>(?<name>\S+) \((?<target>AWS::[\w:]+)\))$").deeper(reason),
    Wording::why("The CDK is not set up here", r"(?<message>(?:Need to perform AWS calls for account|This CDK CLI is not compatible|SSM parameter /cdk-bootstrap|--app is required).*)"),
    Wording::why("A stack could not be deployed", r"^❌ +(?<target>\S+ (?:\([^)]*\) )?)?failed: (?:Error: |_?\w+Error: )?(?<message>.*)"),
    Wording::why("A stack could not be deployed", r"^(?:\S+Error: |Error: )?(?<message>The stack named (?<target>\S+) (?:failed to deploy|failed creation): .*)"),
    Wording::why("A template is not valid", r"^(?:.*: )?(?<message>An error occurred \(ValidationError\) when calling the \S+ operation: .*)"),
    Wording::what("A stack could not be deployed", r"^Error: (?<message>Failed to create/?(?:update the stack| ?changeset).*)"),
];

/// The reason, on the line below the resource.
fn reason(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    next_line(log, at, end.min(at + 3)).filter(|&line| !log.text(line).starts_with("##["))
}

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
