//! A logistic sum is learned from labelled pairs, and judged on runs that it was not learned from.

use std::collections::{BTreeMap, BTreeSet};

/// Times by which intervals are drawn.
const DRAWS: usize = 1_000;
/// The strength of the prior towards no effect, in standard deviations of each feature.
const PRIOR: f64 = 10.0;

/// A case and a commit that was to fix it.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) run: String,
    pub(crate) features: Vec<f64>,
    pub(crate) fixed: bool,
}

/// A figure and its interval over draws of runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    pub(crate) told: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl std::fmt::Display for Figure {
    /// As the documentation prints it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{:.2} ({:.2} to {:.2})", self.told, self.low, self.high);
        f.write_str(&text.replace('-', "−"))
    }
}

/// The runs, each once.
pub(crate) fn runs(pairs: &[Pair]) -> Vec<String> {
    pairs.iter().map(|pair| pair.run.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Weights of a logistic sum, by Newton's method on standardised features with a quadratic prior.
pub(crate) fn learn(pairs: &[&Pair]) -> (f64, Vec<f64>) {
    let (count, width) = (pairs.len() as f64, pairs[0].features.len());
    let mean: Vec<f64> = (0..width).map(|at| pairs.iter().map(|pair| pair.features[at]).sum::<f64>() / count).collect();
    let spread: Vec<f64> = (0..width)
        .map(|at| (pairs.iter().map(|pair| (pair.features[at] - mean[at]).powi(2)).sum::<f64>() / count).sqrt().max(1e-9))
        .collect();
    let row = |pair: &Pair| -> Vec<f64> {
        std::iter::once(1.0)
            .chain((0..width).map(|at| if spread[at] > 1e-6 { (pair.features[at] - mean[at]) / spread[at] } else { 0.0 }))
            .collect()
    };
    let rows: Vec<(Vec<f64>, f64)> = pairs.iter().map(|pair| (row(pair), f64::from(u8::from(pair.fixed)))).collect();
    let mut weights = vec![0.0; width + 1];
    for _ in 0..25 {
        let mut slope = vec![0.0; width + 1];
        let mut bend = vec![vec![0.0; width + 1]; width + 1];
        for (row, fixed) in &rows {
            let likely = logistic(row.iter().zip(&weights).map(|(x, w)| x * w).sum());
            for a in 0..=width {
                slope[a] += row[a] * (fixed - likely);
                for b in 0..=width {
                    bend[a][b] += row[a] * row[b] * likely * (1.0 - likely);
                }
            }
        }
        for at in 1..=width {
            slope[at] -= PRIOR * weights[at];
            bend[at][at] += PRIOR;
        }
        for (weight, step) in weights.iter_mut().zip(solve(bend, slope)) {
            *weight += step;
        }
    }
    let own: Vec<f64> = (0..width).map(|at| weights[at + 1] / spread[at]).collect();
    let own: Vec<f64> = own.iter().zip(&spread).map(|(weight, spread)| if *spread > 1e-6 { *weight } else { 0.0 }).collect();
    let base = weights[0] - own.iter().zip(&mean).map(|(weight, mean)| weight * mean).sum::<f64>();
    (base, own)
}

fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|a, b| matrix[*a][at].abs().total_cmp(&matrix[*b][at].abs())).unwrap();
        matrix.swap(at, pivot);
        right.swap(at, pivot);
        for row in at + 1..size {
            let factor = matrix[row][at] / matrix[at][at];
            let above = matrix[at].clone();
            for (own, above) in matrix[row].iter_mut().zip(&above).skip(at) {
                *own -= factor * above;
            }
            right[row] -= factor * right[at];
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|column| matrix[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

fn judged((base, weights): &(f64, Vec<f64>), features: &[f64]) -> f64 {
    logistic(base + features.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>())
}

/// What each pair is given by weights learned without its run, what the base rate of those others would give it, and whether it fixed.
pub(crate) fn left_out(pairs: &[Pair]) -> Vec<(f64, f64, bool)> {
    let mut models = BTreeMap::new();
    for run in runs(pairs) {
        let others: Vec<&Pair> = pairs.iter().filter(|pair| pair.run != run).collect();
        let rate = others.iter().filter(|pair| pair.fixed).count() as f64 / others.len() as f64;
        models.insert(run, (learn(&others), rate));
    }
    pairs
        .iter()
        .map(|pair| {
            let (model, rate) = &models[&pair.run];
            (judged(model, &pair.features), *rate, pair.fixed)
        })
        .collect()
}

/// Precision at half recall, Brier skill against the base rate, and the slope of calibration.
pub(crate) fn figures(pairs: &[Pair]) -> [Figure; 3] {
    let given = left_out(pairs);
    let whole: Vec<usize> = (0..pairs.len()).collect();
    let of = |chosen: &[usize]| [precision(&given, chosen, 0.5), skill(&given, chosen), slope(&given, chosen)];
    let groups: Vec<Vec<usize>> = runs(pairs).iter().map(|run| (0..pairs.len()).filter(|at| pairs[*at].run == *run).collect()).collect();
    let mut dice = Dice(7);
    let mut drawn: [Vec<f64>; 3] = Default::default();
    for _ in 0..DRAWS {
        let chosen: Vec<usize> = (0..groups.len()).flat_map(|_| groups[dice.below(groups.len())].clone()).collect();
        for (figures, figure) in drawn.iter_mut().zip(of(&chosen)) {
            figures.push(figure);
        }
    }
    let mut told = of(&whole).into_iter().zip(drawn).map(|(told, mut draws)| {
        draws.retain(|draw| draw.is_finite());
        draws.sort_by(f64::total_cmp);
        Figure { told, low: draws[draws.len() / 40], high: draws[draws.len() - 1 - draws.len() / 40] }
    });
    std::array::from_fn(|_| told.next().unwrap())
}

/// Precision where so much of the fixes is found.
pub(crate) fn precision(given: &[(f64, f64, bool)], chosen: &[usize], recall: f64) -> f64 {
    let mut order: Vec<&(f64, f64, bool)> = chosen.iter().map(|at| &given[*at]).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let wanted = order.iter().filter(|one| one.2).count() as f64 * recall;
    let (mut found, mut taken) = (0.0, 0.0);
    for one in order {
        taken += 1.0;
        found += f64::from(u8::from(one.2));
        if found >= wanted && found > 0.0 {
            break;
        }
    }
    found / taken
}

/// How much smaller the squared error is than that of the base rate.
fn skill(given: &[(f64, f64, bool)], chosen: &[usize]) -> f64 {
    let error = |of: &dyn Fn(&(f64, f64, bool)) -> f64| -> f64 {
        chosen.iter().map(|at| (of(&given[*at]) - f64::from(u8::from(given[*at].2))).powi(2)).sum()
    };
    1.0 - error(&|one| one.0) / error(&|one| one.1)
}

/// The factor by which the log-odds would have to be multiplied.
fn slope(given: &[(f64, f64, bool)], chosen: &[usize]) -> f64 {
    let (mut base, mut factor) = (0.0f64, 1.0f64);
    for _ in 0..30 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 1e-9, 0.0, 1e-9);
        for at in chosen {
            let (likely, _, fixed) = given[*at];
            let odds = (likely / (1.0 - likely)).ln();
            let now = logistic(base + factor * odds);
            let (miss, weight) = (f64::from(u8::from(fixed)) - now, now * (1.0 - now));
            g0 += miss;
            g1 += miss * odds;
            h00 += weight;
            h01 += weight * odds;
            h11 += weight * odds * odds;
        }
        let scale = h00 * h11 - h01 * h01;
        base += (h11 * g0 - h01 * g1) / scale;
        factor += (h00 * g1 - h01 * g0) / scale;
    }
    factor
}

/// Draws that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}
