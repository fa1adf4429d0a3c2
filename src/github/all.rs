//! Several questions at once.

use tokio::task::JoinSet;

/// What comes of a question for each item, in the order of the items. How many are under way at once is the client's business.
pub(super) async fn all<I, T, F>(items: impl IntoIterator<Item = I>, question: impl Fn(I) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut asking = JoinSet::new();
    for (at, item) in items.into_iter().enumerate() {
        let answer = question(item);
        asking.spawn(async move { (at, answer.await) });
    }
    let mut answers = Vec::with_capacity(asking.len());
    while let Some(answer) = asking.join_next().await {
        // One that panicked has no answer; the runtime is gone in no other case.
        answers.extend(answer);
    }
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
