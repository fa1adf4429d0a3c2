//! Linters, formatters and type checkers.

/// Literals of tools that name Python files with a line: `a.py:12`, and some of their own.
macro_rules! python_literals {
    ($($own:literal),* $(,)?) => {
        &[".py:1", ".py:2", ".py:3", ".py:4", ".py:5", ".py:6", ".py:7", ".py:8", ".py:9", ".pyi:", $($own),*]
    };
}

mod actionlint;
mod ansible_lint;
mod audit;
mod biome;
mod black;
mod brakeman;
mod cargo_deny;
mod checkstyle;
mod clang_format;
mod clang_tidy;
mod codespell;
mod commitlint;
mod credo;
mod cspell;
mod danger;
mod detekt;
mod dialyzer;
mod djlint;
mod editorconfig;
mod eslint;
mod flake8;
mod git_diff;
mod gitleaks;
mod gofmt;
mod golangci_lint;
mod hadolint;
mod isort;
mod ktlint;
mod link_check;
mod lint_staged;
mod luacheck;
mod markdownlint;
mod mkdocs;
mod mypy;
mod oxlint;
mod package_checks;
mod php_cs_fixer;
mod phpcs;
mod phpstan;
mod pmd;
mod policy;
mod pre_commit;
mod prettier;
mod psalm;
mod pylint;
mod pyright;
mod python_checks;
mod rector;
mod rubocop;
mod ruff;
mod rustfmt;
mod sections;
mod shellcheck;
mod sphinx;
mod spotbugs;
mod spotless;
mod sqlfluff;
mod staticcheck;
mod stylelint;
mod swiftlint;
mod terraform_fmt;
mod ty;
mod typos;
mod unused;
mod vitepress;
mod yamllint;
mod zizmor;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[
    eslint::EXTRACTOR,
    prettier::EXTRACTOR,
    ruff::EXTRACTOR,
    mypy::EXTRACTOR,
    golangci_lint::EXTRACTOR,
    actionlint::EXTRACTOR,
    audit::EXTRACTOR,
    biome::EXTRACTOR,
    black::EXTRACTOR,
    cargo_deny::EXTRACTOR,
    checkstyle::EXTRACTOR,
    clang_format::EXTRACTOR,
    clang_tidy::EXTRACTOR,
    codespell::EXTRACTOR,
    commitlint::EXTRACTOR,
    cspell::EXTRACTOR,
    detekt::EXTRACTOR,
    editorconfig::EXTRACTOR,
    flake8::EXTRACTOR,
    git_diff::EXTRACTOR,
    gitleaks::EXTRACTOR,
    gofmt::EXTRACTOR,
    hadolint::EXTRACTOR,
    isort::EXTRACTOR,
    ktlint::EXTRACTOR,
    luacheck::EXTRACTOR,
    markdownlint::EXTRACTOR,
    mkdocs::EXTRACTOR,
    oxlint::EXTRACTOR,
    php_cs_fixer::EXTRACTOR,
    phpcs::EXTRACTOR,
    phpstan::EXTRACTOR,
    pmd::EXTRACTOR,
    psalm::EXTRACTOR,
    pylint::EXTRACTOR,
    pyright::EXTRACTOR,
    rubocop::EXTRACTOR,
    rustfmt::EXTRACTOR,
    shellcheck::EXTRACTOR,
    sphinx::EXTRACTOR,
    spotbugs::EXTRACTOR,
    spotless::EXTRACTOR,
    staticcheck::EXTRACTOR,
    stylelint::EXTRACTOR,
    swiftlint::EXTRACTOR,
    terraform_fmt::EXTRACTOR,
    ty::EXTRACTOR,
    typos::EXTRACTOR,
    yamllint::EXTRACTOR,
    zizmor::EXTRACTOR,
    brakeman::EXTRACTOR,
    credo::EXTRACTOR,
    dialyzer::EXTRACTOR,
    link_check::EXTRACTOR,
    rector::EXTRACTOR,
    unused::EXTRACTOR,
    vitepress::EXTRACTOR,
    ansible_lint::EXTRACTOR,
    danger::EXTRACTOR,
    djlint::EXTRACTOR,
    sqlfluff::EXTRACTOR,
    sections::REUSE,
    sections::PUBLINT,
    package_checks::API_EXTRACTOR,
    package_checks::ATTW,
    package_checks::LICENSES,
    package_checks::SIZE_LIMIT,
    package_checks::TYPEDOC,
    policy::CHECKOV,
    policy::KUBECONFORM,
    policy::TFLINT,
    python_checks::BANDIT,
    python_checks::PYDOCSTYLE,
    python_checks::VULTURE,
    pre_commit::EXTRACTOR,
    lint_staged::EXTRACTOR,
];
