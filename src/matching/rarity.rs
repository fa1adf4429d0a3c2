//! How often a few bytes stand in the logs of builds, roughly: a literal is looked for by its rarest part.

/// Pairs of small letters that English words are made of, commonest first.
const COMMON: &[u8; 400] = b"ineronthorreesatteheendestittisecoaniolenttoraomalngnsedndliroisar\
ttashtmeectaouodriicusllvechmacetpilgesipsnoctacnerstrpeetealofout\
urssochacaunlaadelhicrprdimpexncgipodopaubfitsimplrtwinaamulbeemof\
ruotowshiehockmiibopldagbublolabaihusolyepryapsuuiptjsoskemotybaid\
uetuclrgigniyoupefircurrrmquiffeeevilsivrccidaluovspppumpucsiammyp\
oorkevvaeqipddscfawordbrbogrsaltwhpibynfdswaaybiogfrrnjeejdutlauav\
nldg";

/// Weights of pairs of small letters, by the first and the second.
const LETTERS: [[u8; 26]; 26] = {
    let mut weights = [[1; 26]; 26];
    let mut at = 0;
    while at < COMMON.len() / 2 {
        let weight = match at {
            0..60 => 16,
            60..130 => 9,
            _ => 5,
        };
        weights[(COMMON[2 * at] - b'a') as usize][(COMMON[2 * at + 1] - b'a') as usize] = weight;
        at += 1;
    }
    weights
};

/// A weight that grows with how often the pair is seen: 1 for the rarest.
pub(super) fn pair(first: u8, second: u8) -> u32 {
    match (first, second) {
        (b'a'..=b'z', b'a'..=b'z') => u32::from(LETTERS[usize::from(first - b'a')][usize::from(second - b'a')]),
        // Numbers, times and hashes.
        (b'0'..=b'9', b'0'..=b'9') => 24,
        (b'0'..=b'9', b'a'..=b'f' | b'.' | b':') | (b'a'..=b'f' | b'.' | b':', b'0'..=b'9') => 12,
        (b' ', b' ') => 24,
        (b' ', b'a'..=b'z' | b'0'..=b'9') | (b'a'..=b'z' | b'0'..=b'9' | b':' | b',', b' ') => 12,
        (b'a'..=b'z', b'/' | b'-' | b'_' | b'.') | (b'/' | b'-' | b'_' | b'.', b'a'..=b'z') => 6,
        (b'-' | b'=' | b'#' | b'*', _) if first == second => 8,
        (b' ' | b'"' | b'(', b'A'..=b'Z') | (b'A'..=b'Z', b'a'..=b'z') => 3,
        _ => 1,
    }
}

/// A weight that grows with how often the bytes of these pairs are seen one after the other.
pub(super) fn weight(pairs: &[u32]) -> u32 {
    pairs.iter().fold(1, |all, pair| all.saturating_mul(*pair))
}

#[cfg(test)]
mod tests {
    use super::pair;

    fn weight(bytes: &[u8]) -> u32 {
        super::weight(&bytes.windows(2).map(|two| pair(two[0], two[1])).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_common_weighs_more() {
        assert!(weight(b"tion") > weight(b"tfs "));
        assert!(weight(b" the") > weight(b"ENOS"));
        assert!(weight(b"2026") > weight(b"xqzj"));
        assert!(weight(b"    ") > weight(b": [E"));
    }
}
