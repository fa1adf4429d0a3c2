//! Whose versions are told: a name says nothing without it, as `redis` is a package of several installers and an image.

/// What kind of thing has a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A program: a compiler, an interpreter, an installer.
    Tool,
    /// A container's image, whose version is its digest.
    Container,
    /// Of `PyPI`.
    Python,
    /// Of npm, whoever installs it.
    Npm,
    /// Of crates.io or a git repository.
    Crate,
    /// Of Go.
    Go,
    /// Of RubyGems.
    Gem,
    /// Of Packagist.
    Composer,
    /// Of NuGet.
    NuGet,
    /// Of a Maven repository.
    Maven,
    /// Of Conda's channels.
    Conda,
    /// Of a Linux distribution.
    System,
    /// Of Homebrew.
    Brew,
    /// Of Chocolatey.
    Choco,
}

impl Kind {
    /// What stands before the name; nothing before a tool's.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Tool => "",
            Self::Container => "image",
            Self::Python => "Python package",
            Self::Npm => "npm package",
            Self::Crate => "crate",
            Self::Go => "Go module",
            Self::Gem => "gem",
            Self::Composer => "Composer package",
            Self::NuGet => "NuGet package",
            Self::Maven => "Maven artifact",
            Self::Conda => "Conda package",
            Self::System => "system package",
            Self::Brew => "Homebrew formula",
            Self::Choco => "Chocolatey package",
        }
    }

    /// Of several.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Tool => "tools",
            Self::Container => "images",
            Self::Python => "Python packages",
            Self::Npm => "npm packages",
            Self::Crate => "crates",
            Self::Go => "Go modules",
            Self::Gem => "gems",
            Self::Composer => "Composer packages",
            Self::NuGet => "NuGet packages",
            Self::Maven => "Maven artifacts",
            Self::Conda => "Conda packages",
            Self::System => "system packages",
            Self::Brew => "Homebrew formulae",
            Self::Choco => "Chocolatey packages",
        }
    }

    /// Whether a build may take several versions of one name at once, so that another one of another line replaces nothing.
    pub(super) const fn takes_several(self) -> bool {
        matches!(self, Self::Crate | Self::Npm | Self::Maven)
    }
}
