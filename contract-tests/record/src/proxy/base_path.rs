//! The base path of the upstream. Callers may send it or leave it out.

use contract_core::spec::percent_decoded;

/// The path that comes before those of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BasePath {
    /// Without a slash at the end.
    text: String,
}

/// A path starts with something that differs from the base path in case, slashes or encoding only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AlmostBasePath;

impl BasePath {
    pub(super) fn new(path: &str) -> Self {
        Self { text: path.trim_end_matches('/').to_owned() }
    }

    /// The path at the upstream for the path and query of a request. `is_known` tells what the API has without
    /// its base path: it decides where the path of an operation starts like the base path.
    ///
    /// # Errors
    ///
    /// It is unclear whether the path starts with the base path.
    pub(super) fn before(
        &self,
        path: &str,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<String, AlmostBasePath> {
        if self.text.is_empty() {
            return Ok(path.to_owned());
        }
        // The path as sent, then without the base path, then without a second one.
        let rests: Vec<&str> =
            std::iter::successors(Some(path), |path| self.taken_off(path)).take(3).collect();
        // Matching passes over empty segments, behind which the base path may be.
        let is_meant = |(taken_off, rest): &(usize, &&str)| {
            is_known(rest) && (*taken_off > 0 || !rest.starts_with("//"))
        };
        let known = rests.iter().enumerate().rev().find(is_meant);
        let rest = match (known, rests.as_slice()) {
            (Some((_, rest)), _) | (None, [_, rest, ..]) => rest,
            (None, _) if self.is_almost_at_the_start_of(path) => return Err(AlmostBasePath),
            (None, _) => path,
        };
        Ok(format!("{}{rest}", self.text))
    }

    /// What follows the base path; `None` if the path does not start with it.
    fn taken_off<'p>(&self, path: &'p str) -> Option<&'p str> {
        self.text.split('/').skip(1).try_fold(path, |path, expected| {
            let path = path.strip_prefix('/')?;
            let (segment, rest) = path.split_at(path.find(['/', '?']).unwrap_or(path.len()));
            (percent_decoded(segment) == percent_decoded(expected)).then_some(rest)
        })
    }

    fn is_almost_at_the_start_of(&self, path: &str) -> bool {
        segments(path).starts_with(&segments(&self.text))
    }
}

/// The segments of a path, without what often differs by mistake.
fn segments(path: &str) -> Vec<String> {
    let path = path.split('?').next().unwrap_or_default();
    let plain = percent_decoded(path).to_lowercase();
    plain.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{AlmostBasePath, BasePath};

    fn sent(base: &str, path: &str) -> Result<String, AlmostBasePath> {
        let known = ["/people", "/people/7?a=b%20c", "/api/v1/odd"];
        // Like the matching of operations, which passes over empty segments.
        let path_known =
            |path: &str| known.contains(&path) || known.contains(&path.replace("//", "/").as_str());
        BasePath::new(base).before(path, &path_known)
    }

    #[test]
    fn callers_send_the_base_path_or_leave_it_out() {
        for base in ["/api/v1", "/api/v1/"] {
            for (path, at_upstream) in [
                ("/people", "/api/v1/people"),
                ("/people/7?a=b%20c", "/api/v1/people/7?a=b%20c"),
                ("/api/v1/people", "/api/v1/people"),
                ("/api/v1/people/7?a=b%20c", "/api/v1/people/7?a=b%20c"),
                ("/%61pi/v1/people", "/api/v1/people"),
                ("/api/v1/api/v1/people", "/api/v1/people"),
                ("/api/v1", "/api/v1"),
                ("/api/v1/", "/api/v1/"),
                ("/api/v1?a=b", "/api/v1?a=b"),
                ("/", "/api/v1/"),
                ("/api/v1/unknown", "/api/v1/unknown"),
                ("/unknown", "/api/v1/unknown"),
                ("/api/v1//people", "/api/v1//people"),
                ("//people", "/api/v1//people"),
                ("/api/v1x/people", "/api/v1/api/v1x/people"),
                ("/unknown?next=/api/v1", "/api/v1/unknown?next=/api/v1"),
            ] {
                assert_eq!(sent(base, path).as_deref(), Ok(at_upstream), "{path}");
            }
        }
    }

    #[test]
    fn an_operation_may_start_like_the_base_path() {
        assert_eq!(sent("/api/v1", "/api/v1/odd").unwrap(), "/api/v1/api/v1/odd");
        assert_eq!(sent("/api/v1", "/api/v1/api/v1/odd").unwrap(), "/api/v1/api/v1/odd");
    }

    #[test]
    fn what_is_almost_the_base_path_is_not_guessed() {
        for path in ["/API/v1/people", "/api%2Fv1/people", "//api/v1/people", "/api//v1/people", "/Api/V1?a"]
        {
            assert_eq!(sent("/api/v1", path), Err(AlmostBasePath), "{path}");
        }
    }

    #[test]
    fn without_a_base_path_nothing_changes() {
        for path in ["/people", "/api/v1/people", "//people", "/?a"] {
            assert_eq!(sent("/", path).as_deref(), Ok(path));
        }
    }
}
