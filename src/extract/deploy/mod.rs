//! Images, infrastructure, releases and actions: what could not be built, reached or deployed.

mod actions;
mod ansible;
mod cloudformation;
mod compose;
mod dbt;
mod docker;
mod fastlane;
mod gh;
mod git;
mod helm;
mod hosts;
mod kubectl;
mod pulumi;
mod release;
mod terraform;
mod wait;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[
    actions::EXTRACTOR,
    dbt::EXTRACTOR,
    docker::EXTRACTOR,
    fastlane::EXTRACTOR,
    compose::EXTRACTOR,
    git::EXTRACTOR,
    gh::EXTRACTOR,
    terraform::EXTRACTOR,
    helm::EXTRACTOR,
    kubectl::EXTRACTOR,
    ansible::EXTRACTOR,
    pulumi::EXTRACTOR,
    cloudformation::EXTRACTOR,
    release::EXTRACTOR,
    hosts::EXTRACTOR,
    wait::EXTRACTOR,
];
