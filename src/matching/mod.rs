//! Rules over lines: a literal prefilter, then the candidate's regex, then its windows.
