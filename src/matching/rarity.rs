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

/// A weight that grows with how often the pair is seen, below 32: 1 for the rarest.
pub(super) fn pair(first: u8, second: u8) -> u64 {
    if first.is_ascii() && second.is_ascii() { u64::from(PAIRS[usize::from(first)][usize::from(second)]) } else { 1 }
}

/// The weights of pairs of ASCII.
static PAIRS: [[u8; 128]; 128] = {
    let mut weights = [[1; 128]; 128];
    let mut first = 0;
    while first < 128 {
        let mut second = 0;
        while second < 128 {
            weights[first as usize][second as usize] = weigh(first, second);
            second += 1;
        }
        first += 1;
    }
    weights
};

const fn weigh(first: u8, second: u8) -> u8 {
    match (first, second) {
        (b'a'..=b'z', b'a'..=b'z') => LETTERS[(first - b'a') as usize][(second - b'a') as usize],
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

#[cfg(test)]
mod tests {
    use super::pair;

    fn weight(bytes: &[u8]) -> u64 {
        bytes.windows(2).map(|two| pair(two[0], two[1])).product()
    }

    #[test]
    fn what_is_common_weighs_more() {
        assert!(weight(b"tion") > weight(b"tfs "));
        assert!(weight(b" the") > weight(b"ENOS"));
        assert!(weight(b"2026") > weight(b"xqzj"));
        assert!(weight(b"    ") > weight(b": [E"));
    }
}
