//! Hashes passwords, and verifies them at a cost that reveals nothing. Passwords leave this file only as
//! hashes.

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{self, Output, ParamsString, PasswordHash, Salt, SaltString},
};

use super::password::Password;
use crate::policy::HashingCost;

/// Argon2's working memory, reused from one hash to the next: the allocator would keep freed blocks of this
/// size and still allocate new ones.
#[derive(Default)]
pub struct Memory(Vec<Block>);

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memory({} KiB)", self.0.len())
    }
}

impl Memory {
    /// Allocates the memory for the largest of these hashes, and no more.
    fn fit<'a>(&mut self, costs: impl IntoIterator<Item = &'a Cost>) {
        let blocks = costs.into_iter().map(|cost| cost.params.block_count()).max().unwrap_or_default();
        if self.0.len() != blocks {
            // Free the old blocks before allocating new ones.
            self.0 = Vec::new();
            self.0 = vec![Block::default(); blocks];
        }
    }
}

/// The algorithm and the parameters of a hash.
#[derive(Clone, Debug, PartialEq)]
struct Cost {
    algorithm: Algorithm,
    version: Version,
    params: Params,
}

impl Cost {
    /// Reads the cost at the beginning of a PHC string.
    fn of(phc: &PasswordHash<'_>) -> Option<Self> {
        let algorithm = Algorithm::try_from(phc.algorithm).ok()?;
        let version = phc.version.and_then(|version| version.try_into().ok()).unwrap_or_default();
        let params = Params::try_from(phc).ok()?;
        // Ignore the length of the digest: it does not change the cost.
        let params = Params::new(params.m_cost(), params.t_cost(), params.p_cost(), None).ok()?;
        Some(Self { algorithm, version, params })
    }
}

/// The result of verifying a password.
#[derive(Debug, Default)]
pub struct Verified {
    /// Whether the password matches the PHC string.
    pub matches: bool,
    /// The PHC string to store instead, if the stored one was made at another cost.
    pub upgraded: Option<String>,
}

/// Argon2id with the given parameters (RFC 9106; ASVS 11.4.2).
#[derive(Debug)]
pub struct Hashing {
    today: Cost,
    work: AtomicU64,
}

impl Hashing {
    /// Creates a hasher with these parameters.
    ///
    /// # Errors
    /// If argon2 rejects the parameters.
    pub fn new(cost: HashingCost) -> Result<Self, argon2::Error> {
        let params = Params::new(cost.memory_kib, cost.iterations, cost.parallelism, None)?;
        let today = Cost { algorithm: Algorithm::Argon2id, version: Version::V0x13, params };
        Ok(Self { today, work: AtomicU64::new(0) })
    }

    /// The cost of all hashes so far: the KiB of memory that each has filled, counted once for each pass.
    pub fn work(&self) -> u64 {
        self.work.load(Ordering::Relaxed)
    }

