//! Lines at which an extractor may begin: as many as a failure may need, however often a log repeats a word.

use std::collections::VecDeque;

/// Lines kept from the start, and as many from the end.
const KEPT: usize = 50_000;

/// Lines in ascending order.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    first: Vec<usize>,
    last: VecDeque<usize>,
}

impl Marks {
    pub(super) fn push(&mut self, line: usize) {
        if self.first.len() < KEPT {
            return self.first.push(line);
        }
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back(line);
    }

    pub(super) fn into_lines(self) -> Vec<usize> {
        let mut lines = self.first;
        lines.extend(self.last);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Marks};

    #[test]
    fn of_very_many_the_first_and_the_last_are_kept() {
        let marks = |count: usize| {
            let mut marks = Marks::default();
            (0..count).for_each(|line| marks.push(line));
            marks.into_lines()
        };
        assert_eq!(marks(3), [0, 1, 2]);
        assert_eq!(marks(2 * KEPT), (0..2 * KEPT).collect::<Vec<_>>());
        let many = marks(10 * KEPT);
        assert_eq!((many.len(), many[KEPT - 1], many[KEPT], many[2 * KEPT - 1]), (2 * KEPT, KEPT - 1, 9 * KEPT, 10 * KEPT - 1));
    }
}
