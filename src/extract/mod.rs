//! What tools print when they fail, read without a rule; and the unusual line.
