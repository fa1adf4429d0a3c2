//! Bytes to lines: archives, cleaning, steps, markers, environment blocks.