    /// Hashes a password with a new 128-bit salt. Returns the PHC string.
    ///
    /// # Errors
    /// When the random source or argon2 fails.
    pub fn hash(&self, memory: &mut Memory, password: &Password) -> Result<String, password_hash::Error> {
        if memory.0.len() < self.today.params.block_count() {
            memory.fit([&self.today]);
        }
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|_| password_hash::Error::Crypto)?;
        let digest = self.compute(memory, &self.today, password, &salt, Params::DEFAULT_OUTPUT_LEN)?;
        let salt = SaltString::encode_b64(&salt)?;
        let phc = PasswordHash {
            algorithm: self.today.algorithm.ident(),
            version: Some(self.today.version.into()),
            params: ParamsString::try_from(&self.today.params)?,
            salt: Some(salt.as_salt()),
            hash: Some(digest),
        };
        Ok(phc.to_string())
    }

    /// Verifies a password. A PHC string that is missing or cannot be parsed never matches (ASVS 11.2.5).
    ///
    /// `in_use`: the beginnings of the PHC strings of all accounts, up to their salts. Computes one hash at
    /// each of these costs and at today's, whatever is stored, so that the time reveals neither whether the
    /// account exists nor when it was last used (ASVS 6.3.8). If the password matches a hash of another cost,
    /// the one at today's cost replaces it.
    pub fn verify(&self, memory: &mut Memory, password: &Password, phc: Option<&str>, in_use: &[String]) -> Verified {
        let stored = phc.and_then(|phc| PasswordHash::new(phc).ok());
        let own = stored.as_ref().and_then(Cost::of);
        let used = in_use.iter().filter_map(|beginning| Cost::of(&PasswordHash::new(beginning).ok()?));
        let mut costs = vec![self.today.clone()];
        for cost in used.chain(own.clone()) {
            if !costs.contains(&cost) {
                costs.push(cost);
            }
        }
        memory.fit(&costs);
        let mut verified = Verified::default();
        let mut fresh = None;
        for cost in &costs {
            match &stored {
                Some(stored) if own.as_ref() == Some(cost) => {
                    verified.matches = self.is_made_from(memory, cost, password, stored);
                }
                _ if *cost == self.today => fresh = self.hash(memory, password).ok(),
                _ => drop(self.compute(memory, cost, password, &[0; 16], Params::DEFAULT_OUTPUT_LEN)),
            }
        }
        verified.upgraded = fresh.filter(|_| verified.matches);
        verified
    }

    fn is_made_from(&self, memory: &mut Memory, cost: &Cost, password: &Password, stored: &PasswordHash<'_>) -> bool {
        let (Some(salt), Some(digest)) = (stored.salt, stored.hash) else { return false };
        let mut bytes = [0; Salt::MAX_LENGTH];
        let Ok(salt) = salt.decode_b64(&mut bytes) else { return false };
        // Compared in constant time.
        self.compute(memory, cost, password, salt, digest.len()).is_ok_and(|computed| computed == digest)
    }

    fn compute(
        &self,
        memory: &mut Memory,
        cost: &Cost,
        password: &Password,
        salt: &[u8],
        length: usize,
    ) -> Result<Output, password_hash::Error> {
        let Cost { algorithm, version, params } = cost;
        self.work.fetch_add(u64::from(params.m_cost()) * u64::from(params.t_cost()), Ordering::Relaxed);
        let params = Params::new(params.m_cost(), params.t_cost(), params.p_cost(), Some(length))?;
        let argon2 = Argon2::new(*algorithm, *version, params);
        Output::init_with(length, |out| {
            Ok(argon2.hash_password_into_with_memory(password.bytes(), salt, out, &mut *memory.0)?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COST: HashingCost = HashingCost { memory_kib: 64, iterations: 1, parallelism: 1 };

    fn typed(password: &str) -> Password {
        password.to_owned().into()
    }

    #[test]
    fn a_hash_matches_only_its_password() {
        let hashing = Hashing::new(COST).unwrap();
        let memory = &mut Memory::default();
        let phc = hashing.hash(memory, &typed("right")).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        let mut matches =
            |password: &str, phc: Option<&str>| hashing.verify(memory, &typed(password), phc, &[]).matches;
        assert!(matches("right", Some(&phc)));
        assert!(!matches("Right", Some(&phc)));
        assert!(!matches("right", None));
        assert!(!matches("right", Some("not a hash")));
        assert!(!matches("right", Some("$argon2id$v=19$m=64,t=1,p=1")));
    }

    #[test]
    fn hashes_from_other_programs_are_verified() {
        // Test vectors of Argon2's authors: `echo -n password | argon2 somesalt …`.
        let hashing = Hashing::new(COST).unwrap();
        let password = typed("password");
        for phc in [
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
            "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        ] {
            let verified = hashing.verify(&mut Memory::default(), &password, Some(phc), &[]);
            assert!(verified.matches, "{phc}");
            assert!(verified.upgraded.unwrap().starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{phc}");
        }
    }

    #[test]
    fn a_hash_of_another_cost_is_upgraded() {
        let older = Hashing::new(HashingCost { memory_kib: 32, ..COST }).unwrap();
        let today = Hashing::new(COST).unwrap();
        let memory = &mut Memory::default();
        let right = typed("right");
        let phc = older.hash(memory, &right).unwrap();
        assert!(today.verify(memory, &typed("wrong"), Some(&phc), &[]).upgraded.is_none());
        let upgraded = today.verify(memory, &right, Some(&phc), &[]).upgraded.unwrap();
        let again = today.verify(memory, &right, Some(&upgraded), &[]);
        assert!(again.matches && again.upgraded.is_none());
        assert!(older.verify(memory, &right, Some(&phc), &[]).upgraded.is_none());
    }

    #[test]
    fn unknown_old_and_current_accounts_cost_the_same() {
        let right = typed("right");
        let memory = &mut Memory::default();
        for (old, new) in [((64, 2), (128, 1)), ((128, 1), (64, 2)), ((256, 3), (64, 1))] {
            let [old, new] = [old, new].map(|(memory_kib, iterations)| {
                Hashing::new(HashingCost { memory_kib, iterations, parallelism: 1 }).unwrap()
            });
            let [of_old, of_new] = [&old, &new].map(|hashing| hashing.hash(memory, &right).unwrap());
            let in_use = [&of_old, &of_new].map(|phc| phc[..phc.len() - 67].to_owned());
            let mut work = |password: &Password, phc: Option<&str>| {
                let before = new.work();
                new.verify(memory, password, phc, &in_use);
                new.work() - before
            };
            let wrong = typed("wrong");
            let unknown = work(&right, None);
            assert!(unknown > 0);
            for phc in [&*of_old, &of_new, "not a hash"] {
                assert_eq!([work(&right, Some(phc)), work(&wrong, Some(phc))], [unknown; 2], "{phc}");
            }
        }
    }

    #[test]
    fn memory_fits_the_largest_hash_and_is_reused() {
        let (small, large) =
            (Hashing::new(COST).unwrap(), Hashing::new(HashingCost { memory_kib: 256, ..COST }).unwrap());
        let memory = &mut Memory::default();
        let right = typed("right");
        let phc = large.hash(memory, &right).unwrap();
        assert_eq!(memory.0.len(), 256);
        let blocks = memory.0.as_ptr();
        assert!(large.verify(memory, &right, Some(&phc), &[]).matches);
        small.hash(memory, &right).unwrap();
        assert_eq!((memory.0.as_ptr(), memory.0.len()), (blocks, 256));
        small.verify(memory, &right, None, &[]);
        assert_eq!(memory.0.len(), 64, "no hash of the larger size is in use any more");
    }
}
